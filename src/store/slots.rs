//! Small values under a name, written often and cheaply and flushed now and then, so that neither a crash nor a power
//! cut brings back less than it must.
//!
//! Every version is a file of its own, `NAME.NUMBER`, that begins with its number and the stamp of its content, so that
//! a torn one is known. What is not flushed makes way for the next; what is flushed goes once a newer one is: between
//! two flushes there are at most three. The numbers of a name never start again, not even after its removal, or what
//! a power cut brings back might be taken for the newer.

use super::disk::{Disk, Real};
use super::error::StoreError;
use super::file::{self, LARGEST};
use super::stamp::Stamp;
use std::collections::{BTreeSet, HashMap};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The name under which the highest number that was removed is kept, by an empty file.
const REMOVED: &str = ".removed";
/// How often a value is looked for that others replace while it is read.
const ATTEMPTS: usize = 5;

/// Values in a folder of their own; shared between threads. Of several processes only one at a time may write a name.
#[derive(Debug)]
pub(crate) struct Slots<D: Disk = Real> {
    disk: D,
    folder: PathBuf,
    held: Mutex<HashMap<String, Held<D::File>>>,
}

/// What is known of a name.
#[derive(Debug)]
struct Held<F> {
    /// The version put last, until it is flushed.
    newest: Option<Version<F>>,
    /// The versions that are being flushed at this moment.
    flushing: Vec<u64>,
    /// The versions read or written here, which may go once a newer one is flushed.
    seen: BTreeSet<u64>,
}

impl<F> Default for Held<F> {
    fn default() -> Self {
        Self { newest: None, flushing: Vec::new(), seen: BTreeSet::new() }
    }
}

#[derive(Debug)]
struct Version<F> {
    number: u64,
    bytes: Vec<u8>,
    /// None once a flush has failed, for the system may take it for flushed from then on.
    file: Option<Arc<F>>,
}

impl Slots {
    /// The values in a folder, which is made when the first one is put.
    pub(crate) fn within(folder: &Path) -> Self {
        Self::on(Real, folder)
    }
}

impl<D: Disk> Slots<D> {
    fn on(disk: D, folder: &Path) -> Self {
        Self { disk, folder: folder.to_owned(), held: Mutex::default() }
    }

