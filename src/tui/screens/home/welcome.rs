//! The first screen: what this is, and three ways in.

use ratatui::layout::Rect;

use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::text;
use crate::tui::world::World;

/// How many ways in there are.
pub(super) const DOORS: usize = 3;

/// Whether there is nothing yet.
pub(super) fn is_first(world: &World) -> bool {
    world.library.is_empty() && !world.is_loading && !world.is_example
}

/// Draws it, in the middle as far as there is room.
pub(super) fn view(world: &World, selected: usize, body: Rect, canvas: &mut Canvas<'_>) {
    let (theme, words) = (canvas.theme(), canvas.texts().welcome);
    let is_airy = body.height >= 19;
    let (step, blank) = if is_airy { (2, 2) } else { (1, 1) };
    let rows = 5 + blank + 2 * step + 1 + blank + 1;
    let is_narrow = body.width < 62;
    let width = if is_narrow { body.width.saturating_sub(1) } else { 60 };
    // A little right of the middle, so that the bar of the selected line stands on it.
    let x = body.x + (body.width.saturating_sub(width) / 2).max(1) + if body.width >= 90 { 2 } else { 0 };
    let mut y = body.y + body.height.saturating_sub(rows) / 2;
    canvas.put(x, y, width, words.title, theme.strong());
    y += 2;
    if is_narrow {
        y += canvas.paragraph(Rect { x, y, width, height: 4 }, &words.lines.join(" "), theme.quiet());
    } else {
        for line in words.lines {
            canvas.put(x, y, width, line, theme.quiet());
            y += 1;
        }
    }
    y += blank;
    doors(selected, Rect { x, y, width, height: 1 }, step, canvas);
    y += step * 3 + blank;
    let sentence = (words.saved_in)(&world.folder);
    if text::width(&sentence) > usize::from(body.right().saturating_sub(x)) {
        canvas.paragraph(Rect { x, y, width, height: 2 }, &sentence, theme.quiet());
        return;
    }
    let said = sentence.strip_suffix(world.folder.as_str()).unwrap_or(&sentence);
    let folder = sentence.get(said.len()..).unwrap_or_default();
    canvas.pieces(x, y, body.right().saturating_sub(x), &[(said, theme.quiet()), (folder, theme.text())]);
}

/// Draws the ways in, `step` rows apart; what they lead to is left out where it does not fit.
fn doors(selected: usize, row: Rect, step: u16, canvas: &mut Canvas<'_>) {
    let (theme, words) = (canvas.theme(), canvas.texts().welcome);
    let doors = [(words.start, words.start_hint), (words.example, words.example_hint), (words.open, words.open_hint)];
    let columns = |words: fn(&(&'static str, &'static str)) -> &'static str| {
        let widest = doors.iter().map(|door| text::width(words(door))).max().unwrap_or(0);
        u16::try_from(widest).unwrap_or(u16::MAX)
    };
    let names = columns(|door| door.0).saturating_add(3);
    let has_hints = names.saturating_add(columns(|door| door.1)) <= row.width;
    for (index, (name, hint)) in doors.into_iter().enumerate() {
        let y = row.y + step * u16::try_from(index).unwrap_or(0);
        let is_here = index == selected;
        canvas.put(row.x, y, row.width, name, if is_here { theme.strong() } else { theme.text() });
        if has_hints {
            canvas.put(row.x + names, y, row.width.saturating_sub(names), hint, theme.quiet());
        }
        if is_here {
            canvas.focus(Rect { x: row.x.saturating_sub(1), y, width: row.width, height: 1 });
        }
    }
}
