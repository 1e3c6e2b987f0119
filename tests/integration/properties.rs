//! Whatever is pressed, pasted or resized, in whatever order: nothing panics, and the caret stays on the screen.

use std::sync::LazyLock;

use jsonschema::Validator;
use offsite::model::demo;
use offsite::tui::app::Msg;
use offsite::tui::effect::Effect;
use offsite::tui::key::{Key, KeyCode};
use offsite::tui::keymap::all;
use proptest::prelude::*;

use crate::support::{Desk, now, template};

/// One thing that happens at the keyboard or to the window.
#[derive(Clone, Debug)]
enum Happening {
    Press(String),
    Type(char),
    Paste(String),
    Size(u16, u16),
    Wait(i64),
}

fn happening() -> impl Strategy<Value = Happening> {
    let keys: Vec<String> = all().iter().flat_map(|binding| binding.keys.split(' ')).map(str::to_owned).collect();
    let words = ["fri", "@maria", "due:2w", "家族👨‍👩‍👧", "e\u{301}\u{301}", "\u{202e}rtl", "\u{1b}[31m", "a b c", "1", ""];
    prop_oneof![
        8 => prop::sample::select(keys).prop_map(Happening::Press),
        2 => prop::sample::select(vec!['a', 'é', '漢', '\u{200d}', '1', '@', ' ', '!']).prop_map(Happening::Type),
        1 => prop::sample::select(words.to_vec()).prop_map(|word| Happening::Paste(format!("{word}\n{word} {word}"))),
        2 => (0_u16..221, 0_u16..61).prop_map(|(columns, rows)| Happening::Size(columns, rows)),
        1 => (0_i64..90).prop_map(Happening::Wait),
    ]
}

fn live(happenings: Vec<Happening>, is_empty: bool) {
    let sessions = if is_empty { Vec::new() } else { demo::example(&template(), now()) };
    let mut desk = Desk::with(sessions);
    for happening in happenings {
        match happening {
            Happening::Press(key) => {
                desk.press(&key);
            }
            Happening::Type(letter) => {
                desk.send(Msg::Key(Key::plain(KeyCode::Char(letter))));
            }
            Happening::Paste(text) => {
                desk.send(Msg::Paste(text));
            }
            Happening::Size(columns, rows) => {
                desk.size = (columns, rows);
                desk.send(Msg::Resize(columns, rows));
            }
            Happening::Wait(minutes) => {
                desk.wait(minutes);
            }
        }
        desk.buffer();
    }
    for effect in &desk.effects {
        if let Effect::Save { session, .. } = effect {
            let file = serde_json::to_value(&**session).expect("a file");
            let faults: Vec<String> = SCHEMA.iter_errors(&file).map(|fault| fault.to_string()).collect();
            assert!(faults.is_empty(), "{faults:?}");
        }
    }
}

/// The published schema, in a validator that is not ours.
static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let schema = serde_json::from_str(include_str!("../../schema/session-1.json")).expect("a schema");
    jsonschema::draft202012::new(&schema).expect("a schema")
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_key_script_at_any_size_panics_and_every_file_is_valid(script in prop::collection::vec(happening(), 1..60), is_empty: bool) {
        live(script, is_empty);
    }
}

/// Every screen of the example, by the keys that lead to it from home.
const PATHS: &[(&str, &str)] = &[
    ("home", ""),
    ("templates", "n"),
    ("prepare", "n enter"),
    ("schedule", "n enter tab"),
    ("run", "enter"),
    ("answers", "enter esc"),
    ("beside", "enter esc tab"),
    ("details", "enter esc e"),
    ("time", "enter esc T"),
    ("stages", "enter esc s"),
    ("follow_up", "enter esc s ↑ ↑ ↑ ↑ enter"),
    ("decide", "enter esc s ↑ ↑ ↑ ↑ enter enter"),
    ("break", "enter esc s ↑ enter"),
    ("vision", "enter esc s ↑ ↑ enter"),
    ("closing_stage", "enter esc s end enter"),
    ("close", "enter esc C"),
    ("park", "enter ctrl-o"),
    ("note", "enter esc N"),
    ("board", "p"),
    ("list", "p 2"),
    ("timeline", "p 3"),
    ("people", "p 4"),
    ("filter", "p f"),
    ("add", "p a"),
    ("find", "/ r e t"),
    ("review", "r"),
    ("commands", "?"),
    ("open_file", "O"),
];

#[test]
fn every_screen_is_as_it_was_looked_at() {
    for (name, keys) in PATHS {
        let mut desk = Desk::with(demo::example(&template(), now()));
        desk.press(keys);
        for size in [(100, 30), (80, 24)] {
            desk.size = size;
            insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), desk.screen());
        }
    }
}

#[test]
fn every_screen_stands_at_every_size() {
    for (_, path) in PATHS {
        let mut desk = Desk::with(demo::example(&template(), now()));
        desk.press(path);
        for columns in (0..=220).step_by(20) {
            for rows in (0..=60).step_by(6) {
                desk.size = (columns, rows);
                desk.buffer();
            }
        }
    }
}
