//! Finding across everything, in English.

use super::counted;
use crate::lang::Find;

pub(super) const FIND: Find = Find {
    title: "Find",
    counts: |sessions, actions| {
        format!("{}, {}", counted(sessions, "1 session", "sessions"), counted(actions, "1 action", "actions"))
    },
    results: |hits, sessions| format!("{hits} in {}", counted(sessions, "1 session", "sessions")),
    kinds: ["session", "goal", "project", "milestone", "action", "person", "factor", "answer", "parked", "note"],
    only: |kind| format!("only: {kind}"),
    type_words: "Type a few letters of what you remember.",
    leads_to: "LEADS TO",
    asked: "ASKED",
    before: "THE SAME GOAL BEFORE",
    answers: "SAID BESIDE IT",
    actions: |all, done| format!("{}, {done} done", counted(all, "1 action", "actions")),
};
