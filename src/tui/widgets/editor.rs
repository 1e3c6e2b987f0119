//! The editor under every field: one line or a page of text, wrapped softly, with the caret between clusters.
//!
//! The buffer is our own: ratatui-textarea moves by scalar, wraps the whole text again after every key, and has no
//! way to ask where on the screen its caret is.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::canvas::write;
use super::text::{row, safe, width, wrap};
use crate::tui::key::{Key, KeyCode};

/// Steps that undo remembers.
const STEPS: usize = 500;
/// Columns assumed before the first drawing.
const COLUMNS: usize = 80;

/// A text being written.
#[derive(Debug, Default)]
pub struct Editor {
    text: String,
    /// Byte offset, always between clusters.
    caret: usize,
    is_page: bool,
    /// The column that moves up and down try to keep.
    column: Option<usize>,
    steps: Vec<Step>,
    killed: String,
    rows: RefCell<Rows>,
    /// The first row that shows.
    top: Cell<usize>,
}

/// One change that undo takes back.
#[derive(Debug)]
struct Step {
    kind: Kind,
    at: usize,
    removed: String,
    added: String,
    caret: usize,
}

/// Typing and rubbing out are taken back in runs, anything else by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Typed,
    Rubbed,
    Whole,
}

impl Editor {
    /// An editor for one line; line breaks in it become spaces. The caret is at the end.
    pub fn line(text: &str) -> Self {
        let mut editor = Self::default();
        editor.set(text);
        editor
    }

    /// An editor for a page of lines. The caret is at the end.
    pub fn page(text: &str) -> Self {
        let mut editor = Self { is_page: true, ..Self::default() };
        editor.set(text);
        editor
    }

    /// The text as it was written, line breaks as `\n`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Nothing is written.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Starts over with this text; the caret goes to its end, and undo ends here.
    pub fn set(&mut self, text: &str) {
        *self = Self {
            text: self.cleaned(text),
            is_page: self.is_page,
            killed: std::mem::take(&mut self.killed),
            ..Self::default()
        };
        self.caret = self.text.len();
    }

    /// Starts over with nothing.
    pub fn clear(&mut self) {
        self.set("");
    }

    /// The caret as a byte offset into the text.
    pub fn cursor(&self) -> usize {
        self.caret
    }

    /// Puts the caret at this byte offset, or at the next place between clusters.
    pub fn set_cursor(&mut self, caret: usize) {
        self.caret = self.boundary_from(caret);
        self.column = None;
    }

    /// Writes at the caret, as a paste does: control characters are left out, and one undo takes all of it back.
    pub fn insert(&mut self, text: &str) {
        let text = self.cleaned(text);
        self.replace(Kind::Whole, self.caret..self.caret, &text);
    }

    /// Takes a key; false when it means nothing here, so that it can mean something to the screen.
    pub fn key(&mut self, key: &Key) -> bool {
        if let KeyCode::Up | KeyCode::Down = key.code {
            return !key.shift && !key.ctrl && !key.alt && self.step_row(key.code == KeyCode::Down);
        }
        if let Some(caret) = self.moved(key) {
            self.set_cursor(caret);
            return true;
        }
        self.edit(key)
    }

    /// Where this key moves the caret to, if it moves it.
    fn moved(&self, key: &Key) -> Option<usize> {
        use KeyCode::{Char, End, Home, Left, Right};
        match (key.code, key.ctrl, key.alt) {
            _ if key.shift => None,
            (Left, false, false) => Some(self.before()),
            (Right, false, false) => Some(self.after()),
            (Home, false, false) | (Char('a'), true, false) => Some(self.line_start()),
            (End, false, false) | (Char('e'), true, false) => Some(self.line_end()),
            (Home, true, false) => Some(0),
            (End, true, false) => Some(self.text.len()),
            (Char('b') | Left, false, true) | (Left, true, false) => Some(self.word_before()),
            (Char('f') | Right, false, true) | (Right, true, false) => Some(self.word_after()),
            _ => None,
        }
    }

