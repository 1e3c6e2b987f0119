//! The time of day; nothing else in the program asks the system for it.
//!
//! `OFFSITE_NOW` pins it, so that tests and demonstrations repeat: a command sees that one moment throughout, the screens
//! a clock that starts there and goes on with real time.

use std::fmt;
use std::time::Instant;

use chrono::{DateTime, FixedOffset, Local, NaiveDate, NaiveDateTime, NaiveTime, SubsecRound, TimeDelta, TimeZone};

/// Where the moment comes from.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    pin: Option<Pin>,
}

/// A moment given from outside, and since when it goes on, if it does.
#[derive(Clone, Copy, Debug)]
struct Pin {
    at: DateTime<FixedOffset>,
    since: Option<Instant>,
}

/// How a place counts the hours of another day: its distance from Greenwich changes with summer time.
#[derive(Clone, Copy, Debug)]
pub enum Zone {
    /// The same distance on every day.
    Fixed(FixedOffset),
    /// What the clocks of the place mean: the first of two moments where they are put back, none where they skip the time.
    Of(fn(NaiveDateTime) -> Option<DateTime<FixedOffset>>),
}

impl Zone {
    /// A moment as this place counts time; none for the hour that a change to summer time skips.
    pub fn at(self, day: NaiveDate, time: NaiveTime) -> Option<DateTime<FixedOffset>> {
        let local = day.and_time(time);
        match self {
            Self::Fixed(offset) => offset.from_local_datetime(&local).earliest(),
            Self::Of(moment) => moment(local),
        }
    }
}

/// Said of a text that is not a moment as RFC 3339 writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAMoment(String);

impl fmt::Display for NotAMoment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OFFSITE_NOW is “{}”, which is not a moment. Write it as 2026-03-04T10:30:00+01:00.", self.0)
    }
}

impl std::error::Error for NotAMoment {}

impl Clock {
    /// The clock of the system, in the local time.
    pub fn system() -> Self {
        Self { pin: None }
    }

    /// A clock that stands at `at`.
    pub fn pinned(at: DateTime<FixedOffset>) -> Self {
        Self { pin: Some(Pin { at, since: None }) }
    }

    /// The clock that `OFFSITE_NOW` asks for: pinned to its moment, or the system's where it is unset.
    ///
    /// # Errors
    /// When the words are no moment.
    pub fn of(words: Option<&str>) -> Result<Self, NotAMoment> {
        let Some(words) = words else { return Ok(Self::system()) };
        DateTime::parse_from_rfc3339(words).map(Self::pinned).map_err(|_| NotAMoment(words.to_owned()))
    }

    /// The same clock; a pinned one goes on from its moment with real time, from this call on.
    #[must_use]
    pub fn running(self) -> Self {
        Self { pin: self.pin.map(|pin| Pin { since: Some(Instant::now()), ..pin }) }
    }

    /// The moment, in whole seconds: no file needs more.
    pub fn now(&self) -> DateTime<FixedOffset> {
        let Some(pin) = self.pin else { return Local::now().fixed_offset().trunc_subsecs(0) };
        let gone = pin.since.and_then(|since| TimeDelta::from_std(since.elapsed()).ok()).unwrap_or_default();
        pin.at.checked_add_signed(gone).unwrap_or(pin.at).trunc_subsecs(0)
    }

    /// The day.
    pub fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }

    /// How this place counts time; a pinned clock knows one distance from Greenwich, that of its moment.
    pub fn zone(&self) -> Zone {
        match self.pin {
            Some(pin) => Zone::Fixed(*pin.at.offset()),
            None => Zone::Of(|local| Local.from_local_datetime(&local).earliest().map(|at| at.fixed_offset())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOMENT: &str = "2026-03-04T10:30:00+01:00";

    #[test]
    fn a_pinned_clock_stands_until_it_is_let_run() {
        let clock = Clock::of(Some(MOMENT)).unwrap();
        assert_eq!(clock.now().to_rfc3339(), MOMENT);
        let running = clock.running();
        assert!(running.now() >= clock.now() && running.now() <= Clock::system().now().max(clock.now()));
    }

    #[test]
    fn words_that_are_no_moment_are_refused_and_none_mean_the_system() {
        let refused = Clock::of(Some("yesterday")).unwrap_err();
        assert!(refused.to_string().contains("“yesterday”"));
        assert_eq!(Clock::of(None).unwrap().now().timestamp_subsec_nanos(), 0);
    }

    #[test]
    fn hours_are_those_of_the_pinned_place() {
        let clock = Clock::of(Some(MOMENT)).unwrap();
        let at = clock.zone().at(clock.today(), NaiveTime::from_hms_opt(9, 0, 0).unwrap()).unwrap();
        assert_eq!(at.to_rfc3339(), "2026-03-04T09:00:00+01:00");
    }
}
