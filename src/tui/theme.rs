//! The colours and what they mean: eight tokens, resolved once for this terminal.

use ratatui::style::{Color, Modifier, Style};

/// Which theme the coach asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    /// Follow the background of the terminal; dark when it is unknown.
    #[default]
    Auto,
    /// Light words on dark.
    Dark,
    /// Dark words on light.
    Light,
}

impl ThemeChoice {
    /// The choice that a word of the settings means.
    pub fn of(word: &str) -> Self {
        match word {
            "dark" => Self::Dark,
            "light" => Self::Light,
            _ => Self::Auto,
        }
    }
}

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// 24 bits.
    True,
    /// The 256 of the xterm table.
    #[default]
    Indexed,
    /// The sixteen of the terminal's own palette.
    Sixteen,
    /// None: meaning is carried by bold, dim, underline and reverse.
    Mono,
}

impl Depth {
    /// Decides by the values of `TERM` and `COLORTERM`, and by whether colour was refused (`NO_COLOR`, `--no-color`).
    pub fn decide(term: Option<&str>, colorterm: Option<&str>, is_refused: bool) -> Self {
        match (term, colorterm) {
            _ if is_refused => Self::Mono,
            (Some("dumb"), _) => Self::Mono,
            (Some("linux"), _) => Self::Sixteen,
            (_, Some("truecolor" | "24bit")) => Self::True,
            _ => Self::Indexed,
        }
    }
}

/// What decides a theme; the caller reads it from settings and environment.
#[derive(Clone, Copy, Debug, Default)]
pub struct ThemeOptions {
    /// Asked for in the settings.
    pub choice: ThemeChoice,
    /// High contrast asked for in the settings.
    pub has_high_contrast: bool,
    /// Colours that the terminal shows.
    pub depth: Depth,
    /// The background that the terminal reported; none when it did not answer.
    pub is_light: Option<bool>,
}

/// A meaning that has a colour; the names are those of the `[theme]` table in the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// Words.
    Text,
    /// Words of second rank, and what is done.
    Quiet,
    /// Lines; never words.
    Rule,
    /// Where you are.
    Here,
    /// Needs a look.
    Look,
    /// Went wrong.
    Wrong,
    /// Behind the selected row.
    Selection,
    /// Behind everything, when it is painted at all.
    Background,
}

impl Token {
    /// Every token with its name in the settings.
    pub const ALL: [(&'static str, Self); 8] = [
        ("text", Self::Text),
        ("quiet", Self::Quiet),
        ("rule", Self::Rule),
        ("here", Self::Here),
        ("look", Self::Look),
        ("wrong", Self::Wrong),
        ("selection", Self::Selection),
        ("background", Self::Background),
    ];
}

/// A style for each token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    text: Style,
    quiet: Style,
    rule: Style,
    here: Style,
    look: Style,
    wrong: Style,
    selection: Style,
    background: Style,
}

/// Colours in the order of [`Token::ALL`].
type Palette = [Color; 8];

const fn rgb(hex: u32) -> Color {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color::Rgb(red, green, blue)
}

const fn palette(hex: [u32; 8]) -> Palette {
    let [text, quiet, rule, here, look, wrong, selection, background] = hex;
    [rgb(text), rgb(quiet), rgb(rule), rgb(here), rgb(look), rgb(wrong), rgb(selection), rgb(background)]
}

const fn indexed(index: [u8; 8]) -> Palette {
    let [text, quiet, rule, here, look, wrong, selection, background] = index;
    [
        Color::Indexed(text),
        Color::Indexed(quiet),
        Color::Indexed(rule),
        Color::Indexed(here),
        Color::Indexed(look),
        Color::Indexed(wrong),
        Color::Indexed(selection),
        Color::Indexed(background),
    ]
}

const DARK: Palette = palette([0xDC_E1E6, 0xA3_AEB9, 0x4C_5763, 0x7C_C0D6, 0xE3_B363, 0xF7_9BB8, 0x22_303A, 0x12_161B]);
const LIGHT: Palette =
    palette([0x20_262C, 0x54_5F6A, 0xBB_C3CB, 0x0A_5E73, 0x7F_5200, 0x97_174A, 0xDC_E9ED, 0xFA_F9F6]);
const HIGH_DARK: Palette =
    palette([0xFF_FFFF, 0xD6_D6D6, 0x8A_8A8A, 0x6F_E0FF, 0xFF_D866, 0xFF_9EC4, 0x00_3A4D, 0x00_0000]);
const HIGH_LIGHT: Palette =
    palette([0x00_0000, 0x2E_2E2E, 0x6A_6A6A, 0x00_3F7D, 0x5C_3B00, 0x7A_0045, 0xCD_E6F5, 0xFF_FFFF]);

const INDEXED_DARK: Palette = indexed([254, 145, 240, 110, 179, 211, 236, 233]);
const INDEXED_LIGHT: Palette = indexed([235, 59, 251, 23, 94, 89, 254, 231]);
const INDEXED_HIGH_DARK: Palette = indexed([231, 188, 245, 81, 221, 218, 17, 16]);
const INDEXED_HIGH_LIGHT: Palette = indexed([16, 236, 242, 18, 52, 53, 195, 231]);

