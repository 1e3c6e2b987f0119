//! The templates for a new session: the first step of preparing one.

use ratatui::layout::{Position, Rect};

use super::aside::Aside;
use super::prepare::Prepare;
use super::{Component, Go, Screen};
use crate::model::template::Template;
use crate::tui::keymap::{Action, Place};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::frame::{self, Header};
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::text;
use crate::tui::world::World;

/// The list of templates.
#[derive(Default)]
pub struct Templates {
    cursor: Cursor,
}

/// Most rows of a summary.
const SUMMARY: u16 = 3;

impl Templates {
    fn chosen<'a>(&self, world: &'a World) -> Option<&'a Template> {
        world.templates.get(self.cursor.row(world.templates.len()))
    }

    fn start(&self, world: &mut World) -> Go {
        let mut ids = world.ids.clone();
        let Some(template) = self.chosen(world) else { return Go::Stay };
        let session = template.session(world.texts().code, &mut ids, world.now);
        world.ids = ids;
        Go::replace(Screen::Prepare(Prepare::new(session, world)))
    }

    fn list(&self, world: &World, room: Rect, is_short: bool, canvas: &mut Canvas<'_>) -> u16 {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        let rows = |template: &Template| {
            let summary = template.summary.text(texts.code);
            let rows = if summary.is_empty() { 0 } else { text::wrap(summary, usize::from(room.width)).len() };
            2 + u16::try_from(rows).unwrap_or(SUMMARY).min(SUMMARY)
        };
        let tallest = world.templates.iter().map(rows).max().unwrap_or(1) + u16::from(!is_short);
        let here = self.cursor.row(world.templates.len());
        let window = self.cursor.window(world.templates.len(), usize::from((room.height / tallest).max(1)));
        let mut y = room.y;
        let shown = world.templates.iter().enumerate().skip(window.start).take(window.len());
        for (index, template) in shown {
            let area = Rect { y, height: rows(template), ..room }.intersection(room);
            if index == here {
                canvas.focus(area);
            }
            let separator = canvas.glyphs().separator;
            let length = (texts.dates.length)(template.minutes().into());
            let facts = format!("{} {separator} {length}", (texts.prepare.stages)(template.stages.len()));
            let title = if index == here { theme.strong() } else { theme.text() };
            canvas.put(area.x, y, area.width, template.title.text(texts.code), title);
            let below =
                |rows: u16| Rect { y: y + rows, height: area.height.saturating_sub(rows), ..area }.intersection(area);
            canvas.paragraph(Rect { height: below(1).height.min(1), ..below(1) }, &facts, theme.quiet());
            canvas.paragraph(below(2), template.summary.text(texts.code), theme.quiet());
            y = area.bottom() + u16::from(!is_short);
        }
        y
    }

    fn stages(&self, world: &World, room: Rect, canvas: &mut Canvas<'_>) {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        let Some(template) = self.chosen(world).filter(|_| room.height > 2) else { return };
        canvas.put(room.x, room.y, room.width, texts.prepare.schedule, theme.quiet());
        let list = Rect { y: room.y + 2, height: room.height - 2, ..room };
        let hidden = template.stages.len().saturating_sub(usize::from(list.height));
        let more = if hidden > 0 { hidden + 1 } else { 0 };
        let shown = template.stages.len() - more.min(template.stages.len());
        for (stage, y) in template.stages.iter().take(shown).zip(list.top()..) {
            let minutes = (texts.dates.length)(stage.minutes.into());
            let used = canvas.put_right(list.right(), y, list.width, &minutes, theme.quiet());
            canvas.put(list.x, y, list.width.saturating_sub(used + 2), stage.title.text(texts.code), theme.text());
        }
        if more > 0 {
            canvas.put(list.x, list.bottom() - 1, list.width, &(texts.frame.more)(more), theme.quiet());
        }
    }
}

impl Component for Templates {
    fn place(&self, _world: &World) -> Place {
        Place::Templates
    }

    fn can(&self, action: Action, world: &World) -> bool {
        match action {
            Action::Enter => !world.templates.is_empty(),
            Action::Undo | Action::Redo => false,
            _ => world.can(action),
        }
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        match action {
            Action::Enter => self.start(world),
            Action::Park => Go::open(Screen::Aside(Aside::park(None, world))),
            // There is nothing here to take back, and what other screens did stays out of sight.
            Action::Undo | Action::Redo => Go::Stay,
            action if self.cursor.act(action, world.templates.len()) => Go::Stay,
            action => Go::Pass(action),
        }
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let texts = world.texts();
        let header = Header { path: &[texts.prepare.new_session], ..Header::default() };
        let room = frame::draw(canvas, area, &header, world, self);
        let is_short = frame::is_short(area);
        let ask = canvas.theme().text();
        canvas.put(room.x, room.y, room.width, texts.prepare.choose, ask);
        let gap = if is_short { 2 } else { 3 };
        let room = Rect { y: room.y + gap, height: room.height.saturating_sub(gap), ..room };
        if frame::is_narrow(area) {
            let y = self.list(world, room, is_short, canvas) + 1;
            self.stages(world, Rect { y, height: room.bottom().saturating_sub(y), ..room }, canvas);
        } else {
            let half = room.width / 2;
            self.list(world, Rect { width: half.saturating_sub(2).min(84), ..room }, is_short, canvas);
            let width = room.width.saturating_sub(half + 4).min(60);
            self.stages(world, Rect { x: room.x + half + 4, width, ..room }, canvas);
        }
        None
    }
}
