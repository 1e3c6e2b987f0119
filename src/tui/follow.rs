//! What other windows and other programs write into the folder of the sessions, told to the screens.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use super::doorbell::{Doorbell, Event};
use super::effect::Answer;
use crate::store::saver::Saver;
use crate::store::shelf::{News, Shelf};
use crate::store::watch::Watch;

/// Looks, on a thread of its own, at whatever was written.
#[derive(Debug)]
pub(super) struct Follower {
    shelf: Arc<Shelf>,
    events: Doorbell,
    /// Many notices of one file are one look.
    looks: Saver,
    listing: Mutex<()>,
}

impl Follower {
    /// A follower of this shelf that has nothing to look at yet.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(super) fn new(shelf: Arc<Shelf>, events: Doorbell) -> io::Result<Arc<Self>> {
        Ok(Arc::new(Self { shelf, events, looks: Saver::start(|_| ())?, listing: Mutex::default() }))
    }

    /// Follows what is written for as long as the answer lives; none while the folder is not there.
    pub(super) fn watch(self: &Arc<Self>) -> Option<Watch> {
        let own = Arc::downgrade(self);
        Watch::over(&self.shelf.sessions_folder(), move |path| Self::put(&own, path, Self::look))
    }

    /// Held while the whole folder is read and told, so that of two lists the later one is told last.
    pub(super) fn turn(&self) -> MutexGuard<'_, ()> {
        self.listing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(own: &Weak<Self>, path: PathBuf, work: fn(&Arc<Self>, &Path)) {
        let Some(follower) = own.upgrade() else { return };
        let own = own.clone();
        let key = path.to_string_lossy().into_owned();
        follower.looks.put(key, move || {
            if let Some(follower) = own.upgrade() {
                work(&follower, &path);
            }
            Ok(())
        });
    }

    fn look(self: &Arc<Self>, path: &Path) {
        match self.shelf.look_again(path) {
            News::None => {}
            News::Joined(joined) => self.tell(Answer::Joined(joined)),
            News::Changed(volume) => self.tell(Answer::Changed(volume)),
            // Once for all the files that move together.
            News::Elsewhere => Self::put(&Arc::downgrade(self), self.shelf.sessions_folder(), Self::read),
        }
    }

    fn read(self: &Arc<Self>, _: &Path) {
        let _turn = self.turn();
        let (volumes, broken) = self.shelf.read();
        let missing = self.shelf.missing(&volumes);
        self.tell(Answer::Renewed(volumes, broken));
        if !missing.is_empty() {
            self.tell(Answer::Missing(missing));
        }
    }

    fn tell(&self, answer: Answer) {
        self.events.send(Event::Answer(answer));
    }
}
