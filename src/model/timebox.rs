//! The arithmetic of the clock: stamps in, numbers out, nothing ticks.
//!
//! What holds everything together: the minutes of all slices plus the slack are the length that was promised. A choice
//! moves minutes between them ("end later" adds to the slack), and the end follows.

use chrono::{DateTime, FixedOffset, TimeDelta};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Where a stage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Finished; what it left over went to the slack.
    Done,
    /// Under way; at most one is.
    Here,
    /// Not finished and not under way, though it may have been visited.
    ToCome,
}

/// One stage's share of the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    /// Minutes when the session started.
    pub planned: u32,
    /// Minutes as re-planned since.
    pub minutes: u32,
    /// Minutes below which no re-flow goes.
    pub floor: u32,
    /// Whether it keeps its minutes while the session runs: a break, a meal.
    pub is_fixed: bool,
    /// Seconds spent, corrections included.
    pub spent: i64,
    /// Where it stands.
    pub phase: Phase,
}

/// The time of a whole session: its stages in order, and what is set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timebox {
    /// The stages, in order.
    pub slices: Vec<Slice>,
    /// Minutes set aside; may be negative after choices.
    pub slack: i64,
}

/// What the clock says about the current stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// More than two minutes are left.
    Left {
        /// Whole minutes, rounded up.
        minutes: u32,
    },
    /// The last two minutes.
    TwoMinutes {
        /// Seconds left, 0 to 120.
        seconds: u32,
    },
    /// The time is over.
    Over {
        /// Whole minutes, rounded up, so that it never says 0.
        minutes: u32,
    },
}

/// One stretch of work on a stage, from entering to leaving or pausing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Visit {
    /// When it began.
    pub from: DateTime<FixedOffset>,
    /// When it ended; absent while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<DateTime<FixedOffset>>,
    /// Keys of later versions, kept.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Visit {
    /// A stretch of work; it lasts where it has no end.
    pub fn new(from: DateTime<FixedOffset>, to: Option<DateTime<FixedOffset>>) -> Self {
        Self { from, to, rest: Map::new() }
    }
}

impl Slice {
    /// A stage nobody has entered yet; lengths in minutes.
    pub fn to_come(minutes: u32, floor: u32, is_fixed: bool) -> Self {
        Self { planned: minutes, minutes, floor, is_fixed, spent: 0, phase: Phase::ToCome }
    }

    /// Seconds left of its minutes; negative when it is over.
    pub fn left(&self) -> i64 {
        (i64::from(self.minutes) * 60).saturating_sub(self.spent)
    }

    /// Whole minutes spent, rounded up.
    pub fn spent_minutes(&self) -> u32 {
        minutes_up(self.spent)
    }

    /// Seconds it will still take if all goes well from here.
    fn remaining(&self) -> i64 {
        match self.phase {
            Phase::Done => 0,
            Phase::Here | Phase::ToCome => self.left().max(0),
        }
    }

    /// Seconds it gives to the slack, or takes from it when negative; only a finished stage gives.
    fn gives(&self) -> i64 {
        match self.phase {
            Phase::Done => self.left(),
            Phase::Here | Phase::ToCome => self.left().min(0),
        }
    }
}

impl Timebox {
    fn here(&self) -> Option<&Slice> {
        self.slices.iter().find(|slice| slice.phase == Phase::Here)
    }

    /// Seconds left in the current stage; negative when it is over, 0 when none is under way.
    pub fn left_here(&self) -> i64 {
        self.here().map_or(0, Slice::left)
    }

    /// How much of the current stage has passed, 0 to 1; 0 when none is under way, 1 when it has no minutes.
    pub fn elapsed_share(&self) -> f64 {
        self.here().map_or(0.0, |here| {
            let spent = f64::from(u32::try_from(here.spent.max(0)).unwrap_or(u32::MAX));
            let whole = f64::from(here.minutes) * 60.0;
            if spent < whole { spent / whole } else { 1.0 }
        })
    }

    /// What the clock says; nothing when no stage is under way.
    pub fn reading(&self) -> Option<Reading> {
        let left = self.here()?.left();
        Some(match u32::try_from(left) {
            Err(_) => Reading::Over { minutes: minutes_up(left.saturating_neg()) },
            Ok(seconds @ 0..=120) => Reading::TwoMinutes { seconds },
            Ok(_) => Reading::Left { minutes: minutes_up(left) },
        })
    }

    /// Seconds of slack left; negative when more was used than was set aside.
    ///
    /// A finished stage gives what it left over; every stage that is over, wherever it stands, eats from it.
    pub fn slack_left(&self) -> i64 {
        sum(self.slices.iter().map(Slice::gives)).saturating_add(self.slack.saturating_mul(60))
    }

