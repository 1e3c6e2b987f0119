//! `offsite run`: a session on the screens.

use std::path::PathBuf;

use clap::Args;

use super::call::Call;
use super::failure::{Exit, Failure};
use super::{find, screens};

/// Run a session, or go on with it.
#[derive(Debug, Args)]
pub(super) struct Run {
    /// A path, an id, or enough of the name
    session: PathBuf,
}

impl Run {
    pub(super) fn run(self, call: &mut Call) -> Result<(), Failure> {
        let volume = find::session(call, &self.session)?;
        // Asked here and let go again: the screens take the lock themselves, and a script is told by the code. Where no
        // lock can be made the screens will say so.
        if matches!(call.shelf().lock(volume.session.id), Ok(None)) {
            let (title, word) = (&volume.session.title, find::word(&volume));
            let words = (call.texts.cli.open_elsewhere)(title, &word);
            return Err(Failure::new(Exit::Busy, words));
        }
        screens::open(call, Some(volume))
    }
}
