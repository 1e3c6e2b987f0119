//! A report as one page of HTML without a script or anything from elsewhere, for screens and for paper.
//!
//! It is XML too, so that any strict reader can hold it against what it should be.

use std::fmt::{self, Write};

use super::clean::clean;
use super::document::{Block, Cell, Document, Entry, Fact, Head, Part, Section, Table};
use super::svg;
use crate::lang::Texts;

/// How it looks, on screens light and dark and on paper.
pub(super) const STYLE: &str = include_str!("report.css");

/// What a browser may load: nothing, but the styles of the page itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Words up to this long stay on one line in a cell.
const SHORT: usize = 14;

/// Writes a report as a page of its own.
pub fn write(document: &Document) -> String {
    let mut page = Page { html: String::new(), texts: Texts::of(document.language) };
    // Writing into a string cannot fail.
    page.document(document).ok();
    page.html
}

/// HTML under way.
struct Page {
    html: String,
    texts: &'static Texts,
}

impl Page {
    fn document(&mut self, document: &Document) -> fmt::Result {
        let title = escaped(&document.title);
        writeln!(
            self.html,
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>",
            document.language
        )?;
        writeln!(self.html, "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"/>")?;
        writeln!(self.html, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>")?;
        writeln!(self.html, "<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>")?;
        writeln!(self.html, "<p class=\"kind\">{}</p>\n<h1>{title}</h1>", escaped(document.kind))?;
        if !document.warning.is_empty() {
            writeln!(self.html, "<p class=\"warning\">{}</p>", escaped(document.warning))?;
        }
        writeln!(self.html, "<p class=\"lead\">{}</p>", escaped(&document.lead))?;
        self.facts(&document.facts)?;
        writeln!(self.html, "</header>\n<main>")?;
        for section in &document.sections {
            self.section(section)?;
        }
        writeln!(self.html, "</main>\n<footer><p>{}</p></footer>\n</body>\n</html>", escaped(document.foot))
    }

    fn section(&mut self, section: &Section) -> fmt::Result {
        let is_glance = section.title == self.texts.report.glance;
        writeln!(self.html, "<section{}>", if is_glance { " class=\"glance\"" } else { "" })?;
        if !section.title.is_empty() {
            writeln!(self.html, "<h2>{}</h2>", escaped(&section.title))?;
        }
        if !section.aside.is_empty() {
            writeln!(self.html, "<p class=\"aside\">{}</p>", escaped(&section.aside))?;
        }
        for part in &section.parts {
            self.part(part)?;
        }
        writeln!(self.html, "</section>")
    }

    fn part(&mut self, part: &Part) -> fmt::Result {
        writeln!(self.html, "<div class=\"part\">")?;
        if !part.title.is_empty() {
            writeln!(self.html, "<h3>{}</h3>", escaped(&part.title))?;
        }
        match &part.block {
            Block::Text(words) => self.paragraphs(words)?,
            Block::Facts(facts) => self.facts(facts)?,
            Block::List(entries) => self.list(entries)?,
            Block::Ticks(ticks) => self.ticks(ticks)?,
            Block::Table(table) => self.table(table)?,
            Block::Timeline(timeline) => svg::timeline(&mut self.html, timeline, self.texts)?,
        }
        writeln!(self.html, "</div>")
    }

    fn paragraphs(&mut self, words: &str) -> fmt::Result {
        let words = clean(words);
        for paragraph in words.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            writeln!(self.html, "<p>{}</p>", broken(paragraph))?;
        }
        Ok(())
    }

    fn facts(&mut self, facts: &[Fact]) -> fmt::Result {
        if facts.is_empty() {
            return Ok(());
        }
        writeln!(self.html, "<dl class=\"facts\">")?;
        for Fact { name, words } in facts {
            writeln!(self.html, "<div><dt>{}</dt><dd>{}</dd></div>", escaped(name), broken(words))?;
        }
        writeln!(self.html, "</dl>")
    }

    fn list(&mut self, entries: &[Entry]) -> fmt::Result {
        let has_facts = entries.iter().any(|entry| !entry.facts.is_empty());
        writeln!(self.html, "<ul{}>", if has_facts { " class=\"entries\"" } else { "" })?;
        for entry in entries {
            let words = broken(&entry.words);
            let words = if has_facts { format!("<strong>{words}</strong>") } else { words };
            writeln!(self.html, "<li>{words}{}</li>", self.notes(&entry.facts))?;
        }
        writeln!(self.html, "</ul>")
    }

    fn ticks(&mut self, ticks: &[(bool, String)]) -> fmt::Result {
        writeln!(self.html, "<ul class=\"ticks\">")?;
        for (is_done, words) in ticks {
            let (sign, said) = if *is_done { ("✓", "done") } else { ("○", "open") };
            let said = (self.texts.word)(said);
            writeln!(
                self.html,
                "<li><span role=\"img\" aria-label=\"{}\">{sign}</span> {}</li>",
                escaped(said),
                broken(words)
            )?;
        }
        writeln!(self.html, "</ul>")
    }

    fn table(&mut self, table: &Table) -> fmt::Result {
        write!(self.html, "<div class=\"wide\"><table>\n<thead><tr>")?;
        for Head { words, is_number } in &table.heads {
            let class = if *is_number { " class=\"number\"" } else { "" };
            write!(self.html, "<th scope=\"col\"{class}>{}</th>", escaped(words))?;
        }
        writeln!(self.html, "</tr></thead>\n<tbody>")?;
        for row in &table.rows {
            write!(self.html, "<tr>")?;
            for (cell, head) in row.iter().zip(&table.heads) {
                self.cell(cell, head)?;
            }
            writeln!(self.html, "</tr>")?;
        }
        writeln!(self.html, "</tbody></table></div>")
    }

    fn cell(&mut self, cell: &Cell, head: &Head) -> fmt::Result {
        match cell {
            Cell::Main(entry) => {
                write!(self.html, "<th scope=\"row\">{}{}</th>", broken(&entry.words), self.notes(&entry.facts))
            }
            Cell::Words(words) => {
                let is_short = words.chars().count() <= SHORT;
                let class = match (head.is_number, is_short) {
                    (true, true) => " class=\"number short\"",
                    (false, true) => " class=\"short\"",
                    (_, false) => "",
                };
                write!(self.html, "<td{class}>{}</td>", escaped(words))
            }
            Cell::Bars(bars) => {
                write!(self.html, "<td>")?;
                svg::bars(&mut self.html, bars)?;
                write!(self.html, "</td>")
            }
        }
    }

    /// What else is known of something, in small lines beneath it.
    fn notes(&self, facts: &[Fact]) -> String {
        if facts.is_empty() {
            return String::new();
        }
        let note = |Fact { name, words }: &Fact| {
            let words = broken(words);
            let words = if name.is_empty() {
                words
            } else {
                (self.texts.report.labelled)(&format!("<b>{}</b>", escaped(name)), &words)
            };
            format!("<li>{words}</li>")
        };
        format!("<ul class=\"notes\">{}</ul>", facts.iter().map(note).collect::<String>())
    }
}

/// Words that mean themselves in HTML, in an attribute too: five characters, which is less than any library is.
pub(super) fn escaped(words: &str) -> String {
    let words = clean(words);
    let mut shown = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        match c {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '"' => shown.push_str("&quot;"),
            '\'' => shown.push_str("&#39;"),
            c => shown.push(c),
        }
    }
    shown
}

/// The same with the line breaks that somebody made.
fn broken(words: &str) -> String {
    escaped(words.trim()).replace('\n', "<br/>")
}
