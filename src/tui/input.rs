//! Keys, pastes, sizes and focus from the terminal, read by a thread of its own.
//!
//! The thread blocks in crossterm's read, so that an idle program never wakes. To pause it, the process sends itself
//! the signal of a changed size, which ends that read; nothing else does.

use std::io::{self, IsTerminal};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode as Code, KeyEvent, KeyEventKind, KeyModifiers};

use super::key::{Key, KeyCode};
use super::terminal;

/// Something that the person or the terminal did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed, or repeats.
    Key(Key),
    /// A paste in one piece, as it came.
    Paste(String),
    /// The new size in columns and rows, never above [`terminal::LARGEST`].
    Resize(u16, u16),
    /// The window got the focus.
    FocusGained,
    /// The window lost the focus.
    FocusLost,
}

/// Tries to end the blocked read, and the time between them.
const TRIES: u32 = 100;
const BETWEEN: Duration = Duration::from_millis(10);
/// Pause after a failed read of a terminal that is still there.
const RETRY: Duration = Duration::from_millis(50);

/// The reading thread, which can be made to leave the keyboard to somebody else.
#[derive(Debug)]
pub struct Reader {
    gate: Arc<Gate>,
}

/// While this lives, nobody here reads the terminal.
#[derive(Debug)]
pub struct Pause {
    gate: Arc<Gate>,
}

#[derive(Debug, Default)]
struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Reading,
    Asked,
    Paused,
    Ended,
}

/// Starts to read. The thread ends when `sender` answers false or the terminal is gone.
///
/// # Errors
/// When the system refuses the thread.
pub fn spawn(sender: impl Fn(Input) -> bool + Send + 'static) -> io::Result<Reader> {
    let gate = Arc::new(Gate::default());
    let own = Arc::clone(&gate);
    thread::Builder::new().name("input".into()).spawn(move || {
        read(&own, &sender);
        own.set(State::Ended);
    })?;
    Ok(Reader { gate })
}

impl Reader {
    /// Stops reading until the answer is dropped. Keys that were already read arrive afterwards.
    pub fn pause(&self) -> Pause {
        let mut state = self.gate.lock();
        if *state == State::Reading {
            *state = State::Asked;
        }
        for _ in 0..TRIES {
            if *state != State::Asked {
                break;
            }
            wake();
            let waited = self.gate.changed.wait_timeout(state, BETWEEN);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        drop(state);
        Pause { gate: Arc::clone(&self.gate) }
    }
}

impl Drop for Pause {
    fn drop(&mut self) {
        if *self.gate.lock() != State::Ended {
            self.gate.set(State::Reading);
        }
    }
}

impl Gate {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, state: State) {
        *self.lock() = state;
        self.changed.notify_all();
    }

    fn is_asked(&self) -> bool {
        *self.lock() == State::Asked
    }

    /// Stands aside for as long as the pause lasts.
    fn stand_aside(&self) {
        let mut state = self.lock();
        *state = State::Paused;
        self.changed.notify_all();
        while *state == State::Paused {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Ends a blocked read; its signal is harmless when nobody reads.
fn wake() {
    #[cfg(unix)]
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGWINCH);
}

fn read(gate: &Gate, sender: &impl Fn(Input) -> bool) {
    let mut answer = LateAnswer::default();
    // From here on changes of the size are heard; one of before was not.
    let _ = event::poll(Duration::ZERO);
    let is_heard = crossterm::terminal::size()
        .ok()
        .and_then(|(columns, rows)| convert(Event::Resize(columns, rows)))
        .is_none_or(sender);
    if !is_heard {
        return;
    }
    loop {
        if gate.is_asked() {
            gate.stand_aside();
        }
        match event::read() {
            Ok(Event::Resize(..)) if gate.is_asked() => {}
            Ok(event) => {
                let Some(input) = convert(event) else { continue };
                let arrived = if terminal::is_answer_owed() { answer.filter(input) } else { vec![input] };
                if !arrived.into_iter().all(sender) {
                    return;
                }
            }
            Err(_) if io::stdin().is_terminal() => thread::sleep(RETRY),
            Err(_) => return,
        }
    }
}

/// What the event means here; releases, mouse and unknown keys mean nothing.
fn convert(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) => self::key(key).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(text)),
        Event::Resize(columns, rows) => {
            let size = terminal::bounded(columns, rows);
            Some(Input::Resize(size.width, size.height))
        }
        Event::FocusGained => Some(Input::FocusGained),
        Event::FocusLost => Some(Input::FocusLost),
        Event::Mouse(_) => None,
    }
}

