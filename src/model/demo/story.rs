//! A session as one would tell it: who met when, and what was said, in a few words a line.
//!
//! Days are counted from today for a session, and from the session for what was said in it, so that a story never ages.

use std::borrow::Cow;

use serde_json::Value;

use crate::model::session::Client;
use crate::model::sheet::SheetKind;
use crate::model::stage::Style;

/// What a session is called while stories are told.
pub(super) type Key = Cow<'static, str>;

/// A session.
#[derive(Clone, Debug)]
pub(super) struct Story {
    pub(super) key: Key,
    /// May hold `{quarter}`, `{month}` and `{year}`, which its day fills.
    pub(super) title: String,
    pub(super) client: Option<Client>,
    /// Days from today.
    pub(super) day: i64,
    /// Hours and minutes at which it starts, unless it is running.
    pub(super) at: (u32, u32),
    pub(super) place: &'static str,
    pub(super) style: Style,
    pub(super) way: Way,
    /// Name and department.
    pub(super) people: Vec<(&'static str, &'static str)>,
    pub(super) lines: Vec<Line>,
}

/// How far a session came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Closed,
    /// In this stage, for so many minutes.
    Running(&'static str, i64),
    Paused(&'static str, i64),
    Planned,
}

/// One thing that was said.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) list: List,
    pub(super) slot: &'static str,
    /// What other lines call it; empty for most.
    pub(super) label: &'static str,
    pub(super) values: Vec<(&'static str, Datum)>,
    pub(super) told: Vec<Told>,
}

/// Where it was written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Sheet(SheetKind),
    Parked,
    Notes,
}

