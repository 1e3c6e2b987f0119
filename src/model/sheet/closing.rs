//! The closing: what each person takes along, whether the shift happened, and when you meet again.

use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind, Sign};

const NO_OFFERS: &[&str] = &[];
const OWNER: Field = Field::signed("owner", FieldKind::Person, Sign::Owner);

/// What a plan should cover before a session ends.
pub(crate) const COVERAGE: &[&str] = &["direction", "strategies", "relation", "customer-path", "plan-with-dates"];

pub(super) const SLOTS: &[Slot] = &[
    Slot {
        id: "takeaway",
        prefix: "c",
        takes: Takes::OneEach,
        offers: NO_OFFERS,
        fields: &[Field::new("text", FieldKind::Line), OWNER],
    },
    Slot {
        id: "verdict",
        prefix: "c",
        takes: Takes::One,
        offers: NO_OFFERS,
        fields: &[
            Field::new("verdict", FieldKind::Choice(&["yes", "partly", "no"])),
            Field::new("hours_a_month", FieldKind::Number),
            Field::new("money_a_month", FieldKind::Number),
        ],
    },
    Slot {
        id: "next",
        prefix: "c",
        takes: Takes::One,
        offers: NO_OFFERS,
        fields: &[Field::new("date", FieldKind::Date), Field::new("theme", FieldKind::Line)],
    },
    Slot {
        id: "support",
        prefix: "c",
        takes: Takes::One,
        offers: NO_OFFERS,
        fields: &[Field::new("until", FieldKind::Date), Field::new("channel", FieldKind::Line)],
    },
    Slot {
        id: "coverage",
        prefix: "c",
        takes: Takes::Many,
        offers: NO_OFFERS,
        fields: &[Field::new("covered", FieldKind::Choice(COVERAGE))],
    },
    Slot {
        id: "pulse",
        prefix: "c",
        takes: Takes::OneEach,
        offers: NO_OFFERS,
        fields: &[Field::new("pulse", FieldKind::Scale(1, 5)), OWNER, Field::new("text", FieldKind::Line)],
    },
    Slot {
        id: "keep",
        prefix: "c",
        takes: Takes::Many,
        offers: NO_OFFERS,
        fields: &[Field::new("text", FieldKind::Line)],
    },
    Slot {
        id: "change",
        prefix: "c",
        takes: Takes::Many,
        offers: NO_OFFERS,
        fields: &[Field::new("text", FieldKind::Line)],
    },
];
