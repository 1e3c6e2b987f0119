//! Preparing a session: who, when and where at the left, the schedule at the right, and nothing starts by itself.

use chrono::{DateTime, FixedOffset, TimeDelta, Timelike};
use ratatui::layout::{Position, Rect};

use super::aside::Aside;
use super::run::Run;
use super::{Component, Go, Screen};
use crate::model::history::History;
use crate::model::session::{Session, State};
use crate::model::stage::Stage;
use crate::tui::key::{Key, KeyCode};
use crate::tui::keymap::{Action, Place};
use crate::tui::notice::Notice;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::frame::{self, Header};
use crate::tui::widgets::list::Cursor;
use crate::tui::world::World;

mod client;
pub(crate) mod date;
mod draft;
mod edits;
mod fields;
mod form;
mod schedule;

use draft::Draft;
use fields::Fields;
use form::{Form, Name};
use schedule::Schedule;

/// The screen on which a session is prepared.
pub struct Prepare {
    draft: Draft,
    form: Form,
    is_schedule: bool,
    cursor: Cursor,
    /// The stages that a second press leaves out so that the rest fits.
    doomed: Vec<String>,
}

impl Prepare {
    /// Prepares a new session, which stays here until it is saved or started.
    pub fn new(session: Session, world: &World) -> Self {
        let thread = client::newest_before(&session, world);
        let session = Session { thread, ..session };
        let form = Form::of(&session, true);
        Self {
            draft: Draft::New(Box::new(session), History::default()),
            form,
            is_schedule: false,
            cursor: Cursor::default(),
            doomed: Vec::new(),
        }
    }

    /// Takes up a planned session of the library.
    pub fn of(session: &Session) -> Self {
        let form = Form::of(session, false);
        Self { draft: Draft::Kept(session.id), form, is_schedule: false, cursor: Cursor::default(), doomed: Vec::new() }
    }

    /// Makes the edits that the typed words ask for.
    fn commit(&mut self, world: &mut World) {
        self.form.recognise(world);
        let mut ids = world.ids.clone();
        for name in Name::ALL {
            let Some(session) = self.draft.session(world) else { return };
            let is_kept = match self.form.change(name, session, world, &mut ids) {
                Ok(Some(change)) if !change.is_empty() => {
                    let texts = world.texts();
                    self.draft.edit(world, (texts.says.changed)(name.label(texts)), change)
                }
                Ok(_) => true,
                Err(_) => false,
            };
            self.form.mark(name, is_kept);
        }
        world.ids = ids;
    }

    /// The session as it would be with the words being typed.
    fn preview(&self, world: &World) -> Option<Session> {
        let mut session = self.draft.session(world)?.clone();
        for name in [Name::Title, Name::Client, Name::When] {
            if let Ok(Some(change)) = self.form.change(name, &session, world, &mut world.ids.clone()) {
                session.apply(change).ok()?;
            }
        }
        Some(session)
    }

    /// Keeps what is typed outside memory, while no file holds the session yet.
    fn remember(&self, world: &mut World) {
        if matches!(self.draft, Draft::New(..))
            && let Some(session) = self.preview(world)
        {
            Draft::remember(&session, world);
        }
    }

    /// Whether leaving keeps something.
    fn has_work(&self) -> bool {
        matches!(self.draft, Draft::Kept(_)) || !self.form.is_settled() || self.draft.is_begun()
    }

    /// The selected stage, its place, and how many there are.
    fn stage<'a>(&'a self, world: &'a World) -> Option<(&'a Stage, usize, usize)> {
        let stages = &self.draft.session(world)?.stages;
        let index = self.cursor.row(stages.len());
        stages.get(index).map(|stage| (stage, index, stages.len()))
    }

    /// Goes one field on; behind the last one is the schedule.
    fn next_field(&mut self, world: &mut World) -> Go {
        self.commit(world);
        self.is_schedule = !self.form.step(true);
        Go::Stay
    }

    fn switch_pane(&mut self, world: &mut World) -> Go {
        self.commit(world);
        self.is_schedule = !self.is_schedule;
        Go::Stay
    }

    fn start(&mut self, world: &mut World) -> Go {
        self.commit(world);
        self.draft.keep(world);
        match self.draft.session(world) {
            Some(session) => Go::replace(Screen::Run(Run::of(session, world))),
            None => Go::Back,
        }
    }

    fn park(&self, world: &World) -> Go {
        let session = if let Draft::Kept(id) = self.draft { Some(id) } else { None };
        Go::open(Screen::Aside(Aside::park(session, world)))
    }

    fn header(&self, session: &Session, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Rect {
        let texts = world.texts();
        let state = if session.state == State::Planned { texts.prepare.not_started } else { "" };
        let page = match (frame::is_narrow(area), self.is_schedule) {
            (false, _) => String::new(),
            (true, is_schedule) => format!(" {} {}/2", canvas.glyphs().separator, 1 + u8::from(is_schedule)),
        };
        let quiet = canvas.theme().quiet();
        let title = if matches!(self.draft, Draft::Kept(_)) { &session.title } else { texts.prepare.new_session };
        let header = Header { path: &[title], fact: &[(state, quiet), (&page, quiet)], ..Header::default() };
        frame::draw(canvas, area, &header, world, self)
    }
}

impl Component for Prepare {
    fn place(&self, _world: &World) -> Place {
        match (self.is_schedule, self.has_work()) {
            (true, _) => Place::Schedule,
            (false, true) => Place::Prepare,
            (false, false) => Place::Untouched,
        }
    }

