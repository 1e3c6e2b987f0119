//! The course of a day as planned: when each stage starts, what is set aside, and whether it all fits.

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::session::Session;
use super::stage::Stage;

/// What one press makes longer or shorter, in minutes.
const STEP: u32 = 5;

/// The times of a session that has not begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agenda {
    /// When each stage starts, in order.
    pub starts: Vec<DateTime<FixedOffset>>,
    /// When the last stage ends.
    pub slack_starts: DateTime<FixedOffset>,
    /// When everything ends, what is set aside included; later than promised where it does not fit.
    pub ends: DateTime<FixedOffset>,
    /// Whether it fits.
    pub fit: Fit,
}

/// Whether the stages fit into the length that was promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// With this many minutes to spare, at least one.
    Spare(u32),
    /// To the minute.
    Exactly,
    /// Not by this many minutes, at least one.
    Short(u32),
}

impl Session {
    /// The times of the day if it starts at `from`.
    pub fn agenda(&self, from: DateTime<FixedOffset>) -> Agenda {
        let mut at = from;
        let mut starts = Vec::with_capacity(self.stages.len());
        for stage in &self.stages {
            starts.push(at);
            at = later(at, stage.current_minutes());
        }
        let fit = Fit::of(self.slack());
        let ends = if let Fit::Spare(minutes) = fit { later(at, minutes) } else { at };
        Agenda { starts, slack_starts: at, ends, fit }
    }
}

impl Fit {
    /// What `slack` minutes mean; negative where the stages take more than there is.
    fn of(slack: i64) -> Self {
        let minutes = u32::try_from(slack.unsigned_abs()).unwrap_or(u32::MAX);
        match slack {
            0 => Self::Exactly,
            1.. => Self::Spare(minutes),
            _ => Self::Short(minutes),
        }
    }
}

impl Stage {
    /// The fewest minutes that it can be planned with.
    pub fn floor(&self) -> u32 {
        self.at_least.max(1)
    }

    /// Its planned minutes one step longer: the next multiple of five.
    pub fn longer(&self) -> u32 {
        (self.minutes / STEP).saturating_add(1).saturating_mul(STEP)
    }

    /// Its planned minutes one step shorter: the multiple of five before, but never below its floor. None where it is
    /// there already.
    pub fn shorter(&self) -> Option<u32> {
        let fewer = self.minutes.saturating_sub(1) / STEP * STEP;
        Some(fewer.max(self.floor())).filter(|fewer| *fewer < self.minutes)
    }
}

/// `from` plus minutes; past the end of the calendar, `from` itself.
fn later(from: DateTime<FixedOffset>, minutes: u32) -> DateTime<FixedOffset> {
    from.checked_add_signed(TimeDelta::minutes(minutes.into())).unwrap_or(from)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::model::id::IdSource;
    use crate::model::template::Template;

    fn at(time: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(&format!("2026-03-12T{time}:00+01:00")).unwrap()
    }

    static SESSION: LazyLock<Session> = LazyLock::new(|| {
        let template: Template = serde_json::from_str(include_str!("../../templates/strategic-session.json")).unwrap();
        template.session("en", &mut IdSource::new(1), at("08:00"))
    });

    fn session() -> Session {
        SESSION.clone()
    }

    fn stage(minutes: u32, at_least: u32) -> Stage {
        let mut stage = session().stages.remove(0);
        (stage.minutes, stage.at_least) = (minutes, at_least);
        stage
    }

    #[test]
    fn stages_follow_one_another_and_the_slack_stands_last() {
        let mut session = session();
        session.length = session.planned_minutes() + 5;
        let agenda = session.agenda(at("09:30"));
        assert_eq!(agenda.starts.iter().take(3).copied().collect::<Vec<_>>(), [at("09:30"), at("09:45"), at("10:00")]);
        assert_eq!(agenda.fit, Fit::Spare(5));
        assert_eq!(agenda.ends - agenda.slack_starts, TimeDelta::minutes(5));
        assert_eq!(agenda.ends - at("09:30"), TimeDelta::minutes(session.length.into()));
    }

    #[test]
    fn what_does_not_fit_ends_later_and_says_by_how_much() {
        let mut session = session();
        session.length = session.planned_minutes();
        assert_eq!(session.agenda(at("09:30")).fit, Fit::Exactly);
        session.length -= 10;
        let agenda = session.agenda(at("09:30"));
        assert_eq!(agenda.fit, Fit::Short(10));
        assert_eq!(agenda.ends, agenda.slack_starts);
    }

    #[test]
    fn a_stage_stops_at_its_floor_and_comes_back_to_round_minutes() {
        assert_eq!(stage(10, 8).shorter(), Some(8));
        assert_eq!(stage(8, 8).shorter(), None);
        assert_eq!(stage(8, 8).longer(), 10);
        assert_eq!(stage(5, 0).shorter(), Some(1));
        assert_eq!(stage(6, 8).shorter(), None);
    }

    proptest! {
        #[test]
        fn no_number_of_minutes_is_too_much(minutes: Vec<u32>, length: u32) {
            let mut session = session();
            session.length = length;
            let any = stage(0, 3);
            session.stages = minutes.iter().map(|minutes| Stage { minutes: *minutes, ..any.clone() }).collect();
            let agenda = session.agenda(at("09:30"));
            prop_assert_eq!(agenda.starts.len(), minutes.len());
            prop_assert!(agenda.starts.is_sorted() && agenda.ends >= agenda.slack_starts);
        }

        #[test]
        fn steps_move_by_at_most_five_and_stay_above_the_floor(minutes in 1_u32..1000, floor in 0_u32..30) {
            let stage = stage(minutes, floor);
            prop_assert!((1..=5).contains(&(stage.longer() - minutes)));
            if let Some(fewer) = stage.shorter() {
                prop_assert!((1..=5).contains(&(minutes - fewer)) && fewer >= floor.max(1));
            }
        }
    }
}
