//! The tokens of a JSON text with their places, which serde does not keep.
//!
//! The text has been accepted by `serde_json` before, so this need not judge it; any other text gives some tokens too.

use std::borrow::Cow;

/// What a token is; commas, colons and white space are no tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    OpenObject,
    OpenArray,
    Close,
    /// A string before a colon.
    Key,
    String,
    /// A number, `true`, `false` or `null`.
    Bare,
}

/// One token: its kind, its text as written (with quotes), and where that starts, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'a> {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) text: &'a str,
}

impl<'a> Token<'a> {
    /// Whether this is the key or the string `word`, however it is escaped.
    pub(crate) fn is_text(&self, word: &str) -> bool {
        self.unescaped().as_deref() == Some(word)
    }

    /// The characters that a key or a string stands for.
    pub(crate) fn unescaped(&self) -> Option<Cow<'a, str>> {
        if self.text.contains('\\') {
            return serde_json::from_str(self.text).ok().map(Cow::Owned);
        }
        self.text.strip_prefix('"')?.strip_suffix('"').map(Cow::Borrowed)
    }
}

/// Walks over the tokens of a text, a byte order mark passed over.
#[derive(Clone, Debug)]
pub(crate) struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: text.len() - text.trim_start_matches('\u{feff}').len() }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let ahead = self.text.get(self.at..)?;
        let rest = ahead.trim_start_matches(|c| is_space(c) || matches!(c, ',' | ':'));
        let start = self.at + ahead.len() - rest.len();
        let (kind, length) = match rest.chars().next()? {
            '{' => (Kind::OpenObject, 1),
            '[' => (Kind::OpenArray, 1),
            '}' | ']' => (Kind::Close, 1),
            '"' => string(rest),
            _ => (Kind::Bare, rest.find(ends_bare).unwrap_or(rest.len())),
        };
        self.at = start + length;
        Some(Token { kind, start, text: rest.get(..length)? })
    }
}

fn string(rest: &str) -> (Kind, usize) {
    let mut is_escaped = false;
    let end = rest.bytes().skip(1).position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    let length = end.map_or(rest.len(), |end| end + 2);
    let after = rest.get(length..).unwrap_or_default().trim_start_matches(is_space);
    (if after.starts_with(':') { Kind::Key } else { Kind::String }, length)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

fn ends_bare(c: char) -> bool {
    is_space(c) || matches!(c, ',' | ':' | ']' | '}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tokens_know_kind_and_place() {
        let text = "{ \"a\\\"\" : [1,\n\"é\", true ]}";
        let seen: Vec<_> = Tokens::new(text).map(|token| (token.kind, token.start, token.text)).collect();
        assert_eq!(
            seen,
            [
                (Kind::OpenObject, 0, "{"),
                (Kind::Key, 2, "\"a\\\"\""),
                (Kind::OpenArray, 10, "["),
                (Kind::Bare, 11, "1"),
                (Kind::String, 14, "\"é\""),
                (Kind::Bare, 20, "true"),
                (Kind::Close, 25, "]"),
                (Kind::Close, 26, "}"),
            ]
        );
    }

    #[test]
    fn a_word_is_known_through_its_escapes() {
        let token = Tokens::new(r#""k\u0069nd""#).next().unwrap();
        assert!(token.is_text("kind"));
        assert!(!token.is_text(r"k\u0069nd"));
    }

    proptest! {
        #[test]
        fn any_text_ends_and_every_token_is_where_it_says(text in "(?s)[ \\[\\]{}:,\"\\\\a1\u{e9}\u{feff}\n]{0,60}|.{0,60}") {
            let mut from = 0;
            for token in Tokens::new(&text) {
                prop_assert!(!token.text.is_empty() && token.start >= from);
                prop_assert_eq!(text.get(token.start..token.start + token.text.len()), Some(token.text));
                from = token.start + token.text.len();
            }
        }
    }
}
