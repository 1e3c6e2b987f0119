//! The folder in which sessions are kept: reading all of them, writing one, and never losing either of two versions.

use super::draft::Drafts;
use super::envelope::{self, Decoded};
use super::error::StoreError;
use super::file::{self, Contents};
use super::lock::Lock;
use super::names;
use super::stamp::Stamp;
use super::walk::{Found, Walk};
use crate::model::library::{Broken, Volume};
use crate::model::session::{FORMAT, Session, VERSION};
use chrono::DateTime;
use serde_json::Value;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::{fs, panic, thread};
use uuid::Uuid;

/// The sessions of one person; shared between threads.
#[derive(Debug)]
pub struct Shelf {
    data: PathBuf,
    state: PathBuf,
    memory: Mutex<Memory>,
}

/// What was last known of the files.
#[derive(Debug, Default)]
struct Memory {
    /// The content that each file had when it was last read or written here.
    stamps: HashMap<PathBuf, Stamp>,
    /// The files of sessions that were given none by the caller.
    homes: HashMap<Uuid, PathBuf>,
    /// Where versions are kept that could not be saved.
    rescues: HashMap<Uuid, PathBuf>,
}

impl Shelf {
    /// The shelf in `<data>/sessions`; locks, drafts and rescued versions go to `state`. Nothing is read or written yet.
    pub fn at(data: &Path, state: &Path) -> Self {
        Self { data: data.to_owned(), state: state.to_owned(), memory: Mutex::default() }
    }

    /// Where sessions are kept.
    pub fn sessions_folder(&self) -> PathBuf {
        self.data.join("sessions")
    }

