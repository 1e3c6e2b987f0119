//! Whole shares of a whole amount, by largest remainder.

use std::cmp::Reverse;

/// `amount` in whole shares by weight, by largest remainder, earlier first; without weights nobody gets any.
pub(crate) fn apportion(amount: u64, weights: &[u32]) -> Vec<u32> {
    let whole = u128::from(sum(weights)).max(1);
    let quotas = weights.iter().map(|weight| u128::from(amount) * u128::from(*weight));
    let (mut shares, remainders): (Vec<u32>, Vec<u128>) =
        quotas.map(|quota| (u32::try_from(quota / whole).unwrap_or(u32::MAX), quota % whole)).unzip();
    let left = usize::try_from(amount.saturating_sub(sum(&shares))).unwrap_or(usize::MAX);
    let mut order: Vec<_> = remainders.into_iter().zip(&mut shares).filter(|(remainder, _)| *remainder > 0).collect();
    order.sort_by_key(|(remainder, _)| Reverse(*remainder));
    for (_, share) in order.into_iter().take(left) {
        *share = share.saturating_add(1);
    }
    shares
}

/// How often something was named, as whole percent that add up to 100; all 0 where nothing was named.
///
/// An empty pillar is one whose count is 0: one that was named seldom may round to 0 percent too.
pub fn percent(counts: &[u32]) -> Vec<u32> {
    apportion(100, counts)
}

/// The sum, which may be more than each can hold.
pub(crate) fn sum(amounts: &[u32]) -> u64 {
    amounts.iter().copied().map(u64::from).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn three_equal_pillars_have_a_hundred_percent_together() {
        assert_eq!(percent(&[2, 2, 2]), [34, 33, 33]);
        assert_eq!(percent(&[1, 0, 2]), [33, 0, 67]);
        assert_eq!(percent(&[0, 0, 0]), [0, 0, 0]);
        assert_eq!(percent(&[1, 999]), [0, 100]);
    }

    proptest! {
        #[test]
        fn shares_add_up_and_are_less_than_one_from_fair(amount in 0..10_000_u64, weights in prop::collection::vec(0..500_u32, 1..12)) {
            let (shares, whole) = (apportion(amount, &weights), sum(&weights));
            prop_assert_eq!(sum(&shares), if whole == 0 { 0 } else { amount });
            for (share, weight) in shares.iter().zip(&weights) {
                prop_assert!((u64::from(*share) * whole).abs_diff(amount * u64::from(*weight)) < whole.max(1));
            }
        }
    }
}
