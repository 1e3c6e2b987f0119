//! The folder in which sessions are kept: reading all of them, writing one, and never losing either of two versions.

use self::memory::{Known, Memory};
use self::unsaved::Following;
use super::draft::Drafts;
use super::envelope::{self, Decoded};
use super::error::StoreError;
use super::file::{self, Contents};
use super::lock::Lock;
use super::stamp::Stamp;
use super::walk::{Found, Walk};
use super::{conflict, names};
use crate::model::library::{Broken, Joined, Volume};
use crate::model::merge::merge;
use crate::model::prompts::Pool;
use crate::model::session::{FORMAT, Session, VERSION};
use chrono::DateTime;
use serde::Serialize;
use serde_json::Value;
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{panic, thread};
use uuid::Uuid;

mod copies;
mod first;
mod memory;
mod rescue;
mod tidy;
mod unsaved;
mod write;

/// How often a save starts again when somebody keeps writing the same file.
const TRIES: usize = 9;

/// The sessions of one person; shared between threads.
#[derive(Debug)]
pub struct Shelf {
    data: PathBuf,
    state: PathBuf,
    drafts: Drafts,
    /// Versions on their way to their files.
    unsaved: Drafts,
    following: Mutex<HashMap<Uuid, Following>>,
    memory: Mutex<Memory>,
    /// The stamp that each file was read or written with last, apart from the rest, because that is held while a disk takes
    /// its time.
    marks: Mutex<HashMap<PathBuf, Stamp>>,
    /// Held while a lock is tried.
    looking: Mutex<()>,
}

/// A save that worked.
#[derive(Clone, Debug)]
pub struct Saved {
    /// The session's file.
    pub path: PathBuf,
    /// The version from outside that is in the file too, if one had come in between.
    pub joined: Option<Joined>,
}

/// What a look at a file brought.
#[derive(Debug)]
pub enum News {
    /// It is as it was known, or of no interest.
    None,
    /// A version from outside, of a session that is worked on here.
    Joined(Joined),
    /// A version from outside, of a session that is not.
    Changed(Box<Volume>),
    /// It came, went, or is broken: the folder has to be read once more.
    Elsewhere,
}

impl Shelf {
    /// The shelf in `<data>/sessions`; locks, drafts and rescued versions go to `state`. Nothing is read or written yet.
    pub fn at(data: &Path, state: &Path) -> Self {
        let [drafts, unsaved] = ["drafts", "unsaved"].map(|name| Drafts::within(&state.join(name)));
        let (data, state) = (data.to_owned(), state.to_owned());
        let (following, memory, marks, looking) = Default::default();
        Self { data, state, drafts, unsaved, following, memory, marks, looking }
    }

    /// Where sessions are kept.
    pub fn sessions_folder(&self) -> PathBuf {
        self.data.join("sessions")
    }

    /// Every session in the folder, by file name, and every file that is none. Copies that a tool left beside a session
    /// because it could not merge them are put together with it in what is returned, and stay on the disk until the
    /// session is saved. Of other files with one session, the one with the name that this program gave it is the session,
    /// and the rest are reported. A file that was opened or saved before stays known as it was then.
    pub fn read(&self) -> (Vec<Volume>, Vec<Broken>) {
        let walk = Walk::through(&self.sessions_folder());
        let (one, other) = walk.found.split_at_checked(walk.found.len() / 2).unwrap_or((&walk.found, &[]));
        let (mut volumes, mut broken) = thread::scope(|scope| {
            let other = thread::Builder::new().spawn_scoped(scope, || self.glance_at_all(other)).map_err(|_| other);
            let (mut volumes, mut broken) = self.glance_at_all(one);
            let (more, worse) = match other {
                Ok(reader) => reader.join().unwrap_or_else(|panic| panic::resume_unwind(panic)),
                Err(other) => self.glance_at_all(other),
            };
            volumes.extend(more);
            broken.extend(worse);
            (volumes, broken)
        });
        broken.extend(
            walk.unreadable
                .into_iter()
                .map(|unreadable| told(&StoreError::Unreadable { path: unreadable.path, source: unreadable.source })),
        );
        let parted = copies::part(&mut volumes, &mut broken);
        let mut memory = self.memory();
        memory.take_copies(parted);
        for (path, copies) in &memory.copies {
            if let Some(volume) = volumes.iter_mut().find(|volume| volume.path == *path) {
                volume.edition = copies.edition;
            }
        }
        drop(memory);
        (volumes, broken)
    }

