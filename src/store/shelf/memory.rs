//! What the shelf knows of its files: which version it read or wrote last, and what has come from outside since.

use super::StoreError;
use crate::model::library::Joined;
use crate::model::session::Session;
use crate::store::file;
use crate::store::stamp::Stamp;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// What was last known of the files.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Each file as it was when it was last read or written here.
    pub(super) files: HashMap<PathBuf, Known>,
    /// The files of sessions that were given none by the caller.
    pub(super) homes: HashMap<Uuid, PathBuf>,
    /// Where versions are kept that could not be saved.
    pub(super) rescues: HashMap<Uuid, PathBuf>,
    /// Whether this run has cleared up already.
    pub(super) is_tidy: bool,
    /// The copies that were read together with a file, as they were then.
    pub(super) copies: HashMap<PathBuf, Vec<(PathBuf, Stamp)>>,
}

/// One file.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// Of its content.
    pub(super) stamp: Stamp,
    /// That content; none where the file was only listed.
    pub(super) session: Option<Arc<Session>>,
    /// How many versions have come from outside.
    pub(super) joins: u64,
    /// How many of them whoever works on it has taken up, as far as they have said.
    pub(super) seen: u64,
    /// What the version from outside and those who have not taken it up have in common.
    pub(super) before: Option<Arc<Session>>,
    /// The format version that the file still has, where it is older than this release's.
    pub(super) migrated: Option<u32>,
}

impl Known {
    /// A file that was read or written just now.
    pub(super) fn of(stamp: Stamp, session: Arc<Session>) -> Self {
        Self { stamp, session: Some(session), joins: 0, seen: 0, before: None, migrated: None }
    }
}

impl Memory {
    /// Takes note of a file that was just read; tells what came from outside where another version was known.
    pub(super) fn meet(&mut self, path: &Path, found: Known) -> Option<Joined> {
        let Some(known) = self.files.get_mut(path) else {
            self.files.insert(path.to_owned(), found);
            return None;
        };
        if known.stamp == found.stamp {
            known.session = known.session.take().or(found.session);
            return None;
        }
        let ours = known.session.take();
        if known.seen == known.joins {
            known.before.clone_from(&ours);
        }
        *known = Known { joins: known.joins + 1, seen: known.seen, before: known.before.take(), ..found };
        let session = known.session.clone()?;
        Some(Joined { number: known.joins, ours, session, clashes: 0 })
    }

    /// What could not be read is never written over.
    pub(super) fn forget_unreadable(&mut self, path: &Path) {
        let stamp = file::read(path).map(|contents| contents.stamp);
        if stamp.is_ok_and(|stamp| self.files.get(path).is_some_and(|known| known.stamp == stamp)) {
            self.files.remove(path);
        }
    }

    /// Remembers copies by the stamps that they were read with.
    pub(super) fn take_copies(&mut self, copies: HashMap<PathBuf, Vec<PathBuf>>) {
        let files = &self.files;
        let stamped = |copy: PathBuf| files.get(&copy).map(|known| (copy.clone(), known.stamp));
        self.copies =
            copies.into_iter().map(|(path, copies)| (path, copies.into_iter().filter_map(stamped).collect())).collect();
    }

    /// Where a version of a session is put that could not be saved: in the place of an earlier one of this run.
    pub(super) fn keep_aside(
        &mut self,
        session: Uuid,
        bytes: &[u8],
        free: impl FnOnce() -> PathBuf,
    ) -> Result<PathBuf, StoreError> {
        if let Some(kept) = self.rescues.get(&session) {
            return file::replace(kept, bytes, None).map(|_| kept.clone());
        }
        let kept = free();
        file::create_new(&kept, bytes)?;
        self.rescues.insert(session, kept.clone());
        Ok(kept)
    }
}
