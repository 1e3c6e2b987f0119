//! Everything that can go wrong with a file, as data, and the plain English that a command prints.

use super::flaw::Flaw;
use super::shown;
use super::stamp::Stamp;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::{error, fmt};

/// What went wrong with a file; no variant is returned after anything was lost.
#[derive(Debug)]
pub enum StoreError {
    /// There is no such file.
    NotFound {
        /// The file asked for.
        path: PathBuf,
    },
    /// The system would not let the file be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The path leads to a folder or a device.
    NotAFile {
        /// What was found instead of a file.
        path: PathBuf,
    },
    /// The file, or what was to be written into it, is over [`file::LARGEST`](super::file::LARGEST).
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        bytes: u64,
    },
    /// The file is not JSON text.
    NotJson {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column, in characters from 1.
        column: usize,
        /// What is wrong there.
        found: Flaw,
    },
    /// The file is JSON of some other kind.
    NotTheFormat {
        /// The file.
        path: PathBuf,
        /// The format that was wanted, such as `offsite.session`.
        expected: &'static str,
        /// The format that the file names, if it names one.
        found: Option<String>,
    },
    /// The file was written by a later release and cannot be shown by this one.
    Newer {
        /// The file.
        path: PathBuf,
        /// The version of the file.
        found: u32,
        /// The newest version that this release reads.
        reads: u32,
    },
    /// The file is of the right format, and something in it cannot be.
    Invalid {
        /// The file.
        path: PathBuf,
        /// The line, from 1, where known.
        line: Option<usize>,
        /// The column, in characters from 1, where known.
        column: Option<usize>,
        /// What is wrong there.
        message: Flaw,
    },
    /// Somebody else has written the file since it was read; it was left as it is.
    ChangedOutside {
        /// The file.
        path: PathBuf,
        /// Where a version is kept that would otherwise be nowhere, if there is one.
        rescue: Option<PathBuf>,
    },
    /// The file could not be written; what was there before is there still, unless `landed`.
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
        /// Where the unsaved words are kept, if they are.
        rescue: Option<PathBuf>,
        /// The stamp of the new content if the file already has it and only the flush to the disk failed.
        landed: Option<Stamp>,
    },
    /// The file is open in another window.
    Busy {
        /// The file.
        path: PathBuf,
    },
}

impl StoreError {
    /// The error of a write that left everything as it was.
    pub fn unwritable(path: &Path, source: io::Error) -> Self {
        Self::Unwritable { path: path.to_owned(), source, rescue: None, landed: None }
    }

    /// The error of a file with a sound form and an impossible content, the line from 1 where known.
    pub fn invalid(path: &Path, line: Option<usize>, message: impl Into<Flaw>) -> Self {
        Self::Invalid { path: path.to_owned(), line, column: None, message: message.into() }
    }

    /// The same error, saying where the unsaved words were put.
    #[must_use]
    pub fn with_rescue(mut self, kept: PathBuf) -> Self {
        if let Self::ChangedOutside { rescue, .. } | Self::Unwritable { rescue, .. } = &mut self {
            *rescue = Some(kept);
        }
        self
    }

    /// Whether the words are in some file all the same.
    pub fn is_kept(&self) -> bool {
        match self {
            Self::ChangedOutside { rescue, .. } => rescue.is_some(),
            Self::Unwritable { rescue, landed, .. } => rescue.is_some() || landed.is_some(),
            _ => false,
        }
    }

