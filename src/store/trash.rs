//! What was thrown away: kept in a folder for each day, and let go a month later.

use super::error::StoreError;
use super::file::{self, Contents};
use super::names;
use chrono::{Days, NaiveDate};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// For how many days a file stays.
pub const DAYS: u64 = 30;

/// The folder `<data>/trash`, with a folder in it for each day, `YYYY-MM-DD`.
#[derive(Clone, Debug)]
pub struct Trash {
    folder: PathBuf,
}

impl Trash {
    /// The trash of a data folder.
    pub fn within(data: &Path) -> Self {
        Self { folder: data.join("trash") }
    }

    /// Moves a file here and returns where it is now; its name gets the stamp of its content.
    ///
    /// # Errors
    /// When it cannot be read or moved; it is where it was.
    pub fn take(&self, path: &Path, today: NaiveDate) -> Result<PathBuf, StoreError> {
        let Contents { bytes, stamp } = file::read(path)?;
        let folder = self.folder.join(today.to_string());
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
        Ok(kept)
    }

    /// Removes the folders of days that are more than [`DAYS`] ago. Whatever else lies here is left alone, and what
    /// cannot be removed stays.
    pub fn empty(&self, today: NaiveDate) {
        let Some(first) = today.checked_sub_days(Days::new(DAYS)) else { return };
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let day = entry.file_name().to_str().and_then(|name| name.parse::<NaiveDate>().ok());
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if is_folder && day.is_some_and(|day| day < first) {
                fs::remove_dir_all(entry.path()).ok();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_file_stays_for_thirty_days() {
        let data = tempfile::tempdir().unwrap();
        let trash = Trash::within(data.path());
        let path = data.path().join("a.json");
        let mut kept = Vec::new();
        for _ in 0..2 {
            fs::write(&path, "words").unwrap();
            kept.push(trash.take(&path, day("2026-02-27")).unwrap());
            assert!(!path.exists());
        }
        let folder = data.path().join("trash/2026-02-27");
        assert!(kept.iter().all(|kept| kept.parent() == Some(&folder)) && kept[0] != kept[1]);
        trash.empty(day("2026-03-29"));
        assert_eq!(fs::read(&kept[0]).unwrap(), b"words");
        trash.empty(day("2026-03-30"));
        assert!(!folder.exists());
    }

    #[test]
    fn what_somebody_else_put_there_is_left_alone() {
        let data = tempfile::tempdir().unwrap();
        let trash = Trash::within(data.path());
        trash.empty(day("2026-03-30"));
        let folder = data.path().join("trash");
        fs::create_dir_all(folder.join("old")).unwrap();
        fs::write(folder.join("2020-01-01"), "a file").unwrap();
        trash.empty(day("2026-03-30"));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
    }

    #[test]
    fn a_file_that_is_not_there_is_told() {
        let data = tempfile::tempdir().unwrap();
        let error = Trash::within(data.path()).take(Path::new("/nowhere.json"), day("2026-03-30")).unwrap_err();
        assert!(matches!(error, StoreError::NotFound { .. }));
        assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0);
    }
}
