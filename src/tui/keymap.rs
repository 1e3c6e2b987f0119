//! Every key binding, declared once: what handles a key also prints the footer, the command list, the help and the man page.

use super::key::Key;
use crate::lang::Texts;

/// What a key can ask for; a screen answers those that it has bindings for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One column left.
    Left,
    /// One column right.
    Right,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Half a page up.
    PageUp,
    /// Half a page down.
    PageDown,
    /// The obvious thing: open, keep, continue.
    Enter,
    /// One level back.
    Back,
    /// Leave the program.
    Quit,
    /// The list of commands, which is the help too.
    Commands,
    /// Find across everything.
    Find,
    /// Put a thought aside.
    Park,
    /// Suspend the program.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Take the last edit back.
    Undo,
    /// Make it again.
    Redo,
    /// Start a new session.
    NewSession,
    /// Read a session.
    Read,
    /// The action plan.
    Plan,
    /// The next stage, question or step.
    Next,
    /// The one before.
    Previous,
    /// The next stage, whatever is left of this one.
    NextStage,
    /// Any stage by name.
    Jump,
    /// Begin typing a new answer.
    Add,
    /// Every field of the record.
    Edit,
    /// The words in `$EDITOR`.
    EditOutside,
    /// Done, or not.
    Toggle,
    /// Take it out.
    Delete,
    /// One place up in its list.
    MoveUp,
    /// One place down in its list.
    MoveDown,
    /// A week earlier.
    Earlier,
    /// A week later.
    Later,
    /// Less of it: minutes, length.
    Less,
    /// More of it: minutes, length.
    More,
    /// As much of it as there is time for.
    Trim,
    /// The next field of a form.
    NextField,
    /// The field before.
    PreviousField,
    /// The facilitator's style.
    Style,
    /// A session file from elsewhere.
    OpenFile,
    /// What can be set.
    Settings,
    /// The next pane or view.
    NextPane,
    /// What is known beside the question.
    Beside,
    /// The pane or view before.
    PreviousPane,
    /// Stop typing.
    StopTyping,
    /// A new line in the text.
    Newline,
    /// The clock: pause or go.
    Clock,
    /// The time sheet.
    TimeSheet,
    /// A private note.
    Note,
    /// Close the session.
    Close,
    /// Keep the prepared session for later.
    SaveForLater,
    /// Decide about a promise, or about a row of a panel.
    Decide,
    /// Take an unfinished stage along.
    TakeAlong,
    /// What came along from earlier sessions.
    CameAlong,
    /// Prepare the session that comes next.
    PrepareNext,
    /// Choose what is shown.
    Filter,
    /// How much time a column stands for.
    Zoom,
    /// A view by its place, from 1.
    View(u8),
    /// A choice by its place, from 1.
    Choice(u8),
    /// Five more minutes here.
    FiveMore,
    /// Share an overrun out over the rest.
    ShareOut,
    /// Cut a stage.
    CutStage,
    /// End later.
    EndLater,
    /// No clock at all.
    ClockOff,
    /// The stage began earlier or later than the clock says.
    StartedAt,
    /// Give scores, one person after the other.
    Score,
    /// Show the scores, whoever is not through.
    Reveal,
    /// Rule an alternative out, or take that back.
    Veto,
    /// Choose between two versions.
    Settle,
    /// The earlier wordings of a text.
    Versions,
    /// All answers as a whole, or the list of them again.
    Whole,
    /// An action out of what is chosen.
    MakeAction,
    /// What the room sees.
    Present,
    /// Nothing but a clock for the room, or the session again.
    Curtain,
    /// What the room sees stays as it is, or follows again.
    Hold,
    /// What the room sees in this window.
    InThisWindow,
    /// Nothing for the room any more.
    EndPresenting,
    /// Yes.
    Yes,
    /// No.
    No,
}

impl Action {
    /// Whether an overlay lets it through: it keeps, leaves, or concerns the whole program.
    pub fn is_for_overlay(self) -> bool {
        matches!(
            self,
            Self::Enter
                | Self::Back
                | Self::StopTyping
                | Self::Quit
                | Self::Park
                | Self::Commands
                | Self::Suspend
                | Self::Redraw
        )
    }
}

