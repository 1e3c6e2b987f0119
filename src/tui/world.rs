//! What every screen sees and may ask for: the sessions, the words and colours, the moment, and the effects to be performed.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate};
use uuid::Uuid;

use super::deeds::Deeds;
use super::effect::{Draft, Effect, Over};
use super::glyphs::{self, Glyphs};
use super::keymap::Action;
use super::notice::Notice;
use super::room::Room;
use super::theme::{Theme, ThemeChoice, ThemeOptions};
use crate::clock::Zone;
use crate::lang::Texts;
use crate::model::change::{Change, Rejected};
use crate::model::dates::DateLanguage;
use crate::model::id::IdSource;
use crate::model::library::{Broken, Joined, Library, Volume};
use crate::model::merge::merge;
use crate::model::session::Session;
use crate::model::template::Template;
use crate::model::words::Tongue;
use crate::settings::{Setting, Settings};

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

/// What decides looks and words where no setting does: the terminal and the locale.
#[derive(Clone, Copy, Debug)]
pub struct Around {
    /// What the terminal shows, and the background that it reported.
    pub theme: ThemeOptions,
    /// The signs that the terminal can show.
    pub glyphs: &'static Glyphs,
    /// The code of the locale's language.
    pub language: &'static str,
}

impl Default for Around {
    fn default() -> Self {
        Self { theme: ThemeOptions::default(), glyphs: &glyphs::UNICODE, language: "en" }
    }
}

impl Around {
    /// The code of the language that is spoken.
    pub fn language(&self, settings: &Settings) -> &'static str {
        match settings.word(Setting::Language) {
            "auto" => self.language,
            code => code,
        }
    }
}

impl Look {
    /// The words, colours and signs that these settings ask for.
    pub fn of(settings: &Settings, around: &Around) -> Self {
        let options = ThemeOptions {
            choice: ThemeChoice::of(settings.word(Setting::Theme)),
            has_high_contrast: settings.word(Setting::Contrast) == "high",
            ..around.theme
        };
        let glyphs = match settings.word(Setting::Symbols) {
            "unicode" => &glyphs::UNICODE,
            "ascii" => &glyphs::ASCII,
            _ => around.glyphs,
        };
        Self { texts: Texts::of(around.language(settings)), theme: Theme::resolve(&options), glyphs }
    }
}

/// The state that screens share.
pub struct World {
    /// All sessions.
    pub library: Library,
    /// All templates.
    pub templates: Vec<Template>,
    /// Words, colours and signs.
    pub look: Look,
    /// What the person has set.
    pub settings: Settings,
    /// What flags and variables say instead, until it is set here.
    pub forced: Settings,
    /// What decides where nothing is set.
    pub around: Around,
    /// The file with the settings, for people.
    pub settings_file: String,
    /// Where new ids come from.
    pub ids: IdSource,
    /// The moment of the message at hand.
    pub now: DateTime<FixedOffset>,
    /// How this place counts the hours of other days.
    pub zone: Zone,
    /// Whether this is the example: nothing is kept.
    pub is_example: bool,
    /// Whether sessions are still being read.
    pub is_loading: bool,
    /// Where sessions are kept, for people.
    pub folder: String,
    /// Half-typed words of an earlier run, by session.
    pub drafts: HashMap<Uuid, Draft>,
    /// Sessions that another window runs.
    pub busy: HashSet<Uuid>,
    /// The session that was closed last, until home has chosen it.
    pub ended: Option<Uuid>,
    /// What is shown on a shared screen.
    pub room: Option<Room>,
    notice: Option<Notice>,
    deeds: Deeds,
    /// What cannot be saved, by session; half-typed words have none.
    troubles: HashMap<Option<Uuid>, Notice>,
    /// Sessions that are worked on here, or were opened by themselves.
    held: HashSet<Uuid>,
    /// Sessions that were thrown away in this run.
    gone: HashSet<Uuid>,
    effects: Vec<Effect>,
}

