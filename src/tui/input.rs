//! Keys, pastes, sizes and focus from the terminal, read by the loop itself: no other thread stands between a key and the
//! program.
//!
//! The loop sleeps in crossterm's wait, so that an idle program never wakes. Whoever has news for it from another thread
//! ends that wait by the signal of a changed size.

use std::collections::VecDeque;
use std::io::{self, IsTerminal};
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

/// How a wait for the terminal ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Something was done.
    Input(Input),
    /// Somebody called `wake`, or may have.
    Call,
    /// Nothing, for as long as was waited.
    Silence,
    /// The terminal is gone, and nothing will be heard any more.
    End,
}

/// Pause after a failed read of a terminal that is still there.
const RETRY: Duration = Duration::from_millis(50);
/// Too short to be waited, and long enough for crossterm to look whether something is there; at zero it does not look.
const GLANCE: Duration = Duration::from_micros(20);
/// The longest wait where `wake` can end none.
const NAP: Duration = Duration::from_millis(50);

/// The keyboard, and whatever else the terminal tells.
#[derive(Debug)]
pub struct Keyboard {
    /// Heard already.
    waiting: VecDeque<Input>,
    /// The size told last, in columns and rows.
    size: Option<(u16, u16)>,
    answer: LateAnswer,
    is_gone: bool,
}

impl Keyboard {
    /// Begins to listen; the first that is heard is the size. From here on `wake` ends a wait.
    pub fn listen() -> Self {
        let mut keyboard = Self { waiting: VecDeque::new(), size: None, answer: LateAnswer::default(), is_gone: false };
        // From here on changes of the size are heard; one of before was not.
        let _ = event::poll(Duration::ZERO);
        if let Ok((columns, rows)) = crossterm::terminal::size() {
            keyboard.take(Event::Resize(columns, rows));
        }
        keyboard
    }

    /// What is there already.
    pub fn glance(&mut self) -> Option<Input> {
        match self.hear(Some(GLANCE)) {
            Heard::Input(input) => Some(input),
            _ => None,
        }
    }

    /// Waits for something, at most this long; without an end where none is given.
    pub fn hear(&mut self, patience: Option<Duration>) -> Heard {
        if let Some(input) = self.waiting.pop_front() {
            return Heard::Input(input);
        }
        if self.is_gone {
            return Heard::End;
        }
        let is_nap = cfg!(not(unix)) && patience.is_none_or(|patience| patience > NAP);
        let heard = match if is_nap { Some(NAP) } else { patience } {
            Some(patience) => event::poll(patience).and_then(|is_there| is_there.then(event::read).transpose()),
            None => event::read().map(Some),
        };
        match heard {
            Ok(Some(event)) => {
                self.take(event);
                self.waiting.pop_front().map_or(Heard::Call, Heard::Input)
            }
            Ok(None) if is_nap => Heard::Call,
            Ok(None) => Heard::Silence,
            Err(_) if io::stdin().is_terminal() => {
                thread::sleep(RETRY);
                Heard::Call
            }
            Err(_) => {
                self.is_gone = true;
                Heard::End
            }
        }
    }

    fn take(&mut self, event: Event) {
        let Some(input) = convert(event) else { return };
        match input {
            // A call: the size is as it was.
            Input::Resize(columns, rows) if self.size.replace((columns, rows)) == Some((columns, rows)) => {}
            input if terminal::is_answer_owed() => self.waiting.extend(self.answer.filter(input)),
            input => self.waiting.push_back(input),
        }
    }
}

/// Ends a wait for the keyboard, from any thread; harmless when nobody waits.
pub(super) fn wake() {
    #[cfg(unix)]
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGWINCH);
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
    fn a_size_is_heard_once_and_a_call_is_no_input() {
        let mut keyboard =
            Keyboard { waiting: VecDeque::new(), size: None, answer: LateAnswer::default(), is_gone: true };
        for _ in 0..3 {
            keyboard.take(Event::Resize(80, 24));
        }
        keyboard.take(Event::Resize(81, 24));
        assert_eq!(keyboard.hear(None), Heard::Input(Input::Resize(80, 24)));
        assert_eq!(keyboard.glance(), Some(Input::Resize(81, 24)));
        assert_eq!(keyboard.hear(None), Heard::End);
    }
}
