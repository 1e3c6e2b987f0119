//! The plan by people: what each has promised, how much of it is late, and what it takes.

use ratatui::layout::Rect;

use super::list::{draw_name, spaced};
use super::scene::Line;
use super::{Shown, facts};
use crate::lang::Texts;
use crate::model::plan::Entry;
use crate::model::plan::people::Load;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::text;

/// Draws it.
pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, shown: &Shown<'_>) {
    let (theme, texts) = (canvas.theme(), canvas.texts());
    let [name, when, hours, money] = split(area, texts);
    for (room, key) in [(hours, "effort_hours"), (money, "cost")] {
        canvas.put_right(room.right(), area.y, room.width, (texts.field)(key), theme.quiet());
    }
    canvas.put(when.x, area.y, when.width, texts.plan.due, theme.quiet());
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let (rows, selected) = spaced(shown);
    let window = shown.window(0, Some(selected), rows.len(), usize::from(body.height));
    for (row, y) in rows.get(window).unwrap_or_default().iter().zip(body.top()..body.bottom()) {
        let rooms = [name, when, hours, money].map(|room| Rect { y, height: 1, ..room });
        match row.and_then(|row| shown.scene.lines.get(row)) {
            Some(Line::Owner(owner)) => {
                if let Some(load) = shown.scene.loads.get(*owner) {
                    draw_owner(canvas, rooms, load);
                }
            }
            Some(Line::Warning(owner)) => {
                if let Some(load) = shown.scene.loads.get(*owner) {
                    draw_warning(canvas, Rect { y, height: 1, ..body }, load);
                }
            }
            Some(Line::Entry { place, .. }) => {
                let Some(entry) = shown.scene.entry(*place) else { continue };
                if shown.is_selected(entry) {
                    canvas.focus(Rect { y, height: 1, ..body });
                }
                draw_entry(canvas, rooms, entry, shown);
            }
            _ => {}
        }
    }
}

/// The room for the name, then for when, hours and money; where it is tight, money is left out.
fn split(area: Rect, texts: &Texts) -> [Rect; 4] {
    let (when, hours, money) = match area.width {
        0..=69 => (22, 7, 0),
        70..=85 => (22, 8, 10),
        _ => (24, 8, 10),
    };
    // Both with a dot and a number between them.
    let said = text::width(&(texts.plan.open_of)(1, 1)) + text::width(texts.plan.late) + 5;
    let when = u16::try_from(said).map_or(when, |said| said.max(when));
    let name = area.width.saturating_sub(when + hours + money + if money > 0 { 6 } else { 4 });
    let when_x = area.x + name + 2;
    let hours_x = when_x + when + 2;
    let money_x = hours_x + hours + 2;
    [(area.x, name), (when_x, when), (hours_x, hours), (money_x, money)]
        .map(|(x, width)| Rect { x, width, ..area }.intersection(area))
}

fn draw_owner(canvas: &mut Canvas<'_>, [name, when, hours, money]: [Rect; 4], load: &Load) {
    let (theme, texts) = (canvas.theme(), canvas.texts());
    if load.owner.is_empty() {
        canvas.put(name.x, name.y, name.width, texts.frame.no_owner, theme.look());
    } else {
        canvas.put(name.x, name.y, name.width, &load.owner, theme.strong());
    }
    let open = (texts.plan.open_of)(load.open.len(), load.all);
    let late = match load.late {
        0 => String::new(),
        late => format!(" {} {late} {}", canvas.glyphs().separator, texts.plan.late),
    };
    canvas.pieces(when.x, when.y, when.width, &[(&open, theme.quiet()), (&late, theme.look())]);
    amounts(canvas, [hours, money], Some(load.hours), Some(load.money));
}

/// Most actions outside the zone of genius; actions of somebody who was not in the room.
fn draw_warning(canvas: &mut Canvas<'_>, area: Rect, load: &Load) {
    let texts = canvas.texts().sheets;
    let outside = load.is_misplaced().then(|| (texts.outside_short)(load.outside, load.open.len()));
    let away = (load.away > 0).then(|| (texts.away_short)(load.away));
    let words: Vec<String> = outside.into_iter().chain(away).collect();
    let words = words.join(&format!(" {} ", canvas.glyphs().separator));
    canvas.put(area.x, area.y, area.width, &words, canvas.theme().look());
}

fn draw_entry(canvas: &mut Canvas<'_>, [name, when, hours, money]: [Rect; 4], entry: &Entry, shown: &Shown<'_>) {
    let theme = canvas.theme();
    let mut room = name;
    if shown.is_all && !shown.is_narrow() {
        let most = name.width / 3;
        let home = facts::home(entry, shown.world);
        canvas.put(name.right().saturating_sub(most), name.y, most, &home, theme.quiet());
        room.width = name.width.saturating_sub(most + 2);
    }
    draw_name(canvas, room, entry, (1, false), shown);
    canvas.put(when.x, when.y, when.width, &facts::due(entry, shown.world), facts::urgency(entry, shown.world));
    amounts(canvas, [hours, money], entry.effort_hours, entry.cost);
}

/// Hours and money, where there are any.
fn amounts(canvas: &mut Canvas<'_>, [hours, money]: [Rect; 2], spent: Option<f64>, cost: Option<f64>) {
    let theme = canvas.theme();
    if let Some(spent) = spent.filter(|spent| *spent > 0.0) {
        let words = (canvas.texts().plan.hours)(&facts::number(spent, canvas.texts()));
        canvas.put_right(hours.right(), hours.y, hours.width, &words, theme.quiet());
    }
    if let Some(cost) = cost.filter(|cost| *cost > 0.0) {
        let words = facts::number(cost, canvas.texts());
        canvas.put_right(money.right(), money.y, money.width, &words, theme.quiet());
    }
}
