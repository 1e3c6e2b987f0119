//! Which fields and slots of records others may see.
//!
//! A field that stands in neither list is hidden, and a test refuses it until somebody has decided.

/// The fields that others may see where the record itself is shown.
const SHOWN: &[&str] = &[
    "activities",
    "alternative",
    "audience",
    "baseline",
    "basis",
    "came_true",
    "channel",
    "confidence",
    "confidence_percent",
    "contribution",
    "cost",
    "covered",
    "criterion",
    "date",
    "decided_by",
    "decision",
    "department",
    "departments",
    "done",
    "due",
    "effect",
    "effect_later",
    "effectiveness",
    "effort",
    "effort_hours",
    "entered",
    "feasibility",
    "first_look",
    "first_step",
    "focus",
    "gap",
    "goal",
    "goals",
    "happened",
    "high",
    "horizon",
    "hours_a_month",
    "hours_a_week",
    "how_found",
    "importance",
    "inspiring",
    "kind",
    "lane",
    "last_responsible_day",
    "last_shared",
    "lead_lag",
    "learned",
    "likelihood",
    "low",
    "measure",
    "milestone",
    "money_a_month",
    "name",
    "note",
    "owner",
    "pillars",
    "prepared",
    "priority",
    "project",
    "proof",
    "pulse",
    "reached",
    "recurrence",
    "rejected",
    "relation",
    "resources",
    "review",
    "risks",
    "role_forward",
    "role_now",
    "score",
    "shift_kind",
    "short",
    "simple",
    "source",
    "start",
    "status",
    "strategy",
    "strategy_kind",
    "swot",
    "target",
    "text",
    "theme",
    "through",
    "time",
    "track",
    "unit",
    "until",
    "verdict",
    "weight",
    "why",
    "wish",
    "zone",
];

/// The fields that are the facilitator's own: what they make of somebody's work, and where a record comes from.
#[cfg(test)]
pub(super) const HIDDEN: &[&str] = &["from", "in_zone"];

/// The slots that others may see.
const SHOWN_SLOTS: &[&str] = &[
    "",
    "change",
    "coverage",
    "criterion",
    "decision",
    "keep",
    "next",
    "not-here",
    "objective",
    "own-system",
    "prepared",
    "pulse",
    "question",
    "questions",
    "rhythm",
    "role",
    "rule",
    "score",
    "share",
    "shift",
    "support",
    "takeaway",
    "through",
    "until",
    "verdict",
    "veto",
];

/// The slots that hold what the facilitator takes along.
#[cfg(test)]
pub(super) const HIDDEN_SLOTS: &[&str] = &["coach-takeaway"];

/// Whether others may see a field of the program's own.
pub(super) fn is_shown(key: &str) -> bool {
    SHOWN.binary_search(&key).is_ok()
}

/// Whether others may see the records of a slot, and the questions that ask for them.
pub(in crate::model) fn is_slot_shown(id: &str) -> bool {
    SHOWN_SLOTS.binary_search(&id).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sheet::SheetKind;

    #[test]
    fn the_lists_are_in_order() {
        assert!(SHOWN.is_sorted() && SHOWN_SLOTS.is_sorted());
    }

    #[test]
    fn it_is_decided_for_each_field_and_each_slot_whether_others_may_see_it() {
        for kind in SheetKind::ALL {
            for slot in kind.slots() {
                let is_hidden = HIDDEN_SLOTS.contains(&slot.id);
                assert_ne!(is_slot_shown(slot.id), is_hidden, "decide about the slot “{}” of {kind:?}", slot.id);
                for field in slot.fields.iter() {
                    let is_hidden = HIDDEN.contains(&field.key.as_ref());
                    assert_ne!(is_shown(&field.key), is_hidden, "decide about “{}” of {kind:?}", field.key);
                }
            }
        }
    }
}
