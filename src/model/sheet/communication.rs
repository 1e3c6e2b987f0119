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
        Field::shown("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::signed("due", FieldKind::Date, Sign::Due),
        Field::shown("audience", FieldKind::Line),
        Field::shown("channel", FieldKind::Line),
        Field::shown("recurrence", FieldKind::choice(&["once", "weekly", "monthly", "quarterly", "yearly"])),
        Field::shown("last_shared", FieldKind::Date),
    ]),
}];
