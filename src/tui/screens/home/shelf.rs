//! The list of sessions, and below it the files that could not be read.

use std::cell::Cell;

use ratatui::layout::Rect;

use super::digest::Digest;
use crate::model::library::Broken;
use crate::model::session::{Session, State};
use crate::tui::screens::home::day_words;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::text;
use crate::tui::world::World;

/// The list, ready to be drawn.
pub(super) struct Shelf<'a> {
    pub(super) digest: &'a Digest,
    pub(super) world: &'a World,
    /// The selected row, sessions first, then broken files.
    pub(super) selected: usize,
    /// The first line shown.
    pub(super) top: &'a Cell<usize>,
}

/// What a line of the list shows.
#[derive(Clone, Copy)]
enum Line<'a> {
    Session(usize, &'a Session),
    Where(usize, &'a Session),
    Blank,
    Unreadable,
    Broken(usize, &'a Broken),
}

/// The words at the right of a session.
#[derive(Default)]
struct Facts {
    state: String,
    day: String,
}

impl Shelf<'_> {
    pub(super) fn view(&self, area: Rect, canvas: &mut Canvas<'_>, is_airy: bool) {
        let theme = canvas.theme();
        let count = self.digest.shelf.len();
        canvas.put(area.x, area.y, area.width, canvas.texts().home.sessions, theme.quiet());
        canvas.put_right(area.right(), area.y, 8, &count.to_string(), theme.quiet());
        let used = if area.height < 12 { 1 } else { 2 };
        let room = Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area };
        let length = self.lines(is_airy);
        let window = self.window(length, usize::from(room.height), is_airy);
        let hidden = length - window.end;
        let lines: Vec<Line<'_>> = window.map(|line| self.line(line, is_airy)).collect();
        self.draw(&lines, room, canvas);
        if hidden > 0 {
            let y = room.bottom().saturating_sub(1);
            canvas.clear(Rect { y, height: 1, ..room });
            let more = self.rows_from(length - hidden, is_airy);
            canvas.put(room.x + 2, y, room.width, &(canvas.texts().frame.more)(more), theme.quiet());
        }
    }

    fn draw(&self, lines: &[Line<'_>], room: Rect, canvas: &mut Canvas<'_>) {
        let (theme, words) = (canvas.theme(), canvas.texts().home);
        let facts = |line: &Line<'_>| match line {
            Line::Session(_, session) => self.facts(session),
            _ => Facts::default(),
        };
        let facts: Vec<Facts> = lines.iter().map(facts).collect();
        let widths = widths(&facts);
        for ((line, facts), y) in lines.iter().zip(&facts).zip(room.top()..room.bottom()) {
            let row = Rect { y, height: 1, ..room };
            match line {
                Line::Session(place, session) => self.session(row, *place, session, facts, widths, canvas),
                Line::Where(place, session) => {
                    canvas.put(row.x + 2, y, row.width.saturating_sub(2), &self.place(session), theme.quiet());
                    self.focus(row, *place, canvas);
                }
                Line::Blank => {}
                Line::Unreadable => {
                    let sentence = (words.unreadable)(self.world.library.broken().len());
                    canvas.put(row.x, y, row.width, &sentence, theme.look());
                }
                Line::Broken(place, broken) => {
                    let name = broken.path.file_name().unwrap_or(broken.path.as_os_str()).to_string_lossy();
                    let pieces = [(canvas.glyphs().warn, theme.look()), (" ", theme.quiet()), (&*name, theme.look())];
                    canvas.pieces(row.x, y, row.width, &pieces);
                    self.focus(row, *place, canvas);
                }
            }
        }
    }

    fn session(
        &self,
        row: Rect,
        place: usize,
        session: &Session,
        facts: &Facts,
        [state, day]: [u16; 2],
        canvas: &mut Canvas<'_>,
    ) {
        let (theme, glyphs, texts) = (canvas.theme(), canvas.glyphs(), canvas.texts());
        let is_here = session.state.is_under_way();
        let (mark, mark_style) = match session.state {
            State::Running | State::Paused => (glyphs.here, theme.here()),
            State::Planned => (glyphs.to_come, theme.here()),
            State::Closed => (glyphs.done, theme.quiet()),
            State::Abandoned => (glyphs.bullet, theme.quiet()),
        };
        canvas.put(row.x, row.y, 1, mark, mark_style);
        let free = row.width.saturating_sub(2 + state + 2 + day);
        let title = (free * 21) / 38;
        let style = if is_here { theme.strong() } else { theme.text() };
        let name = if session.title.is_empty() { texts.frame.untitled } else { &session.title };
        canvas.put(row.x + 2, row.y, title.saturating_sub(1), name, style);
        let client = if session.client_shown().is_empty() { texts.frame.just_me } else { session.client_shown() };
        canvas.put(
            row.x + 2 + title,
            row.y,
            free.saturating_sub(title + 1),
            client,
            if is_here { theme.text() } else { theme.quiet() },
        );
        let style = if is_here { theme.here() } else { theme.quiet() };
        canvas.put_right(row.right().saturating_sub(day + 2), row.y, state, &facts.state, style);
        let style = if is_here { theme.text() } else { theme.quiet() };
        canvas.put_right(row.right(), row.y, day, &facts.day, style);
        self.focus(row, place, canvas);
    }

    fn focus(&self, row: Rect, place: usize, canvas: &mut Canvas<'_>) {
        if place == self.selected {
            canvas.focus(Rect { width: row.width + 1, ..row });
        }
    }

    fn facts(&self, session: &Session) -> Facts {
        let texts = self.world.texts();
        let state = match session.state {
            State::Running | State::Paused => {
                let here = session.stage_here().map_or(0, |here| here + 1);
                (texts.home.stages_done)(here, session.stages.len())
            }
            State::Planned => texts.home.ready.to_owned(),
            State::Abandoned => (texts.word)("abandoned").to_owned(),
            State::Closed => match session.progress() {
                (_, 0) => String::new(),
                (done, all) => format!("{done}/{all}"),
            },
        };
        let day = session.day().map(|day| day_words(texts, day, self.world.today())).unwrap_or_default();
        Facts { state, day }
    }

    /// Where a session that is under way stands, and how long it will still take.
    fn place(&self, session: &Session) -> String {
        let (texts, separator) = (self.world.texts(), self.world.look.glyphs.separator);
        let stage = session.stage_here().and_then(|here| session.stages.get(here)).map_or("", |stage| &stage.title);
        let says = if session.state == State::Paused { texts.home.paused_in } else { texts.home.running_in };
        if session.clock_off {
            return says(stage);
        }
        let timebox = session.timebox(self.world.now);
        let seconds = timebox.left_here().max(0) + timebox.to_come();
        let minutes = u64::try_from(seconds).unwrap_or(0).div_ceil(60);
        format!("{} {separator} {}", says(stage), (texts.home.to_go)(&(texts.dates.length)(minutes)))
    }
}

