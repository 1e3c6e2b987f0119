//! Every edit of a session, as a value that has an inverse.

use chrono::{DateTime, FixedOffset};
use serde_json::{Map, Value};

use super::id::ItemId;
use super::item::{Item, News};
use super::session::{Client, Horizon, Place, Session, State};
use super::settle::{Opened, Spot};
use super::sheet::setup::Setup;
use super::stage::{Clock, Stage, Style};

/// One edit.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// One of the session's own particulars.
    Detail(Detail),
    /// Puts an item into a list, before the one at `index`.
    Insert {
        /// The list.
        place: Place,
        /// From 0 to the list's length.
        index: usize,
        /// The new item.
        item: Item,
    },
    /// Takes an item out of its list.
    Remove(ItemId),
    /// Moves an item within its list to `index`.
    Move(ItemId, usize),
    /// Fills or empties one field.
    Set {
        /// Of which item.
        id: ItemId,
        /// The field.
        key: String,
        /// Its new value; none empties it.
        value: Option<Value>,
    },
    /// Puts all fields of an item back as they were, in their order: what undoes a `Set`.
    Restore(ItemId, Map<String, Value>),
    /// Adds news to an item, also in a closed session.
    Tell(ItemId, News),
    /// Takes the last news of an item back.
    Untell(ItemId),
    /// Keeps one of the values that two merged versions gave a field; the others go. Allowed in a closed session too.
    Settle {
        /// What the field belongs to.
        spot: Spot,
        /// The field.
        key: String,
        /// The value it holds, or one that is kept beside it.
        keep: Value,
    },
    /// Leaves a field open again: what undoes a `Settle`.
    Unsettle(Box<Opened>),
    /// Adds a stage before the one at the index.
    InsertStage(usize, Box<Stage>),
    /// Takes a stage out, with all that it holds.
    RemoveStage(String),
    /// Moves a stage to an index.
    MoveStage(String, usize),
    /// Gives a stage another title.
    RenameStage(String, String),
    /// Sets the planned length of a stage in minutes.
    Minutes(String, u32),
    /// Sets the re-planned length of a stage in minutes, or goes back to the plan.
    Replan(String, Option<u32>),
    /// Sets a stage's clock.
    SetClock(String, Clock),
    /// Sets up a sheet anew: its periods, its departments.
    SetUp {
        /// The stage.
        stage: String,
        /// The sheet in it.
        sheet: String,
        /// The whole setup.
        setup: Box<Setup>,
    },
    /// Several edits as one; if one is refused, none happens.
    All(Vec<Change>),
}

/// A particular of the session, with its new value.
#[derive(Clone, Debug, PartialEq)]
pub enum Detail {
    /// The name.
    Title(String),
    /// For whom.
    Client(Option<Client>),
    /// The session before it.
    Thread(Option<uuid::Uuid>),
    /// How far it is.
    State(State),
    /// When.
    Scheduled(Option<DateTime<FixedOffset>>),
    /// Minutes there are.
    Length(u32),
    /// Where.
    Place(String),
    /// The days that the plan reaches over.
    Horizon(Option<Horizon>),
    /// The facilitator's way of working.
    Style(Style),
    /// Whether there is no clock.
    ClockOff(bool),
    /// Why it was closed although something was missing.
    ClosedBecause(String),
}

/// Why an edit did not happen; the session is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejected {
    /// The session is closed: what was said stays.
    Locked,
    /// There is no such item, list, stage or field.
    Missing,
    /// The id is in use already.
    Taken,
    /// The place is beyond the end.
    OutOfRange,
}

