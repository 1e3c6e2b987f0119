//! What every screen has: the path at the top left, a fact at the top right, a notice and the footer at the bottom.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::canvas::Canvas;
use super::{footer, text};
use crate::tui::screens::Component;
use crate::tui::world::World;

/// Columns left free at both sides.
pub const MARGIN: u16 = 2;

/// The top line of a screen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Header<'a> {
    /// Where you are, from the outside in.
    pub path: &'a [&'a str],
    /// A quiet word behind the last step.
    pub aside: &'a str,
    /// Whether the program's own name gives way.
    pub is_bare: bool,
    /// The fact at the right.
    pub fact: &'a [(&'a str, Style)],
}

/// Below this many columns a screen is narrow.
pub fn is_narrow(area: Rect) -> bool {
    area.width < 90
}

/// From this many columns on there is room for a third pane.
pub fn is_wide(area: Rect) -> bool {
    area.width >= 140
}

/// Below this many rows there is no blank line between items.
pub fn is_short(area: Rect) -> bool {
    area.height < 28
}

/// Draws header, notice and footer; the room between them, from row 2 down to a blank row above the footer.
pub fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    header: &Header<'_>,
    world: &World,
    component: &dyn Component,
) -> Rect {
    let theme = canvas.theme();
    let inner = Rect { x: area.x + MARGIN, width: area.width.saturating_sub(2 * MARGIN), ..area };
    let example = [(world.texts().frame.example, theme.look())];
    let fact: &[(&str, Style)] = if world.is_example && header.path.is_empty() { &example } else { header.fact };
    let mark = world.room.as_ref().map(|room| format!("[{}]  ", room.mark(world.texts())));
    let mark = mark.as_deref().map(|mark| (mark, theme.here()));
    let fact: Vec<(&str, Style)> = mark.into_iter().chain(fact.iter().copied()).collect();
    let right = canvas.pieces_right(inner.right(), area.y, inner.width.saturating_sub(12), &fact);
    let room = inner.width.saturating_sub(right + 2);
    let is_example = world.is_example && !header.path.is_empty();
    let (brand, style) = match (is_example, header.is_bare) {
        (true, _) => (world.texts().frame.example_short, theme.look()),
        (false, true) => ("", theme.here()),
        (false, false) => ("offsite", theme.here().add_modifier(Modifier::BOLD)),
    };
    let mut used = canvas.put(inner.x, area.y, room, brand, style);
    let last = header.path.len().saturating_sub(1);
    for (index, step) in header.path.iter().enumerate() {
        let crumb = if index == 0 && brand.is_empty() {
            String::new()
        } else if index == 0 {
            format!("  {} ", canvas.glyphs().crumb)
        } else {
            format!(" {} ", canvas.glyphs().crumb)
        };
        used += canvas.put(inner.x + used, area.y, room.saturating_sub(used), &crumb, theme.quiet());
        let style = if index == last && index > 0 { theme.quiet() } else { theme.text() };
        used += canvas.put(inner.x + used, area.y, room.saturating_sub(used), step, style);
    }
    if !header.aside.is_empty() {
        let dot = if header.is_bare { String::new() } else { format!(" {}", canvas.glyphs().separator) };
        let aside = format!("{dot} {}", header.aside);
        canvas.put(inner.x + used, area.y, room.saturating_sub(used), &aside, theme.quiet());
    }
    let bottom = area.bottom().saturating_sub(1);
    footer::draw(canvas, Rect { y: bottom, height: 1, ..inner }, world, component);
    Rect { y: area.y + 2, height: area.height.saturating_sub(4), ..inner }
}

/// Paints the theme's own background below everything, where the settings ask for it.
pub fn background(canvas: &mut Canvas<'_>, area: Rect, world: &World) {
    if world.settings.paints_background(false) {
        canvas.paint(area);
    }
}

/// The sentence above the footer, over whatever was drawn there, in as many rows as it needs.
pub fn notice(canvas: &mut Canvas<'_>, screen: Rect, world: &World) {
    let Some(notice) = world.notice() else { return };
    let theme = canvas.theme();
    let area = Rect {
        x: screen.x + MARGIN,
        y: screen.bottom().saturating_sub(2),
        width: screen.width.saturating_sub(2 * MARGIN),
        height: 1,
    };
    let wrapped = |words: &str| text::wrap(&text::safe(words), usize::from(area.width.max(1))).len();
    if wrapped(format!("{} {}", notice.wrong, notice.text).trim()) > 1 {
        let parts = [(&notice.wrong, theme.wrong()), (&notice.text, theme.text())];
        let rows: usize = parts.iter().filter(|(words, _)| !words.is_empty()).map(|(words, _)| wrapped(words)).sum();
        let rows = u16::try_from(rows).unwrap_or(1).min(area.y);
        let mut room = Rect { y: area.y + 1 - rows, height: rows, ..area };
        canvas.clear(Rect { x: screen.x, width: screen.width, ..room });
        for (words, style) in parts.into_iter().filter(|(words, _)| !words.is_empty()) {
            let used = canvas.paragraph(room, words, style);
            room = Rect { y: room.y + used, height: room.height.saturating_sub(used), ..room };
        }
        return;
    }
    let wrong = if notice.wrong.is_empty() { String::new() } else { format!("{} ", notice.wrong) };
    let pieces = [(wrong.as_str(), theme.wrong()), (notice.text.as_str(), theme.text())];
    canvas.clear(area);
    canvas.pieces(area.x, area.y, area.width, &pieces);
}
