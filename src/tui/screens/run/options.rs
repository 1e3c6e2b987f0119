//! Alternatives once they are named: each person scores alone, then all see what it adds up to, and decide.

use ratatui::layout::Rect;

use super::{Here, Run};
use crate::model::change::Change;
use crate::model::id::ItemId;
use crate::model::item::Item;
use crate::model::sheet::ballot::{self, Ballot};
use crate::model::sheet::options::{Hand, KINDS, ME};
use crate::model::sheet::{Shape, SheetKind};
use crate::model::stage::Sheet;
use crate::tui::keymap::{Action, Place};
use crate::tui::notice::Notice;
use crate::tui::screens::{Go, Screen, aside, detail};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::list::Cursor;
use crate::tui::world::World;

mod table;
mod turn;
pub(in crate::tui::screens) mod words;

/// The weights that a criterion can have.
const WEIGHTS: std::ops::RangeInclusive<u8> = 1..=5;

/// What is being looked at beside the chosen alternative.
#[derive(Default)]
pub(super) struct Weighing {
    /// The chosen criterion.
    column: usize,
    /// The chosen person.
    people: Cursor,
    /// Whether the people are shown although everybody is through.
    is_asking: bool,
    turn: Option<Turn>,
}

/// Somebody’s turn to score.
struct Turn {
    person: String,
    /// The place of the cell at hand.
    cell: usize,
}

/// How a question of a sheet is worked with: those of options collect records, and what follows them is the scoring.
pub(super) fn shape(sheet: &Sheet, prompt: usize) -> Shape {
    match sheet.kind.shape() {
        Shape::Options if prompt + 1 < steps(sheet) => Shape::Records,
        shape => shape,
    }
}

/// The questions of a sheet, and what follows them.
pub(super) fn steps(sheet: &Sheet) -> usize {
    sheet.prompts.len().max(1) + usize::from(sheet.kind.shape() == Shape::Options)
}

/// Draws the people, the scores of one, or those of all.
pub(super) fn draw(run: &Run, here: Here<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let ballot = Ballot::of(here.session, here.records);
    let weighing = &run.weighing;
    match &weighing.turn {
        Some(turn) => turn::draw(turn, here, &ballot, area, canvas),
        None if is_shown(weighing, &ballot) => {
            table::draw((run.cursor.row(ballot.alternatives().len()), weighing.column), here, &ballot, area, canvas);
        }
        None => turn::draw_people(&weighing.people, here, &ballot, area, canvas),
    }
}

fn is_shown(weighing: &Weighing, ballot: &Ballot<'_>) -> bool {
    ballot.is_complete() && !weighing.is_asking
}

/// A person as the others know them.
fn name<'a>(person: &'a str, here: Here<'a>, canvas: &Canvas<'_>) -> &'a str {
    if person == ME { canvas.texts().options.me } else { here.session.person(person) }
}

impl Weighing {
    /// The beginning: the one who scores next, and the alternative that leads.
    pub(super) fn of(here: Here<'_>, row: &mut Cursor) -> Self {
        let mut weighing = Self::default();
        if here.shape == Shape::Options {
            weighing.begin(&Ballot::of(here.session, here.records), row);
        }
        weighing
    }

    fn begin(&mut self, ballot: &Ballot<'_>, row: &mut Cursor) {
        self.turn = None;
        self.is_asking = false;
        self.people.select(ballot.next().unwrap_or_default());
        let first = ballot.result().ok().and_then(|result| result.ranking().next());
        row.select(first.filter(|_| ballot.is_complete()).unwrap_or_default());
    }
}

