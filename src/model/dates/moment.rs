//! A day with hours: when a session is.

use chrono::{NaiveDate, NaiveTime};

use super::calendar::resolve;
use super::error::DateError;
use super::hours::{hours, is_timed};
use super::lexicon::Lexicon;
use super::word::Word;
use super::{DateLanguage, day};

/// A day and, as far as they were said, its hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The day.
    pub day: NaiveDate,
    /// The start.
    pub from: Option<NaiveTime>,
    /// The end, always after the start.
    pub to: Option<NaiveTime>,
}

/// A day as [`day`] reads it, then perhaps a start and an end: "next thu 9:30", "12 mar 9:30-12:00", "thu 9.30 to 13".
///
/// Hours alone are today's. After a weekday a mere number is an hour ("thu 13"), after a month a day ("march 13").
///
/// # Errors
/// What kept the words from naming a day, a start or an end.
pub fn moment(text: &str, today: NaiveDate, language: DateLanguage) -> Result<Moment, DateError> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() {
        return Err(DateError::Empty);
    }
    language.or_the_other(|language| moment_in(&words, today, language))
}

fn moment_in(words: &[&str], today: NaiveDate, language: DateLanguage) -> Result<Moment, DateError> {
    let lexicon = language.lexicon();
    let shortest = words.len().saturating_sub(LONGEST_HOURS).max(1);
    (shortest..=words.len())
        .chain([0])
        .filter_map(|cut| words.split_at_checked(cut))
        .find_map(|(head, tail)| split(head, tail, today, lexicon))
        .unwrap_or_else(|| Err(blame(words, today, language)))
}

/// "de 9 h 30 à 12 h 00" has eight words.
const LONGEST_HOURS: usize = 8;

/// A moment whose day is in `head` and whose hours are in `tail`; nothing if they are not.
fn split(head: &[&str], tail: &[&str], today: NaiveDate, lexicon: &Lexicon) -> Option<Result<Moment, DateError>> {
    let phrase = lexicon.read(head).ok()?;
    let day = if head.is_empty() { today } else { resolve(&phrase, today).ok()? };
    if tail.is_empty() {
        return Some(Ok(Moment { day, from: None, to: None }));
    }
    let hours = hours(tail, lexicon)?;
    if hours.is_bare && takes_a_number(&phrase) {
        return None;
    }
    Some(match hours.to {
        Some(to) if to <= hours.from => Err(DateError::EndsBeforeStart { from: hours.from, to }),
        to => Ok(Moment { day, from: Some(hours.from), to }),
    })
}

/// Whether a number after the phrase would belong to its date.
fn takes_a_number(phrase: &[Word]) -> bool {
    matches!(phrase, [Word::Month(_) | Word::Number(_)] | [Word::This | Word::Next, Word::Month(_)])
}

/// Why no split was found, by the part most likely meant otherwise.
fn blame(words: &[&str], today: NaiveDate, language: DateLanguage) -> DateError {
    let lexicon = language.lexicon();
    if let Some(word) = words.iter().find(|word| is_timed(word) && hours(&[word], lexicon).is_none()) {
        return DateError::BadTime { word: (*word).to_owned() };
    }
    let timed = words.iter().position(|word| is_timed(word));
    let (head, tail) = words.split_at_checked(timed.unwrap_or(words.len())).unwrap_or_default();
    let named = if head.is_empty() { Ok(today) } else { day(&head.join(" "), today, language) };
    let stray = tail.iter().filter(|word| !is_timed(word)).find_map(|word| lexicon.read(&[word]).err());
    named.err().or(stray).unwrap_or(DateError::Unclear)
}

#[cfg(test)]
mod tests {
    use super::DateLanguage::{En, Fr};
    use super::*;

