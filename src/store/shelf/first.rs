//! The sessions that the list shows first, read before all others.

use super::Shelf;
use crate::model::library::{self, Volume};
use crate::store::first_page::{FirstPage, MOST};
use std::path::{Path, PathBuf};
use std::thread;

impl Shelf {
    /// The sessions that the list showed first when it was read last, while the rest is read; the newest where nothing is
    /// remembered. Copies beside a session are left to [`Self::read`].
    pub fn read_first(&self) -> Vec<Volume> {
        let files = self.first_page().files();
        let read = |files: &[PathBuf]| files.iter().filter_map(|file| self.glance(file).ok()).collect::<Vec<_>>();
        let (one, other) = files.split_at_checked(files.len() / 2).unwrap_or((&files, &[]));
        let mut volumes = thread::scope(|scope| {
            let other_half = thread::Builder::new().spawn_scoped(scope, || read(other));
            let mut volumes = read(one);
            volumes.extend(other_half.ok().and_then(|half| half.join().ok()).unwrap_or_default());
            volumes
        });
        if volumes.is_empty() {
            volumes = self.read_newest(MOST);
        }
        volumes
    }

    /// Remembers which of these sessions the list shows first. That it cannot be written is no matter.
    pub fn remember_first(&self, volumes: &[Volume]) {
        let first = library::in_order(volumes.iter()).into_iter().map(|volume| volume.path.as_path());
        let _ = self.first_page().keep(first);
    }

    /// Remembers a new file, so that it is among the first that are read.
    pub fn remember_new(&self, path: &Path) {
        let _ = self.first_page().put_first(path);
    }

    fn first_page(&self) -> FirstPage {
        FirstPage::of(&self.sessions_folder(), &self.state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::demo;
    use crate::store::builtin::SHIPPED;

    #[test]
    fn what_the_list_shows_first_is_read_first_and_whole() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::at(folder.path(), &folder.path().join("state"));
        let template = serde_json::from_str(SHIPPED.first().unwrap().1).unwrap();
        let now = chrono::DateTime::parse_from_rfc3339("2026-03-04T10:30:00+01:00").unwrap();
        for session in demo::library(&template, now, 2 * MOST, 1) {
            shelf.save(&session, Path::new("")).unwrap();
        }
        let (all, _) = shelf.read();
        shelf.remember_first(&all);
        let ordered = library::in_order(all.iter());
        let wanted: Vec<_> = ordered.iter().take(MOST).map(|volume| &volume.session).collect();
        let first = shelf.read_first();
        assert_eq!(first.iter().map(|volume| &volume.session).collect::<Vec<_>>(), wanted);
        let last = &ordered.last().unwrap().path;
        shelf.remember_new(last);
        assert_eq!(shelf.read_first().first().map(|volume| &volume.path), Some(last));
    }
}
