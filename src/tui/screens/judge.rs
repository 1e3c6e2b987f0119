//! What is said about one row of a panel: a thought, a decision, a factor, a goal; and the words that go with it.

use ratatui::layout::{Position, Rect};
use ratatui::text::Span;
use uuid::Uuid;

use super::{Component, Go, Reply};
use crate::model::follow_up::{Moment, Undecided};
use crate::model::id::ItemId;
use crate::model::item::Item;
use crate::model::panel::judge::{Asked, Verdict};
use crate::tui::effect::Over;
use crate::tui::key::Key;
use crate::tui::keymap::{Action, Place};
use crate::tui::notice::Notice;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::{overlay, record};
use crate::tui::world::World;

/// Columns inside the box.
const WIDTH: u16 = 64;

/// The overlay over one row.
pub struct Judge {
    here: Uuid,
    home: Uuid,
    item: ItemId,
    asked: Asked,
    verdicts: Vec<Verdict>,
    cursor: Cursor,
    asking: Option<Verdict>,
    editor: Editor,
}

impl Judge {
    /// About an item of session `home`, said in session `here`.
    pub fn of(here: Uuid, (home, item): (Uuid, ItemId), asked: Asked, world: &World) -> Self {
        let verdicts = world.session(here).map(|here| asked.verdicts(here)).unwrap_or_default();
        // Where there is nothing to choose, only the words are asked for.
        let only = if let [only] = verdicts.as_slice() { Some(*only) } else { None };
        let asking = only.filter(|only| *only == Verdict::Sure);
        Self { here, home, item, asked, verdicts, cursor: Cursor::default(), asking, editor: Editor::line("") }
    }

    /// The same with the words that were being typed in an earlier run.
    #[must_use]
    pub fn again(self, verdict: Verdict, words: &str) -> Self {
        Self { asking: Some(verdict), editor: Editor::line(words), ..self }
    }

    fn remember(&self, world: &mut World) {
        let text = self.editor.text().to_owned();
        let words = self.asking.filter(|_| !text.is_empty()).map(|verdict| Over::Row {
            home: self.home,
            item: self.item.clone(),
            asked: self.asked,
            verdict,
            text,
        });
        world.hold(self.here, words);
    }

    fn found<'a>(&self, world: &'a World) -> Option<&'a Item> {
        world.session(self.home)?.find(&self.item).map(|(_, _, item)| item)
    }

    fn name(&self, world: &World) -> String {
        self.found(world).map_or_else(String::new, |item| record::name(item).to_owned())
    }

    fn choose(&mut self, verdict: Verdict, world: &mut World) -> Go {
        if !self.asked.takes_words() {
            return self.record(verdict, "", world);
        }
        let said = self.found(world).map_or("", |item| match verdict {
            Verdict::Action | Verdict::Note => item.text("text"),
            Verdict::Yes | Verdict::Partly | Verdict::No => item.text("learned"),
            Verdict::Dropped | Verdict::Sure => "",
        });
        self.editor = Editor::line(said);
        self.asking = Some(verdict);
        Go::Stay
    }

    fn record(&self, verdict: Verdict, words: &str, world: &mut World) -> Go {
        let mut ids = world.ids.clone();
        let moment = Moment { now: world.now, language: world.date_language() };
        let (Some(home), Some(here)) = (world.session(self.home), world.session(self.here)) else { return Go::Back };
        let Some(item) = self.found(world) else { return Go::Back };
        let decision = self.asked.decide(verdict, (home, item), here, words, moment, &mut ids);
        let texts = world.texts();
        match decision {
            Ok(decision) => {
                world.ids = ids;
                let what = (texts.prepare.quoted)(&self.name(world));
                let here = decision.here.map(|change| (self.here, change));
                if world.edit_all(self.here, what, here.into_iter().chain([(self.home, decision.home)]).collect()) {
                    world.hold(self.here, None);
                    return Go::Reply(Reply::Judged);
                }
            }
            Err(Undecided::Part(error)) => {
                world.say(Notice::from_sentences(&record::field_error(&error, texts)));
            }
            Err(_) => world.say(Notice::calm(question(verdict, world))),
        }
        Go::Stay
    }

    fn title(&self, world: &World) -> String {
        let (texts, name) = (world.texts(), self.name(world));
        match self.asked {
            Asked::Thought => (texts.follow.decide_title)(&name),
            Asked::Decision => (texts.panel.came_true)(&name),
            Asked::Factor => (texts.panel.happened)(&name),
            Asked::Goal => (texts.panel.how_sure)(&name),
        }
    }
}