impl Theme {
    /// The theme for these options.
    pub fn resolve(options: &ThemeOptions) -> Self {
        let is_light = match options.choice {
            ThemeChoice::Auto => options.is_light.unwrap_or(false),
            ThemeChoice::Dark => false,
            ThemeChoice::Light => true,
        };
        match (options.depth, is_light, options.has_high_contrast) {
            (Depth::True, false, false) => Self::coloured(DARK),
            (Depth::True, true, false) => Self::coloured(LIGHT),
            (Depth::True, false, true) => Self::coloured(HIGH_DARK),
            (Depth::True, true, true) => Self::coloured(HIGH_LIGHT),
            (Depth::Indexed, false, false) => Self::coloured(INDEXED_DARK),
            (Depth::Indexed, true, false) => Self::coloured(INDEXED_LIGHT),
            (Depth::Indexed, false, true) => Self::coloured(INDEXED_HIGH_DARK),
            (Depth::Indexed, true, true) => Self::coloured(INDEXED_HIGH_LIGHT),
            (Depth::Sixteen, _, has_high_contrast) => Self::sixteen(is_light, has_high_contrast),
            (Depth::Mono, ..) => Self::mono(),
        }
    }

    /// The same theme for a shared screen: a video call swallows faint words, so that each has at least 7 to 1.
    #[must_use]
    pub fn for_room(self) -> Self {
        let quiet = match self.quiet.fg {
            Some(colour) if LIGHT.get(1) == Some(&colour) => rgb(0x44_4E58).into(),
            Some(colour) if INDEXED_LIGHT.get(1) == Some(&colour) => Color::Indexed(239).into(),
            None => self.text,
            Some(_) => self.quiet,
        };
        let here = if LIGHT.get(3) == self.here.fg.as_ref() { rgb(0x0A_5569).into() } else { self.here };
        Self { quiet, here, ..self }
    }

    fn coloured([text, quiet, rule, here, look, wrong, selection, background]: Palette) -> Self {
        Self {
            text: text.into(),
            quiet: quiet.into(),
            rule: rule.into(),
            here: here.into(),
            look: look.into(),
            wrong: wrong.into(),
            selection: Style::new().bg(selection),
            background: Style::new().fg(text).bg(background),
        }
    }

    /// The terminal's own sixteen; dim words would defeat high contrast, so quiet is plain there.
    fn sixteen(is_light: bool, has_high_contrast: bool) -> Self {
        let (rule, here, look) = if is_light {
            (Color::Gray, Color::Blue, Color::Magenta)
        } else {
            (Color::DarkGray, Color::Cyan, Color::Yellow)
        };
        Self {
            quiet: if has_high_contrast { Style::new() } else { Modifier::DIM.into() },
            rule: rule.into(),
            here: here.into(),
            look: look.into(),
            wrong: Color::Red.into(),
            ..Self::mono()
        }
    }

    fn mono() -> Self {
        Self {
            text: Style::new(),
            quiet: Modifier::DIM.into(),
            rule: Modifier::DIM.into(),
            here: Modifier::BOLD.into(),
            look: Modifier::UNDERLINED.into(),
            wrong: Modifier::BOLD.into(),
            selection: Modifier::REVERSED.into(),
            background: Style::new(),
        }
    }

    /// The same theme with another colour for one token.
    #[must_use]
    pub fn with(mut self, token: Token, colour: Color) -> Self {
        match token {
            Token::Text => {
                self.text = self.text.fg(colour);
                self.background = self.background.fg(colour);
            }
            Token::Quiet => self.quiet = self.quiet.fg(colour),
            Token::Rule => self.rule = self.rule.fg(colour),
            Token::Here => self.here = self.here.fg(colour),
            Token::Look => self.look = self.look.fg(colour),
            Token::Wrong => self.wrong = self.wrong.fg(colour),
            Token::Selection => self.selection = Style::new().bg(colour),
            Token::Background => self.background = self.background.bg(colour),
        }
        self
    }

    /// Words.
    pub fn text(&self) -> Style {
        self.text
    }

    /// The one thing in bold: the question, or what has the focus.
    pub fn strong(&self) -> Style {
        self.text.add_modifier(Modifier::BOLD)
    }

    /// Words of second rank, and what is done.
    pub fn quiet(&self) -> Style {
        self.quiet
    }

    /// Lines; never words.
    pub fn rule(&self) -> Style {
        self.rule
    }

    /// Where you are.
    pub fn here(&self) -> Style {
        self.here
    }

    /// Needs a look.
    pub fn look(&self) -> Style {
        self.look
    }

    /// Went wrong.
    pub fn wrong(&self) -> Style {
        self.wrong
    }

    /// Laid over the selected row; keeps the colours of its words.
    pub fn selection(&self) -> Style {
        self.selection
    }

