//! Actions: who does what by when.

use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind, LinkTo, Sign};
use crate::model::item::Status;

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "a",
    takes: Takes::Many,
    offers: &[],
    fields: &[
        Field::new("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::signed("due", FieldKind::Date, Sign::Due),
        Field::new("start", FieldKind::Date),
        Field::new("first_step", FieldKind::Line),
        Field::new("note", FieldKind::Page),
        Field::new("goal", FieldKind::Link(LinkTo::Goal)),
        Field::new("project", FieldKind::Link(LinkTo::Project)),
        Field::signed("pillars", FieldKind::Tags(&[]), Sign::Tag),
        Field::signed("priority", FieldKind::Scale(1, 4), Sign::Priority),
        Field::new("effort_hours", FieldKind::Number),
        Field::new("cost", FieldKind::Number),
        Field::new("status", FieldKind::Choice(Status::WORDS)),
        Field::new("from", FieldKind::Line),
    ],
}];
