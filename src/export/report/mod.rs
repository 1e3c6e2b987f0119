//! The report of a session: for the client, with nothing but what was said aloud, or for the facilitator, with the details.

use chrono::{DateTime, FixedOffset};

use super::document::{Block, Document, Fact, Part, Section};
use super::words::{Speaker, name};
use crate::lang::Texts;
use crate::model::item::Item;
use crate::model::private::Private;
use crate::model::session::{Session, State};
use crate::model::shared::Shared;
use crate::model::sheet::SheetKind;

mod closing;
mod decisions;
mod goals;
mod grids;
mod options;
mod plan;
mod private;
mod projects;
mod stages;
mod timeline;

/// What a client takes home.
///
/// `family` is what the client may see of the whole plan, as [`family`](crate::model::shared::family) gives it; it is
/// written in the language of `texts`, at `now`.
pub fn for_client(shared: &Shared, family: &[Shared], texts: &'static Texts, now: DateTime<FixedOffset>) -> Document {
    written(shared, family, Reader::Client, (texts, now))
}

/// The same with scores, times and what people said about the session itself; with `private` also what they said in
/// private, and then the report says so.
pub fn for_facilitator(
    shared: &Shared,
    family: &[Shared],
    private: Option<&Private>,
    texts: &'static Texts,
    now: DateTime<FixedOffset>,
) -> Document {
    let document = written(shared, family, Reader::Facilitator, (texts, now));
    if let Some(private) = private { private::added(document, private) } else { document }
}

/// For whom a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reader {
    Client,
    Facilitator,
}

/// A report on its way to becoming a document.
struct Report<'a> {
    shared: &'a Shared,
    /// The same, read as a session.
    session: &'a Session,
    speaker: Speaker<'a>,
    reader: Reader,
    now: DateTime<FixedOffset>,
}

fn written(
    shared: &Shared,
    family: &[Shared],
    reader: Reader,
    (texts, now): (&'static Texts, DateTime<FixedOffset>),
) -> Document {
    let session = shared.session();
    let is_earlier = |other: &Session| other.id != shared.id && other.starts() < session.starts();
    let earlier: Vec<Session> = family.iter().map(Shared::session).filter(is_earlier).collect();
    let speaker = Speaker { session: &session, earlier: &earlier, texts };
    Report { shared, session: &session, speaker, reader, now }.document()
}

impl Report<'_> {
    fn document(&self) -> Document {
        let (texts, session) = (self.speaker.texts, self.session);
        let words = texts.report;
        let title = if session.title.is_empty() { texts.frame.untitled } else { &session.title };
        let mut sections: Vec<Section> = self.glance().into_iter().collect();
        let said = sections.len();
        sections.extend(self.stages());
        sections.extend([self.plan(), self.still_open(), self.dates(), self.parked()].into_iter().flatten());
        sections.extend([self.takeaways(), self.afterwards()].into_iter().flatten());
        if sections.len() == said && said == 0 {
            let nothing = Part::new("", Block::Text(words.nothing.to_owned()));
            sections.extend(nothing.map(|part| Section { parts: vec![part], ..Section::default() }));
        }
        Document {
            language: texts.code,
            title: title.to_owned(),
            kind: if self.reader == Reader::Client { words.kind } else { words.own_kind },
            warning: "",
            lead: self.lead(),
            facts: self.facts(),
            sections,
            foot: words.foot,
        }
    }

    fn lead(&self) -> String {
        let (session, texts) = (self.session, self.speaker.texts);
        match (session.state, session.day()) {
            (State::Planned, _) => texts.report.lead_ahead.to_owned(),
            (State::Running | State::Paused, _) => texts.report.lead_under_way.to_owned(),
            (State::Closed | State::Abandoned, Some(day)) => (texts.report.lead)(&(texts.dates.long)(day)),
            (State::Closed | State::Abandoned, None) => texts.report.lead_undated.to_owned(),
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let (session, texts) = (self.session, self.speaker.texts);
        let words = texts.report;
        let people: Vec<&str> = session.in_room().map(name).filter(|name| !name.is_empty()).collect();
        let people = match people.as_slice() {
            [first @ .., last] if !first.is_empty() => format!("{} {} {last}", first.join(", "), words.and),
            all => all.concat(),
        };
        let horizon =
            self.shared.horizon.map(|(from, to)| (words.span)(&self.speaker.day(from), &self.speaker.day(to)));
        let facts = [
            Fact::new(words.client, session.client_shown()),
            Fact::new(words.day, session.day().map_or_else(String::new, texts.dates.long)),
            Fact::new(words.place, session.place.as_str()),
            Fact::new(words.people, people),
            Fact::new(words.horizon, horizon.unwrap_or_default()),
        ];
        facts.into_iter().flatten().collect()
    }

    /// What whoever reads one paragraph should have read.
    fn glance(&self) -> Option<Section> {
        let words = self.speaker.texts.report;
        let said = |slot: &'static str| self.said(SheetKind::Opening, slot).next().map_or("", name);
        let mut decided: Vec<&str> = self.decisions().map(name).filter(|name| !name.is_empty()).collect();
        decided.dedup();
        let next = self.said(SheetKind::Closing, "next").next();
        let next = next.map_or_else(String::new, |next| self.day_and_theme(next));
        let facts = [
            Fact::new(words.question, said("question")),
            Fact::new(words.shift, said("shift")),
            Fact::new(words.decided, decided.join("; ")),
            Fact::new(words.next, next),
        ];
        let facts = Block::Facts(facts.into_iter().flatten().collect());
        Section::new(words.glance, Part::new("", facts).into_iter().collect())
    }

    fn parked(&self) -> Option<Section> {
        let lines = Block::lines(self.session.parked.iter().map(|item| name(item).to_owned()));
        Section::new(self.speaker.texts.report.parked, Part::new("", lines).into_iter().collect())
    }

    /// The records of one slot of every sheet of a kind.
    fn said<'s>(&'s self, kind: SheetKind, slot: &'s str) -> impl Iterator<Item = &'s Item> {
        self.session.items_of(kind).filter(move |item| item.text("slot") == slot)
    }
}
