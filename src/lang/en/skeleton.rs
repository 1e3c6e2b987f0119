//! What a new template says until its author says something else, in English.

use crate::lang::Skeleton;

pub(super) const SKELETON: Skeleton = Skeleton {
    summary: "For whom it is, and what comes out of it.",
    opening: "Opening",
    question: "Which one question must this session answer?",
    work: "Work",
    ask: "What do we know, and what follows from it?",
    actions: "Actions",
    step: "Who does what first, and by when?",
    closing: "Closing",
    takeaway: "What are you taking along?",
    next: "When do we meet again?",
};
