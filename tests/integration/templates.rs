//! Templates on the command line: fitted to a time, copied, changed, broken, gone.

use std::fs;
use std::path::PathBuf;

use offsite::tui::screens::Screen;
use offsite::tui::screens::prepare::Prepare;
use serde_json::{Value, json};

use crate::support::Desk;
use crate::support::command::Machine;

fn text(words: &str) -> Value {
    json!({ "en": words, "fr": words })
}

/// Puts a template of this person's own into a machine.
fn put(machine: &Machine, template: &Value) -> PathBuf {
    let name = format!("config/offsite/templates/{}.json", template["id"].as_str().unwrap());
    machine.write(&name, &(serde_json::to_string_pretty(template).unwrap() + "\n"))
}

/// The co-creation sprint, by its kinds and minutes.
fn sprint() -> Value {
    let stage = |(id, minutes, at_least, kind): (&str, u32, u32, &str)| {
        json!({
            "id": id, "title": text(id), "minutes": minutes, "at_least": at_least,
            "sheets": [{ "id": "s", "kind": kind }]
        })
    };
    let stages = [
        ("Opening", 15, 8, "opening"),
        ("Stock-taking", 35, 15, "notes"),
        ("People", 30, 12, "people"),
        ("Break", 10, 5, "break"),
        ("Goals", 45, 20, "goals"),
        ("Lunch", 30, 20, "break"),
        ("Strategies", 60, 30, "strategies"),
        ("Path", 30, 15, "notes"),
        ("Second break", 10, 5, "break"),
        ("Actions", 60, 27, "actions"),
        ("Schedule", 20, 10, "milestones"),
        ("Closing", 15, 8, "closing"),
    ];
    json!({
        "format": "offsite.template", "version": 1, "id": "long-day", "title": text("Long day"),
        "stages": stages.map(stage)
    })
}

#[test]
fn a_template_is_fitted_to_the_minutes_there_are() {
    let machine = Machine::new();
    put(&machine, &sprint());
    for (minutes, slack) in [(360, 15), (270, 15), (180, 0)] {
        let words = minutes.to_string();
        let fit = machine.offsite(&["templates", "fit", "long-day", &words, "--json"]).succeeds().json();
        let stages = fit["stages"].as_array().unwrap();
        let sum: u64 = stages.iter().map(|stage| stage["minutes"].as_u64().unwrap()).sum();
        assert_eq!((fit["fits"].as_bool(), &fit["slack"], sum + slack), (Some(true), &json!(slack), minutes));
        assert!(stages.iter().all(|stage| stage["minutes"].as_u64() >= stage["at_least"].as_u64()));
        let shown = machine.offsite(&["templates", "fit", "long-day", &words]).succeeds();
        shown.says("STAGE").remarks(&format!("Next: offsite new --template long-day --fit {minutes}"));
        let new = machine.offsite(&["new", "--template", "long-day", "--fit", &words]).succeeds();
        let session: Value = serde_json::from_slice(&fs::read(new.said().trim()).unwrap()).unwrap();
        assert_eq!((&session["length"], &session["stages"][0]["minutes"]), (&json!(minutes), &stages[0]["minutes"]));
    }
}

#[test]
fn what_would_have_to_go_is_said_and_nothing_is_written() {
    let machine = Machine::new();
    put(&machine, &sprint());
    let told = "25 minutes are missing, even at the floors. Without “Path” and “Schedule” it fits.";
    machine.offsite(&["templates", "fit", "long-day", "150"]).fails_with(1).says_nothing().remarks(told);
    let fit = machine.offsite(&["templates", "fit", "long-day", "150", "--json"]).fails_with(1).remarks(told).json();
    assert_eq!((&fit["fits"], &fit["short_by"]), (&json!(false), &json!(25)));
    assert_eq!(fit["would_have_to_go"], json!(["Path", "Schedule"]));
    let before = machine.snapshot();
    let told = format!("{told} Nothing was written.");
    machine.offsite(&["new", "--template", "long-day", "--fit", "150"]).fails_with(1).says_nothing().remarks(&told);
    machine.offsite(&["templates", "fit", "long-day", "20"]).fails_with(1).remarks("What cannot be left out takes 73");
    machine.offsite(&["templates", "fit", "long-day", "0"]).fails_with(2).remarks("0");
    machine.offsite(&["templates", "fit", "longday", "90"]).fails_with(3).remarks("Did you mean “long-day”?");
    let both = ["new", "--template", "long-day", "--fit", "200", "--when", "fri", "9:30-12:00"];
    machine.offsite(&both).fails_with(2).remarks("150 min, and --fit says 200");
    assert!(machine.snapshot() == before);
}

