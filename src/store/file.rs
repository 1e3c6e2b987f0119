//! One file: read whole, written whole, so that at any moment the old or the new content is there and never a mixture.
//!
//! The order is what makes it true: a temporary file beside the target, its content flushed, the target looked at, the
//! two exchanged, what came out looked at, the folder flushed. A rename without the first flush lost every acknowledged
//! save in a power cut, one without the last flush every ninth; a rename after a look, instead of an exchange, now and
//! then destroyed what another machine had written in between.

use super::disk::{Disk, Real, folder_of};
use super::error::StoreError;
use super::stamp::Stamp;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, ErrorKind};
use std::mem;
use std::path::{Path, PathBuf};

/// The most bytes that a file may have; JSON takes up to twenty times its size in memory.
pub const LARGEST: u64 = 32 << 20;
/// How the name of a temporary file begins, and how it ends.
const TEMPORARY: (&str, &str) = (".offsite-", ".tmp");

/// What a file held when it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// All of it.
    pub bytes: Vec<u8>,
    /// By which a later change is noticed.
    pub stamp: Stamp,
}

/// The content of a file; links are followed.
///
/// # Errors
/// `NotFound`, `NotAFile`, `TooLarge` or `Unreadable`. Only the first means that there is nothing to be lost.
pub fn read(path: &Path) -> Result<Contents, StoreError> {
    read_on(&Real, path)
}

fn read_on(disk: &impl Disk, path: &Path) -> Result<Contents, StoreError> {
    let unreadable = |source: io::Error| match source.kind() {
        ErrorKind::NotFound => StoreError::NotFound { path: path.to_owned() },
        _ => StoreError::Unreadable { path: path.to_owned(), source },
    };
    // Asked before opening, because to open a pipe waits for somebody to write into it.
    let found = disk.look(path).map_err(unreadable)?;
    if !found.is_file {
        return Err(StoreError::NotAFile { path: path.to_owned() });
    }
    refuse_over_size(path, found.length)?;
    let bytes = disk.read(path, LARGEST + 1).map_err(unreadable)?;
    refuse_over_size(path, bytes.len() as u64)?;
    Ok(Contents { stamp: Stamp::of(&bytes), bytes })
}

/// Puts `bytes` in the place of a file's content and returns their stamp.
///
/// With a stamp in `expected`, only if the file still has that content (or already the new one), or is gone: a missing
/// file loses nothing by being written again, a missing folder is an error. With `None` whatever is there is replaced
/// and folders are made: for files that nobody else writes. A link stays a link; the file behind it is written.
///
/// # Errors
/// `ChangedOutside`, `NotAFile`, `TooLarge` or `Unwritable`; the file has its old content, unless `Unwritable` says that
/// the new one landed.
pub fn replace(path: &Path, bytes: &[u8], expected: Option<Stamp>) -> Result<Stamp, StoreError> {
    Save { disk: &Real, path, bytes }.replace(expected)
}

/// Writes a file that is not there yet and returns its stamp; folders are made as needed.
///
/// # Errors
/// `Unwritable` with `AlreadyExists` if anything of that name is there, or for any other reason; `TooLarge`.
pub fn create_new(path: &Path, bytes: &[u8]) -> Result<Stamp, StoreError> {
    Save { disk: &Real, path, bytes }.create_new()
}

/// Makes a folder and those above it, for nobody else's eyes, and flushes their names to the disk.
///
/// # Errors
/// What the system says.
pub fn create_folder(folder: &Path) -> io::Result<()> {
    create_folder_on(&Real, folder)
}

pub(super) fn create_folder_on(disk: &impl Disk, folder: &Path) -> io::Result<()> {
    if folder.as_os_str().is_empty() || disk.look(folder).is_ok_and(|found| found.is_folder) {
        return Ok(());
    }
    let above = folder_of(folder);
    if above != folder {
        create_folder_on(disk, above)?;
    }
    match disk.create_folder(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        // A folder that stayed would be taken for flushed by whoever comes next.
        _ => disk.flush_folder(above).inspect_err(|_| drop(disk.remove_folder(folder))),
    }
}

/// The temporary files that saves have left in a folder, sorted: of a save under way, of one that was cut off, or a
/// version kept from outside. A folder that cannot be read has none.
pub fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let (beginning, ending) = TEMPORARY;
    let mut names = Real.list(folder).unwrap_or_default();
    names.retain(|name| name.strip_prefix(beginning).is_some_and(|rest| rest.ends_with(ending)));
    names.sort();
    names.into_iter().map(|name| folder.join(name)).collect()
}

