//! The answers to a question, and the line in which the next one is typed.

use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::{Here, Run, Spot, kinds};
use crate::model::capture::{Capture, Echo};
use crate::model::field::FieldKind;
use crate::model::item::Item;
use crate::model::sheet::{Slot, Takes};
use crate::model::words::Words;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::{frame, record, text};
use crate::tui::world::World;

/// Columns that the number of an answer takes.
pub(super) const NUMBER: u16 = 3;

/// The places of the answers to a question on its sheet, after the revision and the question for which they are so.
pub(super) type Known = (Option<(u64, Spot)>, Vec<usize>);

impl Run {
    /// What was said to the question at hand, looked for anew only when the library has changed.
    pub(super) fn answers<'a>(&self, world: &'a World) -> Vec<&'a Item> {
        let Some(Here { records, prompt, .. }) = self.here(world) else { return Vec::new() };
        let question = Some((world.library.revision(), self.at));
        let mut known = self.answers.borrow_mut();
        if known.0 != question {
            let places = records.answers(prompt).filter_map(|item| records.items.element_offset(item));
            *known = (question, places.collect());
        }
        known.1.iter().filter_map(|place| records.items.get(*place)).collect()
    }
}

pub(super) fn draw(run: &Run, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
    let capture = run.capture(world)?;
    if let Some(choices) = capture.ticks() {
        return draw_ticks(run, choices, &capture, area, canvas);
    }
    let answers = run.answers(world);
    if !run.is_typing {
        let row = run.answer_row(world);
        list(&answers, row, row.unwrap_or_default(), &capture, area, canvas);
        return None;
    }
    let is_complete = capture.field().is_none();
    let changing = run.changing.as_ref().and_then(|id| answers.iter().position(|item| item.id == *id));
    let echo = echo(run, &capture, world, canvas);
    let (height, input) = line_rows(run, &echo, area.width);
    let above = Rect { height: area.height.saturating_sub(input), ..area };
    let shown: Vec<&Item> = match changing {
        Some(row) => answers.iter().copied().take(row).collect(),
        None => answers.clone(),
    };
    let used = list(&shown, None, shown.len().saturating_sub(1), &capture, above, canvas);
    let y = (area.y + used).min(area.bottom().saturating_sub(input));
    let asked = capture.at_hand().and_then(|item| answers.iter().position(|each| each.id == item.id));
    let at = changing.or(asked).unwrap_or(answers.len());
    let number = if is_complete && changing.is_none() { 0 } else { at + 1 };
    let line = Rect { y, height: input, ..area }.intersection(area);
    if let Some(row) = changing {
        // What follows the answer that is being changed stays in sight below it.
        let below = Rect { y: line.bottom(), height: area.bottom().saturating_sub(line.bottom()), ..area };
        after(&answers, row + 1, &capture, below, canvas);
    }
    draw_line(run, number, &capture, &echo, line, height, canvas)
}

/// The rows of the words in the answer line, and those of the whole line with its echo.
pub(super) fn line_rows(run: &Run, echo: &Pieces, width: u16) -> (u16, u16) {
    let room = width.saturating_sub(NUMBER);
    let height = run.editor.height(room).clamp(1, 4);
    let echo = wrapped(echo, room).len().clamp(1, 3);
    (height, height + u16::try_from(echo).unwrap_or(1))
}

/// A list in which each choice is ticked or not, and the line in which the number of one is typed.
fn draw_ticks(
    run: &Run,
    choices: &Words,
    capture: &Capture<'_>,
    area: Rect,
    canvas: &mut Canvas<'_>,
) -> Option<Position> {
    let (texts, theme, glyphs) = (canvas.texts(), canvas.theme(), canvas.glyphs());
    let key = capture.slot.main().map_or("", |field| &field.key);
    let ticked: Vec<&str> = capture.answers().map(|item| item.text(key)).collect();
    let row = run.cursor.row(ticked.len());
    let gap = if frame::is_short(canvas.area()) { 1 } else { 2 };
    let mut y = area.y;
    for (number, choice) in (1..).zip(choices.ids()) {
        if y + 1 >= area.bottom() {
            break;
        }
        let is_ticked = ticked.contains(&choice);
        if !run.is_typing && ticked.get(row) == Some(&choice) {
            canvas.focus(Rect { y, height: 1, ..area });
        }
        let sign = if is_ticked { glyphs.done } else { glyphs.to_come };
        canvas.put(area.x, y, 1, sign, theme.quiet());
        canvas.put(area.x + NUMBER, y, 2, &format!("{number}"), theme.strong());
        let style = if is_ticked { theme.quiet() } else { theme.text() };
        canvas.put(
            area.x + NUMBER + 2,
            y,
            area.width.saturating_sub(NUMBER + 2),
            record::word(choices, choice, texts),
            style,
        );
        y += gap;
    }
    let line = Rect { y, height: 1, ..area }.intersection(area);
    if !run.is_typing || line.is_empty() {
        return None;
    }
    canvas.focus(line);
    let room = Rect { x: line.x + NUMBER, width: line.width.saturating_sub(NUMBER), ..line };
    let style = theme.text().patch(theme.selection());
    let placeholder = Span::styled(texts.run.tick, theme.quiet().patch(theme.selection()));
    run.editor.view(room, canvas.buf(), style, &placeholder).map(|(x, y)| Position { x, y })
}

