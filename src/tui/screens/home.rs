//! Home: the sessions, what is due soon, and one thing worth a look back.

use std::cell::{Cell, Ref, RefCell};

use chrono::NaiveDate;
use ratatui::layout::{Position, Rect};
use uuid::Uuid;

use super::find::Find;
use super::open_file::OpenFile;
use super::plan::PlanScreen;
use super::prepare::Prepare;
use super::review::Review;
use super::templates::Templates;
use super::{Component, Go, Screen};
use crate::lang::Texts;
use crate::model::library::Volume;
use crate::model::session::State;
use crate::tui::effect::Effect;
use crate::tui::key::Key;
use crate::tui::keymap::{Action, Place};
use crate::tui::notice::Notice;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::frame::{self, Header};
use crate::tui::widgets::list::Cursor;
use crate::tui::world::World;

mod digest;
mod due;
mod preview;
mod shelf;
pub(super) mod upcoming;
mod welcome;

use digest::Digest;

/// Columns between panes.
const GAP: u16 = 6;
/// Columns of what is due.
const DUE: u16 = 36;

/// The list of sessions, or the first screen of an empty library.
#[derive(Default)]
pub struct Home {
    cursor: Cursor,
    door: Cursor,
    /// The session that a second `d` deletes.
    doomed: Option<Uuid>,
    top: Cell<usize>,
    digest: RefCell<Option<Digest>>,
}

impl Home {
    /// What is shown of the library, computed anew only when it has changed.
    fn digest(&self, world: &World) -> Ref<'_, Digest> {
        let key = (world.library.revision(), world.today());
        if self.digest.borrow().as_ref().is_none_or(|digest| digest.key != key) {
            *self.digest.borrow_mut() = Some(Digest::of(&world.library, key));
        }
        Ref::map(self.digest.borrow(), |known| known.as_ref().unwrap_or(&digest::EMPTY))
    }

    fn selected<'a>(&self, world: &'a World) -> Option<&'a Volume> {
        let digest = self.digest(world);
        let row = self.cursor.row(digest.shelf.len() + world.library.broken().len());
        world.library.volumes().get(*digest.shelf.get(row)?)
    }

    fn enter_door(&self, world: &mut World) -> Go {
        match self.door.row(welcome::DOORS) {
            0 => Go::open(Screen::Templates(Templates::default())),
            1 => {
                world.ask(Effect::Example);
                Go::Stay
            }
            _ => Go::open(Screen::OpenFile(OpenFile::default())),
        }
    }

    fn prepare_next(&self, world: &mut World) -> Go {
        let last = self.selected(world).map(|volume| volume.session.clone());
        let new = last.and_then(|last| upcoming::prepared(&last, world));
        new.map_or(Go::Stay, |new| Go::open(Screen::Prepare(Prepare::new(new, world))))
    }

    fn delete(&mut self, is_sure: bool, world: &mut World) {
        let Some(volume) = self.selected(world) else { return };
        let (id, title) = (volume.session.id, volume.session.title.clone());
        let words = world.texts().home;
        if is_sure {
            world.discard(id);
            world.say(Notice::calm((words.deleted)(&title)));
        } else {
            self.doomed = Some(id);
            world.say(Notice::calm((words.delete_sure)(&title)));
        }
    }

    fn view_sessions(&self, world: &World, area: Rect, body: Rect, canvas: &mut Canvas<'_>) {
        let digest = self.digest(world);
        let row = self.cursor.row(digest.shelf.len() + world.library.broken().len());
        if world.is_loading {
            canvas.put(body.x, body.y, body.width, world.texts().frame.loading, canvas.theme().quiet());
        } else {
            digest.summary(canvas, body, frame::is_narrow(area));
        }
        let used = if area.height < 20 { 1 } else { 2 };
        let rest = Rect { y: body.y + used, height: body.height.saturating_sub(used), ..body };
        let (mut left, mut right) = (rest, Rect::default());
        if !frame::is_narrow(area) {
            left.width = if frame::is_wide(area) { 60 } else { rest.width.saturating_sub(GAP + DUE) };
            right = Rect { x: rest.right().saturating_sub(DUE), width: DUE, ..rest };
        }
        let list = shelf::Shelf { digest: &digest, world, selected: row, top: &self.top };
        list.view(left, canvas, !frame::is_short(area));
        if right.width > 0 {
            due::view(&digest, world, right, canvas, !frame::is_short(area));
        }
        if frame::is_wide(area)
            && let Some(volume) = self.selected(world)
        {
            let x = left.right() + GAP;
            let width = right.x.saturating_sub(x + GAP).min(84);
            preview::view(&volume.session, world, Rect { x, width, ..rest }, canvas);
        }
        if let Some(broken) = row.checked_sub(digest.shelf.len()).and_then(|row| world.library.broken().get(row))
            && world.notice().is_none()
        {
            let line = Rect { y: area.bottom().saturating_sub(3), height: 2, ..body };
            canvas.clear(line);
            let told = (world.texts().told)(&broken.message);
            canvas.paragraph(line, &told, canvas.theme().look());
        }
    }
}

