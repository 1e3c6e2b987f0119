//! What the second screen draws: a scene of the projection, and nothing that is not in it.

use chrono::{DateTime, FixedOffset, TimeDelta, Timelike};
use ratatui::layout::Rect;

use super::minutes::Minutes;
use super::page::Page;
use super::{agenda, answers, plan};
use crate::lang::Texts;
use crate::model::plan::Plan;
use crate::model::session::Session;
use crate::model::shared::Shared;
use crate::model::shared::live::{Live, Scene};
use crate::model::sheet::SheetKind;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::world::Look;

/// A scene, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Sight {
    /// What was chosen to be seen.
    pub live: Live,
    /// The session as others may see it.
    pub(super) session: Session,
    /// The sessions of its plan as others may see them.
    pub(super) family: Vec<Session>,
}

impl Sight {
    /// Gets a scene ready.
    pub fn of(live: Live) -> Self {
        let (session, family) = (live.shared.session(), live.family.iter().map(Shared::session).collect());
        Self { live, session, family }
    }

    /// The words for the title of the window.
    pub fn title(&self) -> &str {
        let stage = self.live.shared.stages.get(self.live.at.stage).map(|stage| stage.title.as_str());
        if self.live.is_blank { "offsite" } else { stage.unwrap_or("offsite") }
    }

    /// How it is drawn: in the language of the session, and with words that no video call swallows.
    pub fn look(&self, look: Look) -> Look {
        Look { texts: Texts::of(&self.live.language), theme: look.theme.for_room(), glyphs: look.glyphs }
    }

    /// What fills the screen: at a break the question gives way.
    pub(super) fn scene(&self) -> Scene {
        if self.is_break() && self.live.scene == Scene::Question { Scene::Break } else { self.live.scene }
    }

    /// Whether the stage at hand is a break, so that its minutes are those of the break.
    pub(super) fn is_break(&self) -> bool {
        let at = self.live.at;
        let sheet = self.session.stages.get(at.stage).and_then(|stage| stage.sheets.get(at.sheet));
        sheet.is_some_and(|sheet| sheet.kind == SheetKind::Break)
    }

    /// The time of the stage at hand.
    pub(super) fn minutes(&self, now: DateTime<FixedOffset>) -> Minutes {
        Minutes::of(&self.live.shared, self.live.at.stage, now)
    }

    /// When it will look different by itself: never, or at a moment after `now`.
    pub fn next_change(&self, now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
        let seconds = if self.live.is_blank || self.live.scene.needs_family() {
            Some(60 - i64::from(now.second().min(59)))
        } else {
            Minutes::changes_in(&self.live.shared, self.live.at.stage, now)
        };
        now.checked_add_signed(TimeDelta::seconds(seconds?.max(1)))
    }

    /// The plan of the client as others may see it.
    pub(super) fn plan(&self, now: DateTime<FixedOffset>) -> Plan {
        Plan::of(&self.family, now.date_naive())
    }

    /// Draws it into the whole area, on a background of its own.
    pub fn draw(&self, now: DateTime<FixedOffset>, area: Rect, canvas: &mut Canvas<'_>) {
        canvas.clear(area);
        let theme = canvas.theme();
        canvas.tint(area, theme.background());
        if self.live.is_blank {
            curtain(now, area, canvas);
        } else {
            let page = Page::of(area);
            page.draw_around(self, now, canvas);
            match self.scene() {
                Scene::Title => agenda::draw_title(self, &page, canvas),
                Scene::Agenda => agenda::draw(self, &page, canvas),
                Scene::Question => answers::draw_question(self, &page, canvas),
                Scene::Summary => answers::draw_stage(self, self.live.at.stage, &page, canvas),
                Scene::Break => agenda::draw_break(self, &page, now, canvas),
                Scene::Plan => plan::draw_board(&self.plan(now), &page, canvas),
                Scene::Timeline => plan::draw_timeline(&self.plan(now), &page, canvas),
                Scene::Closing => answers::draw_closing(self, &page, canvas),
            }
        }
        // Signs that take two columns leave a cell behind them without a background.
        if let Some(colour) = theme.background().bg {
            canvas.tint(area, ratatui::style::Style::new().bg(colour));
        }
    }
}

/// The time of day, and nothing else.
fn curtain(now: DateTime<FixedOffset>, area: Rect, canvas: &mut Canvas<'_>) {
    let words = (canvas.texts().dates.time)(now.time());
    say(canvas, area, &words);
}

/// One quiet line in the middle of the screen.
pub(crate) fn say(canvas: &mut Canvas<'_>, area: Rect, words: &str) {
    let style = canvas.theme().quiet();
    let width = area.width.saturating_sub(4).clamp(1, 84);
    let wide = u16::try_from(crate::tui::widgets::text::width(words)).unwrap_or(width).min(width);
    let rows = 1 + u16::from(wide == width) * 2;
    let (x, y) = (area.x + (area.width - wide.min(area.width)) / 2, area.y + area.height / 2);
    canvas.paragraph(Rect { x, y, width: wide, height: rows }.intersection(area), words, style);
}
