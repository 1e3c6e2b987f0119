//! Values in the state folder, one for each session, so that a crash does not take them: words typed and not yet kept, and
//! versions on their way to their files.

use super::error::StoreError;
use super::slots::Slots;
use serde::Serialize;
use serde_json::Value;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// One value for each session, in a folder of their own. What it holds is for others to say.
#[derive(Debug)]
pub struct Drafts {
    folder: PathBuf,
    slots: Slots,
}

impl Drafts {
    /// The drafts in a folder, which is made when the first one is kept.
    pub fn within(folder: &Path) -> Self {
        Self { slots: Slots::within(folder), folder: folder.to_owned() }
    }

    /// Writes the draft of a session in the place of an earlier one, whole after a crash at any moment; it does not wait
    /// for the disk.
    ///
    /// # Errors
    /// `Unwritable`; the earlier one is still there.
    pub fn keep(&self, session: Uuid, draft: &impl Serialize) -> Result<(), StoreError> {
        let name = session.to_string();
        let unwritable = |error: serde_json::Error| StoreError::unwritable(&self.folder.join(&name), error.into());
        self.slots.put(&name, &serde_json::to_vec(draft).map_err(unwritable)?)
    }

    /// Makes the draft kept last safe from a power cut; others may be kept meanwhile, from another thread.
    ///
    /// # Errors
    /// `Unwritable`; the one flushed before is still safe.
    pub fn flush(&self, session: Uuid) -> Result<(), StoreError> {
        self.slots.flush(&session.to_string())
    }

    /// Removes the draft of a session, once its words are kept or let go; that there is none is no error.
    ///
    /// # Errors
    /// `Unwritable`, with what the system says.
    pub fn forget(&self, session: Uuid) -> Result<(), StoreError> {
        self.slots.remove(&session.to_string())
    }

    /// The draft of one session.
    pub fn one(&self, session: Uuid) -> Option<Value> {
        serde_json::from_slice(&self.slots.newest(&session.to_string())?).ok()
    }

    /// Every draft with its session, in the order of their ids. A broken one is renamed to `.broken` and left out, and
    /// so is one that the system does not give out: sessions must open without it.
    pub fn all(&self) -> Vec<(Uuid, Value)> {
        let named = |name: String| {
            let draft = serde_json::from_slice(&self.slots.newest(&name)?).ok()?;
            Some((name.parse().ok()?, draft))
        };
        let mut drafts: Vec<(Uuid, Value)> = self.slots.names().into_iter().filter_map(named).collect();
        drafts.sort_by_key(|(session, _)| *session);
        drafts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::fs;

    const ONE: Uuid = Uuid::from_u128(1);
    const TWO: Uuid = Uuid::from_u128(2);

    #[test]
    fn the_last_words_are_there_again_until_forgotten() {
        let state = tempfile::tempdir().unwrap();
        let drafts = Drafts::within(state.path());
        assert_eq!(drafts.all(), []);
        let words = json!({ "text": "twelve clients\n— é", "cursor": 3 });
        drafts.keep(TWO, &"two").unwrap();
        drafts.keep(ONE, &"twelve").unwrap();
        drafts.keep(ONE, &words).unwrap();
        drafts.flush(ONE).unwrap();
        let again = Drafts::within(state.path());
        assert_eq!(again.all(), [(ONE, words), (TWO, json!("two"))]);
        drafts.forget(ONE).unwrap();
        drafts.forget(ONE).unwrap();
        assert_eq!(drafts.all(), [(TWO, json!("two"))]);
    }

    #[test]
    fn a_broken_draft_is_kept_aside_and_the_others_are_read() {
        let state = tempfile::tempdir().unwrap();
        let drafts = Drafts::within(state.path());
        drafts.keep(TWO, &"two").unwrap();
        let path = state.path().join(format!("{ONE}.7"));
        fs::write(&path, "\0\0").unwrap();
        assert_eq!(drafts.all(), [(TWO, json!("two"))]);
        assert!(!path.exists());
        assert_eq!(fs::read_to_string(state.path().join(format!("{ONE}.broken"))).unwrap(), "\0\0");
    }

    #[test]
    fn a_folder_that_cannot_be_reached_is_told_when_writing() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let drafts = Drafts::within(file.path());
        assert!(drafts.keep(ONE, &"x").is_err());
        assert_eq!(drafts.all(), []);
    }
}
