//! The action plan of one session or of all: four views of the same entries, one selection, one filter.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

use chrono::{DateTime, FixedOffset, NaiveTime};
use ratatui::layout::{Position, Rect};
use uuid::Uuid;

use self::edits::{Reach, Slip};
use self::scene::{Scene, Stamp};
use self::shown::Shown;
use self::tabs::View;
use crate::model::plan::filter::Filter;
use crate::model::plan::timeline::{Scale, Zoom};
use crate::model::plan::{Entry, EntryKind, Link};
use crate::tui::keymap::{Action, Place};
use crate::tui::notice::Notice;
use crate::tui::screens::aside::Aside;
use crate::tui::screens::detail::Detail;
use crate::tui::screens::review::Review;
use crate::tui::screens::{Component, Go, Reply, Screen};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::frame::{self, Header};
use crate::tui::widgets::list::Cursor;
use crate::tui::world::World;

mod board;
mod edits;
mod facts;
pub mod filter;
mod list;
mod people;
mod scene;
mod shown;
mod tabs;
mod timeline;

/// The selection: an entry, and where it stood, for when it is gone.
#[derive(Clone, Debug, Default)]
struct Spot {
    link: Option<Link>,
    column: usize,
    row: usize,
}

/// The action plan.
pub struct PlanScreen {
    session: Option<Uuid>,
    view: View,
    filter: Filter,
    zoom: Zoom,
    /// Weeks, months or quarters by which the timeline was moved.
    scrolled: i32,
    // Drawing puts the selection right after edits from elsewhere, and lets the scrolling follow.
    spot: Cell<Spot>,
    other_spots: HashMap<View, Spot>,
    scroll: [Cell<Cursor>; 3],
    scene: Cell<Option<Rc<Scene>>>,
    slip: Option<Slip>,
}

impl PlanScreen {
    /// The plan of one session, or of all.
    pub fn of(session: Option<Uuid>, _world: &World) -> Self {
        Self {
            session,
            view: View::Board,
            filter: Filter::default(),
            zoom: Zoom::default(),
            scrolled: 0,
            spot: Cell::default(),
            other_spots: HashMap::new(),
            scroll: Default::default(),
            scene: Cell::new(None),
            slip: None,
        }
    }

    /// The plan of all, with an action about to be added to a session.
    pub fn adding_to(session: Uuid, world: &World) -> Self {
        Self { slip: Some(Slip::into(session)), ..Self::of(None, world) }
    }

    /// What is shown, read anew only where something may have changed.
    fn scene(&self, world: &World) -> Rc<Scene> {
        let stamp = Stamp {
            session: self.session,
            view: self.view,
            filter: self.filter.clone(),
            today: world.today(),
            revision: world.library.revision(),
        };
        let known = self.scene.take().filter(|scene| scene.stamp == stamp);
        let scene = known.unwrap_or_else(|| Rc::new(Scene::of(stamp, world)));
        self.scene.set(Some(Rc::clone(&scene)));
        scene
    }

    /// Where the selection stands: on its entry, else as near as can be to where that stood.
    fn at(&self, scene: &Scene) -> (usize, usize) {
        let Spot { link, column, row } = self.spot.take();
        let is_it = |entry: &Entry| link.as_ref().is_some_and(|link| link.home == entry.home && link.id == entry.id);
        let at = if scene.at((column, row)).is_some_and(is_it) {
            (column, row)
        } else {
            let find = |places: &Vec<usize>| places.iter().position(|&place| scene.entry(place).is_some_and(is_it));
            let found = scene.columns.iter().enumerate().find_map(|(column, places)| Some((column, find(places)?)));
            found.unwrap_or_else(|| nearest(scene, column, row))
        };
        let link = scene.at(at).map(Entry::link);
        self.spot.set(Spot { link, column: at.0, row: at.1 });
        at
    }

    fn select(&mut self, column: usize, row: usize) {
        self.spot.set(Spot { link: None, column, row });
    }

