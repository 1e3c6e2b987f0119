//! Two versions of a text as one, word by word.

use unicode_segmentation::UnicodeSegmentation;

/// The most pairs of words that are compared; longer rewritings are left to a person.
const MOST: usize = 1 << 21;

/// Words of the base that a side has replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hunk<'a> {
    from: usize,
    to: usize,
    words: Vec<&'a str>,
}

/// The text with the edits of both sides, if they do not touch one another; both sides can be exchanged, and to merge the
/// result with either of them again gives the result.
pub(super) fn merged(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let text = once(base, ours, theirs)?;
    let rests = |side| once(base, &text, side).is_some_and(|again| again == text);
    (rests(ours) && rests(theirs)).then_some(text)
}

fn once(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let [base, ours, theirs] = [base, ours, theirs].map(|text| text.split_word_bounds().collect::<Vec<_>>());
    let (shorter, longer) = if ours.len() < theirs.len() { (&ours, &theirs) } else { (&theirs, &ours) };
    if is_within(&base, shorter) && is_within(shorter, longer) {
        return Some(longer.concat()); // typed further on one side only
    }
    apply(&base, &diff(&base, &ours)?, &diff(&base, &theirs)?)
}

/// Whether all words of one text are in the other, in the same order.
fn is_within(part: &[&str], whole: &[&str]) -> bool {
    let mut whole = whole.iter();
    part.iter().all(|word| whole.any(|other| other == word))
}

/// What `side` replaced in `base`, by a longest common subsequence; nothing where that would take too long.
fn diff<'a>(base: &[&str], side: &[&'a str]) -> Option<Vec<Hunk<'a>>> {
    let head = base.iter().zip(side).take_while(|(one, other)| one == other).count();
    let longest = base.len().min(side.len()) - head;
    let tail = base.iter().rev().zip(side.iter().rev()).take(longest).take_while(|(one, other)| one == other).count();
    let (base, side) = (base.get(head..base.len() - tail)?, side.get(head..side.len() - tail)?);
    if base.len().saturating_mul(side.len()) > MOST {
        return None;
    }
    let rows = lengths(base, side);
    let common = |i: usize, j: usize| rows.get(base.len() - i).and_then(|row| row.get(side.len() - j)).copied();
    let (mut hunks, mut i, mut j) = (Vec::new(), 0, 0);
    let (mut from, mut words) = (0, Vec::new());
    while i < base.len() || j < side.len() {
        let (gone, new) = (base.get(i), side.get(j));
        if gone == new {
            if from < i || !words.is_empty() {
                hunks.push(Hunk { from: head + from, to: head + i, words: std::mem::take(&mut words) });
            }
            (i, j) = (i + 1, j + 1);
            from = i;
        } else if gone.is_some() && (new.is_none() || common(i + 1, j) >= common(i, j + 1)) {
            i += 1;
        } else {
            words.extend(new);
            j += 1;
        }
    }
    if from < i || !words.is_empty() {
        hunks.push(Hunk { from: head + from, to: head + i, words });
    }
    Some(hunks)
}

/// The lengths of the longest common subsequences of all ends of both texts, from the empty ends on.
fn lengths(base: &[&str], side: &[&str]) -> Vec<Vec<u32>> {
    let mut rows = vec![vec![0_u32; side.len() + 1]];
    for word in base.iter().rev() {
        let mut row = Vec::with_capacity(side.len() + 1);
        let mut last = 0;
        row.push(last);
        if let Some(under) = rows.last() {
            for (other, (diagonal, below)) in side.iter().rev().zip(under.iter().zip(under.iter().skip(1))) {
                last = if word == other { diagonal + 1 } else { last.max(*below) };
                row.push(last);
            }
        }
        rows.push(row);
    }
    rows
}

