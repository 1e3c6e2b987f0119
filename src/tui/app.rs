//! The program as a value: messages in, effects out, drawn without being changed.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::effect::{Answer, Draft, Effect, Over};
use super::key::Key;
use super::keymap::{Action, Place};
use super::notice::Notice;
use super::screens::aside::Aside;
use super::screens::commands::Commands;
use super::screens::find::Find;
use super::screens::home::Home;
use super::screens::settings::SettingsScreen;
use super::screens::{Component, Go, Screen};
use super::widgets::canvas::Canvas;
use super::widgets::{frame, overlay, text};
use super::world::World;
use crate::model::library::{Joined, Volume};
use crate::model::session::Session;
use uuid::Uuid;

/// The least room for work, in columns and rows.
const LEAST: (u16, u16) = (60, 16);

/// The most columns of the terminal's title: what stands there comes from a file.
const LONGEST_TITLE: usize = 60;

/// What reaches the program.
#[derive(Debug)]
pub enum Msg {
    /// A key.
    Key(Key),
    /// A paste.
    Paste(String),
    /// The terminal has another size, in columns and rows.
    Resize(u16, u16),
    /// Time has passed.
    Tick,
    /// The program was brought back after being suspended.
    Resumed,
    /// The system asks the program to leave.
    Leave,
    /// An effect has an answer.
    Answer(Answer),
}

/// The whole program.
pub struct App {
    world: World,
    screens: Vec<Screen>,
    last_seen: DateTime<FixedOffset>,
}

impl App {
    /// A program that starts on `first`.
    pub fn new(world: World) -> Self {
        let last_seen = world.now;
        Self { world, screens: vec![Screen::Home(Home::default())], last_seen }
    }

    /// Opens a screen on top.
    pub fn start_on(&mut self, screen: Screen) -> Vec<Effect> {
        self.open(screen);
        self.world.take_effects()
    }

    /// What the screens share.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The same, for tests and the start.
    pub fn world_mut(&mut self) -> &mut World {
        &mut self.world
    }

    /// Takes a message in and says what is to be done outside.
    pub fn update(&mut self, now: DateTime<FixedOffset>, msg: Msg) -> Vec<Effect> {
        self.world.now = now;
        // Whoever writes in their own editor is there.
        let was_there = matches!(msg, Msg::Answer(Answer::Edited(_) | Answer::Settings(..)));
        let gap = crate::model::timebox::gap(self.last_seen, now).filter(|_| !was_there);
        self.last_seen = now;
        let is_asked = gap.is_some_and(|minutes| self.away(minutes));
        // The key that wakes the screen has not read the question yet.
        if is_asked && matches!(msg, Msg::Key(_) | Msg::Paste(_)) {
            return self.world.take_effects();
        }
        match msg {
            Msg::Key(key) => self.key(&key),
            Msg::Paste(text) => {
                self.world.hush();
                // Many terminals send carriage returns for the line ends of a paste.
                let text = text.replace("\r\n", "\n").replace('\r', "\n");
                let go = self.with_top(|screen, world| screen.paste(&text, world));
                self.go(go);
            }
            Msg::Resize(..) => {}
            Msg::Tick => {
                for screen in &mut self.screens {
                    screen.component_mut().tick(&mut self.world);
                }
            }
            Msg::Resumed => self.world.ask(Effect::Redraw),
            Msg::Leave => self.quit(),
            Msg::Answer(answer) => self.answer(answer),
        }
        self.world.take_effects()
    }

    /// The session that was left alone asks what the time away was. True when it does.
    fn away(&mut self, minutes: u32) -> bool {
        let replies = self.screens.iter_mut().rev().map(|screen| screen.component_mut().away(minutes, &mut self.world));
        let Some(go) = { replies }.find(|go| !matches!(go, Go::Stay)) else { return false };
        self.go(go);
        true
    }

    fn with_top(&mut self, ask: impl FnOnce(&mut dyn Component, &mut World) -> Go) -> Go {
        match self.screens.last_mut() {
            Some(screen) => ask(screen.component_mut(), &mut self.world),
            None => Go::Quit,
        }
    }

