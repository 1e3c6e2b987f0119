//! What goes to the trash: sessions that were thrown away, copies that are in their file by now, and what saves have left.

use super::write::changed;
use super::{Shelf, read_volume};
use crate::store::error::StoreError;
use crate::store::file;
use crate::store::trash::Trash;
use chrono::NaiveDate;
use std::collections::hash_map::Entry;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

impl Shelf {
    /// Moves the file of a session into the trash folder and returns where it is there; what was on its way to it is let go.
    ///
    /// # Errors
    /// When it cannot be read or moved, or holds another session by now; it is where it was.
    pub fn trash(&self, path: &Path, today: NaiveDate) -> Result<PathBuf, StoreError> {
        let mut memory = self.memory();
        let found = read_volume(path).map(|(volume, _)| volume.session.id);
        if memory.files.get(path).is_some_and(|known| found.is_ok_and(|found| found != known.id)) {
            return Err(changed(path));
        }
        let kept = Trash::within(&self.data).take(path, today)?;
        memory.homes.retain(|_, home| home != path);
        if let Some(known) = memory.files.remove(path) {
            self.let_go(known.id);
        }
        Ok(kept)
    }

    /// Clears up after a save: the copies that a tool left beside the file, and that are in it now, go to the trash; once
    /// in a run what saves left that were cut off does too, and what has been there for a month goes for good.
    pub fn tidy(&self, path: &Path, today: NaiveDate) {
        let saved = match self.memory().copies.entry(path.to_owned()) {
            Entry::Occupied(copies) if copies.get().is_saved => copies.remove().files,
            _ => Vec::new(),
        };
        for (copy, stamp) in saved {
            if file::read(&copy).is_ok_and(|contents| contents.stamp == stamp) {
                // Where it cannot be moved it is found again at the next start.
                Trash::within(&self.data).take(&copy, today).ok();
                self.memory().files.remove(&copy);
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
}
