//! One line put aside without leaving the place: a parked thought, a private note, a new action, why something is out.

use ratatui::layout::{Position, Rect};
use ratatui::text::Span;
use uuid::Uuid;

use super::{Component, Go, Reply};
use crate::model::capture::{Capture, fresh};
use crate::model::change::Change;
use crate::model::id::ItemId;
use crate::model::item::Item;
use crate::model::session::{Place as Home, Session};
use crate::model::sheet::SheetKind;
use crate::model::sheet::options::Hand;
use crate::model::stage::Prompt;
use crate::tui::effect::Over;
use crate::tui::key::Key;
use crate::tui::keymap::{Action, Place};
use crate::tui::notice::Notice;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::{overlay, record, text};
use crate::tui::world::World;

/// Columns inside the box.
const WIDTH: u16 = 64;

/// A line that is being typed, and where it will go.
pub struct Aside {
    aim: Aim,
    editor: Editor,
}

enum Aim {
    /// A thought for a session; the flag says whether that session is on the screen.
    Park(Option<Uuid>, bool),
    Note {
        session: Uuid,
        stage: String,
    },
    Action {
        session: Uuid,
        example: String,
    },
    /// The name of a department, to be added by the screen below.
    Department,
    /// Why an alternative is ruled out, by somebody or by the room.
    Veto {
        session: Uuid,
        alternative: ItemId,
        owner: Option<String>,
    },
}

impl Aside {
    /// A thought for later: of this session, or of the one that is most likely meant.
    pub fn park(session: Option<Uuid>, world: &World) -> Self {
        let home = session.or_else(|| nearest(world));
        let aim = Aim::Park(home, session.is_some());
        // A thought that an earlier run was cut off in goes on.
        let editor = match home.and_then(|home| world.drafts.get(&home)?.over.as_ref()) {
            Some(Over::Thought { text }) => Editor::line(text),
            _ => Editor::default(),
        };
        Self { aim, editor }
    }

    /// A private note on a stage.
    pub fn note(session: Uuid, stage: String) -> Self {
        Self { aim: Aim::Note { session, stage }, editor: Editor::default() }
    }

    /// An action, to be kept by the screen below.
    pub fn for_action(session: Uuid, world: &World) -> Self {
        let prompts = world.session(session).into_iter().flat_map(Session::sheets);
        let mut prompts =
            prompts.filter(|(_, sheet)| sheet.kind == SheetKind::Actions).flat_map(|(_, sheet)| &sheet.prompts);
        let example = prompts.find(|prompt| !prompt.example.is_empty()).map(|prompt| prompt.example.clone());
        Self { aim: Aim::Action { session, example: example.unwrap_or_default() }, editor: Editor::default() }
    }

    /// A department, to be added by the screen below.
    pub fn department() -> Self {
        Self { aim: Aim::Department, editor: Editor::default() }
    }

    /// Why an alternative is ruled out, by somebody or by the room.
    pub fn veto(session: Uuid, alternative: ItemId, owner: Option<String>) -> Self {
        Self { aim: Aim::Veto { session, alternative, owner }, editor: Editor::default() }
    }

    /// The same with words of an earlier run that were not kept yet.
    #[must_use]
    pub fn again(self, words: &str) -> Self {
        Self { editor: Editor::line(words), ..self }
    }

    /// Keeps the words outside memory, beside the half-typed ones of their session; without words nothing stays there.
    fn remember(&self, words: &str, world: &mut World) {
        let text = words.to_owned();
        let (session, over) = match &self.aim {
            Aim::Park(None, _) | Aim::Department => return,
            Aim::Park(Some(session), _) => (*session, Over::Thought { text }),
            Aim::Note { session, stage } => (*session, Over::Note { stage: stage.clone(), text }),
            Aim::Action { session, .. } => (*session, Over::Action { text }),
            Aim::Veto { session, alternative, owner } => {
                (*session, Over::Veto { alternative: alternative.clone(), owner: owner.clone(), text })
            }
        };
        world.hold(session, (!words.is_empty()).then_some(over));
    }

