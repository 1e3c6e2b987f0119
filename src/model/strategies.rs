//! A small sound session and random sessions, for the tests of the model.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::also::Also;
use super::field::FieldKind;
use super::id::ItemId;
use super::item::{Item, News};
use super::prework::asked::ASKED;
use super::session::{Client, FORMAT, Horizon, SCHEMA, Session, State, VERSION};
use super::sheet::setup::{Better, Column, ColumnKind, Score, Setup, Shown};
use super::sheet::{PERSON, SheetKind, Slot};
use super::stage::{Clock, Cues, Prompt, Sheet, Stage, Style};
use super::timebox::Visit;
use super::words::Named;

mod whims;

pub(crate) use whims::{Whim, whims};

/// A moment of 12 March 2026, `HH:MM`.
pub(crate) fn at(time: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(&format!("2026-03-12T{time}:00+01:00")).unwrap()
}

/// A day, `YYYY-MM-DD`.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A running session with an opening, one goal and one action that serves it, and two people in the room.
pub(crate) fn sample() -> Session {
    let stage =
        |id: &str, sheet: Value| json!({ "id": id, "title": id, "minutes": 30, "at_least": 10, "sheets": [sheet] });
    let opening = json!({
        "id": "opening", "kind": "opening",
        "prompts": [
            { "ask": "How do you arrive?", "slot": "pulse" },
            { "ask": "Which question?", "slot": "question" },
            { "ask": "Which shift?", "slot": "shift" },
            { "ask": "Who is prepared?", "slot": "prepared" },
            { "ask": "What will you leave alone?", "slot": "not-here" }
        ],
        "items": [{ "id": "o-1", "slot": "question", "text": "A second carpenter?" }]
    });
    let goals = json!({
        "id": "goals", "kind": "goals", "prompts": [{ "ask": "Which goals?" }],
        "items": [{ "id": "g-1", "text": "Twelve clients", "owner": "p-1", "due": "2026-06-30" }]
    });
    let plan = json!({
        "id": "plan", "kind": "actions", "prompts": [{ "ask": "Who does what?" }],
        "items": [{ "id": "a-1", "text": "Call Acme", "goal": "g-1" }]
    });
    let session = json!({
        "$schema": SCHEMA, "format": FORMAT, "version": VERSION, "id": Uuid::from_u128(1), "title": "Offsite",
        "language": "en", "template": "strategic-session", "state": "running", "length": 100, "style": "strategist",
        "participants": [
            { "id": "p-1", "name": "Maria Lopez", "in_room": true },
            { "id": "p-2", "name": "Jean", "in_room": true }
        ],
        "stages": [stage("opening", opening), stage("goals", goals), stage("plan", plan)],
        "parked": [{ "id": "n-1", "text": "Raise the day rate?" }]
    });
    serde_json::from_value(session).unwrap()
}

/// Any JSON that a later version might write: numbers of two decimals, as people type them.
pub(crate) fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<i32>().prop_map(|hundredths| Value::from(f64::from(hundredths) / 100.0)),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            vec(("[a-z]{1,4}", inner), 0..3).prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

/// Keys that this version does not know.
fn unknown() -> impl Strategy<Value = Map<String, Value>> {
    vec(("x_[a-c]", json_value()), 0..3).prop_map(|pairs| pairs.into_iter().collect())
}

/// Values that lost in a merge, of fields that there may be.
fn also() -> impl Strategy<Value = Also> {
    let key = select(vec!["title", "minutes", "text", "due", "name", "x_a", "stages"]);
    let others = vec(prop_oneof![text().prop_map(Value::from), json_value()], 0..3).prop_map(Value::from);
    let some = vec((key.prop_map(str::to_owned), others), 1..3).prop_map(|pairs| Also(pairs.into_iter().collect()));
    prop_oneof![4 => Just(Also::default()), 1 => some]
}

fn text() -> impl Strategy<Value = String> {
    "[ -~éèœ“”–\n]{0,12}"
}

fn moment() -> impl Strategy<Value = DateTime<FixedOffset>> {
    (0..1_000_000_i64).prop_map(|seconds| at("09:30") + TimeDelta::seconds(seconds))
}

fn some_day() -> impl Strategy<Value = NaiveDate> {
    (0..400_u64).prop_map(|days| day("2026-01-01") + Days::new(days))
}

