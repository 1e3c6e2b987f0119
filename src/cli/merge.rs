//! `offsite merge`: two versions of one session as one file, by hand or for git.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use serde_json::Value;

use super::call::Call;
use super::failure::{Exit, Failure};
use crate::lang::Texts;
use crate::model::merge::{Clash, Merged, merge};
use crate::model::session::Session;
use crate::model::settle::Spot;
use crate::store::file::Contents;
use crate::store::{StoreError, check, envelope, file};
use crate::tui::widgets::record;

const GIT: &str = "\
To let git merge sessions by itself, once for you and once for each repository:
  git config --global merge.offsite.name \"sessions of offsite\"
  git config --global merge.offsite.driver \"offsite merge %O %A %B\"
  echo 'sessions/*.json merge=offsite' >> .gitattributes";

/// Merge two versions of one session file; nothing that was typed is lost.
///
/// OURS then holds what both have done since BASE. Where both changed the same field, one value is kept and the other stands
/// beside it in the file, under `also`; each is told in a sentence.
#[derive(Debug, Args)]
#[command(after_help = GIT)]
pub(super) struct Merge {
    /// What both go back to; may be empty or missing
    base: PathBuf,
    /// The one version, and the file that is written
    ours: PathBuf,
    /// The other version
    theirs: PathBuf,
    /// Write to another file, or to standard output with -
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// What scripts are told of a clash.
#[derive(Serialize)]
struct Card<'a> {
    part: &'static str,
    id: Option<String>,
    key: &'a str,
    kept: &'a Value,
    beside: &'a Value,
}

impl Merge {
    pub(super) fn run(self, call: &mut Call) -> Result<(), Failure> {
        let to_output = self.output.as_deref() == Some(Path::new("-"));
        if to_output && call.voice.is_json {
            return Err(Failure::new(Exit::Usage, call.texts.cli.one_output));
        }
        let base = self.base()?;
        let (ours, theirs) = (file::read(&self.ours)?, file::read(&self.theirs)?);
        let versions = (check::session(&self.ours, &ours.bytes)?, check::session(&self.theirs, &theirs.bytes)?);
        let merged = merge(base.as_ref(), &versions.0, &versions.1)
            .map_err(|error| Failure::new(Exit::NotValid, error.to_string()))?;
        let bytes = envelope::encode(&merged.session).map_err(std::io::Error::from)?;
        match &self.output {
            Some(_) if to_output => call.voice.raw(&bytes)?,
            Some(path) => drop(file::replace(path, &bytes, None)?),
            None => self.write(&bytes, &ours)?,
        }
        tell(call, &merged)
    }

    /// The version that both go back to; git hands over an empty file where there is none.
    fn base(&self) -> Result<Option<Session>, StoreError> {
        match file::read(&self.base) {
            Err(StoreError::NotFound { .. }) => Ok(None),
            // Devices such as the one for nothing hold no version either.
            Err(StoreError::NotAFile { .. }) if !self.base.is_dir() => Ok(None),
            Ok(contents) if contents.bytes.trim_ascii().is_empty() => Ok(None),
            contents => check::session(&self.base, &contents?.bytes).map(Some),
        }
    }

    fn write(&self, bytes: &[u8], ours: &Contents) -> Result<(), StoreError> {
        if ours.bytes != bytes {
            file::replace(&self.ours, bytes, Some(ours.stamp))?;
        }
        Ok(())
    }
}

fn tell(call: &mut Call, Merged { session, clashes }: &Merged) -> Result<(), Failure> {
    if call.voice.is_json {
        return Ok(call.voice.json(&clashes.iter().map(card).collect::<Vec<_>>())?);
    }
    for clash in clashes {
        call.voice.remark(&sentence(clash, session, call.texts));
    }
    Ok(())
}

fn card(clash: &Clash) -> Card<'_> {
    let (part, id) = match &clash.spot {
        Spot::Session => ("session", None),
        Spot::Client => ("client", None),
        Spot::Horizon => ("horizon", None),
        Spot::Stage(id) => ("stage", Some(id.clone())),
        Spot::Clock(id) => ("clock", Some(id.clone())),
        Spot::Sheet { stage, sheet } => ("sheet", Some(format!("{stage}/{sheet}"))),
        Spot::Item(id) => ("item", Some(id.to_string())),
    };
    Card { part, id, key: &clash.key, kept: &clash.kept, beside: &clash.beside }
}

fn sentence(clash: &Clash, session: &Session, texts: &Texts) -> String {
    let cli = &texts.cli;
    let stage = |id: &str| session.stage(id).map_or(id, |stage| stage.title.as_str()).to_owned();
    let whose = match &clash.spot {
        Spot::Session => cli.of_session.to_owned(),
        Spot::Client => cli.of_client.to_owned(),
        Spot::Horizon => cli.of_horizon.to_owned(),
        Spot::Stage(id) => (cli.of_stage)(&short(&stage(id))),
        Spot::Clock(id) => (cli.of_clock)(&short(&stage(id))),
        Spot::Sheet { stage: id, sheet } => (cli.of_sheet)(sheet, &short(&stage(id))),
        Spot::Item(id) => {
            let name = session.find(id).map(|(.., item)| record::name(item)).filter(|name| !name.is_empty());
            (texts.prepare.quoted)(&short(name.unwrap_or(id.as_str())))
        }
    };
    let words = |value: &Value| short(value.as_str().unwrap_or(&value.to_string()));
    let (kept, beside) = (words(&clash.kept), words(&clash.beside));
    (cli.clash)(&clash.key, &whose, &kept, &beside)
}

/// The most characters of a text that a sentence quotes.
const LONGEST: usize = 60;

/// A text in one line, cut where it is long.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let start: String = line.chars().take(LONGEST).collect();
    if start.len() < line.len() { start + "…" } else { line }
}
