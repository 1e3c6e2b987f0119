//! Clocks that ran on two machines: no minute counts twice, and at most one clock goes on.

use std::collections::HashSet;

use chrono::{DateTime, FixedOffset};

use crate::model::session::{Session, State};
use crate::model::timebox::Visit;

/// Stretches of work by their beginning, each ended by the next one; what an earlier one covered beyond that, the next
/// one covers. Those that began at one moment are one, as long as the longest.
fn part(mut all: Vec<Visit>) -> Vec<Visit> {
    all.sort_by_key(|visit| (visit.from, visit.from.offset().local_minus_utc()));
    let mut parted: Vec<Visit> = Vec::with_capacity(all.len());
    for mut visit in all {
        match parted.last_mut() {
            Some(before) if before.from == visit.from => {
                before.to = before.to.zip(visit.to).map(|(one, other)| one.max(other));
                visit.rest.append(&mut before.rest);
                before.rest = visit.rest;
                continue;
            }
            Some(before) if before.to.is_none_or(|end| end > visit.from) => {
                visit.to = visit.to.map(|end| before.to.map_or(end, |longer| end.max(longer)));
                before.to = Some(visit.from);
            }
            _ => {}
        }
        parted.push(visit);
    }
    parted
}

/// Ends every clock but the one that was started last, and that one too unless the session runs; parts what overlaps in
/// the clocks of the stages in `both`, which ran on both sides.
pub(super) fn settle(session: &mut Session, both: &HashSet<String>) {
    let visits = || session.stages.iter().flat_map(|stage| &stage.clock.visits);
    let is_running = session.state == State::Running;
    let last_open = visits().filter(|visit| visit.to.is_none()).map(|visit| visit.from).max().filter(|_| is_running);
    let begun: Vec<DateTime<FixedOffset>> = visits().map(|visit| visit.from).collect();
    let last_seen = visits().flat_map(|visit| [Some(visit.from), visit.to]).flatten().max();
    let mut goes_on = last_open;
    for stage in session.stages.iter_mut().rev() {
        let mut is_touched = both.contains(&stage.id);
        for visit in stage.clock.visits.iter_mut().rev().filter(|visit| visit.to.is_none()) {
            if goes_on.take_if(|from| *from == visit.from).is_none() {
                let next = begun.iter().filter(|from| **from > visit.from).min().copied();
                visit.to = next.or(last_seen);
                is_touched = true;
            }
        }
        if is_touched {
            stage.clock.visits = part(std::mem::take(&mut stage.clock.visits));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::strategies::{at, sample};

    #[test]
    fn no_minute_counts_twice_and_none_is_lost() {
        let visit = |from: &str, to: Option<&str>| Visit::new(at(from), to.map(at));
        let list = vec![visit("09:30", Some("10:10")), visit("09:00", Some("10:00")), visit("10:20", None)];
        let expected = [visit("09:00", Some("09:30")), visit("09:30", Some("10:10")), visit("10:20", None)];
        assert_eq!(part(list), expected);
        let within = vec![visit("09:00", Some("10:00")), visit("09:30", Some("09:40"))];
        assert_eq!(part(within), [visit("09:00", Some("09:30")), visit("09:30", Some("10:00"))]);
        let open = vec![visit("09:00", None), visit("09:30", Some("09:40"))];
        assert_eq!(part(open), [visit("09:00", Some("09:30")), visit("09:30", Some("09:40"))]);
    }

    #[test]
    fn what_two_machines_began_at_one_moment_is_one_stretch() {
        let visit = |from: &str, to: Option<&str>| Visit::new(at(from), to.map(at));
        let twice = vec![visit("09:00", Some("09:20")), visit("09:30", None), visit("09:00", Some("09:10"))];
        assert_eq!(part(twice), [visit("09:00", Some("09:20")), visit("09:30", None)]);
        let open = vec![visit("09:00", Some("09:20")), visit("09:00", None)];
        assert_eq!(part(open), [visit("09:00", None)]);
    }

    #[test]
    fn a_clock_that_is_ended_late_covers_what_the_other_machine_counted() {
        let mut session = Session { state: State::Paused, ..sample() };
        let visit = |from: &str, to: Option<&str>| Visit::new(at(from), to.map(at));
        session.stages[0].clock.visits = vec![visit("09:00", Some("10:00")), visit("09:10", None)];
        settle(&mut session, &HashSet::from(["opening".to_owned()]));
        assert_eq!(session.stages[0].clock.visits, [visit("09:00", Some("09:10")), visit("09:10", Some("10:00"))]);
    }

    #[test]
    fn only_the_clock_that_was_started_last_goes_on_and_none_in_a_session_that_rests() {
        let mut session = sample();
        for (stage, from) in session.stages.iter_mut().zip(["09:00", "09:40", "09:20"]) {
            stage.clock = stage.clock.clone().started(at(from));
        }
        let ends =
            |session: &Session| -> Vec<_> { session.stages.iter().map(|stage| stage.clock.visits[0].to).collect() };
        settle(&mut session, &HashSet::new());
        assert_eq!(ends(&session), [Some(at("09:20")), None, Some(at("09:40"))]);
        session.state = State::Closed;
        settle(&mut session, &HashSet::new());
        assert_eq!(ends(&session), [Some(at("09:20")), Some(at("09:40")), Some(at("09:40"))]);
    }
}
