//! The plan along time: which weeks, months or quarters are shown, and where in them an entry lies.

use std::ops::Range;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{Entry, Plan, Status};

/// What one mark at the top of a timeline stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Zoom {
    /// A week.
    #[default]
    Weeks,
    /// A month.
    Months,
    /// Three months.
    Quarters,
}

/// Columns that stand for days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// What a mark stands for.
    pub zoom: Zoom,
    /// The first day of the first column.
    pub first: NaiveDate,
    /// How many columns there are.
    pub columns: usize,
    /// How many of them a week, month or quarter takes.
    unit: usize,
}

/// Where a week, month or quarter begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The column, from 0.
    pub column: usize,
    /// Its first day.
    pub day: NaiveDate,
    /// Whether it is the first one shown of its month, or of its year where the marks are not weeks.
    pub opens: bool,
}

/// What is drawn of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bar {
    /// It is over before the first column.
    Before,
    /// It begins after the last column.
    After,
    /// It lies here; either part may be cut off or missing.
    Here {
        /// The columns from its start until it is due.
        span: Range<usize>,
        /// The column of the day on which it is due.
        due: Option<usize>,
    },
}

/// How an entry stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It should have been done.
    Late,
    /// Begun.
    UnderWay,
    /// Not begun.
    Planned,
    /// Finished.
    Done,
}

impl Zoom {
    /// The next wider one; after the widest the closest.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Weeks => Self::Months,
            Self::Months => Self::Quarters,
            Self::Quarters => Self::Weeks,
        }
    }

    /// How many units lie before the one that holds `day`.
    fn index(self, day: NaiveDate) -> i64 {
        let months = i64::from(day.year()) * 12 + i64::from(day.month0());
        match self {
            Self::Weeks => i64::from(day.num_days_from_ce() - 1).div_euclid(7),
            Self::Months => months,
            Self::Quarters => months.div_euclid(3),
        }
    }

    /// The first day of the unit that holds `day`.
    fn start(self, day: NaiveDate) -> NaiveDate {
        let back = match self {
            Self::Weeks => return day - Days::new(u64::from(day.weekday().num_days_from_monday()).min(days_left(day))),
            Self::Months => 0,
            Self::Quarters => day.month0() % 3,
        };
        NaiveDate::from_ymd_opt(day.year(), day.month() - back, 1).unwrap_or(day)
    }

    /// The first day of the unit that comes `units` after the one that begins on `start`.
    fn step(self, start: NaiveDate, units: i64) -> Option<NaiveDate> {
        let months = |each: u64| u32::try_from(units.unsigned_abs() * each).ok().map(Months::new);
        match (self, units < 0) {
            (Self::Weeks, false) => start.checked_add_days(Days::new(units.unsigned_abs() * 7)),
            (Self::Weeks, true) => start.checked_sub_days(Days::new(units.unsigned_abs() * 7)),
            (Self::Months, false) => start.checked_add_months(months(1)?),
            (Self::Months, true) => start.checked_sub_months(months(1)?),
            (Self::Quarters, false) => start.checked_add_months(months(3)?),
            (Self::Quarters, true) => start.checked_sub_months(months(3)?),
        }
    }
}

/// How many days can be taken off before the calendar ends.
fn days_left(day: NaiveDate) -> u64 {
    u64::try_from((day - NaiveDate::MIN).num_days()).unwrap_or(0)
}

impl Scale {
    /// A scale of so many columns that begins with the unit `scrolled` units after the one that holds `begins`.
    pub fn new(zoom: Zoom, begins: NaiveDate, scrolled: i32, columns: usize) -> Self {
        let start = zoom.start(begins);
        let first = zoom.step(start, i64::from(scrolled)).unwrap_or(start);
        let unit = match zoom {
            // Where a whole year fits, it is shown.
            Zoom::Weeks if columns >= 53 * 3 => 3,
            Zoom::Weeks => 4,
            Zoom::Months => 5,
            Zoom::Quarters => 8,
        };
        Self { zoom, first, columns, unit }
    }