    fn edit(&mut self, key: &Key) -> bool {
        use KeyCode::{Backspace, Char, Delete, Enter};
        let caret = self.caret;
        match (key.code, key.ctrl, key.alt) {
            (Char(c), false, false) => self.replace(Kind::Typed, caret..caret, c.encode_utf8(&mut [0; 4])),
            (Char('j'), true, false) if self.is_page => self.replace(Kind::Typed, caret..caret, "\n"),
            (Enter, false, alt) if self.is_page && (alt || key.shift) => self.replace(Kind::Typed, caret..caret, "\n"),
            (Backspace, false, false) => self.replace(Kind::Rubbed, self.before()..caret, ""),
            (Delete, false, false) => self.replace(Kind::Rubbed, caret..self.after(), ""),
            (Backspace, _, _) => self.kill(self.word_before()..caret),
            (Delete, _, _) | (Char('d'), false, true) => self.kill(caret..self.word_after()),
            (Char('k'), true, false) => {
                let end = self.line_end();
                self.kill(caret..if end == caret { self.after() } else { end });
            }
            (Char('u'), true, false) => {
                let start = self.line_start();
                self.kill(if start == caret { self.before() } else { start }..caret);
            }
            (Char('w'), true, false) => self.kill(self.blank_before()..caret),
            (Char('y'), true, false) => {
                let killed = self.killed.clone();
                self.replace(Kind::Whole, caret..caret, &killed);
            }
            (Char('_'), true, false) => self.undo(),
            _ => return false,
        }
        true
    }

    /// Rows that the text takes in an area this wide; one column is kept for the caret.
    pub fn height(&self, width: u16) -> u16 {
        self.rows.borrow_mut().at(&self.text, columns(width));
        u16::try_from(self.rows.borrow().starts.len()).unwrap_or(u16::MAX)
    }

    /// Draws the rows around the caret, or the placeholder while nothing is written, and says where the caret is;
    /// none when the area has no room.
    pub fn view(&self, area: Rect, buf: &mut Buffer, style: Style, placeholder: &Span<'_>) -> Option<(u16, u16)> {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return None;
        }
        let across = usize::from(area.width);
        buf.set_style(area, style);
        if self.text.is_empty() {
            write(buf, (area.x, area.y), area.width, &safe(&placeholder.content), placeholder.style);
            return Some((area.x, area.y));
        }
        let mut rows = self.rows.borrow_mut();
        rows.at(&self.text, columns(area.width));
        let row = rows.of(self.caret);
        let height = usize::from(area.height);
        let last = rows.starts.len().saturating_sub(height);
        let top = self.top.get().min(last).clamp((row + 1).saturating_sub(height), row);
        self.top.set(top);
        for (y, index) in (area.y..area.bottom()).zip(top..rows.starts.len()) {
            let shown = self.text.get(rows.range(index, &self.text)).unwrap_or_default();
            write(buf, (area.x, y), area.width, &safe(shown), style);
        }
        let start = rows.range(row, &self.text).start;
        let column = width(self.text.get(start..self.caret).unwrap_or_default()).min(across - 1);
        let offset = |value: usize| u16::try_from(value).unwrap_or(u16::MAX);
        Some((area.x.saturating_add(offset(column)), area.y.saturating_add(offset(row - top))))
    }

    /// What may stand in the text: no control characters, and no line breaks in a line.
    fn cleaned(&self, text: &str) -> String {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = if self.is_page { text } else { text.trim_end_matches('\n').replace('\n', " ") };
        text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
    }

    fn replace(&mut self, kind: Kind, range: Range<usize>, added: &str) {
        let Some(removed) = self.text.get(range.clone()).map(str::to_owned) else { return };
        if removed.is_empty() && added.is_empty() {
            return;
        }
        let at = range.start;
        self.splice(range, added);
        self.remember(Step { kind, at, removed, added: added.to_owned(), caret: self.caret });
        self.set_cursor(at + added.len());
    }

    fn splice(&mut self, range: Range<usize>, added: &str) {
        let (at, removed) = (range.start, range.len());
        self.text.replace_range(range, added);
        self.rows.get_mut().mend(&self.text, at, removed, added.len());
    }

    fn remember(&mut self, step: Step) {
        if let Some(last) = self.steps.last_mut().filter(|last| last.kind == step.kind) {
            let is_new_word = last.added.ends_with(char::is_whitespace) && !step.added.starts_with(char::is_whitespace);
            match step.kind {
                Kind::Typed if last.at + last.added.len() == step.at && !is_new_word => {
                    last.added.push_str(&step.added);
                    return;
                }
                Kind::Rubbed if step.at + step.removed.len() == last.at => {
                    last.removed.insert_str(0, &step.removed);
                    last.at = step.at;
                    return;
                }
                Kind::Rubbed if step.at == last.at => {
                    last.removed.push_str(&step.removed);
                    return;
                }
                _ => {}
            }
        }
        if self.steps.len() == STEPS {
            self.steps.remove(0);
        }
        self.steps.push(step);
    }

    fn undo(&mut self) {
        let Some(step) = self.steps.pop() else { return };
        self.splice(step.at..step.at + step.added.len(), &step.removed);
        self.set_cursor(step.caret);
    }

    fn kill(&mut self, range: Range<usize>) {
        if let Some(killed) = self.text.get(range.clone()).filter(|killed| !killed.is_empty()) {
            killed.clone_into(&mut self.killed);
            self.replace(Kind::Whole, range, "");
        }
    }

    /// Moves one row on the screen; false on the first or last row.
    fn step_row(&mut self, is_down: bool) -> bool {
        let rows = self.rows.get_mut();
        if rows.columns == 0 {
            rows.at(&self.text, COLUMNS);
        }
        let row = rows.of(self.caret);
        let target = if is_down { Some(row + 1) } else { row.checked_sub(1) };
        let Some(target) = target.filter(|target| *target < rows.starts.len()) else { return false };
        let start = rows.range(row, &self.text).start;
        let column = self.column.unwrap_or_else(|| width(self.text.get(start..self.caret).unwrap_or_default()));
        self.caret = rows.nearest(target, column, &self.text);
        self.column = Some(column);
        true
    }

    fn head(&self) -> &str {
        self.text.get(..self.caret).unwrap_or_default()
    }

    fn tail(&self) -> &str {
        self.text.get(self.caret..).unwrap_or_default()
    }

    fn boundary_from(&self, offset: usize) -> usize {
        let len = self.text.len();
        let offset = (offset..len).find(|byte| self.text.is_char_boundary(*byte)).unwrap_or(len);
        let mut cursor = GraphemeCursor::new(offset, len, true);
        match cursor.is_boundary(&self.text, 0) {
            Ok(false) => cursor.next_boundary(&self.text, 0).ok().flatten().unwrap_or(len),
            _ => offset,
        }
    }

    fn before(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.caret, self.text.len(), true);
        cursor.prev_boundary(&self.text, 0).ok().flatten().unwrap_or(0)
    }

    fn after(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.caret, self.text.len(), true);
        cursor.next_boundary(&self.text, 0).ok().flatten().unwrap_or(self.text.len())
    }

    fn line_start(&self) -> usize {
        self.head().rfind('\n').map_or(0, |newline| newline + 1)
    }

    fn line_end(&self) -> usize {
        self.tail().find('\n').map_or(self.text.len(), |newline| self.caret + newline)
    }

    fn word_before(&self) -> usize {
        let words = self.head().split_word_bound_indices().rev();
        words.into_iter().find(|(_, word)| word.contains(char::is_alphanumeric)).map_or(0, |(start, _)| start)
    }

    fn word_after(&self) -> usize {
        let mut words = self.tail().split_word_bound_indices();
        let word = words.find(|(_, word)| word.contains(char::is_alphanumeric));
        word.map_or(self.text.len(), |(start, word)| self.caret + start + word.len())
    }

    /// The start of the run of non-blank characters before the caret.
    fn blank_before(&self) -> usize {
        let words = self.head().trim_end();
        words.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(start, c)| start + c.len_utf8())
    }
}

