//! Tables of date words against days, and what holds for every text.

use chrono::{Datelike, Days, Weekday};
use proptest::prelude::*;

use super::DateLanguage::{En, Fr};
use super::word::Word;
use super::*;

fn iso(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Wednesday 4 March 2026.
fn today() -> NaiveDate {
    iso("2026-03-04")
}

fn agree(language: DateLanguage, today: &str, table: &[(&str, &str)]) {
    for (words, expected) in table {
        assert_eq!(day(words, iso(today), language), Ok(iso(expected)), "{words:?} said on {today}");
    }
}

#[test]
fn english_words_name_days() {
    agree(
        En,
        "2026-03-04",
        &[
            ("today", "2026-03-04"),
            (" Tomorrow ", "2026-03-05"),
            ("yesterday", "2026-03-03"),
            ("thu", "2026-03-05"),
            ("Wednesday", "2026-03-11"),
            ("this wed", "2026-03-04"),
            ("on friday", "2026-03-06"),
            ("next thu", "2026-03-12"),
            ("next wed", "2026-03-11"),
            ("monday next week", "2026-03-09"),
            ("in 2 weeks", "2026-03-18"),
            ("in a week", "2026-03-11"),
            ("two months", "2026-05-04"),
            ("2w", "2026-03-18"),
            ("+2w", "2026-03-18"),
            ("+ 2 wks", "2026-03-18"),
            ("3d", "2026-03-07"),
            ("0d", "2026-03-04"),
            ("1m", "2026-04-04"),
            ("2q", "2026-09-04"),
            ("1y", "2027-03-04"),
            ("next week", "2026-03-09"),
            ("next month", "2026-04-01"),
            ("next quarter", "2026-04-01"),
            ("next year", "2027-01-01"),
            ("this week", "2026-03-06"),
            ("this month", "2026-03-31"),
            ("eod", "2026-03-04"),
            ("eow", "2026-03-06"),
            ("EOM", "2026-03-31"),
            ("eoq", "2026-03-31"),
            ("eoy", "2026-12-31"),
            ("end of next month", "2026-04-30"),
            ("end of the year", "2026-12-31"),
            ("mid next quarter", "2026-05-15"),
            ("mid-week", "2026-03-04"),
        ],
    );
}

#[test]
fn english_calendar_days_are_the_next_such_day() {
    agree(
        En,
        "2026-03-04",
        &[
            ("end of june", "2026-06-30"),
            ("end june", "2026-06-30"),
            ("end of feb", "2027-02-28"),
            ("mid may", "2026-05-15"),
            ("mid-may", "2026-05-15"),
            ("start of march", "2027-03-01"),
            ("june", "2026-06-30"),
            ("march", "2026-03-31"),
            ("next march", "2027-03-31"),
            ("june 2028", "2028-06-30"),
            ("2028", "2028-12-31"),
            ("13 mar", "2026-03-13"),
            ("4 mar", "2026-03-04"),
            ("3 mar", "2027-03-03"),
            ("13mar", "2026-03-13"),
            ("13 march 2027", "2027-03-13"),
            ("13-Mar-2025", "2025-03-13"),
            ("march 13", "2026-03-13"),
            ("March 13th, 2027", "2027-03-13"),
            ("the 13th of march", "2026-03-13"),
            ("13 mar 27", "2027-03-13"),
            ("13.3.", "2026-03-13"),
            ("13/3", "2026-03-13"),
            ("1/3", "2027-03-01"),
            ("13/3/2027", "2027-03-13"),
            ("13/3/05", "2005-03-13"),
            ("2026-03-13", "2026-03-13"),
            ("2026-05", "2026-05-31"),
            ("5/2027", "2027-05-31"),
            ("fri 13 mar", "2026-03-13"),
            ("13th", "2026-03-13"),
            ("3.", "2026-04-03"),
            ("the 2nd of next month", "2026-04-02"),
            ("q3", "2026-09-30"),
            ("end of q1", "2026-03-31"),
            ("q4 2027", "2027-12-31"),
            ("start of 3rd quarter", "2026-07-01"),
        ],
    );
}

#[test]
fn french_words_name_days() {
    agree(
        Fr,
        "2026-03-04",
        &[
            ("aujourd'hui", "2026-03-04"),
            ("aujourd’hui", "2026-03-04"),
            ("Demain", "2026-03-05"),
            ("après-demain", "2026-03-06"),
            ("hier", "2026-03-03"),
            ("jeudi", "2026-03-05"),
            ("ce mercredi", "2026-03-04"),
            ("jeudi prochain", "2026-03-12"),
            ("lundi de la semaine prochaine", "2026-03-09"),
            ("dans 2 semaines", "2026-03-18"),
            ("dans une semaine", "2026-03-11"),
            ("sous quinze jours", "2026-03-19"),
            ("2sem", "2026-03-18"),
            ("+2s", "2026-03-18"),
            ("+2w", "2026-03-18"),
            ("3j", "2026-03-07"),
            ("1 mois", "2026-04-04"),
            ("la semaine prochaine", "2026-03-09"),
            ("mois prochain", "2026-04-01"),
            ("fin juin", "2026-06-30"),
            ("d'ici fin avril", "2026-04-30"),
            ("fin d'avril", "2026-04-30"),
            ("fin du mois", "2026-03-31"),
            ("fin du mois prochain", "2026-04-30"),
            ("fin de l'année", "2026-12-31"),
            ("fin d’annee", "2026-12-31"),
            ("mi-mai", "2026-05-15"),
            ("mi mai", "2026-05-15"),
            ("début aout", "2026-08-01"),
            ("FÉVRIER", "2027-02-28"),
            ("fe\u{301}vrier", "2027-02-28"),
            ("13 mars", "2026-03-13"),
            ("13 mar", "2026-03-13"),
            ("mar", "2026-03-10"),
            ("mar. 10 mars", "2026-03-10"),
            ("1er avril", "2026-04-01"),
            ("le 13", "2026-03-13"),
            ("le 2 du mois prochain", "2026-04-02"),
            ("vendredi 13", "2026-03-13"),
            ("T3", "2026-09-30"),
            ("fin du 2e trimestre", "2026-06-30"),
            ("13/3/2027", "2027-03-13"),
            ("2027-03-13", "2027-03-13"),
        ],
    );
}

#[test]
fn each_weekday_lies_within_the_week_to_come() {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    for said_on in (0..7).map(|n| today() + Days::new(n)) {
        for (name, weekday) in days.iter().zip(0_u32..) {
            let found = day(name, said_on, En).unwrap();
            assert_eq!(found.weekday().num_days_from_monday(), weekday);
            assert!((1..=7).contains(&(found - said_on).num_days()), "{name} said on {said_on}");

            let found = day(&format!("this {name}"), said_on, En).unwrap();
            assert!((0..=6).contains(&(found - said_on).num_days()), "this {name} said on {said_on}");

            let found = day(&format!("next {name}"), said_on, En).unwrap();
            assert_eq!(found.iso_week(), (said_on + Days::new(7)).iso_week(), "next {name} said on {said_on}");
        }
    }
}

#[test]
fn months_that_are_too_short_give_their_last_day() {
    agree(
        En,
        "2026-01-31",
        &[("+1m", "2026-02-28"), ("2m", "2026-03-31"), ("3 months", "2026-04-30"), ("31", "2026-01-31")],
    );
    agree(En, "2028-01-31", &[("1m", "2028-02-29"), ("next month", "2028-02-01"), ("end of feb", "2028-02-29")]);
    agree(
        En,
        "2028-02-29",
        &[("1y", "2029-02-28"), ("29 feb", "2028-02-29"), ("feb", "2028-02-29"), ("eom", "2028-02-29")],
    );
    agree(
        En,
        "2026-04-30",
        &[("eom", "2026-04-30"), ("31", "2026-05-31"), ("30", "2026-04-30"), ("tomorrow", "2026-05-01")],
    );
    agree(En, "2026-02-28", &[("29 feb", "2028-02-29"), ("1d", "2026-03-01")]);
    agree(En, "2096-03-01", &[("29 feb", "2104-02-29")]);
    agree(
        En,
        "2026-03-01",
        &[("next march", "2027-03-31"), ("this march", "2026-03-31"), ("start of march", "2026-03-01")],
    );
}

#[test]
fn the_turn_of_the_year_is_no_edge() {
    agree(
        En,
        "2026-12-31",
        &[
            ("tomorrow", "2027-01-01"),
            ("thu", "2027-01-07"),
            ("fri", "2027-01-01"),
            ("next mon", "2027-01-04"),
            ("next month", "2027-01-01"),
            ("next week", "2027-01-04"),
            ("eoy", "2026-12-31"),
            ("q4", "2026-12-31"),
            ("q1", "2027-03-31"),
            ("dec", "2026-12-31"),
            ("mid month", "2027-01-15"),
            ("mid year", "2027-06-30"),
            ("30", "2027-01-30"),
            ("31/12", "2026-12-31"),
            ("30/12", "2027-12-30"),
            ("eow", "2027-01-01"),
        ],
    );
    agree(En, "2027-01-02", &[("eow", "2027-01-08"), ("this week", "2027-01-08"), ("next week", "2027-01-04")]);
}

#[test]
fn what_names_no_day_says_why() {
    let unknown = |word: &str, nearest: Option<&str>| DateError::UnknownWord {
        word: word.to_owned(),
        nearest: nearest.map(str::to_owned),
    };
    for (words, expected) in [
        ("", DateError::Empty),
        (" \t", DateError::Empty),
        ("Thrusday", unknown("Thrusday", Some("thursday"))),
        ("end of jnue", unknown("jnue", Some("june"))),
        ("budget", unknown("budget", None)),
        ("-2w", unknown("-2w", None)),
        ("−2w", unknown("−2w", None)),
        ("12 mar 10-", unknown("10-", None)),
        ("fri 9:30", unknown("9:30", None)),
        ("june tomorrow", DateError::Unclear),
        ("of the", DateError::Unclear),
        ("week", DateError::Unclear),
        ("2nd week", DateError::Unclear),
        ("31 feb", DateError::NoSuchDay { day: 31, month: Some(2), year: None }),
        ("29 feb 2027", DateError::NoSuchDay { day: 29, month: Some(2), year: Some(2027) }),
        ("0 mar", DateError::NoSuchDay { day: 0, month: Some(3), year: None }),
        ("32", DateError::NoSuchDay { day: 32, month: None, year: None }),
        ("3/13", DateError::NoSuchMonth { month: 13 }),
        ("thu 13 mar", DateError::WrongWeekday { said: Weekday::Thu, day: iso("2026-03-13") }),
        ("+99999999999w", DateError::TooFar),
        ("9999 years", DateError::TooFar),
    ] {
        assert_eq!(day(words, today(), En), Err(expected), "{words:?}");
    }
    assert_eq!(day("fevrer", today(), Fr), Err(unknown("fevrer", Some("février"))));
}

#[test]
fn words_that_mean_nothing_in_one_language_are_read_in_the_other() {
    assert_eq!(day("demain", today(), En), Ok(iso("2026-03-05")));
    assert_eq!(day("next friday", today(), Fr), Ok(iso("2026-03-13")));
    assert_eq!(day("mar", today(), En), Ok(iso("2026-03-31")), "its own language first: March");
    assert_eq!(day("mar", today(), Fr), Ok(iso("2026-03-10")), "and Tuesday");
    assert!(moment("jeudi 9h30", today(), En).is_ok() && moment("thu 9:30", today(), Fr).is_ok());
}

#[test]
fn errors_say_what_to_do() {
    let said = day("thu 13 mar", today(), En).unwrap_err().to_string();
    assert_eq!(said, "2026-03-13 is Fri, not Thu. Leave out one of the two.");
    let said = day("29 feb 2027", today(), En).unwrap_err().to_string();
    assert_eq!(said, "There is no day 29 in 2027-02. Check the day and the month.");
}

#[test]
fn every_known_word_is_found_by_its_own_spelling() {
    for language in [En, Fr] {
        let mut seen = std::collections::HashSet::new();
        for (word, _) in language.lexicon().words {
            assert!(seen.insert(plain::plain(word)), "{word} stands twice");
            assert!(language.lexicon().read(&[word]).is_ok(), "{word}");
        }
    }
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_i32..=9999, 1_u32..=366).prop_filter_map("no such day", |(year, day)| NaiveDate::from_yo_opt(year, day))
}