/// One save under way.
struct Save<'a, D> {
    disk: &'a D,
    path: &'a Path,
    bytes: &'a [u8],
}

impl<'a, D: Disk> Save<'a, D> {
    fn replace(&self, expected: Option<Stamp>) -> Result<Stamp, StoreError> {
        refuse_over_size(self.path, self.bytes.len() as u64)?;
        let target = self.disk.resolve(self.path).map_err(|error| self.failed(error))?;
        if expected.is_none() {
            self.make_folder(&target)?;
        }
        let temp = self.stage(&target)?;
        let replaced = match expected {
            Some(known) => self.put_over_known(temp, &target, known)?,
            None => self.rename(temp, &target)?,
        };
        let stamp = self.finish(&target)?;
        drop(replaced); // not earlier: the old content goes once the new one is safe
        Ok(stamp)
    }

    fn create_new(&self) -> Result<Stamp, StoreError> {
        refuse_over_size(self.path, self.bytes.len() as u64)?;
        self.make_folder(self.path)?;
        let temp = self.stage(self.path)?;
        self.disk.rename_new(&temp.path, self.path).map_err(|error| self.failed(error))?;
        temp.keep();
        self.finish(self.path)
    }

    fn make_folder(&self, target: &Path) -> Result<(), StoreError> {
        create_folder_on(self.disk, folder_of(target)).map_err(|error| self.failed(error))
    }

    /// The new content in a temporary file beside the target, flushed to the disk.
    fn stage(&self, target: &Path) -> Result<Temp<'a, D>, StoreError> {
        Temp::holding(self.bytes, self.disk, folder_of(target)).map_err(|error| self.failed(error))
    }

    /// Puts the new content in place if the target is as it was; returns the old content under its temporary name.
    fn put_over_known(
        &self,
        temp: Temp<'a, D>,
        target: &Path,
        known: Stamp,
    ) -> Result<Option<Temp<'a, D>>, StoreError> {
        let is_ours = |found| found == known || found == self.stamp();
        match self.look(target)? {
            None => {
                return match self.disk.rename_new(&temp.path, target) {
                    Ok(()) => {
                        temp.keep();
                        Ok(None)
                    }
                    Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(self.changed(None)),
                    Err(error) => Err(self.failed(error)),
                };
            }
            Some(found) if !is_ours(found) => return Err(self.changed(None)),
            Some(_) => {}
        }
        if self.disk.exchange(&temp.path, target).is_err() {
            return self.rename(temp, target); // not every file system can exchange; the rename tells what is really wrong
        }
        if temp.read().is_ok_and(|bytes| is_ours(Stamp::of(&bytes))) {
            return Ok(Some(temp));
        }
        Err(self.give_back(temp, target))
    }

    /// Undoes an exchange that brought out what somebody else had just written; a third version is kept under its
    /// temporary name, for nothing but our own content is ever removed.
    fn give_back(&self, temp: Temp<'a, D>, target: &Path) -> StoreError {
        let is_back = self.disk.exchange(&temp.path, target).is_ok();
        if is_back && temp.read().is_ok_and(|bytes| bytes == self.bytes) {
            return self.changed(None);
        }
        self.changed(Some(temp.keep()))
    }

    fn rename(&self, temp: Temp<'a, D>, target: &Path) -> Result<Option<Temp<'a, D>>, StoreError> {
        self.disk.rename(&temp.path, target).map_err(|error| self.failed(error))?;
        temp.keep();
        Ok(None)
    }

    /// The stamp of what is there, if there is a file; one that is marked read-only is not to be replaced.
    fn look(&self, target: &Path) -> Result<Option<Stamp>, StoreError> {
        let found = match read_on(self.disk, target) {
            Ok(contents) => contents.stamp,
            Err(StoreError::NotFound { .. }) => return Ok(None),
            Err(StoreError::TooLarge { .. }) => return Err(self.changed(None)),
            Err(StoreError::Unreadable { source, .. }) => return Err(self.failed(source)),
            Err(other) => return Err(other),
        };
        let is_locked = self.disk.look(target).is_ok_and(|found| found.is_locked);
        if is_locked { Err(self.failed(ErrorKind::PermissionDenied.into())) } else { Ok(Some(found)) }
    }

    fn finish(&self, target: &Path) -> Result<Stamp, StoreError> {
        let landed = self.stamp();
        self.disk.flush_folder(folder_of(target)).map_err(|source| StoreError::Unwritable {
            path: self.path.to_owned(),
            source,
            rescue: None,
            landed: Some(landed),
        })?;
        Ok(landed)
    }

    fn stamp(&self) -> Stamp {
        Stamp::of(self.bytes)
    }

    fn failed(&self, source: io::Error) -> StoreError {
        StoreError::unwritable(self.path, source)
    }

    fn changed(&self, rescue: Option<PathBuf>) -> StoreError {
        StoreError::ChangedOutside { path: self.path.to_owned(), rescue }
    }
}

