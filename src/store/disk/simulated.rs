//! A disk that only exists in memory and forgets, when its power is cut, whatever it was not made to flush.
//!
//! It is as unkind as a journalling file system may be. Of the content of a file that was not flushed, nothing, a
//! part, zeros or all is there afterwards. Of the changes of names in a folder that was not flushed, any are, except
//! that a change comes through only after the earlier changes of the same names; one change is never halved. To
//! flush a file does not flush its name. After a failed flush the content counts as flushed and is not.

use super::meddled::Step;
use super::{Disk, Look, folder_of};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The errors that a disk is most often heard to give: no space, broken, not allowed.
pub(crate) const ERRORS: [i32; 3] = [28, 5, 13];

/// A way to do it wrong, kept to prove that it is noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bug {
    /// Content is not flushed before it gets its name.
    NoFlush,
    /// Names are not flushed.
    NoFolderFlush,
    /// There is no exchange, so that a look is followed by a rename.
    LookAndRename,
    /// A version takes the place of all before it, flushed or not.
    OneSlot,
    /// The numbers of what was removed are forgotten.
    NoNumbers,
}

/// What happens at one operation.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    /// It fails with this error of the system.
    Fails(i32),
    /// Just before, another program replaces a file, correctly flushed.
    Foreign(PathBuf, Vec<u8>),
}

/// The disk; every operation but a look at it counts as one.
#[derive(Debug, Default)]
pub(crate) struct Simulated {
    pub(crate) bug: Option<Bug>,
    /// What happens at which operation, counted from 0.
    pub(crate) event: Option<(usize, Event)>,
    state: RefCell<State>,
    operations: Cell<usize>,
    failed: Cell<Option<Step>>,
    /// How it was after every operation that changed it, if they are to be remembered.
    moments: Option<RefCell<Vec<State>>>,
}

/// All that a disk holds, and what of it is safe.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    files: Vec<Content>,
    names: BTreeMap<PathBuf, Entry>,
    safe: BTreeMap<PathBuf, Entry>,
    pending: Vec<Change>,
}

#[derive(Clone, Debug, Default)]
struct Content {
    bytes: Rc<[u8]>,
    safe: Option<Rc<[u8]>>,
    is_spoilt: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    File(usize),
    Folder,
}

/// What became of some names of one folder, at once.
type Change = Vec<(PathBuf, Option<Entry>)>;

impl Simulated {
    /// An empty one.
    pub(crate) fn with(bug: Option<Bug>, event: Option<(usize, Event)>) -> Self {
        Self { bug, event, ..Self::default() }
    }

    pub(crate) fn from(state: State) -> Self {
        Self { state: RefCell::new(state), ..Self::default() }
    }

    /// The same, but every moment is remembered.
    pub(crate) fn remembering(mut self) -> Self {
        self.moments = Some(RefCell::default());
        self
    }

    /// How it is now.
    pub(crate) fn state(&self) -> State {
        self.state.borrow().clone()
    }

    /// How it was after each change since the last call, or since another program wrote.
    pub(crate) fn moments(&self) -> Vec<State> {
        self.moments.as_ref().map(RefCell::take).unwrap_or_default()
    }

    /// How many operations there were.
    pub(crate) fn operations(&self) -> usize {
        self.operations.get()
    }

    /// The operation that has failed, if it has.
    pub(crate) fn failed(&self) -> Option<Step> {
        self.failed.get()
    }

    /// Another program replaces a file, correctly flushed.
    pub(crate) fn write_as_another(&self, path: &Path, bytes: &[u8]) {
        let mut state = self.state.borrow_mut();
        let bytes: Rc<[u8]> = bytes.into();
        state.files.push(Content { safe: Some(Rc::clone(&bytes)), bytes, is_spoilt: false });
        let file = Entry::File(state.files.len() - 1);
        state.change(vec![(path.to_owned(), Some(file))]);
        state.flush_folder(folder_of(path));
        if let Some(moments) = &self.moments {
            moments.replace(vec![state.clone()]);
        }
    }