    /// The file that it is about.
    pub fn path(&self) -> &Path {
        match self {
            Self::NotFound { path }
            | Self::Unreadable { path, .. }
            | Self::NotAFile { path }
            | Self::TooLarge { path, .. }
            | Self::NotJson { path, .. }
            | Self::NotTheFormat { path, .. }
            | Self::Newer { path, .. }
            | Self::Invalid { path, .. }
            | Self::ChangedOutside { path, .. }
            | Self::Unwritable { path, .. }
            | Self::Busy { path } => path,
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = shown::path(self.path());
        let safe = match self {
            Self::NotJson { .. } | Self::Invalid { .. } => MEND,
            Self::Unreadable { .. } | Self::TooLarge { .. } | Self::NotTheFormat { .. } => UNTOUCHED,
            Self::NotFound { .. } => "Check its name and its folder.",
            Self::NotAFile { .. } => "Name the file in it that you mean.",
            Self::Newer { .. } => "The file is untouched; install a newer release to open it.",
            Self::ChangedOutside { .. } => "Open it again to see both.",
            Self::Unwritable { landed: Some(_), .. } => "It may not survive a power cut yet.",
            Self::Unwritable { landed: None, .. } => "What was saved before is safe.",
            Self::Busy { .. } => "Close it there, or open it here only to read.",
        };
        let happened = self.what_happened();
        let stop = if happened.ends_with('?') { "" } else { "." };
        match self.kept() {
            Some(kept) => write!(f, "{path}{happened}{stop} {kept}. {safe}"),
            None => write!(f, "{path}{happened}{stop} {safe}"),
        }
    }
}

impl StoreError {
    /// What happened, to be read after the path.
    fn what_happened(&self) -> String {
        match self {
            Self::NotFound { .. } => " does not exist".to_owned(),
            Self::NotAFile { .. } => " is not a file".to_owned(),
            Self::Unreadable { source, .. } => format!(" cannot be read: {}", reason(source)),
            Self::TooLarge { bytes, .. } => {
                format!(" has {} MiB, and 32 MiB is the most", bytes.div_ceil(1 << 20))
            }
            Self::NotJson { line, column, found, .. } => format!(", line {line}, column {column}: {found}"),
            Self::Invalid { line, column, message, .. } => {
                let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
                let column = column.map(|column| format!(", column {column}")).unwrap_or_default();
                format!("{line}{column}: {message}")
            }
            Self::NotTheFormat { expected, found, .. } => {
                let wanted = expected.rsplit('.').next().unwrap_or(expected);
                let found = found.as_deref().map(|found| format!("; it says that it is “{}”", shown::word(found)));
                format!(" is not a {wanted} file{}", found.unwrap_or_default())
            }
            Self::Newer { found, reads, .. } => {
                format!(" has format version {found}, and this release reads up to {reads}")
            }
            Self::ChangedOutside { .. } => " was changed elsewhere and has not been written over".to_owned(),
            Self::Unwritable { source, .. } => format!(" could not be saved: {}", reason(source)),
            Self::Busy { .. } => " is open in another window".to_owned(),
        }
    }

    /// Where the words are that are not in the file.
    fn kept(&self) -> Option<String> {
        let (words, rescue) = match self {
            Self::ChangedOutside { rescue, .. } => ("A version that is not in it is kept in", rescue.as_deref()?),
            Self::Unwritable { rescue, .. } => ("Your words are kept in", rescue.as_deref()?),
            _ => return None,
        };
        Some(format!("{words} {}", shown::path(rescue)))
    }
}

impl error::Error for StoreError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Unreadable { source, .. } | Self::Unwritable { source, .. } => Some(source),
            _ => None,
        }
    }
}

const UNTOUCHED: &str = "The file is untouched.";
const MEND: &str = "The file is untouched; mend that place in a text editor, or take an earlier copy.";

/// What the system said, in the words of a person where there are any.
fn reason(error: &io::Error) -> String {
    let words = match error.kind() {
        ErrorKind::PermissionDenied => "you have no permission for that",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "your share of the disk is full",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::NotFound => "its folder is gone",
        ErrorKind::NotADirectory => "a part of the path is not a folder",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::AlreadyExists => "there is a file of that name already",
        ErrorKind::InvalidFilename => "the name is too long or has a character that the disk refuses",
        _ => {
            return shown::word(error.to_string().split(" (os error").next().unwrap_or_default());
        }
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path() -> PathBuf {
        PathBuf::from("/s/a.json")
    }

    #[test]
    fn an_error_says_what_happened_what_is_safe_and_what_to_do() {
        let full = io::Error::from(ErrorKind::StorageFull);
        let error = StoreError::unwritable(&path(), full);
        assert_eq!(error.to_string(), "/s/a.json could not be saved: the disk is full. What was saved before is safe.");
        let error = error.with_rescue("/r/b".into()).to_string();
        assert!(error.ends_with("Your words are kept in /r/b. What was saved before is safe."), "{error}");
        let error = StoreError::invalid(&path(), Some(7), "two goals have the id “g-1”").to_string();
        assert!(error.starts_with("/s/a.json, line 7: two goals have the id “g-1”. The file is untouched;"), "{error}");
        let error = StoreError::NotTheFormat { path: path(), expected: "offsite.session", found: Some("x".into()) };
        assert_eq!(
            error.to_string(),
            "/s/a.json is not a session file; it says that it is “x”. The file is untouched."
        );
    }

    #[test]
    fn an_unusual_error_of_the_system_keeps_its_words_without_its_number() {
        let error = StoreError::Unreadable { path: path(), source: io::Error::from_raw_os_error(5) }.to_string();
        assert!(!error.contains("os error") && error.starts_with("/s/a.json cannot be read: "), "{error}");
    }

    #[test]
    fn an_error_is_small_enough_to_be_returned_by_value() {
        assert!(size_of::<StoreError>() <= 128);
    }
}
