//! `offsite check`: what is wrong with a file, line by line.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::call::Call;
use super::failure::{Exit, Failure};
use crate::lang::Texts;
use crate::store::{StoreError, check};

/// Check session and template files; nothing is changed.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// The files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Which kind of file is to be checked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Whichever its format names.
    Any,
    /// A template, and nothing else.
    Template,
}

/// What scripts are told of a fault.
#[derive(Serialize)]
struct Card {
    path: String,
    line: Option<usize>,
    column: Option<usize>,
    message: String,
}

impl Check {
    pub(super) fn run(self, call: &mut Call, wanted: Wanted) -> Result<(), Failure> {
        let mut cards = Vec::new();
        let mut unread = None;
        for path in &self.files {
            match faults(path, wanted) {
                Ok(faults) => {
                    if !call.voice.is_json {
                        tell(call, path, &faults)?;
                    }
                    cards.extend(faults.iter().map(|fault| card(fault, call.texts)));
                }
                Err(error) => {
                    call.voice.remark(&error.to_string());
                    unread = Some(Failure::told(Failure::from(error).exit));
                }
            }
        }
        if call.voice.is_json {
            call.voice.json(&cards)?;
        }
        match unread {
            _ if !cards.is_empty() => {
                call.voice.next(call.texts.cli.mend);
                Err(Failure::told(Exit::NotValid))
            }
            Some(failure) => Err(failure),
            None => {
                call.voice.next("offsite list");
                Ok(())
            }
        }
    }
}

fn faults(path: &Path, wanted: Wanted) -> Result<Vec<StoreError>, StoreError> {
    match wanted {
        Wanted::Any => check::file(path),
        Wanted::Template => check::template_file(path),
    }
}

fn tell(call: &mut Call, path: &Path, faults: &[StoreError]) -> Result<(), Failure> {
    if faults.is_empty() {
        call.voice.line(&(call.texts.cli.fine)(&path.display().to_string()))?;
    }
    for fault in faults {
        call.voice.line(&(call.texts.told)(&fault.to_string()))?;
    }
    Ok(())
}

fn card(fault: &StoreError, texts: &Texts) -> Card {
    let (line, column) = match fault {
        StoreError::NotJson { line, column, .. } => (Some(*line), Some(*column)),
        StoreError::Invalid { line, column, .. } => (*line, *column),
        _ => (None, None),
    };
    Card { path: fault.path().to_string_lossy().into_owned(), line, column, message: (texts.told)(&fault.to_string()) }
}
