//! Many files at once, for a library that can be made again: none is flushed, and none is written over.

use super::error::StoreError;
use super::file;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Makes a folder, or makes sure that it is empty.
///
/// # Errors
/// `Unwritable` where it has something in it or cannot be made.
pub fn prepare(folder: &Path) -> Result<(), StoreError> {
    let failed = |error| StoreError::unwritable(folder, error);
    file::create_folder(folder).map_err(failed)?;
    match fs::read_dir(folder).map_err(failed)?.next() {
        None => Ok(()),
        Some(_) => Err(failed(ErrorKind::DirectoryNotEmpty.into())),
    }
}

/// Writes one file that is not there yet.
///
/// # Errors
/// `Unwritable`, also where something of that name is there.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| StoreError::unwritable(path, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_empty_folder_is_filled_and_nothing_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let sessions = folder.path().join("a/sessions");
        prepare(&sessions).unwrap();
        prepare(&sessions).unwrap();
        let path = sessions.join("x.json");
        create(&path, b"one").unwrap();
        assert!(create(&path, b"two").is_err());
        assert!(prepare(&sessions).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"one");
    }
}
