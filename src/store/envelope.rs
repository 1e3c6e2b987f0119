//! Between bytes and a document: strict about form, format and version when reading, canonical when writing.

use super::diagnosis::{Diagnosis, flaw_in_meaning};
use super::error::StoreError;
use super::flaw::Flaw;
use super::locate::{offset_of, place};
use super::migrations::{self, Step};
use super::tokens::{Kind, Tokens};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// In how many lines from the top a file says what it is.
const HEAD: usize = 16;

/// A document that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<T> {
    /// The document.
    pub value: T,
    /// The file has a version above the one this release writes: show it, never write it.
    pub is_newer: bool,
    /// The version of the file, if it was older and has been upgraded in memory.
    pub migrated_from: Option<u32>,
}

/// The document in these bytes, which must say that they are `format`; versions up to `reads` are understood, a newer
/// one is read if it can be.
///
/// # Errors
/// `NotJson`, `NotTheFormat`, `Newer` or `Invalid`, each with `path` and the place where the fault is.
pub fn decode<T>(path: &Path, bytes: &[u8], format: &'static str, reads: u32) -> Result<Decoded<T>, StoreError>
where
    T: Serialize + DeserializeOwned,
{
    decode_by(path, bytes, format, reads, migrations::steps(format))
}

/// The canonical bytes of a document: UTF-8, two spaces, LF, a final newline.
///
/// # Errors
/// Only if the type cannot be JSON at all, such as a map whose keys are not text.
pub fn encode<T: Serialize>(document: &T) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec_pretty(document)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn decode_by<T>(
    path: &Path,
    bytes: &[u8],
    format: &'static str,
    reads: u32,
    steps: &[Step],
) -> Result<Decoded<T>, StoreError>
where
    T: Serialize + DeserializeOwned,
{
    let not_json =
        |Diagnosis { line, column, flaw: found }| StoreError::NotJson { path: path.to_owned(), line, column, found };
    let invalid = |Diagnosis { line, column, flaw }| StoreError::Invalid {
        path: path.to_owned(),
        line: Some(line),
        column: Some(column),
        message: flaw,
    };
    let text = text(bytes).map_err(not_json)?;
    if let Some(value) = canonical(text, format, reads) {
        return Ok(Decoded { value, is_newer: false, migrated_from: None });
    }
    let parsed: Value = serde_json::from_str(text).map_err(|error| not_json(Diagnosis::of(text, &error)))?;
    let document = of_format(path, parsed, format)?;
    faithful(text).map_err(invalid)?;
    let version = version(text, &document).map_err(invalid)?;
    if version < reads {
        let value = upgraded(&migrations::upgrade(document, version, steps))
            .map_err(|flaw| StoreError::invalid(path, None, flaw))?;
        return Ok(Decoded { value, is_newer: false, migrated_from: Some(version) });
    }
    match as_written(text, &document) {
        Ok(value) => Ok(Decoded { value, is_newer: version > reads, migrated_from: None }),
        Err(_) if version > reads => Err(StoreError::Newer { path: path.to_owned(), found: version, reads }),
        Err(diagnosis) => Err(invalid(diagnosis)),
    }
}

/// The text in some bytes, without its byte order mark.
fn text(bytes: &[u8]) -> Result<&str, Diagnosis> {
    let first = |flaw| Diagnosis { line: 1, column: 1, flaw };
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(first(Flaw::Utf16));
    }
    let text = str::from_utf8(bytes).map_err(|error| {
        let sound = bytes.get(..error.valid_up_to()).and_then(|sound| str::from_utf8(sound).ok());
        let (line, column) = sound.map_or((1, 1), |sound| place(sound, sound.len()));
        Diagnosis { line, column, flaw: Flaw::NotUtf8 }
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(offset) = text.find('\0') {
        return Err(Diagnosis::at(text, offset, Flaw::ZeroByte));
    }
    if text.trim_ascii().is_empty() {
        return Err(first(Flaw::Empty));
    }
    Ok(text)
}

/// The document in a text that is, to the byte, what this release would write for it: nothing was lost by reading it, so
/// that it needs no closer look. Nearly every file is one, and only the others take the time of the closer look.
fn canonical<T: Serialize + DeserializeOwned>(text: &str, format: &str, version: u32) -> Option<T> {
    // In such a text each member of the document has lines of its own, and these stand near the top.
    let members = [format!("  \"format\": \"{format}\""), format!("  \"version\": {version}")];
    let mut head = text.lines().take(HEAD).map(|line| line.strip_suffix(',').unwrap_or(line));
    if !members.iter().all(|member| head.any(|line| line == member)) {
        return None;
    }
    let value = serde_json::from_str(text).ok()?;
    let mut echo = Echo(text.as_bytes());
    serde_json::to_writer_pretty(&mut echo, &value).ok()?;
    echo.0.trim_ascii().is_empty().then_some(value)
}

/// The rest of a text that is being written again; anything but that text is refused.
struct Echo<'a>(&'a [u8]);

impl Write for Echo<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.strip_prefix(bytes).ok_or(ErrorKind::InvalidData)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The document, if it is a group of keys and names the format.
fn of_format(path: &Path, parsed: Value, expected: &'static str) -> Result<Map<String, Value>, StoreError> {
    let found = parsed.get("format").and_then(Value::as_str).map(str::to_owned);
    match parsed {
        Value::Object(document) if found.as_deref() == Some(expected) => Ok(document),
        _ => Err(StoreError::NotTheFormat { path: path.to_owned(), expected, found }),
    }
}

/// Refuses what would be lost without a word by being read and written: a key that stands twice, a number with too many digits.
fn faithful(text: &str) -> Result<(), Diagnosis> {
    let mut groups: Vec<HashSet<Cow<'_, str>>> = Vec::new();
    for token in Tokens::new(text) {
        let flaw = match token.kind {
            Kind::OpenObject | Kind::OpenArray => {
                groups.push(HashSet::new());
                None
            }
            Kind::Close => {
                groups.pop();
                None
            }
            Kind::Key => token.unescaped().and_then(|key| {
                let is_new = groups.last_mut().is_none_or(|keys| keys.insert(key.clone()));
                (!is_new).then(|| Flaw::Repeated { key: key.into_owned() })
            }),
            Kind::Bare => is_long_number(token.text).then_some(Flaw::LongNumber),
            Kind::String => None,
        };
        if let Some(flaw) = flaw {
            return Err(Diagnosis::at(text, token.start, flaw));
        }
    }
    Ok(())
}

/// A whole number beyond 64 bits would come back rounded.
fn is_long_number(text: &str) -> bool {
    let is_whole = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    is_whole && text.parse::<i64>().is_err() && text.parse::<u64>().is_err()
}

fn version(text: &str, document: &Map<String, Value>) -> Result<u32, Diagnosis> {
    let Some(value) = document.get("version") else {
        return Err(at_pointer(text, "", Flaw::Missing { key: "version".to_owned() }));
    };
    let version = value.as_u64().and_then(|version| u32::try_from(version).ok()).filter(|version| *version > 0);
    version.ok_or_else(|| {
        let flaw = Flaw::WrongKind { found: value.to_string(), wanted: "a whole number from 1 upwards".to_owned() };
        at_pointer(text, "/version", flaw)
    })
}

fn at_pointer(text: &str, pointer: &str, flaw: Flaw) -> Diagnosis {
    Diagnosis::at(text, offset_of(text, pointer).unwrap_or_default(), flaw)
}

/// The document read from the text itself, so that a fault has a place.
fn as_written<T: Serialize + DeserializeOwned>(text: &str, document: &Map<String, Value>) -> Result<T, Diagnosis> {
    let value: T = serde_json::from_str(text).map_err(|error| Diagnosis::of(text, &error))?;
    match list_for_group(document, &value) {
        Some(pointer) => Err(at_pointer(text, &pointer, list_flaw())),
        None => Ok(value),
    }
}

fn upgraded<T: Serialize + DeserializeOwned>(document: &Map<String, Value>) -> Result<T, Flaw> {
    let value = T::deserialize(&Value::Object(document.clone())).map_err(|error| flaw_in_meaning(&error))?;
    match list_for_group(document, &value) {
        Some(_) => Err(list_flaw()),
        None => Ok(value),
    }
}

fn list_flaw() -> Flaw {
    Flaw::WrongKind { found: "a list".to_owned(), wanted: "a group in braces".to_owned() }
}

/// The pointer to a list that serde took for a group of keys by counting its elements.
fn list_for_group<T: Serialize>(document: &Map<String, Value>, value: &T) -> Option<String> {
    let written = serde_json::to_value(value).ok()?;
    members(document, written.as_object()?)
}

fn members(read: &Map<String, Value>, written: &Map<String, Value>) -> Option<String> {
    read.iter().find_map(|(key, value)| {
        let deeper = mismatch(value, written.get(key)?)?;
        Some(format!("/{}{deeper}", key.replace('~', "~0").replace('/', "~1")))
    })
}

fn mismatch(read: &Value, written: &Value) -> Option<String> {
    match (read, written) {
        (Value::Array(_), Value::Object(_)) => Some(String::new()),
        (Value::Object(read), Value::Object(written)) => members(read, written),
        (Value::Array(read), Value::Array(written)) => {
            let pairs = read.iter().zip(written).enumerate();
            pairs.into_iter().find_map(|(index, (read, written))| Some(format!("/{index}{}", mismatch(read, written)?)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::demo;
    use crate::model::session::{FORMAT, Session, VERSION};
    use crate::model::strategies::sample;
    use crate::store::builtin::SHIPPED;
    use crate::store::locate::tests::any_json;
    use crate::store::migrations::tests::TWO_STEPS;
    use proptest::prelude::*;
    use serde::Deserialize;

    #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Note {
        format: String,
        version: u32,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<Line>,
        #[serde(flatten)]
        rest: Map<String, Value>,
    }

    #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Line {
        text: String,
    }

    fn read(bytes: &[u8]) -> Result<Decoded<Note>, StoreError> {
        decode(Path::new("/n.json"), bytes, "test.note", 1)
    }

    fn refused(bytes: &[u8]) -> String {
        read(bytes).unwrap_err().to_string()
    }

    const NOTE: &str = "{\n  \"format\": \"test.note\",\n  \"version\": 1,\n  \"lines\": [\n    {\n      \"text\": \"é\"\n    }\n  ],\n  \"kept\": 0.1\n}\n";

    #[test]
    fn what_is_read_and_written_again_is_the_same_to_the_byte() {
        let decoded = read(NOTE.as_bytes()).unwrap();
        assert!(!decoded.is_newer && decoded.migrated_from.is_none());
        assert_eq!(String::from_utf8(encode(&decoded.value).unwrap()).unwrap(), NOTE);
    }

    #[test]
    fn only_a_text_as_it_would_be_written_is_spared_the_closer_look() {
        let is_spared = |text: &str| canonical::<Note>(text, "test.note", 1).is_some();
        assert!(is_spared(NOTE) && is_spared(NOTE.trim_ascii_end()));
        for (old, new) in [
            ("{\n      \"text\": \"é\"\n    }", "[\n      \"é\"\n    ]"),
            ("\"kept\": 0.1", "\"kept\": {\n    \"a\": 1,\n    \"a\": 1\n  }"),
            ("\"kept\": 0.1", "\"kept\": 0.1,\n  \"kept\": 0.1"),
            ("0.1", "12345678901234567890123"),
            ("0.1", "0.10"),
            ("é", "\\u00e9"),
            ("\n", "\r\n"),
            ("\"version\": 1", "\"version\": 2"),
            ("test.note", "other"),
        ] {
            assert!(NOTE.contains(old) && !is_spared(&NOTE.replace(old, new)), "{new}");
        }
    }

    #[test]
    fn every_session_that_was_written_here_is_spared_the_closer_look() {
        let template = serde_json::from_str(SHIPPED.first().unwrap().1).unwrap();
        let now = chrono::DateTime::parse_from_rfc3339("2026-03-04T10:30:00+01:00").unwrap();
        for session in demo::library(&template, now, 9, 1) {
            let text = String::from_utf8(encode(&session).unwrap()).unwrap();
            assert_eq!(canonical(&text, FORMAT, VERSION), Some(session));
        }
    }

    #[test]
    fn a_list_in_the_place_of_any_group_of_a_session_is_refused() {
        fn groups(value: &Value, at: &str, all: &mut Vec<String>) {
            let members: Vec<(String, &Value)> = match value {
                Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), value)).collect(),
                Value::Array(list) => {
                    list.iter().enumerate().map(|(place, value)| (place.to_string(), value)).collect()
                }
                _ => return,
            };
            all.extend(value.is_object().then(|| at.to_owned()));
            for (key, value) in members {
                groups(value, &format!("{at}/{key}"), all);
            }
        }
        let whole = serde_json::to_value(sample()).unwrap();
        let mut all = Vec::new();
        groups(&whole, "", &mut all);
        for pointer in all.iter().filter(|pointer| !pointer.is_empty()) {
            let mut torn = whole.clone();
            let group = torn.pointer_mut(pointer).unwrap();
            *group = group.as_object().unwrap().values().cloned().collect();
            let bytes = encode(&torn).unwrap();
            assert!(decode::<Session>(Path::new("x"), &bytes, FORMAT, VERSION).is_err(), "{pointer}");
        }
    }

    #[test]
    fn a_byte_order_mark_and_windows_line_ends_are_accepted() {
        let windows = format!("\u{feff}{}", NOTE.replace('\n', "\r\n"));
        assert_eq!(read(windows.as_bytes()).unwrap(), read(NOTE.as_bytes()).unwrap());
    }

    #[test]
    fn bytes_that_are_no_text_are_refused_with_their_place() {
        assert!(refused(b"").contains("the file is empty"));
        assert!(refused(b"\xef\xbb\xbf \n").contains("the file is empty"));
        assert!(refused(b"{\n \"a\": \"\xff\"").contains("line 2, column 8: there are bytes that are not UTF-8"));
        assert!(refused(b"\0\0\0").contains("line 1, column 1: there is a zero byte"));
        assert!(refused(b"\xff\xfe{\0").contains("UTF-16"));
        assert!(refused(NOTE.replace("1,", "1").as_bytes()).contains("line 4, column 3: a comma or"));
    }

    #[test]
    fn another_format_is_told_apart_from_a_broken_file() {
        assert!(matches!(read(b"[]"), Err(StoreError::NotTheFormat { found: None, .. })));
        assert!(matches!(read(b"{\"format\": 1}"), Err(StoreError::NotTheFormat { found: None, .. })));
        let other = NOTE.replace("test.note", "other");
        assert!(
            matches!(read(other.as_bytes()), Err(StoreError::NotTheFormat { found: Some(found), .. }) if found == "other")
        );
    }

    #[test]
    fn what_would_be_lost_in_silence_is_refused_with_its_line() {
        let doubled = NOTE.replace("\"kept\": 0.1", "\"kept\": 1, \"other\": {\"kept\": 2},\n\"k\\u0065pt\": 3");
        assert!(refused(doubled.as_bytes()).contains("line 10, column 1: the key “kept” stands here twice"));
        let long = NOTE.replace("0.1", "12345678901234567890123");
        assert!(refused(long.as_bytes()).contains("line 9, column 11: this number has more digits"));
        assert!(read(NOTE.replace("0.1", "18446744073709551615").as_bytes()).is_ok());
        let list = NOTE.replace("{\n      \"text\": \"é\"\n    }", "[\"é\"]");
        assert!(
            refused(list.as_bytes()).contains("line 5, column 5: this is a list, and a group in braces belongs here")
        );
        let deep = NOTE.replace("0.1", &format!("{}{}", "[".repeat(130), "]".repeat(130)));
        assert!(refused(deep.as_bytes()).contains("nested too deeply"));
    }

    #[test]
    fn a_version_must_be_a_number_from_one() {
        for wrong in ["0", "-1", "1.5", "\"1\"", "null", "4294967296"] {
            let text = NOTE.replace("\"version\": 1", &format!("\"version\": {wrong}"));
            assert!(refused(text.as_bytes()).contains("line 3, column 14: this is "), "{wrong}");
        }
        assert!(refused(NOTE.replace("version", "versiom").as_bytes()).contains("the key “version” is missing"));
    }

    #[test]
    fn a_newer_file_is_read_if_it_can_be_and_refused_as_newer_if_not() {
        let newer = NOTE.replace("\"version\": 1", "\"version\": 2");
        assert!(read(newer.as_bytes()).unwrap().is_newer);
        let strange = newer.replace("\"text\"", "\"texts\"");
        assert!(matches!(read(strange.as_bytes()), Err(StoreError::Newer { found: 2, reads: 1, .. })));
    }

    #[test]
    fn an_older_file_is_upgraded_and_says_so() {
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        struct Titled {
            version: u32,
            title: Vec<String>,
        }
        let old = br#"{"format": "test.note", "version": 1, "name": "a"}"#;
        let path = Path::new("/n.json");
        let decoded: Decoded<Titled> = decode_by(path, old, "test.note", 3, TWO_STEPS).unwrap();
        assert_eq!(decoded.value, Titled { version: 3, title: vec!["a".into()] });
        assert_eq!((decoded.migrated_from, decoded.is_newer), (Some(1), false));
        let broken = br#"{"format": "test.note", "version": 1}"#;
        let error = decode_by::<Titled>(path, broken, "test.note", 3, TWO_STEPS).unwrap_err();
        assert!(matches!(error, StoreError::Invalid { line: None, message: Flaw::Missing { .. }, .. }));
    }

    proptest! {
        #[test]
        fn any_document_comes_back_as_it_was_written(extra in any_json()) {
            let mut document = Map::new();
            document.insert("format".into(), "test.note".into());
            document.insert("version".into(), 1.into());
            document.insert("kept".into(), extra);
            let bytes = encode(&document).unwrap();
            let decoded = read(&bytes).unwrap();
            prop_assert_eq!(encode(&decoded.value).unwrap(), bytes.clone());
            let is_canonical = bytes.ends_with(b"}\n") && !bytes.contains(&b'\r');
            prop_assert!(is_canonical);
        }

        #[test]
        fn no_bytes_bring_it_down(bytes in prop::collection::vec(any::<u8>(), 0..80), at in 0..NOTE.len(), put in "(?s).{0,3}|[\\[\\]{}\",:0-9\n]{0,5}") {
            let _ = read(&bytes);
            let at = NOTE.floor_char_boundary(at);
            let _ = read(format!("{}{put}{}", NOTE.split_at(at).0, NOTE.split_at(at).1).as_bytes()).map_err(|error| error.to_string());
            let _ = read(&NOTE.as_bytes()[..at]);
        }
    }
}
