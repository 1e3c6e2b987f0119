//! The panels about people: what each wrote before the session, and where each is at their best.

use super::{About, Fact, Row, Scope};
use crate::model::item::Item;
use crate::model::session::Session;
use crate::model::sheet::SheetKind;

/// The form whose answers are about the people themselves; they stand where people are talked about.
const ZONE: &str = "prework-zone";

/// How the ids of templates for pre-work begin.
const PRE_WORK: &str = "prework-";

/// Lanes and columns of pre-work that tell of a zone or a wish.
const OF_ZONE: [(&str, &str); 3] = [("gift", "zone"), ("energy", "zone"), ("wish", "wish")];

impl<'a> Scope<'a> {
    /// What people wrote into the forms of this session, in the order of its participants: into the one about themselves,
    /// or into the others, with what they wrote beside the questions.
    fn answers(&self, is_zone: bool) -> impl Iterator<Item = (&'a str, Row<'a>)> + use<'a> {
        let here = self.here;
        let is_wanted = move |item: &&Item| !item.text("text").is_empty() && (item.text("template") == ZONE) == is_zone;
        let row = move |item: &'a Item| {
            let mut row = Row { about: About::Answer(item), depth: 1, ..Row::of(here, item) };
            row.facts.extend(Some(item.text("question")).filter(|words| !words.is_empty()).map(Fact::Named));
            row.facts.extend(item.flag("private").then_some(Fact::Private));
            row
        };
        here.participants.iter().flat_map(move |person| {
            let asked = here.asked(&person.id).into_iter().map(|(_, item)| item);
            let said = asked.chain(here.remarks(&person.id)).filter(is_wanted);
            said.map(move |item| (person.text("name"), row(item)))
        })
    }

    /// The same in sheets: answers with an owner in sheets of pre-work, here or in sessions of their own since the last one
    /// that was none.
    fn forms(&self) -> Vec<(&'a str, Row<'a>)> {
        let is_form = |session: &Session| session.template.starts_with(PRE_WORK);
        let recent = self.earlier.iter().copied().take_while(|session| is_form(session));
        let mut answers = Vec::new();
        for home in recent.chain([self.here]) {
            for (stage, sheet) in home.sheets() {
                if !(is_form(home) || stage.id.starts_with(PRE_WORK)) {
                    continue;
                }
                for item in &sheet.items {
                    let lane = sheet.setup.lanes.iter().find(|lane| lane.id == item.text("lane"));
                    let question = lane.map_or(stage.title.as_str(), |lane| &lane.name);
                    let mut row = Row { depth: 1, ..Row::of(home, item) };
                    row.facts.push(Fact::Named(question));
                    if item.flag("private") {
                        row.facts.push(Fact::Private);
                    }
                    answers.push((author(home, item), row));
                }
            }
        }
        answers
    }

    /// The answers of each person, under their name.
    pub(super) fn pre_work(&self) -> Vec<Row<'a>> {
        let forms: Vec<(&str, Row<'_>)> = self.answers(false).chain(self.forms()).collect();
        let mut people: Vec<&'a str> = Vec::new();
        for (name, _) in &forms {
            if !people.contains(name) {
                people.push(name);
            }
        }
        let mut rows = Vec::new();
        for name in people {
            rows.push(self.person(name));
            rows.extend(forms.iter().filter(|(author, _)| *author == name).map(|(_, row)| row.clone()));
        }
        rows
    }

    fn person(&self, name: &'a str) -> Row<'a> {
        Row { home: self.here, about: About::Person(name), depth: 0, facts: Vec::new(), is_settled: false }
    }

    /// Zone of genius and wishes, a row for each person, and below it what they wrote about themselves.
    pub(super) fn zones(&self) -> Vec<Row<'a>> {
        let mut rows: Vec<(&'a str, Row<'a>)> = Vec::new();
        let mut add = |name: &'a str, home: &'a Session, fact: Fact<'a>| {
            if let Some((_, row)) = rows.iter_mut().find(|(known, _)| is_same(known, name)) {
                if !row.facts.contains(&fact) {
                    row.facts.push(fact);
                }
            } else {
                rows.push((
                    name,
                    Row { home, about: About::Person(name), depth: 0, facts: vec![fact], is_settled: false },
                ));
            }
        };
        for (name, row) in self.forms() {
            let About::Item(item) = row.about else { continue };
            let key = OF_ZONE.iter().find(|(lane, _)| *lane == item.text("lane")).map(|(_, key)| *key);
            if let Some(key) = key.filter(|_| !item.text("text").is_empty()) {
                add(name, row.home, Fact::Field(key, item.text("text")));
            }
        }
        for home in self.recent() {
            for person in home.items_of(SheetKind::People).filter(|item| !item.text("name").is_empty()) {
                for key in ["zone", "wish"].into_iter().filter(|key| !person.text(key).is_empty()) {
                    add(person.text("name"), home, Fact::Field(key, person.text(key)));
                }
            }
        }
        let mut written: Vec<(&str, Row<'_>)> = self.answers(true).collect();
        for (name, _) in &written {
            if !rows.iter().any(|(known, _)| is_same(known, name)) {
                rows.push((*name, self.person(name)));
            }
        }
        let mut all = Vec::new();
        for (name, row) in rows {
            all.push(row);
            all.extend(written.extract_if(.., |(author, _)| is_same(author, name)).map(|(_, row)| row));
        }
        all
    }
}

fn is_same(name: &str, other: &str) -> bool {
    name.to_lowercase() == other.to_lowercase()
}

/// Who wrote an answer: its owner, else the only one in the room, else whoever the session is for.
fn author<'a>(home: &'a Session, item: &'a Item) -> &'a str {
    if !item.text("owner").is_empty() {
        return home.person(item.text("owner"));
    }
    let mut room = home.in_room();
    match (room.next(), room.next()) {
        (Some(only), None) => only.text("name"),
        _ => &home.title,
    }
}
