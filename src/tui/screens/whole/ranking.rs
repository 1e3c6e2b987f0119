//! Projects by their scores: a table from the first place on, and the four fields of gain against pains.

use super::{Row, Tone, beside, cell, right_cell};
use crate::lang::Texts;
use crate::model::item::Item;
use crate::model::ranking::{Quadrant, Ranked};
use crate::model::sheet::projects;
use crate::model::sheet::setup::Score;
use crate::tui::glyphs::Glyphs;
use crate::tui::widgets::{record, text};
use crate::tui::world::World;

/// Columns of the number that a project has in its list.
const NUMBER: usize = 3;
/// The most columns of a score.
const SCORE: usize = 12;
/// Columns of value and place, each with the gap before it.
const RESULT: usize = 8;
/// The fewest columns of a name.
const NAME: usize = 16;

/// The table and, where gains and pains are scored, the four fields, at this width in columns.
pub(in crate::tui::screens) fn rows(items: &[&Item], scores: &[Score], width: usize, world: &World) -> Vec<Row> {
    let ranked = projects::ranked(items, scores);
    let mut rows = table(items, scores, &ranked, width, world);
    if ranked.iter().any(|project| project.quadrant.is_some()) {
        rows.push(Row::new());
        rows.extend(fields(scores, &ranked, width, world));
    }
    rows
}

/// The name of a score; the usual ones end in their range, which is left out.
pub(in crate::tui::screens) fn label<'a>(score: &'a Score, texts: &Texts) -> &'a str {
    if score.name.is_empty() { (texts.sheets.score)(&score.id) } else { &score.name }
}

/// The corner in words.
pub(in crate::tui::screens) fn corner(quadrant: Quadrant, texts: &Texts) -> &'static str {
    let [quick_win, big_bet, fill_in, leave] = texts.sheets.quadrants;
    match quadrant {
        Quadrant::QuickWin => quick_win,
        Quadrant::BigBet => big_bet,
        Quadrant::FillIn => fill_in,
        Quadrant::Leave => leave,
    }
}

fn table(items: &[&Item], scores: &[Score], ranked: &[Ranked], width: usize, world: &World) -> Vec<Row> {
    let (texts, ellipsis) = (world.texts(), world.look.glyphs.ellipsis);
    let room = width.saturating_sub(NUMBER + 2 * RESULT + NAME) / scores.len().max(1);
    let wide = |score: &Score| (text::width(label(score, texts)) + 2).clamp(3, SCORE).min(room.max(3));
    let columns: Vec<usize> = scores.iter().map(wide).collect();
    let name = width.saturating_sub(NUMBER + 2 * RESULT + columns.iter().sum::<usize>());
    let line = |cells: Vec<String>, tone: Tone| -> Row {
        let last = cells.len().saturating_sub(1);
        cells
            .into_iter()
            .enumerate()
            .map(|(at, words)| (words, if at == 1 || at == last { tone } else { Tone::Quiet }))
            .collect()
    };
    let cells = |number: &str, words: &str, scored: Vec<String>, value: &str, place: &str| {
        let scored = scored
            .iter()
            .zip(&columns)
            .map(|(words, width)| format!("  {}", right_cell(words, width.saturating_sub(2), ellipsis)));
        let ends = [value, place].map(|words| right_cell(words, RESULT, ellipsis));
        let start = [cell(number, NUMBER, ellipsis), cell(words, name, ellipsis)];
        start.into_iter().chain(scored).chain(ends).collect::<Vec<String>>()
    };
    let heads = scores.iter().map(|score| label(score, texts).to_owned()).collect();
    let mut rows = vec![line(cells("", "", heads, texts.sheets.value, texts.sheets.place), Tone::Quiet)];
    let mut order: Vec<(usize, &Item, &Ranked)> =
        items.iter().zip(ranked).enumerate().map(|(at, (item, ranked))| (at, *item, ranked)).collect();
    order.sort_by_key(|(at, _, ranked)| (ranked.place.is_none(), ranked.place, *at));
    for (at, item, ranked) in order {
        let given = projects::given(item, scores).into_iter();
        let given = given.map(|rating| rating.map_or_else(|| "–".to_owned(), |rating| rating.score().to_string()));
        let value = ranked.value.filter(|_| ranked.place.is_some()).map(|value| value.rounded().to_string());
        let place = ranked.place.map(|place| place.to_string());
        let [value, place] = [value, place].map(|words| words.unwrap_or_else(|| "–".to_owned()));
        let number = (at + 1).to_string();
        rows.push(line(cells(&number, record::name(item), given.collect(), &value, &place), Tone::Text));
    }
    rows
}

/// The four fields, with the numbers of the projects in them.
fn fields(scores: &[Score], ranked: &[Ranked], width: usize, world: &World) -> Vec<Row> {
    let (texts, glyphs) = (world.texts(), world.look.glyphs);
    let named = |is_gain: bool| {
        let side = scores.iter().filter(|score| score.better.is_high() == is_gain);
        side.map(|score| label(score, texts)).collect::<Vec<_>>().join(", ")
    };
    let (gain, pain) = (named(true), named(false));
    let [much_gain, little_gain] = [(texts.sheets.much)(&gain), (texts.sheets.little)(&gain)];
    let side = text::width(&much_gain).max(text::width(&little_gain)).min(width / 3) + 2;
    let column = width.saturating_sub(side + 3).min(2 * 28) / 2;
    let field = |quadrant: Quadrant| {
        let numbers = ranked.iter().zip(1..).filter(|(project, _)| project.quadrant == Some(quadrant));
        let numbers = numbers.map(|(_, number): (_, usize)| number.to_string()).collect::<Vec<_>>().join("  ");
        let rows = text::wrap(&numbers, column.max(1)).into_iter();
        let rows = rows.map(|range| vec![(numbers.get(range).unwrap_or_default().trim_end().to_owned(), Tone::Title)]);
        std::iter::once(vec![(text::fit(corner(quadrant, texts), column, glyphs.ellipsis).into_owned(), Tone::Quiet)])
            .chain(rows)
            .collect::<Vec<Row>>()
    };
    let upright = format!(" {} ", glyphs.upright);
    let level = glyphs.rule.repeat(column + 1);
    let heads = [(texts.sheets.little)(&pain), (texts.sheets.much)(&pain)];
    let heads = heads.map(|words| cell(&words, column, glyphs.ellipsis));
    let mut rows = vec![labelled("", vec![(heads.join("   "), Tone::Quiet)], side, glyphs)];
    let above = beside(field(Quadrant::QuickWin), field(Quadrant::BigBet), column, &upright);
    let below = beside(field(Quadrant::FillIn), field(Quadrant::Leave), column, &upright);
    let rule = vec![(format!("{level}{}{level}", glyphs.cross), Tone::Rule)];
    let halves = [(much_gain, above), (String::new(), vec![rule]), (little_gain, below)];
    for (name, half) in halves {
        let names = std::iter::once(name.as_str()).chain(std::iter::repeat(""));
        rows.extend(half.into_iter().zip(names).map(|(row, name)| labelled(name, row, side, glyphs)));
    }
    rows
}

/// A row with a quiet name before it.
fn labelled(name: &str, row: Row, columns: usize, glyphs: &Glyphs) -> Row {
    let name = format!("{}  ", cell(name, columns.saturating_sub(2), glyphs.ellipsis));
    std::iter::once((name, Tone::Quiet)).chain(row).collect()
}
