//! Goals by departments: a grid where sentences have room, else one goal at a time; the cell at hand in the line below.

use ratatui::layout::{Position, Rect};

use super::Run;
use super::grid::Cell;
use crate::model::sheet::alignment::Matrix;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::{frame, list, matrix, text};
use crate::tui::world::World;

/// Columns between two columns of the grid.
const GAP: u16 = 2;
/// Columns that a sentence needs at least, so that its words are read and not deciphered.
const NARROWEST: u16 = 12;
/// Rows of a sentence in the grid; the line below has all of it.
const ROWS: u16 = 4;

pub(super) fn draw(run: &Run, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
    let (matrix, cell) = run.matrix(world).zip(run.cell(world))?;
    let is_at_end = run.is_typing && !run.is_in_cell();
    let typed = if run.is_overwriting() { run.typed_height(area.width) } else { 0 };
    let said = matrix::words(&matrix, cell);
    let rows = lines(&said, area.width, 3).max(typed.clamp(1, 3));
    let below = rows + 2;
    let room = Rect { height: area.height.saturating_sub(below), ..area };
    let goal = (area.width / 4).clamp(14, 26);
    let departments = u16::try_from(matrix.departments.len()).unwrap_or(u16::MAX);
    let wide = area.width.saturating_sub(goal) / departments.max(1);
    let chosen = (!is_at_end).then_some(cell);
    let used = if wide >= NARROWEST + GAP && !frame::is_narrow(canvas.area()) {
        draw_grid(&matrix, cell, chosen, (goal, wide), room, canvas)
    } else {
        draw_goal(&matrix, cell, chosen, room, canvas)
    };
    let y = (area.y + used + 1).min(area.bottom().saturating_sub(below - 1));
    let line = Rect { y, height: rows + 1, ..area }.intersection(area);
    draw_line(run, &matrix, cell, line, canvas)
}

/// All goals under all departments, as many as fit around the one at hand; the rows that were used.
fn draw_grid(
    matrix: &Matrix<'_>,
    cell: Cell,
    chosen: Option<Cell>,
    (goal, wide): (u16, u16),
    area: Rect,
    canvas: &mut Canvas<'_>,
) -> u16 {
    let (texts, theme) = (canvas.texts(), canvas.theme());
    let room = |column: usize| {
        let x = area.x + goal + u16::try_from(column).unwrap_or(0).saturating_mul(wide);
        Rect { x, width: wide - GAP, ..area }.intersection(area)
    };
    let is_silent = (0..matrix.departments.len()).any(|column| matrix.is_department_silent(column));
    for column in 0..matrix.departments.len() {
        let head = room(column);
        let style = if chosen.is_some_and(|(_, at)| at == column) { theme.here() } else { theme.quiet() };
        canvas.put(head.x, head.y, head.width, matrix::department(matrix, column, texts), style);
        if matrix.is_department_silent(column) {
            canvas.put(head.x, head.y + 1, head.width, texts.grid.department_silent, theme.look());
        }
    }
    let top = 1 + u16::from(is_silent) + u16::from(!frame::is_short(canvas.area()));
    let body = Rect { y: area.y + top, height: area.height.saturating_sub(top), ..area }.intersection(area);
    let goals = u16::try_from(matrix.goals.len()).unwrap_or(u16::MAX).max(1);
    let most = (body.height / goals).saturating_sub(1).clamp(2, ROWS);
    let heights: Vec<u16> = (0..matrix.goals.len())
        .map(|row| {
            let name = lines(matrix::goal(matrix, row, texts), goal - GAP, most);
            let name =
                name + if matrix.is_goal_left_out(row) { lines(texts.grid.goal_left_out, goal - GAP, 2) } else { 0 };
            let cells = (0..matrix.departments.len())
                .map(|column| lines(&matrix::words(matrix, (row, column)), wide - GAP, most));
            cells.fold(name, u16::max) + 1
        })
        .collect();
    let mut y = body.y;
    for row in list::fitting(&heights, cell.0, body.height + 1) {
        let height = heights.get(row).map_or(0, |height| height - 1);
        let line = Rect { y, height, ..body }.intersection(body);
        let is_here = chosen.is_some_and(|(at, _)| at == row);
        let name = Rect { width: goal - GAP, ..line };
        draw_goal_head(matrix, row, is_here, name, most, canvas);
        for column in 0..matrix.departments.len() {
            let place = room(column).intersection(line_of(line, area));
            draw_cell(
                &matrix::words(matrix, (row, column)),
                chosen == Some((row, column)),
                Rect { y, height: most.min(height), ..place }.intersection(body),
                canvas,
            );
        }
        y += height + 1;
    }
    y.saturating_sub(area.y + 1)
}

/// The rows of a line over all columns of the grid.
fn line_of(line: Rect, area: Rect) -> Rect {
    Rect { y: area.y, height: area.height, ..line }
}

fn draw_goal_head(matrix: &Matrix<'_>, row: usize, is_here: bool, area: Rect, most: u16, canvas: &mut Canvas<'_>) {
    let (texts, theme) = (canvas.texts(), canvas.theme());
    let style = if is_here { theme.here() } else { theme.text() };
    let name = Rect { height: most, ..area }.intersection(area);
    let used = canvas.paragraph(name, matrix::goal(matrix, row, texts), style);
    if matrix.is_goal_left_out(row) {
        let flag = Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area };
        canvas.paragraph(flag, texts.grid.goal_left_out, theme.look());
    }
}

