//! The one harness: a program without a terminal, with a pinned clock, keys in and the screen out.

pub(crate) mod command;
pub(crate) mod dice;
pub(crate) mod fault;
pub(crate) mod room;
pub(crate) mod terminal;

use chrono::{DateTime, Duration, FixedOffset};
use offsite::lang::Texts;
use offsite::model::id::{IdSource, ItemId};
use offsite::model::item::Item;
use offsite::model::library::Volume;
use offsite::model::session::{Client, Session, State};
use offsite::model::template::Template;
use offsite::tui::app::{App, Msg};
use offsite::tui::effect::{Answer, Effect};
use offsite::tui::glyphs;
use offsite::tui::key::Key;
use offsite::tui::screens::Screen;
use offsite::tui::theme::{Depth, Theme, ThemeChoice, ThemeOptions};
use offsite::tui::world::{Look, World};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Wednesday 4 March 2026, 10:30 in Berlin.
pub(crate) fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-03-04T10:30:00+01:00").expect("a moment")
}

/// The template to start from nothing.
fn blank() -> Template {
    serde_json::from_str(include_str!("../../../templates/blank.json")).expect("a template")
}

/// The default template.
pub(crate) fn template() -> Template {
    serde_json::from_str(include_str!("../../../templates/strategic-session.json")).expect("a template")
}

/// A new session of the default template.
pub(crate) fn session() -> Session {
    let mut session = template().session("en", &mut IdSource::new(7), now());
    session.title = "Q2 offsite".into();
    session.client = Some(Client { name: "Acme Ltd".to_owned(), ..Client::default() });
    for (id, name) in [("p-1", "Maria"), ("p-2", "Jonas"), ("p-3", "me")] {
        session.participants.push(Item::new(ItemId::new(id), "name", name));
    }
    session
}

/// The program, a size, and everything it asked for.
pub(crate) struct Desk {
    pub(crate) app: App,
    pub(crate) size: (u16, u16),
    pub(crate) now: DateTime<FixedOffset>,
    pub(crate) effects: Vec<Effect>,
}

impl Desk {
    /// A program over these sessions, on the home screen, 100 columns by 30 rows.
    pub(crate) fn with(sessions: Vec<Session>) -> Self {
        Self::speaking("en", sessions)
    }

    /// The same in a language.
    pub(crate) fn speaking(language: &str, sessions: Vec<Session>) -> Self {
        let options =
            ThemeOptions { choice: ThemeChoice::Dark, has_high_contrast: false, depth: Depth::True, is_light: None };
        let look = Look { texts: Texts::of(language), theme: Theme::resolve(&options), glyphs: &glyphs::UNICODE };
        let mut world = World::new(look, vec![template(), blank()], IdSource::new(1), now());
        world.folder = "~/.local/share/offsite/sessions".into();
        let volume = |session: Session| Volume::new(format!("/sessions/{}.json", session.id), session);
        world.library.fill(sessions.into_iter().map(volume).collect(), Vec::new());
        Self { app: App::new(world), size: (100, 30), now: now(), effects: Vec::new() }
    }

    /// A program that starts on the screen that `first` makes of its world.
    pub(crate) fn on(sessions: Vec<Session>, first: impl FnOnce(&mut World) -> Screen) -> Self {
        let mut desk = Self::with(sessions);
        let screen = first(desk.app.world_mut());
        let effects = desk.app.start_on(screen);
        desk.perform(effects);
        desk
    }

    /// A program in which this session runs already, at its first stage, beside other sessions.
    pub(crate) fn running(session: Session, others: Vec<Session>) -> Self {
        let mut running = session.clone();
        running.state = State::Paused;
        let mut sessions = others;
        sessions.push(session);
        Self::on(sessions, |world| Screen::for_session(&running, world))
    }

    /// The only session, as it stands now.
    pub(crate) fn session(&self) -> &Session {
        self.app.world().library.sessions().last().expect("a session")
    }

    /// The same at another size.
    pub(crate) fn at(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    /// Sends a message in; locks are granted and saves succeed at once.
    pub(crate) fn send(&mut self, msg: Msg) -> &mut Self {
        let effects = self.app.update(self.now, msg);
        self.perform(effects);
        self
    }

    fn perform(&mut self, mut waiting: Vec<Effect>) {
        while !waiting.is_empty() {
            let effect = waiting.remove(0);
            if let Effect::Lock(id, _) = effect {
                waiting.extend(self.app.update(self.now, Msg::Answer(Answer::Locked(id, true))));
            }
            self.effects.push(effect);
        }
    }

    /// Presses keys by their names, parted by spaces: `"n tab enter"`.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            let key = Key::parse(name).unwrap_or_else(|| panic!("no key is called {name}"));
            self.send(Msg::Key(key));
        }
        self
    }

    /// Types text letter by letter.
    pub(crate) fn type_text(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.send(Msg::Key(Key::char(letter)));
        }
        self
    }

    /// Lets time pass.
    pub(crate) fn wait(&mut self, minutes: i64) -> &mut Self {
        self.now += Duration::minutes(minutes);
        self.send(Msg::Tick)
    }

    /// The cells of the screen.
    pub(crate) fn buffer(&self) -> Buffer {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buffer = Buffer::empty(area);
        let caret = self.app.view(area, &mut buffer);
        if let Some(caret) = caret {
            assert!(area.contains(caret), "the caret is outside the screen");
        }
        buffer
    }

    /// The screen as text, without spaces at the ends of lines.
    pub(crate) fn screen(&self) -> String {
        let buffer = self.buffer();
        let area = buffer.area;
        (area.top()..area.bottom())
            .map(|y| {
                let line: String = (area.left()..area.right()).map(|x| buffer[(x, y)].symbol()).collect();
                line.trim_end().to_owned() + "\n"
            })
            .collect()
    }

    /// Fails unless the screen shows these words.
    #[track_caller]
    pub(crate) fn sees(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(words), "“{words}” is not on the screen:\n{screen}");
        self
    }

    /// Fails if the screen shows these words.
    #[track_caller]
    pub(crate) fn misses(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(words), "“{words}” is on the screen:\n{screen}");
        self
    }
}