impl World {
    /// A world without sessions.
    pub fn new(look: Look, templates: Vec<Template>, ids: IdSource, now: DateTime<FixedOffset>) -> Self {
        Self {
            library: Library::default(),
            templates,
            look,
            settings: Settings::default(),
            forced: Settings::default(),
            around: Around::default(),
            settings_file: String::new(),
            ids,
            now,
            zone: Zone::Fixed(*now.offset()),
            is_example: false,
            is_loading: false,
            folder: String::new(),
            drafts: HashMap::new(),
            notice: None,
            deeds: Deeds::default(),
            troubles: HashMap::new(),
            busy: HashSet::new(),
            ended: None,
            room: None,
            held: HashSet::new(),
            gone: HashSet::new(),
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

    /// The language in which people type.
    pub fn tongue(&self) -> Tongue {
        Tongue { dates: self.date_language(), say: self.texts().word }
    }

    /// What a setting is here and now.
    pub fn setting(&self, setting: Setting) -> &'static str {
        self.settings.under(&self.forced).word(setting)
    }

    /// Sets something: it shows at once, and is kept.
    pub fn set(&mut self, setting: Setting, word: &str) {
        self.settings.choose(setting, word);
        self.forced.forget(setting);
        self.look = Look::of(&self.settings.under(&self.forced), &self.around);
        let settings = self.settings.clone();
        self.ask(Effect::Configure(settings));
    }

    /// Takes the settings as the file says them now, and says what is wrong in it.
    pub fn take_settings(&mut self, settings: Settings, fault: Option<&str>) {
        self.settings = settings;
        self.look = Look::of(&self.settings.under(&self.forced), &self.around);
        if let Some(fault) = fault {
            self.tell(fault);
        }
    }

    /// The language in which typed days are read.
    pub fn date_language(&self) -> DateLanguage {
        if self.texts().code == "fr" { DateLanguage::Fr } else { DateLanguage::En }
    }

    /// A session by its id.
    pub fn session(&self, id: Uuid) -> Option<&Session> {
        self.library.session(id)
    }

    /// Whether a session may be written here: it is not from a newer version, and not run elsewhere.
    pub fn can_write(&self, id: Uuid) -> bool {
        !self.busy.contains(&id) && self.library.volume(id).is_some_and(|volume| !volume.is_read_only)
    }

    /// Makes an edit that can be undone, and saves; a refusal is said. True when it was made.
    pub fn edit(&mut self, id: Uuid, what: impl Into<String>, change: Change) -> bool {
        self.edit_all(id, what, vec![(id, change)])
    }

    /// Makes edits of several sessions as one deed of the session `scope`: all of them, or none.
    pub fn edit_all(&mut self, scope: Uuid, what: impl Into<String>, parts: Vec<(Uuid, Change)>) -> bool {
        if !parts.iter().all(|(id, _)| self.can_write(*id)) {
            self.say(Notice::calm(self.texts().says.only_to_read));
            return false;
        }
        let touched: Vec<Uuid> = parts.iter().map(|(id, _)| *id).collect();
        match self.deeds.make(&mut self.library, (what.into(), scope), parts) {
            Ok(()) => {
                for id in touched {
                    self.save(id);
                }
                true
            }
            Err(why) => {
                self.say(Notice::wrong(
                    if why == Rejected::Locked { self.texts().says.locked } else { self.texts().says.gone },
                    "",
                ));
                false
            }
        }
    }

    /// Makes an edit of the clock or the course, which undo leaves alone, and saves. True when it was made.
    pub fn advance(&mut self, id: Uuid, change: Change) -> bool {
        if !self.can_write(id) {
            return false;
        }
        let Some(volume) = self.library.volume_mut(id) else { return false };
        if change.is_empty() {
            return true;
        }
        let made = volume.session.apply(change);
        if made.is_ok() {
            self.save(id);
        }
        made.is_ok()
    }

    /// Takes the last deed back: of one session, or of whichever was last.
    pub fn undo(&mut self, scope: Option<Uuid>) {
        let undone = self.deeds.undo(&mut self.library, scope);
        let says = self.texts().says;
        self.stepped(undone, says.undone, says.nothing_to_undo);
    }

    /// Does the last deed again that was taken back.
    pub fn redo(&mut self, scope: Option<Uuid>) {
        let redone = self.deeds.redo(&mut self.library, scope);
        let says = self.texts().says;
        self.stepped(redone, says.redone, says.nothing_to_redo);
    }

    fn stepped(&mut self, deed: Option<(String, Vec<Uuid>)>, named: fn(&str) -> String, nothing: &str) {
        match deed {
            Some((what, touched)) => {
                for id in touched {
                    self.save(id);
                }
                self.say(Notice::calm(named(&what)));
            }
            None => self.say(Notice::calm(nothing)),
        }
    }

    /// Takes a session that is another one than before, with nothing to undo in it.
    pub fn replace(&mut self, volume: Volume) {
        self.deeds.forget(volume.session.id);
        self.library.put(volume);
    }

    /// Puts what came from outside into a session that is worked on here. Returns the session as it was before, if it is
    /// another one now.
    pub fn join(&mut self, joined: &Joined) -> Option<Session> {
        let id = joined.session.id;
        let volume = self.library.volume(id)?;
        if joined.number < volume.edition {
            return None; // a later version of the file is here already
        }
        let before = volume.session.clone();
        let base = joined.ours.as_deref().or((!self.held.contains(&id)).then_some(&before));
        let is_untouched = base == Some(&before);
        let both = if is_untouched {
            Session::clone(&joined.session)
        } else {
            merge(base, &before, &joined.session).ok()?.session
        };
        let (is_same, is_saved) = (both == before, both == *joined.session);
        let volume = Volume { session: both, path: volume.path.clone(), edition: joined.number, ..*volume };
        if is_same {
            self.library.put(volume);
        } else {
            self.replace(volume);
        }
        if !is_saved && self.can_write(id) {
            self.save(id);
        }
        (!is_same).then_some(before)
    }

    /// Takes a version up that an earlier run could not save any more, and puts it together with what was done here since.
    /// Returns the session as it was before, if it is another one now.
    pub fn recover(&mut self, volume: Volume) -> Option<Session> {
        let id = volume.session.id;
        if self.gone.contains(&id) {
            return None;
        }
        let title = volume.session.title.clone();
        let before = if self.held.contains(&id) {
            let number = self.library.volume(id)?.edition;
            Some(self.join(&Joined { number, ours: None, session: Arc::new(volume.session), clashes: 0 })?)
        } else {
            let before = self.session(id).cloned();
            self.replace(volume);
            before
        };
        self.save(id);
        if self.library.is_in_sight(id) {
            self.say(Notice::calm((self.texts().says.recovered)(&title)));
        }
        before
    }

    /// Takes a session as somebody else has left it, unless it is worked on here or kept in another file.
    pub fn change(&mut self, volume: Volume) {
        let id = volume.session.id;
        let is_newer =
            |known: &Volume| known.path == volume.path && known.edition <= volume.edition && !self.held.contains(&id);
        if !self.gone.contains(&id) && self.library.volume(id).is_none_or(is_newer) {
            self.replace(volume);
        }
    }

    /// Takes the folder as it is now; what is worked on here stays.
    pub fn renew(&mut self, volumes: Vec<Volume>, broken: Vec<Broken>) {
        let (held, gone) = (&self.held, &self.gone);
        let volumes = volumes.into_iter().filter(|volume| !gone.contains(&volume.session.id)).collect();
        self.library.renew(volumes, broken, |id| held.contains(&id));
    }

    /// Throws a session away: its file goes to the trash, and no earlier reading of the folder brings it back.
    pub fn discard(&mut self, id: Uuid) {
        if let Some(volume) = self.library.remove(id) {
            self.gone.insert(id);
            self.held.remove(&id);
            self.drafts.remove(&id);
            self.ask(Effect::Forget(id));
            self.ask(Effect::Trash(id, volume.path));
        }
    }

    /// Notes that a session is on the screen: it stays in the list whatever becomes of its file.
    pub fn hold_on(&mut self, id: Uuid) {
        self.held.insert(id);
    }

    /// Whether an action that every screen has would do something.
    pub fn can(&self, action: Action) -> bool {
        match action {
            Action::Undo => self.deeds.can_undo(),
            Action::Redo => self.deeds.can_redo(),
            Action::Present | Action::Curtain | Action::Hold => self.room.is_some(),
            _ => true,
        }
    }

    /// Adds a session that is new here, and saves it.
    pub fn add(&mut self, session: Session) {
        let id = session.id;
        self.library.put(Volume::new("", session));
        self.save(id);
    }

    /// Saves a session as it stands, because its file is gone. True when that is for this window to do.
    pub fn put_back(&mut self, id: Uuid) -> bool {
        let can_write = self.can_write(id);
        if can_write {
            self.save(id);
        }
        can_write
    }

    fn save(&mut self, id: Uuid) {
        if self.is_example {
            return;
        }
        if let Some(volume) = self.library.volume(id) {
            let session = Arc::new(volume.session.clone());
            let effect = Effect::Save { session, seen: volume.edition, path: volume.path.clone() };
            self.held.insert(id);
            // The newest version is enough: an older one that still waits is never written.
            self.effects.retain(|waiting| !matches!(waiting, Effect::Save { session, .. } if session.id == id));
            self.effects.push(effect);
        }
    }

    /// Keeps what is being written in an overlay beside the half-typed words of its session, or lets it go.
    pub fn hold(&mut self, session: Uuid, over: Option<Over>) {
        if self.drafts.get(&session).and_then(|draft| draft.over.as_ref()) == over.as_ref() {
            return;
        }
        let draft = self.drafts.entry(session).or_default();
        draft.over = over;
        if *draft == Draft::default() {
            self.drafts.remove(&session);
            self.ask(Effect::Forget(session));
        } else {
            let draft = Box::new(draft.clone());
            self.ask(Effect::Keep(session, draft));
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

    /// Says what went wrong, in the sentences of an error.
    pub fn tell(&mut self, sentences: &str) {
        self.say(Notice::from_sentences(&(self.texts().told)(sentences)));
    }

    /// The sentence above the footer.
    pub fn notice(&self) -> Option<&Notice> {
        // What could not be saved of somebody else waits until nobody looks on.
        let is_named = |(id, _): &(&Option<Uuid>, &Notice)| id.is_none_or(|id| self.library.is_in_sight(id));
        self.notice.as_ref().or_else(|| self.troubles.iter().find(is_named).map(|(_, notice)| notice))
    }

    /// Says what cannot be saved, for as long as it cannot; without a session it is half-typed words.
    pub fn trouble(&mut self, session: Option<Uuid>, sentences: &str) {
        self.troubles.insert(session, Notice::from_sentences(&(self.texts().told)(sentences)));
    }

    /// Everything that cannot be saved now.
    pub fn troubles(&self) -> impl Iterator<Item = &Notice> {
        self.troubles.values()
    }

    /// It can be saved again. True when there was trouble.
    pub fn relieve(&mut self, session: Option<Uuid>) -> bool {
        self.troubles.remove(&session).is_some()
    }

    /// Takes the sentence away.
    pub fn hush(&mut self) {
        self.notice = None;
    }
}
