//! The screens of the terminal: messages in, effects out, drawn without being changed; here is the loop that joins them.
//!
//! Keys come straight from the terminal, answers and signals over a channel. The loop takes everything that waits, then
//! draws once; without anything to do it sleeps until the next of them, or until something on the screen changes by itself.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
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
use doorbell::{Doorbell, Event};
use effect::{Answer, Effect};
use input::{Heard, Input, Keyboard};
use perform::{Deed, Performer};
use screens::Screen;
use terminal::{Terminal, TerminalError};
use theme::ThemeChoice;
use world::{Around, Look, World};

pub mod app;
mod bindings;
mod deeds;
mod doorbell;
pub mod effect;
mod follow;
pub mod glyphs;
mod holds;
pub mod input;
pub mod key;
pub mod keymap;
pub mod notice;
mod perform;
pub mod present;
pub mod room;
pub mod screens;
#[cfg(unix)]
pub mod signals;
pub mod terminal;
pub mod theme;
pub mod widgets;
pub mod world;

/// How long the terminal may think about the colour of its background.
const PATIENCE: Duration = Duration::from_millis(200);

/// How much is taken before a frame is drawn.
const MOST_AT_ONCE: usize = 1024;

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
    /// The folder of what this machine keeps for itself, where a second screen finds what is shown.
    pub state: PathBuf,
    /// Where new ids start from.
    pub seed: u64,
    /// The folder of the sessions, for people.
    pub folder: String,
}