/// What a field holds.
#[derive(Clone, Debug)]
pub(super) enum Datum {
    Plain(Value),
    /// Days from the session.
    Day(i64),
    Person(&'static str),
    /// The label of a line, or `story/label` for one of an earlier session.
    Link(&'static str),
}

/// What became of it.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) when: When,
    pub(super) values: Vec<(&'static str, Datum)>,
}

/// When that became known.
#[derive(Clone, Debug)]
pub(super) enum When {
    /// In a later session, from which its days are counted.
    In(Key),
    /// So many days after the session.
    After(i64),
}

impl Story {
    pub(super) fn new(key: impl Into<Key>, title: impl Into<String>, client: Option<Client>, day: i64) -> Self {
        Self {
            key: key.into(),
            title: title.into(),
            client,
            day,
            at: (9, 30),
            place: "",
            style: Style::default(),
            way: Way::Closed,
            people: Vec::new(),
            lines: Vec::new(),
        }
    }

    pub(super) fn at(mut self, hours: u32, minutes: u32, place: &'static str) -> Self {
        (self.at, self.place) = ((hours, minutes), place);
        self
    }

    pub(super) fn people(mut self, people: &[(&'static str, &'static str)]) -> Self {
        self.people = people.to_vec();
        self
    }

    pub(super) fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    pub(super) fn way(mut self, way: Way) -> Self {
        self.way = way;
        self
    }

    pub(super) fn said(mut self, lines: impl IntoIterator<Item = Line>) -> Self {
        self.lines.extend(lines);
        self
    }
}

impl Line {
    /// A line that fills one field.
    pub(super) fn new(list: List, slot: &'static str, key: &'static str, value: impl Into<Value>) -> Self {
        Self { list, slot, label: "", values: vec![(key, Datum::Plain(value.into()))], told: Vec::new() }
    }

    /// A line that others may link to.
    pub(super) fn labelled(kind: SheetKind, label: &'static str, text: impl Into<String>) -> Self {
        Self { label, ..Self::new(List::Sheet(kind), "", "text", text.into()) }
    }

    /// The same with one more field, whose value depends on the session.
    pub(super) fn datum(mut self, key: &'static str, datum: Datum) -> Self {
        self.values.push((key, datum));
        self
    }

    /// The same with one more field.
    pub(super) fn with(self, key: &'static str, value: impl Into<Value>) -> Self {
        self.datum(key, Datum::Plain(value.into()))
    }

    pub(super) fn by(self, owner: &'static str) -> Self {
        self.datum("owner", Datum::Person(owner))
    }

    pub(super) fn due(self, days: i64) -> Self {
        self.datum("due", Datum::Day(days))
    }

    pub(super) fn start(self, days: i64) -> Self {
        self.datum("start", Datum::Day(days))
    }

    /// Decided on this day at the latest.
    pub(super) fn decide(self, days: i64) -> Self {
        self.datum("last_responsible_day", Datum::Day(days))
    }

    /// Links it to a goal.
    pub(super) fn serves(self, goal: &'static str) -> Self {
        self.datum("goal", Datum::Link(goal))
    }

    /// Links it to a project.
    pub(super) fn of(self, project: &'static str) -> Self {
        self.datum("project", Datum::Link(project))
    }

    /// Says which split action it comes from.
    pub(super) fn from(self, action: &'static str) -> Self {
        self.datum("from", Datum::Link(action))
    }

    pub(super) fn measured(self, measure: impl Into<String>, unit: &str, baseline: i64, target: i64) -> Self {
        let named = self.with("measure", measure.into()).with("unit", unit);
        named.with("baseline", baseline).with("target", target)
    }

    /// Importance, time and effort, each from 1 to 5.
    pub(super) fn scored(self, importance: u8, time: u8, effort: u8) -> Self {
        self.with("importance", importance).with("time", time).with("effort", effort)
    }

    pub(super) fn first(self, step: &str) -> Self {
        self.with("first_step", step)
    }

    pub(super) fn note(self, note: &str) -> Self {
        self.with("note", note)
    }

    pub(super) fn tags(self, pillars: &[&str]) -> Self {
        self.with("pillars", pillars.to_vec())
    }

    fn told(mut self, when: When, values: Vec<(&'static str, Datum)>) -> Self {
        self.told.push(Told { when, values });
        self
    }

    fn decided(self, session: impl Into<Key>, outcome: &str, rest: Vec<(&'static str, Datum)>, note: &str) -> Self {
        let mut values = vec![("outcome", Datum::Plain(outcome.into()))];
        values.extend(rest);
        if !note.is_empty() {
            values.push(("note", Datum::Plain(note.into())));
        }
        self.told(When::In(session.into()), values)
    }

    /// Reported done in a later session.
    pub(super) fn done(self, session: impl Into<Key>, note: &str) -> Self {
        self.decided(session, "done", vec![status("done")], note)
    }

    /// Kept in a later session, due so many days after it.
    pub(super) fn kept(self, session: impl Into<Key>, due: i64, note: &str) -> Self {
        self.decided(session, "kept", vec![status("open"), ("due", Datum::Day(due))], note)
    }

    /// Handed over in a later session, due so many days after it.
    pub(super) fn handed(self, session: impl Into<Key>, owner: &'static str, due: i64, note: &str) -> Self {
        let values = vec![status("open"), ("due", Datum::Day(due)), ("owner", Datum::Person(owner))];
        self.decided(session, "handed-over", values, note)
    }

    /// Let go in a later session, and why.
    pub(super) fn dropped(self, session: impl Into<Key>, why: &str) -> Self {
        self.decided(session, "dropped", vec![status("dropped")], why)
    }

    /// Made into smaller actions in a later session.
    pub(super) fn split(self, session: impl Into<Key>, parts: &str) -> Self {
        self.decided(session, "split", vec![status("dropped")], parts)
    }

    /// Put aside in a later session.
    pub(super) fn parked(self, session: impl Into<Key>, note: &str) -> Self {
        self.decided(session, "parked", vec![status("dropped")], note)
    }

    /// What its last news are worth a month, in hours and money.
    pub(super) fn worth(mut self, hours: i64, money: i64) -> Self {
        let won = [("hours_a_month", hours), ("money_a_month", money)].into_iter().filter(|(_, number)| *number > 0);
        if let Some(told) = self.told.last_mut() {
            told.values.extend(won.map(|(key, number)| (key, Datum::Plain(number.into()))));
        }
        self
    }

    /// Finished between sessions, so many days after this one.
    pub(super) fn ticked(self, days: i64) -> Self {
        self.told(When::After(days), vec![status("done")])
    }

    /// Begun, or waiting, so many days after this session.
    pub(super) fn moved(self, days: i64, word: &str) -> Self {
        self.told(When::After(days), vec![status(word)])
    }

    /// The number that a goal had reached by a later session.
    pub(super) fn reached(self, session: impl Into<Key>, number: i64) -> Self {
        self.told(When::In(session.into()), vec![("reached", Datum::Plain(number.into()))])
    }

    /// The number of a goal that was met by a later session.
    pub(super) fn met(self, session: impl Into<Key>, number: i64) -> Self {
        self.told(When::In(session.into()), vec![("reached", Datum::Plain(number.into())), status("done")])
    }

    /// A milestone that was passed, so many days after this session.
    pub(super) fn passed(self, days: i64) -> Self {
        self.told(When::After(days), vec![("done", Datum::Plain(true.into()))])
    }
}

fn status(word: &str) -> (&'static str, Datum) {
    ("status", Datum::Plain(word.into()))
}
