//! The file with a person's settings: read piece by piece, and changed without touching a word that is theirs.

use super::error::StoreError;
use super::file;
use super::flaw::Flaw;
use super::shown;
use crate::settings::{Setting, Settings};
use std::path::Path;
use toml_edit::{Document, DocumentMut, Item, TomlError, Value};

/// What stands where a word belongs, when it is a table.
const A_GROUP: &str = "a group of keys";

/// The settings in the file, and what is wrong in it; a file that is not there says nothing.
///
/// What cannot be read is as usual: all of it where the file is broken, one setting where one is.
pub fn read(path: &Path) -> (Settings, Vec<StoreError>) {
    match file::read(path) {
        Ok(contents) => parse(path, &contents.bytes),
        Err(StoreError::NotFound { .. }) => Default::default(),
        Err(error) => (Settings::default(), vec![error]),
    }
}

/// The settings in these bytes, and what is wrong in them.
pub fn parse(path: &Path, bytes: &[u8]) -> (Settings, Vec<StoreError>) {
    let mut settings = Settings::default();
    let text = match text(path, bytes) {
        Ok(text) => text,
        Err(error) => return (settings, vec![error]),
    };
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => return (settings, vec![broken(path, text, &error)]),
    };
    let mut faults = Vec::new();
    for (name, item) in document.iter() {
        let key = document.key(name);
        let fault = match Setting::ALL.into_iter().find(|setting| setting.key() == name) {
            Some(setting) => match word(setting, item) {
                Ok(word) => {
                    settings.choose(setting, word);
                    None
                }
                Err(flaw) => Some((item.span().or(key.and_then(toml_edit::Key::span)), flaw)),
            },
            // A key of a later release stands; one that resembles a setting is a slip.
            None => Some(unknown(name))
                .filter(|flaw| flaw.nearest().is_some())
                .map(|flaw| (key.and_then(toml_edit::Key::span), flaw)),
        };
        faults.extend(fault.map(|(span, flaw)| at(path, text, span.map_or(0, |span| span.start), flaw)));
    }
    (settings, faults)
}

/// Makes the file say these settings. What it says besides, comments too, stays as it is; what is as usual and was never
/// said is not said now. Nothing is written where nothing changes.
///
/// # Errors
/// When the file is broken, so that it cannot be told what else it says, or cannot be written; it is as it was.
pub fn write(path: &Path, settings: &Settings) -> Result<(), StoreError> {
    let (bytes, stamp) = match file::read(path) {
        Ok(contents) => (contents.bytes, Some(contents.stamp)),
        Err(StoreError::NotFound { .. }) => (Vec::new(), None),
        Err(error) => return Err(error),
    };
    let changed = changed(path, &bytes, settings)?;
    if changed.as_bytes() == bytes {
        return Ok(());
    }
    match stamp {
        Some(stamp) => file::replace(path, changed.as_bytes(), Some(stamp)),
        None => file::create_new(path, changed.as_bytes()),
    }
    .map(drop)
}

/// The text in these bytes with these settings in it.
///
/// # Errors
/// When the text is broken.
pub fn changed(path: &Path, bytes: &[u8], settings: &Settings) -> Result<String, StoreError> {
    let text = text(path, bytes)?;
    let mark = if bytes.len() > text.len() { "\u{feff}".to_owned() } else { String::new() };
    let mut document: DocumentMut = text.parse().map_err(|error| broken(path, text, &error))?;
    let (said, _) = parse(path, bytes);
    let news: Vec<Setting> =
        Setting::ALL.into_iter().filter(|setting| said.word(*setting) != settings.word(*setting)).collect();
    if news.is_empty() {
        return Ok(mark + text);
    }
    // In a file that says nothing yet, behind its comments; in any other, before its tables.
    let is_bare = document.is_empty();
    let mut added = Vec::new();
    for setting in news {
        let word = settings.word(setting);
        let mut value = if setting.is_flag() { Value::from(word == "true") } else { Value::from(word) };
        match document.get_mut(setting.key()) {
            None if is_bare => added.push(format!("{} = {value}\n", setting.key())),
            None => drop(document.insert(setting.key(), Item::Value(value))),
            Some(Item::Value(held)) => {
                *value.decor_mut() = held.decor().clone();
                *held = value;
            }
            Some(_) => return Err(StoreError::invalid(path, None, wrong_kind(setting, A_GROUP))),
        }
    }
    let own = if is_bare { text.to_owned() } else { document.to_string() };
    let gap = if added.is_empty() || own.is_empty() || own.ends_with('\n') { "" } else { "\n" };
    Ok(mark + &own + gap + &added.concat())
}

