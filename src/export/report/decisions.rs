//! Decisions: what was chosen, what was not, on which grounds, and when it is looked at again.

use super::{Reader, Report};
use crate::export::document::{Block, Entry, Fact};
use crate::export::words::{capital, name};
use crate::model::field::LinkTo;
use crate::model::item::Item;

impl Report<'_> {
    /// Every decision, wherever it is kept.
    pub(super) fn decisions(&self) -> impl Iterator<Item = &Item> {
        self.session.targets(LinkTo::Decision)
    }

    /// Decisions, each with its grounds.
    pub(super) fn decided<'i>(&self, items: impl Iterator<Item = &'i Item>) -> Block {
        Block::List(items.map(|item| self.decision(item)).filter(|entry| !entry.words.is_empty()).collect())
    }

    fn decision(&self, item: &Item) -> Entry {
        let (speaker, texts) = (&self.speaker, self.speaker.texts);
        let words = texts.report;
        let label = |key: &str| capital((texts.field)(key));
        let text = |key: &str| Fact::new(label(key), item.text(key));
        let linked = |key: &str| speaker.linked(item.text(key)).unwrap_or_default();
        let percent = item.value("confidence_percent").and_then(serde_json::Value::as_u64);
        let percent = percent.and_then(|percent| u32::try_from(percent).ok()).map(texts.sheets.percent);
        let detail = |key: &str| {
            let number = if self.reader == Reader::Client { String::new() } else { speaker.number_of(item, key) };
            Fact::new(label(key), number)
        };
        let came_true = item.text("came_true");
        let facts = [
            Fact::new(words.instead_of, item.text("rejected")),
            text("basis"),
            Fact::new(words.why, item.text("why")),
            Fact::new(words.serves, linked("goal")),
            Fact::new(label("decided_by"), speaker.person_of(item, "decided_by")),
            Fact::new(words.sure, percent.unwrap_or_default()),
            detail("effectiveness"),
            detail("feasibility"),
            Fact::new(words.look_again, speaker.day_of(item, "review")),
            Fact::new(label("came_true"), if came_true.is_empty() { String::new() } else { speaker.word(came_true) }),
            text("learned"),
        ];
        let chosen = if name(item).is_empty() { linked("alternative") } else { name(item) };
        Entry { words: chosen.to_owned(), facts: facts.into_iter().flatten().collect() }
    }
}
