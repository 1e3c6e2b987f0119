//! Every sign that the screens draw beside words, in two sets: Unicode and ASCII.

use std::borrow::Cow;

/// Which set the coach asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GlyphChoice {
    /// Decide by the locale and the terminal.
    #[default]
    Auto,
    /// Always the Unicode set.
    Unicode,
    /// Always the ASCII set.
    Ascii,
}

/// The variables that decide the set, as the environment has them; empty counts as unset.
#[derive(Clone, Copy, Debug, Default)]
pub struct Locale<'a> {
    /// `LC_ALL`.
    pub lc_all: Option<&'a str>,
    /// `LC_CTYPE`.
    pub lc_ctype: Option<&'a str>,
    /// `LANG`.
    pub lang: Option<&'a str>,
    /// `TERM`.
    pub term: Option<&'a str>,
}

/// One set of signs. All are one column wide but the ASCII milestone, which is two.
#[derive(Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// Left of the row that has the focus.
    pub focus: &'static str,
    /// A finished stage or action.
    pub done: &'static str,
    /// The stage under way.
    pub here: &'static str,
    /// A stage to come.
    pub to_come: &'static str,
    /// Clock line, time gone.
    pub elapsed: &'static str,
    /// Clock line, time left.
    pub rest: &'static str,
    /// Overlay corner.
    pub top_left: &'static str,
    /// Overlay corner.
    pub top_right: &'static str,
    /// Overlay corner.
    pub bottom_left: &'static str,
    /// Overlay corner.
    pub bottom_right: &'static str,
    /// Overlay side, upright.
    pub upright: &'static str,
    /// Overlay side, level, and the thin rule between parts.
    pub rule: &'static str,
    /// Where an upright and a level line meet.
    pub cross: &'static str,
    /// Between facts on one line.
    pub separator: &'static str,
    /// Between the steps of a path.
    pub crumb: &'static str,
    /// Where text was cut.
    pub ellipsis: &'static str,
    /// Left of a choice.
    pub choice_before: &'static str,
    /// Right of a choice.
    pub choice_after: &'static str,
    /// Timeline bar, under way.
    pub under_way: &'static str,
    /// Timeline bar, planned.
    pub planned: &'static str,
    /// Timeline milestone.
    pub milestone: &'static str,
    /// Timeline today.
    pub today: &'static str,
    /// The eight steps of a trend, from low to high.
    pub trend: &'static [&'static str],
    /// Before an entry of a plain list.
    pub bullet: &'static str,
    /// Before what went wrong, where colour cannot say it.
    pub warn: &'static str,
    /// The ten large digits, each of four rows of three columns; none where the set has no signs for them.
    pub digits: Option<&'static [[&'static str; 4]; 10]>,
}

/// The Unicode set: signs that every common monospace font has.
pub const UNICODE: Glyphs = Glyphs {
    focus: "▎",
    done: "✓",
    here: "●",
    to_come: "○",
    elapsed: "━",
    rest: "─",
    top_left: "╭",
    top_right: "╮",
    bottom_left: "╰",
    bottom_right: "╯",
    upright: "│",
    rule: "─",
    cross: "┼",
    separator: "·",
    crumb: "›",
    ellipsis: "…",
    choice_before: "‹",
    choice_after: "›",
    under_way: "█",
    planned: "░",
    milestone: "◆",
    today: "┆",
    trend: &["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    bullet: "·",
    warn: "!",
    digits: Some(&[
        ["▟▀▙", "█ █", "█ █", "▝▀▘"],
        ["▗█ ", " █ ", " █ ", "▀▀▀"],
        ["▟▀▙", " ▄▛", "▟▘▄", "▀▀▀"],
        ["▟▀▙", " ▄▛", "▄ █", "▝▀▘"],
        [" ▟█", "▟▘█", "▀▀█", "  ▀"],
        ["█▀▀", "▀▀▙", "▄ █", "▝▀▘"],
        ["▟▀▘", "█▀▙", "█ █", "▝▀▘"],
        ["▀▀█", " ▗▛", " █ ", " ▀ "],
        ["▟▀▙", "▜▄▛", "█ █", "▝▀▘"],
        ["▟▀▙", "▜▄█", "▄ █", "▝▀▘"],
    ]),
};

/// The ASCII set.
pub const ASCII: Glyphs = Glyphs {
    focus: "|",
    done: "x",
    here: "*",
    to_come: "o",
    elapsed: "=",
    rest: "-",
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    upright: "|",
    rule: "-",
    cross: "+",
    separator: "-",
    crumb: ">",
    ellipsis: "~",
    choice_before: "<",
    choice_after: ">",
    under_way: "#",
    planned: ":",
    milestone: "<>",
    today: ":",
    trend: &["_", "_", ".", "-", "-", "=", "=", "^"],
    bullet: "-",
    warn: "!",
    digits: None,
};

/// Signs inside words, and how ASCII writes them.
const PLAIN: &[(char, &str)] = &[
    ('·', "-"),
    ('—', "-"),
    ('–', "-"),
    ('“', "\""),
    ('”', "\""),
    ('‘', "'"),
    ('’', "'"),
    ('…', "~"),
    ('‹', "<"),
    ('›', ">"),
    ('↑', "up"),
    ('↓', "down"),
    ('←', "left"),
    ('→', "right"),
    ('«', "\""),
    ('»', "\""),
    ('\u{a0}', " "),
    ('\u{202f}', " "),
];

impl Glyphs {
    /// Whether this is the ASCII set.
    pub fn is_ascii(&self) -> bool {
        self.ellipsis.is_ascii()
    }

    /// Words as this set can write them: in ASCII, signs that type setters put into words become plain ones; letters stay.
    pub fn spell<'a>(&self, words: &'a str) -> Cow<'a, str> {
        if !self.is_ascii() || words.is_ascii() {
            return Cow::Borrowed(words);
        }
        let plain = |sign| PLAIN.iter().find(|(typeset, _)| *typeset == sign).map(|(_, plain)| *plain);
        let mut spelt = String::with_capacity(words.len());
        let is_word = |plain: &str| plain.starts_with(char::is_alphabetic);
        let mut was_word = false;
        for sign in words.chars() {
            let plain = plain(sign);
            // Two arrows side by side are two words.
            if was_word && plain.is_some_and(is_word) {
                spelt.push(' ');
            }
            was_word = plain.is_some_and(is_word);
            match plain {
                Some(plain) => spelt.push_str(plain),
                None => spelt.push(sign),
            }
        }
        Cow::Owned(spelt)
    }

    /// The set to draw with. Automatic: Unicode in a UTF-8 locale, but ASCII on bare terminals and where East
    /// Asian fonts may draw these signs two columns wide.
    pub fn choose(choice: GlyphChoice, locale: &Locale<'_>) -> &'static Self {
        let has_unicode = match choice {
            GlyphChoice::Auto => locale.has_narrow_unicode(),
            GlyphChoice::Unicode => true,
            GlyphChoice::Ascii => false,
        };
        if has_unicode { &UNICODE } else { &ASCII }
    }
}

