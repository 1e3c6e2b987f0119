//! One thing that was said: a goal, a person, an action, a parked thought, with what came of it later.

use std::collections::HashSet;

use chrono::{DateTime, FixedOffset, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::also::Also;
use super::id::ItemId;

/// A record: its fields are described by the slot it was captured in; keys that no description knows are kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// Unique in the file, never reused.
    pub id: ItemId,
    /// The fields, in the order in which they are written.
    #[serde(flatten)]
    pub values: Map<String, Value>,
    /// Other values of fields on which two merged versions disagreed.
    #[serde(default, skip_serializing_if = "Also::is_empty")]
    pub also: Also,
    /// Later news, oldest first; a closed session only ever grows here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<News>,
}

/// What became known about an item after it was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct News {
    /// When it was recorded.
    pub at: DateTime<FixedOffset>,
    /// The session in which it was recorded, if any was running.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<Uuid>,
    /// The fields that changed, with their new values, beside `outcome` and `note`.
    #[serde(flatten)]
    pub values: Map<String, Value>,
}

/// Where an action stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Not begun.
    #[default]
    Open,
    /// Begun.
    Doing,
    /// Waiting for someone or something.
    Waiting,
    /// Finished.
    Done,
    /// Let go.
    Dropped,
}

impl Status {
    /// The words that may stand in a file.
    pub const WORDS: &'static [&'static str] = &["open", "doing", "waiting", "done", "dropped"];

    /// The status a word in a file means; open where it means none.
    pub fn from_word(word: &str) -> Self {
        match word {
            "doing" => Self::Doing,
            "waiting" => Self::Waiting,
            "done" => Self::Done,
            "dropped" => Self::Dropped,
            _ => Self::Open,
        }
    }

    /// The word in a file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Doing => "doing",
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Done | Self::Dropped)
    }
}

impl Item {
    /// Keys that no field may have: they stand beside the fields in the file.
    pub(crate) const OWN_KEYS: [&'static str; 3] = ["id", Also::KEY, "history"];

    /// An item with one field.
    pub fn new(id: ItemId, key: &str, value: impl Into<Value>) -> Self {
        let mut values = Map::new();
        values.insert(key.to_owned(), value.into());
        Self { id, values, also: Also::default(), history: Vec::new() }
    }

    /// The same with one more field.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.values.insert(key.to_owned(), value.into());
        self
    }

    /// What a field holds now: the latest news of it, else what was said.
    pub fn value(&self, key: &str) -> Option<&Value> {
        let told = self.history.iter().rev().find_map(|news| news.values.get(key));
        told.or_else(|| self.values.get(key)).filter(|value| !value.is_null())
    }

    /// A field as text; empty where it holds none.
    pub fn text(&self, key: &str) -> &str {
        self.value(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// A field as a day.
    pub fn date(&self, key: &str) -> Option<NaiveDate> {
        self.text(key).parse().ok()
    }

    /// A field as a number.
    pub fn number(&self, key: &str) -> Option<f64> {
        self.value(key).and_then(Value::as_f64)
    }

    /// A field as yes or no; no where it holds neither.
    pub fn flag(&self, key: &str) -> bool {
        self.value(key).and_then(Value::as_bool).unwrap_or_default()
    }

    /// The words of a field that may hold several.
    pub fn words(&self, key: &str) -> impl Iterator<Item = &str> {
        self.value(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
    }

    /// Where it stands now.
    pub fn status(&self) -> Status {
        Status::from_word(self.text("status"))
    }

    /// In how many sessions it was kept with a new date instead of being done; a corrected date counts once.
    pub fn carried(&self) -> usize {
        self.kept_in().collect::<HashSet<_>>().len()
    }

    /// The same, without the session `here`.
    pub fn carried_before(&self, here: Uuid) -> usize {
        self.kept_in().filter(|session| *session != Some(here)).collect::<HashSet<_>>().len()
    }

    fn kept_in(&self) -> impl Iterator<Item = Option<Uuid>> {
        self.history.iter().filter(|news| news.text("outcome") == "kept").map(|news| news.session)
    }

    /// The day of its last news with this status.
    pub fn since(&self, status: Status) -> Option<NaiveDate> {
        let last = self.history.iter().rev().find(|news| news.text("status") == status.word())?;
        Some(last.at.date_naive())
    }
}

impl News {
    /// News without content yet.
    pub fn new(at: DateTime<FixedOffset>, session: Option<Uuid>) -> Self {
        Self { at, session, values: Map::new() }
    }

    /// The same with one more field.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.values.insert(key.to_owned(), value.into());
        self
    }

    /// A field as text; empty where it holds none.
    pub fn text(&self, key: &str) -> &str {
        self.values.get(key).and_then(Value::as_str).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_news_of_a_field_is_what_it_holds() {
        let mut action = Item::new(ItemId::new("a-1"), "text", "Call").with("due", "2026-03-01");
        let at = DateTime::parse_from_rfc3339("2026-03-04T10:00:00+01:00").unwrap();
        action.history.push(News::new(at, None).with("due", "2026-04-01").with("outcome", "kept"));
        assert_eq!(action.date("due"), NaiveDate::from_ymd_opt(2026, 4, 1));
        assert_eq!(action.text("text"), "Call");
        assert_eq!(action.carried(), 1);
    }

    #[test]
    fn unknown_keys_come_back_as_they_were() {
        let text = r#"{"id":"g-1","text":"x","mood":{"a":[1,null]},"history":[{"at":"2026-03-04T10:00:00+01:00","wind":"NW"}]}"#;
        let item: Item = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&item).unwrap(), text);
    }
}
