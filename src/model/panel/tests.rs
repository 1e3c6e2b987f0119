//! Every panel, from a few small sessions.

use serde_json::{Value, json};

use super::*;
use crate::model::id::ItemId;
use crate::model::item::News;
use crate::model::session::State;
use crate::model::strategies::{at, day, sample};

const TODAY: &str = "2026-03-12";

/// A closed session of this day with these sheets in one stage, told apart by its number.
fn session(number: u128, held: &str, sheets: &Value) -> Session {
    let mut file = serde_json::to_value(sample()).unwrap();
    let sheet = |(kind, items): (&String, &Value)| json!({ "id": kind, "kind": kind, "items": items });
    let sheets: Vec<Value> = sheets.as_object().unwrap().iter().map(sheet).collect();
    file["stages"] = json!([{ "id": "s", "title": "Work", "minutes": 25, "at_least": 5, "sheets": sheets }]);
    file["id"] = json!(Uuid::from_u128(number));
    file["title"] = json!(format!("Session {number}"));
    file["scheduled"] = json!(format!("{held}T09:00:00+01:00"));
    file["parked"] = json!([]);
    file["state"] = json!("closed");
    serde_json::from_value(file).unwrap()
}

/// The rows of a panel as short words: what they are about, their facts, and whether they are settled.
fn rows(shown: Shown, here: &Session, earlier: &[&Session]) -> Vec<String> {
    let scope = Scope { here, earlier: earlier.to_vec(), today: day(TODAY) };
    let line = |row: Row<'_>| {
        let about = match row.about {
            About::Item(item) | About::Answer(item) => item.id.to_string(),
            About::Stage(stage) => stage.id.clone(),
            About::Session => row.home.title.clone(),
            About::Person(name) => name.to_owned(),
            About::Month(month) => month.format("%Y-%m").to_string(),
            About::Sum => "sum".to_owned(),
        };
        let about = format!("{}{about}", ">".repeat(row.depth));
        let facts = row.facts.iter().map(|fact| format!("{fact:?}"));
        let settled = row.is_settled.then(|| "ok".to_owned());
        [about].into_iter().chain(facts).chain(settled).collect::<Vec<_>>().join(" ")
    };
    scope.rows(shown).into_iter().map(line).collect()
}

fn here() -> Session {
    Session { id: Uuid::from_u128(9), state: State::Running, ..session(9, TODAY, &json!({})) }
}

fn news(key: &str, value: impl Into<Value>) -> News {
    News::new(at("10:00"), Some(Uuid::from_u128(9))).with(key, value)
}

