//! Secrets in every private place, and what becomes of them in the projection.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::model::strategies::{at, sample, session};

/// Stands in everything that nobody else may see.
pub(crate) const SECRET: &str = "SECRET";

fn json(shared: &Shared) -> String {
    serde_json::to_string(shared).unwrap()
}

fn read(file: Value) -> Session {
    serde_json::from_value(file).unwrap()
}

/// Puts a secret into every place of a session file that is private, whatever else it holds.
pub(crate) fn with_secrets(session: &Session) -> Session {
    let mut file = serde_json::to_value(session).unwrap();
    sow(&mut file);
    for key in ["style", "template", "closed_because"] {
        file[key] = json!(if key == "style" { "expert" } else { SECRET });
    }
    file["client"] = json!({ "name": "SECRET & Sons Ltd", "alias": "Birch" });
    let private = |id: &str, key: &str| json!({ "id": id, key: SECRET, "private": true, "also": { "text": [SECRET] } });
    push(&mut file["participants"], private("s-1", "name"));
    push(&mut file["parked"], private("s-2", "text"));
    push(&mut file["notes"], private("s-3", "text"));
    push(&mut file["notes"], json!({ "id": "s-4", "text": SECRET, "private": false }));
    push(
        &mut file["prework"],
        json!({ "id": "s-5", "person": "p-1", "question": SECRET, "hint": SECRET, "text": SECRET }),
    );
    let mut number = 10;
    for stage in file["stages"].as_array_mut().unwrap() {
        stage["cues"] = json!({ "any": [SECRET], "blank-sheet": [SECRET], "strategist": [SECRET], "expert": [SECRET] });
        for sheet in stage["sheets"].as_array_mut().unwrap() {
            for prompt in sheet.get_mut("prompts").and_then(Value::as_array_mut).into_iter().flatten() {
                prompt["hint"] = json!(SECRET);
                prompt["example"] = json!(SECRET);
                prompt["preset"]["x_secret"] = json!(SECRET);
            }
            for (key, value) in
                [("private", json!(true)), ("private", json!("yes")), ("also", json!({ "private": [true] }))]
            {
                number += 1;
                let id = format!("s-{number}");
                push(&mut sheet["items"], json!({ "id": id, "text": SECRET, "name": SECRET, key: value }));
            }
            number += 1;
            let id = format!("s-{number}");
            let told = json!([{ "at": "2026-03-12T10:00:00+01:00", "private": true, "note": SECRET }]);
            push(&mut sheet["items"], json!({ "id": id, "text": SECRET, "history": told }));
            number += 1;
            let id = format!("s-{number}");
            push(
                &mut sheet["items"],
                json!({ "id": id, "text": { "deep": SECRET }, "from": SECRET, "versions": [{ "text": SECRET }], "owner": "s-1" }),
            );
        }
        let hidden = json!({
            "id": "hidden", "kind": "notes", "private": true, "lanes": [{ "id": "l", "name": SECRET }],
            "prompts": [{ "ask": SECRET }], "items": [{ "id": format!("t-{number}"), "text": SECRET }]
        });
        let coach = json!({
            "id": "coach", "kind": "closing", "prompts": [{ "ask": SECRET, "slot": "coach-takeaway" }],
            "items": [{ "id": format!("u-{number}"), "slot": "coach-takeaway", "text": SECRET }]
        });
        let on = format!("{}/hidden", stage["id"].as_str().unwrap());
        let goes_on = json!({ "id": "on", "kind": "notes", "continues": on, "prompts": [{ "ask": SECRET }] });
        stage["sheets"].as_array_mut().unwrap().extend([hidden, coach, goes_on]);
    }
    read(file)
}

/// Gives every object a key of a later version, and every record the losing value of a merge.
fn sow(file: &mut Value) {
    match file {
        Value::Object(object) => {
            object.values_mut().for_each(sow);
            object.insert("x_secret".to_owned(), json!({ "deep": [SECRET] }));
            if object.contains_key("id") && !object.contains_key("columns") && !object.contains_key("kind") {
                object.insert("also".to_owned(), json!({ "title": [SECRET], "text": [SECRET] }));
            }
        }
        Value::Array(all) => all.iter_mut().for_each(sow),
        _ => {}
    }
}

fn push(list: &mut Value, item: Value) {
    match list {
        Value::Array(all) => all.push(item),
        other => *other = json!([item]),
    }
}

#[test]
fn what_was_said_aloud_is_shown_and_nothing_else() {
    let mut session = sample();
    session.client =
        Some(crate::model::session::Client { name: "Acme".into(), alias: "Birch".into(), ..Default::default() });
    session.title = "Acme offsite".to_owned();
    let shared = Shared::of(&with_secrets(&session));
    let text = json(&shared);
    assert!(!text.contains(SECRET), "{text}");
    let shared = Shared::of(&session);
    assert_eq!((shared.title.as_str(), shared.client.as_str()), ("Birch offsite", "Birch"));
    assert_eq!(shared.stages[1].sheets[0].questions[0].ask, "Which goals?");
    let goal = &shared.stages[1].sheets[0].items[0];
    assert_eq!((&goal.values["text"], shared.person("p-1")), (&json!("Twelve clients"), "Maria Lopez"));
    assert_eq!(shared.parked[0].values["text"], json!("Raise the day rate?"));
}

