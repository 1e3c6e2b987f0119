//! What a record holds: each field described once, read by the capture line, the detail form, quick entry, the check and
//! the schema.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde_json::{Number, Value};

use super::dates::{self, DateError, DateLanguage};

/// One field of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its key in the file, and the name under which the words for it are found.
    pub key: Cow<'static, str>,
    /// What it may hold.
    pub kind: FieldKind,
    /// The sign that fills it from the end of a line.
    pub sign: Option<Sign>,
}

/// A sign of the quick entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `@maria`
    Owner,
    /// `due:fri`
    Due,
    /// `#pillar`
    Tag,
    /// `!1`
    Priority,
}

/// What a field may hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FieldKind {
    /// A line of text.
    Line,
    /// Text of any length.
    Page,
    /// A number.
    Number,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// A participant's id, or the name of someone who does not take part.
    Person,
    /// A whole number from the first to the second, both included.
    Scale(u8, u8),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Any of these words; an empty list allows every word.
    Tags(&'static [&'static str]),
    /// Yes or no.
    Flag,
    /// Another item of this kind: its id, or `<session id>/<item id>`.
    Link(LinkTo),
}

/// What a link may point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkTo {
    /// A goal.
    Goal,
    /// A project.
    Project,
}

/// Why words cannot fill a field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldError {
    /// Not a day.
    Date(DateError),
    /// Not a number.
    NotANumber(String),
    /// Outside the scale.
    OffScale {
        /// What was typed.
        words: String,
        /// The lowest step.
        low: u8,
        /// The highest step.
        high: u8,
    },
    /// None of the words that may stand here.
    NotAChoice {
        /// What was typed.
        words: String,
        /// What may stand here.
        choices: &'static [&'static str],
    },
}

impl Field {
    /// A field without a sign.
    pub const fn new(key: &'static str, kind: FieldKind) -> Self {
        Self { key: Cow::Borrowed(key), kind, sign: None }
    }

    /// A field that a sign at the end of a line fills too.
    pub const fn signed(key: &'static str, kind: FieldKind, sign: Sign) -> Self {
        Self { key: Cow::Borrowed(key), kind, sign: Some(sign) }
    }
}

impl FieldKind {
    /// The value that typed `words` mean here; nothing for empty words. A person stays a name: the session resolves it.
    ///
    /// # Errors
    /// When the words cannot be a value of this kind.
    pub fn read(self, words: &str, today: NaiveDate, language: DateLanguage) -> Result<Option<Value>, FieldError> {
        let words = words.trim();
        if words.is_empty() {
            return Ok(None);
        }
        let value = match self {
            Self::Line | Self::Page | Self::Person | Self::Link(_) => Value::from(words),
            Self::Number => Value::Number(read_number(words)?),
            Self::Date => {
                let day = dates::day(words, today, language).map_err(FieldError::Date)?;
                Value::from(day.to_string())
            }
            Self::Scale(low, high) => match words.parse::<u8>() {
                Ok(step) if (low..=high).contains(&step) => Value::from(step),
                _ => return Err(FieldError::OffScale { words: words.to_owned(), low, high }),
            },
            Self::Choice(choices) => Value::from(choose(words, choices)?),
            Self::Tags(choices) => words
                .split([',', ' '])
                .filter(|word| !word.is_empty())
                .map(|word| choose(word.trim_start_matches('#'), choices).map(Value::from))
                .collect::<Result<Vec<_>, _>>()?
                .into(),
            Self::Flag => Value::from(is_yes(words)?),
        };
        Ok(Some(value))
    }

    /// Whether `value` may stand in a file for a field of this kind.
    pub fn accepts(self, value: &Value) -> bool {
        match self {
            Self::Line | Self::Page | Self::Person | Self::Link(_) => value.is_string(),
            Self::Number => value.is_number(),
            Self::Date => value.as_str().is_some_and(is_day),
            Self::Scale(low, high) => {
                value.as_u64().is_some_and(|step| (u64::from(low)..=u64::from(high)).contains(&step))
            }
            Self::Choice(choices) => value.as_str().is_some_and(|text| choices.contains(&text)),
            Self::Tags(_) => value.as_array().is_some_and(|all| all.iter().all(Value::is_string)),
            Self::Flag => value.is_boolean(),
        }
    }
}