    /// Moves the selection. True when the action is one that does.
    fn travel(&mut self, action: Action, scene: &Scene) -> bool {
        let (column, row) = self.at(scene);
        let length = |column: usize| scene.columns.get(column).map_or(0, Vec::len);
        let mut cursor = Cursor::at(row);
        if cursor.act(action, length(column)) {
            self.select(column, cursor.row(length(column)));
            return true;
        }
        let beside = match action {
            Action::Left if self.view == View::Board => (0..column).rev().find(|&column| length(column) > 0),
            Action::Right if self.view == View::Board => {
                (column + 1..scene.columns.len()).find(|&column| length(column) > 0)
            }
            _ => return false,
        };
        if let Some(beside) = beside {
            self.select(beside, row.min(length(beside).saturating_sub(1)));
        }
        true
    }

    /// Shows another view, with the selection on the same entry where that view has it.
    fn turn_to(&mut self, view: View, world: &World) {
        let old = self.spot.take();
        let known = self.other_spots.remove(&view).unwrap_or_default();
        self.other_spots.insert(self.view, old.clone());
        self.view = view;
        self.scroll = Default::default();
        let scene = self.scene(world);
        self.spot.set(Spot { column: usize::MAX, ..old.clone() });
        self.at(&scene);
        let found = self.spot.take();
        self.spot.set(if found.link == old.link { found } else { known });
    }

    /// Does what an action asks of the selected entry.
    fn edit(&mut self, action: Action, world: &mut World) -> Go {
        let scene = self.scene(world);
        let Some(entry) = scene.at(self.at(&scene)) else { return Go::Stay };
        let reach = if self.view == View::Timeline { Reach::Whole } else { Reach::Due };
        match action {
            Action::Toggle => edits::toggle(entry, world),
            Action::Earlier => edits::shift(entry, -1, reach, world),
            Action::Later => edits::shift(entry, 1, reach, world),
            Action::Less if has_start(entry) => edits::stretch(entry, -1, world),
            Action::More if has_start(entry) => edits::stretch(entry, 1, world),
            Action::Edit if !world.can_write(entry.home) => {
                world.say(Notice::calm(world.texts().says.only_to_read));
            }
            Action::Edit => return Go::open(Screen::Detail(Detail::of(entry.home, entry.id.clone(), world))),
            Action::Read => {
                if let Some(home) = world.session(entry.home) {
                    return Go::open(Screen::Review(Review::of(home)));
                }
            }
            _ => {}
        }
        Go::Stay
    }

    fn add(&mut self, world: &mut World) -> Go {
        let scene = self.scene(world);
        self.slip = edits::slip(self.session, scene.at(self.at(&scene)), world);
        let Some(slip) = &self.slip else {
            world.say(Notice::calm(world.texts().plan.no_session));
            return Go::Stay;
        };
        Go::open(Screen::Aside(Aside::for_action(slip.home, world)))
    }

    fn scroll_time(&mut self, units: i32) {
        if self.view == View::Timeline {
            self.scrolled = (self.scrolled + units).clamp(-1000, 1000);
        }
    }

    fn scale(&self, scene: &Scene, area: Rect) -> Scale {
        let width = area.width.saturating_sub(2 * frame::MARGIN);
        let columns = usize::from(width.saturating_sub(timeline::names(width)));
        Scale::new(self.zoom, scene.plan.begins(self.zoom), self.scrolled, columns)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, shown: &Shown<'_>, scale: &Scale) {
        let texts = shown.world.texts();
        if shown.scene.is_empty() && (self.view != View::Board || shown.scene.counts == [0; 3]) {
            let words = match () {
                () if !self.filter.is_empty() => texts.plan.nothing_fits,
                () if shown.world.is_loading => texts.frame.loading,
                () if edits::slip(self.session, None, shown.world).is_none() => texts.plan.empty_at_first,
                () => texts.plan.empty,
            };
            canvas.paragraph(area, words, canvas.theme().quiet());
            return;
        }
        if self.view == View::Timeline {
            return timeline::draw(canvas, area, scale, shown);
        }
        let (left, pane) = if shown.is_wide() { board::beside_pane(area) } else { (area, None) };
        match self.view {
            View::Board => board::draw(canvas, left, shown),
            View::List => list::draw(canvas, left, shown),
            View::People | View::Timeline => people::draw(canvas, left, shown),
        }
        if let (Some(pane), Some(entry)) = (pane, shown.entry()) {
            facts::pane(canvas, pane, entry, shown.scene, shown.world);
        }
    }
}

