//! What the facilitator's copy holds beside what was said aloud, and the warning that comes with it.

use crate::export::document::{Block, Document, Fact, Part, Section};
use crate::lang::Texts;
use crate::model::private::{Aside, Private};

/// The document with what is private at its end, and with a word of it at its beginning.
pub(super) fn added(document: Document, private: &Private) -> Document {
    let words = Texts::of(document.language).report;
    let facts = |asides: &[Aside]| {
        let fact = |aside: &Aside| Fact { name: aside.place.clone(), words: aside.words.clone() };
        Block::Facts(asides.iter().map(fact).collect())
    };
    let parts = [
        Part::new(words.notes, facts(&private.notes)),
        Part::new(words.coach, facts(&private.answers)),
        Part::new(words.parked_alone, Block::lines(private.parked.iter().cloned())),
        Part::new(words.before, facts(&private.prework)),
        Part::new(words.closed_because, Block::Text(private.closed_because.clone())),
    ];
    let section = Section::new(words.private, parts.into_iter().flatten().collect());
    let sections = document.sections.into_iter().chain(section).collect();
    Document { warning: words.warning, sections, ..document }
}
