//! When a session is: typed words in, a moment out, and the sentences about both.

use chrono::{DateTime, FixedOffset, NaiveTime, TimeDelta};

use crate::lang::Texts;
use crate::model::dates::{self, DateError};
use crate::model::session::Session;
use crate::tui::widgets::record;
use crate::tui::world::World;

/// What typed words say about a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct When {
    /// When it starts.
    pub(super) at: DateTime<FixedOffset>,
    /// Minutes from start to end, where an end was said.
    pub(super) length: Option<u32>,
}

/// Reads "next thu 9:30 to 12"; hours that nobody says stay as they are, or are nine in the morning.
pub(super) fn read(words: &str, session: &Session, world: &World) -> Result<When, DateError> {
    let moment = dates::moment(words, world.today(), world.date_language())?;
    let usual = session.scheduled.map_or_else(|| NaiveTime::from_hms_opt(9, 0, 0), |at| Some(at.time()));
    let from = moment.from.or(usual).unwrap_or_default();
    let at = world.zone.at(moment.day, from).ok_or(DateError::SkippedHour { day: moment.day, time: from })?;
    let minutes = moment.to.and_then(|to| u32::try_from((to - from).num_minutes()).ok());
    Ok(When { at, length: minutes.filter(|minutes| *minutes > 0) })
}

/// Words that [`read`] understands in every language; empty where nobody has said when.
pub(super) fn plain(session: &Session) -> String {
    let Some(at) = session.scheduled else { return String::new() };
    let start = at.format("%Y-%m-%d %-H:%M");
    match end(at, session.length).filter(|end| end.date_naive() == at.date_naive()) {
        Some(end) => format!("{start}-{}", end.format("%-H:%M")),
        None => start.to_string(),
    }
}

/// The whole date in words, with its hours.
pub(super) fn said(at: DateTime<FixedOffset>, length: u32, texts: &Texts) -> String {
    let (day, time) = ((texts.dates.long)(at.date_naive()), texts.dates.time);
    (texts.prepare.span)(&day, &time(at.time()), &time(end(at, length).unwrap_or(at).time()))
}

/// Why words name no day, for people; none where nothing was said.
pub(in crate::tui::screens) fn trouble(error: &DateError, texts: &Texts) -> Option<String> {
    (*error != DateError::Empty).then(|| record::date_error(error, texts))
}

fn end(at: DateTime<FixedOffset>, length: u32) -> Option<DateTime<FixedOffset>> {
    at.checked_add_signed(TimeDelta::minutes(length.into()))
}
