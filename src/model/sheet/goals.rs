//! Goals: an outcome, by whom and when, and the number that would prove it.

use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind, Sign};

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "g",
    takes: Takes::Many,
    offers: &[],
    fields: &[
        Field::new("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::signed("due", FieldKind::Date, Sign::Due),
        Field::signed("pillars", FieldKind::Tags(&[]), Sign::Tag),
        Field::signed("priority", FieldKind::Scale(1, 4), Sign::Priority),
        Field::new("measure", FieldKind::Line),
        Field::new("unit", FieldKind::Line),
        Field::new("baseline", FieldKind::Number),
        Field::new("target", FieldKind::Number),
        Field::new("reached", FieldKind::Number),
        Field::new("why", FieldKind::Page),
    ],
}];
