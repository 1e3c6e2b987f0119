//! The known word that a mistyped one resembles.

use super::plain::plain;

/// The known word that is fewest slips away: one in a short word, two in a longer one; the first among equals.
pub(super) fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed: Vec<char> = plain(typed).chars().collect();
    let tolerance = match typed.len() {
        3..=4 => 1,
        5..=20 => 2,
        _ => return None,
    };
    known
        .filter(|known| known.chars().count() > 2)
        .map(|known| (slips(&typed, &plain(known)), known))
        .filter(|&(slips, _)| slips <= tolerance)
        .min_by_key(|&(slips, _)| slips)
        .map(|(_, known)| known)
}

/// Letters to add, drop, change or swap with their neighbour between two words (optimal string alignment).
fn slips(typed: &[char], known: &str) -> usize {
    let width = typed.len();
    let mut above: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=width).collect();
    let mut letter_above = None;
    for (line, letter) in known.chars().enumerate() {
        let mut next = vec![line + 1];
        for (column, &other) in typed.iter().enumerate() {
            let cell = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
            let changed = cell(&row, column) + usize::from(letter != other);
            let mut least = changed.min(cell(&row, column + 1) + 1).min(cell(&next, column) + 1);
            let before = column.checked_sub(1).and_then(|before| Some((before, *typed.get(before)?)));
            if let Some((before, left)) = before
                && letter_above == Some(other)
                && left == letter
            {
                least = least.min(cell(&above, before) + 1);
            }
            next.push(least);
        }
        above = std::mem::replace(&mut row, next);
        letter_above = Some(letter);
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_count_letters_added_dropped_changed_and_swapped() {
        for (typed, known, expected) in
            [("fri", "fri", 0), ("fir", "fri", 1), ("thrusday", "thursday", 1), ("jne", "june", 1), ("", "may", 3)]
        {
            let typed: Vec<char> = typed.chars().collect();
            assert_eq!(slips(&typed, known), expected, "{typed:?} {known}");
        }
    }

    #[test]
    fn a_word_that_resembles_none_has_no_nearest() {
        assert_eq!(nearest("budget", ["today", "monday"].into_iter()), None);
        assert_eq!(nearest("mondy", ["today", "monday"].into_iter()), Some("monday"));
        assert_eq!(nearest("xy", ["mon"].into_iter()), None);
    }
}
