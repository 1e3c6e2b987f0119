//! A panel: rows of what is known already, remarks below them, and what enter on a row does.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;
use ratatui::layout::{Position, Rect};
use uuid::Uuid;

use super::{Run, Spot, answers};
use crate::model::id::ItemId;
use crate::model::panel::judge::Asked;
use crate::model::panel::{About, Row, Scope};
use crate::model::sheet::Shape;
use crate::model::sheet::SheetKind;
use crate::model::sheet::setup::Shown;
use crate::tui::keymap::{Action, Place};
use crate::tui::notice::Notice;
use crate::tui::screens::detail::Detail;
use crate::tui::screens::judge::Judge;
use crate::tui::screens::review::Review;
use crate::tui::screens::{Go, Screen};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::rows;
use crate::tui::world::World;

/// What enter on a row leads to.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::tui::screens) enum Deed {
    /// Something is said about an item of a session.
    Judge(Asked, Uuid, ItemId),
    /// A stage of a session is taken along.
    Take(Uuid, String),
    /// The details of an item.
    Open(Uuid, ItemId),
    /// A session to be read.
    Read(Uuid),
}

/// A row without what it is made of.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    deed: Option<Deed>,
    item: Option<(Uuid, ItemId)>,
    is_settled: bool,
}

/// The rows of the panel at hand, and for what they hold.
#[derive(Default)]
pub(super) struct Known {
    key: Option<(u64, NaiveDate, Spot)>,
    entries: Rc<[Entry]>,
}

impl Deed {
    /// What enter on a row of this panel leads to; nothing where there is nothing to do or to see.
    pub(in crate::tui::screens) fn of(row: &Row<'_>, shown: Shown, here: Uuid) -> Option<Self> {
        let home = row.home.id;
        let item = match row.about {
            About::Item(item) => item,
            About::Stage(stage) => return (!row.is_settled).then(|| Self::Take(home, stage.id.clone())),
            About::Session | About::Month(_) => return (home != here).then_some(Self::Read(home)),
            About::Answer(_) | About::Person(_) | About::Sum => return None,
        };
        let is_decision = || row.home.items_of(SheetKind::Decisions).any(|decision| decision.id == item.id);
        let asked = match shown {
            Shown::Parked => Some(Asked::Thought),
            Shown::DecisionsDue => Some(Asked::Decision),
            Shown::YearAgo if is_decision() => Some(Asked::Decision),
            Shown::Forecast => Some(Asked::Factor),
            Shown::Goals => Some(Asked::Goal),
            _ => None,
        };
        let id = item.id.clone();
        Some(asked.map_or(Self::Open(home, id.clone()), |asked| Self::Judge(asked, home, id)))
    }

    fn place(&self) -> Place {
        match self {
            Self::Judge(..) => Place::PanelDecide,
            Self::Take(..) => Place::PanelTake,
            Self::Open(..) | Self::Read(_) => Place::Panel,
        }
    }

    /// Does it, from session `here`; a stage is for the screen below to take.
    pub(in crate::tui::screens) fn go(self, here: Uuid, world: &World) -> Go {
        match self {
            Self::Judge(asked, home, item) => Go::open(Screen::Judge(Judge::of(here, (home, item), asked, world))),
            Self::Open(home, item) => Go::open(Screen::Detail(Detail::of(home, item, world).beside(here))),
            Self::Read(home) => {
                let review = world.session(home).map(Review::of);
                review.map_or(Go::Stay, |review| Go::open(Screen::Review(review)))
            }
            Self::Take(home, stage) => Go::Reply(super::super::Reply::Take(home, stage)),
        }
    }
}

impl Run {
    fn shown(&self, world: &World) -> Option<Shown> {
        self.here(world)?.sheet.setup.shows.filter(|_| self.shape(world) == Shape::Panel)
    }

