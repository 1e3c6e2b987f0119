//! A cursor in a list: moves, stays inside, and keeps what it points at on the screen.

use std::cell::Cell;

use crate::tui::keymap::Action;

/// The selected row of a list, and the first one shown.
#[derive(Clone, Debug, Default)]
pub struct Cursor {
    at: usize,
    // Where drawing last began: it follows the selection only as far as it must, and only drawing knows the height.
    top: Cell<usize>,
}

impl Cursor {
    /// A cursor on this row.
    pub fn at(row: usize) -> Self {
        Self { at: row, top: Cell::new(0) }
    }

    /// The selected row of a list of this length; 0 in an empty one.
    pub fn row(&self, length: usize) -> usize {
        self.at.min(length.saturating_sub(1))
    }

    /// Selects a row.
    pub fn select(&mut self, row: usize) {
        self.at = row;
    }

    /// Moves as an action asks, in a list of this length. True when the action is one that moves.
    pub fn act(&mut self, action: Action, length: usize) -> bool {
        let at = self.row(length);
        let last = length.saturating_sub(1);
        self.at = match action {
            Action::Up => at.saturating_sub(1),
            Action::Down => (at + 1).min(last),
            Action::First => 0,
            Action::Last => last,
            Action::PageUp => at.saturating_sub(10),
            Action::PageDown => (at + 10).min(last),
            _ => return false,
        };
        true
    }

    /// The rows to show where `height` of them fit.
    pub fn window(&self, length: usize, height: usize) -> std::ops::Range<usize> {
        let (at, height) = (self.row(length), height.max(1));
        let most = length.saturating_sub(height);
        let top = self.top.get().clamp((at + 1).saturating_sub(height), at).min(most);
        self.top.set(top);
        top..(top + height).min(length)
    }
}

/// The rows of these heights to show in `room` rows: what is above row `at` as far as it fits, then what is below.
pub fn fitting(heights: &[u16], at: usize, room: u16) -> std::ops::Range<usize> {
    let height = |row: usize| heights.get(row).copied().unwrap_or(0);
    let at = at.min(heights.len().saturating_sub(1));
    let (mut first, mut end, mut used) = (at, (at + 1).min(heights.len()), height(at));
    while first > 0 && used.saturating_add(height(first - 1)) <= room {
        first -= 1;
        used += height(first);
    }
    while end < heights.len() && used.saturating_add(height(end)) <= room {
        used += height(end);
        end += 1;
    }
    first..end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_fits_is_shown_around_the_chosen_row(
            heights in prop::collection::vec(1_u16..6, 0..20), at in 0_usize..25, room in 0_u16..40
        ) {
            let shown = fitting(&heights, at, room);
            let used: u16 = heights[shown.clone()].iter().sum();
            prop_assert!(heights.is_empty() || shown.contains(&at.min(heights.len() - 1)));
            prop_assert!(used <= room || shown.len() == 1);
            prop_assert!(shown.end == heights.len() || used + heights[shown.end] > room);
        }

        #[test]
        fn the_selected_row_is_always_shown(
            moves in prop::collection::vec(0_usize..6, 0..40), length in 1_usize..50, height in 1_usize..20
        ) {
            let actions =
                [Action::Up, Action::Down, Action::First, Action::Last, Action::PageUp, Action::PageDown];
            let mut cursor = Cursor::default();
            for step in moves {
                cursor.act(actions[step], length);
                let window = cursor.window(length, height);
                prop_assert!(window.contains(&cursor.row(length)));
                prop_assert!(window.end <= length);
            }
        }
    }
}
