//! The panels about people: what each wrote before the session, and where each is at their best.

use super::{About, Fact, Row, Scope};
use crate::model::item::Item;
use crate::model::session::Session;
use crate::model::sheet::SheetKind;

/// How the ids of templates for pre-work begin.
const PRE_WORK: &str = "prework-";

/// Lanes and columns of pre-work that tell of a zone or a wish.
const OF_ZONE: [(&str, &str); 3] = [("gift", "zone"), ("energy", "zone"), ("wish", "wish")];

impl<'a> Scope<'a> {
    /// The forms of this session: answers with an owner in sheets of pre-work, here or in sessions of their own since the
    /// last one that was none.
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
        let forms = self.forms();
        let mut people: Vec<&'a str> = Vec::new();
        for (name, _) in &forms {
            if !people.contains(name) {
                people.push(name);
            }
        }
        let mut rows = Vec::new();
        for name in people {
            rows.push(Row {
                home: self.here,
                about: About::Person(name),
                depth: 0,
                facts: Vec::new(),
                is_settled: false,
            });
            rows.extend(forms.iter().filter(|(author, _)| *author == name).map(|(_, row)| row.clone()));
        }
        rows
    }

    /// Zone of genius and wishes, a row for each person.
    pub(super) fn zones(&self) -> Vec<Row<'a>> {
        let mut rows: Vec<(&'a str, Row<'a>)> = Vec::new();
        let mut add = |name: &'a str, home: &'a Session, fact: Fact<'a>| {
            if let Some((_, row)) = rows.iter_mut().find(|(known, _)| known.to_lowercase() == name.to_lowercase()) {
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
        rows.into_iter().map(|(_, row)| row).collect()
    }
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
