//! What came along from earlier sessions: unfinished stages and parked thoughts, wherever the stage at hand is.

use ratatui::layout::{Position, Rect};
use uuid::Uuid;

use super::run::panel::Deed;
use super::{Component, Go, Reply};
use crate::model::panel::{Row, Scope};
use crate::model::sheet::setup::Shown;
use crate::tui::keymap::{Action, Place};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::{overlay, rows};
use crate::tui::world::World;

/// Columns inside the box.
const WIDTH: u16 = 72;

/// The list of them.
pub struct Carried {
    session: Uuid,
    cursor: Cursor,
}

/// Whether anything came along.
pub(super) fn is_needed(session: Uuid, world: &World) -> bool {
    !all(session, world).is_empty()
}

fn all(session: Uuid, world: &World) -> Vec<(Shown, Row<'_>)> {
    let Some(here) = world.session(session) else { return Vec::new() };
    let scope = Scope::of(here, &world.library, world.today());
    let of = |shown: Shown| scope.rows(shown).into_iter().map(move |row| (shown, row)).collect::<Vec<_>>();
    [Shown::Unfinished, Shown::Parked].into_iter().flat_map(of).collect()
}

impl Carried {
    /// What came along into this session.
    pub fn of(session: Uuid) -> Self {
        Self { session, cursor: Cursor::default() }
    }

    fn deed(&self, world: &World) -> Option<Deed> {
        let all = all(self.session, world);
        let (shown, row) = all.get(self.cursor.row(all.len()))?;
        Deed::of(row, *shown, self.session)
    }
}

impl Component for Carried {
    fn place(&self, _world: &World) -> Place {
        Place::Carried
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn can(&self, action: Action, world: &World) -> bool {
        match action {
            Action::Enter => self.deed(world).is_some(),
            Action::Undo => world.can(action),
            action => action.is_for_overlay(),
        }
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        let length = all(self.session, world).len();
        match action {
            Action::Enter => self.deed(world).map_or(Go::Stay, |deed| deed.go(self.session, world)),
            Action::Undo => {
                world.undo(Some(self.session));
                Go::Stay
            }
            action if self.cursor.act(action, length) => Go::Stay,
            action if action.is_for_overlay() => Go::Pass(action),
            _ => Go::Stay,
        }
    }

    fn reply(&mut self, reply: Reply, world: &mut World) -> Go {
        if reply == Reply::Judged {
            self.cursor.act(Action::Down, all(self.session, world).len());
        }
        Go::Stay
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let (shown, all): (Vec<Shown>, Vec<Row<'_>>) = all(self.session, world).into_iter().unzip();
        let texts = canvas.texts();
        let shown = shown.first().copied().unwrap_or(Shown::Parked);
        let width = WIDTH.min(area.width.saturating_sub(10));
        let wanted = rows::height(&all, shown, width, world, canvas).max(1);
        let room =
            overlay::frame(canvas, area, texts.panel.came_along, (width, wanted.min(area.height.saturating_sub(8))));
        overlay::footer(canvas, area, world, self);
        if all.is_empty() {
            canvas.paragraph(room, texts.panel.nothing_came, canvas.theme().quiet());
            return None;
        }
        rows::draw(&all, shown, Some(self.cursor.row(all.len())), room, world, canvas);
        None
    }
}
