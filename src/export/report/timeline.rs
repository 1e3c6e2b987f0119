//! The days to keep: milestones, actions, projects, goals, decisions to look at again, and the next session.

use chrono::NaiveDate;

use super::Report;
use crate::export::document::{Block, Mark, MarkKind, Part, Section, Timeline};
use crate::export::words::name;
use crate::model::item::{Item, Status};
use crate::model::sheet::SheetKind;

/// Beyond so many days the actions are left out: the action plan has them all.
const MOST: usize = 40;

impl Report<'_> {
    /// Every day that somebody named, in order.
    pub(super) fn dates(&self) -> Option<Section> {
        let words = self.speaker.texts.report;
        let mut marks: Vec<Mark> = self.marks().collect();
        if marks.len() > MOST {
            marks.retain(|mark| mark.kind != MarkKind::Action);
        }
        marks.sort_by_key(|mark| (mark.day, mark.kind));
        let (first, last) = marks.first().zip(marks.last()).map(|(first, last)| (&first.when, &last.when))?;
        let said = (words.chart)(marks.len(), first, last);
        let timeline = Block::Timeline(Timeline { words: said, marks });
        Section::new(words.dates, Part::new("", timeline).into_iter().collect())
    }

    fn marks(&self) -> impl Iterator<Item = Mark> {
        let kinds = [
            (SheetKind::Milestones, MarkKind::Milestone),
            (SheetKind::Actions, MarkKind::Action),
            (SheetKind::Projects, MarkKind::Project),
            (SheetKind::Goals, MarkKind::Goal),
        ];
        let planned = kinds.into_iter().flat_map(move |(kind, mark)| {
            let items = self.session.items_of(kind).filter(|item| item.status() != Status::Dropped);
            items.filter_map(move |item| self.mark(item, mark, item.date("due")?))
        });
        let next = self.said(SheetKind::Closing, "next").filter_map(|item| {
            let mark = self.mark(item, MarkKind::Session, item.date("date")?)?;
            let theme = item.text("theme");
            let words = if theme.is_empty() { self.session.title.as_str() } else { theme };
            Some(Mark { words: words.to_owned(), ..mark })
        });
        let reviews = self.decisions().filter_map(|item| self.mark(item, MarkKind::Review, item.date("review")?));
        planned.chain(next).chain(reviews)
    }

    fn mark(&self, item: &Item, kind: MarkKind, day: NaiveDate) -> Option<Mark> {
        let [milestone, action, project, goal, session, review] = self.speaker.texts.report.kinds;
        let sort = match kind {
            MarkKind::Milestone => milestone,
            MarkKind::Action => action,
            MarkKind::Project => project,
            MarkKind::Goal => goal,
            MarkKind::Session => session,
            MarkKind::Review => review,
        };
        let words = name(item).to_owned();
        (kind == MarkKind::Session || !words.is_empty()).then(|| Mark {
            from: item.date("start").filter(|start| *start < day),
            day,
            when: self.speaker.day(day),
            kind,
            sort,
            words,
            who: self.speaker.person_of(item, "owner"),
        })
    }
}
