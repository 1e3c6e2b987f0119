//! `offsite completions`: what a shell needs to complete commands and flags.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::call::Call;
use super::failure::Failure;

/// Print the completions for a shell.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// Which shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self, call: &mut Call) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut super::Line::command(), "offsite", &mut script);
        Ok(call.voice.raw(&script)?)
    }
}
