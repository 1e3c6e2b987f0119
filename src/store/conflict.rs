//! What tools that synchronise folders leave behind when they cannot merge: a copy beside the file, or marks in it.

use std::path::Path;

/// The words by which Syncthing, Dropbox, Nextcloud and others mark a copy, in small letters.
const MARKS: &[&str] = &[".sync-conflict-", "(conflicted copy", "conflicted copy ", "(case conflict", "_conflict-"];
/// The longest name that `OneDrive` gives a copy after the machine that it comes from, in characters.
const LONGEST_MACHINE: usize = 15;

/// Whether a file is, by its name, a copy that a tool left beside `original`: `plan.sync-conflict-….json`,
/// `plan (Maria's conflicted copy 2026-03-04).json`, `plan (Case Conflict).json`, `plan_conflict-….json`, or
/// `plan-LAPTOP.json`.
pub fn is_copy(path: &Path, original: &Path) -> bool {
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let (name, original_name) = (stem(path), stem(original));
    let Some(rest) = name.strip_prefix(&original_name).filter(|_| path.parent() == original.parent()) else {
        return false;
    };
    let lower = rest.to_lowercase();
    MARKS.iter().any(|mark| lower.contains(mark)) || rest.strip_prefix('-').is_some_and(is_machine)
}

/// Whether it looks like the name of a machine. The names that this program gives files have no capital letters.
fn is_machine(word: &str) -> bool {
    let is_fit = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    word.chars().all(is_fit) && word.chars().any(|c| c.is_ascii_uppercase()) && word.len() <= LONGEST_MACHINE
}

/// A file with git's marks, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// The file as it was here.
    pub ours: Vec<u8>,
    /// The file that it was to be merged with.
    pub theirs: Vec<u8>,
    /// What both come from, where git was told to show it.
    pub base: Option<Vec<u8>>,
}

/// Both sides of a file in which git left its marks (`<<<<<<<`, perhaps `|||||||`, `=======`, `>>>>>>>`); none where
/// there are no marks, or not all of them.
pub fn sides(bytes: &[u8]) -> Option<Sides> {
    #[derive(PartialEq)]
    enum At {
        Both,
        Ours,
        Base,
        Theirs,
    }
    let (mut ours, mut theirs, mut base) = (Vec::new(), Vec::new(), Vec::new());
    let (mut at, mut has_marks, mut has_base) = (At::Both, false, false);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let is_mark = |mark: &[u8]| {
            line.strip_prefix(mark).is_some_and(|rest| rest.first().is_none_or(|next| b" \r\n".contains(next)))
        };
        at = match at {
            At::Both if is_mark(b"<<<<<<<") => At::Ours,
            At::Ours if is_mark(b"|||||||") => At::Base,
            At::Ours | At::Base if is_mark(b"=======") => At::Theirs,
            At::Theirs if is_mark(b">>>>>>>") => At::Both,
            at => {
                if matches!(at, At::Both | At::Ours) {
                    ours.extend_from_slice(line);
                }
                if matches!(at, At::Both | At::Theirs) {
                    theirs.extend_from_slice(line);
                }
                if matches!(at, At::Both | At::Base) {
                    base.extend_from_slice(line);
                }
                at
            }
        };
        has_marks |= at == At::Theirs;
        has_base |= at == At::Base;
    }
    (has_marks && at == At::Both).then(|| Sides { ours, theirs, base: has_base.then_some(base) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copy(name: &str) -> bool {
        is_copy(Path::new("/s").join(name).as_path(), Path::new("/s/2026-03-04-q2.json"))
    }

    #[test]
    fn copies_of_tools_are_known_by_their_names() {
        for name in [
            "2026-03-04-q2.sync-conflict-20260304-101500-ABCDEFG.json",
            "2026-03-04-q2 (Maria's conflicted copy 2026-03-04).json",
            "2026-03-04-q2 (conflicted copy 2026-03-04 101500).json",
            "2026-03-04-q2 (Case Conflict 1).json",
            "2026-03-04-q2_conflict-20260304-101500.json",
            "2026-03-04-q2-DESKTOP-4K2.json",
        ] {
            assert!(copy(name), "{name}");
        }
    }

    #[test]
    fn what_people_copy_is_theirs() {
        for name in ["2026-03-04-q2-old.json", "2026-03-04-q2-2.json", "2026-03-04-q2 (1).json", "other-LAPTOP.json"] {
            assert!(!copy(name), "{name}");
        }
        assert!(!is_copy(Path::new("/t/2026-03-04-q2-LAPTOP.json"), Path::new("/s/2026-03-04-q2.json")));
    }

    #[test]
    fn both_sides_of_marks_are_whole() {
        let text = b"{\n<<<<<<< HEAD\n  \"a\": 1\n||||||| 1234\n  \"a\": 0\n=======\n  \"a\": 2\n>>>>>>> other\n}\n";
        let found = sides(text).unwrap();
        assert_eq!(found.ours, b"{\n  \"a\": 1\n}\n");
        assert_eq!(found.theirs, b"{\n  \"a\": 2\n}\n");
        assert_eq!(found.base.unwrap(), b"{\n  \"a\": 0\n}\n");
        let plain = b"<<<<<<< HEAD\nx\n=======\n>>>>>>> other\n";
        assert_eq!(sides(plain).unwrap(), Sides { ours: b"x\n".to_vec(), theirs: Vec::new(), base: None });
    }

    #[test]
    fn half_of_the_marks_are_none() {
        for text in ["{}", "<<<<<<< HEAD\nx\n", "<<<<<<< HEAD\nx\n=======\ny\n", "=======\n", ">>>>>>> other\n"] {
            assert_eq!(sides(text.as_bytes()), None, "{text}");
        }
    }
}
