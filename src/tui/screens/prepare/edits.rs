//! What keys change beside the typed words: the stages of the schedule, the style, and the way back.

use super::{Prepare, form};
use crate::model::change::{Change, Detail};
use crate::model::session::Session;
use crate::model::stage::Stage;
use crate::model::trim::TooLong;
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

    /// Whether fitting the stages to the length would change any, or say why it cannot.
    pub(super) fn is_trimmable(&self, world: &World) -> bool {
        let session = self.draft.session(world);
        session.is_some_and(|session| session.trim(&[]).map_or(true, |change| !change.is_empty()))
    }

    /// Fits the stages to the length, without those that a press before has named; names them where it does not fit.
    pub(super) fn trim(&mut self, without: &[String], world: &mut World) -> Go {
        let words = world.texts().trim;
        let Some(session) = self.draft.session(world) else { return Go::Stay };
        let titles = |ids: &[String]| -> Vec<String> {
            ids.iter().filter_map(|id| session.stage(id)).map(|stage| stage.title.clone()).collect()
        };
        let length = (world.texts().dates.length)(session.length.into());
        match session.trim(without) {
            Ok(change) if change.is_empty() => world.say(Notice::calm(words.done_already)),
            Ok(change) => {
                let gone = titles(without).join(", ");
                let deed = if gone.is_empty() { words.deed.to_owned() } else { (words.deed_without)(&gone) };
                if self.draft.edit(world, deed, change) {
                    world.say(Notice::calm((words.done)(&length)));
                }
            }
            Err(TooLong { by, cut, least }) if cut.is_empty() => {
                world.say(Notice::wrong((words.much_too_long)(by, least), ""));
            }
            Err(TooLong { by, cut, .. }) => {
                let titles = titles(&cut);
                let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
                world.say(Notice::wrong((words.too_long)(by, &titles), words.again));
                self.doomed = cut;
            }
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

    /// The next stage that the session before left unfinished and that is not part of this one yet, with its home.
    pub(super) fn unfinished<'a>(&self, world: &'a World) -> Option<(&'a Session, &'a Stage)> {
        let here = self.draft.session(world)?;
        let home = world.session(here.thread?)?;
        home.unfinished().find(|stage| !here.has_taken(stage)).map(|stage| (home, stage))
    }

    /// Takes it along.
    pub(super) fn take_along(&mut self, world: &mut World) -> Go {
        let mut ids = world.ids.clone();
        let Some((here, (home, stage))) = self.draft.session(world).zip(self.unfinished(world)) else {
            return Go::Stay;
        };
        let (title, change) = (stage.title.clone(), here.take_along(home, stage, &mut ids));
        world.ids = ids;
        if self.draft.edit(world, (world.texts().says.added)(&title), change) {
            world.say(Notice::calm((world.texts().panel.taken)(&title)));
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
