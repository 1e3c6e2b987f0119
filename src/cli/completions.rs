//! `offsite completions`: what a shell needs to complete commands and flags.

use clap::Args;
use clap_complete::Shell;

use super::call::Call;
use super::failure::Failure;
use super::help;

/// Print the completions for a shell.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// Which shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self, call: &mut Call) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut help::described(call.texts), "offsite", &mut script);
        Ok(call.voice.raw(&script)?)
    }
}
