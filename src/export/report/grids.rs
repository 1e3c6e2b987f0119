//! Measures over time, goals by departments, rows under the columns of a template, milestones by day.

use super::Report;
use crate::export::document::{Bars, Block, Cell, Entry, Fact, Head, Table};
use crate::export::words::{capital, name};
use crate::model::item::Item;
use crate::model::sheet::alignment::Matrix;
use crate::model::sheet::metrics::{TARGET, trend};
use crate::model::stage::Sheet;

impl Report<'_> {
    /// The measures of a sheet: a number for each period, the target, and the shape of the line.
    pub(super) fn metrics(&self, sheet: &Sheet) -> Block {
        let (speaker, texts) = (&self.speaker, self.speaker.texts);
        let periods = &sheet.setup.periods;
        let is_known = |item: &&Item| periods.iter().any(|period| !speaker.number_of(item, period).is_empty());
        let (known, unknown): (Vec<&Item>, Vec<&Item>) = sheet.items.iter().partition(is_known);
        if known.is_empty() {
            return Block::lines(unknown.into_iter().map(|item| name(item).to_owned()));
        }
        let row = |item: &&Item| {
            let numbers = periods.iter().map(String::as_str).chain([TARGET]);
            let numbers = numbers.map(|key| Cell::Words(speaker.number_of(item, key)));
            let main = std::iter::once(Cell::Main(self.measure(item)));
            main.chain(numbers).chain([Cell::Bars(self.bars(item, periods))]).collect()
        };
        let head = |words: &str, is_number| Head { words: words.to_owned(), is_number };
        let numbers = periods.iter().map(|period| head(period, true));
        let numbers = numbers.chain([head(&capital(texts.grid.target), true), head(&capital(texts.grid.trend), false)]);
        let heads = std::iter::once(head(texts.report.measure, false)).chain(numbers).collect();
        Block::Table(Table { heads, rows: known.iter().map(row).collect() })
    }

    fn measure(&self, item: &Item) -> Entry {
        let texts = self.speaker.texts;
        let kind = match item.text("lead_lag") {
            kind @ ("lead" | "lag") => (texts.word)(kind),
            _ => "",
        };
        let who = self.speaker.person_of(item, "owner");
        let facts = [Fact::new("", item.text("unit")), Fact::new("", kind), Fact::new(texts.report.who, who)];
        Entry { words: name(item).to_owned(), facts: facts.into_iter().flatten().collect() }
    }

    fn bars(&self, item: &Item, periods: &[String]) -> Bars {
        let said = periods.iter().filter_map(|period| {
            let number = self.speaker.number_of(item, period);
            (!number.is_empty()).then(|| format!("{period} {number}"))
        });
        let said = said.collect::<Vec<_>>().join(", ");
        let words = (self.speaker.texts.report.readings)(name(item), &said);
        Bars { levels: trend(item, periods).levels, words }
    }

    /// Each goal with what the departments do for it; departments that are silent are left out.
    pub(super) fn alignment(&self, sheet: &Sheet) -> Block {
        let texts = self.speaker.texts;
        let earlier: Vec<_> = self.speaker.earlier.iter().rev().collect();
        let matrix = Matrix::of(self.session, sheet, &earlier);
        if !matrix.is_begun() {
            return Block::Text(String::new());
        }
        let departments: Vec<usize> =
            (0..matrix.departments.len()).filter(|department| !matrix.is_department_silent(*department)).collect();
        let cell = |goal: usize, department: usize| {
            let said: Vec<&str> = matrix.said(goal, department).map(name).collect();
            Cell::Words(said.join("; "))
        };
        let named = |name: Option<&str>, none: &str| name.filter(|name| !name.is_empty()).unwrap_or(none).to_owned();
        let row = |goal: usize| {
            let words = named(matrix.goals.get(goal).map(|head| head.name.as_str()), texts.grid.no_goal);
            let goal_cell = Cell::Main(Entry { words, facts: Vec::new() });
            std::iter::once(goal_cell).chain(departments.iter().map(|department| cell(goal, *department))).collect()
        };
        let head = |at: &usize| {
            let name = matrix.departments.get(*at).map(|head| head.name.as_str());
            capital(&named(name, texts.grid.no_department))
        };
        let heads = std::iter::once(capital(texts.plan.goal)).chain(departments.iter().map(head));
        let heads = heads.map(|words| Head { words, is_number: false }).collect();
        let goals = (0..matrix.goals.len()).filter(|goal| !matrix.is_goal_left_out(*goal));
        Block::Table(Table { heads, rows: goals.map(row).collect() })
    }

    /// The rows of a table under its columns; what has no word in any row is left out.
    pub(super) fn rows(&self, sheet: &Sheet) -> Block {
        let speaker = &self.speaker;
        let Some(slot) = sheet.slot("") else { return Block::Text(String::new()) };
        let is_filled = |key: &str| sheet.items.iter().any(|item| item.value(key).is_some_and(|value| value != ""));
        let fields: Vec<_> = slot.fields.iter().filter(|field| is_filled(&field.key)).collect();
        let Some((first, others)) = fields.split_first() else { return Block::Text(String::new()) };
        if others.is_empty() {
            return Block::lines(sheet.items.iter().map(|item| speaker.value(item, &slot, first)));
        }
        let row = |item: &Item| {
            let main = Entry { words: speaker.value(item, &slot, first), facts: Vec::new() };
            let others = others.iter().map(|field| Cell::Words(speaker.value(item, &slot, field)));
            std::iter::once(Cell::Main(main)).chain(others).collect::<Vec<Cell>>()
        };
        let rows = sheet.items.iter().map(row).filter(|row| row.iter().any(|cell| !cell.words().is_empty()));
        Block::Table(Table { heads: fields.iter().map(|field| speaker.head(field)).collect(), rows: rows.collect() })
    }

    /// The milestones of a sheet by day, those without one last.
    pub(super) fn milestones(&self, sheet: &Sheet) -> Block {
        let Some(slot) = sheet.slot("") else { return Block::Text(String::new()) };
        let mut items: Vec<&Item> = sheet.items.iter().collect();
        items.sort_by_key(|item| (item.date("due").is_none(), item.date("due")));
        self.speaker.records(&slot, &items, &[])
    }
}