    fn key(&mut self, key: &Key) {
        self.world.hush();
        let go = self.with_top(|screen, world| match screen.place(world).action(key) {
            Some(action) => screen.act(action, world),
            None => screen.key(key, world),
        });
        self.go(go);
    }

    fn act(&mut self, action: Action) {
        let go = self.with_top(|screen, world| screen.act(action, world));
        self.go(go);
    }

    fn go(&mut self, go: Go) {
        match go {
            Go::Stay => {}
            Go::Pass(action) => self.general(action),
            Go::Back => self.back(),
            Go::Open(screen) => self.open(*screen),
            Go::Replace(screen) => {
                self.leave_top();
                self.open(*screen);
            }
            Go::Home => {
                while self.screens.len() > 1 {
                    self.leave_top();
                }
                self.with_top(|screen, world| {
                    screen.arrive(world);
                    Go::Stay
                });
            }
            Go::Act(action) => {
                self.leave_top();
                self.act(action);
            }
            Go::Reply(reply) => {
                self.leave_top();
                let go = self.with_top(|screen, world| screen.reply(reply, world));
                self.go(go);
            }
            Go::Quit => self.quit(),
        }
    }

    /// Puts a screen on top; a session that runs below already is gone back to.
    fn open(&mut self, mut screen: Screen) {
        let wanted = screen.running();
        if let Some(below) = self.screens.iter().position(|each| wanted.is_some() && each.running() == wanted) {
            while self.screens.len() > below + 1 {
                self.leave_top();
            }
            return;
        }
        screen.component_mut().arrive(&mut self.world);
        self.screens.push(screen);
    }

    fn leave_top(&mut self) {
        if let Some(mut screen) = self.screens.pop() {
            screen.component_mut().leave(&mut self.world);
        }
    }

    fn back(&mut self) {
        if self.screens.len() > 1 {
            self.leave_top();
        } else {
            self.quit();
        }
    }

    fn quit(&mut self) {
        while !self.screens.is_empty() {
            self.leave_top();
        }
        self.screens.push(Screen::Home(Home::default()));
        self.world.ask(Effect::Quit);
    }

    /// What an action means wherever a screen has no meaning of its own for it.
    fn general(&mut self, action: Action) {
        match action {
            Action::Back | Action::StopTyping => self.back(),
            Action::Quit => self.quit(),
            Action::Commands => {
                if let Some(screen) = self.screens.last() {
                    let commands = Commands::of(screen.component(), &self.world);
                    self.screens.push(Screen::Commands(commands));
                }
            }
            Action::Find => self.open(Screen::Find(Find::default())),
            Action::Park => {
                let aside = Aside::park(None, &self.world);
                self.open(Screen::Aside(aside));
            }
            Action::Settings => self.open(Screen::Settings(SettingsScreen::default())),
            Action::Suspend => self.world.ask(Effect::Suspend),
            Action::Redraw => self.world.ask(Effect::Redraw),
            Action::Undo => self.world.undo(None),
            Action::Redo => self.world.redo(None),
            _ => {}
        }
    }

