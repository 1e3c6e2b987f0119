//! How one language says dates, and how text falls into its words.

use super::error::DateError;
use super::nearest::nearest;
use super::plain::{plain, plain_char};
use super::word::{Part, Unit, Word};

/// The words of one language.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// Every word and its meaning, the usual spelling first.
    pub(super) words: &'static [(&'static str, Word)],
    /// What follows a number that counts: "th".
    pub(super) ordinals: &'static [&'static str],
    /// The letters before a quarter's number.
    pub(super) quarters: &'static [char],
    /// What may stand before a time, without accents.
    pub(super) openers: &'static [&'static str],
    /// What may stand between two times, without accents.
    pub(super) joints: &'static [&'static str],
    /// Twelve o'clock.
    pub(super) noon: &'static str,
}

impl Lexicon {
    /// The meanings of words, without the fillers.
    ///
    /// # Errors
    /// The first word that has no meaning, or a month beyond twelve.
    pub(super) fn read(&self, words: &[&str]) -> Result<Vec<Word>, DateError> {
        let mut phrase = Vec::new();
        for word in words {
            self.add(word, &mut phrase)?;
        }
        Ok(phrase)
    }

    fn add(&self, typed: &str, phrase: &mut Vec<Word>) -> Result<(), DateError> {
        let typed = typed.trim_matches([',', ';']);
        let typed = typed.strip_prefix('+').unwrap_or(typed);
        let word = plain(typed);
        let stem = word.trim_end_matches('.');
        if typed.is_empty() {
            Ok(())
        } else if let Some(meaning) = self.meaning(stem) {
            push(meaning, phrase);
            Ok(())
        } else if let Some(date) = numeric(&word)? {
            phrase.extend(date);
            Ok(())
        } else if let Some(quarter) = self.quarter(stem) {
            phrase.push(quarter);
            Ok(())
        } else if let Some((count, unit)) = self.glued(stem) {
            phrase.push(count);
            if let Some(unit) = unit {
                push(unit, phrase);
            }
            Ok(())
        } else {
            self.add_pieces(typed, phrase)
        }
    }

    /// Takes "mid-may" and "d'avril" apart; a hyphen at an edge would be a minus or an unfinished range.
    fn add_pieces(&self, typed: &str, phrase: &mut Vec<Word>) -> Result<(), DateError> {
        let is_mark = |mark: char| move |c: char| plain_char(c) == Some(mark);
        let mut pieces = typed.split_inclusive(is_mark('\'')).flat_map(|piece| piece.split(is_mark('-')));
        if pieces.clone().any(str::is_empty) || pieces.clone().nth(1).is_none() {
            return Err(self.unknown(typed));
        }
        pieces.try_for_each(|piece| self.add(piece, phrase))
    }

    fn unknown(&self, typed: &str) -> DateError {
        let known = self.words.iter().map(|&(known, _)| known);
        DateError::UnknownWord { word: typed.to_owned(), nearest: nearest(typed, known).map(str::to_owned) }
    }

    fn meaning(&self, word: &str) -> Option<Word> {
        let is_word = |known: &str| known.chars().filter_map(plain_char).eq(word.chars());
        self.words.iter().find(|(known, _)| is_word(known)).map(|&(_, meaning)| meaning)
    }

    fn quarter(&self, word: &str) -> Option<Word> {
        let number = word.strip_prefix(self.quarters)?;
        let quarter = number.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
        (number.len() == 1).then_some(Word::Quarter(quarter))
    }

    /// "2w", "13mar", "13th": a number and what follows it at once.
    fn glued(&self, word: &str) -> Option<(Word, Option<Word>)> {
        let (digits, rest) = word.split_at_checked(word.find(|c: char| !c.is_ascii_digit())?)?;
        if digits.is_empty() {
            None
        } else if self.ordinals.contains(&rest) {
            Some((Word::Ordinal(amount(digits)), None))
        } else {
            self.meaning(rest).map(|meaning| (number(digits), Some(meaning)))
        }
    }
}

/// Adds a meaning, settled by what stands before it where it has two.
fn push(meaning: Word, phrase: &mut Vec<Word>) {
    let before = phrase.last().copied();
    match (before, meaning) {
        (_, Word::Filler) => {}
        (_, Word::EndOf(unit)) => phrase.extend([Word::Part(Part::End), Word::Unit(unit)]),
        (Some(Word::Number(_) | Word::Ordinal(_) | Word::Part(_)), Word::TuesdayOrMarch) => phrase.push(Word::Month(3)),
        (_, Word::TuesdayOrMarch) => phrase.push(Word::Weekday(chrono::Weekday::Tue)),
        (Some(Word::Ordinal(quarter @ 1..=4)), Word::Unit(Unit::Quarter)) => {
            phrase.pop();
            phrase.push(Word::Quarter(quarter));
        }
        _ => phrase.push(meaning),
    }
}

/// The words of "13", "13.3.", "13/3/2027", "2026-03-13", "2026-03"; nothing for other text.
fn numeric(word: &str) -> Result<Option<Vec<Word>>, DateError> {
    let body = word.strip_suffix('.').unwrap_or(word);
    let separator = body.chars().find(|c| !c.is_ascii_digit()).unwrap_or('.');
    let parts: Vec<&str> = body.split(separator).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !"./-".contains(separator) || !parts.iter().all(is_number) {
        return Ok(None);
    }
    let words = match *parts.as_slice() {
        [only] => vec![number(only)],
        [year, month] | [month, year] if year.len() == 4 => vec![numbered_month(month)?, number(year)],
        [day, month] => vec![Word::Number(amount(day)), numbered_month(month)?],
        [year, month, day] | [day, month, year] if year.len() == 4 => {
            vec![Word::Number(amount(day)), numbered_month(month)?, number(year)]
        }
        [day, month, year] if year.len() == 2 => {
            let short = year.parse::<i32>().unwrap_or(0);
            vec![Word::Number(amount(day)), numbered_month(month)?, Word::Year(2000 + short)]
        }
        _ => return Ok(None),
    };
    Ok(Some(words))
}

fn numbered_month(digits: &str) -> Result<Word, DateError> {
    match amount(digits) {
        month @ 1..=12 => Ok(Word::Month(month)),
        month => Err(DateError::NoSuchMonth { month }),
    }
}

/// Four digits are a year, and all others an amount.
fn number(digits: &str) -> Word {
    let year = digits.parse().ok().filter(|_| digits.len() == 4);
    year.map_or_else(|| Word::Number(amount(digits)), Word::Year)
}

/// Digits as a number; what is too large for any calendar becomes the largest.
fn amount(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}
