//! What every view of the plan is drawn from: the scene, the selection, and how much room the screen has.

use std::cell::Cell;
use std::ops::Range;

use ratatui::layout::Rect;

use super::scene::Scene;
use crate::model::plan::Entry;
use crate::tui::widgets::frame;
use crate::tui::widgets::list::Cursor;
use crate::tui::world::World;

/// What a view is drawn from.
pub(super) struct Shown<'a> {
    pub(super) world: &'a World,
    pub(super) scene: &'a Scene,
    pub(super) at: (usize, usize),
    pub(super) scroll: &'a [Cell<Cursor>; 3],
    pub(super) is_all: bool,
    /// The whole screen, which decides how much is shown.
    pub(super) screen: Rect,
}

impl Shown<'_> {
    pub(super) fn is_narrow(&self) -> bool {
        frame::is_narrow(self.screen)
    }

    pub(super) fn is_wide(&self) -> bool {
        frame::is_wide(self.screen)
    }

    pub(super) fn is_short(&self) -> bool {
        frame::is_short(self.screen)
    }

    /// Whether there are hardly any rows at all.
    pub(super) fn is_tiny(&self) -> bool {
        self.screen.height < 22
    }

    pub(super) fn entry(&self) -> Option<&Entry> {
        self.scene.at(self.at)
    }

    pub(super) fn is_selected(&self, entry: &Entry) -> bool {
        self.entry().is_some_and(|selected| std::ptr::eq(selected, entry))
    }

    pub(super) fn cards(&self, column: usize) -> &[usize] {
        self.scene.columns.get(column).map_or(&[], Vec::as_slice)
    }

    /// The rows of a column to be drawn where `height` fit; it follows `row` where it has the selection.
    pub(super) fn window(&self, column: usize, row: Option<usize>, length: usize, height: usize) -> Range<usize> {
        let Some(cell) = self.scroll.get(column).filter(|_| height > 0) else { return 0..0 };
        let mut cursor = cell.take();
        if let Some(row) = row {
            cursor.select(row);
        }
        let window = cursor.window(length, height);
        cell.set(cursor);
        window
    }
}
