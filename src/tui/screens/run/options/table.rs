//! Everybody’s scores beside each other, what they add up to, and how little would turn it round.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{name, words};
use crate::model::decision::{CriterionKind, Decision, Standing};
use crate::model::item::Item;
use crate::model::sheet::ballot::{self, Ballot};
use crate::tui::screens::run::Here;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::{frame, text};

/// Columns of the letter of an alternative, and those that its name has at least and at best.
const LETTER: u16 = 3;
const NAMES: (u16, u16) = (12, 20);

/// Columns of a criterion, at least and at most.
const CRITERION: (u16, u16) = (6, 13);

/// Columns of a criterion from which there is room for two scores beside the mean.
const RANGE: u16 = 8;

/// Columns of the value, and of the place beside it.
const VALUE: u16 = 7;
const PLACE: u16 = 6;

/// A sentence below the table.
type Said = (String, Style);

struct Table<'a> {
    here: Here<'a>,
    ballot: &'a Ballot<'a>,
    result: Decision,
    /// The chosen alternative and criterion.
    at: (usize, usize),
    /// The criteria that fit, from the first one shown.
    shown: std::ops::Range<usize>,
    /// Columns of the names and of each criterion.
    names: u16,
    width: u16,
}

pub(super) fn draw(
    (row, column): (usize, usize),
    here: Here<'_>,
    ballot: &Ballot<'_>,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let Ok(result) = ballot.result() else {
        canvas.paragraph(area, canvas.texts().options.too_many, canvas.theme().look());
        return;
    };
    let all = ballot.criteria().len();
    let column = column.min(all.saturating_sub(1));
    let room = area.width.saturating_sub(LETTER + VALUE + PLACE);
    let most = (room.saturating_sub(NAMES.0) / CRITERION.0).max(1);
    let count = u16::try_from(all).unwrap_or(most).min(most);
    let width = (room.saturating_sub(NAMES.1) / count.max(1)).clamp(CRITERION.0, CRITERION.1);
    let shown = Cursor::at(column).window(all, usize::from(count));
    let names = room.saturating_sub(width * count);
    Table { here, ballot, result, at: (row, column), shown, names, width }.draw(area, canvas);
}

