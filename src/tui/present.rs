//! The second screen: follows what the host shows, draws it, and reads nothing else.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::input::{self, Heard, Input, Keyboard};
use super::key::{Key, KeyCode};
use super::screens::room::sight::{Sight, say};
use super::terminal::{self, Terminal, TerminalError};
use super::theme::ThemeChoice;
use super::widgets::canvas::Canvas;
use super::world::{Around, Look};
use super::{PATIENCE, watch_leaving};
use crate::clock::Clock;
use crate::lang::Texts;
use crate::settings::{Setting, Settings};
use crate::store::live::{self, Seen};
use crate::store::watch::Watch;

/// How often the file is looked at where the system does not tell of changes.
const WITHOUT_NOTICES: Duration = Duration::from_secs(1);

/// The least room, in columns and rows.
const LEAST: (u16, u16) = (40, 10);

/// Everything the second screen starts with.
pub struct Audience {
    /// The folder of the host's file.
    pub folder: PathBuf,
    /// The time.
    pub clock: Clock,
    /// What the person has set, and what flags and variables say instead.
    pub settings: Settings,
    /// The terminal and the locale.
    pub around: Around,
}

/// What other threads have to say; whoever says something wakes the loop.
#[derive(Debug, Default)]
struct News {
    /// The host has written, or is not there any more.
    is_stale: AtomicBool,
    /// The system asks the program to leave.
    is_over: AtomicBool,
}

impl News {
    fn tell(what: &AtomicBool) {
        what.store(true, Ordering::SeqCst);
        input::wake();
    }
}

/// What is on the screen.
enum Shown {
    Sight(Box<Sight>),
    Waiting,
    Gone,
    Unreadable,
}

/// Follows the host until the person leaves.
///
/// # Errors
/// When there is no terminal, or it gives up.
pub fn run(mut audience: Audience) -> Result<(), TerminalError> {
    let texts = Texts::of(audience.around.language(&audience.settings));
    let news = Arc::new(News::default());
    terminal::on_panic(move |what| [(texts.frame.panicked)(what), texts.frame.panicked_safe.to_owned()], {
        let news = Arc::clone(&news);
        move || News::tell(&news.is_over)
    });
    if ThemeChoice::of(audience.settings.word(Setting::Theme)) == ThemeChoice::Auto {
        audience.around.theme.is_light = terminal::has_light_background(PATIENCE);
    }
    let terminal = Terminal::enter()?;
    let leave = Arc::clone(&news);
    watch_leaving(move || News::tell(&leave.is_over))?;
    let watch = watch(&audience.folder, &news);
    let look = Look::of(&audience.settings, &audience.around);
    let look = Look { theme: look.theme.for_room(), ..look };
    let patience = if watch.is_some() { None } else { Some(WITHOUT_NOTICES) };
    let mut window = Window { audience, look, terminal, news, patience, shown: Shown::Waiting, has_help: false };
    window.look_again();
    window.work(Keyboard::listen())
}

/// Follows what is written into the folder, which is made where it is missing: the host may come later.
fn watch(folder: &Path, news: &Arc<News>) -> Option<Watch> {
    crate::store::file::create_folder(folder).ok()?;
    let news = Arc::clone(news);
    Watch::over(folder, move |_| News::tell(&news.is_stale))
}

struct Window {
    audience: Audience,
    look: Look,
    terminal: Terminal,
    news: Arc<News>,
    /// How long to wait before looking by itself; none where the system tells.
    patience: Option<Duration>,
    shown: Shown,
    has_help: bool,
}

impl Window {
    fn work(&mut self, mut keyboard: Keyboard) -> Result<(), TerminalError> {
        while !self.news.is_over.load(Ordering::SeqCst) {
            // Many changes are one look.
            if self.news.is_stale.swap(false, Ordering::SeqCst) {
                self.look_again();
            }
            self.draw()?;
            match keyboard.hear(self.patience()) {
                Heard::Input(Input::Resize(..)) => self.terminal.resized(),
                Heard::Input(Input::Key(key)) if self.key(&key)? => return Ok(()),
                Heard::Input(_) | Heard::Call => {}
                Heard::Silence => self.news.is_stale.store(self.patience.is_some(), Ordering::SeqCst),
                Heard::End => return Ok(()),
            }
        }
        Ok(())
    }

