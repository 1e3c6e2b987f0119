//! Every field of a record, to be filled one after the other.

use std::collections::{BTreeMap, HashMap};

use ratatui::layout::{Position, Rect};
use ratatui::text::Span;
use serde_json::Value;
use uuid::Uuid;

use self::row::Row;
use super::{Component, Go};
use crate::model::capture::Capture;
use crate::model::change::Change;
use crate::model::field::{Field, FieldError, FieldKind};
use crate::model::id::ItemId;
use crate::model::item::{Item, News};
use crate::model::owners::{self, IN_ZONE};
use crate::model::session::{Place as Home, Session};
use crate::model::sheet::options::Hand;
use crate::model::words::Words;
use crate::tui::effect::Over;
use crate::tui::key::Key;
use crate::tui::keymap::{Action, Place};
use crate::tui::notice::Notice;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::{overlay, record};
use crate::tui::world::World;

mod row;

/// Columns of the names of fields.
const NAMES: u16 = 16;

/// The form over one record.
pub struct Detail {
    session: Uuid,
    /// The session beside whose half-typed words these are kept.
    beside: Uuid,
    item: ItemId,
    name: String,
    rows: Vec<Row>,
    cursor: Cursor,
    draft: Option<Unkept>,
}

/// A decision that is in no list yet.
struct Unkept {
    place: Home,
    index: usize,
    item: Item,
    /// Whether it was asked how sure people are.
    is_asked: bool,
}

/// The fields that a new decision is asked for, in order.
const DECISION: [&str; 10] =
    ["text", "rejected", "why", SURE, "review", "decided_by", "basis", "effectiveness", "feasibility", "goal"];

/// The field that a decision should not go without.
const SURE: &str = "confidence_percent";

impl Detail {
    /// The form for one item of a session.
    pub fn of(session: Uuid, item: ItemId, world: &World) -> Self {
        let home = world.session(session);
        let slot = home.and_then(|home| home.slot_of(&item));
        let found = home.and_then(|home| home.find(&item).map(|(_, _, item)| (home, item)));
        let mut rows = Vec::new();
        if let (Some(slot), Some((home, item))) = (slot, found) {
            let zone = zone(home, item, world);
            // Where an item comes from is not for people to type; only who has a zone can be outside of it.
            let is_asked = |field: &Field| match &*field.key {
                "from" => false,
                IN_ZONE => zone.is_some() || item.value(IN_ZONE).is_some(),
                _ => true,
            };
            let fields = slot.fields.into_owned().into_iter().filter(is_asked);
            rows.extend(fields.map(|field| Row::of(item, field, home, world.texts())));
        }
        let name = found.map_or_else(String::new, |(_, item)| record::name(item).to_owned());
        Self { session, beside: session, item, name, rows, cursor: Cursor::default(), draft: None }
    }

    /// The form for a decision for one alternative, which is kept with the form; none where the alternative is gone.
    pub fn deciding(session: Uuid, chosen: &ItemId, world: &World) -> Option<Self> {
        let here = world.session(session)?;
        let (stage, sheet) = here.sheets().find(|(_, sheet)| sheet.items.iter().any(|item| item.id == *chosen))?;
        let mut ids = world.ids.clone();
        let (place, index, slot, item) = Hand::over(here, stage, sheet).decision(chosen, world.today(), &mut ids)?;
        let fields = DECISION.iter().filter_map(|key| slot.field(key).cloned());
        let rows: Vec<Row> = fields.map(|field| Row::of(&item, field, here, world.texts())).collect();
        let first = rows.iter().position(|row| row.before.is_empty()).unwrap_or_default();
        let name = world.texts().options.decision.to_owned();
        let id = item.id.clone();
        let draft = Some(Unkept { place, index, item, is_asked: false });
        Some(Self { session, beside: session, item: id, name, rows, cursor: Cursor::at(first), draft })
    }

    /// The same over an item of another session than the one that is worked on.
    #[must_use]
    pub fn beside(self, here: Uuid) -> Self {
        Self { beside: here, ..self }
    }

    /// The same with the words that were being typed in an earlier run, as far as the item still has the fields.
    pub fn again(session: Uuid, item: ItemId, words: &BTreeMap<String, String>, world: &World) -> Self {
        Self::of(session, item, world).with(words)
    }

    /// The same with the words of some fields, as far as it has them.
    #[must_use]
    pub fn with(self, words: &BTreeMap<String, String>) -> Self {
        let mut form = self;
        for (place, row) in form.rows.iter_mut().enumerate() {
            if let Some(text) = words.get(row.field.key.as_ref()) {
                row.editor.set(text);
                form.cursor.select(place);
            }
        }
        form
    }

    /// Keeps the words of every field that was changed outside memory.
    fn remember(&self, world: &mut World) {
        let changed = self.rows.iter().filter(|row| row.editor.text() != row.before);
        let fields: BTreeMap<_, _> =
            changed.map(|row| (row.field.key.to_string(), row.editor.text().to_owned())).collect();
        let is_changed = !fields.is_empty();
        let form = match &self.draft {
            Some(draft) => Over::Decision { alternative: ItemId::new(draft.item.text("alternative")), fields },
            None => Over::Form { home: self.session, item: self.item.clone(), fields },
        };
        world.hold(self.beside, is_changed.then_some(form));
    }

