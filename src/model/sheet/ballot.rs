//! Who has scored which alternative by which criterion, whether everybody is through, and what it adds up to.

use std::collections::{HashMap, HashSet};

use super::options::{CRITERION, ME, SCORE, THROUGH, VETO};
use crate::model::decision::{Alternative, Criterion, CriterionKind, Decision, Standing, TooMany};
use crate::model::field::LinkTo;
use crate::model::id::ItemId;
use crate::model::item::Item;
use crate::model::scale::Rating;
use crate::model::session::Session;
use crate::model::stage::Sheet;

/// The weight of a criterion that names none.
pub const USUAL_WEIGHT: u8 = 3;

/// The scores of a sheet of options.
///
/// What one person gave may be shown to nobody else until [`Self::is_complete`].
#[derive(Clone, Debug)]
pub struct Ballot<'a> {
    alternatives: Vec<&'a Item>,
    criteria: Vec<&'a Item>,
    /// Who scores, by id: those in the room, else [`ME`].
    people: Vec<&'a str>,
    /// By alternative, criterion and person.
    scores: HashMap<(&'a str, &'a str, &'a str), Rating>,
    /// Everybody who has given a score: the people first, then whoever is not in the room.
    scorers: Vec<&'a str>,
    ended: HashSet<&'a str>,
    vetoes: Vec<&'a Item>,
    decisions: Vec<&'a Item>,
}

/// What a criterion counts, from 1 to 5.
pub fn weight(criterion: &Item) -> u8 {
    let weight = criterion.value("weight").and_then(serde_json::Value::as_u64);
    weight.and_then(|weight| u8::try_from(weight).ok()).unwrap_or(USUAL_WEIGHT)
}

/// What a criterion measures; a benefit where it does not say.
pub fn kind(criterion: &Item) -> CriterionKind {
    match criterion.text("kind") {
        "risk" => CriterionKind::Risk,
        "cost" => CriterionKind::Cost,
        _ => CriterionKind::Benefit,
    }
}

impl<'a> Ballot<'a> {
    /// What the records of `sheet` say.
    pub fn of(session: &'a Session, sheet: &'a Sheet) -> Self {
        let of = |slot: &'static str| sheet.items.iter().filter(move |item| item.text("slot") == slot);
        let mut people: Vec<&str> = session.in_room().map(|person| person.id.as_str()).collect();
        if people.is_empty() {
            people.push(ME);
        }
        let mut scores = HashMap::new();
        let mut scorers = people.clone();
        for item in of(SCORE.id) {
            let score = item.value("score").and_then(serde_json::Value::as_u64).and_then(|score| score.try_into().ok());
            let Some(rating) = score.and_then(Rating::new) else { continue };
            let owner = item.text("owner");
            // Where two copies of a file were scored apart, the later record counts.
            scores.insert((item.text("alternative"), item.text("criterion"), owner), rating);
            if !scorers.contains(&owner) {
                scorers.push(owner);
            }
        }
        let alternatives: Vec<&Item> = of("").collect();
        let is_of = |item: &&Item| alternatives.iter().any(|each| each.id.as_str() == item.text("alternative"));
        let decisions = session.targets(LinkTo::Decision).filter(is_of).collect();
        let ended = of(THROUGH.id).map(|item| item.text("owner")).collect();
        let criteria = of(CRITERION.id).collect();
        Self { criteria, people, scores, scorers, ended, vetoes: of(VETO.id).collect(), decisions, alternatives }
    }

    /// The alternatives in order.
    pub fn alternatives(&self) -> &[&'a Item] {
        &self.alternatives
    }

    /// The criteria in order.
    pub fn criteria(&self) -> &[&'a Item] {
        &self.criteria
    }

    /// Who scores, by id: those in the room, else [`ME`].
    pub fn people(&self) -> &[&'a str] {
        &self.people
    }

    /// How many scores each person can give.
    pub fn cells(&self) -> usize {
        self.alternatives.len() * self.criteria.len()
    }

    /// The alternative and the criterion of the cell at a place, from 0: criterion by criterion, because alternatives are
    /// judged best beside each other.
    pub fn cell(&self, at: usize) -> Option<(&'a Item, &'a Item)> {
        let row = at.checked_rem(self.alternatives.len())?;
        let column = at.checked_div(self.alternatives.len())?;
        self.alternatives.get(row).copied().zip(self.criteria.get(column).copied())
    }

    /// What one person gave a cell, 1 to 5.
    pub fn score(&self, alternative: &Item, criterion: &Item, person: &str) -> Option<u8> {
        self.scores.get(&(alternative.id.as_str(), criterion.id.as_str(), person)).map(|rating| rating.score())
    }

