//! Communication: who hears what from whom, by which way, when and how often.

use std::borrow::Cow;

use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind, Sign};

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "u",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::new("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::signed("due", FieldKind::Date, Sign::Due),
        Field::new("audience", FieldKind::Line),
        Field::new("channel", FieldKind::Line),
        Field::new("recurrence", FieldKind::choice(&["once", "weekly", "monthly", "quarterly", "yearly"])),
        Field::new("last_shared", FieldKind::Date),
    ]),
}];
