//! What comes next: the proposal that a closing offers, and how it is taken.

use super::Run;
use crate::model::capture::{Capture, fresh};
use crate::model::change::Change;
use crate::model::id::IdSource;
use crate::model::item::Item;
use crate::model::sheet::SheetKind;
use crate::tui::notice::Notice;
use crate::tui::screens::home::upcoming;
use crate::tui::world::World;

/// The number that takes the proposal.
const TAKES: &str = "1";

impl Run {
    /// The proposal in words, where the question at hand is when to meet again and the answer lacks what it says.
    pub(super) fn proposed(capture: &Capture<'_>, world: &World) -> Option<String> {
        if capture.sheet.kind != SheetKind::Closing || capture.slot.id != "next" {
            return None;
        }
        let next = upcoming::proposal(capture.session, world)?;
        let title = upcoming::title(&next, world);
        match capture.at_hand() {
            None => {
                let dot = world.look.glyphs.separator;
                let reason = upcoming::reason(&next, world);
                Some(format!("{} {dot} {title} {dot} {reason}", (world.texts().dates.medium)(next.day)))
            }
            Some(_) => capture.field().filter(|field| field.key == "theme").map(|_| title.to_owned()),
        }
    }

    /// The edit that takes the proposal, where `line` is the number that does.
    pub(super) fn take_proposal(
        capture: &Capture<'_>,
        line: &str,
        world: &World,
        ids: &mut IdSource,
    ) -> Option<Change> {
        Self::proposed(capture, world).filter(|_| line == TAKES)?;
        let next = upcoming::proposal(capture.session, world)?;
        let theme = upcoming::title(&next, world);
        if let Some(item) = capture.at_hand() {
            return Some(Change::Set { id: item.id.clone(), key: "theme".to_owned(), value: Some(theme.into()) });
        }
        let id = fresh(capture.session, ids, capture.slot.prefix);
        let mut item = Item::new(id, "slot", capture.slot.id).with("date", next.day.to_string()).with("theme", theme);
        capture.sheet.veil(&mut item.values);
        Some(Change::Insert { place: capture.place(), index: capture.sheet.items.len(), item })
    }

    /// Says after closing what could come next, and lets home choose the session.
    pub(super) fn propose(&self, world: &mut World) {
        world.ended = Some(self.session);
        let Some(session) = world.session(self.session) else { return };
        let Some((title, day)) = upcoming::named(session, world) else { return };
        let words = (world.texts().panel.next_is)(&title, &(world.texts().dates.medium)(day));
        let saved = world.notice().map_or_else(String::new, |notice| format!(" {}", notice.text));
        world.say(Notice::calm(format!("{words}{saved}")));
    }
}
