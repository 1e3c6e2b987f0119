//! The right side of home: what is due soon, and one session that is worth a look back.

use ratatui::layout::Rect;

use super::digest::{Digest, Due};
use crate::lang::Texts;
use crate::model::session::Session;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::text;
use crate::tui::world::World;

/// Columns of the day and of the gap after it.
fn day_width(texts: &Texts) -> u16 {
    u16::try_from((text::width(texts.plan.late) + 2).max(8)).unwrap_or(u16::MAX)
}

/// Draws it; what there is none of takes no room.
pub(super) fn view(digest: &Digest, world: &World, area: Rect, canvas: &mut Canvas<'_>, is_airy: bool) {
    let look_back = digest.look_back.and_then(|place| world.library.volumes().get(place)).map(|volume| &volume.session);
    let kept = if look_back.is_some() { 7 } else { 0 };
    let mut y = area.y;
    if !digest.due.is_empty() {
        let room = Rect { height: area.height.saturating_sub(kept), ..area };
        y = due(&digest.due, room, canvas, is_airy) + 2;
    }
    if let Some(session) = look_back {
        suggestion(session, world, Rect { y, height: area.bottom().saturating_sub(y), ..area }, canvas);
    }
}

/// Draws the list; the row below it.
fn due(due: &[Due], area: Rect, canvas: &mut Canvas<'_>, is_airy: bool) -> u16 {
    let (theme, texts) = (canvas.theme(), canvas.texts());
    canvas.put(area.x, area.y, area.width, texts.home.due_soon, theme.quiet());
    let step = if is_airy { 3 } else { 2 };
    let room = usize::from(area.height.saturating_sub(2) / step);
    let fits = if due.len() > room { room.saturating_sub(1) } else { room };
    let mut y = area.y + 2;
    for each in due.iter().take(fits) {
        one(each, Rect { y, height: 2, ..area }, canvas);
        y += step;
    }
    if due.len() > fits {
        let more = (texts.frame.more)(due.len() - fits);
        let day = day_width(texts);
        canvas.put(area.x + day, y, area.width.saturating_sub(day), &more, theme.quiet());
        return y + 1;
    }
    y.saturating_sub(u16::from(is_airy))
}

fn one(due: &Due, area: Rect, canvas: &mut Canvas<'_>) {
    let (theme, texts, separator) = (canvas.theme(), canvas.texts(), canvas.glyphs().separator);
    let day_width = day_width(texts);
    let (x, width) = (area.x + day_width, area.width.saturating_sub(day_width));
    let weekday = (texts.dates.weekday)(due.day);
    let day = if due.is_late { texts.plan.late } else { &weekday };
    canvas.put(area.x, area.y, day_width - 1, day, if due.is_near { theme.look() } else { theme.text() });
    canvas.put(x, area.y, width, &due.text, theme.text());
    let owner = if due.owner.is_empty() { texts.frame.no_owner } else { &due.owner };
    if due.is_late {
        canvas.put(area.x, area.y + 1, day_width - 1, &(texts.dates.short)(due.day), theme.quiet());
    }
    canvas.put(x, area.y + 1, width, &format!("{owner} {separator} {}", due.of), theme.quiet());
}

fn suggestion(session: &Session, world: &World, area: Rect, canvas: &mut Canvas<'_>) {
    let (theme, texts) = (canvas.theme(), canvas.texts());
    if area.height < 5 {
        return;
    }
    canvas.put(area.x, area.y, area.width, texts.home.look_back, theme.quiet());
    canvas.put(area.x, area.y + 2, area.width, &session.title, theme.text());
    let weeks = session.day().map_or(0, |day| (world.today() - day).num_weeks());
    let (done, all) = session.progress();
    let words = (texts.home.weeks_on)(u64::try_from(weeks).unwrap_or(0), done, all);
    canvas.paragraph(Rect { y: area.y + 3, height: 2, ..area }, &words, theme.quiet());
}
