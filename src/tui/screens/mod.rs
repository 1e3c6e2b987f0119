//! The screens, what each can be asked, and where it can lead.

use chrono::{DateTime, FixedOffset};
use ratatui::layout::{Position, Rect};

use super::effect::Answer;
use super::key::Key;
use super::keymap::{Action, Place};
use super::widgets::canvas::Canvas;
use super::world::World;
use crate::model::session::{Session, State};
use crate::model::shared::live::At;

mod again;
pub mod aside;
pub mod away;
pub mod carried;
pub mod closing;
pub mod commands;
pub mod decide;
pub mod detail;
pub mod find;
pub mod home;
pub mod judge;
pub mod open_file;
pub mod paste;
pub mod plan;
pub mod prepare;
pub mod present;
pub mod review;
pub mod room;
pub mod run;
pub mod settings;
pub mod settle;
pub mod stages;
pub mod templates;
pub mod time;
pub mod versions;
mod whole;

/// One screen or overlay.
pub enum Screen {
    /// The list of sessions.
    Home(home::Home),
    /// The templates for a new session.
    Templates(templates::Templates),
    /// A session that is being prepared.
    Prepare(prepare::Prepare),
    /// A session that runs.
    Run(run::Run),
    /// The action plan.
    Plan(plan::PlanScreen),
    /// What the plan shows.
    Filter(plan::filter::FilterChoice),
    /// A session to be read.
    Review(review::Review),
    /// Find across everything.
    Find(find::Find),
    /// The list of commands.
    Commands(commands::Commands),
    /// A line put aside or noted.
    Aside(aside::Aside),
    /// Every field of a record.
    Detail(detail::Detail),
    /// A paste of several lines.
    Paste(paste::Paste),
    /// The stages to jump to.
    Stages(stages::Stages),
    /// Two versions of one field.
    Settle(settle::Settle),
    /// The earlier wordings of a text.
    Versions(versions::Versions),
    /// The time sheet.
    Time(time::TimeSheet),
    /// After a long absence.
    Away(away::Away),
    /// What becomes of a promise.
    Decide(decide::Decide),
    /// What is said about a row of a panel.
    Judge(judge::Judge),
    /// What came along from earlier sessions.
    Carried(carried::Carried),
    /// What is missing before closing.
    Closing(closing::Closing),
    /// A file from elsewhere.
    OpenFile(open_file::OpenFile),
    /// What can be set.
    Settings(settings::SettingsScreen),
    /// What the room shall see.
    Present(present::Present),
    /// The shared screen in this window.
    Room(room::RoomScreen),
}

/// Where an action leads.
pub enum Go {
    /// Nowhere.
    Stay,
    /// To whatever the action means everywhere.
    Pass(Action),
    /// One level back.
    Back,
    /// Onto another screen, with this one below.
    Open(Box<Screen>),
    /// To another screen instead of this one.
    Replace(Box<Screen>),
    /// To the list of sessions.
    Home,
    /// Back, and the screen below acts.
    Act(Action),
    /// Back, with a reply for the screen below.
    Reply(Reply),
    /// Out of the program.
    Quit,
}

/// What an overlay tells the screen below it.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// Keep the pasted lines as several items, or as one.
    Paste {
        /// The lines.
        lines: Vec<String>,
        /// Whether each is an item.
        is_many: bool,
    },
    /// Go to this stage.
    Stage(usize),
    /// Show only this.
    Filter(crate::model::plan::filter::Filter),
    /// The session was closed.
    Closed,
    /// Bring these earlier words back.
    Version(String),
    /// Something was said about a row.
    Judged,
    /// Take this stage of that session along.
    Take(uuid::Uuid, String),
    /// A line of text.
    Line(String),
}

impl Go {
    /// Onto another screen.
    pub fn open(screen: Screen) -> Self {
        Self::Open(Box::new(screen))
    }

    /// To another screen instead of this one.
    pub fn replace(screen: Screen) -> Self {
        Self::Replace(Box::new(screen))
    }
}

/// What every screen can be asked.
pub trait Component {
    /// Which bindings hold now.
    fn place(&self, world: &World) -> Place;

    /// Whether an action would do something now; the footer leaves out what would not.
    fn can(&self, action: Action, world: &World) -> bool {
        world.can(action)
    }