    /// The column of a day: negative before the first one, from [`Scale::columns`] on after the last one.
    pub fn column(&self, day: NaiveDate) -> i64 {
        let start = self.zoom.start(day);
        let length = self.zoom.step(start, 1).map_or(7, |next| (next - start).num_days()).max(1);
        let unit = i64::try_from(self.unit).unwrap_or(1);
        let inside = ((day - start).num_days() * unit + length / 2) / length;
        (self.zoom.index(day) - self.zoom.index(self.first)) * unit + inside.min(unit - 1)
    }

    /// The column of a day where it is shown.
    pub fn shown(&self, day: NaiveDate) -> Option<usize> {
        usize::try_from(self.column(day)).ok().filter(|&column| column < self.columns)
    }

    /// Every week, month or quarter that begins here.
    pub fn marks(&self) -> Vec<Mark> {
        let group = |day: NaiveDate| (day.year(), if self.zoom == Zoom::Weeks { day.month() } else { 0 });
        let mut last = None;
        let mark = |column: usize| {
            let units = i64::try_from(column / self.unit.max(1)).ok()?;
            let day = self.zoom.step(self.first, units)?;
            let opens = last.replace(group(day)) != Some(group(day));
            Some(Mark { column, day, opens })
        };
        (0..self.columns).step_by(self.unit.max(1)).map_while(mark).collect()
    }

    /// The last day that is shown.
    pub fn last(&self) -> NaiveDate {
        let units = i64::try_from(self.columns.div_ceil(self.unit.max(1))).unwrap_or(0);
        self.zoom.step(self.first, units).and_then(|after| after.pred_opt()).unwrap_or(self.first)
    }

    /// What is drawn of something with these days; nothing where it has none.
    pub fn bar(&self, start: Option<NaiveDate>, due: Option<NaiveDate>) -> Option<Bar> {
        let end = i64::try_from(self.columns).ok()?;
        let due = due.map(|day| self.column(day));
        let start = start.map(|day| self.column(day));
        let from = start.or(due)?;
        // Without a day on which it is due, it takes the week, month or quarter in which it begins.
        let to = due.unwrap_or(from.saturating_add(i64::try_from(self.unit).ok()?)).max(from);
        if from >= end {
            return Some(Bar::After);
        }
        if to < 0 {
            return Some(Bar::Before);
        }
        let inside = |column: i64| usize::try_from(column.clamp(0, end)).unwrap_or(0);
        let due = due.and_then(|column| usize::try_from(column).ok()).filter(|&column| column < self.columns);
        Some(Bar::Here { span: inside(from)..inside(to), due })
    }
}

impl Entry {
    /// How it stands in time.
    pub fn phase(&self, today: NaiveDate) -> Phase {
        if !self.status.is_open() {
            Phase::Done
        } else if self.is_late(today) {
            Phase::Late
        } else if self.status == Status::Doing || self.start.is_some_and(|start| start <= today) {
            Phase::UnderWay
        } else {
            Phase::Planned
        }
    }
}

