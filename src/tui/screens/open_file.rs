//! A line for the path of a session file from elsewhere.

use std::path::PathBuf;

use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::{Component, Go};
use crate::tui::effect::Effect;
use crate::tui::key::Key;
use crate::tui::keymap::{Action, Place};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::{footer, frame, overlay};
use crate::tui::world::World;

/// The path that is typed.
#[derive(Default)]
pub struct OpenFile {
    line: Editor,
}

impl OpenFile {
    /// The path; a terminal into which a file is dragged writes quotes around it.
    fn path(&self) -> &str {
        let line = self.line.text().trim();
        let unquoted = |quote| line.strip_prefix(quote).and_then(|line| line.strip_suffix(quote));
        unquoted('\'').or_else(|| unquoted('"')).unwrap_or(line)
    }
}

impl Component for OpenFile {
    fn place(&self, _world: &World) -> Place {
        Place::OpenFile
    }

    fn can(&self, action: Action, world: &World) -> bool {
        match action {
            Action::Enter => !self.path().is_empty(),
            Action::Find => false,
            _ => world.can(action),
        }
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        match action {
            Action::Enter if self.path().is_empty() => Go::Stay,
            Action::Enter => {
                world.ask(Effect::Open(PathBuf::from(self.path())));
                Go::Back
            }
            Action::Find => Go::Stay,
            _ => Go::Pass(action),
        }
    }

    fn key(&mut self, key: &Key, _world: &mut World) -> Go {
        self.line.key(key);
        Go::Stay
    }

    fn paste(&mut self, text: &str, _world: &mut World) -> Go {
        self.line.insert(text);
        Go::Stay
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let (theme, words) = (canvas.theme(), world.texts().welcome);
        let room = overlay::frame(canvas, area, words.which_file, (64, 1));
        let bottom = Rect {
            x: area.x + frame::MARGIN,
            y: area.bottom().saturating_sub(1),
            width: area.width.saturating_sub(2 * frame::MARGIN),
            height: 1,
        };
        footer::draw(canvas, bottom, world, self);
        let caret = self.line.view(room, canvas.buf(), theme.text(), &Span::styled(words.open_hint, theme.quiet()));
        canvas.focus(room);
        caret.map(Position::from)
    }
}