    /// Takes a key; true when it is the one that leaves.
    fn key(&mut self, key: &Key) -> Result<bool, TerminalError> {
        if *key == Key::ctrl('z') {
            self.terminal.suspend()?;
        }
        if *key == Key::ctrl('l') {
            self.terminal.repaint()?;
        }
        // Any key takes the help away, and only one key shows it.
        self.has_help = !self.has_help && key.code == KeyCode::Char('?');
        Ok(*key == Key::char('q') || *key == Key::ctrl('c'))
    }

    /// How long nothing will change by itself; none for ever.
    fn patience(&self) -> Option<Duration> {
        let now = self.audience.clock.now();
        let Shown::Sight(sight) = &self.shown else { return self.patience };
        // In whole milliseconds: of a part of one the terminal's wait would make a busy one.
        let change = sight.next_change(now).map(|at| u64::try_from((at - now).num_milliseconds()).unwrap_or_default());
        change.map(|wait| Duration::from_millis(wait + 1)).into_iter().chain(self.patience).min()
    }

    /// Reads what the host shows. A host that is gone may have left its file behind; one that writes nonsense leaves what
    /// is on the screen as it is.
    fn look_again(&mut self) {
        let folder = &self.audience.folder;
        self.shown = match (live::read(folder), std::mem::replace(&mut self.shown, Shown::Waiting)) {
            (Seen::Nothing, _) => Shown::Waiting,
            (_, _) if !live::has_host(folder) => Shown::Gone,
            (Seen::Unreadable, shown @ Shown::Sight(_)) => shown,
            (Seen::Unreadable, _) => Shown::Unreadable,
            (Seen::Live(live), before) => {
                if !matches!(before, Shown::Sight(_)) {
                    let news = Arc::clone(&self.news);
                    live::when_gone(folder, move || News::tell(&news.is_stale));
                }
                Shown::Sight(Box::new(Sight::of(*live)))
            }
        };
    }

    fn draw(&mut self) -> Result<(), TerminalError> {
        let now = self.audience.clock.now();
        let (shown, look, has_help) = (&self.shown, self.look, self.has_help);
        let title = if let Shown::Sight(sight) = shown { sight.title() } else { "offsite" };
        self.terminal.set_title(title)?;
        self.terminal.draw(|area, buf| {
            let look = if let Shown::Sight(sight) = shown { sight.look(look) } else { look };
            draw_in((area, buf), shown, look, (now, has_help))
        })
    }
}

type Moment = chrono::DateTime<chrono::FixedOffset>;

fn draw_in(
    (area, buf): (Rect, &mut Buffer),
    shown: &Shown,
    look: Look,
    (now, has_help): (Moment, bool),
) -> Option<Position> {
    let mut canvas = Canvas::new(buf, look);
    let says = look.texts.room;
    if area.width < LEAST.0 || area.height < LEAST.1 {
        canvas.tint(area, look.theme.background());
        canvas.too_small(area);
        return None;
    }
    match shown {
        Shown::Sight(sight) => sight.draw(now, area, &mut canvas),
        Shown::Waiting => plain(&mut canvas, area, says.waiting),
        Shown::Gone => plain(&mut canvas, area, says.gone),
        Shown::Unreadable => plain(&mut canvas, area, says.unreadable),
    }
    if has_help {
        canvas.put(area.x + 3, area.bottom() - 1, area.width - 3, says.help, look.theme.strong());
    }
    None
}

/// One calm sentence on the painted background.
fn plain(canvas: &mut Canvas<'_>, area: Rect, words: &str) {
    let background = canvas.theme().background();
    canvas.tint(area, background);
    say(canvas, area, words);
}
