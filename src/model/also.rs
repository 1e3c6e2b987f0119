//! What two versions of a file disagreed on: the values that did not win, kept beside the one that did.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The other values of fields that two merged versions gave different ones, by the key of the field.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Also(#[schemars(with = "BTreeMap<String, Vec<Value>>")] pub(super) Map<String, Value>);

impl Also {
    /// The key under which it stands in a file.
    pub(crate) const KEY: &'static str = "also";

    /// Whether nothing is left to be settled.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The other values of one field.
    pub fn of(&self, key: &str) -> &[Value] {
        self.0.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }
}
