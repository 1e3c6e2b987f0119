//! The stages of a session: what was asked, and what was answered.

use super::{Reader, Report};
use crate::export::document::{Block, Part, Section};
use crate::export::words::{capital, name};
use crate::model::item::Item;
use crate::model::shared::SharedStage;
use crate::model::sheet::SheetKind;
use crate::model::stage::{Prompt, Sheet, Stage};

/// What is told elsewhere in the report.
const ELSEWHERE: &[&str] = &["takeaway", "verdict", "next", "support", "questions", "rhythm", "own-system"];

/// What concerns the session itself, and so whoever leads it.
const ABOUT_THE_SESSION: &[&str] = &["prepared", "pulse", "coverage", "keep", "change"];

impl Report<'_> {
    /// The stages in which something was said.
    pub(super) fn stages(&self) -> impl Iterator<Item = Section> {
        let stages = self.session.stages.iter().zip(&self.shared.stages);
        stages.filter_map(|(stage, shared)| self.stage(stage, shared))
    }

    fn stage(&self, stage: &Stage, shared: &SharedStage) -> Option<Section> {
        let parts = stage.sheets.iter().flat_map(|sheet| self.sheet(sheet)).collect();
        let section = Section::new(stage.title.as_str(), parts)?;
        Some(Section { aside: self.time(shared), ..section })
    }

    /// How long it was meant to take, and took.
    fn time(&self, stage: &SharedStage) -> String {
        let (dates, words) = (self.speaker.texts.dates, self.speaker.texts.report);
        if self.reader == Reader::Client || stage.clock.began.is_none() {
            return String::new();
        }
        let spent = u64::try_from(stage.clock.spent(self.now)).unwrap_or_default() / 60;
        (words.time)(&(dates.length)(stage.minutes.into()), &(dates.length)(spent))
    }

    fn sheet(&self, sheet: &Sheet) -> Vec<Part> {
        match sheet.kind {
            SheetKind::Break | SheetKind::FollowUp | SheetKind::Actions => Vec::new(),
            SheetKind::Text => pages(sheet),
            SheetKind::Goals => Part::new(ask(sheet), self.goals(sheet)).into_iter().collect(),
            SheetKind::Projects => Part::new(ask(sheet), self.projects(sheet)).into_iter().collect(),
            SheetKind::Options => self.options(sheet),
            SheetKind::Decisions => Part::new(ask(sheet), self.decided(sheet.items.iter())).into_iter().collect(),
            SheetKind::Metrics => Part::new(ask(sheet), self.metrics(sheet)).into_iter().collect(),
            SheetKind::Alignment => Part::new(ask(sheet), self.alignment(sheet)).into_iter().collect(),
            SheetKind::Table => Part::new(ask(sheet), self.rows(sheet)).into_iter().collect(),
            SheetKind::Checklist => Part::new(ask(sheet), ticks(sheet)).into_iter().collect(),
            SheetKind::Milestones => Part::new(ask(sheet), self.milestones(sheet)).into_iter().collect(),
            SheetKind::Notes if !sheet.setup.lanes.is_empty() => lanes(sheet),
            // Whatever else is a list of records.
            _ => self.answers(sheet),
        }
    }

    /// The answers to each question, then those to none.
    fn answers(&self, sheet: &Sheet) -> Vec<Part> {
        let mut rest: Vec<&Item> = sheet.items.iter().filter(|item| self.is_told(item)).collect();
        let mut parts = Vec::new();
        for prompt in &sheet.prompts {
            let answers: Vec<&Item> = sheet.answers(prompt).filter(|item| rest.contains(item)).collect();
            rest.retain(|item| !answers.contains(item));
            parts.extend(self.answered(sheet, prompt, &answers));
        }
        for slot in sheet.slots().iter() {
            let left: Vec<&Item> = rest.iter().copied().filter(|item| item.text("slot") == slot.id).collect();
            parts.extend(Part::new("", self.speaker.records(slot, &left, &[])));
        }
        parts
    }

    fn answered(&self, sheet: &Sheet, prompt: &Prompt, answers: &[&Item]) -> Option<Part> {
        let slot = sheet.slot(&prompt.slot)?;
        // What the question says already need not stand at each answer.
        let preset: Vec<&str> = prompt.preset.keys().map(String::as_str).collect();
        Part::new(prompt.ask.as_str(), self.speaker.records(&slot, answers, &preset))
    }

    fn is_told(&self, item: &Item) -> bool {
        let slot = item.text("slot");
        !ELSEWHERE.contains(&slot) && (self.reader == Reader::Facilitator || !ABOUT_THE_SESSION.contains(&slot))
    }
}

/// The first question of a sheet.
pub(super) fn ask(sheet: &Sheet) -> &str {
    sheet.prompts.first().map_or("", |prompt| &prompt.ask)
}

fn ticks(sheet: &Sheet) -> Block {
    let ticks = sheet.items.iter().map(|item| (item.flag("done"), name(item).to_owned()));
    Block::Ticks(ticks.filter(|(_, words)| !words.is_empty()).collect())
}

fn pages(sheet: &Sheet) -> Vec<Part> {
    let texts = sheet.items.iter().map(|item| item.text("text"));
    let whole = texts.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("\n\n");
    Part::new(ask(sheet), Block::Text(whole)).into_iter().collect()
}

/// Each lane with its notes, then those in none.
fn lanes(sheet: &Sheet) -> Vec<Part> {
    let lines = |lane: &str| {
        let of_lane = sheet.items.iter().filter(|item| item.text("lane") == lane);
        Block::lines(of_lane.map(|item| name(item).to_owned()))
    };
    let lanes = sheet.setup.lanes.iter().filter_map(|lane| Part::new(capital(&lane.name), lines(&lane.id)));
    let is_known = |item: &&Item| sheet.setup.lanes.iter().any(|lane| lane.id == item.text("lane"));
    let others = sheet.items.iter().filter(|item| !is_known(item)).map(|item| name(item).to_owned());
    lanes.chain(Part::new("", Block::lines(others))).collect()
}
