//! Everything that is wrong with one file, each thing with its line.

use super::error::StoreError;
use super::flaw::Flaw;
use super::{envelope, file, locate};
use crate::model::session::{self, Session};
use crate::model::template::{TEMPLATE_FORMAT, Template, TemplateError, TemplateFault};
use serde_json::Value;
use std::path::Path;

/// The version of the template format that this program reads.
pub const TEMPLATE_VERSION: u32 = 1;

/// What is wrong with the session or template in a file, by the format that it names; nothing for a file that is fine.
///
/// A file of a newer version is never fine: it may be readable, but this release cannot judge it.
///
/// # Errors
/// When the file cannot be read at all.
pub fn file(path: &Path) -> Result<Vec<StoreError>, StoreError> {
    let bytes = file::read(path)?.bytes;
    let is_template = serde_json::from_slice::<Value>(without_mark(&bytes))
        .is_ok_and(|value| value.get("format").and_then(Value::as_str) == Some(TEMPLATE_FORMAT));
    let faults = if is_template { faults_as_template } else { session_faults };
    Ok(faults(path, &bytes))
}

/// What is wrong with the template in a file, which a file of another kind is not.
///
/// # Errors
/// When the file cannot be read at all.
pub fn template_file(path: &Path) -> Result<Vec<StoreError>, StoreError> {
    Ok(faults_as_template(path, &file::read(path)?.bytes))
}

/// The session in these bytes, sound enough to be changed.
///
/// # Errors
/// When they are no session, one of a newer version, or one in which an edit could do harm.
pub fn session(path: &Path, bytes: &[u8]) -> Result<Session, StoreError> {
    let decoded = envelope::decode::<Session>(path, bytes, session::FORMAT, session::VERSION)?;
    if decoded.is_newer {
        return Err(newer(path, decoded.value.version, session::VERSION));
    }
    match decoded.value.faults().into_iter().find(|fault| fault.kind.is_fatal()) {
        Some(fault) => Err(located(path, bytes, &fault.pointer, fault.kind.to_string().into())),
        None => Ok(decoded.value),
    }
}

/// The template in these bytes.
///
/// # Errors
/// When they are no template, or one of a newer version.
pub fn template(path: &Path, bytes: &[u8]) -> Result<Template, StoreError> {
    let decoded = envelope::decode::<Template>(path, bytes, TEMPLATE_FORMAT, TEMPLATE_VERSION)?;
    if decoded.is_newer {
        return Err(newer(path, decoded.value.version, TEMPLATE_VERSION));
    }
    Ok(decoded.value)
}

/// What is wrong in a template that reads as one.
pub fn template_faults(path: &Path, bytes: &[u8], template: &Template) -> Vec<StoreError> {
    let faults = template.faults().into_iter();
    faults.map(|TemplateError { pointer, fault }| located(path, bytes, &pointer, flaw(fault))).collect()
}

fn faults_as_template(path: &Path, bytes: &[u8]) -> Vec<StoreError> {
    match template(path, bytes) {
        Ok(template) => template_faults(path, bytes, &template),
        Err(error) => vec![error],
    }
}

fn session_faults(path: &Path, bytes: &[u8]) -> Vec<StoreError> {
    match envelope::decode::<Session>(path, bytes, session::FORMAT, session::VERSION) {
        Err(error) => vec![error],
        Ok(decoded) if decoded.is_newer => {
            vec![newer(path, decoded.value.version, session::VERSION)]
        }
        Ok(decoded) => {
            let faults = decoded.value.faults().into_iter();
            faults.map(|fault| located(path, bytes, &fault.pointer, fault.kind.to_string().into())).collect()
        }
    }
}

fn newer(path: &Path, found: u32, reads: u32) -> StoreError {
    StoreError::Newer { path: path.to_owned(), found, reads }
}