    /// Everybody who gave a cell a score, with it.
    pub fn scores(&self, alternative: &Item, criterion: &Item) -> impl Iterator<Item = (&'a str, u8)> {
        self.scorers.iter().filter_map(move |person| Some((*person, self.score(alternative, criterion, person)?)))
    }

    /// The vetoes against an alternative.
    pub fn vetoes(&self, alternative: &ItemId) -> impl Iterator<Item = &'a Item> {
        self.vetoes.iter().copied().filter(move |veto| veto.text("alternative") == alternative.as_str())
    }

    /// The veto of one person against an alternative.
    pub fn veto(&self, alternative: &ItemId, person: &str) -> Option<&'a Item> {
        self.vetoes(alternative).find(|veto| veto.text("owner") == person)
    }

    /// The decisions that were made for one of the alternatives.
    pub fn decisions(&self) -> &[&'a Item] {
        &self.decisions
    }

    /// Whether a person has neither scored a cell nor ruled its alternative out.
    pub fn is_open(&self, at: usize, person: &str) -> bool {
        self.cell(at).is_some_and(|(alternative, criterion)| {
            self.score(alternative, criterion, person).is_none() && self.veto(&alternative.id, person).is_none()
        })
    }

    /// How many cells that is.
    pub fn open_cells(&self, person: &str) -> usize {
        (0..self.cells()).filter(|at| self.is_open(*at, person)).count()
    }

    /// How many without those of one alternative.
    pub(super) fn open_beside(&self, alternative: &ItemId, person: &str) -> usize {
        let is_other = |at: &usize| self.cell(*at).is_some_and(|(other, _)| other.id != *alternative);
        (0..self.cells()).filter(is_other).filter(|at| self.is_open(*at, person)).count()
    }

    pub(super) fn has_ended(&self, person: &str) -> bool {
        self.ended.contains(person)
    }

    /// Whether a person is through: nothing is open, or what is was left open.
    pub fn is_through(&self, person: &str) -> bool {
        self.has_ended(person) || self.open_cells(person) == 0
    }

    /// Whether everybody is through, so that the scores may be seen.
    pub fn is_complete(&self) -> bool {
        self.cells() > 0 && self.people.iter().all(|person| self.is_through(person))
    }

    /// The place among the people of the first who is not through.
    pub fn next(&self) -> Option<usize> {
        self.people.iter().position(|person| !self.is_through(person))
    }

    /// The scores, added up.
    ///
    /// # Errors
    /// With more people or criteria than can be.
    pub fn result(&self) -> Result<Decision, TooMany> {
        let criteria: Vec<Criterion> =
            self.criteria.iter().map(|item| Criterion { weight: weight(item), kind: kind(item) }).collect();
        let cell = |alternative: &Item, criterion: &Item| {
            let rating = |person| self.score(alternative, criterion, person).and_then(Rating::new);
            self.scorers.iter().map(|person| rating(person)).collect()
        };
        let row = |alternative: &&Item| Alternative {
            scores: self.criteria.iter().map(|criterion| cell(alternative, criterion)).collect(),
            vetoes: self.vetoes(&alternative.id).map(|veto| veto.text("text").to_owned()).collect(),
        };
        Decision::new(&criteria, &self.alternatives.iter().map(row).collect::<Vec<_>>())
    }

    /// The alternatives but one, the best first, each with its value or why it was ruled out, as far as they may be seen.
    pub(super) fn others(&self, chosen: &ItemId) -> Vec<String> {
        let result = self.result().ok().filter(|_| self.is_complete());
        let rank = |at: usize| match result.as_ref().and_then(|result| result.standings().get(at)) {
            Some(Standing::Ranked { place, .. }) => *place,
            Some(Standing::Vetoed { .. }) => usize::MAX,
            _ => usize::MAX - 1,
        };
        let words = |(at, item): (usize, &&Item)| {
            let name = item.text("text");
            match result.as_ref().and_then(|result| result.standings().get(at)) {
                Some(Standing::Ranked { value, .. }) => format!("{name} ({})", value.rounded()),
                Some(Standing::Vetoed { reasons }) => format!("{name} ({})", reasons.join(", ")),
                _ => name.to_owned(),
            }
        };
        let mut others: Vec<_> = self.alternatives.iter().enumerate().filter(|(_, item)| item.id != *chosen).collect();
        others.sort_by_key(|(at, _)| rank(*at));
        others.into_iter().map(words).collect()
    }
}
