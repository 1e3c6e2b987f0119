//! Risks: what may go wrong, how one would notice, and what is done before and after.

use std::borrow::Cow;

use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind, Sign};

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "h",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::shown("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::signed("review", FieldKind::Date, Sign::Due),
        Field::shown("likelihood", FieldKind::Scale(1, 5)),
        Field::shown("damage", FieldKind::Scale(1, 5)),
        Field::shown("early_sign", FieldKind::Line),
        Field::shown("prevention", FieldKind::Line),
        Field::shown("plan_b", FieldKind::Line),
    ]),
}];
