//! The action plan: a pure function of all sessions and today's date.
//!
//! Nothing of it is stored. An entry points at its home, the session whose file holds it; whoever edits an entry edits it there.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::id::ItemId;
use super::item::{Item, Status};
use super::owners;
use super::session::Session;
use super::sheet::SheetKind;

pub mod filter;
pub mod people;
pub mod timeline;
pub mod tree;

/// What a plan holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntryKind {
    /// An outcome.
    Goal,
    /// What carries a goal.
    Project,
    /// An outcome with a day.
    Milestone,
    /// A step.
    Action,
}

/// One goal, project, milestone or action, as it stands now.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Which of the four.
    pub kind: EntryKind,
    /// The session that holds it.
    pub home: Uuid,
    /// That session's name.
    pub home_title: String,
    /// That session's client as it may be shown; empty for "just me".
    pub client: String,
    /// Its id there.
    pub id: ItemId,
    /// What it is.
    pub text: String,
    /// A longer word on it.
    pub note: String,
    /// The owner's name; empty where there is none.
    pub owner: String,
    /// The first day.
    pub start: Option<NaiveDate>,
    /// The last day.
    pub due: Option<NaiveDate>,
    /// Where it stands; a goal or project without a status of its own is open.
    pub status: Status,
    /// The goal it serves.
    pub goal: Option<Link>,
    /// The project it belongs to.
    pub project: Option<Link>,
    /// Hours of work.
    pub effort_hours: Option<f64>,
    /// Money.
    pub cost: Option<f64>,
    /// How often it was kept with a new date.
    pub carried: usize,
    /// Whether it was said to lie outside the zone of genius of its owner.
    pub is_outside: bool,
    /// Whether its owner was not in the room.
    pub is_away: bool,
}

/// An item of a session.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Link {
    /// The session.
    pub home: Uuid,
    /// The item in it.
    pub id: ItemId,
}

/// When an action is to be done, seen from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    /// Late, due within two weeks, or begun without a day.
    Now,
    /// Due within two months, or neither begun nor given a day.
    Next,
    /// Due after that.
    Later,
}

/// The plan of some sessions on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The day from which it is seen.
    pub today: NaiveDate,
    /// Goals, projects, milestones and actions, in the order of their sessions.
    pub entries: Vec<Entry>,
    places: HashMap<Link, usize>,
}

impl Link {
    /// The item that `text` in session `home` points at: an id of the same file, or `<session id>/<item id>`.
    pub fn read(text: &str, home: Uuid) -> Option<Self> {
        if text.is_empty() {
            return None;
        }
        match text.split_once('/') {
            Some((session, id)) => Some(Self { home: session.parse().ok()?, id: ItemId::new(id) }),
            None => Some(Self { home, id: ItemId::new(text) }),
        }
    }

    /// How it is written in a file of session `from`.
    pub fn write(&self, from: Uuid) -> String {
        if self.home == from { self.id.to_string() } else { format!("{}/{}", self.home, self.id) }
    }
}

impl EntryKind {
    /// All four, from the goal down.
    pub const ALL: [Self; 4] = [Self::Goal, Self::Project, Self::Milestone, Self::Action];

    /// The sheet kind that captures it.
    pub fn sheet(self) -> SheetKind {
        match self {
            Self::Goal => SheetKind::Goals,
            Self::Project => SheetKind::Projects,
            Self::Milestone => SheetKind::Milestones,
            Self::Action => SheetKind::Actions,
        }
    }

    fn of(kind: SheetKind) -> Option<Self> {
        Self::ALL.into_iter().find(|each| each.sheet() == kind)
    }
}

impl Entry {
    fn new(kind: EntryKind, home: &Session, item: &Item) -> Self {
        let done = if item.flag("done") { Status::Done } else { item.status() };
        Self {
            kind,
            home: home.id,
            home_title: home.title.clone(),
            client: home.client_shown().to_owned(),
            id: item.id.clone(),
            text: item.text("text").to_owned(),
            note: item.text("note").to_owned(),
            owner: home.person(item.text("owner")).to_owned(),
            start: item.date("start"),
            due: item.date("due"),
            status: done,
            goal: Link::read(item.text("goal"), home.id),
            project: Link::read(item.text("project"), home.id),
            effort_hours: item.number("effort_hours"),
            cost: item.number("cost"),
            carried: item.carried(),
            is_outside: owners::is_outside(item),
            is_away: kind == EntryKind::Action && owners::is_away(home, item.text("owner")),
        }
    }

    /// What others point at it with.
    pub fn link(&self) -> Link {
        Link { home: self.home, id: self.id.clone() }
    }

    /// Whether it should have been done before `today`.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.status.is_open() && self.due.is_some_and(|due| due < today)
    }

    /// Whether it is due from today until a week from now.
    pub fn is_due_soon(&self, today: NaiveDate) -> bool {
        let week = today.checked_add_days(Days::new(7)).unwrap_or(today);
        self.status.is_open() && self.due.is_some_and(|due| (today..=week).contains(&due))
    }

    /// Where the board shows it.
    pub fn column(&self, today: NaiveDate) -> Column {
        let within =
            |days| today.checked_add_days(Days::new(days)).is_some_and(|end| self.due.is_some_and(|due| due <= end));
        if within(14) || (self.status == Status::Doing && self.due.is_none()) {
            Column::Now
        } else if self.due.is_none() || within(60) {
            Column::Next
        } else {
            Column::Later
        }
    }
}

