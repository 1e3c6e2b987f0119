//! Effects become deeds here: saving on a thread of its own, locks, drafts, the trash folder, the editor.

use std::collections::{HashMap, HashSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use uuid::Uuid;

use super::doorbell::{Doorbell, Event};
use super::effect::{Answer, Draft, Effect};
use super::follow::Follower;
use super::holds::{Hold, Holds};
use super::{ReadTemplates, Start};
use crate::clock::Clock;
use crate::model::demo;
use crate::model::session::Session;
use crate::model::shared::live::Live;
use crate::settings::Settings;
use crate::store::live::Host;
use crate::store::saver::{PATIENCE, Report, Saver};
use crate::store::settings;
use crate::store::shelf::Shelf;
use crate::store::watch::Watch;

/// How long what is kept waits for more before the disk is asked to have it for good; with that it stays below a second.
const REST: Duration = Duration::from_millis(400);

/// What the loop itself has to do, because it holds the terminal.
#[derive(Debug)]
pub(super) enum Deed {
    /// Nothing.
    None,
    /// Take these answers in.
    Tell(Vec<Answer>),
    /// Let a text be edited.
    Edit(String),
    /// Let the file with the settings be edited.
    EditSettings,
    /// Suspend.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Leave.
    Quit,
}

/// What is kept outside memory at every key: first quickly, so that a crash does not take it, and then so that a power
/// cut does not either.
struct Keepers {
    quick: Saver,
    thorough: Saver,
}

impl Keepers {
    fn start<R: Fn(Report) + Send + 'static>(report: impl Fn() -> R) -> std::io::Result<Self> {
        Ok(Self { quick: Saver::start(report())?, thorough: Saver::start_at_ease(REST, report())? })
    }
}

/// Whatever effects need.
pub(super) struct Performer {
    shelf: Option<Arc<Shelf>>,
    saver: Option<Saver>,
    keepers: Option<Keepers>,
    /// What writes for the second screens, from the first time on, on a thread of its own.
    host: Option<(Saver, Arc<Mutex<Host>>)>,
    state: PathBuf,
    follower: Option<Arc<Follower>>,
    watch: Option<Watch>,
    /// Half-typed words that are not put down yet; none where they are to be forgotten.
    waiting: HashMap<Uuid, Option<Box<Draft>>>,
    /// The sessions whose drafts are of their preparation.
    prepared: HashSet<Uuid>,
    /// There are some with a shelf.
    holds: Option<Holds>,
    events: Doorbell,
    templates: ReadTemplates,
    clock: Clock,
    home: Option<PathBuf>,
    settings_file: PathBuf,
}

