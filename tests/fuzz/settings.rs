//! A file with settings: told in sentences with their lines, and changed without losing a word that is not ours.

use std::path::Path;

use offsite::settings::{Setting, Settings};
use offsite::store::settings::{changed, parse};
use toml_edit::{DocumentMut, Item};

use super::is_refusal;

pub(crate) fn settings(bytes: &[u8]) -> bool {
    let path = Path::new("a\u{1b}\u{202e}.toml");
    let (said, faults) = parse(path, bytes);
    for fault in &faults {
        is_refusal(fault, bytes);
    }
    if changed(path, bytes, &said).is_err() {
        assert!(!faults.is_empty() && said == Settings::default());
        return false;
    }
    assert_eq!(changed(path, bytes, &said).expect("readable").as_bytes(), bytes, "nothing to change");
    for setting in Setting::ALL {
        for word in setting.words() {
            let mut wanted = said.clone();
            wanted.choose(setting, word);
            let Ok(after) = changed(path, bytes, &wanted) else { continue };
            let (read, _) = parse(path, after.as_bytes());
            assert_eq!(read.word(setting), *word, "{after}");
            is_rest_kept(str::from_utf8(bytes).expect("text"), &after, setting.key());
        }
    }
    true
}

/// Fails where anything but one key is another than before.
fn is_rest_kept(before: &str, after: &str, key: &str) {
    let read = |text: &str| text.trim_start_matches('\u{feff}').parse::<DocumentMut>().expect("TOML");
    let (one, other) = (read(before), read(after));
    let shown = |item: &Item| item.to_string();
    for (name, item) in one.iter().filter(|(name, _)| *name != key) {
        assert_eq!(other.get(name).map(shown), Some(shown(item)), "{name} in {after}");
    }
    assert!(other.iter().all(|(name, _)| name == key || one.contains_key(name)));
    let comments = |text: &str| text.lines().filter(|line| line.trim_start().starts_with('#')).count();
    assert!(comments(after) >= comments(before), "a comment is lost: {after}");
}
