//! The environment: its variables, and the folders that follow from them; nothing else in the program reads it.

use std::collections::HashMap;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};

/// The variables that the program was started with; an empty one counts as unset.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    variables: HashMap<OsString, OsString>,
}

/// Where things are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// Sessions, in `sessions/`, and what was thrown away, in `trash/`.
    pub data: PathBuf,
    /// Settings, and own templates in `templates/`.
    pub config: PathBuf,
    /// Locks, half-typed words, rescued versions; nothing is lost with it.
    pub state: PathBuf,
}

impl Environment {
    /// The variables of this process.
    pub fn of_process() -> Self {
        env::vars_os().collect()
    }

    /// A variable as text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.value(name)?.to_str()
    }

    /// The command that edits a text: `VISUAL`, else `EDITOR`.
    pub fn editor(&self) -> Option<&str> {
        self.text("VISUAL").or_else(|| self.text("EDITOR"))
    }

    /// Whether colours are refused by `NO_COLOR`.
    pub fn refuses_colour(&self) -> bool {
        self.value("NO_COLOR").is_some()
    }

    /// The language that the locale asks for: `fr`, or `en` for every other.
    pub fn language(&self) -> &'static str {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| self.text(name));
        if locale.is_some_and(|locale| locale.starts_with("fr")) { "fr" } else { "en" }
    }

    fn value(&self, name: &str) -> Option<&OsString> {
        self.variables.get(OsString::from(name).as_os_str()).filter(|value| !value.is_empty())
    }

    /// A folder from a variable; the specification of these variables has relative ones ignored.
    fn folder(&self, name: &str) -> Option<PathBuf> {
        self.value(name).map(PathBuf::from).filter(|path| path.is_absolute())
    }

    /// The person’s own folder.
    pub fn home(&self) -> Option<PathBuf> {
        self.folder("HOME").or_else(|| BaseDirs::new().map(|dirs| dirs.home_dir().to_owned()))
    }
}

impl<K: Into<OsString>, V: Into<OsString>> FromIterator<(K, V)> for Environment {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        Self { variables: pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect() }
    }
}

impl Folders {
    /// The folders of this person; the data in `dir`, else where `OFFSITE_DIR` says. None where there is no home folder.
    ///
    /// Every Unix follows the XDG variables, macOS too: who works in a terminal looks in `~/.config` first.
    pub fn of(environment: &Environment, dir: Option<&Path>) -> Option<Self> {
        let folders = if cfg!(windows) { Self::of_windows()? } else { Self::of_unix(environment)? };
        let dir = dir.map(Path::to_owned).or_else(|| environment.value("OFFSITE_DIR").map(PathBuf::from));
        let data = dir.map_or(folders.data, |dir| std::path::absolute(&dir).unwrap_or(dir));
        Some(Self { data, ..folders })
    }

    /// The file with the settings.
    pub fn settings(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    fn of_unix(environment: &Environment) -> Option<Self> {
        let home = environment.home();
        let folder = |name, usual: &str| {
            let base = environment.folder(name).or_else(|| Some(home.as_ref()?.join(usual)))?;
            Some(base.join("offsite"))
        };
        Some(Self {
            data: folder("XDG_DATA_HOME", ".local/share")?,
            config: folder("XDG_CONFIG_HOME", ".config")?,
            state: folder("XDG_STATE_HOME", ".local/state")?,
        })
    }

    fn of_windows() -> Option<Self> {
        let project = ProjectDirs::from("", "", "offsite")?;
        Some(Self {
            data: project.data_dir().to_owned(),
            config: project.config_dir().to_owned(),
            state: project.data_local_dir().join("state"),
        })
    }
}

/// A path for people: with `~` for the home folder.
pub fn shown(path: &Path, environment: &Environment) -> String {
    let inside = environment.home().and_then(|home| path.strip_prefix(home).ok().map(Path::to_owned));
    inside.map_or_else(|| path.to_path_buf(), |inside| Path::new("~").join(inside)).to_string_lossy().into_owned()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> Environment {
        pairs.iter().copied().collect()
    }

    #[test]
    fn folders_are_under_home_unless_a_variable_says_otherwise() {
        let plain = environment(&[("HOME", "/h"), ("XDG_STATE_HOME", "relative"), ("XDG_CONFIG_HOME", "")]);
        let folders = Folders::of(&plain, None).unwrap();
        assert_eq!(folders.data, Path::new("/h/.local/share/offsite"));
        assert_eq!(folders.config, Path::new("/h/.config/offsite"));
        assert_eq!(folders.state, Path::new("/h/.local/state/offsite"));
        let moved = environment(&[("HOME", "/h"), ("XDG_DATA_HOME", "/d"), ("XDG_CONFIG_HOME", "/c")]);
        let folders = Folders::of(&moved, None).unwrap();
        assert_eq!((folders.data, folders.config), ("/d/offsite".into(), "/c/offsite".into()));
    }

    #[test]
    fn the_flag_goes_before_the_variable() {
        let with_variable = environment(&[("HOME", "/h"), ("OFFSITE_DIR", "/o")]);
        assert_eq!(Folders::of(&with_variable, None).unwrap().data, Path::new("/o"));
        assert_eq!(Folders::of(&with_variable, Some(Path::new("/f"))).unwrap().data, Path::new("/f"));
        let relative = Folders::of(&with_variable, Some(Path::new("here"))).unwrap().data;
        assert!(relative.is_absolute() && relative.ends_with("here"));
    }

    #[test]
    fn the_locale_decides_the_language() {
        for (locale, language) in [("fr_FR.UTF-8", "fr"), ("en_GB", "en"), ("de_DE", "en"), ("", "en")] {
            assert_eq!(environment(&[("LC_ALL", ""), ("LANG", locale)]).language(), language, "{locale}");
        }
    }

    #[test]
    fn an_empty_variable_is_an_unset_one() {
        let empty = environment(&[("NO_COLOR", ""), ("VISUAL", ""), ("EDITOR", "vi")]);
        assert!(!empty.refuses_colour() && environment(&[("NO_COLOR", "1")]).refuses_colour());
        assert_eq!(empty.editor(), Some("vi"));
    }

    #[test]
    fn home_is_shown_as_a_tilde() {
        let at_home = environment(&[("HOME", "/h")]);
        assert_eq!(shown(Path::new("/h/a/b"), &at_home), "~/a/b");
        assert_eq!(shown(Path::new("/hat/b"), &at_home), "/hat/b");
    }
}
