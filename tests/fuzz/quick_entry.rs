//! A line with shorthand: every word is either part of a sign or still in the text.

use offsite::model::dates::DateLanguage;
use offsite::model::quick_entry::{parse, tokens};

use super::today;

pub(crate) fn quick_entry(bytes: &[u8]) -> bool {
    let line = &*String::from_utf8_lossy(bytes);
    for language in [DateLanguage::En, DateLanguage::Fr] {
        let entry = parse(line, today(bytes), language);
        let signs = tokens(line);
        let mut rest = String::new();
        let mut at = 0;
        for sign in &signs {
            assert!(at <= sign.start && sign.start < sign.end, "{signs:?}");
            rest.push_str(line.get(at..sign.start).expect("whole characters"));
            at = sign.end;
        }
        rest.push_str(line.get(at..).expect("whole characters"));
        assert_eq!(rest.trim(), entry.text, "a word is lost");
        let is_empty =
            entry.owner.is_none() && entry.due.is_none() && entry.tags.is_empty() && entry.priority.is_none();
        assert_eq!(signs.is_empty(), is_empty, "{entry:?}");
        assert!(entry.priority.is_none_or(|priority| (1..=4).contains(&priority)));
        assert!(entry.owner.is_none_or(|owner| !owner.is_empty()));
        assert!(entry.due.is_none_or(|due| !due.words.is_empty()));
    }
    !tokens(line).is_empty()
}