/// A value that a field of this kind may hold.
pub(crate) fn value_of(kind: &FieldKind) -> BoxedStrategy<Value> {
    match kind {
        FieldKind::Line | FieldKind::Page | FieldKind::Person | FieldKind::Link(_) | FieldKind::Offer(_) => {
            text().prop_map(Value::from).boxed()
        }
        FieldKind::Number | FieldKind::Money => {
            (0..10_000_i32).prop_map(|number| Value::from(f64::from(number) / 4.0)).boxed()
        }
        FieldKind::Date => some_day().prop_map(|day| Value::from(day.to_string())).boxed(),
        FieldKind::Scale(low, high) => (*low..=*high).prop_map(Value::from).boxed(),
        FieldKind::Choice(words) => {
            let ids: Vec<String> = words.ids().into_iter().map(str::to_owned).collect();
            select(ids).prop_map(Value::from).boxed()
        }
        FieldKind::Tags(_) | FieldKind::Links(_) => vec("[a-z]{1,6}", 0..3).prop_map(Value::from).boxed(),
        FieldKind::Flag => any::<bool>().prop_map(Value::from).boxed(),
    }
}

/// Some of the fields of a slot, in any order, with unknown ones among them.
fn values(slot: &Slot) -> impl Strategy<Value = Map<String, Value>> + use<> {
    let field = |field: &super::field::Field| (Just(field.key.to_string()), option::of(value_of(&field.kind)));
    let fields: Vec<_> = slot.fields.iter().map(field).collect();
    let named = move |pairs: Vec<(String, Option<Value>)>| -> Vec<(String, Value)> {
        pairs.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
    };
    (fields.prop_map(named), unknown()).prop_flat_map(|(fields, unknown)| {
        let all: Vec<_> = fields.into_iter().chain(unknown).collect();
        Just(all).prop_shuffle().prop_map(|all| all.into_iter().collect())
    })
}

fn item(slot: &Slot) -> impl Strategy<Value = Item> + use<> {
    let id = slot.id;
    (values(slot), also(), vec(news(), 0..2)).prop_map(move |(mut values, also, history)| {
        if !id.is_empty() {
            values.shift_insert(0, "slot".to_owned(), Value::from(id));
        }
        Item { id: ItemId::new(""), values, also, history }
    })
}

fn news() -> impl Strategy<Value = News> {
    let session = option::of(any::<u128>().prop_map(Uuid::from_u128));
    (moment(), session, unknown()).prop_map(|(at, session, values)| News { at, session, values })
}

fn clock() -> impl Strategy<Value = Clock> {
    let visit = (moment(), option::of(moment()), unknown()).prop_map(|(from, to, rest)| Visit { from, to, rest });
    (vec(visit, 0..3), -90..90_i64, unknown()).prop_map(|(visits, corrected_seconds, rest)| Clock {
        visits,
        corrected_seconds,
        rest,
    })
}

fn named() -> impl Strategy<Value = Vec<Named>> {
    let one = (text(), unknown()).prop_map(|(name, rest)| Named { id: String::new(), name, rest });
    vec(one, 0..3).prop_map(|mut all| {
        for (number, each) in all.iter_mut().enumerate() {
            each.id = format!("n-{number}");
        }
        all
    })
}

fn columns() -> impl Strategy<Value = Vec<Column>> {
    use ColumnKind::{Choice, Date, Money, Number, Person, Scale, Text, YesNo};
    let kind = select(vec![Text, Number, Money, Date, Person, Scale, Choice, YesNo]);
    let one = (kind, text(), text(), text(), unknown()).prop_map(|(kind, name, low, high, rest)| {
        let choices = if kind == Choice { vec![Named::new("yes", "Yes"), Named::new("no", "No")] } else { Vec::new() };
        Column { id: String::new(), name, kind, low, high, choices, rest }
    });
    vec(one, 0..4).prop_map(|mut all| {
        for (number, column) in all.iter_mut().enumerate() {
            column.id = format!("col_{number}");
        }
        all
    })
}

/// What a template might set up for a sheet of this kind.
fn setup(kind: SheetKind) -> impl Strategy<Value = Setup> {
    let lists = (columns(), named(), named(), named(), vec("20[0-9]{2}", 0..3));
    (lists, any::<bool>(), any::<bool>(), unknown()).prop_map(move |(lists, private, is_low, rest)| {
        let (columns, lanes, tracks, departments, periods) = lists;
        let better = if is_low { Better::Low } else { Better::High };
        let score = Score {
            id: "pain".to_owned(),
            name: "Pain".to_owned(),
            better,
            low: String::new(),
            high: String::new(),
            rest,
        };
        let has = |option: &str| kind.options().contains(&option);
        Setup {
            columns: if has("columns") { columns } else { Vec::new() },
            lanes: if has("lanes") { lanes } else { Vec::new() },
            scores: if has("scores") && private { vec![score] } else { Vec::new() },
            tracks: if has("tracks") { tracks } else { Vec::new() },
            periods: if has("periods") { BTreeSet::from_iter(periods).into_iter().collect() } else { Vec::new() },
            departments: if has("departments") { departments } else { Vec::new() },
            shows: has("shows").then_some(Shown::Year),
            continues: String::new(),
            private,
        }
    })
}

