//! From an error of `serde_json` to the place in the text that is to blame, and to words that a person understands.

use super::flaw::Flaw;
use super::locate::place;
use super::tokens::{Kind, Token, Tokens};
use serde_json::Error;
use serde_json::error::Category;

/// A flaw and where it is: line and column from 1.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Diagnosis {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) flaw: Flaw,
}

impl Diagnosis {
    /// A flaw that was found at a byte of the text.
    pub(crate) fn at(text: &str, offset: usize, flaw: Flaw) -> Self {
        let (line, column) = place(text, offset);
        Self { line, column, flaw }
    }

    /// What a failed reading of the text means.
    pub(crate) fn of(text: &str, error: &Error) -> Self {
        let offset = offset_of(text, error);
        if error.classify() == Category::Data {
            let flaw = flaw_in_meaning(error);
            let offset = blamed(text, offset, &flaw);
            return Self::at(text, offset, flaw);
        }
        match conflict_marker(text) {
            Some(offset) => Self::at(text, offset, Flaw::ConflictMarkers),
            None => Self::at(text, word_at(text, offset), flaw_in_form(&message(error))),
        }
    }
}

/// What an error of meaning says, without a place.
pub(crate) fn flaw_in_meaning(error: &Error) -> Flaw {
    let message = message(error);
    let words: Vec<&str> = message.split('`').collect();
    let quoted = || words.iter().skip(1).step_by(2).map(|word| (*word).to_owned());
    let first = || quoted().next().unwrap_or_default();
    if message.starts_with("missing field ") {
        return Flaw::Missing { key: first() };
    }
    if message.starts_with("duplicate field ") {
        return Flaw::Repeated { key: first() };
    }
    if message.starts_with("unknown field ") {
        return Flaw::UnknownKey { key: first(), known: quoted().skip(1).collect() };
    }
    if message.starts_with("unknown variant ") {
        return Flaw::UnknownWord { word: first(), known: quoted().skip(1).collect() };
    }
    let mismatch = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
    if let Some((found, wanted)) = mismatch.and_then(|mismatch| mismatch.rsplit_once(", expected ")) {
        return Flaw::WrongKind { found: found_words(found), wanted: wanted_words(wanted) };
    }
    if message.starts_with("data did not match any variant") || message.starts_with("no variant of") {
        return Flaw::Other("this fits nothing that can stand here".to_owned());
    }
    if DATE_TROUBLES.contains(&message.as_str()) {
        return Flaw::Other("this is not a date or a time that the calendar has".to_owned());
    }
    Flaw::Other(message)
}

/// What chrono says of a date that it cannot read.
const DATE_TROUBLES: [&str; 6] = [
    "input is out of range",
    "no possible date and time matching input",
    "input is not enough for unique date and time",
    "input contains invalid characters",
    "premature end of input",
    "trailing input",
];

fn flaw_in_form(message: &str) -> Flaw {
    match message {
        _ if message.starts_with("EOF") => Flaw::EndsEarly,
        "trailing characters" => Flaw::GoesOn,
        "trailing comma" => Flaw::ExtraComma,
        "expected `,` or `]`" | "expected `,` or `}`" => Flaw::MissingComma,
        "expected `:`" => Flaw::MissingColon,
        "key must be a string" => Flaw::BareKey,
        "invalid escape"
        | "invalid unicode code point"
        | "lone leading surrogate in hex escape"
        | "unexpected end of hex escape" => Flaw::BadEscape,
        "invalid number" | "number out of range" => Flaw::BadNumber,
        "recursion limit exceeded" => Flaw::TooDeep,
        _ if message.starts_with("control character") => Flaw::RawControl,
        _ => Flaw::NotAValue,
    }
}

fn found_words(found: &str) -> String {
    let literal = found.split_once('`').and_then(|(_, rest)| rest.strip_suffix('`'));
    match found {
        "map" => "a group in braces".to_owned(),
        "sequence" => "a list".to_owned(),
        "null" | "unit value" | "Option value" => "nothing (null)".to_owned(),
        _ => literal.or(found.strip_prefix("string ")).unwrap_or(found).to_owned(),
    }
}