    fn edit(&mut self, world: &mut World, change: impl FnOnce(&mut Editor)) -> Go {
        let row = self.row();
        if let Some(row) = self.rows.get_mut(row) {
            change(&mut row.editor);
            self.remember(world);
        }
        Go::Stay
    }

    fn row(&self) -> usize {
        self.cursor.row(self.rows.len())
    }

    /// The edits of every field that was changed; the first fault where one cannot be.
    fn changes(&mut self, world: &mut World) -> Result<Vec<Change>, usize> {
        let Some(session) = world.library.session(self.session) else { return Ok(Vec::new()) };
        let at = (world.now.date_naive(), world.tongue());
        let mut ids = world.ids.clone();
        let draft = self.draft.as_ref();
        let born = |draft: &Unkept| Change::Insert {
            place: draft.place.clone(),
            index: draft.index,
            item: draft.item.clone(),
        };
        let mut changes: Vec<Change> = draft.map(born).into_iter().collect();
        let mut fault = None;
        for (index, row) in self.rows.iter().enumerate().filter(|(_, row)| row.editor.text() != row.before) {
            let Some(words) = row.resolved(session) else {
                let words = row.editor.text().trim().to_owned();
                fault = fault.or(Some((index, FieldError::NotAChoice { words, choices: Words::ANY })));
                continue;
            };
            match Capture::fill(session, &self.item, &row.field, &words, at, &mut ids) {
                Ok(Change::All(filled)) => changes.extend(filled),
                Ok(change) => changes.push(change),
                Err(error) => {
                    fault = fault.or(Some((index, error)));
                }
            }
        }
        if let Some((index, error)) = fault {
            world.say(Notice::from_sentences(&record::field_error(&error, world.texts())));
            return Err(index);
        }
        let has_news = session.find(&self.item).is_some_and(|(_, _, item)| !item.history.is_empty());
        if session.state.is_locked() || has_news {
            let news = News::new(world.now, None);
            changes = vec![told(&self.item, changes, news)];
        }
        world.ids = ids;
        Ok(changes)
    }

    /// Asks once how sure people are of a new decision. True when it asks now.
    fn asks_how_sure(&mut self, world: &mut World) -> bool {
        let sure = self.rows.iter().position(|row| row.field.key == SURE && row.editor.text().trim().is_empty());
        let (Some(row), Some(draft)) = (sure, self.draft.as_mut().filter(|draft| !draft.is_asked)) else {
            return false;
        };
        draft.is_asked = true;
        self.cursor.select(row);
        world.say(Notice::calm(world.texts().options.how_sure));
        true
    }

    /// Says where a new decision went.
    fn say_home(&self, world: &mut World) {
        let Some(Home::Sheet { stage, .. }) = self.draft.as_ref().map(|draft| &draft.place) else { return };
        let title = world.session(self.session).and_then(|session| session.stage(stage)).map(|stage| &stage.title);
        if let Some(words) = title.map(|title| (world.texts().options.kept_in)(title)) {
            world.say(Notice::calm(words));
        }
    }

    fn keep(&mut self, world: &mut World) -> Go {
        if self.asks_how_sure(world) {
            return Go::Stay;
        }
        match self.changes(world) {
            Ok(changes) => {
                let change = Change::All(changes);
                let has_news = !matches!(&change, Change::All(all) if all.iter().all(is_nothing));
                let says = world.texts().says;
                let what = match &self.draft {
                    Some(draft) => (says.added)(record::name(&draft.item)),
                    None => (says.changed)(&self.name),
                };
                if has_news && !world.edit(self.session, what, change) {
                    return Go::Stay;
                }
                world.hold(self.beside, None);
                self.say_home(world);
                Go::Back
            }
            Err(row) => {
                self.cursor.select(row);
                Go::Stay
            }
        }
    }

    fn step(&mut self, back: bool) {
        let (row, last) = (self.row(), self.rows.len().saturating_sub(1));
        let next = if back {
            row.checked_sub(1).unwrap_or(last)
        } else if row == last {
            0
        } else {
            row + 1
        };
        self.cursor.select(next);
    }
}

/// In a closed session the new values become one piece of news; people who were not there stay names.
fn told(id: &ItemId, changes: Vec<Change>, mut news: News) -> Change {
    let mut names = HashMap::new();
    for change in changes {
        match change {
            Change::Insert { item, .. } => {
                names.insert(Value::from(item.id.as_str()), Value::from(item.text("name")));
            }
            Change::Set { key, value, .. } => {
                let value = value.unwrap_or(Value::Null);
                news = news.with(&key, names.get(&value).cloned().unwrap_or(value));
            }
            _ => {}
        }
    }
    Change::Tell(id.clone(), news)
}

