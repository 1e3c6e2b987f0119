//! The tabs above the plan: which views there are, and which one is shown.

use ratatui::layout::Rect;

use crate::tui::widgets::canvas::Canvas;

/// The views, in the order of their tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum View {
    Board,
    List,
    Timeline,
    People,
}

impl View {
    /// All four.
    pub(super) const ALL: [Self; 4] = [Self::Board, Self::List, Self::Timeline, Self::People];

    /// Its place among them, from 0.
    fn place(self) -> usize {
        Self::ALL.iter().position(|each| *each == self).unwrap_or(0)
    }

    /// The view so many tabs further on, round and round.
    pub(super) fn beside(self, step: usize) -> Self {
        Self::ALL.get((self.place() + step) % Self::ALL.len()).copied().unwrap_or(self)
    }

    /// The names of the views over a rule that marks the one at hand.
    pub(super) fn draw(self, canvas: &mut Canvas<'_>, area: Rect) {
        let (theme, texts, glyphs) = (canvas.theme(), &canvas.texts().plan, canvas.glyphs());
        canvas.rule(area.x, area.y + 1, area.width);
        let mut x = area.x;
        for (view, name) in View::ALL.into_iter().zip([texts.board, texts.list, texts.timeline, texts.people]) {
            let is_here = view == self;
            let style = if is_here { theme.strong().patch(theme.here()) } else { theme.quiet() };
            let used = canvas.put(x, area.y, area.right().saturating_sub(x), name, style);
            if is_here {
                canvas.repeat(x, area.y + 1, used, glyphs.elapsed, theme.here());
            }
            x += used + 4;
        }
    }
}
