//! A stage of a session: its minutes, its clock, its cues, and the sheets that are worked through in it.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};
use schemars::JsonSchema;
use serde::de::IntoDeserializer;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::also::Also;
use super::item::Item;
use super::prompts::Prompts;
use super::sheet::options::is_silent;
use super::sheet::setup::Setup;
use super::sheet::{SheetKind, Slot};
use super::timebox::{self, Visit};

/// One stage, copied from its template so that later changes of the template never change the past.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stage {
    /// Unique in the session.
    pub id: String,
    /// What the rail shows.
    pub title: String,
    /// Planned length in minutes.
    pub minutes: u32,
    /// The length in minutes below which no re-flow goes.
    pub at_least: u32,
    /// Never shortened while the session runs: a break, a meal.
    #[serde(default, skip_serializing_if = "is_false")]
    pub fixed: bool,
    /// The length in minutes after re-flow, where it differs from the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<u32>,
    /// What the facilitator may do or ask; never shown to the room.
    #[serde(default, skip_serializing_if = "Cues::is_empty")]
    pub cues: Cues,
    /// When the stage was worked on.
    #[serde(default, skip_serializing_if = "Clock::is_empty")]
    pub clock: Clock,
    /// What is captured in it, in order.
    pub sheets: Vec<Sheet>,
    /// Other values of fields on which two merged versions disagreed.
    #[serde(default, skip_serializing_if = "Also::is_empty")]
    pub also: Also,
    /// Keys of later versions, kept.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// Hints for the facilitator, by style.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Cues {
    /// Whatever the style.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<String>,
    /// For a facilitator who only asks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blank_sheet: Vec<String>,
    /// For one who brings the method.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strategist: Vec<String>,
    /// For one who brings experience of the field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expert: Vec<String>,
    /// Keys of later versions, kept.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// The facilitator's way of working in one session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// Only open questions.
    #[default]
    BlankSheet,
    /// Hints on method.
    Strategist,
    /// Own experience, marked as such.
    Expert,
}

impl Style {
    /// All styles, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::BlankSheet, Self::Strategist, Self::Expert];

    /// The style that files call so.
    pub fn named(word: &str) -> Option<Self> {
        Self::deserialize(IntoDeserializer::<serde::de::value::Error>::into_deserializer(word)).ok()
    }
}

/// When a stage was worked on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Clock {
    /// From entering to leaving or pausing, oldest first; the last one is open while the stage runs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub visits: Vec<Visit>,
    /// Seconds added by hand afterwards; negative where too much was counted.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub corrected_seconds: i64,
    /// Keys of later versions, kept.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// One sheet of a stage: its prompts, and what was said under them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sheet {
    /// Unique in its stage.
    pub id: String,
    /// What it captures.
    pub kind: SheetKind,
    /// What its template set up for it.
    #[serde(flatten)]
    pub setup: Setup,
    /// Questions, asked one after the other.
    #[serde(default, skip_serializing_if = "Prompts::is_empty")]
    #[schemars(with = "Vec<Prompt>")]
    pub prompts: Prompts,
    /// What was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// Keys of later versions, kept.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// One question of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Prompt {
    /// The question, in bold on the screen.
    pub ask: String,
    /// A quiet line under it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// An answer as it might be given, shown while there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub example: String,
    /// Which slot of the kind an answer goes to, where the kind has several.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub slot: String,
    /// Fields that every answer to this question starts with.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub preset: Map<String, Value>,
    /// The field that each answer fills in the next record that lacks it, where the question makes no records.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fills: String,
    /// Keys of later versions, kept.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(value: &i64) -> bool {
    *value == 0
}

impl Cues {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The cues for a style: its own first, then those for every style.
    pub fn of(&self, style: Style) -> impl Iterator<Item = &str> {
        let own = match style {
            Style::BlankSheet => &self.blank_sheet,
            Style::Strategist => &self.strategist,
            Style::Expert => &self.expert,
        };
        own.iter().chain(&self.any).map(String::as_str)
    }
}

impl Clock {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it runs.
    pub fn is_running(&self) -> bool {
        self.visits.last().is_some_and(|visit| visit.to.is_none())
    }

    /// The same clock, running from `at`.
    #[must_use]
    pub fn started(mut self, at: DateTime<FixedOffset>) -> Self {
        if !self.is_running() {
            self.visits.push(Visit::new(at, None));
        }
        self
    }

    /// The same clock, at rest since `at`.
    #[must_use]
    pub fn stopped(mut self, at: DateTime<FixedOffset>) -> Self {
        if let Some(visit) = self.visits.last_mut().filter(|visit| visit.to.is_none()) {
            visit.to = Some(at.max(visit.from));
        }
        self
    }

    /// Seconds spent until `now`, corrections included.
    pub fn spent(&self, now: DateTime<FixedOffset>) -> i64 {
        timebox::spent(&self.visits, self.corrected_seconds, now)
    }
}

impl Stage {
    /// The length in minutes as it stands now.
    pub fn current_minutes(&self) -> u32 {
        self.now.unwrap_or(self.minutes)
    }

    /// Whether it was ever entered.
    pub fn is_visited(&self) -> bool {
        !self.clock.visits.is_empty()
    }

    /// How many things were said in it; a score says nothing by itself.
    pub fn count(&self) -> usize {
        self.sheets.iter().flat_map(|sheet| &sheet.items).filter(|item| !is_silent(item)).count()
    }

    /// Its sheet with this id.
    pub fn sheet(&self, id: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.id == id)
    }
}

/// Whether a field holds what a question presets: the same, or all of the words beside others.
fn is_preset(held: &Value, preset: &Value) -> bool {
    match (held, preset) {
        (Value::Array(held), Value::Array(preset)) => preset.iter().all(|word| held.contains(word)),
        _ => held == preset,
    }
}

impl Sheet {
    /// The sorts of records it captures.
    pub fn slots(&self) -> Cow<'static, [Slot]> {
        self.kind.slots_with(&self.setup)
    }

    /// The slot with this name; the main one of a kind has the empty name.
    pub fn slot(&self, id: &str) -> Option<Slot> {
        self.slots().iter().find(|slot| slot.id == id).cloned()
    }

    /// Marks what is said here as private where the whole sheet is.
    pub fn veil(&self, values: &mut Map<String, Value>) {
        if self.setup.private {
            values.insert("private".to_owned(), Value::from(true));
        }
    }

    /// What was said under one of its prompts: of its slot, and with its preset where the sheet sorts by presets.
    pub fn answers(&self, prompt: &Prompt) -> impl Iterator<Item = &Item> {
        let sorts_by_preset = !prompt.preset.is_empty();
        self.items.iter().filter(move |item| {
            item.text("slot") == prompt.slot
                && (!sorts_by_preset
                    || prompt
                        .preset
                        .iter()
                        .all(|(key, value)| item.value(key).is_some_and(|held| is_preset(held, value))))
        })
    }
}
