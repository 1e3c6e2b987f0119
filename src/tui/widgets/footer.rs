//! The footer: what the keys do here and now, from the table of bindings, leaving out what would do nothing.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::text;
use crate::tui::keymap::{Action, Binding, Shown, footer_name};
use crate::tui::screens::Component;
use crate::tui::world::World;

/// Draws it into one row; help stands at the right, and what does not fit is left to the command list.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, world: &World, component: &dyn Component) {
    let (theme, texts) = (canvas.theme(), canvas.texts());
    let shown = |binding: &&Binding| binding.shown == Shown::Footer && component.can(binding.action, world);
    let (help, rest): (Vec<&Binding>, Vec<&Binding>) =
        component.place(world).bindings().filter(shown).partition(|binding| binding.action == Action::Commands);
    canvas.clear(area);
    let mut right = area.right();
    if let Some(binding) = help.first() {
        let key = if binding.keys.contains('?') { "?" } else { "f1" };
        let pieces = [(key, theme.strong()), (" ", theme.quiet()), ((binding.label)(texts), theme.quiet())];
        right = right.saturating_sub(canvas.pieces_right(area.right(), area.y, area.width, &pieces));
    }
    let mut x = area.x;
    let mut said: Vec<String> = Vec::new();
    let mut back = rest.iter().find(|binding| leads_back(binding.action)).map_or(0, |binding| {
        let (keys, label, _) = footer_name(binding, texts);
        u16::try_from(text::width(&keys) + text::width(label) + 4).unwrap_or(0)
    });
    for binding in &rest {
        let (mut keys, mut label, partner) = footer_name(binding, texts);
        if partner.is_some_and(|partner| !rest.iter().any(|other| other.action == partner)) {
            let alone = binding.keys.split(' ').next().unwrap_or_default();
            (keys, label) = (alone.to_owned(), (binding.label)(texts));
        }
        // A nearer binding of the same key is the one that holds.
        if said.contains(&keys) || said.iter().any(|words| words == label) {
            continue;
        }
        let spelt = canvas.glyphs().spell(&keys).into_owned();
        let width = u16::try_from(text::width(&spelt) + 1 + text::width(label)).unwrap_or(u16::MAX);
        // The way back is never what has to give way.
        let is_way_back = leads_back(binding.action);
        let kept = if is_way_back { 0 } else { back };
        if x.saturating_add(width).saturating_add(2).saturating_add(kept) > right {
            continue;
        }
        if is_way_back {
            back = 0;
        }
        canvas.pieces(x, area.y, width, &[(&spelt, theme.strong()), (" ", theme.quiet()), (label, theme.quiet())]);
        x += width + 3;
        said.extend([keys, label.to_owned()]);
    }
}

fn leads_back(action: Action) -> bool {
    matches!(action, Action::Back | Action::StopTyping | Action::SaveForLater)
}
