//! A session that has not begun, fitted to the length that was promised: what each stage can bear, and which may go.

use super::apportion::sum;
use super::change::Change;
use super::fit::{Fitted, Hold, Misfit, Part, fit};
use super::reflow::default_slack;
use super::session::Session;
use super::sheet::SheetKind;
use super::stage::Stage;

/// What does not fit, even with every stage at its floor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// The minutes that are missing.
    pub by: u64,
    /// The ids of the stages without which the rest fits; none where leaving out all that may go is not enough.
    pub cut: Vec<String>,
    /// The fewest minutes into which everything fits that cannot be left out.
    pub least: u64,
}

impl Session {
    /// The edit after which the stages, without those named, fill the length and leave the usual slack where they can.
    ///
    /// # Errors
    /// Where the floors of the other stages are too long.
    pub fn trim(&self, without: &[String]) -> Result<Change, TooLong> {
        let rest: Vec<&Stage> = self.stages.iter().filter(|stage| !without.contains(&stage.id)).collect();
        let parts: Vec<Part> = rest.iter().map(|stage| self.part(stage)).collect();
        let Fitted { minutes, .. } = fit(&parts, self.length, default_slack(self.length)).map_err(|misfit| {
            let Misfit { by, cut } = misfit;
            let ids = cut.into_iter().flatten().filter_map(|index| rest.get(index)).map(|stage| stage.id.clone());
            let kept = parts.iter().filter(|part| part.hold != Hold::Free);
            let floors: Vec<u32> = kept.map(|part| part.floor.min(part.minutes)).collect();
            TooLong { by, cut: ids.collect(), least: sum(&floors) }
        })?;
        let gone = without.iter().filter(|id| self.stage(id).is_some()).cloned().map(Change::RemoveStage);
        let timed = rest.into_iter().zip(minutes).flat_map(|(stage, minutes)| {
            let planned = (stage.minutes != minutes).then(|| Change::Minutes(stage.id.clone(), minutes));
            let replanned = stage.now.map(|_| Change::Replan(stage.id.clone(), None));
            planned.into_iter().chain(replanned)
        });
        Ok(Change::All(gone.chain(timed).collect()))
    }

    fn part(&self, stage: &Stage) -> Part {
        let has = |wanted: fn(SheetKind) -> bool| stage.sheets.iter().any(|sheet| wanted(sheet.kind));
        let hold = if stage.fixed || stage.sheets.iter().all(|sheet| sheet.kind == SheetKind::Break) {
            Hold::Fixed
        } else if has(is_backbone) || self.is_continued(stage) {
            Hold::Kept
        } else {
            Hold::Free
        };
        Part { minutes: stage.minutes, floor: stage.at_least, hold }
    }

    /// Whether a sheet of another stage works on the records of this one.
    fn is_continued(&self, stage: &Stage) -> bool {
        let others = self.sheets().filter(|(other, _)| other.id != stage.id);
        others
            .filter_map(|(_, sheet)| sheet.setup.continues.split_once('/'))
            .any(|(continued, _)| continued == stage.id)
    }
}

/// What every session has, however short: a beginning, the promises before it, those it makes, and an end.
fn is_backbone(kind: SheetKind) -> bool {
    matches!(kind, SheetKind::Opening | SheetKind::FollowUp | SheetKind::Actions | SheetKind::Closing)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::model::id::IdSource;
    use crate::model::strategies::at;
    use crate::model::template::Template;

    /// The day of the co-creation sprint, with the kinds that matter here.
    fn sprint(length: u32) -> Session {
        let stage = |(id, minutes, at_least, kind): (&str, u32, u32, &str)| {
            let sheet = json!({ "id": "s", "kind": kind, "prompts": [] });
            json!({ "id": id, "title": { "en": id }, "minutes": minutes, "at_least": at_least, "sheets": [sheet] })
        };
        let morning = [("opening", 15, 8, "opening"), ("stock", 35, 15, "notes"), ("people", 30, 12, "people")];
        let noon = [("break", 10, 5, "break"), ("goals", 45, 20, "goals"), ("lunch", 30, 20, "break")];
        let afternoon = [("strategies", 60, 30, "strategies"), ("path", 30, 15, "notes"), ("break-2", 10, 5, "break")];
        let evening =
            [("actions", 60, 27, "actions"), ("schedule", 20, 10, "milestones"), ("closing", 15, 8, "closing")];
        let stages: Vec<_> = [morning, noon, afternoon, evening].concat().into_iter().map(stage).collect();
        let file = json!({
            "format": "offsite.template", "version": 1, "id": "sprint", "title": { "en": "Sprint" }, "stages": stages
        });
        let template: Template = serde_json::from_value(file).unwrap();
        Session { length, ..template.session("en", &mut IdSource::new(1), at("09:30")) }
    }

    fn trimmed(session: &Session, without: &[String]) -> Session {
        let mut session = session.clone();
        session.apply(session.trim(without).unwrap()).unwrap();
        session
    }

    #[test]
    fn the_sprint_fits_its_three_lengths_with_slack_where_there_is_room() {
        for (length, slack) in [(375, 15), (360, 15), (270, 15), (180, 0)] {
            let session = trimmed(&sprint(length), &[]);
            assert_eq!((session.slack(), i64::from(session.planned_minutes())), (slack, i64::from(length) - slack));
            assert!(session.stages.iter().all(|stage| stage.minutes >= stage.at_least));
        }
        assert_eq!(sprint(375).trim(&[]), Ok(Change::All(Vec::new())));
    }

    #[test]
    fn what_would_have_to_go_is_named_and_the_rest_fits_without_it() {
        let session = sprint(150);
        let why = session.trim(&[]).unwrap_err();
        assert_eq!(why, TooLong { by: 25, cut: vec!["path".to_owned(), "schedule".to_owned()], least: 73 });
        let mut after = trimmed(&session, &why.cut);
        assert_eq!((after.stages.len(), after.slack()), (10, 0));
        after = session.clone();
        let inverse = after.apply(session.trim(&why.cut).unwrap()).unwrap();
        after.apply(inverse).unwrap();
        assert_eq!(after, session);
    }

    #[test]
    fn opening_promises_actions_breaks_and_closing_never_go() {
        assert_eq!(sprint(60).trim(&[]), Err(TooLong { by: 115, cut: Vec::new(), least: 73 }));
        let why = sprint(73).trim(&[]).unwrap_err();
        assert_eq!(why.cut, ["stock", "people", "goals", "strategies", "path", "schedule"]);
    }

    #[test]
    fn a_stage_on_whose_records_another_works_never_goes() {
        let mut session = sprint(170);
        assert_eq!(session.trim(&[]).unwrap_err().cut, ["schedule"]);
        session.stages[11].sheets[0].setup.continues = "schedule/s".to_owned();
        assert_eq!(session.trim(&[]).unwrap_err().cut, ["path"]);
    }

    proptest! {
        #[test]
        fn to_trim_again_changes_nothing(length in 0..600_u32) {
            let session = sprint(length);
            if let Ok(change) = session.trim(&[]) {
                let mut after = session;
                after.apply(change).unwrap();
                prop_assert_eq!(after.planned_minutes() + u32::try_from(after.slack()).unwrap(), length);
                prop_assert_eq!(after.trim(&[]), Ok(Change::All(Vec::new())));
            }
        }
    }
}
