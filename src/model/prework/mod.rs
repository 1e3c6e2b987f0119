//! Pre-work as a form of plain text: written to be mailed, and read back from whatever the mail made of it.
//!
//! A form names its session and person in one mark, and begins every question with another, `[q3]`. What stands after a
//! question is its answer; quoting, line breaks and blanks are nobody's words and carry no meaning.

use std::fmt;

use uuid::Uuid;

pub mod asked;
mod read;
#[cfg(test)]
mod tests;

pub use read::{Answer, Reading};

/// The columns that no line of a form exceeds, so that mail programs leave the lines alone.
pub const COLUMNS: usize = 72;

/// A form for one person. The words for people are passed in, in any language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form<'a> {
    /// Whom and what it is for.
    pub address: Address,
    /// The first line; it says the person's name.
    pub title: &'a str,
    /// How to answer; may be empty.
    pub intro: &'a str,
    /// What comes after the last question; may be empty.
    pub closing: &'a str,
    /// The questions in order.
    pub questions: Vec<Question<'a>>,
}

/// Which session and person a form belongs to: `[offsite/0195…/p-1]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// The session.
    pub session: Uuid,
    /// The person's id in it, without blanks and brackets.
    pub person: String,
}

/// A question of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question<'a> {
    /// The number in its mark, unique in the form.
    pub number: u32,
    /// The question.
    pub ask: &'a str,
    /// A line under it; may be empty.
    pub hint: &'a str,
}

impl Address {
    /// Whom the first mark in a text is for; nothing where there is none.
    pub fn find(text: &str) -> Option<Self> {
        text.split('[').find_map(|after| Self::parse(&format!("[{after}")))
    }

    /// The mark at the beginning of a word.
    fn parse(word: &str) -> Option<Self> {
        let (inside, _) = word.strip_prefix("[offsite/")?.split_once(']')?;
        let (session, person) = inside.split_once('/')?;
        Some(Self { session: session.parse().ok()?, person: person.to_owned() })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[offsite/{}/{}]", self.session, self.person)
    }
}

impl Form<'_> {
    /// The form as it is mailed: lines of at most 72 columns, three empty ones for each answer, a line break at the end.
    pub fn write(&self) -> String {
        let mut blocks = vec![self.title.to_owned(), self.intro.to_owned(), self.address.to_string()];
        blocks.retain(|block| !block.is_empty());
        let mut text: String = blocks.iter().map(|block| wrap(block) + "\n").collect();
        for Question { number, ask, hint } in &self.questions {
            text += &wrap(&format!("[q{number}] {ask}"));
            text += &wrap(hint);
            text += "\n\n\n";
        }
        text + &wrap(self.closing)
    }
}

/// Lines of at most 72 columns, each with its line break; nothing for nothing.
fn wrap(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let mut current = String::new();
        for word in line.split_whitespace() {
            if !current.is_empty() && current.chars().count() + 1 + word.chars().count() > COLUMNS {
                lines.push(std::mem::take(&mut current));
            }
            current = if current.is_empty() { word.to_owned() } else { current + " " + word };
        }
        lines.push(current);
    }
    lines.into_iter().map(|line| line + "\n").collect()
}
