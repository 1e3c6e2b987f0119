//! Options: ways to go, what they are measured by, the scores that each person gives, and what comes of it.
//!
//! A score is a record of its own, and so are a veto and the word that somebody is through: people who score apart, even
//! in two copies of the file, never touch the same record.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde_json::Value;

use super::ballot::Ballot;
use super::{SheetKind, Slot, Takes, decisions};
use crate::model::capture::fresh;
use crate::model::change::Change;
use crate::model::field::{Field, FieldKind, LinkTo, Sign};
use crate::model::id::{IdSource, ItemId};
use crate::model::item::Item;
use crate::model::session::{Place, Session};
use crate::model::stage::{Sheet, Stage};

pub(super) const SLOTS: &[Slot] = &[ALTERNATIVE, CRITERION, SCORE, VETO, THROUGH, DECISION];

const ALTERNATIVE: Slot = Slot {
    id: "",
    prefix: "x",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[Field::shown("text", FieldKind::Line), Field::shown("note", FieldKind::Page)]),
};

pub(super) const CRITERION: Slot = Slot {
    id: "criterion",
    prefix: "e",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::shown("text", FieldKind::Line),
        Field::shown("kind", FieldKind::choice(KINDS)),
        Field::shown("weight", FieldKind::Scale(1, 5)),
        Field::shown("low", FieldKind::Line),
        Field::shown("high", FieldKind::Line),
    ]),
};

/// What a criterion can measure, in the order in which a key goes through them.
pub const KINDS: &[&str] = &["risk", "benefit", "cost"];

pub(super) const SCORE: Slot = Slot {
    id: "score",
    prefix: "y",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::shown("score", FieldKind::Scale(1, 5)),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::shown("alternative", FieldKind::Link(LinkTo::Alternative)),
        Field::shown("criterion", FieldKind::Link(LinkTo::Criterion)),
    ]),
};

/// Who rules a way out, and why; without an owner it is the room.
pub(super) const VETO: Slot = Slot {
    id: "veto",
    prefix: "v",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::shown("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::shown("alternative", FieldKind::Link(LinkTo::Alternative)),
    ]),
};

/// That somebody is through, whatever they left open.
pub(super) const THROUGH: Slot = Slot {
    id: "through",
    prefix: "b",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::shown("through", FieldKind::Flag),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
    ]),
};

/// A decision that is kept beside the alternatives.
const DECISION: Slot = decisions::slot("decision");

/// The one who scores where nobody is said to be in the room.
pub const ME: &str = "me";

/// Whether a record says nothing by itself, but counts: a score, or that somebody is through.
pub fn is_silent(item: &Item) -> bool {
    [SCORE.id, THROUGH.id].contains(&item.text("slot"))
}

/// Edits of a sheet of options that runs.
#[derive(Clone, Copy, Debug)]
pub struct Hand<'a> {
    session: &'a Session,
    /// Where the records live.
    stage: &'a Stage,
    sheet: &'a Sheet,
}

impl<'a> Hand<'a> {
    /// The hand that edits the records of `sheet`, or of the one that it continues.
    pub fn over(session: &'a Session, stage: &'a Stage, sheet: &'a Sheet) -> Self {
        let (stage, sheet) = session.records_of(stage, sheet);
        Self { session, stage, sheet }
    }

    fn insert(&self, slot: &Slot, item: impl FnOnce(ItemId) -> Item, ids: &mut IdSource) -> Change {
        let mut item = item(fresh(self.session, ids, slot.prefix));
        self.sheet.veil(&mut item.values);
        Change::Insert { place: place(self.stage, self.sheet), index: self.sheet.items.len(), item }
    }