/// Runs the screens until the person leaves; sentences about what could not be saved in the end, each with where it is safe.
///
/// # Errors
/// When there is no terminal, or it gives up.
pub fn run(mut start: Start) -> Result<Vec<String>, TerminalError> {
    let chosen = start.settings.under(&start.forced);
    let texts = Texts::of(start.around.language(&chosen));
    let (sender, inbox) = channel();
    let events = Doorbell::to(sender);
    terminal::on_panic(move |what| [(texts.frame.panicked)(what), texts.frame.panicked_safe.to_owned()], {
        let events = events.clone();
        move || events.send(Event::Leave)
    });
    if ThemeChoice::of(chosen.word(Setting::Theme)) == ThemeChoice::Auto {
        start.around.theme.is_light = terminal::has_light_background(PATIENCE);
    }
    let terminal = Terminal::enter()?;
    let leave = events.clone();
    watch_leaving(move || leave.send(Event::Leave))?;
    let performer = Performer::new(&start, events).map_err(TerminalError::Io)?;
    let clock = start.clock;
    let editor = start.editor.clone();
    let opened = start.open.as_ref().map(|volume| volume.session.id);
    let (app, first) = prepare(start);
    let mut desk = Desk {
        app,
        terminal,
        performer,
        inbox,
        clock,
        editor,
        has_templates: false,
        title: String::new(),
        is_over: false,
    };
    desk.draw()?;
    if !desk.performer.read_shelf(opened) {
        desk.performer.read_templates();
    }
    // What was being written in a session may belong to an earlier one.
    if opened.is_some() {
        desk.take_first_page()?;
    }
    desk.perform(first)?;
    let end = desk.work(Keyboard::listen());
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
fn watch_leaving(leave: impl Fn() + Send + 'static) -> Result<(), TerminalError> {
    signals::watch(move |_| leave()).map_err(TerminalError::Io)
}

#[cfg(not(unix))]
fn watch_leaving(_leave: impl Fn() + Send + 'static) -> Result<(), TerminalError> {
    Ok(())
}

/// A debug build panics when asked to, so that a test can see what a panic leaves behind.
#[cfg(debug_assertions)]
#[expect(clippy::panic, reason = "this is what it is for")]
fn panic_on_request(input: &Input) {
    if matches!(input, Input::Paste(text) if text == "offsite, panic now") {
        panic!("on request");
    }
}

/// The program with everything around it.
struct Desk {
    app: App,
    terminal: Terminal,
    performer: Performer,
    inbox: Receiver<Event>,
    clock: Clock,
    editor: Option<String>,
    has_templates: bool,
    title: String,
    is_over: bool,
}

impl Desk {
    fn work(&mut self, mut keyboard: Keyboard) -> Result<Vec<String>, TerminalError> {
        while !self.is_over {
            // Whatever waits is taken before anything is drawn: a held key never lags behind.
            let mut room = 0..MOST_AT_ONCE;
            while let (false, Some(_)) = (self.is_over, room.next()) {
                let Some(input) = keyboard.glance() else { break };
                self.input(input)?;
            }
            for _ in 0..MOST_AT_ONCE {
                let Ok(event) = self.inbox.try_recv() else { break };
                self.take(event)?;
            }
            if self.is_over {
                break;
            }
            self.draw()?;
            match keyboard.hear(self.patience()) {
                Heard::Input(input) => self.input(input)?,
                Heard::Call => {}
                Heard::Silence => self.update(Msg::Tick)?,
                Heard::End => match self.inbox.recv() {
                    Ok(event) => self.take(event)?,
                    Err(_) => break,
                },
            }
        }
        self.performer.finish();
        // What the last save had to say comes too late for the screen.
        let late = self.inbox.try_iter().filter_map(|event| match event {
            Event::Answer(answer) => self.app.late(answer),
            Event::Leave => None,
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

    /// How long nothing will change on the screen by itself; none for ever.
    fn patience(&self) -> Option<Duration> {
        let now = self.clock.now();
        // In whole milliseconds: of a part of one the terminal's wait would make a busy one.
        let wait = |at: DateTime<FixedOffset>| u64::try_from((at - now).num_milliseconds()).unwrap_or_default() + 1;
        self.app.next_wake(now).map(wait).map(Duration::from_millis)
    }

    fn input(&mut self, input: Input) -> Result<(), TerminalError> {
        #[cfg(debug_assertions)]
        panic_on_request(&input);
        if matches!(input, Input::Key(_) | Input::Paste(_)) {
            self.take_templates()?;
        }
        let msg = match input {
            Input::Key(key) => Msg::Key(key),
            Input::Paste(text) => Msg::Paste(text),
            Input::Resize(columns, rows) => {
                self.terminal.resized();
                Msg::Resize(columns, rows)
            }
            Input::FocusGained | Input::FocusLost => return Ok(()),
        };
        self.update(msg)
    }

    /// Waits for the first page, but not for long.
    fn take_first_page(&mut self) -> Result<(), TerminalError> {
        while let Ok(event) = self.inbox.recv_timeout(PATIENCE) {
            let is_first_page = matches!(event, Event::Answer(Answer::FirstPage { .. }));
            self.take(event)?;
            if is_first_page {
                break;
            }
        }
        Ok(())
    }

    /// Waits for the templates before the first key, or what it opens might be empty yet.
    fn take_templates(&mut self) -> Result<(), TerminalError> {
        while !self.has_templates && !self.is_over {
            let Ok(event) = self.inbox.recv() else { break };
            self.take(event)?;
        }
        Ok(())
    }

    fn take(&mut self, event: Event) -> Result<(), TerminalError> {
        if self.is_over {
            return Ok(());
        }
        match event {
            Event::Answer(Answer::Templates(..)) => self.has_templates = true,
            // Until then they would only be in its way.
            Event::Answer(Answer::FirstPage { .. }) => self.performer.read_templates(),
            _ => {}
        }
        self.update(match event {
            Event::Answer(answer) => Msg::Answer(answer),
            Event::Leave => Msg::Leave,
        })
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
                    self.terminal.suspend()?;
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
        let Some(editor) = &self.editor else { return Err(says.no_editor.to_owned()) };
        let file = perform::scratch(text).map_err(|error| error.to_string())?;
        let status = self.terminal.edit(editor, file.path()).map_err(|error| error.to_string())?;
        if !status.success() {
            return Err(status.to_string());
        }
        std::fs::read_to_string(file.path()).map_err(|error| error.to_string())
    }

    /// The settings as the person's editor left them, or why it did not.
    fn edit_settings(&mut self) -> Answer {
        let (path, before, _) = self.performer.settings();
        let says = self.app.world().texts().says;
        let Some(editor) = &self.editor else {
            return Answer::Settings(before, Some(says.no_editor.to_owned()));
        };
        let folder = path.parent().map_or(Ok(()), file::create_folder);
        let failed = match folder.map_err(|error| error.to_string()) {
            Ok(()) => self.terminal.edit(editor, &path).map_err(|error| error.to_string()).err(),
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
        self.terminal.draw(|area, buf| self.app.view(area, buf))?;
        self.performer.hand_over();
        Ok(())
    }
}