/// The columns that the states and the days of some lines take.
fn widths(facts: &[Facts]) -> [u16; 2] {
    let columns = |words: &str| u16::try_from(text::width(words)).unwrap_or(u16::MAX).min(16);
    facts.iter().fold([6, 6], |[state, day], facts| [state.max(columns(&facts.state)), day.max(columns(&facts.day))])
}

/// The lines of the list: two for each session under way, a blank one, one for each other session, then the broken files.
impl<'a> Shelf<'a> {
    fn blank(&self, is_airy: bool) -> usize {
        usize::from(is_airy && self.digest.under_way > 0 && self.digest.under_way < self.digest.shelf.len())
    }

    fn lines(&self, is_airy: bool) -> usize {
        let broken = self.world.library.broken().len();
        let sessions = self.digest.shelf.len() + self.digest.under_way + self.blank(is_airy);
        sessions + if broken > 0 { broken + 2 } else { 0 }
    }

    /// The first and last line of a row.
    fn span(&self, row: usize, is_airy: bool) -> (usize, usize) {
        let (under_way, sessions) = (self.digest.under_way, self.digest.shelf.len());
        if row < under_way {
            return (2 * row, 2 * row + 1);
        }
        let line = row + under_way + self.blank(is_airy) + if row < sessions { 0 } else { 2 };
        (line, line)
    }

    /// How many rows begin at this line or below.
    fn rows_from(&self, line: usize, is_airy: bool) -> usize {
        let rows = self.digest.shelf.len() + self.world.library.broken().len();
        (0..rows).rev().take_while(|row| self.span(*row, is_airy).0 >= line).count()
    }

    fn window(&self, length: usize, height: usize, is_airy: bool) -> std::ops::Range<usize> {
        if length <= height {
            self.top.set(0);
            return 0..length;
        }
        let (first, last) = self.span(self.selected, is_airy);
        // The last line says how much there is below, until the end is reached.
        let shown = |top: usize| if top + height < length { height.saturating_sub(1) } else { height };
        let mut top = self.top.get().min(first).min(length - height);
        while last >= top + shown(top) && top < length - height {
            top += 1;
        }
        self.top.set(top);
        top..(top + shown(top)).min(length)
    }

    fn line(&self, line: usize, is_airy: bool) -> Line<'a> {
        let (under_way, sessions) = (self.digest.under_way, self.digest.shelf.len());
        let session = |row: usize| {
            let place = self.digest.shelf.get(row)?;
            self.world.library.volumes().get(*place).map(|volume| &volume.session)
        };
        if line < 2 * under_way {
            let row = line / 2;
            let found = session(row)
                .map(|found| if line.is_multiple_of(2) { Line::Session(row, found) } else { Line::Where(row, found) });
            return found.unwrap_or(Line::Blank);
        }
        let Some(row) = line.checked_sub(under_way + self.blank(is_airy)) else { return Line::Blank };
        if row < sessions {
            return session(row).filter(|_| row >= under_way).map_or(Line::Blank, |found| Line::Session(row, found));
        }
        let broken = |row: usize| self.world.library.broken().get(row).map(|found| Line::Broken(sessions + row, found));
        match row - sessions {
            0 => Line::Blank,
            1 => Line::Unreadable,
            below => broken(below - 2).unwrap_or(Line::Blank),
        }
    }
}