    /// Every session in the folder, by file name, and every file that is none. Of several files with one session, the
    /// one with the shortest name is the session, and the others are reported. A file that was opened or saved before
    /// stays known as it was then.
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
        part_twins(&mut volumes, &mut broken);
        (volumes, broken)
    }

    /// The session in a file anywhere.
    ///
    /// # Errors
    /// When it cannot be read or is no session.
    pub fn open(&self, path: &Path) -> Result<Volume, StoreError> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let contents = {
            // Under one lock with saving, so that the stamp is always that of the version known last.
            let mut memory = self.memory();
            let contents = file::read(&path)?;
            memory.stamps.insert(path.clone(), contents.stamp);
            contents
        };
        self.volume(path, &contents)
    }

    /// The same for a file that somebody may work on already: what they were shown was of the stamp that is known, and
    /// a change from outside since then must still be noticed when they save.
    fn glance(&self, path: &Path) -> Result<Volume, StoreError> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let contents = file::read(&path)?;
        self.memory().stamps.entry(path.clone()).or_insert(contents.stamp);
        self.volume(path, &contents)
    }

    fn volume(&self, path: PathBuf, Contents { bytes, stamp }: &Contents) -> Result<Volume, StoreError> {
        match envelope::decode(&path, bytes, FORMAT, VERSION) {
            Ok(Decoded { value: session, is_newer, .. }) => Ok(Volume { path, session, is_read_only: is_newer }),
            Err(error) => {
                // What could not be read is never written over.
                let mut memory = self.memory();
                if memory.stamps.get(&path) == Some(stamp) {
                    memory.stamps.remove(&path);
                }
                Err(error)
            }
        }
    }

    /// Writes a session to its file and returns the file; an empty path stands for a new one, named by the day, the
    /// client's alias and the title, which later saves of the same session keep.
    ///
    /// # Errors
    /// `ChangedOutside` where the file is not as it was known here, or `Unwritable`; each with the file in the state
    /// folder where this version is kept instead, if that could be written. `Newer` for a session of a later release.
    pub fn save(&self, session: &Session, path: &Path) -> Result<PathBuf, StoreError> {
        let mut memory = self.memory();
        let home = memory.homes.get(&session.id).cloned();
        let path = Some(path.to_owned()).filter(|path| !path.as_os_str().is_empty()).or(home);
        let named = path.clone().unwrap_or_else(|| self.sessions_folder().join(stem(session)));
        if session.version > VERSION {
            return Err(StoreError::Newer { path: named, found: session.version, reads: VERSION });
        }
        let bytes = envelope::encode(session).map_err(|error| StoreError::unwritable(&named, error.into()))?;
        let known = path.as_ref().and_then(|path| memory.stamps.get(path)).copied();
        let saved = match path {
            None => self.create(session, &bytes),
            Some(path) => write(&path, &bytes, known).map(|stamp| (path, stamp)),
        };
        match saved {
            Ok((path, stamp)) => {
                memory.remember(session.id, &path, stamp);
                Ok(path)
            }
            Err(error) => Err(self.rescue(&mut memory, session, &bytes, error)),
        }
    }

    /// Moves a file into `<data>/trash` and returns where it is there; its name gets the stamp of its content.
    ///
    /// # Errors
    /// When it cannot be read or moved; it is where it was.
    pub fn trash(&self, path: &Path) -> Result<PathBuf, StoreError> {
        let mut memory = self.memory();
        let Contents { bytes, stamp } = file::read(path)?;
        let folder = self.data.join("trash");
        let stamp = stamp.to_string();
        let short = stamp.get(..8).unwrap_or(&stamp);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let unwritable = |error| StoreError::unwritable(path, error);
        file::create_folder(&folder).map_err(unwritable)?;
        let kept = names::free_name(&folder, &format!("{stem}.{short}"));
        match fs::rename(path, &kept) {
            Err(error) if error.kind() == ErrorKind::CrossesDevices => {
                file::create_new(&kept, &bytes)?;
                fs::remove_file(path).map_err(unwritable)?;
            }
            moved => moved.map_err(unwritable)?,
        }
        memory.stamps.remove(path);
        memory.homes.retain(|_, home| home != path);
        Ok(kept)
    }

    /// Keeps half-typed words of a session.
    ///
    /// # Errors
    /// When they cannot be written; earlier ones are still there.
    pub fn keep_draft(&self, session: Uuid, draft: &Value) -> Result<(), StoreError> {
        Drafts::within(&self.state).keep(session, draft)
    }

    /// Removes the half-typed words of a session, if there are any.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn forget_draft(&self, session: Uuid) -> Result<(), StoreError> {
        Drafts::within(&self.state).forget(session)
    }

    /// The half-typed words of an earlier run, by session.
    pub fn drafts(&self) -> Vec<(Uuid, Value)> {
        Drafts::within(&self.state).all()
    }

    /// Takes the lock of a session; none if another window has it.
    ///
    /// # Errors
    /// What the system says when the file of the lock cannot be made.
    pub fn lock(&self, session: Uuid) -> io::Result<Option<Lock>> {
        Lock::take(&self.state, &session.to_string())
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn glance_at_all(&self, files: &[Found]) -> (Vec<Volume>, Vec<Broken>) {
        let (mut volumes, mut broken) = (Vec::with_capacity(files.len()), Vec::new());
        for found in files {
            match self.glance(&found.path) {
                Ok(volume) => volumes.push(volume),
                Err(StoreError::NotFound { .. }) => {} // it went between the look and the reading
                Err(error) => broken.push(told(&error)),
            }
        }
        (volumes, broken)
    }

    /// Writes a session to a new file; another program may take the free name at the last moment, so more than once.
    fn create(&self, session: &Session, bytes: &[u8]) -> Result<(PathBuf, Stamp), StoreError> {
        let (folder, stem) = (self.sessions_folder(), stem(session));
        let attempt = || {
            let path = names::free_name(&folder, &stem);
            file::create_new(&path, bytes).map(|stamp| (path, stamp))
        };
        let is_taken = |outcome: &Result<_, StoreError>| matches!(outcome, Err(StoreError::Unwritable { source, .. }) if source.kind() == ErrorKind::AlreadyExists);
        std::iter::repeat_with(attempt).take(9).find(|outcome| !is_taken(outcome)).unwrap_or_else(attempt)
    }

    /// Keeps a version that could not be saved in the state folder, and says so in the error.
    fn rescue(&self, memory: &mut Memory, session: &Session, bytes: &[u8], error: StoreError) -> StoreError {
        let error = match error {
            StoreError::Unwritable { landed: Some(stamp), ref path, .. } => {
                memory.remember(session.id, path, stamp);
                return error;
            }
            StoreError::NotAFile { path } => StoreError::unwritable(&path, ErrorKind::IsADirectory.into()),
            other => other,
        };
        let folder = self.state.join("rescue");
        let theirs = match &error {
            StoreError::ChangedOutside { rescue: Some(theirs), path } => Some((theirs, path)),
            _ => None,
        };
        let Ok(kept) = memory.keep_aside(&folder, session, error.path(), bytes) else { return error };
        match theirs {
            None => error.with_rescue(kept),
            // Somebody wrote twice at the same moment: a third version lies beside the file, under a hidden name.
            Some((theirs, path)) => match file::read(theirs) {
                Ok(contents) => {
                    let copy = names::free_name(&folder, &format!("{}-theirs", stem_of(path)));
                    let is_kept = file::create_new(&copy, &contents.bytes).is_ok();
                    if is_kept { error.with_rescue(folder) } else { error }
                }
                Err(_) => error,
            },
        }
    }
}