/// The answer line with its number, its echo below it, and the caret.
pub(super) fn draw_line(
    run: &Run,
    number: usize,
    capture: &Capture<'_>,
    echo: &Pieces,
    area: Rect,
    height: u16,
    canvas: &mut Canvas<'_>,
) -> Option<Position> {
    let theme = canvas.theme();
    let rows = Rect { height, ..area }.intersection(area);
    canvas.focus(rows);
    if number > 0 && capture.slot.takes != Takes::One {
        canvas.put(area.x, area.y, NUMBER, &number.to_string(), theme.here());
    }
    let room = Rect { x: area.x + NUMBER, width: area.width.saturating_sub(NUMBER), ..rows };
    let example = if capture.prompt.example.is_empty() || capture.answers().next().is_some() {
        String::new()
    } else {
        (canvas.texts().run.example)(&capture.prompt.example)
    };
    let example = text::fit(&example, usize::from(room.width), canvas.glyphs().ellipsis);
    let style = theme.text().patch(theme.selection());
    let placeholder = Span::styled(example, theme.quiet().patch(theme.selection()));
    let caret = run.editor.view(room, canvas.buf(), style, &placeholder);
    for (line, y) in wrapped(echo, room.width).into_iter().zip(rows.bottom()..area.bottom()) {
        let pieces: Vec<_> = line.iter().map(|(words, style)| (words.as_str(), *style)).collect();
        canvas.pieces(room.x, y, room.width, &pieces);
    }
    caret.map(|(x, y)| Position { x, y })
}

pub(super) type Pieces = Vec<(String, ratatui::style::Style)>;

