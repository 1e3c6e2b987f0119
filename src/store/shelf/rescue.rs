//! Where words go that their own file does not take.

use super::memory::{Known, Memory};
use super::{Shelf, encode, stem_of};
use crate::model::session::Session;
use crate::store::error::StoreError;
use crate::store::{file, names};
use std::io::ErrorKind;
use std::sync::Arc;

impl Shelf {
    /// Keeps a version that could not be saved in the state folder, and says so in the error.
    pub(super) fn rescue(&self, memory: &mut Memory, session: &Arc<Session>, error: StoreError) -> StoreError {
        let error = match error {
            StoreError::Unwritable { landed: Some(stamp), ref path, .. } => {
                memory.homes.insert(session.id, path.clone());
                memory.files.entry(path.clone()).or_insert_with(|| Known::of(stamp, Arc::clone(session)));
                return error;
            }
            StoreError::NotAFile { path } => StoreError::unwritable(&path, ErrorKind::IsADirectory.into()),
            other => other,
        };
        let folder = self.state.join("rescue");
        let theirs = match &error {
            StoreError::ChangedOutside { rescue: Some(theirs), path } => Some((theirs, path)),
            _ => None,
        };
        let free = || names::free_name(&folder, &stem_of(error.path()));
        let kept = encode(session, error.path()).and_then(|bytes| memory.keep_aside(session.id, &bytes, free));
        let Ok(kept) = kept else { return error };
        match theirs {
            None => error.with_rescue(kept),
            // Somebody wrote twice at the same moment: a third version lies beside the file, under a hidden name.
            Some((theirs, path)) => match file::read(theirs) {
                Ok(contents) => {
                    let copy = names::free_name(&folder, &format!("{}-theirs", stem_of(path)));
                    let is_kept = file::create_new(&copy, &contents.bytes).is_ok();
                    if is_kept { error.with_rescue(folder) } else { error }
                }
                Err(_) => error,
            },
        }
    }
}
