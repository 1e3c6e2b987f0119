//! Words typed and not yet kept, one draft for each session, so that a crash does not take them.

use super::error::StoreError;
use super::{file, names};
use serde_json::Value;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// The half-typed words of all sessions, in a folder of their own. What a draft holds is for the screens to say.
#[derive(Clone, Debug)]
pub struct Drafts {
    folder: PathBuf,
}

impl Drafts {
    /// The drafts in `<state>/drafts`.
    pub fn within(state: &Path) -> Self {
        Self { folder: state.join("drafts") }
    }

    /// Writes the draft of a session in the place of an earlier one.
    ///
    /// # Errors
    /// `Unwritable`; the earlier one is still there.
    pub fn keep(&self, session: Uuid, draft: &Value) -> Result<(), StoreError> {
        let path = self.path(session);
        let bytes = serde_json::to_vec(draft).map_err(|error| StoreError::unwritable(&path, error.into()))?;
        file::replace(&path, &bytes, None).map(drop)
    }

    /// Removes the draft of a session, once its words are kept or let go; that there is none is no error.
    ///
    /// # Errors
    /// `Unwritable`, with what the system says.
    pub fn forget(&self, session: Uuid) -> Result<(), StoreError> {
        let path = self.path(session);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(StoreError::unwritable(&path, error)),
            _ => Ok(()),
        }
    }

    /// Every draft with its session, in the order of their ids. A broken one is renamed to `.broken` and left out, and
    /// so is one that the system does not give out: sessions must open without it.
    pub fn all(&self) -> Vec<(Uuid, Value)> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut drafts: Vec<_> = entries.filter_map(|entry| load(&entry.path())).collect();
        drafts.sort_by_key(|(session, _)| *session);
        drafts
    }

    fn path(&self, session: Uuid) -> PathBuf {
        self.folder.join(format!("{session}.json"))
    }
}

/// The draft in a file whose name is the id of a session.
fn load(path: &Path) -> Option<(Uuid, Value)> {
    let session = path.file_name()?.to_str()?.strip_suffix(".json")?.parse().ok()?;
    let bytes = match file::read(path) {
        Ok(contents) => contents.bytes,
        Err(StoreError::NotAFile { .. } | StoreError::TooLarge { .. }) => Vec::new(),
        Err(_) => return None,
    };
    let draft = serde_json::from_slice(&bytes).ok();
    if draft.is_none() {
        set_aside(path).ok(); // a failure leaves it where it is, and it is met again at the next start
    }
    draft.map(|draft| (session, draft))
}

/// Keeps a broken draft under a name that is never loaded, for somebody to look into.
fn set_aside(path: &Path) -> io::Result<()> {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("draft");
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::rename(path, names::free(folder, stem, "broken"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const ONE: Uuid = Uuid::from_u128(1);
    const TWO: Uuid = Uuid::from_u128(2);

    #[test]
    fn the_last_words_are_there_again_until_forgotten() {
        let state = tempfile::tempdir().unwrap();
        let drafts = Drafts::within(state.path());
        assert_eq!(drafts.all(), []);
        let words = json!({ "text": "twelve clients\n— é", "cursor": 3 });
        drafts.keep(TWO, &json!("two")).unwrap();
        drafts.keep(ONE, &json!("twelve")).unwrap();
        drafts.keep(ONE, &words).unwrap();
        assert_eq!(drafts.all(), [(ONE, words), (TWO, json!("two"))]);
        drafts.forget(ONE).unwrap();
        drafts.forget(ONE).unwrap();
        assert_eq!(drafts.all(), [(TWO, json!("two"))]);
    }

    #[test]
    fn every_broken_draft_is_kept_aside_and_the_others_are_read() {
        let state = tempfile::tempdir().unwrap();
        let drafts = Drafts::within(state.path());
        drafts.keep(TWO, &json!("two")).unwrap();
        let (folder, path) = (state.path().join("drafts"), drafts.path(ONE));
        for broken in ["{\"text\":\"twel", "\0\0"] {
            fs::write(&path, broken).unwrap();
            assert_eq!(drafts.all(), [(TWO, json!("two"))]);
        }
        let kept = |name: String| fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!(kept(format!("{ONE}.broken")), "{\"text\":\"twel");
        assert_eq!(kept(format!("{ONE}-2.broken")), "\0\0");
        assert!(!path.exists());
    }

    #[test]
    fn a_folder_that_cannot_be_reached_is_told_when_writing() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let drafts = Drafts::within(file.path());
        assert!(drafts.keep(ONE, &json!("x")).is_err());
        assert_eq!(drafts.all(), []);
    }
}
