//! The session that the words of a command mean: a path, an id, or enough of the name.

use std::cmp::Reverse;
use std::path::{MAIN_SEPARATOR, Path};

use super::call::Call;
use super::failure::{Exit, Failure};
use crate::model::library::{Broken, Library, Volume};
use crate::store::StoreError;

/// The one session that is meant.
///
/// # Errors
/// Not found where the words fit none, or several, which are listed; not valid where they mean a broken file.
pub(super) fn session(call: &Call, words: &Path) -> Result<Volume, Failure> {
    if words.is_file() {
        return Ok(call.shelf().open(words)?);
    }
    let mut library = Library::default();
    let (volumes, broken) = call.shelf().read();
    library.fill(volumes, broken);
    let said = words.to_string_lossy();
    let name = said.strip_suffix(".json").unwrap_or(&said);
    match library.named(name).as_slice() {
        [volume] => Ok((*volume).clone()),
        [] => Err(none(call, words, name, &library)),
        several => Err(Failure::new(Exit::NotFound, candidates(call, name, several))),
    }
}

fn none(call: &Call, words: &Path, name: &str, library: &Library) -> Failure {
    let wanted = name.to_lowercase();
    let is_meant = |broken: &&Broken| {
        let stem = stem(&broken.path).to_lowercase();
        !wanted.trim().is_empty() && wanted.split_whitespace().all(|word| stem.contains(word))
    };
    if let Some(broken) = library.broken().iter().find(is_meant) {
        return Failure::new(Exit::NotValid, broken.message.clone());
    }
    // A link that leads nowhere, or in a circle, is there too.
    let is_there = words.exists() || words.is_symlink();
    if is_there || name.contains(MAIN_SEPARATOR) {
        let path = words.to_owned();
        let error = if is_there { StoreError::NotAFile { path } } else { StoreError::NotFound { path } };
        return Failure::new(Exit::NotFound, error.to_string());
    }
    Failure::new(Exit::NotFound, (call.texts.cli.no_session)(name))
}

/// The most sessions that are listed as candidates.
const CANDIDATES: usize = 10;

fn candidates(call: &Call, name: &str, several: &[&Volume]) -> String {
    let mut several = several.to_vec();
    several.sort_by_key(|volume| Reverse(volume.session.starts()));
    let each = several.iter().take(CANDIDATES);
    let each = each.map(|volume| format!("\n  {}  {}", volume.session.id, stem(&volume.path)));
    let more = several.len().saturating_sub(CANDIDATES);
    let more = if more > 0 { format!("\n  {}", (call.texts.cli.more)(more)) } else { String::new() };
    (call.texts.cli.several)(name, &(each.collect::<String>() + &more))
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// A word for a session that a shell passes on unchanged: its file name where that is plain, else its id.
pub(super) fn word(volume: &Volume) -> String {
    let stem = stem(&volume.path);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let is_word = stem.starts_with(|c: char| c.is_ascii_alphanumeric()) && stem.chars().all(is_plain);
    if is_word { stem } else { volume.session.id.to_string() }
}
