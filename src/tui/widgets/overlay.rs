//! The only box: an overlay in the middle, over a screen that steps back.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::canvas::Canvas;
use super::footer;
use super::frame::MARGIN;
use crate::tui::screens::Component;
use crate::tui::world::World;

/// Lets everything drawn so far step back.
pub fn dim(canvas: &mut Canvas<'_>, area: Rect) {
    let quiet = Style::reset().patch(canvas.theme().rule()).remove_modifier(Modifier::BOLD);
    canvas.tint(area, quiet);
}

/// Draws an empty box of this size, inner columns by inner rows, in the middle of `area`; the room inside it.
pub fn frame(canvas: &mut Canvas<'_>, area: Rect, title: &str, (columns, rows): (u16, u16)) -> Rect {
    let width = columns.saturating_add(8).min(area.width.saturating_sub(2));
    let height = rows.saturating_add(4).min(area.height.saturating_sub(2));
    let outer = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height.saturating_sub(height)) / 2,
        width,
        height,
    };
    canvas.clear(outer);
    outline(canvas, outer);
    let (theme, title) = (canvas.theme(), format!(" {title} "));
    canvas.put(outer.x + 2, outer.y, width.saturating_sub(4), &title, theme.strong());
    Rect { x: outer.x + 4, y: outer.y + 2, width: width.saturating_sub(8), height: height.saturating_sub(4) }
}

fn outline(canvas: &mut Canvas<'_>, outer: Rect) {
    let (glyphs, rule) = (canvas.glyphs(), canvas.theme().rule());
    let (right, bottom) = (outer.right().saturating_sub(1), outer.bottom().saturating_sub(1));
    for y in [outer.y, bottom] {
        canvas.repeat(outer.x, y, outer.width, glyphs.rule, rule);
    }
    for y in outer.y..outer.bottom() {
        canvas.repeat(outer.x, y, 1, glyphs.upright, rule);
        canvas.repeat(right, y, 1, glyphs.upright, rule);
    }
    for (x, y, sign) in [
        (outer.x, outer.y, glyphs.top_left),
        (right, outer.y, glyphs.top_right),
        (outer.x, bottom, glyphs.bottom_left),
        (right, bottom, glyphs.bottom_right),
    ] {
        canvas.repeat(x, y, 1, sign, rule);
    }
}

/// The footer of an overlay, in the last row of the screen.
pub fn footer(canvas: &mut Canvas<'_>, area: Rect, world: &World, component: &dyn Component) {
    let inner = Rect { x: area.x + MARGIN, width: area.width.saturating_sub(2 * MARGIN), height: 1, ..area };
    let bottom = area.bottom().saturating_sub(1);
    canvas.tint(Rect { y: bottom, ..inner }, Style::reset());
    footer::draw(canvas, Rect { y: bottom, ..inner }, world, component);
}
