//! The kinds of sheets, and what a line that is typed into one becomes.
//!
//! A kind is a list of slots; a slot describes the fields of one sort of record. Whatever captures, edits, checks or exports
//! records reads the description, so that a kind which is a list of records needs no code of its own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::field::Field;
use super::item::Item;

mod actions;
mod closing;
mod factors;
mod goals;
mod milestones;
mod notes;
mod opening;
mod people;
mod projects;
mod text;

pub use people::PERSON;

/// What a sheet captures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SheetKind {
    /// The session question, the shift, the rules.
    Opening,
    /// The open actions of earlier sessions.
    FollowUp,
    /// Lines under prompts.
    Notes,
    /// An environment scan.
    Factors,
    /// A long text.
    Text,
    /// Goals with their measure.
    Goals,
    /// Key players.
    People,
    /// Projects, scored.
    Projects,
    /// Outcomes with a day.
    Milestones,
    /// Who does what by when.
    Actions,
    /// A break.
    Break,
    /// Take-aways, verdict, next date.
    Closing,
}

/// How a sheet is worked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A list of records under each prompt.
    Records,
    /// One text under all prompts.
    Page,
    /// Computed from earlier sessions.
    FollowUp,
    /// Nothing is captured.
    Break,
}

/// One sort of record of a kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot {
    /// Its name in prompts and items; empty for the only slot of a kind.
    pub id: &'static str,
    /// The letter before the ids of its records.
    pub prefix: &'static str,
    /// The fields in the order in which they are asked and written; a typed line fills the first.
    pub fields: &'static [Field],
    /// How many records it takes.
    pub takes: Takes,
    /// Answers that are often given, by the key under which the words for them are found; typing a number picks one.
    pub offers: &'static [&'static str],
}

/// How many records a slot takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// One; further lines fill its further fields.
    One,
    /// Any number.
    Many,
    /// One for each person in the room.
    OneEach,
}

impl SheetKind {
    /// All kinds, in the order in which they are documented.
    pub const ALL: [Self; 12] = [
        Self::Opening,
        Self::FollowUp,
        Self::Notes,
        Self::Factors,
        Self::Text,
        Self::Goals,
        Self::People,
        Self::Projects,
        Self::Milestones,
        Self::Actions,
        Self::Break,
        Self::Closing,
    ];

    /// Its name in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::FollowUp => "follow-up",
            Self::Notes => "notes",
            Self::Factors => "factors",
            Self::Text => "text",
            Self::Goals => "goals",
            Self::People => "people",
            Self::Projects => "projects",
            Self::Milestones => "milestones",
            Self::Actions => "actions",
            Self::Break => "break",
            Self::Closing => "closing",
        }
    }

    /// The sorts of records it captures.
    pub fn slots(self) -> &'static [Slot] {
        match self {
            Self::Opening => opening::SLOTS,
            Self::Notes => notes::SLOTS,
            Self::Factors => factors::SLOTS,
            Self::Text => text::SLOTS,
            Self::Goals => goals::SLOTS,
            Self::People => people::SLOTS,
            Self::Projects => projects::SLOTS,
            Self::Milestones => milestones::SLOTS,
            Self::Actions => actions::SLOTS,
            Self::Closing => closing::SLOTS,
            Self::FollowUp | Self::Break => &[],
        }
    }

    /// The slot with this name; the only one of a kind has the empty name.
    pub fn slot(self, id: &str) -> Option<&'static Slot> {
        self.slots().iter().find(|slot| slot.id == id)
    }

    /// How it is worked with.
    pub fn shape(self) -> Shape {
        match self {
            Self::FollowUp => Shape::FollowUp,
            Self::Break => Shape::Break,
            Self::Text => Shape::Page,
            _ => Shape::Records,
        }
    }
}

impl Slot {
    /// The field that a typed line fills first.
    pub fn main(&self) -> Option<&'static Field> {
        self.fields.first()
    }

    /// The field with this key.
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// Puts a field among the others where the description has it; one that is there already keeps its place.
    pub(crate) fn put(&self, values: &mut Map<String, Value>, key: &str, value: Value) {
        if let Some(held) = values.get_mut(key) {
            *held = value;
            return;
        }
        let rank =
            |key: &str| (key != "slot", self.fields.iter().position(|field| field.key == key).unwrap_or(usize::MAX));
        let at = values.keys().position(|other| rank(other) > rank(key)).unwrap_or(values.len());
        values.shift_insert(at, key.to_owned(), value);
    }

    /// The first field that `item` leaves empty, where lines fill field after field.
    pub fn next_field(&self, item: Option<&Item>) -> Option<&'static Field> {
        self.fields.iter().find(|field| item.is_none_or(|item| item.value(&field.key).is_none()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_name_in_files_is_the_one_that_serde_writes() {
        for kind in SheetKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
        }
    }

    #[test]
    fn no_slot_or_field_is_described_twice_and_every_slot_has_a_main_field() {
        for kind in SheetKind::ALL {
            let slots: HashSet<_> = kind.slots().iter().map(|slot| slot.id).collect();
            assert_eq!(slots.len(), kind.slots().len(), "{kind:?}");
            for slot in kind.slots() {
                let keys: HashSet<_> = slot.fields.iter().map(|field| &field.key).collect();
                assert_eq!(keys.len(), slot.fields.len(), "{kind:?} {}", slot.id);
                assert!(slot.main().is_some());
                assert!(!keys.iter().any(|key| ["id", "slot", "also", "history", "private"].contains(&key.as_ref())));
            }
        }
    }
}
