//! The lines that were found, session by session, with the letters that were typed standing out.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::found::{Found, Row, kind_word};
use crate::model::item::Status;
use crate::model::search::{Line, LineKind};
use crate::tui::screens::home::day_words;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::text;
use crate::tui::world::World;

/// Draws the rows around the selected hit.
pub(super) fn view(found: &Found, at: usize, world: &World, area: Rect, canvas: &mut Canvas<'_>) {
    let height = usize::from(area.height);
    let selected = found.row_of(at);
    // The session's own row stays with its first line.
    let first = if matches!(found.rows.get(selected.saturating_sub(1)), Some(Row::Session(_))) {
        selected.saturating_sub(1)
    } else {
        selected
    };
    let least = (selected + 1).saturating_sub(height);
    let top = found.top.get().min(first).max(least).min(found.rows.len().saturating_sub(height).max(least));
    found.top.set(top);
    let labels = labels(found, top, height, canvas);
    for (row, y) in found.rows.iter().skip(top).zip(area.top()..area.bottom()) {
        let room = Rect { y, height: 1, ..area };
        match row {
            Row::Blank => {}
            Row::Session(home) => session(*home, world, room, canvas),
            Row::Hit(place, hit) => {
                if let Some(line) = found.lines.get(*place) {
                    one(found, line, labels, world, room, canvas);
                }
                if *hit == at {
                    canvas.focus(Rect { width: room.width + 1, ..room });
                }
            }
        }
    }
}

/// Columns that the kinds shown take, and one more.
fn labels(found: &Found, top: usize, height: usize, canvas: &Canvas<'_>) -> u16 {
    let texts = canvas.texts();
    let kind = |row: &Row| match row {
        Row::Hit(place, _) => found.lines.get(*place).map(|line| text::width(kind_word(texts, line.kind))),
        _ => None,
    };
    let widest = found.rows.iter().skip(top).take(height).filter_map(kind).max().unwrap_or(0);
    u16::try_from(widest + 1).unwrap_or(16).clamp(8, 16)
}

fn session(home: uuid::Uuid, world: &World, room: Rect, canvas: &mut Canvas<'_>) {
    let Some(session) = world.session(home) else { return };
    let (theme, texts) = (canvas.theme(), canvas.texts());
    let day = session.day().map(|day| day_words(texts, day, world.today())).unwrap_or_default();
    let used = canvas.put_right(room.right(), room.y, 12, &day, theme.quiet());
    let client = if session.client_shown().is_empty() { texts.frame.just_me } else { session.client_shown() };
    let title = if session.title.is_empty() { texts.frame.untitled } else { &session.title };
    let name = format!("{title} {} {client}", canvas.glyphs().separator);
    canvas.put(room.x, room.y, room.width.saturating_sub(used + 2), &name, theme.quiet());
}

fn one(found: &Found, line: &Line, labels: u16, world: &World, room: Rect, canvas: &mut Canvas<'_>) {
    let (theme, texts) = (canvas.theme(), canvas.texts());
    canvas.put(room.x, room.y, labels.saturating_sub(1), kind_word(texts, line.kind), theme.quiet());
    let is_done = line.kind == LineKind::Action && is_done(line, world);
    if is_done {
        canvas.put_right(room.right(), room.y, 1, canvas.glyphs().done, theme.quiet());
    }
    let width = room.width.saturating_sub(labels + if is_done { 2 } else { 0 });
    marked(found, &line.text, Rect { x: room.x + labels, width, ..room }, theme.text(), canvas);
}

fn is_done(line: &Line, world: &World) -> bool {
    let item = line.item.as_ref().and_then(|id| world.session(line.home)?.find(id));
    item.is_some_and(|(_, _, item)| item.status() == Status::Done)
}

/// Draws a text so that the first of what was typed shows, and stands out.
fn marked(found: &Found, words: &str, room: Rect, style: Style, canvas: &mut Canvas<'_>) {
    let mut comparer = found.comparer.borrow_mut();
    let marks = found.query.marks(words, &mut comparer);
    let here = canvas.theme().here().patch(canvas.theme().strong().fg(canvas.theme().here().fg.unwrap_or_default()));
    let mut from = 0;
    let mut pieces: Vec<(&str, Style)> = Vec::new();
    if let Some(first) = marks.first()
        && text::width(words.get(..first.end).unwrap_or_default()) > usize::from(room.width)
    {
        from = beginning(words, first.start, usize::from(room.width) / 3);
        pieces.push((canvas.glyphs().ellipsis, style));
        pieces.push((" ", style));
    }
    let shown = from;
    for mark in marks.iter().filter(|mark| mark.start >= shown) {
        pieces.push((words.get(from..mark.start).unwrap_or_default(), style));
        pieces.push((words.get(mark.clone()).unwrap_or_default(), here));
        from = mark.end;
    }
    pieces.push((words.get(from..).unwrap_or_default(), style));
    canvas.pieces(room.x, room.y, room.width, &pieces);
}

/// The beginning of a word at most so many columns before `mark`, or `mark` itself.
fn beginning(words: &str, mark: usize, columns: usize) -> usize {
    let before = words.get(..mark).unwrap_or_default();
    let starts = before.match_indices(' ').map(|(at, _)| at + 1);
    let is_near = |at: &usize| text::width(before.get(*at..).unwrap_or_default()) <= columns;
    starts.filter(is_near).min().unwrap_or(mark)
}

/// Draws what was said beside the selected line: the lines of the same stage, the selected one in bold.
pub(super) fn beside(found: &Found, at: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let (theme, texts) = (canvas.theme(), canvas.texts());
    let Some((place, line)) = found.place_at(at).zip(found.line_at(at)) else { return };
    let belongs = |other: &&Line| other.home == line.home && other.stage == line.stage && other.kind == line.kind;
    let before = found.lines.iter().take(place).rev().take_while(belongs).count();
    let height = usize::from(area.height.saturating_sub(1));
    let first = place - before.min(height / 2);
    canvas.put(area.x, area.y, area.width, texts.find.answers, theme.quiet());
    let lines = found.lines.iter().enumerate().skip(first).take_while(|(_, line)| belongs(line));
    for ((index, line), y) in lines.zip(area.y + 1..area.bottom()) {
        canvas.put(area.x, y, area.width, &line.text, if index == place { theme.strong() } else { theme.text() });
    }
}
