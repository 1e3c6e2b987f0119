//! Fitting a session to the time there is, in English.

use super::minutes;
use crate::lang::Trim;

pub(super) const TRIM: Trim = Trim {
    deed: "fitted to the time",
    deed_without: |stages| format!("fitted to the time, without {stages}"),
    done: |length| format!("Fitted to {length}. u takes it back."),
    done_already: "It fills the time there is already.",
    too_long: |by, stages| format!("{}, even at the floors. Without {} it fits.", missing(by), listed(stages)),
    much_too_long: |by, least| {
        format!("{}, even at the floors. What cannot be left out takes {}.", missing(by), count(least))
    },
    again: "T again leaves that out.",
    unwritten: "Nothing was written.",
    hours_and_fit: |hours, fit| {
        format!("From the one hour to the other it is {hours} min, and --fit says {fit}. Leave one of the two out.")
    },
    heads: ["STAGE", "MIN", "USUALLY", "AT LEAST"],
    in_all: "In all",
};

fn missing(by: u64) -> String {
    if by == 1 { "1 minute is missing".to_owned() } else { format!("{by} minutes are missing") }
}

fn count(n: u64) -> String {
    minutes(usize::try_from(n).unwrap_or(usize::MAX))
}

/// “A”, “B” and “C”.
fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