fn draw_cell(words: &str, is_chosen: bool, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme();
    if is_chosen {
        canvas.focus(area);
    }
    let style = if is_chosen { theme.text().patch(theme.selection()) } else { theme.text() };
    if words.is_empty() {
        canvas.put(area.x, area.y, 1.min(area.width), canvas.glyphs().bullet, theme.quiet());
    } else {
        canvas.paragraph(area, words, style);
    }
}

/// One goal with its departments below each other; the rows that were used.
fn draw_goal(matrix: &Matrix<'_>, cell: Cell, chosen: Option<Cell>, area: Rect, canvas: &mut Canvas<'_>) -> u16 {
    let (texts, theme) = (canvas.texts(), canvas.theme());
    let (row, at) = cell;
    let place = (texts.grid.goal_of)(row + 1, matrix.goals.len());
    let left_out = if matrix.is_goal_left_out(row) {
        format!("  {} {}", canvas.glyphs().separator, texts.grid.goal_left_out)
    } else {
        String::new()
    };
    canvas.pieces(area.x, area.y, area.width, &[(&place, theme.quiet()), (&left_out, theme.look())]);
    let name = Rect { y: area.y + 1, height: 2, ..area }.intersection(area);
    let style = if chosen.is_some() { theme.here() } else { theme.text() };
    let top = 2 + canvas.paragraph(name, matrix::goal(matrix, row, texts), style);
    let names = (0..matrix.departments.len()).map(|column| text::width(matrix::department(matrix, column, texts)));
    let label = u16::try_from(names.max().unwrap_or(0)).unwrap_or(u16::MAX).clamp(8, 18) + GAP;
    let body = Rect { y: area.y + top, height: area.height.saturating_sub(top), ..area }.intersection(area);
    let gap = u16::from(!frame::is_short(canvas.area()));
    let words = |column: usize| {
        let said = matrix::words(matrix, (row, column));
        let is_flagged = said.is_empty() && matrix.is_department_silent(column);
        (if is_flagged { texts.grid.department_silent.to_owned() } else { said }, is_flagged)
    };
    let heights: Vec<u16> = (0..matrix.departments.len())
        .map(|column| lines(&words(column).0, body.width.saturating_sub(label), 3) + gap)
        .collect();
    let mut y = body.y;
    for column in list::fitting(&heights, at, body.height + gap) {
        let height = heights.get(column).map_or(1, |height| height - gap);
        let line = Rect { y, height, ..body }.intersection(body);
        let is_chosen = chosen == Some((row, column));
        let style = if is_chosen { theme.here() } else { theme.quiet() };
        let said = Rect { x: line.x + label, width: line.width.saturating_sub(label), ..line };
        let (words, is_flagged) = words(column);
        if is_chosen {
            canvas.focus(line);
        }
        canvas.put(line.x, y, label - 1, matrix::department(matrix, column, texts), style);
        let style = if is_flagged { theme.look() } else { theme.text() };
        if words.is_empty() {
            canvas.put(said.x, y, said.width.min(1), canvas.glyphs().bullet, theme.quiet());
        } else {
            canvas.paragraph(said, &words, style);
        }
        y += height + gap;
    }
    y.saturating_sub(area.y + gap)
}

/// The goal and the department of the cell at hand, and under them its whole sentence or what is being typed.
fn draw_line(run: &Run, matrix: &Matrix<'_>, cell: Cell, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
    if area.is_empty() {
        return None;
    }
    let (texts, theme) = (canvas.texts(), canvas.theme());
    let (known, all) = matrix.filled();
    let used = canvas.put_right(area.right(), area.y, area.width / 2, &(texts.grid.filled)(known, all), theme.quiet());
    let room = area.width.saturating_sub(used + GAP);
    let words = Rect { y: area.y + 1, height: area.height - 1, ..area };
    if run.is_typing && !run.is_in_cell() {
        // The line is open although cells are empty where the question is about one department.
        let words = if known == all { texts.grid.all_said } else { "" };
        canvas.put(area.x, area.y, room, words, theme.quiet());
        return None;
    }
    let (row, column) = cell;
    let about = (texts.grid.cell)(matrix::department(matrix, column, texts), matrix::goal(matrix, row, texts));
    canvas.put(area.x, area.y, room, &about, theme.quiet());
    if run.is_in_cell() {
        let rows = run.typed_height(words.width).clamp(1, words.height.max(1));
        let line = Rect { height: rows, ..words }.intersection(area);
        canvas.focus(line);
        return run.draw_words(line, canvas);
    }
    let said = matrix::words(matrix, cell);
    let (said, style) =
        if said.is_empty() { (texts.grid.nothing_said.to_owned(), theme.quiet()) } else { (said, theme.text()) };
    canvas.paragraph(words, &said, style);
    None
}

/// The rows that words take at this width, from one to `most`.
fn lines(words: &str, width: u16, most: u16) -> u16 {
    let lines = text::wrap(&text::safe(words), usize::from(width.max(1))).len();
    u16::try_from(lines).unwrap_or(most).clamp(1, most.max(1))
}
