//! All commands that hold here, searchable as you type: the palette and the help in one.

use std::cell::RefCell;

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;

use super::find::matching::{Comparer, Query};
use super::{Component, Go};
use crate::lang::Texts;
use crate::tui::key::{Key, KeyCode};
use crate::tui::keymap::{self, Action, Binding, Place, Shown};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::{footer, frame, overlay};
use crate::tui::world::World;

/// Columns of the list.
const COLUMNS: u16 = 56;

/// The commands of the screen below, and what is typed to find one.
pub struct Commands {
    all: Vec<&'static Binding>,
    line: Editor,
    cursor: Cursor,
    comparer: RefCell<Comparer>,
}

/// A row of the list.
#[derive(Clone, Copy)]
enum Row {
    Heading(&'static str),
    Command(usize, &'static Binding),
    Blank,
}

impl Commands {
    /// The commands of a screen, without those that would do nothing now.
    pub fn of(screen: &dyn Component, world: &World) -> Self {
        let mut all: Vec<&'static Binding> = Vec::new();
        for binding in screen.place(world).commands() {
            let is_command = binding.shown != Shown::Silent && binding.action != Action::Commands;
            let is_new = all.iter().all(|known| known.action != binding.action);
            if is_command && is_new && screen.can(binding.action, world) {
                all.push(binding);
            }
        }
        Self { all, line: Editor::default(), cursor: Cursor::default(), comparer: RefCell::default() }
    }

    /// The commands that have the typed words: those of this place first, the best first in each part.
    fn found(&self, world: &World) -> Vec<&'static Binding> {
        let query = Query::new(self.line.text());
        let mut comparer = self.comparer.borrow_mut();
        let score = |binding: &&'static Binding| {
            let score = query.score((binding.label)(world.texts()), &mut comparer)?;
            Some((is_general(binding), std::cmp::Reverse(score), *binding))
        };
        let mut found: Vec<_> = self.all.iter().filter_map(score).collect();
        found.sort_by_key(|(is_general, score, _)| (*is_general, *score));
        found.into_iter().map(|(.., binding)| binding).collect()
    }

    fn view_list(&self, found: &[&'static Binding], area: Rect, canvas: &mut Canvas<'_>) {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        let selected = self.cursor.row(found.len());
        let rows = rows(found, texts.frame.here, texts.frame.anywhere);
        let is_selected = |row: &Row| matches!(row, Row::Command(index, _) if *index == selected);
        let height = usize::from(area.height);
        let at = rows.iter().position(is_selected).unwrap_or(0);
        let top = if at < height { 0 } else { at + 1 - height };
        for (row, y) in rows.iter().skip(top).zip(area.top()..area.bottom()) {
            match row {
                Row::Blank => {}
                Row::Heading(words) => {
                    canvas.put(area.x, y, area.width, words, theme.quiet());
                }
                Row::Command(_, binding) => {
                    self.view_command(binding, Rect { y, height: 1, ..area }, canvas);
                    if is_selected(row) {
                        canvas.focus(Rect { y, height: 1, width: area.width + 1, ..area });
                    }
                }
            }
        }
        let hidden = rows.iter().skip(top + height).filter(|row| matches!(row, Row::Command(..))).count();
        if hidden > 0 {
            canvas.put_right(area.right(), area.bottom(), area.width, &(texts.frame.more)(hidden), theme.quiet());
        }
    }

    fn view_command(&self, binding: &Binding, area: Rect, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme();
        let keys = keys(binding, canvas.texts(), canvas.glyphs().focus.is_ascii());
        let used = canvas.put_right(area.right(), area.y, area.width / 2, &keys, theme.strong());
        let label = (binding.label)(canvas.texts());
        let marks = Query::new(self.line.text()).marks(label, &mut self.comparer.borrow_mut());
        let here = theme.here().patch(theme.strong().fg(theme.here().fg.unwrap_or_default()));
        let mut from = 0;
        let mut pieces: Vec<(&str, Style)> = Vec::new();
        for mark in marks {
            pieces.push((label.get(from..mark.start).unwrap_or_default(), theme.text()));
            from = mark.end;
            pieces.push((label.get(mark).unwrap_or_default(), here));
        }
        pieces.push((label.get(from..).unwrap_or_default(), theme.text()));
        canvas.pieces(area.x, area.y, area.width.saturating_sub(used + 2), &pieces);
    }
}

impl Component for Commands {
    fn place(&self, _world: &World) -> Place {
        Place::Commands
    }

