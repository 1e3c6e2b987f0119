//! Text: one long text that its prompts help to write.

use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind};

pub(super) const SLOTS: &[Slot] =
    &[Slot { id: "", prefix: "t", takes: Takes::One, offers: &[], fields: &[Field::new("text", FieldKind::Page)] }];
