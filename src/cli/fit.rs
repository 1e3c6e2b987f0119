//! Fitting to so many minutes: for a new session, and to look at before there is one.

use clap::Args;
use serde::Serialize;

use super::call::{Call, ids};
use super::failure::{Exit, Failure};
use super::table::Table;
use super::templates;
use crate::lang::Texts;
use crate::model::session::Session;
use crate::model::stage::Stage;
use crate::model::trim::TooLong;

/// The most minutes that can be asked for: a week.
pub(super) const MOST: i64 = 7 * 24 * 60;

/// Show how a template would fit into so many minutes
#[derive(Debug, Args)]
pub(super) struct Fit {
    /// Its id
    id: String,
    /// The minutes there are, breaks and slack included
    #[arg(value_parser = clap::value_parser!(u32).range(1..=MOST))]
    minutes: u32,
}

/// What scripts are told of a fit.
#[derive(Serialize)]
struct Card<'a> {
    id: &'a str,
    minutes: u32,
    fits: bool,
    slack: i64,
    short_by: u64,
    would_have_to_go: Vec<&'a str>,
    stages: Vec<StageCard<'a>>,
}

#[derive(Serialize)]
struct StageCard<'a> {
    id: &'a str,
    title: &'a str,
    minutes: u32,
    usually: u32,
    at_least: u32,
}

/// The session with its stages fitted to `minutes`.
///
/// # Errors
/// What would have to go where they do not fit.
pub(super) fn fitted(session: &Session, minutes: u32) -> Result<Session, TooLong> {
    let mut session = Session { length: minutes, ..session.clone() };
    let change = session.trim(&[])?;
    // Edits of stages that are there are never refused before a session is closed.
    session.apply(change).ok();
    Ok(session)
}

/// The sentence for what does not fit.
pub(super) fn sentence(why: &TooLong, session: &Session, texts: &Texts) -> String {
    let titles: Vec<&str> = why.cut.iter().filter_map(|id| session.stage(id)).map(|each| each.title.as_str()).collect();
    let words = texts.trim;
    if titles.is_empty() { (words.much_too_long)(why.by, why.least) } else { (words.too_long)(why.by, &titles) }
}

impl Fit {
    pub(super) fn run(self, call: &mut Call) -> Result<(), Failure> {
        let known = templates::named(call, &self.id)?;
        let usual = known.template.session(call.looks.language, &mut ids(), call.clock.now());
        let outcome = fitted(&usual, self.minutes);
        let shown = outcome.as_ref().unwrap_or(&usual);
        if call.voice.is_json {
            call.voice.json(&self.card(&usual, shown, outcome.as_ref().err()))?;
        }
        if let Err(why) = &outcome {
            return Err(Failure::new(Exit::CouldNot, sentence(why, &usual, call.texts)));
        }
        if !call.voice.is_json {
            for line in table(&usual, shown, call).lines() {
                call.voice.line(&line)?;
            }
        }
        call.voice.next(&format!("offsite new --template {} --fit {}", self.id, self.minutes));
        Ok(())
    }

    fn card<'a>(&'a self, usual: &'a Session, shown: &'a Session, why: Option<&'a TooLong>) -> Card<'a> {
        let stage = |(before, after): (&'a Stage, &Stage)| StageCard {
            id: &before.id,
            title: &before.title,
            minutes: after.minutes,
            usually: before.minutes,
            at_least: before.at_least,
        };
        Card {
            id: &self.id,
            minutes: self.minutes,
            fits: why.is_none(),
            slack: if why.is_none() { shown.slack() } else { 0 },
            short_by: why.map_or(0, |why| why.by),
            would_have_to_go: why.iter().flat_map(|why| &why.cut).map(String::as_str).collect(),
            stages: usual.stages.iter().zip(&shown.stages).map(stage).collect(),
        }
    }
}

fn table(usual: &Session, shown: &Session, call: &Call) -> Table {
    let (words, slack) = (call.texts.trim, call.texts.prepare.slack);
    let mut table = Table::new(&words.heads, call.looks.glyphs.ellipsis);
    for (before, after) in usual.stages.iter().zip(&shown.stages) {
        let minutes = [after.minutes, before.minutes, before.at_least].map(|minutes| minutes.to_string());
        table.row(std::iter::once(before.title.clone()).chain(minutes));
    }
    table.row([slack.to_owned(), shown.slack().to_string(), usual.slack().to_string()]);
    table.row([words.in_all.to_owned(), shown.length.to_string(), usual.length.to_string()]);
    table
}