    /// Puts a value in the place of an earlier one, whole after a crash at any moment; never waits for the disk. The
    /// name has letters, digits and hyphens only.
    ///
    /// # Errors
    /// `Unwritable`; the earlier one is still there.
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let mut held = self.held();
        let put = match held.get_mut(name) {
            Some(held) => self.write(name, held, bytes.to_vec()),
            None if is_plain(name) => self.write(name, held.entry(name.to_owned()).or_default(), bytes.to_vec()),
            None => Err(ErrorKind::InvalidInput.into()),
        };
        put.map_err(|error| self.failed(name, error))
    }

    /// Makes the value put last safe from a power cut. Others can be put meanwhile, and are not flushed by this.
    ///
    /// # Errors
    /// `Unwritable`; the one flushed before is still safe, and the next flush writes the value anew.
    pub(crate) fn flush(&self, name: &str) -> Result<(), StoreError> {
        let begun = self.begin(name).map_err(|error| self.failed(name, error))?;
        let Some((number, file)) = begun else { return Ok(()) };
        let flushed = self.disk.flush(&file).and_then(|()| self.disk.flush_folder(&self.folder));
        self.end(name, number, flushed.is_ok());
        flushed.map_err(|error| self.failed(name, error))
    }

    /// The newest value that is whole. If there are versions and all are broken, they are renamed to `.broken`; one that
    /// the system does not give out is left alone.
    pub(crate) fn newest(&self, name: &str) -> Option<Vec<u8>> {
        let mut held = self.held();
        for _ in (0..ATTEMPTS).filter(|_| is_plain(name)) {
            let numbers = self.list().ok()?.into_iter().filter(|found| found.is_version_of(name));
            let numbers: BTreeSet<_> = numbers.map(|found| found.number).collect();
            let (mut broken, mut is_moving, mut is_denied) = (BTreeSet::new(), false, false);
            for number in numbers.iter().copied().rev() {
                match self.disk.read(&self.path(name, number), LARGEST) {
                    Ok(bytes) => match unwrap(number, &bytes) {
                        Some(value) => {
                            let seen = &mut held.entry(name.to_owned()).or_default().seen;
                            seen.extend(numbers.range(..=number).chain(&broken));
                            return Some(value.to_vec());
                        }
                        None => drop(broken.insert(number)),
                    },
                    Err(error) if error.kind() == ErrorKind::NotFound => is_moving = true,
                    Err(_) => is_denied = true,
                }
            }
            if !is_moving {
                broken.into_iter().filter(|_| !is_denied).for_each(|number| self.set_aside(name, number));
                return None;
            }
        }
        None
    }

    /// Removes a value; that there is none is no error. A power cut may bring it back, but never over a newer one.
    ///
    /// # Errors
    /// `Unwritable`, with what the system says; the value may still be there.
    pub(crate) fn remove(&self, name: &str) -> Result<(), StoreError> {
        if !is_plain(name) {
            return Ok(());
        }
        self.take_away(name, &mut self.held()).map_err(|error| self.failed(name, error))
    }

    /// The names that have a value, sorted; it may turn out to be broken.
    pub(crate) fn names(&self) -> Vec<String> {
        let found = self.list().unwrap_or_default().into_iter();
        let names: BTreeSet<_> = found.filter(|found| !found.is_temporary && found.name != REMOVED).collect();
        let mut names: Vec<_> = names.into_iter().map(|found| found.name).collect();
        names.dedup();
        names
    }

    /// Writes the next version, and removes the one before if no flush has to do with it.
    fn write(&self, name: &str, held: &mut Held<D::File>, bytes: Vec<u8>) -> io::Result<()> {
        let number = self.next(name)?;
        let (path, temporary) = (self.path(name, number), self.temporary(name, number));
        let mut file = self.disk.create(&temporary)?;
        let written = self.disk.write(&mut file, &wrap(number, &bytes));
        if let Err(error) = written.and_then(|()| self.disk.rename(&temporary, &path)) {
            self.disk.remove(&temporary).ok();
            return Err(error);
        }
        let before = held.newest.replace(Version { number, bytes, file: Some(Arc::new(file)) });
        held.seen.insert(number);
        if let Some(Version { number, .. }) = before.filter(|before| !held.flushing.contains(&before.number)) {
            self.drop_version(name, number, held);
        }
        Ok(())
    }

    /// The number after all that are there, whoever wrote them. What a crash has left half-written is removed.
    fn next(&self, name: &str) -> io::Result<u64> {
        let found = match self.list() {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                file::create_folder_on(&self.disk, &self.folder)?;
                Vec::new()
            }
            found => found?,
        };
        let mut highest = 0;
        for found in found.iter().filter(|found| found.name == name || found.name == REMOVED) {
            highest = highest.max(found.number);
            if found.is_temporary {
                self.disk.remove(&self.temporary(name, found.number)).ok();
            }
        }
        Ok(highest.saturating_add(1))
    }

    /// The version to be flushed, if there is one; written anew if its flush has failed before.
    fn begin(&self, name: &str) -> io::Result<Option<(u64, Arc<D::File>)>> {
        let mut held = self.held();
        let Some(held) = held.get_mut(name) else { return Ok(None) };
        if let Some(Version { bytes, file: None, .. }) = &held.newest {
            let bytes = bytes.clone();
            self.write(name, held, bytes)?;
        }
        let Some(Version { number, file: Some(file), .. }) = &held.newest else { return Ok(None) };
        held.flushing.push(*number);
        Ok(Some((*number, Arc::clone(file))))
    }

    fn end(&self, name: &str, number: u64, has_worked: bool) {
        let mut held = self.held();
        let Some(held) = held.get_mut(name) else { return };
        if let Some(at) = held.flushing.iter().position(|flushing| *flushing == number) {
            held.flushing.swap_remove(at);
        }
        if has_worked {
            held.newest.take_if(|newest| newest.number == number);
            let older: Vec<_> = held.seen.range(..number).copied().collect();
            for number in older {
                self.drop_version(name, number, held);
            }
        } else if let Some(newest) = held.newest.as_mut().filter(|newest| newest.number == number) {
            newest.file = None;
        }
    }

    /// The oldest go first, so that what a crash leaves is the newest; before them goes the note of their numbers.
    fn take_away(&self, name: &str, held: &mut HashMap<String, Held<D::File>>) -> io::Result<()> {
        let found = match self.list() {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            found => found?,
        };
        let of = |name| found.iter().filter(move |found| found.name == name);
        let noted = of(REMOVED).map(|found| found.number).max();
        let highest = of(name).map(|found| found.number).max();
        if highest > noted {
            self.disk.create(&self.path(REMOVED, highest.unwrap_or_default()))?;
            of(REMOVED).for_each(|found| drop(self.disk.remove(&self.path(REMOVED, found.number))));
        }
        let mut all: Vec<_> = of(name).collect();
        all.sort();
        for Found { number, is_temporary, .. } in all {
            let path = if *is_temporary { self.temporary(name, *number) } else { self.path(name, *number) };
            self.disk.remove(&path)?;
        }
        held.remove(name);
        Ok(())
    }

    fn drop_version(&self, name: &str, number: u64, held: &mut Held<D::File>) {
        match self.disk.remove(&self.path(name, number)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {} // it stays among those seen, to be tried again
            _ => drop(held.seen.remove(&number)),
        }
    }

    /// Keeps a broken version under a name that is never read, for somebody to look into.
    fn set_aside(&self, name: &str, number: u64) {
        let first = self.folder.join(format!("{name}.broken"));
        let numbered = (2..1000).map(|number| self.folder.join(format!("{name}-{number}.broken")));
        let is_taken = |path: &PathBuf| {
            let moved = self.disk.rename_new(&self.path(name, number), path);
            moved.is_err_and(|error| error.kind() == ErrorKind::AlreadyExists)
        };
        std::iter::once(first).chain(numbered).find(|path| !is_taken(path));
    }

    fn list(&self) -> io::Result<Vec<Found>> {
        Ok(self.disk.list(&self.folder)?.iter().filter_map(|name| Found::from(name)).collect())
    }

    fn path(&self, name: &str, number: u64) -> PathBuf {
        self.folder.join(format!("{name}.{number}"))
    }

    fn temporary(&self, name: &str, number: u64) -> PathBuf {
        self.folder.join(format!("{name}.{number}.tmp"))
    }

    fn failed(&self, name: &str, source: io::Error) -> StoreError {
        StoreError::unwritable(&self.folder.join(name), source)
    }

    fn held(&self) -> MutexGuard<'_, HashMap<String, Held<D::File>>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A file in the folder.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    name: String,
    number: u64,
    is_temporary: bool,
}

