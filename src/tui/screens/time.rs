//! The time sheet: plan, now and starts of every stage, and the honest choices there are when it gets late.

use chrono::{DateTime, FixedOffset, NaiveTime, TimeDelta};
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;
use uuid::Uuid;

use super::{Component, Go};
use crate::model::change::{Change, Detail};
use crate::model::dates;
use crate::model::session::Session;
use crate::model::timebox::{Phase, Reading};
use crate::tui::key::Key;
use crate::tui::keymap::{Action, Place};
use crate::tui::notice::Notice;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::clock_line;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::overlay;
use crate::tui::world::World;

/// The overlay over a running session.
pub struct TimeSheet {
    session: Uuid,
    mode: Mode,
    /// What was chosen and is shown, but not done yet.
    planned: Option<Change>,
    cursor: Cursor,
    editor: Editor,
}

/// What is being chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Choices,
    Preview,
    Cut,
    Started,
}

impl TimeSheet {
    /// The sheet of a session.
    pub fn of(session: Uuid) -> Self {
        Self { session, mode: Mode::Choices, planned: None, cursor: Cursor::default(), editor: Editor::line("") }
    }

    /// The stages that could be cut: still to come, and not cut already.
    fn to_come(&self, world: &World) -> Vec<usize> {
        let Some(session) = world.session(self.session) else { return Vec::new() };
        let slices = session.timebox(world.now).slices;
        let can = |(_, slice): &(usize, _)| {
            let slice: &crate::model::timebox::Slice = slice;
            slice.phase == Phase::ToCome && slice.minutes > 0
        };
        slices.into_iter().enumerate().filter(can).map(|(index, _)| index).collect()
    }

    fn change(&self, change: Option<Change>, world: &mut World) {
        if let Some(change) = change {
            world.edit(self.session, world.texts().says.re_timed, change);
        }
    }

    /// Shows what a choice would do; enter does it.
    fn preview(&mut self, change: Option<Change>) {
        if let Some(change) = change.filter(|change| !change.is_empty()) {
            self.planned = Some(change);
            self.mode = Mode::Preview;
        }
    }

    /// The session as it would be after the choice that is shown.
    fn then(&self, session: &Session) -> Option<Session> {
        let mut then = session.clone();
        then.apply(self.planned.clone()?).ok()?;
        Some(then)
    }

    fn share_out(&mut self, world: &mut World) {
        let Some(session) = world.session(self.session) else { return };
        let time = world.texts().time;
        if session.to_share(world.now) == 0 {
            world.say(Notice::calm(time.nothing_to_share));
            return;
        }
        match session.share_out(world.now) {
            Ok(change) => self.preview(Some(change)),
            Err(short) => {
                let stage = short.cut.and_then(|index| session.stages.get(index)).map(|stage| stage.title.clone());
                let words = match stage {
                    Some(stage) => (time.too_short_cut)(short.by, &stage),
                    None => (time.too_short)(short.by),
                };
                world.say(Notice::calm(words));
            }
        }
    }

    fn cut(&mut self, world: &mut World) {
        let stages = self.to_come(world);
        let chosen = stages.get(self.cursor.row(stages.len())).copied();
        self.mode = Mode::Choices;
        self.preview(chosen.and_then(|index| Some(world.session(self.session)?.cut(index, world.now))));
    }

    fn clock_off(&self, world: &mut World) {
        let change = world.session(self.session).map(|session| Change::Detail(Detail::ClockOff(!session.clock_off)));
        self.change(change, world);
    }