impl Performer {
    /// A performer for this start; without a shelf nothing is ever written.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(super) fn new(start: &Start, events: Doorbell) -> std::io::Result<Self> {
        let listen = |events: Doorbell, tell: fn(&Report) -> Option<Answer>| {
            move |report| {
                if let Some(answer) = tell(&report) {
                    events.send(Event::Answer(answer));
                }
            }
        };
        let is_kept = start.shelf.is_some();
        Ok(Self {
            shelf: start.shelf.clone(),
            saver: is_kept.then(|| Saver::start(listen(events.clone(), of_session))).transpose()?,
            keepers: is_kept
                .then(|| Keepers::start(|| listen(events.clone(), |report| Some(of_draft(report)))))
                .transpose()?,
            follower: start.shelf.clone().map(|shelf| Follower::new(shelf, events.clone())).transpose()?,
            host: None,
            state: start.state.clone(),
            watch: None,
            waiting: HashMap::new(),
            prepared: HashSet::new(),
            holds: start.shelf.clone().map(Holds::of),
            events,
            templates: Arc::clone(&start.templates),
            clock: start.clock,
            home: start.home.clone(),
            settings_file: start.settings_file.clone(),
        })
    }

    /// Does what an effect asks for, or says what the loop has to do.
    pub(super) fn perform(&mut self, effect: Effect) -> Deed {
        match effect {
            Effect::Save { session, seen, path } => self.save(session, seen, path),
            Effect::Trash(id, path) => self.trash(id, path),
            Effect::Keep(id, draft) => {
                if draft.prepared.is_some() && self.prepared.insert(id) {
                    self.with_holds(format!("prepared {id}"), move |holds| holds.prepare(id));
                }
                self.waiting.insert(id, Some(draft));
            }
            Effect::Forget(id) => {
                if self.prepared.remove(&id) {
                    self.with_holds(format!("prepared {id}"), move |holds| holds.settle(id));
                }
                self.waiting.insert(id, None);
            }
            Effect::Lock(id, path) => return Deed::Tell(self.lock(id, &path)),
            Effect::Unlock(id) => self.holds.iter().for_each(|holds| holds.let_go(id)),
            Effect::ShowToRoom(live) => self.show_to_room(live),
            Effect::HideFromRoom => self.hide_from_room(),
            Effect::Open(path) => self.open(&path),
            Effect::Example => {
                let (templates, _) = (self.templates)();
                let sessions = templates.first().map(|template| demo::example(template, self.clock.now()));
                self.answer(Answer::Example(sessions.unwrap_or_default()));
            }
            Effect::EditOutside(text) => {
                self.hand_over();
                return Deed::Edit(text);
            }
            Effect::Configure(settings) => self.configure(settings),
            Effect::EditSettings => {
                self.hand_over();
                return Deed::EditSettings;
            }
            Effect::Suspend => {
                self.hand_over();
                return Deed::Suspend;
            }
            Effect::Redraw => return Deed::Redraw,
            Effect::Quit => return Deed::Quit,
        }
        Deed::None
    }

    fn answer(&self, answer: Answer) {
        self.events.send(Event::Answer(answer));
    }

    /// Reads the templates on a thread of its own.
    pub(super) fn read_templates(&self) {
        let (read, events) = (Arc::clone(&self.templates), self.events.clone());
        std::thread::spawn(move || {
            let (templates, broken) = read();
            events.send(Event::Answer(Answer::Templates(templates, broken)));
        });
    }

    /// Reads the whole folder on a thread of its own, and watches it from then on. What an earlier run left of the session
    /// that is open already is known.
    /// False where there is none.
    pub(super) fn read_shelf(&mut self, opened: Option<Uuid>) -> bool {
        self.watch();
        let (Some(shelf), Some(follower)) = (self.shelf.clone(), self.follower.clone()) else { return false };
        let events = self.events.clone();
        std::thread::spawn(move || {
            let tell = |answer| events.send(Event::Answer(answer));
            // What a session can be opened from comes with all that an earlier run has left of it.
            let volumes = shelf.read_first();
            let shown: HashSet<Uuid> = volumes.iter().map(|volume| volume.session.id).collect();
            let is_first = |(id, draft): &(Uuid, Draft)| shown.contains(id) && draft.prepared.is_none();
            let (first, drafts) = drafts(&shelf).filter(|(id, _)| Some(*id) != opened).partition(is_first);
            let unsaved = shelf.unsaved(&volumes, |id| shown.contains(&id) && Some(id) != opened);
            tell(Answer::FirstPage { volumes, drafts: first });
            tell(Answer::Unsaved(unsaved));
            let _turn = follower.turn();
            let (volumes, broken) = shelf.read();
            let unsaved = shelf.unsaved(&volumes, |id| !shown.contains(&id) && Some(id) != opened);
            let copies = shelf.put_together();
            shelf.remember_first(&volumes);
            tell(Answer::Library { volumes, broken, drafts });
            tell(Answer::Unsaved(unsaved));
            if !copies.is_empty() {
                tell(Answer::PutTogether(copies));
            }
        });
        true
    }

    /// Follows what others write, as soon as the folder is there.
    fn watch(&mut self) {
        self.watch = self.watch.take().or_else(|| self.follower.as_ref()?.watch());
    }

    fn save(&mut self, session: Arc<Session>, seen: u64, path: PathBuf) {
        self.watch();
        let (Some(shelf), Some(saver), Some(holds)) = (self.shelf.clone(), &self.saver, self.holds.clone()) else {
            return;
        };
        self.keep_until_saved(&session, &path);
        let (events, id, today) = (self.events.clone(), session.id, self.clock.now().date_naive());
        let number = holds.owe(id);
        saver.put(id.to_string(), move || {
            let saved = shelf.put(&session, seen, &path)?;
            holds.pay(id, number);
            if let Some(joined) = saved.joined {
                events.send(Event::Answer(Answer::Joined(joined)));
            }
            events.send(Event::Answer(Answer::Saved(id, saved.path.clone())));
            if path.as_os_str().is_empty() {
                shelf.remember_new(&saved.path);
            }
            shelf.tidy(&saved.path, today);
            if holds.is_elsewhere(id) { Ok(()) } else { shelf.forget_unsaved(&session) }
        });
    }

    /// Keeps a version where that takes no time, until its file has it. What another window runs is for that one to keep:
    /// the file takes it, together with what that one says.
    fn keep_until_saved(&self, session: &Arc<Session>, path: &Path) {
        let (Some(shelf), Some(keepers), Some(holds)) = (&self.shelf, &self.keepers, &self.holds) else { return };
        let (id, key) = (session.id, format!("session {}", session.id));
        let (own, held, session, path) = (Arc::clone(shelf), holds.clone(), Arc::clone(session), path.to_owned());
        // Before a line that it has emptied, which is let go only once this is kept.
        keepers.quick.put_in_place(&*key, move || {
            if held.is_elsewhere(id) { Ok(()) } else { own.keep_unsaved(&session, &path) }
        });
        let (own, held) = (Arc::clone(shelf), holds.clone());
        keepers.thorough.put_in_place(key, move || if held.is_elsewhere(id) { Ok(()) } else { own.flush_unsaved(id) });
    }

    /// Hands half-typed words over to be written. Asked once they are on the screen, so that nothing stands between a
    /// key and its letter.
    pub(super) fn hand_over(&mut self) {
        for (id, draft) in std::mem::take(&mut self.waiting) {
            self.keep(id, draft);
        }
    }

    fn keep(&self, id: Uuid, draft: Option<Box<Draft>>) {
        let (Some(shelf), Some(keepers), Some(holds)) = (&self.shelf, &self.keepers, &self.holds) else { return };
        let (own, held) = (Arc::clone(shelf), holds.clone());
        keepers.quick.put(id.to_string(), move || {
            if held.is_elsewhere(id) {
                return Ok(()); // there is one draft of a session, and the window that runs it writes it
            }
            match &draft {
                Some(draft) if !draft.is_apart() || held.has(id) => own.keep_draft(id, draft),
                Some(draft) => own.keep_draft(id, &draft.beside(left_of(&own, id))),
                None => own.forget_draft(id),
            }
        });
        let (own, held) = (Arc::clone(shelf), holds.clone());
        keepers.thorough.put(id.to_string(), move || if held.is_elsewhere(id) { Ok(()) } else { own.flush_draft(id) });
    }

    /// Does something about what this window holds, in turn with the saves.
    fn with_holds(&self, key: String, deed: impl Fn(&Holds) + Send + 'static) {
        if let (Some(saver), Some(holds)) = (&self.saver, self.holds.clone()) {
            saver.put(key, move || {
                deed(&holds);
                Ok(())
            });
        }
    }

    /// Never waits for a save: what is on its way to a file finds there itself what others have written.
    fn lock(&self, id: Uuid, path: &Path) -> Vec<Answer> {
        let (Some(shelf), Some(holds)) = (self.shelf.clone(), &self.holds) else {
            return vec![Answer::Locked(id, true)];
        };
        let hold = holds.take(id);
        // Only what is on disk to the last word can be read again without losing any.
        let joined = if path.as_os_str().is_empty() {
            None
        } else if holds.is_all_paid() {
            joined(&shelf, path)
        } else {
            let (shelf, events, path) = (Arc::clone(&shelf), self.events.clone(), path.to_owned());
            self.with_holds(format!("look {id}"), move |holds| {
                if let Some(joined) = holds.is_paid(id).then(|| joined(&shelf, &path)).flatten() {
                    events.send(Event::Answer(joined));
                }
            });
            None
        };
        let mut answers = Vec::from_iter(joined);
        // Another window may have run it until it was killed.
        if hold == Hold::New {
            let draft = left_of(&shelf, id).filter(|draft| draft.prepared.is_none());
            answers.extend(draft.map(|draft| Answer::Left(id, Box::new(draft))));
            answers.extend(shelf.unsaved_of(id, path).map(|volume| Answer::Unsaved(vec![volume])));
        }
        answers.push(Answer::Locked(id, hold != Hold::Elsewhere));
        answers
    }

    fn configure(&self, settings: Settings) {
        let (events, path) = (self.events.clone(), self.settings_file.clone());
        let Some(saver) = &self.saver else { return };
        saver.put("settings", move || {
            // Trying again would not mend the file; the settings hold until the program ends.
            if let Err(error) = settings::write(&path, &settings) {
                events.send(Event::Answer(Answer::NotConfigured(error.to_string())));
            }
            Ok(())
        });
    }

    /// The settings as their file says them, once everything on its way is in it.
    pub(super) fn settings(&self) -> (PathBuf, Settings, Option<String>) {
        if let Some(saver) = &self.saver {
            saver.flush(PATIENCE);
        }
        let (settings, faults) = settings::read(&self.settings_file);
        (self.settings_file.clone(), settings, faults.first().map(ToString::to_string))
    }

    /// On the saver's thread and under the session's key: a save that still waits does not bring the file back.
    fn trash(&self, id: Uuid, path: PathBuf) {
        let (Some(shelf), Some(saver), Some(holds)) = (self.shelf.clone(), &self.saver, self.holds.clone()) else {
            return;
        };
        let (today, number) = (self.clock.now().date_naive(), holds.owe(id));
        saver.put(id.to_string(), move || {
            shelf.trash(&path, today)?;
            holds.pay(id, number);
            Ok(())
        });
    }

    /// On a thread of its own: a save under way is waited for, and so is a slow disk.
    fn open(&self, path: &Path) {
        let Some(shelf) = self.shelf.clone() else { return };
        let full = match (path.strip_prefix("~"), &self.home) {
            (Ok(rest), Some(home)) => home.join(rest),
            _ => path.to_path_buf(),
        };
        let events = self.events.clone();
        std::thread::spawn(move || {
            let tell = |answer| events.send(Event::Answer(answer));
            match shelf.take_up(&full) {
                Ok((volume, joined)) => {
                    joined.map(Answer::Joined).map(tell);
                    tell(Answer::Opened(Box::new(volume)));
                }
                Err(error) => tell(Answer::NotOpened(error.to_string())),
            }
        });
    }

    /// Hands what the room sees over to be written; the newest is enough.
    fn show_to_room(&mut self, live: Arc<Live>) {
        if self.host.is_none() {
            let events = self.events.clone();
            let tell = move |report| {
                if let Report::Failed(_, error) = report {
                    events.send(Event::Answer(Answer::NotShown(error.to_string())));
                }
            };
            let host = Arc::new(Mutex::new(Host::at(&self.state)));
            self.host = Saver::start(tell).ok().map(|saver| (saver, host));
        }
        if let Some((saver, host)) = &self.host {
            let host = Arc::clone(host);
            saver.put("room", move || host.lock().unwrap_or_else(PoisonError::into_inner).show(&live));
        }
    }

    fn hide_from_room(&mut self) {
        if let Some((saver, host)) = &self.host {
            let host = Arc::clone(host);
            saver.put("room", move || {
                host.lock().unwrap_or_else(PoisonError::into_inner).leave();
                Ok(())
            });
        }
    }

    /// Gives everything that is not on disk yet its last attempt; others may run the sessions after that.
    pub(super) fn finish(&mut self) {
        self.hand_over();
        let keepers = self.keepers.take().map(|keepers| [keepers.quick, keepers.thorough]);
        let savers: Vec<Saver> = keepers.into_iter().flatten().chain(self.saver.take()).collect();
        savers.iter().for_each(Saver::close);
        drop(savers);
        self.holds.iter().for_each(Holds::let_all_go);
        self.host = None;
    }
}