    /// The sessions of the files whose names come last, which begin with the day: enough for the first page of a list
    /// while the rest is read. Copies beside a session are left to [`Self::read`].
    pub fn read_newest(&self, most: usize) -> Vec<Volume> {
        let found = Walk::through(&self.sessions_folder()).found;
        let newest = found.split_at_checked(found.len().saturating_sub(most)).map_or(&*found, |(_, newest)| newest);
        let (mut volumes, mut broken) = self.glance_at_all(newest);
        copies::part(&mut volumes, &mut broken);
        volumes
    }

    /// The session in a file anywhere.
    ///
    /// # Errors
    /// When it cannot be read or is no session.
    pub fn open(&self, path: &Path) -> Result<Volume, StoreError> {
        self.take_up(path).map(|(volume, _)| volume)
    }

    /// The same for whoever may have worked on it here before: with what has come from outside since.
    ///
    /// # Errors
    /// When it cannot be read or is no session.
    pub fn take_up(&self, path: &Path) -> Result<(Volume, Option<Joined>), StoreError> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        // Under one lock with saving, so that the stamp is always that of the version known last.
        let mut memory = self.memory();
        let (volume, found) = read_volume(&path).inspect_err(|_| memory.forget_unreadable(&path))?;
        if volume.is_read_only {
            return Ok((volume, None)); // not to be joined: this release does not know all of it
        }
        self.mark(&path, found.stamp);
        let (edition, joined) = memory.meet(&path, found);
        Ok((Volume { edition, ..volume }, joined))
    }

    /// What has become of a file of the folder since it was known here.
    pub fn look_again(&self, path: &Path) -> News {
        let (known, is_copy) = {
            let memory = self.memory();
            let known = memory.files.get(path).map(|known| (known.stamp, known.session.is_some()));
            (known, memory.is_copy(path))
        };
        let found = file::read(path);
        match (known, found) {
            (None, Err(_)) => News::None,
            (None, Ok(_)) | (Some(_), Err(_)) => News::Elsewhere,
            (Some((known, _)), Ok(found)) if known == found.stamp => News::None,
            _ if is_copy => News::Elsewhere,
            (Some((_, true)), _) => match self.take_up(path) {
                Ok((_, Some(joined))) => News::Joined(joined),
                Ok((_, None)) => News::Elsewhere,
                Err(_) => News::None,
            },
            _ => self.glance(path).map_or(News::Elsewhere, |volume| News::Changed(Box::new(volume))),
        }
    }

    /// The sessions that are worked on here and whose files are gone from the folder, of which these are the sessions.
    pub fn missing(&self, volumes: &[Volume]) -> Vec<Uuid> {
        let (folder, memory) = (self.sessions_folder(), self.memory());
        let is_gone = |path: &Path| path.starts_with(&folder) && !path.exists();
        let is_moved = |id| volumes.iter().any(|volume| volume.session.id == id);
        let worked_on = memory.files.iter().filter(|(_, known)| known.session.is_some());
        worked_on.filter(|(path, known)| is_gone(path) && !is_moved(known.id)).map(|(_, known)| known.id).collect()
    }

    fn mark(&self, path: &Path, stamp: Stamp) {
        self.marks().insert(path.to_owned(), stamp);
    }

    fn marks(&self) -> MutexGuard<'_, HashMap<PathBuf, Stamp>> {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same as `open` for a file in the list. Where somebody works on it, they were shown what is known of it, and a
    /// change from outside since then must still be noticed when they save.
    fn glance(&self, path: &Path) -> Result<Volume, StoreError> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let read = read_listed(&path);
        let mut memory = self.memory();
        let (volume, found) = read.inspect_err(|_| memory.forget_unreadable(&path))?;
        let is_worked_on = |known: &&Known| known.session.is_some() && known.id == found.id;
        let edition = if let Some(known) = memory.files.get(&path).filter(is_worked_on) {
            known.edition
        } else {
            self.mark(&path, found.stamp);
            memory.list(&path, found)
        };
        Ok(Volume { edition, ..volume })
    }

    /// Writes a session to its file and returns the file; an empty path stands for a new one, named by the day, the
    /// client's alias and the title, which later saves of the same session keep.
    ///
    /// # Errors
    /// Those of [`Self::put`].
    pub fn save(&self, session: &Session, path: &Path) -> Result<PathBuf, StoreError> {
        self.put(&Arc::new(session.clone()), u64::MAX, path).map(|saved| saved.path)
    }

    /// The same for whoever goes on working: what has come from outside since is put together with it and told, and
    /// `seen` is the number of the last version from outside that `session` holds already, [`Volume::edition`].
    ///
    /// # Errors
    /// `ChangedOutside` where the file holds something else now that cannot be read, or `Unwritable`; each with the file
    /// in the state folder where this version is kept instead, if that could be written. `Newer` for a session of a later
    /// release.
    pub fn put(&self, session: &Arc<Session>, seen: u64, path: &Path) -> Result<Saved, StoreError> {
        let mut memory = self.memory();
        let home = memory.homes.get(&session.id).cloned();
        let path = Some(path.to_owned()).filter(|path| !path.as_os_str().is_empty()).or(home);
        if session.version > VERSION {
            let path = path.unwrap_or_else(|| self.sessions_folder().join(stem(session)));
            let newer = StoreError::Newer { path, found: session.version, reads: VERSION };
            return Err(self.rescue(&mut memory, session, newer));
        }
        let saved = match path {
            None => self.create(&mut memory, session).map(|path| (path, None)),
            Some(path) => self.write(&mut memory, &path, session, seen).map(|joined| (path, joined)),
        };
        match saved {
            Ok((path, joined)) => {
                if let Some(known) = memory.files.get(&path) {
                    self.mark(&path, known.stamp);
                }
                memory.homes.insert(session.id, path.clone());
                self.comes_back(session.id);
                Ok(Saved { path, joined })
            }
            Err(error) => Err(self.rescue(&mut memory, session, error)),
        }
    }

    /// The sessions that were read together with copies which a tool had left beside them.
    pub fn put_together(&self) -> Vec<PathBuf> {
        self.memory().copies.keys().cloned().collect()
    }

    /// Keeps half-typed words of a session; does not wait for the disk.
    ///
    /// # Errors
    /// When they cannot be written; earlier ones are still there.
    pub fn keep_draft(&self, session: Uuid, draft: &impl Serialize) -> Result<(), StoreError> {
        self.drafts.keep(session, draft)
    }

    /// Makes the half-typed words kept last safe from a power cut.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn flush_draft(&self, session: Uuid) -> Result<(), StoreError> {
        self.drafts.flush(session)
    }

    /// Removes the half-typed words of a session, if there are any.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn forget_draft(&self, session: Uuid) -> Result<(), StoreError> {
        self.drafts.forget(session)
    }

    /// The half-typed words of an earlier run, by session; those of a session that another window runs are left to it.
    pub fn drafts(&self) -> Vec<(Uuid, Value)> {
        self.drafts.all().into_iter().filter(|(id, _)| !self.is_elsewhere(*id)).collect()
    }

    /// The half-typed words of one session, for whoever has its lock.
    pub fn draft_of(&self, session: Uuid) -> Option<Value> {
        self.drafts.one(session)
    }

    /// Takes the lock of a session; none if another window has it.
    ///
    /// # Errors
    /// What the system says when the file of the lock cannot be made.
    pub fn lock(&self, session: Uuid) -> io::Result<Option<Lock>> {
        // No look of this process may pass for another window.
        let _alone = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        Lock::take(&self.state, &session.to_string())
    }

    /// Whether another window has the lock of a session, or this one has.
    pub fn is_elsewhere(&self, session: Uuid) -> bool {
        let _alone = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        matches!(Lock::take(&self.state, &session.to_string()), Ok(None))
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn glance_at_all(&self, files: &[Found]) -> (Vec<Volume>, Vec<Broken>) {
        let (mut volumes, mut broken) = (Vec::with_capacity(files.len()), Vec::new());
        let mut pool = Pool::default();
        for found in files {
            match self.glance(&found.path) {
                Ok(mut volume) => {
                    volume.session.slim();
                    pool.share(&mut volume.session);
                    volumes.push(volume);
                }
                Err(StoreError::NotFound { .. }) => {} // it went between the look and the reading
                Err(error) => broken.push(told(&error)),
            }
        }
        (volumes, broken)
    }
}

