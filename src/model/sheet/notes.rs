//! Notes: lines under prompts, in lanes where the prompts name them.

use std::borrow::Cow;

use super::setup::Setup;
use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind};

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "n",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[Field::shown("text", FieldKind::Line), Field::shown("lane", FieldKind::Line)]),
}];

/// The fields of a note, with the lanes that were named.
pub(super) fn fields(setup: &Setup) -> Option<Vec<Field>> {
    super::naming(SLOTS, "lane", FieldKind::Choice, &setup.lanes)
}
