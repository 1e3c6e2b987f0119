//! What the host lets the room see: the scene, the curtain, and whether it follows or is held.

use std::rc::Rc;
use std::sync::Arc;

use uuid::Uuid;

use super::effect::Effect;
use super::screens::room::sight::Sight;
use super::world::World;
use crate::lang::Texts;
use crate::model::item::Item;
use crate::model::session::Session;
use crate::model::shared::live::{At, Live, Scene};
use crate::model::shared::{Shared, family, needs_family};
use crate::model::stage::Sheet;

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
    /// The page that is being written, as it was before.
    page: Option<Page>,
    /// The revision of the library and the choices for which `sight` holds.
    known: Option<(u64, Scene, At, bool)>,
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
            page: None,
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

/// A page as it was when somebody began to write on it.
#[derive(Clone, Debug)]
struct Page {
    at: At,
    /// The record that holds the words; none while nothing was written.
    item: Option<Item>,
}

impl Page {
    fn of(session: &Session, at: At) -> Self {
        Self { at, item: Self::records(session, at).and_then(|sheet| sheet.items.first()).cloned() }
    }

    fn records(session: &Session, at: At) -> Option<&Sheet> {
        let stage = session.stages.get(at.stage)?;
        Some(session.records_of(stage, stage.sheets.get(at.sheet)?).1)
    }

    /// The session with the page as it was.
    fn before(&self, session: &Session) -> Session {
        let mut session = session.clone();
        let written =
            Self::records(&session, self.at).and_then(|sheet| sheet.items.first()).map(|item| item.id.clone());
        for sheet in session.stages.iter_mut().flat_map(|stage| &mut stage.sheets) {
            match (sheet.items.first_mut().filter(|item| Some(&item.id) == written.as_ref()), &self.item) {
                (Some(item), Some(before)) => item.clone_from(before),
                (Some(_), None) => drop(sheet.items.remove(0)),
                (None, _) => {}
            }
        }
        session
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

    /// Brings what the room sees up to date; `at` is the question at hand where its session is on the screen. Of a page
    /// that `is_writing` it sees what stood there before: half a sentence is nobody's business.
    pub(super) fn share(&mut self, at: Option<At>, is_writing: bool) {
        let Some(mut room) = self.room.take() else { return };
        let revision = self.library.revision();
        room.at = at.unwrap_or(room.at);
        room.page = if is_writing {
            let known = room.page.take().filter(|page| page.at == room.at);
            known.or_else(|| Some(Page::of(self.session(room.session)?, room.at)))
        } else {
            None
        };
        let wanted = (revision, room.scene, room.at, is_writing);
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
        let all = if needs_family(session, room.scene, room.at) {
            family(session, self.library.sessions())
        } else {
            Vec::new()
        };
        // The room speaks the language in which it is asked, whatever the host's screens speak.
        let shared = room.page.as_ref().map_or_else(|| Shared::of(session), |page| Shared::of(&page.before(session)));
        Live::new(shared, all, room.scene, room.at, &session.language)
    }
}
