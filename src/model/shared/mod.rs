//! The public projection: a session as anybody may see it, in types that have no place for what is private.
//!
//! Whatever leaves the facilitator's window takes this and nothing else: the second screen, the reports, the exports. Each
//! struct of a session is taken apart here by all of its fields, so that a new one does not compile until it is decided
//! whether others may see it; where nobody has decided, it stays hidden.

use std::collections::HashSet;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::id::ItemId;
use super::session::{Horizon, Session, State};
use super::sheet::SheetKind;
use super::sheet::setup::Setup;
use super::stage::{Clock, Stage};
use super::timebox::Visit;
use alias::Alias;
use veil::Veil;

mod again;
mod alias;
mod family;
pub mod live;
mod setup;
mod sheet;
mod slot;
mod veil;

pub use family::{family, needs_family};
pub(super) use slot::is_shown as is_slot_shown;
pub(super) use veil::is_private;

/// A session as anybody may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shared {
    /// The identity of the session.
    pub id: Uuid,
    /// Its name for people.
    pub title: String,
    /// For whom: the alias where there is one; empty for "just me".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub client: String,
    /// The language of its questions: `en` or `fr`.
    pub language: String,
    /// How far it is.
    pub state: State,
    /// When it is meant to start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled: Option<DateTime<FixedOffset>>,
    /// Where.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The first and the last day of its plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon: Option<(NaiveDate, NaiveDate)>,
    /// Whether nobody wants to see a clock.
    #[serde(default)]
    pub clock_off: bool,
    /// Who takes part.
    #[serde(default)]
    pub participants: Vec<SharedPerson>,
    /// The stages in order.
    pub stages: Vec<SharedStage>,
    /// Thoughts put aside for later.
    #[serde(default)]
    pub parked: Vec<SharedItem>,
}

/// Somebody who takes part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedPerson {
    /// Unique in the session; stands for them in the fields of records.
    pub id: ItemId,
    /// The name.
    pub name: String,
    /// The department.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub department: String,
    /// Whether they are there.
    pub is_in_room: bool,
}

/// A stage as anybody may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SharedStage {
    /// Its name.
    pub title: String,
    /// Its length in minutes as it stands now.
    pub minutes: u32,
    /// What is known of its time.
    pub clock: SharedClock,
    /// What is captured in it, in order.
    pub sheets: Vec<SharedSheet>,
}

/// The stamps from which the time of a stage follows at any moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedClock {
    /// When it was first entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<DateTime<FixedOffset>>,
    /// When it was last left; absent while it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<DateTime<FixedOffset>>,
    /// The seconds spent in it, without those since `runs_since`; negative where more was taken off by hand.
    #[serde(default)]
    pub spent: i64,
    /// Since when it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub runs_since: Option<DateTime<FixedOffset>>,
}

/// A sheet as anybody may see it: one that is private as a whole has neither questions nor records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SharedSheet {
    /// What it captures.
    pub kind: SheetKind,
    /// Columns, lanes, scores, periods and the like.
    #[serde(flatten)]
    pub setup: Setup,
    /// The places of the stage and of the sheet in it, from 0, on whose records it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goes_on: Option<(usize, usize)>,
    /// The questions in order.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// What was said.
    #[serde(default)]
    pub items: Vec<SharedItem>,
}

/// A question, and which records answer it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The words.
    pub ask: String,
    /// The slot of its answers; empty for the main one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub slot: String,
    /// The fields with which every answer starts.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub preset: Map<String, Value>,
    /// The field that it fills in records that are there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fills: String,
}

/// A record as anybody may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SharedItem {
    /// Unique in the session.
    pub id: ItemId,
    /// Its slot; empty for the main one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub slot: String,
    /// The fields that others may see, as they stand now.
    pub values: Map<String, Value>,
    /// The day on which it was finished, where that was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<NaiveDate>,
}

