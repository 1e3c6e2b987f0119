//! The fields of a session that is being prepared, and the edits that their words ask for.

use super::{client, date};
use crate::lang::Texts;
use crate::model::change::{Change, Detail};
use crate::model::dates::DateError;
use crate::model::id::IdSource;
use crate::model::roster;
use crate::model::session::Session;
use crate::model::sheet::metrics;
use crate::model::stage::Style;
use crate::tui::widgets::editor::Editor;
use crate::tui::world::World;

/// One field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// The session's name.
    Title,
    /// For whom.
    Client,
    /// What the room sees instead.
    Alias,
    /// When.
    When,
    /// Where.
    Place,
    /// Who takes part.
    People,
    /// The facilitator's way of working; it is chosen, not typed.
    Style,
}

/// The words of one field.
struct Entry {
    name: Name,
    editor: Editor,
    /// The words that say what the session has.
    settled: String,
    /// The words that were last read.
    read: String,
}

/// All fields, and the one that has the caret.
pub(super) struct Form {
    entries: Vec<Entry>,
    at: Name,
}

impl Name {
    /// All fields in their order.
    pub(super) const ALL: [Self; 7] =
        [Self::Title, Self::Client, Self::Alias, Self::When, Self::Place, Self::People, Self::Style];

    /// What stands before it.
    pub(super) fn label(self, texts: &Texts) -> &'static str {
        let prepare = texts.prepare;
        match self {
            Self::Title => prepare.title,
            Self::Client => prepare.client,
            Self::Alias => prepare.alias,
            Self::When => prepare.when,
            Self::Place => prepare.place,
            Self::People => prepare.people,
            Self::Style => prepare.style,
        }
    }

    /// The words that say what the session has.
    pub(super) fn words(self, session: &Session) -> String {
        let client = session.client.as_ref();
        match self {
            Self::Title => session.title.clone(),
            Self::Client => client.map(|client| client.name.clone()).unwrap_or_default(),
            Self::Alias => client.map(|client| client.alias.clone()).unwrap_or_default(),
            Self::When => date::plain(session),
            Self::Place => session.place.clone(),
            Self::People => roster::line(session),
            Self::Style => String::new(),
        }
    }
}

impl Entry {
    fn set(&mut self, words: &str) {
        self.editor.set(words);
        self.settle();
    }

    fn settle(&mut self) {
        self.editor.text().clone_into(&mut self.settled);
        self.settled.clone_into(&mut self.read);
    }

    fn is_settled(&self) -> bool {
        self.editor.text() == self.settled
    }
}

impl Form {
    /// The fields of this session; a title that nobody has typed yet only shines through.
    pub(super) fn of(session: &Session, is_new: bool) -> Self {
        let entry = |name: Name| {
            let words = if is_new && name == Name::Title { String::new() } else { name.words(session) };
            let mut entry = Entry { name, editor: Editor::default(), settled: String::new(), read: String::new() };
            entry.set(&words);
            entry
        };
        let typed = Name::ALL.into_iter().filter(|name| *name != Name::Style);
        Self { entries: typed.map(entry).collect(), at: Name::Title }
    }

    /// The field that has the caret.
    pub(super) fn at(&self) -> Name {
        self.at
    }

    /// Goes one field on or back; false at the end.
    pub(super) fn step(&mut self, is_on: bool) -> bool {
        let open: Vec<Name> = Name::ALL.into_iter().filter(|name| self.is_open(*name)).collect();
        let here = open.iter().position(|name| *name == self.at).unwrap_or(0);
        let target = if is_on { Some(here + 1) } else { here.checked_sub(1) };
        let Some(name) = target.and_then(|target| open.get(target)) else { return false };
        self.at = *name;
        true
    }

    /// Nobody needs another name for "just me".
    fn is_open(&self, name: Name) -> bool {
        name != Name::Alias || !self.text(Name::Client).trim().is_empty()
    }

    /// The editor of a field; none for the one that is chosen.
    pub(super) fn editor(&self, name: Name) -> Option<&Editor> {
        self.entries.iter().find(|entry| entry.name == name).map(|entry| &entry.editor)
    }

