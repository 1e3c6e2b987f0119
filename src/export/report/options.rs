//! Ways to go: how they rank by what they were scored, how firmly the first leads, and what was decided.

use super::stages::ask;
use super::{Reader, Report};
use crate::export::document::{Block, Cell, Entry, Fact, Head, Part, Table};
use crate::export::words::{capital, name};
use crate::model::decision::{Decision, Standing, Verdict};
use crate::model::item::Item;
use crate::model::sheet::ballot::{Ballot, weight};
use crate::model::stage::Sheet;

/// The most criteria with a column of their own.
const CRITERIA: usize = 5;

impl Report<'_> {
    /// The ranking, what it says, who scored what, and the decisions that are kept beside it.
    pub(super) fn options(&self, sheet: &Sheet) -> Vec<Part> {
        let words = self.speaker.texts.report;
        let ballot = Ballot::of(self.session, sheet);
        let is_scored = sheet.items.iter().any(|item| ["score", "veto"].contains(&item.text("slot")));
        let result = ballot.result().ok().filter(|_| is_scored);
        let kept = sheet.items.iter().filter(|item| item.text("slot") == "decision");
        let decided = Part::new(words.decided, self.decided(kept));
        let Some(result) = result else {
            let ways = ballot.alternatives().iter().map(|way| way_of(way));
            return Part::new(ask(sheet), Block::List(ways.collect())).into_iter().chain(decided).collect();
        };
        let verdict = Part::new("", Block::Text(self.verdict(&ballot, &result)));
        let scored = (self.reader == Reader::Facilitator).then(|| self.who_scored(&ballot)).flatten();
        let ranking = Part::new(ask(sheet), Block::Table(self.ranking(&ballot, &result)));
        [ranking, verdict, scored, decided].into_iter().flatten().collect()
    }

    fn ranking(&self, ballot: &Ballot<'_>, result: &Decision) -> Table {
        let words = self.speaker.texts.report;
        let criteria: Vec<&Item> = ballot.criteria().iter().copied().take(CRITERIA).collect();
        let mean = |way: usize, criterion: usize| {
            let tenths = result.cell(way, criterion).and_then(|cell| cell.mean().rounded_to(1));
            self.speaker.number(&tenths.map_or_else(String::new, |tenths| format!("{}.{}", tenths / 10, tenths % 10)))
        };
        let row = |(at, way): (usize, &Item)| {
            let mut main = way_of(way);
            let (place, value) = match result.standings().get(at) {
                Some(Standing::Ranked { place, value }) => (place.to_string(), value.rounded().to_string()),
                Some(Standing::Vetoed { reasons }) => {
                    main.facts.extend(Fact::new(words.ruled_out, reasons.join("; ")));
                    Default::default()
                }
                _ => (String::new(), words.unscored.to_owned()),
            };
            let means = (0..criteria.len()).map(|criterion| Cell::Words(mean(at, criterion)));
            [Cell::Main(main), Cell::Words(place), Cell::Words(value)].into_iter().chain(means).collect()
        };
        let head = |words: String, is_number| Head { words, is_number };
        let heads =
            [head(self.way(), false), head(words.place_of.to_owned(), true), head(words.points.to_owned(), true)];
        let measured = criteria.iter().map(|item| head((words.weight)(name(item), weight(item)), true));
        let others = (0..ballot.alternatives().len()).filter(|at| !result.ranking().any(|ranked| ranked == *at));
        let order = result.ranking().chain(others).filter_map(|at| Some((at, *ballot.alternatives().get(at)?)));
        Table { heads: heads.into_iter().chain(measured).collect(), rows: order.map(row).collect() }
    }

    fn verdict(&self, ballot: &Ballot<'_>, result: &Decision) -> String {
        let words = self.speaker.texts.report;
        let winner = result.winner().and_then(|at| ballot.alternatives().get(at)).map_or("", |way| name(way));
        let by = result.margin().map_or_else(String::new, |margin| margin.rounded().to_string());
        match result.verdict() {
            Verdict::Clear => (words.leads)(winner, &by),
            Verdict::Close => (words.close)(winner, &by),
            Verdict::Tied => words.tied.to_owned(),
            Verdict::Nothing | Verdict::Alone => String::new(),
        }
    }

    /// The score of each person, by way and criterion.
    fn who_scored(&self, ballot: &Ballot<'_>) -> Option<Part> {
        let words = self.speaker.texts.report;
        let given = |way: &Item, criterion: &Item| {
            let each = ballot.scores(way, criterion);
            let each = each.map(|(person, score)| format!("{} {score}", self.session.person(person)));
            each.collect::<Vec<_>>().join(", ")
        };
        let heads = std::iter::once(self.way()).chain(ballot.criteria().iter().map(|item| name(item).to_owned()));
        let heads = heads.map(|words| Head { words, is_number: false }).collect();
        let row = |way: &&Item| {
            let cells = ballot.criteria().iter().map(|criterion| Cell::Words(given(way, criterion)));
            let way = Entry { words: name(way).to_owned(), facts: Vec::new() };
            std::iter::once(Cell::Main(way)).chain(cells).collect()
        };
        let rows = ballot.alternatives().iter().map(row).collect();
        Part::new(words.who_scored, Block::Table(Table { heads, rows }))
    }

    fn way(&self) -> String {
        capital((self.speaker.texts.field)("alternative"))
    }
}

fn way_of(way: &Item) -> Entry {
    Entry { words: name(way).to_owned(), facts: Fact::new("", way.text("note")).into_iter().collect() }
}