/// Pieces over as many rows as they need; a row never begins with a gap.
pub(super) fn wrapped(pieces: &Pieces, width: u16) -> Vec<Pieces> {
    let mut lines = vec![Pieces::new()];
    let mut used = 0;
    // A number and its word stay together.
    for pair in pieces.chunk_by(|(words, _), _| words.ends_with(' ') && !words.ends_with("  ")) {
        let long: usize = pair.iter().map(|(words, _)| text::width(words)).sum();
        if used > 0 && used + long > usize::from(width) {
            lines.push(Pieces::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            for (words, style) in pair {
                let words = if line.is_empty() { words.trim_start() } else { words };
                line.push((words.to_owned(), *style));
            }
        }
        used += long;
    }
    lines
}

/// What the line would become, or what it may become while it is empty.
pub(super) fn echo(run: &Run, capture: &Capture<'_>, world: &World, canvas: &Canvas<'_>) -> Pieces {
    let (texts, theme) = (canvas.texts(), canvas.theme());
    let line = run.editor.text();
    let mut pieces = Pieces::new();
    if let Some(person) = capture.next_person().filter(|_| line.trim().is_empty()) {
        pieces.push((format!("{}   ", (texts.run.for_person)(person.text("name"))), theme.quiet()));
    }
    if line.trim().is_empty() {
        let mut field = capture.field();
        if let Some(item) = capture.at_hand().filter(|_| !capture.prompt.fills.is_empty()) {
            let name = record::main_words(item, &capture.slot, capture.session, texts);
            pieces.push((format!("{}   ", (texts.run.for_person)(&name)), theme.quiet()));
            if let Some(held) = field.take_if(|field| item.value(&field.key).is_some()) {
                pieces.push((format!("{} ", record::label(held, texts)), theme.quiet()));
                pieces.push((record::value(item, held, capture.session, texts), theme.text()));
            }
        }
        if let Some(field) = field.filter(|field| Some(*field) != capture.slot.main()) {
            pieces.push((format!("{}   ", (texts.run.next_field)(record::label(field, texts))), theme.here()));
        }
        pieces.extend(choices(field.map(|field| &field.kind), &capture.slot, canvas));
        pieces.extend(Run::proposed(capture, world).map(|words| offer(1, &words, canvas)).into_iter().flatten());
        return pieces;
    }
    let echo = if run.changing.is_some() { Echo::default() } else { capture.echo(line) };
    for (field, value) in echo.fields {
        let value = record::echoed(&field, &value, capture.today, texts);
        pieces.push((format!("{} ", record::label(&field, texts)), theme.quiet()));
        pieces.push((format!("{value}   "), theme.text()));
    }
    if let Some((_, error)) = echo.bad_date {
        pieces.push((record::date_error(&error, texts), theme.look()));
    } else if pieces.is_empty()
        && let Some(field) = capture.field().filter(|field| field.kind == FieldKind::Date)
        && let Ok(Some(day)) = field.kind.read(line, capture.today, capture.language)
        && let Some(day) = day.as_str().and_then(|day| day.parse().ok())
    {
        pieces.push(((texts.dates.long)(day), theme.text()));
    }
    pieces
}

/// The words that a number picks: `1 yes · 2 partly · 3 no`.
fn choices(kind: Option<&FieldKind>, slot: &Slot, canvas: &Canvas<'_>) -> Pieces {
    let texts = canvas.texts();
    let words = match kind {
        Some(FieldKind::Choice(words) | FieldKind::Offer(words)) => words,
        _ => &Words::Known(slot.offers),
    };
    let mut pieces = Pieces::new();
    for (index, word) in words.ids().into_iter().enumerate() {
        pieces.extend(offer(index + 1, record::word(words, word, texts), canvas));
    }
    pieces
}

/// One choice: the number that picks it, and the word.
fn offer(number: usize, word: &str, canvas: &Canvas<'_>) -> Pieces {
    let gap = if number == 1 { "" } else { "   " };
    let theme = canvas.theme();
    vec![(format!("{gap}{number} "), theme.strong()), (word.to_owned(), theme.quiet())]
}

/// Draws the answers that fit around `anchor`, the selected one marked, and says how many stand above; the rows that were
/// used.
pub(super) fn list(
    answers: &[&Item],
    selected: Option<usize>,
    anchor: usize,
    capture: &Capture<'_>,
    area: Rect,
    canvas: &mut Canvas<'_>,
) -> u16 {
    let spacing = Spacing::of(answers, capture, area, canvas);
    // From the anchor upwards until the room is full, then downwards with what is left.
    let fitting = |room: u16, canvas: &Canvas<'_>| {
        let mut first = anchor.min(answers.len());
        let mut taken = answers.get(anchor).map_or(0, |item| spacing.rows(item, capture, area.width, canvas));
        while let Some(item) = first.checked_sub(1).and_then(|above| answers.get(above)) {
            taken += spacing.rows(item, capture, area.width, canvas);
            if taken > room {
                break;
            }
            first -= 1;
        }
        first
    };
    let mut room = area;
    let mut first = fitting(room.height, canvas);
    if first > 0 && room.height > 2 {
        room = Rect { y: area.y + 1, height: area.height - 1, ..area };
        first = fitting(room.height, canvas);
        let words = (canvas.texts().run.more_above)(first);
        canvas.put(area.x + NUMBER, area.y, area.width.saturating_sub(NUMBER), &words, canvas.theme().quiet());
    }
    let mut y = room.y;
    for (index, item) in answers.iter().enumerate().skip(first) {
        let height = spacing.rows(item, capture, area.width, canvas);
        if y + height.saturating_sub(spacing.gap) > room.bottom() {
            break;
        }
        let place = Rect { y, height: height - spacing.gap, ..room }.intersection(room);
        if selected == Some(index) {
            canvas.focus(place);
        }
        draw_one(item, index + 1, (capture, spacing), place, canvas);
        y += height;
    }
    y - area.y
}

/// Draws the answers from `first` on, as many as fit.
fn after(answers: &[&Item], first: usize, capture: &Capture<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let spacing = Spacing::of(answers.get(first..).unwrap_or_default(), capture, area, canvas);
    let mut y = area.y;
    for (index, item) in answers.iter().enumerate().skip(first) {
        let height = spacing.rows(item, capture, area.width, canvas).saturating_sub(spacing.gap);
        if y + height > area.bottom() {
            break;
        }
        draw_one(item, index + 1, (capture, spacing), Rect { y, height, ..area }, canvas);
        y += height + spacing.gap;
    }
}

