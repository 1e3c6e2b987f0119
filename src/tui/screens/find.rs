//! Find: every line of every session, as you type.

use std::cell::{RefCell, RefMut};

use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::review::Review;
use super::{Component, Go, Screen};
use crate::model::search::LineKind;
use crate::model::session::State;
use crate::tui::key::{Key, KeyCode};
use crate::tui::keymap::{Action, Place};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::frame::{self, Header};
use crate::tui::widgets::text;
use crate::tui::world::World;

mod context;
mod found;
pub(super) mod matching;
mod nearest;
mod results;

use found::Found;

/// The line that is typed, and what has it.
#[derive(Default)]
pub struct Find {
    line: Editor,
    only: Option<LineKind>,
    at: usize,
    found: Box<RefCell<Found>>,
}

impl Find {
    /// What the line finds, looked up only when the line or the library has changed.
    fn found(&self, world: &World) -> RefMut<'_, Found> {
        let mut found = self.found.borrow_mut();
        found.refresh(world, self.line.text(), self.only);
        found
    }

    fn restart(&mut self) {
        self.at = 0;
        self.found.get_mut().rewind();
    }

    /// The next kind of which there is something, then everything again.
    fn next_kind(&mut self, world: &World) {
        let kinds = self.found(world).kinds();
        let after = self.only.and_then(|only| kinds.iter().find(|kind| **kind > only));
        self.only = if self.only.is_some() { after.copied() } else { kinds.first().copied() };
        self.restart();
    }

    fn step(&mut self, world: &World, by: isize) {
        let last = self.found(world).hits().saturating_sub(1);
        self.at = self.at.min(last).saturating_add_signed(by).min(last);
    }

    fn enter(&mut self, world: &World) -> Go {
        let found = self.found(world);
        if found.hits() == 0 {
            let mended = found.suggestion.clone();
            drop(found);
            if let Some(words) = mended {
                self.line.set(&words);
                self.restart();
            }
            return Go::Stay;
        }
        let Some(line) = found.line_at(self.at) else { return Go::Stay };
        let Some(session) = world.session(line.home) else { return Go::Stay };
        match session.state {
            State::Paused | State::Planned => Go::open(Screen::for_session(session, world)),
            // What runs lies below this screen already: it is read, not run twice.
            State::Running | State::Closed | State::Abandoned => {
                Go::open(Screen::Review(Review::at(session, line.stage, line.kind)))
            }
        }
    }

    fn view_line(&self, found: &Found, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        let mut facts = Vec::new();
        if let Some(only) = self.only {
            facts.push((texts.find.only)(found::kind_word(texts, only)));
        }
        if !found.query.is_empty() {
            facts.push((texts.find.results)(found.hits(), found.sessions));
        }
        let facts = facts.join(&format!(" {} ", canvas.glyphs().separator));
        let right = canvas.put_right(area.right().saturating_sub(1), area.y, area.width / 2, &facts, theme.quiet());
        canvas.put(area.x, area.y, 1, "/", theme.here());
        let room = Rect { x: area.x + 2, width: area.width.saturating_sub(right + 5), ..area };
        let caret = self.line.view(room, canvas.buf(), theme.text(), &Span::default());
        canvas.focus(Rect { width: area.width + 1, ..area });
        caret.map(Position::from)
    }

    /// One sentence where there is nothing to list.
    fn view_nothing(&self, found: &Found, area: Rect, canvas: &mut Canvas<'_>) {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        let line = self.line.text().trim();
        if line.is_empty() {
            canvas.put(area.x, area.y, area.width, texts.find.type_words, theme.quiet());
            return;
        }
        let nothing = (texts.frame.nothing_found)(&text::fit(line, 30, canvas.glyphs().ellipsis));
        let nearest = found.suggestion.as_deref().map(texts.says.nearest).unwrap_or_default();
        canvas.pieces(
            area.x,
            area.y,
            area.width,
            &[(&nothing, theme.text()), (" ", theme.text()), (&nearest, theme.quiet())],
        );
    }
}

impl Component for Find {
    fn place(&self, _world: &World) -> Place {
        Place::Find
    }

    fn can(&self, action: Action, world: &World) -> bool {
        match action {
            Action::Enter => {
                let found = self.found(world);
                found.hits() > 0 || found.suggestion.is_some()
            }
            Action::NextPane => self.only.is_some() || self.found(world).kinds().len() > 1,
            Action::Find => false,
            _ => world.can(action),
        }
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        match action {
            Action::Up => self.step(world, -1),
            Action::Down => self.step(world, 1),
            Action::NextPane => self.next_kind(world),
            Action::Enter => return self.enter(world),
            Action::Find => {}
            _ => return Go::Pass(action),
        }
        Go::Stay
    }

    fn key(&mut self, key: &Key, world: &mut World) -> Go {
        match key.code {
            KeyCode::PageUp => self.step(world, -10),
            KeyCode::PageDown => self.step(world, 10),
            _ => {
                if self.line.key(key) {
                    self.restart();
                }
            }
        }
        Go::Stay
    }

    fn paste(&mut self, text: &str, _world: &mut World) -> Go {
        self.line.insert(text);
        self.restart();
        Go::Stay
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let texts = world.texts();
        let (sessions, actions) = {
            let found = self.found(world);
            (found.all_sessions, found.all_actions)
        };
        let counts = (texts.find.counts)(sessions, actions);
        let fact = [(counts.as_str(), canvas.theme().quiet())];
        let header = Header { path: &[texts.find.title], fact: &fact, ..Header::default() };
        let body = frame::draw(canvas, area, &header, world, self);
        let found = self.found(world);
        let caret = self.view_line(&found, Rect { height: 1, ..body }, canvas);
        let rest = Rect { y: body.y + 2, height: body.height.saturating_sub(2), ..body };
        if found.hits() == 0 {
            self.view_nothing(&found, rest, canvas);
            return caret;
        }
        let at = self.at.min(found.hits().saturating_sub(1));
        let mut list = rest;
        if !frame::is_narrow(area) {
            list.width = if frame::is_wide(area) { 50 } else { (rest.width.saturating_sub(6) * 44) / 90 };
        }
        results::view(&found, at, world, list, canvas);
        if !frame::is_narrow(area) {
            let x = list.right() + 6;
            let most = if frame::is_wide(area) { 48 } else { 84 };
            let detail = Rect { x, width: rest.right().saturating_sub(x).min(most), ..rest };
            context::view(&found, at, world, detail, canvas);
            if frame::is_wide(area) {
                let x = detail.right() + 6;
                let beside = Rect { x, width: rest.right().saturating_sub(x).min(84), ..rest };
                results::beside(&found, at, beside, canvas);
            }
        }
        caret
    }
}