fn any_language() -> impl Strategy<Value = DateLanguage> {
    prop_oneof![Just(En), Just(Fr)]
}

/// Text made of what the grammar knows, so that it is not merely refused at the first word.
fn wordy() -> impl Strategy<Value = String> {
    let words = En.lexicon().words.iter().chain(Fr.lexicon().words).map(|(word, _)| (*word).to_owned());
    let word = prop_oneof![
        4 => proptest::sample::select(words.collect::<Vec<_>>()),
        2 => "[0-9]{1,5}",
        1 => "\\+?[0-9]{1,11}[a-z]{1,2}",
        1 => "[0-9]{1,2}[:.h][0-9]{0,2}(-[0-9]{1,2})?",
        1 => "[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{0,4}",
    ];
    proptest::collection::vec(word, 0..6).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn an_iso_date_is_itself(date in any_day(), today in any_day(), language in any_language()) {
        prop_assert_eq!(day(&date.to_string(), today, language), Ok(date));
    }

    #[test]
    fn no_text_panics(text in ".*", wordy in wordy(), language in any_language(), today in any_day()) {
        for text in [text, wordy] {
            for today in [today, NaiveDate::MIN, NaiveDate::MAX] {
                if let Ok(found) = day(&text, today, language) {
                    prop_assert!((0..=9999).contains(&found.year()));
                }
                if let Ok(Moment { from: Some(from), to: Some(to), .. }) = moment(&text, today, language) {
                    prop_assert!(from < to);
                }
            }
            if let Err(error) = moment(&text, today, language) {
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }

    #[test]
    fn without_a_year_or_yesterday_no_day_is_past(text in wordy(), language in any_language(), today in any_day()) {
        let phrase = text.split_whitespace().collect::<Vec<_>>();
        let is_past = |word: &Word| matches!(word, Word::Shift(..0) | Word::Year(_));
        let has_short_year = |phrase: &[Word]| matches!(phrase, [.., Word::Month(_) | Word::Number(_) | Word::Ordinal(_), Word::Number(_)]);
        if let Ok(phrase) = language.lexicon().read(&phrase)
            && !phrase.iter().any(is_past)
            && !has_short_year(&phrase)
            && let Ok(found) = day(&text, today, language)
        {
            prop_assert!(found >= today, "{text:?} said on {today} is {found}");
        }
    }

    #[test]
    fn relative_words_are_never_past(today in any_day(), words in proptest::sample::select(RELATIVE)) {
        match day(words, today, En) {
            Ok(found) => prop_assert!(found >= today, "{words} said on {today} is {found}"),
            Err(error) => prop_assert!(error == DateError::TooFar && today.year() > 9900),
        }
    }
}

const RELATIVE: &[&str] = &[
    "today",
    "tomorrow",
    "fri",
    "this fri",
    "next fri",
    "in 2 weeks",
    "3d",
    "1m",
    "2q",
    "1y",
    "next week",
    "next month",
    "next quarter",
    "next year",
    "this week",
    "this month",
    "eow",
    "eom",
    "eoq",
    "eoy",
    "mid month",
    "start of q2",
    "mid may",
    "june",
    "13 mar",
    "29 feb",
    "31",
    "q3",
    "next march",
    "end of next month",
];
