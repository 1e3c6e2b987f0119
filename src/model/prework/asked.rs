//! The questions that people are asked before a session, and what they answered, as records of the session.
//!
//! A question becomes a record when it is asked, not when it is answered: whatever becomes of the template, the form that
//! is on its way can still be read, and it is known what is missing.

use std::borrow::Cow;

use serde_json::Value;

use super::Reading;
use crate::model::capture::fresh;
use crate::model::change::Change;
use crate::model::field::{Field, FieldKind};
use crate::model::id::{IdSource, ItemId};
use crate::model::item::Item;
use crate::model::session::{Place, Session};
use crate::model::sheet::setup::Shown;
use crate::model::sheet::{SheetKind, Slot, Takes};
use crate::model::template::Template;

/// A question that somebody was asked with the answer, or a remark that answers none.
pub static ASKED: Slot = Slot {
    id: "",
    prefix: "q",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::shown("person", FieldKind::Person),
        Field::shown("number", FieldKind::Number),
        Field::shown("question", FieldKind::Line),
        Field::shown("hint", FieldKind::Line),
        Field::shown("template", FieldKind::Line),
        Field::shown("sheet", FieldKind::Line),
        Field::shown("text", FieldKind::Page),
    ]),
};

/// The fields of such a record that say where it comes from; they are nobody's words.
pub const ORIGIN: [&str; 5] = ["number", "question", "hint", "template", "sheet"];

/// The forms whose answers a panel shows, by what it shows.
const FORMS: [(Shown, &str); 2] = [(Shown::PreWork, "prework-bilan"), (Shown::Zones, "prework-zone")];

/// A question that can be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The id of its template.
    pub template: String,
    /// Its sheet there, `stage/sheet`.
    pub sheet: String,
    /// The question, in the session's language.
    pub question: String,
    /// A line under it; may be empty.
    pub hint: String,
    /// Whether the answer is for nobody but the facilitator.
    pub is_private: bool,
}

/// How far a person has prepared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Readiness {
    /// All of it is answered.
    Done,
    /// Some of it is.
    Partly,
    /// Nothing is.
    No,
}

impl Readiness {
    /// All of them, the best first.
    pub const ALL: [Self; 3] = [Self::Done, Self::Partly, Self::No];

    /// The word in a file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Partly => "partly",
            Self::No => "no",
        }
    }

    /// What a person's record says; nothing where nobody has said.
    pub fn of(person: &Item) -> Option<Self> {
        Self::ALL.into_iter().find(|each| each.word() == person.text("prepared"))
    }
}

impl Template {
    /// Every question of the template, in the order of its sheets.
    pub fn asks(&self, language: &str) -> Vec<Ask> {
        let sheets = self.stages.iter().flat_map(|stage| stage.sheets.iter().map(move |sheet| (stage, sheet)));
        let asks = sheets.flat_map(|(stage, sheet)| {
            sheet.prompts.iter().map(move |prompt| Ask {
                template: self.id.clone(),
                sheet: format!("{}/{}", stage.id, sheet.id),
                question: prompt.ask.text(language).to_owned(),
                hint: prompt.hint.text(language).to_owned(),
                is_private: sheet.private,
            })
        });
        asks.collect()
    }
}

