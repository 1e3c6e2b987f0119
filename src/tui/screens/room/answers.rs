//! Questions with their answers, as many as there is room for: one question, a whole stage, or the closing.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::page::Page;
use super::promises;
use super::sight::Sight;
use crate::lang::Texts;
use crate::model::field::{Field, FieldKind, Sign};
use crate::model::item::Item;
use crate::model::session::Session;
use crate::model::sheet::alignment::Matrix;
use crate::model::sheet::setup::Shown;
use crate::model::sheet::{Shape, SheetKind, Slot, Takes};
use crate::model::stage::{Prompt, Sheet, Stage};
use crate::tui::glyphs::Glyphs;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::{matrix, measure, record, text};

/// Columns for the number of an answer.
const NUMBER: u16 = 4;

/// The most rows that one answer takes.
const MOST: usize = 3;

/// An answer in words.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Answer {
    /// Its number, or that it is done; empty where it is neither.
    pub(super) sign: String,
    words: String,
    /// Who and when, and what else a table has.
    aside: String,
}

/// What answers are made of.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub(super) session: &'a Session,
    pub(super) sheet: &'a Sheet,
    pub(super) texts: &'static Texts,
    pub(super) glyphs: &'static Glyphs,
    pub(super) width: u16,
}

/// The question at hand, underlined, with its answers.
pub(super) fn draw_question(sight: &Sight, page: &Page, canvas: &mut Canvas<'_>) {
    let (at, session, theme) = (sight.live.at, &sight.session, canvas.theme());
    let Some(stage) = session.stages.get(at.stage) else { return };
    let sheet = stage.sheets.get(at.sheet);
    let prompt = sheet.and_then(|sheet| sheet.prompts.get(at.question));
    let ask = prompt.map(|prompt| prompt.ask.as_str()).filter(|ask| !ask.is_empty()).unwrap_or(&stage.title);
    let area = page.body;
    let rows = canvas.paragraph(Rect { height: 3.min(area.height), ..area }, ask, theme.strong());
    let long = if rows > 1 { usize::from(area.width) } else { text::width(ask) };
    let long = u16::try_from(long).unwrap_or(area.width).min(area.width);
    let line = area.y + rows;
    if line < area.bottom() {
        canvas.repeat(area.x, line, long, canvas.glyphs().elapsed, theme.here());
    }
    let top = rows + if page.is_large { 3 } else { 2 };
    let room = Rect { y: area.y + top, height: area.height.saturating_sub(top), ..area };
    let Some(sheet) = sheet else { return };
    let all = answers(sight, (stage, sheet), prompt, canvas, room.width);
    draw(&all, room, page.is_large, canvas);
}

/// Every question of a stage with its answers.
pub(super) fn draw_stage(sight: &Sight, stage: usize, page: &Page, canvas: &mut Canvas<'_>) {
    let Some(stage) = sight.session.stages.get(stage) else { return };
    let area = page.body;
    let theme = canvas.theme();
    canvas.put(area.x, area.y, area.width, &stage.title, theme.strong());
    let top = if page.is_large { 3 } else { 2 };
    let room = Rect { y: area.y + top, height: area.height.saturating_sub(top), ..area };
    draw_sheets(sight, &[stage], room, canvas);
}

/// What was said at the end, and when you meet again.
pub(super) fn draw_closing(sight: &Sight, page: &Page, canvas: &mut Canvas<'_>) {
    let (session, theme, texts) = (&sight.session, canvas.theme(), canvas.texts());
    let area = page.wide_body();
    canvas.put(area.x, area.y, area.width, texts.room.closing, theme.strong());
    let next = session.items_of(SheetKind::Closing).find_map(|item| item.date("date"));
    let mut top = 2;
    if let Some(next) = next {
        let words = (texts.room.meet_again)(&(texts.dates.long)(next));
        canvas.put(area.x, area.y + top, area.width, &words, theme.here());
        top += 2;
    }
    let closes = |stage: &&Stage| stage.sheets.iter().any(|sheet| sheet.kind == SheetKind::Closing);
    let stages: Vec<&Stage> = session.stages.iter().filter(closes).collect();
    let room = Rect { y: area.y + top, height: area.height.saturating_sub(top), ..area };
    draw_sheets(sight, &stages, room, canvas);
}

