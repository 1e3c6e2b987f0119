//! The overlay in which is chosen what the plan shows: of which client, of whom, how it stands and by when.

use ratatui::layout::{Position, Rect};

use crate::lang::Texts;
use crate::model::plan::EntryKind;
use crate::model::plan::Plan;
use crate::model::plan::filter::{DueFilter, Filter, StateFilter};
use crate::tui::keymap::{Action, Place};
use crate::tui::screens::{Component, Go, Reply};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::text;
use crate::tui::widgets::{footer, frame, overlay};
use crate::tui::world::World;

/// Columns before the choices.
const LABEL: u16 = 10;

/// What can be chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Client,
    Owner,
    State,
    Due,
}

/// The choice of what the plan shows.
pub struct FilterChoice {
    filter: Filter,
    plan: Plan,
    rows: Vec<Row>,
    cursor: Cursor,
}

impl FilterChoice {
    /// Begins with the filter at hand over a plan; the client is asked for only where there are several.
    pub fn of(filter: Filter, plan: Plan) -> Self {
        let has_clients = plan.clients().len() > 1 || filter.client.is_some();
        let rows = [Row::Client, Row::Owner, Row::State, Row::Due];
        let rows = rows.into_iter().filter(|row| *row != Row::Client || has_clients).collect();
        Self { filter, plan, rows, cursor: Cursor::default() }
    }

    fn row(&self) -> Option<Row> {
        self.rows.get(self.cursor.row(self.rows.len())).copied()
    }

    fn turn(&mut self, step: isize) {
        let filter = &mut self.filter;
        match self.rows.get(self.cursor.row(self.rows.len())) {
            Some(Row::Client) => filter.client = turned(&self.plan.clients(), filter.client.as_ref(), step),
            Some(Row::Owner) => filter.owner = turned(&self.plan.owners(), filter.owner.as_ref(), step),
            Some(Row::State) => filter.state = turned(&StateFilter::ALL, filter.state.as_ref(), step),
            Some(Row::Due) => filter.due = turned(&DueFilter::ALL, filter.due.as_ref(), step),
            None => {}
        }
    }

    fn words<'a>(&'a self, row: Row, texts: &'static Texts) -> (&'static str, &'a str) {
        let plan = &texts.plan;
        let name = |name: &'a Option<String>, nobody: &'static str, all: &'static str| match name.as_deref() {
            None => all,
            Some("") => nobody,
            Some(name) => name,
        };
        let place = |place: Option<usize>, words: [&'static str; 3], all| {
            place.and_then(|at| words.get(at).copied()).unwrap_or(all)
        };
        match row {
            Row::Client => (plan.client, name(&self.filter.client, texts.frame.just_me, plan.every_client)),
            Row::Owner => (plan.owner, name(&self.filter.owner, texts.frame.no_owner, plan.anyone)),
            Row::State => {
                let at = StateFilter::ALL.iter().position(|each| Some(*each) == self.filter.state);
                (plan.state, place(at, plan.states, plan.any_state))
            }
            Row::Due => {
                let at = DueFilter::ALL.iter().position(|each| Some(*each) == self.filter.due);
                (plan.due, place(at, plan.dues, plan.any_due))
            }
        }
    }
}

/// The choice after or before the one at hand; "all of them" stands before the first.
fn turned<T: Clone + PartialEq>(choices: &[T], now: Option<&T>, step: isize) -> Option<T> {
    let at = now.and_then(|now| choices.iter().position(|each| each == now)).map_or(0, |at| at + 1);
    let next = at.checked_add_signed(step).unwrap_or(choices.len());
    next.checked_sub(1).and_then(|next| choices.get(next)).cloned()
}

impl Component for FilterChoice {
    fn place(&self, _world: &World) -> Place {
        Place::Filter
    }

    fn can(&self, action: Action, world: &World) -> bool {
        match action {
            Action::Delete => !self.filter.is_empty(),
            Action::Undo | Action::Redo => false,
            _ => world.can(action),
        }
    }

    fn act(&mut self, action: Action, _world: &mut World) -> Go {
        match action {
            Action::More => self.turn(1),
            Action::Less => self.turn(-1),
            Action::Delete => self.filter = Filter::default(),
            Action::Enter => return Go::Reply(Reply::Filter(self.filter.clone())),
            Action::Back => return Go::Back,
            Action::Undo | Action::Redo => {}
            action if self.cursor.act(action, self.rows.len()) => {}
            action => return Go::Pass(action),
        }
        Go::Stay
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let (texts, theme, glyphs) = (world.texts(), canvas.theme(), canvas.glyphs());
        let rows = u16::try_from(self.rows.len()).unwrap_or(4) + 2;
        let inner = overlay::frame(canvas, area, texts.plan.filter, (46, rows));
        for (row, y) in self.rows.iter().zip(inner.top()..inner.bottom()) {
            let (label, words) = self.words(*row, texts);
            let is_here = self.row() == Some(*row);
            if is_here {
                canvas.focus(Rect { y, height: 1, ..inner });
            }
            canvas.put(inner.x, y, LABEL, label, theme.quiet());
            let room = inner.width.saturating_sub(LABEL + 4);
            let words = text::fit(words, usize::from(room), glyphs.ellipsis);
            let style = if is_here { theme.strong() } else { theme.text() };
            let pieces = [
                (glyphs.choice_before, theme.quiet()),
                (" ", style),
                (&*words, style),
                (" ", style),
                (glyphs.choice_after, theme.quiet()),
            ];
            canvas.pieces(inner.x + LABEL, y, inner.width.saturating_sub(LABEL), &pieces);
        }
        let shown = self.plan.filtered(&self.filter);
        let [goals, projects, actions] =
            [EntryKind::Goal, EntryKind::Project, EntryKind::Action].map(|kind| shown.kind(kind).count());
        if inner.height >= rows {
            let counts = (texts.plan.counts)(goals, projects, actions);
            canvas.put(inner.x, inner.bottom() - 1, inner.width, &counts, theme.quiet());
        }
        let margin = frame::MARGIN;
        let bottom = Rect {
            x: area.x + margin,
            y: area.bottom().saturating_sub(1),
            width: area.width.saturating_sub(2 * margin),
            height: 1,
        };
        footer::draw(canvas, bottom, world, self);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_go_round_with_all_of_them_before_the_first() {
        let names = ["Jonas", "Maria"];
        assert_eq!(turned(&names, None, 1), Some("Jonas"));
        assert_eq!(turned(&names, Some(&"Jonas"), 1), Some("Maria"));
        assert_eq!(turned(&names, Some(&"Maria"), 1), None);
        assert_eq!(turned(&names, None, -1), Some("Maria"));
        assert_eq!(turned(&names, Some(&"Jonas"), -1), None);
        assert_eq!(turned(&names, Some(&"gone"), 1), Some("Jonas"));
        assert_eq!(turned::<&str>(&[], None, 1), None);
    }
}
