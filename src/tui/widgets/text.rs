//! Text on its way to the screen: made safe, measured, cut and wrapped by what a reader sees.
//!
//! Everything here measures a text as [`safe`] would draw it, so raw words can be measured and wrapped too.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::CellWidth;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

/// Most scalars drawn in one cell; more marks than that on one letter are an attack, not a language.
const CLUSTER: usize = 8;
/// What a tab becomes.
const TAB: &str = "    ";
/// Stands for a cluster that cannot be drawn as it is.
const REPLACEMENT: &str = "\u{FFFD}";

/// The text as it may go to a terminal.
///
/// Tabs become four spaces and line breaks one. Dropped are controls and everything that Unicode calls ignorable:
/// bidi overrides, zero-width characters, tags, variation selectors. Joiners go even inside emoji: terminals disagree
/// on how wide a joined family is, all agree on its members. A cluster keeps at most eight scalars, and a mark
/// without a letter is replaced.
pub fn safe(text: &str) -> Cow<'_, str> {
    if is_ascii(text.as_bytes()) || text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let shown: Cow<'_, str> = if text.chars().any(|c| is_hidden(c) || is_space(c)) {
        let mut shown = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\t' => shown.push_str(TAB),
                c if is_space(c) => shown.push(' '),
                c if is_hidden(c) => {}
                c => shown.push(c),
            }
        }
        Cow::Owned(shown)
    } else {
        Cow::Borrowed(text)
    };
    if shown.chars().all(is_plain) || shown.graphemes(true).all(is_drawable) {
        shown
    } else {
        Cow::Owned(drawable(&shown))
    }
}

/// Columns that the text takes on the screen.
pub fn width(text: &str) -> usize {
    if is_ascii(text.as_bytes()) {
        return text.len();
    }
    if text.chars().all(is_plain) { text.chars().count() } else { drawn_width(&safe(text)) }
}

/// Cells that a safe text fills, cluster by cluster as ratatui draws it: the width of a whole string counts
/// ligatures that no cell knows of.
fn drawn_width(text: &str) -> usize {
    clusters(text).map(|(_, wide)| wide).sum()
}

/// The safe text, cut between clusters to at most `columns`, the ellipsis included where anything was cut.
pub fn fit<'a>(text: &'a str, columns: usize, ellipsis: &str) -> Cow<'a, str> {
    if text.len() <= columns && is_ascii(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let text = safe(text);
    if width(&text) <= columns {
        return text;
    }
    let ellipsis = if width(ellipsis) <= columns { ellipsis } else { "" };
    let room = columns - width(ellipsis);
    let mut kept = String::with_capacity(text.len().min(4 * columns));
    let mut taken = 0;
    for (cluster, wide) in clusters(&text) {
        taken += wide;
        if taken > room {
            break;
        }
        kept.push_str(cluster);
    }
    kept.truncate(kept.trim_end_matches(' ').len());
    kept.push_str(ellipsis);
    Cow::Owned(kept)
}

/// The clusters of a safe text, each with the columns that it takes: as ratatui draws them, and nearly always without
/// its tables.
pub(super) fn clusters(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut byte = 0;
    std::iter::from_fn(move || {
        let cluster = first_cluster(text, byte)?;
        byte += cluster.len();
        Some((cluster, if is_single(cluster) { 1 } else { usize::from(cluster.cell_width()) }))
    })
}

/// The rows, as byte ranges, that the text takes at this many columns: whole words where they fit, broken ones
/// where they do not, a new row after each line break.
///
/// Rows meet end to end and leave out only the line breaks. Spaces before a break stay at the end of their row and
/// may hang over the edge; nothing else does, but a cluster wider than the columns. Never empty; no columns count
/// as one.
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::with_capacity(text.len() / columns.max(1) + 1);
    let mut start = Some(0);
    while let Some(byte) = start {
        let (end, next) = row(text, byte, columns);
        rows.push(byte..end);
        start = next;
    }
    rows
}