impl Shared {
    /// What others may see of a session.
    pub fn of(session: &Session) -> Self {
        let Session {
            schema: _,
            format: _,
            version: _,
            id,
            title,
            language,
            client,
            thread: _,
            template: _,
            state,
            scheduled,
            // With the minutes of the stages it would give the slack away.
            length: _,
            place,
            horizon,
            style: _,
            clock_off,
            participants,
            stages,
            parked,
            notes: _,
            prework: _,
            closed_because: _,
            also: _,
            rest: _,
        } = session;
        let alias = Alias::of(client.as_ref());
        let veil = Veil::over(session, &alias);
        let stages = stages.iter().map(|stage| SharedStage::of(stage, &veil)).collect();
        let mut shared = Self {
            id: *id,
            title: alias.hide(title),
            client: client.as_ref().map_or_else(String::new, |client| client.shown().to_owned()),
            language: language.clone(),
            state: *state,
            scheduled: *scheduled,
            place: alias.hide(place),
            horizon: horizon.as_ref().map(days),
            clock_off: *clock_off,
            participants: participants.iter().filter_map(|person| SharedPerson::of(person, &alias)).collect(),
            stages,
            parked: parked.iter().filter_map(|item| veil.parked(item)).collect(),
        };
        shared.cut_links();
        shared
    }

    /// Every record of every sheet.
    pub fn items(&self) -> impl Iterator<Item = &SharedItem> {
        self.stages.iter().flat_map(|stage| &stage.sheets).flat_map(|sheet| &sheet.items)
    }

    /// The name that `person` stands for: a participant's id, or already a name.
    pub fn person<'a>(&'a self, person: &'a str) -> &'a str {
        let known = self.participants.iter().find(|each| each.id.as_str() == person);
        known.map_or(person, |each| &each.name)
    }

    /// The place of the stage that is under way, or was last, from 0.
    pub fn stage_here(&self) -> Option<usize> {
        let entered = |stage: &SharedStage| stage.clock.runs_since.or(stage.clock.left);
        let runs = self.stages.iter().position(|stage| stage.clock.runs_since.is_some());
        let visited = self.stages.iter().enumerate().filter_map(|(at, stage)| Some((entered(stage)?, at)));
        runs.or_else(|| visited.max().map(|(_, at)| at))
    }

    /// Takes out the links to records that are not shown.
    fn cut_links(&mut self) {
        let known: HashSet<String> = self.items().map(|item| item.id.to_string()).collect();
        for sheet in self.stages.iter_mut().flat_map(|stage| &mut stage.sheets) {
            sheet.cut_links(&known, self.id);
        }
    }
}

impl SharedStage {
    fn of(stage: &Stage, veil: &Veil<'_>) -> Self {
        let Stage { id: _, title, minutes: _, at_least: _, fixed: _, now: _, cues: _, clock, sheets, also: _, rest: _ } =
            stage;
        Self {
            title: veil.alias.hide(title),
            minutes: stage.current_minutes(),
            clock: SharedClock::of(clock),
            sheets: sheets.iter().map(|sheet| SharedSheet::of(sheet, veil)).collect(),
        }
    }
}

impl SharedClock {
    fn of(clock: &Clock) -> Self {
        let Clock { visits, corrected_seconds, rest: _ } = clock;
        let ends = |visit: &Visit| {
            let Visit { from, to, rest: _ } = visit;
            (*from, *to)
        };
        let open = visits.last().map(ends).filter(|(_, to)| to.is_none());
        let closed = visits.iter().map(ends).filter_map(|(from, to)| Some((to? - from).num_seconds().max(0)));
        Self {
            began: visits.iter().map(|visit| visit.from).min(),
            left: if open.is_some() { None } else { visits.iter().filter_map(|visit| visit.to).max() },
            spent: closed.fold(*corrected_seconds, i64::saturating_add),
            runs_since: open.map(|(from, _)| from),
        }
    }

    /// Seconds spent until `now`; never negative.
    pub fn spent(&self, now: DateTime<FixedOffset>) -> i64 {
        let running = self.runs_since.map_or(0, |since| (now - since).num_seconds().max(0));
        self.spent.saturating_add(running).max(0)
    }
}

fn days(horizon: &Horizon) -> (NaiveDate, NaiveDate) {
    let Horizon { from, to, rest: _ } = horizon;
    (*from, *to)
}

#[cfg(test)]
pub(crate) mod tests;
