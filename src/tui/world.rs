//! What every screen sees and may ask for: the sessions, the words and colours, the moment, and the effects to be performed.

use std::collections::HashMap;
use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDate};
use uuid::Uuid;

use super::effect::{Draft, Effect};
use super::glyphs::Glyphs;
use super::keymap::Action;
use super::notice::Notice;
use super::theme::Theme;
use crate::lang::Texts;
use crate::model::change::{Change, Rejected};
use crate::model::dates::DateLanguage;
use crate::model::history::History;
use crate::model::id::IdSource;
use crate::model::library::{Library, Volume};
use crate::model::session::Session;
use crate::model::template::Template;

/// Words, colours and signs.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The words of the chosen language.
    pub texts: &'static Texts,
    /// The colours.
    pub theme: Theme,
    /// The signs.
    pub glyphs: &'static Glyphs,
}

/// The state that screens share.
pub struct World {
    /// All sessions.
    pub library: Library,
    /// All templates.
    pub templates: Vec<Template>,
    /// Words, colours and signs.
    pub look: Look,
    /// Where new ids come from.
    pub ids: IdSource,
    /// The moment of the message at hand.
    pub now: DateTime<FixedOffset>,
    /// Whether this is the example: nothing is kept.
    pub is_example: bool,
    /// Whether sessions are still being read.
    pub is_loading: bool,
    /// Where sessions are kept, for people.
    pub folder: String,
    /// Half-typed words of an earlier run, by session.
    pub drafts: HashMap<Uuid, Draft>,
    notice: Option<Notice>,
    histories: HashMap<Uuid, History>,
    trail: Vec<Uuid>,
    effects: Vec<Effect>,
}

impl World {
    /// A world without sessions.
    pub fn new(look: Look, templates: Vec<Template>, ids: IdSource, now: DateTime<FixedOffset>) -> Self {
        Self {
            library: Library::default(),
            templates,
            look,
            ids,
            now,
            is_example: false,
            is_loading: false,
            folder: String::new(),
            drafts: HashMap::new(),
            notice: None,
            histories: HashMap::new(),
            trail: Vec::new(),
            effects: Vec::new(),
        }
    }

    /// The words.
    pub fn texts(&self) -> &'static Texts {
        self.look.texts
    }

    /// Today.
    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    /// The language in which typed days are read.
    pub fn date_language(&self) -> DateLanguage {
        if self.texts().code == "fr" { DateLanguage::Fr } else { DateLanguage::En }
    }

    /// A session by its id.
    pub fn session(&self, id: Uuid) -> Option<&Session> {
        self.library.session(id)
    }

    /// Makes an edit that can be undone, and saves; what goes wrong is said. True when it was made.
    pub fn edit(&mut self, id: Uuid, what: impl Into<String>, change: Change) -> bool {
        let Some(volume) = self.library.volume_mut(id).filter(|volume| !volume.is_read_only) else {
            self.say(Notice::calm(self.texts().run.read_only));
            return false;
        };
        match self.histories.entry(id).or_default().make(&mut volume.session, what, change) {
            Ok(()) => {
                self.trail.push(id);
                self.save(id);
                true
            }
            Err(why) => {
                self.refuse(why);
                false
            }
        }
    }

    /// Makes an edit of the clock or the course, which undo leaves alone, and saves. True when it was made.
    pub fn advance(&mut self, id: Uuid, change: Change) -> bool {
        let Some(volume) = self.library.volume_mut(id).filter(|volume| !volume.is_read_only) else { return false };
        if change.is_empty() {
            return true;
        }
        let made = volume.session.apply(change);
        if made.is_ok() {
            self.save(id);
        }
        made.is_ok()
    }

    /// Takes the last edit back: of one session, or of whichever was edited last.
    pub fn undo(&mut self, id: Option<Uuid>) {
        let texts = self.texts();
        let done = self.step(id, History::undo);
        match done {
            Some(what) => self.say(Notice::calm((texts.says.undone)(&what))),
            None => self.say(Notice::calm(texts.says.nothing_to_undo)),
        }
    }

    /// Makes the last undone edit again.
    pub fn redo(&mut self, id: Option<Uuid>) {
        let texts = self.texts();
        match self.step(id, History::redo) {
            Some(what) => self.say(Notice::calm((texts.says.redone)(&what))),
            None => self.say(Notice::calm(texts.says.nothing_to_redo)),
        }
    }

    /// Whether an action that every screen has would do something.
    pub fn can(&self, action: Action) -> bool {
        match action {
            Action::Undo => self.histories.values().any(History::can_undo),
            Action::Redo => self.histories.values().any(History::can_redo),
            _ => true,
        }
    }

    fn step(
        &mut self,
        id: Option<Uuid>,
        step: impl Fn(&mut History, &mut Session) -> Option<String>,
    ) -> Option<String> {
        let candidates = match id {
            Some(id) => vec![id],
            None => self.trail.iter().rev().copied().collect(),
        };
        for id in candidates {
            let (Some(history), Some(volume)) = (self.histories.get_mut(&id), self.library.volume_mut(id)) else {
                continue;
            };
            if let Some(what) = step(history, &mut volume.session) {
                if let Some(place) = self.trail.iter().rposition(|each| *each == id) {
                    self.trail.remove(place);
                    self.trail.push(id);
                }
                self.save(id);
                return Some(what);
            }
        }
        None
    }

    fn refuse(&mut self, why: Rejected) {
        if why == Rejected::Locked {
            self.say(Notice::wrong(self.texts().says.locked, ""));
        }
    }

    /// Adds a session that is new here, and saves it.
    pub fn add(&mut self, session: Session) {
        let id = session.id;
        self.library.put(Volume { path: PathBuf::new(), session, is_read_only: false });
        self.save(id);
    }

    fn save(&mut self, id: Uuid) {
        if self.is_example {
            return;
        }
        if let Some(volume) = self.library.volume(id) {
            let effect = Effect::Save { session: Box::new(volume.session.clone()), path: volume.path.clone() };
            // The newest version is enough: an older one that still waits is never written.
            self.effects.retain(|waiting| !matches!(waiting, Effect::Save { session, .. } if session.id == id));
            self.effects.push(effect);
        }
    }

    /// Asks for an effect; the example asks for none that would write.
    pub fn ask(&mut self, effect: Effect) {
        if !(self.is_example && effect.writes()) {
            self.effects.push(effect);
        }
    }

    /// What is to be performed, in order.
    pub(super) fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Shows a sentence above the footer until a key is pressed.
    pub fn say(&mut self, notice: Notice) {
        self.notice = Some(notice);
    }

    /// The sentence above the footer.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Takes the sentence away.
    pub fn hush(&mut self) {
        self.notice = None;
    }
}
