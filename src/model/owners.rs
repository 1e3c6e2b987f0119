//! Whether actions lie with the right people: inside the zone of genius of their owner, and with somebody who was there to
//! promise them.
//!
//! A zone is free text, so that only people can say what lies inside: an action that was said to lie outside counts, nothing
//! else does.

use std::collections::HashSet;

use serde_json::Value;

use super::item::Item;
use super::session::Session;
use super::sheet::SheetKind;

/// The key by which an action says whether it lies in the zone of its owner.
pub const IN_ZONE: &str = "in_zone";

/// What whoever types calls themselves; they are there.
const SELF: [&str; 2] = ["me", "moi"];

/// What is to be said about the owner of open actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner<'a> {
    /// The name.
    pub name: &'a str,
    /// The open actions.
    pub open: usize,
    /// Those among them that lie outside the zone.
    pub outside: usize,
    /// Whether the owner is not in the room.
    pub is_away: bool,
}

impl Owner<'_> {
    /// Whether more than half of the actions lie outside the zone.
    pub fn is_misplaced(&self) -> bool {
        is_most(self.outside, self.open)
    }
}

/// Whether a part is more than half of the whole.
pub fn is_most(part: usize, whole: usize) -> bool {
    part.saturating_mul(2) > whole
}

/// Whether an action was said to lie outside the zone of its owner.
pub fn is_outside(action: &Item) -> bool {
    action.value(IN_ZONE).and_then(Value::as_bool) == Some(false)
}

/// Whether somebody, by id or name, is not in the room; nobody at all is not away, nor is anybody where nobody was noted.
pub fn is_away(session: &Session, owner: &str) -> bool {
    let wanted = owner.trim().to_lowercase();
    let is_it = |person: &Item| person.id.as_str() == owner || person.text("name").trim().to_lowercase() == wanted;
    let named = session.person(owner).trim().to_lowercase();
    let mut room = session.in_room().peekable();
    !wanted.is_empty() && !SELF.contains(&&*named) && room.peek().is_some() && !room.any(is_it)
}

/// The owners of the open actions of a session, each once, in the order of their first action.
pub fn owners(session: &Session) -> Vec<Owner<'_>> {
    let mut owners: Vec<Owner<'_>> = Vec::new();
    let actions = session.items_of(SheetKind::Actions).filter(|action| action.status().is_open());
    for action in actions.filter(|action| !action.text("owner").trim().is_empty()) {
        let name = session.person(action.text("owner"));
        let outside = usize::from(is_outside(action));
        if let Some(known) = owners.iter_mut().find(|owner| owner.name == name) {
            known.open += 1;
            known.outside += outside;
        } else {
            owners.push(Owner { name, open: 1, outside, is_away: is_away(session, action.text("owner")) });
        }
    }
    owners
}

/// The zone of genius of somebody by name, as the first of these sessions that knows one has it.
pub fn zone<'a>(sessions: impl IntoIterator<Item = &'a Session>, name: &str) -> Option<&'a str> {
    let wanted = lower(name);
    let first = wanted.split_whitespace().next()?;
    sessions.into_iter().find_map(|session| {
        let players = || session.items_of(SheetKind::People).filter(|item| !item.text("zone").trim().is_empty());
        let whole = players().find(|item| lower(item.text("name")) == wanted);
        whole.or_else(|| only_one(players(), &wanted, first)).map(|item| item.text("zone").trim())
    })
}

/// The player who must be meant where one of the two is known by the first name alone: "Maria" and "Maria Lopez".
fn only_one<'a>(players: impl Iterator<Item = &'a Item>, wanted: &str, first: &str) -> Option<&'a Item> {
    let known: Vec<(String, &Item)> = players.map(|item| (lower(item.text("name")), item)).collect();
    let called: Vec<_> = known.iter().filter(|(name, _)| name.split_whitespace().next() == Some(first)).collect();
    let names: HashSet<&str> = called.iter().map(|(name, _)| name.as_str()).collect();
    let (name, item) = called.first().filter(|_| names.len() == 1)?;
    (wanted == first || name == first).then_some(*item)
}

fn lower(name: &str) -> String {
    name.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::strategies::sample;

    fn session(actions: &Value, players: &Value) -> Session {
        let mut file = serde_json::to_value(sample()).unwrap();
        file["participants"][1]["in_room"] = json!(false);
        file["stages"][2]["sheets"][0]["items"] = actions.clone();
        file["stages"][1]["sheets"][0] = json!({ "id": "people", "kind": "people", "items": players });
        serde_json::from_value(file).unwrap()
    }

    #[test]
    fn only_what_was_said_to_lie_outside_counts_and_only_while_it_is_open() {
        let action = |id: &str, zone: Value| json!({ "id": id, "text": "x", "owner": "p-1", "in_zone": zone });
        let mut actions = vec![action("a-1", json!(false)), action("a-2", json!(false)), action("a-3", json!(null))];
        let is_misplaced = |actions: &[Value]| owners(&session(&json!(actions), &json!([])))[0].is_misplaced();
        assert!(is_misplaced(&actions));
        actions.push(action("a-4", json!(true)));
        assert!(!is_misplaced(&actions), "half is not most");
        actions[3]["status"] = json!("done");
        assert!(is_misplaced(&actions));
    }

    #[test]
    fn whoever_is_only_named_is_away() {
        let actions = json!([
            { "id": "a-1", "text": "x", "owner": "Birgit" }, { "id": "a-2", "text": "x", "owner": "p-2" },
            { "id": "a-3", "text": "x", "owner": "p-1" }, { "id": "a-4", "text": "x" },
            { "id": "a-5", "text": "x", "owner": "maria lopez" },
            { "id": "a-6", "text": "x", "owner": "Me" }
        ]);
        let mut session = session(&actions, &json!([]));
        let away: Vec<_> = owners(&session).iter().map(|owner| (owner.name, owner.is_away)).collect();
        assert_eq!(
            away,
            [("Birgit", true), ("Jean", true), ("Maria Lopez", false), ("maria lopez", false), ("Me", false)]
        );
        session.participants.clear();
        assert!(owners(&session).iter().all(|owner| !owner.is_away), "who was there is not known");
    }

    #[test]
    fn a_zone_is_found_by_the_whole_name_or_by_the_only_first_name() {
        let one = session(&json!([]), &json!([{ "id": "w-1", "name": "Maria", "zone": "hosting" }]));
        assert_eq!(zone([&one], "Maria Lopez"), Some("hosting"));
        assert_eq!(zone([&one], "Mar"), None);
        let players = json!([
            { "id": "w-1", "name": "Maria Lopez", "zone": "hosting" }, { "id": "w-2", "name": "Maria Roth", "zone": "numbers" }
        ]);
        let two = session(&json!([]), &players);
        assert_eq!((zone([&two], "maria"), zone([&two], "Maria Roth")), (None, Some("numbers")));
        assert_eq!(zone([&two], "Maria Sand"), None);
        assert_eq!(zone([&two, &one], "Maria Sand"), Some("hosting"));
    }
}
