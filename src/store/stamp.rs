//! The fingerprint of a file's content, by which a change from outside is noticed.
//!
//! Content and not a date, because clocks and synchronising tools lie about dates. FNV-1a with 128 bits is written out
//! here because stamps are kept on disk and must mean the same in every later release.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// The fingerprint of some bytes; written as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stamp(u128);

impl Stamp {
    /// The stamp of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(bytes.iter().fold(BASIS, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME)))
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Said of a text that is not 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAStamp;

impl fmt::Display for NotAStamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a stamp has 32 hexadecimal digits")
    }
}

impl std::error::Error for NotAStamp {}

impl FromStr for Stamp {
    type Err = NotAStamp;

    fn from_str(text: &str) -> Result<Self, NotAStamp> {
        let is_stamp = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_stamp {
            return Err(NotAStamp);
        }
        u128::from_str_radix(text, 16).map(Self).map_err(|_| NotAStamp)
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_agree_with_the_published_vectors() {
        assert_eq!(Stamp::of(b"").to_string(), "6c62272e07bb014262b821756295c58d");
        assert_eq!(Stamp::of(b"a").to_string(), "d228cb696f1a8caf78912b704e4a8964");
        assert_eq!(Stamp::of(b"foobar").to_string(), "343e1662793c64bf6f0d3597ba446f18");
    }

    #[test]
    fn a_stamp_survives_being_written_down() {
        let stamp = Stamp::of(b"x");
        let text = serde_json::to_string(&stamp).unwrap();
        assert_eq!(serde_json::from_str::<Stamp>(&text).unwrap(), stamp);
        assert_eq!("+".repeat(32).parse::<Stamp>(), Err(NotAStamp));
        assert_eq!("00".parse::<Stamp>(), Err(NotAStamp));
    }
}
