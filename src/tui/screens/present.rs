//! What the room shall see: the scenes, the curtain, holding, and this window instead of a second one.

use ratatui::layout::{Position, Rect};
use uuid::Uuid;

use super::room::{RoomScreen, switch};
use super::{Component, Go, Screen};
use crate::model::shared::live::Scene;
use crate::tui::keymap::{Action, Place};
use crate::tui::notice::Notice;
use crate::tui::room;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::overlay;
use crate::tui::world::World;

/// Columns of the list.
const COLUMNS: u16 = 52;

/// The scenes to choose from.
pub struct Present {
    session: Uuid,
    cursor: Cursor,
}

impl Present {
    /// The scenes of a session, of which the one that is seen is chosen; at first the question.
    pub fn of(session: Uuid, world: &World) -> Self {
        let scene = world.room.as_ref().map_or(Scene::default(), |room| room.scene);
        let at = Scene::ALL.iter().position(|each| *each == scene).unwrap_or_default();
        Self { session, cursor: Cursor::at(at) }
    }
}

impl Component for Present {
    fn place(&self, _world: &World) -> Place {
        Place::Present
    }

    fn can(&self, action: Action, world: &World) -> bool {
        match action {
            Action::Curtain | Action::Hold | Action::EndPresenting => world.room.is_some(),
            Action::InThisWindow => true,
            action => action.is_for_overlay() && action != Action::Park,
        }
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        let says = world.texts().room;
        match action {
            Action::Enter => {
                let scene = Scene::ALL.get(self.cursor.row(Scene::ALL.len())).copied().unwrap_or_default();
                // Of the example nothing is written, so that no second screen could see it.
                if world.is_example {
                    let here = RoomScreen::of(self.session, world);
                    world.show(self.session, scene);
                    return Go::replace(Screen::Room(here));
                }
                world.show(self.session, scene);
                world.say(Notice::calm((says.shown)(room::name(scene, world.texts()))));
                Go::Back
            }
            Action::Curtain | Action::Hold => {
                if let Some(words) = switch(action, world) {
                    world.say(Notice::calm(words));
                }
                Go::Back
            }
            Action::InThisWindow => Go::replace(Screen::Room(RoomScreen::of(self.session, world))),
            Action::EndPresenting => {
                world.stop_showing();
                world.say(Notice::calm(says.ended));
                Go::Back
            }
            action if self.cursor.act(action, Scene::ALL.len()) => Go::Stay,
            action if self.can(action, world) => Go::Pass(action),
            _ => Go::Stay,
        }
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let (theme, texts, glyphs) = (canvas.theme(), canvas.texts(), canvas.glyphs());
        let seen = world.room.as_ref().map(|room| room.scene);
        let rows = u16::try_from(Scene::ALL.len()).unwrap_or(8);
        let hint = 3.min(area.height.saturating_sub(rows + 7));
        let inside = overlay::frame(canvas, area, texts.room.title, (COLUMNS, rows + hint));
        let window = self.cursor.window(Scene::ALL.len(), usize::from(inside.height));
        for ((at, scene), y) in Scene::ALL.iter().enumerate().skip(window.start).zip(inside.top()..inside.bottom()) {
            if at == self.cursor.row(Scene::ALL.len()) {
                canvas.focus(Rect { y, height: 1, ..inside });
            }
            let (sign, style) = if seen == Some(*scene) { (glyphs.here, theme.here()) } else { (" ", theme.text()) };
            canvas.put(inside.x, y, 2, sign, style);
            canvas.put(inside.x + 3, y, inside.width.saturating_sub(3), room::name(*scene, texts), style);
        }
        let below = Rect { y: inside.y + rows + 1, height: hint.saturating_sub(1), ..inside };
        if hint > 1 {
            canvas.paragraph(
                below,
                &world.room.as_ref().map_or(texts.room.choose.to_owned(), |room| room.mark(texts)),
                theme.quiet(),
            );
        }
        overlay::footer(canvas, area, world, self);
        None
    }
}
