//! The way from question to question and from stage to stage.

use super::drafts::words_of;
use super::{Run, Spot, options};
use crate::model::change::{Change, Detail};
use crate::model::session::State;
use crate::model::sheet::Shape;
use crate::model::stage::Style;
use crate::model::timebox;
use crate::tui::effect::Effect;
use crate::tui::keymap::{Action, Place};
use crate::tui::notice::Notice;
use crate::tui::screens::{Component as _, Go, Screen, aside, carried, closing, detail, plan, stages, time};
use crate::tui::widgets::editor::Editor;
use crate::tui::world::World;

impl Run {
    /// Enters the stage at hand, and lets its clock run.
    pub(super) fn begin(&mut self, world: &mut World) {
        let Some(session) = world.session(self.session) else { return };
        let Some(stage) = session.stages.get(self.at.stage) else { return };
        if session.state.is_locked() {
            return;
        }
        // Whoever was cut off did not work on until now.
        let seen = world.drafts.get(&self.session).and_then(|draft| draft.at);
        let cut_off = seen.filter(|seen| timebox::gap(*seen, world.now).is_some());
        let rest = cut_off.map(|seen| session.pause(seen));
        let stage = stage.id.clone();
        if let Some(rest) = rest {
            world.advance(self.session, rest);
        }
        if let Some(session) = world.session(self.session) {
            let change = session.enter(&stage, world.now);
            world.advance(self.session, change);
        }
    }

    /// The questions of the session in their order.
    pub(super) fn spots(&self, world: &World) -> Vec<Spot> {
        let Some(session) = world.session(self.session) else { return Vec::new() };
        let mut spots = Vec::new();
        for (stage, each) in session.stages.iter().enumerate() {
            for (sheet, each) in each.sheets.iter().enumerate() {
                spots.extend((0..options::steps(each)).map(|prompt| Spot { stage, sheet, prompt }));
            }
        }
        spots
    }

    /// Where the empty line leads: to a question, a stage, or the end.
    pub(super) fn empty_line(&self, world: &World) -> Place {
        match self.spots(world).into_iter().find(|spot| *spot > self.at) {
            Some(next) if next.stage == self.at.stage => Place::Empty,
            Some(_) => Place::LastQuestion,
            None => Place::LastOfAll,
        }
    }

    /// How a key of the stage is reached from here: while words are typed it would be a letter.
    pub(super) fn reach(&self, key: &str, world: &World) -> String {
        if self.place(world).is_typing() { (world.texts().frame.after_esc)(key) } else { key.to_owned() }
    }

    /// To the next question; after the last one of a stage its end, after the last of all the closing.
    pub(super) fn next(&mut self, world: &mut World) -> Go {
        let next = self.spots(world).into_iter().find(|spot| *spot > self.at);
        match next {
            Some(spot) => self.enter(spot, world),
            None if !self.can_write(world) => return Go::Back,
            None => return self.close(world),
        }
        Go::Stay
    }

    /// To the first question of the next stage.
    pub(super) fn next_stage(&mut self, world: &mut World) -> Go {
        let next = Spot { stage: self.at.stage + 1, ..Spot::default() };
        if world.session(self.session).is_some_and(|session| next.stage < session.stages.len()) {
            self.enter(next, world);
            return Go::Stay;
        }
        self.close(world)
    }

    pub(super) fn previous(&mut self, world: &mut World) {
        // The key that leads back is a letter, and the next one must not land in a text; and whoever comes back from the
        // scores wants to look at what was scored.
        let is_typing = self.is_typing && self.shape(world) != Shape::Options;
        if let Some(spot) = self.spots(world).into_iter().rev().find(|spot| *spot < self.at) {
            self.enter(spot, world);
            self.is_typing &= is_typing;
        }
    }

    /// Goes to a question; entering another stage starts its clock, unless the clock rests.
    pub(super) fn enter(&mut self, spot: Spot, world: &mut World) {
        let is_other = spot.stage != self.at.stage;
        // Whoever leafs through the questions goes on leafing; whoever answers goes on answering.
        if !self.put_by(world) {
            return;
        }
        let leafs = !self.is_typing && (self.shape(world) == Shape::Page || self.shape(world).has_records());
        self.at = spot;
        self.settle_in(world);
        self.is_typing &= !leafs && self.can_write(world);
        if !self.can_write(world) {
            return;
        }
        if is_other && let Some(session) = world.session(self.session) {
            let was_paused = session.state == State::Paused;
            if let Some(stage) = session.stages.get(spot.stage) {
                let change = session.enter(&stage.id, world.now);
                world.advance(self.session, change);
            }
            if was_paused && let Some(session) = world.session(self.session) {
                let change = session.pause(world.now);
                world.advance(self.session, change);
            }
        }
        self.remember(world);
    }

    fn close(&mut self, world: &mut World) -> Go {
        if !self.put_by(world) {
            return Go::Stay;
        }
        self.remember(world);
        let closing = closing::Closing::of(self.session, super::promises::undecided(self.session, world), world);
        Go::open(Screen::Closing(closing))
    }

    pub(super) fn stop_typing(&mut self, world: &mut World) {
        if self.shape(world) != Shape::Page || self.keep_page(world) {
            self.browse(world);
        }
    }

