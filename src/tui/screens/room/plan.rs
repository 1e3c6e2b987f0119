//! The open actions of a client: by when they are to be done, or along the weeks.

use chrono::{Datelike, NaiveDate};
use ratatui::layout::Rect;

use super::answers::heading;
use super::page::Page;
use crate::lang::Texts;
use crate::model::plan::timeline::{Bar, Phase, Scale, Zoom};
use crate::model::plan::{Column, Entry, EntryKind, Plan};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::text;

/// Columns between two columns of cards.
const GAP: u16 = 3;

/// Cards under now, next and later: side by side, or one below the other where it is narrow.
pub(super) fn draw_board(plan: &Plan, page: &Page, canvas: &mut Canvas<'_>) {
    let texts = canvas.texts();
    let area = heading(canvas, page.wide_body(), texts.room.plan);
    let columns = Column::ALL.map(|column| plan.column(column));
    if columns.iter().all(Vec::is_empty) {
        canvas.put(area.x, area.y, area.width, texts.room.no_plan, canvas.theme().quiet());
        return;
    }
    let names = [texts.plan.now, texts.plan.next, texts.plan.later];
    let pitch = (area.width + GAP).div_ceil(3);
    let side_by_side = page.is_large;
    let third = area.height / 3;
    for ((cards, name), at) in columns.iter().zip(names).zip(0..) {
        let room = if side_by_side {
            let x = area.x + pitch * at;
            Rect { x, width: (pitch - GAP).min(area.right().saturating_sub(x)), ..area }
        } else {
            Rect { y: area.y + third * at, height: third, ..area }
        };
        draw_column(cards, name, plan.today, room, side_by_side, canvas);
    }
}

fn draw_column(cards: &[&Entry], name: &str, today: NaiveDate, area: Rect, is_tall: bool, canvas: &mut Canvas<'_>) {
    let (theme, texts) = (canvas.theme(), canvas.texts());
    let count = format!(" {}", cards.len());
    canvas.pieces(area.x, area.y, area.width, &[(name, theme.strong()), (&count, theme.quiet())]);
    let top = 1 + u16::from(is_tall);
    let room = Rect { y: area.y + top, height: area.height.saturating_sub(top), ..area };
    let rows = if is_tall { 3 } else { 1 };
    let all = usize::from((room.height + u16::from(is_tall)) / rows);
    let fits = if cards.len() > all { all.saturating_sub(1) } else { all };
    for (entry, y) in cards.iter().take(fits).zip((room.y..).step_by(usize::from(rows))) {
        let facts = who_and_when(entry, today, texts, canvas.glyphs().separator);
        let style = if entry.is_late(today) { theme.here() } else { theme.quiet() };
        if is_tall {
            canvas.put(room.x, y, room.width, &entry.text, theme.text());
            canvas.put(room.x, y + 1, room.width, &facts, style);
        } else {
            let used = canvas.put_right(room.right(), y, room.width / 2, &facts, style);
            canvas.put(room.x, y, room.width.saturating_sub(used + 2), &entry.text, theme.text());
        }
    }
    let more = cards.len().saturating_sub(fits);
    if more > 0 && room.height > 0 {
        let y = room.y + u16::try_from(fits).unwrap_or(0).saturating_mul(rows);
        canvas.put(room.x, y.min(room.bottom() - 1), room.width, &(texts.frame.more)(more), theme.quiet());
    }
}

fn who_and_when(entry: &Entry, today: NaiveDate, texts: &Texts, dot: &str) -> String {
    let due = entry.due.map(|due| {
        let words = (texts.dates.short)(due);
        let year = if due.year() == today.year() { String::new() } else { format!(" {}", due.year()) };
        let late = if entry.is_late(today) { format!(" {dot} {}", texts.plan.late) } else { String::new() };
        format!("{words}{year}{late}")
    });
    let facts = [(!entry.owner.is_empty()).then(|| entry.owner.clone()), due];
    facts.into_iter().flatten().collect::<Vec<_>>().join(&format!(" {dot} "))
}