impl Found {
    /// None for the file of somebody else.
    fn from(file_name: &str) -> Option<Self> {
        let whole = file_name.strip_suffix(".tmp");
        let (name, digits) = whole.unwrap_or(file_name).rsplit_once('.')?;
        let number: u64 = digits.parse().ok()?;
        let is_ours = number.to_string() == digits && (is_plain(name) || name == REMOVED);
        is_ours.then(|| Self { name: name.to_owned(), number, is_temporary: whole.is_some() })
    }

    fn is_version_of(&self, name: &str) -> bool {
        self.name == name && !self.is_temporary
    }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A version as it is written: its number, its stamp, itself.
fn wrap(number: u64, bytes: &[u8]) -> Vec<u8> {
    let mut whole = format!("{number} {}\n", Stamp::of(bytes)).into_bytes();
    whole.extend_from_slice(bytes);
    whole
}

/// The value in a version, if it is whole.
fn unwrap(number: u64, whole: &[u8]) -> Option<&[u8]> {
    let end = whole.iter().position(|byte| *byte == b'\n')?;
    let (head, value) = whole.split_at_checked(end + 1)?;
    (head == format!("{number} {}\n", Stamp::of(value)).as_bytes()).then_some(value)
}

#[cfg(test)]
mod cuts;
#[cfg(test)]
mod tests;