    /// Stops typing: the answers can be chosen; half-typed words stay in the line.
    pub(super) fn browse(&mut self, world: &mut World) {
        self.is_typing = false;
        let changed = self.changing.clone();
        if changed.is_some() && self.shape(world).has_records() {
            self.changing = None;
            let waiting = self.unsaid.remove(&self.at).unwrap_or_default();
            self.editor = Editor::line(&waiting);
        }
        let answers = self.answers(world);
        let same = answers.iter().position(|item| Some(&item.id) == changed.as_ref()).map(|row| self.rows(world) + row);
        let row = same.unwrap_or_else(|| self.length(world).saturating_sub(1));
        self.cursor.select(row);
        self.remember(world);
    }

    pub(super) fn undo(&mut self, world: &mut World, step: impl Fn(&mut World, Option<uuid::Uuid>)) {
        let before = self.stage_ids(world);
        step(world, Some(self.session));
        self.reseat(&before, world);
        if self.shape(world) == Shape::Page {
            self.settle_in(world);
            self.is_typing = false;
        }
    }

    /// What an action means while an answer can be chosen.
    pub(super) fn browse_act(&mut self, action: Action, world: &mut World) -> Go {
        let length = self.length(world);
        if self.scroll_whole(action) || self.cursor.act(action, length) {
            return Go::Stay;
        }
        match action {
            Action::CameAlong => return Go::open(Screen::Carried(carried::Carried::of(self.session))),
            Action::Enter | Action::Decide | Action::TakeAlong | Action::Edit if self.row(world).is_some() => {
                return self.act_on_row(action, world);
            }
            Action::Add => self.add(world),
            Action::Enter => self.change(world),
            Action::Edit => return self.details(world),
            Action::EditOutside => self.edit_outside(world),
            Action::Delete => self.delete(world),
            Action::MoveUp | Action::MoveDown => self.reorder(action, world),
            Action::Toggle => self.toggle(world),
            Action::Decide => return self.decide(world),
            Action::Settle => return Go::open(Screen::Settle(super::super::settle::Settle::of(self.session))),
            Action::Jump => return Go::open(Screen::Stages(stages::Stages::of(self.session, self.at.stage))),
            Action::Clock => self.pause_or_go(world),
            Action::TimeSheet => return Go::open(Screen::Time(time::TimeSheet::of(self.session))),
            Action::Note => return self.note(world),
            Action::Close => return self.close(world),
            Action::Style => self.next_style(world),
            Action::Versions | Action::Whole | Action::MakeAction | Action::Choice(_) => {
                return self.act_of_kind(action, world);
            }
            Action::Plan => return Go::open(Screen::Plan(plan::PlanScreen::of(Some(self.session), world))),
            other => return Go::Pass(other),
        }
        Go::Stay
    }

    fn add(&mut self, world: &mut World) {
        if self.shape(world) == Shape::Page {
            self.settle_in(world);
        }
        self.is_typing = true;
    }

    fn note(&mut self, world: &World) -> Go {
        let stage = self.here(world).map_or_else(String::new, |here| here.stage.id.clone());
        Go::open(Screen::Aside(aside::Aside::note(self.session, stage)))
    }

    fn details(&mut self, world: &World) -> Go {
        let promises = self.promises(world);
        let chosen = match self.shape(world) {
            Shape::FollowUp => {
                promises.get(self.cursor.row(promises.len())).map(|each| (each.home.id, each.action.id.clone()))
            }
            _ => self.selected(world).map(|item| (self.session, item.id.clone())),
        };
        chosen.map_or(Go::Stay, |(home, id)| {
            Go::open(Screen::Detail(detail::Detail::of(home, id, world).beside(self.session)))
        })
    }

    fn edit_outside(&mut self, world: &mut World) {
        if self.shape(world) != Shape::Page {
            self.change(world);
        }
        world.ask(Effect::EditOutside(self.editor.text().to_owned()));
    }

    /// The text comes back into the page or the line, and is kept as if it had been typed there.
    pub(super) fn edited_outside(&mut self, text: &str, world: &mut World) {
        if self.shape(world) == Shape::Page {
            self.editor.set(text.trim_end());
            self.keep_page(world);
        } else if self.changing.is_some() {
            self.editor.set(&text.split_whitespace().collect::<Vec<_>>().join(" "));
            self.remember(world);
        }
    }

    fn pause_or_go(&mut self, world: &mut World) {
        let Some(session) = world.session(self.session) else { return };
        let Some(stage) = session.stages.get(self.at.stage) else { return };
        let change = session.pause_or_go(&stage.id, world.now);
        world.advance(self.session, change);
    }

    fn next_style(&mut self, world: &mut World) {
        let Some(session) = world.session(self.session) else { return };
        let at = Style::ALL.iter().position(|style| *style == session.style).unwrap_or_default();
        let next = (at + 1) % Style::ALL.len();
        let names = world.texts().prepare;
        let (Some(style), Some(name), Some(risk)) =
            (Style::ALL.get(next), names.style_names.get(next), names.style_risks.get(next))
        else {
            return;
        };
        if world.edit(self.session, names.style, Change::Detail(Detail::Style(*style))) {
            world.say(Notice::calm(format!("{name}: {risk}")));
        }
    }
}

impl Run {
    /// Puts the words of the chosen answer into the line, to be changed.
    fn change(&mut self, world: &mut World) {
        if self.shape(world) == Shape::Page {
            self.add(world);
            return;
        }
        self.put_by(world);
        let Some((item, here)) = self.selected(world).zip(self.here(world)) else { return };
        self.base = words_of(item, here);
        self.changing = Some(item.id.clone());
        self.editor = Editor::line(&self.base);
        self.is_typing = true;
        self.remember(world);
    }
}
