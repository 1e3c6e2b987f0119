//! `offsite new`: a session from a template.

use chrono::NaiveTime;
use clap::Args;

use super::call::{Call, ids};
use super::failure::{Exit, Failure};
use super::find;
use super::fit;
use super::list::Card;
use super::templates;
use crate::model::dates::{self, DateError};
use crate::model::library::Volume;
use crate::model::roster;
use crate::model::session::{Client, Session};
use crate::model::sheet::metrics;
use crate::model::stage::Style;
use crate::settings::Setting;
use std::path::Path;

/// Make a session and print the path of its file.
#[derive(Debug, Args)]
pub(super) struct New {
    /// The template to start from; `offsite templates` lists them
    #[arg(long, value_name = "ID")]
    template: String,
    /// Its name; that of the template otherwise
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// For whom it is
    #[arg(long, value_name = "NAME")]
    client: Option<String>,
    /// What the room and the name of the file show instead of the client
    #[arg(long, value_name = "NAME", requires = "client")]
    alias: Option<String>,
    /// When it is, in words: next thu 9:30, or 12 mar 9:30-12:00; at nine where no hour is said
    #[arg(long, value_name = "WORDS", num_args = 1..)]
    when: Vec<String>,
    /// Who takes part, parted by commas
    #[arg(long, value_name = "NAMES")]
    people: Option<String>,
    /// The minutes there are: stages are shortened to fit, never below their floors
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(1..=fit::MOST))]
    fit: Option<u32>,
    /// With the stages that the session before left unfinished
    #[arg(long)]
    take_along: bool,
}

impl New {
    pub(super) fn run(self, call: &mut Call) -> Result<(), Failure> {
        let known = templates::named(call, &self.template)?;
        let language = call.looks.language;
        let mut session = known.template.session(language, &mut ids(), call.clock.now());
        let settings = &call.looks.settings;
        session.clock_off = !settings.has_clock();
        session.style = Style::named(settings.word(Setting::Style)).unwrap_or_default();
        let usual = session.length;
        self.fill(&mut session, call)?;
        let library = call.library();
        let before = library.before(&session).first().copied();
        session.thread = before.map(|before| before.id);
        if let Some(before) = before.filter(|_| self.take_along) {
            take_along(&mut session, before);
        }
        if let Some(minutes) = self.fit {
            session = fitted(&session, minutes, usual, call)?;
        }
        let saved = call.shelf().save(&session, Path::new(""));
        let path = saved.map_err(|error| Failure::from(error).and(call.texts.cli.another_folder))?;
        let volume = Volume::new(path, session);
        if call.voice.is_json {
            call.voice.json(&Card::of(&volume))?;
        } else {
            call.voice.path(&volume.path)?;
        }
        call.voice.next(&format!("offsite run {}", find::word(&volume)));
        Ok(())
    }

    fn fill(&self, session: &mut Session, call: &Call) -> Result<(), Failure> {
        if let Some(title) = self.title.as_deref().map(line).filter(|title| !title.is_empty()) {
            session.title = title;
        }
        let alias = self.alias.as_deref().map(line).unwrap_or_default();
        let client = self.client.as_deref().map(line).filter(|name| !name.is_empty());
        session.client = client.map(|name| Client { name, alias, ..Client::default() });
        if let Some(people) = &self.people {
            // Nobody is there yet whom the edit could miss.
            session.apply(roster::change(session, &line(people), &mut ids())).ok();
        }
        if self.when.is_empty() {
            return Ok(());
        }
        let words = self.when.join(" ");
        let refused = |why: DateError| {
            let why = (call.texts.told)(&why.to_string());
            Failure::new(Exit::Usage, (call.texts.cli.nothing_written)(&why))
        };
        let moment = dates::moment(&words, call.clock.today(), call.date_language()).map_err(refused)?;
        let from = moment.from.or_else(|| NaiveTime::from_hms_opt(9, 0, 0)).unwrap_or_default();
        let skipped = || refused(DateError::SkippedHour { day: moment.day, time: from });
        let at = call.clock.zone().at(moment.day, from).ok_or_else(skipped)?;
        // A session that was just made refuses nothing.
        drop(session.apply(metrics::reschedule(session, at)));
        if let Some(minutes) = moment.to.and_then(|to| u32::try_from((to - from).num_minutes()).ok()) {
            session.length = minutes;
        }
        Ok(())
    }
}

/// The session in `minutes`; hours that were said and make it another length than `usual` must not contradict them.
fn fitted(session: &Session, minutes: u32, usual: u32, call: &Call) -> Result<Session, Failure> {
    let words = call.texts.trim;
    if ![minutes, usual].contains(&session.length) {
        let said = (words.hours_and_fit)(session.length, minutes);
        return Err(Failure::new(Exit::Usage, said).and(words.unwritten));
    }
    let refused = |why| Failure::new(Exit::CouldNot, fit::sentence(&why, session, call.texts)).and(words.unwritten);
    fit::fitted(session, minutes).map_err(refused)
}

/// Adds every unfinished stage of the session before that is not there anyway.
fn take_along(session: &mut Session, before: &Session) {
    let mut ids = ids();
    for stage in before.unfinished() {
        if !session.has_taken(stage) {
            let change = session.take_along(before, stage, &mut ids);
            // A new session refuses no stage under a name of its own.
            session.apply(change).ok();
        }
    }
}

/// Words as one line without spaces at its ends.
fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
