//! A small sound session, random sessions and random edits, for the tests of the model.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::also::Also;
use super::change::{Change, Detail};
use super::field::FieldKind;
use super::id::ItemId;
use super::item::{Item, News};
use super::session::{Client, FORMAT, Horizon, Place, SCHEMA, Session, State, VERSION};
use super::settle::Spot;
use super::sheet::{PERSON, SheetKind, Slot};
use super::stage::{Clock, Cues, Prompt, Sheet, Stage, Style};
use super::timebox::Visit;

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
pub(crate) fn value_of(kind: FieldKind) -> BoxedStrategy<Value> {
    match kind {
        FieldKind::Line | FieldKind::Page | FieldKind::Person | FieldKind::Link(_) => {
            text().prop_map(Value::from).boxed()
        }
        FieldKind::Number => (0..10_000_i32).prop_map(|number| Value::from(f64::from(number) / 4.0)).boxed(),
        FieldKind::Date => some_day().prop_map(|day| Value::from(day.to_string())).boxed(),
        FieldKind::Scale(low, high) => (low..=high).prop_map(Value::from).boxed(),
        FieldKind::Choice(words) => select(words).prop_map(Value::from).boxed(),
        FieldKind::Tags(_) => vec("[a-z]{1,6}", 0..3).prop_map(Value::from).boxed(),
        FieldKind::Flag => any::<bool>().prop_map(Value::from).boxed(),
    }
}

/// Some of the fields of a slot, in any order, with unknown ones among them.
fn values(slot: Slot) -> impl Strategy<Value = Map<String, Value>> {
    let field = |field: &super::field::Field| (Just(field.key.to_string()), option::of(value_of(field.kind)));
    let fields: Vec<_> = slot.fields.iter().map(field).collect();
    let named = move |pairs: Vec<(String, Option<Value>)>| -> Vec<(String, Value)> {
        pairs.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
    };
    (fields.prop_map(named), unknown()).prop_flat_map(|(fields, unknown)| {
        let all: Vec<_> = fields.into_iter().chain(unknown).collect();
        Just(all).prop_shuffle().prop_map(|all| all.into_iter().collect())
    })
}

