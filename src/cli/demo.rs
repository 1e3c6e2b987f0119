//! `offsite demo`: the example to look around in, and made-up libraries to measure with.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::NaiveTime;
use clap::Args;

use super::call::Call;
use super::failure::{Exit, Failure};
use super::screens;
use super::templates;
use crate::model::demo;
use crate::model::template::Template;
use crate::store::{StoreError, bulk, envelope, shelf};

/// Look around an example, of which nothing is kept; or write made-up sessions into a folder.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Write made-up sessions into DIR/sessions, which must be empty
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
    /// How many to write
    #[arg(long, value_name = "N", requires = "write", default_value_t = 25)]
    sessions: usize,
    /// The same number gives the same files, on the same day
    #[arg(long, value_name = "S", requires = "write", default_value_t = 1)]
    seed: u64,
}

/// The template that the example is told with.
const TEMPLATE: &str = "strategic-session";

impl Demo {
    pub(super) fn run(self, call: &mut Call) -> Result<(), Failure> {
        let template = templates::named(call, TEMPLATE)?.template;
        match &self.write {
            None => screens::example(call, demo::example(&template, call.clock.now())),
            Some(folder) => self.write_to(folder, &template, call),
        }
    }

    fn write_to(&self, folder: &Path, template: &Template, call: &mut Call) -> Result<(), Failure> {
        let sessions = folder.join("sessions");
        bulk::prepare(&sessions).map_err(|error| match error {
            StoreError::Unwritable { path, source, .. } if source.kind() == ErrorKind::DirectoryNotEmpty => {
                let words = (call.texts.cli.not_empty)(&path.display().to_string());
                Failure::new(Exit::CouldNot, words)
            }
            other => Failure::from(other),
        })?;
        // The hour must not matter, or the same seed would give other files a minute later.
        let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
        let now = call.clock.zone().at(call.clock.today(), noon).unwrap_or(call.clock.now());
        let mut taken: HashMap<String, usize> = HashMap::new();
        for session in demo::library_in_turn(template, now, self.sessions, self.seed) {
            let bytes = envelope::encode(&session)
                .map_err(|error| Failure::new(Exit::CouldNot, (call.texts.cli.not_written)(&error.to_string())))?;
            let stem = shelf::stem(&session);
            let count = taken.entry(stem.clone()).and_modify(|count| *count += 1).or_insert(1);
            let name = if *count == 1 { format!("{stem}.json") } else { format!("{stem}-{count}.json") };
            bulk::create(&sessions.join(name), &bytes)?;
        }
        if call.voice.is_json {
            call.voice.json(&serde_json::json!({ "path": sessions.to_string_lossy(), "sessions": self.sessions }))?;
        } else {
            call.voice.path(&sessions)?;
        }
        call.voice.next(&format!("offsite --dir {} list", folder.display()));
        Ok(())
    }
}
