//! The session that is being prepared: a new one that nobody has kept yet, or one of the library.

use uuid::Uuid;

use super::client::newest_before;
use crate::model::change::Change;
use crate::model::history::History;
use crate::model::session::Session;
use crate::tui::effect::{Draft as Words, Effect};
use crate::tui::keymap::Action;
use crate::tui::notice::Notice;
use crate::tui::world::World;

/// Where the session lives.
pub(super) enum Draft {
    /// Here, with the edits that can be taken back, until it is kept.
    New(Box<Session>, History),
    /// In the library.
    Kept(Uuid),
}

impl Draft {
    /// The session; none when it has left the library.
    pub(super) fn session<'a>(&'a self, world: &'a World) -> Option<&'a Session> {
        match self {
            Self::New(session, _) => Some(session),
            Self::Kept(id) => world.session(*id),
        }
    }

    /// Makes an edit that can be undone. True when it was made.
    pub(super) fn edit(&mut self, world: &mut World, what: String, change: Change) -> bool {
        match self {
            Self::New(session, history) => {
                let is_made = history.make(session, what, change).is_ok();
                Self::remember(session, world);
                is_made
            }
            Self::Kept(id) => world.edit(*id, what, change),
        }
    }

    /// No file holds a new session yet, so it is kept as half-typed words are.
    pub(super) fn remember(session: &Session, world: &mut World) {
        let draft = Words { prepared: Some(Box::new(session.clone())), ..Words::default() };
        world.ask(Effect::Keep(session.id, Box::new(draft)));
    }

    /// Takes the last edit back.
    pub(super) fn undo(&mut self, world: &mut World) {
        let says = world.texts().says;
        match self {
            Self::New(session, history) => {
                let done = history.undo(session);
                world.say(Notice::calm(done.map_or(says.nothing_to_undo.to_owned(), |what| (says.undone)(&what))));
            }
            Self::Kept(id) => world.undo(Some(*id)),
        }
    }

    /// Makes the last undone edit again.
    pub(super) fn redo(&mut self, world: &mut World) {
        let says = world.texts().says;
        match self {
            Self::New(session, history) => {
                let done = history.redo(session);
                world.say(Notice::calm(done.map_or(says.nothing_to_redo.to_owned(), |what| (says.redone)(&what))));
            }
            Self::Kept(id) => world.redo(Some(*id)),
        }
    }

    /// Whether a new session was worked on.
    pub(super) fn is_begun(&self) -> bool {
        matches!(self, Self::New(_, history) if history.can_undo())
    }

    /// Whether there is something to take back.
    pub(super) fn can_undo(&self, world: &World) -> bool {
        match self {
            Self::New(_, history) => history.can_undo(),
            Self::Kept(_) => world.can(Action::Undo),
        }
    }

    /// Puts a new session into the library.
    pub(super) fn keep(&mut self, world: &mut World) {
        if let Self::New(session, _) = self {
            let id = session.id;
            world.ask(Effect::Forget(id));
            // The library may still have been on its way when the session was begun.
            let thread = session.thread.or_else(|| newest_before(session, world));
            world.add(Session { thread, ..(**session).clone() });
            *self = Self::Kept(id);
        }
    }
}
