//! Alternatives, scored and decided, in English.

use super::counted;
use crate::lang::Options;

pub(super) const OPTIONS: Options = Options {
    each_alone: "Now each of you scores alone, without a word.",
    by_myself: "Now score each way as it looks today.",
    counts: |ways, criteria| {
        let (ways, criteria) = (counted(ways, "1 way", "ways"), counted(criteria, "1 criterion", "criteria"));
        format!("{ways} by {criteria}.")
    },
    hidden: "Nobody sees a score until everybody is through.",
    nothing: "There is nothing to score yet: it takes a few ways and a criterion. p goes back to them.",
    through: "through",
    given: |given, all| format!("{given} of {all}"),
    not_begun: "not yet",
    compare: "How do the ways compare?",
    turn: |name, at, all| format!("For {name}’s eyes only: {at} of {all}"),
    ends: |low, high| format!("1 {low} – 5 {high}"),
    usual_ends: |kind| match kind {
        "risk" => ("harmless", "ruinous"),
        "cost" => ("next to nothing", "all we have"),
        _ => ("hardly", "fully"),
    },
    less_is_better: "less is better",
    how: "Type 1 to 5. Enter leaves it open; v rules the way out.",
    veto: |name, why| if name.is_empty() { format!("veto: {why}") } else { format!("veto, {name}: {why}") },
    weight: "weight",
    of_100: "of 100",
    place: "place",
    tenths: |tenths| format!("{}.{}", tenths / 10, tenths % 10),
    leads: |first, by| match by {
        0 => format!("{first} leads by less than 1 of 100."),
        by => format!("{first} leads by {by} of 100."),
    },
    close: |first, second, by| match by {
        0 => format!("No clear winner: {first} and {second} are less than 1 of 100 apart."),
        by => format!("No clear winner: {first} is ahead of {second} by only {by} of 100."),
    },
    tied: |all| format!("{all} are tied."),
    alone: |only| format!("Only {only} is left in the running."),
    nobody: "No way can be ranked.",
    empty: |cells| counted(cells, "One cell is still empty.", "cells are still empty."),
    too_many: "There are more people or criteria than can be added up. The scores are kept; leave some out.",
    weight_flip: |criterion, to, from, winner| match to {
        0 => format!("{winner} would lead if “{criterion}” did not count at all."),
        to => format!("{winner} would lead if “{criterion}” weighed {to} instead of {from}."),
    },
    no_weight_flip: "No single weight would change who leads.",
    score_flip: |way, criterion, by, winner| {
        let change = if by < 0 { "less" } else { "more" };
        let points = match by.unsigned_abs() {
            1 => format!("1 point {change}"),
            points => format!("{points} points {change} in all"),
        };
        format!("{winner} would lead if {way} got {points} on “{criterion}”.")
    },
    no_score_flip: "No single cell would change who leads.",
    apart: |way, criterion, low, high| format!("You are furthest apart on {way}, “{criterion}”: from {low} to {high}."),
    decided: |what| format!("Decided: {what}"),
    sure: |percent| format!("{percent} % sure"),
    no_score: "no score",
    me: "me",
    thanks: |name, next| format!("Thank you, {name}. Now {next}."),
    all_through: "Everybody is through.",
    score_of: |name| format!("a score by {name}"),
    reveal: "the end of scoring",
    revealed: "Shown as they are; u hides them again.",
    veto_ask: |way| format!("Why is “{way}” out of the question?"),
    vetoed: |way| format!("the veto against “{way}”"),
    lifted: |way| format!("The veto against “{way}” is taken back."),
    out: |way| format!("“{way}” is ruled out. v takes the veto back."),
    decision: "The decision",
    kept_in: |stage| format!("The decision is kept in “{stage}”."),
    how_sure: "How sure are you, from 0 to 100? Enter once more keeps it without.",
};
