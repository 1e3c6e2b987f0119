//! Rows of a panel: what each is about, and what is known about it, as far as there is room.

use chrono::{Datelike, NaiveDate};
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::{frame, record, text};
use crate::model::panel::{About, Fact, Row, Score};
use crate::model::sheet::setup::Shown;
use crate::tui::world::World;

/// Columns of the sign before a row.
const SIGN: u16 = 3;

/// Columns of a month.
const MONTH: u16 = 12;

/// Columns by which a row stands in, for each step.
const STEP: u16 = 2;

/// The rows of the screen that all of them take, in columns of this width.
pub fn height(all: &[Row<'_>], shown: Shown, width: u16, canvas: &Canvas<'_>) -> u16 {
    let heights = all.iter().map(|row| rows_of(row, shown, width, canvas));
    heights.fold(0_u16, u16::saturating_add).saturating_sub(gap(shown, canvas))
}

/// Draws as many as fit, the chosen one among them; the rows of the screen that were used.
pub fn draw(
    all: &[Row<'_>],
    shown: Shown,
    chosen: Option<usize>,
    area: Rect,
    world: &World,
    canvas: &mut Canvas<'_>,
) -> u16 {
    let heights: Vec<u16> = all.iter().map(|row| rows_of(row, shown, area.width, canvas)).collect();
    let is_long = height(all, shown, area.width, canvas) > area.height;
    let room = area.height.saturating_sub(u16::from(is_long)).saturating_add(gap(shown, canvas));
    let anchor = chosen.unwrap_or(0).min(all.len().saturating_sub(1));
    let mut first = anchor;
    let mut taken = heights.get(anchor).copied().unwrap_or(0);
    while let Some(above) = first.checked_sub(1) {
        taken = taken.saturating_add(heights.get(above).copied().unwrap_or(0));
        if taken > room {
            break;
        }
        first = above;
    }
    let bottom = area.bottom().saturating_sub(u16::from(is_long));
    let mut y = area.y;
    let mut last = first;
    for (index, row) in all.iter().enumerate().skip(first) {
        let tall = heights.get(index).copied().unwrap_or(1).saturating_sub(gap(shown, canvas));
        if y.saturating_add(tall) > bottom && index > first {
            break;
        }
        let place = Rect { y, height: tall, ..area }.intersection(area);
        if chosen == Some(index) {
            canvas.focus(place);
        }
        one(row, shown, place, world, canvas);
        y = y.saturating_add(tall).saturating_add(gap(shown, canvas));
        last = index + 1;
    }
    if is_long {
        let hidden = all.len().saturating_sub(last - first);
        let words = (canvas.texts().frame.more)(hidden);
        canvas.put(area.x + SIGN, bottom, area.width.saturating_sub(SIGN), &words, canvas.theme().quiet());
        return area.height;
    }
    y.saturating_sub(area.y).saturating_sub(gap(shown, canvas))
}

/// Whether each row takes a single line: there are many, and they say little.
fn is_line(shown: Shown) -> bool {
    matches!(shown, Shown::Year | Shown::Plan)
}

/// Blank lines between rows.
fn gap(shown: Shown, canvas: &Canvas<'_>) -> u16 {
    u16::from(!is_line(shown) && !frame::is_short(canvas.area()))
}

/// Whether the facts stand below the name: where there is room, and where they are what matters.
fn is_below(row: &Row<'_>, shown: Shown, canvas: &Canvas<'_>) -> bool {
    let is_compact = frame::is_short(canvas.area()) || frame::is_narrow(canvas.area());
    let is_telling =
        |fact: &Fact<'_>| matches!(fact, Fact::Broken(..) | Fact::Field(..) | Fact::Named(_) | Fact::Score(_));
    !is_line(shown) && !row.facts.is_empty() && (!is_compact || row.facts.iter().any(is_telling))
}

fn rows_of(row: &Row<'_>, shown: Shown, width: u16, canvas: &Canvas<'_>) -> u16 {
    let name = if is_line(shown) { 1 } else { name_rows(row, width, canvas) };
    name + u16::from(is_below(row, shown, canvas)) + gap(shown, canvas)
}

fn indent(row: &Row<'_>) -> u16 {
    SIGN.saturating_add(u16::try_from(row.depth).unwrap_or(8).min(8) * STEP)
}

fn name_rows(row: &Row<'_>, width: u16, canvas: &Canvas<'_>) -> u16 {
    let width = usize::from(width.saturating_sub(indent(row)).max(1));
    u16::try_from(text::wrap(&text::safe(&name(row, canvas)), width).len().clamp(1, 2)).unwrap_or(1)
}

/// The words that a row is known by.
fn name(row: &Row<'_>, canvas: &Canvas<'_>) -> String {
    let texts = canvas.texts();
    match row.about {
        About::Item(item) => {
            let slot = row.home.slot_of(&item.id);
            let words = slot.map(|slot| record::main_words(item, &slot, row.home, texts)).unwrap_or_default();
            words.lines().next().unwrap_or_default().to_owned()
        }
        About::Stage(stage) => stage.title.clone(),
        About::Session => row.home.title.clone(),
        About::Person(name) => name.to_owned(),
        About::Month(month) => (texts.panel.month)(month),
        About::Sum => texts.panel.sum.to_owned(),
    }
}

fn one(row: &Row<'_>, shown: Shown, area: Rect, world: &World, canvas: &mut Canvas<'_>) {
    let (theme, glyphs) = (canvas.theme(), canvas.glyphs());
    let has_sign = match row.about {
        About::Item(_) => !matches!(shown, Shown::PreWork | Shown::YearAgo) || row.is_settled,
        About::Stage(_) => true,
        _ => false,
    };
    if has_sign {
        let x = area.x + indent(row).saturating_sub(SIGN);
        canvas.put(x, area.y, 2, if row.is_settled { glyphs.done } else { glyphs.to_come }, theme.quiet());
    }
    let style = match row.about {
        About::Person(_) | About::Sum => theme.here(),
        _ if row.is_settled => theme.quiet(),
        _ => theme.text(),
    };
    let left = indent(row);
    let room = Rect { x: area.x + left, width: area.width.saturating_sub(left), ..area };
    let facts: Vec<(String, Style)> = row.facts.iter().map(|fact| words(fact, world, canvas)).collect();
    let facts = record::joined(&facts, canvas);
    let pieces: Vec<_> = facts.iter().map(|(words, style)| (words.as_str(), *style)).collect();
    let name = name(row, canvas);
    if is_below(row, shown, canvas) {
        let tall = room.height.saturating_sub(1);
        canvas.paragraph(Rect { height: tall, ..room }, &name, style);
        canvas.pieces(room.x, room.bottom().saturating_sub(1), room.width, &pieces);
    } else if shown == Shown::Year {
        canvas.put(room.x, room.y, MONTH.saturating_sub(1), &name, style);
        canvas.pieces(room.x + MONTH, room.y, room.width.saturating_sub(MONTH), &pieces);
    } else {
        let long: usize = pieces.iter().map(|(words, _)| text::width(words)).sum();
        let free = room.width.saturating_sub(u16::try_from(text::width(&name)).unwrap_or(u16::MAX).saturating_add(2));
        let half = room.width / 2;
        let taken =
            canvas.pieces_right(room.right(), room.y, free.max(half.min(u16::try_from(long).unwrap_or(half))), &pieces);
        let width = room.width.saturating_sub(if taken > 0 && room.height < 2 { taken + 2 } else { 0 });
        canvas.paragraph(Rect { width, ..room }, &name, style);
    }
}

/// One fact in words.
fn words(fact: &Fact<'_>, world: &World, canvas: &Canvas<'_>) -> (String, Style) {
    let (texts, theme) = (canvas.texts(), canvas.theme());
    let (by, panel) = ((texts.field)("due"), texts.panel);
    let label = |key: &str, words: &str| (panel.field)((texts.field)(key), words);
    let quiet = match fact {
        Fact::Late(due) => {
            let late = format!("{by} {} {} {}", day(*due, world), canvas.glyphs().separator, texts.plan.late);
            return (late, theme.look());
        }
        Fact::Broken(rule, count) => return ((panel.rule)(rule, *count), theme.look()),
        Fact::Words(words) => return ((*words).to_owned(), theme.text()),
        Fact::From(title) => (texts.follow.from)(title),
        Fact::Owner(name) | Fact::Named(name) => (*name).to_owned(),
        Fact::Due(due) => format!("{by} {}", day(*due, world)),
        Fact::Review(again) => format!("{} {}", (texts.field)("review"), day(*again, world)),
        Fact::Word(word) => spoken(word, texts.word).to_owned(),
        Fact::Field(key, said) => label(key, spoken(said, texts.word)),
        Fact::Number(key, number) => (panel.number)(key, &(texts.number)(*number)),
        Fact::Done(done, all) => (texts.review.actions)(*done, *all),
        Fact::Confidence(now, before) => (panel.sure)(*now, *before),
        Fact::Score(Score { all, kept, on_time, dropped, late }) => {
            (panel.score)(*all, *kept, *on_time, *dropped, *late)
        }
        Fact::Minutes(minutes) => (texts.dates.length)(u64::from(*minutes)),
        Fact::Empty => panel.empty.to_owned(),
        Fact::NotBegun => panel.not_begun.to_owned(),
        Fact::Here => panel.here.to_owned(),
        Fact::Private => texts.review.private.to_owned(),
    };
    (quiet, theme.quiet())
}

/// A word that files hold, as people say it.
fn spoken(word: &str, known: fn(&str) -> &'static str) -> &str {
    Some(known(word)).filter(|words| !words.is_empty() && !word.contains(' ')).unwrap_or(word)
}

/// A day, with its year where that is another one.
fn day(day: NaiveDate, world: &World) -> String {
    let words = (world.texts().dates.short)(day);
    if day.year() == world.today().year() { words } else { format!("{words} {}", day.year()) }
}