/// A fault at a JSON pointer; where nothing stands there, at the closest thing around it.
fn located(path: &Path, bytes: &[u8], pointer: &str, flaw: Flaw) -> StoreError {
    let text = str::from_utf8(without_mark(bytes)).unwrap_or_default();
    let outward = std::iter::successors(Some(pointer), |inner| inner.rsplit_once('/').map(|(outer, _)| outer));
    let line = outward.into_iter().find_map(|pointer| locate::line_of(text, pointer));
    StoreError::invalid(path, line, flaw)
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

/// The words for a fault of a template.
fn flaw(fault: TemplateFault) -> Flaw {
    match fault {
        TemplateFault::FloorAboveMinutes { at_least, minutes } => {
            format!("the stage has {minutes} min and a floor of {at_least}; the floor can be at most {minutes}").into()
        }
        TemplateFault::DuplicateId(id) => format!("the id “{id}” stands twice; every id stands once").into(),
        TemplateFault::UnknownSlot { known, .. } if known.iter().all(|slot| slot.is_empty()) => {
            "this kind of sheet has no slots; leave “slot” out".into()
        }
        TemplateFault::UnknownSlot { found, known } if found.is_empty() => {
            format!("“slot” is missing; choose one of {}", known.join(", ")).into()
        }
        TemplateFault::UnknownSlot { found, known } => {
            Flaw::UnknownWord { word: found, known: known.into_iter().map(str::to_owned).collect() }
        }
        TemplateFault::BadPreset(key) => format!("the preset “{key}” cannot hold this value").into(),
        TemplateFault::UnknownField { found, known } => Flaw::UnknownKey { key: found, known },
        TemplateFault::FillsPreset => "a question that “fills” a field can have no “preset”".into(),
        TemplateFault::UnknownOption { found, known } => {
            let known = known.into_iter().map(str::to_owned).collect();
            Flaw::UnknownKey { key: found.to_owned(), known }
        }
        TemplateFault::MissingOption(option) => format!("this kind of sheet needs “{option}”").into(),
        TemplateFault::OptionOfContinued(option) => {
            format!("a sheet that continues another takes “{option}” from there; leave it out").into()
        }
        TemplateFault::UnknownSheet { found, known } if known.is_empty() => {
            format!("no earlier sheet of this kind can be continued, so not “{found}” either").into()
        }
        TemplateFault::BadFills { found, known }
        | TemplateFault::UnknownSheet { found, known }
        | TemplateFault::UnknownWord { found, known } => Flaw::UnknownWord { word: found, known },
        TemplateFault::BadId(id) => format!(
            "“{id}” cannot be an id here; use small letters, digits and _, and no name that records have already"
        )
        .into(),
        TemplateFault::BadCell(key) => format!("“{key}” is missing, or cannot hold this").into(),
        TemplateFault::FirstColumn => "the first column of a table must be of type text".into(),
        TemplateFault::BadChoices => "a column of type choice needs “choices”, and only such a column has them".into(),
        TemplateFault::TooManyPeriods => "at most 12 periods may stand before and after the current one".into(),
        TemplateFault::NoStages => "a template needs at least one stage".into(),
        TemplateFault::MissingLanguage(language) => {
            format!("this text is missing in “{language}”, which the title has").into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::builtin::SHIPPED;
    use std::fs;

    fn faults(text: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.json");
        fs::write(&path, text).unwrap();
        let name = format!("{}, ", path.display());
        let faults = file(&path).unwrap();
        faults.iter().map(|fault| fault.to_string().replace(&name, "")).collect()
    }

    fn blank() -> &'static str {
        SHIPPED.iter().find(|(id, _)| *id == "blank").unwrap().1
    }

    #[test]
    fn the_shipped_templates_are_fine() {
        for (id, text) in SHIPPED {
            assert_eq!(faults(text), Vec::<String>::new(), "{id}");
        }
    }

    #[test]
    fn an_unknown_kind_is_told_with_its_line_and_the_nearest_word() {
        let told = faults(&blank().replace("\"kind\": \"notes\"", "\"kind\": \"note\""));
        assert!(told[0].starts_with("line 34, column ") && told[0].contains("“note”"), "{told:?}");
        assert!(told[0].contains("notes"), "{told:?}");
    }

    #[test]
    fn every_fault_beyond_the_form_is_told_with_its_line() {
        let text = blank()
            .replace("\"at_least\": 15", "\"at_least\": 90")
            .replace("\"prompts\": [\n            {", "\"prompts\": [\n            { \"slot\": \"x\",");
        let told = faults(&text);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("line 13: the stage has 60 min and a floor of 90"), "{told:?}");
        assert!(told[1].starts_with("line 36: this kind of sheet has no slots"), "{told:?}");
        let told = faults(&format!(
            "\u{feff}{}",
            blank().replace("{ \"en\": \"Notes\", \"fr\": \"Notes\" }", "{ \"en\": \"Notes\" }")
        ));
        assert!(told[0].starts_with("line 11: this text is missing in “fr”"), "{told:?}");
    }

    #[test]
    fn a_fault_where_nothing_stands_is_told_at_what_is_around_it() {
        let text = "{\n\"a\": {\n\"b\": [1]}}";
        let line = |pointer| match located(Path::new("x"), text.as_bytes(), pointer, Flaw::Empty) {
            StoreError::Invalid { line, .. } => line,
            _ => None,
        };
        assert_eq!(line("/a/b/0"), Some(3));
        assert_eq!(line("/a/c/d"), Some(2));
        assert_eq!(line("/z"), Some(1));
    }

    #[test]
    fn a_newer_file_is_never_fine() {
        let told = faults(&blank().replace("\"version\": 1", "\"version\": 9"));
        assert!(told[0].contains("has format version 9, and this release reads up to 1"), "{told:?}");
    }
}
