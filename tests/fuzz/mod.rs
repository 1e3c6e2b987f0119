//! What every parser owes to whoever hands it a file or a line: a function each, which fails where it does not keep it.
//!
//! They run over mutations of `corpus/` as part of `cargo test`; a new target is a file here, a folder there and a line
//! in `tests/integration/fuzz.rs`.

mod dates;
mod draft;
mod merge;
pub(crate) mod mutate;
mod quick_entry;
mod session;
mod settings;
mod template;
mod twist;

pub(crate) use dates::dates;
pub(crate) use draft::draft;
pub(crate) use merge::merge;
pub(crate) use quick_entry::quick_entry;
pub(crate) use session::session;
pub(crate) use settings::settings;
pub(crate) use template::template;

use chrono::{DateTime, NaiveDate};
use offsite::store::StoreError;
use serde_json::Value;

/// The days on which words are read, special ones among them.
const TODAYS: [&str; 7] =
    ["2026-03-04", "2028-02-29", "2026-12-31", "2027-01-01", "0000-01-01", "9999-12-31", "2100-02-28"];

/// A day that the input chooses.
fn today(bytes: &[u8]) -> NaiveDate {
    let sum = bytes.iter().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)));
    TODAYS[sum % TODAYS.len()].parse().expect("a day")
}

/// Fails where a sentence could steer a terminal, runs over more than one line, or says nothing.
fn is_sentence(words: &str) {
    assert!(words.chars().count() > 10 && words.len() < 4000, "{words:?}");
    assert_eq!(words.chars().find(|c| is_steering(*c)), None, "{words:?}");
}

/// Whether a terminal, or a reader, could be steered by it.
pub(crate) fn is_steering(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Fails where a refusal is no sentence, or names a line that the text does not have.
fn is_refusal(error: &StoreError, bytes: &[u8]) {
    is_sentence(&error.to_string());
    let line = match error {
        StoreError::NotJson { line, .. } => Some(*line),
        StoreError::Invalid { line, .. } => *line,
        _ => None,
    };
    let lines = bytes.split(|byte| *byte == b'\n').count();
    assert!(line.is_none_or(|line| (1..=lines).contains(&line)), "line {line:?} of {lines}: {error}");
}

/// Fails where something that was read is not written again; what is empty may be left out.
fn is_kept(read: &Value, written: Option<&Value>, at: &str) {
    match (read, written) {
        (read, None) => assert!(is_nothing(read), "{at} is lost: {read}"),
        (Value::Object(read), Some(Value::Object(written))) => {
            for (key, value) in read {
                is_kept(value, written.get(key), &format!("{at}/{key}"));
            }
        }
        (Value::Array(read), Some(Value::Array(written))) => {
            assert_eq!(read.len(), written.len(), "{at}");
            for (index, (read, written)) in read.iter().zip(written).enumerate() {
                is_kept(read, Some(written), &format!("{at}/{index}"));
            }
        }
        (read, Some(written)) => assert!(is_same(read, written), "{at}: {read} became {written}"),
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Bool(true) => false,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(group) => group.values().all(is_nothing),
    }
}

/// Whether two values say the same; moments and ids have several spellings.
fn is_same(read: &Value, written: &Value) -> bool {
    let (Some(one), Some(other)) = (read.as_str(), written.as_str()) else { return read == written };
    let moment = |text: &str| text.parse::<DateTime<chrono::FixedOffset>>().ok();
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    let id = |text: &str| text.parse::<uuid::Uuid>().ok();
    one == other
        || moment(one).is_some_and(|at| Some(at) == moment(other))
        || day(one).is_some_and(|at| Some(at) == day(other))
        || id(one).is_some_and(|at| Some(at) == id(other))
}

/// The text in some bytes, as the parsers take it.
fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap_or_default().trim_start_matches('\u{feff}')
}
