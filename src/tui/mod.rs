//! The screens of the terminal: messages in, effects out, drawn without being changed; here is the loop that joins them.
//!
//! Keys, answers and signals arrive over one channel. The loop takes everything that waits, then draws once; without
//! anything to do it sleeps until the next message, or until something on the screen changes by itself.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use uuid::Uuid;

use crate::clock::Clock;
use crate::lang::Texts;
use crate::model::id::IdSource;
use crate::model::library::{Broken, Volume};
use crate::model::session::Session;
use crate::model::template::Template;
use crate::settings::{Setting, Settings};
use crate::store::file;
use crate::store::shelf::Shelf;
use app::{App, Msg};
use effect::{Answer, Effect};
use input::{Input, Reader};
use perform::{Deed, Performer};
use screens::Screen;
use terminal::{Terminal, TerminalError};
use theme::ThemeChoice;
use world::{Around, Look, World};

pub mod app;
mod bindings;
mod deeds;
pub mod effect;
mod follow;
pub mod glyphs;
pub mod input;
pub mod key;
pub mod keymap;
pub mod notice;
mod perform;
pub mod screens;
#[cfg(unix)]
pub mod signals;
pub mod terminal;
pub mod theme;
pub mod widgets;
pub mod world;

/// How long the terminal may think about the colour of its background.
const PATIENCE: Duration = Duration::from_millis(200);

/// How the templates are read.
pub type ReadTemplates = Arc<dyn Fn() -> (Vec<Template>, Vec<Broken>) + Send + Sync>;

/// Everything the screens start with.
pub struct Start {
    /// Where sessions are kept; without it this is the example, and nothing is written.
    pub shelf: Option<Arc<Shelf>>,
    /// The sessions of the example.
    pub sessions: Vec<Session>,
    /// Reads the templates, the default one first, and the files that are none. Asked once the first screen stands.
    pub templates: ReadTemplates,
    /// The session to open at once.
    pub open: Option<Volume>,
    /// The time.
    pub clock: Clock,
    /// What the person has set.
    pub settings: Settings,
    /// What flags and variables say instead.
    pub forced: Settings,
    /// The terminal and the locale.
    pub around: Around,
    /// The file with the settings.
    pub settings_file: PathBuf,
    /// The same for people.
    pub settings_shown: String,
    /// What is wrong in it, for people.
    pub settings_fault: Option<String>,
    /// The command of the person's editor.
    pub editor: Option<String>,
    /// The person's own folder, for paths that begin with `~`.
    pub home: Option<PathBuf>,
    /// Where new ids start from.
    pub seed: u64,
    /// The folder of the sessions, for people.
    pub folder: String,
}

/// What wakes the loop.
enum Event {
    Input(Input),
    Answer(Answer),
    Leave,
}

/// Runs the screens until the person leaves; sentences about what could not be saved in the end, each with where it is safe.
///
/// # Errors
/// When there is no terminal, or it gives up.
pub fn run(mut start: Start) -> Result<Vec<String>, TerminalError> {
    let chosen = start.settings.under(&start.forced);
    let texts = Texts::of(start.around.language(&chosen));
    let (events, inbox) = channel();
    terminal::on_panic(move |what| [(texts.frame.panicked)(what), texts.frame.panicked_safe.to_owned()], {
        let events = events.clone();
        move || {
            let _ = events.send(Event::Leave);
        }
    });
    if ThemeChoice::of(chosen.word(Setting::Theme)) == ThemeChoice::Auto {
        start.around.theme.is_light = terminal::has_light_background(PATIENCE);
    }
    let terminal = Terminal::enter()?;
    watch_signals(&events)?;
    let performer = Performer::new(&start, events.clone()).map_err(TerminalError::Io)?;
    let clock = start.clock;
    let editor = start.editor.clone();
    let opened = start.open.as_ref().map(|volume| volume.session.id);
    let (app, first) = prepare(start);
    let mut desk = Desk { app, terminal, performer, clock, editor, reader: None, title: String::new(), is_over: false };
    desk.draw()?;
    let templates = desk.performer.read_templates();
    desk.performer.read_shelf(opened);
    // What was being written in a session may belong to an earlier one.
    if opened.is_some()
        && let Ok(first_page) = inbox.recv_timeout(PATIENCE)
    {
        desk.take(first_page)?;
    }
    desk.perform(first)?;
    desk.reader = Some(read_input(events)?);
    // Before the first key, or what it opens might be empty yet.
    if let Ok((templates, broken)) = templates.join() {
        desk.update(Msg::Answer(Answer::Templates(templates, broken)))?;
    }
    let end = desk.work(&inbox);
    let Desk { app, .. } = desk;
    // The system takes memory back faster than ten thousand sessions can be taken apart.
    std::mem::forget(app);
    end
}