/// Where a binding holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// Wherever no text is being typed.
    Anywhere,
    /// Wherever text is being typed.
    Typing,
    /// Every stage while nothing is being typed.
    Stage,
    /// Every view of the plan.
    Plan,
    /// The list of sessions.
    Home,
    /// The same while a session is chosen that has begun.
    HomeUnderWay,
    /// The first screen of an empty library.
    Welcome,
    /// The list of templates for a new session.
    Templates,
    /// The fields of a session that is being prepared.
    Prepare,
    /// The same while nothing has been typed or changed.
    Untouched,
    /// Its schedule.
    Schedule,
    /// The answer line of a stage.
    Answer,
    /// The same while nothing is typed in it.
    Empty,
    /// The same under the last question of a stage.
    LastQuestion,
    /// The same under the last question of all.
    LastOfAll,
    /// The words of an answer that is being changed.
    Changing,
    /// The long text of a stage.
    Page,
    /// The answers of a stage.
    Answers,
    /// A text while nothing is typed.
    Text,
    /// Projects that are scored.
    Projects,
    /// Notes that lie in lanes.
    Lanes,
    /// Open roles.
    Roles,
    /// Answers seen as a whole.
    Whole,
    /// The wordings of a text.
    Versions,
    /// A cell of a grid that is being filled, before anything is typed in it.
    Cell,
    /// The same once something is typed.
    CellTyped,
    /// The cells of measures, to choose from.
    Measures,
    /// The cells of goals by departments, to choose from.
    Matrix,
    /// What can be ticked off.
    Ticks,
    /// The criteria by which alternatives are scored.
    Criteria,
    /// What becomes of alternatives once they are named.
    Weighing,
    /// The same while not everybody has scored.
    Ballot,
    /// One person’s scores.
    Scoring,
    /// Everybody’s scores, added up.
    Scores,
    /// The same once something was decided.
    Decided,
    /// What is known beside the question: stages, cues, notes, last time.
    Beside,
    /// The promises of earlier sessions.
    FollowUp,
    /// The rows of a panel.
    Panel,
    /// The same while one is chosen that can be decided about.
    PanelDecide,
    /// The same while an unfinished stage is chosen.
    PanelTake,
    /// What came along from earlier sessions.
    Carried,
    /// A break.
    Break,
    /// What becomes of one promise.
    Decide,
    /// The words that a decision needs.
    DecideWords,
    /// The stages to jump to.
    Stages,
    /// The time sheet.
    Time,
    /// The stage to cut, in the time sheet.
    TimeCut,
    /// What a choice of the time sheet would do, before it is done.
    TimePreview,
    /// When a stage really began.
    TimeStarted,
    /// The question after a long absence.
    Away,
    /// Every field of a record.
    Detail,
    /// Two versions of one field.
    Settle,
    /// A paste of several lines.
    Paste,
    /// A line to be put aside or noted.
    Aside,
    /// What is missing before closing.
    Closing,
    /// The board of the plan.
    Board,
    /// The list of the plan.
    List,
    /// The timeline of the plan.
    Timeline,
    /// The people of the plan.
    People,
    /// What the plan shows.
    Filter,
    /// A session to be read.
    Review,
    /// Find across everything.
    Find,
    /// A file to open.
    OpenFile,
    /// What can be set.
    Settings,
    /// What the room shall see.
    Present,
    /// The shared screen in this window.
    Room,
    /// The list of commands.
    Commands,
}

/// Whether the footer names a binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// In the footer and the command list.
    Footer,
    /// In the command list only.
    Listed,
    /// Nowhere: movement that every list has.
    Silent,
}

/// One binding.
#[derive(Clone, Copy)]
pub struct Binding {
    /// Where it holds.
    pub place: Place,
    /// The keys that mean it, the one to be shown first; several shown keys are parted by a space.
    pub keys: &'static str,
    /// What it asks for.
    pub action: Action,
    /// What it does, in a few words.
    pub label: fn(&Texts) -> &'static str,
    /// Whether the footer names it.
    pub shown: Shown,
}

impl Place {
    /// Its name in lists of keys: `FollowUp` as "follow up".
    pub fn name(self) -> String {
        let letters = format!("{self:?}");
        let spaced = letters.chars().flat_map(|c| c.is_uppercase().then_some(' ').into_iter().chain(c.to_lowercase()));
        spaced.collect::<String>().trim().to_owned()
    }

