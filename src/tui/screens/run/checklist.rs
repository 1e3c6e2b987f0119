//! What is ticked off: how much of it is done, the ticks, and the line for one more.

use ratatui::layout::{Position, Rect};

use super::{Run, answers};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::{frame, list, record, text};
use crate::tui::world::World;

pub(super) fn draw(run: &Run, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
    let capture = run.capture(world)?;
    let (texts, theme) = (canvas.texts(), canvas.theme());
    let items = run.answers(world);
    let echo = answers::echo(run, &capture, world, canvas);
    let (height, input) = answers::line_rows(run, &echo, area.width);
    let done = items.iter().filter(|item| item.flag("done")).count();
    let mut top = area;
    if !items.is_empty() {
        canvas.put(area.x, area.y, area.width, &(texts.grid.ticked)(done, items.len()), theme.quiet());
        let used = 2.min(area.height);
        top = Rect { y: area.y + used, height: area.height - used, ..area };
    }
    let changing = run.changing.as_ref().and_then(|id| items.iter().position(|item| item.id == *id));
    let room = Rect { height: top.height.saturating_sub(if run.is_typing { input + 1 } else { 0 }), ..top };
    let at =
        if run.is_typing { changing.unwrap_or(items.len().saturating_sub(1)) } else { run.cursor.row(items.len()) };
    let gap = u16::from(!frame::is_short(canvas.area()) && items.len() * 2 <= usize::from(room.height));
    let width = room.width.saturating_sub(answers::NUMBER);
    let heights: Vec<u16> = items
        .iter()
        .map(|item| {
            let lines = text::wrap(&text::safe(record::name(item)), usize::from(width.max(1))).len();
            u16::try_from(lines).unwrap_or(3).clamp(1, 3) + gap
        })
        .collect();
    let mut y = room.y;
    for index in list::fitting(&heights, at, room.height + gap) {
        let (Some(item), Some(height)) = (items.get(index), heights.get(index)) else { continue };
        let line = Rect { y, height: height - gap, ..room }.intersection(room);
        let is_chosen = if run.is_typing { changing == Some(index) } else { index == at };
        draw_one(item, is_chosen, &capture, line, canvas);
        y += height;
    }
    if !run.is_typing {
        return None;
    }
    let y = y.saturating_add(u16::from(gap == 0 && !items.is_empty())).min(area.bottom().saturating_sub(input));
    let number = changing.unwrap_or(items.len()) + 1;
    let line = Rect { y, height: input, ..area }.intersection(area);
    answers::draw_line(run, number, &capture, &echo, line, height, canvas)
}

/// One thing with its tick; who, when and the note at the right where they fit.
fn draw_one(
    item: &crate::model::item::Item,
    is_chosen: bool,
    capture: &crate::model::capture::Capture<'_>,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let (texts, theme, glyphs) = (canvas.texts(), canvas.theme(), canvas.glyphs());
    let is_done = item.flag("done");
    if is_chosen {
        canvas.focus(area);
    }
    canvas.put(area.x, area.y, 1, if is_done { glyphs.done } else { glyphs.to_come }, theme.quiet());
    let room = Rect { x: area.x + answers::NUMBER, width: area.width.saturating_sub(answers::NUMBER), ..area };
    let name = record::name(item);
    let style = if is_done { theme.quiet() } else { theme.text() };
    canvas.paragraph(room, name, style);
    let shown = |key: &str| {
        let field = capture.slot.field(key);
        field.map_or_else(String::new, |field| record::value(item, field, capture.session, texts))
    };
    let facts: Vec<String> = ["owner", "due", "note"].map(shown).into_iter().filter(|fact| !fact.is_empty()).collect();
    let free = usize::from(room.width).saturating_sub(text::width(name) + 2);
    if free > 8 && !facts.is_empty() {
        let facts = facts.join(&format!(" {} ", glyphs.separator));
        canvas.put_right(room.right(), room.y, u16::try_from(free).unwrap_or(0), &facts, theme.quiet());
    }
}
