//! Key players: who they are now, who they will be, and where they shine.

use std::borrow::Cow;

use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind, Sign};

pub(super) const SLOTS: &[Slot] = &[PLAYER, ROLE];

const PLAYER: Slot = Slot {
    id: "",
    prefix: "w",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::new("name", FieldKind::Line),
        Field::new("role_now", FieldKind::Line),
        Field::new("role_forward", FieldKind::Line),
        Field::new("contribution", FieldKind::Line),
        Field::new("zone", FieldKind::Line),
        Field::new("wish", FieldKind::Line),
        Field::new("hours_a_week", FieldKind::Number),
        Field::new("gap", FieldKind::Line),
    ]),
};

const ROLE: Slot = Slot {
    id: "role",
    prefix: "w",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::new("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::signed("due", FieldKind::Date, Sign::Due),
        Field::new("how_found", FieldKind::Line),
        Field::new("hours_a_week", FieldKind::Number),
        Field::new("why", FieldKind::Page),
    ]),
};

/// A participant of the session, described like any other record.
pub static PERSON: Slot = Slot {
    id: "",
    prefix: "p",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::new("name", FieldKind::Line),
        Field::new("department", FieldKind::Line),
        Field::new("prepared", FieldKind::choice(&["no", "partly", "done"])),
        Field::new("in_room", FieldKind::Flag),
    ]),
};