/// What a setting is set to.
fn word(setting: Setting, item: &Item) -> Result<&'static str, Flaw> {
    let found = match item {
        Item::Value(Value::Boolean(flag)) if setting.is_flag() => flag.value().to_string(),
        Item::Value(Value::String(word)) if !setting.is_flag() => word.value().clone(),
        Item::Value(value) => return Err(wrong_kind(setting, value.to_string().trim())),
        _ => return Err(wrong_kind(setting, A_GROUP)),
    };
    let known = setting.words();
    known
        .iter()
        .find(|known| **known == found)
        .copied()
        .ok_or_else(|| Flaw::UnknownWord { word: found, known: known.iter().map(|word| (*word).to_owned()).collect() })
}

fn wrong_kind(setting: Setting, found: &str) -> Flaw {
    let wanted = if setting.is_flag() { "true or false" } else { "a word in quotes" };
    Flaw::WrongKind { found: found.to_owned(), wanted: wanted.to_owned() }
}

fn unknown(key: &str) -> Flaw {
    let known = Setting::ALL.iter().map(|setting| setting.key().to_owned()).collect();
    Flaw::UnknownKey { key: key.to_owned(), known }
}

fn text<'a>(path: &Path, bytes: &'a [u8]) -> Result<&'a str, StoreError> {
    let text = str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n').count();
        StoreError::invalid(path, Some(line), Flaw::NotUtf8)
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn broken(path: &Path, text: &str, error: &TomlError) -> StoreError {
    let why = error.message().lines().next().unwrap_or_default();
    let flaw = Flaw::Other(format!("from here on the settings cannot be read ({})", shown::word(why)));
    at(path, text, error.span().map_or(text.len(), |span| span.start), flaw)
}