    fn keep(&self, world: &mut World) -> Go {
        let words = self.editor.text().trim();
        if words.is_empty() {
            self.remember("", world);
            return Go::Back;
        }
        let is_kept = match &self.aim {
            Aim::Action { .. } | Aim::Department => {
                self.remember("", world);
                return Go::Reply(Reply::Line(words.to_owned()));
            }
            Aim::Park(session, is_here) => keep_thought(*session, *is_here, words, world),
            Aim::Note { session, stage } => keep_note(*session, stage, words, world),
            Aim::Veto { session, alternative, owner } => {
                keep_veto(*session, (alternative, owner.as_deref()), words, world)
            }
        };
        if is_kept {
            self.remember("", world);
            return Go::Back;
        }
        Go::Stay
    }

    /// The quiet line below: what the words would become, or where they will go. The flag says that it needs a look.
    fn hint(&self, world: &World) -> (String, bool) {
        let texts = world.texts();
        let title = |session: &Uuid| world.session(*session).map(|session| &session.title);
        match &self.aim {
            Aim::Action { session, .. } => world.session(*session).map(|session| self.echo(session, world)),
            Aim::Park(None, _) => Some((texts.run.park_nowhere.to_owned(), true)),
            Aim::Park(Some(session), false) => title(session).map(|title| ((texts.run.park_where)(title), false)),
            _ => None,
        }
        .unwrap_or_default()
    }

    /// What the words would become as an action of `session`.
    fn echo(&self, session: &Session, world: &World) -> (String, bool) {
        let texts = world.texts();
        let (prompt, at) = (Prompt::default(), (world.today(), world.tongue()));
        let capture = session.plan_sheet().and_then(|(stage, sheet)| {
            let prompt = sheet.prompts.first().unwrap_or(&prompt);
            Capture::new(session, stage, sheet, prompt, at.0, at.1)
        });
        let echo = capture.map(|capture| capture.echo(self.editor.text())).unwrap_or_default();
        if let Some((_, error)) = &echo.bad_date {
            return (record::date_error(error, texts), true);
        }
        let said = echo.fields.iter().map(|(field, value)| {
            format!("{} {}", record::label(field, texts), record::echoed(field, value, at.0, texts))
        });
        let said: Vec<String> = said.collect();
        if said.is_empty() {
            return ((texts.plan.add_where)(&session.title), false);
        }
        (said.join(&format!(" {} ", world.look.glyphs.separator)), false)
    }
}

/// Parks a thought in `session`. True when it was kept.
fn keep_thought(session: Option<Uuid>, is_here: bool, words: &str, world: &mut World) -> bool {
    let texts = world.texts();
    let mut ids = world.ids.clone();
    let Some(session) = session.and_then(|id| world.session(id)) else {
        world.say(Notice::calm(texts.run.park_nowhere));
        return false;
    };
    let item = Item::new(fresh(session, &mut ids, "k"), "text", words).with("state", "pending");
    let (id, change) = (session.id, Change::Insert { place: Home::Parked, index: session.parked.len(), item });
    let home = session.title.clone();
    world.ids = ids;
    let is_kept = world.edit(id, (texts.says.added)(words), change);
    if is_kept {
        // Away from a session the words say where they went.
        let said = if is_here { (texts.says.parked)(words) } else { (texts.plan.added)(words, &home) };
        world.say(Notice::calm(said));
    }
    is_kept
}

/// Keeps a note on a stage of `session`. True when it was kept.
fn keep_note(session: Uuid, stage: &str, words: &str, world: &mut World) -> bool {
    let texts = world.texts();
    let mut ids = world.ids.clone();
    let Some(session) = world.session(session) else { return false };
    let id = fresh(session, &mut ids, "n");
    let item = Item::new(id, "text", words).with("stage", stage).with("private", true);
    let (id, change) = (session.id, Change::Insert { place: Home::Notes, index: session.notes.len(), item });
    world.ids = ids;
    let is_kept = world.edit(id, (texts.says.added)(words), change);
    if is_kept {
        world.say(Notice::calm(texts.says.noted));
    }
    is_kept
}

