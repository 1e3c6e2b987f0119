//! All sessions that are at hand, and what one of them can learn from the others.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use uuid::Uuid;

use super::id::ItemId;
use super::item::Item;
use super::session::{Session, State};
use super::sheet::SheetKind;

/// Every session of a folder, and the files that could not be read.
#[derive(Clone, Debug, Default)]
pub struct Library {
    volumes: Vec<Volume>,
    /// Where among the volumes each session is.
    places: HashMap<Uuid, usize>,
    broken: Vec<Broken>,
    revision: u64,
    /// The session whose client is the only one in sight, while others look on.
    only: Option<Uuid>,
}

/// One session and where it is kept.
#[derive(Clone, Debug)]
pub struct Volume {
    /// Its file; empty where it is kept in memory only.
    pub path: PathBuf,
    /// The session.
    pub session: Session,
    /// Whether it must not be written: it is from a newer version.
    pub is_read_only: bool,
    /// The number of the last version from outside that is in it; 0 where there was none. Later ones have higher numbers.
    pub edition: u64,
}

impl Volume {
    /// A session that may be written, with nothing from outside in it; an empty path where it has no file yet.
    pub fn new(path: impl Into<PathBuf>, session: Session) -> Self {
        Self { path: path.into(), session, is_read_only: false, edition: 0 }
    }
}

/// A version of a session that came from outside, put together with ours.
#[derive(Clone, Debug, PartialEq)]
pub struct Joined {
    /// Its edition: whoever has taken it up says so with the next save.
    pub number: u64,
    /// The last version of ours that is in it; none where nobody here had worked on it.
    pub ours: Option<Arc<Session>>,
    /// Both.
    pub session: Arc<Session>,
    /// In how many places both sides had changed the same thing.
    pub clashes: usize,
}

/// A file that is not a session, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it, and where.
    pub message: String,
}

/// An action of an earlier session, with its home.
#[derive(Clone, Copy, Debug)]
pub struct Promise<'a> {
    /// The session whose file holds it.
    pub home: &'a Session,
    /// The action.
    pub action: &'a Item,
}

impl<'a> Promise<'a> {
    /// The same as [`Library::promises`], for whoever knows the `earlier` sessions of the thread, newest first.
    pub fn among(mut earlier: Vec<&'a Session>, session: &Session) -> Vec<Self> {
        let decided_here = |item: &Item| item.history.iter().any(|news| news.session == Some(session.id));
        earlier.reverse();
        earlier
            .into_iter()
            .flat_map(|home| home.items_of(SheetKind::Actions).map(move |action| Self { home, action }))
            .filter(|promise| promise.action.status().is_open() || decided_here(promise.action))
            .collect()
    }
}

impl Library {
    /// Adds a session, or takes the place of the one with the same id.
    pub fn put(&mut self, volume: Volume) {
        match self.volume_mut(volume.session.id) {
            Some(known) => *known = volume,
            None => self.add(volume),
        }
    }

    /// Adds many sessions of a folder that was read in one go; ids that stand twice keep the first.
    pub fn fill(&mut self, volumes: Vec<Volume>, broken: Vec<Broken>) {
        self.revision += 1;
        for volume in volumes {
            self.add(volume);
        }
        self.broken.extend(broken);
    }

    /// Takes a folder that was read once more: what is new is added, what has moved is known by its new place, what is
    /// gone goes, and what has changed is as it is now; but what is held here stays as it is, and so does what has come
    /// later than this reading.
    pub fn renew(&mut self, volumes: Vec<Volume>, broken: Vec<Broken>, is_held: impl Fn(Uuid) -> bool) {
        let found: HashSet<Uuid> = volumes.iter().map(|volume| volume.session.id).collect();
        let gone = |id: &Uuid| !found.contains(id) && !is_held(*id);
        let gone: Vec<Uuid> = self.places.keys().copied().filter(gone).collect();
        for id in gone {
            self.remove(id);
        }
        for volume in volumes {
            match self.volume(volume.session.id) {
                Some(known) if is_held(volume.session.id) || known.edition > volume.edition => {
                    self.moved(volume.session.id, volume.path);
                }
                _ => self.put(volume),
            }
        }
        self.broken = broken;
        self.revision += 1;
    }

