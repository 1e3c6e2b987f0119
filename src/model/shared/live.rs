//! What the room sees at this moment: the projection, the scene that was chosen for it, and the question at hand.

use serde::{Deserialize, Serialize};

use super::Shared;

/// The name of the format, in the file that the second screen reads.
pub const FORMAT: &str = "offsite.live";

/// The version of the format.
pub const VERSION: u32 = 1;

/// What of the session fills the shared screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scene {
    /// Its name, for whom, when and where, and who is there.
    Title,
    /// Its stages with their minutes.
    Agenda,
    /// The question at hand with what was answered.
    #[default]
    Question,
    /// All questions of the stage at hand with their answers.
    Summary,
    /// A break, and when you go on.
    Break,
    /// The open actions of the client, by when they are to be done.
    Plan,
    /// The same along the weeks.
    Timeline,
    /// What is taken along, and when you meet again.
    Closing,
}

/// A question: the places of stage, sheet and question, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct At {
    /// The stage.
    pub stage: usize,
    /// The sheet in it.
    pub sheet: usize,
    /// The question in it.
    pub question: usize,
}

/// Everything that the second screen draws.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Live {
    /// Always `offsite.live`.
    pub format: String,
    /// The version of the format.
    pub version: u32,
    /// The language of the words around what was said: `en` or `fr`.
    pub language: String,
    /// What fills the screen.
    pub scene: Scene,
    /// The question at hand.
    pub at: At,
    /// Whether nothing but the time of day is shown.
    #[serde(default)]
    pub is_blank: bool,
    /// The session.
    pub shared: Shared,
    /// The sessions of its client with what they hold of the plan, itself first; empty while no scene needs them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub family: Vec<Shared>,
}

impl Scene {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Title,
        Self::Agenda,
        Self::Question,
        Self::Summary,
        Self::Break,
        Self::Plan,
        Self::Timeline,
        Self::Closing,
    ];

    /// Whether it shows the plan of all sessions of the client.
    pub fn needs_family(self) -> bool {
        matches!(self, Self::Plan | Self::Timeline)
    }
}

impl Live {
    /// A scene of a session as others may see it.
    pub fn new(shared: Shared, family: Vec<Shared>, scene: Scene, at: At, language: &str) -> Self {
        let (format, language) = (FORMAT.to_owned(), language.to_owned());
        Self { format, version: VERSION, language, scene, at, is_blank: false, shared, family }
    }

    /// Reads one from a file; none where it is not one, or of another version.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let live: Self = serde_json::from_slice(bytes).ok()?;
        (live.format == FORMAT && live.version == VERSION).then_some(live)
    }

    /// The same as bytes for a file.
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }
}