#[test]
fn scores_are_shown_once_everybody_in_the_room_has_given_theirs() {
    let mut file = serde_json::to_value(sample()).unwrap();
    let score = |id: &str, who: &str| json!({ "id": id, "slot": "score", "score": 4, "owner": who, "alternative": "x-1", "criterion": "e-1" });
    file["stages"][1]["sheets"][0] = json!({ "id": "ways", "kind": "options", "items": [
        { "id": "x-1", "text": "Wait" }, { "id": "e-1", "slot": "criterion", "text": "Cost" }, score("y-1", "p-1")
    ] });
    let given = |file: &Value| Shared::of(&read(file.clone())).stages[1].sheets[0].of_slot("score").count();
    assert_eq!(given(&file), 0);
    push(&mut file["stages"][1]["sheets"][0]["items"], score("y-2", "p-2"));
    assert_eq!(given(&file), 2);
    push(&mut file["stages"][1]["sheets"][0]["items"], json!({ "id": "x-2", "text": "Go" }));
    assert_eq!(given(&file), 0);
    file["state"] = json!("closed");
    assert_eq!(given(&file), 2, "nobody is swayed any more");
}

#[test]
fn a_link_to_what_is_hidden_goes() {
    let mut session = sample();
    let goal = |shared: &Shared| shared.stages[2].sheets[0].items[0].values.get("goal").cloned();
    assert_eq!(goal(&Shared::of(&session)), Some(json!("g-1")));
    session.stages[1].sheets[0].items[0].values.insert("private".to_owned(), json!(true));
    assert_eq!(goal(&Shared::of(&session)), None);
}

#[test]
fn the_clock_of_the_room_is_the_one_of_the_session() {
    let mut session = sample();
    for (from, to) in [("09:30", Some("09:40")), ("09:50", None)] {
        session.stages[0].clock.visits.push(Visit::new(at(from), to.map(at)));
    }
    session.stages[0].clock.corrected_seconds = -60;
    let shared = Shared::of(&session);
    assert_eq!(shared.stage_here(), Some(0));
    assert_eq!(shared.stages[0].clock.spent(at("10:00")), 19 * 60);
    assert_eq!(shared.session().timebox(at("10:00")).left_here(), 11 * 60);
}

#[test]
fn a_plan_has_the_sessions_of_one_client_and_hides_the_name_of_earlier_days() {
    let client = |name: &str, alias: &str| crate::model::session::Client {
        name: name.into(),
        alias: alias.into(),
        ..Default::default()
    };
    let of = |number: u128, title: &str, whose| Session {
        id: Uuid::from_u128(number),
        title: title.to_owned(),
        client: whose,
        ..sample()
    };
    let here = of(1, "Second", Some(client("Acme", "Birch")));
    let all = [
        here.clone(),
        of(2, "First at Acme", Some(client("ACME", ""))),
        of(3, "Secret", Some(client("Nord", ""))),
        of(4, "Mine", None),
    ];
    let family = family(&here, &all);
    let titles: Vec<&str> = family.iter().map(|each| each.title.as_str()).collect();
    assert_eq!(titles, ["Second", "First at Birch"]);
    assert!(family.iter().all(|each| each.client == "Birch" && each.stages.len() == 2 && each.parked.is_empty()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_secret_is_in_the_projection_of_any_session(session in session()) {
        let secret = with_secrets(&session);
        let text = json(&Shared::of(&secret));
        prop_assert!(!text.contains(SECRET), "{}", text);
        let mut again = Shared::of(&secret).session();
        again.schema.clear();
        prop_assert!(!serde_json::to_string(&again).unwrap().contains(SECRET));
        let other = Session { id: Uuid::from_u128(77), title: SECRET.to_owned(), client: None, ..secret.clone() };
        prop_assert!(!serde_json::to_string(&family(&secret, [&secret, &other])).unwrap().contains(SECRET));
    }

    #[test]
    fn what_is_private_changes_no_byte_of_what_is_shown(session in session(), text in "[a-z ]{1,12}") {
        let mut more = session.clone();
        let secret = |id: &str| crate::model::item::Item::new(ItemId::new(id), "text", text.as_str()).with("private", true);
        more.notes.push(secret("s-1"));
        more.parked.insert(0, secret("s-2"));
        more.prework.push(secret("s-3"));
        for (at, sheet) in more.stages.iter_mut().flat_map(|stage| &mut stage.sheets).enumerate() {
            sheet.items.insert(0, secret(&format!("s-{at}-4")));
        }
        prop_assert_eq!(json(&Shared::of(&more)), json(&Shared::of(&session)));
    }

    #[test]
    fn it_comes_back_from_a_file_and_from_a_session_as_it_was(session in session()) {
        let shared = Shared::of(&session);
        let read: Shared = serde_json::from_str(&json(&shared)).unwrap();
        prop_assert_eq!(json(&read), json(&shared));
        let again = Shared::of(&shared.session());
        prop_assert_eq!(again.items().map(|item| &item.values).collect::<Vec<_>>(), shared.items().map(|item| &item.values).collect::<Vec<_>>());
    }
}
