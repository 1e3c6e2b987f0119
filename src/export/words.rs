//! Records in words: their names, their fields, and a list or a table of several.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use serde_json::Value;

use super::document::{Block, Cell, Entry, Fact, Head, Table};
use crate::lang::Texts;
use crate::model::field::{Field, FieldKind};
use crate::model::item::Item;
use crate::model::plan::Link;
use crate::model::session::Session;
use crate::model::sheet::{Slot, Takes};
use crate::model::words::Words;

/// The most columns of a table beside the first.
const COLUMNS: usize = 5;

/// Whoever puts what a session holds into words.
#[derive(Clone, Copy)]
pub(super) struct Speaker<'a> {
    /// The session, as far as others may see it.
    pub(super) session: &'a Session,
    /// Earlier ones of the same client, as far as others may see them.
    pub(super) earlier: &'a [Session],
    pub(super) texts: &'static Texts,
}

/// The words that a record is known by.
pub(super) fn name(item: &Item) -> &str {
    ["text", "name"].into_iter().map(|key| item.text(key)).find(|words| !words.is_empty()).unwrap_or_default()
}

/// The same words beginning with a capital letter.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl Speaker<'_> {
    /// A day with its year.
    pub(super) fn day(&self, day: NaiveDate) -> String {
        format!("{} {}", (self.texts.dates.short)(day), day.year())
    }

    /// The day in a field; empty where it holds none.
    pub(super) fn day_of(&self, item: &Item, key: &str) -> String {
        item.date(key).map_or_else(String::new, |day| self.day(day))
    }

    /// Who stands in a field; empty where nobody does.
    pub(super) fn person_of(&self, item: &Item, key: &str) -> String {
        self.session.person(item.text(key)).to_owned()
    }

    /// A number as people write it, which no line break parts.
    pub(super) fn number(&self, digits: &str) -> String {
        (self.texts.grid.number)(digits).replace(' ', "\u{a0}")
    }

    /// A number in a field as people write it; empty where it holds none.
    pub(super) fn number_of(&self, item: &Item, key: &str) -> String {
        item.value(key)
            .filter(|value| value.is_number())
            .map_or_else(String::new, |value| self.number(&value.to_string()))
    }

    /// A word that files hold, as people say it; the word itself where it is somebody's own.
    pub(super) fn word(&self, word: &str) -> String {
        let known = (self.texts.word)(word);
        if known.is_empty() { word.to_owned() } else { known.to_owned() }
    }

    /// The name of a field, as a head.
    pub(super) fn label(&self, field: &Field) -> String {
        capital(if field.name.is_empty() { (self.texts.field)(&field.key) } else { &field.name })
    }

    /// A field in words; empty where it holds nothing.
    pub(super) fn value(&self, item: &Item, slot: &Slot, field: &Field) -> String {
        let Some(value) = item.value(&field.key) else { return String::new() };
        let named = |words: &Words, id: &str| words.name(id).map_or_else(|| self.word(id), str::to_owned);
        match (&field.kind, value) {
            (FieldKind::Person, Value::String(person)) => self.session.person(person).to_owned(),
            (FieldKind::Date, Value::String(day)) => day.parse().map_or_else(|_| day.clone(), |day| self.day(day)),
            (FieldKind::Choice(words) | FieldKind::Offer(words), Value::String(id)) => named(words, id),
            (FieldKind::Link(_), Value::String(link)) => self.linked(link).unwrap_or_default().to_owned(),
            (FieldKind::Links(_), Value::Array(links)) => {
                let names = links.iter().filter_map(Value::as_str).filter_map(|link| self.linked(link));
                names.collect::<Vec<_>>().join("; ")
            }
            (FieldKind::Flag, Value::Bool(flag)) => self.word(if *flag { "yes" } else { "no" }),
            (FieldKind::Tags(words), Value::Array(tags)) => {
                tags.iter().filter_map(Value::as_str).map(|tag| named(words, tag)).collect::<Vec<_>>().join(", ")
            }
            (_, Value::String(text)) if slot.offers.contains(&text.as_str()) => self.word(text),
            (_, Value::String(text)) => text.clone(),
            (_, Value::Number(number)) => self.number(&number.to_string()),
            _ => String::new(),
        }
    }

    /// The name of what a link points at, where it is known.
    pub(super) fn linked(&self, link: &str) -> Option<&str> {
        let link = Link::read(link, self.session.id)?;
        let home = std::iter::once(self.session).chain(self.earlier).find(|home| home.id == link.home)?;
        home.find(&link.id).map(|(.., item)| name(item)).filter(|name| !name.is_empty())
    }

    /// Several records of one slot: a table of who, when and how much where there is such a thing, else a list.
    pub(super) fn records(&self, slot: &Slot, items: &[&Item], without: &[&str]) -> Block {
        if slot.takes == Takes::OneEach {
            return Block::Facts(items.iter().filter_map(|item| self.of_person(item, slot)).collect());
        }
        let is_filled = |field: &&Field| items.iter().any(|item| !self.value(item, slot, field).is_empty());
        let fields = slot.fields.iter().skip(1).filter(|field| !without.contains(&field.key.as_ref()));
        let fields: Vec<&Field> = fields.filter(is_filled).collect();
        let columns: Vec<&Field> = fields.iter().copied().filter(|field| is_column(field)).collect();
        let is_table = items.len() > 1 && (1..=COLUMNS).contains(&columns.len());
        if !is_table {
            return Block::List(items.iter().map(|item| self.entry(item, slot, &fields)).collect());
        }
        let notes: Vec<&Field> = fields.iter().copied().filter(|field| !is_column(field)).collect();
        let row = |item: &&Item| {
            let cells = columns.iter().map(|field| Cell::Words(self.value(item, slot, field)));
            std::iter::once(Cell::Main(self.entry(item, slot, &notes))).chain(cells).collect()
        };
        let main = slot.main().map_or_else(String::new, |field| self.label(field));
        let heads = columns.iter().map(|field| self.head(field));
        let heads = std::iter::once(Head { words: main, is_number: false }).chain(heads).collect();
        Block::Table(Table { heads, rows: items.iter().map(row).collect() })
    }

    /// The head over a field.
    pub(super) fn head(&self, field: &Field) -> Head {
        let is_number = matches!(field.kind, FieldKind::Number | FieldKind::Money | FieldKind::Scale(..));
        Head { words: self.label(field), is_number }
    }

    /// A record by its main field, with these others.
    pub(super) fn entry(&self, item: &Item, slot: &Slot, fields: &[&Field]) -> Entry {
        let words = slot.main().map_or_else(String::new, |field| self.value(item, slot, field));
        let fact = |field: &&Field| {
            let label: Cow<'_, str> = if field.key == "text" { "".into() } else { self.label(field).into() };
            Fact::new(label, self.value(item, slot, field))
        };
        Entry { words, facts: fields.iter().filter_map(fact).collect() }
    }

    /// What one person says.
    fn of_person(&self, item: &Item, slot: &Slot) -> Option<Fact> {
        let said = slot.fields.iter().filter(|field| field.key != "owner").map(|field| self.value(item, slot, field));
        let said: Vec<String> = said.filter(|words| !words.is_empty()).collect();
        let who = self.person_of(item, "owner");
        Fact::new(who, said.join(" – "))
    }
}

/// Whether a field is short enough for a column of its own.
fn is_column(field: &Field) -> bool {
    !matches!(field.kind, FieldKind::Line | FieldKind::Page | FieldKind::Link(_) | FieldKind::Links(_))
}
