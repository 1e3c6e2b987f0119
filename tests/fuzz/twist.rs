//! Mutations of a document that leave it a document: most of its values stay of their kind, so that they get past the
//! first look and reach the arithmetic.

use serde_json::{Value, json};

use super::mutate::Mutator;

const TEXTS: &[&str] = &[
    "",
    "a",
    "../../x",
    "CON",
    "$(touch x)",
    "a\u{1b}]0;x\u{7}\u{9b}2J\u{202e}b\u{200b}\u{e0041}\r\u{8}\n\u{85}c",
    "\u{301}",
    "👨‍👩‍👧家ﷺ",
    "en",
    "fr",
    "running",
    "paused",
    "planned",
    "closed",
    "abandoned",
    "strategist",
    "goals",
    "actions",
    "projects",
    "opening",
    "notes",
    "text",
    "question",
    "p-1",
    "g-1",
    "done",
    "1",
    "2026-02-29",
    "2028-02-29",
    "9999-12-31",
    "+262142-12-31",
    "-262143-01-01",
    "2026-03-29T02:30:00+01:00",
    "2026-10-25T02:30:00+02:00",
    "2026-12-31T23:59:60Z",
    "2026-12-31T23:30:00+01:00",
    "+262142-12-31T23:59:59-23:59",
    "-262143-01-01T00:00:00+23:59",
    "2026-03-04T10:30:00.5+14:00",
];

impl Mutator {
    /// A document with some of its values changed; none where the bytes are no document.
    pub(super) fn twisted(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut document: Value = serde_json::from_slice(bytes).ok()?;
        for _ in 0..=self.below(3) {
            self.twist(&mut document);
        }
        if self.below(2) == 0 { serde_json::to_vec_pretty(&document).ok() } else { serde_json::to_vec(&document).ok() }
    }

    /// Goes down by chance and changes what is there.
    fn twist(&mut self, value: &mut Value) {
        let inner = match value {
            Value::Array(list) if !list.is_empty() && self.below(6) > 0 => {
                let at = self.below(list.len());
                list.get_mut(at)
            }
            Value::Object(group) if !group.is_empty() && self.below(12) > 0 => {
                let at = self.below(group.len());
                group.values_mut().nth(at)
            }
            _ => None,
        };
        match inner {
            Some(inner) => self.twist(inner),
            None => self.change(value),
        }
    }

    fn change(&mut self, value: &mut Value) {
        let numbers = [
            json!(0),
            json!(1),
            json!(-1),
            json!(u32::MAX),
            json!(i64::MIN),
            json!(u64::MAX),
            json!(1.5),
            json!(1e300),
        ];
        let other = [json!(null), json!([]), json!({}), json!(true), json!("x"), json!([{ "a": [1, "b"] }])];
        if self.below(8) == 0 {
            *value = other[self.below(other.len())].clone();
            return;
        }
        match value {
            Value::String(text) => TEXTS[self.below(TEXTS.len())].clone_into(text),
            Value::Number(_) => *value = numbers[self.below(numbers.len())].clone(),
            Value::Bool(flag) => *flag = !*flag,
            Value::Null => *value = json!("x"),
            Value::Array(list) if self.below(2) == 0 => list.reverse(),
            Value::Array(list) => {
                let copy = list.first().cloned().unwrap_or_default();
                list.push(copy);
            }
            Value::Object(group) if self.below(2) == 0 => {
                let key = group.keys().nth(self.below(group.len())).cloned().unwrap_or_default();
                group.shift_remove(&key);
            }
            Value::Object(group) => {
                group.insert(TEXTS[self.below(TEXTS.len())].to_owned(), json!({ "later": [0.1] }));
            }
        }
    }
}
