//! Versions on their way to their files: kept at once in the state folder, until the file itself has them.
//!
//! A disk may take its time over a save, and a crash in that time would take what had been kept with enter. So every
//! version is first written where that costs nothing, with the stamps of the versions of the file that it follows: at the
//! next start it takes their place, and is put together with anything else.

use super::{Shelf, encode, join, read_volume};
use crate::model::library::Volume;
use crate::model::session::Session;
use crate::store::error::StoreError;
use crate::store::file;
use crate::store::stamp::Stamp;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};
use uuid::Uuid;

/// How many versions of one session can be on their way.
const MOST: usize = 64;

/// The versions of one session since it was taken up.
#[derive(Debug, Default)]
pub(super) struct Following {
    /// Their stamps, oldest first; the file holds one of them, or what it held before.
    stamps: VecDeque<Stamp>,
    /// The newest.
    newest: Option<Arc<Session>>,
    /// The one that its file got last: whoever keeps it only now comes too late.
    saved: Option<Arc<Session>>,
    /// Whether the session was thrown away.
    is_gone: bool,
}

/// A version as it is kept.
#[derive(Serialize)]
struct Unsaved<'a> {
    /// Its file; empty where there was none yet.
    path: &'a Path,
    /// What the file may hold without anybody else having written it.
    follows: Vec<Stamp>,
    session: &'a Session,
}

impl Shelf {
    /// Keeps a version until its file has it; does not wait for the disk.
    ///
    /// # Errors
    /// When it cannot be written; an earlier one is still there.
    pub fn keep_unsaved(&self, session: &Arc<Session>, path: &Path) -> Result<(), StoreError> {
        let stamp = Stamp::of(&encode(session, path)?);
        let known = self.marks().get(path).copied();
        let mut following = self.following.lock().unwrap_or_else(PoisonError::into_inner);
        let versions = following.entry(session.id).or_default();
        if versions.is_gone {
            return Ok(());
        }
        // Too late: the file has it, and nobody needs the one that was kept before it.
        if versions.saved.as_ref().is_some_and(|saved| Arc::ptr_eq(saved, session)) {
            versions.newest = None;
            return self.unsaved.forget(session.id);
        }
        let follows = versions.stamps.iter().copied().chain(known).collect();
        self.unsaved.keep(session.id, &Unsaved { path, follows, session })?;
        versions.stamps.push_back(stamp);
        if versions.stamps.len() > MOST {
            versions.stamps.pop_front();
        }
        versions.newest = Some(Arc::clone(session));
        Ok(())
    }

    /// Makes the version kept last safe from a power cut.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn flush_unsaved(&self, session: Uuid) -> Result<(), StoreError> {
        self.unsaved.flush(session)
    }

    /// Lets a version go that its file has now, unless a newer one has taken its place.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn forget_unsaved(&self, session: &Arc<Session>) -> Result<(), StoreError> {
        let mut following = self.following.lock().unwrap_or_else(PoisonError::into_inner);
        let versions = following.entry(session.id).or_default();
        versions.saved = Some(Arc::clone(session));
        // Where nothing was kept yet, what an earlier run left is in the file too.
        if versions.newest.as_ref().is_none_or(|newest| Arc::ptr_eq(newest, session)) {
            versions.newest = None;
            self.unsaved.forget(session.id)?;
        }
        Ok(())
    }

    /// Lets go of whatever is on its way to the file of a session that was thrown away.
    pub(super) fn let_go(&self, session: Uuid) {
        let mut following = self.following.lock().unwrap_or_else(PoisonError::into_inner);
        following.insert(session, Following { is_gone: true, ..Following::default() });
        self.unsaved.forget(session).ok();
    }

    /// Notes that a session has a file, whatever became of it before.
    pub(super) fn comes_back(&self, session: Uuid) {
        let mut following = self.following.lock().unwrap_or_else(PoisonError::into_inner);
        following.entry(session).and_modify(|versions| versions.is_gone = false);
    }

    /// The versions of an earlier run that their files do not have, of the wanted sessions, each where `volumes` has its
    /// session or else where it was to be saved; what somebody else has written since is in them too. A session that
    /// another window runs is left to that one.
    pub fn unsaved(&self, volumes: &[Volume], is_wanted: impl Fn(Uuid) -> bool) -> Vec<Volume> {
        let listed = |id| volumes.iter().find(|volume| volume.session.id == id).map(|volume| &*volume.path);
        let wanted = self.unsaved.all().into_iter().filter(|(id, _)| is_wanted(*id) && !self.is_elsewhere(*id));
        wanted.filter_map(|(id, value)| self.recovered(id, &value, listed(id))).collect()
    }

    /// The same of one session, for whoever has its lock; none where what is on its way was kept by this run.
    pub fn unsaved_of(&self, session: Uuid, path: &Path) -> Option<Volume> {
        let is_ours = |versions: &Following| versions.newest.is_some();
        if self.following.lock().unwrap_or_else(PoisonError::into_inner).get(&session).is_some_and(is_ours) {
            return None;
        }
        self.recovered(session, &self.unsaved.one(session)?, Some(path))
    }

    fn recovered(&self, id: Uuid, value: &serde_json::Value, listed: Option<&Path>) -> Option<Volume> {
        let follows: Vec<Stamp> = Vec::deserialize(value.get("follows")?).ok()?;
        let session = Session::deserialize(value.get("session")?).ok()?;
        let path: PathBuf = match listed.filter(|path| !path.as_os_str().is_empty()) {
            Some(path) => path.to_owned(),
            None => value.get("path")?.as_str()?.into(),
        };
        let Ok((volume, known)) = read_volume(&path) else {
            // What is there and cannot be read is not written over; what is gone is written again.
            return (!path.exists()).then(|| Volume::new(path, session));
        };
        if volume.is_read_only {
            return None; // it waits for the release that can read the file
        }
        let mut both = if follows.contains(&known.stamp) {
            Arc::new(session)
        } else if let Some((both, _)) = join(None, &session, &volume.session) {
            both
        } else {
            return Some(Volume::new("", session)); // the file is another session's by now
        };
        for theirs in taken_out(&path, &follows) {
            both = join(None, &both, &theirs).map_or(both, |(both, _)| both);
        }
        let session = Session::clone(&both);
        if volume.session == session {
            self.unsaved.forget(id).ok();
            return None;
        }
        let memory = self.memory();
        let edition = memory.files.get(&path).filter(|file| file.stamp == known.stamp).map_or(0, |file| file.edition);
        Some(Volume { edition, ..Volume::new(path, session) })
    }
}

/// What somebody else had written just before a save that was cut off took it out of the file.
fn taken_out(path: &Path, follows: &[Stamp]) -> impl Iterator<Item = Session> {
    let left = path.parent().map(file::leftovers).unwrap_or_default().into_iter();
    let read = left.filter_map(|left| read_volume(&left).ok());
    read.filter(|(volume, known)| !volume.is_read_only && !follows.contains(&known.stamp))
        .map(|(volume, _)| volume.session)
}