fn encode(session: &Session, path: &Path) -> Result<Vec<u8>, StoreError> {
    envelope::encode(session).map_err(|error| StoreError::unwritable(path, error.into()))
}

/// Both versions in one, and in how many places both sides had changed the same thing; none for different sessions.
fn join(base: Option<&Session>, ours: &Session, theirs: &Session) -> Option<(Arc<Session>, usize)> {
    merge(base, ours, theirs).ok().map(|merged| (Arc::new(merged.session), merged.clashes.len()))
}

/// The session in a file, and what is to be remembered of it. A file in which git left its marks is both of its sides.
fn read_volume(path: &Path) -> Result<(Volume, Known), StoreError> {
    let (volume, known) = read_listed(path)?;
    let session = Some(Arc::new(volume.session.clone()));
    Ok((volume, Known { session, ..known }))
}

/// The same for a file that is only listed: most are never worked on.
fn read_listed(path: &Path) -> Result<(Volume, Known), StoreError> {
    let Contents { bytes, stamp } = file::read(path)?;
    let decode = |bytes: &[u8]| envelope::decode::<Session>(path, bytes, FORMAT, VERSION);
    let decoded = match decode(&bytes) {
        Err(error @ StoreError::NotJson { .. }) => {
            let Some(sides) = conflict::sides(&bytes) else { return Err(error) };
            let [ours, theirs] = [decode(&sides.ours)?, decode(&sides.theirs)?];
            let base = sides.base.and_then(|base| decode(&base).ok()).map(|base| base.value);
            let (both, _) = join(base.as_ref(), &ours.value, &theirs.value).ok_or(error)?;
            Decoded { value: Session::clone(&both), is_newer: ours.is_newer || theirs.is_newer, migrated_from: None }
        }
        decoded => decoded?,
    };
    let known = Known { migrated: decoded.migrated_from, ..Known::listed(decoded.value.id, stamp) };
    Ok((Volume { is_read_only: decoded.is_newer, ..Volume::new(path, decoded.value) }, known))
}

/// The name of a session's new file, by the day on which it begins, else the one on which its id was made.
pub fn stem(session: &Session) -> String {
    let made = || {
        let seconds = i64::try_from(session.id.get_timestamp()?.to_unix().0).ok()?;
        Some(DateTime::from_timestamp(seconds, 0)?.date_naive())
    };
    let day = session.day().or_else(made).unwrap_or_default();
    names::session(day, session.client_shown(), &session.title)
}

fn stem_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn told(error: &StoreError) -> Broken {
    Broken { path: error.path().to_owned(), message: error.to_string() }
}

#[cfg(test)]
mod tests;
