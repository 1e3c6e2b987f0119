//! Factors: what around us and in us helps or hinders.

use std::borrow::Cow;

use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind};

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "f",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::new("text", FieldKind::Line),
        Field::new("swot", FieldKind::choice(&["strength", "weakness", "opportunity", "threat"])),
        Field::new(
            "source",
            FieldKind::choice(&["competitor", "client-need", "market", "trend", "technology", "rule", "own"]),
        ),
        Field::new("effect", FieldKind::Line),
        Field::new("horizon", FieldKind::choice(&["this-year", "later"])),
        Field::new("likelihood", FieldKind::Scale(1, 5)),
        Field::new("proof", FieldKind::Line),
        Field::new("effect_later", FieldKind::Line),
        Field::new("happened", FieldKind::choice(&["yes", "partly", "no"])),
    ]),
}];
