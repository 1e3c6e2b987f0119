//! After a long absence: does that time count?

use ratatui::layout::{Position, Rect};
use uuid::Uuid;

use super::{Component, Go};
use crate::tui::keymap::{Action, Place};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::{overlay, text};
use crate::tui::world::World;

/// The question, and how long the absence was.
pub struct Away {
    session: Uuid,
    minutes: u32,
}

impl Away {
    /// Asks about so many minutes in which nobody was there.
    pub fn of(session: Uuid, minutes: u32) -> Self {
        Self { session, minutes }
    }

    fn leave_out(&self, world: &mut World) -> Go {
        let seconds = i64::from(self.minutes) * 60;
        if let Some(change) = world.session(self.session).and_then(|session| session.uncount(seconds)) {
            world.advance(self.session, change);
        }
        Go::Back
    }
}

impl Component for Away {
    fn place(&self, _world: &World) -> Place {
        Place::Away
    }

    fn can(&self, action: Action, _world: &World) -> bool {
        // Going back is "no", which the footer names already.
        matches!(action, Action::Yes | Action::No) || (action.is_for_overlay() && action != Action::Back)
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        match action {
            Action::Yes => Go::Back,
            Action::No | Action::Back => self.leave_out(world),
            action if action.is_for_overlay() => Go::Pass(action),
            _ => Go::Stay,
        }
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        let ask = (texts.time.away)(usize::try_from(self.minutes).unwrap_or(usize::MAX));
        let width = 52.min(area.width.saturating_sub(10));
        let rows = |words: &str| u16::try_from(text::wrap(words, width.into()).len()).unwrap_or(1);
        let asked = rows(&ask);
        let room = overlay::frame(canvas, area, texts.time.title, (width, asked + 1 + rows(texts.time.away_hint)));
        canvas.paragraph(room, &ask, theme.strong());
        let hint = Rect { y: room.y + asked + 1, ..room }.intersection(room);
        canvas.paragraph(hint, texts.time.away_hint, theme.quiet());
        overlay::footer(canvas, area, world, self);
        None
    }
}
