//! The terminal itself: taken and given back by one guard, drawn a whole frame at a time.
//!
//! Whether it is ours is one flag under the lock of standard output: once a panic or a signal in any thread has given
//! the terminal back, no frame can follow it onto the person's own screen.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io::{self, IsTerminal, Write};
use std::panic;
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange};
use crossterm::style::{Print, ResetColor, SetAttribute};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, SetTitle,
};
use crossterm::{queue, terminal};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
#[cfg(unix)]
use rustix::termios::{self, OptionalActions, SpecialCodeIndex};
use terminal_colorsaurus::{Error as Unanswered, QueryOptions, ThemeMode, theme_mode};

use super::widgets::text::safe;

/// The largest size drawn, in columns and rows: a terminal may claim any, and memory must hold it.
pub const LARGEST: Size = Size { width: 1000, height: 500 };
/// The size assumed where the terminal reports none.
const ASSUMED: Size = Size { width: 80, height: 24 };
/// Frames up to this many bytes go out in one piece anyway, and need no brackets around them.
const SMALL: usize = 256;

const SAVE_TITLE: &str = "\x1b[22;2t";
const RESTORE_TITLE: &str = "\x1b[23;2t";

/// The terminal shows our screen. Read and written under the lock of standard output.
static IS_OURS: AtomicBool = AtomicBool::new(false);
/// The terminal was asked for its background and has not answered in time.
static IS_ANSWER_OWED: AtomicBool = AtomicBool::new(false);

/// Why the terminal could not be used.
#[derive(Debug)]
pub enum TerminalError {
    /// Standard input or output is not a terminal.
    NotATerminal,
    /// The terminal was given back, by a panic or a signal, and takes no more frames.
    GivenBack,
    /// The editor could not be started; the text is as it was.
    NoEditor {
        /// The command that was tried.
        command: String,
    },
    /// The system refused.
    Io(io::Error),
}

impl Display for TerminalError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotATerminal => {
                f.write_str("This is not a terminal. Nothing was changed. Run it in a terminal window.")
            }
            Self::GivenBack => f.write_str("The terminal was given back before the end. What was saved is safe."),
            Self::NoEditor { command } => {
                write!(
                    f,
                    "Couldn't start {command}. The text is as it was. Set VISUAL or EDITOR to an editor you have."
                )
            }
            Self::Io(error) => {
                write!(f, "The terminal did not respond ({error}). What was saved is safe. Open it again to go on.")
            }
        }
    }
}

impl Error for TerminalError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for TerminalError {
    fn from(error: io::Error) -> Self {
        if IS_OURS.load(Ordering::SeqCst) { Self::Io(error) } else { Self::GivenBack }
    }
}

/// The terminal while it is ours; dropping it gives it back.
pub struct Terminal {
    screen: Screen,
    /// As it was when it was last asked for: asking takes as long as half a frame.
    size: Option<Size>,
    /// What is on the screen.
    shown: Buffer,
    /// Where the next frame is drawn; empty between frames.
    next: Buffer,
    title: String,
}

