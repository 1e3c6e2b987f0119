//! The harness for commands: a machine of its own for every test, and what a command said and returned there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::SystemTime;

use serde_json::{Value, json};
use tempfile::TempDir;

/// The name of the session that [`Machine::with_session`] makes.
pub(crate) const STEM: &str = "2026-03-12-birch-q2-offsite";

/// A home folder of its own, Wednesday 4 March 2026, 10:30 in Berlin.
pub(crate) struct Machine {
    folder: TempDir,
}

/// A command that has run.
pub(crate) struct Outcome {
    words: String,
    output: Output,
}

impl Machine {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    /// The same with one planned session.
    pub(crate) fn with_session() -> Self {
        let machine = Self::new();
        let arguments =
            ["--title", "Q2 offsite", "--client", "Acme Ltd", "--alias", "Birch", "--when", "next thu 9:30"];
        machine.offsite(&[&["new", "--template", "blank"], &arguments[..]].concat()).succeeds();
        machine
    }

    /// The file of that session.
    pub(crate) fn session_file(&self) -> PathBuf {
        self.sessions().join(format!("{STEM}.json"))
    }

    /// Changes that file as an editor would.
    pub(crate) fn edit(&self, change: impl FnOnce(&mut Value)) {
        let path = self.session_file();
        let mut session: Value = serde_json::from_slice(&fs::read(&path).expect("read")).expect("JSON");
        change(&mut session);
        fs::write(&path, serde_json::to_string_pretty(&session).expect("JSON") + "\n").expect("written");
    }

    /// Puts four actions into it: late, to come, done and without a date.
    pub(crate) fn put_actions(&self) {
        self.edit(|session| {
            session["participants"] = json!([{ "id": "p-1", "name": "Maria" }]);
            session["stages"][0]["sheets"] = json!([{ "id": "actions", "kind": "actions", "items": [
                { "id": "a-1", "text": "Call the bank", "owner": "p-1", "due": "2026-03-01" },
                { "id": "a-2", "text": "Write the page", "owner": "Jon", "due": "2026-04-01" },
                { "id": "a-3", "text": "Buy paint", "status": "done" },
                { "id": "a-4", "text": "Read the lease" },
            ] }]);
        });
    }

    /// A path in the home folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Where sessions are kept.
    pub(crate) fn sessions(&self) -> PathBuf {
        self.path("data/offsite/sessions")
    }

    /// Writes a file in the home folder.
    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, text).expect("written");
        path
    }

    /// Every file and folder there is, with its content and when it was changed.
    pub(crate) fn snapshot(&self) -> BTreeMap<PathBuf, (SystemTime, Vec<u8>)> {
        fn enter(folder: &Path, found: &mut BTreeMap<PathBuf, (SystemTime, Vec<u8>)>) {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                let changed = path.metadata().and_then(|metadata| metadata.modified()).expect("a time");
                if path.is_dir() {
                    enter(&path, found);
                }
                let bytes = if path.is_dir() { Vec::new() } else { fs::read(&path).expect("read") };
                found.insert(path, (changed, bytes));
            }
        }
        let mut found = BTreeMap::new();
        enter(self.folder.path(), &mut found);
        found
    }

    /// Runs the program without a terminal, from the home folder.
    pub(crate) fn offsite(&self, arguments: &[&str]) -> Outcome {
        self.offsite_with(&[], arguments)
    }

    /// The same with some variables set.
    pub(crate) fn offsite_with(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Outcome {
        let output = self.command(variables, arguments).output().expect("it runs");
        Outcome { words: arguments.join(" "), output }
    }

    /// The program, ready to be run.
    pub(crate) fn command(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_offsite"));
        command
            .args(arguments)
            .env_clear()
            .env("HOME", self.folder.path())
            .env("XDG_DATA_HOME", self.path("data"))
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env("XDG_STATE_HOME", self.path("state"))
            .env("LANG", "en_GB.UTF-8")
            .env("TERM", "xterm-256color")
            .env("OFFSITE_NOW", "2026-03-04T10:30:00+01:00")
            .envs(variables.iter().copied())
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }
}

impl Outcome {
    /// What it printed.
    pub(crate) fn said(&self) -> String {
        String::from_utf8(self.output.stdout.clone()).expect("text")
    }

    /// What it remarked on standard error.
    pub(crate) fn remarked(&self) -> String {
        String::from_utf8(self.output.stderr.clone()).expect("text")
    }

    /// What it printed, as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.said()).unwrap_or_else(|error| panic!("{self} {error}"))
    }

    /// Fails unless it was done.
    #[track_caller]
    pub(crate) fn succeeds(self) -> Self {
        self.fails_with(0)
    }

    /// Fails unless it ended with this code.
    #[track_caller]
    pub(crate) fn fails_with(self, code: i32) -> Self {
        assert_eq!(self.output.status.code(), Some(code), "{self}");
        self
    }

    /// Fails unless it printed these words.
    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Self {
        assert!(self.said().contains(words), "“{words}” is not said: {self}");
        self
    }

    /// Fails unless it remarked these words on standard error.
    #[track_caller]
    pub(crate) fn remarks(self, words: &str) -> Self {
        assert!(self.remarked().contains(words), "“{words}” is not remarked: {self}");
        self
    }

    /// Fails if it printed anything.
    #[track_caller]
    pub(crate) fn says_nothing(self) -> Self {
        assert!(self.said().is_empty(), "{self}");
        self
    }

    /// Fails if it remarked anything.
    #[track_caller]
    pub(crate) fn remarks_nothing(self) -> Self {
        assert!(self.remarked().is_empty(), "{self}");
        self
    }

    /// Fails if a character that steers a terminal came out.
    #[track_caller]
    pub(crate) fn steers_no_terminal(self) -> Self {
        let is_steering = |c: &char| {
            (c.is_control() && *c != '\n')
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}')
        };
        let found = (self.said() + &self.remarked()).chars().find(is_steering);
        assert_eq!(found, None, "{self}");
        self
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let code = self.output.status.code();
        write!(f, "offsite {}\ncode {code:?}\nsaid:\n{}\nremarked:\n{}", self.words, self.said(), self.remarked())
    }
}
