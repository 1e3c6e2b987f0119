//! What can be found: every line that was said in any session, and where the same goal stood before.

use std::collections::HashSet;

use chrono::NaiveDate;
use uuid::Uuid;

use super::field::FieldKind;
use super::id::ItemId;
use super::item::Item;
use super::session::Session;
use super::sheet::{PERSON, SheetKind, Slot};

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LineKind {
    /// The name of a session, or of its client.
    Session,
    /// An outcome.
    Goal,
    /// What carries a goal.
    Project,
    /// An outcome with a day.
    Milestone,
    /// A step.
    Action,
    /// A participant or a key player.
    Person,
    /// Something around or in us.
    Factor,
    /// Any other answer.
    Answer,
    /// A thought put aside.
    Parked,
    /// A private note.
    Note,
}

/// One line that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// The session that holds it.
    pub home: Uuid,
    /// That session's day.
    pub day: Option<NaiveDate>,
    /// The place of its stage, from 0; none outside the stages.
    pub stage: Option<usize>,
    /// The item that holds it; none for names of sessions and clients.
    pub item: Option<ItemId>,
    /// The words, without line breaks.
    pub text: String,
}

impl LineKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Session,
        Self::Goal,
        Self::Project,
        Self::Milestone,
        Self::Action,
        Self::Person,
        Self::Factor,
        Self::Answer,
        Self::Parked,
        Self::Note,
    ];

    fn of(kind: SheetKind) -> Self {
        match kind {
            SheetKind::Goals => Self::Goal,
            SheetKind::Projects => Self::Project,
            SheetKind::Milestones => Self::Milestone,
            SheetKind::Actions => Self::Action,
            SheetKind::People => Self::Person,
            SheetKind::Factors => Self::Factor,
            _ => Self::Answer,
        }
    }
}

/// Every line of these sessions: the newest session first, and in each the order in which it was worked through.
pub fn lines<'a>(sessions: impl IntoIterator<Item = &'a Session>) -> Vec<Line> {
    let mut sessions: Vec<&Session> = sessions.into_iter().collect();
    sessions.sort_by_cached_key(|session| std::cmp::Reverse((session.day(), session.id)));
    let mut all = Vec::new();
    for session in sessions {
        Lines { session, day: session.day(), all: &mut all }.read();
    }
    all
}

struct Lines<'a> {
    session: &'a Session,
    day: Option<NaiveDate>,
    all: &'a mut Vec<Line>,
}

impl Lines<'_> {
    fn read(&mut self) {
        let session = self.session;
        self.add(LineKind::Session, None, None, &session.title);
        self.add(LineKind::Session, None, None, session.client_shown());
        for (place, stage) in session.stages.iter().enumerate() {
            for sheet in &stage.sheets {
                let slots = sheet.slots();
                for item in &sheet.items {
                    let slot = slots.iter().find(|slot| slot.id == item.text("slot"));
                    self.item(LineKind::of(sheet.kind), Some(place), item, slot);
                }
            }
        }
        for item in &session.participants {
            self.item(LineKind::Person, None, item, Some(&PERSON));
        }
        for (kind, items) in [(LineKind::Parked, &session.parked), (LineKind::Note, &session.notes)] {
            for item in items {
                self.item(kind, None, item, SheetKind::Notes.slot(""));
            }
        }
        for item in &session.prework {
            for line in item.text("text").lines() {
                self.add(LineKind::Answer, None, Some(&item.id), line);
            }
        }
    }

    fn item(&mut self, kind: LineKind, stage: Option<usize>, item: &Item, slot: Option<&Slot>) {
        let is_words = |kind: &FieldKind| matches!(kind, FieldKind::Line | FieldKind::Page | FieldKind::Offer(_));
        for field in slot.into_iter().flat_map(|slot| slot.fields.iter()).filter(|field| is_words(&field.kind)) {
            for line in item.text(&field.key).lines() {
                self.add(kind, stage, Some(&item.id), line);
            }
        }
    }

    fn add(&mut self, kind: LineKind, stage: Option<usize>, item: Option<&ItemId>, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            let (home, day) = (self.session.id, self.day);
            self.all.push(Line { kind, home, day, stage, item: item.cloned(), text: text.to_owned() });
        }
    }
}

