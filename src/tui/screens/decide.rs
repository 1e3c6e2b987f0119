//! What becomes of one promise: six outcomes, and the words that some of them need.

use ratatui::layout::{Position, Rect};
use ratatui::text::Span;
use uuid::Uuid;

use super::{Component, Go};
use crate::model::dates;
use crate::model::follow_up::{Moment, Outcome, Undecided, Won};
use crate::model::id::ItemId;
use crate::tui::effect::Over;
use crate::tui::key::Key;
use crate::tui::keymap::{Action, Place};
use crate::tui::notice::Notice;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::{overlay, record};
use crate::tui::world::World;

/// The overlay over one promise.
pub struct Decide {
    here: Uuid,
    home: Uuid,
    action: ItemId,
    cursor: Cursor,
    asking: Option<Outcome>,
    editor: Editor,
}

impl Decide {
    /// About an action of session `home`, decided in session `here`.
    pub fn of(here: Uuid, home: Uuid, action: ItemId) -> Self {
        Self { here, home, action, cursor: Cursor::default(), asking: None, editor: Editor::line("") }
    }

    /// The same with the words that were being typed in an earlier run.
    pub fn again(here: Uuid, (home, action): (Uuid, ItemId), outcome: Outcome, words: &str) -> Self {
        Self { asking: Some(outcome), editor: Editor::line(words), ..Self::of(here, home, action) }
    }

    fn remember(&self, world: &mut World) {
        let text = self.editor.text().to_owned();
        let words = self.asking.filter(|_| !text.is_empty()).map(|outcome| Over::Promise {
            home: self.home,
            action: self.action.clone(),
            outcome,
            text,
        });
        world.hold(self.here, words);
    }

    /// Records it as done, without further words.
    pub fn done(&self, world: &mut World) {
        self.record(Outcome::Done, "", world);
    }

    fn name(&self, world: &World) -> String {
        let item = world.session(self.home).and_then(|home| home.find(&self.action)).map(|(_, _, item)| item);
        item.map_or_else(String::new, |item| record::name(item).to_owned())
    }

    /// True when it was recorded.
    fn record(&self, outcome: Outcome, words: &str, world: &mut World) -> bool {
        let mut ids = world.ids.clone();
        let moment = Moment { now: world.now, language: world.date_language() };
        let (Some(home), Some(here)) = (world.session(self.home), world.session(self.here)) else { return false };
        let Some((_, _, action)) = home.find(&self.action) else { return false };
        let decision = outcome.decide((home, action), here, words, moment, &mut ids);
        world.ids = ids;
        let texts = world.texts();
        match decision {
            Ok(decision) => {
                let what = (texts.prepare.quoted)(&self.name(world));
                let here = decision.here.map(|change| (self.here, change));
                let parts = here.into_iter().chain([(self.home, decision.home)]).collect();
                world.edit_all(self.here, what, parts)
            }
            Err(Undecided::WordsNeeded) => {
                let ask =
                    if outcome == Outcome::Dropped { texts.follow.reason_needed } else { question(outcome, world) };
                world.say(Notice::calm(ask));
                false
            }
            Err(Undecided::NoActions) => {
                world.say(Notice::calm(texts.follow.no_actions));
                false
            }
            Err(Undecided::Part(error)) => {
                world.say(Notice::from_sentences(&record::field_error(&error, texts)));
                false
            }
            Err(Undecided::KeptTwice) => {
                world.say(Notice::wrong("", texts.follow.twice));
                false
            }
            Err(Undecided::Date(error)) => {
                world.say(Notice::from_sentences(&record::date_error(&error, texts)));
                false
            }
        }
    }

