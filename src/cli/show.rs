//! `offsite show`: one session to read.

use std::path::PathBuf;

use clap::Args;

use super::call::Call;
use super::failure::Failure;
use super::find;
use crate::lang::Texts;
use crate::model::field::{FieldKind, Sign};
use crate::model::item::Item;
use crate::model::library::{Library, Volume};
use crate::model::session::Session;
use crate::model::sheet::alignment::Matrix;
use crate::model::sheet::options::is_silent;
use crate::model::sheet::{Shape, SheetKind};
use crate::model::stage::{Sheet, Stage};
use crate::tui::glyphs::Glyphs;
use crate::tui::widgets::{matrix, measure, record};

/// Print a session: its stages with what was said, and what became of it.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// A path, an id, or enough of the name
    session: PathBuf,
}

impl Show {
    pub(super) fn run(self, call: &mut Call) -> Result<(), Failure> {
        let volume = find::session(call, &self.session)?;
        if call.voice.is_json {
            return Ok(call.voice.json(&volume.session)?);
        }
        // The goals of an alignment may be those of an earlier session.
        let is_aligned = volume.session.sheets().any(|(_, sheet)| sheet.kind == SheetKind::Alignment);
        let library = if is_aligned { call.library() } else { Library::default() };
        let page = Page {
            session: &volume.session,
            earlier: library.before(&volume.session),
            texts: call.texts,
            glyphs: call.looks.glyphs,
            lines: Vec::new(),
        };
        for line in page.written(&volume) {
            call.voice.line(&line)?;
        }
        let next =
            if volume.session.state.is_locked() { "plan".to_owned() } else { format!("run {}", find::word(&volume)) };
        call.voice.next(&format!("offsite {next}"));
        Ok(())
    }
}

/// A session on its way to becoming lines.
struct Page<'a> {
    session: &'a Session,
    earlier: Vec<&'a Session>,
    texts: &'a Texts,
    glyphs: &'static Glyphs,
    lines: Vec<String>,
}

