//! What a person can set, and to what; how it stands in a file only the store knows.

use std::collections::BTreeMap;

/// One thing that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Setting {
    /// The language of the interface and of new sessions.
    Language,
    /// Light words on dark, or dark ones on light.
    Theme,
    /// How strong the colours are.
    Contrast,
    /// The signs that are drawn.
    Symbols,
    /// When the theme's own background is painted instead of leaving the terminal's.
    PaintBackground,
    /// The facilitator's way of working in new sessions.
    Style,
    /// Whether new sessions go without a clock.
    ClockOff,
}

impl Setting {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Theme,
        Self::Contrast,
        Self::Symbols,
        Self::PaintBackground,
        Self::Language,
        Self::Style,
        Self::ClockOff,
    ];

    /// Its key in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Language => "language",
            Self::Theme => "theme",
            Self::Contrast => "contrast",
            Self::Symbols => "symbols",
            Self::PaintBackground => "paint_background",
            Self::Style => "style",
            Self::ClockOff => "clock_off",
        }
    }

    /// What it can be set to; the first is what it is while nobody has said anything.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::Language => &["auto", "en", "fr"],
            Self::Theme => &["auto", "dark", "light"],
            Self::Contrast => &["normal", "high"],
            Self::Symbols => &["auto", "unicode", "ascii"],
            Self::PaintBackground => &["presenting", "always", "never"],
            Self::Style => &["blank-sheet", "strategist", "expert"],
            Self::ClockOff => &["false", "true"],
        }
    }

    /// Whether the file says true or false instead of a word.
    pub fn is_flag(self) -> bool {
        self == Self::ClockOff
    }
}

/// What was set; everything else is as usual.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings(BTreeMap<Setting, &'static str>);

impl Settings {
    /// What a setting is.
    pub fn word(&self, setting: Setting) -> &'static str {
        let usual = || setting.words().first().copied().unwrap_or_default();
        self.0.get(&setting).copied().unwrap_or_else(usual)
    }

    /// Whether somebody has said what it is.
    pub fn is_chosen(&self, setting: Setting) -> bool {
        self.0.contains_key(&setting)
    }

    /// Whether the theme's own background is painted, while something is presented or else.
    pub fn paints_background(&self, is_presenting: bool) -> bool {
        match self.word(Setting::PaintBackground) {
            "always" => true,
            "never" => false,
            _ => is_presenting,
        }
    }

    /// Whether new sessions have a clock.
    pub fn has_clock(&self) -> bool {
        self.word(Setting::ClockOff) != "true"
    }

    /// Sets it. False where it cannot be set to that.
    pub fn choose(&mut self, setting: Setting, word: &str) -> bool {
        let known = setting.words().iter().find(|known| **known == word);
        known.is_some_and(|known| {
            self.0.insert(setting, known);
            true
        })
    }

    /// Leaves it as usual.
    pub fn forget(&mut self, setting: Setting) {
        self.0.remove(&setting);
    }

    /// These, with what the others say going before.
    #[must_use]
    pub fn under(&self, others: &Self) -> Self {
        Self(self.0.iter().chain(&others.0).map(|(setting, word)| (*setting, *word)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_has_set_is_as_usual_and_only_known_words_are_taken() {
        let mut settings = Settings::default();
        assert_eq!((settings.word(Setting::Theme), settings.is_chosen(Setting::Theme)), ("auto", false));
        assert!(settings.choose(Setting::Theme, "dark") && !settings.choose(Setting::Theme, "drak"));
        assert_eq!(settings.word(Setting::Theme), "dark");
        settings.forget(Setting::Theme);
        assert_eq!(settings, Settings::default());
    }

    #[test]
    fn the_background_is_painted_for_the_room_unless_something_else_is_said() {
        let painted = |word: &str| {
            let mut settings = Settings::default();
            settings.choose(Setting::PaintBackground, word);
            (settings.paints_background(false), settings.paints_background(true))
        };
        assert_eq!(Settings::default().paints_background(true), painted("presenting").1);
        assert_eq!(
            [painted("presenting"), painted("always"), painted("never")],
            [(false, true), (true, true), (false, false)]
        );
    }

    #[test]
    fn what_goes_before_is_what_was_said_there() {
        let (mut file, mut flags) = (Settings::default(), Settings::default());
        file.choose(Setting::Theme, "dark");
        file.choose(Setting::Language, "fr");
        flags.choose(Setting::Theme, "auto");
        let both = file.under(&flags);
        assert_eq!((both.word(Setting::Theme), both.word(Setting::Language)), ("auto", "fr"));
    }
}
