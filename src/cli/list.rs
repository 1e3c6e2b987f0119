//! `offsite list`: every session, in the order of the first screen.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;
use uuid::Uuid;

use super::call::Call;
use super::failure::Failure;
use super::find;
use super::table::Table;
use crate::model::library::Volume;
use crate::model::session::{Client, State};

/// What scripts are told of a session; the client by the name that may be shown.
#[derive(Serialize)]
pub(super) struct Card<'a> {
    id: Uuid,
    title: &'a str,
    client: Option<&'a str>,
    path: String,
    state: State,
    template: &'a str,
    day: Option<NaiveDate>,
    starts: Option<DateTime<FixedOffset>>,
    minutes: u32,
    stages: usize,
    actions: usize,
    actions_finished: usize,
    is_read_only: bool,
}

impl<'a> Card<'a> {
    pub(super) fn of(volume: &'a Volume) -> Self {
        let Volume { path, session, is_read_only, .. } = volume;
        let (actions_finished, actions) = session.progress();
        Self {
            id: session.id,
            title: &session.title,
            client: session.client.as_ref().map(Client::shown),
            path: path.to_string_lossy().into_owned(),
            state: session.state,
            template: &session.template,
            day: session.day(),
            starts: session.starts(),
            minutes: session.length,
            stages: session.stages.len(),
            actions,
            actions_finished,
            is_read_only: *is_read_only,
        }
    }
}

/// Prints every session: under way, to come, past.
pub(super) fn run(call: &mut Call) -> Result<(), Failure> {
    let library = call.library();
    let volumes: Vec<&Volume> = library.shelf().into_iter().filter_map(|session| library.volume(session.id)).collect();
    if call.voice.is_json {
        let cards: Vec<Card<'_>> = volumes.into_iter().map(Card::of).collect();
        return Ok(call.voice.json(&cards)?);
    }
    let Some(first) = volumes.first() else {
        call.voice.aside(call.texts.cli.no_sessions);
        call.voice.next(call.texts.cli.first_session);
        return Ok(());
    };
    let mut table = Table::new(&call.texts.cli.list_heads, call.looks.glyphs.ellipsis);
    for volume in &volumes {
        let session = &volume.session;
        let progress = match session.progress() {
            (_, 0) => String::new(),
            (finished, all) => (call.texts.frame.of)(finished, all),
        };
        table.row([
            (call.texts.word)(session.state.word()).to_owned(),
            session.title.clone(),
            session.client_shown().to_owned(),
            session.day().map(|day| day.to_string()).unwrap_or_default(),
            progress,
            volume.path.to_string_lossy().into_owned(),
        ]);
    }
    for line in table.lines() {
        call.voice.line(&line)?;
    }
    call.voice.next(&format!("offsite show {}", find::word(first)));
    Ok(())
}
