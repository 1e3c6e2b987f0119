//! Everything that can be said in a session, by the words for it.

use serde_json::Value;

use super::story::{Datum, Line, List};
use crate::model::sheet::SheetKind;

fn opening(slot: &'static str, text: impl Into<String>) -> Line {
    Line::new(List::Sheet(SheetKind::Opening), slot, "text", text.into())
}

fn closing(slot: &'static str, key: &'static str, value: impl Into<Value>) -> Line {
    Line::new(List::Sheet(SheetKind::Closing), slot, key, value)
}

/// How someone arrives, from 1 to 5.
pub(super) fn arrives(who: &'static str, pulse: u8) -> Line {
    Line::new(List::Sheet(SheetKind::Opening), "pulse", "pulse", pulse).by(who)
}

pub(super) fn question(text: impl Into<String>) -> Line {
    opening("question", text)
}

pub(super) fn objective(text: impl Into<String>) -> Line {
    opening("objective", text)
}

pub(super) fn shift(kind: &str, text: impl Into<String>) -> Line {
    opening("shift", text).with("shift_kind", kind)
}

pub(super) fn not_here(text: impl Into<String>) -> Line {
    opening("not-here", text)
}

pub(super) fn rule(text: impl Into<String>) -> Line {
    opening("rule", text)
}

/// What helps or hinders; `source` and `swot` are empty where nobody said.
pub(super) fn factor(source: &str, swot: &str, text: impl Into<String>) -> Line {
    let said = [("source", source), ("swot", swot)].into_iter().filter(|(_, word)| !word.is_empty());
    said.fold(Line::new(List::Sheet(SheetKind::Factors), "", "text", text.into()), |line, (key, word)| {
        line.with(key, word)
    })
}

pub(super) fn vision(text: impl Into<String>) -> Line {
    Line::new(List::Sheet(SheetKind::Text), "", "text", text.into())
}

pub(super) fn goal(label: &'static str, text: impl Into<String>) -> Line {
    Line::labelled(SheetKind::Goals, label, text)
}

/// Someone who carries the work: the role now, and where they shine.
pub(super) fn player(name: &str, role: &str, contribution: &str, hours: i64) -> Line {
    let named = Line::new(List::Sheet(SheetKind::People), "", "name", name).with("role_now", role);
    named.with("contribution", contribution).with("hours_a_week", hours)
}

/// A role that nobody has yet, and why it is missed.
pub(super) fn open_role(role: &str, gap: &str) -> Line {
    Line::new(List::Sheet(SheetKind::People), "", "name", "Open role").with("role_forward", role).with("gap", gap)
}

pub(super) fn project(label: &'static str, text: impl Into<String>) -> Line {
    Line::labelled(SheetKind::Projects, label, text)
}

pub(super) fn milestone(text: impl Into<String>) -> Line {
    Line::labelled(SheetKind::Milestones, "", text)
}

pub(super) fn action(text: impl Into<String>) -> Line {
    Line::labelled(SheetKind::Actions, "", text)
}

/// An action that other lines call by a name.
pub(super) fn step(label: &'static str, text: impl Into<String>) -> Line {
    Line::labelled(SheetKind::Actions, label, text)
}

pub(super) fn covered(what: &str) -> Line {
    closing("coverage", "covered", what)
}

/// Whether the shift of the opening happened, and what it is worth a month.
pub(super) fn verdict(word: &str, hours: i64, money: i64) -> Line {
    closing("verdict", "verdict", word).with("hours_a_month", hours).with("money_a_month", money)
}

pub(super) fn takeaway(who: &'static str, text: impl Into<String>) -> Line {
    closing("takeaway", "text", text.into()).by(who)
}

/// When to meet again, in days, and about what.
pub(super) fn next(days: i64, theme: impl Into<String>) -> Line {
    closing("next", "theme", theme.into()).datum("date", Datum::Day(days))
}

/// Until when questions may be asked, in days, and how.
pub(super) fn support(days: i64, channel: &str) -> Line {
    closing("support", "channel", channel).datum("until", Datum::Day(days))
}

pub(super) fn change(text: impl Into<String>) -> Line {
    closing("change", "text", text.into())
}

/// How someone leaves, from 1 to 5.
pub(super) fn leaves(who: &'static str, pulse: u8) -> Line {
    closing("pulse", "pulse", pulse).by(who)
}

pub(super) fn thought(text: impl Into<String>) -> Line {
    Line::new(List::Parked, "", "text", text.into()).with("state", "pending")
}

/// A note of the facilitator's own on a stage.
pub(super) fn private(stage: &str, text: impl Into<String>) -> Line {
    Line::new(List::Notes, "", "text", text.into()).with("stage", stage).with("private", true)
}
