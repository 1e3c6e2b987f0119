//! One person’s turn: the alternatives beside each other under one criterion, and nothing that anybody else gave.

use ratatui::layout::Rect;

use super::{Run, Turn, name, words};
use crate::model::decision::CriterionKind;
use crate::model::sheet::ballot::{self, Ballot};
use crate::tui::keymap::Action;
use crate::tui::notice::Notice;
use crate::tui::screens::Go;
use crate::tui::screens::run::Here;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::frame;
use crate::tui::widgets::list::Cursor;
use crate::tui::world::World;

/// Columns of the five steps of the scale, with the gap before them.
const SCALE: u16 = 17;

/// Columns of the names of people.
const PEOPLE: u16 = 24;

impl Run {
    /// What the one whose turn it is gave the cell at hand.
    pub(super) fn turn_score(&self, ballot: &Ballot<'_>) -> Option<u8> {
        let turn = self.weighing.turn.as_ref()?;
        let (alternative, criterion) = ballot.cell(turn.cell)?;
        ballot.score(alternative, criterion, &turn.person)
    }

    pub(super) fn take_turn(&mut self, action: Action, world: &mut World) -> Option<Go> {
        let ballot = self.ballot(world)?;
        let turn = self.weighing.turn.as_mut()?;
        let last = ballot.cells().saturating_sub(1);
        turn.cell = turn.cell.min(last);
        let (person, cell) = (turn.person.clone(), turn.cell);
        match action {
            Action::Up | Action::Left => turn.cell = cell.saturating_sub(1),
            Action::Down | Action::Right => turn.cell = (cell + 1).min(last),
            Action::First => turn.cell = 0,
            Action::Last => turn.cell = last,
            Action::Choice(score) => self.give(cell, Some(score), world),
            Action::Delete => self.give(cell, None, world),
            Action::Enter => self.pass(cell, &person, world),
            Action::Veto => {
                let (alternative, _) = ballot.cell(cell)?;
                return self.veto(&alternative.id.clone(), Some(&person), world);
            }
            Action::StopTyping => self.rest(world),
            _ => return None,
        }
        Some(Go::Stay)
    }

    /// Scores a cell and goes on; whoever is through by it hands over.
    fn give(&mut self, cell: usize, score: Option<u8>, world: &mut World) {
        let Some(person) = self.weighing.turn.as_ref().map(|turn| turn.person.clone()) else { return };
        let Some(ballot) = self.ballot(world) else { return };
        let Some((alternative, criterion)) = ballot.cell(cell) else { return };
        let (alternative, criterion) = (alternative.id.clone(), criterion.id.clone());
        let was_through = ballot.is_through(&person);
        let what = (world.texts().options.score_of)(&self.person_name(&person, world));
        let is_made =
            self.handle(what, world, |hand, ids| hand.score((&alternative, &criterion, person.as_str()), score, ids));
        if !is_made || score.is_none() {
            return;
        }
        let is_through = self.ballot(world).is_some_and(|ballot| ballot.is_through(&person));
        if is_through && !was_through {
            self.hand_over(&person, world);
        } else {
            self.pass(cell, &person, world);
        }
    }

    /// To the next cell that is not ruled out; after the last one the person is through.
    fn pass(&mut self, cell: usize, person: &str, world: &mut World) {
        let Some(ballot) = self.ballot(world) else { return };
        let is_out = |at: &usize| {
            ballot.cell(*at).is_some_and(|(alternative, _)| ballot.veto(&alternative.id, person).is_some())
        };
        let next = (cell + 1..ballot.cells()).find(|at| !is_out(at));
        if let (Some(next), Some(turn)) = (next, &mut self.weighing.turn) {
            turn.cell = next;
            return;
        }
        let what = (world.texts().options.score_of)(&self.person_name(person, world));
        if ballot.is_through(person) || self.handle(what, world, |hand, ids| hand.end([person], ids)) {
            self.hand_over(person, world);
        }
    }

    fn hand_over(&mut self, person: &str, world: &mut World) {
        self.rest(world);
        let texts = world.texts().options;
        let Some(ballot) = self.ballot(world) else { return };
        let next = ballot.next().and_then(|at| ballot.people().get(at)).map(|next| self.person_name(next, world));
        let is_alone = ballot.people().len() < 2;
        if let Some(next) = next {
            world.say(Notice::calm((texts.thanks)(&self.person_name(person, world), &next)));
        } else if !is_alone {
            world.say(Notice::calm(texts.all_through));
        }
    }
}

