//! A record in words: its name, and the line under it that says who, when and what else.

use chrono::{Datelike, NaiveDate};
use serde_json::Value;

use super::canvas::Canvas;
use super::text;
use crate::lang::Texts;
use crate::model::dates::DateError;
use crate::model::field::{Field, FieldError, FieldKind, Sign};
use crate::model::item::Item;
use crate::model::session::Session;
use crate::model::sheet::{Slot, Takes};
use crate::model::words::Words;
use ratatui::style::Style;

/// The words that a record is known by.
pub fn name(item: &Item) -> &str {
    ["text", "name"].into_iter().map(|key| item.text(key)).find(|words| !words.is_empty()).unwrap_or_default()
}

/// The words of a record's main field, whatever it holds.
pub fn main_words(item: &Item, slot: &Slot, session: &Session, texts: &Texts) -> String {
    let words = slot.main().map_or_else(String::new, |field| value(item, field, session, texts));
    match item.text("owner") {
        person if slot.takes == Takes::OneEach && !person.is_empty() => format!("{}: {words}", session.person(person)),
        _ => words,
    }
}

/// One field in words; empty where it holds nothing.
pub fn value(item: &Item, field: &Field, session: &Session, texts: &Texts) -> String {
    let Some(value) = item.value(&field.key) else { return String::new() };
    match (&field.kind, value) {
        (FieldKind::Person, Value::String(person)) => session.person(person).to_owned(),
        (FieldKind::Date, Value::String(day)) => {
            let usual = session.day().map_or(0, |day| day.year());
            day.parse().map_or_else(|_| day.clone(), |day: NaiveDate| day_words(day, usual, texts))
        }
        (FieldKind::Choice(words) | FieldKind::Offer(words), Value::String(id)) => {
            words.name(id).map_or_else(|| known_word(id, texts), str::to_owned)
        }
        (FieldKind::Link(_), Value::String(link)) => linked(link, session),
        (FieldKind::Links(_), Value::Array(links)) => {
            let names = links.iter().filter_map(Value::as_str).map(|link| linked(link, session));
            names.collect::<Vec<_>>().join("; ")
        }
        (_, Value::String(text)) => known_word(text, texts),
        (FieldKind::Flag, Value::Bool(flag)) => (texts.word)(if *flag { "yes" } else { "no" }).to_owned(),
        (kind, Value::Array(words)) => {
            words.iter().filter_map(Value::as_str).map(|word| tag(word, kind, texts)).collect::<Vec<_>>().join(", ")
        }
        (_, other) => number(other, texts),
    }
}

/// A word as people write it behind the sign of a tag: in their language where the field knows the word.
pub fn tag(word: &str, kind: &FieldKind, texts: &Texts) -> String {
    match kind {
        FieldKind::Tags(words) if words.holds(word) => known_word(word, texts).replace(' ', "-"),
        _ => word.to_owned(),
    }
}

/// A number as people write it; any other value as it stands in the file.
pub fn number(value: &Value, texts: &Texts) -> String {
    value.as_f64().map_or_else(|| value.to_string(), texts.number)
}

/// A value that a sign in a line stands for, as it is echoed before the line is kept.
pub fn echoed(field: &Field, value: &str, today: NaiveDate, texts: &Texts) -> String {
    match (field.sign, value.parse::<NaiveDate>()) {
        (Some(Sign::Due), Ok(day)) if day.year() != today.year() => (texts.dates.long)(day),
        (Some(Sign::Due), Ok(day)) => (texts.dates.medium)(day),
        _ => value.to_owned(),
    }
}

/// The name of a field.
pub fn label<'a>(field: &'a Field, texts: &Texts) -> &'a str {
    if field.name.is_empty() { (texts.field)(&field.key) } else { &field.name }
}

/// A word of a choice, as people say it.
pub fn word<'a>(words: &'a Words, id: &'a str, texts: &Texts) -> &'a str {
    match words {
        Words::Known(_) => (texts.word)(id),
        Words::Own(_) => words.name(id).unwrap_or(id),
    }
}

/// A day in words, with its year where it is not the usual one.
fn day_words(day: NaiveDate, usual: i32, texts: &Texts) -> String {
    let words = (texts.dates.short)(day);
    if day.year() == usual { words } else { format!("{words} {}", day.year()) }
}

/// A word that files hold, as people say it; the word itself where it is somebody's own.
fn known_word(word: &str, texts: &Texts) -> String {
    let known = if word.contains(' ') { "" } else { (texts.word)(word) };
    if known.is_empty() { word.to_owned() } else { known.to_owned() }
}

/// The name of the item that a link points at, where it is of the same session.
fn linked(link: &str, session: &Session) -> String {
    let item = session.sheets().flat_map(|(_, sheet)| &sheet.items).find(|item| item.id.as_str() == link);
    item.map_or_else(|| link.to_owned(), |item| name(item).to_owned())
}

