//! Shorthand at the end of a line: `Cash for three months @me due:end of june #finance !1`.

use std::ops::Range;

use chrono::NaiveDate;

use super::dates::{DateError, DateLanguage, day};

/// A line, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuickEntry {
    /// What is left without the shorthand, trimmed; empty if there was nothing else.
    pub text: String,
    /// The name after `@`, without quotes.
    pub owner: Option<String>,
    /// What stood after `due:`, or after `pour:` or `échéance:`.
    pub due: Option<Due>,
    /// The words after `#`, in order, each once.
    pub tags: Vec<String>,
    /// 1 (first) to 4; `!` alone is 1.
    pub priority: Option<u8>,
}

/// A due date as it was said and as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The words after `due:`, trimmed, never empty.
    pub words: String,
    /// The day they name, or why they name none.
    pub day: Result<NaiveDate, DateError>,
}

/// Takes a line apart; dates are relative to `today`.
///
/// Shorthand counts only after the text, in any order. Of two owners, dates or priorities the last one counts, and what
/// stands up to the one before stays text, so that nothing typed is lost.
pub fn parse(line: &str, today: NaiveDate, language: DateLanguage) -> QuickEntry {
    let tail = tail(line);
    let end = tail.first().map_or(line.len(), |token| token.range.start);
    let mut entry = QuickEntry { text: line.get(..end).unwrap_or(line).trim().to_owned(), ..QuickEntry::default() };
    for token in tail {
        match token.kind {
            Kind::Owner(name) => entry.owner = Some(name.to_owned()),
            Kind::Due(words) => entry.due = Some(Due { words: words.to_owned(), day: day(words, today, language) }),
            Kind::Tag(tag) if entry.tags.iter().any(|known| known == tag) => {}
            Kind::Tag(tag) => entry.tags.push(tag.to_owned()),
            Kind::Priority(priority) => entry.priority = Some(priority),
        }
    }
    entry
}

/// The byte ranges of the shorthand that [`parse`] recognises, in order; that of a due date holds all its words.
pub fn tokens(line: &str) -> Vec<Range<usize>> {
    tail(line).into_iter().map(|token| token.range).collect()
}

#[derive(Clone, Debug)]
struct Token<'a> {
    range: Range<usize>,
    kind: Kind<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Kind<'a> {
    Owner(&'a str),
    Due(&'a str),
    Tag(&'a str),
    Priority(u8),
}

impl Kind<'_> {
    /// Whether a line can hold only one of the two.
    fn excludes(&self, other: &Kind) -> bool {
        !matches!(self, Kind::Tag(_)) && std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// The longest run of tokens that ends the line; plain words belong to a `due:` before them or end the run.
fn tail(line: &str) -> Vec<Token<'_>> {
    let mut run: Vec<Token> = Vec::new();
    let mut plain: Option<Range<usize>> = None;
    for word in words(line).into_iter().rev() {
        let rest = line.get(word.start..plain.as_ref().map_or(word.end, |plain| plain.end)).unwrap_or_default();
        let kind = match strip_due(rest) {
            Some(words) if !words.is_empty() => Some(Kind::Due(words)),
            _ => line.get(word.clone()).and_then(kind),
        };
        match kind {
            Some(kind) if plain.is_some() && !matches!(kind, Kind::Due(_)) => break,
            Some(kind) if run.iter().any(|token| token.kind.excludes(&kind)) => break,
            Some(kind) => {
                let end = plain.take().map_or(word.end, |plain| plain.end);
                run.push(Token { range: word.start..end, kind });
            }
            None => plain = Some(word.start..plain.map_or(word.end, |plain| plain.end)),
        }
    }
    run.reverse();
    run
}

/// The token that a word is by itself.
fn kind(word: &str) -> Option<Kind<'_>> {
    match word.split_at_checked(1)? {
        ("@", name) => owner(name).map(Kind::Owner),
        ("#", tag) => (tag.starts_with(char::is_alphabetic) && is_name(tag)).then_some(Kind::Tag(tag)),
        ("!", "" | "1") => Some(Kind::Priority(1)),
        ("!", "2") => Some(Kind::Priority(2)),
        ("!", "3") => Some(Kind::Priority(3)),
        ("!", "4") => Some(Kind::Priority(4)),
        _ => None,
    }
}

fn owner(name: &str) -> Option<&str> {
    match name.strip_prefix('"') {
        Some(quoted) => quoted.strip_suffix('"').map(str::trim).filter(|name| !name.is_empty()),
        None => is_name(name).then_some(name),
    }
}

/// Letters and digits, joined by `.`, `_`, `-` or `'`.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_alphanumeric)
        && word.ends_with(char::is_alphanumeric)
        && word.chars().all(|c| c.is_alphanumeric() || "._-'’".contains(c))
}