    /// The editor that has the caret.
    pub(super) fn editor_here(&mut self) -> Option<&mut Editor> {
        self.entry(self.at).map(|entry| &mut entry.editor)
    }

    /// The words in a field.
    pub(super) fn text(&self, name: Name) -> &str {
        self.editor(name).map_or("", Editor::text)
    }

    fn entry(&mut self, name: Name) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.name == name)
    }

    /// Whether the session has all that was typed.
    pub(super) fn is_settled(&self) -> bool {
        self.entries.iter().all(Entry::is_settled)
    }

    /// Whether the words of a field were read and the session has them not.
    pub(super) fn is_stuck(&self, name: Name) -> bool {
        let mut entries = self.entries.iter();
        entries.any(|entry| entry.name == name && !entry.is_settled() && entry.editor.text() == entry.read)
    }

    /// What is missing to the name of a known client, where the caret is behind its beginning.
    pub(super) fn completion(&self, world: &World) -> Option<String> {
        let editor = self.editor(Name::Client)?;
        let is_at_end = self.at == Name::Client && editor.cursor() == editor.text().len();
        client::rest(editor.text(), world).filter(|_| is_at_end)
    }

    /// Spells a known client as before and gives it the alias it had; the alias of another known client goes.
    pub(super) fn recognise(&mut self, world: &World) {
        let Some(entry) = self.entry(Name::Client).filter(|entry| !entry.is_settled()) else { return };
        let other = client::known(&entry.settled, world);
        let known = client::known(entry.editor.text(), world);
        if let Some(known) = known {
            entry.editor.set(&known.name);
        }
        let is_free = |words: &str| words.is_empty() || other.is_some_and(|other| other.alias == words);
        if let Some(alias) = self.entry(Name::Alias).filter(|alias| is_free(alias.editor.text())) {
            alias.editor.set(known.map_or("", |known| known.alias.as_str()));
        }
    }

    /// The edit that the words of a field ask for, if any; `ids` are for people who join.
    ///
    /// # Errors
    /// When they should be a date and are none.
    pub(super) fn change(
        &self,
        name: Name,
        session: &Session,
        world: &World,
        ids: &mut IdSource,
    ) -> Result<Option<Change>, DateError> {
        if self.entries.iter().any(|entry| entry.name == name && entry.is_settled()) {
            return Ok(None);
        }
        let words = self.text(name).trim();
        let detail = match name {
            Name::Title if words.is_empty() => None,
            Name::Title => Some(Detail::Title(words.to_owned())),
            Name::Client | Name::Alias => {
                let text = |name| self.text(name).trim();
                return Ok(client::change(session, text(Name::Client), text(Name::Alias), world));
            }
            Name::When if words.is_empty() => Some(Detail::Scheduled(None)),
            Name::When => {
                let when = date::read(words, session, world)?;
                let length = when.length.map(|length| Change::Detail(Detail::Length(length)));
                let start = metrics::reschedule(session, when.at);
                return Ok(Some(Change::All(std::iter::once(start).chain(length).collect())));
            }
            Name::Place => Some(Detail::Place(words.to_owned())),
            Name::People => return Ok(Some(roster::change(session, words, ids))),
            Name::Style => None,
        };
        Ok(detail.map(Change::Detail))
    }

    /// Remembers that the words of a field were read, and whether the session has them now.
    pub(super) fn mark(&mut self, name: Name, is_kept: bool) {
        if let Some(entry) = self.entry(name) {
            entry.editor.text().clone_into(&mut entry.read);
            if is_kept {
                entry.settle();
            }
        }
    }

    /// Shows what the session has in every field where that changed.
    pub(super) fn refresh(&mut self, before: &Session, after: &Session) {
        for entry in &mut self.entries {
            let words = entry.name.words(after);
            if words != entry.name.words(before) {
                entry.set(&words);
            }
        }
    }
}

/// The next style, or the one before, in a circle.
pub(super) fn turned(style: Style, is_on: bool) -> Style {
    let all = Style::ALL;
    let here = all.iter().position(|each| *each == style).unwrap_or(0);
    let step = if is_on { 1 } else { all.len() - 1 };
    all.get((here + step) % all.len()).copied().unwrap_or_default()
}
