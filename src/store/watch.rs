//! Notices when somebody else writes into the folder of the sessions.
//!
//! It only says which file to look at: whether anything has changed is decided by content, and where the system tells
//! nothing, as over a network, a change is still noticed when the session is taken up or saved.

use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};

/// Watches a folder for as long as it lives.
#[derive(Debug)]
pub struct Watch {
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Watches a folder and those in it; `tell` is called on a thread of its own, with every session file that was
    /// written, moved or removed, also by this program. None where the folder is not there, or cannot be watched.
    pub fn over(folder: &Path, tell: impl Fn(PathBuf) + Send + 'static) -> Option<Self> {
        let listen = move |event: notify::Result<notify::Event>| {
            let event = event.ok().filter(|event| !event.kind.is_access());
            event.into_iter().flat_map(|event| event.paths).filter(|path| is_session(path)).for_each(&tell);
        };
        let mut watcher = notify::recommended_watcher(listen).ok()?;
        watcher.watch(folder, RecursiveMode::Recursive).ok()?;
        Some(Self { _watcher: watcher })
    }
}

/// Whether it may be a session by its name, as the walk through the folder has it.
fn is_session(path: &Path) -> bool {
    let is_hidden = path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
    !is_hidden && path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    #[test]
    fn what_others_write_is_told_and_hidden_files_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, told) = channel();
        let _watch = Watch::over(folder.path(), move |path| sender.send(path).unwrap()).unwrap();
        fs::write(folder.path().join(".offsite-1.tmp"), "x").unwrap();
        fs::write(folder.path().join("notes.txt"), "x").unwrap();
        let path = folder.path().join("a.json");
        fs::write(&path, "x").unwrap();
        assert_eq!(told.recv_timeout(Duration::from_secs(20)).unwrap(), path);
    }

    #[test]
    fn a_folder_that_is_not_there_is_not_watched() {
        assert!(Watch::over(Path::new("/nowhere/at/all"), |_| ()).is_none());
    }
}