    /// Corrects the start of the stage at hand to a time just gone.
    fn correct(&mut self, world: &mut World) {
        let words = self.editor.text().trim().to_owned();
        let moment = dates::moment(&words, world.today(), world.date_language()).ok();
        let at = moment.and_then(|moment| moment.from).and_then(|time| lately(time, world));
        let others = world.session(self.session).map(|session| {
            let here = session.stage_here();
            let others = session.stages.iter().enumerate().filter(|(index, _)| Some(*index) != here);
            others.flat_map(|(_, stage)| &stage.clock.visits).map(|visit| visit.from).max()
        });
        let Some(at) = at.filter(|at| *at <= world.now && others.flatten().is_none_or(|from| from <= *at)) else {
            world.say(Notice::calm((world.texts().time.not_a_time)(&words)));
            return;
        };
        // A clock is corrected again rather than undone: an old clock would bring old visits back.
        if let Some(change) = world.session(self.session).and_then(|session| session.started_at(at)) {
            world.advance(self.session, change);
        }
        self.mode = Mode::Choices;
    }

    fn clock(&self, world: &mut World) {
        let Some(session) = world.session(self.session) else { return };
        let Some(stage) = session.stage_here().and_then(|here| session.stages.get(here)) else { return };
        let change = session.pause_or_go(&stage.id, world.now);
        world.advance(self.session, change);
    }
}

/// A time of today, or of yesterday evening where it is just after midnight.
fn lately(time: NaiveTime, world: &World) -> Option<DateTime<FixedOffset>> {
    let today = world.today();
    let evening = today.pred_opt().and_then(|day| world.zone.at(day, time));
    let evening = evening.filter(|at| world.now - at < TimeDelta::hours(12));
    world.zone.at(today, time).filter(|at| *at <= world.now).or(evening)
}