fn wanted_words(wanted: &str) -> String {
    let words = match wanted {
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number from 0 upwards",
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        "f32" | "f64" => "a number",
        "a boolean" => "true or false",
        "a formatted date string" => "a date such as 2026-03-12",
        "an RFC 3339 formatted date and time string" => "a time such as 2026-03-12T09:30:00+01:00",
        _ if wanted.contains("UUID") => "an id such as 0195a3c0-7b1e-7c3a-9f00-2b6d1c9a4e10",
        _ if wanted.contains("string") => "text in quotes",
        _ if wanted.contains("sequence") || wanted.contains("tuple") => "a list in square brackets",
        _ if ["map", "struct", "tagged enum"].iter().any(|kind| wanted.contains(kind)) => "a group in braces",
        _ if wanted.contains("enum") || wanted.contains("variant") => "one of the known words",
        _ => wanted,
    };
    words.to_owned()
}

/// The message of an error without its place.
fn message(error: &Error) -> String {
    let full = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    full.strip_suffix(&place).unwrap_or(&full).to_owned()
}

/// The last byte that was read before the error; at column 0 that is the end of the line above.
fn offset_of(text: &str, error: &Error) -> usize {
    let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    (before + error.column()).saturating_sub(1)
}

/// The start of what is to blame for an error of meaning that was noticed at `noticed`.
///
/// What serde had to set aside is judged only behind the group that it is in; there the word that the error quotes is
/// looked for.
fn blamed(text: &str, noticed: usize, flaw: &Flaw) -> usize {
    let start = value_at(text, noticed).map_or(noticed, |token| token.start);
    let Some(word) = quoted(flaw) else {
        return start;
    };
    let mut alike = Tokens::new(text)
        .skip_while(|token| token.start < start)
        .take_while(|token| token.start <= noticed)
        .filter(|token| token.is_text(word) || token.text == word);
    match (alike.next(), alike.next()) {
        (Some(token), None) => token.start,
        _ => start,
    }
}

/// The first token of the value that was being read at `noticed`.
///
/// Serde stops before a list or a group that should be none, at the end of any other value, and behind one that it had
/// set aside: after the comma, or at the end of the list around it.
fn value_at(text: &str, noticed: usize) -> Option<Token<'_>> {
    let mut opened = Vec::new();
    let mut last = None;
    let mut is_before = true;
    let mut tokens = Tokens::new(text).peekable();
    while let Some(token) = tokens.next_if(|token| token.start <= noticed) {
        let ends_list = token.start == noticed && token.text == "]";
        (last, is_before) = match token.kind {
            Kind::Close if ends_list => (last, false),
            Kind::Close => (opened.pop(), false),
            Kind::OpenObject | Kind::OpenArray => {
                opened.push(token);
                (Some(token), true)
            }
            Kind::Key | Kind::String | Kind::Bare => (Some(token), token.start + token.text.len() <= noticed),
        };
    }
    let next = tokens.next().filter(|token| matches!(token.kind, Kind::OpenObject | Kind::OpenArray));
    next.filter(|_| is_before).or(last)
}

/// The word of the file that a flaw quotes.
fn quoted(flaw: &Flaw) -> Option<&str> {
    match flaw {
        Flaw::UnknownKey { key: word, .. } | Flaw::UnknownWord { word, .. } => Some(word),
        Flaw::WrongKind { found, .. } => Some(found.trim_matches('"')),
        _ => None,
    }
}

/// The start of the number or bare word that a byte is in, or the byte itself.
fn word_at(text: &str, offset: usize) -> usize {
    let last = Tokens::new(text).take_while(|token| token.start <= offset).last();
    let word = last.filter(|token| token.kind == Kind::Bare && offset < token.start + token.text.len());
    word.map_or(offset, |token| token.start)
}

