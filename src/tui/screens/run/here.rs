//! The question at hand: where it stands, and everything that it stands for.

use super::{Run, options};
use crate::model::capture::Capture;
use crate::model::item::Item;
use crate::model::session::Session;
use crate::model::sheet::Shape;
use crate::model::stage::{Prompt, Sheet, Stage};
use crate::tui::world::World;

/// A question: the places of stage, sheet and prompt, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) stage: usize,
    pub(super) sheet: usize,
    pub(super) prompt: usize,
}

/// Everything that a spot stands for.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub(super) session: &'a Session,
    pub(super) stage: &'a Stage,
    /// The sheet at hand, whose questions are asked.
    pub(super) sheet: &'a Sheet,
    /// The sheet whose records it works on.
    pub(super) records: &'a Sheet,
    pub(super) prompt: &'a Prompt,
    pub(super) shape: Shape,
}

/// What a sheet without prompts asks.
static NO_PROMPT: std::sync::LazyLock<Prompt> = std::sync::LazyLock::new(Prompt::default);

impl Run {
    pub(super) fn here<'a>(&self, world: &'a World) -> Option<Here<'a>> {
        Self::spot(world.session(self.session)?, self.at)
    }

    pub(super) fn spot(session: &Session, at: Spot) -> Option<Here<'_>> {
        let stage = session.stages.get(at.stage)?;
        let sheet = stage.sheets.get(at.sheet)?;
        let prompt = sheet.prompts.get(at.prompt).unwrap_or(&NO_PROMPT);
        let (_, records) = session.records_of(stage, sheet);
        Some(Here { session, stage, sheet, records, prompt, shape: options::shape(sheet, at.prompt) })
    }

    pub(super) fn capture<'a>(&self, world: &'a World) -> Option<Capture<'a>> {
        let Here { session, stage, sheet, prompt, .. } = self.here(world)?;
        Capture::new(session, stage, sheet, prompt, world.today(), world.tongue())
    }

    pub(super) fn shape(&self, world: &World) -> Shape {
        self.here(world).map_or(Shape::Break, |here| here.shape)
    }

    pub(super) fn length(&self, world: &World) -> usize {
        match self.shape(world) {
            Shape::FollowUp => self.promises(world).len(),
            Shape::Alignment => usize::from(self.is_grid(world)),
            _ => self.rows(world) + self.answers(world).len(),
        }
    }

    pub(super) fn selected<'a>(&self, world: &'a World) -> Option<&'a Item> {
        if self.shape(world) == Shape::Alignment {
            return self.said_here(world);
        }
        let answers = self.answers(world);
        answers.get(self.answer_row(world)?).copied()
    }
}
