//! `offsite schema`: the formats of the files, for other programs.

use clap::{Args, ValueEnum};

use super::call::Call;
use super::failure::Failure;
use crate::model::schema;

/// Print the JSON Schema of a file format.
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// Of which files
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Session,
    Template,
}

impl Schema {
    pub(super) fn run(self, call: &mut Call) -> Result<(), Failure> {
        let schema = match self.format {
            Format::Session => schema::session(),
            Format::Template => schema::template(),
        };
        call.voice.json(&schema)?;
        call.voice.next("offsite check FILE");
        Ok(())
    }
}