    /// For the whole screen, when the background is painted.
    pub fn background(&self) -> Style {
        self.background
    }
}

/// WCAG 2 contrast of two colours as red, green, blue: from 1 (the same) to 21 (black on white).
pub fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|channel| {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Red, green, blue of a true or an xterm cube or grey colour.
    fn channels(colour: Color) -> [u8; 3] {
        match colour {
            Color::Rgb(red, green, blue) => [red, green, blue],
            Color::Indexed(index @ 232..) => [8 + 10 * (index - 232); 3],
            Color::Indexed(index @ 16..) => [(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6]
                .map(|step| [0, 95, 135, 175, 215, 255][usize::from(step)]),
            other => panic!("{other} has no fixed channels"),
        }
    }

    #[test]
    fn words_stand_out_from_background_and_selection() {
        for (palette, on_background, on_selection) in [
            (DARK, 5.2, 4.5),
            (LIGHT, 5.2, 4.5),
            (HIGH_DARK, 10.0, 6.0),
            (HIGH_LIGHT, 10.0, 6.0),
            (INDEXED_DARK, 5.2, 4.5),
            (INDEXED_LIGHT, 5.2, 4.5),
            (INDEXED_HIGH_DARK, 10.0, 6.0),
            (INDEXED_HIGH_LIGHT, 10.0, 6.0),
        ] {
            let [text, quiet, _, here, look, wrong, selection, background] = palette.map(channels);
            for word in [text, quiet, here, look, wrong] {
                assert!(contrast(word, background) >= on_background, "{word:?} on {background:?}");
                assert!(contrast(word, selection) >= on_selection, "{word:?} on {selection:?}");
            }
        }
    }

    #[test]
    fn words_for_a_room_stand_out_seven_to_one() {
        for palette in [DARK, LIGHT, HIGH_DARK, HIGH_LIGHT, INDEXED_DARK, INDEXED_LIGHT] {
            let theme = Theme::coloured(palette).for_room();
            let background = channels(theme.background().bg.unwrap());
            for style in [theme.text(), theme.quiet(), theme.here()] {
                let contrast = contrast(channels(style.fg.unwrap()), background);
                assert!(contrast >= 7.0, "{style:?} has {contrast:.2}");
            }
        }
        for depth in [Depth::Mono, Depth::Sixteen] {
            let theme = Theme::resolve(&ThemeOptions { depth, ..ThemeOptions::default() }).for_room();
            assert!(!theme.quiet().add_modifier.contains(Modifier::DIM), "{depth:?}");
        }
    }

    #[test]
    fn contrast_runs_from_one_to_twenty_one() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        assert!((contrast([7, 8, 9], [7, 8, 9]) - 1.0).abs() < 1e-9);
        assert!((contrast([0xDC, 0xE1, 0xE6], [0x12, 0x16, 0x1B]) - 13.8).abs() < 0.05);
    }

    #[test]
    fn without_colour_every_meaning_has_its_own_modifier() {
        let theme = Theme::resolve(&ThemeOptions { depth: Depth::Mono, ..ThemeOptions::default() });
        assert_eq!(theme.quiet(), Modifier::DIM.into());
        assert_eq!(theme.here(), Modifier::BOLD.into());
        assert_eq!(theme.look(), Modifier::UNDERLINED.into());
        assert_eq!(theme.wrong(), Modifier::BOLD.into());
        assert_eq!(theme.selection(), Modifier::REVERSED.into());
        assert_eq!(theme.text(), Style::new());
    }

    #[test]
    fn auto_follows_the_background_and_falls_back_to_dark() {
        let resolve = |choice, is_light| {
            Theme::resolve(&ThemeOptions { choice, is_light, depth: Depth::True, ..ThemeOptions::default() })
        };
        assert_eq!(resolve(ThemeChoice::Auto, Some(true)), resolve(ThemeChoice::Light, None));
        assert_eq!(resolve(ThemeChoice::Auto, None), resolve(ThemeChoice::Dark, Some(true)));
        assert_ne!(resolve(ThemeChoice::Light, None), resolve(ThemeChoice::Dark, None));
    }

    #[test]
    fn the_terminal_decides_the_depth() {
        assert_eq!(Depth::decide(Some("xterm-256color"), Some("truecolor"), false), Depth::True);
        assert_eq!(Depth::decide(Some("xterm-256color"), None, false), Depth::Indexed);
        assert_eq!(Depth::decide(Some("linux"), Some("truecolor"), false), Depth::Sixteen);
        assert_eq!(Depth::decide(Some("dumb"), None, false), Depth::Mono);
        assert_eq!(Depth::decide(Some("xterm"), Some("24bit"), true), Depth::Mono);
    }

    #[test]
    fn one_token_can_be_overridden() {
        let theme = Theme::resolve(&ThemeOptions::default());
        for (name, token) in Token::ALL {
            assert_ne!(theme.with(token, Color::Rgb(1, 2, 3)), theme, "{name}");
        }
    }
}
