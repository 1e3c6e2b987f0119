//! A plan that has not begun, fitted to the minutes there are.
//!
//! Minutes are poured: first every stage gets its floor, then fixed stages get their length, then the slack, then the
//! others, each in proportion to what it has above its floor. Whoever's turn it is gets what is missing to the next
//! multiple of five, so that times are easy to say, and a minute more in all never makes a stage shorter.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use super::apportion::sum;

/// The minutes that lengths are rounded to where they can be.
const STEP: u32 = 5;

/// The most missing minutes for which a cut is suggested: a week.
const MOST_MISSING: u64 = 7 * 24 * 60;

/// What may become of a stage that has less time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hold {
    /// It may be shortened to its floor, and left out.
    Free,
    /// It may be shortened but not left out: an opening, a closing, what other stages go on with.
    Kept,
    /// It is shortened last, and not left out: a break, a meal.
    Fixed,
}

/// A stage to be fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its length in minutes as planned.
    pub minutes: u32,
    /// The length in minutes below which it never goes; above its length, its length counts.
    pub floor: u32,
    /// What may become of it.
    pub hold: Hold,
}

/// A plan that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitted {
    /// The minutes of every stage.
    pub minutes: Vec<u32>,
    /// The minutes that are set aside.
    pub slack: u32,
}

/// What does not fit, even with every stage at its floor and no slack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The minutes that are missing.
    pub by: u64,
    /// The free stages to leave out, from 0, so that the rest fits: of all that do, those with the fewest planned
    /// minutes, then the fewest. Nothing where leaving out all of them is not enough, or a week is missing.
    pub cut: Option<Vec<usize>>,
}

/// Fits stages to `total` minutes, with `slack` of them set aside.
///
/// Minutes and slack always add up to `total`. The slack shrinks only when the stages are at their floors, fixed stages
/// only when it is gone too. With more time than planned, all but fixed ones grow in proportion to their minutes, and
/// where there are no others, the slack does.
///
/// # Errors
/// Where the floors alone are more than `total`.
pub fn fit(parts: &[Part], total: u32, slack: u32) -> Result<Fitted, Misfit> {
    let mut minutes: Vec<u32> = parts.iter().map(Part::lowest).collect();
    let Some(spare) = u64::from(total).checked_sub(sum(&minutes)) else {
        let by = sum(&minutes) - u64::from(total);
        return Err(Misfit { by, cut: smallest_cut(parts, by) });
    };
    let is_fixed = |part: &Part| part.hold == Hold::Fixed;
    let rooms = |wanted: bool| -> Vec<u32> {
        parts.iter().map(|part| if is_fixed(part) == wanted { part.minutes - part.lowest() } else { 0 }).collect()
    };
    let spare = pour(&mut minutes, spare, &rooms(true), true);
    let kept = spare.min(slack.into());
    let spare = pour(&mut minutes, spare - kept, &rooms(false), true);
    let lengths: Vec<u32> = parts.iter().map(|part| if is_fixed(part) { 0 } else { part.minutes }).collect();
    let over = pour(&mut minutes, spare, &lengths, false);
    Ok(Fitted { minutes, slack: u32::try_from(kept + over).unwrap_or(total) })
}

impl Part {
    fn lowest(&self) -> u32 {
        self.floor.min(self.minutes)
    }
}

/// One stage while minutes are poured: it started `from`, stands at `now` and gets in proportion to `rate`.
struct Glass<'a> {
    now: &'a mut u32,
    from: u64,
    rate: u64,
    is_capped: bool,
}

impl Glass<'_> {
    /// Where its next step ends; nothing where it is full.
    fn next(&self) -> Option<u64> {
        let (now, full) = (u64::from(*self.now), self.from + self.rate);
        let next = (now / u64::from(STEP) + 1) * u64::from(STEP);
        if self.is_capped { (now < full).then(|| next.min(full)) } else { Some(next) }
    }

    /// How full it is in the middle of its next step, as twice a fraction of the rate: (above, below).
    fn turn(&self) -> Option<(u64, u64)> {
        Some((self.next()? + u64::from(*self.now) - 2 * self.from, self.rate))
    }
}

