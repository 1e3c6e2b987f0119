//! What only the facilitator sees beside the question: cues by style, private notes, and last time's answers.

use ratatui::layout::Rect;

use super::{Here, Run};
use crate::model::item::Item;
use crate::model::session::Session;
use crate::model::stage::Stage;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::{frame, record, text};
use crate::tui::world::World;

/// Private notes that are shown, the latest ones.
const NOTES: usize = 3;

/// Parts with a title each, wrapped into lines.
pub(super) struct Cues {
    parts: Vec<(String, Vec<String>)>,
    /// Only the first cue in one line, without a title.
    is_brief: bool,
}

impl Cues {
    /// What there is to say beside the question at hand, in lines of `width` columns.
    pub(super) fn of(run: &Run, world: &World, area: Rect, width: u16) -> Self {
        let is_brief = frame::is_short(area) || frame::is_narrow(area);
        let most = if frame::is_wide(area) { 4 } else { 2 - usize::from(is_brief) };
        Self { is_brief, ..Self::with(run, world, most, width) }
    }

    /// All there is, on a screen of its own.
    pub(super) fn whole(run: &Run, world: &World, width: u16) -> Self {
        Self::with(run, world, usize::MAX, width)
    }

    fn with(run: &Run, world: &World, most: usize, width: u16) -> Self {
        let mut parts = Vec::new();
        if let Some(Here { session, stage, sheet, .. }) = run.here(world) {
            let texts = world.texts().run;
            let cues: Vec<&str> = stage.cues.of(session.style).take(most).collect();
            parts.push((texts.for_you.to_owned(), wrapped(&cues, width)));
            parts.push((texts.your_notes.to_owned(), wrapped(&notes(session, stage), width)));
            if let Some((other, items)) = last_time(run, &stage.id, &sheet.id, world) {
                let names: Vec<&str> = items.iter().map(|item| record::name(item)).collect();
                let line = names.join(&format!("  {}  ", world.look.glyphs.separator));
                let line = text::fit(&line, usize::from(width) * 2, world.look.glyphs.ellipsis);
                parts.push(((texts.last_time)(&other.title), wrapped(&[&line], width)));
            }
        }
        parts.retain(|(_, lines)| !lines.is_empty());
        Self { parts, is_brief: false }
    }

    /// The rows that it asks for.
    pub(super) fn height(&self) -> u16 {
        let rows: usize = match (self.is_brief, self.parts.is_empty()) {
            (_, true) => 0,
            (true, _) => 1,
            (false, _) => self.parts.iter().map(|(_, lines)| lines.len() + 2).sum(),
        };
        u16::try_from(rows).unwrap_or(u16::MAX)
    }

    pub(super) fn draw(&self, area: Rect, canvas: &mut Canvas<'_>) {
        let quiet = canvas.theme().quiet();
        if self.is_brief {
            if let Some((_, lines)) = self.parts.first() {
                canvas.put(area.x, area.y, area.width, &lines.join(" "), quiet);
            }
            return;
        }
        if !self.parts.is_empty() {
            canvas.rule(area.x, area.y, area.width);
        }
        let rows = self.parts.iter().flat_map(|(title, lines)| {
            let gap = std::iter::once("");
            std::iter::once(title.as_str()).chain(lines.iter().map(String::as_str)).chain(gap)
        });
        for (row, y) in rows.zip(area.y.saturating_add(1)..area.bottom()) {
            canvas.put(area.x, y, area.width, row, quiet);
        }
    }
}

fn notes<'a>(session: &'a Session, stage: &Stage) -> Vec<&'a str> {
    let of_stage = session.notes.iter().rev().filter(|note| note.text("stage") == stage.id).take(NOTES);
    let mut notes: Vec<&str> = of_stage.map(|note| note.text("text")).collect();
    notes.reverse();
    notes
}

/// What the newest earlier session of the thread said on the same sheet.
fn last_time<'a>(run: &Run, stage: &str, sheet: &str, world: &'a World) -> Option<(&'a Session, Vec<&'a Item>)> {
    let said = |other: &'a Session| {
        let before = other.stage(stage)?.sheet(sheet)?;
        let items: Vec<&Item> = before.items.iter().filter(|item| item.text("slot").is_empty()).collect();
        (!items.is_empty()).then_some((other, items))
    };
    let key = (world.library.revision(), run.at.stage, run.at.sheet);
    if let Some((_, known)) = run.last.get().filter(|(for_what, _)| *for_what == key) {
        return said(world.session(known?)?);
    }
    let found = run.earlier(world).find_map(said);
    run.last.set(Some((key, found.as_ref().map(|(other, _)| other.id))));
    found
}

fn wrapped(texts: &[&str], width: u16) -> Vec<String> {
    let width = usize::from(width.max(1));
    let line = |words: &str| {
        let safe = text::safe(words).into_owned();
        let ranges = text::wrap(&safe, width);
        ranges.into_iter().map(|range| safe.get(range).unwrap_or_default().trim_end().to_owned()).collect::<Vec<_>>()
    };
    texts.iter().flat_map(|words| line(words)).collect()
}
