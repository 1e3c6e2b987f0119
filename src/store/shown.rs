//! Text from files and paths, made fit for one line of a message.
//!
//! A file name or a broken file can hold anything: escapes, text that runs backwards, a megabyte in one word.

use std::path::Path;

/// A word from a file: without characters that steer a terminal, at most 60 characters.
pub(crate) fn word(text: &str) -> String {
    cut(text, 60)
}

/// A sentence with words from a file in it, at most 400 characters.
pub(crate) fn sentence(text: &str) -> String {
    cut(text, 400)
}

/// A path in full, without characters that steer a terminal.
pub(crate) fn path(path: &Path) -> String {
    path.to_string_lossy().chars().map(visible).collect()
}

fn cut(text: &str, longest: usize) -> String {
    let mut shown: String = text.chars().take(longest).map(visible).collect();
    if text.chars().nth(longest).is_some() {
        shown.push('…');
    }
    shown
}

fn visible(c: char) -> char {
    let is_hidden = c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
    if is_hidden { char::REPLACEMENT_CHARACTER } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_is_shown() {
        assert_eq!(word("a\u{1b}[2Jb\u{202e}c\u{e0041}"), "a�[2Jb�c�");
        assert_eq!(path(Path::new("/x\n/é.json")), "/x�/é.json");
    }

    #[test]
    fn a_long_word_is_cut() {
        assert_eq!(word(&"é".repeat(60)), "é".repeat(60));
        assert_eq!(word(&"é".repeat(61)), format!("{}…", "é".repeat(60)));
    }
}