/// A sound template in one language, with what most faults need.
fn own() -> Value {
    let mut template = sprint();
    template["id"] = json!("mine");
    template["stages"].as_array_mut().unwrap().truncate(2);
    template["stages"][0]["sheets"][0]["prompts"] = json!([
        { "slot": "shift", "preset": { "shift_kind": "sales" }, "ask": text("Which shift?") }
    ]);
    template["stages"][1]["sheets"][0] = json!({
        "id": "s", "kind": "table",
        "columns": [
            { "id": "step", "name": text("Step"), "type": "text" },
            { "id": "feels", "name": text("Feels"), "type": "scale" }
        ],
        "rows": [{ "step": text("Welcome") }],
        "prompts": [{ "ask": text("How does it feel?"), "fills": "feels" }]
    });
    template
}

/// The text of the line that a fault names, without the blanks before it.
fn line(fault: &Value, written: &str) -> String {
    let number = usize::try_from(fault["line"].as_u64().unwrap()).unwrap();
    written.lines().nth(number - 1).unwrap().trim().to_owned()
}

#[test]
fn every_fault_is_told_with_file_line_and_the_nearest_word_and_the_rest_works() {
    type Twist = fn(&mut Value);
    let faults: [(Twist, &str, &str); 13] = [
        (
            |file| file["stages"][1]["sheets"][0]["kind"] = json!("tabel"),
            "\"kind\": \"tabel\"",
            "did you mean “table”?",
        ),
        (|file| file["stages"][0]["minuts"] = json!(5), "\"minuts\": 5", "did you mean “minutes”?"),
        (|file| file["sumary"] = text("x"), "\"sumary\": {", "did you mean “summary”?"),
        (|file| file["stages"][0]["at_least"] = json!(20), "\"at_least\": 20,", "15 min and a floor of 20"),
        (|file| file["stages"][1]["id"] = json!("Opening"), "\"id\": \"Opening\",", "the id “Opening” stands twice"),
        (|file| file["stages"][0]["title"] = json!({ "en": "Start" }), "\"title\": {", "missing in “fr”"),
        (
            |file| file["stages"][0]["sheets"][0]["prompts"][0]["slot"] = json!("shfit"),
            "\"slot\": \"shfit\"",
            "did you mean “shift”?",
        ),
        (
            |file| file["stages"][0]["sheets"][0]["prompts"][0]["preset"] = json!({ "shift_kin": "sales" }),
            "\"shift_kin\": \"sales\"",
            "did you mean “shift_kind”?",
        ),
        (
            |file| file["stages"][0]["sheets"][0]["prompts"][0]["preset"] = json!({ "shift_kind": "sale" }),
            "\"shift_kind\": \"sale\"",
            "did you mean “sales”?",
        ),
        (
            |file| file["stages"][1]["sheets"][0]["prompts"][0]["fills"] = json!("feel"),
            "\"fills\": \"feel\"",
            "did you mean “feels”?",
        ),
        (
            |file| file["stages"][1]["sheets"][0]["columns"][1]["type"] = json!("scales"),
            "\"type\": \"scales\"",
            "did you mean “scale”?",
        ),
        (|file| file["stages"][1]["sheets"][0]["rows"][0]["stpe"] = text("x"), "\"stpe\": {", "did you mean “step”?"),
        (|file| file["stages"][1]["sheets"][0]["lane"] = json!([]), "\"lane\": []", "did you mean “lanes”?"),
    ];
    let machine = Machine::new();
    put(&machine, &sprint());
    for (twist, at, told) in faults {
        let mut template = own();
        twist(&mut template);
        let path = put(&machine, &template);
        let words = path.to_str().unwrap();
        let found = machine.offsite(&["templates", "check", words, "--json"]).fails_with(4).json();
        let written = fs::read_to_string(&path).unwrap();
        let hit = found.as_array().unwrap().iter().find(|fault| fault["message"].as_str().unwrap().contains(told));
        let hit = hit.unwrap_or_else(|| panic!("{told}: {found}"));
        assert!(line(hit, &written).starts_with(at), "{}: {hit}", line(hit, &written));
        assert!(hit["message"].as_str().unwrap().starts_with(words), "{hit}");
        machine.offsite(&["templates"]).succeeds().says("long-day").says("blank");
        let is_usable = told.contains("missing in");
        machine.offsite(&["new", "--template", "mine"]).fails_with(if is_usable { 0 } else { 4 });
        machine.offsite(&["new", "--template", "long-day"]).succeeds();
    }
}

