//! What a typed line finds: the index of all lines, and the rows of the ones that have the words.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashSet};

use uuid::Uuid;

use super::context::Context;
use super::matching::{Comparer, Haystack, Hit, Query};
use crate::lang::Texts;
use crate::model::search::{self, Line, LineKind};
use crate::model::sheet::SheetKind;
use crate::tui::world::World;

/// A row of the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// The session of the rows that follow.
    Session(Uuid),
    /// A line, by its place in the index, and which of the hits it is.
    Hit(usize, usize),
    /// Between two sessions.
    Blank,
}

/// The index and the results.
#[derive(Default)]
pub(super) struct Found {
    revision: Option<u64>,
    asked: Option<(String, Option<LineKind>)>,
    pub(super) all_sessions: usize,
    pub(super) all_actions: usize,
    pub(super) lines: Vec<Line>,
    haystack: Haystack,
    pub(super) query: Query,
    pub(super) rows: Vec<Row>,
    /// The row of each hit.
    places: Vec<usize>,
    /// How many sessions have hits.
    pub(super) sessions: usize,
    kinds: BTreeSet<LineKind>,
    /// The words that may have been meant, where there is no hit.
    pub(super) suggestion: Option<String>,
    /// The first row shown.
    pub(super) top: Cell<usize>,
    /// What is known about the selected line.
    pub(super) context: RefCell<Option<(usize, Context)>>,
    pub(super) comparer: RefCell<Comparer>,
}

impl Found {
    /// Looks again where the library, the line or the kind has changed.
    pub(super) fn refresh(&mut self, world: &World, line: &str, only: Option<LineKind>) {
        let library = &world.library;
        if self.revision != Some(library.revision()) {
            *self = Self { revision: Some(library.revision()), ..Self::default() };
            self.all_sessions = library.sessions().count();
            self.all_actions = library.sessions().map(|session| session.items_of(SheetKind::Actions).count()).sum();
            self.lines = search::lines(library.sessions());
            self.haystack = Haystack::of(self.lines.iter().map(|line| line.text.as_str()));
        }
        let asked = (line.to_owned(), only);
        if self.asked.as_ref() != Some(&asked) {
            self.asked = Some(asked);
            self.look(line, only);
        }
    }

    /// Shows the results from the top again.
    pub(super) fn rewind(&mut self) {
        self.top.set(0);
    }

    fn look(&mut self, line: &str, only: Option<LineKind>) {
        self.query = Query::new(line);
        let hits = self.haystack.hits(&self.query, self.comparer.get_mut());
        let kind = |hit: &Hit| self.lines.get(hit.line).map(|line| line.kind);
        self.kinds = hits.iter().filter_map(kind).collect();
        let hits: Vec<Hit> = hits.into_iter().filter(|hit| only.is_none() || kind(hit) == only).collect();
        self.suggestion = None;
        if hits.is_empty() && !self.query.is_empty() {
            self.suggestion = self.haystack.nearest(&self.query);
        }
        self.arrange(hits);
    }

    /// Groups the hits by session. Lines stand newest session first; sessions and lines with the very words come before
    /// those with something like them.
    fn arrange(&mut self, mut hits: Vec<Hit>) {
        let home = |hit: &Hit| self.lines.get(hit.line).map(|line| line.home);
        let exact: HashSet<Uuid> = hits.iter().filter(|hit| hit.is_exact).filter_map(home).collect();
        let mut order = 0;
        let mut last = None;
        hits.sort_by_cached_key(|hit| {
            let home = home(hit);
            if last != home {
                (last, order) = (home, order + 1);
            }
            (home.is_none_or(|home| !exact.contains(&home)), order, !hit.is_exact)
        });
        let mut rows = Vec::with_capacity(hits.len() + hits.len() / 2);
        self.places.clear();
        self.sessions = 0;
        let mut last = None;
        for (place, hit) in hits.iter().enumerate() {
            if let Some(home) = home(hit).filter(|home| Some(*home) != last) {
                if last.is_some() {
                    rows.push(Row::Blank);
                }
                rows.push(Row::Session(home));
                self.sessions += 1;
                last = Some(home);
            }
            self.places.push(rows.len());
            rows.push(Row::Hit(hit.line, place));
        }
        self.rows = rows;
    }

    /// How many lines have the words.
    pub(super) fn hits(&self) -> usize {
        self.places.len()
    }

    /// The kinds of which there is a line that has the words.
    pub(super) fn kinds(&self) -> Vec<LineKind> {
        self.kinds.iter().copied().collect()
    }

    /// The row of a hit.
    pub(super) fn row_of(&self, hit: usize) -> usize {
        self.places.get(hit).copied().unwrap_or_default()
    }

    /// The place of a hit's line in the index.
    pub(super) fn place_at(&self, hit: usize) -> Option<usize> {
        match self.rows.get(self.row_of(hit.min(self.hits().saturating_sub(1)))) {
            Some(Row::Hit(line, _)) => Some(*line),
            _ => None,
        }
    }

    /// A hit's line.
    pub(super) fn line_at(&self, hit: usize) -> Option<&Line> {
        self.lines.get(self.place_at(hit)?)
    }
}

/// The word for a kind.
pub(super) fn kind_word(texts: &Texts, kind: LineKind) -> &'static str {
    let place = LineKind::ALL.iter().position(|each| *each == kind);
    place.and_then(|place| texts.find.kinds.get(place)).copied().unwrap_or_default()
}
