//! A text that somebody sent, whatever it was encoded in: UTF-8, UTF-16 with its mark, or the letters of old Windows.

/// What the bytes 80 to 9f mean in Windows-1252; where they mean nothing, what stands for an unknown sign.
const WINDOWS: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}', '\u{fffd}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

/// The text in these bytes; every sequence of bytes is one.
pub fn text(bytes: &[u8]) -> String {
    if let [one @ (0xfe | 0xff), other @ (0xfe | 0xff), rest @ ..] = bytes
        && one != other
    {
        let unit = if *one == 0xff { u16::from_le_bytes } else { u16::from_be_bytes };
        let units = rest.chunks_exact(2).filter_map(|pair| Some(unit(pair.try_into().ok()?)));
        return char::decode_utf16(units).map(|sign| sign.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    }
    match str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| letter(*byte)).collect(),
    }
}

fn letter(byte: u8) -> char {
    let special = byte.checked_sub(0x80).and_then(|place| WINDOWS.get(usize::from(place)));
    special.copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_same_words_are_read_from_every_encoding() {
        let words = "Léa a dit : « l’été » … 5 €";
        let utf16 = |unit: fn(u16) -> [u8; 2], mark: [u8; 2]| -> Vec<u8> {
            mark.into_iter().chain(words.encode_utf16().flat_map(unit)).collect()
        };
        assert_eq!(text(words.as_bytes()), words);
        assert_eq!(text(&utf16(u16::to_le_bytes, [0xff, 0xfe])), words);
        assert_eq!(text(&utf16(u16::to_be_bytes, [0xfe, 0xff])), words);
        assert_eq!(text(b"L\xe9a a dit : \xab l\x92\xe9t\xe9 \xbb \x85 5 \x80"), words);
    }

    proptest! {
        #[test]
        fn no_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            prop_assert!(text(&bytes).chars().count() <= bytes.len());
        }
    }
}
