//! Words in many lines: without case and accents, exact before fuzzy, and the nearest word where there is neither.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use nucleo_matcher::chars::normalize;
use nucleo_matcher::{Config, Matcher, Utf32Str};
use unicode_segmentation::UnicodeSegmentation;

use super::nearest::nearest;

/// Shorter words are found only as they are: a few letters lie scattered in every sentence.
const FUZZY: usize = 3;

/// The words that are looked for, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::tui::screens) struct Query(Vec<String>);

/// Lines in the form in which they are searched: one text, so that a key costs one pass over it.
#[derive(Default)]
pub(super) struct Haystack {
    text: String,
    /// Where each line begins, and one more.
    starts: Vec<usize>,
    /// Which letters each line has.
    letters: Vec<u64>,
    words: OnceCell<HashMap<String, usize>>,
}

/// A line that has all the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// Its place.
    pub(super) line: usize,
    /// Whether the words stand in it as they were typed.
    pub(super) is_exact: bool,
}

/// What compares letters.
#[derive(Default)]
pub(in crate::tui::screens) struct Comparer {
    matcher: Option<Matcher>,
    places: Vec<u32>,
}

impl Comparer {
    /// How well `word` lies in `text` with few letters between, both folded; its places stay in `self.places`.
    fn score(&mut self, word: &str, text: &str) -> Option<u16> {
        self.places.clear();
        if !is_scattered(word, text) {
            return None;
        }
        let matcher = self.matcher.get_or_insert_with(|| {
            let mut config = Config::DEFAULT;
            (config.normalize, config.ignore_case) = (false, false);
            Matcher::new(config)
        });
        let (mut one, mut other) = (Vec::new(), Vec::new());
        let (text, word) = (Utf32Str::new(text, &mut one), Utf32Str::new(word, &mut other));
        let score = matcher.fuzzy_indices(text, word, &mut self.places)?;
        let first = self.places.iter().min()?;
        let span = self.places.iter().max()? - first + 1;
        (usize::try_from(span).ok()? <= 2 * word.len()).then_some(score)
    }
}

/// Whether the letters of `word` stand in `text` in their order, with at most as many others between: cheap, so that
/// few lines need the full comparison.
fn is_scattered(word: &str, text: &str) -> bool {
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return false };
    let most = 2 * word.chars().count();
    text.match_indices(first).any(|(at, _)| {
        let mut wanted = letters.clone().peekable();
        for c in text.get(at..).unwrap_or_default().chars().take(most).skip(1) {
            wanted.next_if_eq(&c);
        }
        wanted.peek().is_none()
    })
}

impl Query {
    /// The words of a typed line.
    pub(in crate::tui::screens) fn new(line: &str) -> Self {
        Self(line.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect())
    }

    pub(in crate::tui::screens) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How well all the words lie in `text`; none where one does not.
    pub(in crate::tui::screens) fn score(&self, text: &str, comparer: &mut Comparer) -> Option<u32> {
        let folded = fold(text);
        self.0.iter().try_fold(0, |sum, word| {
            let exact = if folded.contains(word.as_str()) { 1000 } else { 0 };
            let fuzzy = comparer.score(word, &folded).filter(|_| exact > 0 || word.chars().count() >= FUZZY);
            (exact > 0 || fuzzy.is_some()).then(|| sum + exact + u32::from(fuzzy.unwrap_or_default()))
        })
    }

    /// Where the words stand in `text`, as byte ranges from left to right that do not meet.
    pub(in crate::tui::screens) fn marks(&self, text: &str, comparer: &mut Comparer) -> Vec<Range<usize>> {
        let folded = Folded::new(text);
        let mut marks: Vec<Range<usize>> = Vec::new();
        for word in &self.0 {
            let mut found: Vec<_> =
                folded.text.match_indices(word.as_str()).map(|(at, _)| at..at + word.len()).collect();
            if found.is_empty() && comparer.score(word, &folded.text).is_some() {
                let clusters: Vec<_> =
                    folded.text.grapheme_indices(true).map(|(at, cluster)| at..at + cluster.len()).collect();
                let place = |place: &u32| clusters.get(usize::try_from(*place).ok()?).cloned();
                found = comparer.places.iter().filter_map(place).collect();
            }
            marks.extend(found.into_iter().map(|range| folded.origin(&range)));
        }
        marks.sort_by_key(|range| range.start);
        marks.into_iter().fold(Vec::new(), |mut joined: Vec<Range<usize>>, next| {
            match joined.last_mut() {
                Some(last) if next.start <= last.end => last.end = last.end.max(next.end),
                _ => joined.push(next),
            }
            joined
        })
    }
}