fn sheet() -> impl Strategy<Value = Sheet> {
    let set_up = select(SheetKind::ALL.to_vec()).prop_flat_map(|kind| (Just(kind), setup(kind)));
    set_up.prop_flat_map(|(kind, setup)| {
        let slots = kind.slots_with(&setup).into_owned();
        let ids: Vec<&str> = slots.iter().map(|slot| slot.id).chain([""]).collect();
        let items = if slots.is_empty() {
            Just(Vec::new()).boxed()
        } else {
            vec(select(slots).prop_flat_map(|slot| item(&slot)), 0..4).boxed()
        };
        let prompt = (text(), text(), select(ids), unknown(), unknown()).prop_map(|(ask, hint, slot, preset, rest)| {
            Prompt { ask, hint, example: String::new(), slot: slot.to_owned(), preset, fills: String::new(), rest }
        });
        (items, vec(prompt, 0..3), unknown()).prop_map(move |(items, prompts, rest)| Sheet {
            id: String::new(),
            kind,
            setup: setup.clone(),
            prompts: prompts.into(),
            items,
            rest,
        })
    })
}

/// A stage without ids.
fn stage() -> impl Strategy<Value = Stage> {
    let cues = (vec(text(), 0..2), vec(text(), 0..2), unknown());
    let cues = cues.prop_map(|(any, expert, rest)| Cues { any, expert, rest, ..Cues::default() });
    let times = (0..90_u32, 0..30_u32, any::<bool>(), option::of(0..90_u32));
    (text(), times, cues, clock(), vec(sheet(), 0..3), (also(), unknown())).prop_map(
        |(title, (minutes, at_least, fixed, now), cues, clock, sheets, (also, rest))| Stage {
            id: String::new(),
            title,
            minutes,
            at_least,
            fixed,
            now,
            cues,
            clock,
            sheets,
            also,
            rest,
        },
    )
}

fn client() -> impl Strategy<Value = Client> {
    (text(), text(), unknown()).prop_map(|(name, alias, rest)| Client { name, alias, rest })
}

fn horizon() -> impl Strategy<Value = Horizon> {
    (some_day(), some_day(), unknown()).prop_map(|(from, to, rest)| Horizon { from, to, rest })
}

/// Any session that is not closed, without faults of ids or values.
pub(crate) fn session() -> impl Strategy<Value = Session> {
    let about = (text(), option::of(client()), option::of(moment()), 0..600_u32, text(), option::of(horizon()));
    let how = (select(vec![State::Planned, State::Running, State::Paused]), select(Style::ALL.to_vec()), any::<bool>());
    let asides = (vec(item(&PERSON), 0..4), notes(), notes(), vec(item(&ASKED), 0..3));
    (about, how, asides, vec(stage(), 0..4), (also(), unknown())).prop_map(
        |(about, how, asides, stages, (also, rest))| {
            let (title, client, scheduled, length, place, horizon) = about;
            let (participants, parked, notes, prework) = asides;
            let mut session = Session {
                title,
                client,
                scheduled,
                length,
                place,
                horizon,
                state: how.0,
                style: how.1,
                clock_off: how.2,
                participants,
                stages,
                parked,
                notes,
                prework,
                also,
                rest,
                ..sample()
            };
            name(&mut session);
            session
        },
    )
}

fn notes() -> impl Strategy<Value = Vec<Item>> {
    vec(item(&SheetKind::Notes.slots()[0]), 0..3)
}

/// Gives every stage, sheet and item an id of its own.
fn name(session: &mut Session) {
    let mut ids = (0..).map(|number| format!("i-{number}"));
    for stage in &mut session.stages {
        stage.id = ids.next().unwrap();
        for sheet in &mut stage.sheets {
            sheet.id = ids.next().unwrap();
        }
    }
    let sheets = session.stages.iter_mut().flat_map(|stage| &mut stage.sheets).flat_map(|sheet| &mut sheet.items);
    let asides = session.participants.iter_mut().chain(&mut session.parked).chain(&mut session.notes);
    for item in sheets.chain(asides).chain(&mut session.prework) {
        item.id = ItemId::new(ids.next().unwrap());
    }
}