/// Rules an alternative out. True when it was kept.
fn keep_veto(session: Uuid, (alternative, owner): (&ItemId, Option<&str>), words: &str, world: &mut World) -> bool {
    let mut ids = world.ids.clone();
    let Some(here) = world.session(session) else { return false };
    let home = here.sheets().find(|(_, sheet)| sheet.items.iter().any(|item| item.id == *alternative));
    let Some((stage, sheet)) = home else { return false };
    let change = Hand::over(here, stage, sheet).veto(alternative, owner, words, &mut ids);
    let what = (world.texts().options.vetoed)(&way(here, alternative));
    world.ids = ids;
    world.edit(session, what, change)
}

fn way(session: &Session, alternative: &ItemId) -> String {
    session.find(alternative).map_or_else(String::new, |(.., item)| item.text("text").to_owned())
}

/// The newest session under way, else the newest of "just me" that still takes words.
fn nearest(world: &World) -> Option<Uuid> {
    let newest = |fits: &dyn Fn(&Session) -> bool| {
        let open = world.library.sessions().filter(|session| world.can_write(session.id));
        open.filter(|session| fits(session)).max_by_key(|session| (session.starts(), session.id)).map(|each| each.id)
    };
    newest(&|session| session.state.is_under_way())
        .or_else(|| newest(&|session| session.client.is_none() && !session.state.is_locked()))
        .or_else(|| newest(&|session| !session.state.is_locked()))
}

impl Component for Aside {
    fn place(&self, _world: &World) -> Place {
        Place::Aside
    }

    fn can(&self, action: Action, _world: &World) -> bool {
        // A thought is not parked while another one is.
        action.is_for_overlay() && action != Action::Park
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        match action {
            Action::Enter => self.keep(world),
            Action::Back | Action::StopTyping => {
                self.remember("", world);
                Go::Back
            }
            action if self.can(action, world) => Go::Pass(action),
            _ => Go::Stay,
        }
    }

    fn key(&mut self, key: &Key, world: &mut World) -> Go {
        self.editor.key(key);
        self.remember(self.editor.text(), world);
        Go::Stay
    }

    fn paste(&mut self, text: &str, world: &mut World) -> Go {
        self.editor.insert(text);
        self.remember(self.editor.text(), world);
        Go::Stay
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let (theme, texts) = (canvas.theme(), canvas.texts());
        let (title, example) = match &self.aim {
            Aim::Park(..) => (texts.run.park_title.to_owned(), ""),
            Aim::Note { .. } => (texts.run.note_title.to_owned(), ""),
            Aim::Action { example, .. } => (texts.plan.add_title.to_owned(), example.as_str()),
            Aim::Department => (texts.grid.ask_department.to_owned(), ""),
            Aim::Veto { session, alternative, .. } => {
                let way = world.session(*session).map_or_else(String::new, |session| way(session, alternative));
                ((texts.options.veto_ask)(&way), "")
            }
        };
        let width = WIDTH.min(area.width.saturating_sub(10));
        let rows = self.editor.height(width).clamp(1, 3);
        let (hint, is_late) = self.hint(world);
        let said = if hint.is_empty() { 0 } else { u16::try_from(text::wrap(&hint, width.into()).len()).unwrap_or(1) };
        let room = overlay::frame(canvas, area, &title, (width, rows + u16::from(said > 0) + said));
        let example = if example.is_empty() { String::new() } else { (texts.run.example)(example) };
        let example = text::fit(&example, usize::from(room.width), canvas.glyphs().ellipsis);
        let line = Rect { height: rows, ..room }.intersection(room);
        let caret = self.editor.view(line, canvas.buf(), theme.text(), &Span::styled(example, theme.quiet()));
        let below = Rect { y: room.y + rows + 1, height: said, ..room }.intersection(room);
        canvas.paragraph(below, &hint, if is_late { theme.look() } else { theme.quiet() });
        overlay::footer(canvas, area, world, self);
        caret.map(Position::from)
    }
}