impl Session {
    /// Makes an edit and returns the one that undoes it.
    ///
    /// # Errors
    /// When the session is closed, or the edit does not fit it; nothing is changed then.
    pub fn apply(&mut self, change: Change) -> Result<Change, Rejected> {
        match change {
            // Each part is held against the state it meets: what reopens a session may come before an edit of it.
            Change::All(changes) => self.apply_all(changes),
            change if self.state.is_locked() && !change.is_news() && !self.is_afterthought(&change) => {
                Err(Rejected::Locked)
            }
            Change::Detail(detail) => Ok(Change::Detail(self.detail(detail))),
            Change::Insert { place, index, item } => self.insert(&place, index, item),
            Change::Remove(id) => self.remove(&id),
            Change::Move(id, to) => self.shift(id, to),
            Change::Set { id, key, value } => self.set(id, &key, value),
            Change::Restore(id, values) => {
                let before = std::mem::replace(&mut self.item_mut(&id).ok_or(Rejected::Missing)?.values, values);
                Ok(Change::Restore(id, before))
            }
            Change::Tell(id, news) => {
                self.item_mut(&id).ok_or(Rejected::Missing)?.history.push(news);
                Ok(Change::Untell(id))
            }
            Change::Untell(id) => {
                let news = self.item_mut(&id).ok_or(Rejected::Missing)?.history.pop().ok_or(Rejected::Missing)?;
                Ok(Change::Tell(id, news))
            }
            Change::Settle { spot, key, keep } => self.settle(&spot, key, keep),
            Change::Unsettle(opened) => self.unsettle(*opened),
            stages => self.apply_to_stages(stages),
        }
    }

    fn apply_all(&mut self, changes: Vec<Change>) -> Result<Change, Rejected> {
        let mut inverses = Vec::with_capacity(changes.len());
        for change in changes {
            match self.apply(change) {
                Ok(inverse) => inverses.push(inverse),
                Err(why) => {
                    for inverse in inverses.into_iter().rev() {
                        self.apply(inverse)?;
                    }
                    return Err(why);
                }
            }
        }
        inverses.reverse();
        Ok(Change::All(inverses))
    }

    fn detail(&mut self, detail: Detail) -> Detail {
        use std::mem::replace;
        match detail {
            Detail::Title(new) => Detail::Title(replace(&mut self.title, new)),
            Detail::Client(new) => Detail::Client(replace(&mut self.client, new)),
            Detail::Thread(new) => Detail::Thread(replace(&mut self.thread, new)),
            Detail::State(new) => Detail::State(replace(&mut self.state, new)),
            Detail::Scheduled(new) => Detail::Scheduled(replace(&mut self.scheduled, new)),
            Detail::Length(new) => Detail::Length(replace(&mut self.length, new)),
            Detail::Place(new) => Detail::Place(replace(&mut self.place, new)),
            Detail::Horizon(new) => Detail::Horizon(replace(&mut self.horizon, new)),
            Detail::Style(new) => Detail::Style(replace(&mut self.style, new)),
            Detail::ClockOff(new) => Detail::ClockOff(replace(&mut self.clock_off, new)),
            Detail::ClosedBecause(new) => Detail::ClosedBecause(replace(&mut self.closed_because, new)),
        }
    }

    fn insert(&mut self, place: &Place, index: usize, item: Item) -> Result<Change, Rejected> {
        if self.find(&item.id).is_some() {
            return Err(Rejected::Taken);
        }
        if item.values.keys().any(|key| Item::OWN_KEYS.contains(&key.as_str())) {
            return Err(Rejected::Missing);
        }
        let items = self.items_mut(place).ok_or(Rejected::Missing)?;
        if index > items.len() {
            return Err(Rejected::OutOfRange);
        }
        let id = item.id.clone();
        items.insert(index, item);
        Ok(Change::Remove(id))
    }

    fn remove(&mut self, id: &ItemId) -> Result<Change, Rejected> {
        let (place, index, _) = self.find(id).ok_or(Rejected::Missing)?;
        let item = self.items_mut(&place).ok_or(Rejected::Missing)?.remove(index);
        Ok(Change::Insert { place, index, item })
    }

    fn shift(&mut self, id: ItemId, to: usize) -> Result<Change, Rejected> {
        let (place, from, _) = self.find(&id).ok_or(Rejected::Missing)?;
        let items = self.items_mut(&place).ok_or(Rejected::Missing)?;
        reorder(items, from, to)?;
        Ok(Change::Move(id, from))
    }

