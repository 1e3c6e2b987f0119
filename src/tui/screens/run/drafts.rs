//! Half-typed words: put by when something else takes the line, kept outside memory, and taken up again.

use chrono::{DateTime, Duration, FixedOffset};
use serde_json::Value;

use super::{Here, Run, Spot, options};
use crate::model::id::ItemId;
use crate::model::item::Item;
use crate::model::merge;
use crate::model::session::Session;
use crate::model::sheet::{Shape, Slot};
use crate::tui::effect::{Draft, Effect, Unsaid};
use crate::tui::world::World;

/// How long new words of a page wait for more before they go to its file.
const PAGE_WAITS: Duration = Duration::seconds(8);

impl Run {
    /// Takes half-typed words up again. Words on top of others that have changed since stand below them.
    pub(super) fn restore(&mut self, draft: &Draft, session: &Session) {
        // Words of a question that is gone stand under the last one that is left, those of a stage under the one at hand.
        let spot = |stage: &str, sheet: usize, prompt: usize| {
            let stage = session.stage_index(stage).unwrap_or(self.at.stage);
            let sheets = &session.stages.get(stage)?.sheets;
            let sheet = sheet.min(sheets.len().saturating_sub(1));
            let steps = sheets.get(sheet).map_or(0, options::steps);
            Some(Spot { stage, sheet, prompt: prompt.min(steps.saturating_sub(1)) })
        };
        for words in &draft.unsaid {
            if let Some(spot) = spot(&words.stage, words.sheet, words.prompt) {
                let line = self.unsaid.entry(spot).or_default();
                *line = if line.is_empty() { words.text.clone() } else { format!("{line} {}", words.text) };
            }
        }
        let Some(at) = spot(&draft.stage, draft.sheet, draft.prompt) else { return };
        let Some(there) = Self::spot(session, at) else { return };
        if at.stage != self.at.stage && draft.text.is_empty() {
            return;
        }
        self.at = at;
        self.settle(session);
        let changed = draft.item.as_deref().map(ItemId::new).and_then(|id| session.find(&id).map(|(.., item)| item));
        match there.shape {
            Shape::Page if draft.text.trim_end() == draft.base || draft.text.trim_end() == self.base => {}
            Shape::Page if draft.base == self.base => self.editor.set(&draft.text),
            Shape::Page => self.editor.set(&format!("{}\n\n{}", self.base, draft.text)),
            // The cells of a grid are found when it is entered.
            _ if draft.text.is_empty() || draft.cell.is_some() => {}
            _ => {
                // A line may wait below the answer that is being changed.
                let waiting = self.editor.text();
                if !waiting.is_empty() && waiting != draft.text {
                    self.unsaid.insert(at, waiting.to_owned());
                }
                self.changing = changed.filter(|item| words_of(item, there) == draft.base).map(|item| item.id.clone());
                self.base.clone_from(&draft.base);
                self.editor.set(&draft.text);
                self.editor.set_cursor(draft.cursor);
            }
        }
    }

    /// Goes on in a session in which somebody else has worked meanwhile: whoever writes stays at their question with
    /// their words, whoever only reads goes along.
    pub(super) fn follow(&mut self, before: &Session, world: &World) {
        let Some(session) = world.session(self.session) else { return };
        if !self.can_write(world) {
            self.go_along(before, session, world);
            return;
        }
        let stage = before.stages.get(self.at.stage).and_then(|stage| session.stage_index(&stage.id));
        let was_page = Self::spot(before, self.at).is_some_and(|here| here.sheet.kind.shape() == Shape::Page);
        let typed = self.editor.text().to_owned();
        let base = self.base.clone();
        self.at = Spot { stage: stage.unwrap_or_default(), ..self.at };
        if self.here(world).is_none() || was_page {
            self.settle_in(world);
        }
        if was_page && typed.trim_end() != base {
            let both = merge::text(&base, &typed, &self.base);
            self.editor.set(&both.unwrap_or_else(|| format!("{}\n\n{}", typed.trim_end(), self.base)));
            self.note_page(world);
        }
        // Words on top of others than those that stand there now become an answer of their own.
        let said = |session: &Session, id: &ItemId| session.find(id).map(|(.., item)| item.values.clone());
        let is_other = self.changing.as_ref().is_some_and(|id| said(before, id) != said(session, id));
        if is_other && !was_page {
            self.changing = None;
            self.base.clear();
        }
    }

    /// Notes since when a page has words that are not in its file.
    pub(super) fn note_page(&mut self, world: &World) {
        let is_new = self.shape(world) == Shape::Page && self.editor.text().trim_end() != self.base.trim_end();
        self.page_since = is_new.then(|| self.page_since.unwrap_or(world.now));
    }