impl Terminal {
    /// Takes the terminal: raw keys, a screen of our own, pastes in one piece, focus reports.
    ///
    /// # Errors
    /// [`TerminalError::NotATerminal`], or what the system says.
    pub fn enter() -> Result<Self, TerminalError> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(TerminalError::NotATerminal);
        }
        take()?;
        let [shown, next] = [Buffer::default(), Buffer::default()];
        Ok(Self { screen: Screen::default(), size: None, shown, next, title: String::new() })
    }

    /// Draws one frame, changed cells only, and writes it at once. The caret shows where `view` says.
    ///
    /// # Errors
    /// When the terminal was given back or does not take the bytes: time to save and leave.
    pub fn draw(&mut self, view: impl FnOnce(Rect, &mut Buffer) -> Option<Position>) -> Result<(), TerminalError> {
        let area = Rect::from((Position::ORIGIN, self.size()?));
        if area != self.next.area {
            self.shown = Buffer::empty(area);
            self.next = Buffer::empty(area);
            self.screen.clear()?;
        }
        let caret = view(area, &mut self.next);
        self.screen.draw(&changed_rows(&self.shown, &self.next))?;
        self.screen.place(caret)?;
        self.screen.flush()?;
        // Whatever need not stand between a key and its letter comes after it.
        std::mem::swap(&mut self.shown, &mut self.next);
        self.next.reset();
        Ok(())
    }

    fn size(&mut self) -> io::Result<Size> {
        if let Some(size) = self.size {
            return Ok(size);
        }
        let (columns, rows) = terminal::size()?;
        Ok(*self.size.insert(bounded(columns, rows)))
    }

    /// Forgets the size, because the terminal says that it has another one.
    pub fn resized(&mut self) {
        self.size = None;
    }

    /// Forgets what is on the screen, so that the next frame is drawn whole.
    ///
    /// # Errors
    /// As [`Terminal::draw`].
    pub fn repaint(&mut self) -> Result<(), TerminalError> {
        self.screen = Screen::default();
        self.size = None;
        self.shown.reset();
        self.screen.clear()?;
        self.screen.flush()?;
        Ok(())
    }

    /// Sets the title of the window; the one before comes back at the end.
    ///
    /// # Errors
    /// As [`Terminal::draw`].
    pub fn set_title(&mut self, title: &str) -> Result<(), TerminalError> {
        if self.title != title {
            title.clone_into(&mut self.title);
            queue!(self.screen.bytes, SetTitle(safe(title)))?;
            self.screen.flush()?;
        }
        Ok(())
    }

    /// Gives the terminal back and stops, until the shell lets the program go on.
    ///
    /// # Errors
    /// When the terminal cannot be taken again.
    pub fn suspend(&mut self) -> Result<(), TerminalError> {
        self.away(stop)??;
        Ok(())
    }

    /// Lets the person write in the file with their editor, a shell command such as `code --wait`, and waits.
    ///
    /// # Errors
    /// [`TerminalError::NoEditor`], or when the terminal cannot be taken again.
    pub fn edit(&mut self, editor: &str, file: &Path) -> Result<ExitStatus, TerminalError> {
        let status = self.away(|| shell(editor, file).status())?;
        let missing = || TerminalError::NoEditor { command: editor.to_owned() };
        let status = status.map_err(|_| missing())?;
        if matches!(status.code(), Some(126 | 127)) { Err(missing()) } else { Ok(status) }
    }

    /// Does something while the terminal is not ours and nobody reads its keys.
    fn away<T>(&mut self, errand: impl FnOnce() -> T) -> Result<T, TerminalError> {
        set_away(true);
        leave();
        let done = errand();
        let taken = take();
        set_away(false);
        taken?;
        let title = std::mem::take(&mut self.title);
        self.repaint()?;
        if !title.is_empty() {
            self.set_title(&title)?;
        }
        Ok(done)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        leave();
    }
}

fn take() -> Result<(), TerminalError> {
    let mut out = io::stdout().lock();
    terminal::enable_raw_mode().map_err(TerminalError::Io)?;
    IS_OURS.store(true, Ordering::SeqCst);
    never_wait_in_a_read();
    let begun = queue!(out, Print(SAVE_TITLE), EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange);
    begun.and_then(|()| out.flush()).inspect_err(|_| leave()).map_err(TerminalError::Io)
}

/// A read that finds nothing says so. Crossterm reads on after a key that it does not know, and in there neither a save
/// that failed nor the request to end would be heard until the next key.
fn never_wait_in_a_read() {
    #[cfg(unix)]
    if let Ok(mut modes) = termios::tcgetattr(io::stdin()) {
        modes.special_codes[SpecialCodeIndex::VMIN] = 0;
        // Where that is refused, news only waits for the next key.
        let _ = termios::tcsetattr(io::stdin(), OptionalActions::Now, &modes);
    }
}

