//! What is said about an entry: who has it, by when, how it stands, what it serves and where it comes from.

use chrono::{Datelike, NaiveDate};
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::scene::Scene;
use crate::lang::Texts;
use crate::model::item::{Item, News, Status};
use crate::model::plan::{Entry, EntryKind};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::text;
use crate::tui::world::World;

/// No text runs wider than this.
const WIDEST: u16 = 84;

/// A day as near as it is: "tomorrow", "Fri 13 Mar", "27 Mar", or with its year.
pub(super) fn day(day: NaiveDate, world: &World) -> String {
    let dates = &world.texts().dates;
    match (day - world.today()).num_days() {
        0 => dates.today.to_owned(),
        1 => dates.tomorrow.to_owned(),
        -1 => dates.yesterday.to_owned(),
        2..=14 => (world.texts().plan.near)(day),
        -300..=300 => (dates.short)(day),
        _ => format!("{} {}", (dates.short)(day), day.year()),
    }
}

/// The day on which an entry is due, with the word "late" where it is.
pub(super) fn due(entry: &Entry, world: &World) -> String {
    let texts = world.texts();
    let Some(due) = entry.due else { return texts.frame.no_date.to_owned() };
    let due = day(due, world);
    if entry.is_late(world.today()) {
        format!("{due} {} {}", world.look.glyphs.separator, texts.plan.late)
    } else {
        due
    }
}

/// Whose it is.
pub(super) fn owner<'a>(entry: &'a Entry, world: &World) -> &'a str {
    if entry.owner.is_empty() { world.texts().frame.no_owner } else { &entry.owner }
}

/// "Maria · tomorrow", and how it stands where that is not plain.
pub(super) fn who_and_when(entry: &Entry, world: &World) -> String {
    let separator = world.look.glyphs.separator;
    let mut words = format!("{} {separator} {}", owner(entry, world), due(entry, world));
    if matches!(entry.status, Status::Doing | Status::Waiting | Status::Done | Status::Dropped) {
        words = format!("{words} {separator} {}", (world.texts().word)(entry.status.word()));
    }
    words
}

/// Amber for what is late or due within a week, else quiet.
pub(super) fn urgency(entry: &Entry, world: &World) -> Style {
    let (theme, today) = (world.look.theme, world.today());
    if entry.is_late(today) || entry.is_due_soon(today) { theme.look() } else { theme.quiet() }
}

/// Which of the four it is.
pub(super) fn kind(entry: &Entry, world: &World) -> &'static str {
    let plan = &world.texts().plan;
    match entry.kind {
        EntryKind::Goal => plan.goal,
        EntryKind::Project => plan.project,
        EntryKind::Milestone => plan.milestone,
        EntryKind::Action => plan.action,
    }
}

/// The session it comes from, with its client.
pub(super) fn home(entry: &Entry, world: &World) -> String {
    match entry.client.as_str() {
        "" => entry.home_title.clone(),
        client => format!("{client} {} {}", world.look.glyphs.separator, entry.home_title),
    }
}

/// A number with one place at most.
pub(super) fn number(value: f64, texts: &Texts) -> String {
    (texts.number)((value * 10.0).round() / 10.0)
}

/// What stands beside the title of an entry, most useful first: a label and its words.
fn particulars(entry: &Entry, scene: &Scene, item: Option<&Item>, world: &World) -> Vec<(&'static str, String)> {
    let plan = &world.texts().plan;
    let mut facts = Vec::new();
    match scene.plan.goal_of(entry) {
        Some(goal) => facts.push((plan.goal, goal.text.clone())),
        None if entry.kind != EntryKind::Goal => facts.push((plan.orphans, String::new())),
        None => {}
    }
    facts.extend(scene.plan.project_of(entry).map(|project| (plan.project, project.text.clone())));
    let first_step = item.map(|item| item.text("first_step")).filter(|step| !step.is_empty());
    facts.extend(first_step.map(|step| (plan.first_step, step.to_owned())));
    facts.push(("", (plan.from)(&home(entry, world))));
    if entry.carried > 0 {
        facts.push(("", (plan.carried)(entry.carried)));
    }
    facts
}

fn put_fact(canvas: &mut Canvas<'_>, (x, y, width): (u16, u16, u16), (label, words): (&str, &str)) {
    let theme = canvas.theme();
    let gap = if label.is_empty() || words.is_empty() { "" } else { "  " };
    let style = if label.is_empty() { theme.quiet() } else { theme.text() };
    canvas.pieces(x, y, width, &[(label, theme.quiet()), (gap, theme.quiet()), (words, style)]);
}

