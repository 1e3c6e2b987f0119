//! How the screens look and in which language they speak, from flags, variables and settings, in this order.

use clap::ValueEnum;

use super::Global;
use crate::paths::Environment;
use crate::settings::{Setting, Settings};
use crate::tui::glyphs::{GlyphChoice, Glyphs, Locale};
use crate::tui::theme::{Depth, ThemeOptions};
use crate::tui::world::{Around, Look};

/// The colours, signs and words of this call.
#[derive(Clone)]
pub(super) struct Looks {
    /// What the file says.
    pub(super) settings: Settings,
    /// What flags and variables say, which goes before it.
    pub(super) forced: Settings,
    /// What neither can change: the terminal and the locale.
    pub(super) around: Around,
    pub(super) glyphs: &'static Glyphs,
    /// The code of the language.
    pub(super) language: &'static str,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LanguageWord {
    En,
    Fr,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ThemeWord {
    Auto,
    Dark,
    Light,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ContrastWord {
    Normal,
    High,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SymbolsWord {
    Auto,
    Unicode,
    Ascii,
}

impl Looks {
    pub(super) fn of(global: &Global, environment: &Environment, settings: Settings) -> Self {
        let from_variable = || ThemeWord::from_str(environment.text("OFFSITE_THEME")?, true).ok();
        let said = [
            (Setting::Language, global.lang.map(|lang| name(&lang))),
            (Setting::Theme, global.theme.or_else(from_variable).map(|theme| name(&theme))),
            (Setting::Contrast, global.contrast.map(|contrast| name(&contrast))),
            (Setting::Symbols, global.symbols.map(|symbols| name(&symbols))),
        ];
        let mut forced = Settings::default();
        for (setting, word) in said.into_iter().filter_map(|(setting, word)| Some((setting, word?))) {
            forced.choose(setting, &word);
        }
        let term = environment.text("TERM");
        let is_refused = global.no_color || environment.refuses_colour();
        let locale = Locale {
            lc_all: environment.text("LC_ALL"),
            lc_ctype: environment.text("LC_CTYPE"),
            lang: environment.text("LANG"),
            term,
        };
        let depth = Depth::decide(term, environment.text("COLORTERM"), is_refused);
        let around = Around {
            theme: ThemeOptions { depth, ..ThemeOptions::default() },
            glyphs: Glyphs::choose(GlyphChoice::Auto, &locale),
            language: environment.language(),
        };
        let chosen = settings.under(&forced);
        let look = Look::of(&chosen, &around);
        Self { settings, forced, glyphs: look.glyphs, language: around.language(&chosen), around }
    }
}

/// The word for a value of a flag.
fn name(value: &impl ValueEnum) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}