    /// Adds a session that is not there yet.
    fn add(&mut self, volume: Volume) {
        if let Entry::Vacant(place) = self.places.entry(volume.session.id) {
            place.insert(self.volumes.len());
            self.volumes.push(volume);
        }
    }

    /// Takes a session out.
    pub fn remove(&mut self, id: Uuid) -> Option<Volume> {
        let place = self.places.remove(&id)?;
        self.revision += 1;
        let removed = self.volumes.swap_remove(place);
        if let Some(moved) = self.volumes.get(place) {
            self.places.insert(moved.session.id, place);
        }
        Some(removed)
    }

    /// The session with this id, with its file.
    pub fn volume(&self, id: Uuid) -> Option<&Volume> {
        self.places.get(&id).and_then(|place| self.volumes.get(*place))
    }

    /// The same, to be changed through `Session::apply`.
    pub fn volume_mut(&mut self, id: Uuid) -> Option<&mut Volume> {
        self.revision += 1;
        self.places.get(&id).and_then(|place| self.volumes.get_mut(*place))
    }

    /// Says where the file of a session is now; nothing that is shown changes.
    pub fn moved(&mut self, id: Uuid, path: PathBuf) {
        if let Some(volume) = self.volumes.iter_mut().find(|each| each.session.id == id) {
            volume.path = path;
        }
    }

    /// The session with this id.
    pub fn session(&self, id: Uuid) -> Option<&Session> {
        self.volume(id).map(|volume| &volume.session)
    }

    /// A number that grows with every change: what was computed from the library holds while it stays the same.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// All sessions that are in sight, in no particular order.
    pub fn sessions(&self) -> impl Iterator<Item = &Session> {
        self.in_sight().map(|volume| &volume.session)
    }

    /// The same with their files.
    pub fn in_sight(&self) -> impl Iterator<Item = &Volume> + Clone {
        let only = self.only.map(|id| self.session(id));
        // Where that session is gone, nobody knows any more whose client may be seen.
        let fits = move |session: &Session| only.is_none_or(|only| only.is_some_and(|only| session.same_client(only)));
        self.volumes.iter().filter(move |volume| fits(&volume.session))
    }

    /// Whether a session may be named on the screen.
    pub fn is_in_sight(&self, id: Uuid) -> bool {
        self.only.is_none() || self.sessions().any(|session| session.id == id)
    }

    /// Lets nobody see other clients than that of one session, or lets all be seen again.
    pub fn show_only(&mut self, session: Option<Uuid>) {
        if self.only != session {
            self.only = session;
            self.revision += 1;
        }
    }

    /// All sessions with their files, also those out of sight, in no particular order.
    pub fn volumes(&self) -> &[Volume] {
        &self.volumes
    }

    /// The files that could not be read; none while others look on, for their names may be those of clients.
    pub fn broken(&self) -> &[Broken] {
        if self.only.is_some() { &[] } else { &self.broken }
    }

    /// Whether there is nothing at all.
    pub fn is_empty(&self) -> bool {
        self.volumes.is_empty() && self.broken.is_empty()
    }

    /// The sessions as home lists them: under way, then planned by date, then the past, newest first.
    pub fn shelf(&self) -> Vec<&Session> {
        in_order(self.in_sight()).into_iter().map(|volume| &volume.session).collect()
    }

    /// The earlier sessions of the same thread, for the same client or for "just me", newest first.
    pub fn before(&self, session: &Session) -> Vec<&Session> {
        let is_of_thread =
            |other: &Session| other.id != session.id && other.state != State::Planned && other.same_client(session);
        let end = session.starts().map(|starts| (starts, session.id));
        let mut earlier: Vec<_> = self
            .sessions()
            .filter(|other| is_of_thread(other))
            .map(|other| (other.starts(), other))
            .filter(|(at, other)| end.is_none_or(|end| at.is_some_and(|at| (at, other.id) < end)))
            .collect();
        earlier.sort_unstable_by_key(|(at, other)| Reverse((*at, other.id)));
        earlier.into_iter().map(|(_, other)| other).collect()
    }

