//! Words for days and hours: refused in a sentence, or one day, whose long form means the same day.

use offsite::lang::Texts;
use offsite::model::dates::{DateLanguage, day, moment};
use offsite::tui::widgets::record;

use super::today;

pub(crate) fn dates(bytes: &[u8]) -> bool {
    let words = String::from_utf8_lossy(bytes);
    let (today, texts) = (today(bytes), Texts::of("en"));
    let mut is_taken = false;
    for language in [DateLanguage::En, DateLanguage::Fr] {
        match day(&words, today, language) {
            Ok(found) => {
                let long = (texts.dates.long)(found);
                assert_eq!(day(&long, today, DateLanguage::En), Ok(found), "{long}");
                assert_eq!(day(&found.to_string(), today, language), Ok(found));
            }
            Err(error) => {
                assert!(!error.to_string().is_empty());
                assert!(!record::date_error(&error, texts).is_empty());
            }
        }
        let Ok(found) = moment(&words, today, language) else { continue };
        is_taken = true;
        assert!(found.to.is_none_or(|to| found.from.is_some_and(|from| from < to)), "{found:?}");
        let from = found.from.map(|from| from.format(" %H:%M").to_string()).unwrap_or_default();
        let to = found.to.map(|to| to.format("-%H:%M").to_string()).unwrap_or_default();
        let plain = format!("{}{from}{to}", found.day);
        assert_eq!(moment(&plain, today, language), Ok(found), "{plain}");
    }
    is_taken
}