impl Plan {
    /// The day with which a timeline begins: today, or up to four units before it where something open is older; a plan
    /// that lies wholly in the past begins with its first day.
    pub fn begins(&self, zoom: Zoom) -> NaiveDate {
        let days = |entry: &Entry| entry.start.into_iter().chain(entry.due);
        let all = || self.entries.iter().flat_map(days);
        let earliest = zoom.step(self.today, -4).unwrap_or(self.today);
        if all().max().is_some_and(|last| last < earliest) {
            return all().min().unwrap_or(self.today);
        }
        let open = self.entries.iter().filter(|entry| entry.status.is_open()).flat_map(days).min();
        open.map_or(self.today, |day| day.clamp(earliest, self.today))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn weeks(columns: usize) -> Scale {
        Scale::new(Zoom::Weeks, day("2026-03-04"), 0, columns)
    }

    #[test]
    fn weeks_begin_on_mondays_and_months_open_with_their_first_monday() {
        let marks = weeks(70).marks();
        assert_eq!(marks.len(), 18);
        assert_eq!((marks[0].day, marks[17].day, marks[17].column), (day("2026-03-02"), day("2026-06-29"), 68));
        let opening: Vec<_> = marks.iter().filter(|mark| mark.opens).map(|mark| mark.day.to_string()).collect();
        assert_eq!(opening, ["2026-03-02", "2026-04-06", "2026-05-04", "2026-06-01"]);
    }

    #[test]
    fn an_entry_lies_between_its_start_and_its_due_day() {
        let scale = weeks(70);
        assert_eq!(scale.shown(day("2026-03-04")), Some(1));
        let bar = |start: &str, due: &str| scale.bar(start.parse().ok(), due.parse().ok());
        assert_eq!(bar("2026-03-05", "2026-03-13"), Some(Bar::Here { span: 2..6, due: Some(6) }));
        assert_eq!(bar("", "2026-03-13"), Some(Bar::Here { span: 6..6, due: Some(6) }));
        assert_eq!(bar("2026-03-09", ""), Some(Bar::Here { span: 4..8, due: None }));
        assert_eq!(bar("2026-02-01", "2026-12-01"), Some(Bar::Here { span: 0..70, due: None }));
        assert_eq!(bar("2026-01-05", "2026-02-01"), Some(Bar::Before));
        assert_eq!(bar("2026-12-01", ""), Some(Bar::After));
        assert_eq!(bar("", ""), None);
    }

    #[test]
    fn months_and_quarters_reach_further() {
        let months = Scale::new(Zoom::Months, day("2026-03-04"), -1, 70);
        assert_eq!((months.first, months.last()), (day("2026-02-01"), day("2027-03-31")));
        assert_eq!(months.marks().iter().filter(|mark| mark.opens).count(), 2);
        let quarters = Scale::new(Zoom::Quarters, day("2026-03-04"), 1, 64);
        assert_eq!((quarters.first, quarters.last()), (day("2026-04-01"), day("2028-03-31")));
        assert_eq!(quarters.shown(day("2026-06-30")), Some(7));
    }

    #[test]
    fn a_plan_begins_today_or_with_what_is_late() {
        let plan = |due: &str| {
            let json = format!(r#"{{"id":"a-1","text":"x","due":"{due}"}}"#);
            let item: super::super::Item = serde_json::from_str(&json).unwrap();
            let template: crate::model::template::Template =
                serde_json::from_str(include_str!("../../../templates/strategic-session.json")).unwrap();
            let now = chrono::DateTime::parse_from_rfc3339("2026-03-04T10:00:00+01:00").unwrap();
            let mut session = template.session("en", &mut crate::model::id::IdSource::new(1), now);
            let sheets = session.stages.iter_mut().flat_map(|stage| &mut stage.sheets);
            sheets.into_iter().find(|sheet| sheet.id == "actions").unwrap().items.push(item);
            Plan::of([&session], now.date_naive())
        };
        assert_eq!(plan("2026-04-01").begins(Zoom::Weeks), day("2026-03-04"));
        assert_eq!(plan("2026-02-20").begins(Zoom::Weeks), day("2026-02-20"));
        assert_eq!(plan("2025-02-20").begins(Zoom::Weeks), day("2025-02-20"));
    }

    proptest! {
        #[test]
        fn a_later_day_is_never_further_left(
            zoom in prop::sample::select(vec![Zoom::Weeks, Zoom::Months, Zoom::Quarters]),
            start in -90_000_000_i32..90_000_000, length in 0_i32..4000, columns in 0_usize..200, scrolled in -5000_i32..5000
        ) {
            let begins = NaiveDate::from_num_days_from_ce_opt(start).unwrap_or(NaiveDate::MIN);
            let after = begins.checked_add_days(Days::new(u64::from(length.unsigned_abs()))).unwrap_or(begins);
            let scale = Scale::new(zoom, begins, scrolled, columns);
            prop_assert!(scale.column(begins) <= scale.column(after));
            prop_assert!(scale.marks().windows(2).all(|pair| pair[0].day < pair[1].day));
            if let Some(Bar::Here { span, due }) = scale.bar(Some(begins), Some(after)) {
                prop_assert!(span.start <= span.end && span.end <= columns && due.is_none_or(|due| due < columns));
            }
        }
    }
}
