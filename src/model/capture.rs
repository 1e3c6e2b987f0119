//! What a typed line becomes: a record of the sheet at hand, or the next field of one that is there already.

use chrono::NaiveDate;
use serde_json::Value;

use super::change::Change;
use super::dates::DateError;
use super::field::{Field, FieldError, FieldKind, Sign};
use super::id::{IdSource, ItemId};
use super::item::Item;
use super::quick_entry::{self, QuickEntry};
use super::session::{Place, Session};
use super::sheet::{PERSON, Slot, Takes};
use super::stage::{Prompt, Sheet, Stage};
use super::words::{Tongue, Words};

/// A question of a sheet, ready to take lines.
#[derive(Clone, Debug)]
pub struct Capture<'a> {
    /// The session.
    pub session: &'a Session,
    /// The id of the stage in which the records live.
    pub stage: &'a str,
    /// The sheet in which they live.
    pub sheet: &'a Sheet,
    /// The question at hand.
    pub prompt: &'a Prompt,
    /// What an answer becomes.
    pub slot: Slot,
    /// The day on which words like "fri" are read.
    pub today: NaiveDate,
    /// The language in which they are read.
    pub language: Tongue,
}

/// The key under which a slot keeps the words around a step or a choice.
const ASIDE: &str = "text";

/// What a line would become, to be shown before it is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Echo {
    /// The fields that the signs at the end of the line fill, with their values.
    pub fields: Vec<(Field, String)>,
    /// A date that is not one; its words stay in the text.
    pub bad_date: Option<(String, DateError)>,
}

impl<'a> Capture<'a> {
    /// The question `prompt` of a sheet; none where the sheet takes no lines.
    pub fn new(
        session: &'a Session,
        stage: &'a Stage,
        sheet: &'a Sheet,
        prompt: &'a Prompt,
        today: NaiveDate,
        language: impl Into<Tongue>,
    ) -> Option<Self> {
        let language = language.into();
        let (stage, sheet) = session.records_of(stage, sheet);
        let slot = sheet.slot(&prompt.slot)?;
        Some(Self { session, stage: &stage.id, sheet, prompt, slot, today, language })
    }