/// Open entries with dates as bars along the weeks, the soonest first.
pub(super) fn draw_timeline(plan: &Plan, page: &Page, canvas: &mut Canvas<'_>) {
    let texts = canvas.texts();
    let area = heading(canvas, page.wide_body(), texts.room.plan);
    let is_shown = |entry: &&Entry| entry.status.is_open() && (entry.due.is_some() || entry.start.is_some());
    let mut rows: Vec<&Entry> = plan.entries.iter().filter(is_shown).collect();
    if rows.is_empty() {
        canvas.put(area.x, area.y, area.width, texts.room.no_dates, canvas.theme().quiet());
        return;
    }
    let names = (area.width / 3).clamp(16, 34).min(area.width);
    let chart = Rect { x: area.x + names, width: area.width - names, ..area };
    let scale = Scale::new(Zoom::Weeks, plan.begins(Zoom::Weeks), 0, usize::from(chart.width));
    // What lies outside the weeks that are shown has the last rows.
    let is_outside = |entry: &Entry| !matches!(scale.bar(entry.start, entry.due), Some(Bar::Here { .. }));
    rows.sort_by_key(|entry| (is_outside(entry), entry.kind != EntryKind::Goal, entry.due.or(entry.start)));
    draw_marks(&scale, chart, canvas);
    let top = 3.min(area.height);
    let body = Rect { y: area.y + top, height: area.height - top, ..area };
    if let Some(today) = scale.shown(plan.today).and_then(|column| u16::try_from(column).ok()) {
        let (sign, style) = (canvas.glyphs().today, canvas.theme().quiet());
        (body.top()..body.bottom()).for_each(|y| canvas.repeat(chart.x + today, y, 1, sign, style));
    }
    let height = usize::from(body.height);
    let fits = if rows.len() > height { height.saturating_sub(1) } else { height };
    for (entry, y) in rows.iter().take(fits).zip(body.top()..) {
        let style = if entry.kind == EntryKind::Goal { canvas.theme().strong() } else { canvas.theme().text() };
        canvas.put(area.x, y, names.saturating_sub(2), &entry.text, style);
        draw_bar(entry, &scale, plan.today, Rect { y, height: 1, ..chart }, canvas);
    }
    if rows.len() > fits && body.height > 0 {
        let words = (texts.frame.more)(rows.len() - fits);
        canvas.put(area.x, body.bottom() - 1, area.width, &words, canvas.theme().quiet());
    }
}

fn draw_marks(scale: &Scale, chart: Rect, canvas: &mut Canvas<'_>) {
    let (quiet, month) = (canvas.theme().quiet(), canvas.texts().dates.month);
    let marks = scale.marks();
    let mut free = 0;
    for mark in &marks {
        let x = u16::try_from(mark.column).unwrap_or(u16::MAX);
        let day = mark.day.format("%-d").to_string();
        if mark.opens && mark.column >= free {
            let words = month(mark.day);
            free = mark.column + text::width(&words) + 1;
            canvas.put(chart.x.saturating_add(x), chart.y, chart.width.saturating_sub(x), &words, quiet);
        }
        canvas.put(chart.x.saturating_add(x), chart.y + 1, chart.width.saturating_sub(x), &day, quiet);
    }
}

fn draw_bar(entry: &Entry, scale: &Scale, today: NaiveDate, row: Rect, canvas: &mut Canvas<'_>) {
    let (theme, glyphs) = (canvas.theme(), canvas.glyphs());
    let phase = entry.phase(today);
    let (sign, style) =
        if phase == Phase::Planned { (glyphs.planned, theme.quiet()) } else { (glyphs.under_way, theme.here()) };
    let columns = |columns: usize| u16::try_from(columns).unwrap_or(u16::MAX).min(row.width);
    match scale.bar(entry.start, entry.due) {
        Some(Bar::Here { span, due }) => {
            let (from, to) = (columns(span.start), columns(span.end));
            canvas.repeat(row.x + from, row.y, to.saturating_sub(from), sign, style);
            let end = due.map_or(to, |due| {
                columns(due) + canvas.put(row.x + columns(due), row.y, 2, glyphs.milestone, theme.text())
            });
            if phase == Phase::Late {
                let x = (end + 1).min(row.width);
                canvas.put(row.x + x, row.y, row.width - x, canvas.texts().plan.late, style);
            }
        }
        Some(Bar::Before) => drop(canvas.put(row.x, row.y, row.width, glyphs.choice_before, style)),
        Some(Bar::After) => drop(canvas.put_right(row.right(), row.y, 1, glyphs.choice_after, style)),
        None => {}
    }
}