impl Component for Home {
    fn place(&self, world: &World) -> Place {
        let has_begun = self.selected(world).is_some_and(|volume| volume.session.state.is_under_way());
        match (welcome::is_first(world), has_begun) {
            (true, _) => Place::Welcome,
            (false, true) => Place::HomeUnderWay,
            (false, false) => Place::Home,
        }
    }

    fn can(&self, action: Action, world: &World) -> bool {
        match action {
            Action::Enter | Action::Read => welcome::is_first(world) || self.selected(world).is_some(),
            Action::Edit => self.selected(world).is_some_and(|volume| volume.session.state == State::Planned),
            Action::Delete => {
                let has_file = |volume: &Volume| !volume.is_read_only && !volume.path.as_os_str().is_empty();
                !world.is_example && self.selected(world).is_some_and(has_file)
            }
            Action::PrepareNext => {
                let selected = self.selected(world).map(|volume| &volume.session);
                selected.is_some_and(|last| upcoming::is_last(last, world) && upcoming::named(last, world).is_some())
            }
            Action::Plan | Action::Find => !world.library.is_empty(),
            Action::Undo => !welcome::is_first(world) && world.can(action),
            Action::OpenFile => !world.is_example,
            Action::Park => !welcome::is_first(world),
            Action::Back => false,
            _ => world.can(action),
        }
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        let is_first = welcome::is_first(world);
        let doomed = self.doomed.take();
        let rows = world.library.volumes().len() + world.library.broken().len();
        let moved = if is_first { self.door.act(action, welcome::DOORS) } else { self.cursor.act(action, rows) };
        if moved || !self.can(action, world) {
            return Go::Stay;
        }
        if action == Action::PrepareNext {
            return self.prepare_next(world);
        }
        let session = self.selected(world).map(|volume| &volume.session);
        match (action, session) {
            (Action::NewSession, _) => Go::open(Screen::Templates(Templates::default())),
            (Action::OpenFile, _) => Go::open(Screen::OpenFile(OpenFile::default())),
            (Action::Plan, _) => Go::open(Screen::Plan(PlanScreen::of(None, world))),
            (Action::Find, _) => Go::open(Screen::Find(Find::default())),
            (Action::Enter, _) if is_first => self.enter_door(world),
            (Action::Enter, Some(session)) => Go::open(Screen::for_session(session, world)),
            (Action::Read, Some(session)) => Go::open(Screen::Review(Review::of(session))),
            (Action::Edit, Some(session)) => Go::open(Screen::Prepare(Prepare::of(session))),
            (Action::Delete, Some(session)) => {
                self.delete(doomed == Some(session.id), world);
                Go::Stay
            }
            _ => Go::Pass(action),
        }
    }

    fn arrive(&mut self, world: &mut World) {
        let Some(ended) = world.ended.take() else { return };
        let row = {
            let digest = self.digest(world);
            let volumes = world.library.volumes();
            let is_ended = |place: &usize| volumes.get(*place).is_some_and(|volume| volume.session.id == ended);
            digest.shelf.iter().position(is_ended)
        };
        if let Some(row) = row {
            self.cursor.select(row);
        }
    }

    fn key(&mut self, _key: &Key, _world: &mut World) -> Go {
        self.doomed = None;
        Go::Stay
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let today = (world.texts().dates.long)(world.today());
        let fact = [(today.as_str(), canvas.theme().quiet())];
        let body = frame::draw(canvas, area, &Header { fact: &fact, ..Header::default() }, world, self);
        if welcome::is_first(world) {
            welcome::view(world, self.door.row(welcome::DOORS), body, canvas);
        } else if world.is_loading && world.library.is_empty() {
            canvas.put(body.x, body.y, body.width, world.texts().frame.loading, canvas.theme().quiet());
        } else {
            self.view_sessions(world, area, body, canvas);
        }
        None
    }
}

/// A day in a list: in a word where it is near, as a year where it is long ago.
pub(super) fn day_words(texts: &Texts, day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        0 => texts.dates.today.to_owned(),
        1 => texts.dates.tomorrow.to_owned(),
        -364..=364 => (texts.dates.short)(day),
        _ => chrono::Datelike::year(&day).to_string(),
    }
}
