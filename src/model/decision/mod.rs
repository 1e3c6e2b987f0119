//! A choice among alternatives by weighted criteria: who leads, how firmly, and where the people differ.
//!
//! What is computed, in exact fractions: a cell is the mean of the scores that were given, as points from the worse end
//! (0 to 4); an alternative's value is the mean of its cells weighted by the criteria, on a scale from 0, the worst in
//! everything, to 100, the best. Differences of values are therefore percent of the whole scale, and do not depend on how
//! good the alternatives are.

use std::cmp::Reverse;
use std::error::Error;
use std::fmt;

use super::ratio::{Ratio, shared_divisor};
use super::scale::{Direction, Rating};

mod flip;
#[cfg(test)]
mod tests;

pub use flip::{ScoreFlip, WeightFlip};

/// The most people that can score a cell: with more, the least common multiple of their numbers outgrows 128 bits.
pub const MOST_PEOPLE: usize = 64;

/// The most criteria, for the same reason.
pub const MOST_CRITERIA: usize = 256;

/// The lead in percent of the scale from which a winner is clear.
pub const CLEAR_LEAD: i32 = 10;

/// The weight to which weights can at least be raised; heavier where one is heavier already.
pub const USUAL_HEAVIEST: u8 = 5;

/// What a criterion measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CriterionKind {
    /// Higher is better.
    Benefit,
    /// Higher is worse.
    Risk,
    /// Higher is worse.
    Cost,
}

/// What alternatives are measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Criterion {
    /// How much it counts against the others; 0 leaves it out.
    pub weight: u8,
    /// What it measures.
    pub kind: CriterionKind,
}

/// One thing that could be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alternative {
    /// The scores by criterion, and in each by person; what is absent was not scored.
    pub scores: Vec<Vec<Option<Rating>>>,
    /// The reasons of those who rule it out; a blank one does not count.
    pub vetoes: Vec<String>,
}

/// What the people say of one alternative by one criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Points of all together, from the worse end.
    points: u32,
    /// How many have scored, at least 1.
    count: u32,
    lowest: Rating,
    highest: Rating,
    direction: Direction,
}

/// Where an alternative stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In the ranking.
    Ranked {
        /// Its place from 1; equal values share one.
        place: usize,
        /// Its value, 0 to 100.
        value: Ratio,
    },
    /// Nobody has scored it by these criteria, which have a weight.
    Incomplete {
        /// The places of the criteria, from 0.
        missing: Vec<usize>,
    },
    /// Out of the ranking.
    Vetoed {
        /// Why.
        reasons: Vec<String>,
    },
}

/// How firm the result is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// No alternative is ranked.
    Nothing,
    /// Only one is ranked.
    Alone,
    /// Several share the first place.
    Tied,
    /// One leads, by less than [`CLEAR_LEAD`]: no clear winner.
    Close,
    /// One leads by that or more.
    Clear,
}

/// More people or criteria than can be computed exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// The people who scored.
    pub people: usize,
    /// The criteria.
    pub criteria: usize,
}

/// The scores, added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    criteria: Vec<Criterion>,
    cells: Vec<Vec<Option<Cell>>>,
    standings: Vec<Standing>,
    /// The ranked, best first, equal ones as listed.
    ranking: Vec<Total>,
    /// A multiple of the counts of all cells, so that means are whole numbers over it.
    unit: i128,
}

/// A ranked alternative with its weighted points over the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Total {
    alternative: usize,
    points: i128,
}

impl CriterionKind {
    /// Which end of its scale is better.
    pub fn direction(self) -> Direction {
        match self {
            Self::Benefit => Direction::Up,
            Self::Risk | Self::Cost => Direction::Down,
        }
    }
}

impl Cell {
    fn new(scores: &[Option<Rating>], direction: Direction) -> Option<Self> {
        let given = || scores.iter().copied().flatten();
        Some(Self {
            points: given().map(|rating| u32::from(rating.points(direction))).sum(),
            count: u32::try_from(given().count()).ok()?,
            lowest: given().min()?,
            highest: given().max()?,
            direction,
        })
    }

    /// How many have scored, at least 1.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// The mean of the scores given, 1 to 5.
    pub fn mean(&self) -> Ratio {
        let points = i128::from(self.points) * i128::from(self.direction.sign());
        let worst = match self.direction {
            Direction::Up => Rating::LOWEST,
            Direction::Down => Rating::HIGHEST,
        };
        let count = i128::from(self.count);
        Ratio::new(i128::from(worst.score()) * count + points, count).unwrap_or(Ratio::ZERO)
    }

    /// How far the people are apart: the highest score less the lowest, 0 to 4; nothing where fewer than two scored.
    pub fn spread(&self) -> Option<u8> {
        (self.count > 1).then(|| self.highest.score() - self.lowest.score())
    }

    /// The mean in points over `unit`, a multiple of the count.
    fn points_in(&self, unit: i128) -> i128 {
        i128::from(self.points) * (unit / i128::from(self.count))
    }
}