    /// What the words would be recorded as, before they are kept.
    fn echo(&self, outcome: Outcome, world: &World) -> String {
        let (texts, words) = (world.texts(), self.editor.text());
        match outcome {
            Outcome::Kept => match dates::day(words, world.today(), world.date_language()) {
                Ok(day) => (texts.dates.long)(day),
                Err(_) => String::new(),
            },
            Outcome::Done => {
                let won = Won::read(words);
                let number = |number: Option<f64>, key: &str| {
                    number.map(|number| format!("{} {}", (texts.field)(key), (texts.number)(number)))
                };
                let parts = [number(won.hours, "hours_a_month"), number(won.money, "money_a_month")];
                parts.into_iter().flatten().collect::<Vec<_>>().join("   ")
            }
            _ => String::new(),
        }
    }

    fn choose(&mut self, outcome: Outcome, world: &mut World) {
        let here = self.here;
        let is_worn = world
            .session(self.home)
            .and_then(|home| home.find(&self.action))
            .is_some_and(|(_, _, item)| item.carried_before(here) >= 2);
        if outcome == Outcome::Kept && is_worn {
            world.say(Notice::wrong("", world.texts().follow.twice));
        } else {
            self.asking = Some(outcome);
            self.editor.clear();
        }
    }
}

fn question(outcome: Outcome, world: &World) -> &'static str {
    let follow = world.texts().follow;
    match outcome {
        Outcome::Done => follow.ask_note,
        Outcome::Kept => follow.ask_date,
        Outcome::Split => follow.ask_parts,
        Outcome::HandedOver => follow.ask_owner,
        Outcome::Parked => follow.ask_park,
        Outcome::Dropped => follow.ask_reason,
    }
}

impl Component for Decide {
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
        if let Some(outcome) = self.asking {
            return match action {
                Action::Enter if self.record(outcome, self.editor.text(), world) => {
                    world.hold(self.here, None);
                    Go::Back
                }
                Action::StopTyping => {
                    self.asking = None;
                    world.hold(self.here, None);
                    Go::Stay
                }
                Action::Enter => Go::Stay,
                other => Go::Pass(other),
            };
        }
        if self.cursor.act(action, Outcome::ALL.len()) {
            return Go::Stay;
        }
        let chosen = match action {
            Action::Choice(number) => usize::from(number).checked_sub(1),
            Action::Enter => Some(self.cursor.row(Outcome::ALL.len())),
            other => return Go::Pass(other),
        };
        if let Some(outcome) = chosen.and_then(|row| Outcome::ALL.get(row)) {
            self.choose(*outcome, world);
        }
        Go::Stay
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
        let (texts, theme) = (canvas.texts(), canvas.theme());
        let name = self.name(world);
        let title = (texts.follow.decide_title)(&name);
        let room = overlay::frame(canvas, area, &title, (64, 10));
        overlay::footer(canvas, area, world, self);
        let labels = [
            texts.keys.outcome_done,
            texts.keys.outcome_kept,
            texts.keys.outcome_split,
            texts.keys.outcome_handed_over,
            texts.keys.outcome_parked,
            texts.keys.outcome_dropped,
        ];
        let row = self.cursor.row(labels.len());
        let asked = self.asking.and_then(|outcome| Outcome::ALL.iter().position(|each| *each == outcome));
        for (index, (label, y)) in labels.iter().zip(room.top()..room.bottom()).enumerate() {
            let line = Rect { y, height: 1, ..room };
            if asked.is_none() && index == row {
                canvas.focus(line);
            }
            let style = if asked.is_some_and(|asked| asked != index) { theme.quiet() } else { theme.text() };
            canvas.put(room.x, y, 2, &(index + 1).to_string(), theme.strong());
            canvas.put(room.x + 3, y, room.width.saturating_sub(3), label, style);
        }
        let outcome = self.asking?;
        let y = room.y + 7;
        canvas.put(room.x, y, room.width, question(outcome, world), theme.quiet());
        let echo = self.echo(outcome, world);
        canvas.put(room.x, y + 2, room.width, &echo, theme.here());
        let line = Rect { y: y + 1, height: 1, ..room }.intersection(room);
        canvas.focus(line);
        let style = theme.text().patch(theme.selection());
        let caret = self.editor.view(line, canvas.buf(), style, &Span::raw(""));
        caret.map(|(x, y)| Position { x, y })
    }
}