/// Whether the entry has a day on which it begins.
fn has_start(entry: &Entry) -> bool {
    matches!(entry.kind, EntryKind::Project | EntryKind::Action)
}

/// The place nearest to a column and row; the first one where there is none.
fn nearest(scene: &Scene, column: usize, row: usize) -> (usize, usize) {
    let filled = scene.columns.iter().enumerate().filter(|(_, places)| !places.is_empty());
    let near = filled.min_by_key(|(each, _)| each.abs_diff(column));
    near.map_or((0, 0), |(column, places)| (column, row.min(places.len().saturating_sub(1))))
}

impl Component for PlanScreen {
    fn place(&self, _world: &World) -> Place {
        match self.view {
            View::Board => Place::Board,
            View::List => Place::List,
            View::Timeline => Place::Timeline,
            View::People => Place::People,
        }
    }

    fn can(&self, action: Action, world: &World) -> bool {
        let scene = self.scene(world);
        let entry = scene.at(self.at(&scene));
        let is_free = entry.is_some_and(|entry| !scene.is_sealed(entry.home) && world.can_write(entry.home));
        match action {
            Action::Earlier | Action::Later => is_free,
            Action::Toggle => {
                is_free && entry.is_some_and(|entry| matches!(entry.kind, EntryKind::Action | EntryKind::Milestone))
            }
            Action::Less => is_free && entry.is_some_and(|entry| entry.start.is_some() && entry.start < entry.due),
            Action::More => {
                let has_day = |entry: &Entry| entry.start.or(entry.due).is_some();
                is_free && entry.is_some_and(|entry| has_start(entry) && has_day(entry))
            }
            Action::Edit => entry.is_some_and(|entry| world.can_write(entry.home)),
            Action::Read => entry.is_some(),
            Action::Add => edits::slip(self.session, entry, world).is_some_and(|slip| world.can_write(slip.home)),
            Action::Left | Action::Right if self.view == View::Board => {
                scene.columns.iter().filter(|places| !places.is_empty()).count() > 1
            }
            Action::Filter => !scene.plan.entries.is_empty(),
            _ => world.can(action),
        }
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        let scene = self.scene(world);
        if self.travel(action, &scene) {
            return Go::Stay;
        }
        match action {
            Action::Left => self.scroll_time(-1),
            Action::Right => self.scroll_time(1),
            Action::Zoom => (self.zoom, self.scrolled) = (self.zoom.next(), 0),
            Action::NextPane => self.turn_to(self.view.beside(1), world),
            Action::PreviousPane => self.turn_to(self.view.beside(3), world),
            Action::View(number) => {
                let view = usize::from(number).checked_sub(1).and_then(|place| View::ALL.get(place));
                if let Some(&view) = view.filter(|view| **view != self.view) {
                    self.turn_to(view, world);
                }
            }
            Action::Filter => {
                let choice = filter::FilterChoice::of(self.filter.clone(), scene.plan.clone());
                return Go::open(Screen::Filter(choice));
            }
            Action::Add => return self.add(world),
            Action::Toggle
            | Action::Earlier
            | Action::Later
            | Action::Less
            | Action::More
            | Action::Edit
            | Action::Read => return self.edit(action, world),
            action => return Go::Pass(action),
        }
        Go::Stay
    }

    fn reply(&mut self, reply: Reply, world: &mut World) -> Go {
        match (reply, &self.slip) {
            (Reply::Filter(filter), _) => self.filter = filter,
            (Reply::Line(line), Some(slip)) => {
                let Some(added) = edits::add(slip, &line, world) else {
                    return Go::open(Screen::Aside(Aside::for_action(slip.home, world).again(&line)));
                };
                let Spot { column, row, .. } = self.spot.take();
                self.spot.set(Spot { link: Some(added), column, row });
            }
            _ => {}
        }
        Go::Stay
    }