/// Who has scored how much; the scores stay hidden.
pub(super) fn draw_people(people: &Cursor, here: Here<'_>, ballot: &Ballot<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let (texts, theme) = (canvas.texts().options, canvas.theme());
    if ballot.cells() == 0 {
        canvas.paragraph(area, texts.nothing, theme.quiet());
        return;
    }
    let all = ballot.people();
    let ask = if all.len() > 1 { texts.each_alone } else { texts.by_myself };
    let mut y = area.y + canvas.paragraph(Rect { height: 2.min(area.height), ..area }, ask, theme.strong());
    let counts = (texts.counts)(ballot.alternatives().len(), ballot.criteria().len());
    let hidden = if all.len() > 1 { format!("{counts} {}", texts.hidden) } else { counts };
    y += canvas.paragraph(Rect { y, height: 2, ..area }.intersection(area), &hidden, theme.quiet()) + 1;
    let step = if frame::is_short(canvas.area()) { 1 } else { 2 };
    let fits = usize::from(area.bottom().saturating_sub(y).div_ceil(step)).max(1);
    let row = people.row(all.len());
    for (at, y) in people.window(all.len(), fits).zip((y..area.bottom()).step_by(usize::from(step))) {
        let Some(person) = all.get(at) else { continue };
        let line = Rect { y, height: 1, ..area };
        if at == row {
            canvas.focus(line);
        }
        let (open, cells) = (ballot.open_cells(person), ballot.cells());
        let is_through = ballot.is_through(person);
        let state = match cells - open {
            _ if is_through && open == 0 => texts.through.to_owned(),
            given if is_through => {
                format!("{} {} {}", texts.through, canvas.glyphs().separator, (texts.given)(given, cells))
            }
            0 => texts.not_begun.to_owned(),
            given => (texts.given)(given, cells),
        };
        let glyphs = canvas.glyphs();
        canvas.put(area.x, y, 2, if is_through { glyphs.done } else { glyphs.to_come }, theme.quiet());
        let style = if is_through { theme.quiet() } else { theme.text() };
        canvas.put(area.x + 3, y, PEOPLE - 2, name(person, here, canvas), style);
        let x = area.x + 3 + PEOPLE;
        canvas.put(x, y, area.right().saturating_sub(x), &state, theme.quiet());
    }
}

/// The alternatives under the criterion at hand, with what the person at hand gave.
pub(super) fn draw(turn: &Turn, here: Here<'_>, ballot: &Ballot<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let (texts, theme) = (canvas.texts().options, canvas.theme());
    let Some((at_hand, criterion)) = ballot.cell(turn.cell.min(ballot.cells().saturating_sub(1))) else { return };
    let whose = (texts.turn)(name(&turn.person, here, canvas), turn.cell + 1, ballot.cells());
    canvas.put(area.x, area.y, area.width, &whose, theme.here());
    let mut y = area.y + 1;
    let ask = Rect { y, height: 2, ..area }.intersection(area);
    y += canvas.paragraph(ask, criterion.text("text"), theme.strong());
    let mut ends = words::ends(criterion, canvas.texts());
    if ballot::kind(criterion) != CriterionKind::Benefit {
        ends = format!("{ends} {} {}", canvas.glyphs().separator, texts.less_is_better);
    }
    y += canvas.paragraph(Rect { y, height: 2, ..area }.intersection(area), &ends, theme.quiet()) + 1;
    let step = if frame::is_short(canvas.area()) { 1 } else { 2 };
    let below = area.bottom().saturating_sub(2);
    let all = ballot.alternatives();
    let row = all.iter().position(|each| each.id == at_hand.id).unwrap_or_default();
    let fits = usize::from(below.saturating_sub(y).div_ceil(step)).max(1);
    let scale = SCALE.min(area.width / 2);
    for (at, line) in Cursor::at(row).window(all.len(), fits).zip((y..below).step_by(usize::from(step))) {
        let Some(alternative) = all.get(at) else { continue };
        let room = Rect { y: line, height: 1, ..area };
        if at == row {
            canvas.focus(room);
        }
        let score = ballot.score(alternative, criterion, &turn.person);
        let (x, width) = (area.right().saturating_sub(scale), area.width.saturating_sub(scale + 4));
        canvas.put(area.x, line, 2, &words::letter(at), theme.quiet());
        let style = if at == row { theme.text() } else { theme.quiet() };
        let veto = ballot.veto(&alternative.id, &turn.person);
        let width = if veto.is_some() { width.min(area.width / 2) } else { width };
        let used = canvas.put(area.x + 3, line, width, alternative.text("text"), style);
        if let Some(veto) = veto {
            let why = (texts.veto)("", veto.text("text"));
            canvas.put_right(area.right(), line, area.width.saturating_sub(used + 5), &why, theme.look());
        } else if at == row || score.is_some() {
            draw_scale(x + 2, line, score, at == row, canvas);
        }
        y = line + 1;
    }
    if y + 1 < area.bottom() {
        canvas.put(area.x, y + 1, area.width, texts.how, theme.quiet());
    }
}

/// The steps from 1 to 5, the chosen one marked; only that one where the cell is not at hand.
fn draw_scale(x: u16, y: u16, score: Option<u8>, is_whole: bool, canvas: &mut Canvas<'_>) {
    let (theme, glyphs) = (canvas.theme(), canvas.glyphs());
    for (step, x) in (1..=5_u8).zip((x..).step_by(3)) {
        if score == Some(step) {
            canvas.put(x - 1, y, 1, glyphs.choice_before, theme.quiet());
            canvas.put(x, y, 1, &step.to_string(), if is_whole { theme.strong() } else { theme.text() });
            canvas.put(x + 1, y, 1, glyphs.choice_after, theme.quiet());
        } else if is_whole {
            canvas.put(x, y, 1, &step.to_string(), theme.text());
        }
    }
}
