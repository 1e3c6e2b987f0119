//! The house rules that the compiler does not keep: layers, sizes, and what every file begins with.

use std::fs;
use std::path::{Path, PathBuf};

/// The files of others, and the environment.
const OUTSIDE: &[&str] = &["std::fs", "std::env"];

/// The ways to ask for the time of day.
const NOW: &[&str] = &["Local::now", "Utc::now", "SystemTime::now", "Instant::now"];

/// What draws on a terminal.
const DRAWING: &[&str] = &["ratatui", "crossterm"];

/// What nothing of the pure part of the screens may know.
const BELOW_AND_ABOVE: &[&str] = &["crossterm", "crate::store", "crate::export", "crate::cli"];

/// What a layer must never mention, by the beginning of its paths.
const LAYERS: &[(&str, &[&[&str]])] = &[
    ("src/model/", &[&["crate::store", "crate::tui", "crate::cli", "crate::lang"], DRAWING, OUTSIDE, NOW]),
    ("src/lang/", &[&["crate::model", "crate::store", "crate::tui", "crate::cli"], DRAWING, OUTSIDE]),
    ("src/store/", &[&["crate::tui", "crate::cli", "crate::lang", "crate::export"], DRAWING, NOW]),
    (
        "src/export/",
        &[&["crate::store", "crate::tui", "crate::cli", "Shared::of", "Private::of"], DRAWING, OUTSIDE, NOW],
    ),
    ("src/tui/screens/", &[BELOW_AND_ABOVE, OUTSIDE, NOW]),
    ("src/tui/widgets/", &[BELOW_AND_ABOVE, OUTSIDE, NOW]),
    ("src/tui/app.rs", &[BELOW_AND_ABOVE, OUTSIDE, NOW]),
    ("src/tui/world.rs", &[BELOW_AND_ABOVE, OUTSIDE, NOW]),
    ("src/cli/", &[DRAWING]),
    ("src/clock.rs", &[&["crate::"]]),
];

/// The kinds of sheets that are lists of records and nothing else: their own file, the list of kinds and the texts say all.
const RECORDS: &[&str] = &["Communication", "Risks"];

/// The most code lines of a file, tests and comments left out.
const LONGEST: usize = 400;

fn sources() -> Vec<(String, String)> {
    fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                collect(&path, into);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                into.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    collect(&root.join("src"), &mut paths);
    paths.sort();
    let name = |path: &Path| path.strip_prefix(root).expect("below the root").display().to_string();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).expect("a text"))).collect()
}

/// The code of a file without its tests and without comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .take_while(|line| !line.contains("#[cfg(test)]"))
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
}

#[test]
fn no_layer_mentions_what_it_must_not_know() {
    let mut faults = Vec::new();
    for (name, text) in sources().into_iter().filter(|(name, _)| !name.ends_with("/tests.rs")) {
        for (layer, banned) in LAYERS.iter().filter(|(layer, _)| name.starts_with(layer)) {
            for word in banned.iter().copied().flatten().filter(|word| code(&text).any(|line| line.contains(**word))) {
                faults.push(format!("{name} mentions {word}, which {layer} must not know"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_kind_that_is_a_list_of_records_is_known_in_the_list_of_kinds_alone() {
    let sources = sources();
    for kind in RECORDS {
        let is_named =
            |text: &str| ["SheetKind::", "Self::"].iter().any(|path| text.contains(&format!("{path}{kind}")));
        let mut knowing: Vec<&str> =
            sources.iter().filter(|(_, text)| is_named(text)).map(|(name, _)| name.as_str()).collect();
        knowing.retain(|name| *name != "src/model/sheet/mod.rs");
        assert!(knowing.is_empty(), "{kind} is known in {}", knowing.join(", "));
        let own = format!("src/model/sheet/{}.rs", kind.to_lowercase());
        assert!(sources.iter().any(|(name, text)| *name == own && text.contains("const SLOTS")), "no {own}");
    }
}

#[test]
fn no_file_is_longer_than_the_house_allows() {
    let long: Vec<String> = sources()
        .iter()
        .map(|(name, text)| (name, code(text).count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(name, lines)| format!("{name}: {lines} code lines"))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn every_file_says_first_what_it_holds() {
    let silent: Vec<String> =
        sources().into_iter().filter(|(_, text)| !text.starts_with("//! ")).map(|(name, _)| name).collect();
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn widgets_and_screens_draw_no_sign_that_is_not_in_the_table_of_glyphs() {
    let allowed = ['“', '”', '’', '–', '—', '…', '↑', '↓', '←', '→'];
    let mut faults = Vec::new();
    for (name, text) in sources()
        .into_iter()
        .filter(|(name, _)| name.starts_with("src/tui/screens") || name.starts_with("src/tui/widgets"))
    {
        for line in code(&text) {
            let line = line.split("//").next().unwrap_or_default();
            if let Some(sign) = line.chars().find(|sign| !sign.is_ascii() && !allowed.contains(sign)) {
                faults.push(format!("{name} draws {sign}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn nothing_is_left_for_later() {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("unimplemented", "!"), concat!("todo", "!(")];
    let left: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| marks.iter().any(|mark| text.contains(mark)))
        .map(|(name, _)| name)
        .collect();
    assert!(left.is_empty(), "{}", left.join("\n"));
}
