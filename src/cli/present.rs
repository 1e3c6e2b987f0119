//! `offsite present`: the second screen, for the window that the room sees.

use clap::Args;

use super::call::Call;
use super::failure::{Exit, Failure};
use crate::store::live;
use crate::tui::present::{self, Audience};

/// Show what the host of a running session lets the room see; start it in the window that you share.
#[derive(Debug, Args)]
pub(super) struct Present {}

impl Present {
    pub(super) fn run(&self, call: &mut Call) -> Result<(), Failure> {
        let Self {} = self;
        call.voice.flush()?;
        let audience = Audience {
            folder: live::folder(&call.folders.state),
            clock: call.clock.running(),
            settings: call.looks.settings.under(&call.looks.forced),
            around: call.looks.around,
        };
        present::run(audience).map_err(|error| Failure::new(Exit::CouldNot, error.to_string()))
    }
}
