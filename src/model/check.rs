//! What is wrong in a session file that reads as one: values that cannot be, ids that stand twice, links to nothing.

use std::collections::{HashMap, HashSet};
use std::fmt;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::field::{Field, FieldKind, LinkTo};
use super::id::ItemId;
use super::item::Item;
use super::plan::Link;
use super::prework::asked::ASKED;
use super::session::Session;
use super::sheet::{PERSON, SheetKind, Slot};

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Where, as a JSON pointer (RFC 6901).
    pub pointer: String,
    /// What is wrong there.
    pub kind: FaultKind,
}

/// What can be wrong in a session; a key that nobody knows never is.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultKind {
    /// Two items have this id.
    DuplicateId(String),
    /// Two stages have this id.
    DuplicateStage(String),
    /// Two sheets of one stage have this id.
    DuplicateSheet(String),
    /// A field holds what it cannot hold.
    WrongValue {
        /// The field.
        key: String,
        /// What stands there; text as it is, anything else as JSON.
        found: String,
        /// What may stand there.
        expected: FieldKind,
    },
    /// The kind of sheet has no such slot, so the item belongs to no question.
    UnknownSlot {
        /// What stands there; empty where nothing does.
        found: String,
        /// What may stand there.
        known: Vec<&'static str>,
    },
    /// A link points at nothing in this session, or at another sort of thing; links into other sessions are not checked.
    DanglingLink {
        /// The field.
        key: String,
        /// What stands there.
        found: String,
        /// What it should point at.
        to: LinkTo,
    },
}

impl FaultKind {
    /// Whether edits could do harm until it is mended: a value is lost on reading, or an id means two things.
    pub fn is_fatal(&self) -> bool {
        match self {
            Self::WrongValue { .. } | Self::DuplicateId(_) | Self::DuplicateStage(_) | Self::DuplicateSheet(_) => true,
            Self::UnknownSlot { .. } | Self::DanglingLink { .. } => false,
        }
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DuplicateId(id) => write!(f, "two items have the id “{id}”"),
            Self::DuplicateStage(id) => write!(f, "two stages have the id “{id}”"),
            Self::DuplicateSheet(id) => write!(f, "two sheets of this stage have the id “{id}”"),
            Self::WrongValue { key, found, expected } => {
                write!(f, "“{key}” holds “{found}”, which is not ")?;
                describe(expected, f)
            }
            Self::UnknownSlot { found, known } if found.is_empty() => {
                write!(f, "it names no slot; choose one of {}", known.join(", "))
            }
            Self::UnknownSlot { found, known } => {
                write!(f, "there is no slot “{found}” here")?;
                if known.iter().all(|slot| slot.is_empty()) {
                    Ok(())
                } else {
                    write!(f, "; choose one of {}", known.join(", "))
                }
            }
            Self::DanglingLink { key, found, to } => {
                write!(f, "“{key}” points at “{found}”, and there is no such {} in this session", to.noun())
            }
        }
    }
}

fn describe(kind: &FieldKind, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match kind {
        FieldKind::Line | FieldKind::Page | FieldKind::Offer(_) => f.write_str("text"),
        FieldKind::Number | FieldKind::Money => f.write_str("a number"),
        FieldKind::Date => f.write_str("a day (YYYY-MM-DD)"),
        FieldKind::Person => f.write_str("a participant’s id or a name"),
        FieldKind::Scale(low, high) => write!(f, "a whole number from {low} to {high}"),
        FieldKind::Choice(words) => write!(f, "one of {}", words.ids().join(", ")),
        FieldKind::Tags(_) => f.write_str("a list of words"),
        FieldKind::Flag => f.write_str("true or false"),
        FieldKind::Link(to) => write!(f, "the id of a {}", to.noun()),
        FieldKind::Links(to) => write!(f, "a list of the ids of a {}", to.noun()),
    }
}

