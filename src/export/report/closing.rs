//! What people take along, what became of the shift, and how it goes on.

use super::Report;
use crate::export::document::{Block, Fact, Part, Section};
use crate::export::words::name;
use crate::model::item::Item;
use crate::model::sheet::SheetKind;

impl Report<'_> {
    /// What each person takes along.
    pub(super) fn takeaways(&self) -> Option<Section> {
        let slot = SheetKind::Closing.slot("takeaway")?;
        let items: Vec<&Item> = self.said(SheetKind::Closing, "takeaway").collect();
        let said = Part::new("", self.speaker.records(slot, &items, &[]));
        Section::new(self.speaker.texts.report.takeaways, said.into_iter().collect())
    }

    /// The verdict on the shift, the next session, and who can be asked until then.
    pub(super) fn afterwards(&self) -> Option<Section> {
        let words = self.speaker.texts.report;
        let one = |slot: &'static str| self.said(SheetKind::Closing, slot).next();
        let verdict = one("verdict").map(|item| self.speaker.word(item.text("verdict")));
        let fact = |name: &str, words: Option<String>| Fact::new(name, words.unwrap_or_default());
        let facts = [
            fact(words.verdict, verdict),
            fact(words.gain, one("verdict").map(|item| self.gain(item))),
            fact(words.next_session, one("next").map(|item| self.day_and_theme(item))),
            fact(words.support, one("support").map(|item| self.channel(item))),
            fact(words.questions, one("questions").map(|item| self.channel(item))),
            fact(words.rhythm, one("rhythm").map(|item| name(item).to_owned())),
            fact(words.own_system, one("own-system").map(|item| self.own_system(item))),
        ];
        let facts = Block::Facts(facts.into_iter().flatten().collect());
        Section::new(words.afterwards, Part::new("", facts).into_iter().collect())
    }

    /// When you meet again, and what for.
    pub(super) fn day_and_theme(&self, next: &Item) -> String {
        let day = next.date("date").map_or_else(String::new, self.speaker.texts.dates.long);
        joined([day, next.text("theme").to_owned()])
    }

    fn gain(&self, verdict: &Item) -> String {
        let hours = self.speaker.number_of(verdict, "hours_a_month");
        let hours = if hours.is_empty() { hours } else { (self.speaker.texts.report.hours)(&hours) };
        joined([hours, self.speaker.number_of(verdict, "money_a_month")])
    }

    fn channel(&self, item: &Item) -> String {
        let until = self.speaker.day_of(item, "until");
        let until = if until.is_empty() { until } else { (self.speaker.texts.report.until)(&until) };
        joined([item.text("channel").to_owned(), until])
    }

    fn own_system(&self, item: &Item) -> String {
        let due = self.speaker.day_of(item, "due");
        joined([name(item).to_owned(), self.speaker.person_of(item, "owner"), due])
    }
}

fn joined<const N: usize>(facts: [String; N]) -> String {
    facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(", ")
}
