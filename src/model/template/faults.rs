//! What can be wrong in a template that reads as one.

use chrono::NaiveDate;
use serde_json::Value;

use super::sheet::{Row, TemplateNamed};
use super::{Template, TemplatePrompt, TemplateSheet, TemplateStage};
use crate::model::field::FieldKind;
use crate::model::item::Item;
use crate::model::sheet::Slot;
use crate::model::sheet::setup::ColumnKind;
use crate::model::sheet::text::VERSIONS;

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
    /// A preset holds a value that its field cannot take.
    BadPreset(String),
    /// A field that the slot does not have; with those it has.
    UnknownField {
        /// What stands there.
        found: String,
        /// What may stand there.
        known: Vec<String>,
    },
    /// A word that is none of those to choose from.
    UnknownWord {
        /// What stands there.
        found: String,
        /// What may stand there.
        known: Vec<String>,
    },
    /// A question fills a field that the slot does not have.
    BadFills {
        /// What stands there.
        found: String,
        /// What may stand there.
        known: Vec<String>,
    },
    /// A question that fills a field has a preset too, which would hide records from it.
    FillsPreset,
    /// An option of another kind of sheet.
    UnknownOption {
        /// What stands there.
        found: &'static str,
        /// The options of this kind.
        known: Vec<&'static str>,
    },
    /// The kind means nothing without this option.
    MissingOption(&'static str),
    /// An option beside `continues` that only the sheet which is continued may have.
    OptionOfContinued(&'static str),
    /// There is no earlier sheet of this kind by this name; with those that there are.
    UnknownSheet {
        /// What stands there.
        found: String,
        /// What may stand there.
        known: Vec<String>,
    },
    /// An id of a list or the key of a field that cannot be one.
    BadId(String),
    /// A record that is there from the start lacks its first field, or holds a value that a field cannot take.
    BadCell(String),
    /// The first column of a table is what a typed line fills, so it must be text.
    FirstColumn,
    /// A choice without words to choose from, or words beside something that is no choice.
    BadChoices,
    /// More periods than are allowed.
    TooManyPeriods,
    /// No stage at all.
    NoStages,
    /// A text that another part of the template has in this language is missing here.
    MissingLanguage(String),
}

/// How many periods may stand before or after the current one.
const MOST_PERIODS: u8 = 12;

/// Keys that no column and no score may take: they mean something in every record.
const TAKEN: [&str; 3] = ["slot", "private", VERSIONS];

impl Template {
    /// Everything that is wrong beyond the form of the file.
    pub fn faults(&self) -> Vec<TemplateError> {
        let mut found = Found(Vec::new());
        if self.stages.is_empty() {
            found.add("/stages".to_owned(), TemplateFault::NoStages);
        }
        for (index, stage) in self.stages.iter().enumerate() {
            let at = format!("/stages/{index}");
            if self.stages.iter().take(index).any(|other| other.id == stage.id) {
                found.add(format!("{at}/id"), TemplateFault::DuplicateId(stage.id.clone()));
            }
            stage.faults(&at, &mut found);
            for (place, sheet) in stage.sheets.iter().enumerate() {
                let earlier = self.earlier(index, place).filter(|(_, other)| other.kind == sheet.kind);
                sheet.faults(&format!("{at}/sheets/{place}"), &earlier.collect::<Vec<_>>(), &mut found);
            }
        }
        let mut wanted: Vec<String> = self.title.languages().map(str::to_owned).collect();
        if wanted.is_empty() {
            wanted.push("en".to_owned());
        }
        for (pointer, wording) in self.wordings() {
            for language in &wanted {
                if !wording.languages().any(|has| has == language) {
                    found.add(pointer.clone(), TemplateFault::MissingLanguage(language.clone()));
                }
            }
        }
        found.0
    }

    /// The sheets that have records of their own before one of them, with their names.
    fn earlier(&self, stage: usize, sheet: usize) -> impl Iterator<Item = (String, &TemplateSheet)> {
        let all = self.stages.iter().enumerate().take(stage + 1).flat_map(move |(index, each)| {
            let most = if index == stage { sheet } else { each.sheets.len() };
            each.sheets.iter().take(most).map(move |sheet| (format!("{}/{}", each.id, sheet.id), sheet))
        });
        all.filter(|(_, sheet)| sheet.continues.is_empty())
    }
}

struct Found(Vec<TemplateError>);

impl Found {
    fn add(&mut self, pointer: String, fault: TemplateFault) {
        self.0.push(TemplateError { pointer, fault });
    }

    /// That each id of a list is one, and stands once.
    fn ids<'a>(&mut self, at: &str, ids: impl Iterator<Item = &'a str>, is_id: fn(&str) -> bool) {
        let mut seen: Vec<&str> = Vec::new();
        for (index, id) in ids.enumerate() {
            if !is_id(id) {
                self.add(format!("{at}/{index}/id"), TemplateFault::BadId(id.to_owned()));
            } else if seen.contains(&id) {
                self.add(format!("{at}/{index}/id"), TemplateFault::DuplicateId(id.to_owned()));
            }
            seen.push(id);
        }
    }
}

