//! The way through a session: entering and leaving stages, pausing, closing, each as an edit.

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::change::{Change, Detail};
use super::session::{Session, State};
use super::sheet::SheetKind;
use super::stage::Stage;

/// What is missing before a session can close with a clear conscience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// There is no action at all.
    NoActions,
    /// This many actions have no owner.
    NoOwner(usize),
    /// This many actions have no date.
    NoDue(usize),
    /// Nobody has said when you meet again.
    NoNextDate,
    /// This many promises of earlier sessions were not looked at.
    Promises(usize),
}

impl Session {
    /// The edit that enters a stage and lets its clock run; every other clock stops.
    pub fn enter(&self, stage: &str, now: DateTime<FixedOffset>) -> Change {
        let mut changes = self.stop_clocks(now, Some(stage));
        if let Some(stage) = self.stage(stage)
            && !stage.clock.is_running()
        {
            changes.push(Change::SetClock(
                stage.id.clone(),
                stage.clock.clone().started(self.after_others(&stage.id, now)),
            ));
        }
        if self.state != State::Running {
            changes.push(Change::Detail(Detail::State(State::Running)));
        }
        Change::All(changes)
    }

    /// The moment `now`, or a second after the last visit to another stage began where that is no earlier: visits are
    /// told apart by when they began, and clocks are put back a little now and then. One put back by more than a minute
    /// counts as it is, for the clock of the stage would stand still until then.
    fn after_others(&self, stage: &str, now: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
        let visits = self.stages.iter().filter(|other| other.id != stage).flat_map(|other| &other.clock.visits);
        let last = visits.map(|visit| visit.from).max().filter(|last| (0..60).contains(&(*last - now).num_seconds()));
        let next = last.and_then(|last| last.checked_add_signed(TimeDelta::seconds(1)));
        next.map_or(now, |next| next.with_timezone(now.offset()))
    }

    /// The edit that lets the clock rest; nothing where none runs, so that it neither begins nor reopens a session.
    pub fn pause(&self, now: DateTime<FixedOffset>) -> Change {
        if self.state == State::Running { self.rest(State::Paused, now) } else { Change::All(Vec::new()) }
    }

    /// The edit that lets a running clock rest, or lets the one of `stage` run.
    pub fn pause_or_go(&self, stage: &str, now: DateTime<FixedOffset>) -> Change {
        if self.state == State::Running { self.pause(now) } else { self.enter(stage, now) }
    }

    /// The edit that closes the session; `because` says why although something is missing.
    pub fn close(&self, because: &str, now: DateTime<FixedOffset>) -> Change {
        let because = Change::Detail(Detail::ClosedBecause(because.to_owned()));
        Change::All(vec![because, self.rest(State::Closed, now)])
    }

    fn rest(&self, state: State, now: DateTime<FixedOffset>) -> Change {
        let mut changes = self.stop_clocks(now, None);
        if self.state != state {
            changes.push(Change::Detail(Detail::State(state)));
        }
        Change::All(changes)
    }

    fn stop_clocks(&self, now: DateTime<FixedOffset>, except: Option<&str>) -> Vec<Change> {
        let runs = |stage: &&Stage| stage.clock.is_running() && Some(stage.id.as_str()) != except;
        let stop = |stage: &Stage| Change::SetClock(stage.id.clone(), stage.clock.clone().stopped(now));
        self.stages.iter().filter(runs).map(stop).collect()
    }

    /// The edit after which the stage at hand really started at `at`: its open visit begins then.
    pub fn started_at(&self, at: DateTime<FixedOffset>) -> Option<Change> {
        let stage = self.stages.get(self.stage_here()?)?;
        let mut clock = stage.clock.clone();
        let visit = clock.visits.last_mut()?;
        if visit.to.is_some_and(|to| to < at) {
            return None;
        }
        visit.from = at;
        let here = stage.id.clone();
        // Nobody was in two stages at once: earlier visits end by then.
        let clipped = self.stages.iter().filter(|other| other.id != here).filter_map(|other| {
            let mut clock = other.clock.clone();
            for visit in clock.visits.iter_mut().filter(|visit| visit.to.is_some_and(|to| to > at)) {
                visit.from = visit.from.min(at);
                visit.to = Some(at);
            }
            (clock != other.clock).then(|| Change::SetClock(other.id.clone(), clock))
        });
        Some(Change::All(clipped.chain([Change::SetClock(here.clone(), clock)]).collect()))
    }

    /// The edit that takes `seconds` off the stage at hand: nobody was there.
    pub fn uncount(&self, seconds: i64) -> Option<Change> {
        let stage = self.stages.get(self.stage_here()?)?;
        let mut clock = stage.clock.clone();
        clock.corrected_seconds = clock.corrected_seconds.saturating_sub(seconds);
        Some(Change::SetClock(stage.id.clone(), clock))
    }

