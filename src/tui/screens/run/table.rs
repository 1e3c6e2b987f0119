//! Rows under the columns that a template declares, where they have room; the row at hand is marked.

use ratatui::layout::{Position, Rect};

use super::{Run, answers};
use crate::lang::Texts;
use crate::model::capture::Capture;
use crate::model::field::{Field, FieldKind};
use crate::model::item::Item;
use crate::model::sheet::SheetKind;
use crate::model::sheet::setup::Column;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::{frame, list, record, text};
use crate::tui::world::World;

/// Columns between two columns of the table.
const GAP: u16 = 2;
/// Columns of a text at least, and at least in the first column.
const NARROWEST: (u16, u16) = (10, 14);
/// Columns of anything else at most, and of a text before others have what they want.
const WIDEST: (u16, u16) = (14, 48);
/// Below so many columns a screen shows records, not a table.
const SCREEN: u16 = 80;

/// Whether the sheet at hand is a table whose columns have room.
pub(super) fn fits(run: &Run, world: &World, area: Rect, canvas: &Canvas<'_>) -> bool {
    let is_table = run.here(world).is_some_and(|here| here.sheet.kind == SheetKind::Table);
    is_table
        && canvas.area().width >= SCREEN
        && run.capture(world).is_some_and(|capture| widths(&capture, area.width, canvas.texts()).is_some())
}

/// The columns of each field; none where they have no room. What is left over goes to the texts that want it.
fn widths(capture: &Capture<'_>, room: u16, texts: &Texts) -> Option<Vec<u16>> {
    let wide = |words: &str| u16::try_from(text::width(words)).unwrap_or(u16::MAX);
    let mut columns: Vec<(u16, u16)> = Vec::new();
    for (place, field) in capture.slot.fields.iter().enumerate() {
        let cells = capture.answers().map(|item| wide(&cell(item, field, capture, texts)));
        let wish = cells.max().unwrap_or(0).max(wide(record::label(field, texts)));
        let least = if place == 0 { NARROWEST.1 } else { NARROWEST.0 };
        columns.push(match field.kind {
            FieldKind::Line => (least, wish.clamp(least, WIDEST.1)),
            _ => (wish.min(WIDEST.0), wish.min(WIDEST.0)),
        });
    }
    let gaps = u16::try_from(columns.len()).ok()?.saturating_sub(1) * GAP + answers::NUMBER;
    let least = columns.iter().fold(gaps, |sum, (least, _)| sum.saturating_add(*least));
    let mut left = room.checked_sub(least)?;
    while left > 0 {
        let hungry = columns.iter_mut().filter(|(has, wish)| has < wish).min_by_key(|(has, _)| *has);
        let Some((has, _)) = hungry else { break };
        *has += 1;
        left -= 1;
    }
    Some(columns.into_iter().map(|(has, _)| has).collect())
}

/// A cell in words: numbers as people read them, the ends of a scale with their names.
fn cell(item: &Item, field: &Field, capture: &Capture<'_>, texts: &Texts) -> String {
    let words = record::value(item, field, capture.session, texts);
    match field.kind {
        FieldKind::Number | FieldKind::Money => (texts.grid.number)(&words),
        FieldKind::Scale(low, high) => {
            let step = |step: u8| words == step.to_string();
            let column = column(field, capture);
            let name = column.map_or("", |column| {
                if step(low) {
                    &column.low
                } else if step(high) {
                    &column.high
                } else {
                    ""
                }
            });
            if name.is_empty() { words } else { (texts.grid.step)(&words, name) }
        }
        _ => words,
    }
}

fn column<'a>(field: &Field, capture: &Capture<'a>) -> Option<&'a Column> {
    capture.sheet.setup.columns.iter().find(|column| column.id == field.key)
}

