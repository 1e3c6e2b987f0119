//! Why words name no day.

use std::error::Error;
use std::fmt;

use chrono::{NaiveDate, NaiveTime, Weekday};

/// Why text is no date, with what is needed to say so; its `Display` is the English for logs and the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Nothing was said.
    Empty,
    /// A word that no date has.
    UnknownWord {
        /// The word as it was typed.
        word: String,
        /// The date word it resembles most, if any comes near.
        nearest: Option<String>,
    },
    /// Every word is known, but together they name no day: "june tomorrow".
    Unclear,
    /// A day that the calendar lacks: 31 February, 29 February 2027, the 32nd.
    NoSuchDay {
        /// The day of the month that was said.
        day: u32,
        /// The month, 1 to 12, if one was said.
        month: Option<u32>,
        /// The year, if one was said.
        year: Option<i32>,
    },
    /// A month beyond twelve: 3/13.
    NoSuchMonth {
        /// The number that stood for the month.
        month: u32,
    },
    /// The weekday beside a date is not the weekday of that date.
    WrongWeekday {
        /// The weekday that was said.
        said: Weekday,
        /// The day that was said.
        day: NaiveDate,
    },
    /// A day outside the years 0 to 9999.
    TooFar,
    /// Something like a time of day that no clock shows: 25:00, 13pm.
    BadTime {
        /// The word as it was typed.
        word: String,
    },
    /// An hour that the clocks of the place skip on that day, as summer time begins.
    SkippedHour {
        /// The day.
        day: NaiveDate,
        /// The hour.
        time: NaiveTime,
    },
    /// An end that is not after its start.
    EndsBeforeStart {
        /// The start.
        from: NaiveTime,
        /// The end.
        to: NaiveTime,
    },
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("No date was given. Type a day, for example 13 mar or next thu."),
            Self::UnknownWord { word, nearest: Some(nearest) } => {
                write!(f, "“{word}” is not a date word. Did you mean “{nearest}”?")
            }
            Self::UnknownWord { word, nearest: None } => {
                write!(f, "“{word}” is not a date word. Type a day, for example 13 mar or next thu.")
            }
            Self::Unclear => {
                f.write_str("These words do not name one day together. Type a single day, for example 13 mar.")
            }
            Self::NoSuchDay { day, month, year } => {
                write!(f, "There is no day {day}")?;
                match (month, year) {
                    (Some(month), Some(year)) => write!(f, " in {year}-{month:02}")?,
                    (Some(month), None) => write!(f, " in month {month}")?,
                    _ => {}
                }
                f.write_str(". Check the day and the month.")
            }
            Self::NoSuchMonth { month } => {
                write!(f, "There is no month {month}. The day comes first: 13/3 is 13 March.")
            }
            Self::WrongWeekday { said, day } => {
                write!(f, "{} is {}, not {said}. Leave out one of the two.", day, day.format("%a"))
            }
            Self::TooFar => f.write_str("That day lies too far away. Choose one between the years 0 and 9999."),
            Self::BadTime { word } => write!(f, "“{word}” is not a time of day. Type it as 9:30 or 14:00-16:00."),
            Self::SkippedHour { day, time } => {
                write!(f, "On {day} the clocks skip {}. Choose an hour earlier or later.", time.format("%H:%M"))
            }
            Self::EndsBeforeStart { from, to } => {
                let (from, to) = (from.format("%H:%M"), to.format("%H:%M"));
                write!(f, "The end, {to}, is not after the start, {from}. Choose a later end.")
            }
        }
    }
}

impl Error for DateError {}
