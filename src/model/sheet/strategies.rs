//! Strategies: the ways in which goals are reached, each with what it needs and what may go wrong.

use std::borrow::Cow;

use super::goals::PILLARS;
use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind, LinkTo, Sign};

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "s",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::shown("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::signed("due", FieldKind::Date, Sign::Due),
        Field::shown("goals", FieldKind::Links(LinkTo::Goal)),
        Field::shown(
            "strategy_kind",
            FieldKind::choice(&[
                "growth",
                "diversification",
                "advantage",
                "innovation",
                "marketing",
                "sales",
                "development",
                "relation",
            ]),
        ),
        Field::shown("relation", FieldKind::choice(&["audience", "prospects", "clients"])),
        Field::signed("pillars", FieldKind::Tags(PILLARS), Sign::Tag),
        Field::signed("priority", FieldKind::Scale(1, 4), Sign::Priority),
        Field::shown("activities", FieldKind::Line),
        Field::shown("resources", FieldKind::Line),
        Field::shown("risks", FieldKind::Line),
        Field::shown("note", FieldKind::Page),
    ]),
}];
