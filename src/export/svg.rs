//! Charts inside a page of HTML: days along a line, and the bars of a measure.

use std::fmt::{self, Write};

use chrono::{Datelike, Months, NaiveDate};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::clean::line;
use super::document::{Bars, Mark, MarkKind, Timeline};
use super::html::escaped;
use crate::lang::Texts;

/// How many days one chart shows; more make another, so that a sheet of paper holds each.
const ROWS: usize = 24;
/// The height of a row and of the heads above the first one.
const ROW: usize = 26;
const HEADS: usize = 24;
/// Where the words, the days along time, and the chart end.
const WORDS: u32 = 92;
const TIME: f64 = 430.0;
const WIDTH: f64 = 720.0;
/// The most columns that words take.
const COLUMNS: usize = 50;
/// The most months that are named.
const MONTHS: usize = 5;

/// From when until when a chart reaches.
struct Scale {
    first: NaiveDate,
    days: f64,
}

/// Draws days in order, each in a row of its own, and says what the signs mean.
pub(super) fn timeline(html: &mut String, timeline: &Timeline, texts: &Texts) -> fmt::Result {
    let days = timeline.marks.iter().flat_map(|mark| [mark.from.unwrap_or(mark.day), mark.day]);
    let (first, last) =
        days.fold((NaiveDate::MAX, NaiveDate::MIN), |(first, last), day| (first.min(day), last.max(day)));
    let scale = Scale { first, days: days_between(first, last).max(1.0) };
    for marks in timeline.marks.chunks(ROWS) {
        chart(html, marks, &scale, (&timeline.words, texts))?;
    }
    let mut kinds: Vec<(MarkKind, &str)> = timeline.marks.iter().map(|mark| (mark.kind, mark.sort)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    writeln!(html, "<ul class=\"legend\">")?;
    for (kind, sort) in kinds {
        write!(html, "<li><svg width=\"16\" height=\"16\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">")?;
        sign(html, kind, 8.0, 8)?;
        writeln!(html, "</svg>{}</li>", escaped(sort))?;
    }
    writeln!(html, "</ul>")
}

fn chart(html: &mut String, marks: &[Mark], scale: &Scale, (words, texts): (&str, &Texts)) -> fmt::Result {
    let height = HEADS + ROW * marks.len() + 4;
    writeln!(html, "<div class=\"wide\"><svg class=\"timeline\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\">")?;
    writeln!(html, "<title>{}</title>", escaped(words))?;
    let said: Vec<String> = marks.iter().map(|mark| format!("{} {}", mark.when, line(&mark.words))).collect();
    writeln!(html, "<desc>{}</desc>", escaped(&said.join("; ")))?;
    for month in scale.months() {
        let x = scale.x(month);
        writeln!(html, "<line class=\"grid\" x1=\"{x:.1}\" y1=\"{HEADS}\" x2=\"{x:.1}\" y2=\"{height}\"/>")?;
        let name = if month.month() == 1 { month.year().to_string() } else { (texts.dates.month)(month) };
        writeln!(html, "<text class=\"quiet\" x=\"{x:.1}\" y=\"14\" text-anchor=\"middle\">{}</text>", escaped(&name))?;
    }
    for (row, mark) in marks.iter().enumerate() {
        let middle = HEADS + ROW * row + ROW / 2;
        row_of(html, mark, scale, middle)?;
    }
    writeln!(html, "</svg></div>")
}

fn row_of(html: &mut String, mark: &Mark, scale: &Scale, middle: usize) -> fmt::Result {
    let base = middle + 4;
    let whole =
        if mark.who.is_empty() { line(&mark.words) } else { format!("{}, {}", line(&mark.words), line(&mark.who)) };
    writeln!(html, "<g><title>{}</title>", escaped(&format!("{} {whole}", mark.sort)))?;
    writeln!(html, "<text class=\"quiet\" x=\"0\" y=\"{base}\">{}</text>", escaped(&mark.when))?;
    writeln!(html, "<text x=\"{WORDS}\" y=\"{base}\">{}</text>", escaped(&fitted(&whole)))?;
    let x = scale.x(mark.day);
    writeln!(html, "<line class=\"grid\" x1=\"{TIME}\" y1=\"{middle}\" x2=\"{WIDTH}\" y2=\"{middle}\"/>")?;
    if let Some(from) = mark.from.map(|from| scale.x(from)) {
        let (top, wide) = (middle - 4, x - from);
        writeln!(html, "<rect class=\"span\" x=\"{from:.1}\" y=\"{top}\" width=\"{wide:.1}\" height=\"8\" rx=\"4\"/>")?;
    }
    sign(html, mark.kind, x, middle)?;
    writeln!(html, "</g>")
}

/// The sign for a sort of day, around a point.
fn sign(html: &mut String, kind: MarkKind, x: f64, y: usize) -> fmt::Result {
    let turned = format!("transform=\"translate({x:.1} {y})");
    match kind {
        MarkKind::Milestone => writeln!(html, "<path class=\"mark\" {turned}\" d=\"M0-7 7 0 0 7-7 0Z\"/>"),
        MarkKind::Action => writeln!(html, "<circle class=\"mark\" cx=\"{x:.1}\" cy=\"{y}\" r=\"4.5\"/>"),
        MarkKind::Project => writeln!(html, "<path class=\"mark\" {turned}\" d=\"M-5-5H5V5H-5Z\"/>"),
        MarkKind::Goal => writeln!(html, "<circle class=\"ring\" cx=\"{x:.1}\" cy=\"{y}\" r=\"5\"/>"),
        MarkKind::Session => writeln!(html, "<path class=\"warm\" {turned}\" d=\"M-5-6 7 0-5 6Z\"/>"),
        MarkKind::Review => writeln!(html, "<path class=\"ring\" {turned}\" d=\"M-5-5H5V5H-5Z\"/>"),
    }
}

/// Draws the readings of a measure side by side.
pub(super) fn bars(html: &mut String, bars: &Bars) -> fmt::Result {
    let width = bars.levels.len() * 11 + 1;
    write!(html, "<svg width=\"{width}\" height=\"26\" viewBox=\"0 0 {width} 26\" role=\"img\">")?;
    write!(html, "<title>{}</title>", escaped(&line(&bars.words)))?;
    for (place, level) in bars.levels.iter().enumerate() {
        if let Some(level) = level {
            let (x, tall) = (place * 11, 4 + 3 * u32::from((*level).min(7)));
            write!(html, "<rect class=\"bar\" x=\"{x}\" y=\"{}\" width=\"8\" height=\"{tall}\"/>", 26 - tall)?;
        }
    }
    write!(html, "</svg>")
}

impl Scale {
    /// Where a day lies; the first and the last have room for their signs.
    fn x(&self, day: NaiveDate) -> f64 {
        let room = 10.0;
        TIME + room + days_between(self.first, day) / self.days * (WIDTH - TIME - 2.0 * room)
    }

    /// The first days of the months that are named; none but in between, where their names have room.
    fn months(&self) -> Vec<NaiveDate> {
        let Some(start) = self.first.with_day(1) else { return Vec::new() };
        let all = (1..).map_while(|months| start.checked_add_months(Months::new(months)));
        let all: Vec<NaiveDate> = all.take_while(|month| days_between(self.first, *month) <= self.days).collect();
        let step = all.len().div_ceil(MONTHS).max(1);
        let has_room = |month: &NaiveDate| (TIME + 24.0..=WIDTH - 24.0).contains(&self.x(*month));
        all.into_iter().step_by(step).filter(has_room).collect()
    }
}

fn days_between(first: NaiveDate, last: NaiveDate) -> f64 {
    i32::try_from((last - first).num_days()).map_or(0.0, f64::from)
}

/// The words as far as they fit into their column.
fn fitted(words: &str) -> String {
    if words.width() <= COLUMNS {
        return words.to_owned();
    }
    let mut taken = 0;
    let kept = words.graphemes(true).take_while(|cluster| {
        taken += cluster.width();
        taken < COLUMNS
    });
    kept.collect::<String>().trim_end().to_owned() + "…"
}
