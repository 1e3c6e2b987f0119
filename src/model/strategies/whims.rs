//! Random edits, for the tests of the model.

use chrono::Days;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;
use uuid::Uuid;

use super::{at, clock, day, item, json_value, stage, text};
use crate::model::change::{Change, Detail};
use crate::model::id::ItemId;
use crate::model::item::{Item, News};
use crate::model::session::{Client, Horizon, Place, Session, State};
use crate::model::settle::Spot;
use crate::model::sheet::SheetKind;
use crate::model::sheet::setup::Setup;
use crate::model::stage::{Clock, Stage, Style};

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
        let rest = (option::of(json_value()), clock(), stage(), item(&SheetKind::Actions.slots()[0]));
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
            (13, 0) => {
                let sheet = session.stage(&id).and_then(|stage| stage.sheets.first());
                let (sheet, setup) = sheet.map(|sheet| (sheet.id.clone(), sheet.setup.clone())).unwrap_or_default();
                let periods = vec![format!("{}", 2000 + self.minutes)];
                Change::SetUp { stage: id, sheet, setup: Box::new(Setup { periods, ..setup }) }
            }
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
                let described = session.slot_of(&id).into_iter().flat_map(|slot| slot.fields.into_owned());
                let mut keys: Vec<String> = described.map(|field| field.key.to_string()).collect();
                keys.extend(held.into_iter().flatten().chain(["x_new".to_owned(), "id".to_owned()]));
                Change::Set { id, key: self.to.get(&keys).clone(), value: self.value.clone() }
            }
        }
    }
}
