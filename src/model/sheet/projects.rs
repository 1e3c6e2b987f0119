//! Projects: what carries a goal, scored so that they can be ranked.

use std::borrow::Cow;

use super::goals::PILLARS;
use super::setup::{Score, Setup};
use super::{Slot, Takes};
use crate::model::field::{Field, FieldKind, LinkTo, Sign};
use crate::model::item::Item;
use crate::model::ranking::{Ranked, Scale, rank};
use crate::model::scale::{Direction, Rating};

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "j",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::shown("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::signed("due", FieldKind::Date, Sign::Due),
        Field::shown("start", FieldKind::Date),
        Field::shown("goal", FieldKind::Link(LinkTo::Goal)),
        Field::shown("strategy", FieldKind::Link(LinkTo::Strategy)),
        Field::signed("pillars", FieldKind::Tags(PILLARS), Sign::Tag),
        Field::signed("priority", FieldKind::Scale(1, 4), Sign::Priority),
        Field::shown("track", FieldKind::Line),
        Field::shown("importance", FieldKind::Scale(1, 5)),
        Field::shown("time", FieldKind::Scale(1, 5)),
        Field::shown("effort", FieldKind::Scale(1, 5)),
        Field::shown("note", FieldKind::Page),
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

/// What a project is scored, in the order of the scores; nothing where one is not given.
pub fn given(project: &Item, scores: &[Score]) -> Vec<Option<Rating>> {
    let given = |score: &Score| Rating::new(u8::try_from(project.value(&score.id)?.as_u64()?).ok()?);
    scores.iter().map(given).collect()
}

/// Where each project stands among the others, in their order.
pub fn ranked(projects: &[&Item], scores: &[Score]) -> Vec<Ranked> {
    let scale = |score: &'_ Score| if score.better.is_high() { Direction::Up } else { Direction::Down };
    let scales: Vec<Scale<'_>> = scores.iter().map(|score| Scale { key: &score.id, direction: scale(score) }).collect();
    let given: Vec<_> = projects.iter().map(|project| given(project, scores)).collect();
    rank(&scales, &given)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::ItemId;
    use crate::model::ranking::Quadrant;

    #[test]
    fn projects_are_ranked_by_the_scores_that_their_sheet_has() {
        let project = |scores: [u8; 3]| {
            let [importance, time, effort] = scores;
            let item = Item::new(ItemId::new("j-1"), "text", "Shop");
            item.with("importance", importance).with("time", time).with("effort", effort)
        };
        let (first, second) = (project([3, 4, 4]), project([5, 1, 2]));
        let scores = Setup::default().scored_by();
        let ranked = ranked(&[&first, &second], &scores);
        assert_eq!((ranked[0].place, ranked[1].place), (Some(2), Some(1)));
        assert_eq!(ranked[1].quadrant, Some(Quadrant::QuickWin));
    }

    #[test]
    fn what_is_not_on_the_scale_is_not_given() {
        let project = Item::new(ItemId::new("j-1"), "importance", 9).with("time", "long").with("effort", 2);
        assert_eq!(given(&project, &Setup::default().scored_by()), [None, None, Rating::new(2)]);
    }
}