/// A file under a name of its own, removed when dropped.
struct Temp<'a, D: Disk> {
    disk: &'a D,
    path: PathBuf,
}

impl<'a, D: Disk> Temp<'a, D> {
    /// A new one with this content, flushed to the disk.
    fn holding(bytes: &[u8], disk: &'a D, folder: &Path) -> io::Result<Self> {
        let (beginning, ending) = TEMPORARY;
        let number = RandomState::new().build_hasher().finish(); // random, so that no other machine chooses the same
        let path = folder.join(format!("{beginning}{number:016x}{ending}"));
        let mut file = disk.create(&path)?;
        let temp = Self { disk, path };
        disk.write(&mut file, bytes)?;
        disk.flush(&file)?;
        Ok(temp)
    }

    fn read(&self) -> io::Result<Vec<u8>> {
        self.disk.read(&self.path, LARGEST + 1)
    }

    /// Lets go of it: it has another name by now, or is to stay.
    fn keep(mut self) -> PathBuf {
        mem::take(&mut self.path)
    }
}

impl<D: Disk> Drop for Temp<'_, D> {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            self.disk.remove(&self.path).ok();
        }
    }
}

fn refuse_over_size(path: &Path, bytes: u64) -> Result<(), StoreError> {
    if bytes > LARGEST { Err(StoreError::TooLarge { path: path.to_owned(), bytes }) } else { Ok(()) }
}

