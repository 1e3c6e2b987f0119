//! The file between the host's window and the second screen: written whole, gone with the host, trusted by nobody.
//!
//! It lies in the local state folder and is never synced. Nothing in it has to outlive the machine, so that no disk is
//! waited for. Whether its host still lives is a lock that the system keeps: a file that a killed host has left behind is
//! known by it at once, without anybody writing or asking every second.

use super::error::StoreError;
use super::file;
use crate::model::shared::live::Live;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// The folder in the state folder, the file in it, and the lock beside it.
const NAMES: (&str, &str, &str) = ("present", "live.json", "live.lock");

/// The most bytes of the file that are read.
const LARGEST: u64 = 16 << 20;

/// How often the lock is asked for, and how long in between: a second screen may hold it for a moment to look.
const TRIES: (usize, Duration) = (40, Duration::from_millis(5));

/// The folder of the file.
pub fn folder(state: &Path) -> PathBuf {
    state.join(NAMES.0)
}

/// What the file says.
#[derive(Debug, PartialEq)]
pub enum Seen {
    /// Nobody presents.
    Nothing,
    /// This.
    Live(Box<Live>),
    /// Something that no host has written whole.
    Unreadable,
}

/// The side that writes; what it wrote goes when it does.
#[derive(Debug)]
pub struct Host {
    folder: PathBuf,
    lock: Option<File>,
}

impl Host {
    /// A host that has written nothing yet.
    pub fn at(state: &Path) -> Self {
        Self { folder: folder(state), lock: None }
    }

    /// Lets the second screens see this.
    ///
    /// # Errors
    /// `Unwritable`, also where another window presents already.
    pub fn show(&mut self, live: &Live) -> Result<(), StoreError> {
        let path = self.folder.join(NAMES.1);
        self.write(&path, &live.bytes()).map_err(|source| StoreError::unwritable(&path, source))
    }

    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        file::create_folder(&self.folder)?;
        if self.lock.is_none() {
            self.lock = Some(take(&self.folder)?);
        }
        let mut new = tempfile::Builder::new().prefix(".offsite-").suffix(".tmp").tempfile_in(&self.folder)?;
        new.write_all(bytes)?;
        new.persist(path).map_err(|error| error.error)?;
        Ok(())
    }

    /// Presents no longer.
    pub fn leave(&mut self) {
        if self.lock.is_some() {
            // The second screens know by the lock too.
            let _ = fs::remove_file(self.folder.join(NAMES.1));
        }
        self.lock = None;
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.leave();
    }
}

fn open_lock(folder: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(folder.join(NAMES.2))
}

fn take(folder: &Path) -> io::Result<File> {
    let lock = open_lock(folder)?;
    for _ in 0..TRIES.0 {
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => thread::sleep(TRIES.1),
            // Where there are no locks, better without one than not at all.
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(lock),
        }
    }
    Err(io::Error::new(ErrorKind::ResourceBusy, "another window presents already"))
}

/// Whether a host is there.
pub fn has_host(folder: &Path) -> bool {
    // Where there are no locks nobody can tell, and what stands there counts.
    open_lock(folder).is_ok_and(|lock| lock.try_lock_shared().is_err())
}

/// Calls `gone` on a thread of its own once the host is not there any more, however it went.
pub fn when_gone(folder: &Path, gone: impl FnOnce() + Send + 'static) {
    let Ok(lock) = open_lock(folder) else { return };
    let wait = move || {
        if lock.lock_shared().is_ok() {
            drop(lock);
            gone();
        }
    };
    // Without a thread the next change of the file tells.
    let _ = thread::Builder::new().name("host".to_owned()).spawn(wait);
}

/// What the host shows, read tolerantly.
pub fn read(folder: &Path) -> Seen {
    let path = folder.join(NAMES.1);
    // A link may lead to a session, or anywhere.
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Seen::Nothing,
        // To open a pipe would wait for somebody to write into it.
        Ok(found) if found.is_file() && found.len() <= LARGEST => {}
        _ => return Seen::Unreadable,
    }
    let mut bytes = Vec::new();
    let read = File::open(&path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes));
    let live = read.ok().and_then(|_| Live::read(&bytes));
    live.map_or(Seen::Unreadable, |live| Seen::Live(Box::new(live)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::shared::Shared;
    use crate::model::shared::live::{At, Scene};
    use crate::model::strategies::sample;
    use std::sync::mpsc::channel;

    fn live() -> Live {
        Live::new(Shared::of(&sample()), Vec::new(), Scene::Question, At::default(), "en")
    }

    #[test]
    fn what_the_host_shows_is_read_and_goes_with_it() {
        let state = tempfile::tempdir().unwrap();
        let folder = folder(state.path());
        assert_eq!(read(&folder), Seen::Nothing);
        let mut host = Host::at(state.path());
        host.show(&live()).unwrap();
        assert_eq!(read(&folder), Seen::Live(Box::new(live())));
        assert!(has_host(&folder));
        let (sender, told) = channel();
        when_gone(&folder, move || sender.send(()).unwrap());
        drop(host);
        told.recv_timeout(Duration::from_secs(20)).unwrap();
        assert_eq!(read(&folder), Seen::Nothing);
        assert!(!has_host(&folder));
        let left: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["live.lock"]);
    }

    #[test]
    fn only_one_host_presents_at_a_time() {
        let state = tempfile::tempdir().unwrap();
        let (mut one, mut other) = (Host::at(state.path()), Host::at(state.path()));
        one.show(&live()).unwrap();
        assert!(other.show(&live()).is_err());
        drop(other);
        assert!(matches!(read(&folder(state.path())), Seen::Live(_)), "who never presented takes nothing away");
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_for_nobody_elses_eyes() {
        use std::os::unix::fs::PermissionsExt;
        let state = tempfile::tempdir().unwrap();
        let mut host = Host::at(state.path());
        host.show(&live()).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let folder = folder(state.path());
        assert_eq!((mode(&folder.join("live.json")), mode(&folder)), (0o600, 0o700));
    }

    #[test]
    fn whatever_else_stands_there_is_unreadable_and_nothing_worse() {
        let state = tempfile::tempdir().unwrap();
        let folder = folder(state.path());
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("live.json");
        let whole = live().bytes();
        let deep = "[".repeat(100_000);
        for bytes in [&whole[..whole.len() / 2], b"", b"null", b"{}", b"\xff\xfe", deep.as_bytes()] {
            fs::write(&path, bytes).unwrap();
            assert_eq!(read(&folder), Seen::Unreadable);
        }
        let newer = String::from_utf8(whole).unwrap().replace("\"version\":1", "\"version\":2");
        fs::write(&path, newer).unwrap();
        assert_eq!(read(&folder), Seen::Unreadable);
        File::create(&path).unwrap().set_len(LARGEST + 1).unwrap();
        assert_eq!(read(&folder), Seen::Unreadable);
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert_eq!(read(&folder), Seen::Unreadable);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_another_file_is_not_followed() {
        let state = tempfile::tempdir().unwrap();
        let folder = folder(state.path());
        fs::create_dir_all(&folder).unwrap();
        let elsewhere = state.path().join("elsewhere.json");
        fs::write(&elsewhere, live().bytes()).unwrap();
        std::os::unix::fs::symlink(&elsewhere, folder.join("live.json")).unwrap();
        assert_eq!(read(&folder), Seen::Unreadable);
    }
}
