//! How a session gets into its file: over what is known, or together with what came in between.

use super::memory::{Heard, Known, Memory};
use super::{Shelf, TRIES, encode, join, read_volume, stem, stem_of};
use crate::model::library::Joined;
use crate::model::session::Session;
use crate::store::error::StoreError;
use crate::store::stamp::Stamp;
use crate::store::{file, names};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is to be written: ours, and whatever was put together with it.
struct Both<'a> {
    ours: &'a Arc<Session>,
    session: Arc<Session>,
    clashes: usize,
    /// Whether `ours` lacks something of it.
    is_behind: bool,
    /// Whether whoever works on it has not been told of that.
    is_news: bool,
}

impl<'a> Both<'a> {
    fn of(ours: &'a Arc<Session>) -> Self {
        Self { ours, session: Arc::clone(ours), clashes: 0, is_behind: false, is_news: false }
    }

    /// Puts another version in; none where it is of another session.
    fn take(&mut self, base: Option<&Session>, theirs: &Session, is_news: bool) -> Option<()> {
        let (session, clashes) = join(base, &self.session, theirs)?;
        self.session = session;
        self.clashes += clashes;
        self.is_behind = true;
        self.is_news |= is_news;
        Some(())
    }

    /// What is known of the file once it has this.
    fn known(&self, stamp: Stamp, known: &Known, is_told: bool) -> Known {
        let heard = match (self.is_behind, self.is_news && !is_told) {
            (false, _) => Heard::Taken,
            (true, false) => Heard::Told,
            (true, true) => Heard::Perhaps,
        };
        let (session, before) = (Some(Arc::clone(&self.session)), Some(Arc::clone(self.ours)));
        Known { stamp, session, heard, before, migrated: None, ..known.clone() }
    }

    fn joined(self, number: u64) -> Option<Joined> {
        let ours = Some(Arc::clone(self.ours));
        self.is_news.then_some(Joined { number, ours, session: self.session, clashes: self.clashes })
    }
}

impl Shelf {
    /// Writes over a file that is as it was known, or together with what it holds now.
    pub(super) fn write(
        &self,
        memory: &mut Memory,
        path: &Path,
        session: &Arc<Session>,
        seen: u64,
    ) -> Result<Option<Joined>, StoreError> {
        let Some(mut known) = memory.files.get(path).cloned() else {
            let stamp = write_unknown(path, &encode(session, path)?)?;
            memory.files.insert(path.to_owned(), Known::of(stamp, Arc::clone(session)));
            return Ok(None);
        };
        let mut both = catch_up(memory, path, &mut known, session, seen)?;
        for _ in 0..TRIES {
            self.back_up(memory, path, &mut known)?;
            let refused = match file::replace(path, &encode(&both.session, path)?, Some(known.stamp)) {
                Ok(stamp) => {
                    let number = known.edition;
                    memory.files.insert(path.to_owned(), both.known(stamp, &known, true));
                    if let Some(copies) = memory.copies.get_mut(path) {
                        copies.is_saved = true;
                    }
                    return Ok(both.joined(number));
                }
                Err(error @ StoreError::Unwritable { landed: Some(stamp), .. }) => {
                    memory.files.insert(path.to_owned(), both.known(stamp, &known, false));
                    return Err(error);
                }
                Err(error @ StoreError::ChangedOutside { rescue: None, .. }) => error,
                Err(error) => return Err(error),
            };
            let theirs = match read_volume(path) {
                Ok((volume, theirs)) if !volume.is_read_only => theirs,
                _ => return Err(refused),
            };
            let session = theirs.session.as_deref();
            if session.and_then(|session| both.take(known.session.as_deref(), session, true)).is_none() {
                return Err(refused);
            }
            known = Known { edition: memory.next_edition(), ..theirs };
        }
        Err(changed(path))
    }

    /// Keeps a file as it was before a newer release of this program writes it for the first time.
    fn back_up(&self, memory: &mut Memory, path: &Path, known: &mut Known) -> Result<(), StoreError> {
        let Some(version) = known.migrated else { return Ok(()) };
        let contents = file::read(path)?;
        if contents.stamp != known.stamp {
            return Ok(()); // it is another one by now, which the save will find out
        }
        let (folder, stem) = (self.data.join("backups"), format!("{}.v{version}", stem_of(path)));
        let first = folder.join(format!("{stem}.json"));
        if file::read(&first).map(|kept| kept.stamp).ok() != Some(known.stamp) {
            file::create_new(&names::free_name(&folder, &stem), &contents.bytes)?;
        }
        // Once is enough, however often the save is tried.
        known.migrated = None;
        memory.files.entry(path.to_owned()).and_modify(|kept| kept.migrated = None);
        Ok(())
    }

    /// Writes a session to a new file; another program may take the free name at the last moment, so more than once.
    pub(super) fn create(&self, memory: &mut Memory, session: &Arc<Session>) -> Result<PathBuf, StoreError> {
        let (folder, stem) = (self.sessions_folder(), stem(session));
        let bytes = encode(session, &folder.join(&stem))?;
        let attempt = || {
            let path = names::free_name(&folder, &stem);
            file::create_new(&path, &bytes).map(|stamp| (path, Known::of(stamp, Arc::clone(session))))
        };
        let is_taken = |outcome: &Result<_, StoreError>| matches!(outcome, Err(StoreError::Unwritable { source, .. }) if source.kind() == ErrorKind::AlreadyExists);
        let created = std::iter::repeat_with(attempt).take(TRIES).find(|outcome| !is_taken(outcome));
        let (path, known) = created.unwrap_or_else(attempt)?;
        memory.files.insert(path.clone(), known);
        Ok(path)
    }
}

/// Ours with what the file is known to hold and `seen` says that we lack, and with the copies beside it.
fn catch_up<'a>(
    memory: &mut Memory,
    path: &Path,
    known: &mut Known,
    ours: &'a Arc<Session>,
    seen: u64,
) -> Result<Both<'a>, StoreError> {
    if known.id != ours.id {
        return Err(changed(path));
    }
    let mut both = Both::of(ours);
    if seen < known.edition {
        // It was only listed; if it has changed once more, the save will find out.
        if known.session.is_none()
            && let Ok((volume, found)) = read_volume(path)
            && found.stamp == known.stamp
        {
            known.session = found.session.filter(|_| !volume.is_read_only);
            known.session.as_ref().ok_or_else(|| changed(path))?;
        }
        if let Some(theirs) = &known.session {
            both.take(known.before.as_deref(), theirs, known.heard != Heard::Told).ok_or_else(|| changed(path))?;
        }
    }
    if let Some(copies) = memory.copies.get(path).filter(|copies| !copies.is_saved && copies.edition != seen) {
        both.take(Some(&copies.before), &copies.both, true).ok_or_else(|| changed(path))?;
        known.edition = memory.next_edition();
    }
    Ok(both)
}

/// The file holds something else than was known.
pub(super) fn changed(path: &Path) -> StoreError {
    StoreError::ChangedOutside { path: path.to_owned(), rescue: None }
}

/// Writes a file that was never read here: whatever is there already is not known, and stays.
fn write_unknown(path: &Path, bytes: &[u8]) -> Result<Stamp, StoreError> {
    file::create_new(path, bytes).map_err(|error| match error {
        StoreError::Unwritable { source, path, .. } if source.kind() == ErrorKind::AlreadyExists => changed(&path),
        other => other,
    })
}
