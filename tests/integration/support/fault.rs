//! A disk that breaks on request: a small library, loaded before the program, spoils the calls that it is told to.
//!
//! A failing disk cannot be had without rights that a test should not have, and a folder without permissions does not
//! stop an administrator, which the machines of continuous integration are. The program's own crates would go around a
//! preloaded library by bare system calls, unless rustix is built with `use-libc`: the tests ask for that, and cargo
//! then builds the program under test so. The released one is another build and keeps the bare calls.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::room::Room;
use super::terminal::Terminal;

/// What the system says when a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Full,
    Broken,
    Refused,
    ReadOnly,
    /// Nothing is done, and it is said to have worked: a bug planted on purpose.
    Lied,
    /// It works, and takes 0.7 seconds.
    Slow,
}

impl Fate {
    /// The number that Linux, or the library, has for it.
    fn number(self) -> u32 {
        match self {
            Self::Full => 28,
            Self::Broken => 5,
            Self::Refused => 13,
            Self::ReadOnly => 30,
            Self::Lied => 0,
            Self::Slow => 1000,
        }
    }
}

/// A room whose disk can be broken and mended while the program runs.
pub(crate) struct Disk {
    pub(crate) room: Room,
    generation: AtomicU32,
}

impl Disk {
    /// None where the library cannot be had; why is said.
    pub(crate) fn new() -> Option<Self> {
        library()?;
        Some(Self { room: Room::new(), generation: AtomicU32::new(0) })
    }

    fn order(&self) -> PathBuf {
        self.room.path("fault")
    }

    /// From now on these calls, named with commas between, fail on paths that hold these letters.
    pub(crate) fn breaks(&self, calls: &str, fate: Fate, place: &str) {
        let generation = self.generation.fetch_add(1, Ordering::Relaxed) + 1;
        self.put(&format!("{generation} {calls} {} 0 -1 {place}", fate.number()));
    }

    /// From now on every call works.
    pub(crate) fn is_mended(&self) {
        self.put("");
    }

    fn put(&self, order: &str) {
        let draft = self.room.path("fault.new");
        fs::write(&draft, order).expect("an order");
        fs::rename(draft, self.order()).expect("an order");
    }

    /// The calls that were spoilt so far.
    pub(crate) fn spoilt(&self) -> usize {
        fs::read_to_string(self.order().with_extension("log")).map_or(0, |log| log.lines().count())
    }

    /// The program on this disk, in a terminal of this size.
    pub(crate) fn open(&self, args: &[&str], size: (u16, u16)) -> Terminal {
        let mut command = self.room.command(args);
        if let Some(library) = library() {
            command.env("LD_PRELOAD", library);
            command.env("OFFSITE_FAULT", self.order());
        }
        Terminal::start(command, size)
    }
}

impl fmt::Debug for Disk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&fs::read_to_string(self.order().with_extension("log")).unwrap_or_default())
    }
}

/// The library, compiled once for all tests of a run.
#[expect(clippy::print_stderr, reason = "a test that is left out says so")]
fn library() -> Option<&'static Path> {
    static LIBRARY: OnceLock<Option<PathBuf>> = OnceLock::new();
    LIBRARY
        .get_or_init(|| match compiled() {
            Ok(path) => Some(path),
            Err(why) => {
                eprintln!("LEFT OUT: no disk can be broken here, so saving on a broken one is not tried: {why}");
                None
            }
        })
        .as_deref()
}

fn compiled() -> Result<PathBuf, String> {
    if !cfg!(target_os = "linux") {
        return Err("the library is written for Linux".to_owned());
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/integration/support/fault.c");
    let draft = folder.join(format!("fault-{}.so", std::process::id()));
    let made = Command::new("cc").args(["-O1", "-shared", "-fPIC", "-o"]).arg(&draft).arg(source).arg("-ldl").output();
    let made = made.map_err(|error| format!("cc: {error}"))?;
    if made.status.success() { Ok(draft) } else { Err(String::from_utf8_lossy(&made.stderr).into_owned()) }
}
