//! Tables: rows under columns that a template declares.

use std::borrow::Cow;

use super::setup::{Column, ColumnKind, Setup};
use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind, Sign};
use crate::model::words::Words;

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "r",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[Field::shown("text", FieldKind::Line)]),
}];

/// The columns as fields; `@` fills the first person among them, `due:` the first day.
pub(super) fn fields(setup: &Setup) -> Option<Vec<Field>> {
    let mut fields: Vec<Field> = setup.columns.iter().map(field).collect();
    for (sign, kind) in [(Sign::Owner, FieldKind::Person), (Sign::Due, FieldKind::Date)] {
        if let Some(field) = fields.iter_mut().find(|field| field.kind == kind) {
            field.sign = Some(sign);
        }
    }
    (!fields.is_empty()).then_some(fields)
}

fn field(column: &Column) -> Field {
    let kind = match column.kind {
        ColumnKind::Text => FieldKind::Line,
        ColumnKind::Number => FieldKind::Number,
        ColumnKind::Money => FieldKind::Money,
        ColumnKind::Date => FieldKind::Date,
        ColumnKind::Person => FieldKind::Person,
        ColumnKind::Scale => FieldKind::Scale(1, 5),
        ColumnKind::Choice => FieldKind::Choice(Words::Own(column.choices.clone())),
        ColumnKind::YesNo => FieldKind::Flag,
    };
    Field::own(&column.id, &column.name, kind)
}
