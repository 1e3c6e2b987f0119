//! The action plan: who does what by when, of this session, and what is still open from earlier ones.

use chrono::NaiveDate;

use super::{Report, goals};
use crate::export::document::{Block, Entry, Fact, Part, Section};
use crate::export::words::{Speaker, capital, name};
use crate::model::item::{Item, Status};
use crate::model::sheet::SheetKind;

impl Report<'_> {
    /// The actions of the session by day, those that were let go left out.
    pub(super) fn plan(&self) -> Option<Section> {
        let actions = self.session.items_of(SheetKind::Actions).filter(|item| item.status() != Status::Dropped);
        let mut actions: Vec<&Item> = actions.collect();
        actions.sort_by_key(|item| by_day(item));
        let block = self.actions(actions.into_iter().map(|item| (&self.speaker, item, String::new())).collect());
        Section::new(self.speaker.texts.report.plan, Part::new("", block).into_iter().collect())
    }

    /// The open actions of earlier sessions of the same client, by day.
    pub(super) fn still_open(&self) -> Option<Section> {
        let speaks = |home| Speaker { session: home, ..self.speaker };
        let homes: Vec<Speaker<'_>> = self.speaker.earlier.iter().map(speaks).collect();
        let mut actions: Vec<(&Speaker<'_>, &Item, String)> = Vec::new();
        for (speaker, home) in homes.iter().zip(self.speaker.earlier) {
            let day = home.day().map_or_else(String::new, |day| speaker.day(day));
            let open = home.items_of(SheetKind::Actions).filter(|item| item.status().is_open());
            actions.extend(open.map(|item| (speaker, item, day.clone())));
        }
        actions.sort_by_key(|(_, item, _)| by_day(item));
        Section::new(self.speaker.texts.report.earlier, Part::new("", self.actions(actions)).into_iter().collect())
    }

    /// Actions, each with who speaks for its session and the day on which it was agreed.
    fn actions(&self, actions: Vec<(&Speaker<'_>, &Item, String)>) -> Block {
        let texts = self.speaker.texts;
        let words = texts.report;
        let has_news = actions.iter().any(|(_, item, _)| item.status() != Status::Open);
        let row = |(speaker, item, since): (&Speaker<'_>, &Item, String)| {
            let or = |said: String, none: &str| if said.is_empty() { none.to_owned() } else { said };
            let state = if has_news { capital((texts.word)(item.status().word())) } else { String::new() };
            let cells = [
                or(speaker.person_of(item, "owner"), texts.frame.no_owner),
                or(speaker.day_of(item, "due"), texts.frame.no_date),
                speaker.number_of(item, "effort_hours"),
                speaker.number_of(item, "cost"),
                state,
                since,
            ];
            (action(speaker, item), cells)
        };
        let label = |key: &str| capital((texts.field)(key));
        let heads = [words.who, words.by].map(str::to_owned).into_iter();
        let heads =
            heads.chain([label("effort_hours"), label("cost"), words.state.to_owned(), words.agreed.to_owned()]);
        goals::table(words.what.to_owned(), heads.collect(), actions.into_iter().map(row))
    }
}

fn by_day(item: &Item) -> (bool, Option<NaiveDate>) {
    (item.date("due").is_none(), item.date("due"))
}

fn action(speaker: &Speaker<'_>, item: &Item) -> Entry {
    let texts = speaker.texts;
    let serves = ["goal", "strategy", "project", "milestone", "decision"];
    let mut serves: Vec<&str> = serves.into_iter().filter_map(|key| speaker.linked(item.text(key))).collect();
    serves.dedup();
    let label = |key: &str| capital((texts.field)(key));
    let facts = [
        Fact::new(texts.report.first_step, item.text("first_step")),
        Fact::new(texts.report.serves, serves.join("; ")),
        Fact::new(label("resources"), item.text("resources")),
        Fact::new(label("department"), item.text("department")),
        Fact::new("", item.text("note")),
    ];
    Entry { words: name(item).to_owned(), facts: facts.into_iter().flatten().collect() }
}
