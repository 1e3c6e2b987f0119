//! The rail at the left: the stages, the questions of this one, and what was parked.

use ratatui::layout::Rect;

use super::{Run, options};
use crate::model::item::Item;
use crate::model::session::Session;
use crate::model::stage::Sheet;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::world::World;

/// Columns of the rail.
pub(super) const WIDTH: u16 = 20;

pub(super) fn draw(run: &Run, world: &World, area: Rect, canvas: &mut Canvas<'_>) {
    let Some(here) = run.here(world) else { return };
    let mut y = stages(run, here.session, area, canvas) + 1;
    y = questions(run, &here.stage.sheets, area, y, canvas);
    parked(run, here.session, world, Rect { y, height: area.bottom().saturating_sub(y), ..area }, canvas);
}

/// The stages, as many around the one at hand as fit; the first free row.
fn stages(run: &Run, session: &Session, area: Rect, canvas: &mut Canvas<'_>) -> u16 {
    let (theme, glyphs) = (canvas.theme(), canvas.glyphs());
    let room = usize::from(area.height.saturating_sub(4).max(3));
    let top = run.at.stage.saturating_sub(room / 2).min(session.stages.len().saturating_sub(room));
    let mut y = area.y;
    for (index, stage) in session.stages.iter().enumerate().skip(top).take(room) {
        let (sign, words, style) = if index == run.at.stage {
            (glyphs.here, theme.here(), theme.here().add_modifier(ratatui::style::Modifier::BOLD))
        } else if stage.is_visited() {
            (glyphs.done, theme.quiet(), theme.quiet())
        } else {
            (glyphs.to_come, theme.quiet(), theme.quiet())
        };
        canvas.put(area.x, y, 1, sign, words);
        canvas.put(area.x + 2, y, area.width.saturating_sub(2), &stage.title, style);
        y += 1;
    }
    y
}

/// "Question 2 of 3" and a dot for each; the first free row.
fn questions(run: &Run, sheets: &[Sheet], area: Rect, y: u16, canvas: &mut Canvas<'_>) -> u16 {
    let (texts, theme, glyphs) = (canvas.texts(), canvas.theme(), canvas.glyphs());
    let all: usize = sheets.iter().map(options::steps).sum();
    let before: usize = sheets.iter().take(run.at.sheet).map(options::steps).sum();
    let at = before + run.at.prompt;
    if all < 2 || y + 2 >= area.bottom() {
        return y;
    }
    canvas.put(area.x, y, area.width, &(texts.run.question)(at + 1, all), theme.quiet());
    for (index, x) in (0..all).zip((area.x..area.right()).step_by(2)) {
        let (sign, style) = if index <= at { (glyphs.here, theme.here()) } else { (glyphs.to_come, theme.quiet()) };
        canvas.put(x, y + 1, 1, sign, style);
    }
    y + 3
}

/// The parked thoughts, and below them those that the session before left pending.
fn parked(run: &Run, session: &Session, world: &World, area: Rect, canvas: &mut Canvas<'_>) {
    let (texts, quiet) = (canvas.texts(), canvas.theme().quiet());
    let mut rows: Vec<String> = Vec::new();
    let pending = |item: &&Item| item.is_pending();
    let words = |item: &Item| item.text("text").to_owned();
    if !session.parked.is_empty() {
        rows.push(texts.run.parked.to_owned());
        rows.extend(session.parked.iter().map(words));
    }
    if let Some(before) = run.earlier(world).next() {
        let left: Vec<String> = before.parked.iter().filter(pending).map(words).collect();
        if !left.is_empty() {
            rows.extend((!rows.is_empty()).then(String::new));
            rows.push((texts.run.from_before)(&before.title));
            rows.extend(left);
        }
    }
    for (row, y) in rows.iter().zip(area.y..area.bottom()) {
        canvas.put(area.x, y, area.width, row, quiet);
    }
}