impl Memory {
    fn remember(&mut self, session: Uuid, path: &Path, stamp: Stamp) {
        self.stamps.insert(path.to_owned(), stamp);
        self.homes.insert(session, path.to_owned());
    }

    /// Writes a version of a session to the rescue folder, in the place of an earlier one of this run.
    fn keep_aside(
        &mut self,
        folder: &Path,
        session: &Session,
        path: &Path,
        bytes: &[u8],
    ) -> Result<PathBuf, StoreError> {
        if let Some(kept) = self.rescues.get(&session.id) {
            return file::replace(kept, bytes, None).map(|_| kept.clone());
        }
        let kept = names::free_name(folder, &stem_of(path));
        file::create_new(&kept, bytes)?;
        self.rescues.insert(session.id, kept.clone());
        Ok(kept)
    }
}

/// Writes over a file that is as it was known; a file that was never read here is not known, and stays.
fn write(path: &Path, bytes: &[u8], known: Option<Stamp>) -> Result<Stamp, StoreError> {
    if known.is_some() {
        return file::replace(path, bytes, known);
    }
    file::create_new(path, bytes).map_err(|error| match error {
        StoreError::Unwritable { source, path, .. } if source.kind() == ErrorKind::AlreadyExists => {
            StoreError::ChangedOutside { path, rescue: None }
        }
        other => other,
    })
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

/// Leaves one file for each session. A tool that synchronises folders adds words to the name of what it could not merge.
fn part_twins(volumes: &mut Vec<Volume>, broken: &mut Vec<Broken>) {
    let rank = |path: &Path| (path.file_name().map_or(0, OsStr::len), path.to_owned());
    let mut first: HashMap<Uuid, PathBuf> = HashMap::with_capacity(volumes.len());
    for volume in &*volumes {
        let known = first.entry(volume.session.id).or_insert_with(|| volume.path.clone());
        if rank(&volume.path) < rank(known) {
            known.clone_from(&volume.path);
        }
    }
    volumes.retain(|volume| match first.get(&volume.session.id) {
        Some(path) if *path != volume.path => {
            let words = format!(
                "{} holds the same session as {}. Both are safe; compare them, and move one out of the folder.",
                super::shown::path(&volume.path),
                super::shown::path(path)
            );
            broken.push(Broken { path: volume.path.clone(), message: words });
            false
        }
        _ => true,
    });
}

#[cfg(test)]
mod tests;
