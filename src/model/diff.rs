//! What changed between two texts, word by word.
//!
//! Words are those of Unicode (UAX 29), the signs and blanks between them count as words of less weight. The longest
//! common sequence is found in linear space (Hirschberg 1975), so that its cost is time alone; beyond a cap the part
//! between the common beginning and end counts as replaced.

use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation;

/// The most pairs that are compared: about two thousand words, with the blanks between them, on both sides.
const MOST_PAIRS: usize = 16_000_000;

/// What became of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fate {
    /// In both texts.
    Kept,
    /// Only in the older one.
    Removed,
    /// Only in the newer one.
    Added,
}

/// Neighbouring words with the same fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What became of them.
    pub fate: Fate,
    /// The words with the blanks around them, never empty.
    pub text: String,
}

/// How one text became another: kept and removed runs make up `older`, kept and added ones `newer`.
///
/// Where words were replaced, what was removed stands before what was added.
pub fn words(older: &str, newer: &str) -> Vec<Run> {
    let mut known = HashMap::new();
    let older: Vec<Word> = read(older, &mut known);
    let newer: Vec<Word> = read(newer, &mut known);
    let mut script = Script::default();
    let start = older.iter().zip(&newer).take_while(|(one, other)| one.number == other.number).count();
    let (Some((head, older)), Some((_, newer))) = (older.split_at_checked(start), newer.split_at_checked(start)) else {
        return Vec::new();
    };
    let tail = older.iter().rev().zip(newer.iter().rev()).take_while(|(one, other)| one.number == other.number).count();
    let middle = |words: &'_ [Word<'_>]| words.len().saturating_sub(tail);
    let (Some((older, tail)), Some((newer, _))) =
        (older.split_at_checked(middle(older)), newer.split_at_checked(middle(newer)))
    else {
        return Vec::new();
    };
    script.add(Fate::Kept, head);
    if older.len().saturating_mul(newer.len()) <= MOST_PAIRS {
        script.compare(older, newer);
    } else {
        script.add(Fate::Removed, older);
        script.add(Fate::Added, newer);
    }
    script.add(Fate::Kept, tail);
    script.runs()
}

/// A word of a text; equal ones have the same number.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    number: usize,
    weight: u64,
}

fn read<'a>(text: &'a str, known: &mut HashMap<&'a str, usize>) -> Vec<Word<'a>> {
    let word = |text: &'a str| {
        let next = known.len();
        let weight = if text.chars().any(char::is_alphanumeric) { 4 } else { 1 };
        Word { text, number: *known.entry(text).or_insert(next), weight }
    };
    text.split_word_bounds().map(word).collect()
}

/// The fates of all words, in order.
#[derive(Default)]
struct Script<'a>(Vec<(Fate, &'a str)>);

impl<'a> Script<'a> {
    fn add(&mut self, fate: Fate, words: &[Word<'a>]) {
        self.0.extend(words.iter().map(|word| (fate, word.text)));
    }

    fn compare(&mut self, older: &[Word<'a>], newer: &[Word<'a>]) {
        let [only] = older else {
            return self.halve(older, newer);
        };
        let Some(at) = newer.iter().position(|word| word.number == only.number) else {
            self.add(Fate::Removed, older);
            return self.add(Fate::Added, newer);
        };
        if let Some((before, [_, after @ ..])) = newer.split_at_checked(at) {
            self.add(Fate::Added, before);
            self.add(Fate::Kept, older);
            self.add(Fate::Added, after);
        }
    }

    /// Cuts the older text in two and the newer one where most is kept on both sides.
    fn halve(&mut self, older: &[Word<'a>], newer: &[Word<'a>]) {
        let half = older.len() / 2;
        let (Some((front, back)), false) = (older.split_at_checked(half), older.is_empty() || newer.is_empty()) else {
            self.add(Fate::Removed, older);
            return self.add(Fate::Added, newer);
        };
        let ahead = kept(front.iter(), &newer.iter());
        let behind = kept(back.iter().rev(), &newer.iter().rev());
        let both = ahead.iter().zip(behind.iter().rev()).map(|(ahead, behind)| ahead + behind);
        let best = both.enumerate().max_by_key(|(at, both)| (*both, std::cmp::Reverse(*at)));
        if let Some((left, right)) = best.and_then(|(at, _)| newer.split_at_checked(at)) {
            self.compare(front, left);
            self.compare(back, right);
        }
    }

    /// Joins equal neighbours; inside a change, kept blanks count as replaced too, and removals come first.
    fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let (mut removed, mut added, mut blank) = (String::new(), String::new(), String::new());
        let mut settle = |removed: &mut String, added: &mut String, kept: &str| {
            for (fate, text) in [(Fate::Removed, std::mem::take(removed)), (Fate::Added, std::mem::take(added))] {
                push(&mut runs, fate, &text);
            }
            push(&mut runs, Fate::Kept, kept);
        };
        for (fate, text) in &self.0 {
            let is_blank = text.chars().all(char::is_whitespace);
            match fate {
                Fate::Kept if is_blank && !(removed.is_empty() && added.is_empty()) => blank.push_str(text),
                Fate::Kept => {
                    settle(&mut removed, &mut added, &std::mem::take(&mut blank));
                    settle(&mut removed, &mut added, text);
                }
                Fate::Removed | Fate::Added => {
                    removed.push_str(&blank);
                    added.push_str(&std::mem::take(&mut blank));
                    if *fate == Fate::Removed { removed.push_str(text) } else { added.push_str(text) }
                }
            }
        }
        settle(&mut removed, &mut added, &blank);
        runs
    }
}

