//! A session that runs: one question, the answers below it, the cursor already in the answer line.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::{DateTime, Duration, FixedOffset};
use ratatui::layout::{Position, Rect};
use uuid::Uuid;

use self::here::{Here, Spot};
use super::{Component, Go, Reply, Screen};
use crate::model::id::ItemId;
use crate::model::session::{Session, State};
use crate::model::shared::live::At;
use crate::model::sheet::Shape;
use crate::model::timebox::Reading;
use crate::tui::effect::{Answer, Effect};
use crate::tui::key::Key;
use crate::tui::keymap::{Action, Place};
use crate::tui::notice::Notice;
use crate::tui::screens::settle::Settle;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::list::Cursor;
use crate::tui::world::World;

mod alignment;
mod answers;
mod checklist;
mod course;
mod cues;
mod drafts;
mod goals;
mod grid;
mod here;
mod keep;
mod kinds;
mod metrics;
mod next;
pub(super) mod options;
pub(super) mod panel;
mod people;
mod projects;
pub(super) mod promises;
mod rail;
mod table;
mod text;
mod view;

/// The running session.
pub struct Run {
    session: Uuid,
    at: Spot,
    /// Where whoever runs the session elsewhere was last seen.
    along: Spot,
    is_typing: bool,
    editor: Editor,
    /// The answer whose words are in the editor, where it is one that stands already.
    changing: Option<ItemId>,
    /// What that answer, or the page, said when the change began.
    base: String,
    /// Since when the page has words that are not in its file.
    page_since: Option<DateTime<FixedOffset>>,
    /// Words that were left in the lines of other questions.
    unsaid: BTreeMap<Spot, String>,
    cursor: Cursor,
    grid: grid::Grid,
    weighing: options::Weighing,
    /// Whether what is known beside the question has the screen.
    is_beside: bool,
    /// The answers seen as a whole, while they are.
    whole: Option<kinds::Scroll>,
    /// Stages for which the time sheet was offered already.
    offered: Vec<usize>,
    earlier: RefCell<Earlier>,
    last: Cell<Option<Last>>,
    answers: Box<RefCell<answers::Known>>,
    deeds: Box<RefCell<panel::Known>>,
}

/// The earlier sessions of the thread, newest first, and the revision of the library for which they hold.
type Earlier = (Option<u64>, Rc<[Uuid]>);

/// The earlier session that said something on the same sheet, after the revision and the sheet for which it is so.
type Last = ((u64, usize, usize), Option<Uuid>);

impl Run {
    /// Takes a session up where it was left.
    pub fn of(session: &Session, world: &World) -> Self {
        let stage = session.stage_here().unwrap_or_default();
        let at = Spot { stage, ..Spot::default() };
        let mut run = Self {
            session: session.id,
            at,
            along: at,
            is_typing: true,
            editor: Editor::line(""),
            changing: None,
            base: String::new(),
            page_since: None,
            unsaid: BTreeMap::new(),
            cursor: Cursor::default(),
            grid: grid::Grid::default(),
            weighing: options::Weighing::default(),
            is_beside: false,
            whole: None,
            offered: Vec::new(),
            earlier: RefCell::default(),
            last: Cell::default(),
            answers: Box::default(),
            deeds: Box::default(),
        };
        run.settle(session);
        if let Some(draft) = world.drafts.get(&session.id).filter(|_| run.can_write(world)) {
            run.restore(draft, session);
        }
        run.look_first(world);
        run.is_typing &= run.can_write(world);
        run.enter_grid(world);
        run
    }

    /// The session that runs.
    pub fn session(&self) -> Uuid {
        self.session
    }

    /// Whether keys are letters: the line is open, and the session may be changed.
    fn types(&self, world: &World) -> bool {
        self.is_typing && self.can_write(world)
    }

    /// Whether another window runs it, or it may not be written for another reason.
    fn is_to_read(&self, world: &World) -> bool {
        !world.can_write(self.session)
    }

