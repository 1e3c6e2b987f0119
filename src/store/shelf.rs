//! The folder in which sessions are kept: reading all of them, writing one, and never losing either of two versions.

use self::memory::{Known, Memory};
use self::unsaved::Following;
use super::draft::Drafts;
use super::envelope::{self, Decoded};
use super::error::StoreError;
use super::file::{self, Contents};
use super::lock::Lock;
use super::stamp::Stamp;
use super::trash::Trash;
use super::walk::{Found, Walk};
use super::{conflict, names};
use crate::model::library::{Broken, Joined, Volume};
use crate::model::merge::merge;
use crate::model::session::{FORMAT, Session, VERSION};
use chrono::{DateTime, NaiveDate};
use serde::Serialize;
use serde_json::Value;
use std::collections::HashMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{fs, panic, thread};
use uuid::Uuid;

mod copies;
mod memory;
mod rescue;
mod unsaved;

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
    /// What is known of each file, apart from the rest, because that is held while a disk takes its time.
    marks: Mutex<HashMap<PathBuf, Mark>>,
}

/// What is known of a file at any moment.
#[derive(Clone, Copy, Debug)]
struct Mark {
    /// The stamp that it was read or written with last.
    stamp: Option<Stamp>,
    /// Whether somebody works on it here.
    is_held: bool,
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
        let marks = Mutex::default();
        Self { data, state, drafts, unsaved, following: Mutex::default(), memory: Mutex::default(), marks }
    }

    /// Where sessions are kept.
    pub fn sessions_folder(&self) -> PathBuf {
        self.data.join("sessions")
    }

    /// Every session in the folder, by file name, and every file that is none. Copies that a tool left beside a session
    /// because it could not merge them are put together with it in what is returned, and stay on the disk until the
    /// session is saved. Of other files with one session, the one with the shortest name is the session, and the rest
    /// are reported. A file that was opened or saved before stays known as it was then.
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
        let copies = copies::part(&mut volumes, &mut broken);
        self.memory().take_copies(copies);
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
        self.hold(&path);
        // Under one lock with saving, so that the stamp is always that of the version known last.
        let mut memory = self.memory();
        let (volume, known) = read_volume(&path).inspect_err(|_| memory.forget_unreadable(&path))?;
        self.mark(&path, Some(known.stamp));
        let joined = memory.meet(&path, known);
        Ok((volume, joined))
    }

    /// What has become of a file of the folder since it was known here.
    pub fn look_again(&self, path: &Path) -> News {
        let known = self.memory().files.get(path).map(|known| known.stamp);
        let found = file::read(path);
        match (known, found) {
            (None, Err(_)) => News::None,
            (None, Ok(_)) | (Some(_), Err(_)) => News::Elsewhere,
            (Some(known), Ok(found)) if known == found.stamp => News::None,
            _ if self.is_held(path) => match self.take_up(path) {
                Ok((_, Some(joined))) => News::Joined(joined),
                _ => News::None,
            },
            _ => self.glance(path).map_or(News::Elsewhere, |volume| News::Changed(Box::new(volume))),
        }
    }

    /// Notes that a file is worked on here: from now on a change from outside is put together with ours.
    pub fn hold(&self, path: &Path) {
        let mut marks = self.marks();
        marks.entry(path.to_owned()).or_insert(Mark { stamp: None, is_held: true }).is_held = true;
    }

    fn mark(&self, path: &Path, stamp: Option<Stamp>) {
        self.marks().entry(path.to_owned()).or_insert(Mark { stamp: None, is_held: false }).stamp = stamp;
    }

    fn is_held(&self, path: &Path) -> bool {
        self.marks().get(path).is_some_and(|mark| mark.is_held)
    }

    fn marks(&self) -> MutexGuard<'_, HashMap<PathBuf, Mark>> {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same as `open` for a file in the list. Where somebody works on it, they were shown what is known of it, and a
    /// change from outside since then must still be noticed when they save.
    fn glance(&self, path: &Path) -> Result<Volume, StoreError> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let read = read_volume(&path);
        let mut memory = self.memory();
        let (volume, known) = read.inspect_err(|_| memory.forget_unreadable(&path))?;
        if !(memory.files.contains_key(&path) && self.is_held(&path)) {
            self.mark(&path, Some(known.stamp));
            memory.files.insert(path, Known { session: None, ..known });
        }
        Ok(volume)
    }

    /// Writes a session to its file and returns the file; an empty path stands for a new one, named by the day, the
    /// client's alias and the title, which later saves of the same session keep.
    ///
    /// # Errors
    /// Those of [`Self::put`].
    pub fn save(&self, session: &Session, path: &Path) -> Result<PathBuf, StoreError> {
        self.put(&Arc::new(session.clone()), 0, path).map(|saved| saved.path)
    }

    /// The same for whoever goes on working: what has come from outside since is put together with it and told, and
    /// `seen` is the number of the last version from outside that `session` holds already.
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
            return Err(StoreError::Newer { path, found: session.version, reads: VERSION });
        }
        let saved = match &path {
            None => self.create(session).map(|(path, known)| (path, known, None)),
            Some(path) => self.write(&memory, path, session, seen).map(|(known, joined)| (path.clone(), known, joined)),
        };
        match saved {
            Ok((path, known, joined)) => {
                self.hold(&path);
                self.mark(&path, Some(known.stamp));
                memory.homes.insert(session.id, path.clone());
                memory.files.insert(path.clone(), known);
                Ok(Saved { path, joined })
            }
            Err(error) => Err(self.rescue(&mut memory, session, error)),
        }
    }

    /// Writes over a file that is as it was known, or together with what it holds now.
    fn write(
        &self,
        memory: &Memory,
        path: &Path,
        session: &Arc<Session>,
        seen: u64,
    ) -> Result<(Known, Option<Joined>), StoreError> {
        let mut ours = Arc::clone(session);
        let Some(mut known) = memory.files.get(path).cloned() else {
            return write_unknown(path, &encode(&ours, path)?).map(|stamp| (Known::of(stamp, ours), None));
        };
        if seen < known.joins
            && let Some(theirs) = &known.session
        {
            ours = join(known.before.as_deref(), &ours, theirs).0;
            known.before = Some(Arc::clone(session));
        } else {
            known.seen = known.joins;
        }
        let mut joined = None;
        for _ in 0..TRIES {
            self.back_up(path, &known)?;
            let refused = match file::replace(path, &encode(&ours, path)?, Some(known.stamp)) {
                Ok(stamp) => return Ok((Known { stamp, session: Some(ours), migrated: None, ..known }, joined)),
                Err(error @ StoreError::ChangedOutside { rescue: None, .. }) => error,
                Err(error) => return Err(error),
            };
            let Ok((volume, theirs)) = read_volume(path) else { return Err(refused) };
            if volume.is_read_only {
                return Err(refused);
            }
            let (both, clashes) = join(known.session.as_deref(), &ours, &volume.session);
            ours = both;
            known = Known { joins: known.joins + 1, before: Some(Arc::clone(session)), seen: known.seen, ..theirs };
            joined = Some(Joined {
                number: known.joins,
                ours: Some(Arc::clone(session)),
                session: Arc::clone(&ours),
                clashes,
            });
        }
        Err(StoreError::ChangedOutside { path: path.to_owned(), rescue: None })
    }

    /// Keeps a file as it was before a newer release of this program writes it for the first time.
    fn back_up(&self, path: &Path, known: &Known) -> Result<(), StoreError> {
        let Some(version) = known.migrated else { return Ok(()) };
        let contents = file::read(path)?;
        if contents.stamp != known.stamp {
            return Ok(()); // it is another one by now, which the save will find out
        }
        let copy = names::free_name(&self.data.join("backups"), &format!("{}.v{version}", stem_of(path)));
        file::create_new(&copy, &contents.bytes).map(drop)
    }

    /// Moves a file into the trash folder and returns where it is there.
    ///
    /// # Errors
    /// When it cannot be read or moved; it is where it was.
    pub fn trash(&self, path: &Path, today: NaiveDate) -> Result<PathBuf, StoreError> {
        let mut memory = self.memory();
        let kept = Trash::within(&self.data).take(path, today)?;
        memory.files.remove(path);
        memory.homes.retain(|_, home| home != path);
        Ok(kept)
    }

    /// Clears up after a save: the copies that a tool left beside the file, and that are in it now, go to the trash; once
    /// in a run what saves left that were cut off does too, and what has been there for a month goes for good.
    pub fn tidy(&self, path: &Path, today: NaiveDate) {
        let copies = self.memory().copies.remove(path).unwrap_or_default();
        let saved = read_volume(path).ok().filter(|_| !copies.is_empty());
        let holds = |copy: &Path| {
            let both = saved.as_ref().zip(read_volume(copy).ok());
            both.is_some_and(|((saved, _), (copy, _))| *join(None, &saved.session, &copy.session).0 == saved.session)
        };
        for (copy, stamp) in copies {
            if file::read(&copy).is_ok_and(|contents| contents.stamp == stamp) && holds(&copy) {
                // Where it cannot be moved it is found again at the next start, and adds nothing.
                self.trash(&copy, today).ok();
            }
        }
        if !std::mem::replace(&mut self.memory().is_tidy, true) {
            self.clear_leftovers(path, today);
            Trash::within(&self.data).empty(today);
        }
    }

    /// Moves what saves that were cut off have left beside a file into the trash: the version itself is in the state
    /// folder until its file has it. Those of the last hour may be of a save under way elsewhere.
    fn clear_leftovers(&self, path: &Path, today: NaiveDate) {
        let written = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified());
        let (Some(folder), Ok(now)) = (path.parent(), written(path)) else { return };
        let is_old = |left: &PathBuf| {
            written(left).is_ok_and(|at| now.duration_since(at).is_ok_and(|since| since > Duration::from_hours(1)))
        };
        for left in file::leftovers(folder).into_iter().filter(is_old) {
            Trash::within(&self.data).take(&left, today).ok();
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

    /// The half-typed words of an earlier run, by session.
    pub fn drafts(&self) -> Vec<(Uuid, Value)> {
        self.drafts.all()
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
    fn create(&self, session: &Arc<Session>) -> Result<(PathBuf, Known), StoreError> {
        let (folder, stem) = (self.sessions_folder(), stem(session));
        let bytes = encode(session, &folder.join(&stem))?;
        let attempt = || {
            let path = names::free_name(&folder, &stem);
            file::create_new(&path, &bytes).map(|stamp| (path, Known::of(stamp, Arc::clone(session))))
        };
        let is_taken = |outcome: &Result<_, StoreError>| matches!(outcome, Err(StoreError::Unwritable { source, .. }) if source.kind() == ErrorKind::AlreadyExists);
        std::iter::repeat_with(attempt).take(TRIES).find(|outcome| !is_taken(outcome)).unwrap_or_else(attempt)
    }
}

fn encode(session: &Session, path: &Path) -> Result<Vec<u8>, StoreError> {
    envelope::encode(session).map_err(|error| StoreError::unwritable(path, error.into()))
}

/// Both versions in one, and in how many places both sides had changed the same thing.
fn join(base: Option<&Session>, ours: &Session, theirs: &Session) -> (Arc<Session>, usize) {
    match merge(base, ours, theirs) {
        Ok(merged) => (Arc::new(merged.session), merged.clashes.len()),
        // Another session under the same path takes nothing from this one.
        Err(_) => (Arc::new(ours.clone()), 0),
    }
}

/// The session in a file, and what is to be remembered of it. A file in which git left its marks is both of its sides.
fn read_volume(path: &Path) -> Result<(Volume, Known), StoreError> {
    let Contents { bytes, stamp } = file::read(path)?;
    let decode = |bytes: &[u8]| envelope::decode::<Session>(path, bytes, FORMAT, VERSION);
    let decoded = match decode(&bytes) {
        Err(error @ StoreError::NotJson { .. }) => {
            let sides = conflict::sides(&bytes).ok_or(error)?;
            let [ours, theirs] = [decode(&sides.ours)?, decode(&sides.theirs)?];
            let base = sides.base.and_then(|base| decode(&base).ok()).map(|base| base.value);
            let value = join(base.as_ref(), &ours.value, &theirs.value).0;
            Decoded { value: Session::clone(&value), is_newer: ours.is_newer || theirs.is_newer, migrated_from: None }
        }
        decoded => decoded?,
    };
    let session = Arc::new(decoded.value.clone());
    let known = Known { migrated: decoded.migrated_from, ..Known::of(stamp, session) };
    Ok((Volume { path: path.to_owned(), session: decoded.value, is_read_only: decoded.is_newer }, known))
}

/// Writes a file that was never read here: whatever is there already is not known, and stays.
fn write_unknown(path: &Path, bytes: &[u8]) -> Result<Stamp, StoreError> {
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

#[cfg(test)]
mod tests;
