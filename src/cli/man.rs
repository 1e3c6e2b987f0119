//! `offsite man`: the manual page, from the command line's own description and the table of keys.

use std::fmt::Write as _;

use clap_mangen::Man;

use super::call::Call;
use super::failure::Failure;
use crate::lang::Texts;
use crate::tui::keymap::{self, Place, Shown};

/// Prints the page in the form that `man` reads.
pub(super) fn run(call: &mut Call) -> Result<(), Failure> {
    let mut page = Vec::new();
    Man::new(super::help::described(call.texts)).render(&mut page)?;
    let page = String::from_utf8_lossy(&page).into_owned() + &keys(call.texts);
    let told: String = page.lines().map(|line| (call.texts.told)(line) + "\n").collect();
    Ok(call.voice.raw(told.as_bytes())?)
}

/// The section on keys, place by place.
fn keys(texts: &Texts) -> String {
    let mut section = format!(".SH {}\n", texts.cli.keys);
    let mut places: Vec<Place> = Vec::new();
    for binding in keymap::all().iter().filter(|binding| binding.shown != Shown::Silent) {
        if !places.contains(&binding.place) {
            places.push(binding.place);
            let (name, own) = (binding.place.name(), (texts.cli.place)(&binding.place.name()));
            let _ = writeln!(section, ".SS {}", escaped(if own.is_empty() { &name } else { own }));
        }
        let keys: Vec<String> = binding.keys.split(' ').map(|key| keymap::named(key, texts)).collect();
        let (keys, label) = (escaped(&keys.join(" ")), escaped((binding.label)(texts)));
        let _ = writeln!(section, ".TP\n\\fB{keys}\\fR\n{label}");
    }
    section
}

/// Text in which nothing is an instruction to the formatter.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq").replace('.', "\\&.")
}
