//! Choices that look random and repeat with their seed.

use crate::model::id::IdSource;

/// A source of choices.
#[derive(Debug)]
pub(super) struct Dice(IdSource);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(IdSource::new(seed))
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.abs_diff(low).saturating_add(1);
        low.saturating_add_unsigned(self.0.bits() % span)
    }

    /// One of `words`; empty where there are none.
    pub(super) fn one<T: Copy + Default>(&mut self, words: &[T]) -> T {
        let last = i64::try_from(words.len()).unwrap_or(1) - 1;
        let place = usize::try_from(self.between(0, last.max(0))).unwrap_or(0);
        words.get(place).copied().unwrap_or_default()
    }

    /// True so many times in a hundred.
    pub(super) fn happens(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// `count` neighbours of `words`, from anywhere, each at most once.
    pub(super) fn some<'a, T>(&mut self, words: &'a [T], count: i64) -> impl Iterator<Item = &'a T> + use<'a, T> {
        let start = usize::try_from(self.between(0, i64::try_from(words.len()).unwrap_or(1) - 1)).unwrap_or(0);
        let count = usize::try_from(count).unwrap_or(0).min(words.len());
        words.iter().cycle().skip(start).take(count)
    }
}
