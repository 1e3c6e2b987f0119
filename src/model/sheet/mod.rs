//! The kinds of sheets, and what a line that is typed into one becomes.
//!
//! A kind is a list of slots; a slot describes the fields of one sort of record. Whatever captures, edits, checks or exports
//! records reads the description, so that a kind which is a list of records needs no code of its own.

use std::borrow::Cow;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::field::{Field, FieldKind};
use super::item::Item;
use super::words::{Named, Words};
use setup::Setup;

mod actions;
pub mod alignment;
pub mod ballot;
mod checklist;
mod closing;
mod communication;
mod decisions;
mod factors;
pub mod goals;
pub mod metrics;
mod milestones;
mod notes;
mod opening;
pub mod options;
mod panel;
pub mod people;
pub mod projects;
mod risks;
pub mod setup;
mod strategies;
mod table;
pub mod text;

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
    /// Ways in which goals are reached.
    Strategies,
    /// Projects, scored.
    Projects,
    /// Ways to go, weighed by criteria.
    Options,
    /// What was chosen, and why.
    Decisions,
    /// Outcomes with a day.
    Milestones,
    /// What may go wrong.
    Risks,
    /// Measures by period.
    Metrics,
    /// What each department does for each goal.
    Alignment,
    /// Who hears what from whom.
    Communication,
    /// Rows under columns of a template.
    Table,
    /// What is ticked off.
    Checklist,
    /// Who does what by when.
    Actions,
    /// A break.
    Break,
    /// Take-aways, verdict, next date.
    Closing,
    /// What is known already, to look at together.
    Panel,
}

/// How a sheet is worked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A list of records under each prompt.
    Records,
    /// Alternatives by criteria, scored by each person, once the questions that collect them are answered.
    Options,
    /// Measures by periods.
    Metrics,
    /// Goals by departments.
    Alignment,
    /// Ticks.
    Checklist,
    /// Computed, with remarks below it.
    Panel,
    /// One text under all prompts.
    Page,
    /// Computed from earlier sessions.
    FollowUp,
    /// Nothing is captured.
    Break,
}

