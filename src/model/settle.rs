//! Settling what a merge left open: one of the values stays, the others go, and it can be undone.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::also::Also;
use super::change::{Change, Rejected};
use super::id::ItemId;
use super::item::Item;
use super::session::Session;

/// What a field belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    /// The session itself.
    Session,
    /// For whom it is.
    Client,
    /// The days of its plan.
    Horizon,
    /// The stage with this id.
    Stage(String),
    /// The clock of the stage with this id.
    Clock(String),
    /// A sheet.
    Sheet {
        /// The stage's id.
        stage: String,
        /// The sheet's id.
        sheet: String,
    },
    /// The item with this id.
    Item(ItemId),
}

/// A field with several values, of which one has to be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsettled {
    /// What the field belongs to.
    pub spot: Spot,
    /// The field.
    pub key: String,
    /// What it holds for now; null where it was emptied since.
    pub value: Value,
    /// What else it could hold; at least one.
    pub others: Vec<Value>,
}

/// What a settled field was before; only what undoes a [`Change::Settle`] makes one.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    spot: Spot,
    key: String,
    value: Option<Value>,
    /// All that was left open in the same object, and its place among the keys.
    also: (usize, Value),
    /// What had been chosen.
    kept: Value,
}

/// Keys that are no fields: they say what a thing is, or hold other things.
const FIXED: [&str; 14] = [
    "$schema",
    "format",
    "version",
    "id",
    "state",
    "kind",
    "stages",
    "sheets",
    "items",
    "participants",
    "parked",
    "notes",
    "prework",
    Also::KEY,
];

impl Spot {
    fn has_field(&self, key: &str) -> bool {
        match self {
            Self::Item(_) => !Item::OWN_KEYS.contains(&key),
            _ => !FIXED.contains(&key),
        }
    }
}

impl Unsettled {
    /// The edit that keeps `value`, which is the present one or one of the others.
    pub fn keep(&self, value: Value) -> Change {
        Change::Settle { spot: self.spot.clone(), key: self.key.clone(), keep: value }
    }
}

impl Session {
    /// Every field on which two merged versions disagreed and nobody has decided yet, in the order of the file.
    pub fn unsettled(&self) -> impl Iterator<Item = Unsettled> {
        let own = unsettled(&Spot::Session, &self.also.0, self);
        let client = self.client.iter().flat_map(|client| unsettled(&Spot::Client, beside(&client.rest), client));
        let horizon = self.horizon.iter().flat_map(|days| unsettled(&Spot::Horizon, beside(&days.rest), days));
        let stages = self.stages.iter().flat_map(|stage| {
            let id = || stage.id.clone();
            let clock = unsettled(&Spot::Clock(id()), beside(&stage.clock.rest), &stage.clock);
            let sheets = stage.sheets.iter().flat_map(move |sheet| {
                let spot = Spot::Sheet { stage: id(), sheet: sheet.id.clone() };
                unsettled(&spot, beside(&sheet.rest), sheet).chain(of_items(&sheet.items))
            });
            unsettled(&Spot::Stage(id()), &stage.also.0, stage).chain(clock).chain(sheets)
        });
        let people = of_items(&self.participants);
        let asides = of_items(&self.parked).chain(of_items(&self.notes)).chain(of_items(&self.prework));
        own.chain(client).chain(horizon).chain(people).chain(stages).chain(asides)
    }

    pub(super) fn settle(&mut self, spot: &Spot, key: String, keep: Value) -> Result<Change, Rejected> {
        let mut opened = None;
        self.amend(spot, |object| {
            let also = object.get(Also::KEY)?.clone();
            let value = object.get(&key).cloned();
            let others = also.get(&key).and_then(Value::as_array)?;
            let is_present = value.as_ref().unwrap_or(&Value::Null) == &keep;
            if !spot.has_field(&key) || !(is_present || others.contains(&keep)) {
                return None;
            }
            if !is_present {
                object.insert(key.clone(), keep.clone());
            }
            let place = object.keys().position(|each| each == Also::KEY)?;
            let rest = object.get_mut(Also::KEY)?.as_object_mut()?;
            rest.shift_remove(&key);
            if rest.is_empty() {
                object.shift_remove(Also::KEY);
            }
            opened = Some(Opened { spot: spot.clone(), key, value, also: (place, also), kept: keep });
            Some(())
        })?;
        opened.map(|opened| Change::Unsettle(Box::new(opened))).ok_or(Rejected::Missing)
    }

    pub(super) fn unsettle(&mut self, opened: Opened) -> Result<Change, Rejected> {
        let Opened { spot, key, value, also: (place, also), kept } = opened;
        self.amend(&spot, |object| {
            object.shift_remove(Also::KEY);
            match value {
                Some(value) => drop(object.insert(key.clone(), value)),
                None => drop(object.shift_remove(&key)),
            }
            object.shift_insert(place.min(object.len()), Also::KEY.to_owned(), also);
            Some(())
        })?;
        Ok(Change::Settle { spot, key, keep: kept })
    }

    /// Changes the keys of one object; where that does not fit, nothing is changed.
    fn amend(
        &mut self,
        spot: &Spot,
        change: impl FnOnce(&mut Map<String, Value>) -> Option<()>,
    ) -> Result<(), Rejected> {
        let amended = match spot {
            Spot::Session => amend(self, change),
            Spot::Client => self.client.as_mut().and_then(|client| amend(client, change)),
            Spot::Horizon => self.horizon.as_mut().and_then(|days| amend(days, change)),
            Spot::Stage(id) => self.stage_mut(id).ok().and_then(|stage| amend(stage, change)),
            Spot::Clock(id) => self.stage_mut(id).ok().and_then(|stage| amend(&mut stage.clock, change)),
            Spot::Sheet { stage, sheet } => {
                let stage = self.stage_mut(stage).ok();
                let sheet = stage.and_then(|stage| stage.sheets.iter_mut().find(|each| each.id == *sheet));
                sheet.and_then(|sheet| amend(sheet, change))
            }
            Spot::Item(id) => self.item_mut(id).and_then(|item| amend(item, change)),
        };
        amended.ok_or(Rejected::Missing)
    }
}