/// Questions and answers of stages one below the other, those without answers left out.
fn draw_sheets(sight: &Sight, stages: &[&Stage], area: Rect, canvas: &mut Canvas<'_>) {
    let (theme, texts) = (canvas.theme(), canvas.texts());
    let mut lines = Vec::new();
    for stage in stages {
        for sheet in &stage.sheets {
            let prompts: Vec<Option<&Prompt>> =
                if sheet.prompts.is_empty() { vec![None] } else { sheet.prompts.iter().map(Some).collect() };
            // A text answers all of its questions at once.
            let most = if sheet.kind.shape() == Shape::Page { 1 } else { prompts.len() };
            let mut told: Vec<Vec<Answer>> = Vec::new();
            for prompt in prompts.into_iter().take(most) {
                let all = answers(sight, (stage, sheet), prompt, canvas, area.width);
                // Several questions may be about the same records.
                if !all.is_empty() && !told.contains(&all) {
                    let ask = prompt.map_or("", |prompt| prompt.ask.as_str());
                    lines.push((ask.to_owned(), String::new(), theme.quiet()));
                    lines.extend(all.iter().map(|answer| (answer.words.clone(), answer.aside.clone(), theme.text())));
                    told.push(all);
                }
            }
        }
    }
    if lines.is_empty() {
        canvas.put(area.x, area.y, area.width, texts.room.nothing_yet, theme.quiet());
        return;
    }
    let mut y = area.y;
    let mut left = lines.len();
    for (words, aside, style) in &lines {
        let is_question = *style == theme.quiet();
        // A question without room for an answer below it says nothing.
        if y + 1 + u16::from(is_question) > area.bottom() {
            break;
        }
        if is_question && y > area.y && y + 3 <= area.bottom() && area.height > 12 {
            y += 1;
        }
        let x = if is_question { 0 } else { 2 };
        let row = Rect { x: area.x + x, y, width: area.width.saturating_sub(x), height: 1 };
        y += one(canvas, Rect { height: area.bottom().saturating_sub(y).min(2), ..row }, (words, aside), *style);
        left -= 1;
    }
    if left > 0 && area.height > 0 {
        canvas.put_right(area.right(), area.bottom() - 1, area.width, &(texts.frame.more)(left), theme.quiet());
    }
}

/// Writes words with what is beside them, if there is room for both; the rows that were used.
fn one(canvas: &mut Canvas<'_>, area: Rect, (words, aside): (&str, &str), style: ratatui::style::Style) -> u16 {
    let wide = |words: &str| u16::try_from(text::width(words)).unwrap_or(u16::MAX);
    let fits = wide(words).saturating_add(wide(aside)).saturating_add(3) <= area.width;
    if fits && !aside.is_empty() {
        let quiet = canvas.theme().quiet();
        canvas.pieces(area.x, area.y, area.width, &[(words, style), ("   ", style), (aside, quiet)]);
        return 1;
    }
    canvas.paragraph(area, words, style).max(1)
}

/// Draws answers with their numbers, the newest where not all fit.
fn draw(all: &[Answer], area: Rect, is_large: bool, canvas: &mut Canvas<'_>) {
    if area.is_empty() || all.is_empty() {
        return;
    }
    let indent = if all.iter().any(|answer| !answer.sign.is_empty()) { NUMBER } else { 0 };
    let width = area.width.saturating_sub(indent).max(1);
    let rows = |answer: &Answer| {
        let lines = text::wrap(&text::safe(&answer.words), usize::from(width)).len();
        u16::try_from(lines.clamp(1, if indent == 0 { usize::from(area.height) } else { MOST })).unwrap_or(1)
    };
    let heights: Vec<u16> = all.iter().map(rows).collect();
    let gaps = u16::try_from(all.len() - 1).unwrap_or(u16::MAX);
    let text: u16 = heights.iter().fold(0, |sum, rows| sum.saturating_add(*rows));
    let wanted = if indent == 0 {
        0
    } else if is_large {
        2
    } else {
        1
    };
    let fits = |gap: &u16| text.saturating_add(gaps.saturating_mul(*gap)) <= area.height;
    let gap = (0..=wanted).rev().find(fits).unwrap_or(0);
    let mut first = 0;
    if !fits(&gap) {
        let mut used: u16 = 1;
        first = all.len();
        while first > 0 && used.saturating_add(heights.get(first - 1).copied().unwrap_or(1)) <= area.height {
            first -= 1;
            used = used.saturating_add(heights.get(first).copied().unwrap_or(1));
        }
        first = first.min(all.len() - 1);
    }
    let (theme, mut y) = (canvas.theme(), area.y);
    if first > 0 {
        canvas.put(area.x + indent, y, width, &(canvas.texts().room.above)(first), theme.quiet());
        y += 1;
    }
    for (answer, height) in all.iter().zip(&heights).skip(first) {
        if y >= area.bottom() {
            break;
        }
        canvas.put(area.x, y, indent.saturating_sub(1), &answer.sign, theme.here());
        let height = (*height).min(area.bottom() - y);
        let room = Rect { x: area.x + indent, y, width, height };
        one(canvas, room, (&answer.words, &answer.aside), theme.text());
        y = y.saturating_add(height + gap);
    }
}

