//! The table of key bindings: no key twice in one place, every label short, every key one that can be pressed.

use std::collections::HashMap;

use offsite::lang::Texts;
use offsite::tui::key::Key;
use offsite::tui::keymap::{Place, Shown, all};

#[test]
fn no_key_means_two_things_in_one_place() {
    let mut seen = HashMap::new();
    for binding in all() {
        for key in binding.keys.split(' ') {
            let before = seen.insert((binding.place, key), binding.action);
            assert!(before.is_none(), "{key} is bound twice in {:?}", binding.place);
        }
    }
}

#[test]
fn every_key_can_be_pressed_and_is_written_as_it_is_shown() {
    for binding in all() {
        for key in binding.keys.split(' ') {
            let parsed = Key::parse(key).unwrap_or_else(|| panic!("no key is called {key}"));
            assert_eq!(parsed.to_string(), key, "in {:?}", binding.place);
        }
    }
}

#[test]
fn every_label_is_short_enough_for_a_footer() {
    for language in ["en", "fr"] {
        for binding in all().iter().filter(|binding| binding.shown == Shown::Footer) {
            let label = (binding.label)(Texts::of(language));
            assert!(!label.is_empty() && label.chars().count() <= 24, "{label}");
        }
    }
}

#[test]
fn while_typing_no_letter_is_a_command() {
    for binding in all().iter().filter(|binding| binding.place.is_typing() || binding.place == Place::Typing) {
        for key in binding.keys.split(' ') {
            assert!(key.chars().count() > 1 || "↑↓←→".contains(key), "{key} in {:?}", binding.place);
        }
    }
}

/// The bindings of every place, as a table for the README.
fn table() -> String {
    let mut lines = vec!["| where | keys |".to_owned(), "|---|---|".to_owned()];
    let mut places: Vec<Place> = Vec::new();
    for binding in all() {
        if !places.contains(&binding.place) {
            places.push(binding.place);
        }
    }
    for place in places {
        let here = all().iter().filter(|binding| binding.place == place && binding.shown != Shown::Silent);
        let mut keys: Vec<String> = Vec::new();
        for binding in here {
            let names: Vec<String> = binding.keys.split(' ').map(|key| format!("`{key}`")).collect();
            keys.push(format!("{} {}", names.join(" "), (binding.label)(Texts::of("en"))));
        }
        if !keys.is_empty() {
            lines.push(format!("| {} | {} |", place.name(), keys.join(" · ")));
        }
    }
    lines.join("\n")
}

#[test]
fn the_readme_shows_the_keys_that_there_are() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).expect("the README");
    let (before, rest) = readme.split_once("<!-- keys -->\n").expect("a place for the keys");
    let (_, after) = rest.split_once("<!-- end of keys -->").expect("an end of the keys");
    let fresh = format!("{before}<!-- keys -->\n{}\n<!-- end of keys -->{after}", table());
    if std::env::var_os("OFFSITE_BLESS").is_some() {
        std::fs::write(&path, &fresh).expect("the README");
        return;
    }
    assert!(
        readme == fresh,
        "the keys in the README are not those of the program. To refresh them: OFFSITE_BLESS=1 cargo test keys"
    );
}
