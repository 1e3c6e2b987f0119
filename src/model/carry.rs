//! What comes along from the session before: thoughts that still wait, and stages that were not worked through.

use std::collections::HashMap;

use serde_json::Value;

use super::capture::fresh;
use super::change::Change;
use super::field::FieldKind;
use super::id::{IdSource, ItemId};
use super::item::Item;
use super::plan::Link;
use super::session::Session;
use super::sheet::SheetKind;
use super::sheet::setup::Setup;
use super::stage::{Clock, Sheet, Stage};

impl Item {
    /// Whether a parked thought still waits for somebody to take it up or let it go.
    pub fn is_pending(&self) -> bool {
        matches!(self.text("state"), "" | "pending")
    }

    /// What a field held before its latest news.
    pub fn value_before(&self, key: &str) -> Option<&Value> {
        let told = self.history.iter().rev().filter_map(|news| news.values.get(key));
        told.chain(self.values.get(key)).nth(1).filter(|value| !value.is_null())
    }
}

impl Stage {
    /// Whether something of its own is captured in it: what frames a session or is computed comes by itself.
    fn is_work(&self) -> bool {
        let frames = [SheetKind::Opening, SheetKind::FollowUp, SheetKind::Break, SheetKind::Closing, SheetKind::Panel];
        self.sheets.iter().any(|sheet| !frames.contains(&sheet.kind))
    }
}

impl Session {
    /// The stages that were planned and never entered, or entered and left without a word.
    pub fn unfinished(&self) -> impl Iterator<Item = &Stage> {
        self.stages.iter().filter(|stage| stage.is_work() && (!stage.is_visited() || stage.count() == 0))
    }

