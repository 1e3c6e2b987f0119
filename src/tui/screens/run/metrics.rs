//! Measures by periods: a grid of numbers with target, trend and change, and the line for another measure.

use ratatui::layout::{Position, Rect};

use super::{Run, answers};
use crate::model::capture::Capture;
use crate::model::item::Item;
use crate::model::sheet::metrics::{self, TARGET};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::{frame, measure, record, text};
use crate::tui::world::World;

/// Columns between two columns of the grid.
const GAP: u16 = 2;
/// Columns of a number at least, so that there is room to type.
const NARROWEST: u16 = 6;
/// Columns of a number at most; what is longer is cut, and whole in the line below.
const WIDEST: u16 = 14;
/// Columns of the name of a measure, at least and at most.
const NAME: (u16, u16) = (14, 34);

/// Where the columns of the grid stand.
struct Plan {
    name: u16,
    /// Columns of `leads` or `lags` with the gap behind them; none where they are not shown in a column.
    kind: u16,
    /// The periods that are shown, oldest first, by their places.
    periods: std::ops::Range<usize>,
    number: u16,
    trend: u16,
    change: u16,
    /// Rows from a measure to the next; unit and kind stand below its name where there is one to spare.
    rows: u16,
}

impl Plan {
    /// As much as fits: some periods first, then trend, change, and the words for lead and lag, then more periods.
    fn of(items: &[&Item], periods: &[String], column: usize, area: Rect, canvas: &Canvas<'_>) -> Self {
        let texts = canvas.texts();
        let wide = |words: &str| u16::try_from(text::width(words)).unwrap_or(u16::MAX);
        let most = |widths: &mut dyn Iterator<Item = u16>| widths.max().unwrap_or(0);
        let keys = || periods.iter().map(String::as_str).chain([TARGET]);
        let mut numbers = items.iter().flat_map(|item| keys().map(|key| wide(&measure::number(item, key, texts))));
        let mut heads = periods.iter().map(|period| wide(period)).chain([wide(texts.grid.target)]);
        let number = most(&mut numbers).max(most(&mut heads)).clamp(NARROWEST, WIDEST);
        let count = u16::try_from(items.len()).unwrap_or(u16::MAX);
        let is_roomy = |rows: u16| !frame::is_short(canvas.area()) && count.saturating_mul(rows) <= area.height;
        let rows = [3, 2].into_iter().find(|rows| is_roomy(*rows)).unwrap_or(1);
        let kind = most(&mut items.iter().map(|item| wide(measure::kind(item, texts))));
        let kind = if rows > 1 || kind == 0 { 0 } else { kind + GAP };
        let change = most(&mut items.iter().map(|item| wide(&measure::change(item, periods, texts))));
        let change = change.max(wide(texts.grid.change)) + GAP;
        let trend = u16::try_from(periods.len()).unwrap_or(1).max(wide(texts.grid.trend)) + GAP;
        let fixed = NAME.0 + GAP + number;
        let fits = |extras: u16| area.width.saturating_sub(fixed + extras) / (number + GAP);
        let wanted = u16::try_from(periods.len()).unwrap_or(u16::MAX);
        let choices = [(kind, trend, change), (0, trend, change), (0, trend, 0), (0, 0, 0)];
        let is_enough = |(kind, trend, change): &(u16, u16, u16)| fits(kind + trend + change) >= wanted.min(4);
        let (kind, trend, change) = choices.into_iter().find(is_enough).unwrap_or_default();
        let shown = fits(kind + trend + change).clamp(1, wanted.max(1)).min(wanted);
        // The newest are in sight, unless an older one is at hand.
        let first = (periods.len() - usize::from(shown)).min(column);
        let taken = fixed - NAME.0 + kind + trend + change + shown * (number + GAP);
        let name = area.width.saturating_sub(taken).clamp(4, NAME.1);
        Self { name, kind, periods: first..first + usize::from(shown), number, trend, change, rows }
    }