    /// Whether it may be changed here.
    fn can_write(&self, world: &World) -> bool {
        world.can_write(self.session) && world.session(self.session).is_some_and(|session| !session.state.is_locked())
    }

    /// Gets ready for the question at hand: the page holds its text, the line is empty.
    fn settle(&mut self, session: &Session) {
        self.changing = None;
        let Some(here) = Self::spot(session, self.at) else { return };
        let shape = here.shape;
        // Where there is something to tick, space ticks at once.
        let is_to_tick = shape == Shape::Checklist && !here.records.items.is_empty();
        self.is_typing = shape == Shape::Page || (shape.has_records() && !is_to_tick);
        self.cursor = Cursor::default();
        self.weighing = options::Weighing::of(here, &mut self.cursor);
        self.whole = None;
        self.page_since = None;
        self.base.clear();
        if shape == Shape::Page {
            let item = here.records.items.first();
            item.map_or("", |item| item.text("text")).clone_into(&mut self.base);
            // A further question begins a further paragraph; what stays empty is not kept.
            let is_further = self.at.prompt > 0 && !self.base.is_empty();
            self.editor = Editor::page(&if is_further { format!("{}\n\n", self.base) } else { self.base.clone() });
            self.changing = item.map(|item| item.id.clone());
        } else {
            self.editor = Editor::line(&self.unsaid.remove(&self.at).unwrap_or_default());
        }
    }

    fn settle_in(&mut self, world: &World) {
        if let Some(session) = world.session(self.session) {
            self.settle(session);
            self.look_first(world);
            self.enter_grid(world);
        }
    }
}

impl Component for Run {
    fn place(&self, world: &World) -> Place {
        match self.shape(world) {
            _ if self.is_beside => Place::Beside,
            _ if (self.is_in_cell() || !self.types(world)) && self.is_grid(world) => self.grid_place(world),
            Shape::Checklist if !self.types(world) => Place::Ticks,
            Shape::FollowUp if self.length(world) > 0 => Place::FollowUp,
            Shape::FollowUp | Shape::Break => Place::Break,
            Shape::Page if self.types(world) => Place::Page,
            Shape::Options => self.weighing_place(world),
            _ if !self.types(world) => self.row_place(world).unwrap_or_else(|| self.browsing(world)),
            _ if self.changing.is_some() => Place::Changing,
            _ if self.editor.is_empty() => self.empty_line(world),
            _ => Place::Answer,
        }
    }

    fn can(&self, action: Action, world: &World) -> bool {
        if let Some(can) = self.can_weigh(action, world) {
            return can;
        }
        let is_text = self.shape(world) == Shape::Page;
        if let Some(can) = self.can_row(action, world) {
            return can;
        }
        match action {
            Action::Enter if self.is_typing => self.can_write(world),
            Action::NextPane => self.length(world) > 0,
            Action::EditOutside if is_text => self.can_write(world),
            Action::Edit if is_text => false,
            Action::Edit | Action::Delete
                if self.shape(world) == Shape::Alignment && self.selected(world).is_none() =>
            {
                false
            }
            Action::Add | Action::Park | Action::Note | Action::Style | Action::TimeSheet | Action::Clock => {
                self.can_write(world)
            }
            Action::Enter | Action::Edit | Action::Delete | Action::Decide | Action::EditOutside => {
                self.can_write(world) && self.length(world) > 0
            }
            Action::MoveUp | Action::MoveDown => self.can_write(world) && self.length(world) > 1,
            Action::Toggle => self.can_write(world) && self.can_toggle(world),
            Action::Previous => self.at != Spot::default(),
            Action::Settle => Settle::is_needed(self.session, world),
            Action::Versions | Action::Whole | Action::MakeAction | Action::Choice(_) => {
                self.can_of_kind(action, world)
            }
            Action::Close => self.can_write(world),
            Action::Undo | Action::Redo => self.can_write(world) && world.can(action),
            _ => action == Action::Present || world.can(action),
        }
    }

