//! Reading a session: its stages with what was said in them, the thoughts put aside, and the private notes.

use std::cell::{Cell, Ref, RefCell};

use chrono::NaiveDate;
use ratatui::layout::{Position, Rect};
use uuid::Uuid;

use super::plan::PlanScreen;
use super::run::Run;
use super::settle::Settle;
use super::{Component, Go, Screen};
use crate::model::search::LineKind;
use crate::model::session::Session;
use crate::tui::keymap::{Action, Place};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::frame::{self, Header};
use crate::tui::widgets::list::Cursor;
use crate::tui::world::World;

pub(super) mod facts;
mod grids;
mod page;
mod rail;

use page::{Book, Line, Page};

/// Columns of the list of stages, with the gap behind it.
const RAIL: u16 = 22;

/// A session that is read, the page that is open, and how far it is scrolled.
pub struct Review {
    id: Uuid,
    page: Cursor,
    scroll: Cell<usize>,
    /// The furthest that the page can be scrolled; only drawing knows.
    most: Cell<usize>,
    lines: RefCell<Option<(Key, Vec<Line>)>>,
}

/// For what the lines of a page were computed: the library, the day, the page, the width in columns, and whether it is airy.
type Key = (u64, NaiveDate, usize, u16, bool);

impl Review {
    /// Opens a session to read, at its beginning.
    pub fn of(session: &Session) -> Self {
        Self {
            id: session.id,
            page: Cursor::default(),
            scroll: Cell::new(0),
            most: Cell::new(0),
            lines: RefCell::new(None),
        }
    }

    /// Opens a session to read where a line of it stands.
    pub(super) fn at(session: &Session, stage: Option<usize>, kind: LineKind) -> Self {
        let wanted = match (stage, kind) {
            (Some(stage), _) => Page::Stage(stage),
            (None, LineKind::Parked) => Page::Parked,
            (None, LineKind::Note) => Page::Notes,
            (None, LineKind::Answer) => Page::Prework,
            (None, _) => Page::Stage(0),
        };
        let row = page::pages(session).iter().position(|page| *page == wanted).unwrap_or(0);
        Self { page: Cursor::at(row), ..Self::of(session) }
    }

    /// Turns to a page, at its top.
    fn turn(&mut self, page: usize) {
        self.page.select(page);
        self.scroll.set(0);
    }

    /// Moves on by lines; at the end of a page to the next, at its beginning to the one before.
    fn scroll(&mut self, by: isize, pages: usize) {
        let (at, most, page) = (self.scroll.get().min(self.most.get()), self.most.get(), self.page.row(pages));
        if by > 0 && at == most && page + 1 < pages {
            self.turn(page + 1);
        } else if by < 0 && at == 0 && page > 0 {
            self.turn(page - 1);
            self.scroll.set(usize::MAX);
        } else {
            self.scroll.set(at.saturating_add_signed(by).min(most));
        }
    }

    /// The lines of the open page, computed anew only when something that they show has changed.
    fn lines(&self, book: &Book<'_>, width: u16) -> Ref<'_, [Line]> {
        let row = self.page.row(book.pages.len());
        let key = (book.world.library.revision(), book.world.today(), row, width, book.is_airy);
        if self.lines.borrow().as_ref().is_none_or(|(of, _)| *of != key) {
            let width = usize::from(width);
            let mut lines = if book.is_narrow && row == 0 { page::about(book, width) } else { Vec::new() };
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            lines.extend(book.pages.get(row).into_iter().flat_map(|page| page::lines(book, *page, width)));
            *self.lines.borrow_mut() = Some((key, lines));
        }
        Ref::map(self.lines.borrow(), |known| known.as_ref().map_or(&[][..], |(_, lines)| lines))
    }

    fn view_page(&self, book: &Book<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme();
        let row = self.page.row(book.pages.len());
        let Some(page) = book.pages.get(row) else { return };
        let (title, fact) = heading(book, *page);
        let style = if *page == Page::Notes { theme.look() } else { theme.quiet() };
        let used = canvas.put_right(area.right(), area.y, area.width / 2, &fact, style);
        let room = area.width.saturating_sub(used + 2);
        let wide = canvas.put(area.x, area.y, room, &title, theme.strong());
        if book.is_narrow {
            let place = format!("  {}", (canvas.texts().frame.of)(row + 1, book.pages.len()));
            canvas.put(area.x + wide, area.y, room.saturating_sub(wide), &place, theme.quiet());
        }
        let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        let lines = self.lines(book, body.width);
        let most = lines.len().saturating_sub(usize::from(body.height));
        let at = self.scroll.get().min(most);
        self.scroll.set(at);
        self.most.set(most);
        page::draw(lines.get(at..).unwrap_or_default(), body, canvas);
        if at < most {
            let more = (canvas.texts().frame.more)(most - at);
            canvas.put_right(area.right(), area.bottom(), area.width, &more, theme.quiet());
        }
    }
}

impl Component for Review {
    fn place(&self, _world: &World) -> Place {
        Place::Review
    }

