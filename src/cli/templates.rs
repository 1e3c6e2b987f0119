//! `offsite templates`: what sessions start from.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::call::Call;
use super::check::{self, Check};
use super::failure::{Exit, Failure};
use super::fit::Fit;
use super::skeleton::skeleton;
use super::table::Table;
use crate::lang::Texts;
use crate::model::template::{Template, TemplateStage};
use crate::store::templates::{Known, Source, Templates};
use crate::store::{Flaw, StoreError, names};

/// List, show, check and copy templates.
#[derive(Debug, Args)]
pub(super) struct TemplatesOf {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List every template, yours too
    List,
    /// Print the stages and questions of a template
    Show {
        /// Its id
        id: String,
    },
    Fit(Fit),
    /// Check template files
    Check(Check),
    /// Begin a template of your own, in your language
    New {
        /// Its id
        id: String,
        /// Its name for people; the id otherwise
        #[arg(long, value_name = "TEXT")]
        title: Option<String>,
    },
    /// Copy a template into your own folder, to change it there
    Copy {
        /// Its id
        id: String,
        /// The id of the copy; with the same one it takes the place of the original
        new_id: Option<String>,
    },
}

/// What scripts are told of a template.
#[derive(Serialize)]
struct Card<'a> {
    id: &'a str,
    title: &'a str,
    summary: &'a str,
    minutes: u32,
    at_least: u32,
    stages: Vec<StageCard<'a>>,
    path: Option<String>,
}

#[derive(Serialize)]
struct StageCard<'a> {
    id: &'a str,
    title: &'a str,
    minutes: u32,
    at_least: u32,
}

impl TemplatesOf {
    pub(super) fn run(self, call: &mut Call) -> Result<(), Failure> {
        match self.what {
            None | Some(What::List) => list(call),
            Some(What::Show { id }) => show(call, &id),
            Some(What::Fit(fit)) => fit.run(call),
            Some(What::Check(files)) => files.run(call, check::Wanted::Template),
            Some(What::New { id, title }) => begin(call, &id, title.as_deref().unwrap_or(&id)),
            Some(What::Copy { id, new_id }) => copy(call, &id, new_id.as_deref().unwrap_or(&id)),
        }
    }
}

/// The template with this id.
///
/// # Errors
/// Not found, with the nearest id; not valid where an own file of that name is broken.
pub(super) fn named(call: &Call, id: &str) -> Result<Known, Failure> {
    let templates = Templates::read(&call.folders.config);
    if let Some(known) = templates.find(id) {
        return Ok(known.clone());
    }
    let is_meant = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == id);
    if let Some(broken) = templates.broken.iter().find(|broken| is_meant(&broken.path)) {
        return Err(Failure::new(Exit::NotValid, broken.message.clone()));
    }
    let known = templates.known.iter().map(|known| known.template.id.clone()).collect();
    let guess = Flaw::UnknownWord { word: id.to_owned(), known };
    Err(Failure::new(Exit::NotFound, (call.texts.cli.no_template)(id, guess.nearest())))
}

fn list(call: &mut Call) -> Result<(), Failure> {
    let templates = call.templates();
    let language = call.looks.language;
    if call.voice.is_json {
        let cards: Vec<Card<'_>> = templates.known.iter().map(|known| card(known, language)).collect();
        return Ok(call.voice.json(&cards)?);
    }
    let mut table = Table::new(&call.texts.cli.template_heads, call.looks.glyphs.ellipsis);
    for Known { template, source } in &templates.known {
        let own = if *source == Source::Shipped { String::new() } else { format!(" ({})", call.texts.cli.yours) };
        table.row([
            template.id.clone(),
            template.minutes().to_string(),
            template.at_least().to_string(),
            template.stages.len().to_string(),
            format!("{}{own}", template.title.text(language)),
        ]);
    }
    for line in table.lines() {
        call.voice.line(&line)?;
    }
    call.voice.next("offsite templates show strategic-session");
    Ok(())
}

fn card<'a>(known: &'a Known, language: &str) -> Card<'a> {
    let Known { template, source } = known;
    let stage = |stage: &'a TemplateStage| StageCard {
        id: &stage.id,
        title: stage.title.text(language),
        minutes: stage.minutes,
        at_least: stage.at_least,
    };
    Card {
        id: &template.id,
        title: template.title.text(language),
        summary: template.summary.text(language),
        minutes: template.minutes(),
        at_least: template.at_least(),
        stages: template.stages.iter().map(stage).collect(),
        path: match source {
            Source::Shipped => None,
            Source::Own(path) => Some(path.to_string_lossy().into_owned()),
        },
    }
}

fn show(call: &mut Call, id: &str) -> Result<(), Failure> {
    let known = named(call, id)?;
    if call.voice.is_json {
        return Ok(call.voice.json(&known.template)?);
    }
    for line in page(&known.template, call.texts) {
        call.voice.line(&line)?;
    }
    call.voice.next(&format!("offsite new --template {id}"));
    Ok(())
}

fn page(template: &Template, texts: &Texts) -> Vec<String> {
    let (language, at_least) = (texts.code, texts.cli.at_least);
    let mut lines = vec![template.title.text(language).to_owned(), template.summary.text(language).to_owned()];
    lines.push(at_least(template.minutes(), template.at_least()));
    for stage in &template.stages {
        lines.push(String::new());
        let fixed = if stage.fixed { format!(", {}", texts.cli.never_shortened) } else { String::new() };
        let minutes = at_least(stage.minutes, stage.at_least);
        lines.push(format!("{}, {minutes}{fixed}", stage.title.text(language)));
        for sheet in &stage.sheets {
            lines.extend(sheet.prompts.iter().map(|prompt| format!("  - {}", prompt.ask.text(language))));
        }
    }
    lines
}

fn copy(call: &mut Call, id: &str, new_id: &str) -> Result<(), Failure> {
    let known = named(call, id)?;
    is_id(new_id, call.texts)?;
    made(call, new_id, Templates::copy(&known, new_id, &call.folders.config))
}

fn begin(call: &mut Call, id: &str, title: &str) -> Result<(), Failure> {
    is_id(id, call.texts)?;
    let texts = call.texts;
    let begun = skeleton(id, title, texts.code, &texts.skeleton);
    made(call, id, Templates::create(id, &begun, &call.folders.config))
}

fn is_id(id: &str, texts: &Texts) -> Result<(), Failure> {
    if names::slug(id) == id {
        return Ok(());
    }
    Err(Failure::new(Exit::Usage, (texts.cli.bad_id)(id, &names::slug(id))))
}

/// Says where the new file is, or why there is none.
fn made(call: &mut Call, id: &str, made: Result<PathBuf, StoreError>) -> Result<(), Failure> {
    let path = made.map_err(|error| match error {
        StoreError::Unwritable { path, source, .. } if source.kind() == std::io::ErrorKind::AlreadyExists => {
            let words = (call.texts.cli.copy_there)(&path.display().to_string());
            Failure::new(Exit::CouldNot, words)
        }
        other => Failure::from(other),
    })?;
    if call.voice.is_json {
        call.voice.json(&serde_json::json!({ "id": id, "path": path.to_string_lossy() }))?;
    } else {
        call.voice.path(&path)?;
    }
    call.voice.next(&(call.texts.cli.change_copy)(&path.display().to_string()));
    Ok(())
}
