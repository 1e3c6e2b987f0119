//! One key press, the words that name it, and the one form in which each press is known.

use std::fmt::{self, Display, Formatter};

/// What was pressed, without the keys held beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyCode {
    /// A character; letters keep the case in which they arrive.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Tab with shift.
    BackTab,
    /// Delete the character before.
    Backspace,
    /// Delete the character after.
    Delete,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// First.
    Home,
    /// Last.
    End,
    /// A page back.
    PageUp,
    /// A page on.
    PageDown,
    /// A function key, from 1.
    F(u8),
}

/// A key press in its normal form: equal presses are equal values, whatever the terminal sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// What was pressed.
    pub code: KeyCode,
    /// Control was held.
    pub ctrl: bool,
    /// Alt was held, or escape came just before.
    pub alt: bool,
    /// Shift was held; never set on characters and back-tab, which carry it themselves.
    pub shift: bool,
}

/// Named keys: the word in a footer, the word without arrows, the code.
const NAMES: [(&str, &str, KeyCode); 15] = [
    ("enter", "enter", KeyCode::Enter),
    ("esc", "esc", KeyCode::Esc),
    ("shift-tab", "shift-tab", KeyCode::BackTab),
    ("tab", "tab", KeyCode::Tab),
    ("backspace", "backspace", KeyCode::Backspace),
    ("delete", "delete", KeyCode::Delete),
    ("space", "space", KeyCode::Char(' ')),
    ("←", "left", KeyCode::Left),
    ("→", "right", KeyCode::Right),
    ("↑", "up", KeyCode::Up),
    ("↓", "down", KeyCode::Down),
    ("home", "home", KeyCode::Home),
    ("end", "end", KeyCode::End),
    ("pgup", "pageup", KeyCode::PageUp),
    ("pgdn", "pagedown", KeyCode::PageDown),
];

impl Key {
    /// The normal form of a press: terminals send several keys under two names.
    pub fn new(code: KeyCode, ctrl: bool, alt: bool, shift: bool) -> Self {
        let (code, ctrl, shift) = match code {
            KeyCode::Char(c) if ctrl => match c.to_ascii_lowercase() {
                'h' => (KeyCode::Backspace, false, false),
                'i' => (KeyCode::Tab, false, false),
                'm' => (KeyCode::Enter, false, false),
                '[' => (KeyCode::Esc, false, false),
                '7' | '/' => (KeyCode::Char('_'), true, false),
                c => (KeyCode::Char(c), true, false),
            },
            KeyCode::Char(c) if shift => (KeyCode::Char(raised(c)), false, false),
            KeyCode::Tab if shift => (KeyCode::BackTab, ctrl, false),
            KeyCode::BackTab => (KeyCode::BackTab, ctrl, false),
            code => (code, ctrl, shift),
        };
        Self { code, ctrl, alt, shift }
    }

    /// A press with nothing held.
    pub fn plain(code: KeyCode) -> Self {
        Self::new(code, false, false, false)
    }

    /// A character, typed.
    pub fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// A character with control.
    pub fn ctrl(c: char) -> Self {
        Self::new(KeyCode::Char(c), true, false, false)
    }

    /// A character with alt.
    pub fn alt(c: char) -> Self {
        Self::new(KeyCode::Char(c), false, true, false)
    }

    /// Reads `ctrl-p`, `shift-tab`, `K`, `f1`, `↑` or `up`; none when it names no key.
    pub fn parse(name: &str) -> Option<Self> {
        let (mut ctrl, mut alt, mut shift, mut rest) = (false, false, false, name);
        while let Some((held, after)) = rest.split_once('-').filter(|(_, after)| !after.is_empty()) {
            match held.to_ascii_lowercase().as_str() {
                "ctrl" => ctrl = true,
                "alt" => alt = true,
                "shift" => shift = true,
                _ => return None,
            }
            rest = after;
        }
        Some(Self::new(code_named(rest)?, ctrl, alt, shift))
    }
}