#[cfg(test)]
mod cuts;
#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::meddled::{Meddled, Step};
    use std::cell::{Cell, RefCell};
    #[cfg(target_os = "linux")]
    use std::collections::BTreeSet;
    use std::fs::{self, File};
    use tempfile::{TempDir, tempdir};

    /// The moments of a save, in the order in which they may come: a look is a read of the target before the exchange.
    const STEPS: [Step; 10] = [
        Step::CreateFolder,
        Step::Create,
        Step::Write,
        Step::Flush,
        Step::Look,
        Step::Read,
        Step::Exchange,
        Step::Rename,
        Step::RenameNew,
        Step::FlushFolder,
    ];

    /// One save on a disk that asks `before` ahead of every step.
    fn save_with(
        path: &Path,
        expected: Option<Stamp>,
        before: impl Fn(Step, &Path) -> io::Result<()>,
    ) -> Result<Stamp, StoreError> {
        Save { disk: &Meddled { before }, path, bytes: b"new" }.replace(expected)
    }

    fn is_temporary(path: &Path) -> bool {
        path.extension().is_some_and(|ending| ending == "tmp")
    }

    fn folder_with(name: &str, bytes: &[u8]) -> (TempDir, PathBuf, Stamp) {
        let folder = tempdir().unwrap();
        let path = folder.path().join(name);
        let stamp = create_new(&path, bytes).unwrap();
        (folder, path, stamp)
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Saves `new`, with a failure of the given kind before the given steps; returns the steps that were reached too.
    fn save(
        path: &Path,
        expected: Option<Stamp>,
        at: &[Step],
        kind: ErrorKind,
    ) -> (Result<Stamp, StoreError>, Vec<Step>) {
        let reached = RefCell::new(Vec::new());
        let before = |step, _: &Path| {
            reached.borrow_mut().push(step);
            if at.contains(&step) { Err(kind.into()) } else { Ok(()) }
        };
        let result = save_with(path, expected, before);
        (result, reached.into_inner())
    }

    #[test]
    fn what_is_written_is_read_back() {
        let (folder, path, stamp) = folder_with("a.json", b"old");
        assert_eq!(read(&path).unwrap(), Contents { bytes: b"old".to_vec(), stamp });
        let new = replace(&path, b"new", Some(stamp)).unwrap();
        assert_eq!(read(&path).unwrap(), Contents { bytes: b"new".to_vec(), stamp: new });
        assert_eq!(names(folder.path()), ["a.json"]);
    }

    #[test]
    fn the_steps_are_taken_in_the_order_that_survives_power_cuts() {
        let (_folder, path, stamp) = folder_with("a.json", b"old");
        let (result, reached) = save(&path, Some(stamp), &[], ErrorKind::Other);
        result.unwrap();
        let mut steps = reached.as_slice();
        for step in [Step::Create, Step::Write, Step::Flush, Step::Read, Step::Exchange, Step::Read, Step::FlushFolder]
        {
            let at = steps.iter().position(|reached| *reached == step).unwrap();
            steps = &steps[at + 1..];
        }
        assert_eq!(steps, [Step::Remove]);
    }

    #[test]
    fn a_failure_at_any_step_leaves_the_old_file_and_names_it() {
        for kind in [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::Other] {
            for step in STEPS {
                for is_checked in [true, false] {
                    let (folder, path, stamp) = folder_with("a.json", b"old");
                    let (result, reached) = save(&path, is_checked.then_some(stamp), &[step], kind);
                    assert_eq!(names(folder.path()), ["a.json"], "{step:?}");
                    let held = fs::read(&path).unwrap();
                    let is_harmless = step == Step::Exchange || step == Step::Look && !is_checked;
                    if !reached.contains(&step) || is_harmless {
                        assert_eq!((held.as_slice(), result.is_ok()), (b"new".as_slice(), true), "{step:?}");
                        continue;
                    }
                    let error = result.unwrap_err();
                    assert_eq!(error.path(), path, "{step:?}");
                    match error {
                        StoreError::Unwritable { source, landed, .. } => {
                            assert_eq!(source.kind(), kind);
                            assert_eq!(landed.is_some(), step == Step::FlushFolder);
                            assert_eq!(landed.unwrap_or(stamp), Stamp::of(&held), "{step:?}");
                        }
                        other => panic!("{step:?}: {other:?}"),
                    }
                }
            }
        }
    }

    #[test]
    fn what_came_out_and_cannot_be_read_is_given_back() {
        for failures in [1, 2] {
            let (folder, path, stamp) = folder_with("a.json", b"old");
            let reads = Cell::new(0);
            let before = |step, path: &Path| {
                if step != Step::Read || !is_temporary(path) {
                    return Ok(());
                }
                reads.set(reads.get() + 1);
                if reads.get() <= failures { Err(ErrorKind::Other.into()) } else { Ok(()) }
            };
            let Err(StoreError::ChangedOutside { rescue, .. }) = save_with(&path, Some(stamp), before) else {
                panic!("it was saved")
            };
            assert_eq!(fs::read(&path).unwrap(), b"old");
            assert_eq!(rescue.is_some(), failures == 2);
            assert_eq!(leftovers(folder.path()), rescue.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_file_system_that_cannot_exchange_gets_a_rename() {
        let (_folder, path, stamp) = folder_with("a.json", b"old");
        let (result, reached) =
            save(&path, Some(stamp), &[Step::Exchange, Step::Rename], ErrorKind::ReadOnlyFilesystem);
        assert!(matches!(result, Err(StoreError::Unwritable { landed: None, .. })));
        assert!(reached.ends_with(&[Step::Exchange, Step::Rename, Step::Remove]));
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }

    #[test]
    fn a_file_that_was_changed_outside_is_left_alone() {
        let (folder, path, stamp) = folder_with("a.json", b"old");
        fs::write(&path, b"theirs").unwrap();
        assert!(matches!(replace(&path, b"new", Some(stamp)), Err(StoreError::ChangedOutside { rescue: None, .. })));
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        assert_eq!(names(folder.path()), ["a.json"]);
    }

    #[test]
    fn a_file_that_already_has_the_new_content_counts_as_known() {
        let (_folder, path, stamp) = folder_with("a.json", b"old");
        fs::write(&path, b"new").unwrap();
        assert_eq!(replace(&path, b"new", Some(stamp)).unwrap(), Stamp::of(b"new"));
    }

    /// Another machine replaces the file just before each step; in no case is its version gone.
    #[test]
    fn a_change_at_the_last_moment_is_never_lost() {
        for step in [Step::Create, Step::Flush, Step::Look, Step::Exchange] {
            let (folder, path, stamp) = folder_with("a.json", b"old");
            let is_over = Cell::new(false);
            let meddle = |at, _: &Path| {
                let is_now = at == step && !is_over.replace(is_over.get() || at == step);
                if is_now { replace(&path, b"theirs", None).map(drop).map_err(io::Error::other) } else { Ok(()) }
            };
            let result = save_with(&path, Some(stamp), meddle);
            assert!(matches!(result, Err(StoreError::ChangedOutside { rescue: None, .. })), "{step:?}");
            assert_eq!(fs::read(&path).unwrap(), b"theirs", "{step:?}");
            assert_eq!(names(folder.path()), ["a.json"]);
        }
    }

    #[test]
    fn without_an_exchange_the_look_before_the_rename_protects() {
        let (_folder, path, stamp) = folder_with("a.json", b"old");
        fs::write(&path, b"theirs").unwrap();
        let (result, _) = save(&path, Some(stamp), &[Step::Exchange], ErrorKind::Unsupported);
        assert!(matches!(result, Err(StoreError::ChangedOutside { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
    }

    /// Two writers add lines to one file as fast as they can, each to what it finds there; no line may be missing.
    #[cfg(target_os = "linux")]
    #[test]
    fn two_writers_at_once_lose_no_line() {
        fn add_line(path: &Path, line: String) {
            let mut mine = BTreeSet::from([line]);
            loop {
                let Contents { bytes, stamp } = read(path).unwrap();
                let mut lines = mine.clone();
                lines.extend(String::from_utf8(bytes).unwrap().lines().map(str::to_owned));
                let text = lines.into_iter().collect::<Vec<_>>().join("\n");
                match replace(path, text.as_bytes(), Some(stamp)) {
                    Ok(_) => return,
                    Err(StoreError::ChangedOutside { rescue, .. }) => {
                        let kept = rescue.map(|kept| fs::read_to_string(kept).unwrap());
                        mine.extend(kept.iter().flat_map(|kept| kept.lines().map(str::to_owned)));
                    }
                    Err(error) => panic!("{error}"),
                }
            }
        }
        let (_folder, path, _) = folder_with("a.json", b"");
        std::thread::scope(|scope| {
            for writer in ["a", "b"] {
                let path = &path;
                scope.spawn(move || {
                    (0..100).for_each(|number| add_line(path, format!("{writer}{number}")));
                });
            }
        });
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.lines().filter(|line| !line.is_empty()).count(), 200);
    }

    #[test]
    fn of_two_changes_at_the_last_moment_both_are_kept() {
        let (_folder, path, stamp) = folder_with("a.json", b"old");
        let exchanges = Cell::new(0);
        let meddle = |at, _: &Path| {
            if at != Step::Exchange {
                return Ok(());
            }
            exchanges.set(exchanges.get() + 1);
            fs::write(&path, if exchanges.get() == 1 { "theirs" } else { "also theirs" })
        };
        let error = save_with(&path, Some(stamp), meddle).unwrap_err();
        let StoreError::ChangedOutside { rescue: Some(rescue), .. } = error else { panic!("{error:?}") };
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        assert_eq!(fs::read(rescue).unwrap(), b"also theirs");
    }

    #[test]
    fn a_missing_file_is_written_again_and_a_missing_folder_is_not_made() {
        let (folder, path, stamp) = folder_with("a.json", b"old");
        fs::remove_file(&path).unwrap();
        replace(&path, b"new", Some(stamp)).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        fs::remove_dir_all(folder.path()).unwrap();
        assert!(matches!(replace(&path, b"new", Some(stamp)), Err(StoreError::Unwritable { .. })));
        assert!(!folder.path().exists());
    }

    #[test]
    fn a_file_that_appears_where_none_was_is_not_written_over() {
        let (_folder, path, stamp) = folder_with("a.json", b"old");
        fs::remove_file(&path).unwrap();
        let meddle = |at, _: &Path| {
            if at == Step::RenameNew { fs::write(&path, b"theirs") } else { Ok(()) }
        };
        let result = save_with(&path, Some(stamp), meddle);
        assert!(matches!(result, Err(StoreError::ChangedOutside { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
    }

    #[test]
    fn a_new_file_never_takes_the_place_of_another() {
        let (folder, path, _) = folder_with("a.json", b"old");
        let error = create_new(&path, b"new").unwrap_err();
        assert!(matches!(&error, StoreError::Unwritable { source, .. } if source.kind() == ErrorKind::AlreadyExists));
        assert_eq!((fs::read(&path).unwrap(), names(folder.path())), (b"old".to_vec(), vec!["a.json".to_owned()]));
        for step in [Step::CreateFolder, Step::Create, Step::Write, Step::Flush, Step::RenameNew] {
            let before = |at, _: &Path| {
                if at == step { Err(ErrorKind::StorageFull.into()) } else { Ok(()) }
            };
            let other = folder.path().join("x").join("b.json");
            Save { disk: &Meddled { before }, path: &other, bytes: b"new" }.create_new().unwrap_err();
            assert_eq!(names(folder.path()).contains(&"x".to_owned()), step != Step::CreateFolder);
            assert!(step == Step::CreateFolder || names(&folder.path().join("x")).is_empty(), "{step:?}");
        }
    }

    #[test]
    fn the_temporary_files_of_a_folder_are_found() {
        let folder = tempdir().unwrap();
        for name in ["a.json", ".offsite-b.tmp", ".offsite-a.tmp", ".offsite-a.json", "c.tmp"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        assert_eq!(leftovers(folder.path()), [".offsite-a.tmp", ".offsite-b.tmp"].map(|name| folder.path().join(name)));
        assert_eq!(leftovers(Path::new("/nowhere")), [""; 0].map(PathBuf::from));
    }

    #[test]
    fn what_is_no_file_or_too_large_is_refused() {
        let folder = tempdir().unwrap();
        assert!(matches!(read(folder.path()), Err(StoreError::NotAFile { .. })));
        assert!(matches!(replace(folder.path(), b"", Some(Stamp::of(b""))), Err(StoreError::NotAFile { .. })));
        assert!(matches!(read(&folder.path().join("b")), Err(StoreError::NotFound { .. })));
        let large = folder.path().join("large");
        File::create(&large).unwrap().set_len(LARGEST + 1).unwrap();
        assert!(matches!(read(&large), Err(StoreError::TooLarge { bytes, .. }) if bytes == LARGEST + 1));
        File::create(&large).unwrap().set_len(LARGEST).unwrap();
        assert_eq!(read(&large).unwrap().bytes.len() as u64, LARGEST);
        assert!(matches!(read(&large.join("x")), Err(StoreError::Unreadable { .. })));
    }

    #[cfg(unix)]
    mod on_unix {
        use super::*;
        use std::os::unix::fs::{PermissionsExt, symlink};

        fn mode(path: &Path) -> u32 {
            fs::metadata(path).unwrap().permissions().mode() & 0o777
        }

        #[test]
        fn files_and_folders_are_for_their_owner_only() {
            let folder = tempdir().unwrap();
            let path = folder.path().join("x/y/a.json");
            let stamp = create_new(&path, b"old").unwrap();
            assert_eq!(
                (mode(&path), mode(&folder.path().join("x")), mode(&folder.path().join("x/y"))),
                (0o600, 0o700, 0o700)
            );
            replace(&path, b"new", Some(stamp)).unwrap();
            replace(&path, b"newer", None).unwrap();
            assert_eq!(mode(&path), 0o600);
        }

        #[test]
        fn a_link_stays_a_link_and_the_file_behind_it_is_written() {
            let (folder, path, stamp) = folder_with("a.json", b"old");
            let (link, broken) = (folder.path().join("link"), folder.path().join("broken"));
            symlink("a.json", &link).unwrap();
            symlink("not-yet.json", &broken).unwrap();
            replace(&link, b"new", Some(stamp)).unwrap();
            replace(&broken, b"made", None).unwrap();
            assert!(link.is_symlink() && broken.is_symlink());
            assert_eq!((fs::read(&path).unwrap(), fs::read(&broken).unwrap()), (b"new".to_vec(), b"made".to_vec()));
            symlink("circle", folder.path().join("circle")).unwrap();
            assert!(matches!(replace(&folder.path().join("circle"), b"", None), Err(StoreError::Unwritable { .. })));
        }

        #[test]
        fn a_file_marked_read_only_is_left_alone() {
            let (_folder, path, stamp) = folder_with("a.json", b"old");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
            assert!(matches!(replace(&path, b"new", Some(stamp)), Err(StoreError::Unwritable { .. })));
            assert_eq!(fs::read(&path).unwrap(), b"old");
        }

        #[test]
        fn a_pipe_is_not_waited_for() {
            let folder = tempdir().unwrap();
            let pipe = folder.path().join("pipe");
            rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, rustix::fs::Mode::RUSR, 0).unwrap();
            assert!(matches!(read(&pipe), Err(StoreError::NotAFile { .. })));
        }
    }
}