    /// Whether keys are letters here.
    pub fn is_typing(self) -> bool {
        matches!(
            self,
            Self::Typing
                | Self::Prepare
                | Self::Untouched
                | Self::Answer
                | Self::Empty
                | Self::LastQuestion
                | Self::LastOfAll
                | Self::Changing
                | Self::Cell
                | Self::CellTyped
                | Self::Page
                | Self::DecideWords
                | Self::TimeStarted
                | Self::Detail
                | Self::Aside
                | Self::Closing
                | Self::Find
                | Self::OpenFile
                | Self::Commands
        )
    }

    /// The wider places it lies in, the nearest first.
    fn around(self) -> &'static [Self] {
        match self {
            Self::Answers | Self::Beside | Self::Whole | Self::FollowUp | Self::Break | Self::Ballot | Self::Panel => {
                &[Self::Stage, Self::Anywhere]
            }
            Self::Scores | Self::Decided => &[Self::Weighing, Self::Stage, Self::Anywhere],
            Self::CellTyped => &[Self::Cell, Self::Typing],
            Self::Text
            | Self::Projects
            | Self::Lanes
            | Self::Roles
            | Self::Criteria
            | Self::Measures
            | Self::Matrix
            | Self::Ticks => &[Self::Answers, Self::Stage, Self::Anywhere],
            Self::PanelDecide | Self::PanelTake => &[Self::Panel, Self::Stage, Self::Anywhere],
            Self::Board | Self::List | Self::Timeline | Self::People => &[Self::Plan, Self::Anywhere],
            Self::HomeUnderWay => &[Self::Home, Self::Anywhere],
            Self::Untouched => &[Self::Prepare, Self::Typing],
            Self::Empty | Self::LastQuestion | Self::LastOfAll | Self::Changing => &[Self::Answer, Self::Typing],
            place if place.is_typing() => &[Self::Typing],
            _ => &[Self::Anywhere],
        }
    }

    /// The bindings that hold here: its own, then those of the places around it.
    pub fn bindings(self) -> impl Iterator<Item = &'static Binding> {
        let of = |place: Self| super::bindings::ALL.iter().filter(move |binding| binding.place == place);
        of(self).chain(self.around().iter().flat_map(move |&place| of(place)))
    }

    /// The bindings that the command list offers here: while an answer is typed, those of its stage too.
    pub fn commands(self) -> impl Iterator<Item = &'static Binding> {
        let is_answer = self.around().contains(&Self::Answer)
            || matches!(self, Self::Answer | Self::Cell | Self::CellTyped | Self::Page);
        let stage = super::bindings::ALL.iter().filter(move |binding| is_answer && binding.place == Self::Stage);
        self.bindings().chain(stage)
    }

    /// What `key` asks for here.
    pub fn action(self, key: &Key) -> Option<Action> {
        let shown = key.to_string();
        self.bindings().find(|binding| binding.keys.split(' ').any(|each| each == shown)).map(|binding| binding.action)
    }
}

/// The keys and the words under which the footer names a binding, and the action named together with it, if there is one.
pub(super) fn footer_name(binding: &Binding, texts: &Texts) -> (String, &'static str, Option<Action>) {
    let first = |keys: &'static str| keys.split(' ').next().unwrap_or_default();
    let pair = super::bindings::PAIRS
        .iter()
        .find(|(place, one, other, _)| *place == binding.place && (*one == binding.action || *other == binding.action));
    let Some((place, one, other, label)) = pair else {
        return (named(first(binding.keys), texts), (binding.label)(texts), None);
    };
    let key = |action: Action| {
        let bound = super::bindings::ALL.iter().find(|each| each.place == *place && each.action == action);
        bound.map_or("", |each| first(each.keys))
    };
    let (left, right) = (key(*one), key(*other));
    let gap = if left.is_ascii() { " " } else { "" };
    let partner = if *one == binding.action { *other } else { *one };
    (format!("{left}{gap}{right}"), label(texts), Some(partner))
}

/// A key by the name that a keyboard of the language has for it: `shift-tab` as "maj-tab".
pub fn named(key: &str, texts: &Texts) -> String {
    let name = |word: &str| texts.key_names.iter().find(|(ours, _)| *ours == word).map(|(_, theirs)| *theirs);
    let pieces = key.split_inclusive('-').map(|piece| match piece.strip_suffix('-') {
        Some(held) => name(held).map_or_else(|| piece.to_owned(), |name| format!("{name}-")),
        None => name(piece).unwrap_or(piece).to_owned(),
    });
    pieces.collect()
}

/// Every binding there is.
pub fn all() -> &'static [Binding] {
    super::bindings::ALL
}
