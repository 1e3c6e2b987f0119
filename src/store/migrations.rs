//! How a file of an older version becomes one of the newest: an append-only table of pure functions for every format.

use serde_json::{Map, Value};

/// Makes a document of one version a document of the next; the `version` key is set for it.
pub type Step = fn(Map<String, Value>) -> Map<String, Value>;

/// Every format with its steps, the first of them from version 1 to 2. A step that was released is never changed or removed.
const TABLE: &[(&str, &[Step])] = &[("offsite.session", &[]), ("offsite.template", &[])];

/// The steps of a format; the newest version of it is one more than there are steps.
pub fn steps(format: &str) -> &'static [Step] {
    TABLE.iter().find(|(name, _)| *name == format).map_or(&[], |(_, steps)| steps)
}

/// A document of version `from`, counted from 1, made one of the version after the last step.
pub(crate) fn upgrade(mut document: Map<String, Value>, from: u32, steps: &[Step]) -> Map<String, Value> {
    for (version, step) in (2_u32..).zip(steps).filter(|(version, _)| *version > from) {
        document = step(document);
        document.insert("version".to_owned(), Value::from(version));
    }
    document
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use serde_json::json;

    /// A table as it may look one day: 1 to 2 renames a key, 2 to 3 makes a word a list.
    pub(crate) const TWO_STEPS: &[Step] = &[
        |mut document| {
            let old = document.shift_remove("name");
            document.extend(old.map(|name| ("title".to_owned(), name)));
            document
        },
        |mut document| {
            let title = document.get("title").cloned();
            document.extend(title.map(|title| ("title".to_owned(), json!([title]))));
            document
        },
    ];

    fn upgraded(document: &Value, from: u32) -> Value {
        upgrade(document.as_object().unwrap().clone(), from, TWO_STEPS).into()
    }

    #[test]
    fn every_step_from_the_version_of_the_file_on_is_taken_in_order() {
        let newest = json!({ "version": 3, "title": ["a"], "kept": 1 });
        assert_eq!(upgraded(&json!({ "version": 1, "name": "a", "kept": 1 }), 1), newest);
        assert_eq!(upgraded(&json!({ "version": 2, "title": "a", "kept": 1 }), 2), newest);
        assert_eq!(upgraded(&newest, 3), newest);
    }

    #[test]
    fn the_version_key_keeps_its_place() {
        let document = upgraded(&json!({ "format": "x", "version": 1, "name": "a" }), 1);
        assert_eq!(document.to_string(), r#"{"format":"x","version":3,"title":["a"]}"#);
    }

    #[test]
    fn version_one_is_the_first_of_every_format() {
        assert!(steps("offsite.session").is_empty() && steps("offsite.template").is_empty());
    }
}