/// How close the answers stand.
#[derive(Clone, Copy)]
struct Spacing {
    /// Blank rows between them.
    gap: u16,
    /// Whether facts stand beside the words of an answer, not below them.
    is_compact: bool,
}

impl Spacing {
    /// As roomy as the screen allows; where that would hide an answer they move together.
    fn of(answers: &[&Item], capture: &Capture<'_>, area: Rect, canvas: &Canvas<'_>) -> Self {
        let screen = canvas.area();
        let roomy = Self {
            gap: u16::from(!frame::is_short(screen)),
            is_compact: frame::is_short(screen) || frame::is_narrow(screen),
        };
        let taken: u16 =
            answers.iter().map(|item| roomy.rows(item, capture, area.width, canvas)).fold(0, u16::saturating_add);
        if taken <= area.height.saturating_add(roomy.gap) { roomy } else { Self { gap: 0, is_compact: true } }
    }

    /// The rows that an answer takes, the blank one below it included.
    fn rows(self, item: &Item, capture: &Capture<'_>, width: u16, canvas: &Canvas<'_>) -> u16 {
        let width = width.saturating_sub(NUMBER);
        let words = record::main_words(item, &capture.slot, capture.session, canvas.texts());
        let lines = text::wrap(&text::safe(&words), usize::from(width.max(1))).len().clamp(1, 3);
        u16::try_from(lines).unwrap_or(3) + u16::from(!self.is_compact && has_facts(&capture.slot)) + self.gap
    }
}

/// What stands beside the words of an answer: what the question asks for, then who, when and what else.
fn facts_of(item: &Item, capture: &Capture<'_>, canvas: &Canvas<'_>) -> Pieces {
    let quiet = canvas.theme().quiet();
    let mut facts = record::facts(item, &capture.slot, capture.session, capture.today, canvas);
    if let Some(field) = capture.slot.field(&capture.prompt.fills) {
        let words = record::value(item, field, capture.session, canvas.texts());
        // What is asked for is shown, also where the facts of a record leave it out.
        if !words.is_empty() && !facts.iter().any(|(fact, _)| fact.contains(&words)) {
            facts.insert(0, (words, quiet));
        }
    }
    facts.extend(kinds::sign(item, capture, canvas).map(|sign| (sign, quiet)));
    facts
}

fn borrowed(pieces: &Pieces) -> Vec<(&str, ratatui::style::Style)> {
    pieces.iter().map(|(words, style)| (words.as_str(), *style)).collect()
}

fn has_facts(slot: &Slot) -> bool {
    slot.fields.len() > 1
}

fn draw_one(
    item: &Item,
    number: usize,
    (capture, spacing): (&Capture<'_>, Spacing),
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let theme = canvas.theme();
    let is_done = !item.status().is_open() || item.flag("done");
    let sign = if is_done { canvas.glyphs().done.to_owned() } else { number.to_string() };
    canvas.put(area.x, area.y, NUMBER, &sign, theme.quiet());
    let mut facts = facts_of(item, capture, canvas);
    let mut room = Rect { x: area.x + NUMBER, width: area.width.saturating_sub(NUMBER), ..area };
    let words = record::main_words(item, &capture.slot, capture.session, canvas.texts());
    let is_compact = spacing.is_compact;
    if is_compact && !facts.is_empty() && text::width(&words) < usize::from(room.width) {
        let free = usize::from(room.width).saturating_sub(text::width(&words) + 2);
        // Facts that do not fit are left out whole, and what is late is said longest.
        while facts.len() > 1 && record::columns(&record::joined(&facts, canvas)) > free {
            let calm = facts.iter().rposition(|(_, style)| *style != theme.look());
            facts.remove(calm.unwrap_or(facts.len() - 1));
        }
        let pieces = record::joined(&facts, canvas);
        canvas.pieces_right(room.right(), room.y, u16::try_from(free).unwrap_or(0), &borrowed(&pieces));
    } else if !is_compact && has_facts(&capture.slot) {
        room.height = room.height.saturating_sub(1);
        let pieces = record::fitting(&facts, room.width, canvas);
        canvas.pieces(room.x, area.bottom().saturating_sub(1), room.width, &borrowed(&pieces));
    }
    let style = if is_done { theme.quiet() } else { theme.text() };
    canvas.paragraph(room, &words, style);
}
