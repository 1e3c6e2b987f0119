//! Times of day in words: "at 9:30", "9.30 to 13", "14h", "9 h 30", "de 9h à 12h", "2-4pm".

use chrono::NaiveTime;

use super::lexicon::Lexicon;
use super::plain::plain;

/// A start and perhaps an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hours {
    pub(super) from: NaiveTime,
    pub(super) to: Option<NaiveTime>,
    /// Whether the start is a mere number, which might be a day just as well.
    pub(super) is_bare: bool,
}

/// The hours that words name, if they name nothing else.
pub(super) fn hours(words: &[&str], lexicon: &Lexicon) -> Option<Hours> {
    let text = plain(&words.join(" "));
    let mut text = text.trim_matches([',', ' ']);
    let mut is_opened = false;
    while let Some((opener, rest)) = strip_any(text, lexicon.openers) {
        is_opened |= !lexicon.joints.contains(&opener);
        text = rest;
    }
    let (start, rest) = clock(text, lexicon)?;
    let is_bare = start.is_bare && !is_opened;
    if rest.is_empty() {
        return Some(Hours { from: start.at(start.half)?, to: None, is_bare });
    }
    let (_, rest) = strip_any(rest, lexicon.joints)?;
    let (end, "") = clock(rest, lexicon)? else { return None };
    let (from, to) = paired(start, end)?;
    Some(Hours { from, to: Some(to), is_bare })
}

/// Whether a word is meant as a time: digits, then ":", "h" or half a day.
pub(super) fn is_timed(word: &str) -> bool {
    let word = plain(word);
    let tail = word.trim_start_matches(|c: char| c.is_ascii_digit());
    tail.len() < word.len() && (tail.starts_with([':', 'h']) || matches!(tail, "am" | "pm"))
}

#[derive(Clone, Copy)]
enum Half {
    Am,
    Pm,
}

#[derive(Clone, Copy)]
struct Clock {
    hour: u32,
    minute: u32,
    half: Option<Half>,
    is_bare: bool,
}

impl Clock {
    /// Its time in a half of the day, or as it stands.
    fn at(self, half: Option<Half>) -> Option<NaiveTime> {
        let hour = match half {
            None => self.hour,
            Some(_) if !(1..=12).contains(&self.hour) => return None,
            Some(Half::Am) => self.hour % 12,
            Some(Half::Pm) => self.hour % 12 + 12,
        };
        NaiveTime::from_hms_opt(hour, self.minute, 0)
    }
}

/// Two clocks as times; in "2-4pm" and "2pm-4" the half said once holds for both, unless that turns them round.
fn paired(start: Clock, end: Clock) -> Option<(NaiveTime, NaiveTime)> {
    match (start.half, end.half) {
        (None, Some(half)) => {
            let to = end.at(Some(half))?;
            let from = start.at(Some(half)).filter(|from| *from < to);
            Some((from.or_else(|| start.at(None))?, to))
        }
        (Some(half), None) => {
            let from = start.at(Some(half))?;
            let to = end.at(None).filter(|to| *to > from);
            Some((from, to.or_else(|| end.at(Some(Half::Pm))).or_else(|| end.at(None))?))
        }
        (from, to) => Some((start.at(from)?, end.at(to)?)),
    }
}

/// A clock at the start of text, and what follows it.
fn clock<'a>(text: &'a str, lexicon: &Lexicon) -> Option<(Clock, &'a str)> {
    if let Some(rest) = text.strip_prefix(lexicon.noon) {
        return Some((Clock { hour: 12, minute: 0, half: None, is_bare: false }, rest.trim_start()));
    }
    let (hour, rest) = number(text)?;
    // French sets its sign for the hour off on both sides: "9 h 30".
    let spaced = rest.trim_start().strip_prefix('h').map(str::trim_start);
    let parted = spaced.or_else(|| rest.strip_prefix([':', '.']));
    let (minute, rest) = match parted.map(|tail| (number(tail), tail)) {
        None => (None, rest),
        Some((Some((minute, after)), tail)) if tail.len() - after.len() == 2 => (Some(minute), after),
        Some((None, tail)) if spaced.is_some() => (Some(0), tail),
        Some(_) => return None,
    };
    let rest = rest.trim_start();
    let (half, rest) = [("am", Half::Am), ("pm", Half::Pm)]
        .into_iter()
        .find_map(|(mark, half)| Some((Some(half), rest.strip_prefix(mark)?.trim_start())))
        .unwrap_or((None, rest));
    let is_bare = minute.is_none() && half.is_none();
    Some((Clock { hour, minute: minute.unwrap_or(0), half, is_bare }, rest))
}

/// One or two digits at the start of text, and what follows them.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok().filter(|_| digits.len() <= 2)?, rest))
}

fn strip_any<'a>(text: &'a str, marks: &[&'static str]) -> Option<(&'static str, &'a str)> {
    marks.iter().find_map(|mark| Some((*mark, text.strip_prefix(mark)?.trim_start())))
}