/// What stands before a due date; the French signs hold in every language, so that a line means the same everywhere.
const DUE: [&str; 4] = ["due:", "pour:", "échéance:", "echeance:"];

fn strip_due(text: &str) -> Option<&str> {
    DUE.iter().find_map(|sign| {
        let (mark, words) = text.split_at_checked(sign.len())?;
        (mark.to_lowercase() == *sign).then(|| words.trim())
    })
}

/// The sign under which a line says its due date, as it was typed.
pub fn due_sign(line: &str) -> &str {
    let due = tail(line).into_iter().find(|token| matches!(token.kind, Kind::Due(_)));
    let words = due.and_then(|token| line.get(token.range));
    words.and_then(|words| words.split_inclusive(':').next()).unwrap_or(DUE[0])
}

/// The byte ranges of words; `@"Anna Berg"` is one.
fn words(line: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut rest = line.trim_start_matches(is_gap);
    while !rest.is_empty() {
        let start = line.len() - rest.len();
        let length = quoted_owner(rest).or_else(|| rest.find(is_gap)).unwrap_or(rest.len());
        words.push(start..start + length);
        rest = rest.get(length..).unwrap_or_default().trim_start_matches(is_gap);
    }
    words
}

/// The length of an owner in quotes at the start of text.
fn quoted_owner(text: &str) -> Option<usize> {
    let (name, after) = text.strip_prefix("@\"")?.split_once('"')?;
    (after.is_empty() || after.starts_with(is_gap)).then_some(name.len() + "@\"\"".len())
}

