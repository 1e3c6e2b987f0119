//! What keys change beside the typed words: the stages of the schedule, the style, and the way back.

use super::{Prepare, form};
use crate::model::change::{Change, Detail};
use crate::tui::notice::Notice;
use crate::tui::screens::Go;
use crate::tui::world::World;

impl Prepare {
    /// Makes the selected stage one step longer or shorter.
    pub(super) fn set_minutes(&mut self, is_more: bool, world: &mut World) -> Go {
        let texts = world.texts();
        let Some((stage, ..)) = self.stage(world) else { return Go::Stay };
        if let Some(minutes) = if is_more { Some(stage.longer()) } else { stage.shorter() } {
            let change = Change::Minutes(stage.id.clone(), minutes);
            self.draft.edit(world, texts.says.re_timed.to_owned(), change);
        }
        Go::Stay
    }

    /// Moves the selected stage one place.
    pub(super) fn reorder(&mut self, is_down: bool, world: &mut World) -> Go {
        let Some((stage, index, length)) = self.stage(world) else { return Go::Stay };
        let target = if is_down { Some(index + 1) } else { index.checked_sub(1) };
        if let Some(target) = target.filter(|target| *target < length) {
            let change = Change::MoveStage(stage.id.clone(), target);
            if self.draft.edit(world, world.texts().says.moved.to_owned(), change) {
                self.cursor.select(target);
            }
        }
        Go::Stay
    }

    /// Takes a stage out; the last one stays, for nothing could be said in a session without any.
    pub(super) fn drop_stage(&mut self, world: &mut World) -> Go {
        let texts = world.texts();
        let Some((stage, _, 2..)) = self.stage(world) else { return Go::Stay };
        let (change, title) = (Change::RemoveStage(stage.id.clone()), stage.title.clone());
        if self.draft.edit(world, (texts.prepare.dropped)(&title), change) {
            world.say(Notice::calm((texts.says.deleted)(&title)));
        }
        Go::Stay
    }

    /// Takes back or makes again, and shows in the fields what changed.
    pub(super) fn retrace(&mut self, is_back: bool, world: &mut World) -> Go {
        let Some(before) = self.draft.session(world).cloned() else { return Go::Stay };
        if is_back {
            self.draft.undo(world);
        } else {
            self.draft.redo(world);
        }
        if let Some(after) = self.draft.session(world) {
            self.form.refresh(&before, after);
        }
        Go::Stay
    }

    /// Takes the next style, or the one before.
    pub(super) fn turn_style(&mut self, is_on: bool, world: &mut World) {
        if let Some(session) = self.draft.session(world) {
            let change = Change::Detail(Detail::Style(form::turned(session.style, is_on)));
            let texts = world.texts();
            self.draft.edit(world, (texts.says.changed)(texts.prepare.style), change);
        }
    }
}
