//! The time left of a stage as the room sees it: whole minutes, words at the end, and never less than none.

use chrono::{DateTime, FixedOffset};

use crate::lang::Texts;
use crate::model::session::State;
use crate::model::shared::{Shared, SharedStage};

/// What is said of the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Minutes {
    /// Nothing: no clock is wanted, or it has not begun.
    None,
    /// More than two minutes are left.
    Many(u32),
    /// More than one.
    Two,
    /// The last one.
    One,
    /// It is over, by however much.
    Over,
}

impl Minutes {
    /// The time of one stage.
    pub(super) fn of(shared: &Shared, stage: usize, now: DateTime<FixedOffset>) -> Self {
        let Some(left) = left(shared, stage, now) else { return Self::None };
        match u32::try_from(left) {
            Err(_) | Ok(0) => Self::Over,
            Ok(1..=60) => Self::One,
            Ok(61..=120) => Self::Two,
            Ok(seconds) => Self::Many(seconds.div_ceil(60)),
        }
    }

    /// In how many seconds that will be something else, if ever.
    pub(super) fn changes_in(shared: &Shared, stage: usize, now: DateTime<FixedOffset>) -> Option<i64> {
        shared.stages.get(stage)?.clock.runs_since?;
        let left = left(shared, stage, now).filter(|left| *left > 0)?;
        Some((left - 1) % 60 + 1)
    }

    /// In words; empty where nothing is said.
    pub(super) fn words(self, texts: &Texts) -> String {
        match self {
            Self::None => String::new(),
            Self::Many(minutes) => (texts.room.minutes)(minutes),
            Self::Two => texts.room.two_minutes.to_owned(),
            Self::One => texts.room.one_minute.to_owned(),
            Self::Over => texts.room.time.to_owned(),
        }
    }
}

/// Seconds left; none where nobody wants to see them.
pub(super) fn left(shared: &Shared, stage: usize, now: DateTime<FixedOffset>) -> Option<i64> {
    let is_counted = |stage: &&SharedStage| {
        !shared.clock_off && shared.state.is_under_way() && stage.clock.began.is_some() && shared.state != State::Closed
    };
    let stage = shared.stages.get(stage).filter(is_counted)?;
    Some((i64::from(stage.minutes) * 60).saturating_sub(stage.clock.spent(now)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::strategies::{at, sample};
    use crate::model::timebox::Visit;

    #[test]
    fn whole_minutes_become_words_and_are_never_less_than_none() {
        let mut session = sample();
        session.stages[0].clock.visits.push(Visit::new(at("09:00"), None));
        let shared = Shared::of(&session);
        let says = |seconds| Minutes::of(&shared, 0, at("09:00") + chrono::TimeDelta::seconds(seconds));
        assert_eq!(
            [0, 1, 60, 61].map(says),
            [Minutes::Many(30), Minutes::Many(30), Minutes::Many(29), Minutes::Many(29)]
        );
        let last = [28 * 60 - 1, 28 * 60, 29 * 60 - 1, 29 * 60, 30 * 60 - 1, 30 * 60, 300 * 60];
        let words =
            [Minutes::Many(3), Minutes::Two, Minutes::Two, Minutes::One, Minutes::One, Minutes::Over, Minutes::Over];
        assert_eq!(last.map(says), words);
        assert_eq!(Minutes::of(&shared, 1, at("09:00")), Minutes::None, "it has not begun");
        assert_eq!(Minutes::of(&shared, 99, at("09:00")), Minutes::None);
    }

    #[test]
    fn the_screen_wakes_when_the_words_change_and_not_before() {
        let mut session = sample();
        session.stages[0].clock.visits.push(Visit::new(at("09:00"), None));
        let shared = Shared::of(&session);
        let moment = |seconds| at("09:00") + chrono::TimeDelta::seconds(seconds);
        let mut seconds = 0;
        let mut wakes = 0;
        while let Some(wait) = Minutes::changes_in(&shared, 0, moment(seconds)) {
            let before = Minutes::of(&shared, 0, moment(seconds));
            assert_eq!(Minutes::of(&shared, 0, moment(seconds + wait - 1)), before);
            assert_ne!(Minutes::of(&shared, 0, moment(seconds + wait)), before);
            seconds += wait;
            wakes += 1;
        }
        assert_eq!((seconds, wakes), (30 * 60, 30));
    }
}
