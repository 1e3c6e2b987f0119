//! Factors: what around us and in us helps or hinders.

use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind};

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "f",
    takes: Takes::Many,
    offers: &[],
    fields: &[
        Field::new("text", FieldKind::Line),
        Field::new("swot", FieldKind::Choice(&["strength", "weakness", "opportunity", "threat"])),
        Field::new(
            "source",
            FieldKind::Choice(&["competitor", "client-need", "market", "trend", "technology", "rule", "own"]),
        ),
        Field::new("effect", FieldKind::Line),
        Field::new("horizon", FieldKind::Choice(&["this-year", "later"])),
        Field::new("likelihood", FieldKind::Scale(1, 5)),
        Field::new("proof", FieldKind::Line),
    ],
}];
