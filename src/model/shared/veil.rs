//! What a record shows of itself: nothing where it is private, else the fields that others may see.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::alias::Alias;
use super::{SharedItem, SharedPerson, slot};
use crate::model::field::FieldKind;
use crate::model::item::{Item, Status};
use crate::model::session::Session;
use crate::model::sheet::{SheetKind, Slot};

/// The key that makes a record private.
const PRIVATE: &str = "private";

/// What is needed to know what may be shown of a session.
pub(super) struct Veil<'a> {
    pub(super) session: &'a Session,
    pub(super) alias: &'a Alias,
    /// The ids and the names, in small letters, of those who take part without others knowing.
    unnamed: HashSet<String>,
}

/// Whether a record is for nobody but the facilitator: said in any way, in its news or in one of two merged versions too.
pub(in crate::model) fn is_private(item: &Item) -> bool {
    let says = |value: &Value| !matches!(value, Value::Null | Value::Bool(false));
    let Item { id: _, values, also, history } = item;
    let told = history.iter().rev().find_map(|news| news.values.get(PRIVATE));
    told.or_else(|| values.get(PRIVATE)).is_some_and(says) || also.of(PRIVATE).iter().any(says)
}

impl<'a> Veil<'a> {
    pub(super) fn over(session: &'a Session, alias: &'a Alias) -> Self {
        let hidden = session.participants.iter().filter(|person| is_private(person));
        let names = |person: &Item| [person.id.to_string(), person.text("name").trim().to_lowercase()];
        Self { session, alias, unnamed: hidden.flat_map(names).collect() }
    }

    /// What others may see of a record of a sheet.
    pub(super) fn item(&self, item: &Item, slot: &Slot) -> Option<SharedItem> {
        if is_private(item) || !slot::is_shown(slot.id) {
            return None;
        }
        let fields = slot.fields.iter().filter(|field| !field.is_hidden);
        let values =
            fields.filter_map(|field| Some((field.key.to_string(), self.value(item.value(&field.key)?, &field.kind)?)));
        Some(SharedItem {
            id: item.id.clone(),
            slot: slot.id.to_owned(),
            values: values.collect(),
            finished: item.since(Status::Done).filter(|_| item.status() == Status::Done),
        })
    }

    /// What others may see of a parked thought.
    pub(super) fn parked(&self, item: &Item) -> Option<SharedItem> {
        let slot = SheetKind::Notes.slot("")?;
        let shown = self.item(item, slot)?;
        (!shown.values.is_empty()).then_some(shown)
    }

    /// The fields with which the answers to a question start.
    pub(super) fn preset(&self, preset: &Map<String, Value>, slot: &Slot) -> Map<String, Value> {
        let field = |key: &str| slot.field(key).filter(|field| !field.is_hidden);
        let shown = preset.iter().filter_map(|(key, value)| Some((key.clone(), self.value(value, &field(key)?.kind)?)));
        shown.collect()
    }

    /// A value that may stand in a field of this kind, with the alias for the client.
    fn value(&self, value: &Value, kind: &FieldKind) -> Option<Value> {
        if !kind.accepts(value) {
            return None;
        }
        match (kind, value) {
            (FieldKind::Person, Value::String(person)) => {
                let name = self.session.person(person);
                let is_hidden =
                    |words: &str| self.unnamed.contains(words) || self.unnamed.contains(&words.trim().to_lowercase());
                let is_id = self.session.participants.iter().any(|each| each.id.as_str() == person);
                let shown = if is_id { person.clone() } else { self.alias.hide(person) };
                (!is_hidden(person) && !is_hidden(name)).then(|| shown.into())
            }
            (_, Value::String(words)) => Some(self.alias.hide(words).into()),
            (_, Value::Array(all)) => {
                Some(all.iter().filter_map(Value::as_str).map(|words| Value::from(self.alias.hide(words))).collect())
            }
            (_, Value::Number(_) | Value::Bool(_)) => Some(value.clone()),
            (_, Value::Null | Value::Object(_)) => None,
        }
    }
}

impl SharedPerson {
    pub(super) fn of(person: &Item, alias: &Alias) -> Option<Self> {
        (!is_private(person)).then(|| Self {
            id: person.id.clone(),
            name: alias.hide(person.text("name")),
            department: alias.hide(person.text("department")),
            is_in_room: person.value("in_room") != Some(&Value::Bool(false)),
        })
    }
}