/// Gives the terminal back as it was, if it is ours; safe to call from any thread, any number of times.
pub fn leave() {
    let mut out = io::stdout().lock();
    if IS_OURS.swap(false, Ordering::SeqCst) {
        // What fails here cannot be helped, and the rest is still worth trying.
        let _ = queue!(out, EndSynchronizedUpdate, DisableFocusChange, DisableBracketedPaste);
        let _ = queue!(out, ResetColor, SetAttribute(crossterm::style::Attribute::Reset));
        let _ = queue!(out, LeaveAlternateScreen, Show, Print(RESTORE_TITLE));
        let _ = out.flush();
        let _ = terminal::disable_raw_mode();
    }
}

/// Makes every panic, in any thread, give the terminal back first and then say two lines in plain words: what
/// happened and what is safe. `words` gets the panic's own message, for a report; `after` can wake the main loop.
pub fn on_panic(words: impl Fn(&str) -> [String; 2] + Send + Sync + 'static, after: impl Fn() + Send + Sync + 'static) {
    panic::set_hook(Box::new(move |panic| {
        leave();
        let mut err = io::stderr().lock();
        for line in words(&panic.to_string()) {
            let _ = writeln!(err, "{}", safe(&line));
        }
        drop(err);
        after();
    }));
}

/// Whether the terminal has a light background, asked before it is taken; none when it does not say in time.
pub fn has_light_background(timeout: Duration) -> Option<bool> {
    let mut options = QueryOptions::default();
    options.timeout = timeout;
    let answer = theme_mode(options);
    IS_ANSWER_OWED.store(matches!(answer, Err(Unanswered::Timeout(_))), Ordering::SeqCst);
    answer.ok().map(|mode| mode == ThemeMode::Light)
}

pub(super) fn is_answer_owed() -> bool {
    IS_ANSWER_OWED.load(Ordering::Relaxed)
}

/// The size to draw at, for the size that the terminal reports.
pub(super) fn bounded(columns: u16, rows: u16) -> Size {
    let side = |reported: u16, assumed, largest| if reported == 0 { assumed } else { reported.min(largest) };
    Size::new(side(columns, ASSUMED.width, LARGEST.width), side(rows, ASSUMED.height, LARGEST.height))
}

#[cfg(unix)]
fn shell(editor: &str, file: &Path) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{editor} \"$@\"")).arg(editor).arg(file);
    command
}

#[cfg(not(unix))]
fn shell(editor: &str, file: &Path) -> Command {
    let mut command = Command::new("cmd");
    command.arg("/C").arg(editor).arg(file);
    command
}

#[cfg(unix)]
fn stop() -> io::Result<()> {
    signal_hook::low_level::raise(signal_hook::consts::SIGTSTP)
}

#[cfg(not(unix))]
fn stop() -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn set_away(is_away: bool) {
    super::signals::set_away(is_away);
}

#[cfg(not(unix))]
fn set_away(_: bool) {}

/// The rows that differ, as they are and as they are to be. Most frames change one or two, and the closer look at every
/// cell is left to those.
fn changed_rows(shown: &Buffer, next: &Buffer) -> Vec<[Buffer; 2]> {
    let width = usize::from(next.area.width.max(1));
    let rows = shown.content.chunks(width).zip(next.content.chunks(width)).zip(next.area.rows());
    let changed = rows.filter(|((old, new), _)| !old.iter().zip(*new).all(|(old, new)| is_same(old, new)));
    changed.map(|((old, new), area)| [old, new].map(|cells| Buffer { area, content: cells.to_vec() })).collect()
}

/// Whether two cells look the same; what differs most often is asked first.
fn is_same(one: &Cell, other: &Cell) -> bool {
    let are_words_same = match (one.symbol().as_bytes(), other.symbol().as_bytes()) {
        ([one], [other]) => one == other,
        (one, other) => one == other,
    };
    are_words_same
        && (one.fg, one.bg, one.modifier) == (other.fg, other.bg, other.modifier)
        && one.diff_option == other.diff_option
}

/// Gathers a frame and writes it in one piece. Unlike crossterm's own backend it never asks the terminal for the
/// cursor, which would wait for the keyboard, and says nothing twice.
#[derive(Debug, Default)]
struct Screen {
    bytes: Vec<u8>,
    is_cursor_shown: Option<bool>,
    cursor: Option<Position>,
}

