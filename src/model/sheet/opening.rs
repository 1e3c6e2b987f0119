//! The opening: what this session is for, and how the people in the room arrive.

use std::borrow::Cow;

use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind, Sign};

const NO_OFFERS: &[&str] = &[];

pub(super) const SLOTS: &[Slot] = &[
    Slot {
        id: "question",
        prefix: "o",
        takes: Takes::One,
        offers: NO_OFFERS,
        fields: Cow::Borrowed(&[Field::shown("text", FieldKind::Line)]),
    },
    Slot {
        id: "objective",
        prefix: "o",
        takes: Takes::Many,
        offers: NO_OFFERS,
        fields: Cow::Borrowed(&[Field::shown("text", FieldKind::Line)]),
    },
    Slot {
        id: "shift",
        prefix: "o",
        takes: Takes::One,
        offers: NO_OFFERS,
        fields: Cow::Borrowed(&[
            Field::shown("text", FieldKind::Line),
            Field::shown(
                "shift_kind",
                FieldKind::choice(&[
                    "sales",
                    "service",
                    "admin-time",
                    "process",
                    "people",
                    "product",
                    "finance",
                    "other",
                ]),
            ),
        ]),
    },
    Slot {
        id: "not-here",
        prefix: "o",
        takes: Takes::Many,
        offers: &["inbox", "small-repairs", "tidying", "shop-talk"],
        fields: Cow::Borrowed(&[Field::shown("text", FieldKind::Line)]),
    },
    Slot {
        id: "rule",
        prefix: "o",
        takes: Takes::Many,
        offers: NO_OFFERS,
        fields: Cow::Borrowed(&[Field::shown("text", FieldKind::Line)]),
    },
    Slot {
        id: "prepared",
        prefix: "o",
        takes: Takes::OneEach,
        offers: NO_OFFERS,
        fields: Cow::Borrowed(&[
            Field::shown("prepared", FieldKind::choice(&["done", "partly", "no"])),
            Field::signed("owner", FieldKind::Person, Sign::Owner),
            Field::shown("text", FieldKind::Line),
        ]),
    },
    Slot {
        id: "pulse",
        prefix: "o",
        takes: Takes::OneEach,
        offers: NO_OFFERS,
        fields: Cow::Borrowed(&[
            Field::shown("pulse", FieldKind::Scale(1, 5)),
            Field::signed("owner", FieldKind::Person, Sign::Owner),
            Field::shown("text", FieldKind::Line),
        ]),
    },
    Slot {
        id: "until",
        prefix: "o",
        takes: Takes::One,
        offers: NO_OFFERS,
        fields: Cow::Borrowed(&[Field::shown("date", FieldKind::Date), Field::shown("text", FieldKind::Line)]),
    },
    Slot {
        id: "share",
        prefix: "o",
        takes: Takes::Many,
        offers: NO_OFFERS,
        fields: Cow::Borrowed(&[Field::shown("text", FieldKind::Line)]),
    },
];
