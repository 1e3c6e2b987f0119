//! Which files the list shows first, remembered from one run to the next, so that they are read before the rest.
//!
//! A cache, and never the truth: it holds names alone, and whoever follows them reads the files themselves. Without it, or
//! with one that is broken or of another folder, a start only takes longer.

use super::error::StoreError;
use super::file;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Component, Path, PathBuf};

/// The most files that are remembered: about what a screen shows.
pub const MOST: usize = 32;

/// The most bytes that are read of it.
const ROOM: u64 = 1 << 16;

/// The names of the files of one folder that the list shows first.
#[derive(Debug)]
pub struct FirstPage {
    file: PathBuf,
    folder: PathBuf,
}

impl FirstPage {
    /// What is remembered in the state folder of this folder of sessions.
    pub fn of(folder: &Path, state: &Path) -> Self {
        Self { file: state.join("first-page"), folder: folder.to_owned() }
    }

    /// The files, in the order of the list; some may be gone. Nothing outside the folder is ever among them.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut text = String::new();
        let read = File::open(&self.file).and_then(|file| file.take(ROOM).read_to_string(&mut text));
        let mut lines = text.lines();
        if read.is_err() || lines.next().map(Path::new) != Some(&self.folder) {
            return Vec::new();
        }
        lines.map(Path::new).filter(|name| is_inside(name)).map(|name| self.folder.join(name)).take(MOST).collect()
    }

    /// Remembers these files, in the order of the list; nothing is written where they are known already.
    ///
    /// # Errors
    /// `Unwritable`; what was remembered before still is.
    pub fn keep<'a>(&self, files: impl IntoIterator<Item = &'a Path>) -> Result<(), StoreError> {
        let names = files.into_iter().take(MOST).filter_map(|file| file.strip_prefix(&self.folder).ok()?.to_str());
        let Some(folder) = self.folder.to_str() else { return Ok(()) };
        let lines: Vec<&str> = std::iter::once(folder).chain(names).filter(|line| !line.contains('\n')).collect();
        let text = lines.join("\n") + "\n";
        if fs::read(&self.file).is_ok_and(|known| known == text.as_bytes()) {
            return Ok(());
        }
        self.write(&text).map_err(|error| StoreError::unwritable(&self.file, error))
    }

    /// Remembers one more file, as the first of all.
    ///
    /// # Errors
    /// As [`Self::keep`].
    pub fn put_first(&self, file: &Path) -> Result<(), StoreError> {
        let known = self.files();
        let rest = known.iter().map(PathBuf::as_path).filter(|known| *known != file);
        self.keep(std::iter::once(file).chain(rest))
    }

    fn write(&self, text: &str) -> std::io::Result<()> {
        let state = self.file.parent().unwrap_or(&self.file);
        file::create_folder(state)?;
        // For nobody else's eyes, and not flushed: whoever finds it empty does without.
        let mut new = tempfile::NamedTempFile::new_in(state)?;
        new.write_all(text.as_bytes())?;
        new.persist(&self.file)?;
        Ok(())
    }
}

fn is_inside(name: &Path) -> bool {
    !name.as_os_str().is_empty() && name.components().all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(state: &Path) -> FirstPage {
        FirstPage::of(Path::new("/data/sessions"), state)
    }

    #[test]
    fn files_are_remembered_in_their_order_and_a_new_one_comes_first() {
        let state = tempfile::tempdir().unwrap();
        let page = page(&state.path().join("new"));
        let path = |name: &str| Path::new("/data/sessions").join(name);
        assert_eq!(page.files(), Vec::<PathBuf>::new());
        page.keep([path("b.json"), path("sub/a.json")].iter().map(PathBuf::as_path)).unwrap();
        assert_eq!(page.files(), [path("b.json"), path("sub/a.json")]);
        page.put_first(&path("sub/a.json")).unwrap();
        page.put_first(&path("c.json")).unwrap();
        assert_eq!(page.files(), [path("c.json"), path("sub/a.json"), path("b.json")]);
        let many: Vec<PathBuf> = (0..2 * MOST).map(|number| path(&format!("{number}.json"))).collect();
        page.keep(many.iter().map(PathBuf::as_path)).unwrap();
        assert_eq!(page.files(), many.get(..MOST).unwrap());
    }

    #[test]
    fn what_is_broken_or_of_another_folder_is_as_good_as_none() {
        let state = tempfile::tempdir().unwrap();
        let page = page(state.path());
        for bytes in [&b"/other/sessions\na.json\n"[..], b"", b"\xff\xfe", b"a.json\n", b"/data/sessions\n"] {
            fs::write(&page.file, bytes).unwrap();
            assert_eq!(page.files(), Vec::<PathBuf>::new());
        }
    }

    #[test]
    fn nothing_outside_the_folder_is_ever_read() {
        let state = tempfile::tempdir().unwrap();
        let page = page(state.path());
        fs::write(&page.file, "/data/sessions\n../x.json\n/etc/x.json\na/../../x.json\n\nok.json\n").unwrap();
        assert_eq!(page.files(), [Path::new("/data/sessions/ok.json")]);
        page.keep([Path::new("/etc/x.json"), Path::new("/data/sessions/a.json")]).unwrap();
        assert_eq!(page.files(), [Path::new("/data/sessions/a.json")]);
    }

    #[cfg(unix)]
    #[test]
    fn it_is_for_nobody_elses_eyes() {
        use std::os::unix::fs::PermissionsExt;
        let state = tempfile::tempdir().unwrap();
        let page = page(state.path());
        page.keep([Path::new("/data/sessions/a.json")]).unwrap();
        assert_eq!(fs::metadata(&page.file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
