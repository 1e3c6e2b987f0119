//! The wordings of a text, from the newest back, and word by word what became of each.

use std::cell::Cell;

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::{Component, Go, Reply};
use crate::model::diff::{self, Fate};
use crate::model::meter::Meter;
use crate::tui::keymap::{Action, Place};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::{overlay, text};
use crate::tui::world::World;

/// Columns inside the box.
const WIDTH: u16 = 76;
/// The most rows of the list.
const ROWS: u16 = 6;
/// Lines that a page key moves on.
const PAGE: usize = 5;

/// One wording.
pub struct Version {
    /// When it was written, in words.
    pub when: String,
    /// What it says.
    pub text: String,
}

/// The overlay over a text.
pub struct Versions {
    /// The newest first; where `has_last` is set the oldest is that of the session before.
    list: Vec<Version>,
    has_last: bool,
    may_restore: bool,
    cursor: Cursor,
    /// Whether every wording is held against that of the session before, not against its neighbour.
    is_against_last: bool,
    scroll: Cell<usize>,
    /// The furthest that the words can be scrolled; only drawing knows.
    most: Cell<usize>,
}

impl Versions {
    /// Over these wordings, the newest first; with `has_last` the oldest is the one of the session before.
    pub fn of(list: Vec<Version>, has_last: bool, may_restore: bool) -> Self {
        Self {
            list,
            has_last,
            may_restore,
            cursor: Cursor::default(),
            is_against_last: false,
            scroll: Cell::new(0),
            most: Cell::new(0),
        }
    }

    fn row(&self) -> usize {
        self.cursor.row(self.list.len())
    }

    /// The wording that the chosen one is held against.
    fn older(&self) -> Option<&Version> {
        let last = self.list.len().saturating_sub(1);
        let other = if self.is_against_last { last } else { self.row() + 1 };
        self.list.get(other).filter(|_| self.row() < other)
    }

    /// The words of the chosen wording, with what was added and removed since the older one.
    fn pieces(&self, canvas: &Canvas<'_>) -> Vec<(String, Style)> {
        let theme = canvas.theme();
        let Some(chosen) = self.list.get(self.row()) else { return Vec::new() };
        let Some(older) = self.older() else { return vec![(chosen.text.clone(), theme.text())] };
        let plain = theme.quiet();
        let mut pieces: Vec<(String, Style)> = Vec::new();
        for run in diff::words(&older.text, &chosen.text) {
            let (sign, style) = match run.fate {
                Fate::Kept => {
                    pieces.push((run.text, theme.quiet()));
                    continue;
                }
                Fate::Removed => ('-', theme.quiet().add_modifier(Modifier::CROSSED_OUT)),
                Fate::Added => ('+', theme.text().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)),
            };
            let words = run.text.trim();
            if words.is_empty() {
                pieces.push((run.text, plain));
                continue;
            }
            let (before, after) = run.text.split_once(words).unwrap_or_default();
            // What stands instead of something keeps its distance.
            let is_close =
                before.is_empty() && pieces.last().is_some_and(|(words, _)| words == "]" || words.is_empty());
            let before = if is_close && run.fate == Fate::Added { " " } else { before };
            pieces.push((before.to_owned(), plain));
            pieces.extend([(format!("[{sign}"), plain), (words.to_owned(), style), ("]".to_owned(), plain)]);
            pieces.push((after.to_owned(), plain));
        }
        pieces
    }

    fn draw_list(&self, area: Rect, canvas: &mut Canvas<'_>) {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        let window = self.cursor.window(self.list.len(), usize::from(area.height));
        for (index, y) in window.zip(area.top()..area.bottom()) {
            let Some(version) = self.list.get(index) else { continue };
            if index == self.row() {
                canvas.focus(Rect { y, height: 1, ..area });
            }
            let words = (texts.run.words)(Meter::new(&version.text).words);
            let used = canvas.put_right(area.right(), y, area.width / 3, &words, theme.quiet());
            let style = if index == self.row() { theme.strong() } else { theme.text() };
            canvas.put(area.x, y, area.width.saturating_sub(used + 2), &version.when, style);
        }
    }

    fn draw_words(&self, area: Rect, canvas: &mut Canvas<'_>) {
        let (theme, texts) = (canvas.theme(), canvas.texts().sheets);
        let heading = match self.older() {
            Some(older) if self.list.get(self.row()).is_some_and(|chosen| chosen.text == older.text) => {
                (texts.same_as)(&older.when)
            }
            Some(older) => (texts.since)(&older.when),
            None => texts.first_version.to_owned(),
        };
        canvas.put(area.x, area.y, area.width, &heading, theme.quiet());
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let rows = text::wrap_pieces(&self.pieces(canvas), usize::from(body.width.max(1)));
        let most = rows.len().saturating_sub(usize::from(body.height));
        let top = self.scroll.get().min(most);
        self.scroll.set(top);
        self.most.set(most);
        for (row, y) in rows.iter().skip(top).zip(body.top()..body.bottom()) {
            let pieces: Vec<_> = row.iter().map(|(words, style)| (words.as_str(), *style)).collect();
            canvas.pieces(body.x, y, body.width, &pieces);
        }
        if top < most {
            let more = (canvas.texts().frame.more)(most - top);
            canvas.put_right(area.right(), area.y, area.width / 3, &more, theme.quiet());
        }
    }
}

impl Component for Versions {
    fn place(&self, _world: &World) -> Place {
        Place::Versions
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn can(&self, action: Action, _world: &World) -> bool {
        match action {
            Action::Enter => self.may_restore && self.row() > 0,
            Action::NextPane => self.has_last && self.list.len() > 2,
            action => action.is_for_overlay(),
        }
    }

    fn act(&mut self, action: Action, _world: &mut World) -> Go {
        match action {
            Action::Enter if self.may_restore && self.row() > 0 => {
                let chosen = self.list.get(self.row());
                return chosen.map_or(Go::Stay, |version| Go::Reply(Reply::Version(version.text.clone())));
            }
            Action::NextPane if self.has_last => {
                self.is_against_last = !self.is_against_last;
                self.scroll.set(0);
            }
            Action::PageDown => self.scroll.set((self.scroll.get() + PAGE).min(self.most.get())),
            Action::PageUp => self.scroll.set(self.scroll.get().saturating_sub(PAGE)),
            action if self.cursor.act(action, self.list.len()) => self.scroll.set(0),
            action if action.is_for_overlay() && action != Action::Enter => return Go::Pass(action),
            _ => {}
        }
        Go::Stay
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let width = WIDTH.min(area.width.saturating_sub(10));
        // As tall as the longest wording twice over, so that it stands still from one to the next.
        let tall = |version: &Version| text::wrap(&version.text, usize::from(width.max(1))).len();
        let longest = self.list.iter().map(tall).max().unwrap_or_default();
        let listed = u16::try_from(self.list.len()).unwrap_or(ROWS).min(ROWS);
        let rows = u16::try_from(2 * longest).unwrap_or(u16::MAX).saturating_add(listed + 2);
        let rows = rows.min(area.height.saturating_sub(8));
        let room = overlay::frame(canvas, area, world.texts().sheets.versions, (width, rows));
        let listed = listed.min(room.height / 3).max(1);
        self.draw_list(Rect { height: listed.min(room.height), ..room }, canvas);
        let y = room.y + listed + 1;
        self.draw_words(Rect { y, height: room.bottom().saturating_sub(y), ..room }, canvas);
        overlay::footer(canvas, area, world, self);
        None
    }
}
