//! From meanings to a day: the grammar of dates.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::error::DateError;
use super::word::Word::{Month, Next, Number, Ordinal, Quarter, Shift, This, Weekday, Year};
use super::word::{Part, Unit, Word};

type Answer = Result<NaiveDate, DateError>;

/// The day that a phrase names.
///
/// # Errors
/// Why it names none between the years 0 and 9999.
pub(super) fn resolve(phrase: &[Word], today: NaiveDate) -> Answer {
    let day = relative(phrase, today)
        .or_else(|| weekday(phrase, today))
        .or_else(|| stretch(phrase, today))
        .or_else(|| date(phrase, today))
        .unwrap_or(Err(DateError::Unclear))?;
    if (0..=9999).contains(&day.year()) { Ok(day) } else { Err(DateError::TooFar) }
}

fn relative(phrase: &[Word], today: NaiveDate) -> Option<Answer> {
    let day = match *phrase {
        [Shift(days @ ..0)] => today.checked_sub_days(Days::new(days.unsigned_abs().into())),
        [Shift(days)] => later(today, days.unsigned_abs().into(), Unit::Day),
        [Number(count), Word::Unit(unit)] => later(today, count, unit),
        [Year(count), Word::Unit(unit)] => later(today, count.unsigned_abs(), unit),
        _ => return None,
    };
    Some(day.ok_or(DateError::TooFar))
}

fn weekday(phrase: &[Word], today: NaiveDate) -> Option<Answer> {
    const WEEK: Word = Word::Unit(Unit::Week);
    let ahead = |weekday: chrono::Weekday| weekday.days_since(today.weekday());
    let day = match *phrase {
        [Weekday(said)] => later(today, if ahead(said) == 0 { 7 } else { ahead(said) }, Unit::Day),
        [This, Weekday(said)] | [Weekday(said), This, WEEK] | [This, WEEK, Weekday(said)] => {
            later(today, ahead(said), Unit::Day)
        }
        [Next, Weekday(said)]
        | [Weekday(said), Next]
        | [Weekday(said), Next, WEEK]
        | [Weekday(said), WEEK, Next]
        | [Next, WEEK, Weekday(said)] => {
            first_of(Unit::Week, today).and_then(|monday| later(monday, 7 + said.num_days_from_monday(), Unit::Day))
        }
        [Weekday(said), ref rest @ ..] => {
            return date(rest, today).map(|day| match day {
                Ok(day) if day.weekday() != said => Err(DateError::WrongWeekday { said, day }),
                answer => answer,
            });
        }
        _ => return None,
    };
    Some(day.ok_or(DateError::TooFar))
}

/// A part of a week, month, quarter or year; the last day where no part is said, the first of the next one.
fn stretch(phrase: &[Word], today: NaiveDate) -> Option<Answer> {
    let (part, rest) = match phrase {
        [Word::Part(part), rest @ ..] => (Some(*part), rest),
        _ => (None, phrase),
    };
    let mut usual = Part::End;
    let (first, unit, again) = match *rest {
        [Word::Unit(unit)] if part.is_some() => (first_of(unit, today), unit, Some(unit)),
        [This, Word::Unit(unit)] => (first_of(unit, today), unit, Some(unit)),
        [Next, Word::Unit(unit)] | [Word::Unit(unit), Next] => {
            usual = Part::Start;
            (first_of(unit, today).and_then(|first| later(first, 1, unit)), unit, None)
        }
        [Month(month)] | [This, Month(month)] => {
            (NaiveDate::from_ymd_opt(today.year(), month, 1), Unit::Month, Some(Unit::Year))
        }
        [Next, Month(month)] | [Month(month), Next] => {
            let mut firsts = (0..=1).map(|years| NaiveDate::from_ymd_opt(today.year() + years, month, 1));
            (firsts.find(|first| *first > Some(today)).flatten(), Unit::Month, None)
        }
        [Month(month), Year(year)] | [Year(year), Month(month)] => {
            (NaiveDate::from_ymd_opt(year, month, 1), Unit::Month, None)
        }
        [Quarter(quarter)] | [This, Quarter(quarter)] => {
            (NaiveDate::from_ymd_opt(today.year(), quarter * 3 - 2, 1), Unit::Quarter, Some(Unit::Year))
        }
        [Quarter(quarter), Year(year)] | [Year(year), Quarter(quarter)] => {
            (NaiveDate::from_ymd_opt(year, quarter * 3 - 2, 1), Unit::Quarter, None)
        }
        [Year(year)] => (NaiveDate::from_ymd_opt(year, 1, 1), Unit::Year, None),
        _ => return None,
    };
    let on = |first| within(part.unwrap_or(usual), unit, first);
    let day = first.and_then(|first| match (on(first), again) {
        (Some(day), Some(step)) if day < today => on(later(first, 1, step)?),
        (day, _) => day,
    });
    Some(day.ok_or(DateError::TooFar))
}

