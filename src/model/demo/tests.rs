//! What the made-up sessions promise: believable, whole, and the same every time.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use serde_json::Value;
use uuid::Uuid;

use super::*;
use crate::model::item::{Item, Status};
use crate::model::plan::{Column, EntryKind, Link, Plan};
use crate::model::session::State;
use crate::model::sheet::{PERSON, SheetKind, Slot};

fn template() -> Template {
    serde_json::from_str(include_str!("../../../templates/strategic-session.json")).unwrap()
}

fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

fn noon() -> DateTime<FixedOffset> {
    at("2026-03-04T11:42:10.25+01:00")
}

fn shown() -> Vec<Session> {
    example(&template(), noon())
}

/// Every item with the slot that describes it.
fn described(session: &Session) -> Vec<(Slot, &Item)> {
    let of_sheets = session
        .sheets()
        .flat_map(|(_, sheet)| sheet.items.iter().map(|item| (sheet.slot(item.text("slot")).unwrap(), item)));
    let note = SheetKind::Notes.slot("").unwrap();
    let asides = session.parked.iter().chain(&session.notes).map(|item| (note.clone(), item));
    of_sheets.chain(asides).chain(session.participants.iter().map(|item| (PERSON.clone(), item))).collect()
}

/// Whether every value is one that its field accepts, every id is used once, and every link leads somewhere.
fn assert_sound(sessions: &[Session], now: DateTime<FixedOffset>) {
    let homes: HashSet<Uuid> = sessions.iter().map(|session| session.id).collect();
    assert_eq!(homes.len(), sessions.len());
    let known: HashMap<Link, &'static str> = sessions
        .iter()
        .flat_map(|session| {
            let link = |item: &Item| Link { home: session.id, id: item.id.clone() };
            described(session).into_iter().map(move |(slot, item)| (link(item), slot.prefix))
        })
        .collect();
    for session in sessions {
        assert!(session.thread.is_none_or(|thread| thread != session.id && homes.contains(&thread)));
        let items = described(session);
        let ids: HashSet<_> = items.iter().map(|(_, item)| &item.id).collect();
        assert_eq!(ids.len(), items.len(), "{}", session.title);
        for (slot, item) in items {
            let told = item.history.iter().flat_map(|news| &news.values);
            for (key, value) in item.values.iter().chain(told) {
                assert_value(session, &slot, key, value, &known);
            }
            assert!(item.history.is_sorted_by_key(|news| news.at), "{item:?}");
            for news in &item.history {
                assert!(!news.values.contains_key("outcome") || news.session.is_some(), "{item:?}");
                assert!(news.session.is_none_or(|id| id != session.id && homes.contains(&id)), "{item:?}");
                assert!(news.at <= now && session.starts().unwrap() < news.at, "{item:?}");
            }
        }
    }
}

fn assert_value(session: &Session, slot: &Slot, key: &str, value: &Value, known: &HashMap<Link, &'static str>) {
    let linked = match key {
        "goal" => Some("g"),
        "project" => Some("j"),
        "from" => Some("a"),
        _ => None,
    };
    if linked.is_some() {
        let link = Link::read(value.as_str().unwrap(), session.id).unwrap();
        assert_eq!(known.get(&link).copied(), linked, "{key} {value}");
    }
    let news = ["status", "outcome", "note", "hours_a_month", "money_a_month"];
    let asides = ["slot", "private", "stage", "state", "from"];
    match slot.field(key) {
        Some(field) => assert!(field.kind.accepts(value), "{key} {value}"),
        None => assert!(news.contains(&key) || asides.contains(&key), "{key} is not of {slot:?}"),
    }
}

#[test]
fn the_example_is_sound_whatever_the_day() {
    for day in 1..=14 {
        let now = at(&format!("2026-02-{day:02}T11:42:10+01:00"));
        let sessions = example(&template(), now);
        assert_sound(&sessions, now);
        assert_eq!(sessions.iter().filter(|session| session.state == State::Running).count(), 1);
        assert!(sessions.windows(2).all(|pair| pair[0].starts() <= pair[1].starts()));
        let plan = Plan::of(&sessions, now.date_naive());
        assert!(plan.kind(EntryKind::Action).filter(|entry| entry.is_due_soon(plan.today)).count() >= 4, "{day}");
        assert!(plan.kind(EntryKind::Action).filter(|entry| entry.is_late(plan.today)).count() >= 3, "{day}");
    }
}

