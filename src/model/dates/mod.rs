//! Days and hours in words: "next thu 9:30", "end of june", "dans 2 semaines".
//!
//! The crates that do this read "next month" as next Monday and know neither "+2w" nor "eom"; a due date that is
//! silently wrong is worse than one that is refused.

mod calendar;
mod en;
mod error;
mod fr;
mod hours;
mod lexicon;
mod moment;
mod nearest;
mod plain;
mod word;

use chrono::NaiveDate;

pub use error::DateError;
pub use moment::{Moment, moment};

use lexicon::Lexicon;

/// The language whose date words are understood; ISO and numeric dates are understood in each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DateLanguage {
    /// English; numeric dates are day first, as in Britain.
    #[default]
    En,
    /// French; accents may be left out.
    Fr,
}

impl DateLanguage {
    /// What `read` makes of the words in this language; where it makes nothing of them, in the other one. People who
    /// work in two languages type days in both.
    fn or_the_other<T>(self, read: impl Fn(Self) -> Result<T, DateError>) -> Result<T, DateError> {
        let other = if self == Self::En { Self::Fr } else { Self::En };
        read(self).or_else(|error| read(other).map_err(|_| error))
    }

    fn lexicon(self) -> &'static Lexicon {
        match self {
            Self::En => &en::LEXICON,
            Self::Fr => &fr::LEXICON,
        }
    }
}

/// A day from words, relative to `today`; words that mean nothing in `language` are tried in the other one.
///
/// Without a year it is the next such day, today included, never a past one. What the words choose where usage varies:
/// - "fri": the next Friday after today; "this fri" may be today; "next fri" is the Friday of next week;
/// - weeks begin on Monday and end on Friday, so "eow" on a Saturday is the Friday to come;
/// - "june", "q3", "2027", "this month": the last day; "next week", "next month": the first; "mid may": the 15th;
/// - "2m" keeps the day of the month, or the last one where a month is too short for it;
/// - "13" or "13th": the next 13th; "fri 13" is that day, provided it is a Friday;
/// - "3/4" is 3 April, in every language; a year of two digits lies in 2000–2099.
///
/// # Errors
/// What kept the words from naming one day between the years 0 and 9999.
pub fn day(text: &str, today: NaiveDate, language: DateLanguage) -> Result<NaiveDate, DateError> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() {
        return Err(DateError::Empty);
    }
    language.or_the_other(|language| calendar::resolve(&language.lexicon().read(&words)?, today))
}

#[cfg(test)]
mod tests;
