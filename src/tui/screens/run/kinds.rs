//! What single kinds of sheets add to a list of answers: a place among the keys, what is computed below it, and a view of the
//! whole.

use std::cell::Cell;

use ratatui::layout::{Position, Rect};

use super::answers::{self, Pieces};
use super::{Here, Run, goals, people, projects, text};
use crate::model::capture::Capture;
use crate::model::item::Item;
use crate::model::sheet::{SheetKind, people as players};
use crate::tui::keymap::{Action, Place};
use crate::tui::screens::whole::{Row, lanes, ranking};
use crate::tui::screens::{Go, Screen};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::world::World;

/// Columns of a screen from which lanes stand side by side.
const WIDE: u16 = 100;

/// The most rows below the answers.
const MOST: usize = 4;

/// How far the view of the whole is scrolled.
#[derive(Default)]
pub(super) struct Scroll {
    top: Cell<usize>,
    /// The furthest that it can be; only drawing knows.
    most: Cell<usize>,
}

impl Run {
    /// The place among the keys while an answer can be chosen.
    pub(super) fn browsing(&self, world: &World) -> Place {
        let Some(here) = self.here(world) else { return Place::Answers };
        match here.sheet.kind {
            _ if self.whole.is_some() => Place::Whole,
            SheetKind::Text => Place::Text,
            SheetKind::Projects => Place::Projects,
            SheetKind::Notes if !here.records.setup.lanes.is_empty() => Place::Lanes,
            SheetKind::Options if here.prompt.slot == "criterion" => Place::Criteria,
            SheetKind::People if self.selected(world).is_some_and(players::is_role) => Place::Roles,
            _ => Place::Answers,
        }
    }

    /// Whether an action that only some kinds have would do something.
    pub(super) fn can_of_kind(&self, action: Action, world: &World) -> bool {
        match action {
            Action::Versions => text::versions(self, world).0.len() > 1,
            Action::Whole => self.whole.is_some() || self.has_whole(world),
            Action::MakeAction => self.can_write(world) && people::can_make(self, world),
            Action::Choice(_) if self.browsing(world) == Place::Text => self.can_write(world) && self.length(world) > 0,
            Action::Choice(_) => self.can_write(world) && projects::next_score(self, world).is_some(),
            _ => false,
        }
    }

    /// Does what only some kinds can be asked for.
    pub(super) fn act_of_kind(&mut self, action: Action, world: &mut World) -> Go {
        match action {
            Action::Versions => return Go::open(Screen::Versions(text::overlay(self, world))),
            Action::Whole => self.whole = if self.whole.is_some() { None } else { Some(Scroll::default()) },
            Action::MakeAction => people::make(self, world),
            Action::Choice(step) if self.browsing(world) == Place::Text => text::tick(self, step, world),
            Action::Choice(step) => projects::score(self, step, world),
            _ => {}
        }
        Go::Stay
    }

    /// Moves in the view of the whole. True when it is shown and the action is one that moves.
    pub(super) fn scroll_whole(&self, action: Action) -> bool {
        let Some(Scroll { top, most }) = &self.whole else { return false };
        let at = top.get();
        let to = match action {
            Action::Up => at.saturating_sub(1),
            Action::Down => at + 1,
            Action::PageUp => at.saturating_sub(10),
            Action::PageDown => at + 10,
            Action::First => 0,
            Action::Last => usize::MAX,
            _ => return false,
        };
        top.set(to.min(most.get()));
        true
    }

    fn has_whole(&self, world: &World) -> bool {
        let has_rows = self.here(world).is_some_and(|here| here.records.items.iter().any(is_main));
        has_rows && matches!(self.browsing(world), Place::Projects | Place::Lanes)
    }
}

fn is_main(item: &Item) -> bool {
    item.text("slot").is_empty()
}

/// Draws the answers and the line in which the next one is typed, with what is computed at the bottom; or the whole.
pub(super) fn draw(run: &Run, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
    if let Some(scroll) = &run.whole {
        let is_wide = canvas.area().width >= WIDE;
        draw_whole(scroll, &whole(run, world, (usize::from(area.width), is_wide)), area, canvas);
        return None;
    }
    let mut rows: Vec<Pieces> =
        below(run, world, area.width, canvas).iter().flat_map(|pieces| answers::wrapped(pieces, area.width)).collect();
    rows.truncate(usize::from(area.height / 2).min(MOST));
    let height = u16::try_from(rows.len()).unwrap_or(0);
    for (row, y) in rows.iter().zip(area.bottom().saturating_sub(height)..area.bottom()) {
        let pieces: Vec<_> = row.iter().map(|(words, style)| (words.as_str(), *style)).collect();
        canvas.pieces(area.x, y, area.width, &pieces);
    }
    let taken = if height > 0 { height + 1 } else { 0 };
    answers::draw(run, world, Rect { height: area.height.saturating_sub(taken), ..area }, canvas)
}

/// What is computed from the answers, a line or two.
fn below(run: &Run, world: &World, width: u16, canvas: &Canvas<'_>) -> Vec<Pieces> {
    let Some(here) = run.here(world) else { return Vec::new() };
    match here.sheet.kind {
        SheetKind::Goals => goals::below(run, here, world, width, canvas),
        SheetKind::People => people::below(run, here, world, canvas),
        SheetKind::Actions => people::below_actions(run, here, world, canvas),
        SheetKind::Projects => projects::below(run, here, world, canvas),
        _ => Vec::new(),
    }
}

/// What is computed about one answer, in a word or two beside its facts.
pub(super) fn sign(item: &Item, capture: &Capture<'_>, canvas: &Canvas<'_>) -> Option<String> {
    match capture.sheet.kind {
        SheetKind::Goals => goals::sign(item, capture.session, canvas),
        SheetKind::People => people::sign(item, capture.session, canvas),
        _ => None,
    }
}

fn whole(run: &Run, world: &World, (width, is_wide): (usize, bool)) -> Vec<Row> {
    let Some(Here { records, .. }) = run.here(world) else { return Vec::new() };
    let items: Vec<&Item> = records.items.iter().filter(|item| is_main(item)).collect();
    match records.kind {
        SheetKind::Projects => ranking::rows(&items, &records.setup.scored_by(), width, world),
        _ => lanes::rows(&records.setup.lanes, &items, (width, is_wide), world),
    }
}

fn draw_whole(scroll: &Scroll, rows: &[Row], area: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme();
    let is_long = rows.len() > usize::from(area.height);
    let height = area.height.saturating_sub(u16::from(is_long));
    let most = rows.len().saturating_sub(usize::from(height));
    let top = scroll.top.get().min(most);
    scroll.top.set(top);
    scroll.most.set(most);
    for (row, y) in rows.iter().skip(top).zip(area.y..area.y + height) {
        let pieces: Vec<_> = row.iter().map(|(words, tone)| (words.as_str(), tone.style(theme))).collect();
        canvas.pieces(area.x, y, area.width, &pieces);
    }
    if top < most {
        let more = (canvas.texts().frame.more)(most - top);
        canvas.put(area.x, area.bottom().saturating_sub(1), area.width, &more, theme.quiet());
    }
}
