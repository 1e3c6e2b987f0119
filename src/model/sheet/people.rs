//! Key players: who they are now, who they will be, where they shine; and open roles, which actions fill.

use std::borrow::Cow;

use super::{SheetKind, Slot, Takes};
use crate::model::capture::fresh;
use crate::model::change::Change;
use crate::model::field::{Field, FieldKind, Sign};
use crate::model::id::IdSource;
use crate::model::item::Item;
use crate::model::session::{Place, Session};
use crate::model::stage::{Sheet, Stage};

pub(super) const SLOTS: &[Slot] = &[PLAYER, ROLE];

const PLAYER: Slot = Slot {
    id: "",
    prefix: "w",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::shown("name", FieldKind::Line),
        Field::shown("role_now", FieldKind::Line),
        Field::shown("role_forward", FieldKind::Line),
        Field::shown("contribution", FieldKind::Line),
        Field::shown("zone", FieldKind::Line),
        Field::shown("wish", FieldKind::Line),
        Field::shown("hours_a_week", FieldKind::Number),
        Field::shown("gap", FieldKind::Line),
    ]),
};

const ROLE: Slot = Slot {
    id: "role",
    prefix: "w",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::shown("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::signed("due", FieldKind::Date, Sign::Due),
        Field::shown("how_found", FieldKind::Line),
        Field::shown("hours_a_week", FieldKind::Number),
        Field::shown("why", FieldKind::Page),
    ]),
};

/// A participant of the session, described like any other record.
pub static PERSON: Slot = Slot {
    id: "",
    prefix: "p",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::shown("name", FieldKind::Line),
        Field::shown("department", FieldKind::Line),
        Field::shown("prepared", FieldKind::choice(&["no", "partly", "done"])),
        Field::shown("in_room", FieldKind::Flag),
    ]),
};

/// Whether a record of such a sheet is an open role.
pub fn is_role(item: &Item) -> bool {
    item.text("slot") == ROLE.id
}

/// The action that fills an open role, once it was made.
pub fn action_of<'a>(session: &'a Session, role: &Item) -> Option<&'a Item> {
    let link = link(session, role);
    session.items_of(SheetKind::Actions).find(|action| action.text("from") == link)
}

/// Whether an open role may become an action: the session has a sheet for it, and the role has none yet.
pub fn is_fillable(session: &Session, role: &Item) -> bool {
    is_role(role) && actions(session).is_some() && action_of(session, role).is_none()
}

/// The edit that makes an action, called `text`, with the owner and the day of an open role; none where it may not be.
pub fn to_action(session: &Session, role: &Item, text: &str, ids: &mut IdSource) -> Option<Change> {
    let (stage, sheet) = actions(session).filter(|_| is_fillable(session, role))?;
    let slot = sheet.slot("")?;
    let mut action = Item::new(fresh(session, ids, slot.prefix), "text", text);
    for key in ["owner", "due"] {
        if let Some(value) = role.value(key) {
            action = action.with(key, value.clone());
        }
    }
    action = action.with("from", link(session, role));
    if role.flag("private") {
        action = action.with("private", true);
    }
    sheet.veil(&mut action.values);
    let place = Place::Sheet { stage: stage.id.clone(), sheet: sheet.id.clone() };
    Some(Change::Insert { place, index: sheet.items.len(), item: action })
}

/// Where the actions of a session are kept.
fn actions(session: &Session) -> Option<(&Stage, &Sheet)> {
    session.sheets().find(|(_, sheet)| sheet.kind == SheetKind::Actions && sheet.setup.continues.is_empty())
}

fn link(session: &Session, role: &Item) -> String {
    format!("{}/{}", session.id, role.id)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::strategies::sample;

    fn with_role() -> Session {
        let mut file = serde_json::to_value(sample()).unwrap();
        file["stages"][1]["sheets"][0] = json!({
            "id": "people", "kind": "people", "prompts": [{ "slot": "role", "ask": "Which roles?" }],
            "items": [{ "id": "w-1", "slot": "role", "text": "Bookkeeper", "owner": "p-2", "due": "2026-06-30", "private": true }]
        });
        serde_json::from_value(file).unwrap()
    }

    #[test]
    fn an_open_role_becomes_one_action_and_not_a_second() {
        let mut session = with_role();
        let role = session.stages[1].sheets[0].items[0].clone();
        let make = |session: &Session| to_action(session, &role, "Fill the role Bookkeeper", &mut IdSource::new(1));
        let undo = session.apply(make(&session).unwrap()).unwrap();
        let action = action_of(&session, &role).unwrap();
        assert_eq!((action.text("owner"), action.text("due"), action.flag("private")), ("p-2", "2026-06-30", true));
        assert_eq!(make(&session), None);
        session.apply(undo).unwrap();
        assert!(make(&session).is_some());
        session.stages[2].sheets.clear();
        assert_eq!(make(&session), None);
    }
}
