//! Actions: who does what by when.

use std::borrow::Cow;

use super::goals::PILLARS;
use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind, LinkTo, Sign};
use crate::model::item::Status;
use crate::model::owners::IN_ZONE;

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "a",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::new("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::signed("due", FieldKind::Date, Sign::Due),
        Field::new("start", FieldKind::Date),
        Field::new("first_step", FieldKind::Line),
        Field::new("note", FieldKind::Page),
        Field::new("goal", FieldKind::Link(LinkTo::Goal)),
        Field::new("strategy", FieldKind::Link(LinkTo::Strategy)),
        Field::new("project", FieldKind::Link(LinkTo::Project)),
        Field::new("milestone", FieldKind::Link(LinkTo::Milestone)),
        Field::new("decision", FieldKind::Link(LinkTo::Decision)),
        Field::signed("pillars", FieldKind::Tags(PILLARS), Sign::Tag),
        Field::signed("priority", FieldKind::Scale(1, 4), Sign::Priority),
        Field::new("effort_hours", FieldKind::Number),
        Field::new("cost", FieldKind::Money),
        Field::new("resources", FieldKind::Line),
        Field::new("department", FieldKind::Line),
        Field::new("status", FieldKind::choice(Status::WORDS)),
        Field::new(IN_ZONE, FieldKind::Flag).hidden(),
        Field::new("entered", FieldKind::Flag),
        Field::new("from", FieldKind::Line).hidden(),
    ]),
}];
