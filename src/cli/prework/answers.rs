//! Answers to a form: whose they are, what was taken in, and what is missing.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use uuid::Uuid;

use super::{Desk, person, questions, with_form};
use crate::cli::call::{Call, ids};
use crate::cli::failure::{Exit, Failure};
use crate::cli::find;
use crate::lang::Texts;
use crate::model::id::ItemId;
use crate::model::library::Volume;
use crate::model::prework::asked::Readiness;
use crate::model::prework::{Address, Reading};
use crate::model::session::Session;
use crate::store::{StoreError, file, mail};

/// Read an answered form back into its session, whatever the mail made of it
#[derive(Debug, Args)]
pub(super) struct ReadBack {
    /// The mail as a text file; - for standard input
    file: PathBuf,
    /// The session, where the form does not say it any more
    #[arg(long, value_name = "SESSION")]
    session: Option<PathBuf>,
    /// Who answered, where the form does not say it any more
    #[arg(long = "for", value_name = "NAME")]
    name: Option<String>,
}

/// What scripts are told of answers.
#[derive(Serialize)]
struct Card<'a> {
    session: Uuid,
    path: String,
    person: &'a str,
    name: &'a str,
    questions: usize,
    answered: usize,
    prepared: Option<&'static str>,
    missing: Vec<Missing<'a>>,
    remarks: &'a [String],
    left_out: &'a [String],
    changed: bool,
}

#[derive(Serialize)]
struct Missing<'a> {
    number: u32,
    question: &'a str,
}

impl ReadBack {
    pub(super) fn run(self, call: &mut Call) -> Result<(), Failure> {
        let mail = mail::text(&self.bytes()?);
        let address = Address::find(&mail);
        let mut desk = Desk::with(&self.volume(address.as_ref(), call)?, call)?;
        let session = &desk.volume.session;
        let texts = Texts::of(&session.language);
        let person = self.person(address.as_ref(), session, call.texts)?;
        let mark = address.unwrap_or_else(|| super::address(session, &person));
        // A file that lost its questions is answered as the one it would be.
        let is_asked = !session.asked(&person).is_empty();
        let asks = if is_asked { Vec::new() } else { questions(session, &[], call)? };
        desk.change(|session| session.ask(&person, &asks, &mut ids()))?;
        let session = &desk.volume.session;
        let reading = with_form(session, mark, &session.asked(&person), texts, |form| form.read(&mail))
            .map_err(|_| Failure::new(Exit::NotValid, call.texts.prework.unread))?;
        desk.change(|session| session.take_in(&person, &reading, &mut ids()))?;
        desk.save()?;
        tell(&desk, &person, &reading, call)
    }

    fn bytes(&self) -> Result<Vec<u8>, Failure> {
        if self.file != Path::new("-") {
            return Ok(file::read(&self.file)?.bytes);
        }
        let mut bytes = Vec::new();
        let read = std::io::stdin().take(file::LARGEST + 1).read_to_end(&mut bytes);
        read.map_err(|source| StoreError::Unreadable { path: self.file.clone(), source })?;
        Ok(bytes)
    }

    /// The session that the form is of; one that is named must be the same.
    fn volume(&self, address: Option<&Address>, call: &Call) -> Result<Volume, Failure> {
        let named = self.session.as_ref().map(|words| find::session(call, words)).transpose()?;
        let own = |id: Uuid| find::session(call, Path::new(&id.to_string())).ok();
        match (named, address) {
            (Some(named), Some(address)) if address.session != named.session.id => {
                let texts = call.texts.prework;
                let theirs = own(address.session).map_or(address.session.to_string(), |theirs| theirs.session.title);
                let words = (texts.other_session)(&theirs, &named.session.title);
                Err(Failure::new(Exit::NotValid, words).and(texts.unread))
            }
            (Some(named), _) => Ok(named),
            (None, Some(address)) => own(address.session).ok_or_else(|| {
                Failure::new(Exit::NotFound, (call.texts.prework.no_session)(&address.session.to_string()))
            }),
            (None, None) => {
                Err(Failure::new(Exit::NotValid, (call.texts.prework.no_mark)(&self.file.to_string_lossy())))
            }
        }
    }

    /// Whose answers they are; a person who is named must be the one of the form.
    fn person(&self, address: Option<&Address>, session: &Session, texts: &Texts) -> Result<ItemId, Failure> {
        let words = texts.prework;
        let named = self.name.as_ref().map(|name| person(session, name, texts)).transpose()?;
        let address = address.filter(|address| address.session == session.id);
        let marked =
            address.and_then(|address| session.participants.iter().find(|who| who.id.as_str() == address.person));
        match (named, marked) {
            (Some((named, name)), Some(marked)) if named != marked.id => {
                let words = (words.other_person)(marked.text("name"), &name);
                Err(Failure::new(Exit::NotValid, words).and(texts.prework.unread))
            }
            (Some((named, _)), _) => Ok(named),
            (None, Some(marked)) => Ok(marked.id.clone()),
            (None, None) if address.is_some() => Err(Failure::new(Exit::NotFound, (words.gone)(&session.title))),
            (None, None) => Err(Failure::new(Exit::NotValid, (words.no_mark)(&self.file.to_string_lossy()))),
        }
    }
}

/// Says what was taken in, what is missing, and what was kept beside.
fn tell(desk: &Desk, person: &ItemId, reading: &Reading, call: &mut Call) -> Result<(), Failure> {
    let (volume, session) = (&desk.volume, &desk.volume.session);
    let words = call.texts.prework;
    let asked = session.asked(person);
    let missing: Vec<Missing<'_>> = asked
        .iter()
        .filter(|(_, item)| item.text("text").is_empty())
        .map(|(number, item)| Missing { number: *number, question: item.text("question") })
        .collect();
    let (questions, answered, name) = (asked.len(), asked.len() - missing.len(), session.person(person.as_str()));
    if call.voice.is_json {
        let prepared = session.find(person).and_then(|(.., who)| Readiness::of(who)).map(Readiness::word);
        return Ok(call.voice.json(&Card {
            session: session.id,
            path: volume.path.to_string_lossy().into_owned(),
            person: person.as_str(),
            name,
            questions,
            answered,
            prepared,
            missing,
            remarks: &reading.unplaced,
            left_out: &reading.left_out,
            changed: desk.is_changed(),
        })?);
    }
    call.voice.line(&(words.answered)(name, answered, questions))?;
    if !missing.is_empty() {
        call.voice.line(&(words.missing)(missing.len()))?;
    }
    for Missing { number, question } in &missing {
        call.voice.line(&format!("  [q{number}] {question}"))?;
    }
    if !reading.unplaced.is_empty() {
        call.voice.line(&(words.remarks)(name, reading.unplaced.len()))?;
    }
    for line in reading.unplaced.iter().flat_map(|passage| passage.lines()) {
        call.voice.line(&format!("  {line}"))?;
    }
    if !desk.is_changed() {
        call.voice.aside(words.known);
    }
    call.voice.next(&format!("offsite show {}", find::word(volume)));
    Ok(())
}
