//! Goals: an outcome, by whom and when, and the number that would prove it.

use std::borrow::Cow;

use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind, Sign};
use crate::model::words::Words;

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "g",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::new("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::signed("due", FieldKind::Date, Sign::Due),
        Field::signed("pillars", FieldKind::Tags(Words::ANY), Sign::Tag),
        Field::signed("priority", FieldKind::Scale(1, 4), Sign::Priority),
        Field::new("measure", FieldKind::Line),
        Field::new("unit", FieldKind::Line),
        Field::new("baseline", FieldKind::Number),
        Field::new("target", FieldKind::Number),
        Field::new("reached", FieldKind::Number),
        Field::new("focus", FieldKind::Line),
        Field::new("departments", FieldKind::Tags(Words::ANY)),
        Field::new("confidence", FieldKind::Scale(0, 10)),
        Field::new("why", FieldKind::Page),
    ]),
}];
