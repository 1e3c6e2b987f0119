//! Decisions: what was chosen and what was not, on which grounds, and when it is looked at again.

use std::borrow::Cow;

use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind, LinkTo, Sign};

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "d",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::new("text", FieldKind::Line),
        Field::signed("decided_by", FieldKind::Person, Sign::Owner),
        Field::signed("review", FieldKind::Date, Sign::Due),
        Field::new("rejected", FieldKind::Line),
        Field::new("basis", FieldKind::Line),
        Field::new("effectiveness", FieldKind::Scale(1, 5)),
        Field::new("feasibility", FieldKind::Scale(1, 5)),
        Field::new("confidence_percent", FieldKind::Scale(0, 100)),
        Field::new("goal", FieldKind::Link(LinkTo::Goal)),
        Field::new("came_true", FieldKind::choice(&["yes", "partly", "no"])),
        Field::new("learned", FieldKind::Line),
        Field::new("why", FieldKind::Page),
    ]),
}];