#[test]
fn a_copy_is_changed_and_used() {
    let machine = Machine::new();
    let copied = machine.offsite(&["templates", "copy", "strategic-session", "ours"]).succeeds();
    let path = copied.said().trim().to_owned();
    let changed = fs::read_to_string(&path).unwrap().replace("\"Strategic session\"", "\"Our way\"");
    fs::write(&path, changed).unwrap();
    machine.offsite(&["templates", "check", &path]).succeeds().says("ours.json: fine");
    machine.offsite(&["templates"]).succeeds().says("Our way (yours)");
    machine.offsite(&["new", "--template", "ours"]).succeeds().says("our-way.json");
}

#[test]
fn a_new_template_is_sound_and_in_one_language() {
    let machine = Machine::new();
    let begun = machine.offsite(&["templates", "new", "ours", "--title", "Our way"]).succeeds();
    let path = begun.said().trim().to_owned();
    let template: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert_eq!(template["title"], json!({ "en": "Our way" }));
    machine.offsite(&["templates", "check", &path]).succeeds().says("ours.json: fine");
    machine.offsite(&["templates", "new", "ours"]).fails_with(1).remarks("there already");
    machine.offsite(&["templates", "new", "Our way"]).fails_with(2).remarks("our-way");
    machine.offsite(&["new", "--template", "ours", "--fit", "60"]).succeeds();
}

#[test]
fn a_template_in_one_language_works_in_any() {
    let machine = Machine::new();
    for (code, other) in [("fr", "en_GB.UTF-8"), ("en", "fr_FR.UTF-8"), ("de", "en_GB.UTF-8")] {
        let words = own().to_string().replace("\"en\":", "\"only\":").replace("\"fr\":", "\"gone\":");
        let mut template: Value = serde_json::from_str(&words).unwrap();
        keep_one(&mut template, code);
        let path = put(&machine, &template);
        machine.offsite(&["templates", "check", path.to_str().unwrap()]).succeeds();
        let made = machine.offsite_with(&[("LANG", other)], &["new", "--template", "mine"]).succeeds();
        let session: Value = serde_json::from_slice(&fs::read(made.said().trim()).unwrap()).unwrap();
        assert_eq!((&session["language"], &session["title"]), (&json!(code), &json!("Long day")));
        assert_eq!(session["stages"][0]["sheets"][0]["prompts"][0]["ask"], "Which shift?");
        machine.offsite(&["templates", "show", "mine"]).succeeds().says("Long day").says("- Which shift?");
    }
}

/// Leaves every text in one language.
fn keep_one(value: &mut Value, code: &str) {
    match value {
        Value::Object(object) => {
            object.remove("gone");
            if let Some(words) = object.remove("only") {
                object.insert(code.to_owned(), words);
            }
            object.values_mut().for_each(|value| keep_one(value, code));
        }
        Value::Array(all) => all.iter_mut().for_each(|value| keep_one(value, code)),
        _ => {}
    }
}

#[test]
fn a_session_outlives_the_change_and_the_end_of_its_template() {
    let machine = Machine::new();
    let path = put(&machine, &own());
    let made = machine.offsite(&["new", "--template", "mine"]).succeeds();
    let session = made.said().trim().to_owned();
    let shown = machine.offsite(&["show", &session]).succeeds().said();
    let check = |what: &str| {
        machine.offsite(&["show", &session]).succeeds();
        assert_eq!(machine.offsite(&["show", &session]).said(), shown, "{what}");
        machine.offsite(&["check", &session]).succeeds().says(": fine");
        assert_eq!(machine.offsite(&["list", "--json"]).succeeds().json()[0]["template"], "mine");
        let template: offsite::model::session::Session = serde_json::from_slice(&fs::read(&session).unwrap()).unwrap();
        let mut desk = Desk::on(vec![template.clone()], |_| Screen::Prepare(Prepare::of(&template)));
        desk.sees("mine · 2 stages").press("tab enter").sees("Which shift?");
    };
    let mut other = own();
    other["stages"].as_array_mut().unwrap().pop();
    other["stages"][0]["sheets"] = json!([{ "id": "s", "kind": "notes" }]);
    put(&machine, &other);
    check("its template has other stages");
    fs::write(&path, "{").unwrap();
    check("its template is torn");
    fs::remove_file(&path).unwrap();
    check("its template is gone");
}