impl Column {
    /// All three, from the nearest.
    pub const ALL: [Self; 3] = [Self::Now, Self::Next, Self::Later];
}

impl Plan {
    /// The plan of `sessions` as seen on `today`.
    pub fn of<'a>(sessions: impl IntoIterator<Item = &'a Session>, today: NaiveDate) -> Self {
        let mut entries = Vec::new();
        for session in sessions {
            for (_, sheet) in session.sheets() {
                if let Some(kind) = EntryKind::of(sheet.kind) {
                    entries.extend(sheet.items.iter().map(|item| Entry::new(kind, session, item)));
                }
            }
        }
        Self::new(today, entries)
    }

    fn new(today: NaiveDate, entries: Vec<Entry>) -> Self {
        let places = entries.iter().enumerate().map(|(place, entry)| (entry.link(), place)).collect();
        Self { today, entries, places }
    }

    /// Its entries of one kind.
    pub fn kind(&self, kind: EntryKind) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.kind == kind)
    }

    /// The entry that a link points at.
    pub fn entry(&self, link: &Link) -> Option<&Entry> {
        self.places.get(link).and_then(|&place| self.entries.get(place))
    }

    /// The open actions in one column of the board, the soonest first, those without a day last.
    pub fn column(&self, column: Column) -> Vec<&Entry> {
        let mut cards: Vec<&Entry> = self
            .kind(EntryKind::Action)
            .filter(|entry| entry.status.is_open() && entry.column(self.today) == column)
            .collect();
        cards.sort_by_key(|entry| (entry.due.is_none(), entry.due));
        cards
    }

    /// The goal an entry serves, through its project if need be.
    pub fn goal_of(&self, entry: &Entry) -> Option<&Entry> {
        let direct = entry.goal.as_ref().and_then(|link| self.entry(link));
        direct.or_else(|| self.goal_of_project(self.project_of(entry)?))
    }

    /// The project an entry belongs to.
    pub fn project_of(&self, entry: &Entry) -> Option<&Entry> {
        entry.project.as_ref().and_then(|link| self.entry(link))
    }

    fn goal_of_project(&self, project: &Entry) -> Option<&Entry> {
        project.goal.as_ref().and_then(|link| self.entry(link))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::strategies::{day, sample};

    const TODAY: &str = "2026-03-12";

    fn entry(fields: &serde_json::Value) -> Entry {
        let mut item = Item::new(ItemId::new("a-9"), "text", "x");
        item.values.extend(fields.as_object().unwrap().clone());
        Entry::new(EntryKind::Action, &sample(), &item)
    }

    #[test]
    fn columns_end_after_two_weeks_and_after_two_months() {
        for (fields, column) in [
            (json!({ "due": "2026-03-01" }), Column::Now),
            (json!({ "due": "2026-03-26" }), Column::Now),
            (json!({ "due": "2026-03-27" }), Column::Next),
            (json!({ "due": "2026-05-11" }), Column::Next),
            (json!({ "due": "2026-05-12" }), Column::Later),
            (json!({ "due": "2026-05-12", "status": "doing" }), Column::Later),
            (json!({ "status": "doing" }), Column::Now),
            (json!({}), Column::Next),
        ] {
            assert_eq!(entry(&fields).column(day(TODAY)), column, "{fields}");
        }
    }

    #[test]
    fn late_and_soon_hold_only_for_what_is_open() {
        let is = |fields| {
            let entry = entry(&fields);
            (entry.is_late(day(TODAY)), entry.is_due_soon(day(TODAY)))
        };
        assert_eq!(is(json!({ "due": "2026-03-11" })), (true, false));
        assert_eq!(is(json!({ "due": "2026-03-12" })), (false, true));
        assert_eq!(is(json!({ "due": "2026-03-19" })), (false, true));
        assert_eq!(is(json!({ "due": "2026-03-20" })), (false, false));
        assert_eq!(is(json!({ "due": "2026-03-11", "status": "done" })), (false, false));
    }

    #[test]
    fn an_entry_knows_its_owner_by_name_and_its_goal_by_link() {
        let session = sample();
        let plan = Plan::of([&session], day(TODAY));
        let kinds: Vec<_> = plan.entries.iter().map(|entry| entry.kind).collect();
        assert_eq!(kinds, [EntryKind::Goal, EntryKind::Action]);
        assert_eq!(plan.entries[0].owner, "Maria Lopez");
        assert_eq!(plan.goal_of(&plan.entries[1]), Some(&plan.entries[0]));
        assert_eq!(entry(&json!({ "done": true })).status, Status::Done);
    }

    #[test]
    fn a_column_shows_the_soonest_first_and_those_without_a_day_last() {
        let mut session = sample();
        session.stages[2].sheets[0].items = [("a-1", ""), ("a-2", "2026-04-30"), ("a-3", "2026-04-01")]
            .map(|(id, due)| Item::new(ItemId::new(id), "due", due))
            .to_vec();
        let plan = Plan::of([&session], day(TODAY));
        let ids: Vec<_> = plan.column(Column::Next).iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids, ["a-3", "a-2", "a-1"]);
    }

    #[test]
    fn a_link_is_short_at_home_and_names_the_session_elsewhere() {
        let (home, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let link = Link { home, id: ItemId::new("g-1") };
        assert_eq!(link.write(home), "g-1");
        assert_eq!(Link::read(&link.write(home), home), Some(link.clone()));
        assert_eq!(Link::read(&link.write(other), other), Some(link));
        assert_eq!((Link::read("", home), Link::read("nowhere/g-1", home)), (None, None));
    }
}
