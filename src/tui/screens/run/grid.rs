//! The cells of a grid, of measures by periods or goals by departments: where you are, and how keys lead on.

use ratatui::layout::{Position, Rect};
use ratatui::text::Span;
use serde_json::Value;

use super::Run;
use crate::model::capture::Capture;
use crate::model::change::Change;
use crate::model::field::Field;
use crate::model::id::ItemId;
use crate::model::sheet::alignment::{self, Matrix};
use crate::model::sheet::{Shape, metrics};
use crate::tui::key::{Key, KeyCode};
use crate::tui::keymap::{Action, Place};
use crate::tui::notice::Notice;
use crate::tui::screens::aside::Aside;
use crate::tui::screens::{Go, Screen};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::record;
use crate::tui::world::World;

/// The cell at hand.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// The keys of its row and its column.
    keys: (String, String),
    /// Their places, for when one of them is gone.
    at: (usize, usize),
    /// Whether what is typed goes into it.
    is_open: bool,
    /// Whether nothing was typed since it was opened: arrows still mean cells, and a digit begins a new number.
    is_fresh: bool,
}

/// The rows and columns of a grid by their keys.
pub(super) struct Axes {
    rows: Vec<String>,
    columns: Vec<String>,
    /// Whether the question is about one column, so that enter goes down.
    is_down: bool,
}

/// A cell by the places of its row and its column.
pub(super) type Cell = (usize, usize);

impl Axes {
    fn cell(&self, grid: &Grid) -> Cell {
        let place = |keys: &[String], key: &str, at: usize| {
            keys.iter().position(|each| each == key).unwrap_or(at.min(keys.len().saturating_sub(1)))
        };
        (place(&self.rows, &grid.keys.0, grid.at.0), place(&self.columns, &grid.keys.1, grid.at.1))
    }

    fn keys(&self, (row, column): Cell) -> Option<(&str, &str)> {
        Some((self.rows.get(row)?, self.columns.get(column)?))
    }

    /// The cells in the order in which enter goes through them.
    fn all(&self, column: usize) -> Vec<Cell> {
        let columns = || if self.is_down { column..column + 1 } else { 0..self.columns.len() };
        (0..self.rows.len()).flat_map(|row| columns().map(move |column| (row, column))).collect()
    }

    fn next(&self, cell: Cell, is_back: bool) -> Option<Cell> {
        let all = self.all(cell.1);
        let at = all.iter().position(|each| *each == cell)?;
        all.get(if is_back { at.checked_sub(1)? } else { at + 1 }).copied()
    }

    fn moved(&self, (row, column): Cell, action: Action) -> Option<Cell> {
        let (last_row, last_column) = (self.rows.len().saturating_sub(1), self.columns.len().saturating_sub(1));
        Some(match action {
            Action::Up => (row.saturating_sub(1), column),
            Action::Down => ((row + 1).min(last_row), column),
            Action::Left => (row, column.saturating_sub(1)),
            Action::Right => (row, (column + 1).min(last_column)),
            Action::First => (0, column),
            Action::Last => (last_row, column),
            _ => return None,
        })
    }
}

impl Run {
    /// The rows and columns of the sheet at hand, where it is a grid that has any.
    fn axes(&self, world: &World) -> Option<Axes> {
        let here = self.here(world)?;
        let (rows, columns, asked): (Vec<String>, Vec<String>, &str) = match here.sheet.kind.shape() {
            Shape::Metrics => {
                let periods = here.records.setup.periods.iter().cloned();
                let rows = self.answers(world).iter().map(|item| item.id.to_string()).collect();
                (rows, periods.chain([metrics::TARGET.to_owned()]).collect(), &here.prompt.fills)
            }
            Shape::Alignment => {
                let matrix = self.matrix(world)?;
                let keys = |heads: Vec<alignment::Head>| heads.into_iter().map(|head| head.key).collect();
                let asked = here.prompt.preset.get("department").and_then(Value::as_str);
                (keys(matrix.goals), keys(matrix.departments), asked.unwrap_or_default())
            }
            _ => return None,
        };
        let is_known = asked.is_empty() || columns.iter().any(|column| column == asked);
        let is_grid = is_known && !rows.is_empty() && !columns.is_empty();
        is_grid.then_some(Axes { rows, columns, is_down: !asked.is_empty() })
    }

