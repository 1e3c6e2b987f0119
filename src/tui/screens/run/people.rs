//! Below people and actions: hours, zones of genius, who is not in the room; and open roles that become actions.

use super::answers::Pieces;
use super::{Here, Run};
use crate::model::item::Item;
use crate::model::owners;
use crate::model::session::Session;
use crate::model::sheet::people;
use crate::tui::notice::Notice;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::world::World;

/// A word on a role that has its action.
pub(super) fn sign(item: &Item, session: &Session, canvas: &Canvas<'_>) -> Option<String> {
    let is_known = people::is_role(item) && people::action_of(session, item).is_some();
    is_known.then(|| canvas.texts().sheets.role_known.to_owned())
}

/// The hours of all who are named, and what is to be said about owners.
pub(super) fn below(run: &Run, here: Here<'_>, world: &World, canvas: &Canvas<'_>) -> Vec<Pieces> {
    let hours: f64 = run.answers(world).into_iter().filter_map(|item| item.number("hours_a_week")).sum();
    let words = (canvas.texts().sheets.hours_in_all)(&hours.to_string());
    let hours = (hours > 0.0).then(|| vec![(words, canvas.theme().quiet())]);
    hours.into_iter().chain(warnings(here.session, canvas)).collect()
}

/// The zone of the owner of the chosen action, and what is to be said about owners.
pub(super) fn below_actions(run: &Run, here: Here<'_>, world: &World, canvas: &Canvas<'_>) -> Vec<Pieces> {
    let owner = run.selected(world).filter(|_| !run.is_typing).map(|action| here.session.person(action.text("owner")));
    let zone = owner.and_then(|owner| {
        let zone = owners::zone(std::iter::once(here.session).chain(run.earlier(world)), owner)?;
        Some(vec![((canvas.texts().sheets.zone)(owner, zone), canvas.theme().quiet())])
    });
    zone.into_iter().chain(warnings(here.session, canvas)).collect()
}

fn warnings(session: &Session, canvas: &Canvas<'_>) -> Vec<Pieces> {
    let (texts, look) = (canvas.texts().sheets, canvas.theme().look());
    let owners = owners::owners(session);
    let misplaced = owners.iter().filter(|owner| owner.is_misplaced());
    let misplaced = misplaced.map(|owner| (texts.outside)(owner.name, owner.outside, owner.open));
    let away = owners.iter().filter(|owner| owner.is_away).map(|owner| (texts.away)(owner.name));
    misplaced.chain(away).map(|words| vec![(words, look)]).collect()
}

/// Whether the chosen role may become an action.
pub(super) fn can_make(run: &Run, world: &World) -> bool {
    let role = run.selected(world).zip(world.session(run.session()));
    role.is_some_and(|(role, session)| people::is_fillable(session, role))
}

/// Makes an action out of the chosen role.
pub(super) fn make(run: &Run, world: &mut World) {
    let texts = world.texts().sheets;
    let mut ids = world.ids.clone();
    let Some((role, session)) = run.selected(world).zip(world.session(run.session())) else { return };
    let words = (texts.fill_role)(role.text("text"));
    let Some(change) = people::to_action(session, role, &words, &mut ids) else { return };
    world.ids = ids;
    if world.edit(run.session(), (world.texts().says.added)(&words), change) {
        world.say(Notice::calm((texts.role_made)(&words)));
    }
}
