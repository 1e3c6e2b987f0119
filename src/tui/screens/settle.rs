//! Two versions of one field, of which one stays: asked one after the other until nothing is left open.

use chrono::NaiveDate;
use ratatui::layout::{Position, Rect};
use serde_json::Value;
use uuid::Uuid;

use super::{Component, Go};
use crate::model::session::Session;
use crate::model::settle::{Spot, Unsettled};
use crate::tui::keymap::{Action, Place};
use crate::tui::notice::Notice;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::{overlay, record, text};
use crate::tui::world::World;

/// Columns inside the box.
const WIDTH: u16 = 64;
/// Rows of one version at most.
const TALLEST: u16 = 4;

/// The field at hand is the first that is open.
pub struct Settle {
    session: Uuid,
    cursor: Cursor,
}

impl Settle {
    /// The keys that lead here from a place among the keys, over a session that runs or not.
    pub fn way_from(place: Place, is_running: bool, world: &World) -> String {
        const KEY: &str = "=";
        let words = world.texts().frame;
        match () {
            () if place.bindings().any(|binding| binding.action == Action::Settle) => KEY.to_owned(),
            () if is_running => (words.after_esc)(KEY),
            () => (words.after_opening)(KEY),
        }
    }

    /// Asks about every field of a session that a merge left open.
    pub fn of(session: Uuid) -> Self {
        Self { session, cursor: Cursor::default() }
    }

    /// Whether there is anything to ask about in a session that may be changed.
    pub fn is_needed(session: Uuid, world: &World) -> bool {
        world.can_write(session) && world.session(session).is_some_and(|session| session.unsettled().next().is_some())
    }

    fn open(&self, world: &World) -> Option<(Unsettled, usize)> {
        let mut open = world.session(self.session)?.unsettled();
        let first = open.next()?;
        Some((first, open.count()))
    }

    fn keep(&mut self, world: &mut World) -> Go {
        let Some((open, left)) = self.open(world) else { return Go::Back };
        let values = values(&open);
        let Some(value) = values.get(self.cursor.row(values.len())) else { return Go::Stay };
        let what = (world.texts().says.changed)(&name(&open, world.session(self.session), world));
        let is_kept = world.edit(self.session, what, open.keep((*value).clone()));
        self.cursor = Cursor::default();
        if is_kept && left == 0 {
            world.say(Notice::calm(world.texts().settle.done));
            return Go::Back;
        }
        Go::Stay
    }
}

/// The value that it holds, and the others.
fn values(open: &Unsettled) -> Vec<&Value> {
    std::iter::once(&open.value).chain(&open.others).collect()
}

/// What the field belongs to, in words.
fn name(open: &Unsettled, session: Option<&Session>, world: &World) -> String {
    let stage = |id: &str| session.and_then(|session| session.stage(id)).map(|stage| stage.title.clone());
    let found = match &open.spot {
        Spot::Item(id) => {
            session.and_then(|session| session.find(id)).map(|(_, _, item)| record::name(item).to_owned())
        }
        Spot::Stage(id) | Spot::Clock(id) | Spot::Sheet { stage: id, .. } => stage(id),
        Spot::Session | Spot::Client | Spot::Horizon => None,
    };
    found.filter(|name| !name.is_empty()).unwrap_or_else(|| world.texts().settle.this.to_owned())
}

/// A value as people write it.
fn words(value: &Value, session: Option<&Session>, world: &World) -> String {
    let texts = world.texts();
    match value {
        Value::Null => texts.settle.nothing.to_owned(),
        Value::String(words) => match (words.parse::<NaiveDate>(), session) {
            (Ok(day), _) => (texts.dates.long)(day),
            (_, Some(session)) => session.person(words).to_owned(),
            _ => words.clone(),
        },
        Value::Bool(flag) => (texts.word)(if *flag { "yes" } else { "no" }).to_owned(),
        Value::Array(all) => all.iter().map(words_of_one).collect::<Vec<_>>().join(", "),
        other => record::number(other, texts),
    }
}

fn words_of_one(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Component for Settle {
    fn place(&self, _world: &World) -> Place {
        Place::Settle
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn can(&self, action: Action, world: &World) -> bool {
        action.is_for_overlay() || matches!(action, Action::Undo | Action::Redo) && world.can(action)
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        let length = self.open(world).map_or(0, |(open, _)| values(&open).len());
        match action {
            Action::Enter => self.keep(world),
            action if self.cursor.act(action, length) => Go::Stay,
            action if self.can(action, world) => Go::Pass(action),
            _ => Go::Stay,
        }
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        let session = world.session(self.session);
        let (open, left) = self.open(world)?;
        let width = WIDTH.min(area.width.saturating_sub(10));
        let shown: Vec<String> = values(&open).into_iter().map(|value| words(value, session, world)).collect();
        let tall = |words: &String| {
            u16::try_from(text::wrap(words, usize::from(width)).len()).unwrap_or(TALLEST).clamp(1, TALLEST)
        };
        let rows: u16 = shown.iter().map(|words| tall(words) + 1).sum();
        let room = overlay::frame(canvas, area, &(texts.settle.title)(left), (width, 1 + rows));
        let field = (texts.field)(&open.key);
        let field = if field.is_empty() { open.key.as_str() } else { field };
        let name =
            text::fit(&name(&open, session, world), usize::from(room.width) / 2, canvas.glyphs().ellipsis).into_owned();
        canvas.pieces(
            room.x,
            room.y,
            room.width,
            &[(&name, theme.strong()), ("  ", theme.quiet()), (field, theme.quiet())],
        );
        let mut y = room.y + 2;
        for (index, words) in shown.iter().enumerate() {
            let row = Rect { x: room.x, y, width: room.width, height: tall(words) }.intersection(room);
            if index == self.cursor.row(shown.len()) {
                canvas.focus(row);
            }
            canvas.paragraph(row, words, theme.text());
            y += tall(words) + 1;
        }
        overlay::footer(canvas, area, world, self);
        None
    }
}