/// The rows that pieces with a style each take at this many columns; a style goes on over a break.
pub fn wrap_pieces(pieces: &[(String, Style)], columns: usize) -> Vec<Vec<(String, Style)>> {
    let whole: String = pieces.iter().map(|(words, _)| words.as_str()).collect();
    let ends = pieces.iter().scan(0, |end, (words, style)| {
        let start = *end;
        *end += words.len();
        Some((start..*end, *style))
    });
    let ends: Vec<(Range<usize>, Style)> = ends.collect();
    let row = |row: Range<usize>| {
        let end = whole.get(row.clone()).map_or(row.end, |words| row.start + words.trim_end().len());
        let part = |(range, style): &(Range<usize>, Style)| {
            let words = whole.get(range.start.max(row.start)..range.end.min(end))?;
            (!words.is_empty()).then(|| (words.to_owned(), *style))
        };
        ends.iter().filter_map(part).collect()
    };
    wrap(&whole, columns).into_iter().map(row).collect()
}

/// Where the row that starts at this byte ends, and where the next one starts, if there is one.
pub(super) fn row(text: &str, start: usize, columns: usize) -> (usize, Option<usize>) {
    let rest = text.get(start..).unwrap_or_default();
    let end = start + row_len(rest, columns.max(1));
    let next = text.get(end..).filter(|after| !after.is_empty());
    (end, next.map(|after| end + usize::from(after.starts_with('\n'))))
}

fn row_len(text: &str, columns: usize) -> usize {
    if let Some(len) = ascii_row_len(text.as_bytes(), columns) {
        return len;
    }
    let (mut byte, mut column) = (0, 0);
    let mut word = None;
    while let Some(cluster) = first_cluster(text, byte).filter(|cluster| *cluster != "\n") {
        let next = byte + cluster.len();
        let wide = cluster_width(cluster);
        if matches!(cluster, " " | "\t") {
            word = Some(next);
        } else {
            let stands_alone = wide > 1;
            if stands_alone && byte > 0 {
                word = Some(byte);
            }
            if column + wide > columns && byte > 0 {
                return word.unwrap_or(byte);
            }
            if stands_alone {
                word = Some(next);
            }
        }
        column += wide;
        byte = next;
    }
    byte
}

/// The same for a row of nothing but ASCII that ends its line or is followed by a further letter: nearly all of them.
fn ascii_row_len(text: &[u8], columns: usize) -> Option<usize> {
    let row = text.get(..=columns).unwrap_or(text);
    let row = row.split(|byte| *byte == b'\n').next()?;
    if !is_ascii(row) || text.get(row.len()).is_some_and(|next| !next.is_ascii()) {
        return None;
    }
    match row.split_last() {
        Some((b' ', _)) if row.len() > columns => None,
        Some((_, head)) if row.len() > columns => {
            Some(head.iter().rposition(|byte| *byte == b' ').map_or(columns, |space| space + 1))
        }
        _ => Some(row.len()),
    }
}

/// Whether every byte is a sign of ASCII that can be drawn.
pub(super) fn is_ascii(text: &[u8]) -> bool {
    text.iter().all(|byte| matches!(byte, b' '..=b'~'))
}

/// The cluster at this byte; a plain character before another needs no Unicode tables.
fn first_cluster(text: &str, byte: usize) -> Option<&str> {
    let rest = text.get(byte..)?;
    let mut chars = rest.chars();
    let first = chars.next()?;
    if (is_plain(first) || first == '\n') && chars.next().is_none_or(|second| second < '\u{300}' || is_plain(second)) {
        rest.get(..first.len_utf8())
    } else {
        rest.graphemes(true).next()
    }
}

fn cluster_width(cluster: &str) -> usize {
    if is_single(cluster) { 1 } else { width(cluster) }
}

fn is_single(cluster: &str) -> bool {
    let mut chars = cluster.chars();
    chars.next().is_some_and(is_plain) && chars.next().is_none()
}