    fn can(&self, action: Action, world: &World) -> bool {
        let Some(session) = world.session(self.id) else { return matches!(action, Action::Back | Action::Commands) };
        let pages = page::pages(session).len();
        match action {
            Action::Enter => session.state.is_under_way(),
            Action::Settle => Settle::is_needed(self.id, world),
            Action::Next => self.page.row(pages) + 1 < pages,
            Action::Previous => self.page.row(pages) > 0,
            _ => world.can(action),
        }
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        let Some(session) = world.session(self.id) else { return Go::Pass(action) };
        let pages = page::pages(session).len();
        let row = self.page.row(pages);
        match action {
            Action::Enter if session.state.is_under_way() => return Go::replace(Screen::Run(Run::of(session, world))),
            Action::Settle => return Go::open(Screen::Settle(Settle::of(self.id))),
            Action::Plan => return Go::open(Screen::Plan(PlanScreen::of(Some(self.id), world))),
            Action::Next | Action::Right => self.turn((row + 1).min(pages.saturating_sub(1))),
            Action::Previous | Action::Left => self.turn(row.saturating_sub(1)),
            Action::Down => self.scroll(1, pages),
            Action::Up => self.scroll(-1, pages),
            Action::PageDown => self.scroll(10, pages),
            Action::PageUp => self.scroll(-10, pages),
            Action::First => self.turn(0),
            Action::Last => self.turn(pages.saturating_sub(1)),
            Action::Enter => {}
            _ => return Go::Pass(action),
        }
        Go::Stay
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let texts = world.texts();
        let Some(session) = world.session(self.id) else {
            frame::draw(canvas, area, &Header::default(), world, self);
            return None;
        };
        let title = if session.title.is_empty() { texts.frame.untitled } else { &session.title };
        let day = session.day().map(texts.dates.medium).unwrap_or_default();
        let facts = [(texts.word)(session.state.word()), &day];
        let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        let fact = facts.join(&format!(" {} ", canvas.glyphs().separator));
        let fact = [(fact.as_str(), canvas.theme().quiet())];
        let header = Header { path: &[title], aside: session.client_shown(), fact: &fact, ..Header::default() };
        let body = frame::draw(canvas, area, &header, world, self);
        // The last row says how much there is below.
        let body = Rect { height: body.height.saturating_sub(1), ..body };
        let (is_narrow, is_wide) = (frame::is_narrow(area), frame::is_wide(area));
        let book = Book { session, world, pages: page::pages(session), is_narrow, is_airy: !frame::is_short(area) };
        if is_narrow {
            self.view_page(&book, body, canvas);
            return None;
        }
        let rail = if is_wide { RAIL + 6 } else { RAIL };
        rail::view(&book, &self.page, Rect { width: rail - 2, ..body }, canvas);
        let x = body.x + rail + 2;
        let width = body.right().saturating_sub(x).min(if is_wide { 76 } else { 84 });
        self.view_page(&book, Rect { x, width, ..body }, canvas);
        if is_wide {
            let x = x + width + 6;
            rail::view_actions(&book, Rect { x, width: body.right().saturating_sub(x).min(84), ..body }, canvas);
        }
        None
    }
}

/// The title of a page and the fact at its right.
fn heading(book: &Book<'_>, page: Page) -> (String, String) {
    let words = book.world.texts().review;
    match page {
        Page::Parked => (words.parked.to_owned(), String::new()),
        Page::Prework => (words.prework.to_owned(), String::new()),
        Page::Notes => (words.notes.to_owned(), words.private.to_owned()),
        Page::Stage(place) => {
            let Some(stage) = book.session.stages.get(place) else { return Default::default() };
            let took = u64::try_from(stage.clock.spent(book.world.now)).unwrap_or(0).div_ceil(60);
            let spent =
                if stage.is_visited() { (words.planned_took)(stage.minutes, took) } else { words.not_begun.to_owned() };
            (stage.title.clone(), spent)
        }
    }
}
