//! What enter keeps: a new answer, a changed one, the next field, a page of text; and the other edits of answers.

use chrono::{DateTime, FixedOffset};

use super::Run;
use crate::model::capture::{Capture, fresh};
use crate::model::change::Change;
use crate::model::field::FieldError;
use crate::model::id::ItemId;
use crate::model::item::{News, Status};
use crate::model::sheet::options::Hand;
use crate::model::sheet::text as wording;
use crate::model::sheet::{Shape, SheetKind, Slot};
use crate::tui::keymap::Action;
use crate::tui::notice::Notice;
use crate::tui::screens::{Go, Screen, decide};
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::record;
use crate::tui::world::World;

impl Run {
    /// Enter: keeps what is typed; on an empty line it moves on.
    pub(super) fn keep(&mut self, world: &mut World) -> Go {
        if self.shape(world) == Shape::Page {
            return if self.keep_page(world) { self.next(world) } else { Go::Stay };
        }
        let line = self.editor.text().trim().to_owned();
        if line.is_empty() {
            if self.changing.is_none() {
                return self.next(world);
            }
            world.say(Notice::calm(world.texts().says.emptied));
            return Go::Stay;
        }
        let is_kept = match self.changing.clone() {
            Some(id) => self.keep_change(&id, &line, world),
            None => self.keep_line(&line, world),
        };
        if is_kept {
            self.changing = None;
            self.base.clear();
            self.editor = Editor::line(&self.unsaid.remove(&self.at).unwrap_or_default());
            self.remember(world);
        }
        Go::Stay
    }

    /// Keeps one new line. True when it was kept.
    fn keep_line(&mut self, line: &str, world: &mut World) -> bool {
        let mut ids = world.ids.clone();
        let Some(capture) = self.capture(world) else { return false };
        let bad_date = capture.echo(line).bad_date;
        let kept =
            Self::take_proposal(&capture, line, world, &mut ids).map_or_else(|| capture.keep(line, &mut ids), Ok);
        let twin = twin(&capture, &kept);
        world.ids = ids;
        let change = match (twin, kept) {
            (Some(id), _) => Change::Remove(id),
            (None, Ok(change)) => change,
            (None, Err(error)) => {
                world.say(Notice::from_sentences(&record::field_error(&error, world.texts())));
                return false;
            }
        };
        let what = (world.texts().says.added)(line);
        let is_made = world.edit(self.session, what, change);
        if let Some((_, error)) = bad_date {
            let error = record::field_error(&FieldError::Date(error), world.texts());
            world.say(Notice::from_sentences(&error));
        }
        is_made
    }

    fn keep_change(&mut self, id: &ItemId, line: &str, world: &mut World) -> bool {
        let Some(session) = world.session(self.session) else { return false };
        let slot = session.slot_of(id);
        let Some(main) = slot.as_ref().and_then(Slot::main) else { return false };
        let at = (world.today(), world.tongue());
        let mut ids = world.ids.clone();
        let change = Capture::fill(session, id, main, line, at, &mut ids);
        world.ids = ids;
        match change {
            Ok(change) => world.edit(self.session, (world.texts().says.changed)(line), change),
            Err(error) => {
                world.say(Notice::from_sentences(&record::field_error(&error, world.texts())));
                false
            }
        }
    }

    /// Keeps the text of a page, if it is another one than before. False when it could not be kept.
    pub(super) fn keep_page(&mut self, world: &mut World) -> bool {
        let text = self.editor.text().trim_end().to_owned();
        if text == self.answer_text(world) {
            return true;
        }
        let what = (world.texts().says.changed)(first_words(&text));
        let visit = self.here(world).and_then(|here| here.session.visit_began());
        self.keep_text(what, text, visit, world)
    }

    /// Brings earlier words back; those that stand now become a version.
    pub(super) fn take_version(&mut self, text: &str, world: &mut World) {
        if self.shape(world) == Shape::Page && self.can_write(world) && text != self.answer_text(world) {
            self.keep_text(world.texts().sheets.restored.to_owned(), text.to_owned(), None, world);
            self.settle_in(world);
            self.is_typing = false;
        }
    }

    /// Keeps a text; what stood when `visit` began is kept among its versions, without a visit it always is.
    fn keep_text(
        &mut self,
        what: String,
        text: String,
        visit: Option<DateTime<FixedOffset>>,
        world: &mut World,
    ) -> bool {
        let held = self.here(world).and_then(|here| {
            let held = here.records.items.iter().find(|item| Some(&item.id) == self.changing.as_ref())?;
            Some(wording::rewrite(held, &text, world.now, visit))
        });
        let change = if let Some(change) = held {
            change
        } else {
            let mut ids = world.ids.clone();
            let Some(capture) = self.capture(world) else { return true };
            let id = fresh(capture.session, &mut ids, capture.slot.prefix);
            let mut item = wording::written(id, &text, world.now);
            capture.sheet.veil(&mut item.values);
            let change = Change::Insert { place: capture.place(), index: 0, item };
            world.ids = ids;
            change
        };
        if !world.edit(self.session, what, change) {
            return false;
        }
        self.changing = self.here(world).and_then(|here| here.records.items.first()).map(|item| item.id.clone());
        self.base = text;
        self.remember(world);
        true
    }