/// Takes one column and needs no mending: everything below the combining marks but controls and the soft hyphen, the
/// dashes and quotes of typesetters, and what frames and bars are made of.
fn is_plain(c: char) -> bool {
    matches!(
        c,
        ' '..='~' | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{2FF}' | '\u{2010}'..='\u{2027}' | '\u{2500}'..='\u{259F}'
    )
}

fn is_space(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Controls, annotation marks, and Unicode's default ignorable code points.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{AD}'
                | '\u{34F}'
                | '\u{61C}'
                | '\u{115F}'..='\u{1160}'
                | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

fn is_drawable(cluster: &str) -> bool {
    cluster.cell_width() > 0 && cluster.chars().nth(CLUSTER).is_none()
}

/// Caps each cluster, or replaces it where what is left would have no width or flow into its neighbour.
fn drawable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut clusters = text.graphemes(true).peekable();
    while let Some(cluster) = clusters.next() {
        let end = cluster.char_indices().nth(CLUSTER).map_or(cluster.len(), |(end, _)| end);
        let kept = cluster.get(..end).unwrap_or_default();
        let has_grown = clusters.peek().is_some_and(|next| end < cluster.len() && are_joined(kept, next));
        out.push_str(if kept.cell_width() == 0 || has_grown { REPLACEMENT } else { kept });
    }
    out
}