fn key(KeyEvent { code, modifiers, kind, .. }: KeyEvent) -> Option<Key> {
    let mut is_ctrl = modifiers.contains(KeyModifiers::CONTROL);
    let code = match code {
        _ if kind == KeyEventKind::Release => return None,
        Code::Char(c) => KeyCode::Char(c),
        Code::Enter => KeyCode::Enter,
        Code::Esc => KeyCode::Esc,
        Code::Tab => KeyCode::Tab,
        Code::BackTab => KeyCode::BackTab,
        Code::Backspace => KeyCode::Backspace,
        Code::Delete => KeyCode::Delete,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        Code::F(number) => KeyCode::F(number),
        Code::Null => {
            is_ctrl = true;
            KeyCode::Char(' ')
        }
        _ => return None,
    };
    let (is_alt, is_shift) = (modifiers.contains(KeyModifiers::ALT), modifiers.contains(KeyModifiers::SHIFT));
    Some(Key::new(code, is_ctrl, is_alt, is_shift))
}

/// Holds back the answer to the question about the background when it comes after its time, which would otherwise
/// be typed into the text. Only asked when an answer is missing.
#[derive(Debug, Default)]
struct LateAnswer {
    held: Vec<Input>,
}

/// How the answer begins, as keys; colours and a terminator follow.
const OPENINGS: [[char; 8]; 2] = [[']', '1', '0', ';', 'r', 'g', 'b', ':'], [']', '1', '1', ';', 'r', 'g', 'b', ':']];
/// Longest answer, in keys.
const LONGEST: usize = 40;

impl LateAnswer {
    /// What may pass: the input, with all that was held if it turns out to be no answer, or nothing.
    fn filter(&mut self, input: Input) -> Vec<Input> {
        let place = self.held.len();
        let (is_part, is_end) = match &input {
            Input::Key(key) => (is_part(place, *key), place > 8 && is_end(*key)),
            _ => (false, false),
        };
        if is_end {
            self.held.clear();
            return Vec::new();
        }
        self.held.push(input);
        if is_part && place < LONGEST { Vec::new() } else { std::mem::take(&mut self.held) }
    }
}

fn is_part(place: usize, key: Key) -> bool {
    let KeyCode::Char(c) = key.code else { return false };
    if key.ctrl || key.alt != (place == 0) {
        return false;
    }
    if place < 8 {
        OPENINGS.iter().any(|opening| opening.get(place) == Some(&c))
    } else {
        c == '/' || c.is_ascii_hexdigit()
    }
}

