//! The plan as a board: open actions as cards under now, next and later.

use ratatui::layout::Rect;

use super::{Shown, facts};
use crate::model::plan::Entry;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::frame;

/// Columns between two columns of cards.
const GAP: u16 = 2;

/// Draws it with the selected card told below, or beside where there is room for a third pane.
pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, shown: &Shown<'_>) {
    let strip = if shown.is_wide() { 0 } else { strip_rows(area) };
    let cards = Rect { height: area.height.saturating_sub(strip), ..area };
    let side = if shown.is_narrow() { one_column(canvas, cards, shown) } else { three_columns(canvas, cards, shown) };
    if strip > 0
        && let Some(entry) = shown.entry()
    {
        canvas.rule(area.x, cards.bottom(), area.width);
        let below = Rect { y: cards.bottom() + 1, height: strip - 1, ..area };
        facts::strip(canvas, below, side, entry, shown.scene, shown.world);
    }
}

/// The rows of the strip below, its rule included.
fn strip_rows(area: Rect) -> u16 {
    match area.height {
        0..=7 => 0,
        8..=12 => 3,
        13..=19 => 4,
        _ => 5,
    }
}

/// Draws the columns side by side; where the last one begins.
fn three_columns(canvas: &mut Canvas<'_>, area: Rect, shown: &Shown<'_>) -> u16 {
    let (theme, pitch) = (canvas.theme(), (area.width + GAP).div_ceil(3));
    let blank = u16::from(!shown.is_tiny());
    for (column, (name, x)) in names(canvas).into_iter().zip((area.x..).step_by(usize::from(pitch))).enumerate() {
        let width = (pitch - GAP).min(area.right().saturating_sub(x));
        let count = format!(" {}", shown.cards(column).len());
        canvas.pieces(x, area.y, width, &[(name, theme.strong()), (&count, theme.quiet())]);
        let top = area.y + 1 + blank;
        stack(canvas, Rect { x, y: top, width, height: area.bottom().saturating_sub(top) }, column, shown);
    }
    area.x + 2 * pitch
}

/// Draws only the column that has the selection, under the names of all three; there is no column beside it.
fn one_column(canvas: &mut Canvas<'_>, area: Rect, shown: &Shown<'_>) -> u16 {
    let (theme, glyphs, (here, _)) = (canvas.theme(), canvas.glyphs(), shown.at);
    let mut x = area.x + canvas.put(area.x, area.y, area.width, glyphs.choice_before, theme.quiet()) + 1;
    for (column, name) in names(canvas).into_iter().enumerate() {
        let room = area.right().saturating_sub(x);
        let count = format!(" {}", shown.cards(column).len());
        let style = if column == here { theme.strong().patch(theme.here()) } else { theme.quiet() };
        x += canvas.pieces(x, area.y, room, &[(name, style), (&count, theme.quiet())]);
        let after = if column == 2 { format!(" {}", glyphs.choice_after) } else { format!(" {} ", glyphs.separator) };
        x += canvas.put(x, area.y, area.right().saturating_sub(x), &after, theme.quiet());
    }
    let top = area.y + 1 + u16::from(!shown.is_tiny());
    stack(canvas, Rect { y: top, height: area.bottom().saturating_sub(top), ..area }, here, shown);
    area.right()
}

fn names(canvas: &Canvas<'_>) -> [&'static str; 3] {
    let plan = &canvas.texts().plan;
    [plan.now, plan.next, plan.later]
}

/// Draws the cards of a column that fit, and how many follow.
fn stack(canvas: &mut Canvas<'_>, area: Rect, column: usize, shown: &Shown<'_>) {
    let cards = shown.cards(column);
    let theme = canvas.theme();
    if cards.is_empty() {
        canvas.put(area.x, area.y, area.width, canvas.texts().plan.nothing_later, theme.quiet());
        return;
    }
    let is_line = shown.is_narrow() && shown.is_short();
    let rows = if is_line { 1 } else { 2 };
    let gap = u16::from(!shown.is_short());
    let fit = |height: u16| usize::from((height + gap) / (rows + gap)).max(1);
    let fits = if cards.len() > fit(area.height) { fit(area.height.saturating_sub(1)) } else { fit(area.height) };
    let window = shown.window(column, (column == shown.at.0).then_some(shown.at.1), cards.len(), fits);
    let more = cards.len() - window.end;
    let mut y = area.y;
    for row in window {
        let Some(entry) = cards.get(row).and_then(|&place| shown.scene.entry(place)) else { continue };
        let card = Rect { y, height: rows, ..area }.intersection(area);
        if shown.at == (column, row) {
            canvas.focus(card);
        }
        if is_line {
            line(canvas, card, entry, shown, row);
        } else {
            self::card(canvas, card, entry, shown, (column, row));
        }
        y = y.saturating_add(rows + gap);
    }
    if more > 0 {
        let below = y.saturating_sub(gap).min(area.bottom().saturating_sub(1));
        canvas.put(area.x, below, area.width, &(canvas.texts().frame.more)(more), theme.quiet());
    }
}

fn card(canvas: &mut Canvas<'_>, area: Rect, entry: &Entry, shown: &Shown<'_>, at: (usize, usize)) {
    let theme = canvas.theme();
    let style = if at == shown.at { theme.strong() } else { theme.text() };
    canvas.put(area.x, area.y, area.width, &entry.text, style);
    if area.height > 1 {
        let words = facts::who_and_when(entry, shown.world);
        canvas.put(area.x, area.y + 1, area.width, &words, facts::urgency(entry, shown.world));
    }
}

/// A card on one line: the title, and at the right who and when.
fn line(canvas: &mut Canvas<'_>, area: Rect, entry: &Entry, shown: &Shown<'_>, row: usize) {
    let theme = canvas.theme();
    let words = facts::who_and_when(entry, shown.world);
    let style = if row == shown.at.1 { theme.strong() } else { theme.text() };
    let used = canvas.put_right(area.right(), area.y, area.width / 2, &words, facts::urgency(entry, shown.world));
    canvas.put(area.x, area.y, area.width.saturating_sub(used + 2), &entry.text, style);
}

/// How much of a width is left for the board where a pane stands beside it.
pub(super) fn beside_pane(area: Rect) -> (Rect, Option<Rect>) {
    if !frame::is_wide(area) {
        return (area, None);
    }
    let pane = (area.width / 3).min(56);
    let left = Rect { width: area.width - pane - 4, ..area };
    (left, Some(Rect { x: left.right() + 4, width: pane, ..area }))
}