/// Upper case where that is one character, the same character otherwise.
fn raised(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(only), None) => only,
        _ => c,
    }
}

fn code_named(name: &str) -> Option<KeyCode> {
    let mut chars = name.chars();
    if let (Some(only), None) = (chars.next(), chars.next())
        && !NAMES.iter().any(|(word, ..)| *word == name)
    {
        return (!only.is_control()).then_some(KeyCode::Char(only));
    }
    let lower = name.to_ascii_lowercase();
    let number = lower.strip_prefix('f').and_then(|digits| digits.parse().ok());
    if let Some(number @ 1..=24) = number {
        return Some(KeyCode::F(number));
    }
    NAMES.iter().find(|(word, plain, _)| *word == lower || *plain == lower).map(|(.., code)| *code)
}

impl Display for Key {
    /// The words of a footer; `{:#}` writes arrows as words, for terminals without them.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (held, word) in [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if held {
                f.write_str(word)?;
            }
        }
        match (NAMES.iter().find(|(.., code)| *code == self.code), self.code) {
            (Some((_, plain, _)), _) if f.alternate() => f.write_str(plain),
            (Some((word, ..)), _) => f.write_str(word),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, KeyCode::F(number)) => write!(f, "f{number}"),
            (None, _) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_footer_names_keys_in_plain_words() {
        for word in [
            "enter",
            "ctrl-o",
            "↑",
            "↓",
            "shift-tab",
            "space",
            "esc",
            "f1",
            "ctrl-_",
            "alt-enter",
            "shift-↑",
            "K",
            "-",
            "+",
            "<",
            "?",
            "pgup",
            "alt-backspace",
            "ctrl--",
        ] {
            let key = Key::parse(word).unwrap();
            assert_eq!(key.to_string(), word);
        }
        assert_eq!(format!("{:#}", Key::parse("shift-↑").unwrap()), "shift-up");
    }

    #[test]
    fn keys_that_arrive_under_two_names_are_one() {
        assert_eq!(Key::ctrl('h'), Key::plain(KeyCode::Backspace));
        assert_eq!(Key::ctrl('7'), Key::parse("ctrl-_").unwrap());
        assert_eq!(Key::parse("ctrl-/"), Key::parse("ctrl-_"));
        assert_eq!(Key::new(KeyCode::Char('K'), false, false, true), Key::char('K'));
        assert_eq!(Key::parse("shift-k"), Some(Key::char('K')));
        assert_eq!(Key::new(KeyCode::BackTab, false, false, true), Key::parse("shift-tab").unwrap());
        assert_eq!(Key::parse("CTRL-P"), Some(Key::ctrl('p')));
        assert_eq!(Key::parse("ß"), Some(Key::char('ß')));
        assert_eq!(Key::parse("shift-ß"), Some(Key::char('ß')));
    }

    #[test]
    fn words_that_name_no_key_are_refused() {
        for word in ["", "ctrl-", "hyper-a", "f0", "f25", "entre", "ctrl-ab", "\u{7}"] {
            assert_eq!(Key::parse(word), None, "{word:?}");
        }
    }

    fn code() -> impl Strategy<Value = KeyCode> {
        prop_oneof![
            any::<char>().prop_filter("typed", |c| !c.is_control() && !"←→↑↓".contains(*c)).prop_map(KeyCode::Char),
            proptest::sample::select(NAMES.map(|(.., code)| code).to_vec()),
            (1u8..=24).prop_map(KeyCode::F),
        ]
    }

    proptest! {
        #[test]
        fn every_key_is_read_back_from_its_words(code in code(), ctrl: bool, alt: bool, shift: bool) {
            let key = Key::new(code, ctrl, alt, shift);
            prop_assert_eq!(Key::new(key.code, key.ctrl, key.alt, key.shift), key);
            prop_assert_eq!(Key::parse(&key.to_string()), Some(key));
            prop_assert_eq!(Key::parse(&format!("{key:#}")), Some(key));
        }
    }
}
