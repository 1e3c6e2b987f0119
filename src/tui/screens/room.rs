//! The shared screen in this window: a scene of the projection and nothing else, until it is left.

use chrono::{DateTime, FixedOffset};
use ratatui::layout::{Position, Rect};
use uuid::Uuid;

use super::{Component, Go};
use crate::model::shared::live::Scene;
use crate::tui::keymap::{Action, Place};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::world::World;

mod agenda;
mod answers;
mod minutes;
mod page;
mod plan;
mod promises;
pub mod sight;

/// What the room sees, in the host's own window.
pub struct RoomScreen {
    session: Uuid,
    /// Whether a second screen showed the session before.
    had_second: bool,
}

impl RoomScreen {
    /// Shows a session here.
    pub fn of(session: Uuid, world: &mut World) -> Self {
        let had_second = world.room.is_some();
        if !had_second {
            world.show(session, Scene::default());
        }
        if let Some(room) = &mut world.room {
            room.is_here = true;
        }
        Self { session, had_second }
    }

    fn turn(&self, is_back: bool, world: &mut World) {
        let Some(room) = &world.room else { return };
        let at = Scene::ALL.iter().position(|scene| *scene == room.scene).unwrap_or_default();
        let last = Scene::ALL.len() - 1;
        let next = if is_back { at.checked_sub(1).unwrap_or(last) } else { (at + 1) % (last + 1) };
        if let Some(scene) = Scene::ALL.get(next) {
            world.show(self.session, *scene);
        }
    }
}

/// Draws or raises the curtain, or holds what is seen or lets it follow; what the host is told about it.
pub(crate) fn switch(action: Action, world: &mut World) -> Option<&'static str> {
    let says = world.texts().room;
    let room = world.room.as_mut()?;
    Some(match action {
        Action::Curtain => {
            room.is_blank = !room.is_blank;
            if room.is_blank { says.drawn } else { says.raised }
        }
        Action::Hold => {
            room.is_held = !room.is_held;
            if room.is_held { says.held_now } else { says.follows }
        }
        _ => return None,
    })
}

impl Component for RoomScreen {
    fn place(&self, _world: &World) -> Place {
        Place::Room
    }

    fn can(&self, action: Action, _world: &World) -> bool {
        matches!(
            action,
            Action::Left
                | Action::Right
                | Action::Curtain
                | Action::Hold
                | Action::Back
                | Action::Quit
                | Action::Suspend
                | Action::Redraw
                | Action::Commands
        )
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        match action {
            Action::Left | Action::Right => self.turn(action == Action::Left, world),
            Action::Curtain | Action::Hold => drop(switch(action, world)),
            action if self.can(action, world) => return Go::Pass(action),
            _ => {}
        }
        Go::Stay
    }

    fn leave(&mut self, world: &mut World) {
        if !self.had_second {
            world.stop_showing();
        } else if let Some(room) = &mut world.room {
            room.is_here = false;
        }
    }

    fn next_wake(&self, world: &World, now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
        world.room.as_ref()?.sight()?.next_change(now)
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let sight = world.room.as_ref()?.sight()?;
        let mut canvas = Canvas::new(canvas.buf(), sight.look(world.look));
        sight.draw(world.now, area, &mut canvas);
        None
    }
}

#[cfg(test)]
mod tests;
