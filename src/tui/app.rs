//! The program as a value: messages in, effects out, drawn without being changed.

use chrono::{DateTime, FixedOffset};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::effect::{Answer, Effect};
use super::key::Key;
use super::keymap::{Action, Place};
use super::screens::aside::Aside;
use super::screens::commands::Commands;
use super::screens::find::Find;
use super::screens::home::Home;
use super::screens::settings::SettingsScreen;
use super::screens::{Component, Go, Screen};
use super::widgets::canvas::Canvas;
use super::widgets::{frame, overlay, text};
use super::world::World;

mod answers;
mod outside;
mod sharing;

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
        self.share();
        self.world.take_effects()
    }

    /// The session that was left alone asks what the time away was. True when it does.
    fn away(&mut self, minutes: u32) -> bool {
        // Not before the eyes of the room: what counts is said in the time sheet.
        if self.is_seen() {
            return false;
        }
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
        // The curtain falls whatever else is going on.
        if let Some(action @ (Action::Curtain | Action::Hold)) = Place::Anywhere.action(key)
            && self.world.room.is_some()
        {
            return self.of_room(action);
        }
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
        // Nothing comes over what the room sees.
        if self.is_seen() {
            return;
        }
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
            Action::Present | Action::Curtain | Action::Hold => self.of_room(action),
            Action::Suspend => self.world.ask(Effect::Suspend),
            Action::Redraw => self.world.ask(Effect::Redraw),
            Action::Undo => self.world.undo(None),
            Action::Redo => self.world.redo(None),
            _ => {}
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
        // Before the curtain lies nothing.
        let seen = if self.is_behind_curtain() { base + 1 } else { self.screens.len() };
        let mut caret = None;
        for (depth, screen) in self.screens.iter().enumerate().take(seen).skip(base) {
            if depth > base {
                overlay::dim(&mut canvas, area);
            }
            caret = screen.component().view(&self.world, area, &mut canvas);
        }
        // What is said to the host is not for the room.
        if !self.is_seen() {
            frame::notice(&mut canvas, area, &self.world);
        }
        frame::background(&mut canvas, area, &self.world);
        caret
    }

    /// Which bindings hold now.
    pub fn place(&self) -> Place {
        self.screens.last().map_or(Place::Anywhere, |screen| screen.component().place(&self.world))
    }

    /// The words for the terminal's title: short, and never a client's name.
    pub fn title(&self) -> String {
        let screens = || self.screens.iter().rev().find_map(|screen| screen.component().title(&self.world));
        let stage = self.shown_title().or_else(screens);
        let words = stage.as_deref().unwrap_or("offsite");
        text::fit(words, LONGEST_TITLE, self.world.look.glyphs.ellipsis).into_owned()
    }
}
