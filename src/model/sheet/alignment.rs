//! Alignment: what each department does for each goal, in one sentence a cell.

use std::borrow::Cow;
use std::collections::HashSet;

use super::setup::Setup;
use super::{Slot, Takes};
use crate::model::capture::{Capture, fresh};
use crate::model::change::Change;
use crate::model::field::{Field, FieldKind, LinkTo, Sign};
use crate::model::id::{IdSource, ItemId};
use crate::model::item::Item;
use crate::model::session::{Session, State};
use crate::model::stage::{Sheet, Stage};
use crate::model::words::Named;

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "l",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::shown("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::shown("goal", FieldKind::Link(LinkTo::Goal)),
        Field::shown("department", FieldKind::Line),
    ]),
}];

/// The fields of a cell, with the departments that were named.
pub(super) fn fields(setup: &Setup) -> Option<Vec<Field>> {
    super::naming(SLOTS, "department", FieldKind::Offer, &setup.departments)
}

/// Goals by departments, with what is said in each cell.
#[derive(Clone, Debug)]
pub struct Matrix<'a> {
    /// The goals, by their links: of the session, else of the last closed one that had any.
    pub goals: Vec<Head>,
    /// The departments: those that were named for the sheet, then whoever speaks besides.
    pub departments: Vec<Head>,
    items: &'a [Item],
}

/// The head of a row or a column. Where both are empty, what was said names no goal, or no department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What stands in the field of a cell.
    pub key: String,
    /// What people read.
    pub name: String,
}

impl Head {
    fn new(key: &str, name: &str) -> Self {
        Self { key: key.to_owned(), name: name.to_owned() }
    }
}

impl<'a> Matrix<'a> {
    /// The matrix of a sheet; `earlier` are the sessions before it in its thread, newest first.
    ///
    /// Whatever was said has a place in it, also under goals that are gone. There is always a row.
    pub fn of(session: &Session, sheet: &'a Sheet, earlier: &[&Session]) -> Self {
        let own = session.targets(LinkTo::Goal).map(|goal| Head::new(goal.id.as_str(), goal.text("text")));
        let mut goals: Vec<Head> = own.collect();
        if goals.is_empty() {
            let before = earlier.iter().filter(|before| before.state == State::Closed);
            let found = before.map(|before| linked(before)).find(|goals| !goals.is_empty());
            goals.extend(found.unwrap_or_default());
        }
        let named = |link: &str| match link.split_once('/') {
            Some((home, id)) => {
                let home = earlier.iter().find(|before| before.id.to_string() == home);
                home.and_then(|home| home.find(&ItemId::new(id))).map(|(.., goal)| goal.text("text"))
            }
            None => session.find(&ItemId::new(link)).map(|(.., goal)| goal.text("text")),
        };
        let departments = sheet.setup.departments.iter().map(|each| Head::new(&each.id, &each.name)).collect();
        let goals = with_others(goals, sheet, "goal", |link| named(link).unwrap_or(link).to_owned());
        let goals = if goals.is_empty() { vec![Head::new("", "")] } else { goals };
        Self { goals, departments: with_others(departments, sheet, "department", str::to_owned), items: &sheet.items }
    }

    /// What a department said for a goal, by their places; two versions that were merged may both have said something.
    pub fn said(&self, goal: usize, department: usize) -> impl Iterator<Item = &'a Item> {
        let (items, heads) = (self.items, self.goals.get(goal).zip(self.departments.get(department)));
        let heads = heads.map(|(goal, department)| (goal.key.clone(), department.key.clone()));
        items.iter().filter(move |item| {
            heads
                .as_ref()
                .is_some_and(|(goal, department)| item.text("goal") == *goal && item.text("department") == *department)
        })
    }

    /// Whether somebody has said something for some goal: without that nothing is missing yet.
    pub fn is_begun(&self) -> bool {
        !self.items.is_empty()
    }

    /// Whether no department has said anything for this goal, although others were spoken for.
    pub fn is_goal_left_out(&self, goal: usize) -> bool {
        let key = self.goals.get(goal).map(|goal| &goal.key);
        self.is_begun() && !self.items.iter().any(|item| Some(item.text("goal")) == key.map(String::as_str))
    }

    /// Whether this department has said nothing for any goal, although others have.
    pub fn is_department_silent(&self, department: usize) -> bool {
        let key = self.departments.get(department).map(|department| &department.key);
        self.is_begun() && !self.items.iter().any(|item| Some(item.text("department")) == key.map(String::as_str))
    }

    /// How many cells have a sentence, and how many there are.
    pub fn filled(&self) -> (usize, usize) {
        let cells = (0..self.goals.len()).flat_map(|goal| (0..self.departments.len()).map(move |each| (goal, each)));
        let known = cells.filter(|(goal, department)| self.said(*goal, *department).next().is_some()).count();
        (known, self.goals.len() * self.departments.len())
    }
}

