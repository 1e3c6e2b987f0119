//! The known word that a mistyped one resembles.

use super::plain::plain;
use crate::model::slips::slips;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_resembles_none_has_no_nearest() {
        assert_eq!(nearest("budget", ["today", "monday"].into_iter()), None);
        assert_eq!(nearest("mondy", ["today", "monday"].into_iter()), Some("monday"));
        assert_eq!(nearest("xy", ["mon"].into_iter()), None);
    }
}