impl Component for TimeSheet {
    fn place(&self, _world: &World) -> Place {
        match self.mode {
            Mode::Choices => Place::Time,
            Mode::Preview => Place::TimePreview,
            Mode::Cut => Place::TimeCut,
            Mode::Started => Place::TimeStarted,
        }
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn can(&self, action: Action, world: &World) -> bool {
        let session = world.session(self.session);
        match action {
            Action::ShareOut => session.is_some_and(|session| session.to_share(world.now) > 0),
            Action::CutStage => !self.to_come(world).is_empty(),
            Action::Up | Action::Down => self.mode == Mode::Cut,
            _ => world.can(action),
        }
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        if self.mode == Mode::Cut && self.cursor.act(action, self.to_come(world).len()) {
            return Go::Stay;
        }
        match (self.mode, action) {
            (Mode::Choices, Action::FiveMore) => {
                self.preview(world.session(self.session).and_then(Session::five_more));
            }
            (Mode::Choices, Action::NextStage) => return Go::Act(Action::NextStage),
            (Mode::Choices, Action::ShareOut) => self.share_out(world),
            (Mode::Choices, Action::CutStage) if self.can(action, world) => self.mode = Mode::Cut,
            (Mode::Choices, Action::EndLater) => {
                self.preview(world.session(self.session).map(|session| session.end_later(world.now)));
            }
            (Mode::Choices, Action::ClockOff) => self.clock_off(world),
            (Mode::Choices, Action::Clock) => self.clock(world),
            (Mode::Choices, Action::StartedAt) => {
                self.editor.clear();
                self.mode = Mode::Started;
            }
            (Mode::Preview, Action::Enter) => {
                let planned = self.planned.take();
                self.change(planned, world);
                self.mode = Mode::Choices;
            }
            (Mode::Cut, Action::Enter) => self.cut(world),
            (Mode::Started, Action::Enter) => self.correct(world),
            (Mode::Cut | Mode::Preview, Action::Back) | (Mode::Started, Action::StopTyping) => {
                self.planned = None;
                self.mode = Mode::Choices;
            }
            (_, other) => return Go::Pass(other),
        }
        Go::Stay
    }

    fn key(&mut self, key: &Key, _world: &mut World) -> Go {
        if self.mode == Mode::Started {
            self.editor.key(key);
        }
        Go::Stay
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let session = world.session(self.session)?;
        let rows = u16::try_from(session.stages.len()).unwrap_or(u16::MAX).saturating_add(9);
        let room = overlay::frame(canvas, area, canvas.texts().time.title, (68, rows.min(area.height)));
        overlay::footer(canvas, area, world, self);
        draw_state(session, world, room, canvas);
        let table = Rect { y: room.y + 2, height: room.height.saturating_sub(7), ..room };
        self.draw_table(session, world, table, canvas);
        let y = room.bottom().saturating_sub(4);
        self.draw_choices(session, world, Rect { y, height: 4, ..room }.intersection(room), canvas)
    }
}

/// One sentence: is anything late?
fn draw_state(session: &Session, world: &World, area: Rect, canvas: &mut Canvas<'_>) {
    let (time, theme) = (canvas.texts().time, canvas.theme());
    let timebox = session.timebox(world.now);
    let Some(stage) = session.stage_here().and_then(|here| session.stages.get(here)) else { return };
    let late = u32::try_from((timebox.lateness() + 59) / 60).unwrap_or(0);
    let (words, style) = match timebox.reading() {
        Some(Reading::Over { minutes }) if late > 0 => ((time.late_by)(&stage.title, minutes, late), theme.look()),
        Some(Reading::Over { minutes }) => ((time.slack_covers)(&stage.title, minutes), theme.text()),
        Some(Reading::Left { minutes }) => ((time.on_time)(&stage.title, minutes), theme.text()),
        Some(Reading::TwoMinutes { seconds }) => {
            ((time.on_time)(&stage.title, seconds.div_ceil(60).max(1)), theme.text())
        }
        None => return,
    };
    canvas.put(area.x, area.y, area.width, &words, style);
}

impl TimeSheet {
    fn draw_table(&self, session: &Session, world: &World, area: Rect, canvas: &mut Canvas<'_>) {
        let (texts, theme, glyphs) = (canvas.texts(), canvas.theme(), canvas.glyphs());
        let timebox = session.timebox(world.now);
        let (now, starts) = (timebox.now_minutes(), timebox.starts(world.now));
        let then = self.then(session);
        let then =
            then.as_ref().map(|then| (then.timebox(world.now).now_minutes(), then.timebox(world.now).slack_left()));
        let columns = [area.x + 35, area.x + 42, area.x + 52];
        let after = area.x + 60;
        if then.is_some() {
            canvas.put_right(after, area.y, 8, texts.time.preview, theme.here());
        }
        let cut = if self.mode == Mode::Cut { self.to_come(world) } else { Vec::new() };
        let chosen = cut.get(self.cursor.row(cut.len())).copied();
        for (right, title) in columns.iter().zip([texts.time.plan, texts.time.now, texts.time.starts]) {
            canvas.put_right(*right, area.y, 10, title, theme.quiet());
        }
        let list = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let count = session.stages.len() + 1;
        let here = Cursor::at(chosen.or(session.stage_here()).unwrap_or_default());
        for (index, y) in here.window(count, usize::from(list.height.max(1))).zip(list.top()..list.bottom()) {
            if chosen == Some(index) {
                canvas.focus(Rect { y, height: 1, ..list });
            }
            let Some(stage) = session.stages.get(index) else {
                let left = timebox.slack_left().max(0) / 60;
                let cells = [
                    session.slack().max(0).to_string(),
                    left.to_string(),
                    clock_line::time(timebox.slack_starts(world.now), canvas),
                ];
                let style = if left == 0 { theme.look() } else { theme.quiet() };
                canvas.put(list.x, y, 1, glyphs.to_come, theme.quiet());
                canvas.put(list.x + 2, y, 28, texts.time.slack, style);
                for (right, cell) in columns.iter().zip(cells) {
                    canvas.put_right(*right, y, 10, &cell, style);
                }
                if let Some((_, slack)) = then {
                    canvas.put_right(after, y, 8, &(slack.max(0) / 60).to_string(), theme.here());
                }
                continue;
            };
            let phase = timebox.slices.get(index).map(|slice| slice.phase);
            let is_over = now.get(index).is_some_and(|now| *now > stage.current_minutes());
            let sign = match phase {
                Some(Phase::Done) => glyphs.done,
                Some(Phase::Here) => glyphs.here,
                _ => glyphs.to_come,
            };
            let style = if phase == Some(Phase::Here) { theme.here() } else { theme.text() };
            canvas.put(list.x, y, 1, sign, style);
            canvas.put(list.x + 2, y, 28, &stage.title, style);
            let start = match phase {
                Some(Phase::ToCome) => starts.get(index).copied().flatten(),
                _ => stage.clock.visits.first().map(|visit| visit.from),
            };
            let start = start.map_or_else(String::new, |at| (texts.dates.time)(at.time()));
            canvas.put_right(columns[0], y, 10, &stage.minutes.to_string(), theme.quiet());
            let minutes = now.get(index).copied().unwrap_or_default().to_string();
            canvas.put_right(columns[1], y, 10, &minutes, if is_over { theme.look() } else { theme.text() });
            canvas.put_right(columns[2], y, 10, &start, theme.quiet());
            let after_minutes = then.as_ref().and_then(|(then, _)| then.get(index)).copied().unwrap_or_default();
            if then.is_some() && now.get(index) != Some(&after_minutes) {
                canvas.put_right(after, y, 8, &after_minutes.to_string(), theme.here());
            }
        }
    }