/// The goals of a session, with links to them from another one.
fn linked(home: &Session) -> Vec<Head> {
    let goals = home.targets(LinkTo::Goal);
    goals.map(|goal| Head::new(&format!("{}/{}", home.id, goal.id), goal.text("text"))).collect()
}

/// The heads, and behind them those that only items name.
fn with_others(mut heads: Vec<Head>, sheet: &Sheet, key: &str, name: impl Fn(&str) -> String) -> Vec<Head> {
    let mut known: HashSet<String> = heads.iter().map(|head| head.key.clone()).collect();
    for other in sheet.items.iter().map(|item| item.text(key)) {
        if known.insert(other.to_owned()) {
            heads.push(Head::new(other, &name(other)));
        }
    }
    heads
}

/// The edit that adds a department to a sheet; nothing where there is one of that name, or no name.
pub fn add_department(stage: &Stage, sheet: &Sheet, name: &str) -> Option<Change> {
    let name = name.trim();
    let is_known = |each: &Named| each.id == name || each.name.to_lowercase() == name.to_lowercase();
    if name.is_empty() || sheet.setup.departments.iter().any(is_known) {
        return None;
    }
    let mut setup = Box::new(sheet.setup.clone());
    setup.departments.push(Named::new(name, name));
    Some(Change::SetUp { stage: stage.id.clone(), sheet: sheet.id.clone(), setup })
}

/// What a department does for a goal; the goal is named by a link.
pub fn cell<'a>(sheet: &'a Sheet, goal: &str, department: &str) -> Option<&'a Item> {
    sheet.items.iter().find(|item| item.text("goal") == goal && item.text("department") == department)
}

