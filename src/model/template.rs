//! Templates: the stages, prompts and cues that a session starts from, in every language they are written in.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::also::Also;
use super::id::IdSource;
use super::reflow;
use super::session::{FORMAT, SCHEMA, Session, State, VERSION};
use super::sheet::SheetKind;
use super::stage::{Clock, Cues, Prompt, Sheet, Stage, Style};

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

    fn is_empty(&self) -> bool {
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

/// A sheet of a template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateSheet {
    /// Unique in its stage.
    pub id: String,
    /// What it captures.
    pub kind: SheetKind,
    /// Questions in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prompts: Vec<TemplatePrompt>,
}

/// A question of a template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplatePrompt {
    /// Which slot of the kind the answers go to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub slot: String,
    /// Fields that every answer starts with.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub preset: Map<String, Value>,
    /// The question.
    pub ask: Wording,
    /// A quiet line under it.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub hint: Wording,
    /// An answer as it might be given.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub example: Wording,
}

/// Why a template cannot be used, with the JSON pointer of the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// Where, as a JSON pointer (RFC 6901).
    pub pointer: String,
    /// What is wrong there.
    pub fault: TemplateFault,
}

/// What can be wrong in a template that reads as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateFault {
    /// The floor is above the minutes.
    FloorAboveMinutes {
        /// The floor.
        at_least: u32,
        /// The planned minutes.
        minutes: u32,
    },
    /// The id stands twice.
    DuplicateId(String),
    /// The kind has no such slot; with the slots it has.
    UnknownSlot {
        /// What stands there.
        found: String,
        /// What may stand there.
        known: Vec<&'static str>,
    },
    /// A preset names a field that the slot does not have, or a value it cannot take.
    BadPreset(String),
    /// No stage at all.
    NoStages,
    /// A text that another part of the template has in this language is missing here.
    MissingLanguage(String),
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

    /// A new session that starts from this template, planned, with the default slack at its end.
    pub fn session(&self, language: &str, ids: &mut IdSource, now: DateTime<FixedOffset>) -> Session {
        let total = self.minutes();
        Session {
            schema: SCHEMA.to_owned(),
            format: FORMAT.to_owned(),
            version: VERSION,
            id: ids.session(&now),
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
            stages: self.stages.iter().map(|stage| stage.begin(language)).collect(),
            parked: Vec::new(),
            notes: Vec::new(),
            closed_because: String::new(),
            also: Also::default(),
            rest: Map::new(),
        }
    }

    /// Everything that is wrong beyond the form of the file.
    pub fn faults(&self) -> Vec<TemplateError> {
        let mut found = Vec::new();
        let mut fault = |pointer: String, fault| found.push(TemplateError { pointer, fault });
        if self.stages.is_empty() {
            fault("/stages".to_owned(), TemplateFault::NoStages);
        }
        for (index, stage) in self.stages.iter().enumerate() {
            let at = format!("/stages/{index}");
            if stage.at_least > stage.minutes {
                let TemplateStage { at_least, minutes, .. } = *stage;
                fault(format!("{at}/at_least"), TemplateFault::FloorAboveMinutes { at_least, minutes });
            }
            if self.stages.iter().take(index).any(|other| other.id == stage.id) {
                fault(format!("{at}/id"), TemplateFault::DuplicateId(stage.id.clone()));
            }
            for (place, sheet) in stage.sheets.iter().enumerate() {
                if stage.sheets.iter().take(place).any(|other| other.id == sheet.id) {
                    fault(format!("{at}/sheets/{place}/id"), TemplateFault::DuplicateId(sheet.id.clone()));
                }
                for (number, prompt) in sheet.prompts.iter().enumerate() {
                    let at = format!("{at}/sheets/{place}/prompts/{number}");
                    prompt.faults(sheet.kind, &at, &mut fault);
                }
            }
        }
        let mut wanted: Vec<String> = self.title.languages().map(str::to_owned).collect();
        if wanted.is_empty() {
            wanted.push("en".to_owned());
        }
        for (pointer, wording) in self.wordings() {
            for language in &wanted {
                if !wording.languages().any(|has| has == language) {
                    fault(pointer.clone(), TemplateFault::MissingLanguage(language.clone()));
                }
            }
        }
        found
    }

    /// Every text of the template with its JSON pointer.
    pub fn wordings(&self) -> Vec<(String, &Wording)> {
        let mut all = vec![("/title".to_owned(), &self.title)];
        let mut add = |pointer: String, wording| all.push((pointer, wording));
        if !self.summary.is_empty() {
            add("/summary".to_owned(), &self.summary);
        }
        for (index, stage) in self.stages.iter().enumerate() {
            let at = format!("/stages/{index}");
            add(format!("{at}/title"), &stage.title);
            for (style, cues) in stage.cues.by_style() {
                for (number, cue) in cues.iter().enumerate() {
                    add(format!("{at}/cues/{style}/{number}"), cue);
                }
            }
            for (place, sheet) in stage.sheets.iter().enumerate() {
                for (number, prompt) in sheet.prompts.iter().enumerate() {
                    let at = format!("{at}/sheets/{place}/prompts/{number}");
                    for (key, wording) in [("ask", &prompt.ask), ("hint", &prompt.hint), ("example", &prompt.example)] {
                        if key == "ask" || !wording.is_empty() {
                            add(format!("{at}/{key}"), wording);
                        }
                    }
                }
            }
        }
        all
    }
}

