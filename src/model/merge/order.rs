//! The order of a merged list: where one side has moved things its order holds, and what either side added stays behind
//! what it was put behind.
//!
//! Whatever is chosen here is chosen again when the result meets one of the two sides once more, so that machines which
//! exchange their files come to rest.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// The keys for which `stays`, in the order of the merged list. No key may stand twice in one version, and every key that
/// stays must be in `ours` or `theirs`. Both sides can be exchanged.
pub(super) fn merged<K: Clone + Ord + Hash>(
    base: &[K],
    ours: &[K],
    theirs: &[K],
    stays: impl Fn(&K) -> bool,
) -> Vec<K> {
    let staying = |list: &[K]| list.iter().filter(|key| stays(key)).cloned().collect::<Vec<_>>();
    let (base, ours, theirs) = (staying(base), staying(ours), staying(theirs));
    let known: HashMap<&K, usize> = base.iter().enumerate().map(|(place, key)| (key, place)).collect();
    let (one, other) = (completed(&known, &ours), completed(&known, &theirs));
    let spine = match (one.is_sorted(), other.is_sorted()) {
        (true, _) => other,
        (_, true) => one,
        // Both have moved things: one of the two orders, and the same on every machine.
        _ => one.max(other),
    };
    let mut anchors = HashMap::new();
    for side in [&ours, &theirs] {
        for (key, anchor) in added(&known, side) {
            let known: &mut Option<usize> = anchors.entry(key).or_insert(anchor);
            *known = (*known).max(anchor);
        }
    }
    let (mut ours, mut theirs) = (by_anchor(&ours, &anchors), by_anchor(&theirs, &anchors));
    let mut result = Vec::new();
    for anchor in std::iter::once(None).chain(spine.into_iter().map(Some)) {
        result.extend(anchor.and_then(|place| base.get(place)).cloned());
        let (one, other) = (ours.remove(&anchor).unwrap_or_default(), theirs.remove(&anchor).unwrap_or_default());
        result.extend(both(&one, &other).into_iter().cloned());
    }
    result
}

/// The order in which a side has the keys of the base, by their places there; those it lacks follow what they followed.
fn completed<K: Eq + Hash>(known: &HashMap<&K, usize>, side: &[K]) -> Vec<usize> {
    let has: Vec<usize> = side.iter().filter_map(|key| known.get(key).copied()).collect();
    let present: HashSet<usize> = has.iter().copied().collect();
    let mut behind: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
    let mut last = None;
    for place in 0..known.len() {
        if present.contains(&place) {
            last = Some(place);
        } else {
            behind.entry(last).or_default().push(place);
        }
    }
    let mut run = |place: Option<usize>| place.into_iter().chain(behind.remove(&place).unwrap_or_default()).collect();
    std::iter::once(None).chain(has.into_iter().map(Some)).flat_map(|place| -> Vec<usize> { run(place) }).collect()
}

/// The keys that a side has and the base has not, with the last one of the base before each.
fn added<'a, K: Eq + Hash>(known: &HashMap<&K, usize>, side: &'a [K]) -> Vec<(&'a K, Option<usize>)> {
    let mut anchor = None;
    let mut added = Vec::new();
    for key in side {
        match known.get(key) {
            Some(place) => anchor = Some(*place),
            None => added.push((key, anchor)),
        }
    }
    added
}

fn by_anchor<'a, K: Eq + Hash>(
    side: &'a [K],
    anchors: &HashMap<&K, Option<usize>>,
) -> HashMap<Option<usize>, Vec<&'a K>> {
    let mut gaps: HashMap<_, Vec<_>> = HashMap::new();
    for key in side {
        if let Some(anchor) = anchors.get(key) {
            gaps.entry(*anchor).or_default().push(key);
        }
    }
    gaps
}

/// Two lists as one: one of them whole, and what only the other has behind what it follows there.
fn both<'a, K: Ord + Hash>(ours: &[&'a K], theirs: &[&'a K]) -> Vec<&'a K> {
    let (in_ours, in_theirs): (HashSet<&K>, HashSet<&K>) =
        (ours.iter().copied().collect(), theirs.iter().copied().collect());
    let shared: HashSet<&K> = in_ours.intersection(&in_theirs).copied().collect();
    let rank = |side: &[&'a K]| side.iter().copied().filter(|key| shared.contains(key)).collect::<Vec<_>>();
    let (spine, other) = if (rank(ours), ours) >= (rank(theirs), theirs) { (ours, theirs) } else { (theirs, ours) };
    let mut behind: HashMap<Option<&K>, Vec<&'a K>> = HashMap::new();
    let mut last = None;
    for key in other {
        if shared.contains(key) {
            last = Some(*key);
        } else {
            behind.entry(last).or_default().push(key);
        }
    }
    let mut result = Vec::new();
    let mut waiting = behind.remove(&None).unwrap_or_default();
    for key in spine {
        if shared.contains(key) {
            result.append(&mut waiting);
            waiting = behind.remove(&Some(*key)).unwrap_or_default();
        }
        result.push(key);
    }
    result.append(&mut waiting);
    result
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::subsequence;

    use super::*;

    fn order(base: &str, ours: &str, theirs: &str) -> String {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        merged(&chars(base), &chars(ours), &chars(theirs), |_| true).into_iter().collect()
    }

    #[test]
    fn what_one_side_moved_stays_moved_and_what_the_other_added_stays_where_it_was_put() {
        assert_eq!(order("abc", "cab", "abxc"), "cabx");
        assert_eq!(order("abc", "axbc", "abcy"), "axbcy");
        assert_eq!(order("abc", "axbc", "aybc"), order("abc", "aybc", "axbc"));
        assert_eq!(order("", "abx", "aby"), "abyx");
        assert_eq!(order("abc", "bac", "acb"), "bac");
    }

    #[test]
    fn what_one_side_lacks_is_kept_behind_what_it_followed() {
        assert_eq!(order("abcd", "acd", "abcd"), "abcd");
        assert_eq!(order("abcd", "dca", "abcd"), "dcab");
    }

    proptest! {
        #[test]
        fn the_order_is_the_same_from_both_sides_and_comes_to_rest(
            base in subsequence((0..9).collect::<Vec<u8>>(), 0..9).prop_shuffle(),
            ours in subsequence((0..14).collect::<Vec<u8>>(), 0..14).prop_shuffle(),
            theirs in subsequence((0..14).collect::<Vec<u8>>(), 0..14).prop_shuffle(),
        ) {
            let is_there = |key: &u8| ours.contains(key) || theirs.contains(key);
            let result = merged(&base, &ours, &theirs, is_there);
            prop_assert_eq!(&merged(&base, &theirs, &ours, is_there), &result);
            prop_assert_eq!(&merged(&base, &result, &theirs, is_there), &result);
            prop_assert_eq!(&merged(&base, &result, &ours, is_there), &result);
            let mut sorted = result.clone();
            sorted.sort_unstable();
            let every: Vec<u8> = (0..14).filter(is_there).collect();
            prop_assert_eq!(sorted, every);
            let same = merged(&base, &ours, &ours, is_there).into_iter().filter(|key| ours.contains(key));
            prop_assert_eq!(same.collect::<Vec<_>>(), ours);
        }
    }
}
