//! What the program does to the world outside, as values: a screen asks, the loop performs.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::model::follow_up::Outcome;
use crate::model::id::ItemId;
use crate::model::library::{Broken, Joined, Volume};
use crate::model::panel::judge::{Asked, Verdict};
use crate::model::session::Session;
use crate::model::shared::live::Live;
use crate::model::template::Template;
use crate::settings::Settings;

/// Something to be done outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Write a session to its file; an empty path asks for a new file.
    Save {
        /// What to write.
        session: Arc<Session>,
        /// The number of the last version from outside that is in it.
        seen: u64,
        /// Where; empty for a new file.
        path: PathBuf,
    },
    /// Put a session's file in the trash folder.
    Trash(Uuid, PathBuf),
    /// Keep half-typed words.
    Keep(Uuid, Box<Draft>),
    /// The half-typed words were kept or thrown away.
    Forget(Uuid),
    /// Make sure that no other window runs the session, and look at its file once more: another one may have run it since.
    Lock(Uuid, PathBuf),
    /// Others may run the session again.
    Unlock(Uuid),
    /// Open a session file from anywhere.
    Open(PathBuf),
    /// Let the second screens see this.
    ShowToRoom(Arc<Live>),
    /// Let them see nothing any more.
    HideFromRoom,
    /// Open the example in its own library.
    Example,
    /// Let a text be edited in `$EDITOR`.
    EditOutside(String),
    /// Make the file with the settings say these.
    Configure(Settings),
    /// Let that file be edited in `$EDITOR`, and read it again.
    EditSettings,
    /// Suspend the program until the shell brings it back.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Leave; everything is saved first.
    Quit,
}

/// Words that were being typed, and where.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The stage.
    pub stage: String,
    /// The sheet's place in the stage, from 0.
    pub sheet: usize,
    /// The question's place in the sheet, from 0.
    pub prompt: usize,
    /// The item that was being changed, if it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The keys of row and column, where the words are for a cell of a grid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<(String, String)>,
    /// What that item said when the change began: words on top of other ones are not put over newer ones.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub base: String,
    /// The words.
    pub text: String,
    /// The caret, as bytes from the start.
    pub cursor: usize,
    /// When they were typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<FixedOffset>>,
    /// Words that were left in the lines of other questions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unsaid: Vec<Unsaid>,
    /// Words in an overlay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<Over>,
    /// A session that was being prepared and that no file holds yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepared: Option<Box<Session>>,
}

impl Draft {
    /// Whether it says nothing about the session itself: its words are of an overlay, of somebody who has not opened it.
    pub fn is_apart(&self) -> bool {
        self.stage.is_empty() && self.prepared.is_none()
    }

    /// One that is apart, beside the words that an earlier run has left in the session.
    #[must_use]
    pub fn beside(&self, left: Option<Self>) -> Self {
        let left = left.filter(|left| !left.is_apart());
        left.map_or_else(|| self.clone(), |left| Self { over: self.over.clone().or(left.over), ..left })
    }

    /// The words that wait in the lines of questions.
    pub fn waiting(&self) -> Vec<String> {
        let words = self.unsaid.iter().map(|unsaid| &unsaid.text);
        words.filter(|words| !words.trim().is_empty()).cloned().collect()
    }
}

/// What was being written in an overlay, and was not kept yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "over", rename_all = "kebab-case")]
pub enum Over {
    /// A thought to be parked.
    Thought {
        /// The words.
        text: String,
    },
    /// A private note.
    Note {
        /// Its stage.
        stage: String,
        /// The words.
        text: String,
    },
    /// An action to be added to the plan.
    Action {
        /// The words.
        text: String,
    },
    /// Fields of an item.
    Form {
        /// The session that holds the item.
        home: Uuid,
        /// The item.
        item: ItemId,
        /// The words of each field that was changed.
        fields: BTreeMap<String, String>,
    },
    /// What becomes of a promise.
    Promise {
        /// The session that holds the action.
        home: Uuid,
        /// The action.
        action: ItemId,
        /// The outcome that was chosen.
        outcome: Outcome,
        /// The words that it needs.
        text: String,
    },
    /// A decision for one of several alternatives.
    Decision {
        /// The alternative.
        alternative: ItemId,
        /// The words of each field that was changed.
        fields: BTreeMap<String, String>,
    },
    /// Why an alternative is ruled out.
    Veto {
        /// The alternative.
        alternative: ItemId,
        /// Who rules it out; the room where nobody is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        owner: Option<String>,
        /// The words.
        text: String,
    },
    /// What is said about a row of a panel.
    Row {
        /// The session that holds the item.
        home: Uuid,
        /// The item.
        item: ItemId,
        /// What was asked.
        asked: Asked,
        /// The answer that was chosen.
        verdict: Verdict,
        /// The words that go with it.
        text: String,
    },
    /// Why a session closes although something is missing.
    Reason {
        /// The words.
        text: String,
    },
    /// A paste of several lines.
    Paste {
        /// The lines.
        lines: Vec<String>,
    },
}

