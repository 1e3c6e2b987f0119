//! What can be wrong at one place of a file, in data and in plain words.

use super::shown;
use crate::model::slips::slips;
use std::fmt;

/// What is wrong at one place of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The file has no content, or only white space.
    Empty,
    /// The file is UTF-16, which some editors call Unicode.
    Utf16,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// There is a zero byte, as after a power cut or in a file that is no text.
    ZeroByte,
    /// A version control tool has left both versions in the file.
    ConflictMarkers,
    /// The text stops in the middle of something.
    EndsEarly,
    /// The text goes on after the last closing bracket.
    GoesOn,
    /// There is a comma with nothing after it.
    ExtraComma,
    /// There is no comma, or no closing bracket, where one belongs.
    MissingComma,
    /// There is no colon after a key.
    MissingColon,
    /// A key has no quotes.
    BareKey,
    /// There is a backslash with something unknown after it.
    BadEscape,
    /// There is a line break or a tab inside quotes.
    RawControl,
    /// Something that starts like a number is none.
    BadNumber,
    /// Brackets are nested more than 127 deep.
    TooDeep,
    /// Something stands where a value belongs and is none.
    NotAValue,
    /// A whole number has more digits than can be kept exactly.
    LongNumber,
    /// A key stands twice in one group.
    Repeated {
        /// The key.
        key: String,
    },
    /// A key that must be there is not.
    Missing {
        /// The key.
        key: String,
    },
    /// A key is none of those that belong here.
    UnknownKey {
        /// The key.
        key: String,
        /// The keys that belong here.
        known: Vec<String>,
    },
    /// A word is none of those that belong here.
    UnknownWord {
        /// The word.
        word: String,
        /// The words that belong here.
        known: Vec<String>,
    },
    /// A value is of another kind than belongs here.
    WrongKind {
        /// What stands there: the text itself, or "a list", "a group in braces", "nothing".
        found: String,
        /// What belongs there, such as "a whole number".
        wanted: String,
    },
    /// Anything else, already in words, without a full stop.
    Other(String),
}

impl Flaw {
    /// The known word that is most like the unknown one, if any is like it.
    pub fn nearest(&self) -> Option<&str> {
        let (Self::UnknownKey { key: word, known } | Self::UnknownWord { word, known }) = self else {
            return None;
        };
        let word: Vec<char> = word.chars().collect();
        let (slips, nearest) = known.iter().map(|known| (slips(&word, known), known)).min()?;
        let is_like = slips <= 1 + nearest.chars().count() / 4;
        is_like.then_some(nearest)
    }
}

impl From<String> for Flaw {
    fn from(words: String) -> Self {
        Self::Other(words)
    }
}

impl From<&str> for Flaw {
    fn from(words: &str) -> Self {
        Self::Other(words.to_owned())
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fixed = match self {
            Self::Empty => "the file is empty",
            Self::Utf16 => "the file is saved as UTF-16; save it as UTF-8",
            Self::NotUtf8 => "there are bytes that are not UTF-8 text",
            Self::ZeroByte => "there is a zero byte, which no text has",
            Self::ConflictMarkers => "two versions were left here by a version control tool",
            Self::EndsEarly => "the file stops in the middle",
            Self::GoesOn => "something follows after the end",
            Self::ExtraComma => "there is a comma with nothing after it",
            Self::MissingComma => "a comma or a closing bracket is missing before this",
            Self::MissingColon => "a colon is missing after the key",
            Self::BareKey => "a key in double quotes belongs here",
            Self::BadEscape => "the backslash has something unknown after it",
            Self::RawControl => "there is a line break or a tab inside quotes; write \\n or \\t",
            Self::BadNumber => "this is not a number",
            Self::TooDeep => "the brackets are nested too deeply",
            Self::NotAValue => "a value belongs here, and this is none",
            Self::LongNumber => "this number has more digits than can be kept",
            Self::Repeated { key } => {
                return write!(f, "the key “{}” stands here twice", shown::word(key));
            }
            Self::Missing { key } => return write!(f, "the key “{}” is missing", shown::word(key)),
            Self::UnknownKey { key, known } => return self.unknown(f, "key", key, known),
            Self::UnknownWord { word, known } => return self.unknown(f, "word", word, known),
            Self::WrongKind { found, wanted } => {
                return write!(f, "this is {}, and {} belongs here", shown::word(found), shown::word(wanted));
            }
            Self::Other(words) => return f.write_str(&shown::sentence(words)),
        };
        f.write_str(fixed)
    }
}

impl Flaw {
    fn unknown(&self, f: &mut fmt::Formatter<'_>, noun: &str, found: &str, known: &[String]) -> fmt::Result {
        write!(f, "“{}” is not a known {noun} here", shown::word(found))?;
        match self.nearest() {
            Some(nearest) => write!(f, "; did you mean “{nearest}”?"),
            None if known.is_empty() => Ok(()),
            None => write!(f, "; known are {}", shown::sentence(&known.join(", "))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_word_is_met_with_the_nearest_known_one() {
        let known = vec!["notes".to_owned(), "goals".to_owned()];
        let flaw = Flaw::UnknownWord { word: "gaols".into(), known: known.clone() };
        assert_eq!(flaw.nearest(), Some("goals"));
        assert_eq!(flaw.to_string(), "“gaols” is not a known word here; did you mean “goals”?");
        let flaw = Flaw::UnknownKey { key: "zebra\u{1b}".into(), known };
        assert_eq!(flaw.to_string(), "“zebra�” is not a known key here; known are notes, goals");
    }
}