    /// Where the number of a column stands: of a period by its place, or of the target behind all of them.
    fn number(&self, column: usize, last: usize, area: Rect) -> Option<Rect> {
        let place = if column == last { self.periods.len() } else { column.checked_sub(self.periods.start)? };
        let is_shown = column == last || self.periods.contains(&column);
        let before = u16::try_from(place).ok()?.checked_mul(self.number + GAP)?;
        let x = area.x.saturating_add(self.name + self.kind + GAP).saturating_add(before);
        is_shown.then(|| Rect { x, width: self.number, height: 1, ..area }.intersection(area))
    }
}

pub(super) fn draw(run: &Run, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
    let (capture, (row, column)) = run.capture(world).zip(run.cell(world))?;
    let items = run.answers(world);
    let periods = &capture.sheet.setup.periods;
    let is_line = run.is_typing && !run.is_in_cell();
    let echo = answers::echo(run, &capture, world, canvas);
    let (height, input) = answers::line_rows(run, &echo, area.width);
    let input = if is_line { input } else { u16::from(capture.prompt.fills.is_empty()) };
    // Heads above the measures; a gap, what is known of the one at hand, a gap, and the line below them.
    let room = Rect { height: area.height.saturating_sub(4 + input).max(1), ..area };
    let plan = Plan::of(&items, periods, column, room, canvas);
    let window = run.cursor.window(items.len(), usize::from(room.height / plan.rows));
    heads(&plan, periods, column, Rect { height: 1, ..area }.intersection(area), is_line, canvas);
    let mut caret = None;
    for (index, y) in window.clone().zip((area.y + 1..area.bottom()).step_by(usize::from(plan.rows))) {
        let Some(item) = items.get(index) else { continue };
        let line = Rect { y, height: plan.rows.min(2), ..area }.intersection(area);
        let chosen = (index == row && !is_line).then_some(column);
        caret = measure_row(run, item, periods, &plan, chosen, line, canvas).or(caret);
    }
    let used = u16::try_from(window.len()).unwrap_or(0).saturating_mul(plan.rows);
    let y = area.y.saturating_add(used + 3 - plan.rows.div_ceil(2));
    let about = Rect { y, height: 1, ..area }.intersection(area);
    let filled = metrics::filled(items.iter().copied(), periods);
    let item = if is_line { None } else { items.get(row).copied() };
    draw_about(item, &capture, filled, about, canvas);
    let line = Rect { y: y + 2, height: input, ..area }.intersection(area);
    let next = items.len() + 1;
    if is_line {
        return answers::draw_line(run, next, &capture, &echo, line, height, canvas);
    }
    if !line.is_empty() {
        let quiet = canvas.theme().quiet();
        canvas.put(line.x, line.y, answers::NUMBER, &next.to_string(), quiet);
        canvas.put(line.x + answers::NUMBER, line.y, line.width, canvas.texts().grid.another_measure, quiet);
    }
    caret
}

/// The periods, target, trend and change above the measures; a sign says that there are more periods at a side.
fn heads(plan: &Plan, periods: &[String], at: usize, area: Rect, is_line: bool, canvas: &mut Canvas<'_>) {
    let (texts, theme, glyphs) = (canvas.texts(), canvas.theme(), canvas.glyphs());
    let last = periods.len();
    for (column, head) in periods.iter().map(String::as_str).chain([texts.grid.target]).enumerate() {
        let Some(room) = plan.number(column, last, area) else { continue };
        let style = if column == at && !is_line { theme.here() } else { theme.quiet() };
        canvas.put_right(room.right(), room.y, room.width, head, style);
        if column == plan.periods.start && column > 0 && column < last {
            canvas.put(room.x.saturating_sub(1), room.y, 1, glyphs.choice_before, theme.quiet());
        } else if column + 1 == plan.periods.end && column + 1 < last {
            canvas.put(room.right(), room.y, 1, glyphs.choice_after, theme.quiet());
        }
    }
    let after = plan.number(last, last, area).map_or(area.right(), |room| room.right() + GAP);
    if plan.trend > 0 {
        canvas.put(after, area.y, plan.trend, texts.grid.trend, theme.quiet());
    }
    if plan.change > 0 {
        canvas.put_right(after + plan.trend + plan.change - GAP, area.y, plan.change, texts.grid.change, theme.quiet());
    }
}

