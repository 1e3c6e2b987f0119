//! Somebody who works in a session at random until their time is up, and knows every word that the screen has shown.

use std::time::{Duration, Instant};

use super::ledger::{Kind, Ledger, Word};
use super::{FORMS_SURVIVE, PASTES_SURVIVE, SIZE};
use crate::support::dice::Dice;
use crate::support::room::Room;
use crate::support::terminal::Terminal;

/// Time is up: the program is to be ended now.
pub(super) struct Over;

pub(super) type Step = Result<(), Over>;

/// How long a key may take to have its effect; a step whose key has none is left out.
const ANSWER: Duration = Duration::from_millis(400);
/// A screen on which nothing was written for so long has settled.
const QUIET: Duration = Duration::from_millis(25);

pub(super) struct Player<'a> {
    pub(super) room: &'a Room,
    pub(super) terminal: Terminal,
    pub(super) dice: &'a mut Dice,
    pub(super) ledger: &'a mut Ledger,
    /// What was done, for whoever has to understand a loss.
    pub(super) diary: Vec<String>,
    deadline: Instant,
}

impl<'a> Player<'a> {
    pub(super) fn new(room: &'a Room, terminal: Terminal, dice: &'a mut Dice, ledger: &'a mut Ledger) -> Self {
        Self { room, terminal, dice, ledger, diary: Vec::new(), deadline: Instant::now() + Duration::from_mins(10) }
    }

    /// Works until the time is up.
    pub(super) fn works_for(&mut self, time: Duration) {
        self.deadline = Instant::now() + time;
        while self.step().is_ok() {}
    }

    fn step(&mut self) -> Step {
        self.close_closing()?;
        match self.dice.between(0, 99) {
            0..30 => self.answer(),
            30..40 => self.wander(),
            40..48 => self.jump(),
            48..58 => self.change(),
            58..66 => self.aside(),
            66..72 => self.form(),
            72..80 => self.decide(),
            80..85 => self.take_back("u", "undo"),
            85..88 => self.take_back("d", "delete"),
            88..92 => self.resize(),
            92..96 => self.paste(),
            _ => self.pause(),
        }
    }

    fn note(&mut self, what: impl Into<String>) {
        self.diary.push(what.into());
    }

    /// Watches the screen until it shows what is wanted; false when it does not in this time.
    pub(super) fn wait(
        &mut self,
        patience: Duration,
        wanted: impl Fn(&Terminal, &Ledger) -> bool,
    ) -> Result<bool, Over> {
        let until = Instant::now() + patience;
        loop {
            self.ledger.look(&self.terminal.shown());
            if wanted(&self.terminal, self.ledger) {
                return Ok(true);
            }
            let now = Instant::now();
            if now >= self.deadline {
                return Err(Over);
            }
            if now >= until {
                return Ok(false);
            }
            self.terminal.take(until.min(self.deadline).saturating_duration_since(now).min(Duration::from_millis(20)));
        }
    }

    /// Watches the screen until it has come to rest.
    pub(super) fn settle(&mut self) -> Step {
        while Instant::now() < self.deadline && self.terminal.take(QUIET) {
            self.ledger.look(&self.terminal.shown());
        }
        self.ledger.look(&self.terminal.shown());
        if Instant::now() < self.deadline { Ok(()) } else { Err(Over) }
    }

    /// Keys whose effect is seen in the caret alone.
    fn press_until_caret(&mut self, keys: &str, is_wanted: bool) -> Result<bool, Over> {
        self.terminal.press(keys);
        self.wait(ANSWER, |terminal, _| terminal.has_caret() == is_wanted)
    }

    /// Until keys are commands. What stands in the line of another answer is left as it was.
    pub(super) fn stop_typing(&mut self) -> Step {
        for _ in 0..3 {
            if !self.terminal.has_caret() {
                break;
            }
            let shown = self.terminal.shown();
            if shown.contains("back, unchanged") {
                self.ledger.let_go(|word| word.kind == Kind::Change);
            }
            // A box that came back is thrown away with whatever stood in it, out of sight too.
            if shown.contains('╭') {
                let files = self.room.sessions();
                let boxed = [Kind::Aside, Kind::Form, Kind::Decision, Kind::Paste];
                let is_in_it = |word: &Word| boxed.contains(&word.kind) || shown.contains(&word.text);
                self.ledger.let_go(|word| is_in_it(word) && !files.contains(&word.text));
            }
            self.note("esc");
            self.press_until_caret("\u{1b}", false)?;
        }
        self.settle()
    }