fn are_joined(one: &str, other: &str) -> bool {
    let both = [one, other].concat();
    both.grapheme_indices(true).all(|(start, _)| start != one.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    /// Texts made of everything that ever broke a terminal.
    fn hostile() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => "[a-zé ]{0,6}".boxed(),
            1 => proptest::sample::select(vec![
                "\n", "\t", "\u{1b}[31m", "\u{202E}", "\u{200B}", "\u{200D}", "\u{301}", "👨‍👩‍👧", "🇫🇷", "🇫", "한국", "ᄀ", "각",
                "日本語", "لا", "ｶﾞ", "e\u{301}", "क\u{94d}", "\u{600}", "\u{FE0F}", "\u{E0061}", "\u{9b}", "ﷺ", "\u{1161}", "\r\n",
                "a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}", "ก็", "👍🏽", "❤\u{FE0F}",
            ]).prop_map(str::to_owned).boxed(),
            1 => any::<String>().boxed(),
        ];
        proptest::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
    }

    #[test]
    fn plain_words_are_lent_not_copied() {
        assert!(matches!(safe("Déjà vu, naïve façade"), Cow::Borrowed(_)));
        assert!(matches!(safe("日本語 – e\u{301}"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_could_mislead_a_reader_is_gone() {
        assert_eq!(safe("a\u{1b}[31mb\u{9b}c"), "a[31mbc");
        assert_eq!(safe("user\u{202E}txt\u{2066}"), "usertxt");
        assert_eq!(safe("pay\u{200B}pal\u{E0061}\u{AD}"), "paypal");
        assert_eq!(safe("a\tb\nc"), "a    b c");
        assert_eq!(safe("👨‍👩‍👧"), "👨👩👧");
        assert_eq!(safe("❤\u{FE0F}"), "❤");
        assert_eq!(safe("\u{301}a"), "\u{FFFD}a");
    }

    #[test]
    fn a_letter_keeps_at_most_seven_marks() {
        let tower = format!("e{}x", "\u{301}".repeat(100_000));
        assert_eq!(safe(&tower), format!("e{}x", "\u{301}".repeat(7)));
    }

    #[test]
    fn the_width_is_that_of_the_cells_drawn() {
        for (text, columns) in [("لا", 2), ("👨‍👩‍👧", 6), ("e\u{301}", 1), ("日本", 4), ("a\tb", 6)] {
            assert_eq!(width(text), columns, "{text}");
            let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
            assert_eq!(usize::from(buffer.set_stringn(0, 0, safe(text), 20, Style::new()).0), columns, "{text}");
        }
    }

    #[test]
    fn a_cut_text_ends_with_the_ellipsis() {
        assert_eq!(fit("Twelve retained clients", 10, "…"), "Twelve re…");
        assert_eq!(fit("Twelve retained", 8, "…"), "Twelve…");
        assert_eq!(fit("Twelve", 6, "…"), "Twelve");
        assert_eq!(fit("日本語", 4, "…"), "日…");
        assert_eq!(fit("abc", 0, "…"), "");
    }

    fn rows(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, columns).into_iter().map(|row| text.get(row).unwrap()).collect()
    }

    #[test]
    fn words_stay_whole_where_they_fit() {
        assert_eq!(rows("one two three", 8), ["one two ", "three"]);
        assert_eq!(rows("one two", 7), ["one two"]);
        assert_eq!(rows("one two", 3), ["one ", "two"]);
        assert_eq!(rows("a\n\nb\n", 8), ["a", "", "b", ""]);
        assert_eq!(rows("", 8), [""]);
        assert_eq!(rows("ab   cd", 3), ["ab   ", "cd"]);
    }

    #[test]
    fn long_words_and_words_without_spaces_are_broken() {
        assert_eq!(rows("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(rows("x abcdefgh", 4), ["x ", "abcd", "efgh"]);
        assert_eq!(rows("go 日本語", 6), ["go 日", "本語"]);
        assert_eq!(rows("12\u{A0}%", 3), ["12\u{A0}", "%"]);
        assert_eq!(rows("日本", 1), ["日", "本"]);
    }

    proptest! {
        #[test]
        fn safe_text_holds_nothing_forbidden(text in hostile()) {
            let shown = safe(&text);
            prop_assert!(!shown.chars().any(is_hidden), "{shown:?}");
            for cluster in shown.graphemes(true) {
                prop_assert!(cluster.chars().count() <= CLUSTER && cluster.cell_width() > 0, "{cluster:?} in {shown:?}");
            }
            prop_assert_eq!(safe(&shown), shown.clone());
        }

        #[test]
        fn the_width_of_any_text_is_that_of_its_cells(text in hostile()) {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 2000, 1));
            let (end, _) = buffer.set_stringn(0, 0, safe(&text), 2000, Style::new());
            prop_assert_eq!(usize::from(end), width(&text));
        }

        #[test]
        fn a_fitted_text_fits(text in hostile(), columns in 0usize..40) {
            let cut = fit(&text, columns, "…");
            prop_assert!(width(&cut) <= columns, "{cut:?}");
            prop_assert!(width(&text) > columns || cut == safe(&text));
        }

        #[test]
        fn wrapped_pieces_are_the_rows_of_their_words(texts in proptest::collection::vec(hostile(), 0..6), columns in 1usize..40) {
            let styles = [Style::new(), Style::new().bold()];
            let pieces: Vec<_> = texts.into_iter().zip(styles.into_iter().cycle()).collect();
            let whole: String = pieces.iter().map(|(words, _)| words.as_str()).collect();
            let plain: Vec<String> =
                wrap(&whole, columns).into_iter().map(|row| whole.get(row).unwrap().trim_end().to_owned()).collect();
            let rows = wrap_pieces(&pieces, columns).into_iter();
            let rows: Vec<String> = rows.map(|row| row.into_iter().map(|(words, _)| words).collect()).collect();
            prop_assert_eq!(rows, plain);
        }

        #[test]
        fn rows_hold_all_the_text_and_fit(text in hostile(), columns in 1usize..40) {
            let mut end = 0;
            for row in wrap(&text, columns) {
                let gap = text.get(end..row.start).unwrap();
                prop_assert!(gap.is_empty() || (gap == "\n" && row.start == end + 1));
                let shown = text.get(row.clone()).unwrap().trim_end_matches([' ', '\t']);
                let drawn: usize = shown.graphemes(true).map(cluster_width).sum();
                let is_single = shown.graphemes(true).filter(|cluster| cluster_width(cluster) > 0).count() == 1;
                prop_assert!(drawn <= columns || is_single, "{shown:?}");
                end = row.end;
            }
            prop_assert_eq!(end, text.len());
        }
    }
}
