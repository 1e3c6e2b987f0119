//! Re-flow: where minutes come from when time is short.
//!
//! Shortening takes from every stage in proportion to what it has above its floor, not to its length: the floor says
//! what a stage can bear, so all reach it together and none is asked twice.

use std::error::Error;
use std::fmt;

use super::apportion::{apportion, sum};
use super::timebox::{Phase, Slice};

/// The time does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Short {
    /// Minutes that are missing even with every stage at its floor.
    pub by: u32,
    /// Index of the shortest stage whose cut would let the rest fit, if a single one can.
    pub cut: Option<usize>,
}

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "It does not fit by {} min. Nothing was changed. Cut a stage, or end later.", self.by)
    }
}

impl Error for Short {}

/// Minutes to set aside in a session of this many minutes: a twelfth, 5 to 15.
pub fn default_slack(total_minutes: u32) -> u32 {
    (total_minutes / 12).clamp(5, 15)
}

/// New minutes of every stage when `need` minutes are taken from those to come.
///
/// Fixed stages keep theirs; nothing goes below its floor or below what was already spent in it.
///
/// # Errors
/// Where the stages to come cannot give that much.
pub fn share_out(slices: &[Slice], need: u32) -> Result<Vec<u32>, Short> {
    take(slices, need, |_| true)
}

/// New minutes of every stage when `need` minutes are taken from the one at `index`, under the same limits.
///
/// # Errors
/// Where it cannot give that much, is fixed, or is not to come.
pub fn take_from(slices: &[Slice], index: usize, need: u32) -> Result<Vec<u32>, Short> {
    take(slices, need, |candidate| candidate == index)
}

/// New minutes of every stage when the one at `index` is left out; unchanged if it is not to come.
pub fn cut(slices: &[Slice], index: usize) -> Vec<u32> {
    let is_cut = |candidate: usize, slice: &Slice| candidate == index && slice.phase == Phase::ToCome;
    slices.iter().enumerate().map(|(at, slice)| if is_cut(at, slice) { 0 } else { slice.minutes }).collect()
}

fn take(slices: &[Slice], need: u32, may_give: impl Fn(usize) -> bool) -> Result<Vec<u32>, Short> {
    let can_give = |index: usize, slice: &Slice| slice.phase == Phase::ToCome && !slice.is_fixed && may_give(index);
    let limit = |slice: &Slice| slice.floor.max(slice.spent_minutes());
    let room = |(index, slice): (usize, &Slice)| {
        if can_give(index, slice) { slice.minutes.saturating_sub(limit(slice)) } else { 0 }
    };
    let rooms: Vec<u32> = slices.iter().enumerate().map(room).collect();
    if let Some(by) = u64::from(need).checked_sub(sum(&rooms)).filter(|by| *by > 0) {
        // A cut gives all that is not spent; beyond what sharing gives, that is the part between spent and limit.
        let gain = |(index, slice): (usize, &Slice)| {
            let kept = slice.minutes.min(limit(slice));
            can_give(index, slice).then(|| kept.saturating_sub(slice.spent_minutes()))
        };
        return Err(short(slices, by, slices.iter().enumerate().map(gain)));
    }
    let minutes: Vec<u32> = slices.iter().map(|slice| slice.minutes).collect();
    Ok(less(&minutes, &apportion(need.into(), &rooms)))
}

/// The error for `by` missing minutes, where cutting a stage gains that many more than shortening it.
fn short(slices: &[Slice], by: u64, gains: impl Iterator<Item = Option<u32>>) -> Short {
    let enough = slices.iter().zip(gains).enumerate().filter_map(|(index, (slice, gain))| {
        gain.filter(|gain| u64::from(*gain) >= by).map(|_| (slice.minutes, index))
    });
    Short { by: u32::try_from(by).unwrap_or(u32::MAX), cut: enough.min().map(|(_, index)| index) }
}

