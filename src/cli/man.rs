//! `offsite man`: the manual page, from the command line's own description and the table of keys.

use std::fmt::Write as _;

use clap::CommandFactory;
use clap_mangen::Man;

use super::call::Call;
use super::failure::Failure;
use crate::lang::Texts;
use crate::tui::keymap::{self, Place, Shown};

/// Prints the page in the form that `man` reads.
pub(super) fn run(call: &mut Call) -> Result<(), Failure> {
    let mut page = Vec::new();
    Man::new(super::Line::command()).render(&mut page)?;
    page.extend(keys(call.looks.language).into_bytes());
    Ok(call.voice.raw(&page)?)
}

/// The section on keys, place by place.
fn keys(language: &str) -> String {
    let texts = Texts::of(language);
    let mut section = ".SH KEYS\n".to_owned();
    let mut places: Vec<Place> = Vec::new();
    for binding in keymap::all().iter().filter(|binding| binding.shown != Shown::Silent) {
        if !places.contains(&binding.place) {
            places.push(binding.place);
            let _ = writeln!(section, ".SS {}", escaped(&binding.place.name()));
        }
        let (keys, label) = (escaped(binding.keys), escaped((binding.label)(texts)));
        let _ = writeln!(section, ".TP\n\\fB{keys}\\fR\n{label}");
    }
    section
}

/// Text in which nothing is an instruction to the formatter.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq").replace('.', "\\&.")
}