#[test]
fn the_example_has_a_year_of_sessions_and_about_120_goals_projects_milestones_and_actions() {
    let sessions = shown();
    assert!((14..=18).contains(&sessions.len()));
    let plan = Plan::of(&sessions, noon().date_naive());
    assert!((100..=140).contains(&plan.entries.len()), "{}", plan.entries.len());
    let count = |state| sessions.iter().filter(|session| session.state == state).count();
    let states = [State::Running, State::Paused, State::Planned].map(count);
    assert_eq!(states, [1, 1, 2]);
    let oldest = sessions.iter().filter_map(Session::day).min().unwrap();
    assert!((330..366).contains(&(noon().date_naive() - oldest).num_days()));
    assert_eq!(plan.clients(), ["", "Lindqvist & Co", "Project Birch", "Studio Nord"]);
}

#[test]
fn the_example_shows_every_fate_of_an_action() {
    let sessions = shown();
    let actions: Vec<&Item> = sessions.iter().flat_map(|session| session.items_of(SheetKind::Actions)).collect();
    for outcome in ["done", "kept", "split", "handed-over", "parked", "dropped"] {
        assert!(
            actions.iter().any(|item| item.history.iter().any(|news| news.text("outcome") == outcome)),
            "{outcome}"
        );
    }
    for status in [Status::Open, Status::Doing, Status::Waiting, Status::Done, Status::Dropped] {
        assert!(actions.iter().any(|item| item.status() == status), "{status:?}");
    }
    let open = || actions.iter().filter(|item| item.status().is_open());
    assert!(open().any(|item| item.text("owner").is_empty()));
    assert!(open().any(|item| item.date("due").is_none()));
    assert!(open().any(|item| item.text("goal").is_empty() && item.text("project").is_empty()));
    assert!(open().any(|item| item.carried() == 2));
    let plan = Plan::of(&sessions, noon().date_naive());
    assert!(Column::ALL.into_iter().all(|column| plan.column(column).len() >= 4));
}

#[test]
fn the_running_session_is_in_its_goals_with_the_stages_before_it_behind() {
    let sessions = shown();
    let running = sessions.iter().find(|session| session.state == State::Running).unwrap();
    let here = running.stage_here().unwrap();
    assert_eq!(running.stages[here].id, "goals");
    assert!(running.stages[here].clock.is_running());
    assert_eq!(running.stages[here].clock.spent(noon()), 18 * 60);
    assert!(running.stages[..here].iter().all(|stage| stage.is_visited() && !stage.clock.is_running()));
    assert_eq!(running.day(), Some(noon().date_naive()));
    assert_eq!(running.title, "Q1 offsite");
    let before = sessions.iter().find(|session| Some(session.id) == running.thread).unwrap();
    assert_eq!(before.client, running.client);
}

#[test]
fn the_name_behind_an_alias_stays_out_of_what_was_said() {
    for session in shown() {
        let client = session.client.clone();
        let said = serde_json::to_string(&Session { client: None, ..session }).unwrap();
        assert!(client.is_none_or(|client| client.alias.is_empty() || !said.contains("Acme")));
    }
}

#[test]
fn days_in_a_plan_are_working_days() {
    let weekend = |day: NaiveDate| chrono::Datelike::weekday(&day).num_days_from_monday() > 4;
    let sessions = shown();
    let plan = Plan::of(&sessions, noon().date_naive());
    assert!(!plan.entries.iter().filter_map(|entry| entry.due).any(weekend));
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let bytes = |sessions: Vec<Session>| serde_json::to_string(&sessions).unwrap();
    assert_eq!(bytes(shown()), bytes(shown()));
    let grown = |seed| bytes(library(&template(), noon(), 60, seed));
    assert_eq!(grown(7), grown(7));
    assert_ne!(grown(7), grown(8));
}

#[test]
fn a_library_of_any_size_is_sound() {
    for count in [0, 1, 2, 49, 50, 400] {
        let sessions = library(&template(), noon(), count, 11);
        assert_eq!(sessions.len(), count);
        assert_sound(&sessions, noon());
    }
}

#[test]
fn a_grown_session_has_the_size_of_a_real_one() {
    let sessions = library(&template(), noon(), 200, 3);
    let closed: Vec<_> = sessions.iter().filter(|session| session.state == State::Closed).collect();
    let size = |session: &&Session| serde_json::to_string_pretty(session).unwrap().len();
    let mean = closed.iter().map(size).sum::<usize>() / closed.len();
    assert!((17_000..25_000).contains(&mean), "{mean}");
    for session in closed {
        let items = session.stages.iter().map(crate::model::stage::Stage::count).sum::<usize>();
        assert!((25..=40).contains(&items), "{items}");
    }
    let clients: HashSet<_> = sessions.iter().map(|session| session.client_shown().to_owned()).collect();
    assert!(clients.len() > 20);
}

#[test]
fn a_session_reads_back_from_its_file_as_it_was() {
    for session in shown().into_iter().chain(library(&template(), noon(), 10, 5)) {
        let text = serde_json::to_string_pretty(&session).unwrap();
        assert_eq!(serde_json::from_str::<Session>(&text).unwrap(), session);
    }
}