/// Whatever ends the loop, a panic too, the last words are put by.
impl Drop for Performer {
    fn drop(&mut self) {
        self.hand_over();
    }
}

/// What others have written in a file since it was known here.
fn joined(shelf: &Shelf, path: &Path) -> Option<Answer> {
    shelf.take_up(path).ok()?.1.map(Answer::Joined)
}

/// The half-typed words that are put down of a session.
fn left_of(shelf: &Shelf, id: Uuid) -> Option<Draft> {
    shelf.draft_of(id).and_then(|draft| serde_json::from_value(draft).ok())
}

/// What the saver of sessions had to say.
fn of_session(report: &Report) -> Option<Answer> {
    match report {
        Report::Failed(key, error) => Some(Answer::NotSaved(key.parse().ok()?, error.to_string(), error.is_kept())),
        Report::Saved(key) => Some(Answer::SavedAgain(key.parse().ok()?)),
    }
}

/// What the keepers had to say.
fn of_draft(report: &Report) -> Answer {
    match report {
        Report::Failed(_, error) => Answer::NotKept(error.to_string()),
        Report::Saved(_) => Answer::KeptAgain,
    }
}

/// The half-typed words of an earlier run.
pub(super) fn drafts(shelf: &Shelf) -> impl Iterator<Item = (Uuid, Draft)> + use<> {
    shelf.drafts().into_iter().filter_map(|(id, value)| Some((id, serde_json::from_value(value).ok()?)))
}

/// A text in a file of its own for `$EDITOR`; the file goes when the value does.
pub(super) fn scratch(text: &str) -> std::io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new().prefix("offsite-").suffix(".md").tempfile()?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    Ok(file)
}
