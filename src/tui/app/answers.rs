//! What the disk and the other windows tell, taken in.

use uuid::Uuid;

use super::App;
use crate::model::library::Volume;
use crate::tui::effect::{Answer, Draft, Effect, Over};
use crate::tui::notice::Notice;
use crate::tui::screens::{Go, Screen};

impl App {
    pub(super) fn answer(&mut self, answer: Answer) {
        match answer {
            Answer::Library { volumes, broken, drafts } => {
                self.world.renew(volumes, broken);
                self.world.is_loading = false;
                for (id, draft) in drafts {
                    self.take_up(id, draft);
                }
            }
            Answer::Saved(id, path) => self.world.library.moved(id, path),
            Answer::Opened(volume) => self.opened(*volume),
            Answer::NotOpened(why) | Answer::NotConfigured(why) => self.world.tell(&why),
            Answer::Example(sessions) => {
                self.world.is_example = true;
                self.world.is_loading = false;
                let volume = |session| Volume::new("", session);
                self.world.library.fill(sessions.into_iter().map(volume).collect(), Vec::new());
                self.go(Go::Home);
            }
            Answer::Joined(joined) => self.joined(&joined),
            Answer::Renewed(volumes, broken) => self.world.renew(volumes, broken),
            Answer::Missing(ids) => ids.into_iter().for_each(|id| self.missing(id)),
            Answer::Templates(templates, broken) => {
                self.world.templates = templates;
                if let Some(broken) = broken.first() {
                    self.world.tell(&broken.message);
                }
            }
            Answer::FirstPage { volumes, drafts } => {
                self.world.library.fill(volumes, Vec::new());
                for (id, draft) in drafts {
                    self.take_up(id, draft);
                }
            }
            Answer::Unsaved(volumes) => volumes.into_iter().for_each(|volume| self.recovered(volume)),
            Answer::Left(id, draft) => self.left(id, *draft),
            Answer::Changed(volume) => self.changed(*volume),
            Answer::NotShown(why) => self.not_shown(&why),
            Answer::PutTogether(paths) => self.put_together(&paths),
            Answer::Settings(settings, fault) => {
                self.world.take_settings(settings, fault.as_deref());
            }
            answer @ (Answer::Locked(..) | Answer::Edited(_)) => self.of_running(&answer),
            answer => self.saving(&answer),
        }
    }

    /// What became of saving.
    fn saving(&mut self, answer: &Answer) {
        let says = self.world.texts().says;
        if let Answer::SavedAgain(id) = answer
            && self.world.relieve(Some(*id))
            && self.world.troubles().next().is_none()
        {
            self.world.say(Notice::calm(says.save_again));
        }
        let title = |id| self.world.session(id).map_or("", |session| &session.title).to_owned();
        match answer {
            Answer::KeptAgain => {
                self.world.relieve(None);
            }
            Answer::NotSaved(id, why, is_kept) => {
                let why = (self.world.texts().told)(why);
                self.world.trouble(Some(*id), &(says.save_failed)(&title(*id), &why, *is_kept));
            }
            Answer::NotKept(why) => self.world.trouble(None, why),
            _ => {}
        }
    }

    /// The sentence of an answer that comes after the last screen was drawn, where it is about words in danger.
    pub fn late(&self, answer: Answer) -> Option<String> {
        let Answer::NotSaved(id, why, is_kept) = answer else { return None };
        let texts = self.world.texts();
        let title = |id| self.world.session(id).map_or("", |session| &session.title);
        Some((texts.says.save_failed)(title(id), &(texts.told)(&why), is_kept))
    }

    /// What could not be saved until the end.
    pub fn troubles(&self) -> Vec<String> {
        self.world.troubles().map(|notice| format!("{} {}", notice.wrong, notice.text)).collect()
    }

    /// Hands an answer to the session that runs, whatever lies above it.
    pub(super) fn of_running(&mut self, answer: &Answer) {
        if let Answer::Locked(id, false) = answer {
            self.world.busy.insert(*id);
            let title = self.world.session(*id).map_or("", |session| &session.title).to_owned();
            self.world.say(Notice::from_sentences(&(self.world.texts().says.busy)(&title)));
        }
        if let Answer::Locked(id, true) = answer {
            self.world.busy.remove(id);
        }
        if let Some(screen) = self.screens.iter_mut().rev().find(|screen| screen.running().is_some()) {
            let go = screen.component_mut().answer(answer, &mut self.world);
            self.go(go);
        }
    }

    /// Takes half-typed words of an earlier run up; newer ones of this run stand.
    fn take_up(&mut self, id: Uuid, mut draft: Draft) {
        match draft.prepared.take() {
            Some(session) if session.id == id && self.world.session(id).is_none() => {
                let title = session.title.clone();
                self.world.add(*session);
                self.world.ask(Effect::Forget(id));
                if self.world.library.is_in_sight(id) {
                    self.world.say(Notice::calm((self.world.texts().says.preparing_back)(&title)));
                }
            }
            _ => {
                let over = draft.over.clone().filter(Screen::is_free);
                let own = self.world.drafts.remove(&id);
                let draft = match own {
                    Some(own) if own.is_apart() => own.beside(Some(draft)),
                    own => own.unwrap_or(draft),
                };
                self.world.drafts.insert(id, draft);
                self.resume(id, over);
            }
        }
    }

    /// Opens the overlay again in which words were being written outside of a session that runs.
    fn resume(&mut self, id: Uuid, over: Option<Over>) {
        let is_idle = matches!(self.screens.as_slice(), [Screen::Home(_)]);
        let is_apart = self.world.session(id).is_some_and(|session| !session.state.is_under_way());
        let Some(over) = over.filter(|_| is_idle && is_apart && self.world.can_write(id)) else { return };
        if let Some(below) = Screen::below_again(id, &over, &self.world) {
            self.open(below);
        }
        let screen = Screen::again(id, over, &self.world);
        self.open(screen);
        self.world.say(Notice::calm(self.world.texts().says.kept_draft));
    }

    /// A file from elsewhere; a session that is at hand already is not replaced by another copy of it.
    fn opened(&mut self, volume: Volume) {
        let id = volume.session.id;
        let is_known = self.world.library.volume(id).is_some();
        if is_known {
            self.world.say(Notice::calm(self.world.texts().says.known_already));
        } else {
            self.world.replace(volume);
            self.world.hold_on(id);
        }
        if let Some(session) = self.world.session(id) {
            let screen = Screen::for_session(session, &self.world);
            self.open(screen);
        }
    }
}
