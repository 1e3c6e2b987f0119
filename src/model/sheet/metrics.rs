//! Metrics: measures with a number for each period, some of which lead and some of which lag.

use std::borrow::Cow;

use super::setup::Setup;
use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind, Sign};

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "k",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::new("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::new("unit", FieldKind::Line),
        Field::new("lead_lag", FieldKind::choice(&["lead", "lag"])),
        Field::new("target", FieldKind::Number),
    ]),
}];

/// The fields of a measure, those of its periods behind the others.
pub(super) fn fields(setup: &Setup) -> Option<Vec<Field>> {
    let [slot] = SLOTS else { return None };
    let period = |period: &String| Field::own(period, period, FieldKind::Number);
    (!setup.periods.is_empty()).then(|| slot.fields.iter().cloned().chain(setup.periods.iter().map(period)).collect())
}
