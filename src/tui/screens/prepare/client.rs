//! For whom a session is: clients of earlier sessions are known again.

use crate::model::change::{Change, Detail};
use crate::model::session::{Client, Session};
use crate::tui::world::World;

/// The edit that makes a session one for this client, linked to the newest one before it; none where that is so already.
pub(super) fn change(session: &Session, name: &str, alias: &str, world: &World) -> Option<Change> {
    let client = (!name.is_empty()).then(|| Client {
        name: name.to_owned(),
        alias: alias.to_owned(),
        rest: session.client.as_ref().map(|client| client.rest.clone()).unwrap_or_default(),
    });
    if client == session.client {
        return None;
    }
    let mut changes = vec![Change::Detail(Detail::Client(client.clone()))];
    let other = Session { client, ..session.clone() };
    if !other.same_client(session) {
        changes.push(Change::Detail(Detail::Thread(newest_before(&other, world))));
    }
    Some(Change::All(changes))
}

/// The newest session before this one in its thread.
pub(super) fn newest_before(session: &Session, world: &World) -> Option<uuid::Uuid> {
    world.library.before(session).first().map(|before| before.id)
}

/// The known client with this name, however it is spelt; as the newest session has it.
pub(super) fn known<'a>(name: &str, world: &'a World) -> Option<&'a Client> {
    let wanted = name.trim().to_lowercase();
    newest(world, |known| known == wanted)
}

/// What is missing to the name of a known client that begins like this.
pub(super) fn rest(beginning: &str, world: &World) -> Option<String> {
    let wanted = beginning.to_lowercase();
    if wanted.trim().is_empty() {
        return None;
    }
    let client = newest(world, |known| known.starts_with(&wanted))?;
    Some(client.name.chars().skip(beginning.chars().count()).collect()).filter(|rest: &String| !rest.is_empty())
}

fn newest(world: &World, fits: impl Fn(&str) -> bool) -> Option<&Client> {
    let clients = world.library.sessions().filter_map(|session| Some((session.day(), session.client.as_ref()?)));
    let fitting = clients.filter(|(_, client)| fits(&client.name.to_lowercase()));
    fitting.max_by_key(|(day, client)| (*day, client.name.as_str())).map(|(_, client)| client)
}
