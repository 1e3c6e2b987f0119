//! The follow-up: the promises of earlier sessions, and what was decided about each.

use std::rc::Rc;

use ratatui::layout::Rect;
use uuid::Uuid;

use super::Run;
use crate::model::follow_up::Outcome;
use crate::model::library::Promise;
use crate::model::session::Session;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::{frame, record};
use crate::tui::world::World;

impl Run {
    /// The promises of earlier sessions that this one looks at.
    pub(super) fn promises<'a>(&self, world: &'a World) -> Vec<Promise<'a>> {
        let earlier = self.earlier(world).collect();
        world.session(self.session).map_or_else(Vec::new, |session| Promise::among(earlier, session))
    }

    /// The earlier sessions of the thread, newest first, looked for anew only when the library has changed.
    pub(super) fn earlier<'a>(&self, world: &'a World) -> impl Iterator<Item = &'a Session> + use<'a> {
        let revision = world.library.revision();
        let mut known = self.earlier.borrow_mut();
        if known.0 != Some(revision) {
            let found = world.session(self.session).map_or_else(Vec::new, |session| world.library.before(session));
            *known = (Some(revision), found.iter().map(|session| session.id).collect());
        }
        let ids = Rc::clone(&known.1);
        (0..ids.len()).filter_map(move |place| world.session(*ids.get(place)?))
    }
}

/// Whether session `here` has decided about it.
pub(super) fn is_decided(promise: &Promise<'_>, here: Uuid) -> bool {
    promise.action.history.iter().any(|news| news.session == Some(here))
}

/// How many promises nobody has decided about in session `here`.
pub(crate) fn undecided(here: Uuid, world: &World) -> usize {
    let promises = world.session(here).map_or_else(Vec::new, |session| world.library.promises(session));
    promises.iter().filter(|promise| !is_decided(promise, here)).count()
}

pub(super) fn draw(run: &Run, world: &World, area: Rect, canvas: &mut Canvas<'_>) {
    let (texts, theme) = (canvas.texts(), canvas.theme());
    let promises = run.promises(world);
    if promises.is_empty() {
        canvas.paragraph(area, texts.follow.none, theme.quiet());
        return;
    }
    let step = if frame::is_short(canvas.area()) { 2 } else { 3 };
    // A list that is longer than its room says so in its last row.
    let is_long = promises.len() * usize::from(step) > usize::from(area.height) + 1;
    let height = area.height.saturating_sub(u16::from(is_long));
    let fits = usize::from((height + 1) / step).max(1);
    let row = run.cursor.row(promises.len());
    let window = run.cursor.window(promises.len(), fits);
    if is_long {
        let hidden = (texts.frame.more)(promises.len().saturating_sub(window.len()));
        canvas.put(area.x + 3, area.bottom().saturating_sub(1), area.width, &hidden, theme.quiet());
    }
    for (index, y) in window.zip((area.y..).step_by(usize::from(step))) {
        let Some(promise) = promises.get(index) else { continue };
        let room = Rect { y, height: 2, ..area }.intersection(area);
        if index == row {
            canvas.focus(room);
        }
        draw_one(run, promise, world, room, canvas);
    }
}

fn draw_one(run: &Run, promise: &Promise<'_>, world: &World, area: Rect, canvas: &mut Canvas<'_>) {
    let (texts, theme, glyphs) = (canvas.texts(), canvas.theme(), canvas.glyphs());
    let Promise { home, action } = promise;
    let decided = world.session(run.session).and_then(|here| Outcome::of(action, here));
    let outcome = decided.and_then(|outcome| {
        let place = Outcome::ALL.iter().position(|each| *each == outcome)?;
        texts.follow.outcomes.get(place)
    });
    let (sign, style) = match outcome {
        Some(_) => (glyphs.done, theme.quiet()),
        None => (glyphs.to_come, theme.text()),
    };
    canvas.put(area.x, area.y, 2, sign, theme.quiet());
    let word = outcome.map_or(String::new(), |outcome| (*outcome).to_owned());
    let taken = canvas.put_right(area.right(), area.y, area.width / 2, &word, theme.quiet());
    canvas.put(area.x + 3, area.y, area.width.saturating_sub(taken + 5), record::name(action), style);
    if area.height < 2 {
        return;
    }
    let Some(slot) = home.slot_of(&action.id) else { return };
    let mut facts = record::facts(action, &slot, home, world.today(), canvas);
    facts.truncate(2);
    if action.carried() > 0 {
        facts.push(((texts.follow.carried)(action.carried()), theme.look()));
    }
    facts.push(((texts.follow.from)(&home.title), theme.quiet()));
    let pieces = record::fitting(&facts, area.width.saturating_sub(3), canvas);
    let pieces: Vec<_> = pieces.iter().map(|(words, style)| (words.as_str(), *style)).collect();
    canvas.pieces(area.x + 3, area.y + 1, area.width.saturating_sub(3), &pieces);
}
