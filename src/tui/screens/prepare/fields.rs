//! The left pane of preparing: the fields with their echoes, and what earlier sessions bring along.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style as Look;
use ratatui::text::Span;

use super::date;
use super::form::{Form, Name};
use crate::model::roster;
use crate::model::session::Session;
use crate::model::sheet::SheetKind;
use crate::model::stage::Style;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::text;
use crate::tui::world::World;

/// The least rows in which there is room for what only helps: the template, the questions of a stage.
pub(super) const ROOMY: u16 = 14;

/// What drawing the fields needs to know.
pub(super) struct Fields<'a> {
    /// The words being typed.
    pub(super) form: &'a Form,
    /// The session as it would be with them.
    pub(super) session: &'a Session,
    /// Everything else.
    pub(super) world: &'a World,
    /// Whether one of the fields has the focus.
    pub(super) has_focus: bool,
}

impl Fields<'_> {
    /// Draws the fields; the first free row below them, and the caret.
    pub(super) fn draw(&self, room: Rect, canvas: &mut Canvas<'_>) -> (u16, Option<Position>) {
        let texts = canvas.texts();
        let labels = Name::ALL.map(|name| name.label(texts)).into_iter().chain([texts.prepare.template]);
        let indent =
            labels.map(text::width).max().and_then(|widest| u16::try_from(widest + 1).ok()).unwrap_or(room.width);
        let (mut y, mut caret) = (room.y, None);
        if room.height >= ROOMY {
            self.template(row(room, y, 1), indent, canvas);
            y += 1;
        }
        for name in Name::ALL {
            if y >= room.bottom() {
                break;
            }
            let is_here = self.has_focus && self.form.at() == name;
            let value = after(row(room, y, room.bottom() - y), indent);
            let rows = match self.form.editor(name).filter(|_| is_here) {
                Some(editor) => editor.height(value.width).clamp(1, 3).min(value.height),
                None => 1,
            };
            let value = Rect { height: rows, ..value };
            if is_here {
                canvas.focus(row(room, y, rows));
            }
            let label = if is_here { canvas.theme().here() } else { canvas.theme().quiet() };
            canvas.put(room.x, y, indent.saturating_sub(1), name.label(texts), label);
            caret = caret.or(if is_here { self.typed(name, value, canvas) } else { self.shown(name, value, canvas) });
            y += rows;
            y += self.echo(name, after(row(room, y, room.bottom().saturating_sub(y)), indent), canvas);
        }
        (y, caret)
    }

    fn template(&self, room: Rect, indent: u16, canvas: &mut Canvas<'_>) {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        canvas.put(room.x, room.y, indent.saturating_sub(1), texts.prepare.template, theme.quiet());
        let known = self.world.templates.iter().find(|template| template.id == self.session.template);
        let title = known.map_or(self.session.template.as_str(), |template| template.title.text(texts.code));
        let stages = (texts.prepare.stages)(self.session.stages.len());
        let stages = format!(" {} {stages}", canvas.glyphs().separator);
        let value = after(room, indent);
        canvas.pieces(value.x, value.y, value.width, &[(title, theme.text()), (&stages, theme.quiet())]);
    }

    /// The field with the caret.
    fn typed(&self, name: Name, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        let Some(editor) = self.form.editor(name) else { return self.shown(name, area, canvas) };
        let hint = match name {
            Name::Title => self.session.title.as_str(),
            Name::Client => texts.frame.just_me,
            Name::Alias => texts.prepare.alias_hint,
            Name::When => texts.prepare.when_hint,
            Name::People => texts.prepare.people_hint,
            Name::Place | Name::Style => "",
        };
        let hint = text::fit(hint, usize::from(area.width), canvas.glyphs().ellipsis);
        let (x, y) = editor.view(area, canvas.buf(), theme.text(), &Span::styled(hint, theme.quiet()))?;
        if let Some(rest) = self.form.completion(self.world).filter(|_| name == Name::Client) {
            let used = x + canvas.put(x, y, area.right().saturating_sub(x), &rest, theme.quiet());
            let takes = texts.prepare.takes_it;
            if usize::from(area.right().saturating_sub(used)) > text::width(takes) + 1 {
                canvas.put_right(area.right(), y, area.width, takes, theme.quiet());
            }
        }
        Some(Position { x, y })
    }

    /// A field without the caret; never a caret, so that both kinds read alike.
    fn shown(&self, name: Name, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        if name == Name::Style {
            let (before, after) = (canvas.glyphs().choice_before, canvas.glyphs().choice_after);
            let style = chosen(&texts.prepare.style_names, self.session.style);
            let pieces = [
                (before, theme.quiet()),
                (" ", theme.text()),
                (style, theme.text()),
                (" ", theme.text()),
                (after, theme.quiet()),
            ];
            canvas.pieces(area.x, area.y, area.width, &pieces);
            return None;
        }
        let words = self.form.text(name);
        let (words, style) = match name {
            _ if !words.is_empty() => (words, theme.text()),
            Name::Title => (self.session.title.as_str(), theme.text()),
            Name::Client => (texts.frame.just_me, theme.quiet()),
            Name::When => (texts.frame.no_date, theme.quiet()),
            _ => ("", theme.quiet()),
        };
        canvas.put(area.x, area.y, area.width, words, style);
        None
    }

    /// The lines under a field; the rows that were used.
    fn echo(&self, name: Name, room: Rect, canvas: &mut Canvas<'_>) -> u16 {
        if room.is_empty() {
            return 0;
        }
        let (theme, texts) = (canvas.theme(), canvas.texts());
        let say = |words: &str, style: Look, canvas: &mut Canvas<'_>| {
            canvas.paragraph(Rect { height: room.height.min(3), ..room }, words, style)
        };
        match name {
            Name::When => match self.when() {
                Ok(words) => say(&words, theme.quiet(), canvas).max(1),
                Err(words) => say(&words, theme.look(), canvas),
            },
            Name::People => self.prepared(canvas).map_or(0, |words| say(&words, theme.quiet(), canvas)),
            Name::Style => say(chosen(&texts.prepare.style_risks, self.session.style), theme.quiet(), canvas),
            _ => 0,
        }
    }

    /// Who has prepared, who has begun to, and who has not.
    fn prepared(&self, canvas: &Canvas<'_>) -> Option<String> {
        let groups = self.world.texts().prepare.prepared.into_iter().zip(roster::prepared(self.session)?);
        let said = groups.filter(|(_, names)| !names.is_empty());
        let said: Vec<String> = said.map(|(head, names)| format!("{head}: {}", names.join(", "))).collect();
        Some(said.join(&format!(" {} ", canvas.glyphs().separator)))
    }

    /// The whole date; as an error, why the words are none. Half-typed words are none yet, which is nothing to say.
    fn when(&self) -> Result<String, String> {
        let texts = self.world.texts();
        let words = self.form.text(Name::When);
        if let (false, Err(error)) = (words.trim().is_empty(), date::read(words, self.session, self.world)) {
            let is_read = self.form.is_stuck(Name::When) || !(self.has_focus && self.form.at() == Name::When);
            return match date::trouble(&error, texts).filter(|_| is_read) {
                Some(sentence) => Err(sentence),
                None => Ok(String::new()),
            };
        }
        let said = self.session.scheduled.map(|at| date::said(at, self.session.length, texts));
        Ok(said.unwrap_or_else(|| texts.prepare.undated.to_owned()))
    }

    /// Draws the session before this one; the first free row below it.
    pub(super) fn draw_before(&self, room: Rect, is_short: bool, canvas: &mut Canvas<'_>) -> u16 {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        if room.height < 3 {
            return room.y;
        }
        canvas.put(room.x, room.y, room.width, texts.prepare.before, theme.quiet());
        let y = room.y + if is_short { 1 } else { 2 };
        match self.before() {
            Some(before) => {
                let done = format!("{} ", canvas.glyphs().done);
                let linked = (texts.prepare.linked)(&before.title);
                canvas.pieces(room.x, y, room.width, &[(&done, theme.here()), (&linked, theme.text())]);
            }
            None => {
                canvas.put(room.x, y, room.width, texts.prepare.no_earlier, theme.quiet());
            }
        }
        y + 1
    }

    /// Draws what is left of earlier sessions, where anything is.
    pub(super) fn draw_carried(&self, room: Rect, is_short: bool, canvas: &mut Canvas<'_>) {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        let Some(before) = self.before().filter(|_| room.height >= 3) else { return };
        let open = self.world.library.promises(self.session).len();
        let earlier = self.world.library.before(self.session);
        let parked: Vec<&str> = earlier
            .iter()
            .flat_map(|session| session.parked.iter().filter(|thought| thought.is_pending()))
            .map(|thought| thought.text("text"))
            .collect();
        let left: Vec<&str> = before
            .unfinished()
            .filter(|stage| !self.session.has_taken(stage))
            .map(|stage| stage.title.as_str())
            .collect();
        let stages = (!left.is_empty()).then(|| (texts.panel.unfinished)(left.len()));
        let thoughts = (!parked.is_empty()).then(|| (texts.prepare.parked_thoughts)(parked.len()));
        let actions = (open > 0).then(|| (texts.prepare.open_actions)(open));
        if thoughts.is_none() && actions.is_none() && stages.is_none() {
            return;
        }
        canvas.put(room.x, room.y, room.width, &(texts.prepare.carried_over)(&before.title), theme.quiet());
        let stage = self.session.sheets().find(|(_, sheet)| sheet.kind == SheetKind::FollowUp);
        let where_to = stage.map(|(stage, _)| (texts.prepare.shown_in)(&stage.title));
        let first = parked.first().map(|thought| (texts.prepare.quoted)(thought));
        let next = left.first().map(|title| (texts.prepare.quoted)(title));
        let rows = [(actions, where_to), (thoughts, first), (stages, next)]
            .into_iter()
            .filter_map(|(what, aside)| Some((what?, aside)));
        let separator = format!(" {} ", canvas.glyphs().separator);
        let top = room.y + if is_short { 1 } else { 2 };
        for ((what, aside), y) in rows.zip(top..room.bottom()) {
            let aside = aside.map(|aside| format!("{separator}{aside}")).unwrap_or_default();
            canvas.pieces(room.x, y, room.width, &[(&what, theme.text()), (&aside, theme.quiet())]);
        }
    }

    fn before(&self) -> Option<&Session> {
        self.session.thread.and_then(|id| self.world.session(id))
    }
}

fn chosen(of: &[&'static str; 3], style: Style) -> &'static str {
    Style::ALL.iter().zip(of).find(|(each, _)| **each == style).map_or("", |(_, words)| words)
}

fn row(room: Rect, y: u16, height: u16) -> Rect {
    Rect { y, height, ..room }.intersection(room)
}

fn after(room: Rect, indent: u16) -> Rect {
    Rect { x: room.x.saturating_add(indent), width: room.width.saturating_sub(indent), ..room }
}
