//! Templates: the stages, prompts and cues that a session starts from, in every language they are written in.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Map;

use super::also::Also;
use super::id::IdSource;
use super::reflow;
use super::session::{FORMAT, SCHEMA, Session, State, VERSION};
use super::stage::{Clock, Cues, Stage, Style};

pub mod faults;
pub mod sheet;
mod text;

pub use faults::{TemplateError, TemplateFault};
use sheet::Beginning;
pub use sheet::{TemplatePrompt, TemplateSheet};

/// The name of the format, in every template file.
pub const TEMPLATE_FORMAT: &str = "offsite.template";

/// Where the schema of the format is published.
pub const TEMPLATE_SCHEMA: &str = "https://offsite.example/schema/template-1.json";

/// One text in the languages it is written in: `{ "en": …, "fr": … }`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Wording(BTreeMap<String, String>);

impl Wording {
    /// The text in `language`, else in English, else in whichever there is.
    pub fn text(&self, language: &str) -> &str {
        let wanted = self.0.get(language).or_else(|| self.0.get("en"));
        wanted.or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    /// The languages it is written in.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A template file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Where the schema is published.
    #[serde(rename = "$schema", default, skip_serializing_if = "String::is_empty")]
    pub schema: String,
    /// Always `offsite.template`.
    pub format: String,
    /// The version of the format.
    pub version: u32,
    /// Its name for commands, and in the sessions made from it.
    pub id: String,
    /// Its name for people.
    pub title: Wording,
    /// One line: for whom, and what comes out.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub summary: Wording,
    /// The stages in order.
    pub stages: Vec<TemplateStage>,
}

/// A stage of a template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateStage {
    /// Unique in the template.
    pub id: String,
    /// What the rail shows.
    pub title: Wording,
    /// Planned length in minutes.
    pub minutes: u32,
    /// The length in minutes below which it is never shortened.
    pub at_least: u32,
    /// Never shortened while a session runs.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fixed: bool,
    /// Hints for the facilitator.
    #[serde(default)]
    pub cues: TemplateCues,
    /// What is captured.
    pub sheets: Vec<TemplateSheet>,
}

/// Hints for the facilitator by style.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TemplateCues {
    /// Whatever the style.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<Wording>,
    /// For one who only asks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blank_sheet: Vec<Wording>,
    /// For one who brings the method.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strategist: Vec<Wording>,
    /// For one who brings experience of the field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expert: Vec<Wording>,
}

impl Template {
    /// The planned minutes in all.
    pub fn minutes(&self) -> u32 {
        self.stages.iter().fold(0, |sum, stage| sum.saturating_add(stage.minutes))
    }

    /// The minutes below which it does not fit.
    pub fn at_least(&self) -> u32 {
        self.stages.iter().fold(0, |sum, stage| sum.saturating_add(stage.at_least))
    }

    /// The language in which it speaks to somebody who wants `wanted`: that, else English, else the first there is.
    pub fn language<'a>(&'a self, wanted: &'a str) -> &'a str {
        let has = |code: &&str| self.title.languages().any(|language| language == *code);
        Some(wanted).filter(has).or(Some("en").filter(has)).or(self.title.languages().next()).unwrap_or(wanted)
    }

    /// A new session that starts from this template in a language that it has, planned, with the default slack at its end.
    pub fn session(&self, language: &str, ids: &mut IdSource, now: DateTime<FixedOffset>) -> Session {
        let language = self.language(language);
        let total = self.minutes();
        let id = ids.session(&now);
        let mut beginning = Beginning::new(language, now.date_naive(), ids);
        Session {
            schema: SCHEMA.to_owned(),
            format: FORMAT.to_owned(),
            version: VERSION,
            id,
            title: self.title.text(language).to_owned(),
            language: language.to_owned(),
            client: None,
            thread: None,
            template: self.id.clone(),
            state: State::Planned,
            scheduled: None,
            length: total.saturating_add(reflow::default_slack(total)),
            place: String::new(),
            horizon: None,
            style: Style::default(),
            clock_off: false,
            participants: Vec::new(),
            stages: self.stages.iter().map(|stage| stage.begin(&mut beginning)).collect(),
            parked: Vec::new(),
            notes: Vec::new(),
            prework: Vec::new(),
            closed_because: String::new(),
            also: Also::default(),
            rest: Map::new(),
        }
    }
}

impl TemplateCues {
    fn begin(&self, language: &str) -> Cues {
        let texts = |cues: &[Wording]| cues.iter().map(|cue| cue.text(language).to_owned()).collect();
        Cues {
            any: texts(&self.any),
            blank_sheet: texts(&self.blank_sheet),
            strategist: texts(&self.strategist),
            expert: texts(&self.expert),
            rest: Map::new(),
        }
    }
}

impl TemplateStage {
    /// The stage as a session starts with it.
    fn begin(&self, beginning: &mut Beginning<'_>) -> Stage {
        let language = beginning.language;
        Stage {
            id: self.id.clone(),
            title: self.title.text(language).to_owned(),
            minutes: self.minutes,
            at_least: self.at_least,
            fixed: self.fixed,
            now: None,
            cues: self.cues.begin(language),
            clock: Clock::default(),
            sheets: self.sheets.iter().map(|sheet| sheet.begin(beginning)).collect(),
            also: Also::default(),
            rest: Map::new(),
        }
    }
}

#[cfg(test)]
mod tests;