    fn removal<'i>(items: impl Iterator<Item = &'i Item>) -> Vec<Change> {
        items.map(|item| Change::Remove(item.id.clone())).collect()
    }

    /// A person scores an alternative by a criterion from 1 to 5, or takes the score back. The one that is through by it is
    /// noted as being in.
    pub fn score(
        &self,
        (alternative, criterion, person): (&ItemId, &ItemId, &str),
        score: Option<u8>,
        ids: &mut IdSource,
    ) -> Change {
        let is_it = |item: &&Item| {
            item.text("slot") == SCORE.id
                && item.text("alternative") == alternative.as_str()
                && item.text("criterion") == criterion.as_str()
                && item.text("owner") == person
        };
        // Where two copies of a file were scored apart, the later record counts.
        let held = self.sheet.items.iter().rev().find(is_it);
        match (held, score) {
            (_, None) => Change::All(Self::removal(self.sheet.items.iter().filter(is_it))),
            (Some(held), Some(score)) => {
                Change::Set { id: held.id.clone(), key: "score".to_owned(), value: Some(score.into()) }
            }
            (None, Some(score)) => {
                let new = |id| {
                    Item::new(id, "slot", SCORE.id)
                        .with("score", score)
                        .with("owner", person)
                        .with("alternative", alternative.as_str())
                        .with("criterion", criterion.as_str())
                };
                let scored = self.insert(&SCORE, new, ids);
                let ballot = Ballot::of(self.session, self.sheet);
                let is_open = ballot.veto(alternative, person).is_none();
                let is_last = is_open && ballot.open_cells(person) == 1 && !ballot.is_through(person);
                let through = is_last.then(|| self.end([person], ids));
                Change::All(std::iter::once(scored).chain(through).collect())
            }
        }
    }

    /// These people are through, whatever they left open.
    pub fn end<'p>(&self, people: impl IntoIterator<Item = &'p str>, ids: &mut IdSource) -> Change {
        let known = Ballot::of(self.session, self.sheet);
        let missing = people.into_iter().filter(|person| !known.has_ended(person));
        let new = |person| {
            self.insert(
                &THROUGH,
                |id| Item::new(id, "slot", THROUGH.id).with("through", true).with("owner", person),
                ids,
            )
        };
        Change::All(missing.map(new).collect())
    }

    /// A person, or without one the room, rules an alternative out.
    pub fn veto(&self, alternative: &ItemId, person: Option<&str>, why: &str, ids: &mut IdSource) -> Change {
        let new = |id| {
            let item = Item::new(id, "slot", VETO.id).with("text", why);
            let item = if let Some(person) = person { item.with("owner", person) } else { item };
            item.with("alternative", alternative.as_str())
        };
        let vetoed = self.insert(&VETO, new, ids);
        let ballot = Ballot::of(self.session, self.sheet);
        let is_last = |person: &&str| !ballot.is_through(person) && ballot.open_beside(alternative, person) == 0;
        let through = person.filter(is_last).map(|person| self.end([person], ids));
        Change::All(std::iter::once(vetoed).chain(through).collect())
    }

    /// Takes vetoes of an alternative back: those of one person, or all.
    pub fn lift(&self, alternative: &ItemId, person: Option<&str>) -> Change {
        let is_it = |item: &&Item| {
            item.text("slot") == VETO.id
                && item.text("alternative") == alternative.as_str()
                && person.is_none_or(|person| item.text("owner") == person)
        };
        Change::All(Self::removal(self.sheet.items.iter().filter(is_it)))
    }

    /// Takes an alternative or a criterion out, with everything that was said about it.
    pub fn remove(&self, id: &ItemId) -> Change {
        let points = |item: &&Item| ["alternative", "criterion"].iter().any(|key| item.text(key) == id.as_str());
        let about = self.sheet.items.iter().filter(|item| item.text("slot") != DECISION.id).filter(points);
        let decided = self.session.targets(LinkTo::Decision).filter(points);
        let unlink = |item: &Item| Change::Set { id: item.id.clone(), key: "alternative".to_owned(), value: None };
        let mut changes = Self::removal(about);
        changes.extend(decided.map(unlink));
        changes.push(Change::Remove(id.clone()));
        Change::All(changes)
    }

    /// A decision for one alternative as far as it is known, with the list it goes to and its slot: what was chosen, what was
    /// not with the values, and the day to look at it again.
    ///
    /// It goes to the next sheet for decisions, else to the first, else beside the alternatives.
    pub fn decision(
        &self,
        chosen: &ItemId,
        today: NaiveDate,
        ids: &mut IdSource,
    ) -> Option<(Place, usize, Slot, Item)> {
        let ballot = Ballot::of(self.session, self.sheet);
        let name = ballot.alternatives().iter().find(|item| item.id == *chosen)?.text("text");
        let (stage, sheet, slot) = self.home();
        let mut item = Item::new(fresh(self.session, ids, slot.prefix), "text", name);
        if !slot.id.is_empty() {
            slot.put(&mut item.values, "slot", Value::from(slot.id));
        }
        slot.put(&mut item.values, "alternative", Value::from(chosen.as_str()));
        let rejected = ballot.others(chosen).join("; ");
        if !rejected.is_empty() {
            slot.put(&mut item.values, "rejected", Value::from(rejected));
        }
        slot.settle(&mut item.values, today);
        sheet.veil(&mut item.values);
        Some((place(stage, sheet), sheet.items.len(), slot, item))
    }

    fn home(&self) -> (&'a Stage, &'a Sheet, Slot) {
        let sheets: Vec<_> = self.session.sheets().collect();
        let here = sheets.iter().position(|(stage, sheet)| stage.id == self.stage.id && sheet.id == self.sheet.id);
        let is_one = |(_, sheet): &&(&Stage, &Sheet)| sheet.kind == SheetKind::Decisions;
        let next = sheets.iter().skip(here.unwrap_or_default()).find(is_one).or_else(|| sheets.iter().find(is_one));
        let found = next.and_then(|(stage, sheet)| {
            let (stage, sheet) = self.session.records_of(stage, sheet);
            Some((stage, sheet, sheet.slot("")?))
        });
        found.unwrap_or((self.stage, self.sheet, DECISION))
    }
}

