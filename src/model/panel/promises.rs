//! The score of promises kept, in all and session by session.

use super::{About, Fact, Row, Scope, Score};
use crate::model::item::{Item, Status};
use crate::model::session::Session;
use crate::model::sheet::SheetKind;

impl<'a> Scope<'a> {
    /// The sum, then each session that made promises, newest first.
    pub(super) fn promises(&self) -> Vec<Row<'a>> {
        let score = |session: &&'a Session| {
            let actions = session.items_of(SheetKind::Actions);
            (*session, actions.fold(Score::default(), |score, action| self.count(score, action)))
        };
        let scores: Vec<_> = self.earlier.iter().map(score).filter(|(_, score)| score.all > 0).collect();
        let sum = scores.iter().fold(Score::default(), |sum, (_, score)| sum.with(*score));
        let row = |home, about, score| Row {
            home,
            about,
            depth: 0,
            facts: vec![Fact::Score(score)],
            is_settled: score.all == score.kept + score.dropped,
        };
        let all = (!scores.is_empty()).then(|| row(self.here, About::Sum, sum));
        all.into_iter().chain(scores.iter().map(|(home, score)| row(home, About::Session, *score))).collect()
    }

    fn count(&self, mut score: Score, action: &Item) -> Score {
        let status = action.status();
        let first_due = action.values.get("due").and_then(|due| due.as_str()?.parse().ok());
        let done = action.since(Status::Done);
        score.all += 1;
        score.kept += usize::from(status == Status::Done);
        score.on_time +=
            usize::from(status == Status::Done && done.zip(first_due).is_some_and(|(done, due)| done <= due));
        score.dropped += usize::from(status == Status::Dropped);
        score.late += usize::from(status.is_open() && action.date("due").is_some_and(|due| due < self.today));
        score
    }
}

impl Score {
    fn with(self, other: Self) -> Self {
        Self {
            all: self.all + other.all,
            kept: self.kept + other.kept,
            on_time: self.on_time + other.on_time,
            dropped: self.dropped + other.dropped,
            late: self.late + other.late,
        }
    }
}
