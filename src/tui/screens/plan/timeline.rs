//! The plan along time: goals as headings, bars from start to due day, and today.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::list::{draw_name, spaced};
use super::scene::Line;
use super::{Shown, facts};
use crate::model::plan::timeline::{Bar, Mark, Phase, Scale, Zoom};
use crate::model::plan::{Entry, EntryKind};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::text;

/// Columns for the names, with the two that part them from the chart.
pub(super) fn names(width: u16) -> u16 {
    match width {
        0..=85 => 22,
        86..=135 => 26,
        _ => 36,
    }
}

/// Draws it along `scale`.
pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, scale: &Scale, shown: &Shown<'_>) {
    let names = names(area.width);
    let chart = Rect { x: area.x + names, width: area.width.saturating_sub(names), ..area };
    head(canvas, chart, scale);
    let legend_rows = 1 + u16::from(!shown.is_tiny());
    let blank = u16::from(!shown.is_tiny());
    let top = (area.y + 2 + blank).min(area.bottom());
    let body = Rect { y: top, height: area.bottom().saturating_sub(top + legend_rows), ..area };
    let today = scale.shown(shown.scene.plan.today).and_then(|column| u16::try_from(column).ok());
    if let Some(today) = today {
        let (sign, style) = (canvas.glyphs().today, canvas.theme().look());
        for y in top - blank..body.bottom() + legend_rows - 1 {
            canvas.put(chart.x + today, y, 1, sign, style);
        }
    }
    let has_dates = shown.scene.plan.entries.iter().any(|entry| entry.due.is_some() || entry.start.is_some());
    let (rows, selected) = spaced(shown);
    let window = shown.window(0, Some(selected), rows.len(), usize::from(body.height));
    for (row, y) in rows.get(window).unwrap_or_default().iter().zip(body.top()..body.bottom()) {
        let name = Rect { x: area.x, y, width: names.saturating_sub(2), height: 1 };
        match row.and_then(|row| shown.scene.lines.get(row)) {
            Some(Line::Orphans) => {
                canvas.put(name.x, y, name.width, canvas.texts().plan.orphans, canvas.theme().look());
            }
            Some(Line::Entry { place, depth, is_childless }) => {
                let Some(entry) = shown.scene.entry(*place) else { continue };
                if shown.is_selected(entry) {
                    canvas.focus(name);
                }
                draw_name(canvas, name, entry, (*depth, false), shown);
                let row = Rect { y, height: 1, ..chart };
                match scale.bar(entry.start, entry.due) {
                    Some(bar) => draw_bar(canvas, row, entry, &bar, shown),
                    None => draw_gap(canvas, row, entry, *is_childless, scale, shown),
                }
            }
            _ => {}
        }
    }
    if has_dates {
        legend(canvas, Rect { y: area.bottom().saturating_sub(1), height: 1, ..area }, shown);
    } else {
        let below = Rect { y: body.bottom(), height: legend_rows, ..area };
        canvas.paragraph(below, canvas.texts().plan.no_dates, canvas.theme().text());
    }
}

/// The two rows above the chart: months over the days of weeks, years over months and quarters.
fn head(canvas: &mut Canvas<'_>, chart: Rect, scale: &Scale) {
    let (texts, style) = (canvas.texts(), canvas.theme().quiet());
    let marks = scale.marks();
    let opening: Vec<&Mark> = marks.iter().filter(|mark| mark.opens).collect();
    for (index, mark) in opening.iter().enumerate() {
        let next = opening.get(index + 1).map_or(scale.columns + 1, |next| next.column);
        let words = match scale.zoom {
            Zoom::Weeks => (texts.dates.month)(mark.day),
            _ => mark.day.format("%Y").to_string(),
        };
        if text::width(&words) < next - mark.column {
            put_mark(canvas, chart, mark.column, chart.y, &words, style);
        }
    }
    for mark in &marks {
        let words = match scale.zoom {
            Zoom::Weeks => mark.day.format("%-d").to_string(),
            Zoom::Months => (texts.plan.month)(mark.day),
            Zoom::Quarters => (texts.plan.quarter)(chrono::Datelike::month0(&mark.day) / 3 + 1),
        };
        if mark.column + text::width(&words) <= scale.columns {
            put_mark(canvas, chart, mark.column, chart.y + 1, &words, style);
        }
    }
}

