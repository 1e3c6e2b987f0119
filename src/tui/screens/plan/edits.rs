//! Edits of the plan: each is made in the session that holds the entry, in place or, where that session is closed, as news.

use chrono::{Days, NaiveDate, TimeDelta};
use serde_json::Value;
use uuid::Uuid;

use super::facts;
use crate::model::capture::Capture;
use crate::model::change::Change;
use crate::model::id::ItemId;
use crate::model::item::News;
use crate::model::plan::{Entry, EntryKind, Link};
use crate::model::session::Session;
use crate::model::stage::Prompt;
use crate::tui::notice::Notice;
use crate::tui::widgets::record;
use crate::tui::world::World;

/// Which days of an entry move together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// The day on which it is due; the start only where it would come after it.
    Due,
    /// Start and due day.
    Whole,
}

/// Where a new action goes, and what it hangs on.
#[derive(Clone, Debug)]
pub(super) struct Slip {
    pub(super) home: Uuid,
    parent: Option<(EntryKind, Link)>,
}

/// Marks an action or a milestone done, or open again.
pub(super) fn toggle(entry: &Entry, world: &mut World) {
    let plan = &world.texts().plan;
    let is_done = entry.status.is_open();
    let (key, value) = match entry.kind {
        EntryKind::Action => ("status", Value::from(if is_done { "done" } else { "open" })),
        EntryKind::Milestone => ("done", Value::from(is_done)),
        EntryKind::Goal | EntryKind::Project => return world.say(Notice::calm(plan.only_actions)),
    };
    if edit(entry, vec![(key, value)], world) {
        let words = if is_done { plan.marked_done } else { plan.marked_open };
        world.say(Notice::calm(words(&entry.text)));
    }
}

/// Moves an entry by weeks; one without a day gets the day a week from now.
pub(super) fn shift(entry: &Entry, weeks: i64, reach: Reach, world: &mut World) {
    let plan = &world.texts().plan;
    let by = |day: NaiveDate| day.checked_add_signed(TimeDelta::days(weeks * 7));
    let is_dated = entry.due.is_some() || (reach == Reach::Whole && entry.start.is_some());
    let due = if is_dated { entry.due.and_then(by) } else { world.today().checked_add_days(Days::new(7)) };
    let start = match (reach, entry.start, due) {
        (Reach::Whole, Some(start), _) if is_dated => by(start),
        (_, Some(start), Some(due)) if start > due => Some(due),
        _ => None,
    };
    if edit(entry, days(start, due), world)
        && let Some(due) = due
    {
        let words = if is_dated { plan.moved } else { plan.dated };
        world.say(Notice::calm(words(&entry.text, &facts::day(due, world))));
    }
}

/// Makes an entry a week longer or shorter, as far as its start allows.
pub(super) fn stretch(entry: &Entry, weeks: i64, world: &mut World) {
    let by = |day: NaiveDate, weeks: i64| day.checked_add_signed(TimeDelta::days(weeks * 7));
    let (start, due) = match (entry.start, entry.due) {
        (Some(start), Some(due)) => (None, by(due, weeks).map(|due| due.max(start))),
        (Some(start), None) if weeks > 0 => (None, by(start, weeks)),
        (None, Some(due)) if weeks > 0 => (by(due, -weeks), None),
        _ => return,
    };
    if edit(entry, days(start, due), world)
        && let Some(due) = due
    {
        let words = (world.texts().plan.moved)(&entry.text, &facts::day(due, world));
        world.say(Notice::calm(words));
    }
}

fn days(start: Option<NaiveDate>, due: Option<NaiveDate>) -> Vec<(&'static str, Value)> {
    let day = |day: NaiveDate| Value::from(day.to_string());
    start.map(|start| ("start", day(start))).into_iter().chain(due.map(|due| ("due", day(due)))).collect()
}