impl Session {
    /// Everything that is wrong in it, in the order of the file.
    pub fn faults(&self) -> Vec<Fault> {
        let sorts = self
            .sheets()
            .flat_map(|(_, sheet)| sheet.items.iter().map(move |item| (&item.id, (sheet.kind, item.text("slot")))));
        let mut check = Check { home: self.id, sorts: sorts.collect(), seen: HashSet::new(), faults: Vec::new() };
        check.items("/participants", &self.participants, |_| Some(&PERSON));
        let mut stages = HashSet::new();
        for (index, stage) in self.stages.iter().enumerate() {
            let at = format!("/stages/{index}");
            if !stages.insert(&stage.id) {
                check.fault(format!("{at}/id"), FaultKind::DuplicateStage(stage.id.clone()));
            }
            let mut sheets = HashSet::new();
            for (index, sheet) in stage.sheets.iter().enumerate() {
                let at = format!("{at}/sheets/{index}");
                if !sheets.insert(&sheet.id) {
                    check.fault(format!("{at}/id"), FaultKind::DuplicateSheet(sheet.id.clone()));
                }
                let (prompts, items) = (format!("{at}/prompts"), format!("{at}/items"));
                check.slots(&prompts, sheet.kind, sheet.prompts.iter().map(|prompt| prompt.slot.as_str()));
                check.slots(&items, sheet.kind, sheet.items.iter().map(|item| item.text("slot")));
                let slots = sheet.slots();
                check.items(&items, &sheet.items, |item| slots.iter().find(|slot| slot.id == item.text("slot")));
            }
        }
        for (at, items) in [("/parked", &self.parked), ("/notes", &self.notes)] {
            check.items(at, items, |_| SheetKind::Notes.slot(""));
        }
        check.items("/prework", &self.prework, |_| Some(&ASKED));
        check.faults
    }
}

struct Check<'a> {
    home: Uuid,
    sorts: HashMap<&'a ItemId, (SheetKind, &'a str)>,
    seen: HashSet<&'a ItemId>,
    faults: Vec<Fault>,
}

impl<'a> Check<'a> {
    fn fault(&mut self, pointer: String, kind: FaultKind) {
        self.faults.push(Fault { pointer, kind });
    }