fn ids(all: &[TemplateNamed]) -> impl Iterator<Item = &str> {
    all.iter().map(|each| each.id.as_str())
}

fn is_word(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
}

fn is_key(id: &str) -> bool {
    is_word(id)
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && !TAKEN.contains(&id)
        && !Item::OWN_KEYS.contains(&id)
}

impl TemplateStage {
    fn faults(&self, at: &str, found: &mut Found) {
        if self.at_least > self.minutes {
            let Self { at_least, minutes, .. } = *self;
            found.add(format!("{at}/at_least"), TemplateFault::FloorAboveMinutes { at_least, minutes });
        }
        for (place, sheet) in self.sheets.iter().enumerate() {
            if self.sheets.iter().take(place).any(|other| other.id == sheet.id) {
                found.add(format!("{at}/sheets/{place}/id"), TemplateFault::DuplicateId(sheet.id.clone()));
            }
        }
    }
}

impl TemplateSheet {
    /// What is wrong in a sheet; `earlier` are the sheets that it may continue.
    fn faults(&self, at: &str, earlier: &[(String, &Self)], found: &mut Found) {
        let of_all: &[&str] = if self.kind.slots().is_empty() { &[] } else { &["continues", "private"] };
        let known: Vec<_> = self.kind.options().iter().chain(of_all).copied().collect();
        let given = self.options();
        for option in given.iter().filter(|option| !known.contains(option)) {
            found.add(format!("{at}/{option}"), TemplateFault::UnknownOption { found: option, known: known.clone() });
        }
        let mut records = Some(self);
        if self.continues.is_empty() {
            if let Some(option) = self.kind.needs().filter(|option| !given.contains(option)) {
                found.add(at.to_owned(), TemplateFault::MissingOption(option));
            }
        } else {
            for option in self.kind.options().iter().filter(|option| given.contains(option)) {
                found.add(format!("{at}/{option}"), TemplateFault::OptionOfContinued(option));
            }
            records = earlier.iter().find(|(name, _)| *name == self.continues).map(|(_, sheet)| *sheet);
            if records.is_none() {
                let known = earlier.iter().map(|(name, _)| name.clone()).collect();
                let fault = TemplateFault::UnknownSheet { found: self.continues.clone(), known };
                found.add(format!("{at}/continues"), fault);
            }
        }
        self.option_faults(at, found);
        let Some(records) = records else { return };
        let slots = records.kind.slots_with(&records.setup("en", NaiveDate::default()));
        for (list, slot, rows) in self.given_rows() {
            if let Some(slot) = slots.iter().find(|each| each.id == slot) {
                row_faults(&format!("{at}/{list}"), slot, rows, found);
            }
        }
        for (number, prompt) in self.prompts.iter().enumerate() {
            prompt.faults(&slots, &format!("{at}/prompts/{number}"), found);
        }
    }

