//! Before a session closes: what is missing, and why it closes all the same.

use ratatui::layout::{Position, Rect};
use ratatui::text::Span;
use uuid::Uuid;

use super::{Component, Go, Reply};
use crate::lang::Texts;
use crate::model::capture::fresh;
use crate::model::change::Change;
use crate::model::course::Gap;
use crate::model::item::Item;
use crate::model::session::{Place as Home, Session};
use crate::tui::effect::{Draft, Effect, Over};
use crate::tui::key::Key;
use crate::tui::keymap::{Action, Place};
use crate::tui::notice::Notice;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::{overlay, text};
use crate::tui::world::World;

/// Columns inside the box.
const WIDTH: u16 = 60;

/// What is missing, and the reason being typed.
pub struct Closing {
    session: Uuid,
    gaps: Vec<Gap>,
    why: Editor,
}

impl Closing {
    /// Asks before a session closes in which so many promises of earlier ones were not looked at.
    pub fn of(session: Uuid, undecided: usize, world: &World) -> Self {
        let gaps = world.session(session).map(|session| session.gaps(undecided)).unwrap_or_default();
        Self { session, gaps, why: Editor::default() }
    }

    /// The same with the reason that was being typed in an earlier run.
    pub fn again(session: Uuid, reason: &str, undecided: usize, world: &World) -> Self {
        Self { why: Editor::line(reason), ..Self::of(session, undecided, world) }
    }

    fn remember(&self, world: &mut World) {
        let text = self.why.text().to_owned();
        world.hold(self.session, (!text.is_empty()).then_some(Over::Reason { text }));
    }

    /// Words that still wait in the lines of questions are parked: the session takes no answers any more.
    fn parked(&self, world: &mut World) -> Vec<Change> {
        let words: Vec<String> = world.drafts.get(&self.session).map_or_else(Vec::new, Draft::waiting);
        let mut ids = world.ids.clone();
        let Some(session) = world.session(self.session) else { return Vec::new() };
        let park = |(place, words): (usize, String)| {
            let item = Item::new(fresh(session, &mut ids, "k"), "text", words.trim()).with("state", "pending");
            Change::Insert { place: Home::Parked, index: session.parked.len() + place, item }
        };
        let parked = words.into_iter().enumerate().map(park).collect();
        world.ids = ids;
        parked
    }

    fn close(&self, world: &mut World) -> Go {
        let texts = world.texts();
        let why = self.why.text().trim();
        if !self.gaps.is_empty() && why.is_empty() {
            world.say(Notice::calm(texts.follow.reason_needed));
            return Go::Stay;
        }
        let closed = world.session(self.session).map(|session: &Session| session.close(why, world.now));
        let closed = closed.map(|close| Change::All(self.parked(world).into_iter().chain([close]).collect()));
        if !closed.is_some_and(|change| world.edit(self.session, texts.keys.close_session, change)) {
            world.say(Notice::calm(texts.run.read_only));
            return Go::Stay;
        }
        world.ask(Effect::Unlock(self.session));
        Go::Reply(Reply::Closed)
    }
}

/// One gap in words.
fn words(gap: &Gap, texts: &Texts) -> String {
    match gap {
        Gap::NoActions => texts.closing.no_actions.to_owned(),
        Gap::NoOwner(count) => (texts.closing.no_owner)(*count),
        Gap::NoDue(count) => (texts.closing.no_due)(*count),
        Gap::NoNextDate => texts.closing.no_next.to_owned(),
        Gap::Promises(count) => (texts.closing.promises)(*count),
    }
}

impl Component for Closing {
    fn place(&self, _world: &World) -> Place {
        Place::Closing
    }

    fn can(&self, action: Action, _world: &World) -> bool {
        action.is_for_overlay()
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        match action {
            Action::Enter => self.close(world),
            Action::Back | Action::StopTyping => {
                world.hold(self.session, None);
                Go::Back
            }
            action if action.is_for_overlay() => Go::Pass(action),
            _ => Go::Stay,
        }
    }

    fn key(&mut self, key: &Key, world: &mut World) -> Go {
        if !self.gaps.is_empty() {
            self.why.key(key);
            self.remember(world);
        }
        Go::Stay
    }

    fn paste(&mut self, text: &str, world: &mut World) -> Go {
        if !self.gaps.is_empty() {
            self.why.insert(text);
            self.remember(world);
        }
        Go::Stay
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        let width = WIDTH.min(area.width.saturating_sub(10));
        if self.gaps.is_empty() {
            let room = overlay::frame(canvas, area, texts.closing.title, (width, 1));
            canvas.put(room.x, room.y, room.width, texts.closing.nothing_missing, theme.text());
            overlay::footer(canvas, area, world, self);
            return None;
        }
        let bullet = format!("{}  ", canvas.glyphs().to_come);
        let gaps: Vec<String> = self.gaps.iter().map(|gap| words(gap, texts)).collect();
        let indent = u16::try_from(text::width(&bullet)).unwrap_or(0);
        let tall = |words: &String| u16::try_from(text::wrap(words, (width - indent).into()).len()).unwrap_or(1);
        let why = self.why.height(width).clamp(1, 3);
        let listed: u16 = gaps.iter().map(tall).sum();
        let gap = u16::from(area.height >= listed + why + 14);
        let room = overlay::frame(canvas, area, texts.closing.title, (width, 2 + listed + why + 2 * gap));
        canvas.put(room.x, room.y, room.width, texts.closing.missing, theme.text());
        let mut y = room.y + 1 + gap;
        for gap in &gaps {
            let row = Rect { x: room.x + indent, y, width: room.width.saturating_sub(indent), height: tall(gap) };
            canvas.put(room.x, y, indent, &bullet, theme.look());
            y += canvas.paragraph(row.intersection(room), gap, theme.text());
        }
        y += gap;
        canvas.put(room.x, y, room.width, texts.closing.why, theme.strong());
        let line = Rect { y: y + 1, height: why, ..room }.intersection(room);
        let caret = self.why.view(line, canvas.buf(), theme.text(), &Span::raw(""));
        overlay::footer(canvas, area, world, self);
        caret.map(Position::from)
    }
}
