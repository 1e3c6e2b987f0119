//! How a running stage is laid out: rail, question, answers, and what is for the facilitator alone.

use ratatui::layout::{Position, Rect};

use super::{Here, Run, alignment, checklist, cues::Cues, kinds, metrics, options, panel, promises, rail, table, text};
use crate::model::sheet::{Shape, SheetKind};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::clock_line;
use crate::tui::widgets::frame::{self, Header};
use crate::tui::world::World;

/// No text runs wider than this.
const WIDEST: u16 = 84;

pub(super) fn draw(run: &Run, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
    let here = run.here(world)?;
    let read_only = vec![(world.texts().run.read_only.to_owned(), canvas.theme().look())];
    let clock = if run.is_to_read(world) { read_only } else { clock_line::words(here.session, world.now, canvas) };
    let fact: Vec<_> = clock.iter().map(|(words, style)| (words.as_str(), *style)).collect();
    let client = here.session.client_shown();
    let aside = if client.is_empty() { world.texts().frame.just_me } else { client };
    let is_narrow = frame::is_narrow(area);
    let stage = format!("{} {}", run.at.stage + 1, here.stage.title);
    let stage_of = (world.texts().run.stage_of)(here.session.stages.len(), &here.session.title);
    let path = if is_narrow { stage.as_str() } else { here.session.title.as_str() };
    let aside = if is_narrow { &stage_of } else { aside };
    let header = Header { path: &[path], aside, is_bare: is_narrow, fact: &fact };
    let body = frame::draw(canvas, area, &header, world, run);
    clock_line::draw(canvas, Rect { y: area.y + 1, height: 1, ..body }, here.session, world.now);
    let body = Rect { y: body.y + 1, height: body.height.saturating_sub(1), ..body };
    if run.is_beside {
        draw_beside(run, world, body, canvas);
        return None;
    }
    let main = if is_narrow {
        body
    } else {
        rail::draw(run, world, Rect { width: rail::WIDTH, ..body }, canvas);
        let left = rail::WIDTH + 2;
        Rect { x: body.x + left, width: body.width.saturating_sub(left), ..body }
    };
    if run.is_handed_over() {
        // What is for the facilitator is not for whoever has the keyboard.
        return draw_question(run, here, world, Rect { width: main.width.min(WIDEST), ..main }, canvas);
    }
    if frame::is_wide(area) {
        let column = WIDEST.min(main.width * 6 / 10);
        let side = Rect { x: main.x + column + 4, width: main.width.saturating_sub(column + 4), ..main };
        Cues::of(run, world, area, side.width).draw(side, canvas);
        return draw_question(run, here, world, Rect { width: column, ..main }, canvas);
    }
    let cues = Cues::of(run, world, area, main.width);
    // What is looked at together has the room to itself.
    let most = if run.whole.is_some() { 0 } else { main.height.saturating_sub(8) };
    let below = cues.height().min(most);
    if below > 0 {
        cues.draw(Rect { y: main.bottom() - below, height: below, ..main }, canvas);
    }
    let height = main.height.saturating_sub(below + u16::from(below > 0));
    draw_question(run, here, world, Rect { height, ..main }, canvas)
}

/// The stages, what was parked, and all that is for the facilitator, where there is no room for it beside the question.
fn draw_beside(run: &Run, world: &World, area: Rect, canvas: &mut Canvas<'_>) {
    rail::draw(run, world, Rect { width: rail::WIDTH, ..area }, canvas);
    let left = rail::WIDTH + 2;
    let side = Rect { x: area.x + left, width: area.width.saturating_sub(left).min(WIDEST), ..area };
    Cues::whole(run, world, side.width).draw(side, canvas);
}

/// The question in bold, its hint, and the answers below it.
fn draw_question(run: &Run, here: Here<'_>, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
    if here.shape == Shape::Options {
        options::draw(run, here, area, canvas);
        return None;
    }
    let theme = canvas.theme();
    let mut y = area.y;
    let ask = if here.prompt.ask.is_empty() { &here.stage.title } else { &here.prompt.ask };
    y += canvas.paragraph(Rect { height: 2.min(area.height), ..area }, ask, theme.strong());
    if !here.prompt.hint.is_empty() {
        y += canvas.paragraph(Rect { y, height: 2, ..area }.intersection(area), &here.prompt.hint, theme.quiet());
    }
    if let Some(shift) = shift_named(here) {
        let words = (canvas.texts().run.shift_was)(shift);
        y += canvas.paragraph(Rect { y, height: 2, ..area }.intersection(area), &words, theme.here());
    }
    y += 1;
    let room = Rect { y, height: area.bottom().saturating_sub(y), ..area };
    if room.is_empty() {
        return None;
    }
    match run.shape(world) {
        Shape::FollowUp => promises::draw(run, world, room, canvas),
        Shape::Break => draw_break(here, world, room, canvas),
        Shape::Page => return text::draw(run, here, room, canvas),
        Shape::Panel => return panel::draw(run, world, room, canvas),
        Shape::Metrics if run.is_grid(world) => return metrics::draw(run, world, room, canvas),
        Shape::Alignment if run.is_grid(world) => return alignment::draw(run, world, room, canvas),
        Shape::Checklist => return checklist::draw(run, world, room, canvas),
        _ if table::fits(run, world, room, canvas) => return table::draw(run, world, room, canvas),
        _ => return kinds::draw(run, world, room, canvas),
    }
    None
}

/// The shift of the opening, where its verdict is asked.
fn shift_named(here: Here<'_>) -> Option<&str> {
    let mut opening = here.session.items_of(SheetKind::Opening);
    let shift = opening.find(|item| item.text("slot") == "shift")?.text("text");
    (here.prompt.slot == "verdict" && !shift.is_empty()).then_some(shift)
}

fn draw_break(here: Here<'_>, world: &World, area: Rect, canvas: &mut Canvas<'_>) {
    let (texts, theme) = (canvas.texts(), canvas.theme());
    let left = here.session.timebox(world.now).left_here().max(0);
    let back = world.now + chrono::Duration::seconds(left);
    let words = (texts.run.back_at)(&clock_line::time(back, canvas));
    canvas.put(area.x, area.y, area.width, &words, theme.here());
    if area.height > 2 {
        canvas.put(area.x, area.y + 2, area.width, texts.run.break_hint, theme.quiet());
    }
}
