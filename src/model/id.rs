//! Identities: of a session for ever, of everything inside it for the life of its file.

use std::fmt;

use chrono::{DateTime, TimeZone};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A short name for one thing in a session, unique in its file and never reused: `a-7k3m`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ItemId(String);

impl ItemId {
    /// An id that stands in a file already.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The id as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where new ids come from: the same seed gives the same ids, so that tests and demos repeat.
#[derive(Clone, Debug)]
pub struct IdSource(u64);

/// Digits and letters that cannot be taken for one another when read aloud.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl IdSource {
    /// A source that starts at `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits (splitmix64, <https://prng.di.unimi.it/splitmix64.c>).
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// An id for a new item: the kind's letter and five places, one in 33 million.
    pub fn item(&mut self, prefix: &str) -> ItemId {
        let mut bits = self.bits();
        let tail: String = std::iter::repeat_with(|| {
            let place = usize::try_from(bits % 32).unwrap_or(0);
            bits /= 32;
            ALPHABET.get(place).map_or('0', |&letter| char::from(letter))
        })
        .take(5)
        .collect();
        ItemId(format!("{prefix}-{tail}"))
    }

    /// An id for a new session, a UUID of version 7 (RFC 9562) made at `now`.
    pub fn session<Tz: TimeZone>(&mut self, now: &DateTime<Tz>) -> Uuid {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        let mut random = [0; 10];
        for (byte, bit) in random.iter_mut().zip(self.bits().to_le_bytes().into_iter().cycle()) {
            *byte = bit;
        }
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_ids() {
        let (mut one, mut other) = (IdSource::new(7), IdSource::new(7));
        assert_eq!(one.item("a"), other.item("a"));
        let now = DateTime::from_timestamp(1_772_600_000, 0).unwrap();
        assert_eq!(one.session(&now), other.session(&now));
    }

    #[test]
    fn a_session_id_sorts_by_its_time() {
        let mut ids = IdSource::new(1);
        let early = DateTime::from_timestamp(1_000, 0).unwrap();
        let late = DateTime::from_timestamp(2_000, 0).unwrap();
        assert!(ids.session(&early) < ids.session(&late));
        assert_eq!(ids.session(&late).get_version_num(), 7);
    }
}
