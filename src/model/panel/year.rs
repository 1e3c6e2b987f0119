//! The panels that look back: the last twelve months, and what was said a year ago.

use chrono::{Datelike, Months, NaiveDate};

use super::{About, Fact, Row, Scope};
use crate::model::item::Item;
use crate::model::session::Session;
use crate::model::sheet::SheetKind;

/// Months that count as a year ago.
const YEAR_AGO: (u32, u32) = (10, 14);

/// Months of the year strip, the current one included.
const STRIP: u32 = 12;

impl<'a> Scope<'a> {
    /// The sessions of a year ago, oldest first.
    fn sessions_year_ago(&self) -> impl Iterator<Item = &'a Session> + use<'a> {
        let back = |months| self.today.checked_sub_months(Months::new(months));
        let (newest, oldest) = (back(YEAR_AGO.0), back(YEAR_AGO.1));
        let is_then = move |session: &&Session| {
            session.day().is_some_and(|day| Some(day) <= newest && oldest.is_none_or(|oldest| day >= oldest))
        };
        self.thread().filter(is_then)
    }

    /// What was decided, aimed at and written down a year ago, with what came of it.
    pub(super) fn year_ago(&self) -> Vec<Row<'a>> {
        let mut rows = Vec::new();
        for home in self.sessions_year_ago() {
            rows.extend(home.items_of(SheetKind::Decisions).map(|decision| self.decision(home, decision)));
            rows.extend(home.items_of(SheetKind::Goals).map(|goal| aim(home, goal)));
            let texts = home.items_of(SheetKind::Text).filter(|text| !text.text("text").trim().is_empty());
            rows.extend(texts.map(|text| Row { facts: vec![Fact::From(&home.title)], ..Row::of(home, text) }));
        }
        rows
    }

    /// The factors of a year ago.
    pub(super) fn forecast(&self) -> Vec<Row<'a>> {
        let row = |home: &'a Session, factor: &'a Item| {
            let mut row = Row::of(home, factor);
            row.is_settled = self.is_of_here(factor, "happened");
            let words = ["swot", "source"].map(|key| factor.text(key)).into_iter().filter(|word| !word.is_empty());
            row.field("happened");
            row.facts.extend(words.take(1).map(Fact::Word));
            row.field("effect");
            if let Some(likelihood) = factor.number("likelihood") {
                row.facts.push(Fact::Number("likelihood", likelihood));
            }
            row
        };
        let of = |home: &'a Session| home.items_of(SheetKind::Factors).map(move |factor| row(home, factor));
        self.sessions_year_ago().flat_map(of).collect()
    }

    /// Twelve months, oldest first: the shifts, whether they came, and the hours and the money they won; then their sum.
    pub(super) fn year(&self) -> Vec<Row<'a>> {
        let Some(first) = self.today.with_day(1) else { return Vec::new() };
        let mut months = Vec::new();
        let mut sum = (0.0, 0.0);
        for back in (0..STRIP).rev() {
            let Some(month) = first.checked_sub_months(Months::new(back)) else { continue };
            let is_then = |session: &&Session| session.day().is_some_and(|day| day.with_day(1) == Some(month));
            let sessions: Vec<&'a Session> = self.thread().filter(is_then).collect();
            let won = self.won(month);
            sum = (sum.0 + won.0, sum.1 + won.1);
            let mut facts: Vec<Fact<'a>> = sessions.iter().flat_map(|session| shift(session)).collect();
            facts.extend(gain(won));
            let home = sessions.last().copied().unwrap_or(self.here);
            months.push(Row { home, about: About::Month(month), depth: 0, facts, is_settled: sessions.is_empty() });
        }
        let facts = gain(sum).collect();
        months.push(Row { home: self.here, about: About::Sum, depth: 0, facts, is_settled: false });
        months
    }

    /// Hours and money a month that were said to be won in a month: by verdicts, and by actions that were done.
    fn won(&self, month: NaiveDate) -> (f64, f64) {
        let is_then = |day: NaiveDate| day.with_day(1) == Some(month);
        let mut won = (0.0, 0.0);
        for session in self.thread() {
            if session.day().is_some_and(is_then) {
                for verdict in session.items_of(SheetKind::Closing) {
                    won.0 += verdict.number("hours_a_month").unwrap_or(0.0);
                    won.1 += verdict.number("money_a_month").unwrap_or(0.0);
                }
            }
            for action in session.items_of(SheetKind::Actions) {
                // Of news that corrects earlier news only the last counts.
                let done = action.history.iter().rev().find(|news| news.text("outcome") == "done");
                if let Some(news) = done.filter(|news| is_then(news.at.date_naive())) {
                    let number = |key: &str| news.values.get(key).and_then(serde_json::Value::as_f64).unwrap_or(0.0);
                    won.0 += number("hours_a_month");
                    won.1 += number("money_a_month");
                }
            }
        }
        won
    }
}

/// The shift that a session named, and its verdict on it.
fn shift(session: &Session) -> impl Iterator<Item = Fact<'_>> {
    let named = session.items_of(SheetKind::Opening).find(|item| item.text("slot") == "shift");
    let verdict = session.items_of(SheetKind::Closing).find(|item| !item.text("verdict").is_empty());
    let words = named.map(|item| item.text("text")).filter(|words| !words.is_empty());
    let words = words.unwrap_or(&session.title);
    [Some(Fact::Words(words)), verdict.map(|item| Fact::Word(item.text("verdict")))].into_iter().flatten()
}

fn gain<'a>((hours, money): (f64, f64)) -> impl Iterator<Item = Fact<'a>> {
    let fact = |key, won: f64| (won != 0.0).then_some(Fact::Number(key, won));
    [fact("hours_a_month", hours), fact("money_a_month", money)].into_iter().flatten()
}

/// A goal with how far it got: by its number, else by its actions.
fn aim<'a>(home: &'a Session, goal: &'a Item) -> Row<'a> {
    let mut row = Row::of(home, goal);
    if let Some(reached) = goal.number("reached") {
        row.facts.push(Fact::Number("reached", reached));
        row.facts.extend(goal.number("target").map(|target| Fact::Number("target", target)));
    } else {
        let serves = |action: &&Item| action.text("goal") == goal.id.as_str();
        let all = home.items_of(SheetKind::Actions).filter(serves).count();
        let open = home.items_of(SheetKind::Actions).filter(serves).filter(|each| each.status().is_open()).count();
        if all > 0 {
            row.facts.push(Fact::Done(all - open, all));
        }
    }
    row.facts.push(Fact::From(&home.title));
    row
}
