//! The words of a choice: known to the program, or a template's own with their names for people.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::dates::DateLanguage;

/// Words that may stand in a field of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Words {
    /// Known to the program; a language has the names for people.
    Known(&'static [&'static str]),
    /// A template's own.
    Own(Vec<Named>),
}

/// Something that a template names: a lane, a track, a choice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Named {
    /// What stands in fields; never translated.
    pub id: String,
    /// What people read.
    pub name: String,
    /// Keys of later versions, kept.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Named {
    /// A name for an id.
    pub fn new(id: &str, name: &str) -> Self {
        Self { id: id.to_owned(), name: name.to_owned(), rest: Map::new() }
    }
}

impl Words {
    /// No list: every word may stand.
    pub const ANY: Self = Self::Known(&[]);

    /// The words as they stand in files, in the order in which a number picks them.
    pub fn ids(&self) -> Vec<&str> {
        match self {
            Self::Known(words) => words.to_vec(),
            Self::Own(words) => words.iter().map(|word| word.id.as_str()).collect(),
        }
    }

    /// The name for people of one of a template's own words.
    pub fn name(&self, id: &str) -> Option<&str> {
        match self {
            Self::Known(_) => None,
            Self::Own(words) => words.iter().find(|word| word.id == id).map(|word| word.name.as_str()),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Known(words) => words.is_empty(),
            Self::Own(words) => words.is_empty(),
        }
    }

    /// Whether this word is among them.
    pub fn holds(&self, id: &str) -> bool {
        match self {
            Self::Known(words) => words.contains(&id),
            Self::Own(words) => words.iter().any(|word| word.id == id),
        }
    }

    /// The word that typed words mean: by its place from 1, whole, or by its beginning; its name for people counts too.
    pub fn meant(&self, typed: &str, say: Say) -> Option<&str> {
        let ids = self.ids();
        let typed = typed.to_lowercase();
        let by_place = typed.parse::<usize>().ok().and_then(|place| ids.get(place.checked_sub(1)?));
        by_place
            .or_else(|| ids.iter().find(|id| self.names(id, say).contains(&typed)))
            .or_else(|| ids.iter().find(|id| self.names(id, say).iter().any(|name| name.starts_with(&typed))))
            .copied()
    }

    /// The word that a typed tag is in full, with hyphens where its name for people has spaces.
    pub fn tagged(&self, typed: &str, say: Say) -> Option<&str> {
        let typed = typed.to_lowercase();
        self.ids().into_iter().find(|id| self.names(id, say).iter().any(|name| name.replace(' ', "-") == typed))
    }

    /// The words at the beginning of a line that name a word, and the rest of it: "en partie, à revoir". The first word
    /// where none is named in full.
    pub fn head<'l>(&self, line: &'l str, say: Say) -> (&'l str, &'l str) {
        let ends = |at: &usize| line.get(*at..).is_none_or(|rest| !rest.starts_with(char::is_alphanumeric));
        let named = |at: &usize| {
            let head = line.get(..*at).unwrap_or_default().to_lowercase();
            self.ids().iter().any(|id| self.names(id, say).contains(&head))
        };
        let places = line.char_indices().map(|(at, _)| at).chain([line.len()]);
        let at = places.filter(|at| *at > 0).filter(ends).rfind(named);
        at.and_then(|at| line.split_at_checked(at))
            .or_else(|| line.split_once(char::is_whitespace))
            .unwrap_or((line, ""))
    }

    /// What people may call it, in small letters: as it stands in files, by its own name, or as the language says it.
    fn names(&self, id: &str, say: Say) -> Vec<String> {
        let said = match self {
            Self::Known(_) => say(id),
            Self::Own(_) => self.name(id).unwrap_or_default(),
        };
        [id, said].into_iter().filter(|name| !name.is_empty()).map(str::to_lowercase).collect()
    }
}

/// How a language says a word that the program knows; empty for one that it has no name for.
pub type Say = fn(&str) -> &'static str;

/// The language in which people type.
#[derive(Clone, Copy, Debug)]
pub struct Tongue {
    /// Its words for days.
    pub dates: DateLanguage,
    /// Its words for the known ones.
    pub say: Say,
}

/// Days in a language, and known words only as they stand in files.
impl From<DateLanguage> for Tongue {
    fn from(dates: DateLanguage) -> Self {
        Self { dates, say: |_| "" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn french(word: &str) -> &'static str {
        match word {
            "yes" => "oui",
            "partly" => "en partie",
            _ => "",
        }
    }

    const WORDS: Words = Words::Known(&["yes", "partly", "no"]);

    #[test]
    fn a_known_word_is_typed_as_the_language_says_it_or_as_files_hold_it() {
        for (typed, meant) in [
            ("Oui", Some("yes")),
            ("en p", Some("partly")),
            ("2", Some("partly")),
            ("yes", Some("yes")),
            ("no", Some("no")),
            ("jamais", None),
        ] {
            assert_eq!(WORDS.meant(typed, french), meant, "{typed}");
        }
    }

    #[test]
    fn a_tag_is_a_known_word_only_where_it_is_typed_in_full() {
        assert_eq!(WORDS.tagged("en-partie", french), Some("partly"));
        assert_eq!(WORDS.tagged("Oui", french), Some("yes"));
        assert_eq!((WORDS.tagged("ou", french), WORDS.tagged("2", french)), (None, None));
    }

    #[test]
    fn a_word_that_is_two_is_taken_whole_from_a_line() {
        assert_eq!(WORDS.head("En partie, à revoir", french), ("En partie", ", à revoir"));
        assert_eq!(WORDS.head("par manque de temps", french), ("par", "manque de temps"));
        assert_eq!(WORDS.head("oui", french), ("oui", ""));
    }
}
