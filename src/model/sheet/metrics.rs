//! Metrics: measures with a number for each period, some of which lead and some of which lag.

use std::borrow::Cow;

use chrono::{DateTime, Datelike, FixedOffset, Months, NaiveDate};

use super::setup::{PeriodUnit, Setup};
use super::{SheetKind, Slot, Takes};
use crate::model::change::{Change, Detail};
use crate::model::field::{Field, FieldKind, Sign};
use crate::model::item::Item;
use crate::model::ratio::Ratio;
use crate::model::scale::Direction;
use crate::model::session::Session;
use crate::model::stage::Sheet;
use crate::model::trend::Trend;

/// The key of the number that a measure should reach.
pub const TARGET: &str = "target";

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "k",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::shown("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::shown("unit", FieldKind::Line),
        Field::shown("lead_lag", FieldKind::choice(&["lead", "lag"])),
        Field::shown("target", FieldKind::Number),
    ]),
}];

/// The fields of a measure, those of its periods behind the others.
pub(super) fn fields(setup: &Setup) -> Option<Vec<Field>> {
    let [slot] = SLOTS else { return None };
    let period = |period: &String| Field::own(period, period, FieldKind::Number);
    (!setup.periods.is_empty()).then(|| slot.fields.iter().cloned().chain(setup.periods.iter().map(period)).collect())
}

/// A number of a measure: of a period, or its target.
pub fn number(item: &Item, key: &str) -> Option<Ratio> {
    item.value(key).filter(|value| value.is_number()).and_then(|value| Ratio::decimal(&value.to_string()))
}

/// How a measure moved over these periods, oldest first. Nobody has said which end of it is good, so more counts as better.
pub fn trend(item: &Item, periods: &[String]) -> Trend {
    let readings: Vec<_> = periods.iter().map(|period| number(item, period)).collect();
    Trend::new(&readings, number(item, TARGET), Direction::Up)
}

/// How many numbers these measures have, and how many there could be; targets are not counted.
pub fn filled<'a>(items: impl IntoIterator<Item = &'a Item>, periods: &[String]) -> (usize, usize) {
    let has = |item: &Item| periods.iter().filter(|period| item.value(period).is_some()).count();
    items.into_iter().fold((0, 0), |(known, all), item| (known + has(item), all + periods.len()))
}

/// The edit that moves a session to another moment; periods that nobody has filled yet move with it.
///
/// They stand around the day that was meant before, or around the day on which the session was made.
pub fn reschedule(session: &Session, to: DateTime<FixedOffset>) -> Change {
    let made = || {
        let (seconds, _) = session.id.get_timestamp()?.to_unix();
        let made = DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0)?;
        Some(made.with_timezone(to.offset()).date_naive())
    };
    let from = session.scheduled.map(|at| at.date_naive()).or_else(made);
    let follows = session.sheets().filter_map(|(stage, sheet)| {
        let periods = from.filter(|_| is_unfilled(sheet)).and_then(|from| moved(sheet, from, to.date_naive()))?;
        let setup = Box::new(Setup { periods, ..sheet.setup.clone() });
        Some(Change::SetUp { stage: stage.id.clone(), sheet: sheet.id.clone(), setup })
    });
    Change::All(std::iter::once(Change::Detail(Detail::Scheduled(Some(to)))).chain(follows).collect())
}

fn is_unfilled(sheet: &Sheet) -> bool {
    sheet.kind == SheetKind::Metrics && filled(&sheet.items, &sheet.setup.periods).0 == 0
}

/// The periods of a sheet as far from the one that holds `to` as they are from the one that holds `from`; none where
/// both are the same.
fn moved(sheet: &Sheet, from: NaiveDate, to: NaiveDate) -> Option<Vec<String>> {
    let periods: Vec<_> = sheet.setup.periods.iter().map(|period| begins(period)).collect::<Option<_>>()?;
    let (unit, _) = periods.first()?;
    let month = |day: NaiveDate| {
        let (_, begins) = begins(&unit.of(day))?;
        Some(begins.year() * 12 + i32::try_from(begins.month0()).ok()?)
    };
    let months = month(to)? - month(from)?;
    let by = Months::new(months.unsigned_abs());
    let shifted = |day: NaiveDate| if months < 0 { day.checked_sub_months(by) } else { day.checked_add_months(by) };
    let moved = periods.iter().map(|(unit, day)| Some(unit.of(shifted(*day)?)));
    moved.collect::<Option<_>>().filter(|_| months != 0)
}