    /// Whether a stage of another session is part of this one: under its id, or under one made from it.
    pub fn has_taken(&self, stage: &Stage) -> bool {
        let is_same = |own: &Stage| {
            let number = own.id.strip_prefix(stage.id.as_str()).map(|rest| rest.trim_start_matches('-'));
            let is_named = number.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()));
            let has = |sheet: &Sheet| own.sheet(&sheet.id).is_some_and(|own| own.kind == sheet.kind);
            is_named && stage.sheets.iter().all(has)
        };
        self.stages.iter().any(is_same)
    }

    /// The edit that adds a stage of session `home` to this one, before the closing, with the questions it had and the
    /// records it began with.
    pub fn take_along(&self, home: &Self, stage: &Stage, ids: &mut IdSource) -> Change {
        let is_free = |id: &str| self.stage(id).is_none();
        let mut names = std::iter::once(stage.id.clone()).chain((2..).map(|number| format!("{}-{number}", stage.id)));
        let id = names.find(|id| is_free(id)).unwrap_or_default();
        let mut known = HashMap::new();
        let sheets = stage.sheets.iter().map(|sheet| self.sheet_along(home, stage, sheet, (&mut known, ids)));
        let taken = Stage { id, now: None, clock: Clock::default(), sheets: sheets.collect(), ..stage.clone() };
        let closes = |stage: &Stage| stage.sheets.iter().any(|sheet| sheet.kind == SheetKind::Closing);
        let end = self.stages.iter().rposition(closes).unwrap_or(self.stages.len());
        Change::InsertStage(end, Box::new(taken))
    }

    /// A copy of a sheet; one that went on with another takes along what it went on with.
    fn sheet_along(
        &self,
        home: &Self,
        stage: &Stage,
        sheet: &Sheet,
        (known, ids): (&mut HashMap<ItemId, ItemId>, &mut IdSource),
    ) -> Sheet {
        let (_, records) = home.records_of(stage, sheet);
        let setup = Setup { continues: String::new(), private: records.setup.private, ..records.setup.clone() };
        // A vote belongs to the day on which it was given.
        let kept: Vec<&Item> = records.items.iter().filter(|item| item.text("slot") != "score").collect();
        for item in &kept {
            let prefix = item.id.as_str().split('-').next().unwrap_or_default();
            let id =
                std::iter::repeat_with(|| fresh(self, ids, prefix)).find(|id| !known.values().any(|used| used == id));
            known.insert(item.id.clone(), id.unwrap_or_else(|| item.id.clone()));
        }
        let items = kept.into_iter().map(|item| self.item_along(home, records, item, known)).collect();
        Sheet { setup, items, ..sheet.clone() }
    }

    /// A copy of a record as it stands now, without its history: people by who they are here, links to where they led.
    fn item_along(&self, home: &Self, sheet: &Sheet, item: &Item, known: &HashMap<ItemId, ItemId>) -> Item {
        let slot = sheet.slot(item.text("slot"));
        let link = |text: &str| match (known.get(&ItemId::new(text)), Link::read(text, home.id)) {
            (Some(id), _) => Value::from(id.as_str()),
            (None, Some(link)) => Value::from(link.write(self.id)),
            (None, None) => Value::from(text),
        };
        let along = |key: &str, value: &Value| match (slot.as_ref().and_then(|slot| slot.field(key)), value) {
            (Some(field), Value::String(text)) if field.kind == FieldKind::Person => {
                let name = home.person(text);
                Value::from(self.participant_named(name).map_or(name, |person| person.id.as_str()))
            }
            (Some(field), Value::String(text)) if matches!(field.kind, FieldKind::Link(_)) => link(text),
            (Some(field), Value::Array(links)) if matches!(field.kind, FieldKind::Links(_)) => {
                links.iter().filter_map(Value::as_str).map(link).collect()
            }
            _ => value.clone(),
        };
        let id = known.get(&item.id).cloned().unwrap_or_else(|| item.id.clone());
        let values = item.values.iter().map(|(key, value)| {
            let now = item.value(key).unwrap_or(value);
            (key.clone(), along(key, now))
        });
        Item { id, values: values.collect(), also: item.also.clone(), history: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::model::strategies::{at, sample};

    fn stage(file: serde_json::Value) -> Stage {
        serde_json::from_value(file).unwrap()
    }

    /// A session with objections that are answered in a later stage.
    fn home() -> Session {
        let mut home = sample();
        home.stages.insert(
            2,
            stage(json!({ "id": "collect", "title": "Collect", "minutes": 10, "at_least": 5, "sheets": [{
                "id": "objections", "kind": "table",
                "columns": [{ "id": "what", "name": "What", "type": "text" }, { "id": "who", "name": "Who", "type": "person" }],
                "items": [{ "id": "t-1", "what": "Too dear", "who": "p-1", "history": [{ "at": at("10:00"), "what": "Too slow" }] }]
            }] })),
        );
        home.stages.insert(
            3,
            stage(json!({ "id": "answers", "title": "Answers", "minutes": 20, "at_least": 5, "now": 5,
                "sheets": [{ "id": "answers", "kind": "table", "continues": "collect/objections",
                    "prompts": [{ "ask": "Who answers?", "fills": "who" }] }] })),
        );
        home
    }

    fn here() -> Session {
        let mut here = Session { id: Uuid::from_u128(9), ..sample() };
        here.participants[0].id = ItemId::new("p-7");
        let closing = json!({ "id": "closing", "title": "Closing", "minutes": 5, "at_least": 5,
            "sheets": [{ "id": "closing", "kind": "closing" }] });
        here.stages = vec![here.stages.remove(0), stage(closing)];
        here
    }

    fn names<'a>(stages: impl IntoIterator<Item = &'a Stage>) -> Vec<&'a str> {
        stages.into_iter().map(|stage| stage.id.as_str()).collect()
    }

    #[test]
    fn unfinished_is_what_was_never_entered_or_left_without_a_word() {
        let mut home = home();
        assert_eq!(names(home.unfinished()), ["goals", "collect", "answers", "plan"], "an opening comes by itself");
        for stage in &mut home.stages {
            stage.clock = stage.clock.clone().started(at("09:00")).stopped(at("09:01"));
        }
        assert_eq!(names(home.unfinished()), ["answers"]);
    }

    #[test]
    fn a_stage_comes_before_the_closing_and_can_be_taken_back() {
        let (home, mut here) = (home(), here());
        let before = here.clone();
        let plan = home.stage("plan").unwrap();
        assert!(!here.has_taken(plan));
        let undo = here.apply(here.take_along(&home, plan, &mut IdSource::new(1))).unwrap();
        assert_eq!(names(&here.stages), ["opening", "plan", "closing"]);
        assert!(here.has_taken(plan) && !here.stages[1].is_visited());
        let action = &here.stages[1].sheets[0].items[0];
        assert_eq!((action.text("text"), action.text("goal")), ("Call Acme", format!("{}/g-1", home.id).as_str()));
        assert_eq!(here.faults(), []);
        here.apply(undo).unwrap();
        assert_eq!(here, before);
    }

    #[test]
    fn a_sheet_that_went_on_with_another_takes_what_it_went_on_with() {
        let (home, mut here) = (home(), here());
        here.apply(here.take_along(&home, home.stage("answers").unwrap(), &mut IdSource::new(1))).unwrap();
        let (taken, sheet) = (&here.stages[1], &here.stages[1].sheets[0]);
        assert_eq!((taken.now, taken.minutes, sheet.setup.continues.as_str()), (None, 20, ""));
        assert_eq!((sheet.items[0].text("what"), sheet.items[0].text("who")), ("Too slow", "p-7"));
        assert!(sheet.items[0].id != ItemId::new("t-1") && sheet.items[0].history.is_empty());
        assert_eq!(here.faults(), []);
    }

    #[test]
    fn a_stage_whose_name_is_in_use_gets_another_one() {
        let (mut home, mut here) = (home(), here());
        home.stages[4].id = "opening".to_owned();
        home.stages.remove(0);
        let stage = home.stage("opening").unwrap();
        assert!(!here.has_taken(stage), "another sheet under the same name");
        here.apply(here.take_along(&home, stage, &mut IdSource::new(1))).unwrap();
        assert_eq!(names(&here.stages), ["opening", "opening-2", "closing"]);
        assert!(here.has_taken(stage));
    }

    #[test]
    fn what_a_field_held_before_is_known() {
        let mut goal = Item::new(ItemId::new("g-1"), "confidence", 7);
        assert_eq!(goal.value_before("confidence"), None);
        goal.history.push(crate::model::item::News::new(at("10:00"), None).with("confidence", 4));
        assert_eq!(goal.value_before("confidence"), Some(&json!(7)));
    }
}