/// Pours `amount` minutes in proportion to `rates`, to no more than each where it is capped; answers what is left over.
fn pour(minutes: &mut [u32], amount: u64, rates: &[u32], is_capped: bool) -> u64 {
    let whole = u128::from(sum(rates));
    let mut glasses: Vec<Glass> = minutes
        .iter_mut()
        .zip(rates)
        .filter(|(_, rate)| **rate > 0)
        .map(|(now, rate)| Glass { from: u64::from(*now), now, rate: u64::from(*rate), is_capped })
        .collect();
    let mut left = amount;
    // A head start to just below everybody's share, so that the steps to take do not grow with the minutes.
    let steps = u64::from(STEP) * u64::try_from(glasses.len()).unwrap_or(u64::MAX);
    let surely = u128::from(amount.saturating_sub(steps).min(sum(rates).max(if is_capped { 0 } else { u64::MAX })));
    for glass in &mut glasses {
        let share = u64::try_from(surely * u128::from(glass.rate) / whole.max(1)).unwrap_or(0);
        let start = (glass.from + share) / u64::from(STEP) * u64::from(STEP);
        left = left.saturating_sub(start.saturating_sub(glass.from));
        *glass.now = u32::try_from(start.max(glass.from)).unwrap_or(u32::MAX);
    }
    while left > 0 {
        let turns = glasses.iter_mut().filter_map(|glass| Some((glass.turn()?, glass.next()?, glass)));
        let first = turns.min_by(|((above, below), _, glass), ((other_above, other_below), _, other)| {
            let turn = u128::from(*above) * u128::from(*other_below);
            turn.cmp(&(u128::from(*other_above) * u128::from(*below))).then(other.from.cmp(&glass.from))
        });
        let Some((_, next, glass)) = first else { break };
        let step = (next - u64::from(*glass.now)).min(left);
        *glass.now = glass.now.saturating_add(u32::try_from(step).unwrap_or(u32::MAX));
        left -= step;
    }
    left
}

/// The free stages that give `by` minutes and lose the fewest: for every gain up to that, the best way to reach it.
fn smallest_cut(parts: &[Part], by: u64) -> Option<Vec<usize>> {
    let free = parts.iter().enumerate().filter(|(_, part)| part.hold == Hold::Free && part.lowest() > 0);
    let mut best = BTreeMap::from([(0_u64, (0_u64, Vec::<usize>::new()))]);
    for (at, part) in free.filter(|_| by <= MOST_MISSING) {
        let with = best.iter().map(|(gain, (loss, cut))| {
            let cut = cut.iter().copied().chain([at]).collect();
            ((gain + u64::from(part.lowest())).min(by), (loss + u64::from(part.minutes), cut))
        });
        for (gain, candidate) in with.collect::<Vec<_>>() {
            let rank = |(loss, cut): &(u64, Vec<usize>)| (*loss, cut.len(), Reverse(cut.clone()));
            let held = best.entry(gain).or_insert_with(|| candidate.clone());
            if rank(&candidate) < rank(held) {
                *held = candidate;
            }
        }
    }
    best.remove(&by).map(|(_, cut)| cut)
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "It does not fit by {} min. Nothing was changed. Leave a stage out, or take longer.", self.by)
    }
}

impl Error for Misfit {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn part(minutes: u32, floor: u32, hold: Hold) -> Part {
        Part { minutes, floor, hold }
    }

    fn sprint() -> Vec<Part> {
        use Hold::{Fixed, Free, Kept};
        let lengths = [(15, 8, Kept), (35, 15, Free), (30, 12, Free), (10, 5, Fixed), (45, 20, Free), (30, 20, Fixed)];
        let afternoon = [(60, 30, Free), (30, 15, Free), (10, 5, Fixed), (60, 27, Free), (20, 10, Free), (15, 8, Kept)];
        let all = lengths.into_iter().chain(afternoon);
        all.map(|(minutes, floor, hold)| part(minutes, floor, hold)).collect()
    }

