//! The page of a shared screen: title and stage above, minutes and the line of stages below, room for a scene between.

use chrono::{DateTime, FixedOffset};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::minutes::Minutes;
use super::sight::Sight;
use crate::model::session::State;
use crate::model::shared::live::Scene;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::{large, text};

/// The widest page; what is wider becomes margin.
const WIDEST: u16 = 100;

/// Columns between two stages of the line.
const GAP: u16 = 4;

/// Where everything stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    /// The room for the scene.
    pub(super) body: Rect,
    /// Whether there is room for a line of stages and large minutes.
    pub(super) is_large: bool,
    frame: Rect,
}

impl Page {
    /// The page of a screen.
    pub(super) fn of(area: Rect) -> Self {
        let width = area.width.min(WIDEST);
        let is_large = area.width >= 90 && area.height >= 28;
        let (left, right) = if is_large { (6, 12) } else { (3, 3) };
        let above = if is_large { 1 + (area.height - 28) / 8 } else { u16::from(area.height >= 20) };
        let below = if is_large { 2 + (area.height - 28) / 8 } else { u16::from(area.height >= 20) };
        let frame = Rect {
            x: area.x + (area.width - width) / 2 + left,
            y: area.y + above,
            width: width.saturating_sub(left + right),
            height: area.height.saturating_sub(above + below),
        };
        let (indent, head, foot) = if is_large { (8, 4, 7) } else { (2, if area.height >= 20 { 3 } else { 2 }, 0) };
        let body = Rect {
            x: frame.x + indent,
            y: frame.y + head,
            width: frame.width.saturating_sub(indent),
            height: frame.height.saturating_sub(head + foot),
        };
        Self { body, is_large, frame }
    }

    /// The same page without the room of the minutes kept free: for what fills the screen by itself.
    pub(super) fn wide_body(&self) -> Rect {
        let indent = self.body.x - self.frame.x;
        let free = if self.is_large { 5 } else { 0 };
        Rect { x: self.frame.x, width: self.body.width + indent, height: self.body.height + free, ..self.body }
    }

    /// Draws what stands around every scene.
    pub(super) fn draw_around(&self, sight: &Sight, now: DateTime<FixedOffset>, canvas: &mut Canvas<'_>) {
        let scene = sight.scene();
        // A break in the middle of a stage is as long as it is: the minutes of the stage say nothing about it.
        let of_stage = matches!(scene, Scene::Question | Scene::Summary) || scene == Scene::Break && sight.is_break();
        let minutes = if of_stage { sight.minutes(now) } else { Minutes::None };
        if scene != Scene::Title {
            self.draw_head(sight, of_stage.then_some(minutes), canvas);
        }
        if self.is_large && of_stage {
            self.draw_minutes(minutes, canvas);
        }
        if self.is_large && !matches!(scene, Scene::Title | Scene::Agenda) {
            self.draw_stages(sight, of_stage, canvas);
        }
    }

    /// For whom, and at the right the stage with whatever the minutes say where they are not large.
    fn draw_head(&self, sight: &Sight, minutes: Option<Minutes>, canvas: &mut Canvas<'_>) {
        let (frame, quiet, dot) = (self.frame, canvas.theme().quiet(), format!(" {} ", canvas.glyphs().separator));
        let shared = &sight.live.shared;
        let stage = shared.stages.get(sight.live.at.stage).map_or("", |stage| stage.title.as_str());
        let clock = minutes.filter(|_| !self.is_large).map(|minutes| minutes.words(canvas.texts())).unwrap_or_default();
        let pause = if shared.state == State::Paused && minutes.is_some() { canvas.texts().room.paused } else { "" };
        let stage = if minutes.is_some() { stage } else { "" };
        // What may be cut is the name of the stage, not the time.
        let tail: Vec<&str> = [pause, &clock].into_iter().filter(|words| !words.is_empty()).collect();
        let tail = tail.join(&dot);
        let most = frame.width / 2;
        let room = usize::from(most).saturating_sub(text::width(&tail) + text::width(&dot));
        let stage = text::fit(stage, room, canvas.glyphs().ellipsis).into_owned();
        let right: Vec<&str> = [stage.as_str(), &tail].into_iter().filter(|words| !words.is_empty()).collect();
        let used = canvas.put_right(frame.right(), frame.y, most, &right.join(&dot), quiet);
        let left: Vec<&str> =
            [shared.title.as_str(), &shared.client].into_iter().filter(|words| !words.is_empty()).collect();
        canvas.put(frame.x, frame.y, frame.width.saturating_sub(used + 2), &left.join(&dot), quiet);
    }

    /// The minutes as large as can be, at the lower right.
    fn draw_minutes(&self, minutes: Minutes, canvas: &mut Canvas<'_>) {
        let (frame, quiet) = (self.frame, canvas.theme().quiet());
        let (y, bottom) = (frame.bottom().saturating_sub(6), frame.bottom().saturating_sub(3));
        if let Minutes::Many(count) = minutes {
            let unit = canvas.texts().room.minutes_unit;
            let wide = u16::try_from(text::width(unit)).unwrap_or(0);
            let x = frame.right().saturating_sub(large::width(count).saturating_add(1 + wide));
            if large::width(count) < frame.width / 2 && large::draw(canvas, (x, y), count, quiet) {
                canvas.put_right(frame.right(), bottom, wide, unit, quiet);
                return;
            }
        }
        let words = minutes.words(canvas.texts());
        canvas.put_right(frame.right(), bottom, frame.width, &words, canvas.theme().strong());
    }

    /// The stages side by side, as many around the one at hand as there is room for.
    fn draw_stages(&self, sight: &Sight, is_here: bool, canvas: &mut Canvas<'_>) {
        let (theme, frame) = (canvas.theme(), self.frame);
        let here = sight.live.at.stage;
        let stages = &sight.live.shared.stages;
        let widths: Vec<u16> =
            stages.iter().map(|stage| u16::try_from(text::width(&stage.title)).unwrap_or(WIDEST)).collect();
        let mut x = frame.x;
        for at in fitting(&widths, here, frame.width) {
            let Some(stage) = stages.get(at) else { continue };
            let style =
                if at == here && is_here { theme.here().add_modifier(Modifier::BOLD) } else { faded(theme.quiet()) };
            x += canvas.put(x, frame.bottom().saturating_sub(1), frame.right().saturating_sub(x), &stage.title, style)
                + GAP;
        }
    }
}

fn faded(style: Style) -> Style {
    style.remove_modifier(Modifier::BOLD)
}

/// The places around `here` whose widths fit into `room`, with gaps between them.
fn fitting(widths: &[u16], here: usize, room: u16) -> std::ops::Range<usize> {
    let width = |at: usize| widths.get(at).copied().unwrap_or(0).saturating_add(GAP);
    let here = here.min(widths.len().saturating_sub(1));
    let (mut first, mut end, mut used) = (here, (here + 1).min(widths.len()), width(here));
    let room = room.saturating_add(GAP);
    loop {
        let mut grew = false;
        if end < widths.len() && used.saturating_add(width(end)) <= room {
            used = used.saturating_add(width(end));
            end += 1;
            grew = true;
        }
        if first > 0 && used.saturating_add(width(first - 1)) <= room {
            first -= 1;
            used = used.saturating_add(width(first));
            grew = true;
        }
        if !grew {
            return first..end;
        }
    }
}
