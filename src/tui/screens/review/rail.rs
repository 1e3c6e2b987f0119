//! Beside a page: the list of pages, what is known about the session, and what became of its actions.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::page::{self, Book, Page};
use crate::model::sheet::SheetKind;
use crate::model::stage::Stage;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::list::Cursor;

/// Draws the pages, and below them the session where it fits.
pub(super) fn view(book: &Book<'_>, cursor: &Cursor, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme();
    let selected = cursor.row(book.pages.len());
    let window = cursor.window(book.pages.len(), usize::from(area.height));
    let mut y = area.y;
    for (index, page) in book.pages.iter().enumerate().skip(window.start).take(window.len()) {
        let (mark, style) = mark(book, *page, canvas);
        let (title, count) = title(book, *page);
        canvas.put(area.x, y, 1, mark, style);
        let count = if count > 0 { count.to_string() } else { String::new() };
        let used = canvas.put_right(area.right(), y, 4, &count, theme.quiet());
        let width = area.width.saturating_sub(used + 3);
        canvas.put(area.x + 2, y, width, title, if index == selected { theme.strong() } else { theme.text() });
        if index == selected {
            canvas.focus(Rect { y, height: 1, width: area.width + 1, ..area });
        }
        y += 1;
    }
    let about = page::about(book, usize::from(area.width));
    let room = Rect { y: y + 1, height: area.bottom().saturating_sub(y + 1), ..area };
    if about.len() <= usize::from(room.height) {
        page::draw(&about, room, canvas);
    }
}

fn title<'a>(book: &Book<'a>, page: Page) -> (&'a str, usize) {
    let words = book.world.texts().review;
    match page {
        Page::Parked => (words.parked, book.session.parked.len()),
        Page::Notes => (words.notes, book.session.notes.len()),
        Page::Prework => {
            let answered = book.session.prework.iter().filter(|item| !item.text("text").is_empty());
            (words.prework, answered.count())
        }
        Page::Stage(place) => {
            book.session.stages.get(place).map_or(("", 0), |stage| (stage.title.as_str(), stage.count()))
        }
    }
}

/// The sign of a page: finished, under way, not begun, or no stage at all.
fn mark(book: &Book<'_>, page: Page, canvas: &Canvas<'_>) -> (&'static str, Style) {
    let (theme, glyphs) = (canvas.theme(), canvas.glyphs());
    let Page::Stage(place) = page else { return (glyphs.bullet, theme.quiet()) };
    if book.session.state.is_under_way() && book.session.stage_here() == Some(place) {
        (glyphs.here, theme.here())
    } else if book.session.stages.get(place).is_some_and(Stage::is_visited) {
        (glyphs.done, theme.quiet())
    } else {
        (glyphs.to_come, theme.quiet())
    }
}

/// Draws what became of the session's actions; nothing where it has none.
pub(super) fn view_actions(book: &Book<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let (theme, glyphs, texts) = (canvas.theme(), canvas.glyphs(), canvas.texts());
    let (done, all) = book.session.progress();
    if all == 0 {
        return;
    }
    canvas.put(area.x, area.y, area.width, &(texts.review.actions)(done, all), theme.quiet());
    for (item, y) in book.session.items_of(SheetKind::Actions).zip(area.y + 2..area.bottom()) {
        let is_open = item.status().is_open();
        let (mark, style) = if is_open { (glyphs.to_come, theme.text()) } else { (glyphs.done, theme.quiet()) };
        canvas.put(area.x, y, 1, mark, style);
        let used = match item.date("due").filter(|_| is_open) {
            Some(due) if due < book.world.today() => {
                canvas.put_right(area.right(), y, 8, texts.plan.late, theme.look())
            }
            Some(due) => canvas.put_right(area.right(), y, 8, &(texts.dates.short)(due), theme.quiet()),
            None => 0,
        };
        canvas.put(area.x + 2, y, area.width.saturating_sub(used + 4), item.text("text"), style);
    }
}
