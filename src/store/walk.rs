//! The files of the library: every JSON file in a folder and a few levels below it.

use std::fs::{self, DirEntry};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// How many levels of folders below the first are looked into.
const LEVELS: usize = 4;

/// A file that was found; whether it is a session is not known yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// When it was last written, if the system knows; a hint for a cache and never a proof.
    pub modified: Option<SystemTime>,
    /// Its size.
    pub bytes: u64,
}

/// A folder or a file that could not be looked at.
#[derive(Debug)]
pub struct Unreadable {
    /// Where it is.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

/// What a walk brought home.
#[derive(Debug, Default)]
pub struct Walk {
    /// The files, by file name, which starts with the date.
    pub found: Vec<Found>,
    /// What was passed over because the system would not show it.
    pub unreadable: Vec<Unreadable>,
}

impl Walk {
    /// Lists the JSON files of a folder and of those in it, four levels deep; a folder that is not there has none.
    ///
    /// Links below the folder are not followed; one that is named like a file is reported, so that nobody wonders where
    /// their session went. Names that start with a dot are passed over.
    pub fn through(folder: &Path) -> Self {
        let mut walk = Self::default();
        walk.enter(folder, LEVELS);
        walk.found.sort_by(|one, other| (one.path.file_name(), &one.path).cmp(&(other.path.file_name(), &other.path)));
        walk
    }

    fn enter(&mut self, folder: &Path, levels: usize) {
        match fs::read_dir(folder) {
            Ok(entries) => {
                for entry in entries {
                    let outcome = entry.and_then(|entry| self.visit(&entry, levels));
                    self.note(folder, outcome);
                }
            }
            Err(error) => self.note(folder, Err(error)),
        }
    }

    fn visit(&mut self, entry: &DirEntry, levels: usize) -> io::Result<()> {
        let (path, kind) = (entry.path(), entry.file_type()?);
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            return Ok(());
        }
        if kind.is_dir() && levels > 0 {
            self.enter(&path, levels - 1);
        }
        let is_named_so = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
        if is_named_so && kind.is_symlink() {
            self.note(&path, Err(io::Error::other("it is a link, and links in this folder are not followed")));
        } else if is_named_so && !kind.is_file() && !kind.is_dir() {
            self.note(&path, Err(io::Error::other("it is not a file")));
        }
        if is_named_so && kind.is_file() {
            let outcome = entry.metadata().map(|metadata| {
                let modified = metadata.modified().ok();
                self.found.push(Found { path: path.clone(), modified, bytes: metadata.len() });
            });
            self.note(&path, outcome);
        }
        Ok(())
    }

    /// Remembers a failure, unless it is that something has gone in the meantime.
    fn note(&mut self, path: &Path, outcome: io::Result<()>) {
        if let Err(source) = outcome
            && source.kind() != ErrorKind::NotFound
        {
            self.unreadable.push(Unreadable { path: path.to_owned(), source });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(walk: &Walk, folder: &Path) -> Vec<String> {
        walk.found.iter().map(|found| found.path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn json_files_are_found_to_the_fourth_level_in_the_order_of_their_names() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("a/b/c/d/e")).unwrap();
        fs::create_dir(root.join(".trash")).unwrap();
        fs::create_dir(root.join("folder.json")).unwrap();
        for file in [
            "z.json",
            "a/b/c/d/2.json",
            "a/b/c/d/e/3.json",
            "a/1.JSON",
            "a/z.json",
            ".offsite-x.tmp",
            ".x.json",
            ".trash/t.json",
            "notes.txt",
            "json",
        ] {
            fs::write(root.join(file), "12").unwrap();
        }
        let walk = Walk::through(root);
        assert_eq!(names(&walk, root), ["a/1.JSON", "a/b/c/d/2.json", "a/z.json", "z.json"]);
        assert!(walk.found.iter().all(|found| found.bytes == 2 && found.modified.is_some()));
        assert!(walk.unreadable.is_empty());
    }

    #[test]
    fn a_folder_that_is_not_there_is_empty_and_one_that_is_none_is_reported() {
        let folder = tempfile::tempdir().unwrap();
        let walk = Walk::through(&folder.path().join("none"));
        assert!(walk.found.is_empty() && walk.unreadable.is_empty());
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        assert_eq!(Walk::through(&file).unreadable.first().unwrap().path, file);
    }

    #[test]
    fn a_failure_in_one_place_does_not_end_the_walk() {
        let mut walk = Walk::default();
        walk.note(Path::new("/closed"), Err(ErrorKind::PermissionDenied.into()));
        walk.note(Path::new("/gone"), Err(ErrorKind::NotFound.into()));
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.json"), "").unwrap();
        walk.enter(folder.path(), 0);
        assert_eq!((walk.found.len(), walk.unreadable.len()), (1, 1));
    }

    #[cfg(unix)]
    #[test]
    fn links_below_the_folder_are_not_followed_and_the_folder_itself_may_be_one() {
        use std::os::unix::fs::symlink;
        let (outside, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let root = folder.path().join("sessions");
        fs::create_dir(&root).unwrap();
        fs::write(outside.path().join("secret.json"), "").unwrap();
        fs::write(root.join("a.json"), "").unwrap();
        symlink(outside.path(), root.join("out")).unwrap();
        symlink(outside.path().join("secret.json"), root.join("secret.json")).unwrap();
        symlink(&root, root.join("circle")).unwrap();
        let link = folder.path().join("link");
        symlink(&root, &link).unwrap();
        let walk = Walk::through(&link);
        assert_eq!(names(&walk, &link), ["a.json"]);
        assert_eq!(walk.unreadable.first().unwrap().path, link.join("secret.json"));
        assert_eq!(walk.unreadable.len(), 1);
    }
}
