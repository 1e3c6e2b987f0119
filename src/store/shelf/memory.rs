//! What the shelf knows of its files: which version it read or wrote last, and what has come from outside since.

use super::StoreError;
use super::copies::Parted;
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
    /// The copies that were read together with a file.
    pub(super) copies: HashMap<PathBuf, Copies>,
    /// How many versions have come from outside, of all files: a number never stands for two of them.
    editions: u64,
}

/// Copies that a tool had left beside a file.
#[derive(Debug)]
pub(super) struct Copies {
    /// As they were when they were read.
    pub(super) files: Vec<(PathBuf, Stamp)>,
    /// The file without them.
    pub(super) before: Arc<Session>,
    /// The file and all of them.
    pub(super) both: Arc<Session>,
    /// The number of `both`.
    pub(super) edition: u64,
    /// Whether the file has them by now.
    pub(super) is_saved: bool,
}

/// How far a version from outside has come to whoever works on the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// It may have been in a list that was read, and perhaps nobody took it from there.
    Perhaps,
    /// They are told, and the answer may still be on its way.
    Told,
    /// What they saved last has it.
    Taken,
}

/// One file.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// The session that it holds.
    pub(super) id: Uuid,
    /// Of its content.
    pub(super) stamp: Stamp,
    /// That content; none where the file was only listed.
    pub(super) session: Option<Arc<Session>>,
    /// The number of the last version from outside.
    pub(super) edition: u64,
    /// Who knows of that version.
    pub(super) heard: Heard,
    /// What that version and those who have not taken it up have in common.
    pub(super) before: Option<Arc<Session>>,
    /// The format version that the file still has, where it is older than this release's.
    pub(super) migrated: Option<u32>,
}

impl Known {
    /// A file that was read or written just now.
    pub(super) fn of(stamp: Stamp, session: Arc<Session>) -> Self {
        let id = session.id;
        Self { session: Some(session), ..Self::listed(id, stamp) }
    }

    /// A file of which only the stamp is kept.
    pub(super) fn listed(id: Uuid, stamp: Stamp) -> Self {
        Self { id, stamp, session: None, edition: 0, heard: Heard::Taken, before: None, migrated: None }
    }

    /// The last version that whoever works on it has, or is about to have.
    fn told(&self) -> Option<Arc<Session>> {
        if self.heard == Heard::Perhaps { self.before.clone() } else { self.session.clone() }
    }

    /// The last version that they have for sure.
    fn taken(&self) -> Option<Arc<Session>> {
        if self.heard == Heard::Taken { self.session.clone() } else { self.before.clone() }
    }
}

impl Memory {
    /// The number of a version that comes from outside now.
    pub(super) fn next_edition(&mut self) -> u64 {
        self.editions += 1;
        self.editions
    }

    /// Takes note of a file that was read for whoever works on it, with the number of the version in it; tells them where
    /// they may not have it.
    pub(super) fn meet(&mut self, path: &Path, found: Known) -> (u64, Option<Joined>) {
        let earlier = self.known(path, found.id).cloned();
        let mut now = self.after(earlier.as_ref(), found);
        let joined = earlier.filter(|_| now.heard == Heard::Perhaps).and_then(|earlier| {
            let session = now.session.clone()?;
            Some(Joined { number: now.edition, ours: earlier.told(), session, clashes: 0 })
        });
        if now.heard == Heard::Perhaps {
            now.heard = if joined.is_some() { Heard::Told } else { Heard::Taken };
        }
        let edition = now.edition;
        self.files.insert(path.to_owned(), now);
        (edition, joined)
    }

    /// Takes note of a file that was read for a list; the number of the version in it.
    pub(super) fn list(&mut self, path: &Path, found: Known) -> u64 {
        let earlier = self.known(path, found.id).cloned();
        let now = self.after(earlier.as_ref(), Known { session: None, ..found });
        let edition = now.edition;
        self.files.insert(path.to_owned(), now);
        edition
    }

    /// What was known of a session's file, under this path or where it was before it was moved.
    fn known(&self, path: &Path, id: Uuid) -> Option<&Known> {
        let is_of_session = |known: &&Known| known.id == id;
        let moved = || self.files.get(self.homes.get(&id)?);
        self.files.get(path).filter(is_of_session).or_else(|| moved().filter(is_of_session))
    }

    /// What is to be known of a file that holds this now.
    fn after(&mut self, earlier: Option<&Known>, found: Known) -> Known {
        match earlier {
            Some(known) if known.stamp == found.stamp => Known { session: found.session, ..known.clone() },
            earlier => {
                let before = earlier.and_then(Known::taken);
                Known { edition: self.next_edition(), heard: Heard::Perhaps, before, ..found }
            }
        }
    }

    /// What could not be read is never written over.
    pub(super) fn forget_unreadable(&mut self, path: &Path) {
        let stamp = file::read(path).map(|contents| contents.stamp);
        if stamp.is_ok_and(|stamp| self.files.get(path).is_some_and(|known| known.stamp == stamp)) {
            self.files.remove(path);
        }
    }

    /// Remembers copies by the stamps that they were read with, and numbers what they came to.
    pub(super) fn take_copies(&mut self, parted: Vec<Parted>) {
        let mut known = std::mem::take(&mut self.copies);
        for Parted { path, copies, before, both } in parted {
            let stamped = |copy: PathBuf| self.files.get(&copy).map(|known| (copy.clone(), known.stamp));
            let files = copies.into_iter().filter_map(stamped).collect();
            let same = known.remove(&path).filter(|known| known.files == files && known.both == both);
            let edition = same.map_or_else(|| self.next_edition(), |same| same.edition);
            self.copies.insert(path, Copies { files, before, both, edition, is_saved: false });
        }
    }

    /// Whether a file is such a copy.
    pub(super) fn is_copy(&self, path: &Path) -> bool {
        self.copies.values().flat_map(|copies| &copies.files).any(|(copy, _)| copy == path)
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
