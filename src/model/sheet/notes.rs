//! Notes: lines under prompts, in lanes where the prompts name them.

use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind};

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "n",
    takes: Takes::Many,
    offers: &[],
    fields: &[Field::new("text", FieldKind::Line), Field::new("lane", FieldKind::Line)],
}];
