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
pub fn height(all: &[Row<'_>], shown: Shown, width: u16, world: &World, canvas: &Canvas<'_>) -> u16 {
    let heights = all.iter().map(|row| rows_of(row, shown, width, world, canvas) + gap(row, shown, canvas));
    let last = all.last().map_or(0, |row| gap(row, shown, canvas));
    heights.fold(0_u16, u16::saturating_add).saturating_sub(last)
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
    let heights: Vec<u16> = all.iter().map(|row| rows_of(row, shown, area.width, world, canvas)).collect();
    let is_long = height(all, shown, area.width, world, canvas) > area.height;
    let room = area.height.saturating_sub(u16::from(is_long));
    let gaps: Vec<u16> = all.iter().map(|row| gap(row, shown, canvas)).collect();
    let below = |index: usize| gaps.get(index).copied().unwrap_or(0);
    let anchor = chosen.unwrap_or(0).min(all.len().saturating_sub(1));
    let mut first = anchor;
    let mut taken = heights.get(anchor).copied().unwrap_or(0);
    while let Some(above) = first.checked_sub(1) {
        taken = taken.saturating_add(heights.get(above).copied().unwrap_or(0) + below(above));
        if taken > room {
            break;
        }
        first = above;
    }
    let bottom = area.bottom().saturating_sub(u16::from(is_long));
    let mut y = area.y;
    let (mut last, mut end) = (first, area.y);
    for (index, row) in all.iter().enumerate().skip(first) {
        let tall = heights.get(index).copied().unwrap_or(1);
        if y.saturating_add(tall) > bottom && index > first {
            break;
        }
        let place = Rect { y, height: tall, ..area }.intersection(area);
        if chosen == Some(index) {
            canvas.focus(place);
        }
        one(row, shown, place, world, canvas);
        end = y.saturating_add(tall);
        y = end.saturating_add(below(index));
        last = index + 1;
    }
    if is_long {
        let hidden = all.len().saturating_sub(last - first);
        let words = (canvas.texts().frame.more)(hidden);
        canvas.put(area.x + SIGN, bottom, area.width.saturating_sub(SIGN), &words, canvas.theme().quiet());
        return area.height;
    }
    end.saturating_sub(area.y)
}

/// Whether each row takes a single line: there are many, and they say little.
fn is_line(shown: Shown) -> bool {
    matches!(shown, Shown::Year | Shown::Plan)
}

/// Blank lines below a row; a name that heads others stands close to them.
fn gap(row: &Row<'_>, shown: Shown, canvas: &Canvas<'_>) -> u16 {
    let is_head = matches!(row.about, About::Person(_)) && row.facts.is_empty();
    u16::from(!is_line(shown) && !is_head && !frame::is_short(canvas.area()))
}

/// Whether the facts stand below the name: where there is room, where they are what matters, and where they do not all fit
/// beside it.
fn is_below(row: &Row<'_>, shown: Shown, width: u16, world: &World, canvas: &Canvas<'_>) -> bool {
    let is_compact = frame::is_short(canvas.area()) || frame::is_narrow(canvas.area());
    let is_telling =
        |fact: &Fact<'_>| matches!(fact, Fact::Broken(..) | Fact::Field(..) | Fact::Named(_) | Fact::Score(_));
    let is_long = || {
        let facts: Vec<(String, Style)> = row.facts.iter().map(|fact| words(fact, world, canvas)).collect();
        let wanted = text::width(&name(row, canvas)) + 2 + record::columns(&record::joined(&facts, canvas));
        wanted > usize::from(width.saturating_sub(indent(row)))
    };
    !is_line(shown) && !row.facts.is_empty() && (!is_compact || row.facts.iter().any(is_telling) || is_long())
}

fn rows_of(row: &Row<'_>, shown: Shown, width: u16, world: &World, canvas: &Canvas<'_>) -> u16 {
    let name = if is_line(shown) { 1 } else { name_rows(row, width, canvas) };
    name + u16::from(is_below(row, shown, width, world, canvas))
}

fn indent(row: &Row<'_>) -> u16 {
    SIGN.saturating_add(u16::try_from(row.depth).unwrap_or(8).min(8) * STEP)
}

fn name_rows(row: &Row<'_>, width: u16, canvas: &Canvas<'_>) -> u16 {
    let width = usize::from(width.saturating_sub(indent(row)).max(1));
    // What somebody took the time to write is read as a whole.
    let most = if matches!(row.about, About::Answer(_)) { 6 } else { 2 };
    u16::try_from(text::wrap(&text::safe(&name(row, canvas)), width).len().clamp(1, most)).unwrap_or(1)
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
        About::Answer(item) => item.text("text").split_whitespace().collect::<Vec<_>>().join(" "),
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
    let name = name(row, canvas);
    let is_month = shown == Shown::Year;
    let facts = record::fitting(&facts, room.width.saturating_sub(if is_month { MONTH } else { 0 }), canvas);
    let pieces: Vec<_> = facts.iter().map(|(words, style)| (words.as_str(), *style)).collect();
    if is_below(row, shown, area.width, world, canvas) {
        let tall = room.height.saturating_sub(1);
        canvas.paragraph(Rect { height: tall, ..room }, &name, style);
        canvas.pieces(room.x, room.bottom().saturating_sub(1), room.width, &pieces);
    } else if is_month {
        canvas.put(room.x, room.y, MONTH.saturating_sub(1), &name, style);
        canvas.pieces(room.x + MONTH, room.y, room.width.saturating_sub(MONTH), &pieces);
    } else {
        let long = record::columns(&facts);
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
