//! Text: one long text that its prompts help to write.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset, SecondsFormat};
use serde_json::{Value, json};

use super::{Slot, Takes};
use crate::model::change::Change;
use crate::model::field::{Field, FieldKind};
use crate::model::id::ItemId;
use crate::model::item::Item;

/// The key of the wording.
const TEXT: &str = "text";

/// The key of the moment at which a wording was last kept.
const AT: &str = "at";

/// The keys of what people may find a text to be, in the order in which they are offered.
pub const TICKS: [&str; 3] = ["short", "simple", "inspiring"];

/// The key of the earlier wordings, oldest first: `{ "at": …, "text": … }` each; a list that only grows.
pub(crate) const VERSIONS: &str = "versions";

/// One wording of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version<'a> {
    /// When it was last kept, where that is known.
    pub at: Option<DateTime<FixedOffset>>,
    /// What it says.
    pub text: &'a str,
}

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "t",
    takes: Takes::One,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::shown("text", FieldKind::Page),
        Field::shown("short", FieldKind::Flag),
        Field::shown("simple", FieldKind::Flag),
        Field::shown("inspiring", FieldKind::Flag),
    ]),
}];

/// The edit that gives a text a new wording; one that stood when `visit` began is kept among its versions.
pub fn rewrite(item: &Item, text: &str, now: DateTime<FixedOffset>, visit: Option<DateTime<FixedOffset>>) -> Change {
    let set = |key: &str, value: Value| Change::Set { id: item.id.clone(), key: key.to_owned(), value: Some(value) };
    let written = item.text(AT).parse::<DateTime<FixedOffset>>().ok();
    let before = item.text(TEXT);
    let mut changes = Vec::new();
    if !before.is_empty() && before != text && visit.is_none_or(|visit| written.is_none_or(|at| at <= visit)) {
        let mut version = json!({ TEXT: before });
        if let (Some(at), Value::Object(version)) = (written, &mut version) {
            version.shift_insert(0, AT.to_owned(), stamp(at));
        }
        let earlier = item.value(VERSIONS).and_then(Value::as_array).into_iter().flatten().cloned();
        changes.push(set(VERSIONS, earlier.chain([version]).collect()));
    }
    changes.extend([set(AT, stamp(now)), set(TEXT, Value::from(text))]);
    Change::All(changes)
}

/// A new text.
pub fn written(id: ItemId, text: &str, now: DateTime<FixedOffset>) -> Item {
    Item::new(id, TEXT, text).with(AT, stamp(now))
}

/// The wordings of a text from the oldest to the present one, with the time at which each was last kept.
pub fn versions(item: &Item) -> Vec<Version<'_>> {
    let earlier = item.value(VERSIONS).and_then(Value::as_array).into_iter().flatten();
    let at = |value: Option<&Value>| value.and_then(Value::as_str).and_then(|at| at.parse().ok());
    let earlier = earlier.filter_map(|old| Some(Version { at: at(old.get(AT)), text: old.get(TEXT)?.as_str()? }));
    let present = Version { at: at(item.value(AT)), text: item.text(TEXT) };
    earlier.chain((!present.text.is_empty()).then_some(present)).collect()
}

fn stamp(at: DateTime<FixedOffset>) -> Value {
    Value::from(at.to_rfc3339_opts(SecondsFormat::Secs, false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::strategies::at as time;

    fn kept(item: &Item, text: &str, now: &str, visit: &str) -> Item {
        let Change::All(changes) = rewrite(item, text, time(now), Some(time(visit))) else { panic!() };
        let mut item = item.clone();
        for change in changes {
            let Change::Set { key, value, .. } = change else { panic!() };
            item.values.insert(key, value.unwrap());
        }
        item
    }

    #[test]
    fn a_wording_of_an_earlier_visit_is_kept_and_one_of_the_same_visit_is_replaced() {
        let first = written(ItemId::new("t-1"), "Calm", time("10:00"));
        let same = kept(&first, "Calm work", "10:05", "09:50");
        assert_eq!(versions(&same), [Version { at: Some(time("10:05")), text: "Calm work" }]);
        let later = kept(&same, "Calm work, by choice", "11:00", "10:50");
        let all: Vec<_> = versions(&later).iter().map(|version| version.text).collect();
        assert_eq!(all, ["Calm work", "Calm work, by choice"]);
        assert_eq!(versions(&later)[0].at, Some(time("10:05")));
        assert_eq!(versions(&kept(&later, "Calm work, by choice", "12:00", "11:50")).len(), 2);
    }

    #[test]
    fn a_text_of_an_older_file_has_no_time_and_becomes_a_version_too() {
        let old = Item::new(ItemId::new("t-1"), TEXT, "Calm");
        let new = kept(&old, "Bold", "11:00", "10:50");
        assert_eq!(versions(&new)[0], Version { at: None, text: "Calm" });
    }
}