    fn can(&self, action: Action, world: &World) -> bool {
        match action {
            Action::Enter => !self.found(world).is_empty(),
            Action::Park | Action::Commands | Action::Find => false,
            _ => world.can(action),
        }
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        let found = self.found(world);
        if self.cursor.act(action, found.len()) {
            return Go::Stay;
        }
        match action {
            Action::Enter => match found.get(self.cursor.row(found.len())) {
                Some(binding) => Go::Act(binding.action),
                None => Go::Stay,
            },
            Action::Commands => Go::Back,
            Action::Park | Action::Find => Go::Stay,
            _ => Go::Pass(action),
        }
    }

    fn key(&mut self, key: &Key, world: &mut World) -> Go {
        match key.code {
            KeyCode::PageUp => {
                self.cursor.act(Action::PageUp, self.all.len());
            }
            KeyCode::PageDown => {
                let length = self.found(world).len();
                self.cursor.act(Action::PageDown, length);
            }
            _ => {
                if self.line.key(key) {
                    self.cursor.select(0);
                }
            }
        }
        Go::Stay
    }

    fn paste(&mut self, text: &str, _world: &mut World) -> Go {
        self.line.insert(text);
        self.cursor.select(0);
        Go::Stay
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let (theme, texts) = (canvas.theme(), world.texts());
        // The box keeps its size while words are typed.
        let most = rows(&self.all, texts.frame.here, texts.frame.anywhere).len() + 2;
        let above = Rect { height: area.height.saturating_sub(2), ..area };
        let most = u16::try_from(most).unwrap_or(u16::MAX).min(above.height.saturating_sub(if frame::is_short(area) {
            6
        } else {
            8
        }));
        let room = overlay::frame(canvas, above, texts.frame.commands, (COLUMNS, most));
        let bottom = Rect {
            x: area.x + frame::MARGIN,
            y: area.bottom().saturating_sub(1),
            width: area.width.saturating_sub(2 * frame::MARGIN),
            height: 1,
        };
        footer::draw(canvas, bottom, world, self);
        let found = self.found(world);
        let count = (texts.frame.of)(found.len(), self.all.len());
        let used = canvas.put_right(room.right(), room.y, room.width / 3, &count, theme.quiet());
        let input = Rect { height: 1, width: room.width.saturating_sub(used + 2), ..room };
        let caret = self.line.view(input, canvas.buf(), theme.text(), &Span::default());
        canvas.focus(Rect { height: 1, width: room.width + 1, ..room });
        let below = Rect { y: room.y + 2, height: room.height.saturating_sub(2), ..room };
        if found.is_empty() {
            let nothing = (texts.frame.nothing_found)(self.line.text().trim());
            canvas.put(below.x, below.y, below.width, &nothing, theme.quiet());
        }
        self.view_list(&found, below, canvas);
        caret.map(Position::from)
    }
}

fn is_general(binding: &Binding) -> bool {
    matches!(binding.place, Place::Anywhere | Place::Typing)
}

fn rows(found: &[&'static Binding], here: &'static str, anywhere: &'static str) -> Vec<Row> {
    let mut rows = Vec::with_capacity(found.len() + 3);
    let mut last = None;
    for (index, binding) in found.iter().enumerate() {
        if last != Some(is_general(binding)) {
            if last.is_some() {
                rows.push(Row::Blank);
            }
            last = Some(is_general(binding));
            rows.push(Row::Heading(if is_general(binding) { anywhere } else { here }));
        }
        rows.push(Row::Command(index, binding));
    }
    rows
}

/// The keys of a command as they are shown; arrows as words where the terminal has none.
fn keys(binding: &Binding, texts: &Texts, is_ascii: bool) -> String {
    let shown = |key: &str| match Key::parse(key) {
        Some(key) if is_ascii => format!("{key:#}"),
        Some(key) => key.to_string(),
        None => key.to_owned(),
    };
    binding.keys.split(' ').map(|key| keymap::named(&shown(key), texts)).collect::<Vec<_>>().join("  ")
}