    /// When the page that is being written has to go to its file.
    pub(super) fn page_is_due(&self, world: &World, now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
        let since = self.page_since.filter(|_| self.can_write(world))?;
        // A clock that was put back must not hold it up.
        Some(if since > now { now } else { since + PAGE_WAITS })
    }

    /// Keeps a page that is due, while it is being written.
    pub(super) fn keep_due_page(&mut self, world: &mut World) {
        if self.page_is_due(world, world.now).is_some_and(|due| due <= world.now) {
            self.page_since = Some(world.now); // where it is refused, for as long again
            self.keep_page(world);
        }
    }

    /// Reads on where the session is worked on; whoever has leafed elsewhere stays there.
    fn go_along(&mut self, before: &Session, session: &Session, world: &World) {
        let stage = |at: Spot| before.stages.get(at.stage).and_then(|stage| session.stage_index(&stage.id));
        let is_along = self.at == self.along;
        self.along = self.worked_on(before, session, world);
        let at = if is_along { self.along } else { Spot { stage: stage(self.at).unwrap_or_default(), ..self.at } };
        let was_page = self.shape(world) == Shape::Page;
        if at != self.at || was_page || self.here(world).is_none() {
            let at = if Self::spot(session, at).is_some() { at } else { self.along };
            *self = Self { at, along: self.along, ..Self::of(session, world) };
            self.settle_in(world);
            self.is_typing = false;
        }
        if is_along {
            self.cursor.select(self.length(world).saturating_sub(1));
        }
    }

    /// The question that is being answered: of the stage that runs, the first one whose answers are others than before,
    /// unless those of the last one known are.
    fn worked_on(&self, before: &Session, session: &Session, world: &World) -> Spot {
        let said = |session, at| -> Option<Vec<Item>> {
            Self::spot(session, at).map(|here| here.records.answers(here.prompt).cloned().collect())
        };
        let first = Spot { stage: session.stage_here().unwrap_or_default(), ..Spot::default() };
        let last = Some(self.along).filter(|at| at.stage == first.stage && Self::spot(session, *at).is_some());
        let here = self.spots(world).into_iter().filter(|at| at.stage == first.stage);
        let is_new = |at: &Spot| said(before, *at) != said(session, *at);
        last.into_iter().chain(here).find(is_new).or(last).unwrap_or(first)
    }

    /// Keeps the half-typed words, and where you are, so that nothing is lost whatever happens.
    pub(super) fn remember(&mut self, world: &mut World) {
        self.note_page(world);
        let Some(here) = self.here(world) else { return };
        let unsaid = self.unsaid.iter().filter_map(|(spot, text)| {
            let stage = here.session.stages.get(spot.stage)?.id.clone();
            Some(Unsaid { stage, sheet: spot.sheet, prompt: spot.prompt, text: text.clone() })
        });
        let draft = Draft {
            stage: here.stage.id.clone(),
            sheet: self.at.sheet,
            prompt: self.at.prompt,
            item: self.changing.as_ref().map(ToString::to_string),
            cell: self.cell_keys(),
            base: self.base.clone(),
            text: self.editor.text().to_owned(),
            cursor: self.editor.cursor(),
            at: Some(world.now),
            unsaid: unsaid.collect(),
            over: world.drafts.get(&self.session).and_then(|draft| draft.over.clone()),
            prepared: None,
        };
        world.ask(Effect::Keep(self.session, Box::new(draft.clone())));
        world.drafts.insert(self.session, draft);
    }

    /// Before anything else takes the line: a page is kept, half-typed words wait under their question. False when a
    /// page could not be kept.
    pub(super) fn put_by(&mut self, world: &mut World) -> bool {
        if !self.can_write(world) {
            return true;
        }
        match self.shape(world) {
            Shape::Page => self.keep_page(world),
            _ if self.is_in_cell() => {
                let is_kept = self.keep_cell(world);
                is_kept.then(|| self.leave_cells());
                is_kept
            }
            shape if shape.has_records() && self.changing.is_none() && !self.editor.is_empty() => {
                self.unsaid.insert(self.at, self.editor.text().to_owned());
                true
            }
            _ => true,
        }
    }
}

/// The words that an answer is known by, as they are typed.
pub(super) fn words_of(item: &Item, here: Here<'_>) -> String {
    let slot = here.records.slot(&here.prompt.slot);
    match slot.as_ref().and_then(Slot::main).and_then(|field| item.value(&field.key)) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}