/// The goal of `earlier` that `goal` seems to go on from: the one that shares the most long words with it, if any does.
pub fn kin<'a>(goal: &Item, earlier: &'a Session) -> Option<&'a Item> {
    let words = long_words(goal.text("text"));
    let shared = |item: &Item| long_words(item.text("text")).intersection(&words).count();
    let ranked = earlier.items_of(SheetKind::Goals).map(|item| (shared(item), item)).filter(|(shared, _)| *shared > 0);
    // Among equals the first: it was said first.
    ranked.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, item)| item)
}

/// Words of four letters and more: shorter ones join words rather than mean something.
fn long_words(text: &str) -> HashSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 4);
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::change::Change;
    use crate::model::id::IdSource;
    use crate::model::session::{Client, Place};
    use crate::model::template::Template;

    fn session(seed: u64) -> Session {
        let template: Template = serde_json::from_str(include_str!("../../templates/strategic-session.json")).unwrap();
        let now = chrono::DateTime::parse_from_rfc3339("2026-03-04T10:00:00+01:00").unwrap();
        let mut session = template.session("en", &mut IdSource::new(seed), now);
        session.client = Some(Client { name: "Acme Ltd".to_owned(), alias: "A.".to_owned(), ..Client::default() });
        session
    }

    fn add(session: &mut Session, place: Place, item: Item) {
        session.apply(Change::Insert { place, index: 0, item }).unwrap();
    }

    fn sheet(id: &str) -> Place {
        Place::Sheet { stage: id.to_owned(), sheet: id.to_owned() }
    }

    #[test]
    fn every_sort_of_line_is_found_with_its_place() {
        let mut session = session(1);
        add(
            &mut session,
            sheet("goals"),
            Item::new(ItemId::new("g-1"), "text", "Twelve clients").with("why", "It pays"),
        );
        add(&mut session, Place::Parked, Item::new(ItemId::new("n-1"), "text", "A second van"));
        add(&mut session, Place::Notes, Item::new(ItemId::new("n-2"), "text", "Jonas is tired"));
        add(&mut session, Place::Participants, Item::new(ItemId::new("p-1"), "name", "Jonas"));
        let all = lines([&session]);
        let found: Vec<_> = all.iter().map(|line| (line.kind, line.stage, line.text.as_str())).collect();
        assert_eq!(
            found,
            [
                (LineKind::Session, None, session.title.as_str()),
                (LineKind::Session, None, "A."),
                (LineKind::Goal, session.stage_index("goals"), "Twelve clients"),
                (LineKind::Goal, session.stage_index("goals"), "It pays"),
                (LineKind::Person, None, "Jonas"),
                (LineKind::Parked, None, "A second van"),
                (LineKind::Note, None, "Jonas is tired"),
            ]
        );
    }

    #[test]
    fn each_line_of_a_long_text_is_found_by_itself() {
        let mut session = session(1);
        add(&mut session, sheet("vision"), Item::new(ItemId::new("t-1"), "text", "We are four.\n\nFridays are free."));
        let texts: Vec<_> = lines([&session]).into_iter().skip(2).map(|line| line.text).collect();
        assert_eq!(texts, ["We are four.", "Fridays are free."]);
    }

    #[test]
    fn the_newest_session_comes_first() {
        let (mut old, mut new) = (session(1), session(2));
        let day = |text| chrono::DateTime::parse_from_rfc3339(text).ok();
        old.scheduled = day("2025-03-04T10:00:00+01:00");
        new.scheduled = day("2026-03-04T10:00:00+01:00");
        let homes: Vec<_> = lines([&old, &new]).into_iter().map(|line| line.home).collect();
        assert_eq!(homes, [new.id, new.id, old.id, old.id]);
    }

    #[test]
    fn the_same_goal_is_known_again_by_its_words() {
        let mut earlier = session(1);
        add(&mut earlier, sheet("goals"), Item::new(ItemId::new("g-2"), "text", "Quotes within a day"));
        add(&mut earlier, sheet("goals"), Item::new(ItemId::new("g-1"), "text", "Ten retained clients"));
        let goal = |text| Item::new(ItemId::new("g-9"), "text", text);
        assert_eq!(kin(&goal("Twelve RETAINED clients"), &earlier).map(|item| item.id.as_str()), Some("g-1"));
        assert_eq!(kin(&goal("Cash for the year"), &earlier), None);
    }
}
