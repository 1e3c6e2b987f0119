//! Who takes part, as one typed line of names.

use serde_json::Value;

use super::capture::fresh;
use super::change::Change;
use super::id::{IdSource, ItemId};
use super::item::Item;
use super::prework::asked::Readiness;
use super::session::{Place, Session};
use super::sheet::PERSON;

/// Everyone who will be in the room, by name.
pub fn line(session: &Session) -> String {
    let names: Vec<&str> = present(session).map(|person| person.text("name")).collect();
    names.join(", ")
}

/// Their names by how far they have prepared; none where nobody has said and nobody was asked.
pub fn prepared(session: &Session) -> Option<[Vec<&str>; 3]> {
    let is_asked = |person: &Item| !session.asked(&person.id).is_empty();
    present(session).any(|person| Readiness::of(person).is_some() || is_asked(person)).then(|| {
        Readiness::ALL.map(|wanted| {
            let so_far = present(session).filter(|person| Readiness::of(person).unwrap_or(Readiness::No) == wanted);
            so_far.map(|person| person.text("name")).collect()
        })
    })
}

/// The edit after which exactly the people of the line are in the room, in its order; who stays keeps everything, and
/// whoever was not to be in the room stays on file.
pub fn change(session: &Session, line: &str, ids: &mut IdSource) -> Change {
    let mut names: Vec<&str> = Vec::new();
    for name in line.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        if !names.iter().any(|known| same(known, name)) {
            names.push(name);
        }
    }
    let leaves = |person: &&Item| is_present(person) && !names.iter().any(|name| same(name, person.text("name")));
    let mut changes: Vec<Change> =
        session.participants.iter().filter(leaves).map(|person| Change::Remove(person.id.clone())).collect();
    let mut order: Vec<ItemId> =
        session.participants.iter().filter(|person| !leaves(person)).map(|person| person.id.clone()).collect();
    for (index, name) in names.iter().enumerate() {
        let known = session.participants.iter().find(|person| same(name, person.text("name")));
        let Some(person) = known else {
            let id = fresh(session, ids, PERSON.prefix);
            let item = Item::new(id.clone(), "name", *name);
            order.insert(index.min(order.len()), id);
            changes.push(Change::Insert { place: Place::Participants, index, item });
            continue;
        };
        if !is_present(person) {
            changes.push(Change::Set { id: person.id.clone(), key: "in_room".to_owned(), value: None });
        }
        if let Some(place) = order.iter().position(|id| *id == person.id).filter(|place| *place != index) {
            let id = order.remove(place);
            order.insert(index.min(order.len()), id);
            changes.push(Change::Move(person.id.clone(), index));
        }
    }
    Change::All(changes)
}

fn present(session: &Session) -> impl Iterator<Item = &Item> {
    session.participants.iter().filter(|person| is_present(person))
}

fn is_present(person: &Item) -> bool {
    person.value("in_room") != Some(&Value::Bool(false))
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::template::Template;

    fn session() -> Session {
        let template: Template = serde_json::from_str(include_str!("../../templates/blank.json")).expect("a template");
        let now = chrono::DateTime::parse_from_rfc3339("2026-03-04T10:30:00+01:00").expect("a moment");
        let mut session = template.session("en", &mut IdSource::new(1), now);
        type_line(&mut session, "Maria, Jonas, me");
        session
    }

    fn type_line(session: &mut Session, line: &str) {
        let mut ids = IdSource::new(session.participants.len() as u64 + 7);
        let change = change(session, line, &mut ids);
        session.apply(change).expect("an edit that fits");
    }

    #[test]
    fn who_stays_keeps_the_same_id_wherever_the_name_moves() {
        let mut session = session();
        let ids: Vec<ItemId> = session.participants.iter().map(|person| person.id.clone()).collect();
        type_line(&mut session, " me,, maria , Ana, ME");
        assert_eq!(line(&session), "me, Maria, Ana");
        assert_eq!(session.participants[0].id, ids[2]);
        assert_eq!(session.participants[1].id, ids[0]);
        assert!(session.find(&ids[1]).is_none());
    }

    #[test]
    fn the_edit_has_an_inverse() {
        let mut session = session();
        let before = session.clone();
        let change = change(&session, "Zoe, Jonas, Ana, Maria", &mut IdSource::new(99));
        let inverse = session.apply(change).expect("an edit that fits");
        assert_eq!(line(&session), "Zoe, Jonas, Ana, Maria");
        session.apply(inverse).expect("the way back");
        assert_eq!(session, before);
    }

    #[test]
    fn someone_outside_the_room_stays_on_file_until_named() {
        let mut session = session();
        let id = session.participants[1].id.clone();
        let away = Change::Set { id: id.clone(), key: "in_room".to_owned(), value: Some(Value::Bool(false)) };
        session.apply(away).expect("an edit that fits");
        assert_eq!(line(&session), "Maria, me");
        type_line(&mut session, "Maria");
        assert_eq!(session.participants.len(), 2);
        type_line(&mut session, "Jonas, Maria");
        assert_eq!(line(&session), "Jonas, Maria");
        assert_eq!(session.participants[0].id, id);
    }

    #[test]
    fn who_is_prepared_is_known_once_anyone_has_said_so_or_was_asked() {
        let mut session = session();
        assert_eq!(prepared(&session), None);
        let id = session.participants[0].id.clone();
        let asked = Item::new(ItemId::new("q-1"), "person", id.as_str()).with("number", 1);
        session.apply(Change::Insert { place: Place::Prework, index: 0, item: asked }).expect("an edit");
        assert_eq!(prepared(&session), Some([vec![], vec![], vec!["Maria", "Jonas", "me"]]));
        session.apply(Change::Set { id, key: "prepared".to_owned(), value: Some("done".into()) }).expect("an edit");
        assert_eq!(prepared(&session), Some([vec!["Maria"], vec![], vec!["Jonas", "me"]]));
    }
}
