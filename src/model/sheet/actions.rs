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
        Field::shown("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::signed("due", FieldKind::Date, Sign::Due),
        Field::shown("start", FieldKind::Date),
        Field::shown("first_step", FieldKind::Line),
        Field::shown("note", FieldKind::Page),
        Field::shown("goal", FieldKind::Link(LinkTo::Goal)),
        Field::shown("strategy", FieldKind::Link(LinkTo::Strategy)),
        Field::shown("project", FieldKind::Link(LinkTo::Project)),
        Field::shown("milestone", FieldKind::Link(LinkTo::Milestone)),
        Field::shown("decision", FieldKind::Link(LinkTo::Decision)),
        Field::signed("pillars", FieldKind::Tags(PILLARS), Sign::Tag),
        Field::signed("priority", FieldKind::Scale(1, 4), Sign::Priority),
        Field::shown("effort_hours", FieldKind::Number),
        Field::shown("cost", FieldKind::Money),
        Field::shown("resources", FieldKind::Line),
        Field::shown("department", FieldKind::Line),
        Field::shown("status", FieldKind::choice(Status::WORDS)),
        Field::hidden(IN_ZONE, FieldKind::Flag),
        Field::shown("entered", FieldKind::Flag),
        Field::hidden("from", FieldKind::Line),
    ]),
}];
