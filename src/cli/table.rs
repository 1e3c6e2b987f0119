//! Rows in columns that line up.

use crate::tui::widgets::text::{fit, width};

/// A table under way.
pub(super) struct Table {
    rows: Vec<Vec<String>>,
    ellipsis: &'static str,
}

/// The columns beyond which a cell is cut, but in the last column, which is a path or a long text.
const WIDEST: usize = 44;

impl Table {
    pub(super) fn new(heads: &[&str], ellipsis: &'static str) -> Self {
        let heads = heads.iter().map(|head| (*head).to_owned()).collect();
        Self { rows: vec![heads], ellipsis }
    }

    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let mut cells: Vec<String> = cells.into_iter().collect();
        let last = cells.len().saturating_sub(1);
        for cell in cells.iter_mut().take(last) {
            *cell = fit(cell, WIDEST, self.ellipsis).into_owned();
        }
        self.rows.push(cells);
    }

    /// The lines, the heads first.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        let columns = self.rows.first().map_or(0, Vec::len);
        let widest = |column: usize| self.rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max();
        let widths: Vec<usize> = (0..columns).map(|column| widest(column).unwrap_or(0)).collect();
        self.rows.iter().map(move |row| {
            let cells = row.iter().zip(&widths).map(|(cell, wide)| {
                let gap = wide.saturating_sub(width(cell)) + 2;
                format!("{cell}{:gap$}", "")
            });
            cells.collect::<String>().trim_end().to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_by_what_is_seen() {
        let mut table = Table::new(&["A", "B", "C"], "…");
        table.row(["日本".to_owned(), "x".repeat(90), "end".to_owned()]);
        table.row(["e\u{301}".to_owned(), "y".to_owned(), "z".repeat(90)]);
        let lines: Vec<String> = table.lines().collect();
        assert_eq!(lines[0], format!("A     B{:45}C", ""));
        assert_eq!(lines[1], format!("日本  {}…  end", "x".repeat(43)));
        assert_eq!(lines[2], format!("e\u{301}     y{:45}{}", "", "z".repeat(90)));
    }
}
