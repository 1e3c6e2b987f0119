//! Drawing words and rules onto cells: whatever comes from a file is made safe here, and nothing is drawn outside its room.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};

use super::text;
use crate::lang::Texts;
use crate::tui::glyphs::Glyphs;
use crate::tui::theme::Theme;
use crate::tui::world::Look;

/// The cells of a frame, with the look in which they are drawn.
pub struct Canvas<'a> {
    buf: &'a mut Buffer,
    look: Look,
}

impl<'a> Canvas<'a> {
    /// A canvas over `buf`.
    pub fn new(buf: &'a mut Buffer, look: Look) -> Self {
        Self { buf, look }
    }

    /// The words.
    pub fn texts(&self) -> &'static Texts {
        self.look.texts
    }

    /// The colours.
    pub fn theme(&self) -> Theme {
        self.look.theme
    }

    /// The signs.
    pub fn glyphs(&self) -> &'static Glyphs {
        self.look.glyphs
    }

    /// The whole screen.
    pub fn area(&self) -> Rect {
        self.buf.area
    }

    /// The cells, for widgets that draw themselves.
    pub fn buf(&mut self) -> &mut Buffer {
        self.buf
    }

    /// Writes `words` into at most `width` columns from (`x`, `y`), cut with an ellipsis; the columns that were used.
    pub fn put(&mut self, x: u16, y: u16, width: u16, words: &str, style: Style) -> u16 {
        let area = self.buf.area;
        if y < area.top() || y >= area.bottom() || x < area.left() || x >= area.right() {
            return 0;
        }
        let room = width.min(area.right() - x);
        let spelt = self.look.glyphs.spell(words);
        let fitted = text::fit(&spelt, usize::from(room), self.look.glyphs.ellipsis);
        write(self.buf, (x, y), room, &fitted, style)
    }

    /// Writes pieces one after the other; the columns that were used.
    pub fn pieces(&mut self, x: u16, y: u16, width: u16, pieces: &[(&str, Style)]) -> u16 {
        let mut used = 0;
        for (words, style) in pieces {
            let room = width.saturating_sub(used);
            used += self.put(x.saturating_add(used), y, room, words, *style);
            if text::width(&self.look.glyphs.spell(words)) > usize::from(room) {
                break;
            }
        }
        used
    }

    /// Writes pieces so that they end before column `right`; the columns that were used.
    pub fn pieces_right(&mut self, right: u16, y: u16, width: u16, pieces: &[(&str, Style)]) -> u16 {
        let glyphs = self.look.glyphs;
        let wanted: usize = pieces.iter().map(|(words, _)| text::width(&glyphs.spell(words))).sum();
        let wanted = u16::try_from(wanted).unwrap_or(u16::MAX).min(width);
        self.pieces(right.saturating_sub(wanted), y, wanted, pieces)
    }

    /// Writes `words` so that they end before column `right`.
    pub fn put_right(&mut self, right: u16, y: u16, width: u16, words: &str, style: Style) -> u16 {
        self.pieces_right(right, y, width, &[(words, style)])
    }

    /// Writes `words` over as many rows as they need, at most `rows`; the rows that were used.
    pub fn paragraph(&mut self, area: Rect, words: &str, style: Style) -> u16 {
        let safe = text::safe(words);
        let lines = text::wrap(&safe, usize::from(area.width.max(1)));
        let mut used = 0;
        for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
            let line = safe.get(line.clone()).unwrap_or_default().trim_end();
            let is_cut = y + 1 == area.bottom() && usize::from(used) + 1 < lines.len();
            let shown = if is_cut { format!("{line}{}", self.look.glyphs.ellipsis) } else { line.to_string() };
            self.put(area.x, y, area.width, &shown, style);
            used += 1;
        }
        used
    }

    /// Draws a thin rule.
    pub fn rule(&mut self, x: u16, y: u16, width: u16) {
        let (sign, style) = (self.look.glyphs.rule, self.look.theme.rule());
        self.repeat(x, y, width, sign, style);
    }

    /// Draws one sign over and over.
    pub fn repeat(&mut self, x: u16, y: u16, width: u16, sign: &str, style: Style) {
        for column in x..x.saturating_add(width) {
            if let Some(cell) = self.buf.cell_mut((column, y)) {
                cell.set_symbol(sign).set_style(style);
            }
        }
    }

    /// Marks rows as the ones that have the focus: the selection behind them and the bar one column to their left.
    pub fn focus(&mut self, area: Rect) {
        let (bar, here) = (self.look.glyphs.focus, self.look.theme.here());
        let area = area.intersection(self.buf.area);
        self.buf.set_style(area, self.look.theme.selection());
        for y in area.top()..area.bottom() {
            if let Some(left) = area.x.checked_sub(1)
                && let Some(cell) = self.buf.cell_mut((left, y))
            {
                cell.set_symbol(bar).set_style(here);
            }
        }
    }

    /// Empties an area.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buf.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                if let Some(cell) = self.buf.cell_mut((x, y)) {
                    cell.reset();
                }
            }
        }
    }

    /// Gives the theme's own colours to every cell that has the terminal's.
    pub fn paint(&mut self, area: Rect) {
        let background = self.look.theme.background();
        for at in area.intersection(self.buf.area).positions() {
            let Some(cell) = self.buf.cell_mut(at) else { continue };
            cell.fg = if cell.fg == Color::Reset { background.fg.unwrap_or_default() } else { cell.fg };
            cell.bg = if cell.bg == Color::Reset { background.bg.unwrap_or_default() } else { cell.bg };
        }
    }

    /// Gives every cell of an area this style.
    pub fn tint(&mut self, area: Rect, style: Style) {
        self.buf.set_style(area.intersection(self.buf.area), style);
    }

    /// Asks for more room, in the middle if it can be.
    pub fn too_small(&mut self, area: Rect) {
        let words = self.look.texts.frame.too_small;
        let style = self.look.theme.text();
        let width = area.width.saturating_sub(2).max(1);
        let lines = text::wrap(words, usize::from(width)).len();
        let rows = u16::try_from(lines).unwrap_or(area.height).min(area.height);
        let room = Rect { x: area.x + area.width.min(1), y: area.y + (area.height - rows) / 2, width, height: rows };
        self.paragraph(room.intersection(area), words, style);
    }
}