    fn iso(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Wednesday 4 March 2026.
    fn today() -> NaiveDate {
        iso("2026-03-04")
    }

    /// `(words, day, from, to)`; an empty time is none.
    fn agree_on_hours(language: DateLanguage, table: &[(&str, &str, &str, &str)]) {
        let time = |text: &str| (!text.is_empty()).then(|| NaiveTime::parse_from_str(text, "%H:%M").unwrap());
        for &(words, day, from, to) in table {
            let expected = Moment { day: iso(day), from: time(from), to: time(to) };
            assert_eq!(moment(words, today(), language), Ok(expected), "{words:?}");
        }
    }

    #[test]
    fn a_moment_is_a_day_and_its_hours() {
        agree_on_hours(
            En,
            &[
                ("next thu 9:30", "2026-03-12", "09:30", ""),
                ("12 mar 9:30-12:00", "2026-03-12", "09:30", "12:00"),
                ("12 mar, 9:30 – 12", "2026-03-12", "09:30", "12:00"),
                ("tomorrow at 14h", "2026-03-05", "14:00", ""),
                ("thu 9.30 to 13", "2026-03-05", "09:30", "13:00"),
                ("thu 9-12", "2026-03-05", "09:00", "12:00"),
                ("thu 9.10", "2026-03-05", "09:10", ""),
                ("thu 13", "2026-03-05", "13:00", ""),
                ("thu", "2026-03-05", "", ""),
                ("thu 12 mar", "2026-03-12", "", ""),
                ("march 13", "2026-03-13", "", ""),
                ("march 13 9:30", "2026-03-13", "09:30", ""),
                ("12 mar 10", "2026-03-12", "10:00", ""),
                ("12 mar 2027 from 9 to 12", "2027-03-12", "09:00", "12:00"),
                ("12 mar from 9:30 am to 12 pm", "2026-03-12", "09:30", "12:00"),
                ("2026-03-13 9:30", "2026-03-13", "09:30", ""),
                ("13.3. 9.30-11", "2026-03-13", "09:30", "11:00"),
                ("in 2 weeks 9am", "2026-03-18", "09:00", ""),
                ("fri 2-4pm", "2026-03-06", "14:00", "16:00"),
                ("fri 2pm-4", "2026-03-06", "14:00", "16:00"),
                ("fri 11-1pm", "2026-03-06", "11:00", "13:00"),
                ("fri 9am - noon", "2026-03-06", "09:00", "12:00"),
                ("fri 12am", "2026-03-06", "00:00", ""),
                ("9:30", "2026-03-04", "09:30", ""),
                ("9 to 12", "2026-03-04", "09:00", "12:00"),
                ("13 at 9", "2026-03-13", "09:00", ""),
            ],
        );
        agree_on_hours(
            Fr,
            &[
                ("jeudi prochain 9h30", "2026-03-12", "09:30", ""),
                ("demain à 14h", "2026-03-05", "14:00", ""),
                ("jeudi de 9h à 12h", "2026-03-05", "09:00", "12:00"),
                ("mar 9h", "2026-03-10", "09:00", ""),
                ("13 mar 9h-12h30", "2026-03-13", "09:00", "12:30"),
                ("9 à 12", "2026-03-04", "09:00", "12:00"),
                ("jeudi à 9 h 30", "2026-03-05", "09:30", ""),
                ("jeudi 12 mars 2026, 9\u{a0}h\u{a0}30 – 12\u{a0}h\u{a0}05", "2026-03-12", "09:30", "12:05"),
                ("13 mars de 9 h à 12 h 30", "2026-03-13", "09:00", "12:30"),
                ("le 13 à midi", "2026-03-13", "12:00", ""),
            ],
        );
    }

    #[test]
    fn what_is_no_moment_says_why() {
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        let bad = |word: &str| DateError::BadTime { word: word.to_owned() };
        let thursday = DateError::UnknownWord { word: "thursdy".to_owned(), nearest: Some("thursday".to_owned()) };
        for (words, expected) in [
            ("", DateError::Empty),
            ("thu 25:00", bad("25:00")),
            ("thu 9:75", bad("9:75")),
            ("thu 13pm", bad("13pm")),
            ("thu 9:30-24:00", bad("9:30-24:00")),
            ("thursdy 9:30", thursday),
            ("31 feb 9:30", DateError::NoSuchDay { day: 31, month: Some(2), year: None }),
            ("thu 9:30 zebra", DateError::UnknownWord { word: "zebra".to_owned(), nearest: None }),
            ("thu 14-12", DateError::EndsBeforeStart { from: time(14, 0), to: time(12, 0) }),
            ("thu 9:30-9:30", DateError::EndsBeforeStart { from: time(9, 30), to: time(9, 30) }),
            ("june tomorrow 9:30", DateError::Unclear),
        ] {
            assert_eq!(moment(words, today(), En), Err(expected), "{words:?}");
        }
    }
}
