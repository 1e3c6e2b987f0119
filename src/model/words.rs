//! The words of a choice: known to the program, or a template's own with their names for people.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

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

    /// The word that typed words mean: by its place from 1, whole, or by its beginning; an own one by its name too.
    pub fn meant(&self, typed: &str) -> Option<&str> {
        let ids = self.ids();
        let typed = typed.to_lowercase();
        let names = |id: &&&str| [id.to_lowercase(), self.name(id).unwrap_or(id).to_lowercase()];
        let by_place = typed.parse::<usize>().ok().and_then(|place| ids.get(place.checked_sub(1)?));
        by_place
            .or_else(|| ids.iter().find(|id| names(id).contains(&typed)))
            .or_else(|| ids.iter().find(|id| names(id).iter().any(|name| name.starts_with(&typed))))
            .copied()
    }
}
