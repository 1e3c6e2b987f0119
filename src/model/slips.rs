//! How far a mistyped word is from a known one.

/// Letters to add, drop, change or swap with their neighbour to make one word of the other (optimal string alignment).
pub fn slips(typed: &[char], known: &str) -> usize {
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
}