    fn answer(&mut self, answer: Answer) {
        match answer {
            Answer::Library { volumes, broken, drafts } => {
                self.world.renew(volumes, broken);
                self.world.is_loading = false;
                drafts.into_iter().for_each(|(id, draft)| self.take_up(id, draft));
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
                drafts.into_iter().for_each(|(id, draft)| self.take_up(id, draft));
            }
            Answer::Unsaved(volumes) => volumes.into_iter().for_each(|volume| self.recovered(volume)),
            Answer::Left(id, draft) => self.left(id, *draft),
            Answer::Changed(volume) => self.changed(*volume),
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
    fn of_running(&mut self, answer: &Answer) {
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
                self.world.say(Notice::calm((self.world.texts().says.preparing_back)(&title)));
            }
            _ => {
                let over = draft.over.clone().filter(Screen::is_free);
                self.world.drafts.entry(id).or_insert(draft);
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

    /// What another window or program wrote; where nothing is new, nothing happens.
    fn joined(&mut self, joined: &Joined) {
        let id = joined.session.id;
        let Some(before) = self.world.join(joined) else { return };
        self.renewed(&before);
        // Whoever only reads follows without a word.
        if self.world.can_write(id) {
            let title = self.world.session(id).map_or("", |session| &session.title);
            let words = (self.world.texts().says.joined)(title, joined.clashes, &self.way_to_settle());
            self.world.say(Notice::calm(words));
        }
    }

    /// The keys that lead to where one of two versions is chosen.
    fn way_to_settle(&self) -> String {
        const KEY: &str = "=";
        let place = self.place();
        let words = self.world.texts().frame;
        match () {
            () if place.bindings().any(|binding| binding.action == Action::Settle) => KEY.to_owned(),
            () if self.screens.iter().any(|screen| screen.running().is_some()) => (words.after_esc)(KEY),
            () => (words.after_opening)(KEY),
        }
    }

    /// A session of the list, as somebody else has left it.
    fn changed(&mut self, volume: Volume) {
        let before = self.world.session(volume.session.id).cloned();
        self.world.change(volume);
        if let Some(before) = before {
            self.renewed(&before);
        }
    }

    /// A file that somebody has taken away from under the session that runs: to miss it is no order to let go.
    fn missing(&mut self, id: Uuid) {
        if self.screens.iter().any(|screen| screen.running() == Some(id)) && self.world.put_back(id) {
            let title = self.world.session(id).map_or("", |session| &session.title);
            self.world.say(Notice::calm((self.world.texts().says.put_back)(title)));
        }
    }

    /// A version of an earlier run, or of a window that is gone.
    fn recovered(&mut self, volume: Volume) {
        let before = self.world.recover(volume);
        if let Some(before) = before {
            self.renewed(&before);
        }
    }

    /// Half-typed words of a window that ran the session until now; newer ones of this run stand.
    fn left(&mut self, id: Uuid, draft: Draft) {
        let was_busy = self.world.busy.remove(&id);
        let is_newer = self.world.drafts.get(&id).is_none_or(|own| own.at < draft.at);
        if is_newer {
            self.world.drafts.insert(id, draft.clone());
        }
        if is_newer || was_busy {
            self.of_running(&Answer::Left(id, Box::new(draft)));
        }
    }

    /// Tells every screen that a session is another one than before.
    fn renewed(&mut self, before: &Session) {
        for screen in &mut self.screens {
            screen.component_mut().renewed(before, &mut self.world);
        }
    }

    /// Sessions that a tool had left in several files.
    fn put_together(&mut self, paths: &[PathBuf]) {
        let volumes = self.world.library.volumes().iter();
        let titles: Vec<&str> =
            volumes.filter(|each| paths.contains(&each.path)).map(|each| each.session.title.as_str()).collect();
        if let Some(title) = titles.first() {
            let words = (self.world.texts().says.put_together)(title, titles.len() - 1);
            self.world.say(Notice::calm(words));
        }
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

    /// When something will change on the screen by itself: never, or at a moment after `now`.
    pub fn next_wake(&self, now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
        self.screens.iter().filter_map(|screen| screen.component().next_wake(&self.world, now)).min()
    }

    /// Draws everything into `area`; the caret's place where there is one.
    pub fn view(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let mut canvas = Canvas::new(buf, self.world.look);
        if area.width < LEAST.0 || area.height < LEAST.1 {
            canvas.too_small(area);
            return None;
        }
        let base = self.screens.iter().rposition(|screen| !screen.component().is_overlay()).unwrap_or(0);
        let mut caret = None;
        for (depth, screen) in self.screens.iter().enumerate().skip(base) {
            if depth > base {
                overlay::dim(&mut canvas, area);
            }
            caret = screen.component().view(&self.world, area, &mut canvas);
        }
        frame::notice(&mut canvas, area, &self.world);
        frame::background(&mut canvas, area, &self.world);
        caret
    }

    /// Which bindings hold now.
    pub fn place(&self) -> Place {
        self.screens.last().map_or(Place::Anywhere, |screen| screen.component().place(&self.world))
    }

    /// The words for the terminal's title: short, and never a client's name.
    pub fn title(&self) -> String {
        let stage = self.screens.iter().rev().find_map(|screen| screen.component().title(&self.world));
        let words = stage.as_deref().unwrap_or("offsite");
        text::fit(words, LONGEST_TITLE, self.world.look.glyphs.ellipsis).into_owned()
    }
}