fn prepare(start: Start) -> (App, Vec<Effect>) {
    let look = Look::of(&start.settings.under(&start.forced), &start.around);
    let now = start.clock.now();
    let mut world = World::new(look, Vec::new(), IdSource::new(start.seed), now);
    world.zone = start.clock.zone();
    world.is_example = start.shelf.is_none();
    world.is_loading = start.shelf.is_some();
    world.folder = start.folder;
    (world.settings, world.forced, world.around) = (start.settings, start.forced, start.around);
    world.settings_file = start.settings_shown;
    if let Some(fault) = &start.settings_fault {
        world.tell(fault);
    }
    let volume = |session| Volume::new("", session);
    world.library.fill(start.sessions.into_iter().map(volume).collect(), Vec::new());
    if let (Some(shelf), true) = (&start.shelf, start.open.is_some()) {
        world.drafts = perform::drafts(shelf).collect();
    }
    let unsaved = match (&start.shelf, &start.open) {
        (Some(shelf), Some(volume)) => shelf.unsaved(std::slice::from_ref(volume), |id| id == volume.session.id),
        _ => Vec::new(),
    };
    let opened = start.open.map(|volume| {
        let id = volume.session.id;
        world.library.put(volume);
        for volume in unsaved {
            world.recover(volume);
        }
        world.hold_on(id);
        id
    });
    let mut app = App::new(world);
    let screen = opened.and_then(|id: Uuid| Some(Screen::to_run(app.world().session(id)?, app.world())));
    let effects = screen.map_or_else(Vec::new, |screen| app.start_on(screen));
    (app, effects)
}

#[cfg(unix)]
fn watch_signals(events: &Sender<Event>) -> Result<(), TerminalError> {
    let events = events.clone();
    let leave = move |_| {
        let _ = events.send(Event::Leave);
    };
    signals::watch(leave).map_err(TerminalError::Io)
}

#[cfg(not(unix))]
fn watch_signals(_events: &Sender<Event>) -> Result<(), TerminalError> {
    Ok(())
}

fn read_input(events: Sender<Event>) -> Result<Reader, TerminalError> {
    input::spawn(move |input| events.send(Event::Input(input)).is_ok()).map_err(TerminalError::Io)
}

/// A debug build panics when asked to, so that a test can see what a panic leaves behind.
#[cfg(debug_assertions)]
#[expect(clippy::panic, reason = "this is what it is for")]
fn panic_on_request(event: &Event) {
    if matches!(event, Event::Input(Input::Paste(text)) if text == "offsite, panic now") {
        panic!("on request");
    }
}

/// The program with everything around it.
struct Desk {
    app: App,
    terminal: Terminal,
    performer: Performer,
    clock: Clock,
    editor: Option<String>,
    reader: Option<Reader>,
    title: String,
    is_over: bool,
}

impl Desk {
    fn work(&mut self, inbox: &Receiver<Event>) -> Result<Vec<String>, TerminalError> {
        self.draw()?;
        while !self.is_over {
            match self.wait(inbox) {
                Ok(event) => self.take(event)?,
                Err(RecvTimeoutError::Timeout) => self.update(Msg::Tick)?,
                Err(RecvTimeoutError::Disconnected) => break,
            }
            // Whatever waits is taken before anything is drawn: a held key never lags behind.
            for event in inbox.try_iter().take(1024) {
                if !self.is_over {
                    self.take(event)?;
                }
            }
            if !self.is_over {
                self.draw()?;
            }
        }
        self.performer.finish();
        // What the last save had to say comes too late for the screen.
        let late = inbox.try_iter().filter_map(|event| match event {
            Event::Answer(answer) => self.app.late(answer),
            _ => None,
        });
        let late: Vec<String> = late.collect();
        Ok(self
            .app
            .troubles()
            .into_iter()
            .filter(|trouble| !late.contains(trouble))
            .chain(late.iter().cloned())
            .collect())
    }

