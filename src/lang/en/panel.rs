//! What is known already in a thread, in English.

use super::counted;
use crate::lang::Panel;

pub(super) const PANEL: Panel = Panel {
    none: |shown| match shown {
        "parked" => "No parked thoughts are waiting.",
        "unfinished" => "Last time nothing was left unfinished.",
        "pre-work" => "Nobody has sent a form back yet.",
        "zones" => "Nobody has named a zone of genius or a wish yet.",
        "decisions-due" => "No decision is due for another look.",
        "year-ago" => "Nothing was written here ten to fourteen months ago.",
        "plan" => "There is no plan yet. It grows out of goals and actions.",
        "plan-check" => "Nothing is wrong with the plan.",
        "promises" => "No promises were made in earlier sessions.",
        "forecast" => "Nobody looked ahead ten to fourteen months ago.",
        "goals" => "There are no goals yet.",
        _ => "There is nothing to show yet.",
    },
    rule: |rule, n| match rule {
        "last-day-gone" => format!("past its last safe day by {}", days(n)),
        "carried" => format!("kept {n} times: split it, hand it over or let it go"),
        "late" | "milestone-late" => format!("{} late", days(n)),
        "no-owner" => "nobody owns it".to_owned(),
        "no-due" => "it has no day".to_owned(),
        "overloaded" => format!("its owner has {n} open actions: hand this one over?"),
        "review-due" => format!("another look is {} overdue", days(n)),
        "goal-past" => "its day is past: how far did it get?".to_owned(),
        "goal-idle" => "no action serves this goal".to_owned(),
        "project-idle" => "no action carries this project".to_owned(),
        "project-aimless" => "this project serves no goal".to_owned(),
        "no-first-step" => "long or far off, without a first step".to_owned(),
        _ => String::new(),
    },
    field: |name, said| format!("{name}: {said}"),
    number: |key, number| match key {
        "hours_a_month" => format!("{number} h a month"),
        "money_a_month" => format!("{number} a month"),
        "likelihood" => format!("likely {number} of 5"),
        "confidence_percent" => format!("{number} % sure then"),
        "reached" => format!("reached {number}"),
        "target" => format!("aim {number}"),
        _ => number.to_owned(),
    },
    sum: "In all",
    month: |day| day.format("%b %Y").to_string(),
    sure: |now, before| match (now, before) {
        (None, _) => "how sure is not said yet".to_owned(),
        (Some(now), Some(before)) if now != before => format!("sure: {now} of 10, was {before}"),
        (Some(now), _) => format!("sure: {now} of 10"),
    },
    score: |all, kept, on_time, dropped, late| {
        let mut parts = vec![format!("{kept} of {all} kept")];
        if on_time > 0 {
            parts.push(format!("{on_time} on time"));
        }
        if dropped > 0 {
            parts.push(format!("{dropped} let go"));
        }
        if late > 0 {
            parts.push(format!("{late} late"));
        }
        parts.join(", ")
    },
    empty: "begun, and left empty",
    not_begun: "not begun",
    here: "in this session",
    taken: |stage| format!("“{stage}” is part of this session now. u takes it out again."),
    came_true: |what| format!("Did “{what}” come true?"),
    happened: |what| format!("Did it happen: “{what}”?"),
    how_sure: |what| format!("How sure are you of “{what}”?"),
    to_action: "make it an action",
    to_note: "keep it as a note",
    let_go: "let it go",
    ask_action: "Who does it, and by when? @maria due:fri",
    ask_note: "In which words?",
    ask_reason: "Why is it let go? It may stay empty.",
    ask_learned: "What did you learn from it? It may stay empty.",
    ask_sure: "From 0 to 10, and why if you like: 7 if Jonas is back",
    came_along: "What came along",
    nothing_came: "Nothing is waiting from earlier sessions.",
    unfinished: |n| counted(n, "1 unfinished stage", "unfinished stages"),
    next_is: |what, day| format!("Next could be “{what}” on {day}: N prepares it."),
    reasons: [
        "to look at it again together",
        "when the support ends",
        "a look each month",
        "the theme that has waited longest",
        "at the usual distance",
    ],
};

fn days(n: usize) -> String {
    counted(n, "1 day", "days")
}
