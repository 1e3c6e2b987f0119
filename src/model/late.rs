//! Actions that come to mind between sessions: a closed session takes one at the end of its plan, marked as added later.
//!
//! What was said stays as it was said; an added action only stands after it, and says by its first news when it came.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset};
use serde_json::Value;

use super::change::Change;
use super::item::{Item, News};
use super::session::{Place, Session};
use super::sheet::SheetKind;
use super::stage::{Sheet, Stage};

/// The outcome by which the first news of an added action says what it is.
const ADDED: &str = "added";

impl Item {
    /// Whether it was added after its session had closed.
    pub fn is_late(&self) -> bool {
        self.history.first().is_some_and(News::is_addition)
    }
}

impl News {
    /// Whether it says that the item was added after its session had closed.
    pub fn is_addition(&self) -> bool {
        self.text("outcome") == ADDED
    }
}

impl Session {
    /// The sheet to which an action is added between stages or sessions: the last one for actions.
    pub fn plan_sheet(&self) -> Option<(&Stage, &Sheet)> {
        self.sheets().filter(|(_, sheet)| sheet.kind == SheetKind::Actions).last()
    }

    /// The edit that keeps a new action, as this session can take it at that moment: in a closed one it is marked as
    /// added later, and people who were not there stay names.
    pub fn admit(&self, change: Change, at: DateTime<FixedOffset>) -> Change {
        if !self.state.is_locked() {
            return change;
        }
        let mut names: HashMap<Value, Value> = HashMap::new();
        let mut added = Vec::new();
        for change in change.flat() {
            match change {
                Change::Insert { place: Place::Participants, item, .. } => {
                    names.insert(item.id.as_str().into(), item.text("name").into());
                }
                Change::Insert { place, index, mut item } => {
                    for value in item.values.values_mut() {
                        if let Some(name) = names.get(value) {
                            *value = name.clone();
                        }
                    }
                    item.history.insert(0, News::new(at, None).with("outcome", ADDED));
                    added.push(Change::Insert { place, index, item });
                }
                other => added.push(other),
            }
        }
        Change::All(added)
    }

    /// Whether an edit of a closed session only adds an action at the end of its plan, or takes the last one back of
    /// which nothing else is known yet.
    pub(super) fn is_afterthought(&self, change: &Change) -> bool {
        let plan = |place: &Place| match place {
            Place::Sheet { stage, sheet } => {
                self.stage(stage)?.sheet(sheet).filter(|sheet| sheet.kind == SheetKind::Actions)
            }
            _ => None,
        };
        match change {
            Change::Insert { place, index, item } => {
                let is_last = plan(place).is_some_and(|sheet| *index == sheet.items.len());
                // One of which more is known could not be taken back.
                is_last && item.is_late() && item.history.len() == 1
            }
            Change::Remove(id) => self.find(id).is_some_and(|(place, index, item)| {
                let is_last = plan(&place).is_some_and(|sheet| index + 1 == sheet.items.len());
                is_last && item.is_late() && item.history.len() == 1
            }),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::change::Rejected;
    use crate::model::id::ItemId;
    use crate::model::session::State;
    use crate::model::strategies::{at, sample};

    fn closed() -> Session {
        Session { state: State::Closed, ..sample() }
    }

    fn insert(place: Place, index: usize, item: Item) -> Change {
        Change::Insert { place, index, item }
    }

    fn plan() -> Place {
        Place::Sheet { stage: "plan".to_owned(), sheet: "plan".to_owned() }
    }

    fn action(id: &str) -> Item {
        Item::new(ItemId::new(id), "text", "Write to Birgit").with("owner", "p-9")
    }

    fn kept(place: Place, index: usize) -> Change {
        let newcomer = Item::new(ItemId::new("p-9"), "name", "Birgit");
        Change::All(vec![insert(Place::Participants, 2, newcomer), insert(place, index, action("a-2"))])
    }

    #[test]
    fn a_closed_session_takes_an_action_at_the_end_and_gives_it_back() {
        let mut session = closed();
        let change = session.admit(kept(plan(), 1), at("11:00"));
        let inverse = session.apply(change).unwrap();
        let (_, index, added) = session.find(&ItemId::new("a-2")).unwrap();
        assert!(index == 1 && added.is_late() && added.text("owner") == "Birgit");
        assert_eq!(session.participants, sample().participants);
        session.apply(inverse).unwrap();
        assert_eq!(session, closed());
    }

    #[test]
    fn an_open_session_takes_it_as_any_other() {
        assert_eq!(sample().admit(kept(plan(), 1), at("11:00")), kept(plan(), 1));
    }

    #[test]
    fn what_was_said_stays_as_it_was() {
        let mut session = closed();
        let goals = Place::Sheet { stage: "goals".to_owned(), sheet: "goals".to_owned() };
        let late = |place, index| session.admit(kept(place, index), at("11:00"));
        let known = Item { history: vec![News::new(at("10:00"), None)], ..action("a-2") };
        let refused = [
            late(plan(), 0),
            late(goals, 1),
            late(Place::Parked, 1),
            kept(plan(), 1),
            Change::Remove(ItemId::new("a-1")),
            session.admit(insert(plan(), 1, known), at("11:00")),
        ];
        for change in refused {
            assert_eq!(session.apply(change), Err(Rejected::Locked));
        }
        assert_eq!(session, closed());
    }

    #[test]
    fn an_added_action_of_which_more_is_known_stays() {
        let mut session = closed();
        let change = session.admit(kept(plan(), 1), at("11:00"));
        session.apply(change).unwrap();
        session.apply(Change::Tell(ItemId::new("a-2"), News::new(at("12:00"), None).with("status", "done"))).unwrap();
        assert_eq!(session.apply(Change::Remove(ItemId::new("a-2"))), Err(Rejected::Locked));
    }
}
