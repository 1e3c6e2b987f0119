//! The plan as a list: each goal with its projects, milestones and actions, and what serves no goal at the end.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::scene::Line;
use super::{Shown, facts};
use crate::model::item::Status;
use crate::model::plan::{Entry, EntryKind};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::text;

/// The widths of the columns at the right; 0 leaves one out.
#[derive(Clone, Copy)]
struct Widths {
    owner: u16,
    due: u16,
    state: u16,
    home: u16,
}

impl Widths {
    fn of(area: Rect, shown: &Shown<'_>) -> Self {
        let plan = &shown.world.texts().plan;
        // No wider than what stands there: the words of an entry need the room.
        let widest = |head: &str, words: &dyn Fn(&Entry) -> usize, most: u16| {
            let all = shown.scene.lines.iter().filter_map(|line| match line {
                Line::Entry { place, .. } => shown.scene.entry(*place).map(words),
                _ => None,
            });
            let widest = all.chain([text::width(head)]).max().unwrap_or_default();
            u16::try_from(widest).unwrap_or(most).min(most)
        };
        let (owner, due) = match area.width {
            0..=69 => (8, 16),
            70..=85 => (10, 20),
            _ => (14, 20),
        };
        let owner = widest(plan.owner, &|entry| text::width(facts::owner(entry, shown.world)), owner);
        let due = widest(plan.due, &|entry| text::width(&facts::due(entry, shown.world)), due);
        let due = due.max(u16::try_from(text::width(plan.childless)).unwrap_or_default().min(20));
        let state = if shown.is_narrow() { 0 } else { 10 };
        let home = match area.width {
            _ if !shown.is_all => 0,
            0..=69 => 0,
            70..=85 => 14,
            86..=109 => 18,
            _ => 28,
        };
        Self { owner, due, state, home }
    }

    /// The room for each column in `area`: the words first, then owner, due, state and home.
    fn split(self, area: Rect) -> [(u16, u16); 5] {
        let columns = [self.owner, self.due, self.state, self.home];
        let taken: u16 = columns.iter().filter(|width| **width > 0).map(|width| width + 2).sum();
        let words = area.width.saturating_sub(taken);
        let mut x = area.x + words;
        let [owner, due, state, home] = columns.map(|width| {
            let column = (x + 2, width);
            x += if width > 0 { width + 2 } else { 0 };
            column
        });
        [(area.x, words), owner, due, state, home]
    }
}

/// Draws it.
pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, shown: &Shown<'_>) {
    let (theme, plan) = (canvas.theme(), &canvas.texts().plan);
    let columns = Widths::of(area, shown).split(area);
    let heads = ["", plan.owner, plan.due, plan.state, plan.client];
    for ((x, width), head) in columns.into_iter().zip(heads) {
        canvas.put(x, area.y, width, head, theme.quiet());
    }
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let (rows, selected) = spaced(shown);
    let window = shown.window(0, Some(selected), rows.len(), usize::from(body.height));
    for (row, y) in rows.get(window).unwrap_or_default().iter().zip(body.top()..body.bottom()) {
        let columns = columns.map(|(x, width)| Rect { x, y, width, height: 1 });
        match row.and_then(|row| Some((row, shown.scene.lines.get(row)?))) {
            Some((_, Line::Orphans)) => {
                canvas.put(body.x, y, body.width, plan.orphans, theme.look());
            }
            Some((_, Line::Entry { place, depth, is_childless })) => {
                let Some(entry) = shown.scene.entry(*place) else { continue };
                if shown.is_selected(entry) {
                    canvas.focus(Rect { y, height: 1, ..body });
                }
                draw_entry(canvas, columns, entry, (*depth, *is_childless), shown);
            }
            _ => {}
        }
    }
}

fn draw_entry(
    canvas: &mut Canvas<'_>,
    [words, owner, due, state, home]: [Rect; 5],
    entry: &Entry,
    (depth, is_childless): (usize, bool),
    shown: &Shown<'_>,
) {
    let (theme, world) = (canvas.theme(), shown.world);
    // The name needs its room: where no day stands, there is room for the words beside it.
    let is_beside = is_childless && entry.due.is_none();
    draw_name(canvas, words, entry, (depth, is_childless && !is_beside), shown);
    let put = |canvas: &mut Canvas<'_>, room: Rect, words: &str, style: Style| {
        canvas.put(room.x, room.y, room.width, words, style);
    };
    if !entry.owner.is_empty() || entry.kind == EntryKind::Action {
        put(canvas, owner, facts::owner(entry, world), theme.quiet());
    }
    if entry.due.is_some() || entry.kind == EntryKind::Action {
        put(canvas, due, &facts::due(entry, world), facts::urgency(entry, world));
    }
    if is_beside {
        put(canvas, due, world.texts().plan.childless, theme.look());
    }
    let status = match entry.kind {
        EntryKind::Action => (world.texts().word)(entry.status.word()),
        _ if entry.status == Status::Done => world.texts().plan.done,
        _ => facts::kind(entry, world),
    };
    put(canvas, state, status, theme.quiet());
    put(canvas, home, &facts::home(entry, world), theme.quiet());
}

/// The words of an entry, as far in as it hangs: finished quiet with its sign, a goal or project without actions says so.
pub(super) fn draw_name(
    canvas: &mut Canvas<'_>,
    room: Rect,
    entry: &Entry,
    (depth, is_childless): (usize, bool),
    shown: &Shown<'_>,
) {
    let (theme, glyphs, plan) = (canvas.theme(), canvas.glyphs(), &canvas.texts().plan);
    let is_open = entry.status.is_open();
    let sign = match entry.status {
        Status::Done => glyphs.done,
        _ if entry.kind == EntryKind::Milestone => glyphs.milestone,
        _ => "",
    };
    let style = match entry.kind {
        _ if shown.is_selected(entry) => theme.strong(),
        _ if !is_open || !shown.scene.is_wanted(entry) => theme.quiet(),
        EntryKind::Goal => theme.strong(),
        _ => theme.text(),
    };
    let indent = u16::try_from(depth.min(4) * 2).unwrap_or(0).min(room.width);
    let missing = if is_childless && is_open { format!("  {}", plan.childless) } else { String::new() };
    let missing_width = u16::try_from(text::width(&missing)).unwrap_or(0);
    let gap = if sign.is_empty() { "" } else { " " };
    let width = room.width.saturating_sub(indent + missing_width);
    let mut used = indent;
    used += canvas.pieces(room.x + indent, room.y, width, &[(sign, style), (gap, style), (&entry.text, style)]);
    canvas.put(room.x + used, room.y, room.width.saturating_sub(used), &missing, theme.look());
}

/// The lines with a blank one before each heading where there is height for it, and the row of the selected one.
pub(super) fn spaced(shown: &Shown<'_>) -> (Vec<Option<usize>>, usize) {
    let lines = &shown.scene.lines;
    let mut rows = Vec::with_capacity(lines.len() + lines.len() / 4);
    let (mut entries, mut selected) = (0, 0);
    for (index, line) in lines.iter().enumerate() {
        let (is_heading, is_entry) = match line {
            Line::Orphans | Line::Owner(_) => (true, false),
            Line::Warning(_) => (false, false),
            Line::Entry { depth, .. } => (*depth == 0, true),
        };
        if is_heading && index > 0 && !shown.is_short() {
            rows.push(None);
        }
        if is_entry {
            if entries == shown.at.1 {
                selected = rows.len();
            }
            entries += 1;
        }
        rows.push(Some(index));
    }
    (rows, selected)
}
