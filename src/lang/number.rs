//! Numbers as people read them: thousands apart, the decimal mark of the language.

/// A number in digits, as files hold it, with gaps between thousands and `mark` before the decimals: `-12 500.5`.
///
/// What is not plain digits, such as `1e30`, stays as it is.
pub fn grouped(number: &str, mark: &str) -> String {
    let (sign, size) = number.split_at_checked(usize::from(number.starts_with(['-', '+']))).unwrap_or_default();
    let (whole, decimals) = size.split_once('.').unwrap_or((size, ""));
    if whole.is_empty() || !whole.chars().chain(decimals.chars()).all(|c| c.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut shown = sign.to_owned();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            shown.push(' ');
        }
        shown.push(digit);
    }
    // What a file writes as 5.0 was typed as 5.
    if !decimals.chars().all(|digit| digit == '0') {
        shown.push_str(mark);
        shown.push_str(decimals);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        let shown = |number| grouped(number, ",");
        assert_eq!(shown("12500"), "12 500");
        assert_eq!(shown("-1200000.25"), "-1 200 000,25");
        assert_eq!(shown("+999"), "+999");
        assert_eq!(shown("7.0"), "7");
        assert_eq!(shown("0.05"), "0,05");
        for other in ["", "-", "1e30", "1.2.3", "abc", "."] {
            assert_eq!(shown(other), other);
        }
    }

    proptest! {
        #[test]
        fn without_its_gaps_it_is_the_number_again(number: i64) {
            prop_assert_eq!(grouped(&number.to_string(), ".").replace(' ', ""), number.to_string());
        }
    }
}
