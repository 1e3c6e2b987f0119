//! Writes stories down as sessions: days become dates, names become participants, labels become links.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta, Weekday};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::story::{Datum, Key, Line, List, Story, Told, Way, When};
use crate::model::also::Also;
use crate::model::id::{IdSource, ItemId};
use crate::model::item::{Item, News};
use crate::model::session::{Horizon, Session, State};
use crate::model::sheet::{PERSON, SheetKind, Slot};
use crate::model::stage::Sheet;
use crate::model::template::Template;
use crate::model::timebox::Visit;

/// Days over which the plan of a session reaches.
const HORIZON: i64 = 92;

/// Seconds by which stages end later or earlier than planned, one after the other.
const DRIFT: [i64; 7] = [114, -87, 203, -141, 38, 176, -205];

/// Turns stories into sessions; they have to come in the order of their days.
#[derive(Debug)]
pub(super) struct Scribe {
    template: Template,
    now: DateTime<FixedOffset>,
    ids: IdSource,
    outline: HashMap<Key, Meeting>,
    threads: HashMap<String, Uuid>,
    labels: HashMap<(Key, &'static str), ItemId>,
}

/// What other sessions may know of one before it is written.
#[derive(Clone, Copy, Debug)]
struct Meeting {
    id: Uuid,
    starts: DateTime<FixedOffset>,
    /// The day from which its days are counted.
    day: NaiveDate,
}

/// What a session's lines may refer to.
struct Page<'a> {
    key: &'a Key,
    day: NaiveDate,
    people: Vec<(&'static str, ItemId)>,
    used: HashSet<ItemId>,
}

impl Scribe {
    pub(super) fn new(template: Template, now: DateTime<FixedOffset>, ids: IdSource) -> Self {
        let now = now - TimeDelta::nanoseconds(i64::from(now.timestamp_subsec_nanos()));
        Self { template, now, ids, outline: HashMap::new(), threads: HashMap::new(), labels: HashMap::new() }
    }

    /// Makes a session known, so that earlier ones can tell what became of them in it.
    pub(super) fn announce(&mut self, key: Key, day: i64, at: (u32, u32), way: Way) {
        let nominal = plus(self.now.date_naive(), day);
        let starts = match way {
            Way::Running(stage, minutes) => self.now - TimeDelta::seconds(minutes * 60 + self.seconds_before(stage)),
            Way::Closed | Way::Paused(..) => self.moment(workday(nominal, -1), at),
            Way::Planned => self.moment(workday(nominal, 1), at),
        };
        let made = starts.min(self.now) - TimeDelta::days(7);
        let id = self.ids.session(&made);
        self.outline.insert(key, Meeting { id, starts, day: nominal });
    }

    /// The session of a story that was announced.
    pub(super) fn write(&mut self, story: &Story) -> Session {
        let mut session = self.template.session("en", &mut self.ids, self.now);
        let Some(&Meeting { id, starts, day }) = self.outline.get(&story.key) else { return session };
        let first = starts.date_naive();
        session.id = id;
        session.title = titled(&story.title, first);
        session.client.clone_from(&story.client);
        let thread = story.client.as_ref().map_or_else(String::new, |client| client.name.clone());
        session.thread = self.threads.insert(thread, id);
        session.state = story.way.state();
        session.scheduled = Some(starts - TimeDelta::seconds(starts.timestamp().rem_euclid(300)));
        story.place.clone_into(&mut session.place);
        session.horizon = Some(Horizon::new(first, plus(first, HORIZON)));
        session.style = story.style;
        wind(&mut session, story.way, starts);
        self.fill(&mut session, story, day);
        session
    }

    fn fill(&mut self, session: &mut Session, story: &Story, day: NaiveDate) {
        let mut page = Page { key: &story.key, day, people: Vec::new(), used: HashSet::new() };
        for &(name, department) in &story.people {
            let id = self.fresh(&mut page, PERSON.prefix);
            page.people.push((name, id.clone()));
            let person = Item::new(id, "name", name).with("department", department).with("in_room", true);
            session.participants.push(person);
        }
        for line in &story.lines {
            let item = self.item(&mut page, line);
            let place = match line.list {
                List::Parked => Some(&mut session.parked),
                List::Notes => Some(&mut session.notes),
                List::Sheet(kind) => sheet_of(session, kind).map(|sheet| &mut sheet.items),
            };
            if let Some(items) = place {
                items.push(item);
            }
        }
    }

    fn item(&mut self, page: &mut Page<'_>, line: &Line) -> Item {
        let slot = line.list.slot(line.slot);
        let prefix = if line.list == List::Parked { "k" } else { slot.map_or("x", |slot| slot.prefix) };
        let id = self.fresh(page, prefix);
        if !line.label.is_empty() {
            self.labels.insert((page.key.clone(), line.label), id.clone());
        }
        let mut said: Vec<_> = line.values.iter().collect();
        let place = |key| slot.and_then(|slot| slot.fields.iter().position(|field| field.key == key));
        said.sort_by_key(|(key, _)| place(*key).unwrap_or(usize::MAX));
        let mut values = Map::new();
        if !line.slot.is_empty() {
            values.insert("slot".to_owned(), Value::from(line.slot));
        }
        for (key, datum) in said {
            values.insert((*key).to_owned(), self.value(page, datum, page.day));
        }
        let mut history: Vec<News> = Vec::new();
        for told in &line.told {
            let mut news = self.news(page, told);
            news.at = history.last().map_or(news.at, |before| news.at.max(before.at));
            history.push(news);
        }
        Item { id, values, also: Also::default(), history }
    }

