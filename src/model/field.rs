//! What a record holds: each field described once, read by the capture line, the detail form, quick entry, the check and
//! the schema.

use std::borrow::Cow;

use chrono::{Days, NaiveDate};
use serde_json::{Number, Value};

use super::dates::{self, DateError};
use super::sheet::SheetKind;
use super::words::{Say, Tongue, Words};

/// One field of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its key in the file, and the name under which the words for it are found.
    pub key: Cow<'static, str>,
    /// Its name for people where a template gave it one; empty where the language has the words.
    pub name: Cow<'static, str>,
    /// What it may hold.
    pub kind: FieldKind,
    /// The sign that fills it from the end of a line.
    pub sign: Option<Sign>,
    /// How many days ahead a new record has it where nobody says otherwise.
    pub ahead: Option<u16>,
    /// Whether it is the facilitator’s alone, even where others see the rest of the record.
    pub is_hidden: bool,
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
#[derive(Clone, Debug, PartialEq)]
pub enum FieldKind {
    /// A line of text.
    Line,
    /// Text of any length.
    Page,
    /// A number.
    Number,
    /// An amount of money, in the currency of the session.
    Money,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// A participant's id, or the name of someone who does not take part.
    Person,
    /// A whole number from the first to the second, both included.
    Scale(u8, u8),
    /// One of these words.
    Choice(Words),
    /// One of these words, or any other.
    Offer(Words),
    /// Any number of words, these or others.
    Tags(Words),
    /// Yes or no.
    Flag,
    /// Another item of this kind: its id, or `<session id>/<item id>`.
    Link(LinkTo),
    /// Any number of them.
    Links(LinkTo),
}

/// What a link may point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkTo {
    /// A goal.
    Goal,
    /// A strategy.
    Strategy,
    /// A project.
    Project,
    /// A milestone.
    Milestone,
    /// A decision.
    Decision,
    /// One of several ways to go.
    Alternative,
    /// What the ways are measured by.
    Criterion,
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
    /// Everything that the question fills has its words already.
    AllFilled,
    /// None of the words that may stand here.
    NotAChoice {
        /// What was typed.
        words: String,
        /// What may stand here.
        choices: Words,
    },
}

impl Field {
    /// A field without a sign, which others may see with the rest of its record.
    pub const fn shown(key: &'static str, kind: FieldKind) -> Self {
        Self { key: Cow::Borrowed(key), name: Cow::Borrowed(""), kind, sign: None, ahead: None, is_hidden: false }
    }

    /// A field without a sign for the facilitator alone: what they make of somebody’s work, or where a record comes from.
    pub const fn hidden(key: &'static str, kind: FieldKind) -> Self {
        let mut field = Self::shown(key, kind);
        field.is_hidden = true;
        field
    }

    /// A field that a sign at the end of a line fills too.
    pub const fn signed(key: &'static str, kind: FieldKind, sign: Sign) -> Self {
        let mut field = Self::shown(key, kind);
        field.sign = Some(sign);
        field
    }

    /// A day that a sign fills too, and that a new record has so many days ahead where nobody says otherwise.
    pub const fn ahead(key: &'static str, days: u16, sign: Sign) -> Self {
        let mut field = Self::signed(key, FieldKind::Date, sign);
        field.ahead = Some(days);
        field
    }

    /// The day that a record made `today` has where nobody says otherwise; none for most fields.
    pub fn usual(&self, today: NaiveDate) -> Option<NaiveDate> {
        self.ahead.and_then(|days| today.checked_add_days(Days::new(days.into())))
    }

    /// A field that a template describes, with its name for people.
    pub fn own(key: &str, name: &str, kind: FieldKind) -> Self {
        let (key, name) = (Cow::Owned(key.to_owned()), Cow::Owned(name.to_owned()));
        Self { key, name, kind, sign: None, ahead: None, is_hidden: false }
    }
}

impl LinkTo {
    /// The kinds of sheets that hold what it points at, and the slots there.
    pub fn homes(self) -> &'static [(SheetKind, &'static str)] {
        match self {
            Self::Goal => &[(SheetKind::Goals, "")],
            Self::Strategy => &[(SheetKind::Strategies, "")],
            Self::Project => &[(SheetKind::Projects, "")],
            Self::Milestone => &[(SheetKind::Milestones, "")],
            Self::Decision => &[(SheetKind::Decisions, ""), (SheetKind::Options, "decision")],
            Self::Alternative => &[(SheetKind::Options, "")],
            Self::Criterion => &[(SheetKind::Options, "criterion")],
        }
    }

    /// The noun for it, in English.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Goal => "goal",
            Self::Strategy => "strategy",
            Self::Project => "project",
            Self::Milestone => "milestone",
            Self::Decision => "decision",
            Self::Alternative => "alternative",
            Self::Criterion => "criterion",
        }
    }
}

