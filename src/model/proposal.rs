//! What comes next: the session that a closing one proposes, from what it was and what its thread has seen.

use chrono::{Days, NaiveDate};

use super::session::Session;
use super::sheet::SheetKind;

/// The next session of a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The id of its template.
    pub template: String,
    /// Its day.
    pub day: NaiveDate,
    /// Why this one.
    pub reason: Reason,
}

/// Why a session is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// An intensive is looked at again.
    Regroup,
    /// The time in which support was promised ends.
    SupportEnds,
    /// What was decided is looked at each month.
    CheckIn,
    /// Of the themes of half-days this one has waited longest.
    Theme,
    /// It comes again at its own distance.
    Again,
}

const REGROUP: &str = "client-regroup";
const CHECK_IN: &str = "monthly-checkin";
const HALF_DAY: &str = "halfday-";

/// A month that keeps the weekday, in days.
const MONTH: u64 = 28;

/// Distances in days of templates that come again, until a thread has its own.
const USUAL: &[(&str, u64)] = &[
    ("tracker", 7),
    (CHECK_IN, MONTH),
    ("strategic-session", 91),
    ("strategy-update", 182),
    ("strategic-planning", 364),
    ("annual-review", 364),
];

/// The longest distance in days that still counts as a rhythm.
const LONGEST: i64 = 800;

impl Proposal {
    /// What a session proposes on `today`; `earlier` ones of its thread newest first, `known` templates in their order.
    ///
    /// Nothing where its template has no rhythm, or what would come next is no template here.
    pub fn after(session: &Session, earlier: &[&Session], known: &[&str], today: NaiveDate) -> Option<Self> {
        let held = session.day().unwrap_or(today);
        let (template, day, reason) = match session.template.as_str() {
            "client-intensive" => (REGROUP, on(held, MONTH, today)?, Reason::Regroup),
            REGROUP => match support_end(session).filter(|end| *end > today) {
                Some(end) => (CHECK_IN, end, Reason::SupportEnds),
                None => (CHECK_IN, on(held, MONTH, today)?, Reason::CheckIn),
            },
            "sprint" => (CHECK_IN, on(held, MONTH, today)?, Reason::CheckIn),
            half if half.starts_with(HALF_DAY) => {
                (longest_unused(session, earlier, known)?, on(held, MONTH, today)?, Reason::Theme)
            }
            same => (same, on(held, distance(session, earlier)?, today)?, Reason::Again),
        };
        known.contains(&template).then(|| Self { template: template.to_owned(), day, reason })
    }
}

/// So many days after it was held, or from today where that is gone by.
fn on(held: NaiveDate, days: u64, today: NaiveDate) -> Option<NaiveDate> {
    let day = held.checked_add_days(Days::new(days))?;
    if day > today { Some(day) } else { today.checked_add_days(Days::new(days)) }
}

fn support_end(session: &Session) -> Option<NaiveDate> {
    session
        .items_of(SheetKind::Closing)
        .filter(|item| item.text("slot") == "support")
        .find_map(|item| item.date("until"))
}

/// The half-day whose last time lies furthest back; one that was never used comes first.
fn longest_unused<'a>(session: &Session, earlier: &[&Session], known: &[&'a str]) -> Option<&'a str> {
    let last_used = |template: &str| {
        if session.template == template {
            return Some(NaiveDate::MAX);
        }
        earlier.iter().filter(|other| other.template == template).filter_map(|other| other.day()).max()
    };
    known.iter().copied().filter(|template| template.starts_with(HALF_DAY)).min_by_key(|template| last_used(template))
}

