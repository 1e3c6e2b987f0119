//! Templates on the command line: fitted to a time, copied, changed, broken, gone.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

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