    /// Until keys are letters, where they can be.
    pub(super) fn start_typing(&mut self) -> Result<bool, Over> {
        if !self.terminal.has_caret() {
            self.settle()?;
            self.note("a");
            return self.press_until_caret("a", true);
        }
        Ok(true)
    }

    fn is_page(&self) -> bool {
        self.terminal.shown().contains("keep and go on")
    }

    /// Where only numbers are taken, refused words would pile up in a line of one row and go out of sight.
    fn is_ticked(&self) -> bool {
        self.terminal.shown().contains("Have you settled these five?")
    }

    /// Types some new words, now quickly and now slowly.
    fn type_words(&mut self, kind: Kind, is_waiting: bool) -> Result<Vec<String>, Over> {
        let count = self.dice.between(1, 3);
        let words: Vec<String> = (0..count).map(|_| self.ledger.coin(kind, is_waiting)).collect();
        self.note(format!("{kind:?} {}", words.join(" ")));
        let pause = self.dice.between(0, 12);
        for word in &words {
            if pause < 4 {
                self.terminal.press(&format!(" {word}"));
                continue;
            }
            for letter in format!(" {word}").chars() {
                self.terminal.press(&letter.to_string());
                self.wait(Duration::from_millis(pause), |_, _| false)?;
            }
        }
        if let Some(last) = words.last() {
            self.wait(Duration::from_secs(2), |terminal, _| terminal.shown().contains(last))?;
        }
        Ok(words)
    }

    fn answer(&mut self) -> Step {
        if self.is_ticked() || !self.start_typing()? {
            return Ok(());
        }
        let is_page = self.is_page();
        let is_change = self.terminal.shown().contains("back, unchanged");
        let kind = match (is_page, is_change) {
            (true, _) => Kind::Page,
            (_, true) => Kind::Change,
            _ => Kind::Line,
        };
        self.type_words(kind, false)?;
        if is_page && self.dice.falls(50) {
            self.terminal.press("\u{1b}\r");
            self.settle()?;
            self.type_words(kind, false)?;
        }
        if self.dice.falls(75) {
            self.enter()?;
        }
        Ok(())
    }

    /// Keeps what stands in the line, if keys are letters.
    pub(super) fn keep_line(&mut self) -> Step {
        if self.terminal.has_caret() { self.enter() } else { Ok(()) }
    }

    fn enter(&mut self) -> Step {
        self.note("enter");
        self.terminal.press("\r");
        self.settle()
    }

    /// Leafs through the questions; what is half-typed waits where it was.
    fn wander(&mut self) -> Step {
        self.stop_typing()?;
        let key = if self.dice.falls(70) { "n" } else { "p" };
        for _ in 0..self.dice.between(1, 5) {
            self.note(key);
            self.terminal.press(key);
            self.settle()?;
        }
        self.close_closing()
    }

    /// After the last question it is asked whether this is the end: not yet.
    pub(super) fn close_closing(&mut self) -> Step {
        if self.terminal.shown().contains("Close the session") {
            self.note("esc, not yet");
            self.terminal.press("\u{1b}");
            self.settle()?;
        }
        Ok(())
    }

    fn jump(&mut self) -> Step {
        let stage = self.dice.between(0, 11);
        self.jump_to(stage)
    }

    pub(super) fn jump_to(&mut self, stage: u64) -> Step {
        self.stop_typing()?;
        self.note(format!("to stage {stage}"));
        for key in ["s", "g"].into_iter().chain((0..stage).map(|_| "j")).chain(["\r"]) {
            self.terminal.press(key);
            self.wait(Duration::from_millis(8), |_, _| false)?;
        }
        self.settle()
    }

    /// Adds to an earlier answer.
    fn change(&mut self) -> Step {
        self.stop_typing()?;
        for _ in 0..self.dice.between(0, 2) {
            self.terminal.press("k");
        }
        self.note("enter, to change");
        if self.terminal.shown().contains("decide") || !self.press_until_caret("\r", true)? {
            return Ok(());
        }
        self.settle()?;
        self.answer()
    }

    fn aside(&mut self) -> Step {
        let is_thought = self.dice.falls(50);
        let (key, title) = if is_thought { ("\u{f}", "Park a thought") } else { ("N", "A note for you alone") };
        if !is_thought {
            self.stop_typing()?;
        }
        self.note(title);
        self.terminal.press(key);
        if !self.wait(ANSWER, |terminal, _| terminal.shown().contains(title))? {
            return Ok(());
        }
        self.type_words(Kind::Aside, false)?;
        self.enter()
    }