    fn next_wake(&self, _world: &World, now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
        let tomorrow = now.date_naive().succ_opt()?;
        tomorrow.and_time(NaiveTime::MIN).and_local_timezone(*now.offset()).single()
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let scene = self.scene(world);
        let (texts, theme, at) = (world.texts(), canvas.theme(), self.at(&scene));
        let scale = self.scale(&scene, area);
        let [goals, projects, actions] = scene.counts;
        let mut fact = match self.view {
            View::Timeline => (texts.plan.span)(scale.first, scale.last()),
            // Where it is tight, the way here matters more.
            _ if area.width < 70 => String::new(),
            _ => (texts.plan.counts)(goals, projects, actions),
        };
        if !self.filter.is_empty() {
            let separator = if fact.is_empty() { String::new() } else { format!(" {} ", canvas.glyphs().separator) };
            fact = format!("{fact}{separator}{}", texts.plan.filtered);
        }
        let title = self.session.map(|id| world.session(id).map_or("", |session| session.title.as_str()));
        let path = [title.unwrap_or(texts.plan.all), texts.plan.title];
        let header = Header { path: &path, fact: &[(&fact, theme.quiet())], ..Header::default() };
        let room = frame::draw(canvas, area, &header, world, self);
        self.view.draw(canvas, room);
        let shown =
            Shown { world, scene: &scene, at, scroll: &self.scroll, is_all: self.session.is_none(), screen: area };
        let top = room.y + 2 + u16::from(!shown.is_tiny());
        let below = Rect { y: top, height: room.bottom().saturating_sub(top), ..room };
        self.draw(canvas, below, &shown, &scale);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Texts;
    use crate::model::id::IdSource;
    use crate::tui::glyphs;
    use crate::tui::theme::{Theme, ThemeOptions};
    use crate::tui::world::Look;

    fn world() -> World {
        let look =
            Look { texts: Texts::of("en"), theme: Theme::resolve(&ThemeOptions::default()), glyphs: &glyphs::UNICODE };
        let now = DateTime::parse_from_rfc3339("2026-03-04T10:30:00+01:00").unwrap();
        let template: crate::model::template::Template =
            serde_json::from_str(include_str!("../../../../templates/strategic-session.json")).unwrap();
        let mut ids = IdSource::new(1);
        let mut session = template.session("en", &mut ids, now);
        let actions = session.stages.iter_mut().flat_map(|stage| &mut stage.sheets);
        let items = r#"[{"id":"a-1","text":"One"},{"id":"a-2","text":"Two"},{"id":"a-3","text":"Three"}]"#;
        actions.into_iter().find(|sheet| sheet.id == "actions").unwrap().items = serde_json::from_str(items).unwrap();
        let mut world = World::new(look, vec![template], ids, now);
        world.add(session);
        world
    }

    #[test]
    fn moving_reads_nothing_anew_but_an_edit_from_anywhere_does() {
        let mut world = world();
        let mut plan = PlanScreen::of(None, &world);
        let before = plan.scene(&world);
        plan.act(Action::Down, &mut world);
        plan.can(Action::Add, &world);
        assert!(Rc::ptr_eq(&before, &plan.scene(&world)));
        plan.act(Action::Later, &mut world);
        let edited = plan.scene(&world);
        assert!(!Rc::ptr_eq(&before, &edited));
        world.undo(None);
        assert!(!Rc::ptr_eq(&edited, &plan.scene(&world)));
    }

    #[test]
    fn the_selection_stays_on_its_entry_from_view_to_view_and_each_view_remembers_its_own() {
        let mut world = world();
        let mut plan = PlanScreen::of(None, &world);
        let selected = |plan: &PlanScreen, world: &World| {
            let scene = plan.scene(world);
            scene.at(plan.at(&scene)).map(|entry| entry.text.clone()).unwrap()
        };
        plan.act(Action::Down, &mut world);
        for _ in View::ALL {
            plan.act(Action::NextPane, &mut world);
            assert_eq!(selected(&plan, &world), "Two");
        }
        plan.act(Action::Toggle, &mut world);
        assert_eq!(selected(&plan, &world), "Three");
        plan.act(Action::View(2), &mut world);
        plan.act(Action::First, &mut world);
        assert_eq!(selected(&plan, &world), "One");
    }
}