    /// The actions of the thread that were open when `session` began, or were decided in it, oldest session first.
    pub fn promises(&self, session: &Session) -> Vec<Promise<'_>> {
        Promise::among(self.before(session), session)
    }

    /// The session that holds the item, and the item.
    pub fn find(&self, id: &ItemId) -> Option<(&Session, &Item)> {
        self.sessions().find_map(|session| session.find(id).map(|(_, _, item)| (session, item)))
    }

    /// The sessions that words mean: a path, an id, or enough of the name; more than one where the words fit several.
    pub fn named(&self, words: &str) -> Vec<&Volume> {
        let by_path = |volume: &&Volume| !words.is_empty() && volume.path == Path::new(words);
        let by_id = |volume: &&Volume| volume.session.id.to_string() == words;
        if let Some(volume) = self.volumes.iter().find(|volume| by_path(volume) || by_id(volume)) {
            return vec![volume];
        }
        let wanted = words.to_lowercase();
        let stem = |volume: &Volume| volume.path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
        let names = |volume: &Volume| {
            let session = &volume.session;
            let client = session.client.as_ref().map_or("", |client| client.name.as_str());
            format!("{} {} {}", stem(volume).unwrap_or_default(), session.title, client).to_lowercase()
        };
        let exact = |volume: &&Volume| {
            stem(volume).is_some_and(|stem| stem == wanted) || volume.session.title.to_lowercase() == wanted
        };
        let whole: Vec<_> = self.volumes.iter().filter(exact).collect();
        if !whole.is_empty() {
            return whole;
        }
        let has_all = |volume: &&Volume| {
            let name = names(volume);
            !wanted.trim().is_empty() && wanted.split_whitespace().all(|word| name.contains(word))
        };
        self.volumes.iter().filter(has_all).collect()
    }
}