    /// The answers to the question so far.
    pub fn answers(&self) -> impl Iterator<Item = &'a Item> {
        self.sheet.answers(self.prompt)
    }

    /// The record that the next line completes: the only one, or the next that lacks what the question fills, or that
    /// has there only what nobody has said.
    pub fn at_hand(&self) -> Option<&'a Item> {
        if let Some(field) = self.slot.field(&self.prompt.fills) {
            let lacking = self.answers().find(|item| item.value(&field.key).is_none());
            let usual = field.usual(self.today);
            return lacking.or_else(|| self.answers().find(|item| usual.is_some() && item.date(&field.key) == usual));
        }
        if self.slot.takes == Takes::One { self.answers().next() } else { None }
    }

    /// The words that can be ticked, where the question is a list of ticks.
    pub fn ticks(&self) -> Option<&Words> {
        match &self.slot.main()?.kind {
            FieldKind::Choice(words) if self.slot.takes == Takes::Many => Some(words),
            _ => None,
        }
    }

    /// The field that the next line fills; none when the only record is complete.
    pub fn field(&self) -> Option<&Field> {
        match self.prompt.fills.as_str() {
            "" => self.slot.next_field(self.at_hand()),
            key => self.at_hand().and_then(|_| self.slot.field(key)),
        }
    }

    /// The next person in the room who has not answered a question that everyone answers.
    pub fn next_person(&self) -> Option<&'a Item> {
        if self.slot.takes != Takes::OneEach {
            return None;
        }
        self.session.in_room().find(|person| self.answer_of(person).is_none())
    }

    fn answer_of(&self, person: &Item) -> Option<&'a Item> {
        self.answers().find(|answer| answer.text("owner") == person.id.as_str())
    }

    /// What `line` would become beside its text.
    pub fn echo(&self, line: &str) -> Echo {
        let entry = self.parse(line);
        let spoken = self.speaker(&entry).map(|(person, _)| person.text("name").to_owned());
        let mut echo = Echo::default();
        let is_new = self.prompt.fills.is_empty() && self.at_hand().is_none();
        for field in self.slot.fields.iter() {
            let value = match field.sign {
                Some(Sign::Owner) => {
                    entry.owner.as_deref().map(|name| self.person_shown(name)).or_else(|| spoken.clone())
                }
                Some(Sign::Due) => match entry.due.as_ref().map(|due| (&due.words, &due.day)) {
                    Some((_, Ok(day))) => Some(day.to_string()),
                    Some((words, Err(error))) => {
                        echo.bad_date = Some((words.clone(), error.clone()));
                        None
                    }
                    None => None,
                },
                Some(Sign::Tag) if !entry.tags.is_empty() => Some(entry.tags.join(", ")),
                Some(Sign::Priority) => entry.priority.map(|step| step.to_string()),
                _ => None,
            };
            let usual = || field.usual(self.today).filter(|_| is_new).map(|day| day.to_string());
            if let Some(value) = value.or_else(usual) {
                echo.fields.push((field.clone(), value));
            }
        }
        echo
    }

    /// The edit that keeps `line`; an empty line keeps nothing.
    ///
    /// A record that is complete stays as it is, and the line becomes another one; but a question that fills a field of
    /// what was said before takes no line once all have one.
    ///
    /// # Errors
    /// When the words cannot be what the question asks for; the line is not lost, the caller still has it.
    pub fn keep(&self, line: &str, ids: &mut IdSource) -> Result<Change, FieldError> {
        if line.trim().is_empty() {
            return Ok(Change::All(Vec::new()));
        }
        if let (Some(item), Some(field)) = (self.at_hand(), self.field()) {
            return Self::fill(self.session, &item.id, field, line, (self.today, self.language), ids);
        }
        if !self.prompt.fills.is_empty() && self.answers().next().is_some() {
            return Err(FieldError::AllFilled);
        }
        let mut entry = self.parse(line);
        if self.speaker(&entry).is_none()
            && let Some((name, rest)) = self.newcomer(&entry)
        {
            (entry.owner, entry.text) = (Some(name.to_owned()), rest.to_owned());
        }
        self.keep_entry(line, &entry, ids)
    }

    fn keep_entry(&self, line: &str, entry: &QuickEntry, ids: &mut IdSource) -> Result<Change, FieldError> {
        let Some(main) = self.slot.main() else { return Ok(Change::All(Vec::new())) };
        let (speaker, words) = self.speaker(entry).unzip();
        let words = words.unwrap_or(if entry.text.is_empty() { line.trim() } else { &entry.text });
        let (value, aside) = self.said(main, words)?;
        if main.kind != FieldKind::Line
            && let Some(answer) = speaker.and_then(|person| self.answer_of(person))
        {
            let set = |key: &str, value| Change::Set { id: answer.id.clone(), key: key.to_owned(), value };
            return Ok(Change::All(vec![set(&main.key, Some(value)), set(ASIDE, aside)]));
        }
        let mut item = Item::new(fresh(self.session, ids, self.slot.prefix), &main.key, value);
        let mut changes = Vec::new();
        self.fill_signs(&mut item, entry, speaker, (ids, &mut changes));
        if let Some(aside) = aside {
            self.slot.put(&mut item.values, ASIDE, aside);
        }
        for (key, value) in &self.prompt.preset {
            let value = match (item.values.get(key), value) {
                // Words typed beside those of the question stay.
                (Some(Value::Array(typed)), Value::Array(preset)) => {
                    preset.iter().chain(typed.iter().filter(|word| !preset.contains(word))).cloned().collect()
                }
                _ => value.clone(),
            };
            self.slot.put(&mut item.values, key, value);
        }
        self.slot.settle(&mut item.values, self.today);
        if !self.slot.id.is_empty() {
            self.slot.put(&mut item.values, "slot", Value::from(self.slot.id));
        }
        self.sheet.veil(&mut item.values);
        changes.push(Change::Insert { place: self.place(), index: self.sheet.items.len(), item });
        Ok(Change::All(changes))
    }

    /// The participant whose name begins the line of a question that everyone answers, and what follows it.
    ///
    /// Before a sentence the name needs a comma or a colon, so that "May we begin?" is not May's.
    fn speaker<'l>(&self, entry: &'l QuickEntry) -> Option<(&'a Item, &'l str)> {
        if self.slot.takes != Takes::OneEach || entry.owner.is_some() {
            return None;
        }
        let is_sentence = self.slot.main()?.kind == FieldKind::Line;
        let said = |(person, rest): (&'a Item, &'l str)| {
            let is_marked = !is_sentence || rest.trim_start().starts_with([',', ':']);
            let words = rest.trim_start_matches(|c: char| c.is_whitespace() || ",:;-–".contains(c));
            (is_marked && !words.is_empty()).then_some((person, words))
        };
        let named = |person: &'a Item| {
            let name = person.text("name").trim();
            let first = name.split_whitespace().next()?;
            let rest = after(&entry.text, name).or_else(|| after(&entry.text, first))?;
            said((person, rest))
        };
        let named = self.session.participants.iter().filter_map(named);
        named.min_by_key(|(person, words)| (words.len(), self.answer_of(person).is_some()))
    }

    /// A name that nobody has yet before a step: "Maria 4".
    fn newcomer<'l>(&self, entry: &'l QuickEntry) -> Option<(&'l str, &'l str)> {
        let is_step = matches!(self.slot.main()?.kind, FieldKind::Scale(..));
        let (name, rest) = entry.text.split_once(char::is_whitespace)?;
        let is_name = name.chars().next().is_some_and(char::is_uppercase) && name.chars().all(char::is_alphabetic);
        let is_number = rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
        (self.slot.takes == Takes::OneEach && entry.owner.is_none() && is_step && is_name && is_number)
            .then_some((name, rest.trim()))
    }

    /// The value that `words` mean, and what else was said where the slot keeps that beside a step or a choice.
    fn said(&self, main: &Field, words: &str) -> Result<(Value, Option<Value>), FieldError> {
        let has_aside = main.key != ASIDE && self.slot.field(ASIDE).is_some();
        let (words, aside) = match &main.kind {
            FieldKind::Scale(_, high) if has_aside => split_step(words, *high),
            FieldKind::Choice(choices) if has_aside => {
                let (first, rest) = choices.head(words, self.language.say);
                let marks = [',', ':', ';', '.'];
                (first.trim_end_matches(marks).to_owned(), rest.trim_start_matches(marks).trim().to_owned())
            }
            _ => (self.offered(words).unwrap_or(words).to_owned(), String::new()),
        };
        let value = main.kind.read(&words, self.today, self.language)?.unwrap_or_default();
        Ok((value, (!aside.is_empty()).then(|| Value::from(aside))))
    }

    /// Where the records of the question live.
    pub fn place(&self) -> Place {
        Place::Sheet { stage: self.stage.to_owned(), sheet: self.sheet.id.clone() }
    }

    /// The edit that gives one field of a record the value that `words` mean; a new owner joins the participants.
    ///
    /// # Errors
    /// When the words cannot fill the field.
    pub fn fill(
        session: &Session,
        id: &ItemId,
        field: &Field,
        words: &str,
        (today, language): (NaiveDate, impl Into<Tongue>),
        ids: &mut IdSource,
    ) -> Result<Change, FieldError> {
        let mut changes = Vec::new();
        let mut value = field.kind.read(words, today, language)?;
        if field.kind == FieldKind::Person
            && let Some(Value::String(name)) = &value
        {
            value = Some(Value::from(owner(session, name, false, ids, &mut changes)));
        }
        changes.push(Change::Set { id: id.clone(), key: field.key.to_string(), value });
        Ok(Change::All(changes))
    }

    fn fill_signs(
        &self,
        item: &mut Item,
        entry: &QuickEntry,
        speaker: Option<&Item>,
        (ids, changes): (&mut IdSource, &mut Vec<Change>),
    ) {
        for field in self.slot.fields.iter() {
            let value = match field.sign {
                Some(Sign::Owner) => match &entry.owner {
                    Some(name) => {
                        // Whoever answers what everyone answers is there.
                        let is_here = self.slot.takes == Takes::OneEach;
                        Some(Value::from(owner(self.session, name, is_here, ids, changes)))
                    }
                    None => speaker.or_else(|| self.next_person()).map(|person| Value::from(person.id.as_str())),
                },
                Some(Sign::Due) => {
                    entry.due.as_ref().and_then(|due| due.day.as_ref().ok()).map(|day| Value::from(day.to_string()))
                }
                Some(Sign::Tag) if !entry.tags.is_empty() => {
                    field.kind.read(&entry.tags.join(" "), self.today, self.language).ok().flatten()
                }
                Some(Sign::Priority) => entry.priority.map(Value::from),
                _ => None,
            };
            if let Some(value) = value {
                item.values.insert(field.key.to_string(), value);
            }
        }
    }

    /// The line's parts; a date that is not one goes back into the text, so that nothing is lost.
    fn parse(&self, line: &str) -> QuickEntry {
        self.settle(line, quick_entry::parse(line, self.today, self.language.dates))
    }

    fn settle(&self, line: &str, mut entry: QuickEntry) -> QuickEntry {
        let takes = |sign| self.slot.fields.iter().any(|field| field.sign == Some(sign));
        let has_unknown = (entry.owner.is_some() && !takes(Sign::Owner))
            || (entry.due.is_some() && !takes(Sign::Due))
            || (!entry.tags.is_empty() && !takes(Sign::Tag))
            || (entry.priority.is_some() && !takes(Sign::Priority));
        if has_unknown {
            line.trim().clone_into(&mut entry.text);
            (entry.owner, entry.due, entry.tags, entry.priority) = (None, None, Vec::new(), None);
        } else if let Some(due) = entry.due.as_ref().filter(|due| due.day.is_err()) {
            format!("{} {}{}", entry.text, quick_entry::due_sign(line), due.words).trim().clone_into(&mut entry.text);
        }
        entry
    }

    fn offered(&self, text: &str) -> Option<&'static str> {
        let place = text.parse::<usize>().ok()?.checked_sub(1)?;
        self.slot.offers.get(place).copied()
    }

    fn person_shown(&self, name: &str) -> String {
        self.session.participant_named(name).map_or_else(|| name.to_owned(), |person| person.text("name").to_owned())
    }
}

