//! A long text under its question: how long it is, three ticks, and its earlier wordings.

use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::{Here, Run};
use crate::model::item::{Item, News};
use crate::model::meter::{Length, Meter};
use crate::model::session::Session;
use crate::model::sheet::{SheetKind, text as wording};
use crate::model::stage::Sheet;
use crate::tui::screens::versions::{Version, Versions};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::world::World;

pub(super) fn draw(run: &Run, here: Here<'_>, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
    let theme = canvas.theme();
    let example =
        if here.prompt.example.is_empty() { String::new() } else { (canvas.texts().run.example)(&here.prompt.example) };
    let below = if area.height > 6 { 3 } else { 1 };
    let room = Rect { height: area.height.saturating_sub(below).max(1), ..area };
    let bar = Rect { height: run.editor.height(room.width).clamp(1, room.height), ..room };
    if run.is_typing {
        canvas.focus(bar);
    }
    let style = if run.is_typing { theme.text().patch(theme.selection()) } else { theme.text() };
    let caret = run.editor.view(bar, canvas.buf(), style, &Span::styled(example, theme.quiet()));
    let meter = meter(run.editor.text(), canvas);
    let y = bar.bottom() + u16::from(below > 1);
    if y < area.bottom() {
        canvas.put(area.x, y, area.width, &meter, theme.quiet());
    }
    if let Some(item) = here.records.items.first().filter(|_| y + 1 < area.bottom()) {
        draw_ticks(run, item, Rect { y: y + 1, height: 1, ..area }, canvas);
    }
    caret.filter(|_| run.is_typing).map(|(x, y)| Position { x, y })
}

/// `42 words · 17 seconds read aloud · short: one breath`; nothing without a word.
fn meter(text: &str, canvas: &Canvas<'_>) -> String {
    let texts = canvas.texts();
    let meter = Meter::new(text);
    let [short, middling, long] = texts.sheets.lengths;
    let length = match meter.length() {
        Length::Empty => return String::new(),
        Length::Short => short,
        Length::Middling => middling,
        Length::Long => long,
    };
    let dot = format!(" {} ", canvas.glyphs().separator);
    [(texts.run.words)(meter.words), (texts.sheets.aloud)(meter.seconds()), length.to_owned()].join(&dot)
}

/// The ticks with their keys where keys are commands, and how many versions there are.
fn draw_ticks(run: &Run, item: &Item, area: Rect, canvas: &mut Canvas<'_>) {
    let (texts, theme, glyphs) = (canvas.texts(), canvas.theme(), canvas.glyphs());
    let mut pieces = Vec::new();
    for (number, key) in (1..).zip(wording::TICKS) {
        let sign = if item.flag(key) { glyphs.done } else { glyphs.to_come };
        if !run.is_typing {
            pieces.push((format!("{number} "), theme.strong()));
        }
        pieces.push((format!("{sign} {}   ", (texts.field)(key)), theme.quiet()));
    }
    let versions = wording::versions(item).len();
    if versions > 1 {
        pieces.push(((texts.sheets.kept_versions)(versions), theme.quiet()));
    }
    let pieces: Vec<_> = pieces.iter().map(|(words, style)| (words.as_str(), *style)).collect();
    canvas.pieces(area.x, area.y, area.width, &pieces);
}

/// Ticks the text, or takes the tick away.
pub(super) fn tick(run: &Run, number: u8, world: &mut World) {
    let Some(here) = run.here(world) else { return };
    let key = usize::from(number).checked_sub(1).and_then(|at| wording::TICKS.get(at));
    let Some((key, item)) = key.zip(here.records.items.first()) else { return };
    let value = (!item.flag(key)).then(|| true.into());
    let change = here.session.edit(&item.id, key, value, News::new(world.now, Some(run.session())));
    let what = (world.texts().says.changed)((world.texts().field)(key));
    world.edit(run.session(), what, change);
}

/// The wordings of the text, the newest first, and whether the last of them is that of the session before.
pub(super) fn versions(run: &Run, world: &World) -> (Vec<Version>, bool) {
    let Some(here) = run.here(world) else { return Default::default() };
    let texts = world.texts().sheets;
    let mut versions: Vec<Version> = Vec::new();
    for version in here.records.items.first().map(wording::versions).unwrap_or_default().into_iter().rev() {
        let when = match version.at {
            _ if versions.is_empty() => texts.now.to_owned(),
            Some(at) => {
                format!("{} {}", (world.texts().dates.medium)(at.date_naive()), (world.texts().dates.time)(at.time()))
            }
            None => texts.undated.to_owned(),
        };
        versions.push(Version { when, text: version.text.to_owned() });
    }
    let last = last_time(run, here.records, world);
    let has_last = last.is_some();
    versions.extend(last.map(|(session, item)| Version {
        when: (texts.last_time)(&session.title),
        text: item.text("text").to_owned(),
    }));
    (versions, has_last)
}

pub(super) fn overlay(run: &Run, world: &World) -> Versions {
    let (versions, has_last) = versions(run, world);
    Versions::of(versions, has_last, run.can_write(world))
}

/// The same text in the newest earlier session of the thread that has it.
fn last_time<'a>(run: &Run, sheet: &Sheet, world: &'a World) -> Option<(&'a Session, &'a Item)> {
    run.earlier(world).find_map(|session| {
        let mut same = session.sheets().filter(|(_, other)| other.kind == SheetKind::Text && other.id == sheet.id);
        let item = same.find_map(|(_, other)| other.items.first().filter(|item| !item.text("text").is_empty()))?;
        Some((session, item))
    })
}