    fn ready(&self, step: Step) -> io::Result<()> {
        let number = self.operations.replace(self.operations.get() + 1);
        match &self.event {
            Some((at, Event::Fails(error))) if *at == number => {
                self.failed.set(Some(step));
                Err(io::Error::from_raw_os_error(*error))
            }
            Some((at, Event::Foreign(path, bytes))) if *at == number => {
                self.write_as_another(path, bytes);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> io::Result<T>) -> io::Result<T> {
        let changed = change(&mut self.state.borrow_mut());
        if let Some(moments) = &self.moments {
            moments.borrow_mut().push(self.state());
        }
        changed
    }
}

impl State {
    /// What a power cut leaves, one of many possible outcomes.
    pub(crate) fn cut(&self, random: &mut Random) -> Self {
        let mut names = self.safe.clone();
        let mut held_up = BTreeSet::new();
        let odds = random.below(5);
        for change in &self.pending {
            let is_free = change.iter().all(|(name, _)| !held_up.contains(name));
            if is_free && random.below(4) < odds {
                apply(&mut names, change);
            } else {
                held_up.extend(change.iter().map(|(name, _)| name));
            }
        }
        let folders = names.clone();
        names.retain(|name, _| name.ancestors().skip(1).all(|above| is_root(above) || folders.contains_key(above)));
        let files = self.files.iter().map(|content| content.cut(random)).collect();
        Self { files, safe: names.clone(), names, pending: Vec::new() }
    }

    /// Every file with its content.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&Path, &[u8])> {
        self.names.iter().filter_map(|(path, entry)| match entry {
            Entry::File(file) => Some((path.as_path(), &*self.files[*file].bytes)),
            Entry::Folder => None,
        })
    }

    fn change(&mut self, change: Change) {
        apply(&mut self.names, &change);
        self.pending.push(change);
    }

    fn flush_folder(&mut self, folder: &Path) {
        let Self { safe, pending, .. } = self;
        pending.retain(|change| {
            let is_elsewhere = change.iter().any(|(name, _)| folder_of(name) != folder);
            if !is_elsewhere {
                apply(safe, change);
            }
            is_elsewhere
        });
    }

    fn entry(&self, path: &Path) -> io::Result<Entry> {
        if is_root(path) {
            return Ok(Entry::Folder);
        }
        self.names.get(path).copied().ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn file(&self, path: &Path) -> io::Result<usize> {
        match self.entry(path)? {
            Entry::File(file) => Ok(file),
            Entry::Folder => Err(ErrorKind::IsADirectory.into()),
        }
    }

    /// Fails unless the name is free and its folder is there.
    fn expect_free(&self, path: &Path) -> io::Result<()> {
        if self.entry(folder_of(path))? != Entry::Folder {
            return Err(ErrorKind::NotADirectory.into());
        }
        if self.names.contains_key(path) { Err(ErrorKind::AlreadyExists.into()) } else { Ok(()) }
    }
}

impl Content {
    fn cut(&self, random: &mut Random) -> Self {
        let bytes = match &self.safe {
            Some(safe) if Rc::ptr_eq(safe, &self.bytes) => Rc::clone(safe),
            safe => match random.below(4) {
                0 => safe.clone().unwrap_or_default(),
                1 => Rc::clone(&self.bytes),
                2 => self.bytes.iter().copied().take(random.below(self.bytes.len() + 1)).collect(),
                _ => {
                    let whole = random.below(self.bytes.len() + 1);
                    self.bytes.iter().enumerate().map(|(at, byte)| if at < whole { *byte } else { 0 }).collect()
                }
            },
        };
        Self { safe: Some(Rc::clone(&bytes)), bytes, is_spoilt: false }
    }
}

impl Disk for Simulated {
    type File = usize;

    fn look(&self, path: &Path) -> io::Result<Look> {
        self.ready(Step::Look)?;
        let state = self.state.borrow();
        let found = state.entry(path)?;
        let length = match found {
            Entry::File(file) => state.files[file].bytes.len() as u64,
            Entry::Folder => 0,
        };
        Ok(Look { is_file: found != Entry::Folder, is_folder: found == Entry::Folder, is_locked: false, length })
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.ready(Step::Look)?;
        Ok(path.to_owned())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.ready(Step::List)?;
        let state = self.state.borrow();
        state.entry(folder)?;
        let within = state.names.keys().filter(|name| folder_of(name) == folder);
        let names = within.filter_map(|name| Some(name.file_name()?.to_str()?.to_owned()));
        Ok(names.filter(|name| self.bug != Some(Bug::NoNumbers) || !name.starts_with('.')).collect())
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        self.ready(Step::Read)?;
        let state = self.state.borrow();
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        Ok(state.files[state.file(path)?].bytes.iter().copied().take(most).collect())
    }

    fn create(&self, path: &Path) -> io::Result<usize> {
        self.ready(Step::Create)?;
        self.change(|state| {
            state.expect_free(path)?;
            state.files.push(Content::default());
            let file = state.files.len() - 1;
            state.change(vec![(path.to_owned(), Some(Entry::File(file)))]);
            Ok(file)
        })
    }

    /// A write that fails has written the half of it.
    fn write(&self, file: &mut usize, bytes: &[u8]) -> io::Result<()> {
        let ready = self.ready(Step::Write);
        let written = if ready.is_ok() { bytes } else { &bytes[..bytes.len() / 2] };
        self.change(|state| {
            let content = &mut state.files[*file];
            content.bytes = content.bytes.iter().chain(written).copied().collect();
            ready
        })
    }

    fn flush(&self, file: &usize) -> io::Result<()> {
        let ready = self.ready(Step::Flush);
        self.change(|state| {
            let content = &mut state.files[*file];
            content.is_spoilt |= ready.is_err();
            if !content.is_spoilt && self.bug != Some(Bug::NoFlush) {
                content.safe = Some(Rc::clone(&content.bytes));
            }
            ready
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.ready(Step::Rename)?;
        self.change(|state| {
            let file = state.file(from)?;
            let is_beaten = |name: &&PathBuf| self.bug == Some(Bug::OneSlot) && name.file_stem() == to.file_stem();
            let beaten: Vec<_> = state.names.keys().filter(is_beaten).cloned().collect();
            let mut change = vec![(from.to_owned(), None), (to.to_owned(), Some(Entry::File(file)))];
            change.extend(beaten.into_iter().map(|name| (name, None)));
            state.change(change);
            Ok(())
        })
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.ready(Step::RenameNew)?;
        self.change(|state| {
            let file = state.file(from)?;
            state.expect_free(to)?;
            state.change(vec![(from.to_owned(), None), (to.to_owned(), Some(Entry::File(file)))]);
            Ok(())
        })
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.ready(Step::Exchange)?;
        if self.bug == Some(Bug::LookAndRename) {
            return Err(ErrorKind::Unsupported.into());
        }
        self.change(|state| {
            let (first, second) = (state.file(one)?, state.file(other)?);
            state.change(vec![
                (one.to_owned(), Some(Entry::File(second))),
                (other.to_owned(), Some(Entry::File(first))),
            ]);
            Ok(())
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.ready(Step::Remove)?;
        self.change(|state| {
            state.file(path)?;
            state.change(vec![(path.to_owned(), None)]);
            Ok(())
        })
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.ready(Step::CreateFolder)?;
        self.change(|state| {
            state.expect_free(folder)?;
            state.change(vec![(folder.to_owned(), Some(Entry::Folder))]);
            Ok(())
        })
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.ready(Step::RemoveFolder)?;
        self.change(|state| {
            if state.names.keys().any(|name| folder_of(name) == folder) {
                return Err(ErrorKind::DirectoryNotEmpty.into());
            }
            state.change(vec![(folder.to_owned(), None)]);
            Ok(())
        })
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        self.ready(Step::FlushFolder)?;
        self.change(|state| {
            state.entry(folder)?;
            if self.bug != Some(Bug::NoFolderFlush) {
                state.flush_folder(folder);
            }
            Ok(())
        })
    }
}

/// Numbers drawn by lot, the same ones from the same seed.
#[derive(Clone, Debug)]
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// From 0 to one less than this; 0 for 0.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let drawn = usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap_or_default();
        drawn.checked_rem(most).unwrap_or_default()
    }
}

/// How many power cuts a test tries: half of what `OFFSITE_CUTS` says or of 200,000.
pub(crate) fn cuts() -> usize {
    let wanted: Option<usize> = std::env::var("OFFSITE_CUTS").ok().and_then(|wanted| wanted.parse().ok());
    wanted.unwrap_or(200_000) / 2
}

fn is_root(path: &Path) -> bool {
    path.parent().is_none() || path.as_os_str().is_empty() || path == Path::new(".")
}

fn apply(names: &mut BTreeMap<PathBuf, Entry>, change: &Change) {
    for (name, entry) in change {
        match entry {
            Some(entry) => names.insert(name.clone(), *entry),
            None => names.remove(name),
        };
    }
}