impl Run {
    fn ballot<'a>(&self, world: &'a World) -> Option<Ballot<'a>> {
        self.here(world).map(|here| Ballot::of(here.session, here.records))
    }

    pub(super) fn asks_for_criteria(&self, world: &World) -> bool {
        self.here(world).is_some_and(|here| here.sheet.kind == SheetKind::Options && here.prompt.slot == "criterion")
    }

    /// Whether somebody scores now, who is not the facilitator.
    pub(super) fn is_handed_over(&self) -> bool {
        self.weighing.turn.is_some()
    }

    pub(super) fn weighing_place(&self, world: &World) -> Place {
        let Some(ballot) = self.ballot(world) else { return Place::Decided };
        match () {
            () if self.weighing.turn.is_some() => Place::Scoring,
            () if ballot.cells() == 0 => Place::Decided,
            () if !is_shown(&self.weighing, &ballot) => Place::Ballot,
            () if ballot.decisions().is_empty() => Place::Scores,
            () => Place::Decided,
        }
    }

    /// Whether an action would do something to alternatives; none where it is none of theirs.
    pub(super) fn can_weigh(&self, action: Action, world: &World) -> Option<bool> {
        let shape = self.shape(world);
        if !(shape == Shape::Options || action != Action::Enter && self.asks_for_criteria(world)) {
            return None;
        }
        let ballot = self.ballot(world)?;
        let has_cells = ballot.cells() > 0 && self.can_write(world);
        Some(match action {
            Action::Less | Action::More if shape == Shape::Options => {
                has_cells && self.step(action == Action::More, &ballot).is_some()
            }
            Action::Less | Action::More | Action::Toggle => self.can_write(world) && self.length(world) > 0,
            _ if shape != Shape::Options => return None,
            Action::Delete => self.turn_score(&ballot).is_some(),
            Action::Score | Action::Reveal | Action::Veto | Action::Choice(_) | Action::Decide => has_cells,
            Action::StopTyping => self.weighing.turn.is_some() || ballot.is_complete(),
            Action::Enter => self.weighing.turn.is_some(),
            _ => return None,
        })
    }

    /// What an action means for alternatives; none where it is none of theirs.
    pub(super) fn weigh(&mut self, action: Action, world: &mut World) -> Option<Go> {
        if self.is_typing {
            return None;
        }
        if self.shape(world) != Shape::Options {
            return self.asks_for_criteria(world).then(|| self.weigh_criterion(action, world))?;
        }
        match self.weighing_place(world) {
            Place::Scoring => self.take_turn(action, world),
            Place::Ballot => self.choose_person(action, world),
            _ => self.compare(action, world),
        }
    }

    /// The weight of the chosen criterion one step up or down; none where it is at its end.
    fn step(&self, is_more: bool, ballot: &Ballot<'_>) -> Option<u8> {
        let weight = ballot::weight(ballot.criteria().get(self.column(ballot))?);
        let next = if is_more { weight.checked_add(1) } else { weight.checked_sub(1) };
        next.filter(|weight| WEIGHTS.contains(weight))
    }

    fn column(&self, ballot: &Ballot<'_>) -> usize {
        self.weighing.column.min(ballot.criteria().len().saturating_sub(1))
    }

    fn weigh_criterion(&mut self, action: Action, world: &mut World) -> Option<Go> {
        let criterion = self.selected(world)?;
        let (key, value) = match action {
            Action::Less => ("weight", ballot::weight(criterion).saturating_sub(1).max(*WEIGHTS.start()).into()),
            Action::More => ("weight", ballot::weight(criterion).saturating_add(1).min(*WEIGHTS.end()).into()),
            Action::Toggle => {
                let at = KINDS.iter().position(|kind| *kind == criterion.text("kind"));
                ("kind", (*KINDS.iter().cycle().nth(at.map_or(1, |at| at + 1))?).into())
            }
            _ => return None,
        };
        self.set(&criterion.clone(), key, value, world);
        Some(Go::Stay)
    }

    fn set(&self, item: &Item, key: &str, value: serde_json::Value, world: &mut World) {
        let what = (world.texts().says.changed)(item.text("text"));
        world.edit(self.session, what, Change::Set { id: item.id.clone(), key: key.to_owned(), value: Some(value) });
    }

    /// Makes an edit of the sheet.
    fn handle(
        &self,
        what: String,
        world: &mut World,
        change: impl FnOnce(Hand<'_>, &mut crate::model::id::IdSource) -> Change,
    ) -> bool {
        let mut ids = world.ids.clone();
        let Some(here) = self.here(world) else { return false };
        let change = change(Hand::over(here.session, here.stage, here.sheet), &mut ids);
        world.ids = ids;
        world.edit(self.session, what, change)
    }

    fn person_name(&self, person: &str, world: &World) -> String {
        let named = world.session(self.session).map(|session| session.person(person).to_owned());
        if person == ME { world.texts().options.me.to_owned() } else { named.unwrap_or_default() }
    }

    fn choose_person(&mut self, action: Action, world: &mut World) -> Option<Go> {
        let ballot = self.ballot(world)?;
        let people: Vec<String> = ballot.people().iter().map(|person| (*person).to_owned()).collect();
        if self.weighing.people.act(action, people.len()) {
            return Some(Go::Stay);
        }
        match action {
            Action::Score => {
                let person = people.get(self.weighing.people.row(people.len()))?.clone();
                let cell = (0..ballot.cells()).find(|at| ballot.is_open(*at, &person)).unwrap_or_default();
                self.weighing.turn = Some(Turn { person, cell });
            }
            Action::Reveal => {
                let what = world.texts().options.reveal.to_owned();
                if self.handle(what, world, |hand, ids| hand.end(people.iter().map(String::as_str), ids)) {
                    world.say(Notice::calm(world.texts().options.revealed));
                }
                self.rest(world);
            }
            Action::StopTyping => self.weighing.is_asking = false,
            _ => return None,
        }
        Some(Go::Stay)
    }

    /// Back to the people, or to the table where everybody is through.
    fn rest(&mut self, world: &World) {
        if let Some(here) = self.here(world) {
            self.weighing.begin(&Ballot::of(here.session, here.records), &mut self.cursor);
        }
    }

    fn compare(&mut self, action: Action, world: &mut World) -> Option<Go> {
        let ballot = self.ballot(world)?;
        let column = self.column(&ballot);
        let alternatives = ballot.alternatives();
        let chosen = alternatives.get(self.cursor.row(alternatives.len())).map(|item| item.id.clone());
        match action {
            Action::Left => self.weighing.column = column.saturating_sub(1),
            Action::Right => self.weighing.column = (column + 1).min(ballot.criteria().len().saturating_sub(1)),
            Action::Less | Action::More => {
                let weight = self.step(action == Action::More, &ballot)?;
                let criterion = (*ballot.criteria().get(column)?).clone();
                self.set(&criterion, "weight", weight.into(), world);
            }
            Action::Score => {
                self.weighing.people.select(ballot.next().unwrap_or_default());
                self.weighing.is_asking = true;
            }
            Action::Veto => return self.veto(&chosen?, None, world),
            Action::Decide => return self.decide_for(&chosen?, world),
            _ => return None,
        }
        Some(Go::Stay)
    }

    /// The decision for an alternative, to be completed before it is kept.
    fn decide_for(&self, chosen: &ItemId, world: &mut World) -> Option<Go> {
        let ballot = self.ballot(world)?;
        if ballot.vetoes(chosen).next().is_some() {
            let name = ballot.alternatives().iter().find(|item| item.id == *chosen).map(|item| item.text("text"))?;
            world.say(Notice::calm((world.texts().options.out)(name)));
            return Some(Go::Stay);
        }
        let form = detail::Detail::deciding(self.session, chosen, world)?;
        Some(Go::open(Screen::Detail(form)))
    }

    /// Asks why an alternative is ruled out, or takes back what rules it out.
    fn veto(&mut self, alternative: &ItemId, person: Option<&str>, world: &mut World) -> Option<Go> {
        let ballot = self.ballot(world)?;
        let way = ballot.alternatives().iter().find(|item| item.id == *alternative)?.text("text").to_owned();
        let is_out = match person {
            Some(person) => ballot.veto(alternative, person).is_some(),
            None => ballot.vetoes(alternative).next().is_some(),
        };
        if !is_out {
            let veto = aside::Aside::veto(self.session, alternative.clone(), person.map(str::to_owned));
            return Some(Go::open(Screen::Aside(veto)));
        }
        let texts = world.texts().options;
        if self.handle((texts.vetoed)(&way), world, |hand, _| hand.lift(alternative, person)) {
            world.say(Notice::calm((texts.lifted)(&way)));
        }
        Some(Go::Stay)
    }
}