    fn arrive(&mut self, world: &mut World) {
        let volume = world.library.volume(self.session).filter(|volume| !volume.is_read_only);
        if world.is_example {
            self.begin(world);
        } else if let Some(path) = volume.map(|volume| volume.path.clone()) {
            world.ask(Effect::Lock(self.session, path));
        }
    }

    fn answer(&mut self, answer: &Answer, world: &mut World) -> Go {
        match answer {
            Answer::Locked(id, true) if *id == self.session => {
                self.begin(world);
                self.note_page(world);
                let open = world.session(self.session).map_or(0, |session| session.unsettled().count());
                if open > 0 {
                    world.say(Notice::calm((world.texts().settle.waiting)(open, &self.reach("=", world))));
                }
                if !self.editor.is_empty() && self.shape(world).has_records() {
                    world.say(Notice::calm(world.texts().says.kept_draft));
                }
                if let Some(over) = world.drafts.get(&self.session).and_then(|draft| draft.over.clone()) {
                    return Go::open(Screen::again(self.session, over, world));
                }
            }
            Answer::Locked(id, false) if *id == self.session => self.is_typing = false,
            Answer::Left(id, _) if *id == self.session => {
                if let Some(session) = world.session(self.session) {
                    *self = Self::of(session, world);
                }
            }
            Answer::Edited(Ok(text)) => self.edited_outside(text, world),
            Answer::Edited(Err(why)) => {
                let texts = world.texts();
                world.say(Notice::from_sentences(&(texts.says.editor_failed)(&(texts.told)(why))));
            }
            _ => {}
        }
        Go::Stay
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        if !self.can(action, world) {
            return Go::Stay;
        }
        // Whatever else is asked for, the question comes back with it.
        self.is_beside = action == Action::Beside && !self.is_beside;
        if action == Action::Beside {
            return Go::Stay;
        }
        if let Some(go) = self.weigh(action, world).or_else(|| self.grid_act(action, world)) {
            return go;
        }
        match action {
            Action::Enter if self.is_typing => return self.keep(world),
            Action::Next => return self.next(world),
            Action::NextStage => return self.next_stage(world),
            Action::Previous => self.previous(world),
            Action::StopTyping if self.is_typing => self.stop_typing(world),
            Action::StopTyping => return Go::Back,
            Action::Newline => {
                self.editor.insert("\n");
                self.remember(world);
            }
            Action::NextPane | Action::Up if self.is_typing => self.browse(world),
            Action::Park => return Go::open(Screen::Aside(super::aside::Aside::park(Some(self.session), world))),
            Action::Undo => self.undo(world, World::undo),
            Action::Redo => self.undo(world, World::redo),
            _ if self.is_typing && !is_of_stage(action) => return Go::Pass(action),
            _ => return self.browse_act(action, world),
        }
        Go::Stay
    }

    fn key(&mut self, key: &Key, world: &mut World) -> Go {
        if !self.grid_key(key, world) && self.is_typing && self.editor.key(key) {
            self.remember(world);
        }
        Go::Stay
    }

    fn paste(&mut self, text: &str, world: &mut World) -> Go {
        if !self.is_typing || self.grid_paste(text, world) {
            return Go::Stay;
        }
        let lines: Vec<String> =
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        if self.shape(world).has_records() && lines.len() > 1 {
            return Go::open(Screen::Paste(super::paste::Paste::of(self.session, lines)));
        }
        self.editor.insert(text);
        self.remember(world);
        Go::Stay
    }