/// A flaw at a byte of the text.
fn at(path: &Path, text: &str, byte: usize, message: Flaw) -> StoreError {
    let before = text.char_indices().take_while(|(at, _)| *at < byte).map(|(_, sign)| sign);
    let (line, column) = before.fold((1, 1), |(line, column), sign| match sign {
        '\n' => (line + 1, 1),
        _ => (line, column + 1),
    });
    StoreError::Invalid { path: path.to_owned(), line: Some(line), column: Some(column), message }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fs;

    const FILE: &str = "\
# Mine, by hand.
theme = \"light\"   # for the sunny office
mood = \"calm\"

[keys]  # a later release reads these
new_session = \"N\"
";

    fn with(pairs: &[(Setting, &str)]) -> Settings {
        let mut settings = Settings::default();
        assert!(pairs.iter().all(|(setting, word)| settings.choose(*setting, word)));
        settings
    }

    fn after(text: &str, pairs: &[(Setting, &str)]) -> String {
        changed(Path::new("config.toml"), text.as_bytes(), &with(pairs)).unwrap()
    }

    fn told(text: &str) -> (Settings, Vec<String>) {
        let (settings, faults) = parse(Path::new("c.toml"), text.as_bytes());
        (settings, faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn what_is_changed_changes_one_line_and_nothing_else() {
        assert_eq!(after(FILE, &[(Setting::Theme, "dark")]), FILE.replace("\"light\"", "\"dark\""));
        let more = after(FILE, &[(Setting::Theme, "light"), (Setting::ClockOff, "true")]);
        assert_eq!(more, FILE.replace("\"calm\"\n", "\"calm\"\nclock_off = true\n"));
        assert_eq!(after(FILE, &[(Setting::Theme, "light")]), FILE);
        assert_eq!(after(FILE, &[]), FILE.replace("\"light\"", "\"auto\""));
    }

    #[test]
    fn a_file_that_says_nothing_is_added_to_behind_its_comments() {
        assert_eq!(after("", &[]), "");
        assert_eq!(after("", &[(Setting::Language, "fr")]), "language = \"fr\"\n");
        assert_eq!(after("# mine", &[(Setting::Language, "fr")]), "# mine\nlanguage = \"fr\"\n");
        assert_eq!(after("\u{feff}# mine\r\n", &[]), "\u{feff}# mine\r\n");
    }

    #[test]
    fn one_bad_setting_hinders_no_other_and_the_nearest_word_is_said() {
        let (settings, told) = told("theme = \"drak\"\nlangauge = \"fr\"\ncontrast = 3\nclock_off = true\nx = 1\n");
        assert_eq!(settings, with(&[(Setting::ClockOff, "true")]));
        let expected = [
            "c.toml, line 1, column 9: “drak” is not a known word here; did you mean “dark”?",
            "c.toml, line 2, column 1: “langauge” is not a known key here; did you mean “language”?",
            "c.toml, line 3, column 12: this is 3, and a word in quotes belongs here.",
        ];
        assert_eq!(told.len(), 3, "{told:?}");
        for (told, expected) in told.iter().zip(expected) {
            assert!(told.starts_with(expected), "{told}");
        }
    }

    #[test]
    fn a_broken_file_is_as_usual_told_with_its_place_and_never_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        for (text, place) in [
            ("theme = \"dark\"\ncontrast = \"high\n", "line 2, column"),
            ("theme = \"dark\"\ntheme = \"light\"\n", "line 2, column 1"),
            ("= 1", "line 1, column 1"),
        ] {
            fs::write(&path, text).unwrap();
            let (settings, faults) = read(&path);
            assert_eq!((settings, faults.len()), (Settings::default(), 1));
            assert!(faults[0].to_string().contains(place), "{}", faults[0]);
            assert!(write(&path, &with(&[(Setting::Theme, "light")])).is_err());
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        fs::write(&path, "[theme]\ntext = \"#fff\"\n").unwrap();
        assert!(write(&path, &with(&[(Setting::Theme, "light")])).is_err());
        assert_eq!(read(&path).1.len(), 1);
    }

    #[test]
    fn a_file_is_made_when_something_is_set_and_not_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x/config.toml");
        write(&path, &Settings::default()).unwrap();
        assert!(!path.exists() && read(&path).1.is_empty());
        let wanted = with(&[(Setting::Theme, "light")]);
        write(&path, &wanted).unwrap();
        assert_eq!(read(&path).0, wanted);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        }
    }

    fn some_settings() -> impl Strategy<Value = Settings> {
        let picks = prop::collection::vec((0..Setting::ALL.len(), 0..3_usize), 0..5);
        picks.prop_map(|picks| {
            let mut settings = Settings::default();
            for (setting, word) in picks {
                let setting = Setting::ALL[setting];
                settings.choose(setting, setting.words()[word % setting.words().len()]);
            }
            settings
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(one in some_settings(), other in some_settings(), is_bare in any::<bool>()) {
            let path = Path::new("c.toml");
            let file = if is_bare { "# mine\n" } else { FILE };
            let first = changed(path, file.as_bytes(), &one).unwrap();
            let second = changed(path, first.as_bytes(), &other).unwrap();
            let (read, faults) = parse(path, second.as_bytes());
            prop_assert!(faults.is_empty());
            for setting in Setting::ALL {
                prop_assert_eq!(read.word(setting), other.word(setting));
            }
            prop_assert!(second.contains("# "));
            prop_assert_eq!(is_bare, !second.contains("[keys]  # a later release reads these\nnew_session = \"N\"\n"));
        }
    }
}