fn put_mark(canvas: &mut Canvas<'_>, chart: Rect, column: usize, y: u16, words: &str, style: Style) {
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    canvas.put(chart.x.saturating_add(column), y, chart.width.saturating_sub(column), words, style);
}

fn draw_bar(canvas: &mut Canvas<'_>, row: Rect, entry: &Entry, bar: &Bar, shown: &Shown<'_>) {
    let (theme, glyphs, today) = (canvas.theme(), canvas.glyphs(), shown.scene.plan.today);
    let phase = entry.phase(today);
    let style = match phase {
        Phase::Late => theme.look(),
        Phase::UnderWay if entry.is_due_soon(today) => theme.look(),
        Phase::UnderWay => theme.here(),
        Phase::Planned => theme.quiet(),
        Phase::Done => theme.rule(),
    };
    let columns = |columns: usize| u16::try_from(columns).unwrap_or(u16::MAX).min(row.width);
    let after = match bar {
        Bar::Here { span, due } => {
            let sign = if phase == Phase::Planned { glyphs.planned } else { glyphs.under_way };
            let (from, to) = (columns(span.start), columns(span.end));
            canvas.repeat(row.x + from, row.y, to - from, sign, style);
            due.map_or(to, |due| {
                let due = columns(due);
                let style = if matches!(phase, Phase::Planned | Phase::UnderWay) { theme.text() } else { style };
                due + canvas.put(row.x + due, row.y, row.width - due, glyphs.milestone, style)
            })
        }
        Bar::Before => canvas.put(row.x, row.y, row.width, glyphs.choice_before, style),
        Bar::After => {
            canvas.put_right(row.right(), row.y, 1, glyphs.choice_after, style);
            return;
        }
    };
    if phase == Phase::Late {
        let x = (after + 1).min(row.width);
        canvas.put(row.x + x, row.y, row.width - x, canvas.texts().plan.late, theme.look());
    }
}

/// Says beside today what an entry without days is missing.
fn draw_gap(canvas: &mut Canvas<'_>, row: Rect, entry: &Entry, is_childless: bool, scale: &Scale, shown: &Shown<'_>) {
    let (theme, texts) = (canvas.theme(), canvas.texts());
    let (words, style) = match entry.kind {
        _ if !entry.status.is_open() => return,
        EntryKind::Action => (texts.frame.no_date, theme.quiet()),
        _ if is_childless => (texts.plan.childless, theme.look()),
        _ => return,
    };
    let today = scale.shown(shown.scene.plan.today).map_or(0, |column| column + 2);
    let x = u16::try_from(today).unwrap_or(u16::MAX).min(row.width);
    canvas.put(row.x + x, row.y, row.width - x, words, style);
}

/// The selected entry in a few words at the right, and as many of the signs explained as there is room for.
fn legend(canvas: &mut Canvas<'_>, row: Rect, shown: &Shown<'_>) {
    let (theme, glyphs, texts) = (canvas.theme(), canvas.glyphs(), canvas.texts());
    let mut right = row.right();
    if let Some(entry) = shown.entry() {
        let words = facts::who_and_when(entry, shown.world);
        right -= canvas.put_right(row.right(), row.y, row.width, &words, facts::urgency(entry, shown.world));
    }
    let signs = [
        (glyphs.today, theme.look(), texts.dates.today),
        (glyphs.under_way, theme.here(), texts.plan.under_way),
        (glyphs.planned, theme.quiet(), texts.plan.planned),
        (glyphs.milestone, theme.text(), texts.plan.due_sign),
    ];
    let mut x = row.x;
    for (sign, style, words) in signs {
        let width = u16::try_from(text::width(sign) + 1 + text::width(words)).unwrap_or(u16::MAX);
        if x.saturating_add(width).saturating_add(2) > right {
            break;
        }
        x += canvas.pieces(x, row.y, width, &[(sign, style), (" ", style), (words, theme.quiet())]) + 4;
    }
}