/// The first whole number of `words`, also as `4/5` where 5 is the `high` end, and the words around it.
fn split_step(words: &str, high: u8) -> (String, String) {
    let full = format!("/{high}");
    let step = |word: &str| {
        let bare = word.trim_matches([',', ':', ';', '.', '!', '?', '(', ')']);
        let bare = bare.strip_suffix(full.as_str()).unwrap_or(bare);
        (!bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit())).then(|| bare.to_owned())
    };
    let all: Vec<&str> = words.split_whitespace().collect();
    let Some((at, number)) = all.iter().enumerate().find_map(|(at, word)| Some((at, step(word)?))) else {
        return (words.to_owned(), String::new());
    };
    let others: Vec<&str> = all.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, word)| *word).collect();
    let aside = others.join(" ");
    (number, aside.trim_matches([',', ':', ';', '-', '–', ' ']).to_owned())
}

/// What follows `name` at the beginning of `line`, whatever its capitals; the name must end there.
fn after<'l>(line: &'l str, name: &str) -> Option<&'l str> {
    let mut letters = line.trim_start().chars();
    let is_same = |wanted: char| letters.next().is_some_and(|found| found.to_lowercase().eq(wanted.to_lowercase()));
    if name.is_empty() || !name.chars().all(is_same) {
        return None;
    }
    let rest = letters.as_str();
    rest.starts_with(|c: char| c.is_whitespace() || ",:;".contains(c)).then_some(rest)
}