    /// A form or a decision: kept with the whole.
    fn keep_whole(&mut self, kind: Kind, words: &[String]) -> Step {
        self.enter()?;
        if self.wait(ANSWER, |terminal, _| !terminal.has_caret())? {
            self.ledger.keep(words);
            return Ok(());
        }
        self.note("esc, refused");
        self.ledger.let_go(|word| word.kind == kind && words.contains(&word.text));
        for _ in 0..3 {
            if self.terminal.shown().contains("handed over") || self.terminal.has_caret() {
                self.terminal.press("\u{1b}");
                self.settle()?;
            }
        }
        Ok(())
    }

    fn form(&mut self) -> Step {
        self.stop_typing()?;
        self.note("e");
        if !self.press_until_caret("e", true)? {
            return Ok(());
        }
        self.settle()?;
        let mut words = self.type_words(Kind::Form, !FORMS_SURVIVE)?;
        if self.dice.falls(40) {
            self.note("tab");
            self.terminal.press("\t");
            self.settle()?;
            words.extend(self.type_words(Kind::Form, !FORMS_SURVIVE)?);
        }
        self.keep_whole(Kind::Form, &words)
    }

    fn decide(&mut self) -> Step {
        self.jump_to(1)?;
        for _ in 0..self.dice.between(0, 6) {
            self.terminal.press("j");
        }
        self.note("decide");
        self.terminal.press("\r");
        self.settle()?;
        let outcome = ["1", "5", "6", "6"][usize::try_from(self.dice.between(0, 3)).unwrap_or(0)];
        if self.terminal.has_caret() || !self.press_until_caret(outcome, true)? {
            return self.close_closing();
        }
        let words = self.type_words(Kind::Decision, !FORMS_SURVIVE)?;
        self.keep_whole(Kind::Decision, &words)
    }

    /// Undoes or deletes, with time to see what that took away; the end waits for it.
    fn take_back(&mut self, key: &str, what: &str) -> Step {
        self.stop_typing()?;
        if self.terminal.shown().contains("decide") {
            return Ok(());
        }
        let deadline = std::mem::replace(&mut self.deadline, Instant::now() + Duration::from_mins(1));
        let before = self.files_at_rest()?;
        self.note(what);
        self.terminal.press(key);
        let has_worked = self.wait(ANSWER, |terminal, _| {
            ["Undone:", "Deleted “"].iter().any(|words| terminal.shown().contains(words))
        })?;
        if has_worked {
            let start = Instant::now();
            while self.room.sessions() == before && start.elapsed() < Duration::from_millis(800) {
                self.terminal.take(Duration::from_millis(5));
            }
            let (after, screen) = (self.files_at_rest()?, self.terminal.shown());
            let notice: String = screen.lines().rev().take(4).collect();
            self.ledger.let_go(|word| {
                let is_gone = before.contains(&word.text) && !after.contains(&word.text);
                is_gone || (notice.contains(&word.text) && !after.contains(&word.text))
            });
        }
        self.deadline = deadline;
        Ok(())
    }

    /// The text of the files once nothing writes them any more.
    fn files_at_rest(&mut self) -> Result<String, Over> {
        let mut text = self.room.sessions();
        loop {
            self.wait(Duration::from_millis(60), |_, _| false)?;
            let now = self.room.sessions();
            if now == text {
                return Ok(text);
            }
            text = now;
        }
    }

    fn resize(&mut self) -> Step {
        let size = (self.dice.between(20, 200), self.dice.between(5, 60));
        self.note(format!("size {size:?}"));
        self.terminal.resize(u16::try_from(size.0).unwrap_or(80), u16::try_from(size.1).unwrap_or(24));
        self.wait(Duration::from_millis(40), |_, _| false)?;
        self.terminal.resize(SIZE.0, SIZE.1);
        self.settle()
    }

    fn paste(&mut self) -> Step {
        if self.is_ticked() || !self.start_typing()? || self.is_page() {
            return Ok(());
        }
        let kind = if self.terminal.shown().contains("back, unchanged") { Kind::Change } else { Kind::Paste };
        let words: Vec<String> = (0..3).map(|_| self.ledger.coin(kind, !PASTES_SURVIVE)).collect();
        self.note(format!("paste {}", words.join(" ")));
        self.terminal.press(&format!("\u{1b}[200~{} {}\r{}\u{1b}[201~", words[0], words[1], words[2]));
        self.settle()?;
        let is_asked = self.terminal.shown().contains("lines");
        self.enter()?;
        if is_asked {
            self.wait(ANSWER, |terminal, _| terminal.shown().contains(&words[2]) || !terminal.has_caret())?;
            self.ledger.keep(&words);
        }
        Ok(())
    }

    fn pause(&mut self) -> Step {
        let time = self.dice.between(10, 120);
        self.wait(Duration::from_millis(time), |_, _| false).map(drop)
    }
}
