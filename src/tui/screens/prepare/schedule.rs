//! The right pane of preparing: the stages with their times, whether they fit, and the questions of one of them.

use chrono::{DateTime, FixedOffset, NaiveTime};
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::lang::Texts;
use crate::model::agenda::{Agenda, Fit};
use crate::model::session::Session;
use crate::model::stage::Stage;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::text;
use crate::tui::world::World;

/// Columns of the gap behind a time of day.
const GAP: u16 = 2;

/// The fewest rows that show something of a stage.
const PREVIEW: u16 = 3;

/// What drawing the schedule needs to know.
pub(super) struct Schedule<'a> {
    /// The session as it would be with the words being typed.
    pub(super) session: &'a Session,
    /// The selected stage.
    pub(super) cursor: &'a Cursor,
    /// Whether it has the focus.
    pub(super) has_focus: bool,
    /// Everything else.
    pub(super) world: &'a World,
}

/// One line of the list: its time, its name and its minutes.
struct Line<'a> {
    at: DateTime<FixedOffset>,
    name: (&'a str, Style),
    minutes: Option<u32>,
    is_fixed: bool,
    /// That it cannot be shorter, where that is worth saying.
    floor: Option<u32>,
}

impl Schedule<'_> {
    /// The selected stage.
    pub(super) fn stage(&self) -> Option<&Stage> {
        self.session.stages.get(self.cursor.row(self.session.stages.len()))
    }

    /// Draws the times, leaving `below` rows free where it can; the first free row.
    pub(super) fn draw(&self, room: Rect, is_short: bool, below: u16, canvas: &mut Canvas<'_>) -> u16 {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        let gap = u16::from(!is_short);
        let agenda = self.session.agenda(self.session.scheduled.unwrap_or(self.world.now));
        let in_all = (texts.prepare.in_all)(&(texts.dates.length)(u64::from(self.session.length)));
        canvas.put_right(edge(room, canvas), room.y, room.width, &in_all, theme.quiet());
        canvas.put(room.x, room.y, room.width, texts.prepare.schedule, theme.quiet());
        let (sentence, style) = match agenda.fit {
            Fit::Spare(minutes) => ((texts.prepare.fits)(count(minutes)), theme.quiet()),
            Fit::Exactly => (texts.prepare.fits_exactly.to_owned(), theme.quiet()),
            Fit::Short(minutes) => ((texts.prepare.short_by)(count(minutes)), theme.look()),
        };
        let said = u16::try_from(text::wrap(&sentence, usize::from(room.width)).len()).unwrap_or(1).min(3);
        let top = room.y + 1 + gap;
        let tail = 2 + u16::from(room.height >= PREVIEW * 4) + said;
        let free = room.bottom().saturating_sub(top).saturating_sub(tail);
        let all = u16::try_from(self.session.stages.len()).unwrap_or(u16::MAX);
        let height = all.min(free.saturating_sub(below).max(free.min(PREVIEW)));
        let list = Rect { y: top, height, ..room };
        self.stages(list, &agenda, canvas);
        let mut y = self.end(Rect { y: list.bottom(), height: 2, ..room }.intersection(room), &agenda, canvas);
        y += u16::from(room.height >= PREVIEW * 4);
        let rest = Rect { y, height: room.bottom().saturating_sub(y).min(said), ..room };
        y + canvas.paragraph(rest, &sentence, style)
    }

    fn stages(&self, list: Rect, agenda: &Agenda, canvas: &mut Canvas<'_>) {
        let window = self.cursor.window(self.session.stages.len(), usize::from(list.height));
        let here = self.cursor.row(self.session.stages.len());
        let rows = self.session.stages.iter().zip(&agenda.starts).enumerate().skip(window.start).take(window.len());
        for ((index, (stage, at)), y) in rows.zip(list.top()..list.bottom()) {
            let row = Rect { y, height: 1, ..list };
            let is_here = self.has_focus && index == here;
            if is_here {
                canvas.focus(row);
            }
            let each = Line {
                at: *at,
                name: (stage.title.as_str(), canvas.theme().text()),
                minutes: Some(stage.current_minutes()),
                is_fixed: stage.fixed,
                floor: (is_here && stage.shorter().is_none()).then(|| stage.floor()),
            };
            line(row, &each, canvas);
        }
    }

    /// Slack and end; the first free row.
    fn end(&self, room: Rect, agenda: &Agenda, canvas: &mut Canvas<'_>) -> u16 {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        let slack = u32::try_from(self.session.slack()).unwrap_or(0);
        let end = if matches!(agenda.fit, Fit::Short(_)) { theme.look() } else { theme.quiet() };
        let each = |at, name, minutes| Line { at, name, minutes, is_fixed: false, floor: None };
        let lines = [
            each(agenda.slack_starts, (texts.prepare.slack, theme.text()), Some(slack)),
            each(agenda.ends, (texts.prepare.done, end), None),
        ];
        let shown = lines.iter().skip(usize::from(slack == 0)).zip(room.top()..room.bottom());
        shown.fold(room.y, |_, (each, y)| {
            line(Rect { y, height: 1, ..room }, each, canvas);
            y + 1
        })
    }

    /// Draws the questions of the selected stage, and how long it took last time.
    pub(super) fn draw_stage(&self, room: Rect, is_short: bool, canvas: &mut Canvas<'_>) {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        let Some(stage) = self.stage().filter(|_| room.height > 1) else { return };
        let pieces =
            [(texts.prepare.stage, theme.quiet()), ("  ", theme.quiet()), (stage.title.as_str(), theme.quiet())];
        canvas.pieces(room.x, room.y, room.width, &pieces);
        let mut y = room.y + if is_short { 1 } else { 2 };
        let rest = |y: u16| Rect { y, height: room.bottom().saturating_sub(y), ..room };
        if let Some(took) = self.took(stage) {
            y += canvas.paragraph(rest(y), &(texts.prepare.took_last)(took, stage.minutes), theme.quiet());
        }
        let asks: Vec<&str> =
            stage.sheets.iter().flat_map(|sheet| &sheet.prompts).map(|prompt| prompt.ask.as_str()).collect();
        for (index, ask) in asks.iter().enumerate() {
            let left = asks.len() - index;
            if rest(y).height == 1 && left > 1 {
                canvas.put(room.x, y, room.width, &(texts.frame.more)(left), theme.quiet());
                break;
            }
            y += canvas.paragraph(rest(y), ask, theme.text());
        }
    }

    /// The minutes that the same stage took in the session before.
    fn took(&self, stage: &Stage) -> Option<u64> {
        let before = self.world.session(self.session.thread?)?;
        let seconds = before.stage(&stage.id)?.clock.spent(self.world.now);
        u64::try_from((seconds + 30) / 60).ok().filter(|minutes| *minutes > 0)
    }
}