/// An id that is not in use in `session`.
pub fn fresh(session: &Session, ids: &mut IdSource, prefix: &str) -> ItemId {
    loop {
        let id = ids.item(prefix);
        if session.find(&id).is_none() {
            return id;
        }
    }
}

/// The participant's id that `name` stands for; a name that nobody has joins, in the room or not.
fn owner(session: &Session, name: &str, is_here: bool, ids: &mut IdSource, changes: &mut Vec<Change>) -> String {
    if let Some(person) = session.participant_named(name) {
        return person.id.to_string();
    }
    let id = fresh(session, ids, PERSON.prefix);
    let mut person = Item::new(id.clone(), "name", name);
    if !is_here {
        person = person.with("in_room", false);
    }
    let index = session.participants.len();
    changes.push(Change::Insert { place: Place::Participants, index, item: person });
    id.to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::dates::DateLanguage;
    use crate::model::quick_entry::Due;
    use crate::model::strategies::{day, sample};

    const TODAY: &str = "2026-03-12";

    /// The question at a place of the sample, from (stage, prompt).
    fn capture(session: &Session, (stage, prompt): (usize, usize)) -> Capture<'_> {
        let stage = &session.stages[stage];
        let sheet = &stage.sheets[0];
        Capture::new(session, stage, sheet, &sheet.prompts[prompt], day(TODAY), DateLanguage::En).unwrap()
    }

    const PULSE: (usize, usize) = (0, 0);
    const QUESTION: (usize, usize) = (0, 1);
    const SHIFT: (usize, usize) = (0, 2);
    const PREPARED: (usize, usize) = (0, 3);
    const NOT_HERE: (usize, usize) = (0, 4);
    const GOALS: (usize, usize) = (1, 0);

    /// Keeps a line and returns the last record of the sheet.
    fn keep(session: &mut Session, question: (usize, usize), line: &str) -> Value {
        let change = capture(session, question).keep(line, &mut IdSource::new(line.len() as u64)).unwrap();
        session.apply(change).unwrap();
        last(session, question)
    }

    fn last(session: &Session, (stage, _): (usize, usize)) -> Value {
        Value::Object(session.stages[stage].sheets[0].items.last().unwrap().values.clone())
    }

    fn refuse(session: &Session, question: (usize, usize), line: &str) -> FieldError {
        capture(session, question).keep(line, &mut IdSource::new(1)).unwrap_err()
    }

    fn entry(text: &str) -> QuickEntry {
        QuickEntry { text: text.to_owned(), owner: None, due: None, tags: Vec::new(), priority: None }
    }

    fn due(words: &str, day: Result<NaiveDate, DateError>) -> Due {
        Due { words: words.to_owned(), day }
    }

    fn keep_entry(session: &mut Session, question: (usize, usize), line: &str, entry: QuickEntry) -> Value {
        let capture = capture(session, question);
        let change = capture.keep_entry(line, &capture.settle(line, entry), &mut IdSource::new(1)).unwrap();
        session.apply(change).unwrap();
        last(session, question)
    }

    #[test]
    fn a_line_becomes_a_record_at_the_end_and_an_empty_one_nothing() {
        let mut session = sample();
        assert_eq!(keep(&mut session, GOALS, "  Two retained clients "), json!({ "text": "Two retained clients" }));
        assert!(capture(&session, GOALS).keep("   ", &mut IdSource::new(1)).unwrap().is_empty());
    }

    #[test]
    fn signs_fill_their_fields_in_the_described_order() {
        let (mut session, day) = (sample(), day("2026-06-30"));
        let signs = QuickEntry {
            owner: Some("maria".to_owned()),
            due: Some(due("2026-06-30", Ok(day))),
            tags: vec!["profit".to_owned()],
            priority: Some(1),
            ..entry("Grow")
        };
        let kept = keep_entry(&mut session, GOALS, "Grow @maria due:2026-06-30 #profit !1", signs);
        let expected = r#"{"text":"Grow","owner":"p-1","due":"2026-06-30","pillars":["profit"],"priority":1}"#;
        assert_eq!(kept.to_string(), expected);
    }

    #[test]
    fn a_new_owner_joins_the_participants_and_is_not_in_the_room() {
        let mut session = sample();
        let kept =
            keep_entry(&mut session, GOALS, "Grow @zoe", QuickEntry { owner: Some("zoe".to_owned()), ..entry("Grow") });
        let zoe = &session.participants[2];
        assert_eq!(kept["owner"], zoe.id.as_str());
        assert_eq!((zoe.text("name"), zoe.value("in_room")), ("zoe", Some(&json!(false))));
        let line = "Shrink @zoe";
        keep_entry(&mut session, GOALS, line, QuickEntry { owner: Some("Zoe".to_owned()), ..entry("Shrink") });
        assert_eq!(session.participants.len(), 3);
    }

    #[test]
    fn a_date_that_is_not_one_keeps_its_words_in_the_text() {
        let mut session = sample();
        let bad = QuickEntry { due: Some(due("fryday", Err(DateError::Empty))), ..entry("Grow") };
        let kept = keep_entry(&mut session, GOALS, "Grow due:fryday", bad);
        assert_eq!(kept, json!({ "text": "Grow due:fryday" }));
    }

    #[test]
    fn a_sign_that_the_slot_does_not_know_stays_a_word() {
        let mut session = sample();
        let signed = QuickEntry { priority: Some(1), ..entry("No shop talk") };
        let kept = keep_entry(&mut session, NOT_HERE, "No shop talk !1", signed);
        assert_eq!(kept, json!({ "slot": "not-here", "text": "No shop talk !1" }));
    }

    #[test]
    fn a_number_picks_an_answer_that_is_often_given() {
        let mut session = sample();
        assert_eq!(keep(&mut session, NOT_HERE, "2")["text"], "small-repairs");
        assert_eq!(keep(&mut session, NOT_HERE, "9")["text"], "9");
    }

    #[test]
    fn further_lines_fill_the_next_field_of_the_only_record() {
        let mut session = sample();
        assert_eq!(capture(&session, SHIFT).field().unwrap().key, "text");
        assert_eq!(
            keep(&mut session, SHIFT, "Quotes the same day"),
            json!({ "slot": "shift", "text": "Quotes the same day" })
        );
        assert_eq!(capture(&session, SHIFT).field().unwrap().key, "shift_kind");
        assert!(matches!(refuse(&session, SHIFT, "nonsense"), FieldError::NotAChoice { .. }));
        assert_eq!(keep(&mut session, SHIFT, "sal")["shift_kind"], "sales");
        assert_eq!(capture(&session, SHIFT).field(), None);
    }

    #[test]
    fn a_line_beyond_a_complete_record_is_not_lost() {
        let mut session = sample();
        assert_eq!(capture(&session, QUESTION).field(), None);
        assert_eq!(keep(&mut session, QUESTION, "Or two?"), json!({ "slot": "question", "text": "Or two?" }));
        assert_eq!(capture(&session, QUESTION).answers().count(), 2);
    }

    #[test]
    fn a_preset_of_the_question_is_in_every_answer() {
        let mut session = sample();
        let sheet = &mut session.stages[1].sheets[0];
        sheet.prompts[0].preset.insert("due".to_owned(), json!("2026-12-31"));
        sheet.prompts[0].preset.insert("owner".to_owned(), json!("p-2"));
        assert_eq!(capture(&session, GOALS).answers().count(), 0);
        let kept = keep(&mut session, GOALS, "Grow");
        assert_eq!(kept.to_string(), r#"{"text":"Grow","owner":"p-2","due":"2026-12-31"}"#);
        assert_eq!(capture(&session, GOALS).answers().count(), 1);
    }

    #[test]
    fn a_line_without_a_name_belongs_to_the_next_person_who_has_not_answered() {
        let mut session = sample();
        assert_eq!(keep(&mut session, PULSE, "4"), json!({ "slot": "pulse", "pulse": 4, "owner": "p-1" }));
        assert_eq!(capture(&session, PULSE).next_person().unwrap().id.as_str(), "p-2");
        assert_eq!(keep(&mut session, PULSE, "2")["owner"], "p-2");
        assert_eq!(capture(&session, PULSE).next_person(), None);
        assert_eq!(keep(&mut session, PULSE, "5"), json!({ "slot": "pulse", "pulse": 5 }));
    }

    #[test]
    fn who_is_not_in_the_room_is_not_waited_for() {
        let mut session = sample();
        session.participants[0].values.insert("in_room".to_owned(), json!(false));
        assert_eq!(capture(&session, PULSE).next_person().unwrap().id.as_str(), "p-2");
        assert_eq!(capture(&session, GOALS).next_person(), None);
    }

    #[test]
    fn a_name_at_the_beginning_picks_the_owner_and_the_words_beside_the_number_are_kept() {
        for (line, pulse, owner, text) in [
            ("Jean 4, glad to be here", 4, "p-2", "glad to be here"),
            ("maria lopez: 5", 5, "p-1", ""),
            ("Maria, tired, say 2", 2, "p-1", "tired, say"),
            ("jean 3/5 so so", 3, "p-2", "so so"),
            ("4 Jean drove", 4, "p-1", "Jean drove"),
        ] {
            let kept = keep(&mut sample(), PULSE, line);
            assert_eq!((&kept["pulse"], &kept["owner"]), (&json!(pulse), &json!(owner)), "{line}");
            assert_eq!(kept.get("text").and_then(Value::as_str).unwrap_or_default(), text, "{line}");
        }
    }

    #[test]
    fn the_echo_names_who_is_meant_before_the_line_is_kept() {
        let session = sample();
        let echo = capture(&session, PULSE).echo("jean 4");
        let fields: Vec<_> = echo.fields.iter().map(|(field, value)| (field.key.as_ref(), value.as_str())).collect();
        assert_eq!(fields, [("owner", "Jean")]);
        assert_eq!(capture(&session, PULSE).echo("4"), Echo::default());
    }

    #[test]
    fn a_number_off_the_scale_or_none_at_all_is_refused() {
        let session = sample();
        let words = |line| match refuse(&session, PULSE, line) {
            FieldError::OffScale { words, low: 1, high: 5 } => words,
            other => panic!("{other:?}"),
        };
        assert_eq!(words("Jean 7 wow"), "7");
        assert_eq!(words("glad"), "glad");
        assert_eq!(words("Jean"), "Jean");
        assert_eq!(words("4.5"), "4.5");
    }

    #[test]
    fn a_second_answer_of_the_same_person_takes_the_place_of_the_first() {
        let mut session = sample();
        keep(&mut session, PULSE, "Jean 2, tired");
        assert_eq!(keep(&mut session, PULSE, "Jean 4"), json!({ "slot": "pulse", "pulse": 4, "owner": "p-2" }));
        assert_eq!(capture(&session, PULSE).answers().count(), 1);
    }

    #[test]
    fn the_first_word_says_how_prepared_somebody_is() {
        let mut session = sample();
        let kept = keep(&mut session, PREPARED, "Jean partly, no figures");
        assert_eq!(kept, json!({ "slot": "prepared", "prepared": "partly", "owner": "p-2", "text": "no figures" }));
        assert_eq!(keep(&mut session, PREPARED, "done")["owner"], "p-1");
    }

    #[test]
    fn the_same_first_name_twice_means_first_who_has_not_answered() {
        let mut session = sample();
        session.participants.push(Item::new(ItemId::new("p-3"), "name", "Maria Stein").with("in_room", true));
        assert_eq!(keep(&mut session, PULSE, "Maria 4")["owner"], "p-1");
        assert_eq!(keep(&mut session, PULSE, "Maria 2")["owner"], "p-3");
        assert_eq!(keep(&mut session, PULSE, "Maria Lopez 5")["pulse"], 2, "hers stands before it");
        let first = session.stages[0].sheets[0].items.iter().find(|item| item.text("owner") == "p-1");
        assert_eq!(first.unwrap().value("pulse"), Some(&json!(5)));
    }

    #[test]
    fn before_a_sentence_a_name_needs_a_mark() {
        let mut session = sample();
        let sheet = &mut session.stages[0].sheets[0];
        sheet.kind = crate::model::sheet::SheetKind::Closing;
        sheet.prompts[0].slot = "takeaway".to_owned();
        let kept = keep(&mut session, PULSE, "Jean was right");
        assert_eq!((&kept["text"], &kept["owner"]), (&json!("Jean was right"), &json!("p-1")));
        let kept = keep(&mut session, PULSE, "Jean : une date par action");
        assert_eq!((&kept["text"], &kept["owner"]), (&json!("une date par action"), &json!("p-2")));
    }

    #[test]
    fn filling_a_field_reads_its_words_and_a_new_name_joins() {
        let mut session = sample();
        let id = ItemId::new("g-1");
        let mut fill = |key: &str, words: &str| {
            let slot = session.slot_of(&id).unwrap();
            let when = (day(TODAY), DateLanguage::En);
            let change = Capture::fill(&session, &id, slot.field(key).unwrap(), words, when, &mut IdSource::new(1))?;
            session.apply(change).unwrap();
            Ok::<_, FieldError>(session.find(&id).unwrap().2.value(key).cloned())
        };
        assert_eq!(fill("owner", "jean"), Ok(Some(json!("p-2"))));
        assert_eq!(fill("due", ""), Ok(None));
        assert!(matches!(fill("target", "many"), Err(FieldError::NotANumber(_))));
        let zoe = fill("owner", "Zoe").unwrap().unwrap();
        assert_eq!(session.person(zoe.as_str().unwrap()), "Zoe");
    }

    /// The sample with a table in its plan, and in its opening a sheet that goes on with it.
    fn with_table() -> Session {
        let mut file = serde_json::to_value(sample()).unwrap();
        file["stages"][1]["sheets"][0] = json!({
            "id": "said", "kind": "table", "private": true,
            "columns": [
                { "id": "objection", "name": "Objection", "type": "text" },
                { "id": "who", "name": "Who", "type": "person" },
                { "id": "often", "name": "How often", "type": "choice", "choices": [
                    { "id": "daily", "name": "every day" }, { "id": "rarely", "name": "rarely" }] },
                { "id": "answer", "name": "Answer", "type": "text" }
            ],
            "prompts": [{ "ask": "What do they say?" }, { "ask": "How often?", "fills": "often" }]
        });
        file["stages"][2]["sheets"][0] = json!({
            "id": "answers", "kind": "table", "continues": "goals/said", "prompts": [{ "ask": "Your answer?", "fills": "answer" }]
        });
        serde_json::from_value(file).unwrap()
    }

    #[test]
    fn a_row_of_a_table_has_the_columns_as_fields_and_is_private_where_its_sheet_is() {
        let mut session = with_table();
        let row = keep(&mut session, (1, 0), "Too dear @jean");
        assert_eq!(
            (&row["objection"], &row["who"], &row["private"]),
            (&json!("Too dear"), &json!("p-2"), &json!(true))
        );
        assert_eq!(session.faults(), []);
    }

    #[test]
    fn a_question_that_fills_a_field_goes_from_record_to_record_and_loses_no_line() {
        let mut session = with_table();
        keep(&mut session, (1, 0), "Too dear");
        keep(&mut session, (1, 0), "Too late");
        assert_eq!(capture(&session, (1, 1)).field().unwrap().key, "often");
        for word in ["every", "2"] {
            let change = capture(&session, (1, 1)).keep(word, &mut IdSource::new(9)).unwrap();
            session.apply(change).unwrap();
        }
        let often: Vec<_> = session.stages[1].sheets[0].items.iter().map(|row| row.text("often")).collect();
        assert_eq!(often, ["daily", "rarely"]);
        let refused = capture(&session, (1, 1)).keep("never", &mut IdSource::new(9));
        assert_eq!(refused, Err(FieldError::AllFilled), "the line would become a record of its own");
        assert!(session.stages[1].sheets[0].items.iter().all(|row| row.flag("private")));
    }

    #[test]
    fn a_day_that_nobody_named_is_set_and_may_be_named_later() {
        let mut file = serde_json::to_value(sample()).unwrap();
        file["stages"][2]["sheets"][0] = json!({
            "id": "decisions", "kind": "decisions", "prompts": [
                { "ask": "What?" }, { "ask": "Look again?", "fills": "review" }, { "ask": "What not?", "fills": "rejected" }
            ]
        });
        let mut session: Session = serde_json::from_value(file).unwrap();
        let echo = |session: &Session, prompt| {
            let echo = capture(session, (2, prompt)).echo("Hire");
            echo.fields.into_iter().map(|(field, value)| format!("{} {value}", field.key)).collect::<Vec<_>>()
        };
        assert_eq!(echo(&session, 0), ["review 2026-06-10"]);
        assert_eq!(keep(&mut session, (2, 0), "Hire")["review"], json!("2026-06-10"));
        assert_eq!(keep(&mut session, (2, 0), "Wait due:2026-05-01")["review"], json!("2026-05-01"));
        assert_eq!(echo(&session, 1), [""; 0]);
        let review = |session: &Session| session.stages[2].sheets[0].items[0].text("review").to_owned();
        keep(&mut session, (2, 1), "2026-04-01");
        assert_eq!(review(&session), "2026-04-01");
        assert!(capture(&session, (2, 1)).at_hand().is_none());
    }

    #[test]
    fn a_sheet_that_continues_another_works_on_its_records() {
        let mut session = with_table();
        keep(&mut session, (1, 0), "Too dear");
        let change = capture(&session, (2, 0)).keep("Dear, and it lasts", &mut IdSource::new(9)).unwrap();
        session.apply(change).unwrap();
        assert_eq!(session.stages[1].sheets[0].items[0].text("answer"), "Dear, and it lasts");
        assert!(session.stages[2].sheets[0].items.is_empty());
        session.stages.remove(1);
        let stage = &session.stages[1];
        assert_eq!(session.records_of(stage, &stage.sheets[0]).1.id, "answers", "nothing is left to continue");
    }
}