    fn answer_text(&self, world: &World) -> String {
        let item = self.here(world).and_then(|here| here.records.items.first());
        item.map_or("", |item| item.text("text")).to_owned()
    }

    pub(super) fn keep_pasted(&mut self, lines: &[String], is_many: bool, world: &mut World) {
        if is_many {
            let refused: Vec<&str> =
                lines.iter().filter(|line| !self.keep_line(line, world)).map(String::as_str).collect();
            self.editor.insert(&refused.join(" "));
            self.remember(world);
        } else {
            self.editor.insert(&lines.join(" "));
            self.remember(world);
        }
    }

    pub(super) fn delete(&mut self, world: &mut World) {
        let Some(item) = self.selected(world) else { return };
        let name = record::name(item).to_owned();
        let Some(here) = self.here(world) else { return };
        let change = if here.sheet.kind == SheetKind::Options {
            Hand::over(here.session, here.stage, here.sheet).remove(&item.id)
        } else {
            Change::Remove(item.id.clone())
        };
        let what = (world.texts().prepare.quoted)(&name);
        if world.edit(self.session, what, change) {
            world.say(Notice::calm((world.texts().says.deleted)(&name)));
        }
    }

    /// Moves the chosen answer among the answers to the same question.
    pub(super) fn reorder(&mut self, action: Action, world: &mut World) {
        let Some(here) = self.here(world) else { return };
        let answers = self.answers(world);
        let Some(row) = self.answer_row(world) else { return };
        let other = if action == Action::MoveUp { row.checked_sub(1) } else { Some(row + 1) };
        let Some((item, target)) = answers.get(row).zip(other.and_then(|other| answers.get(other))) else { return };
        let Some(to) = here.records.items.iter().position(|each| each.id == target.id) else { return };
        let change = Change::Move(item.id.clone(), to);
        if world.edit(self.session, world.texts().says.moved, change)
            && let Some(other) = other
        {
            self.cursor.select(self.rows(world) + other);
        }
    }

    /// Whether space means something here: an action, a milestone, a promise.
    pub(super) fn can_toggle(&self, world: &World) -> bool {
        let kind = self.here(world).map(|here| here.sheet.kind);
        self.length(world) > 0
            && matches!(
                kind,
                Some(SheetKind::Actions | SheetKind::Milestones | SheetKind::Checklist | SheetKind::FollowUp)
            )
    }

    pub(super) fn toggle(&mut self, world: &mut World) {
        if self.shape(world) == Shape::FollowUp {
            self.decide_done(world);
            return;
        }
        let Some(kind) = self.here(world).map(|here| here.sheet.kind) else { return };
        let Some(item) = self.selected(world) else { return };
        let (key, value) = match kind {
            SheetKind::Milestones | SheetKind::Checklist => ("done", (!item.flag("done")).then(|| true.into())),
            _ => ("status", item.status().is_open().then(|| Status::Done.word().into())),
        };
        let what = (world.texts().prepare.quoted)(record::name(item));
        let news = News::new(world.now, Some(self.session));
        if let Some(change) = world.session(self.session).map(|session| session.edit(&item.id, key, value, news)) {
            world.edit(self.session, what, change);
        }
    }

    fn decide_done(&mut self, world: &mut World) {
        if let Some((home, action)) = self.promise(world) {
            decide::Decide::of(self.session, home, action).done(world);
        }
    }

    pub(super) fn decide(&mut self, world: &World) -> Go {
        let chosen = self.promise(world).map(|(home, action)| decide::Decide::of(self.session, home, action));
        chosen.map_or(Go::Stay, |decide| Go::open(Screen::Decide(decide)))
    }

    fn promise(&self, world: &World) -> Option<(uuid::Uuid, ItemId)> {
        let promises = self.promises(world);
        promises.get(self.cursor.row(promises.len())).map(|each| (each.home.id, each.action.id.clone()))
    }
}

/// The beginning of a text, enough to know it by.
fn first_words(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// The tick that the same word would set again: it is taken away instead.
fn twin(capture: &Capture<'_>, kept: &Result<Change, FieldError>) -> Option<ItemId> {
    capture.ticks()?;
    let main = capture.slot.main()?;
    let Ok(Change::All(changes)) = kept else { return None };
    let new = changes.iter().find_map(|change| match change {
        Change::Insert { item, .. } => item.value(&main.key),
        _ => None,
    });
    capture.answers().find(|item| item.value(&main.key) == new).map(|item| item.id.clone())
}