    /// Seconds of work in the stages to come.
    pub fn to_come(&self) -> i64 {
        sum(self.slices.iter().filter(|slice| slice.phase == Phase::ToCome).map(Slice::remaining))
    }

    /// When the last stage ends and the slack begins.
    pub fn slack_starts(&self, now: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
        later(now, sum(self.slices.iter().map(Slice::remaining)))
    }

    /// When the whole thing ends: it stands still while there is slack to eat.
    pub fn ends_at(&self, now: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
        later(self.slack_starts(now), self.slack_left().max(0))
    }

    /// Seconds by which stages have moved the end.
    pub fn lateness(&self) -> i64 {
        self.slack_left().saturating_neg().max(0)
    }

    /// For every stage to come, when it will start; nothing for the others, which have their visits.
    pub fn starts(&self, now: DateTime<FixedOffset>) -> Vec<Option<DateTime<FixedOffset>>> {
        let mut start = later(now, self.left_here().max(0));
        let project = |slice: &Slice| {
            (slice.phase == Phase::ToCome).then(|| {
                let this = start;
                start = later(start, slice.remaining());
                this
            })
        };
        self.slices.iter().map(project).collect()
    }

    /// For every stage, the minutes it took or will take as things stand.
    ///
    /// Finished: what was spent, to the nearest minute. Others: their minutes, or what was spent if that is more.
    pub fn now_minutes(&self) -> Vec<u32> {
        let column = |slice: &Slice| match slice.phase {
            Phase::Done => whole_minutes(slice.spent.saturating_add(30)),
            Phase::Here | Phase::ToCome => slice.minutes.max(slice.spent_minutes()),
        };
        self.slices.iter().map(column).collect()
    }
}

/// Seconds spent in these visits until `now`, with the correction added; never negative.
///
/// A visit during which the clock of the machine went backwards counts 0.
pub fn spent(visits: &[Visit], corrected: i64, now: DateTime<FixedOffset>) -> i64 {
    let lengths = visits.iter().map(|visit| (visit.to.unwrap_or(now) - visit.from).num_seconds().max(0));
    sum(lengths).saturating_add(corrected).max(0)
}

