//! Options: ways to go, what they are measured by, and the scores that each person gives.
//!
//! A score is a record of its own, so that people who score apart, even in two copies of the file, never touch the same record.

use std::borrow::Cow;

use super::{Slot, Takes};
use crate::model::capture::{Capture, fresh};
use crate::model::change::Change;
use crate::model::field::{Field, FieldKind, LinkTo, Sign};
use crate::model::id::{IdSource, ItemId};
use crate::model::item::Item;
use crate::model::stage::Sheet;

pub(super) const SLOTS: &[Slot] = &[ALTERNATIVE, CRITERION, SCORE];

const ALTERNATIVE: Slot = Slot {
    id: "",
    prefix: "x",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[Field::new("text", FieldKind::Line), Field::new("note", FieldKind::Page)]),
};

const CRITERION: Slot = Slot {
    id: "criterion",
    prefix: "e",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::new("text", FieldKind::Line),
        Field::new("kind", FieldKind::choice(&["risk", "benefit", "cost"])),
        Field::new("weight", FieldKind::Scale(1, 5)),
        Field::new("low", FieldKind::Line),
        Field::new("high", FieldKind::Line),
    ]),
};

const SCORE: Slot = Slot {
    id: "score",
    prefix: "y",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::new("score", FieldKind::Scale(1, 5)),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::new("alternative", FieldKind::Link(LinkTo::Alternative)),
        Field::new("criterion", FieldKind::Link(LinkTo::Criterion)),
    ]),
};

/// The score that a person gave one alternative by one criterion.
pub fn score_of<'a>(sheet: &'a Sheet, alternative: &ItemId, criterion: &ItemId, person: &ItemId) -> Option<&'a Item> {
    let is_it = |item: &&Item| {
        item.text("slot") == SCORE.id
            && item.text("alternative") == alternative.as_str()
            && item.text("criterion") == criterion.as_str()
            && item.text("owner") == person.as_str()
    };
    // Where two copies of a file were scored apart, the later record counts.
    sheet.items.iter().rev().find(is_it)
}

/// The edit by which a person scores an alternative by a criterion from 1 to 5, or takes the score back.
pub fn score(
    capture: &Capture<'_>,
    (alternative, criterion, person): (&ItemId, &ItemId, &ItemId),
    score: Option<u8>,
    ids: &mut IdSource,
) -> Change {
    let held = score_of(capture.sheet, alternative, criterion, person);
    match (held, score) {
        (None, None) => Change::All(Vec::new()),
        (Some(held), None) => Change::Remove(held.id.clone()),
        (Some(held), Some(score)) => {
            Change::Set { id: held.id.clone(), key: "score".to_owned(), value: Some(score.into()) }
        }
        (None, Some(score)) => {
            let mut item = Item::new(fresh(capture.session, ids, SCORE.prefix), "slot", SCORE.id)
                .with("score", score)
                .with("owner", person.as_str())
                .with("alternative", alternative.as_str())
                .with("criterion", criterion.as_str());
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
    fn a_score_is_given_changed_and_taken_back_without_touching_those_of_others() {
        let mut file = serde_json::to_value(sample()).unwrap();
        file["stages"][2]["sheets"][0] = json!({
            "id": "options", "kind": "options", "prompts": [{ "ask": "Which ways?" }],
            "items": [{ "id": "x-1", "text": "Hire" }, { "id": "e-1", "slot": "criterion", "text": "Risk", "kind": "risk" }]
        });
        let mut session: Session = serde_json::from_value(file).unwrap();
        let [hire, risk, maria, jean] = ["x-1", "e-1", "p-1", "p-2"].map(ItemId::new);
        let mut give = |person: &ItemId, step: Option<u8>| {
            let stage = &session.stages[2];
            let sheet = &stage.sheets[0];
            let capture =
                Capture::new(&session, stage, sheet, &sheet.prompts[0], day("2026-03-12"), DateLanguage::En).unwrap();
            let change = score(&capture, (&hire, &risk, person), step, &mut IdSource::new(3));
            session.apply(change).unwrap();
            assert_eq!(session.faults(), []);
            let sheet = &session.stages[2].sheets[0];
            [&maria, &jean].map(|person| score_of(sheet, &hire, &risk, person).and_then(|item| item.number("score")))
        };
        assert_eq!(give(&maria, Some(4)), [Some(4.0), None]);
        assert_eq!(give(&jean, Some(2)), [Some(4.0), Some(2.0)]);
        assert_eq!(give(&maria, Some(5)), [Some(5.0), Some(2.0)]);
        assert_eq!(give(&maria, None), [None, Some(2.0)]);
    }
}