impl Session {
    /// The ids of the templates whose questions prepare it: those that its panels show the answers of.
    pub fn forms(&self) -> impl Iterator<Item = &'static str> {
        let shows = |shown: Shown| self.sheets().any(|(_, sheet)| sheet.setup.shows == Some(shown));
        FORMS.into_iter().filter(move |(shown, _)| shows(*shown)).map(|(_, id)| id)
    }

    /// The questions of its own opening, which prepare it where no form does.
    pub fn opening_asks(&self) -> Vec<Ask> {
        let openings = self.sheets().filter(|(_, sheet)| sheet.kind == SheetKind::Opening).take(1);
        let asks = openings.flat_map(|(stage, sheet)| {
            let asked = sheet.prompts.iter().filter(|prompt| prompt.slot != "prepared");
            asked.map(move |prompt| Ask {
                template: self.template.clone(),
                sheet: format!("{}/{}", stage.id, sheet.id),
                question: prompt.ask.clone(),
                hint: prompt.hint.clone(),
                is_private: sheet.setup.private,
            })
        });
        asks.collect()
    }

    /// What a person was asked, by number.
    pub fn asked(&self, person: &ItemId) -> Vec<(u32, &Item)> {
        let own = self.prework.iter().filter(|item| item.text("person") == person.as_str());
        let mut asked: Vec<(u32, &Item)> = own.filter_map(|item| Some((number(item)?, item))).collect();
        // Where two machines have asked the same, the record with the answer counts.
        asked.sort_by_key(|(number, item)| (*number, item.text("text").is_empty()));
        asked.dedup_by_key(|(number, _)| *number);
        asked
    }

    /// The edit after which a person is asked these questions too; none for those that were asked before.
    pub fn ask(&self, person: &ItemId, asks: &[Ask], ids: &mut IdSource) -> Change {
        let asked = self.asked(person);
        let is_new = |ask: &&Ask| {
            let is_it = |item: &Item| {
                [("template", &ask.template), ("sheet", &ask.sheet), ("question", &ask.question)]
                    .into_iter()
                    .all(|(key, value)| item.text(key) == value)
            };
            !asked.iter().any(|(_, item)| is_it(item))
        };
        let first = asked.last().map_or(1, |(number, _)| number.saturating_add(1));
        let new = (first..).zip(asks.iter().filter(is_new)).enumerate().map(|(place, (number, ask))| {
            let mut item = Item::new(fresh(self, ids, ASKED.prefix), "person", person.as_str()).with("number", number);
            let words =
                [("question", &ask.question), ("hint", &ask.hint), ("template", &ask.template), ("sheet", &ask.sheet)];
            for (key, value) in words.into_iter().filter(|(_, value)| !value.is_empty()) {
                item = item.with(key, value.as_str());
            }
            self.prework_item(place, if ask.is_private { item.with("private", true) } else { item })
        });
        Change::All(new.collect())
    }

    /// The edit that takes a person's answers in, over earlier ones to the same questions; passages that answer none
    /// become remarks, private where any of the questions is. Says also how far the person has prepared now.
    pub fn take_in(&self, person: &ItemId, reading: &Reading, ids: &mut IdSource) -> Change {
        let asked = self.asked(person);
        let given = |number: u32| reading.answers.iter().find(|answer| answer.number == number);
        let told = asked.iter().filter_map(|(number, item)| {
            let text = given(*number)?.text.as_str();
            let key = "text".to_owned();
            (item.text("text") != text).then(|| Change::Set { id: item.id.clone(), key, value: Some(text.into()) })
        });
        let mut changes: Vec<Change> = told.collect();
        let is_private = asked.iter().any(|(_, item)| item.flag("private"));
        let known: Vec<&str> = self.remarks(person).map(|item| item.text("text")).collect();
        let new = reading.unplaced.iter().filter(|passage| !known.contains(&passage.as_str()));
        for (place, passage) in new.enumerate() {
            let item = Item::new(fresh(self, ids, ASKED.prefix), "person", person.as_str()).with("text", &**passage);
            changes.push(self.prework_item(place, if is_private { item.with("private", true) } else { item }));
        }
        let answered = asked.iter().filter(|(number, item)| given(*number).is_some() || !item.text("text").is_empty());
        let word = match answered.count() {
            0 => None,
            count if count == asked.len() => Some(Readiness::Done),
            _ => Some(Readiness::Partly),
        };
        let is_news = |word: &Readiness| self.find(person).is_some_and(|(.., who)| Readiness::of(who) != Some(*word));
        changes.extend(word.filter(is_news).map(|word| {
            let (id, key) = (person.clone(), "prepared".to_owned());
            Change::Set { id, key, value: Some(Value::from(word.word())) }
        }));
        Change::All(changes)
    }

    /// What a person wrote beside the questions.
    pub fn remarks(&self, person: &ItemId) -> impl Iterator<Item = &Item> {
        self.prework.iter().filter(|item| item.text("person") == person.as_str() && number(item).is_none())
    }

    fn prework_item(&self, place: usize, item: Item) -> Change {
        Change::Insert { place: Place::Prework, index: self.prework.len() + place, item }
    }
}

