//! How the screens look, from flags and variables; a flag goes before its variable.

use clap::ValueEnum;

use super::Global;
use crate::paths::Environment;
use crate::tui::glyphs::{GlyphChoice, Glyphs, Locale};
use crate::tui::theme::{Depth, ThemeChoice, ThemeOptions};

/// The colours and signs of this call.
#[derive(Clone, Copy)]
pub(super) struct Looks {
    pub(super) theme: ThemeOptions,
    pub(super) glyphs: &'static Glyphs,
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
    pub(super) fn of(global: &Global, environment: &Environment) -> Self {
        let from_variable = || ThemeWord::from_str(environment.text("OFFSITE_THEME")?, true).ok();
        let choice = match global.theme.or_else(from_variable) {
            None | Some(ThemeWord::Auto) => ThemeChoice::Auto,
            Some(ThemeWord::Dark) => ThemeChoice::Dark,
            Some(ThemeWord::Light) => ThemeChoice::Light,
        };
        let signs = match global.symbols {
            None | Some(SymbolsWord::Auto) => GlyphChoice::Auto,
            Some(SymbolsWord::Unicode) => GlyphChoice::Unicode,
            Some(SymbolsWord::Ascii) => GlyphChoice::Ascii,
        };
        let term = environment.text("TERM");
        let is_refused = global.no_color || environment.refuses_colour();
        let locale = Locale {
            lc_all: environment.text("LC_ALL"),
            lc_ctype: environment.text("LC_CTYPE"),
            lang: environment.text("LANG"),
            term,
        };
        Self {
            theme: ThemeOptions {
                choice,
                has_high_contrast: matches!(global.contrast, Some(ContrastWord::High)),
                depth: Depth::decide(term, environment.text("COLORTERM"), is_refused),
                is_light: None,
            },
            glyphs: Glyphs::choose(signs, &locale),
        }
    }
}