/// The base with what both sides replaced, unless they replaced the same or neighbouring words by different ones.
fn apply(base: &[&str], ours: &[Hunk<'_>], theirs: &[Hunk<'_>]) -> Option<String> {
    let (mut ours, mut theirs) = (ours.iter().peekable(), theirs.iter().peekable());
    let (mut text, mut at) = (String::new(), 0);
    loop {
        let next = match (ours.peek(), theirs.peek()) {
            (None, None) => break,
            (Some(one), Some(other)) if one == other => {
                theirs.next();
                ours.next()
            }
            (Some(one), Some(other)) if one.from <= other.to && other.from <= one.to => return None,
            (Some(one), Some(other)) if one.from < other.from => ours.next(),
            (Some(_), None) => ours.next(),
            _ => theirs.next(),
        };
        let hunk = next?;
        text.extend(base.get(at..hunk.from)?.iter().chain(&hunk.words).copied());
        at = hunk.to;
    }
    text.extend(base.get(at..)?.iter().copied());
    Some(text)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn merge(base: &str, ours: &str, theirs: &str) -> Option<String> {
        merged(base, ours, theirs)
    }

    #[test]
    fn edits_of_different_words_are_both_there() {
        let base = "Call Acme about the rate";
        assert_eq!(
            merge(base, "Call Acme Ltd about the rate", "Call Acme about the day rate"),
            Some("Call Acme Ltd about the day rate".to_owned())
        );
        assert_eq!(
            merge(base, "Ring Acme about the rate", "Call Acme about it"),
            Some("Ring Acme about it".to_owned())
        );
        assert_eq!(merge("été à Rome", "été à Paris", "l’été à Rome"), Some("l’été à Paris".to_owned()));
    }

    #[test]
    fn the_same_edit_on_both_sides_is_made_once() {
        assert_eq!(merge("a b c d e", "x b c d e", "x b c d y"), Some("x b c d y".to_owned()));
    }

    #[test]
    fn edits_that_touch_are_left_to_a_person() {
        assert_eq!(merge("Call Acme", "Call Birch", "Call Cedar"), None);
        assert_eq!(merge("Call Acme", "Call Acme today", "Call Acme on Friday"), None);
        assert_eq!(merge("Call Acme", "", "Call Acme today"), None);
    }

    #[test]
    fn what_was_only_typed_further_needs_nobody() {
        assert_eq!(merge("", "Call", "Call Acme"), Some("Call Acme".to_owned()));
        assert_eq!(merge("Call", "Call Acme", "Call Acme today"), Some("Call Acme today".to_owned()));
        assert_eq!(merge("a b c", "a c", "a b c d"), Some("a c d".to_owned()));
    }

    #[test]
    fn very_long_rewritings_are_not_compared() {
        let long = |word: &str| format!("{word} ").repeat(3_000);
        assert_eq!(merge(&long("a"), &long("b"), &format!("x {}", long("a"))), None);
    }

    proptest! {
        #[test]
        fn a_merged_text_has_every_new_word_comes_to_rest_and_is_the_same_from_both_sides(
            base in vec("[ab]| |é|c", 0..8),
            ours in vec((0..9_usize, 0..2_usize, "[xa]| |c"), 0..3),
            theirs in vec((0..9_usize, 0..2_usize, "[ya]| |b"), 0..3),
        ) {
            let edited = |edits: &[(usize, usize, String)]| {
                let mut words = base.clone();
                for (at, gone, new) in edits {
                    let at = (*at).min(words.len());
                    words.splice(at..(at + gone).min(words.len()), [new.clone()]);
                }
                words.concat()
            };
            let (base, ours, theirs) = (base.concat(), edited(&ours), edited(&theirs));
            let result = merge(&base, &ours, &theirs);
            prop_assert_eq!(&merge(&base, &theirs, &ours), &result);
            if let Some(text) = result {
                prop_assert_eq!(merge(&base, &text, &ours), Some(text.clone()));
                prop_assert_eq!(merge(&base, &text, &theirs), Some(text.clone()));
                for new in ["x", "y"] {
                    let count = |text: &str| text.matches(new).count();
                    prop_assert!(count(&text) >= count(&ours).max(count(&theirs)), "{:?}", text);
                }
            }
        }
    }
}
