//! The clock of a stage: three numbers in words, and the line under the header that fills from the left.

use chrono::{DateTime, FixedOffset, TimeDelta};
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use crate::model::session::{Session, State};
use crate::model::timebox::Reading;

/// The time left, of how many, and when it ends, as pieces for the header.
pub fn words(session: &Session, now: DateTime<FixedOffset>, canvas: &Canvas<'_>) -> Vec<(String, Style)> {
    let (texts, theme) = (canvas.texts(), canvas.theme());
    if session.clock_off {
        return vec![(texts.run.no_clock.to_owned(), theme.quiet())];
    }
    let timebox = session.timebox(now);
    let dot = format!(" {} ", canvas.glyphs().separator);
    let of = session
        .stage_here()
        .and_then(|here| session.stages.get(here))
        .map_or(0, crate::model::stage::Stage::current_minutes);
    let is_late = timebox.lateness() > 0;
    let ends = time(timebox.ends_at(now), canvas);
    let mut pieces = Vec::new();
    if session.state == State::Paused {
        pieces.push((format!("{}{dot}", texts.run.paused), theme.look()));
    }
    let is_over = match timebox.reading() {
        None => return pieces,
        Some(Reading::Left { minutes }) => {
            pieces.push(((texts.run.left_bold)(minutes), theme.strong()));
            pieces.push((format!(" {}", (texts.run.left)(minutes, of)), theme.quiet()));
            false
        }
        Some(Reading::TwoMinutes { .. }) => {
            pieces.push((texts.run.two_minutes.to_owned(), theme.strong()));
            false
        }
        Some(Reading::Over { minutes }) => {
            pieces.push(((texts.run.over)(minutes), theme.look()));
            true
        }
    };
    let ends = if is_over && !is_late { (texts.run.still_ends)(&ends) } else { (texts.run.ends)(&ends) };
    pieces.push((dot, theme.quiet()));
    pieces.push((ends, if is_late { theme.look() } else { theme.quiet() }));
    pieces
}

/// A moment as a time of day, to the nearest minute.
pub fn time(at: DateTime<FixedOffset>, canvas: &Canvas<'_>) -> String {
    (canvas.texts().dates.time)(at.checked_add_signed(TimeDelta::seconds(30)).unwrap_or(at).time())
}

/// The rule that is the clock: elapsed, then to come; amber when over; a plain rule without a clock.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, session: &Session, now: DateTime<FixedOffset>) {
    let (glyphs, theme) = (canvas.glyphs(), canvas.theme());
    if session.clock_off {
        canvas.rule(area.x, area.y, area.width);
        return;
    }
    let timebox = session.timebox(now);
    let is_over = timebox.left_here() < 0;
    let per_mille = (timebox.elapsed_share().clamp(0.0, 1.0) * 1000.0).round();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1000")]
    let per_mille = per_mille as u32;
    let elapsed = u16::try_from(u32::from(area.width) * per_mille / 1000).unwrap_or(area.width);
    let style = if is_over { theme.look() } else { theme.here() };
    canvas.repeat(area.x, area.y, area.width, glyphs.rest, theme.rule());
    canvas.repeat(area.x, area.y, elapsed, glyphs.elapsed, style);
}