    fn set(&mut self, id: ItemId, key: &str, value: Option<Value>) -> Result<Change, Rejected> {
        let slot = self.slot_of(&id);
        let item = self.item_mut(&id).ok_or(Rejected::Missing)?;
        if Item::OWN_KEYS.contains(&key) {
            return Err(Rejected::Missing);
        }
        if item.values.get(key) == value.as_ref() {
            return Ok(Change::All(Vec::new()));
        }
        let before = item.values.clone();
        match (value, slot) {
            (Some(value), Some(slot)) => slot.put(&mut item.values, key, value),
            (Some(value), None) => drop(item.values.insert(key.to_owned(), value)),
            (None, _) => drop(item.values.shift_remove(key)),
        }
        Ok(Change::Restore(id, before))
    }

    fn apply_to_stages(&mut self, change: Change) -> Result<Change, Rejected> {
        let at = |session: &Self, id: &str| session.stage_index(id).ok_or(Rejected::Missing);
        match change {
            Change::InsertStage(index, stage) => {
                let is_taken = |item: &Item| self.find(&item.id).is_some();
                if self.stage(&stage.id).is_some() || stage.sheets.iter().flat_map(|sheet| &sheet.items).any(is_taken) {
                    return Err(Rejected::Taken);
                }
                if index > self.stages.len() {
                    return Err(Rejected::OutOfRange);
                }
                let id = stage.id.clone();
                self.stages.insert(index, *stage);
                Ok(Change::RemoveStage(id))
            }
            Change::RemoveStage(id) => {
                let index = at(self, &id)?;
                Ok(Change::InsertStage(index, Box::new(self.stages.remove(index))))
            }
            Change::MoveStage(id, to) => {
                let from = at(self, &id)?;
                reorder(&mut self.stages, from, to)?;
                Ok(Change::MoveStage(id, from))
            }
            Change::RenameStage(id, title) => {
                let before = std::mem::replace(&mut self.stage_mut(&id)?.title, title);
                Ok(Change::RenameStage(id, before))
            }
            Change::Minutes(id, minutes) => {
                let before = std::mem::replace(&mut self.stage_mut(&id)?.minutes, minutes);
                Ok(Change::Minutes(id, before))
            }
            Change::Replan(id, now) => {
                let before = std::mem::replace(&mut self.stage_mut(&id)?.now, now);
                Ok(Change::Replan(id, before))
            }
            Change::SetClock(id, clock) => {
                let before = std::mem::replace(&mut self.stage_mut(&id)?.clock, clock);
                Ok(Change::SetClock(id, before))
            }
            Change::SetUp { stage, sheet, setup } => {
                let sheets = &mut self.stage_mut(&stage)?.sheets;
                let held = sheets.iter_mut().find(|each| each.id == sheet).ok_or(Rejected::Missing)?;
                let setup = Box::new(std::mem::replace(&mut held.setup, *setup));
                Ok(Change::SetUp { stage, sheet, setup })
            }
            _ => Err(Rejected::Missing),
        }
    }

    pub(super) fn stage_mut(&mut self, id: &str) -> Result<&mut Stage, Rejected> {
        self.stages.iter_mut().find(|stage| stage.id == id).ok_or(Rejected::Missing)
    }

    /// The edit that gives an item's field a new value: in place, or as news where the session is closed or where older
    /// news would hide what stands in place.
    pub fn edit(&self, id: &ItemId, key: &str, value: Option<Value>, told: News) -> Change {
        let has_news =
            self.find(id).is_some_and(|(_, _, item)| item.history.iter().any(|news| news.values.contains_key(key)));
        if self.state.is_locked() || has_news {
            Change::Tell(id.clone(), told.with(key, value.unwrap_or(Value::Null)))
        } else {
            Change::Set { id: id.clone(), key: key.to_owned(), value }
        }
    }
}

impl Change {
    /// Whether it only adds to what is known about an item, which a closed session allows.
    fn is_news(&self) -> bool {
        match self {
            // Closing can be undone, and an abandoned session taken up again.
            Self::Detail(detail) => matches!(detail, Detail::State(_) | Detail::ClosedBecause(_)),
            // Whichever value is kept by settling was said before the session was closed.
            Self::Tell(..) | Self::Untell(_) | Self::Settle { .. } | Self::Unsettle(_) => true,
            _ => false,
        }
    }

    /// Whether nothing would happen.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::All(changes) if changes.iter().all(Self::is_empty))
    }

    /// Its parts in order; one that has none is its own.
    pub(super) fn flat(self) -> Vec<Self> {
        match self {
            Self::All(changes) => changes.into_iter().flat_map(Self::flat).collect(),
            one => vec![one],
        }
    }
}