fn amend<T: Serialize + DeserializeOwned>(
    object: &mut T,
    change: impl FnOnce(&mut Map<String, Value>) -> Option<()>,
) -> Option<()> {
    let mut keys = serde_json::to_value(&*object).ok()?;
    change(keys.as_object_mut()?)?;
    *object = serde_json::from_value(keys).ok()?;
    Some(())
}

fn of_items(items: &[Item]) -> impl Iterator<Item = Unsettled> {
    items.iter().flat_map(|item| unsettled(&Spot::Item(item.id.clone()), &item.also.0, item))
}

/// What is left open in an object that has no field of its own for it.
fn beside(rest: &Map<String, Value>) -> &Map<String, Value> {
    static NOTHING: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
    rest.get(Also::KEY).and_then(Value::as_object).unwrap_or(&NOTHING)
}

fn unsettled<T: Serialize>(
    spot: &Spot,
    also: &Map<String, Value>,
    object: &T,
) -> impl Iterator<Item = Unsettled> + use<T> {
    let keys = if also.is_empty() { None } else { serde_json::to_value(object).ok() };
    let open = also.iter().filter_map(|(key, others)| {
        let others = others.as_array().filter(|others| !others.is_empty() && spot.has_field(key))?;
        let value = keys.as_ref()?.get(key).cloned().unwrap_or_default();
        Some(Unsettled { spot: spot.clone(), key: key.clone(), value, others: others.clone() })
    });
    open.collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::session::State;
    use crate::model::strategies::sample;

    fn open() -> Session {
        let mut file = serde_json::to_value(sample()).unwrap();
        file["also"] = json!({ "title": ["Away day"], "stages": [[]] });
        file["client"] = json!({ "name": "Acme", "also": { "name": ["Acme Ltd"] }, "x": 1 });
        file["stages"][1]["also"] = json!({ "minutes": [45, 50] });
        file["stages"][1]["sheets"][0]["items"][0]["also"] = json!({ "due": ["2026-07-01"], "text": ["Ten clients"] });
        serde_json::from_value(file).unwrap()
    }

    fn file(session: &Session) -> String {
        serde_json::to_string(session).unwrap()
    }

    #[test]
    fn what_is_left_open_is_found_wherever_it_stands() {
        let found: Vec<_> = open().unsettled().map(|open| (open.key, open.value, open.others)).collect();
        let expected = [
            ("title", json!("Offsite"), json!(["Away day"])),
            ("name", json!("Acme"), json!(["Acme Ltd"])),
            ("minutes", json!(30), json!([45, 50])),
            ("due", json!("2026-06-30"), json!(["2026-07-01"])),
            ("text", json!("Twelve clients"), json!(["Ten clients"])),
        ];
        let expected = expected.map(|(key, value, others)| (key.to_owned(), value, others.as_array().unwrap().clone()));
        assert_eq!(found, expected);
        assert_eq!(sample().unsettled().count(), 0);
    }

    #[test]
    fn either_value_can_be_kept_and_both_ways_are_undone_to_the_letter() {
        for unsettled in open().unsettled() {
            for keep in unsettled.others.iter().chain([&unsettled.value]) {
                let mut session = open();
                let inverse = session.apply(unsettled.keep(keep.clone())).unwrap();
                assert!(!session.unsettled().any(|each| (&each.spot, &each.key) == (&unsettled.spot, &unsettled.key)));
                let settled = file(&session);
                assert!(settled.contains(&format!("\"{}\":{keep}", unsettled.key)), "{settled}");
                let again = session.apply(inverse).unwrap();
                assert_eq!(file(&session), file(&open()));
                session.apply(again).unwrap();
                assert_eq!(file(&session), settled);
            }
        }
    }

    #[test]
    fn nothing_can_be_kept_that_nobody_wrote_or_that_does_not_fit() {
        let settle = |spot, key: &str, keep| Change::Settle { spot, key: key.to_owned(), keep };
        let mut odd = open();
        odd.also.0.insert("length".to_owned(), json!(["long"]));
        for change in [
            settle(Spot::Session, "title", json!("Neither")),
            settle(Spot::Session, "place", json!("")),
            settle(Spot::Session, "stages", json!([])),
            settle(Spot::Session, "length", json!("long")),
            settle(Spot::Horizon, "from", json!("2026-01-01")),
            settle(Spot::Stage("nowhere".to_owned()), "minutes", json!(45)),
        ] {
            let mut session = odd.clone();
            assert_eq!(session.apply(change), Err(Rejected::Missing));
            assert_eq!(session, odd);
        }
    }

    #[test]
    fn a_closed_session_can_still_be_settled_since_both_values_were_said_before() {
        let mut session = Session { state: State::Closed, ..open() };
        let unsettled = session.unsettled().next().unwrap();
        let inverse = session.apply(unsettled.keep(json!("Away day"))).unwrap();
        assert_eq!(session.title, "Away day");
        session.apply(inverse).unwrap();
        assert_eq!(session, Session { state: State::Closed, ..open() });
    }
}
