//! A sheet of a template: its prompts, what it sets up, and the records that are there from the start.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Wording;
use crate::model::also::Also;
use crate::model::id::{IdSource, ItemId};
use crate::model::item::Item;
use crate::model::sheet::SheetKind;
use crate::model::sheet::setup::{Better, Column, ColumnKind, PeriodUnit, Score, Setup, Shown};
use crate::model::stage::{Prompt, Sheet};
use crate::model::words::Named;

/// A sheet of a template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateSheet {
    /// Unique in its stage.
    pub id: String,
    /// What it captures.
    pub kind: SheetKind,
    /// The columns of a table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<TemplateColumn>,
    /// The lanes of notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lanes: Vec<TemplateNamed>,
    /// What projects are scored by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<TemplateScore>,
    /// The tracks of projects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tracks: Vec<TemplateNamed>,
    /// The periods of metrics, around the day on which a session is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub periods: Option<Periods>,
    /// The departments of an alignment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub departments: Vec<TemplateNamed>,
    /// What a panel shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows: Option<Shown>,
    /// The earlier sheet whose records this one works on, `stage/sheet`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub continues: String,
    /// Whether what is said is private from the start.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// Records that are there from the start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Row>,
    /// What options are measured by, from the start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Row>,
    /// Ways to go that are there from the start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Row>,
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
    /// The field that each answer fills in the next record that lacks it, where the question makes no records.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fills: String,
    /// The question.
    pub ask: Wording,
    /// A quiet line under it.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub hint: Wording,
    /// An answer as it might be given.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub example: Wording,
}

/// A lane, a track, a department, a choice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateNamed {
    /// What stands in fields; never translated.
    pub id: String,
    /// What people read.
    pub name: Wording,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateColumn {
    /// The key of its field.
    pub id: String,
    /// What people read.
    pub name: Wording,
    /// What its cells hold.
    #[serde(rename = "type")]
    pub kind: ColumnKind,
    /// What 1 means on a scale.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub low: Wording,
    /// What 5 means on a scale.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub high: Wording,
    /// The words of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<TemplateNamed>,
}

/// Something that projects are scored by, from 1 to 5.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateScore {
    /// The key of its field.
    pub id: String,
    /// What people read.
    pub name: Wording,
    /// Which end ranks first.
    #[serde(default, skip_serializing_if = "Better::is_high")]
    pub better: Better,
    /// What 1 means.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub low: Wording,
    /// What 5 means.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub high: Wording,
}

/// The periods of metrics: the current one, some before it, some after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Periods {
    /// What is counted.
    pub unit: PeriodUnit,
    /// How many before the current one, at most 12.
    #[serde(default)]
    pub back: u8,
    /// How many after it, at most 12.
    #[serde(default)]
    pub ahead: u8,
}

/// A record that is there from the start, field by field.
pub type Row = BTreeMap<String, Cell>;

/// What a field of such a record holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Cell {
    /// Text, in every language.
    Words(Wording),
    /// Anything that needs no translation.
    Plain(Value),
}

impl Cell {
    /// Its text, where it is one.
    pub(super) fn wording(&self) -> Option<&Wording> {
        match self {
            Self::Words(wording) => Some(wording),
            Self::Plain(_) => None,
        }
    }

    /// What it holds in a session.
    pub(super) fn value(&self, language: &str) -> Value {
        match self {
            Self::Words(wording) => Value::from(wording.text(language)),
            Self::Plain(value) => value.clone(),
        }
    }
}

/// What the sheets of a new session are begun with.
pub(super) struct Beginning<'a> {
    pub(super) language: &'a str,
    today: NaiveDate,
    ids: &'a mut IdSource,
    used: HashSet<ItemId>,
}

impl<'a> Beginning<'a> {
    pub(super) fn new(language: &'a str, today: NaiveDate, ids: &'a mut IdSource) -> Self {
        Self { language, today, ids, used: HashSet::new() }
    }

    fn id(&mut self, prefix: &str) -> ItemId {
        loop {
            let id = self.ids.item(prefix);
            if self.used.insert(id.clone()) {
                return id;
            }
        }
    }
}

