//! The scenes that say where you are: the title, the stages with their minutes, and a break.

use chrono::{DateTime, FixedOffset, TimeDelta};
use ratatui::layout::Rect;

use super::answers::heading;
use super::minutes;
use super::page::Page;
use super::sight::Sight;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::clock_line;

/// The name of the session, for whom, when and where, and who is there.
pub(super) fn draw_title(sight: &Sight, page: &Page, canvas: &mut Canvas<'_>) {
    let (shared, theme, texts) = (&sight.live.shared, canvas.theme(), canvas.texts());
    let title = if shared.title.is_empty() { texts.frame.untitled } else { &shared.title };
    let day = sight.session.day().map(texts.dates.long).unwrap_or_default();
    let names: Vec<&str> =
        shared.participants.iter().filter(|person| person.is_in_room).map(|person| person.name.as_str()).collect();
    let with = if names.is_empty() { String::new() } else { (texts.room.with)(&names.join(", ")) };
    let area = page.wide_body();
    let mut y = area.y + area.height / 4;
    for (words, style) in [
        (title, theme.strong()),
        (&shared.client, theme.text()),
        (&day, theme.quiet()),
        (&shared.place, theme.quiet()),
        (&with, theme.quiet()),
    ] {
        if !words.is_empty() && y < area.bottom() {
            let room = Rect { y, height: area.bottom().saturating_sub(y).min(2), ..area };
            y += canvas.paragraph(room, words, style) + u16::from(area.height > 10);
        }
    }
}

/// Every stage with its minutes: what was, what is, what is to come.
pub(super) fn draw(sight: &Sight, page: &Page, canvas: &mut Canvas<'_>) {
    let (shared, theme, glyphs, texts) = (&sight.live.shared, canvas.theme(), canvas.glyphs(), canvas.texts());
    let area = heading(canvas, page.wide_body(), texts.room.agenda);
    let here = if shared.state.is_locked() { None } else { shared.stage_here() };
    let rows = u16::try_from(shared.stages.len()).unwrap_or(u16::MAX);
    let pitch = if rows.saturating_mul(2) <= area.height { 2 } else { 1 };
    // Where not all fit, those around the one at hand are shown.
    let fits = usize::from(area.height / pitch);
    let first = here.unwrap_or(0).saturating_sub(fits / 2).min(shared.stages.len().saturating_sub(fits));
    let mut y = area.y;
    for (at, stage) in shared.stages.iter().enumerate().skip(first).take(fits) {
        let (sign, style) = match stage.clock.began {
            _ if Some(at) == here => (glyphs.here, theme.here()),
            Some(_) => (glyphs.done, theme.quiet()),
            None => (glyphs.to_come, theme.text()),
        };
        let minutes = (texts.dates.length)(stage.minutes.into());
        canvas.put(area.x, y, 2, sign, style);
        let used = canvas.put_right(area.right(), y, area.width / 3, &minutes, theme.quiet());
        canvas.put(area.x + 3, y, area.width.saturating_sub(used + 5), &stage.title, style);
        y += pitch;
    }
}

/// A break, and when you go on.
pub(super) fn draw_break(sight: &Sight, page: &Page, now: DateTime<FixedOffset>, canvas: &mut Canvas<'_>) {
    let (theme, texts, area) = (canvas.theme(), canvas.texts(), page.body);
    canvas.put(area.x, area.y, area.width, texts.room.pause, theme.strong());
    let left = minutes::left(&sight.live.shared, sight.live.at.stage, now).filter(|left| *left > 0 && sight.is_break());
    let back = left.and_then(|left| now.checked_add_signed(TimeDelta::seconds(left)));
    if let Some(back) = back.filter(|_| area.height > 2) {
        let words = (texts.run.back_at)(&clock_line::time(back, canvas));
        canvas.put(area.x, area.y + 2, area.width, &words, theme.here());
    }
}