    /// Does what a key or a command asks for; what it has no meaning for, it passes on.
    fn act(&mut self, action: Action, world: &mut World) -> Go;

    /// The question at hand, where it is one of a session that runs.
    fn at(&self) -> Option<At> {
        None
    }

    /// Whether a page is being written that is kept now and then, before its words are finished.
    fn is_writing(&self, _world: &World) -> bool {
        false
    }

    /// Takes a key that no binding has: a letter to type.
    fn key(&mut self, _key: &Key, _world: &mut World) -> Go {
        Go::Stay
    }

    /// Takes a paste.
    fn paste(&mut self, _text: &str, _world: &mut World) -> Go {
        Go::Stay
    }

    /// Takes the reply of an overlay that was above it.
    fn reply(&mut self, _reply: Reply, _world: &mut World) -> Go {
        Go::Stay
    }

    /// Takes the answer of an effect it asked for.
    fn answer(&mut self, _answer: &Answer, _world: &mut World) -> Go {
        Go::Stay
    }

    /// Learns that a session is another one than before, because somebody else has worked on it.
    fn renewed(&mut self, _before: &Session, _world: &mut World) {}

    /// Has just come onto the screen.
    fn arrive(&mut self, _world: &mut World) {}

    /// Learns that nothing was heard for so many minutes.
    fn away(&mut self, _minutes: u32, _world: &mut World) -> Go {
        Go::Stay
    }

    /// Is about to go for good; leaves nothing behind that would be lost.
    fn leave(&mut self, _world: &mut World) {}

    /// Learns that time has passed.
    fn tick(&mut self, _world: &mut World) {}

    /// When it will look different by itself.
    fn next_wake(&self, _world: &World, _now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
        None
    }

    /// Whether it lies over the screen below.
    fn is_overlay(&self) -> bool {
        false
    }

    /// Words for the terminal's title.
    fn title(&self, _world: &World) -> Option<String> {
        None
    }

    /// Draws it into `area`; the caret's place where there is one.
    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position>;
}

macro_rules! each_screen {
    ($self:expr, $screen:ident => $result:expr) => {
        match $self {
            Self::Home($screen) => $result,
            Self::Templates($screen) => $result,
            Self::Prepare($screen) => $result,
            Self::Run($screen) => $result,
            Self::Plan($screen) => $result,
            Self::Filter($screen) => $result,
            Self::Review($screen) => $result,
            Self::Find($screen) => $result,
            Self::Commands($screen) => $result,
            Self::Aside($screen) => $result,
            Self::Detail($screen) => $result,
            Self::Paste($screen) => $result,
            Self::Stages($screen) => $result,
            Self::Settle($screen) => $result,
            Self::Versions($screen) => $result,
            Self::Time($screen) => $result,
            Self::Away($screen) => $result,
            Self::Decide($screen) => $result,
            Self::Judge($screen) => $result,
            Self::Carried($screen) => $result,
            Self::Closing($screen) => $result,
            Self::OpenFile($screen) => $result,
            Self::Settings($screen) => $result,
            Self::Present($screen) => $result,
            Self::Room($screen) => $result,
        }
    };
}

impl Screen {
    /// The screen, to be asked.
    pub fn component(&self) -> &dyn Component {
        each_screen!(self, screen => screen)
    }

    /// The screen, to be told.
    pub fn component_mut(&mut self) -> &mut dyn Component {
        each_screen!(self, screen => screen)
    }

    /// The session that it runs, where it is a running one.
    pub fn running(&self) -> Option<uuid::Uuid> {
        match self {
            Self::Run(run) => Some(run.session()),
            _ => None,
        }
    }

    /// The screen on which a session is worked on at once, even where it is only planned.
    pub fn to_run(session: &Session, world: &World) -> Self {
        if session.state.is_locked() {
            Self::for_session(session, world)
        } else {
            Self::Run(run::Run::of(session, world))
        }
    }

    /// The screen on which a session is taken up: prepared, run, or read.
    pub fn for_session(session: &Session, world: &World) -> Self {
        match session.state {
            State::Planned => Self::Prepare(prepare::Prepare::of(session)),
            State::Running | State::Paused => Self::Run(run::Run::of(session, world)),
            State::Closed | State::Abandoned => Self::Review(review::Review::of(session)),
        }
    }
}