fn less(minutes: &[u32], taken: &[u32]) -> Vec<u32> {
    minutes.iter().zip(taken).map(|(minutes, taken)| minutes.saturating_sub(*taken)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn free(minutes: u32, floor: u32) -> Slice {
        Slice::to_come(minutes, floor, false)
    }

    fn fixed(minutes: u32, floor: u32) -> Slice {
        Slice::to_come(minutes, floor, true)
    }

    fn with_minutes(slices: &[Slice], minutes: &[u32]) -> Vec<Slice> {
        slices.iter().zip(minutes).map(|(slice, minutes)| Slice { minutes: *minutes, ..*slice }).collect()
    }

    fn minutes(slices: &[Slice]) -> Vec<u32> {
        slices.iter().map(|slice| slice.minutes).collect()
    }

    #[test]
    fn slack_is_a_twelfth_within_limits() {
        assert_eq!([0, 59, 120, 150, 240, u32::MAX].map(default_slack), [5, 5, 10, 12, 15, 15]);
    }

    #[test]
    fn stages_give_in_proportion_to_what_they_have_above_their_floor() {
        let slices = [free(20, 10), fixed(10, 5), free(30, 10), free(15, 15)];
        assert_eq!(share_out(&slices, 10), Ok(vec![17, 10, 23, 15]));
        assert_eq!(share_out(&slices, 30), Ok(vec![10, 10, 10, 15]));
    }

    #[test]
    fn finished_and_current_stages_and_minutes_already_spent_are_not_taken() {
        let done = Slice { phase: Phase::Done, ..free(40, 0) };
        let here = Slice { phase: Phase::Here, ..free(40, 0) };
        let visited = Slice { spent: 14 * 60 + 1, ..free(20, 10) };
        assert_eq!(share_out(&[done, here, visited], 5), Ok(vec![40, 40, 15]));
        assert_eq!(share_out(&[done, here, visited], 6), Err(Short { by: 1, cut: None }));
    }

    #[test]
    fn what_cannot_be_shared_out_names_the_shortest_stage_that_helps() {
        let slices = [free(20, 12), free(25, 15), free(15, 9), fixed(10, 10)];
        assert_eq!(share_out(&slices, 33), Err(Short { by: 9, cut: Some(2) }));
        assert_eq!(share_out(&slices, 34), Err(Short { by: 10, cut: Some(0) }));
        assert_eq!(share_out(&slices, 40), Err(Short { by: 16, cut: None }));
    }

    #[test]
    fn a_named_stage_gives_alone() {
        let slices = [free(20, 12), free(25, 15), fixed(10, 5)];
        assert_eq!(take_from(&slices, 1, 10), Ok(vec![20, 15, 10]));
        assert_eq!(take_from(&slices, 1, 11), Err(Short { by: 1, cut: Some(1) }));
        assert_eq!(take_from(&slices, 1, 26), Err(Short { by: 16, cut: None }));
        assert_eq!(take_from(&slices, 2, 1), Err(Short { by: 1, cut: None }));
        assert_eq!(take_from(&slices, 9, 1), Err(Short { by: 1, cut: None }));
    }

    #[test]
    fn only_a_stage_to_come_can_be_cut() {
        let slices = [Slice { phase: Phase::Done, ..free(20, 12) }, fixed(10, 5), free(25, 15)];
        assert_eq!(cut(&slices, 2), [20, 10, 0]);
        assert_eq!(cut(&slices, 1), [20, 0, 25]);
        assert_eq!(cut(&slices, 0), [20, 10, 25]);
        assert_eq!(cut(&slices, 3), [20, 10, 25]);
    }

    #[test]
    fn being_short_is_told_in_words() {
        let words = Short { by: 6, cut: None }.to_string();
        assert_eq!(words, "It does not fit by 6 min. Nothing was changed. Cut a stage, or end later.");
    }

    fn slices_of(lengths: std::ops::Range<u32>) -> impl Strategy<Value = Vec<Slice>> {
        let phase = prop_oneof![2 => Just(Phase::ToCome), 1 => Just(Phase::Here), 1 => Just(Phase::Done)];
        let slice = (lengths.clone(), lengths, prop::bool::weighted(0.2), 0..4000_i64, phase);
        let slice = slice.prop_map(|(minutes, floor, is_fixed, spent, phase)| {
            let spent = if spent < 2000 { 0 } else { spent };
            Slice { spent, phase, ..Slice::to_come(minutes, floor, is_fixed) }
        });
        prop::collection::vec(slice, 0..14)
    }

    fn plans() -> impl Strategy<Value = Vec<Slice>> {
        prop_oneof![3 => slices_of(0..120), 1 => slices_of(0..u32::MAX)]
    }

    /// A need that is met about as often as it is not.
    fn needs() -> impl Strategy<Value = u32> {
        prop_oneof![3 => 0..300_u32, 1 => any::<u32>()]
    }

    fn lowest(slice: &Slice) -> u32 {
        let is_open = slice.phase == Phase::ToCome && !slice.is_fixed;
        if is_open { slice.floor.max(slice.spent_minutes()).min(slice.minutes) } else { slice.minutes }
    }

    fn keeps_limits(slices: &[Slice], after: &[u32]) -> bool {
        let is_kept = |(slice, after): (&Slice, &u32)| (lowest(slice)..=slice.minutes).contains(after);
        after.len() == slices.len() && slices.iter().zip(after).all(is_kept)
    }

    proptest! {
        #[test]
        fn sharing_out_keeps_the_sum_and_the_limits(slices in plans(), need in needs()) {
            if let Ok(after) = share_out(&slices, need) {
                prop_assert_eq!(sum(&after) + u64::from(need), sum(&minutes(&slices)));
                prop_assert!(keeps_limits(&slices, &after));
            }
        }

        #[test]
        fn sharing_out_nothing_changes_nothing(slices in plans(), index in 0..14_usize) {
            prop_assert_eq!(share_out(&slices, 0), Ok(minutes(&slices)));
            prop_assert_eq!(take_from(&slices, index, 0), Ok(minutes(&slices)));
        }

        #[test]
        fn nobody_gives_a_minute_more_than_their_share(slices in slices_of(0..120), need in 0..300_u32) {
            if let Ok(after) = share_out(&slices, need) {
                let rooms: Vec<f64> = slices.iter().map(|slice| f64::from(slice.minutes - lowest(slice))).collect();
                let whole: f64 = rooms.iter().sum::<f64>().max(1.0);
                for ((slice, after), room) in slices.iter().zip(&after).zip(&rooms) {
                    let fair = f64::from(need) * room / whole;
                    prop_assert!((f64::from(slice.minutes - after) - fair).abs() < 1.0);
                }
            }
        }

        #[test]
        fn being_short_is_exact_and_the_suggested_cut_helps(slices in plans(), need in needs()) {
            if let Err(Short { by, cut: suggested }) = share_out(&slices, need) {
                prop_assert!(by > 0 && share_out(&slices, need - by).is_ok());
                prop_assert!(share_out(&slices, need - by + 1).is_err());
                let after_cut = |index: usize| {
                    let gained = slices[index].minutes.saturating_sub(slices[index].spent_minutes());
                    share_out(&with_minutes(&slices, &cut(&slices, index)), need.saturating_sub(gained))
                };
                let helps = |index: &usize| {
                    slices[*index].phase == Phase::ToCome && !slices[*index].is_fixed && after_cut(*index).is_ok()
                };
                let shortest = (0..slices.len()).filter(helps).min_by_key(|index| slices[*index].minutes);
                prop_assert_eq!(suggested, shortest);
            }
        }

        #[test]
        fn a_named_stage_gives_all_or_nothing(slices in plans(), index in 0..14_usize, need in needs()) {
            if let Ok(after) = take_from(&slices, index, need) {
                prop_assert!(keeps_limits(&slices, &after));
                let mut expected = minutes(&slices);
                if let Some(named) = expected.get_mut(index) {
                    *named -= need;
                }
                prop_assert_eq!(after, expected);
            }
        }
    }
}
