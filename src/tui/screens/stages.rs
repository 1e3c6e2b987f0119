//! The stages of a session, to go to any of them.

use ratatui::layout::{Position, Rect};
use uuid::Uuid;

use super::{Component, Go, Reply};
use crate::model::stage::Stage;
use crate::tui::keymap::{Action, Place};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::overlay;
use crate::tui::world::World;

/// The stages, and the one at hand.
pub struct Stages {
    session: Uuid,
    here: usize,
    cursor: Cursor,
}

impl Stages {
    /// The stages of a session, of which the one at `here` is under way.
    pub fn of(session: Uuid, here: usize) -> Self {
        Self { session, here, cursor: Cursor::at(here) }
    }

    fn stages<'a>(&self, world: &'a World) -> &'a [Stage] {
        world.session(self.session).map_or(&[], |session| &session.stages)
    }
}

impl Component for Stages {
    fn place(&self, _world: &World) -> Place {
        Place::Stages
    }

    fn can(&self, action: Action, _world: &World) -> bool {
        action.is_for_overlay()
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        let length = self.stages(world).len();
        match action {
            Action::Enter if length > 0 => Go::Reply(Reply::Stage(self.cursor.row(length))),
            action if self.cursor.act(action, length) => Go::Stay,
            action if action.is_for_overlay() => Go::Pass(action),
            _ => Go::Stay,
        }
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let (theme, texts, glyphs) = (canvas.theme(), canvas.texts(), canvas.glyphs());
        let stages = self.stages(world);
        let rows = u16::try_from(stages.len()).unwrap_or(u16::MAX).min(area.height.saturating_sub(7));
        let room = overlay::frame(canvas, area, texts.run.stages_title, (44, rows));
        let window = self.cursor.window(stages.len(), usize::from(room.height));
        let shown = stages.iter().enumerate().skip(window.start).take(window.len());
        for ((index, stage), y) in shown.zip(room.top()..room.bottom()) {
            if index == self.cursor.row(stages.len()) {
                canvas.focus(Rect { y, height: 1, ..room });
            }
            let (sign, style) = match stage {
                _ if index == self.here => (glyphs.here, theme.here()),
                stage if stage.is_visited() => (glyphs.done, theme.quiet()),
                _ => (glyphs.to_come, theme.text()),
            };
            let title = if index == self.here { theme.text() } else { style };
            canvas.put(room.x, y, 2, sign, style);
            let minutes = (texts.dates.length)(stage.current_minutes().into());
            let used = canvas.put_right(room.right(), y, room.width, &minutes, theme.quiet());
            canvas.put(room.x + 3, y, room.width.saturating_sub(used + 5), &stage.title, title);
        }
        overlay::footer(canvas, area, world, self);
        None
    }
}
