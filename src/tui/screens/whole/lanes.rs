//! Notes in their lanes: as fields side by side where there is room for two, else below each other.

use super::{Row, Tone, beside};
use crate::model::item::Item;
use crate::model::words::Named;
use crate::tui::widgets::{record, text};
use crate::tui::world::World;

/// Columns between them.
const BETWEEN: usize = 4;

/// The rows of all lanes at this width in columns, two side by side where `is_wide`; what lies in none of them comes last.
pub(in crate::tui::screens) fn rows(
    lanes: &[Named],
    items: &[&Item],
    (width, is_wide): (usize, bool),
    world: &World,
) -> Vec<Row> {
    let is_beside = is_wide && lanes.len() > 1;
    let column = if is_beside { width.saturating_sub(BETWEEN) / 2 } else { width };
    let is_in = |item: &Item, lane: &Named| item.text("lane") == lane.id;
    let block = |lane: &Named| {
        let held: Vec<&Item> = items.iter().copied().filter(|item| is_in(item, lane)).collect();
        block(&lane.name, &held, column, world)
    };
    let mut blocks: Vec<Vec<Row>> = lanes.iter().map(block).collect();
    let others: Vec<&Item> = items.iter().copied().filter(|item| !lanes.iter().any(|lane| is_in(item, lane))).collect();
    if !others.is_empty() {
        blocks.push(self::block(world.texts().sheets.no_lane, &others, column, world));
    }
    let mut rows = Vec::new();
    let mut blocks = blocks.into_iter();
    while let Some(block) = blocks.next() {
        let next = if is_beside { blocks.next() } else { None };
        rows.extend(if rows.is_empty() { None } else { Some(Row::new()) });
        rows.extend(match next {
            Some(next) => beside(block, next, column, &" ".repeat(BETWEEN)),
            None => block,
        });
    }
    rows
}

/// The name of a lane, and below it what lies in it.
fn block(name: &str, items: &[&Item], width: usize, world: &World) -> Vec<Row> {
    let glyphs = world.look.glyphs;
    let mut rows = vec![vec![(text::fit(name, width, glyphs.ellipsis).into_owned(), Tone::Title)]];
    if items.is_empty() {
        rows.push(vec![(world.texts().sheets.empty_lane.to_owned(), Tone::Quiet)]);
    }
    for item in items {
        let words = text::safe(record::name(item)).into_owned();
        for (row, range) in text::wrap(&words, width.saturating_sub(2)).into_iter().enumerate() {
            let sign = if row == 0 { format!("{} ", glyphs.bullet) } else { "  ".to_owned() };
            let line = words.get(range).unwrap_or_default().trim_end().to_owned();
            rows.push(vec![(sign, Tone::Quiet), (line, Tone::Text)]);
        }
    }
    rows
}
