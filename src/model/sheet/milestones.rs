//! Milestones: an outcome that can be seen on a day.

use std::borrow::Cow;

use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind, LinkTo, Sign};

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "m",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::shown("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::signed("due", FieldKind::Date, Sign::Due),
        Field::shown("project", FieldKind::Link(LinkTo::Project)),
        Field::shown("last_responsible_day", FieldKind::Date),
        Field::shown("first_look", FieldKind::Flag),
        Field::shown("done", FieldKind::Flag),
        Field::shown("note", FieldKind::Page),
    ]),
}];
