//! The words that a run has typed, and what is owed of each: what was on the screen must not be lost.

use std::time::{Duration, Instant};

/// How long after a word was shown a crash may still take it (promise P1).
pub(super) const DUE: Duration = Duration::from_millis(50);

/// Where a word was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Line,
    Page,
    Change,
    Aside,
    Form,
    Decision,
    Paste,
}

/// One word, unlike every other.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) kind: Kind,
    seen: Option<Instant>,
    /// Typed where words are kept only with the whole: nothing is owed before that.
    is_waiting: bool,
    /// Deleted, undone or thrown away on purpose.
    is_let_go: bool,
}

/// All words of a run.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    words: Vec<Word>,
}

impl Ledger {
    /// A word that was never typed before: letters only, so that it is neither a day nor a number, all of one length.
    pub(super) fn coin(&mut self, kind: Kind, is_waiting: bool) -> String {
        const LETTERS: &[u8; 16] = b"bcdfghjklmnpqrst";
        let number = self.words.len();
        let letters = [12, 8, 4, 0].map(|shift| char::from(LETTERS[(number >> shift) & 15]));
        let text = format!("zz{}v", letters.iter().collect::<String>());
        self.words.push(Word { text: text.clone(), kind, seen: None, is_waiting, is_let_go: false });
        text
    }

    /// Looks which words the screen shows.
    pub(super) fn look(&mut self, screen: &str) {
        for word in self.words.iter_mut().filter(|word| word.seen.is_none()) {
            if screen.contains(&word.text) {
                word.seen = Some(Instant::now());
            }
        }
    }

    /// Lets go of the words that `is_gone` says.
    pub(super) fn let_go(&mut self, is_gone: impl Fn(&Word) -> bool) {
        for word in &mut self.words {
            word.is_let_go |= is_gone(word);
        }
    }

    /// How long before `end` a word was shown.
    pub(super) fn age(word: &Word, end: Instant) -> Duration {
        word.seen.and_then(|seen| end.checked_duration_since(seen)).unwrap_or_default()
    }

    /// After an end: a word that was not owed yet and has not made it is not owed later either.
    pub(super) fn forgive(&mut self, everything: &str) {
        self.let_go(|word| !everything.contains(&word.text));
    }

    /// The whole was kept: from now on its words are owed.
    pub(super) fn keep(&mut self, texts: &[String]) {
        for word in self.words.iter_mut().filter(|word| texts.contains(&word.text)) {
            word.is_waiting = false;
            word.seen = Some(Instant::now());
        }
    }

    /// What is owed if the program ends at this moment, having had so long for each word.
    pub(super) fn owed(&self, end: Instant, due: Duration) -> Vec<&Word> {
        let is_due = |seen: Instant| end.checked_duration_since(seen).is_some_and(|since| since >= due);
        self.words.iter().filter(|word| !word.is_let_go && !word.is_waiting && word.seen.is_some_and(is_due)).collect()
    }
}
