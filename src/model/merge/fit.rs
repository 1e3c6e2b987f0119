//! A record as the list that it was moved to allows it: what says nothing there waits beside it, and nothing is lost.
//!
//! Every version of it is fitted before they are merged, so that only what may stand there is put together.

use chrono::DateTime;
use serde_json::{Map, Value};

use crate::model::also::Also;
use crate::model::id::ItemId;
use crate::model::item::{Item, News};
use crate::model::prework::asked::ASKED;
use crate::model::session::{Place, Session};
use crate::model::sheet::text::VERSIONS;
use crate::model::sheet::{PERSON, SheetKind, Slot};

/// The key of the sort of a record.
const SLOT: &str = "slot";

/// A list that an item was moved to, as the versions that have it there know it.
pub(super) struct Home<'a> {
    kind: Option<SheetKind>,
    slots: Vec<Slot>,
    /// The sort of the item there.
    sort: String,
    here: Vec<&'a Item>,
}

impl<'a> Home<'a> {
    /// The list at `place`, which at least one of the two versions must have the item in.
    pub(super) fn new(place: &Place, id: &ItemId, sides: [&'a Session; 2]) -> Self {
        let found = |side: &'a Session| side.find(id).filter(|(at, ..)| at == place).map(|(.., item)| (side, item));
        let sides: Vec<_> = sides.into_iter().filter_map(found).collect();
        let sort = sides.iter().map(|(_, item)| item.text(SLOT)).max().unwrap_or_default().to_owned();
        let here: Vec<_> = sides.into_iter().filter(|(_, item)| item.text(SLOT) == sort).collect();
        let kind = here.iter().find_map(|(side, _)| kind_at(side, place));
        let slots = here.iter().filter_map(|(side, _)| slot_at(side, place, &sort)).collect();
        Self { kind, slots, sort, here: here.into_iter().map(|(_, item)| item).collect() }
    }

    /// The item as it may stand there. What a version there says itself is left as it is.
    pub(super) fn fitted(&self, item: &Item) -> Item {
        let mut fitted = item.clone();
        if self.kind.is_some_and(|kind| kind.slots().len() > 1) && item.text(SLOT) != self.sort {
            if let Some(sort) = fitted.values.insert(SLOT.to_owned(), self.sort.clone().into()) {
                set_aside(&mut fitted.also, SLOT, sort);
            }
            if self.sort.is_empty() {
                fitted.values.shift_remove(SLOT);
            }
        }
        for key in item.values.keys().filter(|key| *key != SLOT) {
            let is_known = |value: &Value| self.here.iter().any(|here| here.values.get(key) == Some(value));
            if item.values.get(key).is_some_and(|value| !self.allows(key, value) && !is_known(value))
                && let Some(value) = fitted.values.shift_remove(key)
            {
                set_aside(&mut fitted.also, key, value);
            }
        }
        for news in &mut fitted.history {
            if !self.here.iter().any(|here| here.history.contains(news)) {
                self.fit_news(news);
            }
        }
        fitted
    }

    fn fit_news(&self, news: &mut News) {
        let mut aside = Map::new();
        for (key, value) in std::mem::take(&mut news.values) {
            let is_fit = value.is_null() || self.allows(&key, &value);
            if is_fit { &mut news.values } else { &mut aside }.insert(key, value);
        }
        if !aside.is_empty() {
            let before = news.values.insert(Also::KEY.to_owned(), Value::Null);
            let before = before.map(|before| (Also::KEY.to_owned(), before));
            news.values.insert(Also::KEY.to_owned(), aside.into_iter().chain(before).collect::<Map<_, _>>().into());
        }
    }

    fn allows(&self, key: &str, value: &Value) -> bool {
        let is_field = self.slots.iter().filter_map(|slot| slot.field(key)).all(|field| field.kind.accepts(value));
        is_field
            && match (self.kind, key) {
                (Some(SheetKind::Text), "at") => is_moment(value),
                (Some(SheetKind::Text), VERSIONS) => value.as_array().is_some_and(|all| all.iter().all(is_wording)),
                (Some(SheetKind::Metrics), key) if key.starts_with(|c: char| c.is_ascii_digit()) => value.is_number(),
                _ => true,
            }
    }
}

fn is_moment(value: &Value) -> bool {
    value.as_str().is_some_and(|text| DateTime::parse_from_rfc3339(text).is_ok())
}

fn is_wording(version: &Value) -> bool {
    version.get("text").is_some_and(Value::is_string) && version.get("at").is_none_or(is_moment)
}

/// Puts a value among those that wait to be settled.
fn set_aside(also: &mut Also, key: &str, value: Value) {
    match also.0.entry(key).or_insert_with(|| Value::Array(Vec::new())) {
        Value::Array(values) if !values.contains(&value) => values.push(value),
        Value::Array(_) => {}
        other => *other = vec![other.take(), value].into(),
    }
}

fn kind_at(session: &Session, place: &Place) -> Option<SheetKind> {
    match place {
        Place::Sheet { stage, sheet } => Some(session.stage(stage)?.sheet(sheet)?.kind),
        _ => None,
    }
}

fn slot_at(session: &Session, place: &Place, sort: &str) -> Option<Slot> {
    match place {
        Place::Sheet { stage, sheet } => {
            let sheet = session.stage(stage)?.sheet(sheet)?;
            let sort = if sheet.kind.slots().len() > 1 { sort } else { "" };
            sheet.slot(sort)
        }
        Place::Participants => Some(PERSON.clone()),
        Place::Parked | Place::Notes => SheetKind::Notes.slot("").cloned(),
        Place::Prework => Some(ASKED.clone()),
    }
}
