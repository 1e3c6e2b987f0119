//! `offsite report`: what came of a session, for those who were there or for whoever led it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use serde::Serialize;
use uuid::Uuid;

use super::call::Call;
use super::failure::{Exit, Failure};
use super::find;
use crate::export::document::Document;
use crate::export::{FORMATS, Format, report};
use crate::lang::Texts;
use crate::model::library::Volume;
use crate::model::private::Private;
use crate::model::shared::{Shared, family};
use crate::settings::Setting;
use crate::store::{StoreError, file};

/// Write the report of a session: what was said, decided and planned
#[derive(Debug, Args)]
pub(super) struct ReportOf {
    /// A path, an id, or enough of the name
    session: PathBuf,
    /// For whom; the facilitator’s has scores and times too
    #[arg(long = "for", value_name = "READER", default_value = "client")]
    reader: Reader,
    /// In which format; otherwise as the ending of FILE says, else Markdown
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.word)))]
    format: Option<String>,
    /// Write it to a file instead of printing it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace FILE where it is there already
    #[arg(long, requires = "out")]
    force: bool,
    /// With private notes, answers and thoughts; only for the facilitator
    #[arg(long)]
    include_private: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
enum Reader {
    Client,
    Facilitator,
}

/// What scripts are told of a report.
#[derive(Serialize)]
struct ReportCard<'a> {
    session: Uuid,
    #[serde(rename = "for")]
    reader: Reader,
    format: &'static str,
    private: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

impl ReportOf {
    pub(super) fn run(self, call: &mut Call) -> Result<(), Failure> {
        if self.include_private && self.reader == Reader::Client {
            return Err(Failure::new(Exit::Usage, call.texts.report.refused));
        }
        let volume = find::session(call, &self.session)?;
        let format = self.format()?;
        let text = (format.write)(&self.document(&volume, call));
        let card = |path: Option<&Path>| ReportCard {
            session: volume.session.id,
            reader: self.reader,
            format: format.word,
            private: self.include_private,
            path: path.map(|path| path.to_string_lossy().into_owned()),
            text: path.is_none().then_some(text.as_str()),
        };
        match &self.out {
            Some(path) => {
                self.save(path, text.as_bytes(), call)?;
                if call.voice.is_json { call.voice.json(&card(Some(path)))? } else { call.voice.path(path)? }
            }
            None if call.voice.is_json => call.voice.json(&card(None))?,
            None => {
                for line in text.lines() {
                    call.voice.line(line)?;
                }
            }
        }
        call.voice.next(&format!("offsite show {}", find::word(&volume)));
        Ok(())
    }

    fn document(&self, volume: &Volume, call: &Call) -> Document {
        let (session, now) = (&volume.session, call.clock.now());
        let is_asked = call.looks.forced.is_chosen(Setting::Language);
        let texts = if is_asked { call.texts } else { Texts::of(&session.language) };
        let library = call.library();
        let shared = Shared::of(session);
        let family = family(session, library.sessions());
        match self.reader {
            Reader::Client => report::for_client(&shared, &family, texts, now),
            Reader::Facilitator => {
                let private = self.include_private.then(|| Private::of(session));
                report::for_facilitator(&shared, &family, private.as_ref(), texts, now)
            }
        }
    }

    /// The format that was asked for, else the one that the file is named for.
    fn format(&self) -> Result<&'static Format, Failure> {
        let ending =
            self.out.as_deref().and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
        let asked = self.format.as_deref().or(ending.as_deref());
        let is_asked =
            |format: &&Format| asked.is_some_and(|word| format.word == word || format.endings.contains(&word));
        let found = FORMATS.iter().find(is_asked).or_else(|| FORMATS.first());
        found.ok_or_else(|| Failure::new(Exit::Usage, "There is no format to write in."))
    }

    fn save(&self, path: &Path, bytes: &[u8], call: &Call) -> Result<(), Failure> {
        if self.force {
            return Ok(file::replace(path, bytes, None).map(drop)?);
        }
        file::create_new(path, bytes).map(drop).map_err(|error| match error {
            StoreError::Unwritable { path, source, .. } if source.kind() == ErrorKind::AlreadyExists => {
                Failure::new(Exit::CouldNot, (call.texts.report.there)(&path.to_string_lossy()))
            }
            other => Failure::from(other),
        })
    }
}
