//! `offsite run`: a session on the screens.

use std::io::{IsTerminal as _, stdin, stdout};
use std::path::PathBuf;

use clap::Args;

use super::call::Call;
use super::failure::{Exit, Failure};
use super::{find, screens};

/// Run a session, or go on with it; one that another window runs opens to read.
#[derive(Debug, Args)]
pub(super) struct Run {
    /// A path, an id, or enough of the name
    session: PathBuf,
}

impl Run {
    pub(super) fn run(self, call: &mut Call) -> Result<(), Failure> {
        let volume = find::session(call, &self.session)?;
        // On a terminal the screens open it to read and follow the other window; a script is told by the code. Asked here
        // and let go again, because the screens take the lock themselves.
        if !is_on_terminal() && matches!(call.shelf().lock(volume.session.id), Ok(None)) {
            let (title, word) = (&volume.session.title, find::word(&volume));
            let words = (call.texts.cli.open_elsewhere)(title, &word);
            return Err(Failure::new(Exit::Busy, words));
        }
        screens::open(call, Some(volume))
    }
}

fn is_on_terminal() -> bool {
    stdin().is_terminal() && stdout().is_terminal()
}
