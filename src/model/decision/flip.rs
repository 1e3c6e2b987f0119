//! How little would have to change for another alternative to lead.

use std::cmp::Reverse;

use super::{Cell, Decision, Total, USUAL_HEAVIEST};
use crate::model::ratio::Ratio;
use crate::model::scale::Rating;

/// One weight that would change the winner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeightFlip<By> {
    /// The criterion, from 0.
    pub criterion: usize,
    /// What is added to its weight; negative where it is lowered.
    pub by: By,
    /// The alternative that leads then.
    pub winner: usize,
}

/// One cell that would change the winner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScoreFlip<By> {
    /// The alternative that is scored otherwise, from 0.
    pub alternative: usize,
    /// The criterion by which it is, from 0.
    pub criterion: usize,
    /// What is added to its score; negative where it is lowered.
    pub by: By,
    /// The alternative that leads then.
    pub winner: usize,
}

/// A cell that could make `winner` lead, being better or worse by more than `gap / weight` points of its mean.
struct Lever<'a> {
    alternative: usize,
    criterion: usize,
    cell: &'a Cell,
    /// 1 where the score has to rise, else -1.
    sign: i128,
    /// Points that all who scored could still move, together.
    room: i128,
    gap: i128,
    weight: i128,
    winner: usize,
}

/// The flips that were asked for look at the alternatives that are ranked now: one that is vetoed or incomplete stays so.
impl Decision {
    /// The smallest change of one weight after which another alternative leads, in whole steps.
    ///
    /// A weight stays between 0 and the heaviest that is given, or 5. Nothing where no such change flips the result, or
    /// where it is tied already. Equal changes: the earlier criterion, more before less.
    pub fn weight_flip(&self) -> Option<WeightFlip<i64>> {
        let pulls = self.pulls().filter_map(|(criterion, room, gap, pull, _)| {
            let steps = gap / pull.abs() + 1;
            (steps <= room).then_some((steps, criterion, -pull.signum()))
        });
        let (steps, criterion, less) = pulls.min()?;
        let by = steps * -less;
        let points = |total: &&Total| total.points + by * self.points(total.alternative, criterion).unwrap_or(0);
        let winner = self.ranking.iter().max_by_key(|total| (points(total), Reverse(total.alternative)))?;
        Some(WeightFlip { criterion, by: i64::try_from(by).ok()?, winner: winner.alternative })
    }

    /// The exact change of one weight at which another alternative draws level; any further, and it leads.
    ///
    /// Within the same limits as [`Self::weight_flip`].
    pub fn exact_weight_flip(&self) -> Option<WeightFlip<Ratio>> {
        let pulls = self.pulls().filter_map(|(criterion, room, gap, pull, rival)| {
            let by = Ratio::new(gap, pull)?;
            let key = (by.size(), criterion, -pull.signum(), Reverse(pull.abs()), rival);
            (by.size() < Ratio::whole(room)).then_some((key, WeightFlip { criterion, by, winner: rival }))
        });
        pulls.min_by_key(|(key, _)| *key).map(|(_, flip)| flip)
    }

    /// The smallest change of one cell after which another alternative leads, in whole steps of the scores in it.
    ///
    /// One step is one person's score moved by 1; steps of several people in the same cell add up. Scores stay on their
    /// scale. Nothing where no cell flips the result, or where it is tied already. Equal changes: the earlier criterion,
    /// then the earlier alternative.
    pub fn score_flip(&self) -> Option<ScoreFlip<i64>> {
        let levers = self.levers().filter_map(|lever| {
            let steps = lever.gap * i128::from(lever.cell.count) / (self.unit * lever.weight) + 1;
            (steps <= lever.room).then_some((steps, lever))
        });
        let (steps, lever) = levers.min_by_key(|(steps, lever)| (*steps, lever.criterion, lever.alternative))?;
        Some(lever.flip(i64::try_from(steps * lever.sign).ok()?))
    }

    /// The exact change of the mean score of one cell at which another alternative draws level; any further, and it leads.
    ///
    /// Within the same limits as [`Self::score_flip`]; the mean stays between 1 and 5.
    pub fn exact_score_flip(&self) -> Option<ScoreFlip<Ratio>> {
        let levers = self.levers().filter_map(|lever| {
            let by = Ratio::new(lever.gap * lever.sign, self.unit * lever.weight)?;
            (by.size() < Ratio::new(lever.room, lever.cell.count.into())?).then_some((by, lever))
        });
        let (by, lever) = levers.min_by_key(|(by, lever)| (by.size(), lever.criterion, lever.alternative))?;
        Some(lever.flip(by))
    }

    /// Every rival with every criterion by which it is unlike the winner: (criterion, room for its weight, gap, pull,
    /// rival), where each unit of weight moves the gap by `pull`: upwards closes it where that is positive.
    fn pulls(&self) -> impl Iterator<Item = (usize, i128, i128, i128, usize)> {
        let heaviest = self.criteria.iter().map(|criterion| criterion.weight).fold(USUAL_HEAVIEST, u8::max);
        let criteria = self
            .criteria
            .iter()
            .enumerate()
            .filter(|(at, _)| self.ranking.iter().all(|total| self.points(total.alternative, *at).is_some()));
        criteria.flat_map(move |(at, criterion)| {
            self.rivals().filter_map(move |(winner, rival, gap)| {
                let pull = self.points(rival, at)? - self.points(winner, at)?;
                let room = if pull > 0 { heaviest - criterion.weight } else { criterion.weight };
                (pull != 0).then_some((at, room.into(), gap, pull, rival))
            })
        })
    }

    /// Every cell of the ranked alternatives, moved the way that helps a rival.
    fn levers(&self) -> impl Iterator<Item = Lever<'_>> {
        let runner_up = self.rivals().next().map(|(winner, second, gap)| (winner, second, gap, false));
        let risers = self.rivals().map(|(_, rival, gap)| (rival, rival, gap, true));
        runner_up.into_iter().chain(risers).flat_map(move |(alternative, winner, gap, is_rising)| {
            let weighted = self.criteria.iter().enumerate().filter(|(_, criterion)| criterion.weight > 0);
            weighted.filter_map(move |(at, criterion)| {
                let cell = self.cell(alternative, at)?;
                let (points, most) = (i128::from(cell.points), i128::from(cell.count) * i128::from(Rating::STEPS));
                let better = i128::from(criterion.kind.direction().sign());
                let (sign, room) = if is_rising { (better, most - points) } else { (-better, points) };
                Some(Lever {
                    alternative,
                    criterion: at,
                    cell,
                    sign,
                    room,
                    gap,
                    weight: criterion.weight.into(),
                    winner,
                })
            })
        })
    }

    /// The winner with every other ranked alternative, nearest first, and the weighted points between them, above 0.
    fn rivals(&self) -> impl Iterator<Item = (usize, usize, i128)> {
        let first = self.winner().and_then(|_| self.ranking.first());
        first.into_iter().flat_map(|first| {
            let behind = self.ranking.iter().skip(1);
            behind.map(|rival| (first.alternative, rival.alternative, first.points - rival.points))
        })
    }

    fn points(&self, alternative: usize, criterion: usize) -> Option<i128> {
        self.cell(alternative, criterion).map(|cell| cell.points_in(self.unit))
    }
}

impl Lever<'_> {
    fn flip<By>(&self, by: By) -> ScoreFlip<By> {
        ScoreFlip { alternative: self.alternative, criterion: self.criterion, by, winner: self.winner }
    }
}