    fn draw_choices(&self, session: &Session, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let (texts, theme) = (canvas.texts(), canvas.theme());
        let time = texts.time;
        match self.mode {
            Mode::Cut => {
                canvas.put(area.x, area.y, area.width, time.cut_which, theme.strong());
                return None;
            }
            Mode::Started => {
                canvas.put(area.x, area.y, area.width, time.started_ask, theme.strong());
                let line = Rect { y: area.y + 1, height: 1, width: 20.min(area.width), ..area }.intersection(area);
                canvas.focus(line);
                let style = theme.text().patch(theme.selection());
                let caret = self.editor.view(line, canvas.buf(), style, &Span::raw(""));
                return caret.map(|(x, y)| Position { x, y });
            }
            Mode::Preview => {
                canvas.put(area.x, area.y, area.width, time.preview_ask, theme.strong());
                let ends = self.then(session).map(|then| then.timebox(world.now).ends_at(world.now));
                let ends = ends.map_or_else(String::new, |at| (texts.run.ends)(&clock_line::time(at, canvas)));
                canvas.put(area.x, area.y + 1, area.width, &ends, theme.text());
                return None;
            }
            Mode::Choices => {}
        }
        let ends = session.timebox(world.now).ends_at(world.now);
        let by = TimeDelta::minutes(session.later_by(world.now).into());
        let later = ends.checked_add_signed(by).unwrap_or(ends);
        let end_later = (time.end_later)(&clock_line::time(later, canvas));
        let clock = if session.clock_off { time.clock_on } else { time.clock_off };
        let choices = [
            ("+", time.five_more, "s", time.share_out),
            ("n", time.move_on, "c", time.cut),
            ("e", end_later.as_str(), "0", clock),
        ];
        for ((left, left_words, right, right_words), y) in choices.into_iter().zip(area.top()..area.bottom()) {
            let is_idle = right == "s" && session.to_share(world.now) == 0;
            let (key, words) = if is_idle { (theme.quiet(), theme.quiet()) } else { (theme.strong(), theme.text()) };
            canvas.pieces(area.x, y, 28, &[(left, theme.strong()), (" ", words), (left_words, theme.text())]);
            canvas.pieces(
                area.x + 29,
                y,
                area.width.saturating_sub(29),
                &[(right, key), (" ", words), (right_words, words)],
            );
        }
        canvas.put(area.x, area.y + 3, area.width, time.unchanged, theme.quiet());
        None
    }
}
