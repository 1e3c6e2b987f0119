//! The time of day and its tricks: clocks that go back, summer time, leap days, a year that ends in a session.

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta, TimeZone};
use offsite::clock::Zone;
use offsite::model::id::IdSource;
use offsite::model::session::{Session, State};
use offsite::tui::app::Msg;
use proptest::prelude::*;
use serde_json::Value;

use crate::support::command::Machine;
use crate::support::{Desk, now, session};

fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("a moment")
}

/// The clocks of Berlin in 2026: put forward on 29 March at two, back on 25 October at three.
fn berlin(local: NaiveDateTime) -> Option<DateTime<FixedOffset>> {
    let is_summer = |local: NaiveDateTime| {
        let turn = |text: &str| text.parse::<NaiveDateTime>().expect("a time");
        local >= turn("2026-03-29T03:00:00") && local < turn("2026-10-25T03:00:00")
    };
    let is_skipped = local.date() == "2026-03-29".parse().expect("a day") && local.format("%H").to_string() == "02";
    let offset = FixedOffset::east_opt(if is_summer(local) { 7200 } else { 3600 }).expect("an offset");
    offset.from_local_datetime(&local).single().filter(|_| !is_skipped)
}

/// A session that is being prepared in Berlin on 4 March.
fn preparing() -> Desk {
    let mut desk = Desk::with(Vec::new());
    desk.app.world_mut().zone = Zone::Of(berlin);
    desk.press("n enter").type_text("Summer day").press("enter enter");
    desk
}

/// A session whose clock begins to run at this moment.
fn running_from(start: &str) -> Desk {
    let (start, mut session) = (at(start), session());
    for change in [|session: &Session, at| session.enter("opening", at), |session: &Session, at| session.pause(at)] {
        session.apply(change(&session, start)).expect("a change");
    }
    let mut desk = Desk::with(vec![session]);
    desk.now = start;
    desk.send(Msg::Tick).press("enter").sees("15 min left of 15");
    desk
}

fn scheduled(desk: &Desk) -> Option<String> {
    let session = desk.app.world().library.sessions().last()?;
    session.scheduled.map(|at| at.to_rfc3339())
}

#[test]
fn a_session_made_in_march_for_july_has_the_hours_of_july() {
    for (words, moment) in [
        ("15 july 9:30", "2026-07-15T09:30:00+02:00"),
        ("28 mar 9:30", "2026-03-28T09:30:00+01:00"),
        ("29 mar 9:30", "2026-03-29T09:30:00+02:00"),
        ("25 oct 2:30", "2026-10-25T02:30:00+02:00"),
        ("25 oct 3:30", "2026-10-25T03:30:00+01:00"),
    ] {
        let mut desk = preparing();
        desk.type_text(words).press("enter esc");
        assert_eq!(scheduled(&desk).as_deref(), Some(moment), "{words}\n{}", desk.screen());
    }
}

#[test]
fn an_hour_that_the_clocks_skip_is_refused_in_a_sentence() {
    let mut desk = preparing();
    desk.type_text("29 mar 2:30").press("enter").sees("The clocks skip that hour");
}

#[test]
fn a_command_counts_the_hours_of_the_place() {
    let machine = Machine::new();
    let zone = [("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")];
    for (day, offset) in [("2031-07-01", "+02:00"), ("2031-01-15", "+01:00")] {
        let arguments = ["--json", "new", "--template", "blank", "--title", "x", "--when", day, "9:30"];
        let mut command = machine.command(&zone, &arguments);
        let output = command.env_remove("OFFSITE_NOW").output().expect("it runs");
        let card: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(card["starts"], format!("{day}T09:30:00{offset}"));
    }
    let mut command = machine.command(&zone, &["new", "--template", "blank", "--when", "2031-03-30", "2:30"]);
    let output = command.env_remove("OFFSITE_NOW").output().expect("it runs");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("On 2031-03-30 the clocks skip 02:30.") && told.contains("Nothing was written."), "{told}");
    // A pinned clock has one distance from Greenwich.
    let arguments = ["--json", "new", "--template", "blank", "--title", "y", "--when", "2031-07-01", "9:30"];
    assert_eq!(machine.offsite_with(&zone, &arguments).json()["starts"], "2031-07-01T09:30:00+01:00");
}

#[test]
fn summer_time_begins_and_ends_within_a_session() {
    for (start, after) in [
        ("2026-03-29T01:50:00+01:00", "2026-03-29T03:00:00+02:00"),
        ("2026-10-25T02:50:00+02:00", "2026-10-25T02:00:00+01:00"),
    ] {
        let mut desk = running_from(start);
        desk.now = at(after);
        desk.send(Msg::Tick).misses("You were away").sees("5 min left of 15");
        desk.press("esc s ↓ enter");
        let saved = desk.session();
        let visits: Vec<_> = saved.stages.iter().flat_map(|stage| &stage.clock.visits).collect();
        assert_eq!(visits.last().map(|visit| visit.from.to_rfc3339()).as_deref(), Some(after));
        let text = serde_json::to_string(saved).expect("JSON");
        assert!(text.contains(start) && text.contains(after), "{text}");
    }
}

#[test]
fn a_clock_that_goes_back_leaves_the_header_calm_and_asks_nothing() {
    let mut desk = Desk::running(session(), Vec::new());
    desk.wait(5).sees("10 min left of 15").press("esc");
    for minutes in [-2, -60, -60 * 24 * 400] {
        desk.wait(minutes).misses("You were away").misses("over");
        desk.press("T").sees("Opening").press("esc");
        desk.buffer();
    }
    assert_eq!(desk.session().stages[0].clock.spent(desk.now), 0);
    // Back to the true time: what was spent is counted again, the leap itself is asked about.
    desk.wait(60 * 24 * 400 + 62).sees("You were away").press("y").sees("10 min left of 15");
}

