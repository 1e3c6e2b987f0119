//! One field of a form: what stands in it, and what typed words stand for.

use serde_json::Value;

use crate::lang::Texts;
use crate::model::field::{Field, FieldKind, LinkTo};
use crate::model::item::Item;
use crate::model::merge;
use crate::model::session::Session;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::record;

/// One field being filled.
pub(super) struct Row {
    pub(super) field: Field,
    pub(super) editor: Editor,
    /// What it said when it was not typed in yet.
    pub(super) before: String,
}

impl Row {
    pub(super) fn of(item: &Item, field: Field, home: &Session, texts: &Texts) -> Self {
        let before = words(item, &field, home, texts);
        let mut editor = match &field.kind {
            FieldKind::Page => Editor::page(&before),
            _ => Editor::line(&before),
        };
        // A long text shows its beginning.
        if before.chars().count() > 48 {
            editor.set_cursor(0);
        }
        Self { field, editor, before }
    }

    /// What its words stand for; none where nothing is called so.
    pub(super) fn resolved(&self, session: &Session) -> Option<String> {
        resolve(&self.field.kind, self.editor.text(), session)
    }

    /// Goes along with an item that somebody else has changed. Words that were typed on top of others are merged with
    /// what stands there now, or stand before it.
    pub(super) fn follow(&mut self, item: &Item, session: &Session, texts: &Texts) {
        let now = words(item, &self.field, session, texts);
        if now == self.before {
            return;
        }
        let typed = self.editor.text();
        let is_untouched = typed == self.before || typed == now;
        let gap = if matches!(self.field.kind, FieldKind::Page) { "\n\n" } else { " / " };
        let apart = || if now.is_empty() { typed.to_owned() } else { format!("{}{gap}{now}", typed.trim_end()) };
        let both =
            if is_untouched { now.clone() } else { merge::text(&self.before, typed, &now).unwrap_or_else(apart) };
        self.editor.set(&both);
        self.before = now;
    }
}

/// A field as it is typed: a person by name, a link by the name of what it points at, a word as people say it.
fn words(item: &Item, field: &Field, session: &Session, texts: &Texts) -> String {
    match (&field.kind, item.value(&field.key)) {
        (_, None) => String::new(),
        (FieldKind::Person, Some(Value::String(person))) => session.person(person).to_owned(),
        (FieldKind::Link(to), Some(Value::String(link))) => linked(*to, link, session).to_owned(),
        (FieldKind::Links(to), Some(Value::Array(links))) => {
            let names = links.iter().filter_map(Value::as_str).map(|link| linked(*to, link, session));
            names.collect::<Vec<_>>().join("; ")
        }
        (FieldKind::Choice(words) | FieldKind::Offer(words), Some(Value::String(id))) => {
            Some(record::word(words, id, texts)).filter(|word| !word.is_empty()).unwrap_or(id).to_owned()
        }
        (_, Some(Value::String(text))) => text.clone(),
        (kind, Some(Value::Array(list))) => list
            .iter()
            .filter_map(Value::as_str)
            .map(|word| record::tag(word, kind, texts))
            .collect::<Vec<_>>()
            .join(", "),
        (FieldKind::Flag, Some(Value::Bool(flag))) => (texts.word)(if *flag { "yes" } else { "no" }).to_owned(),
        (_, Some(other)) => record::number(other, texts),
    }
}

/// The name of what a link points at; the link itself where that is not of this session.
fn linked<'a>(to: LinkTo, link: &'a str, session: &'a Session) -> &'a str {
    session.targets(to).find(|target| target.id.as_str() == link).map_or(link, record::name)
}

/// What typed words stand for; links are typed by number, or by a piece of the name of what they point at.
fn resolve(kind: &FieldKind, words: &str, session: &Session) -> Option<String> {
    match kind {
        FieldKind::Link(to) => link(*to, words, session),
        FieldKind::Links(to) => {
            let is_number = |piece: &str| piece.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || c == ',');
            let pieces = words.split(';').flat_map(|piece| {
                let parts = |c: char| is_number(piece) && !c.is_ascii_digit();
                piece.split(parts).filter(|part| !part.trim().is_empty()).collect::<Vec<_>>()
            });
            let links: Option<Vec<String>> = pieces.map(|piece| link(*to, piece, session)).collect();
            Some(links?.join(";"))
        }
        _ => Some(words.to_owned()),
    }
}

fn link(to: LinkTo, words: &str, session: &Session) -> Option<String> {
    let wanted = words.trim().to_lowercase();
    if wanted.is_empty() || wanted.contains('/') {
        return Some(words.trim().to_owned());
    }
    let by_number = wanted.parse::<usize>().ok().and_then(|number| session.targets(to).nth(number.checked_sub(1)?));
    let lower = |item: &&Item| record::name(item).to_lowercase();
    let found = by_number
        .or_else(|| session.targets(to).find(|item| lower(item) == wanted))
        .or_else(|| session.targets(to).find(|item| lower(item).contains(&wanted)));
    found.map(|item| item.id.to_string())
}