fn number(item: &Item) -> Option<u32> {
    item.value("number")?.as_u64()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{Address, Answer, Form, Question};
    use super::*;
    use crate::model::strategies::sample;

    fn ask(sheet: &str, question: &str, is_private: bool) -> Ask {
        let (template, hint) = ("bilan".to_owned(), String::new());
        Ask { template, sheet: sheet.to_owned(), question: question.to_owned(), hint, is_private }
    }

    fn asked(asks: &[Ask]) -> (Session, ItemId) {
        let (mut session, person) = (sample(), ItemId::new("p-1"));
        session.apply(session.ask(&person, asks, &mut IdSource::new(9))).unwrap();
        (session, person)
    }

    fn reading(answers: &[(u32, &str)], unplaced: &[&str]) -> Reading {
        let answers = answers.iter().map(|(number, text)| Answer { number: *number, text: (*text).to_owned() });
        let unplaced = unplaced.iter().map(|text| (*text).to_owned()).collect();
        Reading { answers: answers.collect(), unplaced, ..Reading::default() }
    }

    fn take_in(session: &mut Session, person: &ItemId, reading: &Reading) -> Change {
        let change = session.take_in(person, reading, &mut IdSource::new(session.prework.len() as u64 + 20));
        session.apply(change).unwrap()
    }

    fn prepared(session: &Session) -> Option<Readiness> {
        Readiness::of(&session.participants[0])
    }

    #[test]
    fn a_question_is_asked_once_and_further_ones_go_on_counting() {
        let (mut session, person) = asked(&[ask("a/a", "Well?", false), ask("b/b", "Hurts?", true)]);
        let more = [ask("b/b", "Hurts?", true), ask("c/c", "Hurts?", false)];
        session.apply(session.ask(&person, &more, &mut IdSource::new(50))).unwrap();
        let all: Vec<_> = session.asked(&person).iter().map(|(n, item)| (*n, item.text("sheet").to_owned())).collect();
        assert_eq!(all, [(1, "a/a".to_owned()), (2, "b/b".to_owned()), (3, "c/c".to_owned())]);
        assert!(session.prework[1].flag("private") && !session.prework[2].flag("private"));
        assert_eq!(session.asked(&ItemId::new("p-2")), []);
        assert_eq!(session.faults(), []);
    }

    #[test]
    fn answers_are_taken_in_once_and_newer_ones_over_them() {
        let (mut session, person) = asked(&[ask("a/a", "Well?", false), ask("b/b", "Hurts?", false)]);
        let before = session.clone();
        let inverse = take_in(&mut session, &person, &reading(&[(1, "The launch")], &["Hello,"]));
        assert_eq!((prepared(&session), session.remarks(&person).count()), (Some(Readiness::Partly), 1));
        let first = session.clone();
        take_in(&mut session, &person, &reading(&[(1, "The launch")], &["Hello,"]));
        assert_eq!(session, first, "the same mail again changes nothing");
        take_in(&mut session, &person, &reading(&[(2, "Invoices")], &[]));
        let texts: Vec<&str> = session.asked(&person).iter().map(|(_, item)| item.text("text")).collect();
        assert_eq!((texts, prepared(&session)), (vec!["The launch", "Invoices"], Some(Readiness::Done)));
        let mut session = first;
        session.apply(inverse).unwrap();
        assert_eq!(session, before);
    }

    #[test]
    fn nothing_answered_says_nothing_about_the_person() {
        let (mut session, person) = asked(&[ask("a/a", "Well?", false)]);
        let before = session.clone();
        take_in(&mut session, &person, &reading(&[], &[]));
        assert_eq!(session, before);
    }

    #[test]
    fn a_remark_beside_private_questions_is_private() {
        let (mut session, person) = asked(&[ask("a/a", "Well?", false), ask("b/b", "Zone?", true)]);
        take_in(&mut session, &person, &reading(&[], &["By the way, I am tired."]));
        assert!(session.remarks(&person).all(|item| item.flag("private")));
    }

    #[test]
    fn what_is_written_as_a_form_comes_back_as_answers() {
        let (mut session, person) = asked(&[ask("a/a", "Well?", false), ask("b/b", "Hurts?", true)]);
        let records = session.clone();
        let questions = records.asked(&person);
        let form = Form {
            address: Address { session: session.id, person: person.to_string() },
            title: "Questions",
            intro: "",
            closing: "",
            questions: questions
                .iter()
                .map(|(number, item)| Question { number: *number, ask: item.text("question"), hint: item.text("hint") })
                .collect(),
        };
        let mail = form.write().replace("Hurts?\n", "Hurts?\n> The\n> rent\n");
        take_in(&mut session, &person, &form.read(&mail).unwrap());
        assert_eq!(session.prework[1].text("text"), "The\nrent");
    }

    #[test]
    fn the_panels_of_a_session_say_which_forms_prepare_it() {
        let mut session = sample();
        assert_eq!(session.forms().count(), 0);
        session.stages[1].sheets[0].setup.shows = Some(Shown::Zones);
        session.stages[2].sheets[0].setup.shows = Some(Shown::PreWork);
        assert_eq!(session.forms().collect::<Vec<_>>(), ["prework-bilan", "prework-zone"]);
    }

    #[test]
    fn a_template_asks_the_questions_of_its_sheets_in_a_language() {
        let words = |text: &str| json!({ "en": text, "fr": format!("{text} fr") });
        let sheet = json!({ "id": "s", "kind": "notes", "private": true, "prompts": [{ "ask": words("Why?") }] });
        let stage = json!({ "id": "a", "title": words("A"), "minutes": 5, "at_least": 5, "sheets": [sheet] });
        let file = json!({
            "format": "offsite.template", "version": 1, "id": "f", "title": words("F"), "stages": [stage]
        });
        let template: Template = serde_json::from_value(file).unwrap();
        let asks = template.asks("fr");
        assert_eq!((asks[0].question.as_str(), asks[0].sheet.as_str(), asks[0].is_private), ("Why? fr", "a/s", true));
    }
}
