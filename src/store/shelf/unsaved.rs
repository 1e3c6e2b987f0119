//! Versions on their way to their files: kept at once in the state folder, until the file itself has them.
//!
//! A disk may take its time over a save, and a crash in that time would take what had been kept with enter. So every
//! version is first written where that costs nothing, with the stamps of the versions of the file that it follows: at the
//! next start it takes their place, and is put together with anything else.

use super::{Shelf, encode, join, read_volume};
use crate::model::library::Volume;
use crate::model::session::Session;
use crate::store::error::StoreError;
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
        let known = self.marks().get(path).and_then(|mark| mark.stamp);
        let mut following = self.following.lock().unwrap_or_else(PoisonError::into_inner);
        let versions = following.entry(session.id).or_default();
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
        let Some(versions) = following.get_mut(&session.id) else { return Ok(()) };
        if versions.newest.as_ref().is_some_and(|newest| Arc::ptr_eq(newest, session)) {
            versions.newest = None;
            self.unsaved.forget(session.id)?;
        }
        Ok(())
    }

    /// The versions of an earlier run that their files do not have, each where `volumes` has its session or else where it
    /// was to be saved; what somebody else has written since is in them too. A session that another window runs is
    /// left to that one.
    pub fn unsaved(&self, volumes: &[Volume]) -> Vec<Volume> {
        self.unsaved.all().into_iter().filter_map(|(id, value)| self.recovered(id, &value, volumes)).collect()
    }

    fn recovered(&self, id: Uuid, value: &serde_json::Value, volumes: &[Volume]) -> Option<Volume> {
        let _alone = self.lock(id).ok()??;
        let path: PathBuf = value.get("path")?.as_str()?.into();
        let follows: Vec<Stamp> = Vec::deserialize(value.get("follows")?).ok()?;
        let session = Session::deserialize(value.get("session")?).ok()?;
        let listed = volumes.iter().find(|volume| volume.session.id == id);
        let path = listed.map_or(path, |volume| volume.path.clone());
        let Ok((volume, known)) = read_volume(&path) else {
            // What is there and cannot be read is not written over; what is gone is written again.
            let is_gone = !path.exists();
            return is_gone.then_some(Volume { path, session, is_read_only: false });
        };
        if volume.is_read_only || volume.session == session {
            self.unsaved.forget(id).ok();
            return None;
        }
        let session = if follows.contains(&known.stamp) {
            session
        } else {
            Session::clone(&join(None, &session, &volume.session).0)
        };
        Some(Volume { path, session, is_read_only: false })
    }
}