/// The line under a record: owner and date first, then what else is filled, as pieces to be drawn.
pub fn facts(
    item: &Item,
    slot: &Slot,
    session: &Session,
    today: NaiveDate,
    canvas: &Canvas<'_>,
) -> Vec<(String, Style)> {
    let (texts, theme) = (canvas.texts(), canvas.theme());
    // The columns of a table are all wanted; nobody has to own a row.
    let is_own = slot.fields.iter().skip(1).any(|field| field.sign.is_some() && !field.name.is_empty());
    let is_owned =
        !is_own && slot.takes == Takes::Many && slot.fields.iter().any(|field| field.sign == Some(Sign::Owner));
    let mut facts = Vec::new();
    for field in slot.fields.iter().skip(1) {
        let words = value(item, field, session, texts);
        match (field.sign, &field.kind) {
            (Some(Sign::Owner), _) if slot.takes == Takes::OneEach => {}
            (Some(Sign::Owner), _) if words.is_empty() && is_owned => {
                facts.push((texts.frame.no_owner.to_owned(), theme.quiet()));
            }
            _ if words.is_empty() => {}
            (Some(Sign::Due), _) => {
                let due = item.date(&field.key);
                let words = due.map_or(words, |due| day_words(due, today.year(), texts));
                let is_late = !is_own && item.status().is_open() && due.is_some_and(|due| due < today);
                let late =
                    if is_late { format!(" {} {}", canvas.glyphs().separator, texts.plan.late) } else { String::new() };
                let style = if is_late { theme.look() } else { theme.quiet() };
                facts.push((format!("{} {words}{late}", label(field, texts)), style));
            }
            (Some(Sign::Owner), _) | (_, FieldKind::Choice(_) | FieldKind::Offer(_)) => {
                facts.push((words, theme.quiet()));
            }
            (Some(Sign::Tag), _) => facts.push((format!("#{}", words.replace(", ", " #")), theme.quiet())),
            (_, FieldKind::Page) => {}
            // A decision is known by what was chosen already.
            (_, FieldKind::Link(_)) if words == name(item) => {}
            // What has an owner is known by who and when; the details form shows the rest.
            (None, FieldKind::Line | FieldKind::Number | FieldKind::Money | FieldKind::Flag | FieldKind::Scale(..))
                if is_owned => {}
            // Words beside a number speak for themselves.
            (None, FieldKind::Line) if field.key == "text" => facts.push((words, theme.quiet())),
            // The label of a scale ends in its range.
            (None, FieldKind::Scale(..)) if field.name.is_empty() => {
                let label = label(field, texts);
                let name = label.rsplit_once(' ').map_or(label, |(name, _)| name);
                facts.push((format!("{name} {words}"), theme.quiet()));
            }
            _ => facts.push((format!("{} {words}", label(field, texts)), theme.quiet())),
        }
    }
    facts
}

/// Pieces parted by dots.
pub fn joined(facts: &[(String, Style)], canvas: &Canvas<'_>) -> Vec<(String, Style)> {
    let dot = (format!(" {} ", canvas.glyphs().separator), canvas.theme().quiet());
    let mut pieces = Vec::with_capacity(facts.len() * 2);
    for fact in facts {
        if !pieces.is_empty() {
            pieces.push(dot.clone());
        }
        pieces.push(fact.clone());
    }
    pieces
}

/// The same in `width` columns: whole facts as far as there is room, and of the next one whole words.
pub fn fitting(facts: &[(String, Style)], width: u16, canvas: &Canvas<'_>) -> Vec<(String, Style)> {
    let all = joined(facts, canvas);
    let fits = |pieces: &[(String, Style)]| columns(pieces) <= usize::from(width);
    if fits(&all) {
        return all;
    }
    let cut = |whole: usize, words: usize| {
        let (next, style) = facts.get(whole)?;
        let words: Vec<&str> = next.split(' ').take(words).collect();
        let last = (words.join(" ") + canvas.glyphs().ellipsis, *style);
        let kept: Vec<_> = facts.iter().take(whole).cloned().chain([last]).collect();
        Some(joined(&kept, canvas)).filter(|pieces| fits(pieces))
    };
    // A label without what it labels says nothing.
    let words = |whole: usize| facts.get(whole).map_or(0, |(next, _)| next.split(' ').count());
    let ways = (0..facts.len()).rev().flat_map(|whole| {
        let some = (2..words(whole)).rev();
        some.chain((whole > 0).then_some(0)).map(move |words| (whole, words))
    });
    ways.into_iter().find_map(|(whole, words)| cut(whole, words)).unwrap_or(all)
}

/// The columns of pieces beside each other.
pub fn columns(pieces: &[(String, Style)]) -> usize {
    pieces.iter().map(|(words, _)| text::width(words)).sum()
}

/// Why words cannot fill a field, in words.
pub fn field_error(error: &FieldError, texts: &Texts) -> String {
    match error {
        FieldError::Date(error) => date_error(error, texts),
        FieldError::NotANumber(words) => (texts.says.not_a_number)(words),
        FieldError::OffScale { low, high, .. } => (texts.says.off_scale)(*low, *high),
        FieldError::AllFilled => texts.says.all_filled.to_owned(),
        FieldError::NotAChoice { words, choices } if choices.is_empty() => (texts.says.not_a_link)(words),
        FieldError::NotAChoice { words, choices } => {
            let known: Vec<&str> = choices.ids().into_iter().map(|id| word(choices, id, texts)).collect();
            (texts.says.not_a_choice)(words, &known.join(", "))
        }
    }
}

/// Why words are not a day, in words.
pub fn date_error(error: &DateError, texts: &Texts) -> String {
    match error {
        DateError::UnknownWord { word, nearest } => (texts.says.unknown_word)(word, nearest.as_deref()),
        DateError::BadTime { word } => (texts.says.bad_time)(word),
        DateError::NoSuchDay { .. } | DateError::NoSuchMonth { .. } | DateError::TooFar => {
            texts.says.no_such_day.to_owned()
        }
        DateError::WrongWeekday { day, .. } => (texts.prepare.wrong_weekday)(&(texts.dates.long)(*day)),
        DateError::SkippedHour { .. } => texts.says.skipped_hour.to_owned(),
        DateError::EndsBeforeStart { .. } => texts.prepare.ends_early.to_owned(),
        DateError::Empty | DateError::Unclear => texts.prepare.unclear.to_owned(),
    }
}
