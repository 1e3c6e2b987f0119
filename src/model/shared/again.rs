//! The projection read as a session again, so that whatever works on sessions works on what others may see.

use serde_json::{Map, Value};

use super::{Shared, SharedItem, SharedPerson, SharedSheet, SharedStage};
use crate::model::also::Also;
use crate::model::item::Item;
use crate::model::session::{Client, FORMAT, Horizon, SCHEMA, Session, VERSION};
use crate::model::sheet::setup::Setup;
use crate::model::stage::{Clock, Cues, Prompt, Sheet, Stage, Style};
use crate::model::timebox::Visit;

impl Shared {
    /// A session that knows no more than others may see. Its stages and sheets have ids of their own; it is not to be kept.
    pub fn session(&self) -> Session {
        Session {
            schema: SCHEMA.to_owned(),
            format: FORMAT.to_owned(),
            version: VERSION,
            id: self.id,
            title: self.title.clone(),
            language: self.language.clone(),
            client: (!self.client.is_empty()).then(|| Client { name: self.client.clone(), ..Client::default() }),
            thread: None,
            template: String::new(),
            state: self.state,
            scheduled: self.scheduled,
            length: self.stages.iter().fold(0, |sum, stage| sum.saturating_add(stage.minutes)),
            place: self.place.clone(),
            horizon: self.horizon.map(|(from, to)| Horizon::new(from, to)),
            style: Style::default(),
            clock_off: self.clock_off,
            participants: self.participants.iter().map(SharedPerson::item).collect(),
            stages: self.stages.iter().enumerate().map(|(at, stage)| stage.stage(at)).collect(),
            parked: self.parked.iter().map(SharedItem::item).collect(),
            notes: Vec::new(),
            prework: Vec::new(),
            closed_because: String::new(),
            also: Also::default(),
            rest: Map::new(),
        }
    }
}

impl SharedStage {
    fn stage(&self, at: usize) -> Stage {
        let clock = &self.clock;
        let rests = clock.began.zip(clock.left).map(|(from, to)| Visit::new(from, Some(to)));
        let runs = clock.runs_since.map(|since| Visit::new(since, None));
        let visits: Vec<Visit> = if runs.is_some() { runs.into_iter().collect() } else { rests.into_iter().collect() };
        let lengths = visits.iter().filter_map(|visit| Some((visit.to? - visit.from).num_seconds().max(0)));
        let counted = lengths.fold(0, i64::saturating_add);
        Stage {
            id: stage_id(at),
            title: self.title.clone(),
            minutes: self.minutes,
            at_least: 0,
            fixed: false,
            now: None,
            cues: Cues::default(),
            clock: Clock { visits, corrected_seconds: clock.spent.saturating_sub(counted), rest: Map::new() },
            sheets: self.sheets.iter().enumerate().map(|(at, sheet)| sheet.sheet(at)).collect(),
            also: Also::default(),
            rest: Map::new(),
        }
    }
}

impl SharedSheet {
    fn sheet(&self, at: usize) -> Sheet {
        let goes_on = self.goes_on.map(|(stage, sheet)| format!("{}/{}", stage_id(stage), sheet_id(sheet)));
        let prompts = self.questions.iter().map(|question| Prompt {
            ask: question.ask.clone(),
            slot: question.slot.clone(),
            preset: question.preset.clone(),
            fills: question.fills.clone(),
            ..Prompt::default()
        });
        Sheet {
            id: sheet_id(at),
            kind: self.kind,
            setup: Setup { continues: goes_on.unwrap_or_default(), ..self.setup.clone() },
            prompts: prompts.collect::<Vec<_>>().into(),
            items: self.items.iter().map(SharedItem::item).collect(),
            rest: Map::new(),
        }
    }
}

impl SharedItem {
    /// A record that knows no more than others may see.
    pub fn item(&self) -> Item {
        let mut values = self.values.clone();
        if !self.slot.is_empty() {
            values.shift_insert(0, "slot".to_owned(), Value::from(self.slot.as_str()));
        }
        Item { id: self.id.clone(), values, also: Also::default(), history: Vec::new() }
    }
}

impl SharedPerson {
    fn item(&self) -> Item {
        let person = Item::new(self.id.clone(), "name", self.name.as_str());
        let person = person.with("department", self.department.as_str());
        if self.is_in_room { person } else { person.with("in_room", false) }
    }
}

fn stage_id(at: usize) -> String {
    format!("stage {at}")
}

fn sheet_id(at: usize) -> String {
    format!("sheet {at}")
}