impl Haystack {
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut haystack = Self { starts: vec![0], ..Self::default() };
        for line in lines {
            let start = haystack.text.len();
            haystack.text.extend(line.chars().flat_map(folded));
            haystack.letters.push(letters(haystack.text.get(start..).unwrap_or_default()));
            haystack.text.push('\n');
            haystack.starts.push(haystack.text.len());
        }
        haystack
    }

    fn line(&self, line: usize) -> &str {
        let range = self.starts.get(line).zip(self.starts.get(line + 1));
        range.and_then(|(start, end)| self.text.get(*start..end - 1)).unwrap_or_default()
    }

    /// The lines that have all the words, in their order.
    pub(super) fn hits(&self, query: &Query, comparer: &mut Comparer) -> Vec<Hit> {
        let Some(longest) = query.0.iter().max_by_key(|word| word.len()) else { return Vec::new() };
        let exact = self.exact(query, longest);
        if longest.chars().count() < FUZZY {
            return exact.into_iter().map(|line| Hit { line, is_exact: true }).collect();
        }
        let wanted = query.0.iter().fold(0, |all, word| all | letters(word));
        let mut exact = exact.into_iter().peekable();
        let mut hits = Vec::new();
        for (line, has) in self.letters.iter().enumerate() {
            if exact.next_if_eq(&line).is_some() {
                hits.push(Hit { line, is_exact: true });
            } else if has & wanted == wanted && self.is_close(query, line, comparer) {
                hits.push(Hit { line, is_exact: false });
            }
        }
        hits
    }

    /// The lines in which the words stand as they were typed: one pass for the longest, the others where it is.
    fn exact(&self, query: &Query, longest: &str) -> Vec<usize> {
        let mut ends = self.starts.iter().skip(1).enumerate().peekable();
        let mut lines = Vec::new();
        for (at, _) in self.text.match_indices(longest) {
            while ends.next_if(|(_, end)| **end <= at).is_some() {}
            let Some((line, _)) = ends.peek().copied() else { break };
            if lines.last() != Some(&line) && query.0.iter().all(|word| self.line(line).contains(word.as_str())) {
                lines.push(line);
            }
        }
        lines
    }

    fn is_close(&self, query: &Query, line: usize, comparer: &mut Comparer) -> bool {
        let text = self.line(line);
        let is_close = |word: &String| {
            text.contains(word.as_str()) || (word.chars().count() >= FUZZY && comparer.score(word, text).is_some())
        };
        query.0.iter().all(is_close)
    }

    /// The query with each word that stands nowhere replaced by the nearest that does; none where none is near.
    pub(super) fn nearest(&self, query: &Query) -> Option<String> {
        let words = self.words.get_or_init(|| self.vocabulary());
        let mended = query
            .0
            .iter()
            .map(|word| if self.text.contains(word.as_str()) { Some(word.clone()) } else { nearest(word, words) });
        let mended = mended.collect::<Option<Vec<_>>>()?;
        (mended != query.0).then(|| mended.join(" "))
    }

    fn vocabulary(&self) -> HashMap<String, usize> {
        let mut words = HashMap::new();
        for word in self.text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            if let Some(count) = words.get_mut(word) {
                *count += 1;
            } else {
                words.insert(word.to_owned(), 1);
            }
        }
        words
    }
}

/// One bit for each letter and digit, one for everything else.
fn letters(text: &str) -> u64 {
    text.chars().fold(0, |all, c| match c {
        'a'..='z' => all | 1 << (u32::from(c) - u32::from('a')),
        '0'..='9' => all | 1 << (26 + u32::from(c) - u32::from('0')),
        // Many letters share these bits, which only lets more through.
        c => all | 1 << (36 + u32::from(c) % 28),
    })
}