/// What sort of period this is, and its first day.
fn begins(period: &str) -> Option<(PeriodUnit, NaiveDate)> {
    let (year, part) = period.split_once('-').unwrap_or((period, ""));
    let (unit, month) = match part.strip_prefix('Q') {
        Some(quarter) => (PeriodUnit::Quarter, quarter.parse::<u32>().ok()?.checked_sub(1)?.checked_mul(3)? + 1),
        None if part.is_empty() => (PeriodUnit::Year, 1),
        None => (PeriodUnit::Month, part.parse().ok()?),
    };
    Some((unit, NaiveDate::from_ymd_opt(year.parse().ok()?, month, 1)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::model::id::ItemId;
    use crate::model::strategies::sample;

    #[expect(clippy::needless_pass_by_value, reason = "json! makes values")]
    fn session(periods: &[String], items: serde_json::Value) -> Session {
        let mut file = serde_json::to_value(sample()).unwrap();
        file["stages"][2]["sheets"][0] =
            json!({ "id": "numbers", "kind": "metrics", "periods": periods, "items": items });
        let scheduled = DateTime::parse_from_rfc3339("2026-03-31T09:00:00+01:00").unwrap();
        Session { scheduled: Some(scheduled), ..serde_json::from_value(file).unwrap() }
    }

    fn periods(session: &Session) -> String {
        session.stages[2].sheets[0].setup.periods.join(" ")
    }

    fn moment(day: NaiveDate) -> DateTime<FixedOffset> {
        day.and_hms_opt(9, 0, 0).unwrap().and_utc().fixed_offset()
    }

    #[test]
    fn empty_periods_follow_the_day_and_come_back_with_undo() {
        for (unit, before, after) in [
            (PeriodUnit::Year, "2025 2026", "2026 2027"),
            (PeriodUnit::Quarter, "2025-Q4 2026-Q1", "2026-Q4 2027-Q1"),
            (PeriodUnit::Month, "2026-02 2026-03", "2026-12 2027-01"),
        ] {
            let mut session = session(&unit.around("2026-03-04".parse().unwrap(), 1, 0), json!([]));
            assert_eq!(periods(&session), before);
            let undo = session.apply(reschedule(&session, moment("2027-01-31".parse().unwrap()))).unwrap();
            assert_eq!(periods(&session), after);
            session.apply(undo).unwrap();
            assert_eq!(periods(&session), before);
        }
    }

    #[test]
    fn a_number_holds_the_periods_where_they_are() {
        let mut session =
            session(&["2025".into(), "2026".into()], json!([{ "id": "k-1", "text": "Sales", "2025": 3 }]));
        session.apply(reschedule(&session, moment("2028-01-01".parse().unwrap()))).unwrap();
        assert_eq!(periods(&session), "2025 2026");
    }

    #[test]
    fn completeness_counts_periods_and_not_targets() {
        let item = Item::new(ItemId::new("k-1"), "2025", 3).with("target", 9).with("2024", 2.5);
        let periods = ["2023", "2024", "2025"].map(str::to_owned);
        assert_eq!(filled([&item, &item], &periods), (4, 6));
        assert_eq!(trend(&item, &periods).change.map(|change| change.by), Ratio::new(1, 2));
    }

    proptest! {
        #[test]
        fn moved_periods_are_those_of_a_session_made_on_that_day(
            from in 0..9000_u32, to in 0..9000_u32, back in 0..12_u32, ahead in 0..12_u32, unit in 0..3_usize
        ) {
            let unit = [PeriodUnit::Year, PeriodUnit::Quarter, PeriodUnit::Month][unit];
            let day = |days: u32| NaiveDate::from_ymd_opt(2010, 1, 1).unwrap() + chrono::Days::new(days.into());
            let mut session = session(&unit.around(day(from), back, ahead), json!([]));
            session.scheduled = Some(moment(day(from)));
            session.apply(reschedule(&session, moment(day(to)))).unwrap();
            prop_assert_eq!(periods(&session), unit.around(day(to), back, ahead).join(" "));
        }
    }
}