/// Sessions as home lists them: under way, then planned by date, then the past, newest first.
pub fn in_order<'a>(volumes: impl IntoIterator<Item = &'a Volume>) -> Vec<&'a Volume> {
    let mut all: Vec<&Volume> = volumes.into_iter().collect();
    all.sort_by_cached_key(|Volume { session, .. }| {
        let starts = session.starts().map(|at| at.timestamp());
        let newest_first = starts.map_or(i64::MAX, i64::saturating_neg);
        let (group, order) = match session.state {
            State::Running | State::Paused => (0, newest_first),
            State::Planned => (1, starts.unwrap_or(i64::MAX)),
            State::Closed | State::Abandoned => (2, newest_first),
        };
        (group, order, session.title.clone(), session.id)
    });
    all
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::model::item::News;
    use crate::model::session::Client;
    use crate::model::strategies::{at, sample};

    /// A session of a client, this many hours after the first one.
    fn session(id: u128, state: State, client: &str, hours: Option<i64>) -> Session {
        Session {
            id: Uuid::from_u128(id),
            title: format!("Session {id}"),
            state,
            client: (!client.is_empty()).then(|| Client { name: client.to_owned(), ..Client::default() }),
            scheduled: hours.map(|hours| at("09:00") + TimeDelta::hours(hours)),
            ..sample()
        }
    }

    fn library(sessions: impl IntoIterator<Item = Session>) -> Library {
        let volume = |session: Session| {
            let path = PathBuf::from(format!("sessions/2026-03-12-acme-{}.json", session.id.as_u128()));
            Volume::new(path, session)
        };
        let mut library = Library::default();
        library.fill(sessions.into_iter().map(volume).collect(), Vec::new());
        library
    }

    fn ids<'a>(sessions: impl IntoIterator<Item = &'a Session>) -> Vec<u128> {
        sessions.into_iter().map(|session| session.id.as_u128()).collect()
    }

    #[test]
    fn the_shelf_shows_what_is_under_way_then_what_is_planned_then_the_past() {
        let library = library([
            session(1, State::Closed, "", Some(-900)),
            session(2, State::Planned, "", None),
            session(3, State::Planned, "", Some(30)),
            session(4, State::Abandoned, "", Some(-100)),
            session(5, State::Planned, "", Some(2)),
            session(6, State::Paused, "", Some(-1)),
            session(7, State::Planned, "", Some(1)),
            session(8, State::Running, "", Some(0)),
            session(9, State::Closed, "", None),
        ]);
        assert_eq!(ids(library.shelf()), [8, 6, 7, 5, 3, 2, 4, 1, 9]);
    }

    #[test]
    fn before_are_the_begun_sessions_of_the_same_client_newest_first() {
        let here = session(9, State::Running, "acme", Some(0));
        let library = library([
            session(1, State::Closed, "Acme", Some(-900)),
            session(2, State::Closed, "Acme", Some(-90)),
            session(3, State::Planned, "Acme", Some(-80)),
            session(4, State::Closed, "Birch", Some(-70)),
            session(5, State::Closed, "", Some(-60)),
            session(6, State::Closed, "Acme", Some(60)),
            here.clone(),
        ]);
        assert_eq!(ids(library.before(&here)), [2, 1]);
        assert_eq!(ids(library.before(&Session { scheduled: None, ..here })), [6, 2, 1]);
        assert_eq!(ids(library.before(&session(10, State::Planned, "", Some(0)))), [5]);
    }

    #[test]
    fn of_two_sessions_at_the_same_time_only_one_is_before_the_other() {
        let (one, other) = (session(1, State::Closed, "", Some(0)), session(2, State::Closed, "", Some(0)));
        let library = library([one.clone(), other.clone()]);
        assert_eq!((ids(library.before(&one)), ids(library.before(&other))), (vec![], vec![1]));
    }

    #[test]
    fn promises_are_open_or_were_decided_here() {
        let here = session(9, State::Running, "", Some(0));
        let told = |id: u128, hours, by: u128| {
            let mut session = session(id, State::Closed, "", Some(hours));
            let news = News::new(at("09:00"), Some(Uuid::from_u128(by))).with("status", "done");
            session.stages[2].sheets[0].items[0].history.push(news);
            session
        };
        let open = session(3, State::Closed, "", Some(-70));
        let library = library([told(1, -90, 9), told(2, -80, 8), open, here.clone()]);
        let homes = ids(library.promises(&here).into_iter().map(|promise| promise.home));
        assert_eq!(homes, [1, 3], "oldest first, without what another session settled");
    }

    #[test]
    fn a_session_is_named_by_path_id_title_or_some_words() {
        let mut library = library([
            session(1, State::Closed, "Acme", None),
            session(12, State::Closed, "Acme", None),
            session(3, State::Closed, "Birch", None),
        ]);
        library.put(Volume::new("", session(4, State::Closed, "", None)));
        let named = |words: &str| ids(library.named(words).into_iter().map(|volume| &volume.session));
        assert_eq!(named("sessions/2026-03-12-acme-12.json"), [12]);
        assert_eq!(named(&Uuid::from_u128(3).to_string()), [3]);
        assert_eq!(named("session 1"), [1], "the whole title wins over a part of another");
        assert_eq!(named("2026-03-12-ACME-3"), [3]);
        assert_eq!(named("birch session"), [3]);
        assert_eq!(named("sess acme"), [1, 12, 3]);
        assert_eq!((named(""), named("nothing like it")), (vec![], vec![]));
    }

    #[test]
    fn an_id_stands_once_the_first_read_or_the_last_put() {
        let mut library = library([session(1, State::Closed, "", None), session(1, State::Running, "", None)]);
        assert_eq!(library.volumes().len(), 1);
        assert_eq!(library.session(Uuid::from_u128(1)).unwrap().state, State::Closed);
        let paused = session(1, State::Paused, "", None);
        library.put(Volume { is_read_only: true, ..Volume::new("", paused) });
        assert_eq!(library.session(Uuid::from_u128(1)).unwrap().state, State::Paused);
        assert_eq!(library.find(&ItemId::new("a-1")).unwrap().1.text("text"), "Call Acme");
        assert!(library.remove(Uuid::from_u128(1)).is_some() && library.is_empty());
    }

    #[test]
    fn every_session_is_found_by_its_id_whatever_was_taken_out() {
        let mut library = library((1..=5).map(|id| session(id, State::Closed, "", None)));
        let id = Uuid::from_u128;
        assert_eq!(library.remove(id(2)).unwrap().session.id, id(2));
        assert_eq!(library.remove(id(4)).unwrap().session.id, id(4));
        assert!(library.remove(id(4)).is_none() && library.volume(id(2)).is_none());
        library.put(Volume::new("", session(4, State::Closed, "", None)));
        for known in [1, 3, 4, 5] {
            assert_eq!(library.session(id(known)).unwrap().id, id(known));
            assert_eq!(library.volume_mut(id(known)).unwrap().session.id, id(known));
        }
        assert_eq!(library.volumes().len(), 4);
    }
}
