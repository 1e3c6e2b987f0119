//! The sessions whose actions belong to one plan: those of the same client, and of no other.

use super::live::{At, Scene};
use super::{Shared, SharedSheet};
use crate::model::plan::EntryKind;
use crate::model::session::{Client, Session};
use crate::model::sheet::SheetKind;
use crate::model::sheet::setup::Shown;
use crate::model::stage::Sheet;

/// What others may see of the plan that `session` belongs to: the goals, projects, milestones and actions of the sessions
/// among `all` that are for the same client, itself first and then from the oldest on.
///
/// Who is in front of the screen knows the client by the name that this session shows, whatever an earlier one showed.
pub fn family<'a>(session: &Session, all: impl IntoIterator<Item = &'a Session>) -> Vec<Shared> {
    let mut others: Vec<&Session> =
        all.into_iter().filter(|other| other.id != session.id && other.same_client(session)).collect();
    others.sort_by_cached_key(|other| (other.starts(), other.id));
    std::iter::once(plan_of(session, session.client.as_ref()))
        .chain(others.into_iter().map(|other| plan_of(other, session.client.as_ref())))
        .collect()
}

/// Whether a scene shows something of it: the plan, or the promises of earlier sessions where they are followed up.
pub fn needs_family(session: &Session, scene: Scene, at: At) -> bool {
    let follows_up = |sheet: &Sheet| sheet.kind == SheetKind::FollowUp || sheet.setup.shows == Some(Shown::Promises);
    let is_at_stage = matches!(scene, Scene::Question | Scene::Summary);
    let stage = session.stages.get(at.stage).filter(|_| is_at_stage);
    scene.needs_family() || stage.is_some_and(|stage| stage.sheets.iter().any(follows_up))
}

fn plan_of(session: &Session, client: Option<&Client>) -> Shared {
    let is_planned = |kind: SheetKind| EntryKind::ALL.iter().any(|each| each.sheet() == kind);
    let known = Session { client: client.cloned(), ..session.clone() };
    let mut shared = Shared::of(&known);
    for stage in &mut shared.stages {
        let all = std::mem::take(&mut stage.sheets);
        stage.sheets = all.into_iter().filter(|sheet: &SharedSheet| is_planned(sheet.kind)).collect();
        stage.sheets.iter_mut().for_each(|sheet| sheet.goes_on = None);
    }
    shared.stages.retain(|stage| !stage.sheets.is_empty());
    shared.parked.clear();
    shared
}