    fn reply(&mut self, reply: Reply, world: &mut World) -> Go {
        match reply {
            Reply::Paste { lines, is_many } => self.keep_pasted(&lines, is_many, world),
            Reply::Line(name) => self.add_department(&name, world),
            Reply::Stage(stage) => {
                self.is_typing = true;
                self.enter(Spot { stage, ..Spot::default() }, world);
            }
            Reply::Version(words) => self.take_version(&words, world),
            Reply::Closed => {
                let path = world.library.volume(self.session).map(|volume| volume.path.display().to_string());
                if let Some(path) = path.filter(|path| !path.is_empty()) {
                    world.say(Notice::calm((world.texts().closing.saved_in)(&path)));
                }
                world.drafts.remove(&self.session);
                world.ask(Effect::Forget(self.session));
                self.propose(world);
                return Go::Home;
            }
            Reply::Take(home, stage) => self.take(home, &stage, world),
            Reply::Judged => {
                self.cursor.act(Action::Down, self.length(world));
            }
            Reply::Filter(_) => {}
        }
        Go::Stay
    }

    fn away(&mut self, minutes: u32, world: &mut World) -> Go {
        let is_running = world.session(self.session).is_some_and(|session| {
            session.state == State::Running && !session.clock_off && session.stage_here().is_some()
        });
        if is_running && self.can_write(world) {
            return Go::open(Screen::Away(super::away::Away::of(self.session, minutes)));
        }
        Go::Stay
    }

    fn renewed(&mut self, before: &Session, world: &mut World) {
        if before.id == self.session {
            self.follow(before, world);
        }
    }

    fn leave(&mut self, world: &mut World) {
        if self.can_write(world) {
            self.put_by(world);
            self.remember(world);
            if let Some(session) = world.session(self.session) {
                let change = session.pause(world.now);
                world.advance(self.session, change);
            }
        }
        // Last of all, so that nobody else takes the session up before it is put by.
        // Whoever has only read it may edit it from the plan again: that is put together with what is said there.
        if !world.busy.remove(&self.session) {
            world.ask(Effect::Unlock(self.session));
        }
    }

    fn tick(&mut self, world: &mut World) {
        self.keep_due_page(world);
        let Some(here) = self.here(world) else { return };
        let timebox = here.session.timebox(world.now);
        let is_due = timebox.lateness() > 0 && timebox.left_here() < 0 && !here.session.clock_off;
        if is_due && !self.offered.contains(&self.at.stage) {
            let over = u32::try_from((59 - timebox.left_here()) / 60).unwrap_or(u32::MAX);
            let words = (world.texts().run.slack_gone)(&here.stage.title, over, &self.reach("T", world));
            self.offered.push(self.at.stage);
            world.say(Notice::calm(words));
        }
    }

    fn next_wake(&self, world: &World, now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
        let session = world.session(self.session)?;
        let is_counting = !session.clock_off && session.state == State::Running;
        // Whole minutes change when the seconds left pass a multiple of 60.
        let minute = session.timebox(now).reading().filter(|_| is_counting).map(|reading| {
            let left = session.timebox(now).left_here();
            let wait =
                if matches!(reading, Reading::TwoMinutes { .. }) { left.max(1) } else { left.rem_euclid(60) + 1 };
            now + Duration::seconds(wait.clamp(1, 60))
        });
        minute.into_iter().chain(self.page_is_due(world, now)).min()
    }

    fn at(&self) -> Option<At> {
        Some(At { stage: self.at.stage, sheet: self.at.sheet, question: self.at.prompt })
    }

    fn is_writing(&self, world: &World) -> bool {
        self.is_typing && self.shape(world) == Shape::Page && self.can_write(world)
    }

    fn title(&self, world: &World) -> Option<String> {
        self.here(world).map(|here| here.stage.title.clone())
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        view::draw(self, world, area, canvas)
    }
}

/// Whether it is meant for the stage, not for the words being typed: the command list offers it while typing too.
fn is_of_stage(action: Action) -> bool {
    matches!(
        action,
        Action::Jump
            | Action::Clock
            | Action::TimeSheet
            | Action::Note
            | Action::Close
            | Action::Style
            | Action::Plan
            | Action::CameAlong
            | Action::Settle
            | Action::EditOutside
            | Action::Present
            | Action::Curtain
            | Action::Hold
    )
}
