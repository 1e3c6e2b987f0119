//! What a template sets up for one sheet: its columns, lanes, scores, periods; in a session the copy in one language.

use chrono::{Datelike, Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::projects::SCORES;
use crate::model::words::Named;

/// The options of one sheet of a session; each kind knows only its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Setup {
    /// The columns of a table; the first one is what a typed line fills.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
    /// The lanes of notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lanes: Vec<Named>,
    /// What projects are scored by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<Score>,
    /// The tracks of projects; other words may stand too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tracks: Vec<Named>,
    /// The periods of metrics, oldest first: `2026`, `2026-Q1` or `2026-03`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub periods: Vec<String>,
    /// The departments of an alignment; other words may stand too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub departments: Vec<Named>,
    /// What a panel shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows: Option<Shown>,
    /// The earlier sheet whose records this one works on, `stage/sheet`; it has none of its own then.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub continues: String,
    /// Whether what is said is private from the start.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
}

impl Setup {
    /// What projects are scored by: as the template says, else importance, time and effort, named by the language.
    pub fn scored_by(&self) -> Vec<Score> {
        let usual = |id: &str| Score {
            id: id.to_owned(),
            name: String::new(),
            better: if id == "importance" { Better::High } else { Better::Low },
            low: String::new(),
            high: String::new(),
            rest: Map::new(),
        };
        if self.scores.is_empty() { SCORES.into_iter().map(usual).collect() } else { self.scores.clone() }
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Column {
    /// The key of its field.
    pub id: String,
    /// What people read.
    pub name: String,
    /// What its cells hold.
    #[serde(rename = "type")]
    pub kind: ColumnKind,
    /// What 1 means on a scale.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub low: String,
    /// What 5 means on a scale.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub high: String,
    /// The words of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Named>,
    /// Keys of later versions, kept.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnKind {
    /// A line.
    Text,
    /// A number.
    Number,
    /// An amount of money.
    Money,
    /// A day.
    Date,
    /// Someone.
    Person,
    /// A whole number from 1 to 5.
    Scale,
    /// One of the column’s choices.
    Choice,
    /// Yes or no.
    YesNo,
}

/// Something that projects are scored by, from 1 to 5.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Score {
    /// The key of its field.
    pub id: String,
    /// What people read.
    pub name: String,
    /// Which end ranks first.
    #[serde(default, skip_serializing_if = "Better::is_high")]
    pub better: Better,
    /// What 1 means.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub low: String,
    /// What 5 means.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub high: String,
    /// Keys of later versions, kept.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// Which end of a scale ranks first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Better {
    /// The more the better.
    #[default]
    High,
    /// The less the better, as with effort.
    Low,
}

impl Better {
    /// Whether more is better.
    pub fn is_high(&self) -> bool {
        *self == Self::High
    }
}

/// What a panel shows, computed from this session and the earlier ones of its thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// Parked thoughts.
    Parked,
    /// Unfinished stages of the linked session.
    Unfinished,
    /// What each person wrote in the stock-taking forms.
    PreWork,
    /// Zones of genius and wishes, per person.
    Zones,
    /// Decisions due for review.
    DecisionsDue,
    /// The last twelve months.
    Year,
    /// What was decided a year ago, and what came of it.
    YearAgo,
    /// The plan on a page.
    Plan,
    /// What is wrong with the plan.
    PlanCheck,
    /// The score of promises kept.
    Promises,
    /// Factors of a year ago: whether they happened.
    Forecast,
    /// Goals, each with how sure people are of it.
    Goals,
}

impl Shown {
    /// The word in a file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Parked => "parked",
            Self::Unfinished => "unfinished",
            Self::PreWork => "pre-work",
            Self::Zones => "zones",
            Self::DecisionsDue => "decisions-due",
            Self::Year => "year",
            Self::YearAgo => "year-ago",
            Self::Plan => "plan",
            Self::PlanCheck => "plan-check",
            Self::Promises => "promises",
            Self::Forecast => "forecast",
            Self::Goals => "goals",
        }
    }
}

/// How metrics count time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodUnit {
    /// Calendar years: `2026`.
    Year,
    /// Quarters: `2026-Q1`.
    Quarter,
    /// Months: `2026-03`.
    Month,
}

impl PeriodUnit {
    /// The period of `today` with `back` before it and `ahead` after it, oldest first.
    pub fn around(self, today: NaiveDate, back: u32, ahead: u32) -> Vec<String> {
        let months = match self {
            Self::Year => 12,
            Self::Quarter => 3,
            Self::Month => 1,
        };
        let earlier = (1..=back).rev().map(|step| today.checked_sub_months(Months::new(step.saturating_mul(months))));
        let later = (0..=ahead).map(|step| today.checked_add_months(Months::new(step.saturating_mul(months))));
        earlier.chain(later).flatten().map(|day| self.of(day)).collect()
    }

    /// The period that holds a day.
    pub fn of(self, day: NaiveDate) -> String {
        match self {
            Self::Year => day.year().to_string(),
            Self::Quarter => format!("{}-Q{}", day.year(), day.month0() / 3 + 1),
            Self::Month => day.format("%Y-%m").to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::strategies::day;

    #[test]
    fn periods_surround_the_day_from_the_oldest_on() {
        let around = |unit: PeriodUnit, back, ahead| unit.around(day("2026-01-31"), back, ahead).join(" ");
        assert_eq!(around(PeriodUnit::Year, 2, 0), "2024 2025 2026");
        assert_eq!(around(PeriodUnit::Quarter, 1, 1), "2025-Q4 2026-Q1 2026-Q2");
        assert_eq!(around(PeriodUnit::Month, 2, 1), "2025-11 2025-12 2026-01 2026-02");
    }
}