    fn option_faults(&self, at: &str, found: &mut Found) {
        for (list, named) in self.named() {
            found.ids(&format!("{at}/{list}"), ids(named), is_word);
        }
        found.ids(&format!("{at}/columns"), self.columns.iter().map(|column| column.id.as_str()), is_key);
        found.ids(&format!("{at}/scores"), self.scores.iter().map(|score| score.id.as_str()), is_key);
        for (index, score) in self.scores.iter().enumerate() {
            let fields = self.kind.slots().iter().flat_map(|slot| slot.fields.iter());
            let mut others = fields.filter(|field| !["importance", "time", "effort"].contains(&&*field.key));
            if others.any(|field| field.key == score.id) {
                found.add(format!("{at}/scores/{index}/id"), TemplateFault::BadId(score.id.clone()));
            }
        }
        if self.columns.first().is_some_and(|column| column.kind != ColumnKind::Text) {
            found.add(format!("{at}/columns/0/type"), TemplateFault::FirstColumn);
        }
        for (index, column) in self.columns.iter().enumerate() {
            let at = format!("{at}/columns/{index}");
            if (column.kind == ColumnKind::Choice) == column.choices.is_empty() {
                found.add(format!("{at}/choices"), TemplateFault::BadChoices);
            }
            if column.id == "text" && column.kind != ColumnKind::Text {
                found.add(format!("{at}/id"), TemplateFault::BadId(column.id.clone()));
            }
            found.ids(&format!("{at}/choices"), ids(&column.choices), is_word);
        }
        if self.periods.is_some_and(|all| all.back.max(all.ahead) > MOST_PERIODS) {
            found.add(format!("{at}/periods"), TemplateFault::TooManyPeriods);
        }
    }
}

fn row_faults(at: &str, slot: &Slot, rows: &[Row], found: &mut Found) {
    for (index, row) in rows.iter().enumerate() {
        for (key, cell) in row {
            let fault = stray(slot, key, &cell.value("en"), || TemplateFault::BadCell(key.clone()));
            found
                .0
                .extend(fault.map(|fault| TemplateError { pointer: format!("{at}/{index}/{}", escaped(key)), fault }));
        }
        if let Some(main) = slot.main().filter(|main| !row.contains_key(main.key.as_ref())) {
            found.add(format!("{at}/{index}"), TemplateFault::BadCell(main.key.to_string()));
        }
    }
}

/// What is wrong with a field that is given a value: it is unknown, or the value is.
fn stray(slot: &Slot, key: &str, value: &Value, other: impl FnOnce() -> TemplateFault) -> Option<TemplateFault> {
    let Some(field) = slot.field(key) else {
        let known = slot.fields.iter().map(|field| field.key.to_string()).collect();
        return Some(TemplateFault::UnknownField { found: key.to_owned(), known });
    };
    match (&field.kind, value) {
        (kind, value) if kind.accepts(value) => None,
        (FieldKind::Choice(words), Value::String(found)) => {
            let known = words.ids().into_iter().map(str::to_owned).collect();
            Some(TemplateFault::UnknownWord { found: found.clone(), known })
        }
        _ => Some(other()),
    }
}

impl TemplatePrompt {
    fn faults(&self, slots: &[Slot], at: &str, found: &mut Found) {
        let Some(slot) = slots.iter().find(|slot| slot.id == self.slot) else {
            if !(self.slot.is_empty() && slots.is_empty()) {
                let known = slots.iter().map(|slot| slot.id).collect();
                found.add(format!("{at}/slot"), TemplateFault::UnknownSlot { found: self.slot.clone(), known });
            }
            return;
        };
        for (key, value) in &self.preset {
            let fault = stray(slot, key, value, || TemplateFault::BadPreset(key.clone()));
            found
                .0
                .extend(fault.map(|fault| TemplateError { pointer: format!("{at}/preset/{}", escaped(key)), fault }));
        }
        if !self.fills.is_empty() && !self.preset.is_empty() {
            found.add(format!("{at}/preset"), TemplateFault::FillsPreset);
        }
        if !self.fills.is_empty() && slot.field(&self.fills).is_none() {
            let known = slot.fields.iter().map(|field| field.key.to_string()).collect();
            found.add(format!("{at}/fills"), TemplateFault::BadFills { found: self.fills.clone(), known });
        }
    }
}

/// A key as it stands in a JSON pointer.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