/// Words that were typed under a question and not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsaid {
    /// The stage.
    pub stage: String,
    /// The sheet's place in the stage, from 0.
    pub sheet: usize,
    /// The question's place in the sheet, from 0.
    pub prompt: usize,
    /// The words.
    pub text: String,
}

/// What comes back from outside.
#[derive(Debug)]
pub enum Answer {
    /// The newest sessions of the folder, while the rest is read.
    FirstPage {
        /// The sessions.
        volumes: Vec<Volume>,
        /// Half-typed words of an earlier run in them.
        drafts: Vec<(Uuid, Draft)>,
    },
    /// The folder was read.
    Library {
        /// The sessions in it.
        volumes: Vec<Volume>,
        /// The files that could not be read.
        broken: Vec<Broken>,
        /// Half-typed words of an earlier run.
        drafts: Vec<(Uuid, Draft)>,
    },
    /// The example's sessions.
    Example(Vec<Session>),
    /// A session was written.
    Saved(Uuid, PathBuf),
    /// Saving works again.
    SavedAgain(Uuid),
    /// Half-typed words cannot be kept outside memory; the sentence says why.
    NotKept(String),
    /// They can again.
    KeptAgain,
    /// A session could not be written: why, and whether its words are safe in another file.
    NotSaved(Uuid, String, bool),
    /// What came from outside into a session that is worked on here.
    Joined(Joined),
    /// The templates, and the files that are none.
    Templates(Vec<Template>, Vec<Broken>),
    /// Versions of an earlier run, or of a window that is gone, that had not reached their files.
    Unsaved(Vec<Volume>),
    /// Half-typed words of a window that ran the session until it ended.
    Left(Uuid, Box<Draft>),
    /// A session of the list that somebody else has changed.
    Changed(Box<Volume>),
    /// Sessions that are worked on here, whose files somebody has taken out of the folder.
    Missing(Vec<Uuid>),
    /// The folder was read once more, because something in it has changed.
    Renewed(Vec<Volume>, Vec<Broken>),
    /// Sessions that were read together with copies which a tool had left beside them.
    PutTogether(Vec<PathBuf>),
    /// The second screens do not see what they should; the sentence says why.
    NotShown(String),
    /// Whether the session may be run here.
    Locked(Uuid, bool),
    /// A file from elsewhere.
    Opened(Box<Volume>),
    /// It could not be opened; the sentence says why.
    NotOpened(String),
    /// The file with the settings as it is after it was edited, and what is wrong in it or why it was not.
    Settings(Settings, Option<String>),
    /// The settings could not be kept; the sentence says why.
    NotConfigured(String),
    /// The text as it came out of `$EDITOR`, or why it did not.
    Edited(Result<String, String>),
}

impl Effect {
    /// Whether it would write anything.
    pub fn writes(&self) -> bool {
        matches!(
            self,
            Self::Save { .. }
                | Self::Trash(..)
                | Self::Keep(..)
                | Self::Forget(_)
                | Self::Lock(..)
                | Self::Configure(_)
                | Self::EditSettings
                | Self::ShowToRoom(_)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thought_for_a_session_that_is_not_open_does_not_take_the_place_of_what_was_being_typed_in_it() {
        let over = |text: &str| Some(Over::Thought { text: text.to_owned() });
        let left =
            Draft { stage: "goals".to_owned(), text: "Twelve cl".to_owned(), over: over("old"), ..Draft::default() };
        let apart = Draft { over: over("new"), ..Draft::default() };
        assert!(apart.is_apart() && !left.is_apart());
        assert_eq!(apart.beside(Some(left.clone())), Draft { over: over("new"), ..left.clone() });
        assert_eq!(apart.beside(Some(Draft { over: over("old"), ..Draft::default() })), apart);
        assert_eq!(Draft::default().beside(Some(left.clone())), left);
    }
}
