//! Which sessions this window holds, so that no other one runs them, and which of them are on their way to their files.
//!
//! Edits ask on the threads that write, because a lock is a file, and never on the one that draws.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use crate::store::lock::Lock;
use crate::store::shelf::Shelf;

/// The sessions that this window holds; the same for all who have a copy.
#[derive(Clone, Debug)]
pub(super) struct Holds {
    shelf: Arc<Shelf>,
    held: Arc<Mutex<Held>>,
    /// The number of the last version put down of each session that is not on disk yet.
    owed: Arc<Mutex<HashMap<Uuid, u64>>>,
}

#[derive(Debug, Default)]
struct Held {
    run: HashMap<Uuid, Lock>,
    /// Those that are being prepared: no other window takes their drafts up.
    prepared: HashMap<Uuid, Lock>,
}

/// What came of asking for a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    /// Another window runs it.
    Elsewhere,
    /// This window had it already.
    Had,
    /// This window has it from now on.
    New,
}

impl Holds {
    /// None yet.
    pub(super) fn of(shelf: Arc<Shelf>) -> Self {
        Self { shelf, held: Arc::default(), owed: Arc::default() }
    }

    /// Takes a session to be run. Without locks the check for changes from outside still stands guard.
    pub(super) fn take(&self, id: Uuid) -> Hold {
        let mut held = self.held();
        if held.run.contains_key(&id) {
            return Hold::Had;
        }
        if let Some(lock) = held.prepared.remove(&id) {
            held.run.insert(id, lock);
            return Hold::New;
        }
        match self.shelf.lock(id) {
            Ok(Some(lock)) => {
                held.run.insert(id, lock);
                Hold::New
            }
            Ok(None) => Hold::Elsewhere,
            Err(_) => Hold::New,
        }
    }

    /// Lets others run a session.
    pub(super) fn let_go(&self, id: Uuid) {
        self.held().run.remove(&id);
    }

    /// Takes a session to be prepared.
    pub(super) fn prepare(&self, id: Uuid) {
        let mut held = self.held();
        if !held.prepared.contains_key(&id) && !held.run.contains_key(&id) {
            let lock = self.shelf.lock(id).ok().flatten();
            held.prepared.extend(lock.map(|lock| (id, lock)));
        }
    }

    /// It is prepared no longer.
    pub(super) fn settle(&self, id: Uuid) {
        self.held().prepared.remove(&id);
    }

    /// Lets all go.
    pub(super) fn let_all_go(&self) {
        *self.held() = Held::default();
    }

    /// Whether this window runs or prepares a session.
    pub(super) fn has(&self, id: Uuid) -> bool {
        let held = self.held();
        held.run.contains_key(&id) || held.prepared.contains_key(&id)
    }

    /// Whether another window runs a session.
    pub(super) fn is_elsewhere(&self, id: Uuid) -> bool {
        // Held meanwhile: what is being taken is not taken for another window's.
        let held = self.held();
        let is_ours = held.run.contains_key(&id) || held.prepared.contains_key(&id);
        !is_ours && self.shelf.is_elsewhere(id)
    }

    /// Notes that a version is on its way to the disk, and returns its number. Never waits for a disk.
    pub(super) fn owe(&self, id: Uuid) -> u64 {
        let mut owed = self.owed();
        let number = owed.get(&id).map_or(0, |number| number + 1);
        owed.insert(id, number);
        number
    }

    /// Notes that a version has arrived.
    pub(super) fn pay(&self, id: Uuid, number: u64) {
        let mut owed = self.owed();
        if owed.get(&id) == Some(&number) {
            owed.remove(&id);
        }
    }

    /// Whether every version of a session that was put down has arrived.
    pub(super) fn is_paid(&self, id: Uuid) -> bool {
        !self.owed().contains_key(&id)
    }

    /// Whether nothing is on its way.
    pub(super) fn is_all_paid(&self) -> bool {
        self.owed().is_empty()
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn owed(&self) -> MutexGuard<'_, HashMap<Uuid, u64>> {
        self.owed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: Uuid = Uuid::from_u128(1);

    fn window(data: &tempfile::TempDir, state: &tempfile::TempDir) -> Holds {
        Holds::of(Arc::new(Shelf::at(data.path(), state.path())))
    }

    #[test]
    fn a_session_is_held_by_one_window_until_it_lets_it_go() {
        let (data, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let [one, other] = [window(&data, &state), window(&data, &state)];
        assert_eq!([one.take(ID), one.take(ID), other.take(ID)], [Hold::New, Hold::Had, Hold::Elsewhere]);
        assert!(one.has(ID) && !one.is_elsewhere(ID) && other.is_elsewhere(ID));
        one.let_go(ID);
        other.prepare(ID);
        assert!(other.has(ID) && one.is_elsewhere(ID));
        other.settle(ID);
        one.prepare(ID);
        assert_eq!([one.take(ID), other.take(ID)], [Hold::New, Hold::Elsewhere]);
        one.let_all_go();
        assert!(!other.is_elsewhere(ID));
    }

    #[test]
    fn a_session_is_paid_once_its_last_version_has_arrived() {
        let (data, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let holds = window(&data, &state);
        assert!(holds.is_paid(ID));
        let [first, last] = [holds.owe(ID), holds.owe(ID)];
        holds.pay(ID, first);
        assert!(!holds.is_paid(ID) && !holds.is_all_paid());
        holds.pay(ID, last);
        assert!(holds.is_paid(ID) && holds.is_all_paid());
    }
}