/// Whole minutes between two moments at which the program was awake, where they are more than ten minutes apart.
pub fn gap(last_seen: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> Option<u32> {
    let away = now - last_seen;
    (away > TimeDelta::minutes(10)).then(|| whole_minutes(away.num_seconds()))
}

/// `from` plus seconds; past the end of the calendar, `from` itself.
fn later(from: DateTime<FixedOffset>, seconds: i64) -> DateTime<FixedOffset> {
    TimeDelta::try_seconds(seconds).and_then(|delta| from.checked_add_signed(delta)).unwrap_or(from)
}

fn sum(seconds: impl Iterator<Item = i64>) -> i64 {
    seconds.fold(0, i64::saturating_add)
}

/// Seconds in whole minutes, rounded down; 0 for less than none.
fn whole_minutes(seconds: i64) -> u32 {
    u32::try_from(seconds.max(0) / 60).unwrap_or(u32::MAX)
}

/// Seconds in whole minutes, rounded up; 0 for less than none.
fn minutes_up(seconds: i64) -> u32 {
    whole_minutes(seconds.saturating_add(59))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(time: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(&format!("2026-03-12T{time}:00+01:00")).unwrap()
    }

    fn slice(minutes: u32, spent: i64, phase: Phase) -> Slice {
        Slice { spent, phase, ..Slice::to_come(minutes, minutes / 2, false) }
    }

    /// The time sheet of the wireframe, with `spent` seconds in Goals.
    fn sheet(spent: i64) -> Timebox {
        use Phase::{Done, Here, ToCome};
        Timebox {
            slices: vec![
                slice(25, 27 * 60, Done),
                slice(20, 18 * 60, Done),
                slice(30, spent, Here),
                slice(10, 0, ToCome),
                slice(20, 0, ToCome),
                slice(25, 0, ToCome),
                slice(15, 0, ToCome),
            ],
            slack: 5,
        }
    }

    fn alone(minutes: u32, spent: i64) -> Timebox {
        Timebox { slices: vec![slice(minutes, spent, Phase::Here)], slack: 0 }
    }

    #[test]
    fn the_time_sheet_reads_as_drawn() {
        let (sheet, now) = (sheet(34 * 60), at("10:49"));
        assert_eq!(sheet.reading(), Some(Reading::Over { minutes: 4 }));
        assert_eq!(sheet.now_minutes(), [27, 18, 34, 10, 20, 25, 15]);
        assert_eq!(sheet.slack_left(), 60);
        assert_eq!(sheet.lateness(), 0);
        let starts = [None, None, None, Some("10:49"), Some("10:59"), Some("11:19"), Some("11:44")];
        assert_eq!(sheet.starts(now), starts.map(|start| start.map(at)));
        assert_eq!(sheet.slack_starts(now), at("11:59"));
        assert_eq!(sheet.ends_at(now), at("12:00"));
        assert_eq!(Timebox { slack: 15, ..sheet }.ends_at(now), at("12:10"));
    }

    #[test]
    fn the_end_moves_only_when_the_slack_is_gone() {
        assert_eq!(sheet(35 * 60).ends_at(at("10:50")), at("12:00"));
        assert_eq!(sheet(35 * 60).lateness(), 0);
        assert_eq!(sheet(41 * 60).ends_at(at("10:56")), at("12:06"));
        assert_eq!(sheet(41 * 60).lateness(), 6 * 60);
    }

    #[test]
    fn an_under_run_goes_to_the_slack_and_not_to_the_next_stage() {
        let mut sheet = sheet(20 * 60);
        let end = sheet.ends_at(at("10:35"));
        assert_eq!(sheet.slack_left(), 5 * 60);
        sheet.slices[2].phase = Phase::Done;
        sheet.slices[3].phase = Phase::Here;
        assert_eq!(sheet.slack_left(), 15 * 60);
        assert_eq!(sheet.left_here(), 10 * 60);
        assert_eq!(sheet.ends_at(at("10:35")), end);
    }

    #[test]
    fn a_stage_left_over_time_and_not_finished_still_eats_slack() {
        let mut sheet = sheet(34 * 60);
        sheet.slices[2].phase = Phase::ToCome;
        sheet.slices[3].phase = Phase::Here;
        assert_eq!(sheet.slack_left(), 60);
        assert_eq!(sheet.ends_at(at("10:49")), at("12:00"));
        assert_eq!(sheet.now_minutes()[2], 34);
    }

    #[test]
    fn choices_may_leave_less_than_no_slack() {
        let late = Timebox { slack: -3, ..alone(30, 0) };
        assert_eq!(late.lateness(), 180);
        assert_eq!(late.ends_at(at("10:00")), at("10:30"));
    }

    #[test]
    fn the_clock_rounds_up_and_changes_its_words_at_two_minutes() {
        let reading = |left: i64| alone(30, 1800 - left).reading();
        assert_eq!(reading(1800), Some(Reading::Left { minutes: 30 }));
        assert_eq!(reading(1799), Some(Reading::Left { minutes: 30 }));
        assert_eq!(reading(121), Some(Reading::Left { minutes: 3 }));
        assert_eq!(reading(120), Some(Reading::TwoMinutes { seconds: 120 }));
        assert_eq!(reading(0), Some(Reading::TwoMinutes { seconds: 0 }));
        assert_eq!(reading(-1), Some(Reading::Over { minutes: 1 }));
        assert_eq!(reading(-60), Some(Reading::Over { minutes: 1 }));
        assert_eq!(reading(-61), Some(Reading::Over { minutes: 2 }));
    }

    #[test]
    fn minutes_over_agree_with_the_now_column() {
        let over = alone(30, 1801);
        assert_eq!(over.reading(), Some(Reading::Over { minutes: 1 }));
        assert_eq!(over.now_minutes(), [31]);
    }

    #[test]
    fn the_line_fills_and_then_stays_full() {
        let share = |minutes, spent| alone(minutes, spent).elapsed_share();
        let filled = [share(30, -5), share(30, 450), share(30, 1800), share(30, 9000), share(0, 0)];
        assert!(filled.iter().zip([0.0, 0.25, 1.0, 1.0, 1.0]).all(|(is, should)| (is - should).abs() < 1e-9));
    }

    #[test]
    fn before_the_first_stage_nothing_is_under_way() {
        let plan = Timebox { slices: vec![Slice::to_come(25, 15, false)], slack: 5 };
        assert_eq!((plan.left_here(), plan.reading()), (0, None));
        assert!(plan.elapsed_share().abs() < 1e-9);
        assert_eq!(plan.starts(at("09:30")), [Some(at("09:30"))]);
        assert_eq!(plan.ends_at(at("09:30")), at("10:00"));
    }

    #[test]
    fn finished_stages_round_to_the_nearest_minute() {
        let done = |spent| Timebox { slices: vec![slice(20, spent, Phase::Done)], slack: 0 }.now_minutes();
        assert_eq!((done(1049), done(1050), done(-90)), (vec![17], vec![18], vec![0]));
    }

    #[test]
    fn visits_add_up_with_the_open_one_and_the_correction() {
        let visit = |from, to: Option<&str>| Visit::new(at(from), to.map(at));
        let visits = [visit("09:30", Some("09:40")), visit("10:00", None)];
        assert_eq!(spent(&visits, 0, at("10:05")), 15 * 60);
        assert_eq!(spent(&visits, -300, at("10:05")), 10 * 60);
        assert_eq!(spent(&visits, -9000, at("10:05")), 0);
        assert_eq!(spent(&visits, 0, at("09:50")), 10 * 60);
        assert_eq!(spent(&[visit("09:30", Some("09:00"))], 60, at("10:00")), 60);
    }

    #[test]
    fn an_offset_that_changes_on_the_way_does_not_count() {
        let visit: Visit =
            serde_json::from_str(r#"{"from":"2026-03-29T01:50:00+01:00","to":"2026-03-29T03:10:00+02:00"}"#).unwrap();
        assert_eq!(spent(&[visit], 0, at("10:00")), 20 * 60);
    }

    #[test]
    fn visits_are_written_as_they_were_read() {
        for text in [
            r#"{"from":"2026-03-12T09:30:00+01:00"}"#,
            r#"{"from":"2026-03-12T09:30:00+01:00","to":"2026-03-12T09:57:00+01:00"}"#,
        ] {
            let visit: Visit = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&visit).unwrap(), text);
        }
    }

    #[test]
    fn only_an_absence_of_more_than_ten_minutes_is_asked_about() {
        assert_eq!(gap(at("10:00"), at("10:48")), Some(48));
        assert_eq!(gap(at("10:00"), at("10:10")), None);
        assert_eq!(gap(at("10:00"), at("10:10") + TimeDelta::seconds(1)), Some(10));
        assert_eq!(gap(at("10:00"), at("09:00")), None);
    }

    fn any_slice() -> impl Strategy<Value = Slice> {
        let phase = prop_oneof![Just(Phase::Done), Just(Phase::Here), Just(Phase::ToCome)];
        (any::<u32>(), any::<i64>(), phase).prop_map(|(minutes, spent, phase)| slice(minutes, spent, phase))
    }

    /// A session as it runs: finished stages, one under way, others that may have been visited.
    fn running() -> impl Strategy<Value = Timebox> {
        let stages = prop::collection::vec((0..200_u32, 0..20_000_i64), 1..12);
        (stages, 0..12_usize, -30..60_i64).prop_map(|(stages, here, slack)| {
            let here = here.min(stages.len() - 1);
            let phase = |index: usize| match index.cmp(&here) {
                std::cmp::Ordering::Less => Phase::Done,
                std::cmp::Ordering::Equal => Phase::Here,
                std::cmp::Ordering::Greater => Phase::ToCome,
            };
            let slices =
                stages.iter().enumerate().map(|(index, (minutes, spent))| slice(*minutes, *spent, phase(index)));
            Timebox { slices: slices.collect(), slack }
        })
    }

    proptest! {
        #[test]
        fn the_end_is_the_promised_one_plus_the_lateness(timebox in running()) {
            let started = at("09:30");
            let worked: i64 = timebox.slices.iter().map(|slice| slice.spent).sum();
            let minutes: i64 = timebox.slices.iter().map(|slice| i64::from(slice.minutes)).sum();
            let promised = minutes + timebox.slack;
            let end = timebox.ends_at(started + TimeDelta::seconds(worked));
            prop_assert_eq!((end - started).num_seconds(), promised * 60 + timebox.lateness());
        }

        #[test]
        fn starts_follow_one_another_up_to_the_slack(timebox in running()) {
            let now = at("11:00");
            let mut starts: Vec<_> = timebox.starts(now).into_iter().flatten().collect();
            starts.push(timebox.slack_starts(now));
            prop_assert!(starts.is_sorted());
            prop_assert_eq!(starts[0], now + TimeDelta::seconds(timebox.left_here().max(0)));
            let parts = timebox.left_here().max(0) + timebox.to_come();
            prop_assert_eq!(timebox.slack_starts(now), now + TimeDelta::seconds(parts));
        }

        #[test]
        fn no_numbers_are_too_large(slices in prop::collection::vec(any_slice(), 0..20), slack: i64, corrected: i64) {
            let (timebox, now) = (Timebox { slices, slack }, at("11:00"));
            let count = timebox.slices.len();
            prop_assert_eq!((timebox.now_minutes().len(), timebox.starts(now).len()), (count, count));
            prop_assert!((0.0..=1.0).contains(&timebox.elapsed_share()));
            prop_assert!(timebox.lateness() >= 0 && timebox.to_come() >= 0);
            prop_assert!(timebox.ends_at(now) >= now);
            prop_assert_eq!(timebox.reading().is_some(), timebox.slices.iter().any(|slice| slice.phase == Phase::Here));
            let visits = [Visit::new(now, None)];
            prop_assert!(spent(&visits, corrected, now) >= 0);
        }
    }
}