impl Screen {
    fn frame(&mut self) -> CrosstermBackend<&mut Vec<u8>> {
        CrosstermBackend::new(&mut self.bytes)
    }

    fn draw(&mut self, rows: &[[Buffer; 2]]) -> io::Result<()> {
        let mut cells = rows.iter().flat_map(|[old, new]| old.diff_iter(new)).peekable();
        if cells.peek().is_none() {
            return Ok(());
        }
        self.cursor = None;
        self.frame().draw(cells)
    }

    /// Shows the cursor at its place, or hides it.
    fn place(&mut self, cursor: Option<Position>) -> io::Result<()> {
        let is_shown = cursor.is_some();
        if self.is_cursor_shown.replace(is_shown) != Some(is_shown) {
            if is_shown { self.frame().show_cursor()? } else { self.frame().hide_cursor()? }
        }
        match cursor {
            Some(place) if self.cursor.replace(place) != Some(place) => self.frame().set_cursor_position(place),
            _ => Ok(()),
        }
    }

    fn clear(&mut self) -> io::Result<()> {
        self.cursor = None;
        self.frame().clear()
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        let bytes = std::mem::take(&mut self.bytes);
        let mut whole = Vec::with_capacity(bytes.len() + 16);
        if bytes.len() > SMALL {
            queue!(whole, BeginSynchronizedUpdate)?;
            whole.extend(bytes);
            queue!(whole, EndSynchronizedUpdate)?;
        } else {
            whole = bytes;
        }
        let mut out = io::stdout().lock();
        if !IS_OURS.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        out.write_all(&whole)?;
        out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::style::{Color, Style};

    #[test]
    fn any_size_is_bounded_and_none_is_assumed() {
        assert_eq!(bounded(u16::MAX, u16::MAX), LARGEST);
        assert_eq!(bounded(0, 0), ASSUMED);
        assert_eq!(bounded(1, 1), Size::new(1, 1));
    }

    #[test]
    fn a_frame_without_changes_writes_nothing() {
        let area = Rect::new(0, 0, 3, 2);
        let (empty, mut drawn) = (Buffer::empty(area), Buffer::empty(area));
        let mut screen = Screen::default();
        screen.place(Some(Position::new(3, 4))).unwrap();
        screen.bytes.clear();
        screen.draw(&changed_rows(&empty, &drawn)).unwrap();
        screen.place(Some(Position::new(3, 4))).unwrap();
        assert_eq!(screen.bytes, b"");
        drawn.set_string(0, 1, "a", Style::new());
        screen.draw(&changed_rows(&empty, &drawn)).unwrap();
        let len = screen.bytes.len();
        screen.place(Some(Position::new(3, 4))).unwrap();
        assert!(screen.bytes.len() > len, "drawing moved the cursor, which has to come back");
    }

    proptest! {
        #[test]
        fn rows_that_differ_hold_every_cell_that_does(
            rows in prop::collection::vec(("[ a世é]{0,8}", "[ a世é]{0,8}", 0u8..3, 0u8..3), 1..6)
        ) {
            let area = Rect::new(0, 0, 8, u16::try_from(rows.len()).unwrap());
            let (mut shown, mut next) = (Buffer::empty(area), Buffer::empty(area));
            for (y, (old, new, was, is)) in (0..).zip(&rows) {
                shown.set_string(0, y, old, Style::new().bg(Color::Indexed(*was)));
                next.set_string(0, y, new, Style::new().bg(Color::Indexed(*is)));
            }
            let changed = changed_rows(&shown, &next);
            let found: Vec<_> = changed.iter().flat_map(|[old, new]| old.diff_iter(new)).collect();
            prop_assert_eq!(found, shown.diff(&next));
        }
    }

    #[test]
    fn no_frame_follows_a_terminal_given_back() {
        let mut screen = Screen { bytes: b"private".to_vec(), ..Screen::default() };
        let error = TerminalError::from(screen.flush().unwrap_err());
        assert!(matches!(error, TerminalError::GivenBack));
        assert!(screen.bytes.is_empty());
    }
}
