//! `offsite prework`: questions that people answer before a session, out as a form and back as answers.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde::Serialize;
use uuid::Uuid;

use super::call::{Call, ids};
use super::failure::{Exit, Failure};
use super::{find, templates};
use crate::lang::Texts;
use crate::model::change::Change;
use crate::model::id::ItemId;
use crate::model::item::Item;
use crate::model::library::Volume;
use crate::model::prework::asked::Ask;
use crate::model::prework::{Address, Form, Question};
use crate::model::session::Session;
use crate::store::{Flaw, Shelf, StoreError};

mod answers;

use answers::ReadBack;

/// Send questions ahead of a session, and read the answers back into it
#[derive(Debug, Args)]
pub(super) struct Prework {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Form(FormOf),
    Read(ReadBack),
}

/// Print the form for one person, as plain text that can be mailed
#[derive(Debug, Args)]
struct FormOf {
    /// A path, an id, or enough of the name
    session: PathBuf,
    /// Who answers it: a participant
    #[arg(long = "for", value_name = "NAME")]
    name: String,
    /// The template whose questions are asked; otherwise those that belong to the session, else its opening’s
    #[arg(long, value_name = "ID")]
    template: Vec<String>,
}

/// What scripts are told of a form.
#[derive(Serialize)]
struct FormCard<'a> {
    session: Uuid,
    person: &'a str,
    name: &'a str,
    questions: usize,
    text: &'a str,
}

/// A session that is worked on, with the shelf that has read it and notices what others write meanwhile.
struct Desk {
    shelf: Shelf,
    volume: Volume,
    before: Session,
    texts: &'static Texts,
}

impl Desk {
    fn with(found: &Volume, call: &Call) -> Result<Self, Failure> {
        let shelf = call.shelf();
        let volume = shelf.open(&found.path)?;
        Ok(Self { shelf, before: volume.session.clone(), volume, texts: call.texts })
    }

    /// Makes an edit, which a closed session refuses.
    fn change(&mut self, make: impl FnOnce(&Session) -> Change) -> Result<(), Failure> {
        let session = &mut self.volume.session;
        let (words, title, change) = (self.texts.prework, session.title.clone(), make(session));
        let closed = |_| Failure::new(Exit::CouldNot, (words.closed)(&title)).and(words.unread);
        if change.is_empty() { Ok(()) } else { session.apply(change).map(drop).map_err(closed) }
    }

    /// Whether anything is another than it was.
    fn is_changed(&self) -> bool {
        self.volume.session != self.before
    }

    /// Writes the session where it has changed, and nobody else works on it.
    fn save(&mut self) -> Result<(), Failure> {
        if !self.is_changed() {
            return Ok(());
        }
        let lock = self.shelf.lock(self.volume.session.id);
        if matches!(lock, Ok(None)) {
            return Err(Failure::from(StoreError::Busy { path: self.volume.path.clone() }));
        }
        self.volume.path = self.shelf.save(&self.volume.session, &self.volume.path)?;
        Ok(())
    }
}

impl Prework {
    pub(super) fn run(self, call: &mut Call) -> Result<(), Failure> {
        match self.what {
            What::Form(form) => form.run(call),
            What::Read(read) => read.run(call),
        }
    }
}

impl FormOf {
    fn run(self, call: &mut Call) -> Result<(), Failure> {
        let mut desk = Desk::with(&find::session(call, &self.session)?, call)?;
        let texts = Texts::of(&desk.volume.session.language);
        let (person, name) = person(&desk.volume.session, &self.name, call.texts)?;
        if !self.template.is_empty() || desk.volume.session.asked(&person).is_empty() {
            let asks = questions(&desk.volume.session, &self.template, call)?;
            desk.change(|session| session.ask(&person, &asks, &mut ids()))?;
            desk.save()?;
        }
        let session = &desk.volume.session;
        let questions = session.asked(&person);
        let is_wanted =
            |item: &Item| self.template.is_empty() || self.template.iter().any(|id| item.text("template") == id);
        let questions: Vec<_> = questions.into_iter().filter(|(_, item)| is_wanted(item)).collect();
        let text = with_form(session, address(session, &person), &questions, texts, |form| form.write());
        if call.voice.is_json {
            let (session, person, questions) = (session.id, person.as_str(), questions.len());
            call.voice.json(&FormCard { session, person, name: &name, questions, text: &text })?;
        } else {
            for line in text.lines() {
                call.voice.line(line)?;
            }
        }
        call.voice.next("offsite prework read ANSWER.txt");
        Ok(())
    }
}

/// The participant with this name, or with the one beginning like it.
fn person(session: &Session, name: &str, texts: &Texts) -> Result<(ItemId, String), Failure> {
    let words = texts.prework;
    if let Some(person) = session.participant_named(name.trim()) {
        return Ok((person.id.clone(), person.text("name").to_owned()));
    }
    let names: Vec<&str> = session.participants.iter().map(|person| person.text("name")).collect();
    if names.is_empty() {
        return Err(Failure::new(Exit::NotFound, (words.nobody)(&session.title)));
    }
    let known = names.iter().map(|name| (*name).to_owned()).collect();
    let guess = Flaw::UnknownWord { word: name.to_owned(), known };
    let guess = guess.nearest().unwrap_or_default();
    Err(Failure::new(Exit::NotFound, (words.no_person)(name, guess)).and(&(words.people)(&names.join(", "))))
}

/// The questions of these templates; without any, those that prepare the session.
fn questions(session: &Session, wanted: &[String], call: &Call) -> Result<Vec<Ask>, Failure> {
    let own: Vec<String> = session.forms().map(str::to_owned).collect();
    let wanted = if wanted.is_empty() { own.as_slice() } else { wanted };
    let mut asks = Vec::new();
    for id in wanted {
        let known = templates::named(call, id)?.template.asks(&session.language);
        if known.is_empty() {
            return Err(Failure::new(Exit::CouldNot, (call.texts.prework.nothing_to_ask)(id)));
        }
        asks.extend(known);
    }
    let asks = if asks.is_empty() { session.opening_asks() } else { asks };
    if asks.is_empty() {
        return Err(Failure::new(Exit::CouldNot, (call.texts.prework.nothing_to_ask)(&session.template)));
    }
    Ok(asks)
}

fn address(session: &Session, person: &ItemId) -> Address {
    Address { session: session.id, person: person.to_string() }
}

/// Hands the form of these questions over.
fn with_form<T>(
    session: &Session,
    address: Address,
    questions: &[(u32, &Item)],
    texts: &Texts,
    then: impl FnOnce(Form<'_>) -> T,
) -> T {
    let words = texts.prework;
    let title = (words.title)(session.person(&address.person));
    let asked = |(number, item): &(u32, &Item)| {
        let mark = if item.flag("private") { words.private } else { "" };
        (*number, format!("{} {mark}", item.text("question")).trim().to_owned(), item.text("hint").to_owned())
    };
    let asked: Vec<(u32, String, String)> = questions.iter().map(asked).collect();
    let questions = asked.iter().map(|(number, ask, hint)| Question { number: *number, ask, hint }).collect();
    then(Form { address, title: &title, intro: words.intro, closing: words.closing, questions })
}