fn is_end(key: Key) -> bool {
    key == Key::alt('\\') || key == Key::ctrl('g') || key == Key::plain(KeyCode::Esc)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyEventState, MouseEvent, MouseEventKind};

    fn pressed(code: Code, modifiers: KeyModifiers, kind: KeyEventKind) -> Option<Input> {
        convert(Event::Key(KeyEvent { code, modifiers, kind, state: KeyEventState::NONE }))
    }

    #[test]
    fn presses_and_repeats_arrive_and_releases_do_not() {
        let a = Some(Input::Key(Key::char('a')));
        assert_eq!(pressed(Code::Char('a'), KeyModifiers::NONE, KeyEventKind::Press), a);
        assert_eq!(pressed(Code::Char('a'), KeyModifiers::NONE, KeyEventKind::Repeat), a);
        assert_eq!(pressed(Code::Char('a'), KeyModifiers::NONE, KeyEventKind::Release), None);
        assert_eq!(pressed(Code::CapsLock, KeyModifiers::NONE, KeyEventKind::Press), None);
    }

    #[test]
    fn keys_are_normal_on_arrival() {
        let press = |code, modifiers| pressed(code, modifiers, KeyEventKind::Press);
        let key = |name| Some(Input::Key(Key::parse(name).unwrap()));
        assert_eq!(press(Code::Char('h'), KeyModifiers::CONTROL), key("backspace"));
        assert_eq!(press(Code::Char('7'), KeyModifiers::CONTROL), key("ctrl-_"));
        assert_eq!(press(Code::Char('K'), KeyModifiers::SHIFT), key("K"));
        assert_eq!(press(Code::BackTab, KeyModifiers::SHIFT), key("shift-tab"));
        assert_eq!(press(Code::Enter, KeyModifiers::ALT), key("alt-enter"));
        assert_eq!(press(Code::F(1), KeyModifiers::NONE), key("f1"));
    }

    #[test]
    fn a_size_out_of_reason_is_bounded() {
        assert_eq!(convert(Event::Resize(u16::MAX, u16::MAX)), Some(Input::Resize(1000, 500)));
        assert_eq!(convert(Event::Resize(80, 24)), Some(Input::Resize(80, 24)));
    }

    #[test]
    fn the_mouse_means_nothing() {
        let (column, row) = (1, 1);
        let mouse = MouseEvent { kind: MouseEventKind::Moved, column, row, modifiers: KeyModifiers::NONE };
        assert_eq!(convert(Event::Mouse(mouse)), None);
    }

    fn through(answer: &mut LateAnswer, keys: &[Key]) -> Vec<Input> {
        keys.iter().flat_map(|key| answer.filter(Input::Key(*key))).collect()
    }

    fn spelled(words: &str) -> Vec<Key> {
        words.chars().map(Key::char).collect()
    }

    #[test]
    fn a_late_answer_is_never_typed() {
        for (number, end) in [('0', Key::alt('\\')), ('1', Key::ctrl('g'))] {
            let mut answer = LateAnswer::default();
            let keys = [vec![Key::alt(']')], spelled(&format!("1{number};rgb:1212/1616/1b1B")), vec![end]].concat();
            assert_eq!(through(&mut answer, &keys), []);
            assert_eq!(through(&mut answer, &spelled("on")).len(), 2);
        }
    }

    #[test]
    fn words_that_only_look_like_an_answer_all_arrive() {
        let mut answer = LateAnswer::default();
        let keys = [vec![Key::alt(']')], spelled("11;rgx"), vec![Key::alt(']')], spelled("a")].concat();
        let arrived = through(&mut answer, &keys);
        assert_eq!(arrived, keys.iter().copied().map(Input::Key).collect::<Vec<_>>());
    }

    #[test]
    fn a_pause_of_an_ended_reader_does_not_wait() {
        let gate = Arc::new(Gate::default());
        gate.set(State::Ended);
        drop(Reader { gate: Arc::clone(&gate) }.pause());
        assert_eq!(*gate.lock(), State::Ended);
    }

    #[test]
    fn a_paused_reader_stands_aside_until_the_pause_is_over() {
        let gate = Arc::new(Gate::default());
        let own = Arc::clone(&gate);
        let reader = thread::spawn(move || {
            while !own.is_asked() {
                thread::yield_now();
            }
            own.stand_aside();
        });
        let pause = Reader { gate: Arc::clone(&gate) }.pause();
        assert_eq!(*gate.lock(), State::Paused);
        assert!(!reader.is_finished());
        drop(pause);
        reader.join().unwrap();
        assert_eq!(*gate.lock(), State::Reading);
    }
}