    #[test]
    fn the_sprint_fits_all_its_lengths() {
        let fitted = |total, slack| fit(&sprint(), total, slack).unwrap();
        assert_eq!(fitted(360, 0).minutes, sprint().iter().map(|part| part.minutes).collect::<Vec<_>>());
        assert_eq!(fitted(270, 0).minutes, [10, 25, 20, 10, 30, 30, 45, 20, 10, 45, 15, 10]);
        assert_eq!(fitted(180, 0).minutes, [8, 15, 12, 5, 20, 25, 30, 15, 5, 27, 10, 8]);
        assert_eq!(fitted(180, 15).slack, 0);
        assert_eq!(
            fitted(270, 15),
            Fitted { minutes: vec![10, 20, 20, 10, 30, 30, 40, 20, 10, 40, 15, 10], slack: 15 }
        );
        assert_eq!(fitted(420, 15).slack, 15);
    }

    #[test]
    fn what_does_not_fit_is_said_with_the_cheapest_cut() {
        assert_eq!(fit(&sprint(), 170, 15), Err(Misfit { by: 5, cut: Some(vec![10]) }));
        assert_eq!(fit(&sprint(), 150, 0), Err(Misfit { by: 25, cut: Some(vec![7, 10]) }));
        assert_eq!(fit(&sprint(), 20, 0), Err(Misfit { by: 155, cut: None }));
        let words = fit(&sprint(), 170, 0).unwrap_err().to_string();
        assert_eq!(words, "It does not fit by 5 min. Nothing was changed. Leave a stage out, or take longer.");
    }

    #[test]
    fn a_longer_day_leaves_breaks_as_they_are_and_a_day_of_breaks_leaves_slack() {
        let day = [part(20, 10, Hold::Free), part(10, 5, Hold::Fixed), part(40, 20, Hold::Kept)];
        assert_eq!(fit(&day, 100, 0), Ok(Fitted { minutes: vec![30, 10, 60], slack: 0 }));
        assert_eq!(fit(&[part(10, 5, Hold::Fixed)], 60, 5), Ok(Fitted { minutes: vec![10], slack: 50 }));
        assert_eq!(fit(&[], 60, 5), Ok(Fitted { minutes: vec![], slack: 60 }));
    }

    fn parts() -> impl Strategy<Value = Vec<Part>> {
        let hold = prop_oneof![4 => Just(Hold::Free), 1 => Just(Hold::Kept), 1 => Just(Hold::Fixed)];
        let lengths = prop_oneof![5 => 0..121_u32, 1 => 0..24_u32, 1 => (0..24_u32).prop_map(|fives| fives * 5)];
        let part = (lengths.clone(), lengths, hold).prop_map(|(minutes, floor, hold)| Part { minutes, floor, hold });
        vec(part, 0..14)
    }