    /// What is missing before it closes; `undecided` promises of earlier sessions were not looked at.
    pub fn gaps(&self, undecided: usize) -> Vec<Gap> {
        let open: Vec<_> = self.items_of(SheetKind::Actions).filter(|item| item.status().is_open()).collect();
        let without = |key: &str| open.iter().filter(|item| item.text(key).is_empty()).count();
        let mut gaps = Vec::new();
        let has = |kind| self.sheets().any(|(_, sheet)| sheet.kind == kind);
        if has(SheetKind::Actions) && self.items_of(SheetKind::Actions).next().is_none() {
            gaps.push(Gap::NoActions);
        }
        if without("owner") > 0 {
            gaps.push(Gap::NoOwner(without("owner")));
        }
        if without("due") > 0 {
            gaps.push(Gap::NoDue(without("due")));
        }
        if has(SheetKind::Closing) && self.items_of(SheetKind::Closing).all(|item| item.date("date").is_none()) {
            gaps.push(Gap::NoNextDate);
        }
        if undecided > 0 {
            gaps.push(Gap::Promises(undecided));
        }
        gaps
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::ItemId;
    use crate::model::item::Item;
    use crate::model::strategies::{at, sample};
    use crate::model::timebox::Visit;

    fn visits(session: &Session, stage: usize) -> &[Visit] {
        &session.stages[stage].clock.visits
    }

    #[test]
    fn entering_a_stage_starts_its_clock_and_stops_the_others() {
        let mut session = Session { state: State::Planned, ..sample() };
        session.apply(session.enter("opening", at("09:30"))).unwrap();
        assert_eq!(session.state, State::Running);
        session.apply(session.enter("goals", at("09:50"))).unwrap();
        assert_eq!(visits(&session, 0), [Visit::new(at("09:30"), Some(at("09:50")))]);
        assert_eq!(visits(&session, 1), [Visit::new(at("09:50"), None)]);
        assert!(session.enter("goals", at("09:55")).is_empty());
    }

    #[test]
    fn a_pause_stops_the_clock_and_entering_again_starts_a_new_visit() {
        let mut session = sample();
        session.apply(session.enter("goals", at("10:00"))).unwrap();
        session.apply(session.pause(at("10:10"))).unwrap();
        assert_eq!((session.state, session.stages[1].clock.spent(at("10:30"))), (State::Paused, 600));
        session.apply(session.enter("goals", at("10:20"))).unwrap();
        assert_eq!(visits(&session, 1).len(), 2);
        assert_eq!(session.stages[1].clock.spent(at("10:30")), 1200);
    }

    #[test]
    fn a_pause_neither_begins_nor_reopens_a_session() {
        for state in [State::Planned, State::Paused, State::Closed, State::Abandoned] {
            assert!(Session { state, ..sample() }.pause(at("10:00")).is_empty());
        }
    }

    #[test]
    fn closing_stops_the_clock_and_says_why_something_is_missing() {
        let mut session = sample();
        session.apply(session.enter("goals", at("10:00"))).unwrap();
        session.apply(session.close("no date yet", at("10:30"))).unwrap();
        assert_eq!((session.state, session.closed_because.as_str()), (State::Closed, "no date yet"));
        assert_eq!(visits(&session, 1), [Visit::new(at("10:00"), Some(at("10:30")))]);
    }

    #[test]
    fn a_clock_that_went_back_leaves_no_visit_that_ends_before_it_begins() {
        let mut session = sample();
        session.apply(session.enter("goals", at("10:00"))).unwrap();
        session.apply(session.pause(at("09:00"))).unwrap();
        assert_eq!(visits(&session, 1), [Visit::new(at("10:00"), Some(at("10:00")))]);
    }

    #[test]
    fn the_stage_at_hand_can_have_started_earlier_and_lose_the_time_nobody_was_there() {
        let mut session = sample();
        assert_eq!((session.started_at(at("09:40")), session.uncount(60)), (None, None));
        session.apply(session.enter("goals", at("10:00"))).unwrap();
        session.apply(session.started_at(at("09:40")).unwrap()).unwrap();
        assert_eq!(session.stages[1].clock.spent(at("10:00")), 20 * 60);
        session.apply(session.uncount(5 * 60).unwrap()).unwrap();
        assert_eq!(session.stages[1].clock.spent(at("10:00")), 15 * 60);
        session.apply(session.pause(at("10:10"))).unwrap();
        assert_eq!(session.started_at(at("10:11")), None);
    }

    #[test]
    fn a_stage_entered_in_the_same_second_is_still_the_later_one() {
        let mut session = sample();
        for stage in ["goals", "opening"] {
            session.apply(session.enter(stage, at("10:00"))).unwrap();
            session.apply(session.pause(at("10:00"))).unwrap();
        }
        assert_eq!(session.stage_here(), Some(0));
        assert_eq!(session.stages[0].clock.spent(at("10:10")), 0);
        session.apply(session.enter("goals", at("09:00"))).unwrap();
        assert_eq!(visits(&session, 1)[1].from, at("09:00"), "an hour is not waited for");
    }

    #[test]
    fn gaps_are_counted_until_nothing_is_missing() {
        let mut session = sample();
        session.stages[1].sheets[0].kind = SheetKind::Closing;
        assert_eq!(session.gaps(2), [Gap::NoOwner(1), Gap::NoDue(1), Gap::NoNextDate, Gap::Promises(2)]);
        session.stages[1].sheets[0].items = vec![Item::new(ItemId::new("c-1"), "date", "2026-04-12")];
        let action = &mut session.stages[2].sheets[0].items[0];
        *action = action.clone().with("owner", "p-1").with("due", "2026-03-20");
        assert_eq!(session.gaps(0), []);
        let dropped = Item::new(ItemId::new("a-2"), "text", "x").with("status", "dropped");
        session.stages[2].sheets[0].items.push(dropped);
        assert_eq!(session.gaps(0), [], "what is dropped needs no owner");
        session.stages[2].sheets[0].items.clear();
        assert_eq!(session.gaps(0), [Gap::NoActions]);
        session.stages.truncate(1);
        assert_eq!(session.gaps(0), [], "what the template never asks for is not missing");
    }
}