/// One measure; the caret where one of its numbers is being typed.
fn measure_row(
    run: &Run,
    item: &Item,
    periods: &[String],
    plan: &Plan,
    chosen: Option<usize>,
    area: Rect,
    canvas: &mut Canvas<'_>,
) -> Option<Position> {
    let (texts, theme) = (canvas.texts(), canvas.theme());
    let style = if chosen.is_some() { theme.here() } else { theme.text() };
    let used = canvas.put(area.x, area.y, plan.name, record::name(item), style);
    let unit = format!("  {}", item.text("unit"));
    if area.height > 1 {
        let facts = [item.text("unit"), measure::kind(item, texts)];
        let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        let facts = facts.join(&format!(" {} ", canvas.glyphs().separator));
        canvas.put(area.x, area.y + 1, plan.name, &facts, theme.quiet());
    } else if text::width(&unit) <= usize::from(plan.name.saturating_sub(used)) {
        canvas.put(area.x + used, area.y, plan.name - used, &unit, theme.quiet());
    }
    canvas.put(area.x + plan.name + GAP, area.y, plan.kind, measure::kind(item, texts), theme.quiet());
    let mut caret = None;
    let last = periods.len();
    for (column, key) in periods.iter().map(String::as_str).chain([TARGET]).enumerate() {
        let Some(room) = plan.number(column, last, area) else { continue };
        let is_chosen = chosen == Some(column);
        if is_chosen {
            canvas.focus(room);
        }
        let words = measure::number(item, key, texts);
        if is_chosen && run.is_overwriting() {
            caret = run.draw_words(typed_room(run, room), canvas);
        } else {
            let style = if key == TARGET { theme.quiet() } else { theme.text() };
            let style = if is_chosen { theme.text().patch(theme.selection()) } else { style };
            let (words, style) = if words.is_empty() && !is_chosen {
                (canvas.glyphs().bullet.to_owned(), theme.quiet())
            } else {
                (words, style)
            };
            canvas.put_right(room.right(), room.y, room.width, &words, style);
            if is_chosen && run.is_in_cell() {
                caret = Some(Position { x: room.right().min(area.right().saturating_sub(1)), y: room.y });
            }
        }
    }
    let after = plan.number(last, last, area).map_or(area.right(), |room| room.right() + GAP);
    if plan.trend > 0 {
        let line = measure::sparkline(&metrics::trend(item, periods), canvas.glyphs());
        canvas.put(after, area.y, plan.trend.saturating_sub(1), &line, theme.here());
    }
    if plan.change > 0 {
        let words = measure::change(item, periods, texts);
        canvas.put_right(after + plan.trend + plan.change - GAP, area.y, plan.change, &words, theme.quiet());
    }
    caret
}

/// The room of a number that is being typed: its end stays where the numbers end.
fn typed_room(run: &Run, room: Rect) -> Rect {
    let typed = u16::try_from(text::width(run.editor.text())).unwrap_or(u16::MAX).min(room.width);
    Rect { x: room.right() - typed, width: typed + 1, ..room }
}

/// What is known about a measure, and at the right how much is filled.
fn draw_about(
    item: Option<&Item>,
    capture: &Capture<'_>,
    (known, all): (usize, usize),
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    if area.is_empty() {
        return;
    }
    let (texts, quiet) = (canvas.texts(), canvas.theme().quiet());
    let used = canvas.put_right(area.right(), area.y, area.width / 2, &(texts.grid.filled)(known, all), quiet);
    let Some(item) = item else { return };
    let kind = match item.text("lead_lag") {
        "lead" => texts.grid.leads,
        "lag" => texts.grid.lags,
        _ => "",
    };
    let owner = capture.session.person(item.text("owner"));
    let facts: Vec<_> =
        [record::name(item), item.text("unit"), kind, owner].into_iter().filter(|fact| !fact.is_empty()).collect();
    let facts = facts.join(&format!(" {} ", canvas.glyphs().separator));
    canvas.put(area.x, area.y, area.width.saturating_sub(used + GAP), &facts, quiet);
}