fn push(runs: &mut Vec<Run>, fate: Fate, text: &str) {
    match runs.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.fate == fate => last.text.push_str(text),
        _ => runs.push(Run { fate, text: text.to_owned() }),
    }
}

/// For every beginning of `newer`, the weight of what it has in common with all of `older`.
fn kept<'a, 'b: 'a>(
    older: impl Iterator<Item = &'a Word<'b>>,
    newer: &(impl ExactSizeIterator<Item = &'a Word<'b>> + Clone),
) -> Vec<u64> {
    let mut row = vec![0; newer.len() + 1];
    for one in older {
        let (mut diagonal, mut left) = (0, 0);
        for (cell, other) in row.iter_mut().skip(1).zip(newer.clone()) {
            let above = *cell;
            *cell = if one.number == other.number { diagonal + one.weight } else { above.max(left) };
            (diagonal, left) = (above, *cell);
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(older: &str, newer: &str) -> String {
        let mark = |run: Run| match run.fate {
            Fate::Kept => run.text,
            Fate::Removed => format!("[-{}-]", run.text),
            Fate::Added => format!("{{+{}+}}", run.text),
        };
        words(older, newer).into_iter().map(mark).collect()
    }

    fn side(runs: &[Run], other: Fate) -> String {
        runs.iter().filter(|run| run.fate != other).map(|run| run.text.as_str()).collect()
    }

    #[test]
    fn a_changed_word_is_shown_alone() {
        assert_eq!(shown("We repair old boats.", "We repair wooden boats."), "We repair [-old-]{+wooden+} boats.");
        assert_eq!(shown("We repair boats.", "We repair boats, gladly."), "We repair boats{+, gladly+}.");
        assert_eq!(shown("Vite et bien", "Bien"), "[-Vite et bien-]{+Bien+}");
    }

    #[test]
    fn neighbouring_changes_are_one() {
        assert_eq!(shown("sell to small shops", "sell through big shops"), "sell [-to small-]{+through big+} shops");
    }

    #[test]
    fn an_accent_an_emoji_or_another_script_is_a_word_like_any() {
        assert_eq!(shown("l’équipe gagne", "l’équipe perd"), "l’équipe [-gagne-]{+perd+}");
        assert_eq!(shown("👩‍🔧 here", "👩‍🍳 here"), "[-👩‍🔧-]{+👩‍🍳+} here");
    }

    #[test]
    fn equal_and_empty_texts_need_no_runs_but_their_own() {
        assert_eq!(words("", ""), []);
        assert_eq!(words("same", "same"), [Run { fate: Fate::Kept, text: "same".to_owned() }]);
        assert_eq!((shown("", "new"), shown("old", "")), ("{+new+}".to_owned(), "[-old-]".to_owned()));
    }

    #[test]
    fn beyond_the_cap_the_middle_is_replaced() {
        let many = |word: &str| word.repeat(2100);
        let (older, newer) = (format!("start {}end", many("a ")), format!("start {}end", many("b ")));
        let fates: Vec<Fate> = words(&older, &newer).into_iter().map(|run| run.fate).collect();
        assert_eq!(fates, [Fate::Kept, Fate::Removed, Fate::Added, Fate::Kept]);
    }

    fn texts() -> impl Strategy<Value = String> {
        prop_oneof![3 => "([abc]{1,2}[ ,\n]{0,2}){0,12}", 1 => any::<String>()]
    }

    /// The weight of the longest common sequence, by the plain table.
    fn longest(older: &[Word], newer: &[Word]) -> u64 {
        kept(older.iter(), &newer.iter()).last().copied().unwrap()
    }

    proptest! {
        #[test]
        fn both_texts_come_back((older, newer) in (texts(), texts())) {
            let runs = words(&older, &newer);
            prop_assert_eq!(side(&runs, Fate::Added), older);
            prop_assert_eq!(side(&runs, Fate::Removed), newer);
        }

        #[test]
        fn no_run_is_empty_and_neighbours_differ((older, newer) in (texts(), texts())) {
            let runs = words(&older, &newer);
            prop_assert!(runs.iter().all(|run| !run.text.is_empty()));
            prop_assert!(runs.windows(2).all(|pair| pair[0].fate != pair[1].fate));
            prop_assert!(!runs.windows(2).any(|pair| pair[0].fate == Fate::Added && pair[1].fate == Fate::Removed));
        }

        #[test]
        fn as_much_is_kept_as_can_be((older, newer) in (texts(), texts())) {
            let mut known = HashMap::new();
            let (older, newer) = (read(&older, &mut known), read(&newer, &mut known));
            let mut script = Script::default();
            script.compare(&older, &newer);
            let weight: u64 = script.0.iter().filter(|(fate, _)| *fate == Fate::Kept).map(|(_, text)| {
                read(text, &mut HashMap::new()).iter().map(|word| word.weight).sum::<u64>()
            }).sum();
            prop_assert_eq!(weight, longest(&older, &newer));
        }
    }
}