fn place(stage: &Stage, sheet: &Sheet) -> Place {
    Place::Sheet { stage: stage.id.clone(), sheet: sheet.id.clone() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::model::strategies::{day, sample};

    /// The sample with options in its last stage; Maria and Jean are in the room.
    fn with_options() -> Session {
        let mut file = serde_json::to_value(sample()).unwrap();
        file["stages"][2]["sheets"][0] = json!({
            "id": "options", "kind": "options", "prompts": [{ "ask": "Which ways?" }],
            "items": [
                { "id": "x-1", "text": "Hire" }, { "id": "x-2", "text": "Wait" },
                { "id": "e-1", "slot": "criterion", "text": "Risk", "kind": "risk" },
                { "id": "e-2", "slot": "criterion", "text": "Use", "weight": 5 }
            ]
        });
        serde_json::from_value(file).unwrap()
    }

    fn hand(session: &Session) -> Hand<'_> {
        Hand::over(session, &session.stages[2], &session.stages[2].sheets[0])
    }

    fn ballot(session: &Session) -> Ballot<'_> {
        Ballot::of(session, &session.stages[2].sheets[0])
    }

    fn apply(session: &mut Session, change: Change) {
        session.apply(change).unwrap();
        assert_eq!(session.faults(), []);
    }

    fn give(session: &mut Session, (at, person): (usize, &str), score: Option<u8>) {
        let (alternative, criterion) = ballot(session).cell(at).unwrap();
        let cell = (&alternative.id.clone(), &criterion.id.clone(), person);
        let change = hand(session).score(cell, score, &mut IdSource::new(3));
        apply(session, change);
    }

    fn held(session: &Session, at: usize, person: &str) -> Option<u8> {
        let ballot = ballot(session);
        let (alternative, criterion) = ballot.cell(at).unwrap();
        ballot.score(alternative, criterion, person)
    }

    #[test]
    fn a_score_is_given_changed_and_taken_back_without_touching_those_of_others() {
        let mut session = with_options();
        give(&mut session, (0, "p-1"), Some(4));
        give(&mut session, (0, "p-2"), Some(2));
        give(&mut session, (0, "p-1"), Some(5));
        assert_eq!((held(&session, 0, "p-1"), held(&session, 0, "p-2")), (Some(5), Some(2)));
        give(&mut session, (0, "p-1"), None);
        assert_eq!((held(&session, 0, "p-1"), held(&session, 0, "p-2")), (None, Some(2)));
    }

    #[test]
    fn the_cells_go_criterion_by_criterion() {
        let session = with_options();
        let ballot = ballot(&session);
        let name = |at| ballot.cell(at).map(|(way, criterion)| format!("{} {}", way.id, criterion.id));
        let cells: Vec<_> = (0..5).map_while(name).collect();
        assert_eq!(cells, ["x-1 e-1", "x-2 e-1", "x-1 e-2", "x-2 e-2"]);
    }

    #[test]
    fn whoever_gives_the_last_score_or_a_veto_instead_is_through_and_stays_so() {
        let mut session = with_options();
        (0..4).for_each(|at| give(&mut session, (at, "p-1"), Some(3)));
        give(&mut session, (0, "p-2"), Some(1));
        give(&mut session, (2, "p-2"), Some(1));
        assert!(!ballot(&session).is_complete());
        let veto = hand(&session).veto(&ItemId::new("x-2"), Some("p-2"), "Never", &mut IdSource::new(8));
        let undo = session.apply(veto).unwrap();
        assert!(ballot(&session).is_complete());
        session.apply(undo).unwrap();
        assert_eq!(ballot(&session).next(), Some(1));
        let end = hand(&session).end(["p-1", "p-2"], &mut IdSource::new(9));
        apply(&mut session, end);
        assert!(ballot(&session).is_complete());
        assert_eq!(session.stages[2].sheets[0].items.iter().filter(|item| item.flag("through")).count(), 2);
        let more = Item::new(ItemId::new("e-3"), "slot", "criterion").with("text", "Cost");
        let place = place(&session.stages[2], &session.stages[2].sheets[0]);
        apply(&mut session, Change::Insert { place, index: 0, item: more });
        assert!(ballot(&session).is_complete(), "a later criterion hides nothing that was seen");
    }

    #[test]
    fn a_decision_knows_what_was_not_chosen_and_is_kept_where_decisions_are() {
        let mut session = with_options();
        for person in ["p-1", "p-2"] {
            for (at, score) in [2, 4, 5, 1].into_iter().enumerate() {
                give(&mut session, (at, person), Some(score));
            }
        }
        let decide = |session: &Session| {
            hand(session).decision(&ItemId::new("x-1"), day("2026-03-12"), &mut IdSource::new(5)).unwrap()
        };
        let (place, index, slot, item) = decide(&session);
        assert_eq!((slot.id, item.text("slot"), item.text("rejected")), ("decision", "decision", "Wait (9)"));
        assert_eq!((item.text("text"), item.text("review")), ("Hire", "2026-06-10"));
        apply(&mut session, Change::Insert { place, index, item });
        assert_eq!(session.targets(LinkTo::Decision).count(), 1);
        assert_eq!(ballot(&session).decisions().len(), 1);
        session.stages[1].sheets[0].kind = SheetKind::Decisions;
        session.stages[1].sheets[0].items.clear();
        let (place, _, slot, item) = decide(&session);
        assert_eq!((slot.id, item.text("slot")), ("", ""));
        assert!(matches!(place, Place::Sheet { stage, .. } if stage == session.stages[1].id));
    }

    #[test]
    fn what_is_taken_out_takes_along_what_was_said_about_it_and_frees_the_decision() {
        let mut session = with_options();
        (0..4).for_each(|at| give(&mut session, (at, "p-1"), Some(3)));
        let made = hand(&session).decision(&ItemId::new("x-1"), day("2026-03-12"), &mut IdSource::new(5));
        let (place, index, _, item) = made.unwrap();
        apply(&mut session, Change::Insert { place, index, item });
        let before = session.clone();
        let change = hand(&session).remove(&ItemId::new("x-1"));
        let undo = session.apply(change).unwrap();
        assert_eq!(session.faults(), []);
        assert_eq!((ballot(&session).cells(), ballot(&session).open_cells("p-1")), (2, 0));
        assert_eq!(session.targets(LinkTo::Decision).count(), 1);
        session.apply(undo).unwrap();
        assert_eq!(session, before);
    }

    proptest! {
        #[test]
        fn scores_add_up_whoever_gave_them_first(
            given in prop::collection::vec((0_usize..4, 0_usize..2, prop::option::of(1_u8..6)), 0..24)
        ) {
            let people = ["p-1", "p-2"];
            let (mut one, mut other) = (with_options(), with_options());
            let mut last = std::collections::BTreeMap::new();
            for (at, person, score) in given {
                give(&mut one, (at, people[person]), score);
                last.insert((at, person), score);
            }
            for ((at, person), score) in last.iter().rev() {
                give(&mut other, (*at, people[*person]), *score);
                prop_assert_eq!(held(&one, *at, people[*person]), *score);
            }
            let (one, other) = (ballot(&one), ballot(&other));
            prop_assert_eq!(one.result(), other.result());
            for person in people {
                prop_assert_eq!(one.open_cells(person), other.open_cells(person));
            }
        }
    }
}
