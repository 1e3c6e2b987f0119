//! Exact fractions, for results that must not depend on how a machine rounds.

use std::cmp::Ordering;
use std::fmt;

/// A fraction in lowest terms.
///
/// Arithmetic answers nothing where the terms outgrow 128 bits; comparing never does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ratio {
    above: i128,
    /// Never below 1.
    below: i128,
}

impl Ratio {
    /// Nothing.
    pub const ZERO: Self = Self { above: 0, below: 1 };

    /// `above / below`; nothing where `below` is 0.
    pub fn new(above: i128, below: i128) -> Option<Self> {
        let shared = i128::try_from(shared_divisor(above.unsigned_abs(), below.unsigned_abs())).ok()?;
        let term = |term: i128| term.checked_div(shared)?.checked_mul(below.signum());
        Some(Self { above: term(above)?, below: term(below)? }).filter(|ratio| ratio.below > 0)
    }

    /// A whole number.
    pub fn whole(number: impl Into<i128>) -> Self {
        Self { above: number.into(), below: 1 }
    }

    /// A decimal number as it is written in a file: `-12.50`, `3e-2`.
    pub fn decimal(text: &str) -> Option<Self> {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let is_number = !part.starts_with(['+', '-']) && whole.ends_with(|sign: char| sign.is_ascii_digit());
        let digits: i128 = format!("{whole}{part}").parse().ok().filter(|_| is_number)?;
        let places = exponent.parse::<i32>().ok()?.checked_sub(i32::try_from(part.len()).ok()?)?;
        let power = 10_i128.checked_pow(places.unsigned_abs())?;
        if places < 0 { Self::new(digits, power) } else { digits.checked_mul(power).map(Self::whole) }
    }

    /// What stands above the line; it carries the sign.
    pub fn above(self) -> i128 {
        self.above
    }

    /// What stands below the line, at least 1.
    pub fn below(self) -> i128 {
        self.below
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        let above = self.above.checked_mul(other.below)?.checked_add(other.above.checked_mul(self.below)?)?;
        Self::new(above, self.below.checked_mul(other.below)?)
    }

    /// The difference.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { above: other.above.checked_neg()?, ..other })
    }

    /// The product.
    pub fn times(self, other: Self) -> Option<Self> {
        Self::new(self.above.checked_mul(other.above)?, self.below.checked_mul(other.below)?)
    }

    /// The quotient; nothing where `other` is 0.
    pub fn over(self, other: Self) -> Option<Self> {
        self.times(Self::new(other.below, other.above)?)
    }

    /// The distance from 0.
    #[must_use]
    pub fn size(self) -> Self {
        Self { above: self.above.saturating_abs(), ..self }
    }

    /// The greatest whole number that is not above it.
    pub fn floor(self) -> i128 {
        self.above.div_euclid(self.below)
    }

    /// The nearest whole number; halves go up.
    pub fn rounded(self) -> i128 {
        let rest = self.above.rem_euclid(self.below);
        self.floor() + i128::from(rest >= self.below - rest)
    }

    /// In units of the given decimal place, to the nearest, halves up: 2/3 to one place is 7.
    pub fn rounded_to(self, places: u32) -> Option<i128> {
        self.times(Self::whole(10_i128.checked_pow(places)?)).map(Self::rounded)
    }
}

impl Ord for Ratio {
    /// Compares whole parts, then what is left of both, upside down: nothing is ever multiplied.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut left, mut right) = (*self, *other);
        loop {
            let (left_rest, right_rest) = (left.above.rem_euclid(left.below), right.above.rem_euclid(right.below));
            match left.floor().cmp(&right.floor()) {
                Ordering::Equal if left_rest == 0 || right_rest == 0 => return left_rest.cmp(&right_rest),
                Ordering::Equal => {}
                unequal => return unequal,
            }
            let turned = |rest, of: Self| Self { above: of.below, below: rest };
            (left, right) = (turned(right_rest, right), turned(left_rest, left));
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.below == 1 { self.above.fmt(f) } else { write!(f, "{}/{}", self.above, self.below) }
    }
}

/// The greatest common divisor; of 0 and 0 it is 0.
pub(crate) fn shared_divisor(one: u128, other: u128) -> u128 {
    if other == 0 { one } else { shared_divisor(other, one % other) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ratio(above: i128, below: i128) -> Ratio {
        Ratio::new(above, below).unwrap()
    }

    #[test]
    fn a_fraction_is_in_lowest_terms_and_never_over_nothing() {
        assert_eq!(ratio(6, -4), ratio(-3, 2));
        assert_eq!(ratio(6, -4).to_string(), "-3/2");
        assert_eq!(ratio(0, -7), Ratio::ZERO);
        assert_eq!(Ratio::new(1, 0), None);
        assert_eq!(Ratio::new(0, 0), None);
    }

    #[test]
    fn decimals_are_read_exactly() {
        let read = |text| Ratio::decimal(text).map(|ratio| ratio.to_string());
        for (text, exact) in [("12", "12"), ("-12.50", "-25/2"), ("0.1", "1/10"), ("3e-2", "3/100"), ("1.5e3", "1500")]
        {
            assert_eq!(read(text).as_deref(), Some(exact), "{text}");
        }
        for text in ["", "-", ".", "1.-5", "twelve", "1e99", "1e-99", "NaN", "--1"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn halves_are_rounded_up() {
        assert_eq!([(5, 2), (-5, 2), (7, 3), (8, 3), (-7, 3)].map(|(a, b)| ratio(a, b).rounded()), [3, -2, 2, 3, -2]);
        assert_eq!(ratio(2, 3).rounded_to(1), Some(7));
    }

    proptest! {
        #[test]
        fn comparing_is_that_of_the_cross_products(a in -99_i128..99, b in 1_i128..99, c in -99_i128..99, d in 1_i128..99) {
            prop_assert_eq!(ratio(a, b).cmp(&ratio(c, d)), (a * d).cmp(&(c * b)));
        }

        #[test]
        fn comparing_huge_fractions_does_not_overflow(a: i128, b in 1..i128::MAX, c: i128, d in 1..i128::MAX) {
            if let (Some(one), Some(other)) = (Ratio::new(a, b), Ratio::new(c, d)) {
                prop_assert_eq!(one.cmp(&other), other.cmp(&one).reverse());
                let _ = (one.plus(other), one.minus(other), one.times(other), one.over(other), one.rounded_to(3));
                prop_assert!(Ratio::whole(one.floor()) <= one && (one.rounded() - one.floor()) <= 1);
            }
        }

        #[test]
        fn what_is_added_can_be_taken_away(a in -99_i128..99, b in 1_i128..99, c in -99_i128..99, d in 1_i128..99) {
            let (one, other) = (ratio(a, b), ratio(c, d));
            prop_assert_eq!(one.plus(other).and_then(|sum| sum.minus(other)), Some(one));
            if other != Ratio::ZERO {
                prop_assert_eq!(one.over(other).and_then(|part| part.times(other)), Some(one));
            }
        }
    }
}
