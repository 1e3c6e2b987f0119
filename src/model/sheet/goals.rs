//! Goals: an outcome, by whom and when, and the number that would prove it; what one lacks, and which pillars all carry.

use std::borrow::Cow;

use super::{SheetKind, Slot, Takes};
use crate::model::apportion;
use crate::model::field::{Field, FieldKind, Sign};
use crate::model::item::Item;
use crate::model::ratio::Ratio;
use crate::model::session::Session;
use crate::model::smart::{Missing, Statement};
use crate::model::stage::Sheet;
use crate::model::words::Words;

pub(super) const SLOTS: &[Slot] = &[Slot {
    id: "",
    prefix: "g",
    takes: Takes::Many,
    offers: &[],
    fields: Cow::Borrowed(&[
        Field::shown("text", FieldKind::Line),
        Field::signed("owner", FieldKind::Person, Sign::Owner),
        Field::signed("due", FieldKind::Date, Sign::Due),
        Field::signed("pillars", FieldKind::Tags(PILLARS), Sign::Tag),
        Field::signed("priority", FieldKind::Scale(1, 4), Sign::Priority),
        Field::shown("measure", FieldKind::Line),
        Field::shown("unit", FieldKind::Line),
        Field::shown("baseline", FieldKind::Number),
        Field::shown("target", FieldKind::Number),
        Field::shown("reached", FieldKind::Number),
        Field::shown("focus", FieldKind::Line),
        Field::shown("departments", FieldKind::Tags(Words::ANY)),
        Field::shown("confidence", FieldKind::Scale(0, 10)),
        Field::shown("why", FieldKind::Page),
    ]),
}];

/// The pillars of a goal where the questions name none.
const USUAL: [&str; 3] = ["profitability", "people", "customer-experience"];

/// The pillars that a language has a name for.
pub(super) const PILLARS: Words = Words::Known(&USUAL);

/// How much of the goals one pillar carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pillar {
    /// Its word in files.
    pub id: String,
    /// The goals that serve it.
    pub goals: u32,
    /// Its share of all that serve any, in percent; the shares add up to 100.
    pub percent: u32,
}

/// What a goal of a session lacks; nothing where it is specific, measurable, achievable, relevant and time-bound.
pub fn missing(goal: &Item, session: &Session) -> Vec<Missing> {
    let number = |key: &str| Ratio::decimal(&goal.value(key).filter(|value| value.is_number())?.to_string());
    let full = format!("{}/{}", session.id, goal.id);
    let serves = |item: &Item| [goal.id.as_str(), &full].contains(&item.text("goal"));
    let steps = [SheetKind::Projects, SheetKind::Milestones, SheetKind::Actions];
    let statement = Statement {
        text: goal.text("text"),
        owner: goal.text("owner"),
        measure: goal.text("measure"),
        unit: goal.text("unit"),
        baseline: number("baseline"),
        target: number("target"),
        has_first_step: steps.into_iter().flat_map(|kind| session.items_of(kind)).any(serves),
        why: goal.text("why"),
        has_purpose: goal.words("pillars").next().is_some() || !goal.text("focus").trim().is_empty(),
        has_due: goal.date("due").is_some(),
    };
    statement.missing()
}

/// The balance of the pillars: the usual three where one of them is named by a question or a goal, then the others that
/// are; empty where no goal names any.
pub fn balance(sheet: &Sheet) -> Vec<Pillar> {
    let preset = sheet.prompts.iter().filter_map(|prompt| prompt.preset.get("pillars")?.as_array()).flatten();
    let named = sheet.items.iter().flat_map(|goal| goal.words("pillars"));
    let named: Vec<&str> = preset.filter_map(serde_json::Value::as_str).chain(named).collect();
    let usual = USUAL.into_iter().filter(|_| USUAL.iter().any(|usual| named.contains(usual)));
    let mut ids: Vec<&str> = usual.collect();
    for id in named {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let goals = |id: &&str| {
        let count = sheet.items.iter().filter(|goal| goal.words("pillars").any(|word| word == *id)).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    let counts: Vec<u32> = ids.iter().map(goals).collect();
    if counts.iter().all(|count| *count == 0) {
        return Vec::new();
    }
    let pillar = |((id, goals), percent): ((&str, u32), u32)| Pillar { id: id.to_owned(), goals, percent };
    let shares = apportion::percent(&counts);
    ids.into_iter().zip(counts).zip(shares).map(pillar).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::strategies::sample;

    fn sheet(prompts: &[&str], goals: &[&[&str]]) -> Sheet {
        let prompts: Vec<_> =
            prompts.iter().map(|pillar| json!({ "ask": "Which?", "preset": { "pillars": [pillar] } })).collect();
        let goal = |(at, pillars): (usize, &&[&str])| json!({ "id": format!("g-{at}"), "pillars": pillars });
        let items: Vec<_> = goals.iter().enumerate().map(goal).collect();
        serde_json::from_value(json!({ "id": "goals", "kind": "goals", "prompts": prompts, "items": items })).unwrap()
    }

    fn shares(sheet: &Sheet) -> Vec<(String, u32)> {
        balance(sheet).into_iter().map(|pillar| (pillar.id, pillar.percent)).collect()
    }

    fn named(shares: &[(&str, u32)]) -> Vec<(String, u32)> {
        shares.iter().map(|(id, percent)| ((*id).to_owned(), *percent)).collect()
    }

    #[test]
    fn an_empty_pillar_is_named_beside_those_that_carry() {
        let goals: &[&[&str]] = &[&["people"], &["people"], &["profitability"], &[]];
        let usual = [("profitability", 33), ("people", 67), ("customer-experience", 0)];
        assert_eq!(shares(&sheet(&[], goals)), named(&usual));
        assert_eq!(shares(&sheet(&["people", "profitability"], goals)), named(&usual));
    }

    #[test]
    fn pillars_of_ones_own_stand_alone_in_the_order_of_the_questions() {
        let goals: &[&[&str]] = &[&["land"], &["sea", "land"]];
        assert_eq!(shares(&sheet(&["sea", "land"], goals)), named(&[("sea", 33), ("land", 67)]));
        assert_eq!(shares(&sheet(&["sea"], &[])), []);
    }

    #[test]
    fn a_goal_that_an_action_serves_has_a_first_step() {
        let mut file = serde_json::to_value(sample()).unwrap();
        let id = file["id"].as_str().unwrap().to_owned();
        let lacks_footing = |file: &serde_json::Value| {
            let session: Session = serde_json::from_value(file.clone()).unwrap();
            let goal = session.items_of(SheetKind::Goals).next().unwrap().clone();
            missing(&goal, &session).contains(&Missing::Footing)
        };
        let sheet = &mut file["stages"][2]["sheets"][0];
        *sheet = json!({ "id": "actions", "kind": "actions", "items": [] });
        assert!(lacks_footing(&file));
        for link in ["g-1".to_owned(), format!("{id}/g-1")] {
            file["stages"][2]["sheets"][0]["items"] = json!([{ "id": "a-9", "text": "Call", "goal": link }]);
            assert!(!lacks_footing(&file));
        }
    }
}