    fn news(&mut self, page: &Page<'_>, told: &Told) -> News {
        let seconds = i64::try_from(self.ids.bits() % 700).unwrap_or(0);
        let meeting = match &told.when {
            When::In(session) => self.outline.get(session).copied(),
            When::After(_) => None,
        };
        let (at, day) = match (&told.when, meeting) {
            (_, Some(meeting)) => (meeting.starts + TimeDelta::seconds(16 * 60 + seconds), meeting.day),
            (When::After(days), None) => {
                let at = self.moment(workday(plus(page.day, *days), -1), (16, 10));
                ((at + TimeDelta::seconds(seconds)).min(self.now), page.day)
            }
            (When::In(_), None) => (self.now, page.day),
        };
        let news = News::new(at, meeting.map(|meeting| meeting.id));
        told.values.iter().fold(news, |news, (key, datum)| news.with(key, self.value(page, datum, day)))
    }

    fn value(&self, page: &Page<'_>, datum: &Datum, day: NaiveDate) -> Value {
        match datum {
            Datum::Plain(value) => value.clone(),
            Datum::Day(days) => Value::from(workday(plus(day, *days), 1).to_string()),
            Datum::Person(name) => {
                let known = page.people.iter().find(|(each, _)| each == name);
                Value::from(known.map_or(*name, |(_, id)| id.as_str()))
            }
            Datum::Link(label) => Value::from(self.link(page, label).unwrap_or_else(|| (*label).to_owned())),
        }
    }

    fn link(&self, page: &Page<'_>, label: &'static str) -> Option<String> {
        let Some((story, label)) = label.split_once('/') else {
            return self.labels.get(&(page.key.clone(), label)).map(ToString::to_string);
        };
        let key = Key::Borrowed(story);
        let home = self.outline.get(&key)?.id;
        self.labels.get(&(key, label)).map(|id| format!("{home}/{id}"))
    }

    fn fresh(&mut self, page: &mut Page<'_>, prefix: &str) -> ItemId {
        loop {
            let id = self.ids.item(prefix);
            if page.used.insert(id.clone()) {
                return id;
            }
        }
    }

    fn moment(&self, day: NaiveDate, (hours, minutes): (u32, u32)) -> DateTime<FixedOffset> {
        let local = day.and_hms_opt(hours, minutes, 0);
        local.and_then(|local| local.and_local_timezone(*self.now.offset()).single()).unwrap_or(self.now)
    }

    fn seconds_before(&self, stage: &str) -> i64 {
        let before = self.template.stages.iter().take_while(|each| each.id != stage);
        before.zip(drifts()).map(|(each, drift)| seconds(each.minutes, drift)).sum()
    }
}

impl Way {
    fn state(self) -> State {
        match self {
            Self::Closed => State::Closed,
            Self::Running(..) => State::Running,
            Self::Paused(..) => State::Paused,
            Self::Planned => State::Planned,
        }
    }
}

impl List {
    fn slot(self, slot: &str) -> Option<&'static Slot> {
        match self {
            Self::Sheet(kind) => kind.slot(slot),
            Self::Parked | Self::Notes => SheetKind::Notes.slot(""),
        }
    }
}

/// Lets the clocks run as far as the session came.
fn wind(session: &mut Session, way: Way, starts: DateTime<FixedOffset>) {
    let here = match way {
        Way::Planned => return,
        Way::Closed => None,
        Way::Running(stage, minutes) | Way::Paused(stage, minutes) => Some((stage, minutes)),
    };
    let mut from = starts;
    for (stage, drift) in session.stages.iter_mut().zip(drifts()) {
        let last = here.filter(|(here, _)| *here == stage.id);
        let to = from + TimeDelta::seconds(last.map_or(seconds(stage.minutes, drift), |(_, minutes)| minutes * 60));
        let runs = last.is_some() && matches!(way, Way::Running(..));
        stage.clock.visits.push(Visit::new(from, (!runs).then_some(to)));
        if last.is_some() {
            return;
        }
        from = to;
    }
}

fn drifts() -> impl Iterator<Item = i64> {
    DRIFT.into_iter().cycle()
}

fn seconds(minutes: u32, drift: i64) -> i64 {
    i64::from(minutes) * 60 + drift
}

fn sheet_of(session: &mut Session, kind: SheetKind) -> Option<&mut Sheet> {
    session.stages.iter_mut().flat_map(|stage| &mut stage.sheets).find(|sheet| sheet.kind == kind)
}

fn plus(day: NaiveDate, days: i64) -> NaiveDate {
    TimeDelta::try_days(days).and_then(|span| day.checked_add_signed(span)).unwrap_or(day)
}

/// The nearest day from Monday to Friday, later for `step` 1, earlier for -1.
fn workday(day: NaiveDate, step: i64) -> NaiveDate {
    let is_off = |day: NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let days = (0..3).map(|count| plus(day, count * step));
    days.into_iter().find(|day| !is_off(*day)).unwrap_or(day)
}

fn titled(title: &str, day: NaiveDate) -> String {
    let quarter = format!("Q{}", day.month0() / 3 + 1);
    let month = day.format("%B").to_string();
    title.replace("{quarter}", &quarter).replace("{month}", &month).replace("{year}", &day.year().to_string())
}
