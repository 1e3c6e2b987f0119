//! A home of its own for one test: the program runs in it, and nothing outside is read or written.

use std::fs;
use std::path::{Path, PathBuf};

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use super::terminal::Terminal;

/// A folder that holds a home, a library and whatever else the program makes.
pub(crate) struct Room {
    folder: TempDir,
}

impl Room {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    /// A path in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program, ready to be started.
    pub(crate) fn command(&self, args: &[&str]) -> CommandBuilder {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_offsite"));
        self.furnish(&mut command);
        command.args(["--theme", "dark"]);
        command.args(args);
        command
    }

    /// A shell with job control.
    pub(crate) fn shell(&self) -> CommandBuilder {
        let mut command = CommandBuilder::new("bash");
        self.furnish(&mut command);
        command.args(["--noprofile", "--norc", "--noediting", "-i"]);
        command
    }

    /// An environment in which nothing outside the room is read or written.
    fn furnish(&self, command: &mut CommandBuilder) {
        let home = self.folder.path().display().to_string();
        command.env_clear();
        for (name, value) in [
            ("HOME", home.clone()),
            ("PATH", std::env::var("PATH").unwrap_or_default()),
            ("XDG_DATA_HOME", format!("{home}/data")),
            ("XDG_STATE_HOME", format!("{home}/state")),
            ("XDG_CONFIG_HOME", format!("{home}/config")),
            ("LANG", "C.UTF-8".to_owned()),
            ("OFFSITE_DIR", format!("{home}/library")),
        ] {
            command.env(name, value);
        }
    }

    /// The program in a terminal of 100 columns and 30 rows.
    pub(crate) fn open(&self, args: &[&str]) -> Terminal {
        Terminal::start(self.command(args), (100, 30))
    }

    /// A session that was prepared on the command line; its path.
    pub(crate) fn prepared(&self) -> String {
        self.prepare("Trial")
    }

    /// The same with a title of its own.
    pub(crate) fn prepare(&self, title: &str) -> String {
        let mut terminal = Terminal::start(
            self.command(&["-q", "new", "--template", "strategic-session", "--title", title]),
            (200, 30),
        );
        assert_eq!(terminal.ends(), 0, "{}", terminal.shown());
        terminal.shown().trim().to_owned()
    }

    /// The session files, by name.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.path("library/sessions")).into_iter().flatten().flatten();
        let mut files: Vec<_> = entries
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
            .collect();
        files.sort();
        files
    }

    /// The only session file, as text.
    pub(crate) fn file(&self) -> String {
        let files = self.files();
        assert_eq!(files.len(), 1, "{files:?}");
        fs::read_to_string(&files[0]).expect("a file")
    }

    /// The text of all session files.
    pub(crate) fn sessions(&self) -> String {
        self.files().iter().filter_map(|path| fs::read_to_string(path).ok()).collect()
    }

    /// The text of everything in the state folder: half-typed words, versions on their way, and rescued ones.
    pub(crate) fn state(&self) -> String {
        fn all(folder: &Path, text: &mut String) {
            for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
                if path.is_dir() {
                    all(&path, text);
                } else if path.extension().is_none_or(|ending| ending != "tmp" && ending != "broken") {
                    text.push_str(&String::from_utf8_lossy(&fs::read(&path).unwrap_or_default()));
                }
            }
        }
        let mut text = String::new();
        all(&self.path("state"), &mut text);
        text
    }
}