fn answers(
    sight: &Sight,
    (stage, sheet): (&Stage, &Sheet),
    prompt: Option<&Prompt>,
    canvas: &Canvas<'_>,
    width: u16,
) -> Vec<Answer> {
    let session = &sight.session;
    let (_, records) = session.records_of(stage, sheet);
    let of = Of { session, sheet: records, texts: canvas.texts(), glyphs: canvas.glyphs(), width };
    match sheet.kind.shape() {
        Shape::Break => Vec::new(),
        Shape::FollowUp => promises::of(&of, &sight.family),
        Shape::Panel if sheet.setup.shows == Some(Shown::Promises) => promises::of(&of, &sight.family),
        Shape::Page => of.page(),
        Shape::Metrics => of.measures(),
        Shape::Alignment => of.matrix(),
        _ => of.records(prompt),
    }
}

impl Of<'_> {
    fn plain(words: String) -> Answer {
        Answer { words, ..Answer::default() }
    }

    fn page(&self) -> Vec<Answer> {
        let text = self.sheet.items.first().map_or("", |item| item.text("text"));
        text.lines().map(|line| Self::plain(line.to_owned())).collect()
    }

    fn measures(&self) -> Vec<Answer> {
        let items: Vec<&Item> = self.sheet.items.iter().collect();
        let look = (self.texts, self.glyphs);
        let lines = measure::lines(&items, &self.sheet.setup.periods, usize::from(self.width), look);
        if items.is_empty() { Vec::new() } else { lines.into_iter().map(Self::plain).collect() }
    }

    fn matrix(&self) -> Vec<Answer> {
        let all = Matrix::of(self.session, self.sheet, &[]);
        let mut lines = Vec::new();
        for goal in (0..all.goals.len()).filter(|_| all.is_begun()) {
            lines.push(Self::plain(matrix::goal(&all, goal, self.texts).to_owned()));
            for department in 0..all.departments.len() {
                let words = matrix::words(&all, (goal, department));
                if !words.is_empty() {
                    let department = matrix::department(&all, department, self.texts);
                    lines.push(Self::plain(format!("  {department}: {words}")));
                }
            }
        }
        lines
    }

    pub(super) fn records(&self, prompt: Option<&Prompt>) -> Vec<Answer> {
        let items: Vec<&Item> = match prompt {
            Some(prompt) => self.sheet.answers(prompt).collect(),
            None => self.sheet.items.iter().collect(),
        };
        let slots = self.sheet.slots();
        let slot = |item: &Item| slots.iter().find(|slot| slot.id == item.text("slot"));
        let words = items.into_iter().filter_map(|item| Some((item, slot(item)?)));
        let answer = |(at, (item, slot)): (usize, (&Item, &Slot))| {
            let is_done = item.flag("done") || !item.status().is_open();
            Answer {
                sign: if is_done { self.glyphs.done.to_owned() } else { (at + 1).to_string() },
                words: record::main_words(item, slot, self.session, self.texts),
                aside: self.aside(item, slot),
            }
        };
        words.enumerate().map(answer).filter(|answer| !answer.words.is_empty()).collect()
    }

    /// Who and when, and whatever a template has columns for.
    fn aside(&self, item: &Item, slot: &Slot) -> String {
        let is_told = |field: &&Field| match field.sign {
            Some(Sign::Owner) => slot.takes == Takes::Many,
            Some(Sign::Due) => true,
            // Words beside a number speak for themselves.
            _ if field.name.is_empty() => field.key == "text",
            _ => !matches!(field.kind, FieldKind::Scale(..)),
        };
        let told = slot.fields.iter().skip(1).filter(is_told);
        let words: Vec<String> = told
            .map(|field| record::value(item, field, self.session, self.texts))
            .filter(|words| !words.is_empty())
            .collect();
        words.join(&format!(" {} ", self.glyphs.separator))
    }
}

/// A heading as the other scenes have it.
pub(super) fn heading(canvas: &mut Canvas<'_>, area: Rect, words: &str) -> Rect {
    let style = canvas.theme().text().add_modifier(Modifier::BOLD);
    canvas.put(area.x, area.y, area.width, words, style);
    Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area }
}