/// The selected entry in a few rows: title and note at the left, the rest in a column from `side` on; where that is no
/// column inside `area`, below each other.
pub(super) fn strip(canvas: &mut Canvas<'_>, area: Rect, side: u16, entry: &Entry, scene: &Scene, world: &World) {
    let theme = canvas.theme();
    let item = world.session(entry.home).and_then(|home| home.find(&entry.id)).map(|(_, _, item)| item);
    let facts = particulars(entry, scene, item, world);
    let is_split = side > area.x && side < area.right();
    // Without a note the title needs no more than its own column.
    let nearer = area.x + (side.saturating_sub(area.x)) / 2;
    let is_near = entry.note.is_empty() && text::width(&entry.text) + 2 <= usize::from(nearer - area.x);
    let side = if is_near { nearer } else { side };
    let width = if is_split { side.saturating_sub(area.x + 2) } else { area.width }.min(WIDEST);
    canvas.put(area.x, area.y, width, &entry.text, theme.strong());
    let below = Rect { y: area.y + 1, width, height: area.height.saturating_sub(1), ..area };
    if is_split {
        canvas.paragraph(below, &entry.note, theme.quiet());
        for (fact, y) in facts.iter().zip(area.top()..area.bottom()) {
            put_fact(canvas, (side, y, area.right().saturating_sub(side)), (fact.0, &fact.1));
        }
        return;
    }
    let told = |fact: &(&str, String)| [fact.0, &fact.1].join(" ").trim().to_owned();
    let separator = format!(" {} ", canvas.glyphs().separator);
    let line = facts.iter().map(told).collect::<Vec<_>>().join(&separator);
    let note = Rect { height: below.height.saturating_sub(1), ..below };
    let used = if entry.note.is_empty() { 0 } else { canvas.paragraph(note, &entry.note, theme.quiet()) };
    canvas.paragraph(Rect { y: below.y + used, height: below.height - used, ..below }, &line, theme.quiet());
}

/// The selected entry in a pane of its own, with what became known about it since.
pub(super) fn pane(canvas: &mut Canvas<'_>, area: Rect, entry: &Entry, scene: &Scene, world: &World) {
    let theme = canvas.theme();
    let item = world.session(entry.home).and_then(|home| home.find(&entry.id)).map(|(_, _, item)| item);
    let mut y = area.y;
    let rest = |y: u16| Rect { y, height: area.bottom().saturating_sub(y), ..area };
    y += canvas.paragraph(rest(y), &entry.text, theme.strong());
    canvas.put(area.x, y, area.width, &who_and_when(entry, world), urgency(entry, world));
    y += 2;
    if !entry.note.is_empty() {
        y += canvas.paragraph(rest(y), &entry.note, theme.quiet()) + 1;
    }
    for (label, words) in particulars(entry, scene, item, world) {
        if y < area.bottom() {
            put_fact(canvas, (area.x, y, area.width), (label, &words));
        }
        y += 1;
    }
    y += 1;
    for news in item.iter().flat_map(|item| item.history.iter().rev()) {
        let when = (world.texts().dates.short)(news.at.date_naive());
        let room = area.width.saturating_sub(9);
        if y < area.bottom() {
            canvas.put(area.x, y, 8, &when, theme.quiet());
        }
        y += canvas.paragraph(Rect { x: area.x + 9, width: room, ..rest(y) }, &told(news, world), theme.quiet()).max(1);
    }
}

/// What one piece of news says.
fn told(news: &News, world: &World) -> String {
    let texts = world.texts();
    let mut said: Vec<String> = Vec::new();
    if news.is_addition() {
        said.push(texts.plan.added_later.to_owned());
    }
    let status = news.text("status");
    if !status.is_empty() {
        said.push((texts.word)(status).to_owned());
    }
    if let Ok(due) = news.text("due").parse::<NaiveDate>() {
        said.push(format!("{} {}", (texts.field)("due"), (texts.dates.short)(due)));
    }
    said.extend(Some(news.text("note")).filter(|note| !note.is_empty()).map(str::to_owned));
    said.retain(|words| text::width(words) > 0);
    said.join(&format!(" {} ", world.look.glyphs.separator))
}
