//! The language of a call, known before its words are read, so that help and refusals are in it too.

use std::ffi::OsString;

use super::looks::LanguageWord;
use crate::lang::Texts;
use crate::paths::{Environment, Folders};
use crate::settings::{Setting, Settings};
use crate::store::settings;
use clap::ValueEnum;

/// The texts that the flag asks for, else the settings, else the locale.
pub(super) fn tongue(words: impl Iterator<Item = OsString>, environment: &Environment) -> &'static Texts {
    let settings = || Folders::of(environment, None).map(|folders| settings::read(&folders.settings()).0);
    flag(words).unwrap_or_else(|| of(&settings().unwrap_or_default(), environment))
}

fn of(settings: &Settings, environment: &Environment) -> &'static Texts {
    Texts::of(match settings.word(Setting::Language) {
        "auto" => environment.language(),
        code => code,
    })
}

/// What `--lang` says, as far as it can be told by now.
fn flag(words: impl Iterator<Item = OsString>) -> Option<&'static Texts> {
    let mut words = words.take_while(|word| word != "--").map(|word| word.to_string_lossy().into_owned());
    let said = words.by_ref().find_map(|word| word.strip_prefix("--lang").map(str::to_owned))?;
    let code = if said.is_empty() { words.next()? } else { said.strip_prefix('=')?.to_owned() };
    LanguageWord::from_str(&code, true).ok().map(|_| Texts::of(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_is_found_among_all_words_and_goes_before_the_locale() {
        let french: Environment = [("LANG", "fr_FR.UTF-8")].into_iter().collect();
        let code = |line: &str| tongue(line.split(' ').map(OsString::from), &french).code;
        assert_eq!([code("list --lang en"), code("--lang=en list"), code("list")], ["en", "en", "fr"]);
        assert_eq!([code("list --lang de"), code("list --lang"), code("new -- --lang en")], ["fr", "fr", "fr"]);
    }
}
