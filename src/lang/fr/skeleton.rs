//! What a new template says until its author says something else, in French.

use crate::lang::Skeleton;

pub(super) const SKELETON: Skeleton = Skeleton {
    summary: "Pour qui elle est faite, et ce qui en sort.",
    opening: "Ouverture",
    question: "À quelle question, une seule, cette séance doit-elle répondre ?",
    work: "Travail",
    ask: "Que savons-nous, et qu’en tirons-nous ?",
    actions: "Actions",
    step: "Qui fait quoi en premier, et pour quand ?",
    closing: "Clôture",
    takeaway: "Qu’emportez-vous ?",
    next: "Quand nous revoyons-nous ?",
};
