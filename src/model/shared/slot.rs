//! Which slots of records others may see; which of their fields, each field says itself.
//!
//! A slot that stands in neither list is hidden, and a test refuses it until somebody has decided.

/// The slots that others may see.
const SHOWN: &[&str] = &[
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
const HIDDEN: &[&str] = &["coach-takeaway"];

/// Whether others may see the records of a slot, and the questions that ask for them.
pub(in crate::model) fn is_shown(id: &str) -> bool {
    SHOWN.binary_search(&id).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sheet::SheetKind;

    #[test]
    fn the_list_is_in_order() {
        assert!(SHOWN.is_sorted());
    }

    #[test]
    fn it_is_decided_for_each_slot_whether_others_may_see_it() {
        for kind in SheetKind::ALL {
            for slot in kind.slots() {
                let is_hidden = HIDDEN.contains(&slot.id);
                assert_ne!(is_shown(slot.id), is_hidden, "decide about the slot “{}” of {kind:?}", slot.id);
            }
        }
    }

    #[test]
    fn what_is_made_of_somebodys_work_and_where_a_record_comes_from_stay_with_the_facilitator() {
        let fields = SheetKind::ALL.into_iter().flat_map(SheetKind::slots).flat_map(|slot| slot.fields.iter());
        let hidden: Vec<_> = fields.filter(|field| field.is_hidden).map(|field| field.key.as_ref()).collect();
        assert_eq!(hidden, ["in_zone", "from"]);
    }
}
