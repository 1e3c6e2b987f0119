//! How a command ends when it does not end well: a code for scripts and a sentence for people.

use std::io::{self, ErrorKind};

use crate::store::StoreError;

/// The exit codes, as `--help` lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    Done = 0,
    CouldNot = 1,
    Usage = 2,
    NotFound = 3,
    NotValid = 4,
    Busy = 5,
}

/// A command that could not do what it was asked.
#[derive(Debug)]
pub(super) struct Failure {
    /// The code.
    pub(super) exit: Exit,
    /// What happened, what is safe, what to do; none where everything has been said.
    pub(super) words: Vec<String>,
}

impl Failure {
    pub(super) fn new(exit: Exit, words: impl Into<String>) -> Self {
        Self { exit, words: vec![words.into()] }
    }

    /// With everything said already.
    pub(super) fn told(exit: Exit) -> Self {
        Self { exit, words: Vec::new() }
    }

    /// The same with one more sentence.
    pub(super) fn and(mut self, sentence: &str) -> Self {
        self.words.push(sentence.to_owned());
        self
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let exit = match &error {
            StoreError::NotFound { .. } => Exit::NotFound,
            StoreError::NotAFile { .. }
            | StoreError::TooLarge { .. }
            | StoreError::NotJson { .. }
            | StoreError::NotTheFormat { .. }
            | StoreError::Newer { .. }
            | StoreError::Invalid { .. } => Exit::NotValid,
            StoreError::Busy { .. } => Exit::Busy,
            StoreError::Unreadable { .. } | StoreError::ChangedOutside { .. } | StoreError::Unwritable { .. } => {
                Exit::CouldNot
            }
        };
        Self::new(exit, error.to_string())
    }
}

/// What is written goes to standard output, and whoever closes it early has read enough.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::told(Exit::Done),
            _ => Self::new(
                Exit::CouldNot,
                format!("The output could not be written: {error}. No file was changed by that."),
            ),
        }
    }
}
