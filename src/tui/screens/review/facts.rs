//! An answer in words: what was said, and in short the rest that is known about it.

use chrono::NaiveDate;
use serde_json::Value;

use crate::lang::Texts;
use crate::model::field::{Field, FieldKind};
use crate::model::item::Item;
use crate::model::session::Session;
use crate::model::sheet::Slot;
use crate::model::stage::{Prompt, Sheet};
use crate::tui::widgets::record;

/// What was said: the main field of the record.
pub(in crate::tui::screens) fn main(session: &Session, item: &Item, texts: &Texts) -> String {
    let slot = session.slot_of(&item.id);
    match slot.as_ref().and_then(Slot::main).and_then(|field| Some((field, item.value(&field.key)?))) {
        Some((field, value)) => shown(session, field, value, texts),
        None => item.text("text").to_owned(),
    }
}

/// What else is known, in a few words each: neither the state, nor long texts, nor the fields named in `without`.
pub(in crate::tui::screens) fn short(session: &Session, item: &Item, without: &[&str], texts: &Texts) -> Vec<String> {
    let fields = session.slot_of(&item.id).map_or_else(Default::default, |slot| slot.fields);
    let is_short = |field: &&Field| field.kind != FieldKind::Page && !["status", "from"].contains(&&*field.key);
    fields
        .iter()
        .skip(1)
        .filter(is_short)
        .filter(|field| !without.contains(&&*field.key))
        .filter_map(|field| fact(session, item, field, texts))
        .collect()
}

/// The long texts beside what was said.
pub(in crate::tui::screens) fn long<'a>(session: &Session, item: &'a Item) -> impl Iterator<Item = &'a str> {
    let fields = session.slot_of(&item.id).map_or_else(Default::default, |slot| slot.fields).into_owned();
    let pages = fields.into_iter().skip(1).filter(|field| field.kind == FieldKind::Page);
    pages.map(|field| item.text(&field.key)).filter(|text| !text.is_empty())
}

/// The question that an item of a sheet answers: the one whose preset it has, else the first that asks for its slot.
pub(in crate::tui::screens) fn question<'a>(sheet: &'a Sheet, item: &Item) -> Option<&'a Prompt> {
    let is_asked = |prompt: &&Prompt| sheet.answers(prompt).any(|answer| answer.id == item.id);
    let presets = sheet.prompts.iter().filter(|prompt| !prompt.preset.is_empty()).find(is_asked);
    presets.or_else(|| sheet.prompts.iter().filter(|prompt| prompt.preset.is_empty()).find(is_asked))
}

fn fact(session: &Session, item: &Item, field: &Field, texts: &Texts) -> Option<String> {
    let value = item.value(&field.key)?;
    let label = record::label(field, texts);
    let words = shown(session, field, value, texts);
    Some(match &field.kind {
        _ if words.is_empty() => return None,
        // The columns of a table are known by their names.
        FieldKind::Number | FieldKind::Money if !field.name.is_empty() => {
            format!("{label} {}", (texts.grid.number)(&words))
        }
        _ if !field.name.is_empty() => format!("{label} {words}"),
        FieldKind::Person | FieldKind::Tags(_) | FieldKind::Choice(_) | FieldKind::Offer(_) => words,
        FieldKind::Flag => value.as_bool().filter(|is_so| *is_so).map(|_| label.to_owned())?,
        // The label of a scale ends in its range.
        FieldKind::Scale(..) => format!("{} {words}", label.rsplit_once(' ').map_or(label, |(name, _)| name)),
        _ => format!("{label} {words}"),
    })
}

fn shown(session: &Session, field: &Field, value: &Value, texts: &Texts) -> String {
    let text = value.as_str().unwrap_or_default();
    match &field.kind {
        FieldKind::Person => session.person(text).to_owned(),
        FieldKind::Date => text.parse::<NaiveDate>().map_or_else(|_| text.to_owned(), texts.dates.short),
        FieldKind::Choice(words) | FieldKind::Offer(words) => {
            Some(record::word(words, text, texts)).filter(|word| !word.is_empty()).unwrap_or(text).to_owned()
        }
        FieldKind::Tags(_) => {
            let words = value.as_array().into_iter().flatten().filter_map(Value::as_str);
            words.map(|word| format!("#{}", record::tag(word, &field.kind, texts))).collect::<Vec<_>>().join(" ")
        }
        FieldKind::Link(_) => linked(session, text),
        FieldKind::Links(_) => {
            let links = value.as_array().into_iter().flatten().filter_map(Value::as_str);
            links.map(|link| linked(session, link)).collect::<Vec<_>>().join("; ")
        }
        FieldKind::Number | FieldKind::Money | FieldKind::Scale(..) | FieldKind::Flag => record::number(value, texts),
        FieldKind::Line | FieldKind::Page => text.to_owned(),
    }
}

fn linked(session: &Session, link: &str) -> String {
    let item = session.places().flat_map(|(_, items)| items).find(|item| item.id.as_str() == link);
    item.map(|item| item.text("text").to_owned()).unwrap_or_default()
}