/// The edit that writes one cell; without words the cell is emptied.
pub fn write(capture: &Capture<'_>, (goal, department): (&str, &str), words: &str, ids: &mut IdSource) -> Change {
    let words = words.trim();
    match (cell(capture.sheet, goal, department), words) {
        (None, "") => Change::All(Vec::new()),
        (Some(held), "") => Change::Remove(held.id.clone()),
        (Some(held), words) => Change::Set { id: held.id.clone(), key: "text".to_owned(), value: Some(words.into()) },
        (None, words) => {
            let mut item = Item::new(fresh(capture.session, ids, capture.slot.prefix), "text", words);
            for (key, value) in
                [("goal", goal), ("department", department)].into_iter().filter(|(_, id)| !id.is_empty())
            {
                capture.slot.put(&mut item.values, key, value.into());
            }
            capture.sheet.veil(&mut item.values);
            Change::Insert { place: capture.place(), index: capture.sheet.items.len(), item }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::dates::DateLanguage;
    use crate::model::session::Session;
    use crate::model::strategies::{day, sample};

    #[expect(clippy::needless_pass_by_value, reason = "json! makes values")]
    fn with(goals: serde_json::Value, items: serde_json::Value) -> Session {
        let mut file = serde_json::to_value(sample()).unwrap();
        for stage in file["stages"].as_array_mut().unwrap() {
            stage["sheets"].as_array_mut().unwrap().retain(|sheet| sheet["kind"] != "goals");
        }
        file["stages"][2]["sheets"] = json!([
            { "id": "goals", "kind": "goals", "items": goals },
            { "id": "alignment", "kind": "alignment", "items": items,
              "departments": [{ "id": "sales", "name": "Sales" }, { "id": "ops", "name": "Production" }] }
        ]);
        serde_json::from_value(file).unwrap()
    }

    fn names(heads: &[Head]) -> Vec<&str> {
        heads.iter().map(|head| head.name.as_str()).collect()
    }

    #[test]
    fn whatever_was_said_has_a_cell_and_whoever_is_silent_is_known() {
        let said = json!([
            { "id": "l-1", "text": "Sells", "goal": "g-7", "department": "sales" },
            { "id": "l-2", "text": "Drafts", "goal": "g-9", "department": "Legal" },
            { "id": "l-3", "text": "Hopes" }
        ]);
        let session = with(json!([{ "id": "g-7", "text": "Grow" }, { "id": "g-8", "text": "Rest" }]), said);
        let matrix = Matrix::of(&session, &session.stages[2].sheets[1], &[]);
        assert_eq!(names(&matrix.goals), ["Grow", "Rest", "g-9", ""]);
        assert_eq!(names(&matrix.departments), ["Sales", "Production", "Legal", ""]);
        assert_eq!(matrix.filled(), (3, 16));
        let left_out: Vec<_> = (0..4).filter(|at| matrix.is_goal_left_out(*at)).collect();
        let silent: Vec<_> = (0..4).filter(|at| matrix.is_department_silent(*at)).collect();
        assert_eq!((left_out, silent), (vec![1], vec![1]));
    }

    #[test]
    fn without_goals_of_its_own_a_session_takes_those_of_the_last_closed_one() {
        let here = with(json!([]), json!([]));
        let mut before = with(json!([{ "id": "g-1", "text": "Grow" }]), json!([]));
        before.id = uuid::Uuid::from_u128(9);
        let goals = |before: &Session| Matrix::of(&here, &here.stages[2].sheets[1], &[before]).goals;
        before.state = State::Paused;
        assert_eq!(goals(&before), [Head::new("", "")]);
        before.state = State::Closed;
        assert_eq!(goals(&before), [Head::new(&format!("{}/g-1", before.id), "Grow")]);
    }

    #[test]
    fn a_department_is_added_once_and_taken_back() {
        let mut session = with(json!([]), json!([]));
        let add = |session: &Session, name: &str| {
            let stage = &session.stages[2];
            add_department(stage, &stage.sheets[1], name)
        };
        assert!(
            add(&session, " sales ").is_none() && add(&session, "production").is_none() && add(&session, "").is_none()
        );
        let before = session.clone();
        let undo = session.apply(add(&session, "Legal").unwrap()).unwrap();
        assert_eq!(session.stages[2].sheets[1].setup.departments.last(), Some(&Named::new("Legal", "Legal")));
        session.apply(undo).unwrap();
        assert_eq!(session, before);
    }

    #[test]
    fn a_cell_is_written_changed_and_emptied() {
        let mut file = serde_json::to_value(sample()).unwrap();
        file["stages"][2]["sheets"][0] = json!({
            "id": "alignment", "kind": "alignment", "departments": [{ "id": "sales", "name": "Sales" }],
            "prompts": [{ "ask": "What does each do?" }]
        });
        let mut session: Session = serde_json::from_value(file).unwrap();
        for words in ["Sells", "Sells twice", ""] {
            let stage = &session.stages[2];
            let sheet = &stage.sheets[0];
            let capture =
                Capture::new(&session, stage, sheet, &sheet.prompts[0], day("2026-03-12"), DateLanguage::En).unwrap();
            let change = write(&capture, ("g-1", "sales"), words, &mut IdSource::new(3));
            session.apply(change).unwrap();
            assert_eq!(session.faults(), []);
            let sheet = &session.stages[2].sheets[0];
            assert_eq!(cell(sheet, "g-1", "sales").map_or("", |item| item.text("text")), words);
            assert_eq!(sheet.items.len(), usize::from(!words.is_empty()));
        }
    }
}
