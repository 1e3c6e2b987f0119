//! Words without characters that steer a terminal or turn the direction of what follows.

use std::borrow::Cow;

/// The words as they may stand in a file: line breaks stay, tabs become spaces, controls and marks of direction go.
pub(super) fn clean(words: &str) -> Cow<'_, str> {
    if !words.chars().any(|c| is_steering(c) && c != '\n') {
        return Cow::Borrowed(words);
    }
    let kept = words.chars().filter_map(|c| match c {
        '\n' => Some('\n'),
        '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        c if is_steering(c) => None,
        c => Some(c),
    });
    Cow::Owned(kept.collect())
}

/// The same on one line; spaces that hold words together stay.
pub(super) fn line(words: &str) -> String {
    let is_gap = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}');
    clean(words).split(is_gap).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn is_steering(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61C}'
                | '\u{200B}'
                | '\u{200E}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E007F}'
        )
        // What XML, and so a strict reader of HTML, refuses.
        || matches!(c, '\u{FFFE}'..='\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_that_steers() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}c\td\r\ne\u{200b}"), "a[31mbc d\ne");
        assert_eq!(line(" a \n\n b\u{2028}c 1\u{a0}250"), "a b c 1\u{a0}250");
        assert_eq!(clean("Zoë 👩\u{200d}🌾"), "Zoë 👩\u{200d}🌾");
    }
}