fn reorder<T>(list: &mut Vec<T>, from: usize, to: usize) -> Result<(), Rejected> {
    if from >= list.len() || to >= list.len() {
        return Err(Rejected::OutOfRange);
    }
    let moved = list.remove(from);
    list.insert(to, moved);
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::model::strategies::{at, sample, session, whims};

    /// As it would stand in its file: equality of maps alone does not see their order.
    fn file(session: &Session) -> String {
        serde_json::to_string(session).unwrap()
    }

    fn goal() -> ItemId {
        ItemId::new("g-1")
    }

    fn set(key: &str, value: impl Into<Value>) -> Change {
        Change::Set { id: goal(), key: key.to_owned(), value: Some(value.into()) }
    }

    fn insert(id: &str, index: usize) -> Change {
        Change::Insert { place: Place::Parked, index, item: Item::new(ItemId::new(id), "text", "Later") }
    }

    fn new_stage(id: &str, item: &str) -> Change {
        let stage = json!({
            "id": id, "title": "More", "minutes": 5, "at_least": 5,
            "sheets": [{ "id": "s", "kind": "notes", "items": [{ "id": item, "text": "x" }] }]
        });
        Change::InsertStage(1, Box::new(serde_json::from_value(stage).unwrap()))
    }

    #[test]
    fn every_kind_of_change_does_something_and_its_inverse_undoes_it() {
        let stage = || "goals".to_owned();
        let changes = [
            Change::Detail(Detail::Title("Autumn".to_owned())),
            Change::Detail(Detail::Horizon(Some(Horizon::new(at("09:30").date_naive(), at("09:30").date_naive())))),
            insert("k-1", 1),
            Change::Remove(goal()),
            Change::Move(ItemId::new("p-1"), 1),
            set("due", "2026-07-31"),
            set("priority", 2),
            set("mood", "good"),
            Change::Set { id: goal(), key: "owner".to_owned(), value: None },
            Change::Restore(goal(), Map::new()),
            Change::Tell(goal(), News::new(at("10:00"), None)),
            new_stage("more", "n-9"),
            Change::RemoveStage(stage()),
            Change::MoveStage(stage(), 0),
            Change::RenameStage(stage(), "Aims".to_owned()),
            Change::Minutes(stage(), 45),
            Change::Replan(stage(), Some(20)),
            Change::SetClock(stage(), Clock::default().started(at("10:00"))),
            Change::All(vec![set("unit", "clients"), Change::Remove(goal())]),
        ];
        for change in changes {
            let mut session = sample();
            let inverse = session.apply(change.clone()).unwrap();
            assert_ne!(session, sample(), "{change:?}");
            let after = file(&session);
            let again = session.apply(inverse).unwrap();
            assert_eq!(file(&session), file(&sample()), "{change:?}");
            session.apply(again).unwrap();
            assert_eq!(file(&session), after, "{change:?}");
        }
    }

    #[test]
    fn taking_news_back_is_the_inverse_of_telling_it() {
        let mut session = sample();
        let news = News::new(at("10:00"), None).with("reached", 9);
        session.apply(Change::Tell(goal(), news.clone())).unwrap();
        assert_eq!(session.apply(Change::Untell(goal())), Ok(Change::Tell(goal(), news)));
        assert_eq!(session.apply(Change::Untell(goal())), Err(Rejected::Missing));
    }

    #[test]
    fn a_new_field_goes_where_the_description_has_it_and_the_others_stay() {
        let mut session = sample();
        session.apply(set("mood", "good")).unwrap();
        session.apply(set("pillars", json!(["profit"]))).unwrap();
        session.apply(set("owner", "p-2")).unwrap();
        let keys: Vec<&String> = session.find(&goal()).unwrap().2.values.keys().collect();
        assert_eq!(keys, ["text", "owner", "due", "pillars", "mood"]);
    }

    #[test]
    fn setting_what_stands_there_already_is_no_edit() {
        let mut session = sample();
        assert!(session.apply(set("due", "2026-06-30")).unwrap().is_empty());
        assert_eq!(session, sample());
    }

    #[test]
    fn an_edit_that_does_not_fit_changes_nothing() {
        let nowhere = Place::Sheet { stage: "goals".to_owned(), sheet: "nowhere".to_owned() };
        let item = || Item::new(ItemId::new("k-1"), "text", "x");
        let refused = [
            (insert("p-1", 0), Rejected::Taken),
            (insert("k-1", 2), Rejected::OutOfRange),
            (Change::Insert { place: nowhere, index: 0, item: item() }, Rejected::Missing),
            (Change::Insert { place: Place::Notes, index: 0, item: item().with("history", 1) }, Rejected::Missing),
            (Change::Remove(ItemId::new("g-2")), Rejected::Missing),
            (Change::Move(ItemId::new("p-1"), 2), Rejected::OutOfRange),
            (set("id", "g-2"), Rejected::Missing),
            (new_stage("goals", "n-9"), Rejected::Taken),
            (new_stage("more", "g-1"), Rejected::Taken),
            (Change::MoveStage("goals".to_owned(), 3), Rejected::OutOfRange),
            (Change::Minutes("nowhere".to_owned(), 5), Rejected::Missing),
        ];
        for (change, why) in refused {
            let mut session = sample();
            assert_eq!(session.apply(change.clone()), Err(why), "{change:?}");
            assert_eq!(session, sample());
        }
    }

    #[test]
    fn several_edits_that_fail_half_way_change_nothing() {
        let mut session = sample();
        let change = Change::All(vec![set("unit", "clients"), insert("k-1", 0), Change::Remove(ItemId::new("g-2"))]);
        assert_eq!(session.apply(change), Err(Rejected::Missing));
        assert_eq!(file(&session), file(&sample()));
    }

    #[test]
    fn a_closed_session_refuses_edits() {
        for state in [State::Closed, State::Abandoned] {
            let closed = Session { state, ..sample() };
            for change in [set("due", "2026-07-31"), insert("k-1", 0), Change::RemoveStage("goals".to_owned())] {
                let mut session = closed.clone();
                assert_eq!(session.apply(change.clone()), Err(Rejected::Locked));
                let told = Change::Tell(goal(), News::new(at("10:00"), None));
                assert_eq!(session.apply(Change::All(vec![told, change])), Err(Rejected::Locked));
                assert_eq!(session, closed);
            }
        }
    }

    #[test]
    fn a_closed_session_takes_news_and_can_be_reopened() {
        let mut session = Session { state: State::Closed, ..sample() };
        let edit = session.edit(&goal(), "due", Some(json!("2026-09-30")), News::new(at("10:00"), None));
        session.apply(edit).unwrap();
        let goal = session.find(&goal()).unwrap().2;
        assert_eq!((goal.text("due"), &goal.values["due"]), ("2026-09-30", &json!("2026-06-30")));
        session.apply(Change::Detail(Detail::State(State::Paused))).unwrap();
        assert_eq!(session.apply(set("unit", "clients")).map(|_| ()), Ok(()));
    }

    #[test]
    fn in_an_open_session_an_edit_is_made_in_place_unless_news_would_hide_it() {
        let mut session = sample();
        let edit =
            |session: &Session, due: &str| session.edit(&goal(), "due", Some(json!(due)), News::new(at("10:00"), None));
        assert!(matches!(edit(&session, "2026-07-01"), Change::Set { .. }));
        session.apply(Change::Tell(goal(), News::new(at("09:00"), None).with("due", "2026-08-01"))).unwrap();
        session.apply(edit(&session, "2026-07-01")).unwrap();
        assert_eq!(session.find(&goal()).unwrap().2.text("due"), "2026-07-01");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_refused_edit_changes_nothing_and_an_accepted_one_has_an_exact_inverse(
            session in session(),
            whims in whims(),
        ) {
            let mut session = session;
            for whim in whims {
                let before = file(&session);
                match session.apply(whim.change(&session)) {
                    Err(_) => prop_assert_eq!(file(&session), before),
                    Ok(inverse) => {
                        let after = file(&session);
                        let again = session.apply(inverse).unwrap();
                        prop_assert_eq!(file(&session), before);
                        session.apply(again).unwrap();
                        prop_assert_eq!(file(&session), after);
                    }
                }
            }
        }
    }
}