/// White space at which a line may break; French sets a "!" off with one at which it may not.
fn is_gap(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 4).unwrap()
    }

    fn entry(line: &str) -> QuickEntry {
        parse(line, today(), DateLanguage::En)
    }

    fn due(words: &str, iso: &str) -> Due {
        Due { words: words.to_owned(), day: Ok(iso.parse().unwrap()) }
    }

    fn marked(line: &str) -> Vec<&str> {
        tokens(line).into_iter().map(|range| line.get(range).unwrap()).collect()
    }

    #[test]
    fn french_has_its_own_signs_for_a_due_date() {
        for line in ["Appeler Anna pour:demain", "Appeler Anna échéance:demain", "Appeler Anna Échéance: demain @moi"]
        {
            let entry = parse(line, today(), DateLanguage::Fr);
            assert_eq!((entry.text.as_str(), entry.due), ("Appeler Anna", Some(due("demain", "2026-03-05"))), "{line}");
        }
        assert_eq!(due_sign("Un café pour:jamais"), "pour:");
    }

    #[test]
    fn shorthand_after_the_text_is_taken_apart() {
        let expected = QuickEntry {
            text: "Cash for three months".to_owned(),
            owner: Some("me".to_owned()),
            due: Some(due("end of june", "2026-06-30")),
            tags: vec!["finance".to_owned()],
            priority: Some(1),
        };
        assert_eq!(entry("Cash for three months @me due:end of june #finance !1"), expected);
        assert_eq!(entry("  Cash for three months  ! #finance #finance DUE: end of june  @me "), expected);
    }

    #[test]
    fn a_line_of_shorthand_only_has_no_text() {
        let found = entry("@anna.berg #q3-plan #cash !4");
        assert_eq!(found.text, "");
        assert_eq!(found.owner.as_deref(), Some("anna.berg"));
        assert_eq!(found.tags, ["q3-plan", "cash"]);
        assert_eq!(found.priority, Some(4));
        assert_eq!(entry("due:2w").due, Some(due("2w", "2026-03-18")));
    }

    #[test]
    fn an_owner_in_quotes_may_have_spaces() {
        let found = entry(r#"Call @"Anna Berg" due:fri"#);
        assert_eq!((found.text.as_str(), found.owner.as_deref()), ("Call", Some("Anna Berg")));
        assert_eq!(marked(r#"Call @"Anna Berg" due:fri"#), [r#"@"Anna Berg""#, "due:fri"]);
        assert_eq!(entry(r#"Call @"Anna Berg"#).text, r#"Call @"Anna Berg"#);
        assert_eq!(entry(r#"Call @"" "#).text, r#"Call @"""#);
    }

    #[test]
    fn what_only_resembles_shorthand_stays_text() {
        for line in [
            "Write to anna@berg.de",
            "Learn C#",
            "wow!",
            "wow !!",
            "Ask @",
            "We are #1",
            "#1 in the market",
            "Ask @anna about it",
            "Tag #finance later",
            "Ask @anna.",
            "Pay what is due:",
            "Rate it !5",
            "Overdue:fri",
            "Bravo\u{202f}!",
        ] {
            assert_eq!(entry(line), QuickEntry { text: line.to_owned(), ..QuickEntry::default() }, "{line}");
            assert!(tokens(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn only_the_end_of_the_line_counts() {
        let found = entry("Ask @anna for #numbers today @bob !2");
        assert_eq!(found.text, "Ask @anna for #numbers today");
        assert_eq!((found.owner.as_deref(), found.priority), (Some("bob"), Some(2)));
        assert_eq!(marked("Ask @anna for #numbers today @bob !2"), ["@bob", "!2"]);
    }

    #[test]
    fn of_two_owners_the_first_stays_text() {
        let found = entry("Pair @anna #x @bob due:fri");
        assert_eq!((found.text.as_str(), found.owner.as_deref()), ("Pair @anna", Some("bob")));
        assert_eq!(entry("Pay due:mon due:fri").text, "Pay due:mon");
    }

    #[test]
    fn a_due_that_is_no_date_keeps_its_words() {
        let found = entry("Call Bob due:whenever it suits @me");
        assert_eq!((found.text.as_str(), found.owner.as_deref()), ("Call Bob", Some("me")));
        let due = found.due.unwrap();
        assert_eq!(due.words, "whenever it suits");
        assert!(matches!(due.day, Err(DateError::UnknownWord { word, .. }) if word == "whenever"));
    }

    #[test]
    fn french_dates_are_read_in_french() {
        let found = parse("Appeler Léa due:fin juin @léa", today(), DateLanguage::Fr);
        assert_eq!(found.due, Some(due("fin juin", "2026-06-30")));
        assert_eq!(found.owner.as_deref(), Some("léa"));
    }

    proptest! {
        #[test]
        fn text_without_triggers_comes_back_trimmed(line in "[^@#!:]*") {
            prop_assert_eq!(entry(&line), QuickEntry { text: line.trim().to_owned(), ..QuickEntry::default() });
        }

        #[test]
        fn tokens_lie_in_order_at_the_end(line in prop_oneof![".*", "([a-z@#!\":1é \u{a0}]|due:|fri ){0,24}"]) {
            let found = entry(&line);
            let ranges = tokens(&line);
            let mut end = line.len() - line.trim_start().len();
            if let Some(first) = ranges.first() {
                prop_assert_eq!(line.get(..first.start).unwrap().trim(), &found.text);
                end = first.start;
            }
            for range in &ranges {
                prop_assert!(range.start < range.end && line.get(end..range.start).unwrap().trim().is_empty());
                end = range.end;
            }
            if ranges.is_empty() {
                prop_assert_eq!(&found.text, line.trim());
            } else {
                prop_assert_eq!(line.get(end..).unwrap().trim(), "");
            }
        }

        #[test]
        fn shorthand_is_found_in_any_order(
            text in "[a-z]{1,8}( [a-z]{1,8}){0,4}",
            parts in Just(vec!["@me", "due:end of june", "#finance", "!3"]).prop_shuffle(),
        ) {
            let found = entry(&format!("{text} {}", parts.join(" ")));
            prop_assert_eq!(found, QuickEntry {
                text,
                owner: Some("me".to_owned()),
                due: Some(due("end of june", "2026-06-30")),
                tags: vec!["finance".to_owned()],
                priority: Some(3),
            });
        }
    }
}