impl TemplateSheet {
    /// The lists of names that it sets up, by their keys.
    pub(super) fn named(&self) -> [(&'static str, &[TemplateNamed]); 3] {
        [("lanes", &self.lanes), ("tracks", &self.tracks), ("departments", &self.departments)]
    }

    /// The lists of records that are there from the start, by their keys, with the slots that they belong to.
    pub(super) fn given_rows(&self) -> [(&'static str, &'static str, &[Row]); 3] {
        [("rows", "", &self.rows), ("alternatives", "", &self.alternatives), ("criteria", "criterion", &self.criteria)]
    }

    /// The options that are given, by their keys.
    pub(super) fn options(&self) -> Vec<&'static str> {
        let named = self.named().map(|(key, all)| (key, !all.is_empty()));
        let rows = self.given_rows().map(|(key, _, all)| (key, !all.is_empty()));
        let others = [
            ("columns", !self.columns.is_empty()),
            ("scores", !self.scores.is_empty()),
            ("periods", self.periods.is_some()),
            ("shows", self.shows.is_some()),
            ("continues", !self.continues.is_empty()),
            ("private", self.private),
        ];
        others.into_iter().chain(named).chain(rows).filter(|(_, is_given)| *is_given).map(|(key, _)| key).collect()
    }

    /// What it sets up in a session of one language that is made `today`.
    pub(super) fn setup(&self, language: &str, today: NaiveDate) -> Setup {
        let texts = |wording: &Wording| wording.text(language).to_owned();
        let named = |all: &[TemplateNamed]| {
            all.iter().map(|each| Named::new(&each.id, each.name.text(language))).collect::<Vec<_>>()
        };
        let column = |column: &TemplateColumn| Column {
            id: column.id.clone(),
            name: texts(&column.name),
            kind: column.kind,
            low: texts(&column.low),
            high: texts(&column.high),
            choices: named(&column.choices),
            rest: Map::new(),
        };
        let score = |score: &TemplateScore| Score {
            id: score.id.clone(),
            name: texts(&score.name),
            better: score.better,
            low: texts(&score.low),
            high: texts(&score.high),
            rest: Map::new(),
        };
        let periods = self.periods.map(|all| all.unit.around(today, all.back.into(), all.ahead.into()));
        Setup {
            columns: self.columns.iter().map(column).collect(),
            lanes: named(&self.lanes),
            scores: self.scores.iter().map(score).collect(),
            tracks: named(&self.tracks),
            periods: periods.unwrap_or_default(),
            departments: named(&self.departments),
            shows: self.shows,
            continues: self.continues.clone(),
            private: self.private,
        }
    }

    /// The sheet as a session starts with it.
    pub(super) fn begin(&self, beginning: &mut Beginning<'_>) -> Sheet {
        let language = beginning.language;
        let mut sheet = Sheet {
            id: self.id.clone(),
            kind: self.kind,
            setup: self.setup(language, beginning.today),
            prompts: self.prompts.iter().map(|prompt| prompt.begin(language)).collect(),
            items: Vec::new(),
            rest: Map::new(),
        };
        for (_, id, rows) in self.given_rows() {
            let Some(slot) = sheet.slot(id) else { continue };
            for row in rows {
                let mut values = Map::new();
                if !id.is_empty() {
                    values.insert("slot".to_owned(), Value::from(id));
                }
                let cells = slot.fields.iter().filter_map(|field| Some((&field.key, row.get(field.key.as_ref())?)));
                values.extend(cells.map(|(key, cell)| (key.to_string(), cell.value(language))));
                sheet.veil(&mut values);
                sheet.items.push(Item {
                    id: beginning.id(slot.prefix),
                    values,
                    also: Also::default(),
                    history: Vec::new(),
                });
            }
        }
        sheet
    }
}

impl TemplatePrompt {
    fn begin(&self, language: &str) -> Prompt {
        Prompt {
            ask: self.ask.text(language).to_owned(),
            hint: self.hint.text(language).to_owned(),
            example: self.example.text(language).to_owned(),
            slot: self.slot.clone(),
            preset: self.preset.clone(),
            fills: self.fills.clone(),
            rest: Map::new(),
        }
    }
}