    fn items<'s>(&mut self, at: &str, items: &'a [Item], slot: impl Fn(&Item) -> Option<&'s Slot>) {
        for (index, item) in items.iter().enumerate() {
            let at = format!("{at}/{index}");
            if !self.seen.insert(&item.id) {
                self.fault(format!("{at}/id"), FaultKind::DuplicateId(item.id.to_string()));
            }
            let Some(slot) = slot(item) else { continue };
            self.fields(&at, slot, &item.values, false);
            for (index, news) in item.history.iter().enumerate() {
                self.fields(&format!("{at}/history/{index}"), slot, &news.values, true);
            }
        }
    }

    /// The known fields among `values`; news may empty a field.
    fn fields(&mut self, at: &str, slot: &Slot, values: &Map<String, Value>, may_empty: bool) {
        for (key, value) in values {
            let Some(field) = slot.field(key) else { continue };
            if may_empty && value.is_null() {
                continue;
            }
            if let Some(fault) = self.fault_of(field, value) {
                self.fault(format!("{at}/{}", field.key), fault);
            }
        }
    }

    fn fault_of(&self, field: &Field, value: &Value) -> Option<FaultKind> {
        let key = field.key.to_string();
        let found = || value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        if !field.kind.accepts(value) {
            return Some(FaultKind::WrongValue { key, found: found(), expected: field.kind.clone() });
        }
        let links = |value: &Value| {
            value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let (to, links): (_, Vec<String>) = match field.kind {
            FieldKind::Link(to) => (to, vec![found()]),
            FieldKind::Links(to) => (to, links(value)),
            _ => return None,
        };
        let found = links.into_iter().find(|link| !self.is_met(link, to))?;
        Some(FaultKind::DanglingLink { key, found, to })
    }

    /// Whether a link holds as far as can be seen from here; one to nothing does.
    fn is_met(&self, link: &str, to: LinkTo) -> bool {
        match Link::read(link, self.home) {
            Some(link) => {
                link.home != self.home || self.sorts.get(&link.id).is_some_and(|sort| to.homes().contains(sort))
            }
            None => link.is_empty(),
        }
    }

    fn slots<'s>(&mut self, at: &str, kind: SheetKind, slots: impl Iterator<Item = &'s str>) {
        for (index, found) in slots.enumerate() {
            if kind.slot(found).is_none() && !(kind.slots().is_empty() && found.is_empty()) {
                let known = kind.slots().iter().map(|slot| slot.id).collect();
                self.fault(format!("{at}/{index}/slot"), FaultKind::UnknownSlot { found: found.to_owned(), known });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::strategies::sample;

    fn session(change: impl FnOnce(&mut Value)) -> Session {
        let mut file = serde_json::to_value(sample()).unwrap();
        change(&mut file);
        serde_json::from_value(file).unwrap()
    }

    fn words(session: &Session) -> Vec<String> {
        session.faults().iter().map(|fault| format!("{} {}", fault.pointer, fault.kind)).collect()
    }

    #[test]
    fn a_sound_session_has_no_faults_whatever_keys_it_holds() {
        assert_eq!(sample().faults(), []);
        let odd = session(|file| {
            file["x"] = json!(null);
            file["stages"][1]["sheets"][0]["items"][0]["x"] = json!({ "due": 3 });
        });
        assert_eq!(odd.faults(), []);
    }

    #[test]
    fn a_wrong_value_is_told_in_plain_words_and_is_fatal() {
        let wrong = session(|file| {
            let items = &mut file["stages"][1]["sheets"][0]["items"];
            items[0]["due"] = json!("soon");
            items[0]["priority"] = json!(9);
            items[0]["history"] = json!([{ "at": "2026-03-12T10:00:00+01:00", "due": null, "reached": "many" }]);
            file["participants"][0]["in_room"] = json!("yes");
        });
        assert_eq!(
            words(&wrong),
            [
                "/participants/0/in_room “in_room” holds “yes”, which is not true or false",
                "/stages/1/sheets/0/items/0/due “due” holds “soon”, which is not a day (YYYY-MM-DD)",
                "/stages/1/sheets/0/items/0/priority “priority” holds “9”, which is not a whole number from 1 to 4",
                "/stages/1/sheets/0/items/0/history/0/reached “reached” holds “many”, which is not a number",
            ]
        );
        assert!(wrong.faults().iter().all(|fault| fault.kind.is_fatal()));
    }

    #[test]
    fn ids_that_stand_twice_are_found_across_the_whole_file() {
        let twice = session(|file| {
            file["parked"][0]["id"] = json!("p-1");
            file["stages"][1]["id"] = json!("opening");
            let sheet = file["stages"][2]["sheets"][0].clone();
            file["stages"][2]["sheets"].as_array_mut().unwrap().push(sheet);
        });
        let kinds: Vec<FaultKind> = twice.faults().into_iter().map(|fault| fault.kind).collect();
        assert_eq!(
            kinds,
            [
                FaultKind::DuplicateStage("opening".to_owned()),
                FaultKind::DuplicateSheet("plan".to_owned()),
                FaultKind::DuplicateId("a-1".to_owned()),
                FaultKind::DuplicateId("p-1".to_owned()),
            ]
        );
        assert!(kinds.iter().all(FaultKind::is_fatal));
    }

    #[test]
    fn a_link_must_point_at_its_own_sort_and_other_sessions_are_trusted() {
        let link = |goal: &str| session(|file| file["stages"][2]["sheets"][0]["items"][0]["goal"] = json!(goal));
        let elsewhere = format!("{}/g-9", Uuid::from_u128(7));
        assert_eq!(words(&link(&elsewhere)), [""; 0]);
        assert_eq!(words(&link(&format!("{}/g-1", sample().id))), [""; 0]);
        for dangling in ["g-9", "p-1", "nowhere/g-1"] {
            let faults = link(dangling).faults();
            assert!(
                matches!(&faults[..], [Fault { kind: FaultKind::DanglingLink { to: LinkTo::Goal, .. }, .. }]),
                "{dangling}"
            );
            assert!(!faults[0].kind.is_fatal());
        }
    }

    #[test]
    fn an_unknown_slot_is_worth_saying_with_those_that_are_known() {
        let lost = session(|file| file["stages"][0]["sheets"][0]["items"][0]["slot"] = json!("pluse"));
        let faults = lost.faults();
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].pointer, "/stages/0/sheets/0/items/0/slot");
        assert!(!faults[0].kind.is_fatal());
        assert!(
            faults[0].kind.to_string().starts_with("there is no slot “pluse” here; choose one of question, objective")
        );
    }
}
