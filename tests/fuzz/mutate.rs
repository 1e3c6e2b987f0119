//! Mutations of a seed: bits, cuts and splices, and those that know what JSON and shorthand are made of.

use offsite::model::id::IdSource;

/// What is put in the place of something else: values at their limits, signs of the formats, hostile characters.
const DICTIONARY: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-1",
    "1e999",
    "1e2",
    "0.1",
    "4294967295",
    "4294967296",
    "-9223372036854775808",
    "18446744073709551616",
    "\"\"",
    "\"a\"",
    "[]",
    "{}",
    "[[[[]]]]",
    "{\"a\":{\"a\":[]}}",
    ",",
    ":",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{feff}",
    "\\u0000",
    "\\ud800",
    "\\udc00\\ud800",
    "\\u001b[2J",
    "\\u202e",
    "\u{202e}",
    "\u{200b}",
    "\u{e0041}",
    "\u{1b}[31m",
    "\u{9b}2J",
    "\u{7}",
    "\u{85}",
    "\u{2028}",
    "e\u{301}\u{301}\u{301}",
    "👨‍👩‍👧",
    "家",
    "مرحبا",
    "ﷺ",
    "\"../../x\"",
    "\"CON\"",
    "\"$(touch x)\"",
    "<<<<<<<",
    "\"version\"",
    "\"version\": 2,",
    "\"format\": \"offsite.session\",",
    "\"id\"",
    "\"due\"",
    "\"scheduled\"",
    "\"2026-02-29\"",
    "\"2028-02-29\"",
    "\"+262142-12-31\"",
    "\"-262143-01-01\"",
    "\"0000-01-01\"",
    "\"9999-12-31\"",
    "\"2026-03-29T02:30:00+01:00\"",
    "\"+262142-12-31T23:59:59-23:59\"",
    "\"-262143-01-01T00:00:00+23:59\"",
    "\"2026-12-31T23:59:60Z\"",
    "\"2026-03-12T09:30:00.123456789-00:00\"",
    "\"0000-00-00T00:00:00Z\"",
    "\"running\"",
    "\"paused\"",
    "\"closed\"",
    "\"goals\"",
    "\"actions\"",
    "\"text\"",
    "\"slot\"",
    "\"visits\"",
    "\"corrected_seconds\": -9223372036854775808,",
    "\"minutes\": 4294967295,",
    "\"at_least\": 4294967295,",
    "@",
    "#",
    "!",
    "!5",
    "due:",
    "@\"",
    "@\"a b\"",
    "due:fri",
    "due:29 feb",
    " ",
    "  ",
    "next",
    "fri",
    "29",
    "feb",
    "eom",
    "+",
    "-",
    "q5",
    "32",
    "13/13",
    "2w",
    "99999999999y",
    "9999",
    "9:60",
    "25:00",
    "12am",
    "noon",
    "to",
    "9-12",
    "fin",
    "d'",
];

/// A source of choices.
pub(crate) struct Mutator {
    bits: IdSource,
}

impl Mutator {
    pub(crate) fn new(seed: u64) -> Self {
        Self { bits: IdSource::new(seed) }
    }

    /// A number below `end`, or 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.bits.bits() % (end.max(1) as u64)).expect("small")
    }

    /// One of the seeds: a document twisted, or any bytes mutated up to six times.
    pub(crate) fn mutant(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = corpus[self.below(corpus.len())].clone();
        if self.below(3) > 0
            && let Some(twisted) = self.twisted(&bytes)
        {
            return twisted;
        }
        for _ in 0..=self.below(6) / (1 + self.below(3)) {
            self.mutate(&mut bytes, corpus);
        }
        bytes
    }

    fn mutate(&mut self, bytes: &mut Vec<u8>, corpus: &[Vec<u8>]) {
        let at = self.below(bytes.len() + 1);
        match self.below(14) {
            0 => self.flip(bytes, at),
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(self.range(bytes.len()))),
            3 => {
                let range = self.range(bytes.len());
                let copy = bytes[range].to_vec();
                bytes.splice(at..at, copy);
            }
            4 => {
                let other = &corpus[self.below(corpus.len())];
                let piece = other[self.range(other.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            5 | 6 => {
                let word = self.word();
                bytes.splice(at..at, word.bytes());
            }
            7..=9 => {
                let (word, token) = (self.word(), self.token(bytes));
                let is_inside = token.len() > 1 && bytes[token.start] == b'"' && self.below(2) == 0;
                let token = if is_inside { token.start + 1..token.end - 1 } else { token };
                bytes.splice(token, word.bytes());
            }
            10 => {
                let (one, other) = (self.token(bytes), self.token(bytes));
                let copy = bytes[other].to_vec();
                bytes.splice(one, copy);
            }
            11 => self.repeat_line(bytes),
            12 => {
                let depth = [3, 60, 126, 127, 128, 5000][self.below(6)];
                let (open, close) = if self.below(2) == 0 { ("[", "]") } else { ("{\"a\":", "}") };
                let nest = open.repeat(depth) + "1" + &close.repeat(depth);
                let token = self.token(bytes);
                bytes.splice(token, nest.into_bytes());
            }
            _ => {
                let mark = ["\u{301}", "x", "#a ", " ", "家"][self.below(5)];
                bytes.splice(at..at, mark.repeat(1 << self.below(12)).into_bytes());
            }
        }
    }

    fn word(&mut self) -> &'static str {
        DICTIONARY[self.below(DICTIONARY.len())]
    }

    fn flip(&mut self, bytes: &mut [u8], at: usize) {
        let mask = 1 << self.below(8);
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= mask;
        }
    }

    /// A short range of at most 64 bytes, or now and then any.
    fn range(&mut self, end: usize) -> std::ops::Range<usize> {
        let from = self.below(end + 1);
        let most = if self.below(8) == 0 { end } else { 64 };
        from..(from + self.below(most + 1)).min(end)
    }

    /// The bytes of a string or a word somewhere.
    fn token(&mut self, bytes: &[u8]) -> std::ops::Range<usize> {
        let at = self.below(bytes.len() + 1);
        let is_end = |byte: &u8| b" ,:[]{}\n".contains(byte);
        let from = bytes[at..].iter().position(|byte| !is_end(byte)).map_or(bytes.len(), |skip| at + skip);
        let quoted = bytes.get(from) == Some(&b'"');
        let rest = bytes.get(from + 1..).unwrap_or_default();
        let length = rest.iter().position(|byte| if quoted { *byte == b'"' } else { is_end(byte) });
        let end = length.map_or(bytes.len(), |length| from + 1 + length + usize::from(quoted));
        from..end.min(bytes.len())
    }

    /// Puts a line in twice: in JSON a key, an element or a bracket.
    fn repeat_line(&mut self, bytes: &mut Vec<u8>) {
        let at = self.below(bytes.len() + 1);
        let from = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |before| before + 1);
        let end = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |after| at + after + 1);
        let line = bytes[from..end].to_vec();
        bytes.splice(from..from, line);
    }
}