/// Gives fields of an entry new values, as one edit. True when it was made.
fn edit(entry: &Entry, values: Vec<(&'static str, Value)>, world: &mut World) -> bool {
    let Some(home) = world.session(entry.home).filter(|_| !values.is_empty()) else { return false };
    let told = News::new(world.now, None);
    let change = if home.state.is_locked() {
        // One piece of news, not one for each field.
        Change::Tell(entry.id.clone(), values.into_iter().fold(told, |told, (key, value)| told.with(key, value)))
    } else {
        let set = |(key, value)| home.edit(&entry.id, key, Some(value), told.clone());
        Change::All(values.into_iter().map(set).collect())
    };
    let what = (world.texts().says.changed)(&entry.text);
    world.edit(entry.home, what, change)
}

/// Where a new action would be kept: in the session of the plan, else in the home of the selected entry; where that one is
/// closed, rather in the newest session for the same client that is under way or planned. Where there is none, the closed
/// one takes it all the same, marked as added later.
pub(super) fn slip(session: Option<Uuid>, selected: Option<&Entry>, world: &World) -> Option<Slip> {
    let takes = |session: &&Session| world.can_write(session.id) && session.plan_sheet().is_some();
    let wanted = session.or_else(|| selected.map(|entry| entry.home)).and_then(|id| world.session(id));
    let is_open = |session: &&Session| !session.state.is_locked();
    let home = wanted.filter(takes).filter(is_open).or_else(|| {
        let fits = |session: &&Session| wanted.is_none_or(|wanted| wanted.same_client(session));
        let all = world.library.sessions().filter(fits).filter(takes);
        let newest =
            all.max_by_key(|session| (is_open(session), session.state.is_under_way(), session.starts(), session.id));
        newest.filter(is_open).or(wanted.filter(takes)).or(newest)
    })?;
    let parent = selected.filter(|entry| matches!(entry.kind, EntryKind::Goal | EntryKind::Project));
    Some(Slip { home: home.id, parent: parent.map(|entry| (entry.kind, entry.link())) })
}

impl Slip {
    /// In this session, hanging on nothing.
    pub(super) fn into(home: Uuid) -> Self {
        Self { home, parent: None }
    }
}

/// Keeps a typed line as an action; where it stands then. What keeps it from being one is said.
pub(super) fn add(slip: &Slip, line: &str, world: &mut World) -> Option<Link> {
    let texts = world.texts();
    if line.trim().is_empty() {
        world.say(Notice::calm(texts.says.no_words));
        return None;
    }
    let (today, language) = (world.today(), world.tongue());
    let home = world.library.session(slip.home)?;
    let (stage, sheet) = home.plan_sheet()?;
    let mut prompt = sheet.prompts.first().cloned().unwrap_or_else(Prompt::default);
    if let Some((kind, parent)) = &slip.parent {
        let key = if *kind == EntryKind::Goal { "goal" } else { "project" };
        prompt.preset.insert(key.to_owned(), Value::from(parent.write(home.id)));
    }
    let capture = Capture::new(home, stage, sheet, &prompt, today, language)?;
    let change = match capture.keep(line, &mut world.ids) {
        Ok(change) => home.admit(change, world.now),
        Err(error) => {
            world.say(Notice::from_sentences(&record::field_error(&error, texts)));
            return None;
        }
    };
    let (id, title) = (inserted(&change)?, home.title.clone());
    if !world.edit(slip.home, (texts.says.added)(line.trim()), change) {
        return None;
    }
    let item = world.session(slip.home).and_then(|home| home.find(&id));
    let words = (texts.plan.added)(item.map_or("", |(_, _, item)| item.text("text")), &title);
    world.say(Notice::calm(words));
    Some(Link { home: slip.home, id })
}

/// The record that an edit brings in; people who join with it come before it.
fn inserted(change: &Change) -> Option<ItemId> {
    match change {
        Change::Insert { item, .. } => Some(item.id.clone()),
        Change::All(changes) => changes.iter().rev().find_map(inserted),
        _ => None,
    }
}