impl Table<'_> {
    fn draw(&self, area: Rect, canvas: &mut Canvas<'_>) {
        let (texts, theme) = (canvas.texts().options, canvas.theme());
        let all = self.ballot.alternatives().len();
        let said = self.said(usize::from(area.width), canvas);
        // What matters most has its rows first: heads, alternatives, verdict; then the cell, then air.
        let mut spare = area.height.saturating_sub(4);
        let rows = u16::try_from(all).unwrap_or(spare).min(spare.max(1));
        spare = spare.saturating_sub(rows);
        let mut take = |wanted: u16| {
            let taken = wanted.min(spare);
            spare -= taken;
            taken
        };
        let about = take(2);
        let below = 1 + take(u16::try_from(said.len()).unwrap_or(1).saturating_sub(1));
        let head = 1 + take(1);
        let after = take(1);
        let head = head + take(1);
        let (before, between) = (take(1), take(1));
        let is_airy = !frame::is_short(canvas.area()) && take(rows.saturating_sub(1)) + 1 == rows;

        canvas.put(area.x, area.y, area.width, texts.compare, theme.strong());
        let mut y = area.y + 1 + before;
        self.draw_heads(Rect { y, height: head + 1, ..area }, canvas);
        y += head + 1;
        let step = if is_airy { 2 } else { 1 };
        for (at, y) in Cursor::at(self.at.0).window(all, usize::from(rows)).zip((y..).step_by(step)) {
            self.draw_row(at, Rect { y, height: 1, ..area }.intersection(area), canvas);
        }
        y += if is_airy { rows * 2 - 1 } else { rows } + after;
        for ((words, style), y) in self.about(canvas).into_iter().zip(y..y + about) {
            canvas.put(area.x, y, area.width, &words, style);
        }
        y += about + between;
        for ((words, style), y) in said.iter().zip(y..(y + below).min(area.bottom())) {
            canvas.put(area.x, y, area.width, words, *style);
        }
    }

    /// Where the criterion at a place begins.
    fn x(&self, area: Rect, column: usize) -> u16 {
        let before = u16::try_from(column.saturating_sub(self.shown.start)).unwrap_or(0);
        area.x + LETTER + self.names + before * self.width
    }

    /// The criteria by name, over as many rows as there are, and what each counts in the last one.
    fn draw_heads(&self, area: Rect, canvas: &mut Canvas<'_>) {
        let (texts, theme) = (canvas.texts(), canvas.theme());
        let last = area.bottom().saturating_sub(1);
        let room = Rect { height: area.height.saturating_sub(1), ..area };
        let all = self.ballot.criteria().len();
        let weights = if self.shown.len() < all {
            format!("{} {}", texts.options.weight, (texts.frame.of)(self.at.1 + 1, all))
        } else {
            texts.options.weight.to_owned()
        };
        canvas.put(area.x + LETTER, last, self.names.saturating_sub(1), &weights, theme.quiet());
        for (column, criterion) in self.ballot.criteria().iter().enumerate() {
            if !self.shown.contains(&column) {
                continue;
            }
            let style = if column == self.at.1 { theme.here() } else { theme.quiet() };
            let (x, width) = (self.x(area, column), self.width.saturating_sub(1));
            canvas.paragraph(Rect { x, width, ..room }, criterion.text("text"), style);
            canvas.put(x, last, width, &weight(criterion, width, canvas), style);
        }
        canvas.put_right(area.right() - PLACE, last, VALUE, texts.options.of_100, theme.quiet());
        canvas.put_right(area.right(), last, PLACE - 1, texts.options.place, theme.quiet());
    }

    fn draw_row(&self, at: usize, area: Rect, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme();
        let Some(alternative) = self.ballot.alternatives().get(at) else { return };
        if at == self.at.0 {
            canvas.focus(area);
        }
        let standing = self.result.standings().get(at);
        let is_first = matches!(standing, Some(Standing::Ranked { place: 1, .. }));
        let is_out = matches!(standing, Some(Standing::Vetoed { .. }));
        let style = if is_out { theme.quiet() } else { theme.text() };
        canvas.put(area.x, area.y, LETTER - 1, &words::letter(at), theme.quiet());
        canvas.put(area.x + LETTER, area.y, self.names.saturating_sub(1), alternative.text("text"), style);
        match standing {
            Some(Standing::Ranked { place, value }) => {
                let value_style = if is_first { theme.strong() } else { theme.text() };
                canvas.put_right(area.right() - PLACE, area.y, VALUE, &value.rounded().to_string(), value_style);
                canvas.put_right(area.right(), area.y, PLACE - 1, &place.to_string(), theme.text());
            }
            _ => {
                canvas.put_right(area.right() - PLACE, area.y, VALUE, "–", theme.quiet());
            }
        }
        if is_out {
            let whys = self.whys(alternative, canvas);
            let x = area.x + LETTER + self.names;
            let room = area.right().saturating_sub(x + VALUE + PLACE);
            canvas.put(x, area.y, room, &whys, theme.look());
            return;
        }
        for column in self.shown.clone() {
            let chosen = self.at == (at, column);
            let (words, mut style) = self.cell(at, column, canvas);
            if chosen {
                style = style.add_modifier(Modifier::UNDERLINED);
            }
            canvas.put(self.x(area, column), area.y, self.width.saturating_sub(1), &words, style);
        }
    }

    /// Who rules an alternative out, and why.
    fn whys(&self, alternative: &Item, canvas: &Canvas<'_>) -> String {
        let word =
            |veto: &Item| (canvas.texts().options.veto)(name(veto.text("owner"), self.here, canvas), veto.text("text"));
        self.ballot.vetoes(&alternative.id).map(word).collect::<Vec<_>>().join("; ")
    }

    /// Every alternative that is ruled out.
    fn vetoes(&self, canvas: &Canvas<'_>) -> impl Iterator<Item = String> {
        let all = self.ballot.alternatives().iter().enumerate();
        all.map(|(at, item)| (at, self.whys(item, canvas)))
            .filter(|(_, whys)| !whys.is_empty())
            .map(|(at, whys)| format!("{}: {whys}", words::letter(at)))
    }

    /// The mean of a cell; where people are far apart, from where to where, or at least that they are.
    fn cell(&self, row: usize, column: usize, canvas: &Canvas<'_>) -> Said {
        let theme = canvas.theme();
        let Some(cell) = self.result.cell(row, column) else { return ("–".to_owned(), theme.look()) };
        let tenths = cell.mean().rounded_to(1).and_then(|tenths| i64::try_from(tenths).ok()).unwrap_or_default();
        let mean = (canvas.texts().options.tenths)(tenths);
        match words::apart(self.ballot, row, column) {
            Some((low, high)) if self.width >= RANGE => (format!("{mean} {low}–{high}"), theme.look()),
            Some(_) => (format!("{mean}{}", canvas.glyphs().warn), theme.look()),
            None => (mean, theme.text()),
        }
    }

    /// The chosen criterion in full, and who gave what in the chosen cell.
    fn about(&self, canvas: &Canvas<'_>) -> Vec<Said> {
        let (texts, theme, dot) = (canvas.texts(), canvas.theme(), canvas.glyphs().separator);
        let (Some(alternative), Some(criterion)) =
            (self.ballot.alternatives().get(self.at.0), self.ballot.criteria().get(self.at.1))
        else {
            return Vec::new();
        };
        let mut facts = format!("{} {dot} {}", criterion.text("text"), words::ends(criterion, texts));
        if ballot::kind(criterion) != CriterionKind::Benefit {
            facts = format!("{facts} {dot} {}", texts.options.less_is_better);
        }
        let scores = self.ballot.scores(alternative, criterion);
        let said: Vec<String> =
            scores.map(|(person, score)| format!("{} {score}", name(person, self.here, canvas))).collect();
        let said = if said.is_empty() { texts.options.no_score.to_owned() } else { said.join(&format!(" {dot} ")) };
        let who = format!("{}: {said}", words::letter(self.at.0));
        vec![(facts, theme.here()), (who, theme.quiet())]
    }

    /// The verdict first, what was decided, then how little would turn it round.
    fn said(&self, width: usize, canvas: &Canvas<'_>) -> Vec<Said> {
        let (texts, theme) = (canvas.texts(), canvas.theme());
        let mut said = vec![(words::verdict(&self.result, words::letter, texts), theme.strong())];
        if let Some(decision) = self.ballot.decisions().last() {
            said.push((decided(decision, canvas), theme.here()));
        }
        said.extend(self.vetoes(canvas).map(|words| (words, theme.look())));
        said.extend(words::flips(self.ballot, &self.result, texts).into_iter().map(|words| (words, theme.quiet())));
        said.extend(words::furthest(self.ballot, texts).map(|words| (words, theme.look())));
        let rows = said.into_iter().flat_map(|(words, style)| {
            let safe = text::safe(&words).into_owned();
            let rows = text::wrap(&safe, width.max(1));
            let row = |row: std::ops::Range<usize>| (safe.get(row).unwrap_or_default().trim_end().to_owned(), style);
            rows.into_iter().map(row).collect::<Vec<_>>()
        });
        rows.collect()
    }
}

/// What was decided, how sure people are, and when they look again.
fn decided(decision: &Item, canvas: &Canvas<'_>) -> String {
    let (texts, dot) = (canvas.texts(), canvas.glyphs().separator);
    let sure = decision.value("confidence_percent").and_then(serde_json::Value::as_u64).map(texts.options.sure);
    let review = decision.date("review").map(|day| format!("{} {}", (texts.field)("review"), (texts.dates.short)(day)));
    let facts = [Some(decision.text("text").to_owned()), sure, review].into_iter().flatten();
    (texts.options.decided)(&facts.collect::<Vec<_>>().join(&format!(" {dot} ")))
}

/// What a criterion counts, with what it measures where there is room for it.
fn weight(criterion: &Item, width: u16, canvas: &Canvas<'_>) -> String {
    let weight = ballot::weight(criterion).to_string();
    let kind = (canvas.texts().word)(criterion.text("kind"));
    let both = format!("{kind} {weight}");
    if kind.is_empty() || text::width(&both) > usize::from(width) { weight } else { both }
}
