//! What the host lets the room see: the scene, the curtain, and whether it follows or is held.

use std::rc::Rc;
use std::sync::Arc;

use uuid::Uuid;

use super::effect::Effect;
use super::screens::room::sight::Sight;
use super::world::World;
use crate::lang::Texts;
use crate::model::session::Session;
use crate::model::shared::live::{At, Live, Scene};
use crate::model::shared::{Shared, family};

/// A session that is being shown.
#[derive(Clone, Debug)]
pub struct Room {
    /// The session.
    pub session: Uuid,
    /// What was chosen to be seen.
    pub scene: Scene,
    /// Whether nothing but the time of day is shown.
    pub is_blank: bool,
    /// Whether what is seen stays as it is while the host edits.
    pub is_held: bool,
    /// Whether this window is the shared one.
    pub is_here: bool,
    /// The question at hand.
    at: At,
    /// The revision of the library and the choices for which `sight` holds.
    known: Option<(u64, Scene, At)>,
    sight: Option<Rc<Sight>>,
}

impl Room {
    /// A room that sees the question at hand of a session.
    pub fn of(session: Uuid) -> Self {
        Self {
            session,
            scene: Scene::default(),
            is_blank: false,
            is_held: false,
            is_here: false,
            at: At::default(),
            known: None,
            sight: None,
        }
    }

    /// What is seen now.
    pub fn sight(&self) -> Option<&Rc<Sight>> {
        self.sight.as_ref()
    }

    /// In a word or two what is seen now, for the host.
    pub fn mark(&self, texts: &Texts) -> String {
        let scene = name(self.scene, texts);
        let words = match (self.is_blank, self.is_held) {
            (true, _) => texts.room.blank.to_owned(),
            (false, true) => (texts.room.held)(scene),
            (false, false) => scene.to_owned(),
        };
        (texts.room.sees)(&words)
    }
}

/// The name of a scene for people.
pub fn name(scene: Scene, texts: &Texts) -> &'static str {
    let at = Scene::ALL.iter().position(|each| *each == scene).unwrap_or_default();
    texts.room.scenes.get(at).copied().unwrap_or_default()
}

impl World {
    /// Lets the room see a scene of a session; whatever was held follows again.
    pub fn show(&mut self, session: Uuid, scene: Scene) {
        let room = match self.room.take() {
            Some(room) if room.session == session => room,
            _ => Room::of(session),
        };
        self.room = Some(Room { scene, is_blank: false, is_held: false, ..room });
        self.library.show_only(Some(session));
    }

    /// Lets the room see nothing any more.
    pub fn stop_showing(&mut self) {
        if self.room.take().is_some() {
            self.library.show_only(None);
            self.ask(Effect::HideFromRoom);
        }
    }

    /// Brings what the room sees up to date; `at` is the question at hand where its session is on the screen.
    pub(super) fn share(&mut self, at: Option<At>) {
        let Some(mut room) = self.room.take() else { return };
        let revision = self.library.revision();
        room.at = at.unwrap_or(room.at);
        let wanted = (revision, room.scene, room.at);
        let is_new = room.known != Some(wanted) && !(room.is_held && room.sight.is_some());
        let is_drawn = room.sight.as_ref().is_some_and(|sight| sight.live.is_blank != room.is_blank);
        if is_new || is_drawn {
            let live = match &room.sight {
                Some(sight) if !is_new => Some(sight.live.clone()),
                _ => self.session(room.session).map(|session| self.live(session, &room)),
            };
            room.known = if is_new { Some(wanted) } else { room.known };
            let live = live.map(|live| Live { is_blank: room.is_blank, ..live });
            if let Some(live) = live.filter(|live| room.sight.as_ref().is_none_or(|sight| sight.live != *live)) {
                self.ask(Effect::ShowToRoom(Arc::new(live.clone())));
                room.sight = Some(Rc::new(Sight::of(live)));
            }
        }
        self.room = Some(room);
    }

    fn live(&self, session: &Session, room: &Room) -> Live {
        let all = if room.scene.needs_family() { family(session, self.library.sessions()) } else { Vec::new() };
        // The room speaks the language in which it is asked, whatever the host's screens speak.
        Live::new(Shared::of(session), all, room.scene, room.at, &session.language)
    }
}