pub(super) fn draw(run: &Run, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
    let capture = run.capture(world)?;
    let texts = canvas.texts();
    let widths = widths(&capture, area.width, texts)?;
    let items = run.answers(world);
    let fields = &capture.slot.fields;
    let echo = answers::echo(run, &capture, world, canvas);
    let (height, input) = answers::line_rows(run, &echo, area.width);
    let input = if run.is_typing { input } else { 0 };
    let place = |item: &Item| items.iter().position(|each| each.id == item.id);
    let changing = run.changing.as_ref().and_then(|id| items.iter().position(|item| item.id == *id));
    let at_hand = match (run.is_typing, changing) {
        (false, _) => Some(run.cursor.row(items.len())),
        (true, Some(row)) => Some(row),
        (true, None) => capture.at_hand().and_then(place),
    };
    heads(fields, &widths, &capture, area, canvas);
    let gap = u16::from(!frame::is_short(canvas.area()));
    let top = area.y.saturating_add(1 + gap);
    let room = Rect { y: top, height: area.bottom().saturating_sub(top + input + u16::from(input > 0)), ..area };
    let most = if gap == 0 { 2 } else { 3 };
    let rows: Vec<Vec<String>> =
        items.iter().map(|item| fields.iter().map(|field| cell(item, field, &capture, texts)).collect()).collect();
    let heights: Vec<u16> = rows
        .iter()
        .map(|cells| {
            cells.iter().zip(&widths).map(|(words, width)| lines(words, *width, most)).max().unwrap_or(1) + gap
        })
        .collect();
    let anchor = at_hand.unwrap_or(items.len().saturating_sub(1));
    let mut y = room.y;
    for index in list::fitting(&heights, anchor, room.height + gap) {
        let (Some(cells), Some(height)) = (rows.get(index), heights.get(index)) else { continue };
        let line = Rect { y, height: height - gap, ..room }.intersection(room);
        let is_here = at_hand == Some(index);
        if is_here && !run.is_typing {
            canvas.focus(line);
        }
        row(index + 1, (cells, fields), &widths, is_here, line, canvas);
        y += height;
    }
    if !run.is_typing {
        return None;
    }
    let y = y.saturating_add(1 - gap).min(area.bottom().saturating_sub(input));
    let line = Rect { y, height: input, ..area }.intersection(area);
    let number = if capture.field().is_none() && changing.is_none() { 0 } else { at_hand.unwrap_or(items.len()) + 1 };
    answers::draw_line(run, number, &capture, &echo, line, height, canvas)
}

/// The names of the columns; the one that the question fills stands out.
fn heads(fields: &[Field], widths: &[u16], capture: &Capture<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let (texts, theme) = (canvas.texts(), canvas.theme());
    let mut x = area.x + answers::NUMBER;
    for (field, width) in fields.iter().zip(widths) {
        let is_asked = !capture.prompt.fills.is_empty() && capture.prompt.fills == field.key;
        let style = if is_asked { theme.here() } else { theme.quiet() };
        let label = record::label(field, texts);
        if is_number(field) {
            canvas.put_right(x + width, area.y, *width, label, style);
        } else {
            canvas.put(x, area.y, *width, label, style);
        }
        x += width + GAP;
    }
}

fn row(
    number: usize,
    (cells, fields): (&[String], &[Field]),
    widths: &[u16],
    is_here: bool,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let theme = canvas.theme();
    let number = number.to_string();
    let (sign, style) = if is_here { (canvas.glyphs().here, theme.here()) } else { (number.as_str(), theme.quiet()) };
    canvas.put(area.x, area.y, answers::NUMBER, sign, style);
    let mut x = area.x + answers::NUMBER;
    for (place, ((words, field), width)) in cells.iter().zip(fields).zip(widths).enumerate() {
        let room = Rect { x, width: *width, ..area }.intersection(area);
        let style = if place == 0 { theme.text() } else { theme.quiet() };
        let words = if words.is_empty() { canvas.glyphs().bullet } else { words };
        if is_number(field) {
            canvas.put_right(room.right(), room.y, room.width, words, style);
        } else {
            canvas.paragraph(room, words, style);
        }
        x += width + GAP;
    }
}

fn is_number(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Number | FieldKind::Money)
}

fn lines(words: &str, width: u16, most: u16) -> u16 {
    let lines = text::wrap(&text::safe(words), usize::from(width.max(1))).len();
    u16::try_from(lines).unwrap_or(most).clamp(1, most)
}
