//! Days, lengths of time and numbers, in French.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

use crate::lang::Dates;

pub(super) const DATES: Dates = Dates {
    long: |day| format!("{} {} {} {}", weekday(day), date(day), month(day), day.year()),
    medium: |day| format!("{} {} {}", short_weekday(day), date(day), month(day)),
    short: |day| format!("{} {}", date(day), short_month(day)),
    weekday: |day| format!("{} {:>2}", short_weekday(day), day.day()),
    month: |day| month(day).to_owned(),
    today: "aujourd’hui",
    tomorrow: "demain",
    yesterday: "hier",
    time: |time: NaiveTime| format!("{} h {:02}", time.hour(), time.minute()),
    length: |minutes| match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest:02}"),
    },
};

const WEEKDAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const SHORT_WEEKDAYS: [&str; 7] = ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."];
const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const SHORT_MONTHS: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

pub(super) fn weekday(day: NaiveDate) -> &'static str {
    named(&WEEKDAYS, day.weekday().num_days_from_monday())
}

pub(super) fn short_weekday(day: NaiveDate) -> &'static str {
    named(&SHORT_WEEKDAYS, day.weekday().num_days_from_monday())
}

pub(super) fn month(day: NaiveDate) -> &'static str {
    named(&MONTHS, day.month0())
}

pub(super) fn short_month(day: NaiveDate) -> &'static str {
    named(&SHORT_MONTHS, day.month0())
}

fn named(names: &[&'static str], place: u32) -> &'static str {
    names.get(place as usize).copied().unwrap_or_default()
}

/// The day of the month; only the first one is an ordinal.
pub(super) fn date(day: NaiveDate) -> String {
    match day.day() {
        1 => "1er".to_owned(),
        n => n.to_string(),
    }
}

/// Groups of three digits from four on, parted by thin spaces, and a comma before what is less than one.
pub(super) fn number(value: f64) -> String {
    let written = value.to_string();
    let (whole, rest) = written.split_once('.').unwrap_or((&written, ""));
    let digits = whole.chars().filter(char::is_ascii_digit).count();
    let mut words = String::with_capacity(written.len() + 4);
    for (place, digit) in whole.trim_start_matches('-').chars().enumerate() {
        if place > 0 && (digits - place).is_multiple_of(3) {
            words.push('\u{202f}');
        }
        words.push(digit);
    }
    let sign = if whole.starts_with('-') { "-" } else { "" };
    if rest.is_empty() { format!("{sign}{words}") } else { format!("{sign}{words},{rest}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_lengths_read_as_people_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 12).unwrap();
        let dates = DATES;
        assert_eq!((dates.long)(day), "jeudi 12 mars 2026");
        assert_eq!((dates.medium)(day), "jeu. 12 mars");
        assert_eq!((dates.short)(day), "12 mars");
        assert_eq!((dates.short)(NaiveDate::from_ymd_opt(2026, 2, 1).unwrap()), "1er févr.");
        assert_eq!((dates.time)(NaiveTime::from_hms_opt(9, 5, 0).unwrap()), "9\u{a0}h\u{a0}05");
        assert_eq!((dates.length)(75), "1\u{a0}h\u{a0}15");
        assert_eq!((dates.length)(15), "15\u{a0}min");
    }

    #[test]
    fn numbers_have_a_comma_and_thin_spaces() {
        let written = [0.0, 12.5, 999.0, 1800.0, -1_234_567.25].map(number);
        assert_eq!(written, ["0", "12,5", "999", "1\u{202f}800", "-1\u{202f}234\u{202f}567,25"]);
    }
}