/// What the owner of an item shines at, and the name, as the session or an earlier one of its thread has it.
fn zone<'a>(home: &'a Session, item: &'a Item, world: &'a World) -> Option<(&'a str, &'a str)> {
    let owner = home.person(item.text("owner"));
    let zone = owners::zone(std::iter::once(home).chain(world.library.before(home)), owner)?;
    Some((owner, zone))
}

fn is_nothing(change: &Change) -> bool {
    matches!(change, Change::Tell(_, news) if news.values.is_empty()) || change.is_empty()
}

impl Component for Detail {
    fn place(&self, _world: &World) -> Place {
        Place::Detail
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn can(&self, action: Action, _world: &World) -> bool {
        action.is_for_overlay() || matches!(action, Action::NextField | Action::PreviousField | Action::Newline)
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        match action {
            Action::Enter => return self.keep(world),
            Action::NextField => self.step(false),
            Action::PreviousField => self.step(true),
            Action::Newline => return self.edit(world, |editor| editor.insert("\n")),
            Action::StopTyping => {
                world.hold(self.beside, None);
                return Go::Back;
            }
            other if other.is_for_overlay() => return Go::Pass(other),
            _ => {}
        }
        Go::Stay
    }

    fn key(&mut self, key: &Key, world: &mut World) -> Go {
        self.edit(world, |editor| {
            editor.key(key);
        })
    }

    fn paste(&mut self, text: &str, world: &mut World) -> Go {
        self.edit(world, |editor| editor.insert(text))
    }

    fn renewed(&mut self, before: &Session, world: &mut World) {
        let Some(session) = world.session(self.session).filter(|session| session.id == before.id) else { return };
        let Some((.., item)) = session.find(&self.item) else { return };
        for row in &mut self.rows {
            row.follow(item, session, world.texts());
        }
        self.remember(world);
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let (texts, theme) = (canvas.texts(), canvas.theme());
        let title = if self.draft.is_some() { self.name.clone() } else { (texts.detail.title)(&self.name) };
        let most = area.height.saturating_sub(8).max(1);
        let rows = u16::try_from(self.rows.len()).unwrap_or(most).min(most);
        let room = overlay::frame(canvas, area, &title, (68, rows + 2));
        overlay::footer(canvas, area, world, self);
        if self.rows.is_empty() {
            canvas.put(room.x, room.y, room.width, texts.detail.none, theme.quiet());
            return None;
        }
        let chosen = self.row();
        let list = room.height.saturating_sub(2);
        let mut caret = None;
        let window = self.cursor.window(self.rows.len(), usize::from(list.max(1)));
        for (index, y) in window.zip(room.top()..room.bottom()) {
            let Some(row) = self.rows.get(index) else { continue };
            let line = Rect { y, height: 1, ..room };
            let style = if index == chosen { theme.here() } else { theme.quiet() };
            if index == chosen {
                canvas.focus(line);
            }
            canvas.put(room.x, y, NAMES - 1, record::label(&row.field, texts), style);
            let value = Rect { x: room.x + NAMES, width: room.width.saturating_sub(NAMES), ..line };
            if index == chosen {
                let style = theme.text().patch(theme.selection());
                let at = row.editor.view(value, canvas.buf(), style, &Span::raw(""));
                caret = at.map(|(x, y)| Position { x, y });
            } else {
                canvas.put(value.x, y, value.width, row.editor.text(), theme.text());
            }
        }
        if let Some(row) = self.rows.get(chosen) {
            let help = help(row, &self.item, world, self.session);
            let y = room.bottom().saturating_sub(1);
            canvas.put(room.x, y, room.width, &help, theme.quiet());
        }
        caret
    }
}

/// What the field at hand may hold: its choices, what can be linked, or the day that was read.
fn help(row: &Row, item: &ItemId, world: &World, session: Uuid) -> String {
    let texts = world.texts();
    if row.field.key == IN_ZONE {
        let home = world.session(session);
        let zone = home.and_then(|home| zone(home, home.find(item)?.2, world));
        return zone.map_or_else(String::new, |(owner, zone)| (texts.sheets.zone)(owner, zone));
    }
    let numbered = |words: Vec<&str>| {
        let numbered = words.iter().enumerate().map(|(index, word)| format!("{} {word}", index + 1));
        numbered.collect::<Vec<_>>().join("   ")
    };
    match &row.field.kind {
        FieldKind::Choice(words) | FieldKind::Offer(words) => {
            numbered(words.ids().into_iter().map(|id| record::word(words, id, texts)).collect())
        }
        FieldKind::Link(to) | FieldKind::Links(to) => world
            .session(session)
            .map_or_else(String::new, |session| numbered(session.targets(*to).map(record::name).collect())),
        FieldKind::Date => match row.field.kind.read(row.editor.text(), world.today(), world.tongue()) {
            Ok(Some(day)) => day.as_str().and_then(|day| day.parse().ok()).map_or_else(String::new, texts.dates.long),
            Ok(None) => String::new(),
            Err(error) => record::field_error(&error, texts),
        },
        _ => String::new(),
    }
}
