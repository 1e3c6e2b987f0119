//! The word that may have been meant by one that stands nowhere.

use std::cmp::Reverse;
use std::collections::HashMap;

/// The word, or the beginning of one, that differs least; the more frequent of equals.
pub(super) fn nearest(word: &str, words: &HashMap<String, usize>) -> Option<String> {
    let typed: Vec<char> = word.chars().collect();
    let most = (typed.len() / 3).min(2);
    let mut beginnings: HashMap<(Vec<char>, bool), usize> = HashMap::new();
    for (known, count) in words {
        let known: Vec<char> = known.chars().collect();
        if known.len() > typed.len() {
            *beginnings.entry((known.iter().take(typed.len()).copied().collect(), true)).or_default() += count;
        }
        if known.len().abs_diff(typed.len()) <= most {
            *beginnings.entry((known, false)).or_default() += count;
        }
    }
    let ranked = beginnings
        .into_iter()
        .map(|((known, is_part), count)| (distance(&typed, &known), is_part, Reverse(count), known));
    let (_, _, _, known) = ranked.filter(|(steps, ..)| *steps <= most).min()?;
    Some(known.into_iter().collect())
}

/// Letters to add, drop, change or swap with their neighbour (optimal string alignment).
fn distance(one: &[char], other: &[char]) -> usize {
    let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX / 2);
    let (mut before, mut last): (Vec<usize>, Vec<usize>) = (Vec::new(), (0..=other.len()).collect());
    let mut left = None;
    for (row, a) in one.iter().enumerate() {
        let mut next = vec![row + 1];
        let mut above = None;
        for (column, b) in other.iter().enumerate() {
            let mut steps = (at(&last, column) + usize::from(a != b)).min(at(&last, column + 1) + 1);
            steps = steps.min(at(&next, column) + 1);
            if left == Some(b) && above == Some(a) {
                steps = steps.min(at(&before, column.saturating_sub(1)) + 1);
            }
            next.push(steps);
            above = Some(b);
        }
        left = Some(a);
        before = std::mem::replace(&mut last, next);
    }
    at(&last, other.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_slips() {
        let count = |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert_eq!([count("retian", "retain"), count("a", ""), count("kitten", "sitting")], [1, 1, 3]);
    }
}
