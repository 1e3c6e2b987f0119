//! What becomes of news from outside: other windows, other machines, tools that left copies behind.

use std::path::PathBuf;

use uuid::Uuid;

use super::App;
use crate::model::library::{Joined, Volume};
use crate::model::session::Session;
use crate::tui::effect::{Answer, Draft};
use crate::tui::notice::Notice;
use crate::tui::screens::settle::Settle;

impl App {
    /// What another window or program wrote; where nothing is new, nothing happens.
    pub(super) fn joined(&mut self, joined: &Joined) {
        let id = joined.session.id;
        let Some(before) = self.world.join(joined) else { return };
        self.renewed(&before);
        // Whoever only reads follows without a word.
        if self.world.can_write(id) && self.world.library.is_in_sight(id) {
            let title = self.world.session(id).map_or("", |session| &session.title);
            let is_running = self.screens.iter().any(|screen| screen.running().is_some());
            let way = Settle::way_from(self.place(), is_running, &self.world);
            let words = (self.world.texts().says.joined)(title, joined.clashes, &way);
            self.world.say(Notice::calm(words));
        }
    }

    /// A session of the list, as somebody else has left it.
    pub(super) fn changed(&mut self, volume: Volume) {
        let before = self.world.session(volume.session.id).cloned();
        self.world.change(volume);
        if let Some(before) = before {
            self.renewed(&before);
        }
    }

    /// A file that somebody has taken away from under the session that runs: to miss it is no order to let go.
    pub(super) fn missing(&mut self, id: Uuid) {
        if self.screens.iter().any(|screen| screen.running() == Some(id)) && self.world.put_back(id) {
            let title = self.world.session(id).map_or("", |session| &session.title);
            self.world.say(Notice::calm((self.world.texts().says.put_back)(title)));
        }
    }

    /// A version of an earlier run, or of a window that is gone.
    pub(super) fn recovered(&mut self, volume: Volume) {
        let before = self.world.recover(volume);
        if let Some(before) = before {
            self.renewed(&before);
        }
    }

    /// Half-typed words of a window that ran the session until now; newer ones of this run stand.
    pub(super) fn left(&mut self, id: Uuid, draft: Draft) {
        let was_busy = self.world.busy.remove(&id);
        let is_newer = self.world.drafts.get(&id).is_none_or(|own| own.at < draft.at);
        if is_newer {
            let own = self.world.drafts.remove(&id).filter(Draft::is_apart);
            self.world.drafts.insert(id, own.map_or_else(|| draft.clone(), |own| own.beside(Some(draft.clone()))));
        }
        if is_newer || was_busy {
            self.of_running(&Answer::Left(id, Box::new(draft)));
        }
    }

    /// Tells every screen that a session is another one than before.
    pub(super) fn renewed(&mut self, before: &Session) {
        for screen in &mut self.screens {
            screen.component_mut().renewed(before, &mut self.world);
        }
    }

    /// Sessions that a tool had left in several files.
    pub(super) fn put_together(&mut self, paths: &[PathBuf]) {
        let volumes = self.world.library.in_sight();
        let titles: Vec<&str> =
            volumes.filter(|each| paths.contains(&each.path)).map(|each| each.session.title.as_str()).collect();
        if let Some(title) = titles.first() {
            let words = (self.world.texts().says.put_together)(title, titles.len() - 1);
            self.world.say(Notice::calm(words));
        }
    }
}
