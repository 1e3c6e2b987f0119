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
        Field::shown("text", FieldKind::Line),
        Field::shown("swot", FieldKind::choice(&["strength", "weakness", "opportunity", "threat"])),
        Field::shown(
            "source",
            FieldKind::choice(&["competitor", "client-need", "market", "trend", "technology", "rule", "own"]),
        ),
        Field::shown("effect", FieldKind::Line),
        Field::shown("horizon", FieldKind::choice(&["this-year", "later"])),
        Field::shown("likelihood", FieldKind::Scale(1, 5)),
        Field::shown("proof", FieldKind::Line),
        Field::shown("effect_later", FieldKind::Line),
        Field::shown("happened", FieldKind::choice(&["yes", "partly", "no"])),
    ]),
}];