#[test]
fn parked_thoughts_of_the_whole_thread_wait_until_someone_decides() {
    let mut old = session(1, "2025-10-01", &json!({}));
    let mut newer = session(2, "2026-01-01", &json!({}));
    let thought = |id: &str, state: &str| Item::new(ItemId::new(id), "text", "x").with("state", state);
    old.parked = vec![thought("k-1", "pending"), thought("k-2", "dropped")];
    newer.parked = vec![thought("k-3", "pending"), Item::new(ItemId::new("k-4"), "text", "x")];
    newer.parked[0].history.push(news("state", "taken"));
    let mut here = here();
    here.parked = vec![thought("k-5", "pending")];
    let expected =
        [r#"k-1 From("Session 1")"#, r#"k-3 Word("taken") From("Session 2") ok"#, r#"k-4 From("Session 2")"#, "k-5"];
    assert_eq!(rows(Shown::Parked, &here, &[&newer, &old]), expected);
}

#[test]
fn a_decision_is_due_on_its_day_or_after_ninety_until_somebody_says_what_came() {
    let decisions = json!({ "decisions": [
        { "id": "d-1", "text": "a", "review": "2026-03-13" },
        { "id": "d-2", "text": "b", "review": "2026-03-12", "confidence_percent": 80 },
        { "id": "d-3", "text": "c" },
        { "id": "d-4", "text": "d", "came_true": "no" },
        { "id": "d-5", "text": "e", "review": "2026-01-01",
          "history": [{ "at": "2026-03-12T10:00:00+01:00", "session": Uuid::from_u128(9), "came_true": "partly", "learned": "ask" }] }
    ] });
    let old = session(1, "2025-12-11", &decisions);
    let expected = [
        r#"d-5 Field("came_true", "partly") Field("learned", "ask") From("Session 1") ok"#,
        r#"d-3 Review(2026-03-11) From("Session 1")"#,
        r#"d-2 Review(2026-03-12) Number("confidence_percent", 80.0) From("Session 1")"#,
    ];
    assert_eq!(rows(Shown::DecisionsDue, &here(), &[&old]), expected);
}

#[test]
fn a_year_ago_is_ten_to_fourteen_months_back() {
    let sheets = json!({
        "decisions": [{ "id": "d-1", "text": "a", "came_true": "yes" }],
        "goals": [{ "id": "g-1", "text": "b", "reached": 3, "target": 4 }, { "id": "g-2", "text": "c" }],
        "actions": [{ "id": "a-1", "goal": "g-2" }, { "id": "a-2", "goal": "g-2", "status": "done" }],
        "text": [{ "id": "t-1", "text": "Calm work" }],
        "factors": [{ "id": "f-1", "text": "rents rise", "swot": "threat", "likelihood": 4 }]
    });
    let held = ["2025-01-11", "2025-01-12", "2025-05-12", "2025-05-13"];
    let all: Vec<Session> = (1..).zip(held).map(|(number, held)| session(number, held, &sheets)).collect();
    let earlier: Vec<&Session> = all.iter().rev().collect();
    let shown = rows(Shown::YearAgo, &here(), &earlier);
    assert_eq!(shown.len(), 8, "{shown:?}");
    let expected = [
        r#"d-1 Field("came_true", "yes") From("Session 2")"#,
        r#"g-1 Number("reached", 3.0) Number("target", 4.0) From("Session 2")"#,
        r#"g-2 Done(1, 2) From("Session 2")"#,
        r#"t-1 From("Session 2")"#,
    ];
    assert_eq!(shown[..4], expected);
    let forecast = rows(Shown::Forecast, &here(), &earlier);
    assert_eq!(forecast, [r#"f-1 Word("threat") Number("likelihood", 4.0)"#; 2]);
}

#[test]
fn the_year_has_twelve_months_with_their_shifts_and_what_they_won() {
    let sheets = json!({
        "opening": [{ "id": "o-1", "slot": "shift", "text": "No calls before ten" }],
        "closing": [{ "id": "c-1", "slot": "verdict", "verdict": "partly", "hours_a_month": 6 }],
        "actions": [{ "id": "a-1", "text": "x", "history": [
            { "at": "2026-01-20T10:00:00+01:00", "outcome": "done", "money_a_month": 1 },
            { "at": "2026-01-21T10:00:00+01:00", "outcome": "done", "money_a_month": 300 }
        ] }]
    });
    let december = session(1, "2025-12-03", &sheets);
    let rows = rows(Shown::Year, &here(), &[&december]);
    assert_eq!((rows.len(), rows[0].as_str()), (13, "2025-04 ok"));
    assert_eq!(rows[8], r#"2025-12 Words("No calls before ten") Word("partly") Number("hours_a_month", 6.0)"#);
    assert_eq!(rows[9], r#"2026-01 Number("money_a_month", 300.0) ok"#);
    assert_eq!(rows[12], r#"sum Number("hours_a_month", 6.0) Number("money_a_month", 300.0)"#);
}

#[test]
fn promises_are_scored_by_the_day_that_was_named_first() {
    let done = |at: &str| json!([{ "at": format!("{at}T10:00:00+01:00"), "status": "done" }]);
    let actions = json!({ "actions": [
        { "id": "a-1", "due": "2026-01-31", "history": done("2026-01-31") },
        { "id": "a-2", "due": "2026-01-31", "history": done("2026-02-01") },
        { "id": "a-3", "due": "2026-03-11" },
        { "id": "a-4", "due": "2026-03-12" },
        { "id": "a-5", "status": "dropped" }
    ] });
    let old = session(1, "2026-01-01", &actions);
    let none = session(2, "2026-02-01", &json!({}));
    let score = "Score(Score { all: 5, kept: 2, on_time: 1, dropped: 1, late: 1 })";
    assert_eq!(rows(Shown::Promises, &here(), &[&none, &old]), [format!("sum {score}"), format!("Session 1 {score}")]);
    assert!(rows(Shown::Promises, &here(), &[&none]).is_empty());
}

#[test]
fn goals_know_how_sure_people_are_and_were() {
    let mut old = session(
        1,
        "2025-12-01",
        &json!({ "goals": [
            { "id": "g-1", "text": "a", "confidence": 7, "owner": "p-1", "due": "2026-06-30" },
            { "id": "g-2", "text": "b", "status": "done" },
            { "id": "g-3", "text": "c" }
        ] }),
    );
    let ancient = session(2, "2024-12-01", &json!({ "goals": [{ "id": "g-9", "text": "z" }] }));
    old.stages[0].sheets[0].items[0].history.push(news("confidence", 4));
    let expected =
        [r#"g-1 Confidence(Some(4), Some(7)) Owner("Maria Lopez") Due(2026-06-30) ok"#, "g-3 Confidence(None, None)"];
    assert_eq!(rows(Shown::Goals, &here(), &[&old, &ancient]), expected);
}

#[test]
fn the_plan_on_a_page_goes_from_goals_to_actions() {
    let sheets = json!({
        "goals": [{ "id": "g-1", "text": "a" }],
        "projects": [{ "id": "j-1", "text": "b", "goal": "g-1" }],
        "actions": [
            { "id": "a-1", "text": "c", "project": "j-1", "owner": "p-1", "due": "2026-03-01" },
            { "id": "a-2", "text": "d", "status": "done" }
        ]
    });
    let old = session(1, "2026-01-01", &sheets);
    let expected = ["g-1", ">j-1", r#">>a-1 Owner("Maria Lopez") Late(2026-03-01)"#, ">a-2 ok"];
    assert_eq!(rows(Shown::Plan, &here(), &[&old]), expected);
}

#[test]
fn pre_work_stands_under_the_names_of_those_who_wrote_it() {
    let mut form = session(
        1,
        "2026-03-01",
        &json!({ "notes": [
            { "id": "n-1", "text": "Drawing", "lane": "gift", "owner": "p-1" },
            { "id": "n-2", "text": "A quiet day", "lane": "wish", "owner": "Lea", "private": true },
            { "id": "n-3", "text": "Alone at last", "lane": "energy", "owner": "p-1" }
        ] }),
    );
    form.template = "prework-zone".to_owned();
    form.stages[0].sheets[0].setup.lanes = vec![crate::model::words::Named::new("gift", "What comes easily")];
    let before =
        session(2, "2026-01-01", &json!({ "people": [{ "id": "p-9", "name": "maria lopez", "wish": "Fridays" }] }));
    assert_eq!(
        rows(Shown::PreWork, &here(), &[&form, &before]),
        [
            "Maria Lopez",
            r#">n-1 Named("What comes easily")"#,
            r#">n-3 Named("Work")"#,
            "Lea",
            r#">n-2 Named("Work") Private"#,
        ]
    );
    assert_eq!(
        rows(Shown::Zones, &here(), &[&form, &before]),
        [
            r#"Maria Lopez Field("zone", "Drawing") Field("zone", "Alone at last") Field("wish", "Fridays")"#,
            r#"Lea Field("wish", "A quiet day")"#,
        ]
    );
    assert!(rows(Shown::PreWork, &here(), &[&before, &form]).is_empty(), "forms for the session before are its own");
}

#[test]
fn answers_that_were_sent_back_stand_under_their_names_and_those_about_people_among_the_people() {
    let mut here = here();
    here.participants =
        [("p-1", "Maria Lopez"), ("p-2", "Lea")].map(|(id, name)| Item::new(ItemId::new(id), "name", name)).to_vec();
    let asked = |id: &str, template: &str, number: u32, text: &str| {
        let item = Item::new(ItemId::new(id), "person", "p-2").with("number", number).with("template", template);
        item.with("question", format!("Question {number}?")).with("text", text)
    };
    here.prework = vec![
        asked("q-1", "prework-bilan", 1, "The launch"),
        asked("q-2", "prework-bilan", 2, ""),
        asked("q-3", "prework-zone", 3, "Drawing").with("private", true),
        Item::new(ItemId::new("q-4"), "person", "p-2").with("text", "See you"),
    ];
    let before = session(2, "2026-01-01", &json!({ "people": [{ "id": "p-9", "name": "lea", "wish": "Fridays" }] }));
    assert_eq!(rows(Shown::PreWork, &here, &[&before]), ["Lea", r#">q-1 Named("Question 1?")"#, ">q-4"]);
    assert_eq!(
        rows(Shown::Zones, &here, &[&before]),
        [r#"lea Field("wish", "Fridays")"#, r#">q-3 Named("Question 3?") Private"#]
    );
}

#[test]
fn unfinished_stages_are_those_of_the_session_that_is_linked() {
    let mut linked = sample();
    linked.id = Uuid::from_u128(1);
    linked.stages[2].sheets[0].items.clear();
    linked.stages[1].clock = linked.stages[1].clock.clone().started(at("09:00")).stopped(at("09:30"));
    linked.stages[2].clock = linked.stages[2].clock.clone().started(at("09:30")).stopped(at("09:31"));
    let other = session(2, "2026-02-01", &json!({ "goals": [] }));
    let mut here = here();
    here.thread = Some(linked.id);
    assert_eq!(rows(Shown::Unfinished, &here, &[&other, &linked]), ["plan Empty Minutes(30)"]);
    here.thread = None;
    assert_eq!(rows(Shown::Unfinished, &here, &[&other, &linked]), ["s NotBegun Minutes(25)"]);
    here.stages = other.stages.clone();
    assert_eq!(rows(Shown::Unfinished, &here, &[&other]), ["s Here Minutes(25) ok"]);
}
