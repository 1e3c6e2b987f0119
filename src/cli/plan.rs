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
use crate::lang::Texts;
use crate::model::library::Library;
use crate::model::panel::rules::{self, Finding};
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
    #[arg(long, conflicts_with = "check")]
    all: bool,
    /// What is wrong with the plan instead, the gravest first
    #[arg(long)]
    check: bool,
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
        if self.check {
            return self.run_check(&library, call);
        }
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
        (self.all || entry.status.is_open()) && self.is_of(&entry.client, &entry.owner)
    }

    fn is_of(&self, client: &str, owner: &str) -> bool {
        let has = |wanted: &Option<String>, name: &str| {
            wanted.as_ref().is_none_or(|wanted| name.to_lowercase().contains(&wanted.to_lowercase()))
        };
        has(&self.client, client) && has(&self.owner, owner)
    }

    fn run_check(&self, library: &Library, call: &mut Call) -> Result<(), Failure> {
        let owner = |finding: &Finding<'_>| finding.home.person(finding.item.text("owner")).to_owned();
        let mut found = rules::check(library.sessions(), call.clock.today());
        found.retain(|finding| self.is_of(finding.home.client_shown(), &owner(finding)));
        let faults: Vec<Fault> = found.iter().map(|finding| Fault::of(finding, call.texts)).collect();
        if call.voice.is_json {
            return Ok(call.voice.json(&faults)?);
        }
        if faults.is_empty() {
            call.voice.aside((call.texts.panel.none)("plan-check"));
            return Ok(());
        }
        let mut table = Table::new(&call.texts.cli.check_heads, call.looks.glyphs.ellipsis);
        for (fault, finding) in faults.iter().zip(&found) {
            let (client, title) = (finding.home.client_shown().to_owned(), finding.home.title.clone());
            table.row([fault.title.to_owned(), fault.sentences.join("; "), owner(finding), client, title]);
        }
        for line in table.lines() {
            call.voice.line(&line)?;
        }
        call.voice.next("offsite plan");
        Ok(())
    }
}

/// What scripts are told of a record that breaks rules.
#[derive(Serialize)]
struct Fault<'a> {
    id: &'a str,
    kind: &'static str,
    title: &'a str,
    session: Uuid,
    session_title: &'a str,
    rules: Vec<&'static str>,
    sentences: Vec<String>,
}

impl<'a> Fault<'a> {
    fn of(finding: &Finding<'a>, texts: &Texts) -> Self {
        Self {
            id: finding.item.id.as_str(),
            kind: finding.broken.first().map_or("", |(rule, _)| rule.of.word()),
            title: finding.item.text("text"),
            session: finding.home.id,
            session_title: &finding.home.title,
            rules: finding.broken.iter().map(|(rule, _)| rule.id).collect(),
            sentences: finding.broken.iter().map(|(rule, count)| (texts.panel.rule)(rule.id, *count)).collect(),
        }
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
