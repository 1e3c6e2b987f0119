//! The terminal itself: taken and given back by one guard, drawn a whole frame at a time.
//!
//! Whether it is ours is one flag under the lock of standard output: once a panic or a signal in any thread has given
//! the terminal back, no frame can follow it onto the person's own screen.

use std::cell::Cell;
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
use ratatui::Frame;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::layout::{Position, Size};
use terminal_colorsaurus::{Error as Unanswered, QueryOptions, ThemeMode, theme_mode};

use super::input::Reader;
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
    screen: ratatui::Terminal<Screen>,
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
        let screen = ratatui::Terminal::new(Screen::default()).inspect_err(|_| leave())?;
        Ok(Self { screen, title: String::new() })
    }

    /// Draws one frame, changed cells only, and writes it at once. The caret shows where the frame puts it.
    ///
    /// # Errors
    /// When the terminal was given back or does not take the bytes: time to save and leave.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> Result<(), TerminalError> {
        self.screen.draw(view)?;
        Ok(())
    }

    /// Forgets the size, because the terminal says that it has another one.
    pub fn resized(&mut self) {
        self.screen.backend_mut().size.set(None);
    }

    /// Forgets what is on the screen, so that the next frame is drawn whole.
    ///
    /// # Errors
    /// As [`Terminal::draw`].
    pub fn repaint(&mut self) -> Result<(), TerminalError> {
        *self.screen.backend_mut() = Screen::default();
        self.screen.clear()?;
        Ok(())
    }

    /// Sets the title of the window; the one before comes back at the end.
    ///
    /// # Errors
    /// As [`Terminal::draw`].
    pub fn set_title(&mut self, title: &str) -> Result<(), TerminalError> {
        if self.title != title {
            title.clone_into(&mut self.title);
            let screen = self.screen.backend_mut();
            queue!(screen.bytes, SetTitle(safe(title)))?;
            screen.flush()?;
        }
        Ok(())
    }

    /// Gives the terminal back and stops, until the shell lets the program go on.
    ///
    /// # Errors
    /// When the terminal cannot be taken again.
    pub fn suspend(&mut self, reader: &Reader) -> Result<(), TerminalError> {
        self.away(reader, stop)??;
        Ok(())
    }

    /// Lets the person write in the file with their editor, a shell command such as `code --wait`, and waits.
    ///
    /// # Errors
    /// [`TerminalError::NoEditor`], or when the terminal cannot be taken again.
    pub fn edit(&mut self, reader: &Reader, editor: &str, file: &Path) -> Result<ExitStatus, TerminalError> {
        let status = self.away(reader, || shell(editor, file).status())?;
        let missing = || TerminalError::NoEditor { command: editor.to_owned() };
        let status = status.map_err(|_| missing())?;
        if matches!(status.code(), Some(126 | 127)) { Err(missing()) } else { Ok(status) }
    }

    /// Does something while the terminal is not ours and nobody reads its keys.
    fn away<T>(&mut self, reader: &Reader, errand: impl FnOnce() -> T) -> Result<T, TerminalError> {
        let pause = reader.pause();
        set_away(true);
        leave();
        let done = errand();
        let taken = take();
        set_away(false);
        taken?;
        drop(pause);
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
    let begun = queue!(out, Print(SAVE_TITLE), EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange);
    begun.and_then(|()| out.flush()).inspect_err(|_| leave()).map_err(TerminalError::Io)
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

/// Gathers a frame and writes it in one piece. Unlike crossterm's own backend it never asks the terminal for the
/// cursor, which would wait for the reading thread, and says nothing twice.
#[derive(Debug, Default)]
struct Screen {
    bytes: Vec<u8>,
    is_cursor_shown: Option<bool>,
    cursor: Option<Position>,
    /// As it was when it was last asked for: asking takes as long as half a frame.
    size: Cell<Option<Size>>,
}

impl Screen {
    fn frame(&mut self) -> CrosstermBackend<&mut Vec<u8>> {
        CrosstermBackend::new(&mut self.bytes)
    }
}

impl Backend for Screen {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a ratatui::buffer::Cell)>,
    {
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        self.cursor = None;
        self.frame().draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.is_cursor_shown.replace(false) == Some(false) { Ok(()) } else { self.frame().hide_cursor() }
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.is_cursor_shown.replace(true) == Some(true) { Ok(()) } else { self.frame().show_cursor() }
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if self.cursor.replace(position) == Some(position) {
            Ok(())
        } else {
            self.frame().set_cursor_position(position)
        }
    }

    fn clear(&mut self) -> io::Result<()> {
        self.frame().clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.frame().clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        if let Some(size) = self.size.get() {
            return Ok(size);
        }
        let (columns, rows) = terminal::size()?;
        let size = bounded(columns, rows);
        self.size.set(Some(size));
        Ok(size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::default() })
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

    #[test]
    fn any_size_is_bounded_and_none_is_assumed() {
        assert_eq!(bounded(u16::MAX, u16::MAX), LARGEST);
        assert_eq!(bounded(0, 0), ASSUMED);
        assert_eq!(bounded(1, 1), Size::new(1, 1));
    }

    #[test]
    fn a_frame_without_changes_writes_nothing() {
        let mut screen = Screen::default();
        screen.show_cursor().unwrap();
        screen.set_cursor_position((3, 4)).unwrap();
        screen.bytes.clear();
        screen.draw(std::iter::empty()).unwrap();
        screen.show_cursor().unwrap();
        screen.set_cursor_position((3, 4)).unwrap();
        assert_eq!(screen.bytes, b"");
        screen.draw([(0, 0, &ratatui::buffer::Cell::new("a"))].into_iter()).unwrap();
        let drawn = screen.bytes.len();
        screen.set_cursor_position((3, 4)).unwrap();
        assert!(screen.bytes.len() > drawn, "drawing moved the cursor, which has to come back");
    }

    #[test]
    fn no_frame_follows_a_terminal_given_back() {
        let mut screen = Screen { bytes: b"private".to_vec(), ..Screen::default() };
        let error = TerminalError::from(screen.flush().unwrap_err());
        assert!(matches!(error, TerminalError::GivenBack));
        assert!(screen.bytes.is_empty());
    }
}
