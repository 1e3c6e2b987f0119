//! `offsite man`: the manual page.

use clap::CommandFactory;
use clap_mangen::Man;

use super::call::Call;
use super::failure::Failure;

/// Prints the page in the form that `man` reads.
pub(super) fn run(call: &mut Call) -> Result<(), Failure> {
    let mut page = Vec::new();
    Man::new(super::Line::command()).render(&mut page)?;
    Ok(call.voice.raw(&page)?)
}
