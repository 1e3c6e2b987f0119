//! Projects: what carries a goal, scored so that they can be ranked.

use std::borrow::Cow;

use super::setup::{Score, Setup};
use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind, LinkTo, Sign};
use crate::model::words::Words;

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "j",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::new("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::signed("due", FieldKind::Date, Sign::Due),
        Field::new("start", FieldKind::Date),
        Field::new("goal", FieldKind::Link(LinkTo::Goal)),
        Field::new("strategy", FieldKind::Link(LinkTo::Strategy)),
        Field::signed("pillars", FieldKind::Tags(Words::ANY), Sign::Tag),
        Field::signed("priority", FieldKind::Scale(1, 4), Sign::Priority),
        Field::new("track", FieldKind::Line),
        Field::new("importance", FieldKind::Scale(1, 5)),
        Field::new("time", FieldKind::Scale(1, 5)),
        Field::new("effort", FieldKind::Scale(1, 5)),
        Field::new("note", FieldKind::Page),
    ]),
}];

/// The scores where a template names none.
pub(super) const SCORES: [&str; 3] = ["importance", "time", "effort"];

/// The fields of a project, with the tracks and the scores that were named.
pub(super) fn fields(setup: &Setup) -> Option<Vec<Field>> {
    let [slot] = SLOTS else { return None };
    let tracked = super::naming(SLOTS, "track", FieldKind::Offer, &setup.tracks);
    if setup.scores.is_empty() {
        return tracked;
    }
    let mut fields = tracked.unwrap_or_else(|| slot.fields.to_vec());
    let at = fields.iter().position(|field| field.key == "importance").unwrap_or(fields.len());
    fields.retain(|field| !SCORES.contains(&&*field.key));
    let score = |score: &Score| Field::own(&score.id, &score.name, FieldKind::Scale(1, 5));
    fields.splice(at..at, setup.scores.iter().map(score));
    Some(fields)
}
