//! The sign that a session is open in some window, kept by the system and gone with the process.
//!
//! The lock is on a file of its own, because a lock on the session's file would go with the first save.

use super::file;
use super::names;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

/// A session held open; let go when dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
    /// Whether other processes see it; not so on a file system that has no locks.
    pub is_advisory: bool,
}

impl Lock {
    /// Takes the lock of a session, in `<state>/locks`; none if somebody else has it.
    ///
    /// # Errors
    /// What the system says when the file of the lock cannot be made.
    pub fn take(state: &Path, id: &str) -> io::Result<Option<Self>> {
        let folder = state.join("locks");
        file::create_folder(&folder)?;
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(folder.join(format!("{}.lock", names::of_id(id))))?;
        let outcome = file.try_lock();
        Ok(Self::held(file, &outcome))
    }

    /// To refuse a session because its folder knows no locks would be worse than to go without.
    fn held(file: File, outcome: &Result<(), TryLockError>) -> Option<Self> {
        match outcome {
            Ok(()) => Some(Self { _file: file, is_advisory: true }),
            Err(TryLockError::WouldBlock) => None,
            Err(TryLockError::Error(_)) => Some(Self { _file: file, is_advisory: false }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::ErrorKind;

    #[test]
    fn a_session_is_held_once_until_it_is_let_go() {
        let state = tempfile::tempdir().unwrap();
        let lock = Lock::take(state.path(), "a").unwrap().unwrap();
        assert!(lock.is_advisory);
        assert!(Lock::take(state.path(), "a").unwrap().is_none());
        assert!(Lock::take(state.path(), "b").unwrap().is_some());
        drop(lock);
        assert!(Lock::take(state.path(), "a").unwrap().is_some());
    }

    #[test]
    fn without_locks_in_the_file_system_the_session_opens_all_the_same() {
        let outcome = Err(TryLockError::Error(ErrorKind::Unsupported.into()));
        assert!(!Lock::held(tempfile::tempfile().unwrap(), &outcome).unwrap().is_advisory);
    }

    #[test]
    fn an_id_from_a_file_does_not_lead_out_of_the_folder() {
        let state = tempfile::tempdir().unwrap();
        let _lock = Lock::take(state.path(), "../../x").unwrap().unwrap();
        assert_eq!(std::fs::read_dir(state.path().join("locks")).unwrap().count(), 1);
    }

    #[test]
    fn a_state_folder_that_cannot_be_made_is_told() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert!(Lock::take(file.path(), "a").is_err());
    }
}
