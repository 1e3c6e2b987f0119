//! Key players: who they are now, who they will be, and where they shine.

use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind};

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "w",
    takes: Takes::Many,
    offers: &[],
    fields: &[
        Field::new("name", FieldKind::Line),
        Field::new("role_now", FieldKind::Line),
        Field::new("role_forward", FieldKind::Line),
        Field::new("contribution", FieldKind::Line),
        Field::new("zone", FieldKind::Line),
        Field::new("hours_a_week", FieldKind::Number),
        Field::new("gap", FieldKind::Line),
    ],
}];

/// A participant of the session, described like any other record.
pub const PERSON: Slot = Slot {
    id: "",
    prefix: "p",
    takes: Takes::Many,
    offers: &[],
    fields: &[
        Field::new("name", FieldKind::Line),
        Field::new("department", FieldKind::Line),
        Field::new("prepared", FieldKind::Choice(&["no", "partly", "done"])),
        Field::new("in_room", FieldKind::Flag),
    ],
};