fn label(verdict: Verdict, world: &World) -> &'static str {
    let texts = world.texts();
    match verdict {
        Verdict::Action => texts.panel.to_action,
        Verdict::Note => texts.panel.to_note,
        Verdict::Dropped => texts.panel.let_go,
        verdict => (texts.word)(verdict.word()),
    }
}

fn question(verdict: Verdict, world: &World) -> &'static str {
    let panel = world.texts().panel;
    match verdict {
        Verdict::Action => panel.ask_action,
        Verdict::Note => panel.ask_note,
        Verdict::Dropped => panel.ask_reason,
        Verdict::Sure => panel.ask_sure,
        Verdict::Yes | Verdict::Partly | Verdict::No => panel.ask_learned,
    }
}

impl Component for Judge {
    fn place(&self, _world: &World) -> Place {
        if self.asking.is_some() { Place::DecideWords } else { Place::Decide }
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn can(&self, action: Action, _world: &World) -> bool {
        action.is_for_overlay() || matches!(action, Action::Up | Action::Down | Action::Choice(_))
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        if let Some(verdict) = self.asking {
            return match action {
                Action::Enter => self.record(verdict, self.editor.text(), world),
                Action::StopTyping if self.verdicts.len() > 1 => {
                    self.asking = None;
                    world.hold(self.here, None);
                    Go::Stay
                }
                Action::StopTyping => {
                    world.hold(self.here, None);
                    Go::Back
                }
                other => Go::Pass(other),
            };
        }
        if self.cursor.act(action, self.verdicts.len()) {
            return Go::Stay;
        }
        let chosen = match action {
            Action::Choice(number) => usize::from(number).checked_sub(1),
            Action::Enter => Some(self.cursor.row(self.verdicts.len())),
            other => return Go::Pass(other),
        };
        match chosen.and_then(|row| self.verdicts.get(row)).copied() {
            Some(verdict) => self.choose(verdict, world),
            None => Go::Stay,
        }
    }

    fn key(&mut self, key: &Key, world: &mut World) -> Go {
        if self.asking.is_some() {
            self.editor.key(key);
            self.remember(world);
        }
        Go::Stay
    }

    fn paste(&mut self, text: &str, world: &mut World) -> Go {
        if self.asking.is_some() {
            self.editor.insert(text);
            self.remember(world);
        }
        Go::Stay
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let theme = canvas.theme();
        let labels: Vec<&str> =
            self.verdicts.iter().map(|verdict| label(*verdict, world)).filter(|label| !label.is_empty()).collect();
        let listed = u16::try_from(labels.len()).unwrap_or(0);
        let words = if self.asking.is_some() { 2 + u16::from(listed > 0) } else { 0 };
        let room = overlay::frame(canvas, area, &self.title(world), (WIDTH, listed + words));
        overlay::footer(canvas, area, world, self);
        let row = self.cursor.row(labels.len());
        let asked = self.asking.and_then(|asking| self.verdicts.iter().position(|each| *each == asking));
        for (index, (label, y)) in labels.iter().zip(room.top()..room.bottom()).enumerate() {
            if asked.is_none() && index == row {
                canvas.focus(Rect { y, height: 1, ..room });
            }
            let style = if asked.is_some_and(|asked| asked != index) { theme.quiet() } else { theme.text() };
            canvas.put(room.x, y, 2, &(index + 1).to_string(), theme.strong());
            canvas.put(room.x + 3, y, room.width.saturating_sub(3), label, style);
        }
        let verdict = self.asking?;
        let y = room.y + listed + u16::from(listed > 0);
        canvas.put(room.x, y, room.width, question(verdict, world), theme.quiet());
        let line = Rect { y: y + 1, height: 1, ..room }.intersection(room);
        canvas.focus(line);
        let style = theme.text().patch(theme.selection());
        let caret = self.editor.view(line, canvas.buf(), style, &Span::raw(""));
        caret.map(|(x, y)| Position { x, y })
    }
}
