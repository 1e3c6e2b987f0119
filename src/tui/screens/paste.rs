//! A paste of several lines: many items, or one.

use ratatui::layout::{Position, Rect};
use uuid::Uuid;

use super::{Component, Go, Reply};
use crate::tui::effect::Over;
use crate::tui::keymap::{Action, Place};
use crate::tui::notice::Notice;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::overlay;
use crate::tui::world::World;

/// Rows of quoted lines at most, the one that counts the rest included.
const QUOTED: usize = 4;

/// The lines that were pasted, and the choice.
pub struct Paste {
    session: Uuid,
    lines: Vec<String>,
    cursor: Cursor,
}

impl Paste {
    /// Asks about these lines, meant for a session.
    pub fn of(session: Uuid, lines: Vec<String>) -> Self {
        Self { session, lines, cursor: Cursor::default() }
    }
}

impl Component for Paste {
    fn place(&self, _world: &World) -> Place {
        Place::Paste
    }

    fn can(&self, action: Action, _world: &World) -> bool {
        action.is_for_overlay()
    }

    fn arrive(&mut self, world: &mut World) {
        world.hold(self.session, Some(Over::Paste { lines: self.lines.clone() }));
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        match action {
            Action::Enter => {
                world.hold(self.session, None);
                let is_many = self.cursor.row(2) == 0;
                Go::Reply(Reply::Paste { lines: std::mem::take(&mut self.lines), is_many })
            }
            action if self.cursor.act(action, 2) => Go::Stay,
            Action::Back | Action::StopTyping => {
                world.hold(self.session, None);
                world.say(Notice::calm(world.texts().run.paste_left));
                Go::Back
            }
            action if action.is_for_overlay() => Go::Pass(action),
            _ => Go::Stay,
        }
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        let quoted: Vec<&String> = self.lines.iter().filter(|line| !line.trim().is_empty()).collect();
        let shown = if quoted.len() > QUOTED { QUOTED - 1 } else { quoted.len() };
        let rest = quoted.len() - shown;
        let rows = u16::try_from(shown).unwrap_or(0) + u16::from(rest > 0);
        let title = (texts.run.paste_title)(&self.lines.len().to_string());
        let room = overlay::frame(canvas, area, &title, (56, 3 + rows));
        let choices = [(texts.run.paste_many)(self.lines.len()), texts.run.paste_one.to_owned()];
        for ((index, choice), y) in choices.iter().enumerate().zip(room.top()..room.bottom()) {
            if index == self.cursor.row(2) {
                canvas.focus(Rect { y, height: 1, ..room });
            }
            canvas.put(room.x, y, room.width, choice, theme.text());
        }
        let more = (rest > 0).then(|| (texts.frame.more)(rest));
        let below = quoted.into_iter().take(shown).map(|line| (texts.prepare.quoted)(line.trim())).chain(more);
        for (quote, y) in below.zip(room.top() + 3..room.bottom()) {
            canvas.put(room.x, y, room.width, &quote, theme.quiet());
        }
        overlay::footer(canvas, area, world, self);
        None
    }
}