impl Page<'_> {
    fn written(mut self, volume: &Volume) -> Vec<String> {
        self.head();
        if volume.is_read_only {
            self.say(0, self.texts.cli.newer);
        }
        for stage in &self.session.stages {
            self.stage(stage);
        }
        let shared: Vec<&Item> = self.session.parked.iter().filter(|item| !item.flag("private")).collect();
        if !shared.is_empty() {
            self.heading(self.texts.review.parked);
            for item in shared {
                self.say(2, &format!("- {}", record::name(item)));
            }
        }
        self.prework();
        let is_private = |items: &[Item]| items.iter().filter(|item| item.flag("private")).count();
        let asides = is_private(&self.session.parked) + is_private(&self.session.prework) + self.session.notes.len();
        let kept = asides + self.session.sheets().map(|(_, sheet)| is_private(&sheet.items)).sum::<usize>();
        if kept > 0 {
            self.heading(&(self.texts.cli.private)(kept));
        }
        self.lines
    }

    /// What people answered before the session, where it is not private.
    fn prework(&mut self) {
        let shared = |item: &&Item| !item.flag("private") && !item.text("text").is_empty();
        let items: Vec<&Item> = self.session.prework.iter().filter(shared).collect();
        if !items.is_empty() {
            self.heading(self.texts.review.prework);
        }
        for item in items {
            self.say(2, &[self.session.person(item.text("person")), item.text("question")].join(": "));
            for line in item.text("text").lines() {
                self.say(4, line);
            }
        }
    }

    fn head(&mut self) {
        let (session, texts) = (self.session, self.texts);
        let title = if session.title.is_empty() { texts.frame.untitled } else { &session.title };
        self.say(0, title);
        let facts = [
            session.client_shown().to_owned(),
            session.day().map_or_else(String::new, texts.dates.long),
            (texts.word)(session.state.word()).to_owned(),
            (texts.dates.length)(session.length.into()),
            session.place.clone(),
        ];
        let facts: Vec<&str> = facts.iter().map(String::as_str).filter(|fact| !fact.is_empty()).collect();
        self.say(0, &facts.join(&format!(" {} ", self.glyphs.separator)));
        let people: Vec<&str> = session.in_room().map(|person| person.text("name")).collect();
        if !people.is_empty() {
            self.say(0, &(texts.cli.with)(&people.join(", ")));
        }
        if !session.closed_because.is_empty() {
            self.say(0, &(texts.cli.closed_because)(&session.closed_because));
        }
    }

    fn stage(&mut self, stage: &Stage) {
        self.heading(&format!("{}, {} min", stage.title, stage.current_minutes()));
        for sheet in &stage.sheets {
            let shape = sheet.kind.shape();
            if !sheet.setup.continues.is_empty() {
                let (home, _) = self.session.records_of(stage, sheet);
                self.say(2, &(self.texts.grid.continues)(&home.title));
            } else if shape == Shape::Metrics {
                self.measures(sheet);
            } else if shape == Shape::Alignment {
                self.alignment(sheet);
            } else {
                self.sheet(sheet);
            }
        }
    }

    /// A grid of numbers that line up.
    fn measures(&mut self, sheet: &Sheet) {
        let items: Vec<&Item> = sheet.items.iter().filter(|item| !item.flag("private")).collect();
        if items.is_empty() {
            return;
        }
        self.ask(sheet);
        for line in measure::lines(&items, &sheet.setup.periods, usize::MAX, (self.texts, self.glyphs)) {
            self.say(2, &line);
        }
    }

    /// Each goal with what the departments do for it.
    fn alignment(&mut self, sheet: &Sheet) {
        let mut shared = sheet.clone();
        shared.items.retain(|item| !item.flag("private"));
        if shared.items.is_empty() {
            return;
        }
        self.ask(sheet);
        let all = Matrix::of(self.session, &shared, &self.earlier);
        for goal in 0..all.goals.len() {
            self.say(2, &format!("- {}", matrix::goal(&all, goal, self.texts)));
            if all.is_goal_left_out(goal) {
                self.say(4, self.texts.grid.goal_left_out);
            }
            for department in 0..all.departments.len() {
                let words = matrix::words(&all, (goal, department));
                if !words.is_empty() {
                    self.say(4, &format!("{}: {words}", matrix::department(&all, department, self.texts)));
                }
            }
        }
    }

    fn ask(&mut self, sheet: &Sheet) {
        if let Some(prompt) = sheet.prompts.first() {
            self.say(2, &prompt.ask);
        }
    }

    fn sheet(&mut self, sheet: &Sheet) {
        let mut rest: Vec<&Item> =
            sheet.items.iter().filter(|item| !item.flag("private") && !is_silent(item)).collect();
        for prompt in &sheet.prompts {
            let answers: Vec<&Item> = sheet.answers(prompt).filter(|item| rest.contains(item)).collect();
            rest.retain(|item| !answers.contains(item));
            if !answers.is_empty() {
                self.say(2, &prompt.ask);
                self.items(sheet, &answers);
            }
        }
        self.items(sheet, &rest);
    }

    fn items(&mut self, sheet: &Sheet, items: &[&Item]) {
        for item in items {
            let mut words = self.words(sheet, item).into_iter();
            self.say(2, &format!("- {}", words.next().unwrap_or_default()));
            for line in words {
                self.say(4, &line);
            }
        }
    }

    /// What was said and, behind it, who, when and what else; further lines of a long text follow.
    fn words(&self, sheet: &Sheet, item: &Item) -> Vec<String> {
        let Some(slot) = sheet.slot(item.text("slot")) else { return vec![record::name(item).to_owned()] };
        let main = record::main_words(item, &slot, self.session, self.texts);
        let mut lines: Vec<String> = main.lines().map(str::to_owned).collect();
        let mut facts = Vec::new();
        for field in slot.fields.iter().skip(1) {
            let words = record::value(item, field, self.session, self.texts);
            match (field.sign, &field.kind) {
                _ if words.is_empty() => {}
                // The columns of a table are known by their names.
                (_, FieldKind::Number | FieldKind::Money) if !field.name.is_empty() => {
                    facts.push(format!("{} {}", field.name, (self.texts.grid.number)(&words)));
                }
                _ if !field.name.is_empty() => facts.push(format!("{} {words}", field.name)),
                (_, FieldKind::Page) => lines.extend(words.lines().map(str::to_owned)),
                (Some(Sign::Owner), _) | (_, FieldKind::Choice(_) | FieldKind::Offer(_)) => facts.push(words),
                _ => facts.push(format!("{} {words}", record::label(field, self.texts)).trim().to_owned()),
            }
        }
        if sheet.kind == SheetKind::Actions && item.value("status").is_none() {
            facts.push((self.texts.word)(item.status().word()).to_owned());
        }
        if lines.is_empty() {
            lines.push(String::new());
        }
        if let Some(first) = lines.first_mut()
            && !facts.is_empty()
        {
            let facts = facts.join(&format!(" {} ", self.glyphs.separator));
            *first = if first.is_empty() { facts } else { format!("{first} ({facts})") };
        }
        lines
    }

    fn heading(&mut self, words: &str) {
        self.lines.push(String::new());
        self.say(0, words);
    }

    fn say(&mut self, indent: usize, words: &str) {
        self.lines.push(format!("{:indent$}{words}", ""));
    }
}