/// Days between this session and the one of its template before it, in whole weeks; else what is usual.
fn distance(session: &Session, earlier: &[&Session]) -> Option<u64> {
    let before = earlier.iter().filter(|other| other.template == session.template).find_map(|other| other.day());
    let days = session.day().zip(before).map(|(here, before)| (here - before).num_days());
    let own = days.filter(|days| (1..=LONGEST).contains(days)).and_then(|days| u64::try_from(days).ok());
    let in_weeks = |days: u64| if days < 4 { days } else { (days + 3) / 7 * 7 };
    let usual = USUAL.iter().find(|(template, _)| *template == session.template).map(|(_, days)| *days);
    own.map(in_weeks).or(usual)
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::model::strategies::{at, day, sample};

    const KNOWN: [&str; 8] = [
        "client-intensive",
        "client-regroup",
        "monthly-checkin",
        "halfday-a",
        "halfday-b",
        "halfday-c",
        "tracker",
        "own",
    ];
    const TODAY: &str = "2026-03-12";

    fn of(template: &str, held: &str) -> Session {
        let scheduled = at("09:00") + (day(held) - day(TODAY));
        Session { template: template.to_owned(), scheduled: Some(scheduled), ..sample() }
    }

    fn after(session: &Session, earlier: &[Session]) -> Option<(String, String, Reason)> {
        let earlier: Vec<&Session> = earlier.iter().collect();
        let proposal = Proposal::after(session, &earlier, &KNOWN, day(TODAY))?;
        Some((proposal.template, proposal.day.to_string(), proposal.reason))
    }

    fn says(template: &str, day: &str, reason: Reason) -> (String, String, Reason) {
        (template.to_owned(), day.to_owned(), reason)
    }

    #[test]
    fn an_intensive_is_looked_at_again_in_a_month_on_the_same_weekday() {
        let intensive = of("client-intensive", TODAY);
        assert_eq!(after(&intensive, &[]), Some(says("client-regroup", "2026-04-09", Reason::Regroup)));
    }

    #[test]
    fn after_a_regroup_comes_the_end_of_the_support_or_a_check_in() {
        let mut regroup = of("client-regroup", TODAY);
        assert_eq!(after(&regroup, &[]), Some(says("monthly-checkin", "2026-04-09", Reason::CheckIn)));
        let closing = json!({ "id": "c", "kind": "closing", "items": [{ "id": "c-1", "slot": "support", "until": "2026-05-01" }] });
        regroup.stages[0].sheets.push(serde_json::from_value(closing).unwrap());
        assert_eq!(after(&regroup, &[]), Some(says("monthly-checkin", "2026-05-01", Reason::SupportEnds)));
    }

    #[test]
    fn the_theme_that_waited_longest_is_next_and_one_never_used_comes_first() {
        let here = of("halfday-b", TODAY);
        assert_eq!(after(&here, &[]), Some(says("halfday-a", "2026-04-09", Reason::Theme)));
        let a = of("halfday-a", "2026-02-12");
        assert_eq!(after(&here, std::slice::from_ref(&a)).unwrap().0, "halfday-c");
        let c = of("halfday-c", "2026-01-15");
        assert_eq!(after(&here, &[a.clone(), c.clone()]).unwrap().0, "halfday-c");
        let again = of("halfday-c", "2026-02-19");
        assert_eq!(after(&here, &[again, a, c]).unwrap().0, "halfday-a");
    }

    #[test]
    fn other_sessions_come_again_at_their_own_distance() {
        assert_eq!(after(&of("tracker", TODAY), &[]), Some(says("tracker", "2026-03-19", Reason::Again)));
        let before = of("tracker", "2026-02-25");
        assert_eq!(after(&of("tracker", TODAY), &[before]), Some(says("tracker", "2026-03-26", Reason::Again)));
        assert_eq!(after(&of("own", TODAY), &[]), None);
        let before = [of("tracker", "2026-03-05"), of("own", "2026-02-12")];
        assert_eq!(after(&of("own", TODAY), &before), Some(says("own", "2026-04-09", Reason::Again)));
        assert_eq!(after(&of("gone", TODAY), &[of("gone", "2026-02-12")]), None);
    }

    #[test]
    fn what_closes_late_proposes_no_day_that_is_gone() {
        assert_eq!(after(&of("tracker", "2026-01-01"), &[]), Some(says("tracker", "2026-03-19", Reason::Again)));
    }

    proptest! {
        #[test]
        fn a_proposal_lies_ahead_and_is_known_and_half_days_keep_their_weekday(
            place in 0..KNOWN.len(), held in 0..400_i64, before in prop::collection::vec((0..KNOWN.len(), 0..900_i64), 0..5)
        ) {
            let ago = |days: i64| (day(TODAY) - chrono::TimeDelta::days(days)).to_string();
            let session = of(KNOWN[place], &ago(held));
            let earlier: Vec<Session> = before.iter().map(|(place, days)| of(KNOWN[*place], &ago(held + days))).collect();
            let earlier: Vec<&Session> = earlier.iter().collect();
            if let Some(proposal) = Proposal::after(&session, &earlier, &KNOWN, day(TODAY)) {
                prop_assert!(proposal.day > day(TODAY) && KNOWN.contains(&proposal.template.as_str()));
                if proposal.reason == Reason::Theme && held < 28 {
                    prop_assert_eq!(proposal.day.weekday(), session.day().unwrap().weekday());
                    prop_assert_ne!(proposal.template, session.template);
                }
            }
        }
    }
}