    fn can(&self, action: Action, world: &World) -> bool {
        let at = self.stage(world);
        match action {
            Action::SaveForLater => self.has_work(),
            Action::Undo => self.draft.can_undo(world),
            Action::TakeAlong => self.unfinished(world).is_some(),
            Action::Less => at.is_some_and(|(stage, ..)| stage.shorter().is_some()),
            Action::Trim => self.is_trimmable(world),
            Action::MoveUp => at.is_some_and(|(_, index, _)| index > 0),
            Action::MoveDown => at.is_some_and(|(_, index, length)| index + 1 < length),
            Action::Delete => matches!(at, Some((_, _, 2..))),
            _ => world.can(action),
        }
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        let doomed = std::mem::take(&mut self.doomed);
        match action {
            Action::NextField => self.next_field(world),
            Action::PreviousField => {
                self.commit(world);
                self.form.step(false);
                Go::Stay
            }
            Action::NextPane | Action::PreviousPane => self.switch_pane(world),
            Action::SaveForLater | Action::StopTyping | Action::Back => Go::Back,
            Action::Enter => self.start(world),
            Action::More | Action::Less => self.set_minutes(action == Action::More, world),
            Action::Trim => self.trim(&doomed, world),
            Action::MoveUp | Action::MoveDown => self.reorder(action == Action::MoveDown, world),
            Action::Delete => self.drop_stage(world),
            Action::TakeAlong => self.take_along(world),
            Action::Undo | Action::Redo => self.retrace(action == Action::Undo, world),
            Action::Park => self.park(world),
            action => {
                let length = self.stage(world).map_or(0, |(_, _, length)| length);
                if self.is_schedule && self.cursor.act(action, length) { Go::Stay } else { Go::Pass(action) }
            }
        }
    }

    fn key(&mut self, key: &Key, world: &mut World) -> Go {
        self.doomed.clear();
        if self.is_schedule {
            return Go::Stay;
        }
        match (key.code, self.form.completion(world)) {
            (KeyCode::Right | KeyCode::End, Some(rest)) => {
                if let Some(editor) = self.form.editor_here() {
                    editor.insert(&rest);
                }
            }
            (KeyCode::Left, _) if self.form.at() == Name::Style => self.turn_style(false, world),
            (KeyCode::Right | KeyCode::Char(' '), _) if self.form.at() == Name::Style => self.turn_style(true, world),
            _ => {
                if let Some(editor) = self.form.editor_here() {
                    editor.key(key);
                }
            }
        }
        self.remember(world);
        Go::Stay
    }

    fn paste(&mut self, text: &str, world: &mut World) -> Go {
        if !self.is_schedule
            && let Some(editor) = self.form.editor_here()
        {
            editor.insert(text);
            self.remember(world);
        }
        Go::Stay
    }

    fn leave(&mut self, world: &mut World) {
        if !self.has_work() {
            return;
        }
        self.commit(world);
        self.draft.keep(world);
        if self.form.is_stuck(Name::When) {
            let texts = world.texts();
            let words = self.form.text(Name::When);
            let kept = self.draft.session(world).and_then(|session| session.scheduled);
            world.say(Notice::calm(match kept {
                Some(at) => (texts.prepare.saved_as_before)(words, &(texts.dates.long)(at.date_naive())),
                None => (texts.prepare.saved_undated)(words),
            }));
        }
    }

    fn next_wake(&self, world: &World, now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
        // Without a date the schedule counts from now, which is another minute then.
        let session = self.draft.session(world).filter(|session| session.scheduled.is_none())?;
        let is_shown = session.state == State::Planned;
        is_shown.then(|| now + TimeDelta::seconds(60 - i64::from(now.second().min(59))))
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let session = self.preview(world)?;
        let room = self.header(&session, world, area, canvas);
        let is_short = frame::is_short(area);
        let fields = Fields { form: &self.form, session: &session, world, has_focus: !self.is_schedule };
        let schedule = Schedule { session: &session, cursor: &self.cursor, has_focus: self.is_schedule, world };
        let [left, right, third] = panes(area, room);
        let below = |y: u16, pane: Rect| Rect { y, height: pane.bottom().saturating_sub(y), ..pane };
        if frame::is_narrow(area) {
            if self.is_schedule {
                let y = schedule.draw(room, is_short, if room.height < fields::ROOMY { 0 } else { 3 }, canvas);
                schedule.draw_stage(below(y + 1, room), is_short, canvas);
                return None;
            }
            let (y, caret) = fields.draw(room, canvas);
            let y = fields.draw_before(below(y + 1, room), is_short, canvas);
            fields.draw_carried(below(y + 1, room), is_short, canvas);
            return caret;
        }
        let gap = if is_short { 1 } else { 2 };
        let (y, caret) = fields.draw(left, canvas);
        let before = fields.draw_before(below(y + gap, left), is_short, canvas);
        let wanted = if third.is_empty() { 6 } else { 0 };
        let ends = schedule.draw(right, is_short, wanted, canvas);
        let carried = if third.is_empty() { (before + gap).max(ends + 1) } else { before + gap };
        fields.draw_carried(below(carried, left), is_short, canvas);
        let stage = if third.is_empty() { below(carried, right) } else { third };
        schedule.draw_stage(stage, is_short, canvas);
        caret
    }
}

/// The panes: fields, schedule, and on a wide screen one for the questions of the selected stage.
fn panes(area: Rect, room: Rect) -> [Rect; 3] {
    if frame::is_wide(area) {
        let third = room.width / 3;
        let pane = |index: u16| {
            let x = room.x + index * third;
            Rect { x, width: third.saturating_sub(6).min(84), ..room }
        };
        return [pane(0), pane(1), Rect { width: third.min(84), ..pane(2) }];
    }
    let half = room.width / 2;
    let right = Rect { x: room.x + half + 4, width: room.width.saturating_sub(half + 4), ..room };
    [Rect { width: half.saturating_sub(2), ..room }, right, Rect::default()]
}
