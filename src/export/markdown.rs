//! A report as Markdown, in which nothing that people wrote can become structure.

use super::clean::{clean, line};
use super::document::{Block, Cell, Document, Entry, Fact, Part, Section, Table, Timeline};
use crate::lang::Texts;

/// Characters that mean something wherever they stand.
const SPECIAL: &[char] = &['\\', '`', '*', '_', '[', ']', '<', '>', '|', '~', '&', '$'];

/// Writes a report as Markdown with the tables of GitHub.
pub fn write(document: &Document) -> String {
    let mut page = Page { text: String::new(), texts: Texts::of(document.language) };
    page.paragraph(&format!("# {}", escaped(&document.title)));
    page.paragraph(&format!("*{}*", escaped(document.kind)));
    if !document.warning.is_empty() {
        page.paragraph(&format!("> **{}**", escaped(document.warning)));
    }
    page.paragraph(&escaped(&document.lead));
    page.facts(&document.facts);
    for section in &document.sections {
        page.section(section);
    }
    page.paragraph("---");
    page.paragraph(&format!("*{}*", escaped(document.foot)));
    page.text.truncate(page.text.trim_end().len());
    page.text + "\n"
}

/// Markdown under way: blocks, each followed by an empty line.
struct Page {
    text: String,
    texts: &'static Texts,
}

impl Page {
    fn section(&mut self, section: &Section) {
        if !section.title.is_empty() {
            self.paragraph(&format!("## {}", escaped(&section.title)));
        }
        if !section.aside.is_empty() {
            self.paragraph(&format!("*{}*", escaped(&section.aside)));
        }
        for part in &section.parts {
            self.part(part);
        }
    }

    fn part(&mut self, part: &Part) {
        if !part.title.is_empty() {
            self.paragraph(&format!("### {}", escaped(&part.title)));
        }
        match &part.block {
            Block::Text(words) => self.words(words),
            Block::Facts(facts) => self.facts(facts),
            Block::List(entries) => self.list(entries),
            Block::Ticks(ticks) => {
                let tick = |(is_done, words): &(bool, String)| {
                    format!("- [{}] {}", if *is_done { 'x' } else { ' ' }, escaped(words))
                };
                self.lines(ticks.iter().map(tick));
            }
            Block::Table(table) => self.table(table),
            Block::Timeline(timeline) => self.timeline(timeline),
        }
    }

    fn paragraph(&mut self, words: &str) {
        if !words.is_empty() {
            self.text.push_str(words);
            self.text.push_str("\n\n");
        }
    }

    fn lines(&mut self, lines: impl Iterator<Item = String>) {
        let lines: Vec<String> = lines.collect();
        self.paragraph(&lines.join("\n"));
    }

    /// Paragraphs, with a line break where somebody made one.
    fn words(&mut self, words: &str) {
        let words = clean(words);
        let mut lines: Vec<String> = Vec::new();
        for text in words.lines().map(escaped).chain([String::new()]) {
            if text.is_empty() {
                self.paragraph(&std::mem::take(&mut lines).join("\\\n"));
            } else {
                lines.push(text);
            }
        }
    }

    fn facts(&mut self, facts: &[Fact]) {
        let fact = |fact: &Fact| match self.named(fact) {
            words if fact.name.is_empty() => format!("- {words}"),
            words => format!("- {words}"),
        };
        let lines: Vec<String> = facts.iter().map(fact).collect();
        self.lines(lines.into_iter());
    }

    fn list(&mut self, entries: &[Entry]) {
        let has_facts = entries.iter().any(|entry| !entry.facts.is_empty());
        let mut lines = Vec::new();
        for entry in entries {
            let words = escaped(&entry.words);
            lines.push(if has_facts && !words.is_empty() { format!("- **{words}**") } else { format!("- {words}") });
            lines.extend(entry.facts.iter().map(|fact| format!("  - {}", self.plain(fact))));
        }
        self.lines(lines.into_iter());
    }

    fn table(&mut self, table: &Table) {
        let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
        let heads = row(table.heads.iter().map(|head| escaped(&head.words)).collect());
        let rules = table.heads.iter().map(|head| if head.is_number { "---:" } else { "---" }.to_owned());
        let rows: Vec<String> =
            table.rows.iter().map(|cells| row(cells.iter().map(|cell| self.cell(cell)).collect())).collect();
        self.lines([heads, row(rules.collect())].into_iter().chain(rows));
    }

    fn cell(&self, cell: &Cell) -> String {
        match cell {
            Cell::Words(words) => escaped(words),
            Cell::Bars(bars) => {
                bars.levels.iter().map(|level| level.map_or(' ', bar)).collect::<String>().trim().to_owned()
            }
            Cell::Main(entry) if entry.facts.is_empty() => escaped(&entry.words),
            Cell::Main(entry) => {
                let facts: Vec<String> = entry.facts.iter().map(|fact| self.plain(fact)).collect();
                format!("{} ({})", escaped(&entry.words), facts.join(" · "))
            }
        }
    }

    fn timeline(&mut self, timeline: &Timeline) {
        let lines = timeline.marks.iter().map(|mark| {
            let who = if mark.who.is_empty() { String::new() } else { format!(", {}", escaped(&mark.who)) };
            let words = (self.texts.report.labelled)(&escaped(mark.sort), &escaped(&mark.words));
            format!("- **{}** – {words}{who}", escaped(&mark.when))
        });
        let lines: Vec<String> = lines.collect();
        self.lines(lines.into_iter());
    }

    /// A fact with its name in bold.
    fn named(&self, fact: &Fact) -> String {
        let words = escaped(&fact.words);
        if fact.name.is_empty() {
            words
        } else {
            (self.texts.report.labelled)(&format!("**{}**", escaped(&fact.name)), &words)
        }
    }

    /// A fact without any weight.
    fn plain(&self, fact: &Fact) -> String {
        let words = escaped(&fact.words);
        if fact.name.is_empty() { words } else { (self.texts.report.labelled)(&escaped(&fact.name), &words) }
    }
}

/// Words on one line that mean themselves, wherever they are put.
fn escaped(words: &str) -> String {
    let words = line(words);
    let mut shown = String::with_capacity(words.len() + 8);
    // What begins a list, a title, a rule or a quotation does so only in front; numbers of a list end in a point or a bracket.
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    let ends_number =
        |rest: &str| rest.starts_with(['.', ')']) && !rest.get(1..).is_some_and(|rest| rest.starts_with(|c| c != ' '));
    for (place, (byte, c)) in words.char_indices().enumerate() {
        let is_number = place == digits && words.get(byte..).is_some_and(ends_number);
        let is_front = is_number || place == 0 && matches!(c, '#' | '+' | '-' | '=' | ':');
        if is_front || SPECIAL.contains(&c) {
            shown.push('\\');
        }
        shown.push(c);
    }
    shown
}

fn bar(level: u8) -> char {
    char::from_u32(0x2581 + u32::from(level.min(7))).unwrap_or(' ')
}