#[test]
fn a_laptop_that_was_closed_over_night_is_asked_about_once() {
    let mut desk = Desk::running(session(), Vec::new());
    desk.wait(3).wait(60 * 14).sees("You were away 840 minutes. Count them?").press("n").sees("12 min left of 15");
    desk.wait(1).misses("You were away").sees("11 min left of 15");
}

#[test]
fn going_back_within_a_second_while_paused_is_remembered() {
    let mut desk = Desk::running(session(), Vec::new());
    desk.press("esc t").sees("paused").press("n").press("n").press("p");
    let stage = desk.app.title();
    let here = desk.session().stage_here().expect("a stage");
    assert_eq!(desk.session().stages[here].title, stage);
    assert_eq!(desk.session().state, State::Paused);
}

#[test]
fn a_year_ends_in_a_session() {
    let mut desk = running_from("2026-12-31T23:50:00+01:00");
    desk.wait(5).sees("10 min left of 15").sees("ends 4:05");
    desk.wait(8).sees("two minutes").wait(7).sees("5 min over");
    // The evening before is still at hand, and no other time of it.
    desk.press("esc T l").type_text("23:57").press("enter esc").sees("two minutes");
    desk.press("T l").type_text("0:30").press("enter").sees("0:30").press("esc esc");
    assert_eq!(desk.session().stages[0].clock.visits.last().expect("a visit").from, at("2026-12-31T23:57:00+01:00"));
    assert_eq!(desk.session().day(), Some("2026-12-31".parse().expect("a day")));
}

#[test]
fn leap_days_are_days() {
    let machine = Machine::new();
    for (now, words, day) in [
        ("2028-02-29T10:00:00+01:00", "1y", "2029-02-28"),
        ("2028-02-29T10:00:00+01:00", "29 feb", "2028-02-29"),
        ("2026-03-04T10:00:00+01:00", "29 feb", "2028-02-29"),
        ("2097-03-01T10:00:00+01:00", "29 feb", "2104-02-29"),
        ("2028-02-28T10:00:00+01:00", "tomorrow", "2028-02-29"),
        ("2028-01-31T10:00:00+01:00", "1m", "2028-02-29"),
        ("2026-12-31T23:30:00+01:00", "tomorrow", "2027-01-01"),
    ] {
        let arguments = ["--json", "new", "--template", "blank", "--title", "x", "--when", words];
        let card = machine.offsite_with(&[("OFFSITE_NOW", now)], &arguments).succeeds().json();
        assert_eq!(card["day"], day, "{words} at {now}");
    }
    let arguments = ["new", "--template", "blank", "--when", "29 feb 2027"];
    machine.offsite(&arguments).fails_with(2).remarks("There is no day 29 in 2027-02.");
}

#[test]
fn ids_made_while_the_clock_goes_back_are_unlike() {
    let mut ids = IdSource::new(3);
    let mut made: Vec<_> = (0..1000).map(|back| ids.session(&(now() - TimeDelta::seconds(back % 7)))).collect();
    made.sort_unstable();
    made.dedup();
    assert_eq!(made.len(), 1000);
}

/// A step of a session under a clock that does what it likes.
#[derive(Clone, Debug)]
enum Step {
    Enter(usize),
    Pause,
    Close,
    Uncount(i64),
    Started(i64),
}

fn step() -> impl Strategy<Value = (i64, Step)> {
    let step = prop_oneof![
        4 => (0..11_usize).prop_map(Step::Enter),
        2 => Just(Step::Pause),
        1 => Just(Step::Close),
        1 => any::<i64>().prop_map(Step::Uncount),
        1 => (-7200..7200_i64).prop_map(Step::Started),
    ];
    let passes = prop_oneof![-90_000..90_000_i64, -2..3_i64, Just(-40_000_000), Just(40_000_000)];
    (passes, step)
}

proptest! {
    #[test]
    fn no_clock_makes_a_visit_negative_or_a_reading_wild(steps in prop::collection::vec(step(), 1..30)) {
        let mut session: Session = session();
        let mut now = now();
        for (passes, step) in steps {
            now += TimeDelta::seconds(passes);
            let change = match step {
                Step::Enter(stage) => Some(session.enter(&session.stages[stage].id.clone(), now)),
                Step::Pause => Some(session.pause(now)),
                Step::Close => Some(session.close("", now)),
                Step::Uncount(seconds) => session.uncount(seconds),
                Step::Started(ago) => session.started_at(now - TimeDelta::seconds(ago)),
            };
            if let Some(change) = change {
                let _ = session.apply(change);
            }
            for visit in session.stages.iter().flat_map(|stage| &stage.clock.visits) {
                prop_assert!(visit.to.is_none_or(|to| to >= visit.from), "{visit:?}");
            }
            let timebox = session.timebox(now);
            prop_assert!(timebox.slices.iter().all(|slice| slice.spent >= 0));
            prop_assert!(timebox.ends_at(now) >= now && timebox.slack_starts(now) >= now);
            prop_assert!((0.0..=1.0).contains(&timebox.elapsed_share()));
        }
    }

    #[test]
    fn the_stage_entered_last_is_the_one_at_hand_though_clocks_are_put_back_a_little(
        steps in prop::collection::vec((-2..3_i64, 0..11_usize), 1..12),
    ) {
        let mut session: Session = session();
        let mut now = now();
        for (passes, stage) in steps {
            now += TimeDelta::seconds(passes);
            session.apply(session.enter(&session.stages[stage].id.clone(), now)).expect("a change");
            prop_assert_eq!(session.stage_here(), Some(stage));
            session.apply(session.pause(now)).expect("a change");
            prop_assert_eq!(session.stage_here(), Some(stage));
        }
    }
}
