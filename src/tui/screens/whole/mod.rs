//! Answers seen as a whole, in rows that any screen can draw: sorted into lanes, or ranked.

use ratatui::style::Style;

use crate::tui::theme::Theme;
use crate::tui::widgets::text;

pub(super) mod lanes;
pub(super) mod ranking;

/// What a piece of a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Title,
    Text,
    Quiet,
    Rule,
}

/// The pieces of a row, from left to right; gaps are pieces too.
pub(super) type Row = Vec<(String, Tone)>;

impl Tone {
    pub(super) fn style(self, theme: Theme) -> Style {
        match self {
            Self::Title => theme.strong(),
            Self::Text => theme.text(),
            Self::Quiet => theme.quiet(),
            Self::Rule => theme.rule(),
        }
    }
}

/// Words in a cell of exactly this many columns, cut where they are longer.
fn cell(words: &str, columns: usize, ellipsis: &str) -> String {
    let fitted = text::fit(words, columns, ellipsis);
    format!("{fitted}{}", gap(columns.saturating_sub(text::width(&fitted))))
}

/// The same with the words at the right.
fn right_cell(words: &str, columns: usize, ellipsis: &str) -> String {
    let fitted = text::fit(words, columns, ellipsis);
    format!("{}{fitted}", gap(columns.saturating_sub(text::width(&fitted))))
}

fn gap(columns: usize) -> String {
    " ".repeat(columns)
}

/// The columns that a row takes.
fn columns(row: &Row) -> usize {
    row.iter().map(|(words, _)| text::width(words)).sum()
}

/// Blocks of rows two by two: the left one padded to `width`, with what stands between them.
fn beside(left: Vec<Row>, right: Vec<Row>, width: usize, between: &str) -> Vec<Row> {
    let length = left.len().max(right.len());
    let fill = |rows: Vec<Row>| rows.into_iter().chain(std::iter::repeat_with(Row::new)).take(length);
    let join = |(mut left, right): (Row, Row)| {
        left.push((gap(width.saturating_sub(columns(&left))), Tone::Text));
        left.push((between.to_owned(), Tone::Rule));
        left.extend(right);
        left
    };
    fill(left).zip(fill(right)).map(join).collect()
}