/// Writes safe words into at most `room` columns of a row of `buf`; the columns that were used.
pub(super) fn write(buf: &mut Buffer, (x, y): (u16, u16), room: u16, words: &str, style: Style) -> u16 {
    let area = buf.area;
    if !area.contains(Position { x, y }) {
        return 0;
    }
    let room = usize::from(room.min(area.right() - x));
    let start = usize::from(y - area.y) * usize::from(area.width) + usize::from(x - area.x);
    let Some(cells) = buf.content.get_mut(start..start + room) else { return 0 };
    let used = if text::is_ascii(words.as_bytes()) {
        for (cell, byte) in cells.iter_mut().zip(words.bytes()) {
            cell.set_char(char::from(byte)).set_style(style);
        }
        room.min(words.len())
    } else {
        write_clusters(cells, words, style)
    };
    u16::try_from(used).unwrap_or(u16::MAX)
}

fn write_clusters(cells: &mut [Cell], words: &str, style: Style) -> usize {
    let mut used = 0;
    for (cluster, wide) in text::clusters(words) {
        let Some((first, hidden)) = cells.get_mut(used..used + wide).and_then(|cells| cells.split_first_mut()) else {
            break;
        };
        first.set_symbol(cluster).set_style(style);
        // What lies behind a wide sign is hidden by it.
        hidden.iter_mut().for_each(Cell::reset);
        used += wide;
    }
    used
}