impl TemplateCues {
    fn by_style(&self) -> [(&'static str, &[Wording]); 4] {
        [
            ("any", &self.any),
            ("blank-sheet", &self.blank_sheet),
            ("strategist", &self.strategist),
            ("expert", &self.expert),
        ]
    }

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
    pub fn begin(&self, language: &str) -> Stage {
        Stage {
            id: self.id.clone(),
            title: self.title.text(language).to_owned(),
            minutes: self.minutes,
            at_least: self.at_least,
            fixed: self.fixed,
            now: None,
            cues: self.cues.begin(language),
            clock: Clock::default(),
            sheets: self.sheets.iter().map(|sheet| sheet.begin(language)).collect(),
            also: Also::default(),
            rest: Map::new(),
        }
    }
}

impl TemplateSheet {
    fn begin(&self, language: &str) -> Sheet {
        let prompt = |prompt: &TemplatePrompt| Prompt {
            ask: prompt.ask.text(language).to_owned(),
            hint: prompt.hint.text(language).to_owned(),
            example: prompt.example.text(language).to_owned(),
            slot: prompt.slot.clone(),
            preset: prompt.preset.clone(),
            rest: Map::new(),
        };
        Sheet {
            id: self.id.clone(),
            kind: self.kind,
            prompts: self.prompts.iter().map(prompt).collect(),
            items: Vec::new(),
            rest: Map::new(),
        }
    }
}

impl TemplatePrompt {
    fn faults(&self, kind: SheetKind, at: &str, fault: &mut impl FnMut(String, TemplateFault)) {
        let Some(slot) = kind.slot(&self.slot) else {
            if !(self.slot.is_empty() && kind.slots().is_empty()) {
                let known = kind.slots().iter().map(|slot| slot.id).collect();
                fault(format!("{at}/slot"), TemplateFault::UnknownSlot { found: self.slot.clone(), known });
            }
            return;
        };
        for (key, value) in &self.preset {
            if !slot.field(key).is_some_and(|field| field.kind.accepts(value)) {
                let key_there = key.replace('~', "~0").replace('/', "~1");
                fault(format!("{at}/preset/{key_there}"), TemplateFault::BadPreset(key.clone()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::strategies::at;

    fn file(change: impl FnOnce(&mut Value)) -> Template {
        let words = |text: &str| json!({ "en": text, "fr": text });
        let mut file = json!({
            "format": TEMPLATE_FORMAT, "version": 1, "id": "short", "title": words("Short"),
            "stages": [{
                "id": "opening", "title": words("Opening"), "minutes": 60, "at_least": 20,
                "cues": { "blank-sheet": [words("Listen.")] },
                "sheets": [
                    { "id": "opening", "kind": "opening", "prompts": [{ "slot": "shift", "ask": words("Which shift?") }] },
                    { "id": "rest", "kind": "break", "prompts": [{ "ask": words("Coffee?") }] }
                ]
            }]
        });
        change(&mut file);
        serde_json::from_value(file).unwrap()
    }

    fn faults(change: impl FnOnce(&mut Value)) -> Vec<(String, TemplateFault)> {
        file(change).faults().into_iter().map(|error| (error.pointer, error.fault)).collect()
    }

    #[test]
    fn the_shipped_templates_have_no_faults() {
        for text in [include_str!("../../templates/blank.json"), include_str!("../../templates/strategic-session.json")]
        {
            let template: Template = serde_json::from_str(text).unwrap();
            assert_eq!(template.faults(), []);
        }
        assert_eq!(faults(|_| {}), []);
    }

    #[test]
    fn a_floor_above_the_minutes_and_an_id_that_stands_twice_are_faults() {
        let found = faults(|file| {
            file["stages"][0]["at_least"] = json!(90);
            let stage = file["stages"][0].clone();
            file["stages"].as_array_mut().unwrap().push(stage);
            file["stages"][1]["at_least"] = json!(20);
            file["stages"][0]["sheets"][1]["id"] = json!("opening");
        });
        assert_eq!(
            found,
            [
                ("/stages/0/at_least".to_owned(), TemplateFault::FloorAboveMinutes { at_least: 90, minutes: 60 }),
                ("/stages/0/sheets/1/id".to_owned(), TemplateFault::DuplicateId("opening".to_owned())),
                ("/stages/1/id".to_owned(), TemplateFault::DuplicateId("opening".to_owned())),
            ]
        );
    }

    #[test]
    fn a_slot_that_the_kind_lacks_is_a_fault_with_those_it_has() {
        let found = faults(|file| file["stages"][0]["sheets"][0]["prompts"][0]["slot"] = json!("shfit"));
        let [(pointer, TemplateFault::UnknownSlot { found, known })] = &found[..] else { panic!("{found:?}") };
        assert_eq!((pointer.as_str(), found.as_str()), ("/stages/0/sheets/0/prompts/0/slot", "shfit"));
        assert!(known.contains(&"shift"));
        let found = faults(|file| file["stages"][0]["sheets"][1]["prompts"][0]["slot"] = json!("shift"));
        assert!(matches!(&found[..], [(_, TemplateFault::UnknownSlot { known, .. })] if known.is_empty()));
    }

    #[test]
    fn a_preset_must_be_a_field_of_the_slot_and_hold_what_it_may() {
        let preset = |preset| faults(|file| file["stages"][0]["sheets"][0]["prompts"][0]["preset"] = preset);
        assert_eq!(preset(json!({ "shift_kind": "sales" })), []);
        let at = "/stages/0/sheets/0/prompts/0/preset";
        for (value, pointer, key) in [
            (json!({ "shift_kind": "magic" }), format!("{at}/shift_kind"), "shift_kind"),
            (json!({ "a/b~c": 1 }), format!("{at}/a~1b~0c"), "a/b~c"),
        ] {
            assert_eq!(preset(value), [(pointer, TemplateFault::BadPreset(key.to_owned()))]);
        }
    }

    #[test]
    fn a_text_that_lacks_a_language_is_a_fault_and_so_is_a_question_without_words() {
        let missing = |language: &str| TemplateFault::MissingLanguage(language.to_owned());
        let found = faults(|file| file["stages"][0]["cues"]["blank-sheet"][0] = json!({ "en": "Listen." }));
        assert_eq!(found, [("/stages/0/cues/blank-sheet/0".to_owned(), missing("fr"))]);
        let found = faults(|file| file["stages"][0]["sheets"][0]["prompts"][0]["ask"] = json!({}));
        let ask = "/stages/0/sheets/0/prompts/0/ask";
        assert_eq!(found, [(ask.to_owned(), missing("en")), (ask.to_owned(), missing("fr"))]);
        assert_eq!(faults(|file| file["title"] = json!({})), [("/title".to_owned(), missing("en"))]);
    }

    #[test]
    fn a_template_without_stages_is_a_fault() {
        let found = faults(|file| file["stages"] = json!([]));
        assert_eq!(found, [("/stages".to_owned(), TemplateFault::NoStages)]);
    }

    #[test]
    fn what_a_template_does_not_know_is_refused() {
        assert!(serde_json::from_value::<TemplateSheet>(json!({ "id": "x", "kind": "goals", "x": 1 })).is_err());
        assert!(serde_json::from_value::<TemplateSheet>(json!({ "id": "x", "kind": "gaols" })).is_err());
    }

    #[test]
    fn a_session_starts_with_its_own_copy_in_one_language_and_with_slack() {
        let template = file(|file| file["title"]["fr"] = json!("Courte"));
        let session = template.session("fr", &mut IdSource::new(1), at("09:30"));
        assert_eq!((session.title.as_str(), session.state, session.length), ("Courte", State::Planned, 65));
        assert_eq!(session.stages[0].cues.of(Style::BlankSheet).collect::<Vec<_>>(), ["Listen."]);
        assert_eq!(session.faults(), []);
        assert_eq!(template.title.text("de"), "Short");
    }
}