impl FieldKind {
    /// One of words that the program knows.
    pub const fn choice(words: &'static [&'static str]) -> Self {
        Self::Choice(Words::Known(words))
    }

    /// The value that typed `words` mean here; nothing for empty words. A person stays a name: the session resolves it.
    ///
    /// # Errors
    /// When the words cannot be a value of this kind.
    pub fn read(
        &self,
        words: &str,
        today: NaiveDate,
        language: impl Into<Tongue>,
    ) -> Result<Option<Value>, FieldError> {
        let Tongue { dates: language, say } = language.into();
        let words = words.trim();
        if words.is_empty() {
            return Ok(None);
        }
        let value = match self {
            Self::Line | Self::Page | Self::Person | Self::Link(_) => Value::from(words),
            Self::Number | Self::Money => Value::Number(read_number(words)?),
            Self::Date => {
                let day = dates::day(words, today, language).map_err(FieldError::Date)?;
                Value::from(day.to_string())
            }
            Self::Scale(low, high) => match words.parse::<u8>() {
                Ok(step) if (low..=high).contains(&&step) => Value::from(step),
                _ => return Err(FieldError::OffScale { words: words.to_owned(), low: *low, high: *high }),
            },
            Self::Choice(choices) => Value::from(choose(words, choices, say)?),
            Self::Offer(choices) => Value::from(choices.meant(words, say).unwrap_or(words)),
            Self::Tags(choices) => words
                .split([',', ' '])
                .filter(|word| !word.is_empty())
                .map(|word| word.trim_start_matches('#'))
                .map(|word| choices.tagged(word, say).unwrap_or(word))
                .collect(),
            Self::Flag => Value::from(is_yes(words, say)?),
            Self::Links(_) => words.split(';').map(str::trim).filter(|link| !link.is_empty()).collect(),
        };
        Ok(Some(value))
    }

    /// Whether `value` may stand in a file for a field of this kind.
    pub fn accepts(&self, value: &Value) -> bool {
        match self {
            Self::Line | Self::Page | Self::Person | Self::Link(_) | Self::Offer(_) => value.is_string(),
            Self::Number | Self::Money => value.is_number(),
            Self::Date => value.as_str().is_some_and(is_day),
            Self::Scale(low, high) => {
                value.as_u64().is_some_and(|step| (u64::from(*low)..=u64::from(*high)).contains(&step))
            }
            Self::Choice(choices) => value.as_str().is_some_and(|text| choices.holds(text)),
            Self::Tags(_) | Self::Links(_) => value.as_array().is_some_and(|all| all.iter().all(Value::is_string)),
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

fn choose(words: &str, choices: &Words, say: Say) -> Result<String, FieldError> {
    if choices.is_empty() {
        return Ok(words.to_owned());
    }
    let unknown = || FieldError::NotAChoice { words: words.to_owned(), choices: choices.clone() };
    choices.meant(words, say).map(str::to_owned).ok_or_else(unknown)
}

fn is_yes(words: &str, say: Say) -> Result<bool, FieldError> {
    const EITHER: Words = Words::Known(&["yes", "no"]);
    match words.to_lowercase().as_str() {
        "true" | "1" | "x" | "oui" | "o" => Ok(true),
        "false" | "0" | "non" => Ok(false),
        _ => Ok(choose(words, &EITHER, say)? == "yes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::dates::DateLanguage;
    use crate::model::words::Named;

    fn read(kind: &FieldKind, words: &str) -> Result<Option<Value>, FieldError> {
        kind.read(words, NaiveDate::from_ymd_opt(2026, 3, 4).unwrap(), DateLanguage::En)
    }

    #[test]
    fn words_become_values() {
        assert_eq!(read(&FieldKind::Number, "1 200,5"), Ok(Some(Value::from(1200.5))));
        assert_eq!(read(&FieldKind::Date, "13 mar"), Ok(Some(Value::from("2026-03-13"))));
        assert_eq!(read(&FieldKind::choice(&["yes", "partly"]), "2"), Ok(Some(Value::from("partly"))));
        assert_eq!(read(&FieldKind::choice(&["yes", "partly"]), "par"), Ok(Some(Value::from("partly"))));
        assert_eq!(read(&FieldKind::Line, "   "), Ok(None));
    }

    #[test]
    fn what_cannot_be_is_said() {
        assert!(matches!(read(&FieldKind::Scale(1, 5), "6"), Err(FieldError::OffScale { high: 5, .. })));
        assert!(matches!(read(&FieldKind::Number, "many"), Err(FieldError::NotANumber(_))));
        assert!(matches!(read(&FieldKind::Date, "fryday"), Err(FieldError::Date(_))));
    }

    #[test]
    fn a_day_in_a_file_is_written_in_full() {
        let accepts = |text: &str| FieldKind::Date.accepts(&Value::from(text));
        assert!(accepts("2026-03-04"));
        assert!(!accepts("2026-3-4") && !accepts("2026-02-30") && !accepts("soon"));
    }

    #[test]
    fn own_words_are_typed_by_name_and_kept_by_id_and_an_offer_takes_any_other() {
        let words = || Words::Own(vec![Named::new("sales", "Ventes"), Named::new("ops", "Production")]);
        assert_eq!(read(&FieldKind::Choice(words()), "prod"), Ok(Some(Value::from("ops"))));
        assert_eq!(read(&FieldKind::Choice(words()), "1"), Ok(Some(Value::from("sales"))));
        assert!(matches!(read(&FieldKind::Choice(words()), "x"), Err(FieldError::NotAChoice { .. })));
        assert_eq!(read(&FieldKind::Offer(words()), "ventes"), Ok(Some(Value::from("sales"))));
        assert_eq!(read(&FieldKind::Offer(words()), "Juridique"), Ok(Some(Value::from("Juridique"))));
    }

    #[test]
    fn every_value_that_is_read_is_accepted_in_a_file() {
        for (kind, words) in [
            (FieldKind::Number, "12"),
            (FieldKind::Date, "tomorrow"),
            (FieldKind::Scale(1, 5), "3"),
            (FieldKind::Tags(Words::ANY), "#a #b"),
            (FieldKind::Flag, "yes"),
            (FieldKind::Money, "1 200"),
            (FieldKind::Links(LinkTo::Goal), "g-1; g-2"),
        ] {
            let value = read(&kind, words).unwrap().unwrap();
            assert!(kind.accepts(&value), "{kind:?} {value}");
        }
    }
}
