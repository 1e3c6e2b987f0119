//! Goals, each with who answers for it, by when, and the number that would prove it.

use super::{Reader, Report};
use crate::export::document::{Block, Cell, Entry, Fact, Head, Table};
use crate::export::words::capital;
use crate::model::item::Item;
use crate::model::stage::Sheet;

/// What stands beneath a goal.
const BENEATH: &[&str] = &["focus", "departments", "why"];

impl Report<'_> {
    /// The goals of a sheet as a table; columns without a word are left out.
    pub(super) fn goals(&self, sheet: &Sheet) -> Block {
        let (speaker, texts) = (&self.speaker, self.speaker.texts);
        let Some(slot) = sheet.slot("") else { return Block::Text(String::new()) };
        let label = |key: &str| capital((texts.field)(key));
        let tags =
            |item: &Item| slot.field("pillars").map_or_else(String::new, |field| speaker.value(item, &slot, field));
        let confidence = |item: &Item| {
            if self.reader == Reader::Client { String::new() } else { speaker.number_of(item, "confidence") }
        };
        let beneath: Vec<_> = slot.fields.iter().filter(|field| BENEATH.contains(&field.key.as_ref())).collect();
        let row = |item: &Item| {
            let cells = [
                speaker.person_of(item, "owner"),
                speaker.day_of(item, "due"),
                self.proof(item),
                tags(item),
                confidence(item),
            ];
            (speaker.entry(item, &slot, &beneath), cells)
        };
        let heads = [texts.report.who, texts.report.by, texts.report.measure].map(str::to_owned);
        let heads = heads.into_iter().chain([label("pillars"), label("confidence")]).collect();
        table(capital(texts.plan.goal), heads, sheet.items.iter().map(row))
    }

    /// What is measured, from where to where.
    fn proof(&self, goal: &Item) -> String {
        let words = self.speaker.texts.report;
        let number = |key: &str| self.speaker.number_of(goal, key);
        let (baseline, target, reached) = (number("baseline"), number("target"), number("reached"));
        let way = match (baseline.is_empty(), target.is_empty()) {
            (false, false) => (words.from_to)(&baseline, &target),
            (false, true) => (words.from)(&baseline),
            (true, false) => (words.to)(&target),
            (true, true) => String::new(),
        };
        let unit = goal.text("unit");
        let measure = if goal.text("measure").is_empty() { unit } else { goal.text("measure") };
        let way = if unit.is_empty() || way.is_empty() || unit == measure { way } else { format!("{way} {unit}") };
        let reached = if reached.is_empty() { reached } else { (words.reached)(&reached) };
        let facts = [measure.to_owned(), way, reached];
        facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// Rows of a main cell and further ones under heads; a column in which nothing stands is left out, and a single row
/// becomes a line with facts.
pub(super) fn table<const N: usize>(
    main: String,
    heads: Vec<String>,
    rows: impl Iterator<Item = (Entry, [String; N])>,
) -> Block {
    let rows: Vec<(Entry, [String; N])> = rows.collect();
    let is_filled = |at: usize| rows.iter().any(|(_, cells)| cells.get(at).is_some_and(|cell| !cell.is_empty()));
    let kept: Vec<bool> = (0..N).map(is_filled).collect();
    if rows.len() < 2 || !kept.contains(&true) {
        let fact = |(head, words): (&String, String)| Fact::new(head.as_str(), words);
        let entry = |(entry, cells): (Entry, [String; N])| {
            let facts = heads.iter().zip(cells).filter_map(fact).chain(entry.facts).collect();
            Entry { words: entry.words, facts }
        };
        return Block::List(rows.into_iter().map(entry).collect());
    }
    let heads = heads.into_iter().zip(&kept).filter(|(_, kept)| **kept).map(|(head, _)| head);
    let heads = std::iter::once(main).chain(heads).map(|words| Head { words, is_number: false }).collect();
    let row = |(entry, cells): (Entry, [String; N])| {
        let cells = cells.into_iter().zip(&kept).filter(|(_, kept)| **kept).map(|(cell, _)| Cell::Words(cell));
        std::iter::once(Cell::Main(entry)).chain(cells).collect()
    };
    Block::Table(Table { heads, rows: rows.into_iter().map(row).collect() })
}
