//! The templates for a new session: the first step of preparing one.

use ratatui::layout::{Position, Rect};

use super::aside::Aside;
use super::prepare::Prepare;
use super::{Component, Go, Screen};
use crate::model::stage::Style;
use crate::model::template::Template;
use crate::settings::Setting;
use crate::tui::keymap::{Action, Place};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::frame::{self, Header};
use crate::tui::widgets::list::Cursor;
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
        let mut session = template.session(world.texts().code, &mut ids, world.now);
        session.clock_off = !world.settings.has_clock();
        session.style = Style::named(world.setting(Setting::Style)).unwrap_or_default();
        world.ids = ids;
        Go::replace(Screen::Prepare(Prepare::new(session, world)))
    }

    /// One row each: the title and the time that it takes. What does not fit is counted.
    fn list(&self, world: &World, room: Rect, canvas: &mut Canvas<'_>) {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        let all = &world.templates;
        let here = self.cursor.row(all.len());
        let is_long = all.len() > usize::from(room.height);
        let height = room.height.saturating_sub(u16::from(is_long)).max(1);
        let window = self.cursor.window(all.len(), usize::from(height));
        if is_long {
            let hidden = (texts.frame.more)(all.len().saturating_sub(window.len()));
            canvas.put(room.x, room.bottom().saturating_sub(1), room.width, &hidden, theme.quiet());
        }
        let shown = all.iter().enumerate().skip(window.start).take(window.len());
        for ((index, template), y) in shown.zip(room.top()..room.bottom()) {
            if index == here {
                canvas.focus(Rect { y, height: 1, ..room });
            }
            let title = if index == here { theme.strong() } else { theme.text() };
            let length = (texts.dates.length)(template.minutes().into());
            let used = canvas.put_right(room.right(), y, room.width, &length, theme.quiet());
            canvas.put(room.x, y, room.width.saturating_sub(used + 2), template.title.text(texts.code), title);
        }
    }

    /// For whom the chosen one is and what comes out; the first row below it.
    fn summary(&self, world: &World, room: Rect, canvas: &mut Canvas<'_>) -> u16 {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        let Some(template) = self.chosen(world) else { return room.y };
        let below = Rect { height: room.height.min(SUMMARY), ..room };
        room.y + canvas.paragraph(below, template.summary.text(texts.code), theme.text())
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
            let below = room.height.min(SUMMARY + 1);
            let most = room.height.saturating_sub(below);
            let rows = u16::try_from(world.templates.len()).unwrap_or(most).min(most);
            self.list(world, Rect { height: rows, ..room }, canvas);
            let y = room.y + rows + 1;
            let y = 1 + self.summary(world, Rect { y, height: room.bottom().saturating_sub(y), ..room }, canvas);
            self.stages(world, Rect { y, height: room.bottom().saturating_sub(y), ..room }, canvas);
        } else {
            let half = room.width / 2;
            self.list(world, Rect { width: half.saturating_sub(2).min(60), ..room }, canvas);
            let width = room.width.saturating_sub(half + 4).min(60);
            let side = Rect { x: room.x + half + 4, width, ..room };
            let y = 1 + self.summary(world, side, canvas);
            self.stages(world, Rect { y, height: side.bottom().saturating_sub(y), ..side }, canvas);
        }
        None
    }
}
