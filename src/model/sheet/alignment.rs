//! Alignment: what each department does for each goal, in one sentence a cell.

use std::borrow::Cow;

use super::setup::Setup;
use super::{Slot, Takes};
use crate::model::capture::{Capture, fresh};
use crate::model::change::Change;
use crate::model::field::{Field, FieldKind, LinkTo, Sign};
use crate::model::id::IdSource;
use crate::model::item::Item;
use crate::model::stage::Sheet;

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "l",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::new("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::new("goal", FieldKind::Link(LinkTo::Goal)),
        Field::new("department", FieldKind::Line),
    ]),
}];

/// The fields of a cell, with the departments that were named.
pub(super) fn fields(setup: &Setup) -> Option<Vec<Field>> {
    super::naming(SLOTS, "department", FieldKind::Offer, &setup.departments)
}

/// What a department does for a goal; the goal is named by a link.
pub fn cell<'a>(sheet: &'a Sheet, goal: &str, department: &str) -> Option<&'a Item> {
    sheet.items.iter().find(|item| item.text("goal") == goal && item.text("department") == department)
}

/// The edit that writes one cell; without words the cell is emptied.
pub fn write(capture: &Capture<'_>, (goal, department): (&str, &str), words: &str, ids: &mut IdSource) -> Change {
    let words = words.trim();
    match (cell(capture.sheet, goal, department), words) {
        (None, "") => Change::All(Vec::new()),
        (Some(held), "") => Change::Remove(held.id.clone()),
        (Some(held), words) => Change::Set { id: held.id.clone(), key: "text".to_owned(), value: Some(words.into()) },
        (None, words) => {
            let mut item = Item::new(fresh(capture.session, ids, capture.slot.prefix), "text", words)
                .with("goal", goal)
                .with("department", department);
            capture.sheet.veil(&mut item.values);
            Change::Insert { place: capture.place(), index: capture.sheet.items.len(), item }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::dates::DateLanguage;
    use crate::model::session::Session;
    use crate::model::strategies::{day, sample};

    #[test]
    fn a_cell_is_written_changed_and_emptied() {
        let mut file = serde_json::to_value(sample()).unwrap();
        file["stages"][2]["sheets"][0] = json!({
            "id": "alignment", "kind": "alignment", "departments": [{ "id": "sales", "name": "Sales" }],
            "prompts": [{ "ask": "What does each do?" }]
        });
        let mut session: Session = serde_json::from_value(file).unwrap();
        for words in ["Sells", "Sells twice", ""] {
            let stage = &session.stages[2];
            let sheet = &stage.sheets[0];
            let capture =
                Capture::new(&session, stage, sheet, &sheet.prompts[0], day("2026-03-12"), DateLanguage::En).unwrap();
            let change = write(&capture, ("g-1", "sales"), words, &mut IdSource::new(3));
            session.apply(change).unwrap();
            assert_eq!(session.faults(), []);
            let sheet = &session.stages[2].sheets[0];
            assert_eq!(cell(sheet, "g-1", "sales").map_or("", |item| item.text("text")), words);
            assert_eq!(sheet.items.len(), usize::from(!words.is_empty()));
        }
    }
}
