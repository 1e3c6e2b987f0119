//! `offsite plan`: the actions of all sessions, the soonest first.

use std::collections::HashMap;

use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;
use uuid::Uuid;

use super::call::Call;
use super::failure::Failure;
use super::find;
use super::table::Table;
use crate::model::library::Library;
use crate::model::plan::{Entry, EntryKind, Link, Plan};

/// List the actions that are open, the soonest first.
#[derive(Debug, Args)]
pub(super) struct PlanOf {
    /// Only of clients whose name has these words
    #[arg(long, value_name = "NAME")]
    client: Option<String>,
    /// Only of owners whose name has these words
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// Finished ones and those let go too
    #[arg(long)]
    all: bool,
}

/// What scripts are told of an action.
#[derive(Serialize)]
struct Card<'a> {
    id: &'a str,
    title: &'a str,
    client: Option<&'a str>,
    path: String,
    session: Uuid,
    session_title: &'a str,
    owner: Option<&'a str>,
    start: Option<NaiveDate>,
    due: Option<NaiveDate>,
    status: &'static str,
    is_late: bool,
    carried: usize,
    goal: Option<String>,
    project: Option<String>,
    note: Option<&'a str>,
}

impl PlanOf {
    pub(super) fn run(self, call: &mut Call) -> Result<(), Failure> {
        let library = call.library();
        let plan = Plan::of(library.sessions(), call.clock.today());
        let mut entries: Vec<&Entry> = plan.kind(EntryKind::Action).filter(|entry| self.shows(entry)).collect();
        entries.sort_by_key(|entry| (entry.due.is_none(), entry.due, entry.home, &entry.id));
        if call.voice.is_json {
            let cards = cards(&entries, &plan, &library);
            return Ok(call.voice.json(&cards)?);
        }
        if entries.is_empty() {
            call.voice.aside(call.texts.cli.no_actions);
            call.voice.next("offsite list");
            return Ok(());
        }
        for line in table(&entries, &plan, call).lines() {
            call.voice.line(&line)?;
        }
        if let Some(home) = entries.first().and_then(|entry| library.volume(entry.home)) {
            call.voice.next(&format!("offsite show {}", find::word(home)));
        }
        Ok(())
    }

    fn shows(&self, entry: &Entry) -> bool {
        let has = |wanted: &Option<String>, name: &str| {
            wanted.as_ref().is_none_or(|wanted| name.to_lowercase().contains(&wanted.to_lowercase()))
        };
        (self.all || entry.status.is_open()) && has(&self.client, &entry.client) && has(&self.owner, &entry.owner)
    }
}

fn table(entries: &[&Entry], plan: &Plan, call: &Call) -> Table {
    let mut table = Table::new(&call.texts.cli.plan_heads, call.looks.glyphs.ellipsis);
    for entry in entries {
        let late = if entry.is_late(plan.today) { format!(", {}", call.texts.plan.late) } else { String::new() };
        table.row([
            entry.due.map(|due| due.to_string()).unwrap_or_default(),
            format!("{}{late}", (call.texts.word)(entry.status.word())),
            entry.text.clone(),
            entry.owner.clone(),
            entry.client.clone(),
            entry.home_title.clone(),
        ]);
    }
    table
}

fn cards<'a>(entries: &[&'a Entry], plan: &Plan, library: &Library) -> Vec<Card<'a>> {
    let paths: HashMap<Uuid, String> = library
        .volumes()
        .iter()
        .map(|volume| (volume.session.id, volume.path.to_string_lossy().into_owned()))
        .collect();
    let said = |words: &'a str| Some(words).filter(|words| !words.is_empty());
    let link = |link: &Link| format!("{}/{}", link.home, link.id);
    let card = |entry: &&'a Entry| Card {
        id: entry.id.as_str(),
        title: &entry.text,
        client: said(&entry.client),
        path: paths.get(&entry.home).cloned().unwrap_or_default(),
        session: entry.home,
        session_title: &entry.home_title,
        owner: said(&entry.owner),
        start: entry.start,
        due: entry.due,
        status: entry.status.word(),
        is_late: entry.is_late(plan.today),
        carried: entry.carried,
        goal: entry.goal.as_ref().map(link),
        project: entry.project.as_ref().map(link),
        note: said(&entry.note),
    };
    entries.iter().map(card).collect()
}
