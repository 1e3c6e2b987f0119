//! The choices of the time sheet: each an edit that keeps what was promised in sight.
//!
//! Slack is what the stages leave of the session's length, so that giving a stage minutes takes them from the slack, and taking
//! minutes from a stage gives them to it.

use chrono::{DateTime, FixedOffset};

use super::change::{Change, Detail};
use super::reflow::{self, Short};
use super::session::Session;
use super::timebox::Phase;

impl Session {
    /// Five more minutes for the stage at hand.
    pub fn five_more(&self) -> Option<Change> {
        let stage = self.stages.get(self.stage_here()?)?;
        Some(Change::Replan(stage.id.clone(), Some(stage.current_minutes().saturating_add(5))))
    }

    /// The minutes that sharing out would take from the stages to come; 0 when nothing is late.
    pub fn to_share(&self, now: DateTime<FixedOffset>) -> u32 {
        let timebox = self.timebox(now);
        let late = (-timebox.left_here()).max(timebox.lateness());
        u32::try_from(late.max(0).saturating_add(59) / 60).unwrap_or(u32::MAX)
    }

    /// Takes what is late from the stages to come, in proportion and never below their floors.
    ///
    /// # Errors
    /// When even the floors are too long, by how much.
    pub fn share_out(&self, now: DateTime<FixedOffset>) -> Result<Change, Short> {
        let minutes = reflow::share_out(&self.timebox(now).slices, self.to_share(now))?;
        let over = u32::try_from((59 - self.timebox(now).left_here()).max(0) / 60).unwrap_or(u32::MAX);
        let here = self.stage_here().and_then(|here| self.stages.get(here));
        // What the stage at hand has taken already is its own from now on, so that nothing is shared out twice.
        let taken = here
            .filter(|_| over > 0)
            .map(|stage| Change::Replan(stage.id.clone(), Some(stage.current_minutes().saturating_add(over))));
        Ok(Change::All([self.replan(&minutes, now)].into_iter().chain(taken).collect()))
    }

    /// Gives a stage to come no time at all.
    pub fn cut(&self, index: usize, now: DateTime<FixedOffset>) -> Change {
        self.replan(&reflow::cut(&self.timebox(now).slices, index), now)
    }

    /// Lets the session end later by whole five minutes, at least ten, so that nothing is late.
    pub fn end_later(&self, now: DateTime<FixedOffset>) -> Change {
        Change::Detail(Detail::Length(self.length.saturating_add(self.later_by(now))))
    }

    /// By how many minutes `end_later` moves the end.
    pub fn later_by(&self, now: DateTime<FixedOffset>) -> u32 {
        let late = u32::try_from(self.timebox(now).lateness().max(0).saturating_add(59) / 60).unwrap_or(u32::MAX);
        late.max(10).div_ceil(5).saturating_mul(5)
    }

    fn replan(&self, minutes: &[u32], now: DateTime<FixedOffset>) -> Change {
        let slices = self.timebox(now).slices;
        let changed =
            self.stages.iter().zip(minutes).zip(slices).filter(|((stage, minutes), slice)| {
                slice.phase == Phase::ToCome && stage.current_minutes() != **minutes
            });
        Change::All(changed.map(|((stage, minutes), _)| Change::Replan(stage.id.clone(), Some(*minutes))).collect())
    }
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;
    use crate::model::id::IdSource;
    use crate::model::template::Template;

    fn late_session(minutes_in: i64) -> (Session, DateTime<FixedOffset>) {
        let text = include_str!("../../templates/strategic-session.json");
        let template: Template = serde_json::from_str(text).unwrap();
        let start = DateTime::parse_from_rfc3339("2026-03-04T09:00:00+01:00").unwrap();
        let mut session = template.session("en", &mut IdSource::new(1), start);
        let first = session.stages[0].id.clone();
        session.apply(session.enter(&first, start)).unwrap();
        (session, start + Duration::minutes(minutes_in))
    }

    #[test]
    fn sharing_out_gives_the_slack_back_and_undoes_exactly() {
        let (mut session, now) = late_session(25);
        let before = session.clone();
        assert_eq!(session.to_share(now), 10);
        let slack = session.timebox(now).slack_left();
        let undo = session.apply(session.share_out(now).unwrap()).unwrap();
        assert_eq!(session.timebox(now).slack_left(), slack + 600);
        assert_eq!(session.to_share(now), 0, "nothing is shared out twice");
        session.apply(undo).unwrap();
        assert_eq!(session, before);
    }

    #[test]
    fn ending_later_leaves_nothing_late() {
        let (mut session, now) = late_session(50);
        assert!(session.timebox(now).lateness() > 0);
        session.apply(session.end_later(now)).unwrap();
        assert_eq!(session.timebox(now).lateness(), 0);
    }

    #[test]
    fn five_more_minutes_come_out_of_the_slack() {
        let (mut session, now) = late_session(5);
        let (slack, end) = (session.slack(), session.timebox(now).ends_at(now));
        session.apply(session.five_more().unwrap()).unwrap();
        assert_eq!(session.slack(), slack - 5);
        assert_eq!(session.timebox(now).ends_at(now), end);
    }

    #[test]
    fn a_cut_stage_takes_no_time() {
        let (mut session, now) = late_session(5);
        session.apply(session.cut(3, now)).unwrap();
        assert_eq!(session.stages[3].current_minutes(), 0);
    }
}