/// A day of a month, with or without its month and year.
fn date(phrase: &[Word], today: NaiveDate) -> Option<Answer> {
    let (day, month, year) = match *phrase {
        [Number(day) | Ordinal(day)] => (day, None, None),
        [Number(day) | Ordinal(day), Month(month)] | [Month(month), Number(day) | Ordinal(day)] => {
            (day, Some(month), None)
        }
        [Number(day) | Ordinal(day), Month(month), Year(year)]
        | [Month(month), Number(day) | Ordinal(day), Year(year)]
        | [Year(year), Month(month), Number(day) | Ordinal(day)] => (day, Some(month), Some(year)),
        [Number(day) | Ordinal(day), Month(month), Number(short @ 10..=99)]
        | [Month(month), Number(day) | Ordinal(day), Number(short @ 10..=99)] => {
            (day, Some(month), i32::try_from(2000 + short).ok())
        }
        [Number(day) | Ordinal(day), Next, Word::Unit(Unit::Month)]
        | [Number(day) | Ordinal(day), Word::Unit(Unit::Month), Next] => {
            let next = later(first_of(Unit::Month, today)?, 1, Unit::Month)?;
            (day, Some(next.month()), Some(next.year()))
        }
        _ => return None,
    };
    let found = match (month, year) {
        (Some(month), Some(year)) => NaiveDate::from_ymd_opt(year, month, day),
        (Some(month), None) => (0..=LEAP_GAP)
            .filter_map(|years| NaiveDate::from_ymd_opt(today.year() + years, month, day))
            .find(|found| *found >= today),
        _ => (0..=12)
            .filter_map(|months| later(today.with_day(1)?, months, Unit::Month)?.with_day(day))
            .find(|found| *found >= today),
    };
    Some(found.ok_or(DateError::NoSuchDay { day, month, year }))
}

/// The most years from one 29 February to the next, as around 2100.
const LEAP_GAP: i32 = 8;

/// So many units later; a day that a month lacks becomes its last.
fn later(day: NaiveDate, count: u32, unit: Unit) -> Option<NaiveDate> {
    let months = |each: u32| count.checked_mul(each).and_then(|months| day.checked_add_months(Months::new(months)));
    match unit {
        Unit::Day => day.checked_add_days(Days::new(count.into())),
        Unit::Week => day.checked_add_days(Days::new(u64::from(count) * 7)),
        Unit::Month => months(1),
        Unit::Quarter => months(3),
        Unit::Year => months(12),
    }
}

/// The first day of the unit that holds `day`.
fn first_of(unit: Unit, day: NaiveDate) -> Option<NaiveDate> {
    match unit {
        Unit::Day => Some(day),
        Unit::Week => day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into())),
        Unit::Month => day.with_day(1),
        Unit::Quarter => NaiveDate::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1),
        Unit::Year => NaiveDate::from_ymd_opt(day.year(), 1, 1),
    }
}

/// A part of the unit that begins on `first`.
fn within(part: Part, unit: Unit, first: NaiveDate) -> Option<NaiveDate> {
    match (part, unit) {
        (Part::Start, _) | (_, Unit::Day) => Some(first),
        (Part::Mid, Unit::Week) => later(first, 2, Unit::Day),
        (Part::Mid, Unit::Month) => first.with_day(15),
        (Part::Mid, Unit::Quarter) => later(first, 1, Unit::Month)?.with_day(15),
        (Part::Mid, Unit::Year) => NaiveDate::from_ymd_opt(first.year(), 6, 30),
        (Part::End, Unit::Week) => later(first, 4, Unit::Day),
        (Part::End, Unit::Month | Unit::Quarter | Unit::Year) => later(first, 1, unit)?.pred_opt(),
    }
}