fn conflict_marker(text: &str) -> Option<usize> {
    let at_start = text.starts_with("<<<<<<<").then_some(0);
    at_start.or_else(|| text.find("\n<<<<<<<").map(|offset| offset + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use serde::Deserialize;
    use serde_json::{Map, Value};

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only whether it can be read matters")]
    struct Plan {
        minutes: u32,
        day: Option<NaiveDate>,
        #[serde(default)]
        sheets: Vec<Sheet>,
        #[serde(flatten)]
        rest: Map<String, Value>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be read matters")]
    enum Sheet {
        Goals { id: String },
        Notes { count: u8 },
    }

    fn said(text: &str) -> String {
        let Diagnosis { line, column, flaw } = Diagnosis::of(text, &serde_json::from_str::<Plan>(text).unwrap_err());
        format!("{line}:{column} {flaw}")
    }

    #[test]
    fn flaws_of_form_are_named_where_they_are() {
        for (text, expected) in [
            ("{\n  \"minutes\": 5,\n}", "3:1 there is a comma with nothing after it"),
            ("{\n  \"minutes\" 5\n}", "2:13 a colon is missing after the key"),
            ("{ \"minutes\": 5\n  \"x\": 1 }", "2:3 a comma or a closing bracket is missing before this"),
            ("{ minutes: 5 }", "1:3 a key in double quotes belongs here"),
            ("{ \"minutes\": 5", "1:14 the file stops in the middle"),
            ("{ \"minutes\": 5 } x", "1:18 something follows after the end"),
            ("{ \"minutes\": five }", "1:14 a value belongs here, and this is none"),
            ("{ \"a\": \"b\\q\" }", "1:11 the backslash has something unknown after it"),
            ("{ \"minutes\": 1e999 }", "1:14 this is not a number"),
            ("{\n<<<<<<< HEAD\n", "2:1 two versions were left here by a version control tool"),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
        assert!(said("{ \"a\": \"b\n\" }").contains("inside quotes"));
        assert!(said(&"[".repeat(200)).contains("this is a list"));
        assert!(said(&format!("{{\"a\":{}", "[".repeat(200))).contains("nested too deeply"));
    }

    #[test]
    fn flaws_of_meaning_are_named_where_they_are() {
        for (text, expected) in [
            ("{\n  \"minutes\": \"x\"\n}", "2:14 this is x, and a whole number from 0 upwards belongs here"),
            ("{\n  \"minutes\": -5\n}", "2:14 this is -5, and a whole number from 0 upwards belongs here"),
            ("{\n  \"minutes\": [\n  ]\n}", "2:14 this is a list, and a whole number from 0 upwards belongs here"),
            (
                "{\n  \"day\": \"2026-02-30\",\n  \"minutes\": 1\n}",
                "2:10 this is not a date or a time that the calendar has",
            ),
            ("{\n  \"a\": 1\n}", "1:1 the key “minutes” is missing"),
            ("\n[]", "2:1 this is a list, and a group in braces belongs here"),
        ] {
            assert_eq!(said(text).replace('"', ""), expected.replace('"', ""), "{text}");
        }
    }

    #[test]
    fn a_word_in_a_value_that_serde_set_aside_is_found_again() {
        let sheet = |inner: &str| {
            format!(
                "{{\n\"minutes\": 1,\n\"sheets\": [\n{{ \"kind\": \"goals\", \"id\": \"a\" }},\n{{\n{inner}\n}}\n]\n}}"
            )
        };
        assert!(
            said(&sheet("\"id\": \"b\",\n\"kind\": \"gaols\""))
                .starts_with("7:9 “gaols” is not a known word here; did you mean “goals”?")
        );
        assert!(
            said(&sheet("\"kind\": \"goals\",\n\"id\": \"b\", \"ids\": 1"))
                .starts_with("7:12 “ids” is not a known key")
        );
        assert!(said(&sheet("\"kind\": \"notes\",\n\"count\": 999")).starts_with("7:10 this is 999"));
    }

    #[test]
    fn a_value_that_serde_set_aside_is_blamed_itself_and_not_the_list_around_it() {
        let sheets = |first: &str, last: &str| said(&format!("{{\"minutes\": 1, \"sheets\": [\n{first},\n{last}\n]}}"));
        let good = "{ \"kind\": \"goals\", \"id\": \"a\" }";
        let bad = "{ \"kind\": \"goals\" }";
        assert_eq!(sheets(bad, good), "2:1 the key “id” is missing");
        assert_eq!(sheets(good, bad), "3:1 the key “id” is missing");
        assert_eq!(sheets(good, "  5"), "3:3 this is 5, and a group in braces belongs here");
    }

    #[test]
    fn no_word_of_a_programmer_is_shown() {
        for text in [
            "{\"minutes\":1,\"sheets\":1}",
            "{\"minutes\":1,\"sheets\":[1]}",
            "{\"minutes\":1,\"sheets\":[[]]}",
            "{\"minutes\":1,\"sheets\":[{\"kind\":1}]}",
            "3",
        ] {
            let said = said(text);
            for word in ["struct", "enum", "sequence", "variant", "map", "expected"] {
                assert!(!said.contains(word), "{said}");
            }
        }
    }
}