/// Columns of a time of day.
fn time_width(texts: &Texts) -> u16 {
    let widest = NaiveTime::from_hms_opt(20, 0, 0).map_or(0, |time| text::width(&(texts.dates.time)(time)));
    u16::try_from(widest).unwrap_or(0)
}

/// Where the minutes end: behind them is room to say that a stage is fixed.
fn edge(room: Rect, canvas: &Canvas<'_>) -> u16 {
    let fixed = u16::try_from(text::width(canvas.texts().prepare.fixed)).unwrap_or(0);
    room.right().saturating_sub(fixed + GAP)
}

fn line(room: Rect, line: &Line<'_>, canvas: &mut Canvas<'_>) {
    let (theme, texts) = (canvas.theme(), canvas.texts());
    let edge = edge(room, canvas);
    let time = time_width(texts);
    canvas.put_right(room.x + time, room.y, time, &(texts.dates.time)(line.at.time()), theme.quiet());
    let minutes = line.minutes.map(|minutes| (texts.dates.length)(minutes.into())).unwrap_or_default();
    let mut used = canvas.put_right(edge, room.y, room.width, &minutes, theme.text());
    if let Some(floor) = line.floor {
        let right = edge.saturating_sub(used + GAP);
        used += GAP + canvas.put_right(right, room.y, room.width, &(texts.prepare.floor)(floor), theme.look());
    }
    let (words, style) = line.name;
    let name = room.x + time + GAP;
    canvas.put(name, room.y, edge.saturating_sub(used + GAP).saturating_sub(name), words, style);
    if line.is_fixed {
        canvas.put_right(room.right(), room.y, room.width, texts.prepare.fixed, theme.quiet());
    }
}

fn count(minutes: u32) -> usize {
    usize::try_from(minutes).unwrap_or(usize::MAX)
}
