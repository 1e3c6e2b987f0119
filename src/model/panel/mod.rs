//! Panels: what is known already in a thread, as rows of facts, each with what it is about.

use chrono::{Days, Months, NaiveDate};
use uuid::Uuid;

use super::item::Item;
use super::library::Library;
use super::plan::{EntryKind, Link, Plan, tree};
use super::session::Session;
use super::sheet::SheetKind;
use super::sheet::setup::Shown;
use super::stage::Stage;

pub mod judge;
mod people;
mod promises;
pub mod rules;
mod year;

/// Days after which a decision without a day of its own is looked at again.
const REVIEW_AFTER: u64 = 90;

/// Months after which goals, projects and milestones of a session are history.
const SPAN: u32 = 14;

/// A session among the earlier ones of its thread, on one day.
#[derive(Clone, Debug)]
pub struct Scope<'a> {
    /// The session at hand.
    pub here: &'a Session,
    /// The earlier ones, newest first.
    pub earlier: Vec<&'a Session>,
    /// The day from which it is seen.
    pub today: NaiveDate,
}

/// One line of a panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<'a> {
    /// The session that holds what it is about.
    pub home: &'a Session,
    /// What it is about.
    pub about: About<'a>,
    /// How many steps in it stands, from 0.
    pub depth: usize,
    /// What is known about it, the most telling first.
    pub facts: Vec<Fact<'a>>,
    /// Whether the session at hand has dealt with it.
    pub is_settled: bool,
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum About<'a> {
    /// An item of the session.
    Item(&'a Item),
    /// What somebody wrote into a form before the session; it is read, and not changed.
    Answer(&'a Item),
    /// A stage of it.
    Stage(&'a Stage),
    /// The session itself.
    Session,
    /// Somebody, by name.
    Person(&'a str),
    /// A month, by its first day; the session is the one at hand where none fell into it.
    Month(NaiveDate),
    /// All rows together.
    Sum,
}

/// Something that is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact<'a> {
    /// The session it comes from, by name.
    From(&'a str),
    /// Who answers for it.
    Owner(&'a str),
    /// When it is due.
    Due(NaiveDate),
    /// When it was due; it is open still.
    Late(NaiveDate),
    /// When somebody looks at it again, or should have.
    Review(NaiveDate),
    /// A word that files hold: a state, a verdict, a kind.
    Word(&'a str),
    /// A field with its words.
    Field(&'static str, &'a str),
    /// A field with its number.
    Number(&'static str, f64),
    /// Words that speak for themselves.
    Words(&'a str),
    /// What a template calls it: a lane, a question.
    Named(&'a str),
    /// A rule of the plan check that it breaks, and how often or by how many days.
    Broken(&'static str, usize),
    /// How many of how many actions are done.
    Done(usize, usize),
    /// How sure people are, from 0 to 10, and how sure they were before.
    Confidence(Option<u64>, Option<u64>),
    /// A score of promises.
    Score(Score),
    /// Planned minutes.
    Minutes(u32),
    /// It was begun, and nothing was said.
    Empty,
    /// It was never begun.
    NotBegun,
    /// It is part of the session at hand now.
    Here,
    /// It is for the facilitator alone.
    Private,
}

/// What became of some promises.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// All of them.
    pub all: usize,
    /// Done.
    pub kept: usize,
    /// Done by the day that was named first.
    pub on_time: usize,
    /// Let go.
    pub dropped: usize,
    /// Open and late.
    pub late: usize,
}

impl<'a> Scope<'a> {
    /// A session among the earlier ones of its thread.
    pub fn of(here: &'a Session, library: &'a Library, today: NaiveDate) -> Self {
        Self { here, earlier: library.before(here), today }
    }

    /// The rows of a panel.
    pub fn rows(&self, shown: Shown) -> Vec<Row<'a>> {
        match shown {
            Shown::Parked => self.parked(),
            Shown::Unfinished => self.unfinished(),
            Shown::PreWork => self.pre_work(),
            Shown::Zones => self.zones(),
            Shown::DecisionsDue => self.decisions_due(),
            Shown::Year => self.year(),
            Shown::YearAgo => self.year_ago(),
            Shown::Plan => self.plan(),
            Shown::PlanCheck => self.plan_check(),
            Shown::Promises => self.promises(),
            Shown::Forecast => self.forecast(),
            Shown::Goals => self.goals(),
        }
    }

    /// The whole thread, oldest first, the session at hand last.
    fn thread(&self) -> impl Iterator<Item = &'a Session> + use<'a> {
        self.earlier.clone().into_iter().rev().chain([self.here])
    }

    /// The part of it that a plan is still made of.
    fn recent(&self) -> impl Iterator<Item = &'a Session> + use<'a> {
        let today = self.today;
        self.thread().filter(move |session| is_recent(session, today))
    }

    fn is_of_here(&self, item: &Item, key: &str) -> bool {
        is_told(item, self.here.id, key)
    }

    fn parked(&self) -> Vec<Row<'a>> {
        let here = self.here.id;
        let row = |home: &'a Session, thought: &'a Item| {
            let is_settled = !thought.is_pending();
            let told = is_settled.then(|| Fact::Word(thought.text("state")));
            let from = (home.id != here).then_some(Fact::From(&home.title));
            Row { is_settled, facts: told.into_iter().chain(from).collect(), ..Row::of(home, thought) }
        };
        let is_here = |thought: &&Item| thought.is_pending() || is_told(thought, here, "state");
        let of = |home: &'a Session| home.parked.iter().filter(is_here).map(move |thought| row(home, thought));
        self.thread().flat_map(of).collect()
    }

    fn unfinished(&self) -> Vec<Row<'a>> {
        let Some(home) = self.linked() else { return Vec::new() };
        let row = |stage: &'a Stage| {
            let is_settled = self.here.has_taken(stage);
            let state = if stage.is_visited() { Fact::Empty } else { Fact::NotBegun };
            let facts = vec![if is_settled { Fact::Here } else { state }, Fact::Minutes(stage.minutes)];
            Row { home, about: About::Stage(stage), depth: 0, facts, is_settled }
        };
        home.unfinished().map(row).collect()
    }

    /// The session that this one goes on from: the one it names, else the newest before it.
    pub fn linked(&self) -> Option<&'a Session> {
        let named = self.earlier.iter().find(|session| Some(session.id) == self.here.thread);
        named.or_else(|| self.earlier.first()).copied()
    }

    fn decisions_due(&self) -> Vec<Row<'a>> {
        let mut rows: Vec<(Option<NaiveDate>, Row<'a>)> = Vec::new();
        for home in self.thread() {
            for decision in home.items_of(SheetKind::Decisions) {
                let review = review_day(home, decision);
                let is_due = review.is_some_and(|day| day <= self.today) && decision.value("came_true").is_none();
                if is_due || self.is_of_here(decision, "came_true") {
                    rows.push((review, self.decision(home, decision)));
                }
            }
        }
        rows.sort_by_key(|(review, _)| *review);
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// A decision with what came of it, where somebody has said so.
    fn decision(&self, home: &'a Session, decision: &'a Item) -> Row<'a> {
        let mut row = Row::of(home, decision);
        row.is_settled = self.is_of_here(decision, "came_true");
        let came = decision.text("came_true");
        if !came.is_empty() {
            row.facts.push(Fact::Field("came_true", came));
        }
        row.field("learned");
        if came.is_empty()
            && let Some(day) = review_day(home, decision)
        {
            row.facts.push(Fact::Review(day));
        }
        if let Some(sure) = decision.number("confidence_percent") {
            row.facts.push(Fact::Number("confidence_percent", sure));
        }
        row.facts.push(Fact::From(&home.title));
        row
    }

    fn goals(&self) -> Vec<Row<'a>> {
        let of = |home: &'a Session| {
            let is_wanted = |goal: &&Item| goal.status().is_open() || self.is_of_here(goal, "confidence");
            home.items_of(SheetKind::Goals).filter(is_wanted).map(move |goal| (home, goal))
        };
        let row = |(home, goal): (&'a Session, &'a Item)| {
            let sure = |value: Option<&serde_json::Value>| value.and_then(serde_json::Value::as_u64);
            let mut row = Row::of(home, goal);
            row.is_settled = self.is_of_here(goal, "confidence");
            row.facts.push(Fact::Confidence(sure(goal.value("confidence")), sure(goal.value_before("confidence"))));
            row.person("owner");
            if let Some(due) = goal.date("due") {
                row.facts.push(if due < self.today { Fact::Late(due) } else { Fact::Due(due) });
            }
            row
        };
        self.recent().flat_map(of).map(row).collect()
    }

    fn plan(&self) -> Vec<Row<'a>> {
        let sessions: Vec<&'a Session> = self.recent().collect();
        let plan = Plan::of(sessions.iter().copied(), self.today);
        let find = |link: &Link| {
            let home: &'a Session = sessions.iter().copied().find(|session| session.id == link.home)?;
            Some((home, home.find(&link.id)?.2))
        };
        let row = |row: &tree::Row<'_>| {
            let tree::Row::Entry { entry, depth, .. } = row else { return None };
            let (home, item) = find(&entry.link())?;
            let mut row = Row { depth: *depth, is_settled: !entry.status.is_open(), ..Row::of(home, item) };
            if entry.kind == EntryKind::Action || entry.kind == EntryKind::Milestone {
                row.person("owner");
                if let Some(due) = entry.due {
                    row.facts.push(if entry.is_late(self.today) { Fact::Late(due) } else { Fact::Due(due) });
                }
            }
            Some(row)
        };
        tree::rows(&plan).iter().filter_map(row).collect()
    }

    fn plan_check(&self) -> Vec<Row<'a>> {
        let row = |finding: rules::Finding<'a>| {
            let mut row = Row::of(finding.home, finding.item);
            row.facts = finding.broken.iter().map(|(rule, count)| Fact::Broken(rule.id, *count)).collect();
            row.person("owner");
            if finding.home.id != self.here.id {
                row.facts.push(Fact::From(&finding.home.title));
            }
            row
        };
        rules::check(self.thread(), self.today).into_iter().map(row).collect()
    }
}