/// Exactly `YYYY-MM-DD`; chrono alone also takes `2026-3-4`.
fn is_day(text: &str) -> bool {
    text.parse::<NaiveDate>().is_ok_and(|day| day.to_string() == text)
}

fn read_number(words: &str) -> Result<Number, FieldError> {
    let plain: String = words.chars().filter(|c| !c.is_whitespace()).collect::<String>().replace(',', ".");
    let whole = plain.parse::<i64>().map(Number::from).ok();
    whole
        .or_else(|| plain.parse::<f64>().ok().and_then(Number::from_f64))
        .ok_or_else(|| FieldError::NotANumber(words.to_owned()))
}

/// The choice that `words` name: by its place from 1, or by the beginning of its word.
fn choose(words: &str, choices: &'static [&'static str]) -> Result<String, FieldError> {
    if choices.is_empty() {
        return Ok(words.to_owned());
    }
    let lower = words.to_lowercase();
    let by_place = lower.parse::<usize>().ok().and_then(|place| choices.get(place.checked_sub(1)?));
    by_place
        .or_else(|| choices.iter().find(|choice| **choice == lower))
        .or_else(|| choices.iter().find(|choice| choice.starts_with(&lower)))
        .map(|choice| (*choice).to_owned())
        .ok_or_else(|| FieldError::NotAChoice { words: words.to_owned(), choices })
}

fn is_yes(words: &str) -> Result<bool, FieldError> {
    match words.to_lowercase().as_str() {
        "y" | "yes" | "true" | "1" | "x" | "oui" | "o" => Ok(true),
        "n" | "no" | "false" | "0" | "non" => Ok(false),
        _ => Err(FieldError::NotAChoice { words: words.to_owned(), choices: &["yes", "no"] }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: FieldKind, words: &str) -> Result<Option<Value>, FieldError> {
        kind.read(words, NaiveDate::from_ymd_opt(2026, 3, 4).unwrap(), DateLanguage::En)
    }

    #[test]
    fn words_become_values() {
        assert_eq!(read(FieldKind::Number, "1 200,5"), Ok(Some(Value::from(1200.5))));
        assert_eq!(read(FieldKind::Date, "13 mar"), Ok(Some(Value::from("2026-03-13"))));
        assert_eq!(read(FieldKind::Choice(&["yes", "partly"]), "2"), Ok(Some(Value::from("partly"))));
        assert_eq!(read(FieldKind::Choice(&["yes", "partly"]), "par"), Ok(Some(Value::from("partly"))));
        assert_eq!(read(FieldKind::Line, "   "), Ok(None));
    }

    #[test]
    fn what_cannot_be_is_said() {
        assert!(matches!(read(FieldKind::Scale(1, 5), "6"), Err(FieldError::OffScale { high: 5, .. })));
        assert!(matches!(read(FieldKind::Number, "many"), Err(FieldError::NotANumber(_))));
        assert!(matches!(read(FieldKind::Date, "fryday"), Err(FieldError::Date(_))));
    }

    #[test]
    fn a_day_in_a_file_is_written_in_full() {
        let accepts = |text: &str| FieldKind::Date.accepts(&Value::from(text));
        assert!(accepts("2026-03-04"));
        assert!(!accepts("2026-3-4") && !accepts("2026-02-30") && !accepts("soon"));
    }

    #[test]
    fn every_value_that_is_read_is_accepted_in_a_file() {
        for (kind, words) in [
            (FieldKind::Number, "12"),
            (FieldKind::Date, "tomorrow"),
            (FieldKind::Scale(1, 5), "3"),
            (FieldKind::Tags(&[]), "#a #b"),
            (FieldKind::Flag, "yes"),
        ] {
            let value = read(kind, words).unwrap().unwrap();
            assert!(kind.accepts(&value), "{kind:?} {value}");
        }
    }
}
