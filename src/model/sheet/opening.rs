//! The opening: what this session is for, and how the people in the room arrive.

use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind, Sign};

const NO_OFFERS: &[&str] = &[];

pub(super) const SLOTS: &[Slot] = &[
    Slot {
        id: "question",
        prefix: "o",
        takes: Takes::One,
        offers: NO_OFFERS,
        fields: &[Field::new("text", FieldKind::Line)],
    },
    Slot {
        id: "objective",
        prefix: "o",
        takes: Takes::Many,
        offers: NO_OFFERS,
        fields: &[Field::new("text", FieldKind::Line)],
    },
    Slot {
        id: "shift",
        prefix: "o",
        takes: Takes::One,
        offers: NO_OFFERS,
        fields: &[
            Field::new("text", FieldKind::Line),
            Field::new(
                "shift_kind",
                FieldKind::Choice(&[
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
        ],
    },
    Slot {
        id: "not-here",
        prefix: "o",
        takes: Takes::Many,
        offers: &["inbox", "small-repairs", "tidying", "shop-talk"],
        fields: &[Field::new("text", FieldKind::Line)],
    },
    Slot {
        id: "rule",
        prefix: "o",
        takes: Takes::Many,
        offers: NO_OFFERS,
        fields: &[Field::new("text", FieldKind::Line)],
    },
    Slot {
        id: "prepared",
        prefix: "o",
        takes: Takes::OneEach,
        offers: NO_OFFERS,
        fields: &[
            Field::new("prepared", FieldKind::Choice(&["done", "partly", "no"])),
            Field::signed("owner", FieldKind::Person, Sign::Owner),
            Field::new("text", FieldKind::Line),
        ],
    },
    Slot {
        id: "pulse",
        prefix: "o",
        takes: Takes::OneEach,
        offers: NO_OFFERS,
        fields: &[
            Field::new("pulse", FieldKind::Scale(1, 5)),
            Field::signed("owner", FieldKind::Person, Sign::Owner),
            Field::new("text", FieldKind::Line),
        ],
    },
];