impl<'a> Row<'a> {
    fn of(home: &'a Session, item: &'a Item) -> Self {
        Self { home, about: About::Item(item), depth: 0, facts: Vec::new(), is_settled: false }
    }

    /// Adds a field of the item, where it says something.
    fn field(&mut self, key: &'static str) {
        if let About::Item(item) = self.about
            && !item.text(key).is_empty()
        {
            self.facts.push(Fact::Field(key, item.text(key)));
        }
    }

    /// Adds whom a field of the item names.
    fn person(&mut self, key: &str) {
        if let About::Item(item) = self.about
            && !item.text(key).is_empty()
        {
            self.facts.push(Fact::Owner(self.home.person(item.text(key))));
        }
    }
}

/// Whether session `here` has told this field of an item.
fn is_told(item: &Item, here: Uuid, key: &str) -> bool {
    item.history.iter().any(|news| news.session == Some(here) && news.values.contains_key(key))
}

/// When a decision is looked at again: as it says, else 90 days after its session.
fn review_day(home: &Session, decision: &Item) -> Option<NaiveDate> {
    decision.date("review").or_else(|| home.day()?.checked_add_days(Days::new(REVIEW_AFTER)))
}

/// Whether what a session planned can still be under way.
fn is_recent(session: &Session, today: NaiveDate) -> bool {
    let oldest = today.checked_sub_months(Months::new(SPAN));
    session.day().is_none_or(|day| oldest.is_none_or(|oldest| day >= oldest))
}

#[cfg(test)]
mod tests;