impl Locale<'_> {
    fn has_narrow_unicode(&self) -> bool {
        let name = [self.lc_all, self.lc_ctype, self.lang].into_iter().flatten().find(|name| !name.is_empty());
        let is_utf8 = name.map_or(cfg!(windows), |name| {
            let name = name.to_ascii_lowercase();
            name.contains("utf-8") || name.contains("utf8")
        });
        let is_bare = matches!(self.term, Some("dumb" | "linux"));
        let is_wide = name.is_some_and(|name| ["ja", "ko", "zh"].iter().any(|tongue| name.starts_with(tongue)));
        is_utf8 && !is_bare && !is_wide
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    fn all(glyphs: &Glyphs) -> Vec<&'static str> {
        let Glyphs {
            focus,
            done,
            here,
            to_come,
            elapsed,
            rest,
            top_left,
            top_right,
            bottom_left,
            bottom_right,
            upright,
            rule,
            cross,
            separator,
            crumb,
            ellipsis,
            choice_before,
            choice_after,
            under_way,
            planned,
            milestone: _,
            today,
            trend,
            bullet,
            warn,
            digits,
        } = glyphs;
        let is_aligned = |row: &&str| row.width() == 3;
        assert!(digits.iter().copied().flatten().flatten().all(is_aligned));
        let mut list = vec![
            *focus,
            done,
            here,
            to_come,
            elapsed,
            rest,
            top_left,
            top_right,
            bottom_left,
            bottom_right,
            upright,
            rule,
            cross,
            separator,
            crumb,
            ellipsis,
            choice_before,
            choice_after,
            under_way,
            planned,
            today,
            bullet,
            warn,
        ];
        list.extend(*trend);
        list
    }

    #[test]
    fn every_glyph_is_one_column_and_the_ascii_set_is_ascii() {
        assert!(all(&UNICODE).iter().chain(&all(&ASCII)).all(|glyph| glyph.width() == 1));
        assert!(all(&ASCII).iter().all(|glyph| glyph.is_ascii()));
        assert!(ASCII.milestone.is_ascii());
    }

    #[test]
    fn auto_follows_the_locale_and_the_terminal() {
        let choose = |locale| Glyphs::choose(GlyphChoice::Auto, &locale);
        let lang = |lang| Locale { lang: Some(lang), term: Some("xterm-256color"), ..Locale::default() };
        assert_eq!(choose(lang("fr_FR.UTF-8")), &UNICODE);
        assert_eq!(choose(lang("C.utf8")), &UNICODE);
        assert_eq!(choose(lang("C")), &ASCII);
        assert_eq!(choose(lang("ja_JP.UTF-8")), &ASCII);
        assert_eq!(choose(Locale { lc_all: Some("POSIX"), ..lang("en_GB.UTF-8") }), &ASCII);
        assert_eq!(choose(Locale { lc_all: Some(""), ..lang("en_GB.UTF-8") }), &UNICODE);
        assert_eq!(choose(Locale { term: Some("linux"), ..lang("en_GB.UTF-8") }), &ASCII);
        assert_eq!(Glyphs::choose(GlyphChoice::Unicode, &lang("C")), &UNICODE);
        assert_eq!(Glyphs::choose(GlyphChoice::Ascii, &lang("en_GB.UTF-8")), &ASCII);
    }
}