/// The columns that text may take in this width: the last one is for the caret.
fn columns(width: u16) -> usize {
    usize::from(width).saturating_sub(1).max(1)
}

/// Where each row starts at one width; an edit wraps only the rows that it changes.
#[derive(Debug, Default)]
struct Rows {
    /// 0 until the first drawing.
    columns: usize,
    starts: Vec<usize>,
}

impl Rows {
    fn at(&mut self, text: &str, columns: usize) {
        if self.columns != columns {
            *self = Self { columns, starts: wrap(text, columns).into_iter().map(|row| row.start).collect() };
        }
    }

    /// Follows an edit that is already in the text: rows are wrapped again from two before it, since words may move
    /// up, until one starts where a row started before.
    fn mend(&mut self, text: &str, at: usize, removed: usize, added: usize) {
        if self.columns == 0 {
            return;
        }
        let first = self.of(at).saturating_sub(2);
        let mut fresh = Vec::new();
        let mut kept = self.starts.len();
        let mut start = self.starts.get(first).copied();
        while let Some(byte) = start {
            fresh.push(byte);
            start = row(text, byte, self.columns).1;
            let old = start.filter(|start| *start >= at + added).map(|start| start - added + removed);
            if let Some(Ok(same)) = old.map(|old| self.starts.binary_search(&old)) {
                kept = same;
                break;
            }
        }
        for start in self.starts.iter_mut().skip(kept) {
            *start = *start + added - removed;
        }
        self.starts.splice(first..kept, fresh);
    }