    fn panel<'a>(&self, world: &'a World) -> Vec<Row<'a>> {
        let Some((shown, here)) = self.shown(world).zip(world.session(self.session)) else { return Vec::new() };
        Scope { here, earlier: self.earlier(world).collect(), today: world.today() }.rows(shown)
    }

    fn entries(&self, world: &World) -> Rc<[Entry]> {
        let Some(shown) = self.shown(world) else { return Rc::default() };
        let key = Some((world.library.revision(), world.today(), self.at));
        let is_known = self.deeds.borrow().key == key;
        if !is_known {
            let entry = |row: &Row<'_>| Entry {
                deed: Deed::of(row, shown, self.session),
                item: if let About::Item(item) = row.about { Some((row.home.id, item.id.clone())) } else { None },
                is_settled: row.is_settled,
            };
            let entries = self.panel(world).iter().map(entry).collect();
            *self.deeds.borrow_mut() = Known { key, entries };
        }
        Rc::clone(&self.deeds.borrow().entries)
    }

    /// How many rows the panel at hand has; 0 where there is none.
    pub(super) fn rows(&self, world: &World) -> usize {
        self.entries(world).len()
    }

    /// The row that is chosen, where it is one of the panel and not a remark.
    pub(super) fn row(&self, world: &World) -> Option<Entry> {
        let entries = self.entries(world);
        let row = self.cursor.row(entries.len() + self.answers(world).len());
        entries.get(row).filter(|_| !self.types(world)).cloned()
    }

    /// Which of the answers is chosen; below a panel they are its remarks.
    pub(super) fn answer_row(&self, world: &World) -> Option<usize> {
        let rows = self.rows(world);
        self.cursor.row(rows + self.answers(world).len()).checked_sub(rows)
    }

    pub(super) fn row_place(&self, world: &World) -> Option<Place> {
        let row = self.row(world)?;
        Some(row.deed.as_ref().filter(|_| self.can_write(world)).map_or(Place::Panel, Deed::place))
    }

    /// Whether an action means something for the chosen row; nothing where it does not depend on one.
    pub(super) fn can_row(&self, action: Action, world: &World) -> Option<bool> {
        if action == Action::CameAlong {
            return Some(self.can_write(world) && super::super::carried::is_needed(self.session, world));
        }
        let Entry { deed, item, .. } = self.row(world)?;
        let can_write = self.can_write(world);
        match action {
            Action::Enter => Some(matches!(deed, Some(Deed::Open(..) | Deed::Read(_)))),
            Action::Decide => Some(can_write && matches!(deed, Some(Deed::Judge(..)))),
            Action::TakeAlong => Some(can_write && matches!(deed, Some(Deed::Take(..)))),
            Action::Edit => Some(item.is_some()),
            Action::Delete | Action::MoveUp | Action::MoveDown | Action::Toggle | Action::EditOutside => Some(false),
            _ => None,
        }
    }

    /// Where rows wait for somebody to decide, they come before the line.
    pub(super) fn look_first(&mut self, world: &World) {
        let waits = |entry: &Entry| !entry.is_settled && matches!(entry.deed, Some(Deed::Judge(..) | Deed::Take(..)));
        if self.editor.is_empty()
            && let Some(row) = self.entries(world).iter().position(waits)
        {
            self.is_typing = false;
            self.cursor.select(row);
        }
    }

    pub(super) fn act_on_row(&mut self, action: Action, world: &mut World) -> Go {
        let Some(Entry { deed, item, .. }) = self.row(world) else { return Go::Stay };
        let details = item.filter(|_| action == Action::Edit).map(|(home, item)| Deed::Open(home, item));
        match details.or(deed) {
            Some(Deed::Take(home, stage)) => {
                self.take(home, &stage, world);
                Go::Stay
            }
            Some(deed) => deed.go(self.session, world),
            None => Go::Stay,
        }
    }

    /// Takes a stage of session `home` along into this one.
    pub(super) fn take(&mut self, home: Uuid, stage: &str, world: &mut World) {
        let before = self.stage_ids(world);
        let mut ids = world.ids.clone();
        let (Some(from), Some(here)) = (world.session(home), world.session(self.session)) else { return };
        let Some(stage) = from.stage(stage) else { return };
        let (title, change) = (stage.title.clone(), here.take_along(from, stage, &mut ids));
        world.ids = ids;
        if world.edit(self.session, (world.texts().prepare.quoted)(&title), change) {
            self.reseat(&before, world);
            world.say(Notice::calm((world.texts().panel.taken)(&title)));
        }
    }

    /// The stages in their order, before something changes it.
    pub(super) fn stage_ids(&self, world: &World) -> Vec<String> {
        world
            .session(self.session)
            .map_or_else(Vec::new, |session| session.stages.iter().map(|stage| stage.id.clone()).collect())
    }

    /// Stays at the same question after stages have moved, and so do the words that wait under others.
    pub(super) fn reseat(&mut self, before: &[String], world: &World) {
        let Some(session) = world.session(self.session) else { return };
        let now = |spot: Spot| {
            let stage = before.get(spot.stage).and_then(|id| session.stage_index(id));
            stage.map(|stage| Spot { stage, ..spot })
        };
        let last = session.stages.len().saturating_sub(1);
        let (at, is_gone) =
            now(self.at).map_or((Spot { stage: self.at.stage.min(last), ..Spot::default() }, true), |at| (at, false));
        let unsaid: BTreeMap<Spot, String> = std::mem::take(&mut self.unsaid)
            .into_iter()
            .filter_map(|(spot, words)| Some((now(spot)?, words)))
            .collect();
        (self.at, self.unsaid) = (at, unsaid);
        if is_gone {
            self.settle_in(world);
        }
    }
}

/// Draws the rows, then the remarks and the line.
pub(super) fn draw(run: &Run, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
    let shown = run.shown(world)?;
    let all = run.panel(world);
    if all.is_empty() {
        let used = canvas.paragraph(area, (canvas.texts().panel.none)(shown.word()), canvas.theme().quiet()) + 1;
        let rest = Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area };
        return if rest.is_empty() { None } else { answers::draw(run, world, rest, canvas) };
    }
    let chosen = (!run.types(world)).then(|| run.cursor.row(all.len() + run.answers(world).len()));
    let remarks = u16::try_from(run.answers(world).len()).unwrap_or(u16::MAX).min(2).saturating_mul(2);
    let kept = if run.types(world) { remarks + 3 } else { remarks + u16::from(remarks > 0) };
    let room = Rect { height: area.height.saturating_sub(kept).max(area.height.min(3)), ..area };
    let used = rows::draw(&all, shown, chosen, room, world, canvas) + 1;
    let rest = Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area };
    if rest.is_empty() { None } else { answers::draw(run, world, rest, canvas) }
}
