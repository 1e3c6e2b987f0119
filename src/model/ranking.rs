//! Projects scored on a few scales: which first, and in which corner of gain and pains each lies.

use super::ratio::Ratio;
use super::scale::{Direction, Rating};

/// A scale that projects are scored on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scale<'a> {
    /// The key of the field that holds the score.
    pub key: &'a str,
    /// Which end is better: up for gains, down for pains.
    pub direction: Direction,
}

/// The scales of the six-stage default: what it brings, what it takes.
pub const IMPORTANCE_TIME_EFFORT: &[Scale<'static>] = &[
    Scale { key: "importance", direction: Direction::Up },
    Scale { key: "time", direction: Direction::Down },
    Scale { key: "effort", direction: Direction::Down },
];

/// The shorter pair.
pub const IMPACT_EFFORT: &[Scale<'static>] =
    &[Scale { key: "impact", direction: Direction::Up }, Scale { key: "effort", direction: Direction::Down }];

/// The scales for what costs time every month: what hurts most and is easiest goes first.
pub const HOURS_PAIN_EASE: &[Scale<'static>] = &[
    Scale { key: "hours", direction: Direction::Up },
    Scale { key: "pain", direction: Direction::Up },
    Scale { key: "ease", direction: Direction::Up },
];

/// A corner of gain against pains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quadrant {
    /// Much for little.
    QuickWin,
    /// Much for much.
    BigBet,
    /// Little for little.
    FillIn,
    /// Little for much.
    Leave,
}

/// Where a project stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The mean of the scores given, from 0, the worse end of all scales, to 100; nothing where none is given.
    pub value: Option<Ratio>,
    /// Its place from 1 among those with all scores; equal values share one. Nothing where a score is missing.
    pub place: Option<usize>,
    /// The scales, from 0, on which it has no score.
    pub missing: Vec<usize>,
    /// Its corner; nothing where gains or pains are not scored at all.
    pub quadrant: Option<Quadrant>,
}

/// Ranks projects by their scores, which stand in the order of the scales; answers in the order of the projects.
///
/// All scales count the same. Missing scores are not zero: they are left out of the mean.
pub fn rank(scales: &[Scale<'_>], projects: &[Vec<Option<Rating>>]) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> = projects.iter().map(|scores| unplaced(scales, scores)).collect();
    let complete: Vec<Ratio> =
        ranked.iter().filter(|project| project.missing.is_empty()).filter_map(|project| project.value).collect();
    for project in ranked.iter_mut().filter(|project| project.missing.is_empty()) {
        project.place = project.value.map(|value| complete.iter().filter(|other| **other > value).count() + 1);
    }
    ranked
}

/// The corner of a mean gain and a mean pain, both 1 to 5: from the middle up is much.
pub fn quadrant(gain: Ratio, pain: Ratio) -> Quadrant {
    let is_much = |mean: Ratio| mean >= Ratio::whole(Rating::MIDDLE.score());
    match (is_much(gain), is_much(pain)) {
        (true, false) => Quadrant::QuickWin,
        (true, true) => Quadrant::BigBet,
        (false, false) => Quadrant::FillIn,
        (false, true) => Quadrant::Leave,
    }
}

fn unplaced(scales: &[Scale<'_>], scores: &[Option<Rating>]) -> Ranked {
    let scores = || scales.iter().zip(scores.iter().copied().chain(std::iter::repeat(None)));
    let points = scores().filter_map(|(scale, score)| Some(score?.points(scale.direction)));
    let side = |direction| {
        let chosen = scores().filter(|(scale, _)| scale.direction == direction);
        mean(chosen.filter_map(|(_, score)| score.map(Rating::score)))
    };
    let percent = Ratio::new(100, Rating::STEPS.into());
    Ranked {
        value: mean(points).zip(percent).and_then(|(mean, percent)| mean.times(percent)),
        place: None,
        missing: scores().enumerate().filter(|(_, (_, score))| score.is_none()).map(|(at, _)| at).collect(),
        quadrant: side(Direction::Up).zip(side(Direction::Down)).map(|(gain, pain)| quadrant(gain, pain)),
    }
}

fn mean(numbers: impl Iterator<Item = u8>) -> Option<Ratio> {
    let (sum, count) = numbers.fold((0, 0), |(sum, count), number| (sum + i128::from(number), count + 1));
    Ratio::new(sum, count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn scores(row: &[u8]) -> Vec<Option<Rating>> {
        row.iter().map(|score| Rating::new(*score)).collect()
    }

    #[test]
    fn what_brings_most_for_least_is_first() {
        let projects = [[5, 5, 5], [5, 1, 1], [3, 3, 3]].map(|row| scores(&row));
        let ranked = rank(IMPORTANCE_TIME_EFFORT, &projects);
        assert_eq!(ranked.iter().map(|project| project.place).collect::<Vec<_>>(), [Some(3), Some(1), Some(2)]);
        assert_eq!(ranked[1].value, Some(Ratio::whole(100)));
        assert_eq!(ranked[0].value, Ratio::new(100, 3));
    }

    #[test]
    fn a_project_without_a_score_has_a_value_but_no_place() {
        let ranked = rank(IMPACT_EFFORT, &[scores(&[5, 0]), scores(&[2, 2]), Vec::new()]);
        assert_eq!((ranked[0].value, ranked[0].place), (Some(Ratio::whole(100)), None));
        assert_eq!((ranked[0].missing.as_slice(), ranked[0].quadrant), (&[1][..], None));
        assert_eq!(ranked[1].place, Some(1));
        assert_eq!((ranked[2].value, ranked[2].missing.len()), (None, 2));
    }

    #[test]
    fn the_corners_are_where_people_look_for_them() {
        let corner = |row: [u8; 2]| rank(IMPACT_EFFORT, &[scores(&row)])[0].quadrant.unwrap();
        assert_eq!([[5, 1], [5, 5]].map(corner), [Quadrant::QuickWin, Quadrant::BigBet]);
        assert_eq!([[1, 1], [1, 5]].map(corner), [Quadrant::FillIn, Quadrant::Leave]);
        assert_eq!(corner([3, 3]), Quadrant::BigBet);
        assert_eq!(rank(IMPORTANCE_TIME_EFFORT, &[scores(&[4, 1, 4])])[0].quadrant, Some(Quadrant::QuickWin));
    }

    proptest! {
        #[test]
        fn a_better_score_never_costs_a_place(projects in vec(vec(1..=5_u8, 3), 1..8), at in 0..8_usize, scale in 0..3_usize) {
            let all: Vec<_> = projects.iter().map(|row| scores(row)).collect();
            let at = at % all.len();
            let better = all[at][scale].and_then(|rating| match IMPORTANCE_TIME_EFFORT[scale].direction {
                Direction::Up => Rating::new(rating.score() + 1),
                Direction::Down => Rating::new(rating.score() - 1),
            });
            let mut changed = all.clone();
            changed[at][scale] = better.or(all[at][scale]);
            let place = |all: &[Vec<Option<Rating>>]| rank(IMPORTANCE_TIME_EFFORT, all)[at].place.unwrap();
            prop_assert!(place(&changed) <= place(&all));
        }
    }
}