fn item(slot: Slot) -> impl Strategy<Value = Item> {
    (values(slot), also(), vec(news(), 0..2)).prop_map(move |(mut values, also, history)| {
        if !slot.id.is_empty() {
            values.shift_insert(0, "slot".to_owned(), Value::from(slot.id));
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

fn sheet() -> impl Strategy<Value = Sheet> {
    select(SheetKind::ALL.to_vec()).prop_flat_map(|kind| {
        let items = match kind.slots() {
            [] => Just(Vec::new()).boxed(),
            slots => vec(select(slots).prop_flat_map(item), 0..4).boxed(),
        };
        let slots: Vec<&str> = kind.slots().iter().map(|slot| slot.id).chain([""]).collect();
        let prompt =
            (text(), text(), select(slots), unknown(), unknown()).prop_map(|(ask, hint, slot, preset, rest)| Prompt {
                ask,
                hint,
                example: String::new(),
                slot: slot.to_owned(),
                preset,
                rest,
            });
        (items, vec(prompt, 0..3), unknown()).prop_map(move |(items, prompts, rest)| Sheet {
            id: String::new(),
            kind,
            prompts,
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
    let asides = (vec(item(PERSON), 0..4), notes(), notes());
    (about, how, asides, vec(stage(), 0..4), (also(), unknown())).prop_map(
        |(about, how, asides, stages, (also, rest))| {
            let (title, client, scheduled, length, place, horizon) = about;
            let (participants, parked, notes) = asides;
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
    vec(item(SheetKind::Notes.slots()[0]), 0..3)
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
    for item in sheets.chain(&mut session.participants).chain(&mut session.parked).chain(&mut session.notes) {
        item.id = ItemId::new(ids.next().unwrap());
    }
}

/// What somebody might want to change; which edit it is depends on the session it meets.
#[derive(Clone, Debug)]
pub(crate) struct Whim {
    kind: u8,
    which: Index,
    to: Index,
    text: String,
    minutes: u32,
    value: Option<Value>,
    clock: Clock,
    stage: Stage,
    item: Item,
    parts: Vec<Whim>,
}

/// Any number of wishes, now and then several as one.
pub(crate) fn whims() -> impl Strategy<Value = Vec<Whim>> {
    let alone = || {
        let rest = (option::of(json_value()), clock(), stage(), item(SheetKind::Actions.slots()[0]));
        (0..32_u8, any::<Index>(), any::<Index>(), text(), 0..90_u32, rest).prop_map(
            |(kind, which, to, text, minutes, (value, clock, stage, item))| Whim {
                kind,
                which,
                to,
                text,
                minutes,
                value,
                clock,
                stage,
                item,
                parts: Vec::new(),
            },
        )
    };
    let several = (alone(), vec(alone(), 0..4)).prop_map(|(whim, parts)| Whim { kind: 255, parts, ..whim });
    vec(prop_oneof![6 => alone(), 1 => several], 0..12)
}

impl Whim {
    /// The edit that it means in `session`; not always one that the session accepts.
    pub(crate) fn change(&self, session: &Session) -> Change {
        match self.kind {
            0..=10 => Change::Detail(self.detail()),
            11..=14 => self.change_of_stage(session),
            15 => Change::InsertStage(self.to.index(session.stages.len() + 1), Box::new(self.new_stage())),
            16..=18 => {
                let places: Vec<(Place, usize)> = session.places().map(|(place, items)| (place, items.len())).collect();
                let (place, length) = self.which.get(&places).clone();
                let item = Item { id: self.new_id("y"), ..self.item.clone() };
                Change::Insert { place, index: self.to.index(length + 1), item }
            }
            28 | 29 => self.settling(session),
            30 => self.relocation(session),
            31 => self.afterthought(session),
            255 => Change::All(self.parts.iter().map(|part| part.change(session)).collect()),
            _ => self.change_of_item(session),
        }
    }

    fn afterthought(&self, session: &Session) -> Change {
        let Some((stage, sheet)) = session.plan_sheet() else { return Change::All(Vec::new()) };
        let place = Place::Sheet { stage: stage.id.clone(), sheet: sheet.id.clone() };
        let item = Item { id: self.new_id("y"), ..self.item.clone() };
        session.admit(Change::Insert { place, index: sheet.items.len(), item }, at("12:00"))
    }

    fn new_id(&self, letter: &str) -> ItemId {
        ItemId::new(format!("{letter}-{}", self.which.index(60)))
    }

    /// To settle what is left open, with a value that may be kept or another one.
    fn settling(&self, session: &Session) -> Change {
        let open: Vec<_> = session.unsettled().collect();
        let nothing = || Change::Settle { spot: Spot::Session, key: "title".to_owned(), keep: Value::Null };
        if open.is_empty() {
            return nothing();
        }
        let open = self.which.get(&open);
        let values: Vec<&Value> = open.others.iter().chain([&open.value, &Value::Null]).collect();
        open.keep((*self.to.get(&values)).clone())
    }

    /// To move an item to another list.
    fn relocation(&self, session: &Session) -> Change {
        let items: Vec<&Item> = session.places().flat_map(|(_, items)| items).collect();
        let places: Vec<Place> = session.places().map(|(place, _)| place).collect();
        if items.is_empty() {
            return Change::All(Vec::new());
        }
        let item = (*self.which.get(&items)).clone();
        let place = self.to.get(&places).clone();
        Change::All(vec![Change::Remove(item.id.clone()), Change::Insert { place, index: 0, item }])
    }

    fn new_stage(&self) -> Stage {
        let mut stage = Stage { id: format!("z-{}", self.which.index(60)), ..self.stage.clone() };
        for (number, sheet) in stage.sheets.iter_mut().enumerate() {
            sheet.id = format!("h-{number}");
            for (place, item) in sheet.items.iter_mut().enumerate() {
                item.id = ItemId::new(format!("{}-{number}-{place}", stage.id));
            }
        }
        stage
    }

    fn detail(&self) -> Detail {
        let text = self.text.clone();
        let some = self.minutes.is_multiple_of(2);
        let on = day("2026-04-01");
        match self.kind {
            0 => Detail::Title(text),
            1 => Detail::Client(some.then(|| Client { name: text, ..Client::default() })),
            2 => Detail::Thread(some.then(|| Uuid::from_u128(self.minutes.into()))),
            3 => Detail::State(*self.which.get(&[State::Running, State::Paused, State::Planned, State::Closed])),
            4 => Detail::Scheduled(some.then(|| at("08:00"))),
            5 => Detail::Length(self.minutes),
            6 => Detail::Place(text),
            7 => Detail::Horizon(some.then(|| Horizon::new(on, on + Days::new(self.minutes.into())))),
            8 => Detail::Style(*self.which.get(&Style::ALL)),
            9 => Detail::ClockOff(some),
            _ => Detail::ClosedBecause(text),
        }
    }

    fn change_of_stage(&self, session: &Session) -> Change {
        let ids: Vec<String> =
            session.stages.iter().map(|stage| stage.id.clone()).chain(["nowhere".to_owned()]).collect();
        let id = self.which.get(&ids).clone();
        match (self.kind, self.minutes % 2) {
            (11, 0) => Change::RemoveStage(id),
            (11, _) => Change::MoveStage(id, self.to.index(ids.len())),
            (12, 0) => Change::RenameStage(id, self.text.clone()),
            (12, _) => Change::Minutes(id, self.minutes),
            (13, _) => Change::Replan(id, (self.minutes > 20).then_some(self.minutes)),
            _ => Change::SetClock(id, self.clock.clone()),
        }
    }

    fn change_of_item(&self, session: &Session) -> Change {
        let all = session.places().flat_map(|(_, items)| items);
        let ids: Vec<ItemId> = all.map(|item| item.id.clone()).chain([ItemId::new("nothing")]).collect();
        let id = self.which.get(&ids).clone();
        match self.kind {
            19 => Change::Remove(id),
            20 | 21 => Change::Move(id, self.to.index(5)),
            22 => Change::Tell(id, News::new(at("11:00"), None).with("note", self.text.as_str())),
            23 => Change::Untell(id),
            _ => {
                let held = session.find(&id).map(|(_, _, item)| item.values.keys().cloned().collect::<Vec<_>>());
                let described = session.slot_of(&id).into_iter().flat_map(|slot| slot.fields);
                let mut keys: Vec<String> = described.map(|field| field.key.to_string()).collect();
                keys.extend(held.into_iter().flatten().chain(["x_new".to_owned(), "id".to_owned()]));
                Change::Set { id, key: self.to.get(&keys).clone(), value: self.value.clone() }
            }
        }
    }
}