    /// The row that this offset is drawn on.
    fn of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The text of a row, its line break left out.
    fn range(&self, row: usize, text: &str) -> Range<usize> {
        let start = self.starts.get(row).copied().unwrap_or(text.len());
        let end = self.starts.get(row + 1).copied().unwrap_or(text.len());
        let has_break = row + 1 < self.starts.len() && text.get(..end).is_some_and(|head| head.ends_with('\n'));
        start..end - usize::from(has_break)
    }

    /// The place in a row whose column is nearest from the left.
    fn nearest(&self, row: usize, column: usize, text: &str) -> usize {
        let range = self.range(row, text);
        let is_soft = self.starts.get(row + 1) == Some(&range.end);
        let mut taken = 0;
        let mut place = range.start;
        for (start, cluster) in text.get(range.clone()).unwrap_or_default().grapheme_indices(true) {
            place = range.start + start;
            taken += width(cluster);
            if taken > column {
                return place;
            }
        }
        if is_soft { place } else { range.end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(editor: &mut Editor, words: &str) {
        for c in words.chars() {
            assert!(editor.key(&Key::char(c)));
        }
    }

    fn press(editor: &mut Editor, names: &str) {
        for name in names.split(' ') {
            assert!(editor.key(&Key::parse(name).unwrap()), "{name}");
        }
    }

    fn drawn(editor: &Editor, width: u16, height: u16) -> (Vec<String>, Option<(u16, u16)>) {
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        let caret = editor.view(area, &mut buffer, Style::new(), &Span::raw("e.g. \u{202E}this"));
        let row = |y| (0..width).map(|x| buffer[(x, y)].symbol().to_owned()).collect::<String>().trim_end().to_owned();
        ((0..height).map(row).collect(), caret)
    }

    #[test]
    fn backspace_takes_what_a_reader_calls_one_character() {
        for cluster in ["👨‍👩‍👧", "e\u{301}", "🇫🇷", "각", "ᄀ\u{1161}", "日", "👍🏽", "❤\u{FE0F}"]
        {
            let mut editor = Editor::line(&format!("a{cluster}"));
            press(&mut editor, "backspace");
            assert_eq!(editor.text(), "a", "{cluster}");
            let mut editor = Editor::line(&format!("{cluster}b"));
            press(&mut editor, "home delete");
            assert_eq!(editor.text(), "b", "{cluster}");
            let mut editor = Editor::line(&format!("a{cluster}b"));
            press(&mut editor, "home → → ←");
            assert_eq!(editor.cursor(), 1, "{cluster}");
        }
    }

    #[test]
    fn a_family_typed_in_pieces_is_one_step_for_the_caret() {
        let mut editor = Editor::line("");
        typed(&mut editor, "👩\u{200d}💻");
        press(&mut editor, "←");
        assert_eq!(editor.cursor(), 0);
    }

    #[test]
    fn readline_keys_work() {
        let mut editor = Editor::line("one two three");
        press(&mut editor, "ctrl-w");
        assert_eq!(editor.text(), "one two ");
        press(&mut editor, "ctrl-y alt-b alt-b ctrl-k");
        assert_eq!(editor.text(), "one ");
        press(&mut editor, "ctrl-y alt-b alt-backspace");
        assert_eq!(editor.text(), "one three");
        press(&mut editor, "ctrl-a alt-d");
        assert_eq!(editor.text(), " three");
        press(&mut editor, "alt-f ctrl-u ctrl-e");
        assert!(editor.is_empty());
        assert!(
            !editor.key(&Key::plain(KeyCode::Enter)) && !editor.key(&Key::ctrl('j')) && !editor.key(&Key::ctrl('o'))
        );
    }

    #[test]
    fn undo_takes_back_a_word_a_run_of_rubbing_or_a_paste() {
        let mut editor = Editor::line("");
        typed(&mut editor, "one two");
        press(&mut editor, "ctrl-_");
        assert_eq!(editor.text(), "one ");
        press(&mut editor, "backspace backspace ctrl-_");
        assert_eq!((editor.text(), editor.cursor()), ("one ", 4));
        editor.insert("big\r\npaste\n\u{1b}");
        assert_eq!(editor.text(), "one big paste ");
        press(&mut editor, "ctrl-_ ctrl-_ ctrl-_");
        assert!(editor.is_empty());
    }

    #[test]
    fn a_page_has_lines_and_arrows_leave_it_only_at_its_edges() {
        let mut editor = Editor::page("long first\nx\nlast one");
        drawn(&editor, 40, 3);
        press(&mut editor, "↑ ↑");
        assert_eq!(editor.cursor(), 8, "the column is kept across the short line");
        assert!(!editor.key(&Key::plain(KeyCode::Up)));
        press(&mut editor, "↓ ctrl-j");
        assert_eq!(editor.text(), "long first\nx\n\nlast one");
        press(&mut editor, "backspace");
        assert_eq!(editor.height(40), 3);
    }

    #[test]
    fn a_long_line_grows_instead_of_scrolling() {
        let mut editor = Editor::line("one two three");
        assert_eq!(editor.height(8), 2);
        assert_eq!(drawn(&editor, 8, 2), (vec!["one two".into(), "three".into()], Some((5, 1))));
        press(&mut editor, "home");
        assert_eq!(drawn(&editor, 8, 1), (vec!["one two".into()], Some((0, 0))));
        press(&mut editor, "↓");
        assert_eq!(drawn(&editor, 8, 1), (vec!["three".into()], Some((0, 0))));
        assert_eq!(drawn(&Editor::line("日本語"), 8, 1), (vec!["日 本 語".into()], Some((6, 0))));
    }

    #[test]
    fn the_placeholder_shows_until_something_is_written() {
        assert_eq!(drawn(&Editor::line(""), 12, 1), (vec!["e.g. this".into()], Some((0, 0))));
        assert_eq!(drawn(&Editor::line("a"), 12, 1), (vec!["a".into()], Some((1, 0))));
    }

    fn key() -> impl Strategy<Value = Key> {
        let names = [
            "←",
            "→",
            "↑",
            "↓",
            "home",
            "end",
            "ctrl-home",
            "backspace",
            "delete",
            "ctrl-a",
            "ctrl-e",
            "ctrl-k",
            "ctrl-u",
            "ctrl-w",
            "ctrl-y",
            "ctrl-j",
            "ctrl-_",
            "alt-b",
            "alt-f",
            "alt-d",
            "alt-backspace",
            "enter",
            "tab",
            "x",
            "space",
        ];
        let hard =
            ['\u{301}', '\u{200d}', '👩', '🇫', '🇷', 'ᄀ', '\u{1161}', '日', '\u{94d}', 'क', '\u{600}', '\u{202E}', 'é'];
        prop_oneof![
            3 => proptest::sample::select(names.to_vec()).prop_map(|name| Key::parse(name).unwrap()),
            2 => proptest::sample::select(hard.to_vec()).prop_map(Key::char),
        ]
    }

    proptest! {
        #[test]
        fn any_keys_on_any_text_keep_the_caret_between_clusters_and_on_the_screen(
            text in "([a-z ]{0,5}|\n|👨‍👩‍👧|🇫🇷|日本|e\u{301}|\u{200b}|\\PC){0,12}",
            keys in proptest::collection::vec(key(), 0..60),
            (width, height) in (0u16..20, 0u16..5),
            (is_page, seen) in any::<(bool, bool)>(),
        ) {
            let mut editor = if is_page { Editor::page(&text) } else { Editor::line(&text) };
            for key in keys {
                let before = editor.text().len();
                if seen {
                    editor.height(width);
                }
                let is_handled = editor.key(&key);
                prop_assert!(is_handled || before == editor.text().len());
                let is_boundary = GraphemeCursor::new(editor.caret, editor.text.len(), true).is_boundary(&editor.text, 0);
                prop_assert_eq!(is_boundary, Ok(true));
                prop_assert!(is_page || !editor.text().contains('\n'));
                let rows = editor.rows.borrow();
                if rows.columns > 0 {
                    let fresh: Vec<_> = wrap(&editor.text, rows.columns).into_iter().map(|row| row.start).collect();
                    prop_assert_eq!(&rows.starts, &fresh);
                }
                drop(rows);
                let (_, caret) = drawn(&editor, width, height);
                prop_assert_eq!(caret.is_some(), width > 0 && height > 0);
                prop_assert!(caret.is_none_or(|(x, y)| x < width && y < height));
            }
        }

        #[test]
        fn undo_leads_back_to_the_start(
            text in "([a-z ]|👨‍👩‍👧|\n|e\u{301}){0,12}",
            keys in proptest::collection::vec(key(), 0..40),
        ) {
            let mut editor = Editor::page(&text);
            for key in keys {
                editor.key(&key);
            }
            while !editor.steps.is_empty() {
                editor.key(&Key::ctrl('_'));
            }
            prop_assert_eq!(editor.text(), text);
        }
    }
}