/// The text without case and accents.
fn fold(text: &str) -> String {
    text.chars().flat_map(folded).collect()
}

fn folded(c: char) -> impl Iterator<Item = char> {
    let is_mark = matches!(c, '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}');
    (!is_mark).then(|| normalize(c).to_lowercase()).into_iter().flatten()
}

/// A folded text that knows where its letters come from.
struct Folded {
    text: String,
    /// Where each folded letter begins, here and in the text it comes from; both ends last.
    letters: Vec<(usize, usize)>,
}

impl Folded {
    fn new(text: &str) -> Self {
        let mut all = Self { text: String::with_capacity(text.len()), letters: Vec::new() };
        for (origin, c) in text.char_indices() {
            for letter in folded(c) {
                all.letters.push((all.text.len(), origin));
                all.text.push(letter);
            }
        }
        all.letters.push((all.text.len(), text.len()));
        all
    }

    /// The range of the text that a folded range comes from.
    fn origin(&self, range: &Range<usize>) -> Range<usize> {
        let from =
            |place: usize| self.letters.iter().find(|(start, _)| *start >= place).map_or(0, |(_, origin)| *origin);
        let start = from(range.start);
        start..from(range.end).max(start)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(lines: &[&str], words: &str) -> Vec<(usize, bool)> {
        let hits = Haystack::of(lines.iter().copied()).hits(&Query::new(words), &mut Comparer::default());
        hits.into_iter().map(|hit| (hit.line, hit.is_exact)).collect()
    }

    #[test]
    fn case_and_accents_do_not_matter() {
        assert_eq!(found(&["Réunion à l’ÉTÉ", "nothing"], "ete reunion"), [(0, true)]);
        assert_eq!(found(&["Re\u{301}union"], "réu"), [(0, true)]);
    }

    #[test]
    fn every_word_must_be_there() {
        assert_eq!(found(&["Twelve retained clients", "Twelve cats"], "twelve reta"), [(0, true)]);
    }

    #[test]
    fn letters_left_out_are_forgiven_but_not_across_a_sentence() {
        assert_eq!(found(&["Twelve retained clients"], "retnd"), [(0, false)]);
        assert_eq!(found(&["Ring every tenant and ask, now or during summer"], "retand"), []);
        assert_eq!(found(&["Retained"], "rd"), []);
    }

    #[test]
    fn a_slip_of_the_finger_is_mended() {
        let nearest = |lines: &[&str], words| Haystack::of(lines.iter().copied()).nearest(&Query::new(words));
        assert_eq!(nearest(&["Twelve retained clients", "A retainer"], "retian").as_deref(), Some("retain"));
        assert_eq!(nearest(&["Twelve retained clients"], "twelve clinets").as_deref(), Some("twelve clients"));
        assert_eq!(nearest(&["Twelve retained clients"], "zebra"), None);
    }

    #[test]
    fn marks_stand_on_the_letters_as_they_were_written() {
        let marks = |text: &str, words: &str| -> Vec<String> {
            let marks = Query::new(words).marks(text, &mut Comparer::default());
            marks.into_iter().map(|range| text.get(range).unwrap().to_owned()).collect()
        };
        assert_eq!(marks("Une Re\u{301}union d’été", "reu ete"), ["Re\u{301}u", "été"]);
        assert_eq!(marks("İstanbul 日本", "日本"), ["日本"]);
        assert_eq!(marks("retained", "retnd"), ["ret", "n", "d"]);
    }

    proptest! {
        #[test]
        fn marks_can_always_be_cut_out(text in "\\PC{0,30}", words in "\\PC{0,6}") {
            let marks = Query::new(&words).marks(&text, &mut Comparer::default());
            let mut end = 0;
            for mark in marks {
                prop_assert!(mark.start >= end && text.get(mark.clone()).is_some());
                end = mark.end;
            }
        }

        #[test]
        fn a_line_is_found_by_any_part_of_it(line in "[a-zéü ]{3,20}", from in 0usize..10, length in 1usize..8) {
            let part: String = line.chars().skip(from).take(length).collect();
            prop_assume!(!part.trim().is_empty());
            prop_assert_eq!(found(&["xyz", &line, "q"], &part).iter().filter(|hit| **hit == (1, true)).count(), 1);
        }
    }
}