    /// Goals by departments, with what was said so far.
    pub(super) fn matrix<'a>(&self, world: &'a World) -> Option<Matrix<'a>> {
        let here = self.here(world).filter(|here| here.sheet.kind.shape() == Shape::Alignment)?;
        let earlier: Vec<_> = self.earlier(world).collect();
        Some(Matrix::of(here.session, here.records, &earlier))
    }

    /// Whether the sheet at hand is a grid with cells.
    pub(super) fn is_grid(&self, world: &World) -> bool {
        self.axes(world).is_some()
    }

    /// The cell at hand.
    pub(super) fn cell(&self, world: &World) -> Option<Cell> {
        self.axes(world).map(|axes| axes.cell(&self.grid))
    }

    /// Whether what is typed goes into a cell.
    pub(super) fn is_in_cell(&self) -> bool {
        self.is_typing && self.grid.is_open
    }

    /// The words of a cell, as they are typed.
    fn words_in(&self, (row, column): (&str, &str), world: &World) -> String {
        let Some(here) = self.here(world) else { return String::new() };
        if here.sheet.kind.shape() == Shape::Alignment {
            return alignment::cell(here.records, row, column).map_or("", |item| item.text("text")).to_owned();
        }
        let item = here.records.items.iter().find(|item| item.id.as_str() == row);
        item.and_then(|item| item.value(column)).map_or_else(String::new, Value::to_string)
    }

    /// What was said in the cell at hand of an alignment.
    pub(super) fn said_here<'a>(&self, world: &'a World) -> Option<&'a crate::model::item::Item> {
        let axes = self.axes(world)?;
        let (goal, department) = axes.keys(axes.cell(&self.grid))?;
        alignment::cell(self.here(world)?.records, goal, department)
    }

    /// Comes to a grid: into the cell that was being typed in, else the first empty one of a question that fills cells.
    pub(super) fn enter_grid(&mut self, world: &World) {
        self.grid = Grid::default();
        let Some((axes, here)) = self.axes(world).zip(self.here(world)) else { return };
        let draft = world.drafts.get(&self.session).filter(|draft| {
            draft.stage == here.stage.id && (draft.sheet, draft.prompt) == (self.at.sheet, self.at.prompt)
        });
        let asked = here.prompt.preset.get("department").and_then(Value::as_str).unwrap_or(&here.prompt.fills);
        let column = axes.columns.iter().position(|column| column == asked).unwrap_or(0);
        let cells = axes.all(column);
        let fills = axes.is_down || self.at.prompt == 0 || here.sheet.kind.shape() == Shape::Alignment;
        let is_empty = |cell: &Cell| axes.keys(*cell).is_some_and(|keys| self.words_in(keys, world).is_empty());
        let first = cells.iter().copied().find(|cell| fills && is_empty(cell));
        self.choose(&axes, first.or(cells.last().copied()).unwrap_or_default());
        if let Some((row, column)) = draft.and_then(|draft| draft.cell.as_ref())
            && let (Some(row), Some(column)) =
                (axes.rows.iter().position(|each| each == row), axes.columns.iter().position(|each| each == column))
        {
            self.open((row, column), world);
            if let Some(draft) = draft.filter(|draft| draft.text != self.base) {
                self.grid.is_fresh = false;
                self.editor.set(&draft.text);
                self.editor.set_cursor(draft.cursor);
            }
        } else if let Some(first) = first.filter(|_| self.editor.is_empty() && self.is_typing) {
            self.open(first, world);
        }
    }

    fn choose(&mut self, axes: &Axes, cell: Cell) {
        if let Some((row, column)) = axes.keys(cell) {
            self.grid.keys = (row.to_owned(), column.to_owned());
            self.grid.at = cell;
            self.cursor.select(cell.0);
        }
    }

    /// Puts the words of a cell into the line; half-typed words of the line wait.
    fn open(&mut self, cell: Cell, world: &World) {
        let Some(axes) = self.axes(world) else { return };
        if self.is_typing && !self.grid.is_open && !self.editor.is_empty() {
            self.unsaid.insert(self.at, self.editor.text().to_owned());
        }
        self.choose(&axes, cell);
        let (row, column) = self.grid.keys.clone();
        self.base = self.words_in((&row, &column), world);
        self.editor = Editor::line(&self.base);
        (self.is_typing, self.changing) = (true, None);
        (self.grid.is_open, self.grid.is_fresh) = (true, true);
    }

    /// From the cells to the line below them.
    pub(super) fn leave_cells(&mut self) {
        if std::mem::take(&mut self.grid.is_open) {
            self.base.clear();
            self.editor = Editor::line(&self.unsaid.remove(&self.at).unwrap_or_default());
        }
    }

    /// The keys of the cell that is typed in, to find it again.
    pub(super) fn cell_keys(&self) -> Option<(String, String)> {
        self.is_in_cell().then(|| self.grid.keys.clone())
    }

    /// Which bindings hold in a grid.
    pub(super) fn grid_place(&self, world: &World) -> Place {
        let is_last = || self.axes(world).is_some_and(|axes| axes.next(axes.cell(&self.grid), false).is_none());
        let has_line =
            self.shape(world) == Shape::Metrics && self.here(world).is_some_and(|here| here.prompt.fills.is_empty());
        match self.shape(world) {
            _ if self.is_in_cell() && !self.grid.is_fresh => Place::CellTyped,
            _ if self.is_in_cell() && is_last() && !has_line => self.empty_line(world),
            _ if self.is_in_cell() => Place::Cell,
            Shape::Metrics => Place::Measures,
            _ => Place::Matrix,
        }
    }

    /// What an action means in a grid; none where it means what it means everywhere.
    pub(super) fn grid_act(&mut self, action: Action, world: &mut World) -> Option<Go> {
        let axes = self.axes(world)?;
        let cell = axes.cell(&self.grid);
        if !self.is_typing {
            if let Some(cell) = axes.moved(cell, action) {
                self.choose(&axes, cell);
                return Some(Go::Stay);
            }
            match action {
                Action::Enter => {
                    self.open(cell, world);
                    self.grid.is_fresh = false;
                }
                Action::Add if self.shape(world) == Shape::Alignment => {
                    return Some(Go::open(Screen::Aside(Aside::department())));
                }
                _ => return None,
            }
            return Some(Go::Stay);
        }
        if !self.grid.is_open {
            let is_up = matches!(action, Action::Up | Action::NextPane);
            is_up.then(|| self.open((axes.rows.len().saturating_sub(1), cell.1), world));
            return is_up.then_some(Go::Stay);
        }
        self.cell_act(action, &axes, world)
    }

    /// What an action means in the cell that is typed in.
    fn cell_act(&mut self, action: Action, axes: &Axes, world: &mut World) -> Option<Go> {
        let cell = axes.cell(&self.grid);
        match action {
            Action::Enter | Action::NextField => {
                let is_changed = !self.grid.is_fresh;
                if self.keep_cell(world) {
                    match axes.next(cell, false) {
                        Some(next) => self.open(next, world),
                        // The last sentence stays in sight; enter once more goes on.
                        None if is_changed && self.shape(world) == Shape::Alignment => self.open(cell, world),
                        None => self.leave_cells(),
                    }
                    self.remember(world);
                }
            }
            Action::PreviousField => {
                if self.keep_cell(world) {
                    self.open(axes.next(cell, true).unwrap_or(cell), world);
                }
            }
            Action::Left | Action::Right if !self.grid.is_fresh => {
                let code = if action == Action::Left { KeyCode::Left } else { KeyCode::Right };
                self.editor.key(&Key::plain(code));
            }
            Action::Up | Action::Down | Action::Left | Action::Right => {
                let code = if action == Action::Up { KeyCode::Up } else { KeyCode::Down };
                let is_inside = !self.grid.is_fresh && self.editor.key(&Key::plain(code));
                if !is_inside && self.keep_cell(world) {
                    let to_line = action == Action::Down && cell.0 + 1 == axes.rows.len() && !axes.is_down;
                    match axes.moved(cell, action) {
                        _ if to_line && self.shape(world) == Shape::Metrics => self.leave_cells(),
                        Some(cell) => self.open(cell, world),
                        None => {}
                    }
                    self.remember(world);
                }
            }
            Action::StopTyping | Action::NextPane => {
                self.leave_cells();
                self.is_typing = false;
                self.remember(world);
            }
            _ => return None,
        }
        Some(Go::Stay)
    }

    /// Takes a key that no binding has. True when it meant something to a cell.
    pub(super) fn grid_key(&mut self, key: &Key, world: &mut World) -> bool {
        let Some(axes) = self.axes(world) else { return false };
        let is_number = self.shape(world) == Shape::Metrics;
        if !self.is_typing {
            let begins = matches!(key.code, KeyCode::Char(c) if c.is_ascii_digit() || c == '-');
            if !(is_number && begins && !key.ctrl && !key.alt && self.can_write(world)) {
                return false;
            }
            self.open(axes.cell(&self.grid), world);
        }
        if !self.grid.is_open {
            // The end of an alignment takes no words: a sentence belongs to a goal.
            return !is_number;
        }
        if self.grid.is_fresh {
            let arrow = match key.code {
                KeyCode::Left => Some(Action::Left),
                KeyCode::Right => Some(Action::Right),
                KeyCode::Down => Some(Action::Down),
                _ => None,
            };
            if let Some(action) = arrow.filter(|_| !key.ctrl && !key.alt) {
                self.cell_act(action, &axes, world);
                return true;
            }
            if is_number && matches!(key.code, KeyCode::Char(_)) && !key.ctrl && !key.alt {
                self.editor.clear();
            }
        }
        if self.editor.key(key) {
            self.grid.is_fresh = false;
            self.remember(world);
        }
        true
    }

    /// Takes a paste into the open cell, as one line. True when there is one.
    pub(super) fn grid_paste(&mut self, text: &str, world: &mut World) -> bool {
        if !self.is_in_cell() {
            return self.shape(world) == Shape::Alignment && self.is_grid(world);
        }
        if self.grid.is_fresh && self.shape(world) == Shape::Metrics {
            self.editor.clear();
        }
        self.editor.insert(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        self.grid.is_fresh = false;
        self.remember(world);
        true
    }

    /// Keeps what is typed in the cell, if it is something else than before. False when it cannot stand there.
    pub(super) fn keep_cell(&mut self, world: &mut World) -> bool {
        let words = self.editor.text().trim().to_owned();
        if words == self.base.trim() {
            return true;
        }
        let (row, column) = self.grid.keys.clone();
        let mut ids = world.ids.clone();
        let Some(capture) = self.capture(world) else { return true };
        let (what, change) = if self.shape(world) == Shape::Alignment {
            let change = alignment::write(&capture, (&row, &column), &words, &mut ids);
            ((world.texts().says.changed)(&words), Ok(change))
        } else {
            let id = ItemId::new(row.as_str());
            let field = capture.slot.field(&column).cloned();
            let name = capture.sheet.items.iter().find(|item| item.id == id).map_or("", record::name);
            let what = format!("{} {}", (world.texts().prepare.quoted)(name), head(field.as_ref(), world));
            let at = (capture.today, capture.language);
            let fill = |field| Capture::fill(capture.session, &id, &field, &words, at, &mut ids);
            (what, field.map_or(Ok(Change::All(Vec::new())), fill))
        };
        world.ids = ids;
        match change {
            Ok(change) => world.edit(self.session, what, change),
            Err(error) => {
                world.say(Notice::from_sentences(&record::field_error(&error, world.texts())));
                false
            }
        }
    }

    /// Adds a department, and goes to its first cell.
    pub(super) fn add_department(&mut self, name: &str, world: &mut World) {
        let Some(here) = self.here(world) else { return };
        let (stage, sheet) = here.session.records_of(here.stage, here.sheet);
        let Some(change) = alignment::add_department(stage, sheet, name) else {
            world.say(Notice::calm((world.texts().grid.known_department)(name)));
            return;
        };
        if world.edit(self.session, (world.texts().says.added)(name), change)
            && let Some(axes) = self.axes(world)
        {
            let row = axes.cell(&self.grid).0;
            self.open((row, axes.columns.iter().position(|each| each == name.trim()).unwrap_or_default()), world);
        }
    }

    /// Draws the words that are typed in the cell; the caret.
    pub(super) fn draw_words(&self, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let theme = canvas.theme();
        let style = theme.text().patch(theme.selection());
        self.editor.view(area, canvas.buf(), style, &Span::raw("")).map(Position::from)
    }

    /// Whether the open cell holds something else than before.
    pub(super) fn is_overwriting(&self) -> bool {
        self.is_in_cell() && !self.grid.is_fresh
    }

    /// The rows that the words in the line take at this width.
    pub(super) fn typed_height(&self, width: u16) -> u16 {
        self.editor.height(width)
    }
}

/// The head of a column of measures.
fn head(field: Option<&Field>, world: &World) -> String {
    field.map_or_else(String::new, |field| record::label(field, world.texts()).to_owned())
}