    fn wait(&self, inbox: &Receiver<Event>) -> Result<Event, RecvTimeoutError> {
        let now = self.clock.now();
        match self.app.next_wake(now) {
            Some(at) => inbox.recv_timeout((at - now).to_std().unwrap_or(Duration::from_millis(1))),
            None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    fn take(&mut self, event: Event) -> Result<(), TerminalError> {
        #[cfg(debug_assertions)]
        panic_on_request(&event);
        let msg = match event {
            Event::Input(Input::Key(key)) => Msg::Key(key),
            Event::Input(Input::Paste(text)) => Msg::Paste(text),
            Event::Input(Input::Resize(columns, rows)) => {
                self.terminal.resized();
                Msg::Resize(columns, rows)
            }
            Event::Input(Input::FocusGained | Input::FocusLost) => return Ok(()),
            Event::Answer(answer) => Msg::Answer(answer),
            Event::Leave => Msg::Leave,
        };
        self.update(msg)
    }

    fn update(&mut self, msg: Msg) -> Result<(), TerminalError> {
        let effects = self.app.update(self.clock.now(), msg);
        self.perform(effects)
    }

    fn perform(&mut self, effects: Vec<Effect>) -> Result<(), TerminalError> {
        for effect in effects {
            match self.performer.perform(effect) {
                Deed::None => {}
                // At once: a key that waits already must find the session as it is.
                Deed::Tell(answers) => {
                    for answer in answers {
                        self.update(Msg::Answer(answer))?;
                    }
                }
                Deed::Edit(text) => {
                    let edited = self.edit(&text);
                    self.update(Msg::Answer(Answer::Edited(edited)))?;
                }
                Deed::EditSettings => {
                    let answer = self.edit_settings();
                    self.update(Msg::Answer(answer))?;
                }
                Deed::Suspend => {
                    if let Some(reader) = &self.reader {
                        self.terminal.suspend(reader)?;
                    }
                    self.update(Msg::Resumed)?;
                }
                Deed::Redraw => self.terminal.repaint()?,
                Deed::Quit => self.is_over = true,
            }
        }
        Ok(())
    }

    /// The text as the person's editor left it, or why it did not.
    fn edit(&mut self, text: &str) -> Result<String, String> {
        let says = self.app.world().texts().says;
        let (Some(editor), Some(reader)) = (&self.editor, &self.reader) else {
            return Err(says.no_editor.to_owned());
        };
        let file = perform::scratch(text).map_err(|error| error.to_string())?;
        let status = self.terminal.edit(reader, editor, file.path()).map_err(|error| error.to_string())?;
        if !status.success() {
            return Err(status.to_string());
        }
        std::fs::read_to_string(file.path()).map_err(|error| error.to_string())
    }

    /// The settings as the person's editor left them, or why it did not.
    fn edit_settings(&mut self) -> Answer {
        let (path, before, _) = self.performer.settings();
        let says = self.app.world().texts().says;
        let (Some(editor), Some(reader)) = (&self.editor, &self.reader) else {
            return Answer::Settings(before, Some(says.no_editor.to_owned()));
        };
        let folder = path.parent().map_or(Ok(()), file::create_folder);
        let failed = match folder.map_err(|error| error.to_string()) {
            Ok(()) => self.terminal.edit(reader, editor, &path).map_err(|error| error.to_string()).err(),
            Err(error) => Some(error),
        };
        let (_, settings, fault) = self.performer.settings();
        Answer::Settings(settings, failed.map(|why| (says.editor_failed)(&why)).or(fault))
    }

    fn draw(&mut self) -> Result<(), TerminalError> {
        let title = self.app.title();
        if title != self.title {
            self.terminal.set_title(&title)?;
            self.title = title;
        }
        let app = &self.app;
        self.terminal.draw(|frame| {
            let area = frame.area();
            if let Some(caret) = app.view(area, frame.buffer_mut()) {
                frame.set_cursor_position(caret);
            }
        })?;
        self.performer.hand_over();
        Ok(())
    }
}
