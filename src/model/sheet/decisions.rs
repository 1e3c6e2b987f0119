//! Decisions: what was chosen and what was not, on which grounds, and when it is looked at again.

use std::borrow::Cow;

use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind, LinkTo, Sign};

/// The days after which a decision is looked at again where nobody names another day.
const REVIEW: u16 = 90;

pub(super) const SLOTS: &[Slot] = &[slot("")];

/// A decision, wherever it is kept.
pub(super) const fn slot(id: &'static str) -> Slot {
    Slot { id, prefix: "d", takes: Takes::Many, offers: &[], fields: Cow::Borrowed(FIELDS) }
}

const FIELDS: &[Field] = &[
    Field::shown("text", FieldKind::Line),
    Field::signed("decided_by", FieldKind::Person, Sign::Owner),
    Field::ahead("review", REVIEW, Sign::Due),
    Field::shown("alternative", FieldKind::Link(LinkTo::Alternative)),
    Field::shown("rejected", FieldKind::Line),
    Field::shown("basis", FieldKind::Line),
    Field::shown("effectiveness", FieldKind::Scale(1, 5)),
    Field::shown("feasibility", FieldKind::Scale(1, 5)),
    Field::shown("confidence_percent", FieldKind::Scale(0, 100)),
    Field::shown("goal", FieldKind::Link(LinkTo::Goal)),
    Field::shown("came_true", FieldKind::choice(&["yes", "partly", "no"])),
    Field::shown("learned", FieldKind::Line),
    Field::shown("why", FieldKind::Page),
];
