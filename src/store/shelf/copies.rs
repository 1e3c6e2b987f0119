//! Several files with one session: copies that a tool left because it could not merge them, and copies that people made.

use super::join;
use crate::model::library::{Broken, Volume};
use crate::model::session::Session;
use crate::store::{conflict, names, shown};
use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// A session of which a tool had left copies.
pub(super) struct Parted {
    /// Its file.
    pub(super) path: PathBuf,
    /// The copies beside it.
    pub(super) copies: Vec<PathBuf>,
    /// What the file holds.
    pub(super) before: Arc<Session>,
    /// What the file and the copies hold.
    pub(super) both: Arc<Session>,
}

/// Leaves one volume for each session: the one with the name that this program gives, of several the shortest. What
/// tools left beside it is put together with it and returned; other copies are reported.
pub(super) fn part(volumes: &mut Vec<Volume>, broken: &mut Vec<Broken>) -> Vec<Parted> {
    let rank = |path: &Path| (!names::is_dated(path), path.file_name().map_or(0, OsStr::len), path.to_owned());
    let mut first: HashMap<Uuid, PathBuf> = HashMap::with_capacity(volumes.len());
    for volume in &*volumes {
        let known = first.entry(volume.session.id).or_insert_with(|| volume.path.clone());
        if rank(&volume.path) < rank(known) {
            known.clone_from(&volume.path);
        }
    }
    let is_first = |volume: &Volume| first.get(&volume.session.id) == Some(&volume.path);
    let (mut kept, others): (Vec<_>, Vec<_>) = std::mem::take(volumes).into_iter().partition(is_first);
    let mut all: Vec<Parted> = Vec::new();
    for other in others {
        let Some(volume) = kept.iter_mut().find(|volume| volume.session.id == other.session.id) else { continue };
        let is_mine = conflict::is_copy(&other.path, &volume.path) && !volume.is_read_only && !other.is_read_only;
        if let Some((both, _)) = is_mine.then(|| join(None, &volume.session, &other.session)).flatten() {
            match all.iter_mut().find(|parted| parted.path == volume.path) {
                Some(parted) => {
                    parted.both = Arc::clone(&both);
                    parted.copies.push(other.path);
                }
                None => all.push(Parted {
                    path: volume.path.clone(),
                    copies: vec![other.path],
                    before: Arc::new(volume.session.clone()),
                    both: Arc::clone(&both),
                }),
            }
            volume.session = Session::clone(&both);
            continue;
        }
        let message = format!(
            "{} holds the same session as {}. Both are safe; compare them, and move one out of the folder.",
            shown::path(&other.path),
            shown::path(&volume.path)
        );
        broken.push(Broken { path: other.path, message });
    }
    *volumes = kept;
    all
}