/// One sort of record of a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// Its name in prompts and items; empty for the only slot of a kind.
    pub id: &'static str,
    /// The letter before the ids of its records.
    pub prefix: &'static str,
    /// The fields in the order in which they are asked and written; a typed line fills the first.
    pub fields: Cow<'static, [Field]>,
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
    pub const ALL: [Self; 22] = [
        Self::Opening,
        Self::FollowUp,
        Self::Notes,
        Self::Factors,
        Self::Text,
        Self::Goals,
        Self::People,
        Self::Strategies,
        Self::Projects,
        Self::Options,
        Self::Decisions,
        Self::Milestones,
        Self::Risks,
        Self::Metrics,
        Self::Alignment,
        Self::Communication,
        Self::Table,
        Self::Checklist,
        Self::Actions,
        Self::Break,
        Self::Closing,
        Self::Panel,
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
            Self::Strategies => "strategies",
            Self::Projects => "projects",
            Self::Options => "options",
            Self::Decisions => "decisions",
            Self::Milestones => "milestones",
            Self::Risks => "risks",
            Self::Metrics => "metrics",
            Self::Alignment => "alignment",
            Self::Communication => "communication",
            Self::Table => "table",
            Self::Checklist => "checklist",
            Self::Actions => "actions",
            Self::Break => "break",
            Self::Closing => "closing",
            Self::Panel => "panel",
        }
    }

    /// The sorts of records it captures where a template sets nothing up; [`Sheet::slots`] knows the rest.
    ///
    /// [`Sheet::slots`]: crate::model::stage::Sheet::slots
    pub fn slots(self) -> &'static [Slot] {
        match self {
            Self::Opening => opening::SLOTS,
            Self::Notes => notes::SLOTS,
            Self::Factors => factors::SLOTS,
            Self::Text => text::SLOTS,
            Self::Goals => goals::SLOTS,
            Self::People => people::SLOTS,
            Self::Strategies => strategies::SLOTS,
            Self::Projects => projects::SLOTS,
            Self::Options => options::SLOTS,
            Self::Decisions => decisions::SLOTS,
            Self::Milestones => milestones::SLOTS,
            Self::Risks => risks::SLOTS,
            Self::Metrics => metrics::SLOTS,
            Self::Alignment => alignment::SLOTS,
            Self::Communication => communication::SLOTS,
            Self::Table => table::SLOTS,
            Self::Checklist => checklist::SLOTS,
            Self::Actions => actions::SLOTS,
            Self::Closing => closing::SLOTS,
            Self::Panel => panel::SLOTS,
            Self::FollowUp | Self::Break => &[],
        }
    }

    /// The slot with this name, as [`Self::slots`] describes it; the main one of a kind has the empty name.
    pub fn slot(self, id: &str) -> Option<&'static Slot> {
        self.slots().iter().find(|slot| slot.id == id)
    }

    /// The sorts of records that a sheet captures with this setup.
    pub fn slots_with(self, setup: &Setup) -> Cow<'static, [Slot]> {
        let own = match self {
            Self::Notes => notes::fields(setup),
            Self::Projects => projects::fields(setup),
            Self::Metrics => metrics::fields(setup),
            Self::Alignment => alignment::fields(setup),
            Self::Table => table::fields(setup),
            _ => None,
        };
        match (own, self.slots()) {
            (Some(fields), [slot, ..]) => Cow::Owned(vec![Slot { fields: Cow::Owned(fields), ..slot.clone() }]),
            (_, slots) => Cow::Borrowed(slots),
        }
    }

    /// The options that a template may give to a sheet of this kind, beside those of every sheet that captures.
    pub fn options(self) -> &'static [&'static str] {
        match self {
            Self::Notes => &["lanes"],
            Self::Projects => &["scores", "tracks"],
            Self::Options => &["criteria", "alternatives"],
            Self::Metrics => &["periods", "rows"],
            Self::Alignment => &["departments"],
            Self::Communication | Self::Checklist => &["rows"],
            Self::Table => &["columns", "rows"],
            Self::Panel => &["shows"],
            _ => &[],
        }
    }

    /// The option without which a sheet of this kind means nothing.
    pub fn needs(self) -> Option<&'static str> {
        matches!(self, Self::Table | Self::Metrics | Self::Alignment | Self::Panel)
            .then(|| self.options().first().copied())
            .flatten()
    }

    /// How it is worked with.
    pub fn shape(self) -> Shape {
        match self {
            Self::FollowUp => Shape::FollowUp,
            Self::Break => Shape::Break,
            Self::Text => Shape::Page,
            Self::Options => Shape::Options,
            Self::Metrics => Shape::Metrics,
            Self::Alignment => Shape::Alignment,
            Self::Checklist => Shape::Checklist,
            Self::Panel => Shape::Panel,
            _ => Shape::Records,
        }
    }
}

impl Shape {
    /// Whether it is made of records that lines become.
    pub fn has_records(self) -> bool {
        !matches!(self, Self::Page | Self::FollowUp | Self::Break | Self::Options)
    }
}

/// The fields of the only slot, with a template’s words in one of them; none where it names no words.
fn naming(slots: &[Slot], key: &str, kind: fn(Words) -> FieldKind, words: &[Named]) -> Option<Vec<Field>> {
    let mut fields = slots.first().filter(|_| !words.is_empty())?.fields.to_vec();
    if let Some(field) = fields.iter_mut().find(|field| field.key == key) {
        field.kind = kind(Words::Own(words.to_vec()));
    }
    Some(fields)
}

impl Slot {
    /// The field that a typed line fills first.
    pub fn main(&self) -> Option<&Field> {
        self.fields.first()
    }

    /// The field with this key.
    pub fn field(&self, key: &str) -> Option<&Field> {
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

    /// Fills what a record made `today` has where nobody says otherwise, as far as nobody does.
    pub(crate) fn settle(&self, values: &mut Map<String, Value>, today: NaiveDate) {
        for field in self.fields.iter() {
            if let Some(day) = field.usual(today).filter(|_| !values.contains_key(&*field.key)) {
                self.put(values, &field.key, Value::from(day.to_string()));
            }
        }
    }

    /// The first field that `item` leaves empty, where lines fill field after field.
    pub fn next_field(&self, item: Option<&Item>) -> Option<&Field> {
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