impl Decision {
    /// Adds up the scores.
    ///
    /// Scores beyond the criteria are not read. Where all weights are 0, all values are.
    ///
    /// # Errors
    /// Beyond [`MOST_PEOPLE`] or [`MOST_CRITERIA`].
    pub fn new(criteria: &[Criterion], alternatives: &[Alternative]) -> Result<Self, TooMany> {
        let people = alternatives.iter().flat_map(|alternative| &alternative.scores).map(Vec::len).max().unwrap_or(0);
        if people > MOST_PEOPLE || criteria.len() > MOST_CRITERIA {
            return Err(TooMany { people, criteria: criteria.len() });
        }
        let row = |alternative: &Alternative| -> Vec<Option<Cell>> {
            let scores = alternative.scores.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
            criteria
                .iter()
                .zip(scores)
                .map(|(criterion, scores)| Cell::new(scores, criterion.kind.direction()))
                .collect()
        };
        let cells: Vec<_> = alternatives.iter().map(row).collect();
        let unit = cells.iter().flatten().flatten().fold(1, |unit, cell| common_multiple(unit, cell.count));
        let mut decision =
            Self { criteria: criteria.to_vec(), cells, standings: Vec::new(), ranking: Vec::new(), unit };
        decision.rank(alternatives);
        Ok(decision)
    }

    fn rank(&mut self, alternatives: &[Alternative]) {
        for (alternative, row) in self.cells.iter().enumerate() {
            let vetoes = alternatives.get(alternative).map_or(&[][..], |alternative| &alternative.vetoes);
            let reasons: Vec<String> = vetoes.iter().filter(|reason| !reason.trim().is_empty()).cloned().collect();
            let counts = |(at, (criterion, cell)): (usize, (&Criterion, &Option<Cell>))| {
                (criterion.weight > 0 && cell.is_none()).then_some(at)
            };
            let missing: Vec<usize> = self.criteria.iter().zip(row).enumerate().filter_map(counts).collect();
            let cells = self.criteria.iter().zip(row).filter_map(|(criterion, cell)| Some((criterion, (*cell)?)));
            let points = cells.map(|(criterion, cell)| i128::from(criterion.weight) * cell.points_in(self.unit)).sum();
            self.standings.push(if !reasons.is_empty() {
                Standing::Vetoed { reasons }
            } else if !missing.is_empty() {
                Standing::Incomplete { missing }
            } else {
                self.ranking.push(Total { alternative, points });
                Standing::Ranked { place: 0, value: self.value(points) }
            });
        }
        self.ranking.sort_by_key(|total| Reverse(total.points));
        for total in &self.ranking {
            let better = self.ranking.iter().filter(|other| other.points > total.points).count();
            if let Some(Standing::Ranked { place, .. }) = self.standings.get_mut(total.alternative) {
                *place = better + 1;
            }
        }
    }

    /// Weighted points as percent of what could be reached.
    fn value(&self, points: i128) -> Ratio {
        let weights: i128 = self.criteria.iter().map(|criterion| i128::from(criterion.weight)).sum();
        let reachable = self.unit * i128::from(Rating::STEPS) * weights.max(1);
        Ratio::new(points * 100, reachable).unwrap_or(Ratio::ZERO)
    }

    /// What the people say of an alternative by a criterion; nothing where nobody has scored.
    pub fn cell(&self, alternative: usize, criterion: usize) -> Option<&Cell> {
        self.cells.get(alternative)?.get(criterion)?.as_ref()
    }

    /// Where every alternative stands, in the order in which they were given.
    pub fn standings(&self) -> &[Standing] {
        &self.standings
    }

    /// The places of the ranked alternatives, from 0, best first; equal ones in the order in which they were given.
    pub fn ranking(&self) -> impl Iterator<Item = usize> {
        self.ranking.iter().map(|total| total.alternative)
    }

    /// The alternative that leads; nothing where several do.
    pub fn winner(&self) -> Option<usize> {
        let [first, rest @ ..] = self.ranking.as_slice() else { return None };
        rest.first().is_none_or(|second| second.points < first.points).then_some(first.alternative)
    }

    /// By how many percent of the scale the first leads the second, 0 to 100; nothing where fewer than two are ranked.
    pub fn margin(&self) -> Option<Ratio> {
        let [first, second, ..] = self.ranking.as_slice() else { return None };
        Some(self.value(first.points - second.points))
    }

    /// How firm the result is.
    pub fn verdict(&self) -> Verdict {
        match self.margin() {
            None if self.ranking.is_empty() => Verdict::Nothing,
            None => Verdict::Alone,
            Some(Ratio::ZERO) => Verdict::Tied,
            Some(margin) if margin < Ratio::whole(CLEAR_LEAD) => Verdict::Close,
            Some(_) => Verdict::Clear,
        }
    }
}

impl fmt::Display for TooMany {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { people, criteria } = self;
        write!(
            f,
            "{people} people and {criteria} criteria are more than the {MOST_PEOPLE} and {MOST_CRITERIA} that can be "
        )?;
        write!(f, "added up. The scores are kept. Leave some out.")
    }
}

impl Error for TooMany {}

fn common_multiple(unit: i128, count: u32) -> i128 {
    let shared = shared_divisor(unit.unsigned_abs(), count.into());
    unit * (i128::from(count) / i128::try_from(shared).unwrap_or(1).max(1))
}
