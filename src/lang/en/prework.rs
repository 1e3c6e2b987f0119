//! The form that people answer before a session, in English.

use super::counted;
use crate::lang::Prework;

pub(super) const PREWORK: Prework = Prework {
    title: |name| format!("Questions for {name}, to answer before we meet"),
    intro: "Write under each question, as much or as little as you like, and send the whole text back. Leave the marks in square brackets as they are. What you answer where it says (private) is only for whoever prepares the session; the rest is looked at together.",
    closing: "Thank you. That was all.",
    private: "(private)",
    answered: |name, done, all| format!("{name} has answered {done} of {all} questions."),
    missing: |n| counted(n, "One answer is missing:", "answers are missing:"),
    remarks: |name, n| match n {
        1 => format!("One passage answers no question. It is kept as a remark of {name}:"),
        n => format!("{n} passages answer no question. They are kept as remarks of {name}:"),
    },
    known: "All of it was known already; nothing was changed.",
    unread: "Nothing was taken in.",
    no_mark: |file| {
        format!(
            "{file} does not say whose answers it holds: the line with [offsite/…] is missing. Nothing was taken in. Add --session SESSION --for NAME."
        )
    },
    no_session: |id| format!("The form belongs to the session {id}, which is not here. Nothing was taken in."),
    no_person: |name, nearest| match nearest {
        "" => format!("Nobody called “{name}” takes part."),
        nearest => format!("Nobody called “{name}” takes part. Did you mean “{nearest}”?"),
    },
    nobody: |title| format!("Nobody takes part in “{title}” yet. Add people where it is prepared."),
    people: |names| format!("These people do: {names}."),
    gone: |title| {
        format!("The form is of somebody who no longer takes part in “{title}”. Nothing was taken in. Add --for NAME.")
    },
    other_session: |theirs, ours| format!("This form answers “{theirs}”, not “{ours}”."),
    other_person: |theirs, ours| format!("This form is {theirs}’s, not {ours}’s."),
    closed: |title| format!("“{title}” is closed: what was said in it stays."),
    nothing_to_ask: |id| format!("“{id}” asks nothing. Name another form with --template."),
};