    fn lengths(parts: &[Part]) -> (u64, u64) {
        let all = |length: fn(&Part) -> u32| parts.iter().map(length).map(u64::from).sum();
        (all(Part::lowest), all(|part| part.minutes))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn the_sum_is_exact_and_floors_are_kept(parts in parts(), total in 0..1500_u32, slack in 0..40_u32) {
            match fit(&parts, total, slack) {
                Ok(Fitted { minutes, slack: left }) => {
                    prop_assert_eq!(minutes.len(), parts.len());
                    prop_assert_eq!(sum(&minutes) + u64::from(left), u64::from(total));
                    prop_assert!(parts.iter().zip(&minutes).all(|(part, minutes)| *minutes >= part.lowest()));
                }
                Err(Misfit { by, .. }) => prop_assert_eq!(by + u64::from(total), lengths(&parts).0),
            }
        }

        #[test]
        fn a_minute_more_makes_no_stage_shorter(parts in parts(), total in 0..1500_u32, slack in 0..40_u32) {
            if let Ok(fitted) = fit(&parts, total, slack) {
                let more = fit(&parts, total + 1, slack).unwrap();
                prop_assert!(fitted.slack <= more.slack);
                prop_assert!(fitted.minutes.iter().zip(&more.minutes).all(|(one, other)| one <= other));
            }
        }

        #[test]
        fn a_stage_that_was_longer_and_has_a_higher_floor_stays_at_least_as_long(parts in parts(), total in 0..1500_u32) {
            if let Ok(Fitted { minutes, .. }) = fit(&parts, total, 0) {
                let both: Vec<_> = parts.iter().zip(minutes).filter(|(part, _)| part.hold != Hold::Fixed).collect();
                for ((one, after), (other, other_after)) in both.iter().flat_map(|one| both.iter().map(move |other| (one, other))) {
                    if one.minutes > other.minutes && one.lowest() >= other.lowest() {
                        prop_assert!(after >= other_after, "{one:?} {after}, {other:?} {other_after}");
                    }
                }
            }
        }

        #[test]
        fn at_most_one_length_is_neither_a_bound_nor_a_multiple_of_five(parts in parts(), total in 0..1500_u32) {
            if let Ok(Fitted { minutes, .. }) = fit(&parts, total, 0) {
                let is_odd = |(part, after): &(&Part, &u32)| {
                    **after % STEP != 0 && **after != part.lowest() && **after != part.minutes
                };
                prop_assert!(parts.iter().zip(&minutes).filter(is_odd).count() <= 1);
            }
        }

        #[test]
        fn nobody_is_far_from_their_share(parts in parts(), total in 0..1500_u32) {
            let (floors, planned) = lengths(&parts);
            let is_loose = parts.iter().all(|part| part.hold != Hold::Fixed);
            if let Some(Fitted { minutes, .. }) = fit(&parts, total, 0).ok().filter(|_| is_loose && u64::from(total) <= planned) {
                let (spare, whole) = (u64::from(total) - floors, (planned - floors).max(1));
                for (part, after) in parts.iter().zip(minutes) {
                    let fair = spare * u64::from(part.minutes - part.lowest());
                    let given = u64::from(after - part.lowest()) * whole;
                    prop_assert!(given.abs_diff(fair) <= 2 * u64::from(STEP) * whole);
                }
            }
        }

        #[test]
        fn slack_gives_before_fixed_stages_and_after_the_others(parts in parts(), total in 0..1500_u32, slack in 0..40_u32) {
            if let Ok(Fitted { minutes, slack: left }) = fit(&parts, total, slack) {
                let pairs = || parts.iter().zip(&minutes);
                if left < slack {
                    prop_assert!(pairs().all(|(part, after)| part.hold == Hold::Fixed || *after == part.lowest()));
                }
                if pairs().any(|(part, after)| part.hold == Hold::Fixed && *after < part.minutes) {
                    prop_assert_eq!(left, 0);
                }
            }
        }

        #[test]
        fn the_suggested_cut_is_the_best_of_all(parts in vec((1..90_u32, 0..90_u32, any::<bool>()), 1..9), total in 0..300_u32) {
            let hold = |is_free| if is_free { Hold::Free } else { Hold::Kept };
            let parts: Vec<Part> = parts.into_iter().map(|(minutes, floor, is_free)| part(minutes, floor, hold(is_free))).collect();
            if let Err(Misfit { cut, .. }) = fit(&parts, total, 0) {
                let is_in = |mask: u32, at: usize| mask >> at & 1 == 1;
                let helps = |mask: &u32| {
                    let is_allowed = (0..parts.len()).all(|at| !is_in(*mask, at) || parts[at].hold == Hold::Free);
                    let rest: Vec<Part> = (0..parts.len()).filter(|at| !is_in(*mask, *at)).map(|at| parts[at]).collect();
                    is_allowed && fit(&rest, total, 0).is_ok()
                };
                let loss = |cut: &[usize]| cut.iter().map(|at| parts[*at].minutes).sum::<u32>();
                let all = (0..1_u32 << parts.len()).filter(helps);
                let best = all.map(|mask| loss(&(0..parts.len()).filter(|at| is_in(mask, *at)).collect::<Vec<_>>())).min();
                prop_assert_eq!(cut.as_deref().map(loss), best);
                if let Some(cut) = cut {
                    prop_assert!(helps(&cut.iter().fold(0, |mask, at| mask | 1 << at)));
                }
            }
        }

        #[test]
        fn no_length_is_too_long(parts in vec((any::<u32>(), any::<u32>()), 0..9), total: u32, slack: u32) {
            let parts: Vec<Part> = parts.into_iter().map(|(minutes, floor)| part(minutes, floor, Hold::Free)).collect();
            if let Ok(Fitted { minutes, slack }) = fit(&parts, total, slack) {
                prop_assert_eq!(sum(&minutes) + u64::from(slack), u64::from(total));
            }
        }
    }
}
