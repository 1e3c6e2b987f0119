//! The closing: what each person takes along, whether the shift happened, and when you meet again.

use std::borrow::Cow;

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
        fields: Cow::Borrowed(&[Field::shown("text", FieldKind::Line), OWNER]),
    },
    Slot {
        id: "coach-takeaway",
        prefix: "c",
        takes: Takes::Many,
        offers: NO_OFFERS,
        fields: Cow::Borrowed(&[Field::shown("text", FieldKind::Line)]),
    },
    Slot {
        id: "verdict",
        prefix: "c",
        takes: Takes::One,
        offers: NO_OFFERS,
        fields: Cow::Borrowed(&[
            Field::shown("verdict", FieldKind::choice(&["yes", "partly", "no"])),
            Field::shown("hours_a_month", FieldKind::Number),
            Field::shown("money_a_month", FieldKind::Money),
        ]),
    },
    Slot {
        id: "next",
        prefix: "c",
        takes: Takes::One,
        offers: NO_OFFERS,
        fields: Cow::Borrowed(&[Field::shown("date", FieldKind::Date), Field::shown("theme", FieldKind::Line)]),
    },
    Slot {
        id: "support",
        prefix: "c",
        takes: Takes::One,
        offers: NO_OFFERS,
        fields: Cow::Borrowed(&[Field::shown("until", FieldKind::Date), Field::shown("channel", FieldKind::Line)]),
    },
    Slot {
        id: "questions",
        prefix: "c",
        takes: Takes::One,
        offers: NO_OFFERS,
        fields: Cow::Borrowed(&[Field::shown("until", FieldKind::Date), Field::shown("channel", FieldKind::Line)]),
    },
    Slot {
        id: "rhythm",
        prefix: "c",
        takes: Takes::One,
        offers: NO_OFFERS,
        fields: Cow::Borrowed(&[Field::shown("text", FieldKind::Line)]),
    },
    Slot {
        id: "own-system",
        prefix: "c",
        takes: Takes::One,
        offers: NO_OFFERS,
        fields: Cow::Borrowed(&[
            Field::shown("text", FieldKind::Line),
            OWNER,
            Field::signed("due", FieldKind::Date, Sign::Due),
        ]),
    },
    Slot {
        id: "coverage",
        prefix: "c",
        takes: Takes::Many,
        offers: NO_OFFERS,
        fields: Cow::Borrowed(&[Field::shown("covered", FieldKind::choice(COVERAGE))]),
    },
    Slot {
        id: "pulse",
        prefix: "c",
        takes: Takes::OneEach,
        offers: NO_OFFERS,
        fields: Cow::Borrowed(&[
            Field::shown("pulse", FieldKind::Scale(1, 5)),
            OWNER,
            Field::shown("text", FieldKind::Line),
        ]),
    },
    Slot {
        id: "keep",
        prefix: "c",
        takes: Takes::Many,
        offers: NO_OFFERS,
        fields: Cow::Borrowed(&[Field::shown("text", FieldKind::Line)]),
    },
    Slot {
        id: "change",
        prefix: "c",
        takes: Takes::Many,
        offers: NO_OFFERS,
        fields: Cow::Borrowed(&[Field::shown("text", FieldKind::Line)]),
    },
];
