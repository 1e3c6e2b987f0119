//! A report as titles, words, lists, tables and charts, before it is written in any format.

use chrono::NaiveDate;

/// A report, ready to be written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The language: `en` or `fr`.
    pub language: &'static str,
    /// Its name.
    pub title: String,
    /// What it is.
    pub kind: &'static str,
    /// What whoever holds it must know before all; empty where there is nothing.
    pub warning: &'static str,
    /// The first sentence.
    pub lead: String,
    /// For whom, when, where, with whom.
    pub facts: Vec<Fact>,
    /// Its sections in order.
    pub sections: Vec<Section>,
    /// The last line.
    pub foot: &'static str,
}

/// A name and what is said to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// The name.
    pub name: String,
    /// The words; lines are parted by line breaks.
    pub words: String,
}

/// A part of a report with a title.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// The title.
    pub title: String,
    /// A quiet remark on it; empty where there is none.
    pub aside: String,
    /// What stands in it.
    pub parts: Vec<Part>,
}

/// What was answered to a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The question, or another title; empty where there is none.
    pub title: String,
    /// The answers.
    pub block: Block,
}

/// Something that is read as one.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Words with line breaks; an empty line parts paragraphs.
    Text(String),
    /// Names with what is said to each.
    Facts(Vec<Fact>),
    /// Lines.
    List(Vec<Entry>),
    /// Things that are done, or not yet.
    Ticks(Vec<(bool, String)>),
    /// Rows under heads.
    Table(Table),
    /// Days in order.
    Timeline(Timeline),
}

/// A line, and what else is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The words.
    pub words: String,
    /// The rest.
    pub facts: Vec<Fact>,
}

/// Rows under heads; each row has a cell for each head.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The heads.
    pub heads: Vec<Head>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// The head of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// What it says.
    pub words: String,
    /// Whether its cells are numbers, which end together.
    pub is_number: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// What a row is known by, and what else is known of it.
    Main(Entry),
    /// Anything else.
    Words(String),
    /// A measure over time.
    Bars(Bars),
}

/// The readings of a measure, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// How tall each is, from 0, the least, to 7, the greatest; a gap where there is no reading.
    pub levels: Vec<Option<u8>>,
    /// The same in words.
    pub words: String,
}

/// Days in order, with what happens on each.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// What it shows, in words.
    pub words: String,
    /// What happens, by day; never empty.
    pub marks: Vec<Mark>,
}

/// Something that happens on a day, or until then.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Its first day, where it takes more than one.
    pub from: Option<NaiveDate>,
    /// Its day, or the last of its days.
    pub day: NaiveDate,
    /// The day in words.
    pub when: String,
    /// What sort of thing it is.
    pub kind: MarkKind,
    /// The sort in words.
    pub sort: &'static str,
    /// What happens.
    pub words: String,
    /// Who sees to it; empty where nobody does.
    pub who: String,
}

/// What sort of thing a day stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// An outcome.
    Milestone,
    /// An action.
    Action,
    /// A project.
    Project,
    /// A goal.
    Goal,
    /// The next session.
    Session,
    /// A decision that is looked at again.
    Review,
}

impl Fact {
    /// A fact, where there are words to it.
    pub(super) fn new(name: impl Into<String>, words: impl Into<String>) -> Option<Self> {
        let words = words.into();
        (!words.trim().is_empty()).then(|| Self { name: name.into(), words })
    }
}

impl Section {
    /// A section, where something stands in it.
    pub(super) fn new(title: impl Into<String>, parts: Vec<Part>) -> Option<Self> {
        (!parts.is_empty()).then(|| Self { title: title.into(), aside: String::new(), parts })
    }
}

impl Part {
    /// A part, where something stands in it.
    pub(super) fn new(title: impl Into<String>, block: Block) -> Option<Self> {
        (!block.is_empty()).then(|| Self { title: title.into(), block })
    }
}

impl Block {
    fn is_empty(&self) -> bool {
        match self {
            Self::Text(words) => words.trim().is_empty(),
            Self::Facts(facts) => facts.is_empty(),
            Self::List(entries) => entries.is_empty(),
            Self::Ticks(ticks) => ticks.is_empty(),
            Self::Table(table) => table.rows.is_empty(),
            Self::Timeline(timeline) => timeline.marks.is_empty(),
        }
    }

    /// Lines without further facts; empty ones are left out.
    pub(super) fn lines(lines: impl IntoIterator<Item = String>) -> Self {
        let lines = lines.into_iter().filter(|line| !line.trim().is_empty());
        Self::List(lines.map(|words| Entry { words, facts: Vec::new() }).collect())
    }
}

impl Cell {
    /// The words of a cell as one line.
    pub(super) fn words(&self) -> &str {
        match self {
            Self::Main(entry) => &entry.words,
            Self::Words(words) => words,
            Self::Bars(bars) => &bars.words,
        }
    }
}
