//! What the program does for the room: keeps what it sees up to date, and lets the host choose.

use super::App;
use crate::tui::keymap::Action;
use crate::tui::notice::Notice;
use crate::tui::screens::present::Present;
use crate::tui::screens::{Screen, room};

impl App {
    /// Brings what the room sees up to date.
    pub(super) fn share(&mut self) {
        let Some(session) = self.world.room.as_ref().map(|room| room.session) else { return };
        let running = self.screens.iter().find(|screen| screen.running() == Some(session));
        let at = running.and_then(|screen| screen.component().at());
        let is_writing = running.is_some_and(|screen| screen.component().is_writing(&self.world));
        self.world.share(at, is_writing);
    }

    /// Whether the room sees this window.
    pub(super) fn is_seen(&self) -> bool {
        self.screens.iter().any(|screen| matches!(screen, Screen::Room(_)))
    }

    /// Whether the room sees this window with nothing but the time of day in it.
    pub(super) fn is_behind_curtain(&self) -> bool {
        self.is_seen() && self.world.room.as_ref().is_some_and(|room| room.is_blank)
    }

    /// The words for the terminal's title while something is shown: they come from what the room sees.
    pub(super) fn shown_title(&self) -> Option<String> {
        let room = self.world.room.as_ref()?;
        Some(room.sight().map_or("offsite", |sight| sight.title()).to_owned())
    }

    /// Lets the host choose, or draws the curtain, or holds what is seen.
    pub(super) fn of_room(&mut self, action: Action) {
        if action != Action::Present {
            if let Some(words) = room::switch(action, &mut self.world) {
                self.world.say(Notice::calm(words));
            }
            return;
        }
        let running = self.screens.iter().rev().find_map(Screen::running);
        match self.world.room.as_ref().map(|room| room.session).or(running) {
            Some(session) => {
                let present = Present::of(session, &self.world);
                self.open(Screen::Present(present));
            }
            None => self.world.say(Notice::calm(self.world.texts().room.no_session)),
        }
    }

    /// The second screens do not see what they should.
    pub(super) fn not_shown(&mut self, why: &str) {
        let words = (self.world.texts().room.not_shared)(why);
        self.world.say(Notice::wrong(words, ""));
    }
}
