//! What a view of the plan shows: the plan itself, and which of its entries stand where.
//!
//! Entries are named by their places in the plan, so that all of it can be kept from one key to the next: moving in a plan of
//! ten thousand actions must not read ten thousand actions.

use std::collections::HashSet;

use chrono::NaiveDate;
use uuid::Uuid;

use super::View;
use crate::model::item::Status;
use crate::model::plan::filter::Filter;
use crate::model::plan::people::Load;
use crate::model::plan::tree::{self, Row};
use crate::model::plan::{Column, Entry, EntryKind, Plan};
use crate::model::session::Session;
use crate::tui::world::World;

/// One line of the list, the timeline or the people.
#[derive(Clone, Copy, Debug)]
pub(super) enum Line {
    /// The heading above what serves no goal.
    Orphans,
    /// The heading of a person, by the place among [`Scene::loads`].
    Owner(usize),
    /// What is to be said about the person above.
    Warning(usize),
    /// An entry, so many steps in.
    Entry {
        /// Its place in the plan.
        place: usize,
        /// 0 for a goal.
        depth: usize,
        /// A goal or project without an action.
        is_childless: bool,
    },
}

/// Everything by which a scene differs from another one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stamp {
    pub(super) session: Option<Uuid>,
    pub(super) view: View,
    pub(super) filter: Filter,
    pub(super) today: NaiveDate,
    /// How often the sessions have changed so far.
    pub(super) revision: u64,
}

/// What a view shows.
pub(super) struct Scene {
    pub(super) stamp: Stamp,
    pub(super) plan: Plan,
    /// What can be selected, column by column; all views but the board have one column.
    pub(super) columns: Vec<Vec<usize>>,
    /// The lines of a view that is not the board.
    pub(super) lines: Vec<Line>,
    /// The people, where they are shown.
    pub(super) loads: Vec<Load>,
    /// How many goals, projects and actions the filter shows.
    pub(super) counts: [usize; 3],
    sealed: HashSet<Uuid>,
}

impl Scene {
    pub(super) fn of(stamp: Stamp, world: &World) -> Self {
        let sessions: Vec<&Session> = match stamp.session {
            Some(id) => world.session(id).into_iter().collect(),
            None => world.library.shelf(),
        };
        let volumes = world.library.volumes().iter().filter(|volume| volume.is_read_only);
        let mut scene = Self {
            plan: Plan::of(sessions, stamp.today),
            columns: Vec::new(),
            lines: Vec::new(),
            loads: Vec::new(),
            counts: [0; 3],
            sealed: volumes.map(|volume| volume.session.id).collect(),
            stamp,
        };
        scene.fill();
        scene
    }

    fn fill(&mut self) {
        let (plan, filter) = (&self.plan, &self.stamp.filter);
        let shown: Vec<EntryKind> =
            plan.entries.iter().filter(|entry| filter.shows(entry, plan)).map(|entry| entry.kind).collect();
        let count = |kind| shown.iter().filter(|each| **each == kind).count();
        self.counts = [EntryKind::Goal, EntryKind::Project, EntryKind::Action].map(count);
        match self.stamp.view {
            View::Board => {
                let cards = |column| plan.column(column).into_iter().filter(|entry| filter.shows(entry, plan));
                let places = |column| cards(column).filter_map(|entry| plan.entries.element_offset(entry)).collect();
                self.columns = Column::ALL.map(places).into();
                return;
            }
            View::List => self.lines = branches(plan, |entry| filter.shows(entry, plan)),
            // What was let go has no place in time any more.
            View::Timeline => {
                let is_kept = |entry: &Entry| entry.status != Status::Dropped && filter.shows(entry, plan);
                self.lines = branches(plan, is_kept);
            }
            View::People => {
                self.loads = plan.loads(filter);
                for (owner, load) in self.loads.iter().enumerate() {
                    let entry = |&place: &usize| Line::Entry { place, depth: 1, is_childless: false };
                    self.lines.push(Line::Owner(owner));
                    self.lines.extend(load.has_warning().then_some(Line::Warning(owner)));
                    self.lines.extend(load.open.iter().map(entry));
                }
            }
        }
        let places = self.lines.iter().filter_map(|line| match line {
            Line::Entry { place, .. } => Some(*place),
            Line::Orphans | Line::Owner(_) | Line::Warning(_) => None,
        });
        self.columns = vec![places.collect()];
    }

    /// The entry at a place in the plan.
    pub(super) fn entry(&self, place: usize) -> Option<&Entry> {
        self.plan.entries.get(place)
    }

    /// The entry that can be selected at a row of a column.
    pub(super) fn at(&self, (column, row): (usize, usize)) -> Option<&Entry> {
        self.columns.get(column)?.get(row).and_then(|&place| self.entry(place))
    }

    /// Whether nothing can be selected.
    pub(super) fn is_empty(&self) -> bool {
        self.columns.iter().all(Vec::is_empty)
    }

    /// Whether the filter shows the entry; what it hides stays only as the way to what it shows.
    pub(super) fn is_wanted(&self, entry: &Entry) -> bool {
        self.stamp.filter.shows(entry, &self.plan)
    }

    /// Whether the session may only be read.
    pub(super) fn is_sealed(&self, home: Uuid) -> bool {
        self.sealed.contains(&home)
    }
}

/// The tree, cut back to what is kept and the way that leads there.
fn branches(plan: &Plan, is_kept: impl Fn(&Entry) -> bool) -> Vec<Line> {
    let rows = tree::rows(plan);
    let mut lines = Vec::with_capacity(rows.len());
    // From the end: whatever hangs below a row is known before the row.
    let mut child = None;
    for row in rows.iter().rev() {
        let depth = match row {
            Row::Entry { depth, .. } => *depth,
            Row::Orphans => 0,
        };
        let leads_on = child.is_some_and(|child| depth < child);
        match row {
            Row::Entry { entry, depth, is_childless } if leads_on || is_kept(entry) => {
                let Some(place) = plan.entries.element_offset(entry) else { continue };
                lines.push(Line::Entry { place, depth: *depth, is_childless: *is_childless });
            }
            Row::Orphans if leads_on => lines.push(Line::Orphans),
            _ => continue,
        }
        child = (depth > 0).then_some(depth);
    }
    lines.reverse();
    lines
}
