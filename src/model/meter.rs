//! How long a text is: in words, in sentences, and read aloud.

use unicode_segmentation::UnicodeSegmentation;

/// Words read aloud in a minute, unhurried.
pub const WORDS_A_MINUTE: usize = 150;

/// The most words of a short text: one breath, ten seconds.
pub const SHORT: usize = 25;

/// The most words of a text that is still told, not read out: half a minute.
pub const MIDDLING: usize = 75;

/// The size of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Meter {
    /// Words, as Unicode finds them (UAX 29).
    pub words: usize,
    /// Sentences that hold a word.
    pub sentences: usize,
}

/// What its length means for a text that people are to remember.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Length {
    /// No word yet.
    Empty,
    /// At most [`SHORT`] words.
    Short,
    /// At most [`MIDDLING`] words.
    Middling,
    /// More.
    Long,
}

impl Meter {
    /// Measures a text.
    pub fn new(text: &str) -> Self {
        Self { words: text.unicode_words().count(), sentences: text.unicode_sentences().count() }
    }

    /// Seconds to read it aloud, rounded up.
    pub fn seconds(self) -> usize {
        self.words.saturating_mul(60).div_ceil(WORDS_A_MINUTE)
    }

    /// What its length means.
    pub fn length(self) -> Length {
        let bounds = [(0, Length::Empty), (SHORT, Length::Short), (MIDDLING, Length::Middling)];
        bounds.into_iter().find(|(most, _)| self.words <= *most).map_or(Length::Long, |(_, length)| length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_sentences_and_seconds_are_counted() {
        let meter = Meter::new("Boats that last. Repaired by people who stay!\n\nWe don't hurry…");
        assert_eq!(meter, Meter { words: 11, sentences: 3 });
        assert_eq!(meter.seconds(), 5);
        assert_eq!(Meter::new("l’équipe n'a pas 3,5 jours").words, 5);
        assert_eq!(Meter::new(" — … ").words, 0);
    }

    #[test]
    fn lengths_begin_and_end_where_they_say() {
        let length = |words| Meter { words, sentences: 1 }.length();
        assert_eq!([0, 1, 25].map(length), [Length::Empty, Length::Short, Length::Short]);
        assert_eq!([26, 75, 76].map(length), [Length::Middling, Length::Middling, Length::Long]);
        assert_eq!([SHORT, MIDDLING].map(|words| Meter { words, sentences: 1 }.seconds()), [10, 30]);
    }
}
