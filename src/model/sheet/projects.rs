//! Projects: what carries a goal, scored so that they can be ranked.

use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind, LinkTo, Sign};

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "j",
    takes: Takes::Many,
    offers: &[],
    fields: &[
        Field::new("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::signed("due", FieldKind::Date, Sign::Due),
        Field::new("start", FieldKind::Date),
        Field::new("goal", FieldKind::Link(LinkTo::Goal)),
        Field::signed("pillars", FieldKind::Tags(&[]), Sign::Tag),
        Field::signed("priority", FieldKind::Scale(1, 4), Sign::Priority),
        Field::new("track", FieldKind::Line),
        Field::new("importance", FieldKind::Scale(1, 5)),
        Field::new("time", FieldKind::Scale(1, 5)),
        Field::new("effort", FieldKind::Scale(1, 5)),
        Field::new("note", FieldKind::Page),
    ],
}];
