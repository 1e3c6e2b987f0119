//! The commands: what each prints and leaves behind.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::command::{Machine, Outcome, STEM};

#[track_caller]
fn texts(outcome: &Outcome, key: &str) -> Vec<String> {
    let all = outcome.json();
    all.as_array().unwrap().iter().map(|each| each[key].as_str().unwrap().to_owned()).collect()
}

#[test]
fn help_starts_with_four_examples_and_tells_the_exit_codes() {
    let help = Machine::new().offsite(&["--help"]).succeeds().says("Exit codes:").says("OFFSITE_NOW");
    let said = help.said();
    let mut lines = said.lines();
    assert_eq!(lines.next(), Some("Examples:"));
    assert_eq!(lines.take_while(|line| line.starts_with("  offsite")).count(), 4);
    for command in ["new", "run", "list", "show", "plan", "report", "templates", "schema", "check", "merge", "demo"] {
        assert!(said.contains(&format!("\n  {command} ")), "{command}");
    }
}

#[test]
fn a_new_session_is_made_and_its_path_printed() {
    let machine = Machine::with_session();
    let path = machine.session_file();
    let session: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert_eq!(session["title"], "Q2 offsite");
    assert_eq!(session["client"], json!({ "name": "Acme Ltd", "alias": "Birch" }));
    assert_eq!(session["scheduled"], "2026-03-12T09:30:00+01:00");
    let again = [
        "new",
        "--template",
        "blank",
        "--title",
        "Q2 offsite",
        "--client",
        "Birch",
        "--when",
        "12",
        "mar",
        "9:30-12:00",
    ];
    let other = machine.offsite(&again).succeeds().remarks("Next: offsite run 2026-03-12-birch-q2-offsite-2");
    assert_eq!(other.said(), format!("{}\n", machine.sessions().join(format!("{STEM}-2.json")).display()));
    let unplanned = machine.offsite(&["new", "--template", "blank", "--json"]).succeeds().remarks_nothing().json();
    assert_eq!(
        (&unplanned["title"], &unplanned["client"], &unplanned["day"]),
        (&json!("Blank page"), &Value::Null, &Value::Null)
    );
    assert!(Path::new(unplanned["path"].as_str().unwrap()).ends_with("2026-03-04-blank-page.json"));
    machine.offsite(&["list"]).succeeds().says("2026-03-12").says("planned");
    machine
        .offsite_with(&[("LANG", "fr_FR.UTF-8")], &["new", "-q", "--template", "blank", "--when", "jeudi"])
        .succeeds()
        .remarks_nothing()
        .says("2026-03-05-page-blanche.json");
}

#[test]
fn a_new_session_goes_on_from_the_newest_earlier_one_of_its_client() {
    let machine = Machine::with_session();
    let read = |outcome: &str| -> Value { serde_json::from_str(&fs::read_to_string(outcome.trim()).unwrap()).unwrap() };
    let new = |words: &[&str]| {
        let outcome = machine.offsite(&[&["new", "--template", "blank"], words].concat()).succeeds();
        read(outcome.said().as_str())
    };
    assert_eq!(new(&["--client", "Acme Ltd"])["thread"], Value::Null, "nothing has begun yet");
    machine.edit(|session| session["state"] = json!("closed"));
    let earlier = read(machine.session_file().to_str().unwrap())["id"].clone();
    assert_eq!(new(&["--client", "ACME ltd"])["thread"], earlier);
    assert_eq!(new(&["--client", "Acme Ltd", "--when", "20 mar 9:30"])["thread"], earlier);
    assert_eq!(new(&["--client", "Acme Ltd", "--when", "11 mar 9:30"])["thread"], Value::Null, "it comes before");
    assert_eq!(new(&["--client", "Other"])["thread"], Value::Null);
    assert_eq!(new(&[])["thread"], Value::Null);
}

#[test]
fn the_list_is_a_table_or_an_array() {
    let machine = Machine::new();
    machine.offsite(&["list"]).succeeds().says_nothing().remarks("No sessions yet.").remarks("Next: offsite new");
    assert_eq!(machine.offsite(&["list", "--json"]).succeeds().json(), json!([]));
    let machine = Machine::with_session();
    machine.put_actions();
    machine
        .offsite(&["list"])
        .succeeds()
        .says("planned  Q2 offsite  Birch")
        .says("1 of 4")
        .remarks("Next: offsite show");
    let cards = machine.offsite(&["list", "--json"]).succeeds().remarks_nothing().json();
    let card = &cards[0];
    assert_eq!(
        (&card["title"], &card["client"], &card["state"]),
        (&json!("Q2 offsite"), &json!("Birch"), &json!("planned"))
    );
    assert_eq!(card["path"], machine.session_file().to_string_lossy().as_ref());
    assert_eq!((&card["actions"], &card["actions_finished"]), (&json!(4), &json!(1)));
    assert_eq!(card["id"].as_str().unwrap().len(), 36);
}

#[test]
fn the_folder_is_chosen_by_flag_then_variable() {
    let machine = Machine::with_session();
    let variables = [("OFFSITE_DIR", "elsewhere")];
    machine.offsite_with(&variables, &["new", "--template", "blank"]).succeeds().says("elsewhere/sessions/");
    assert_eq!(texts(&machine.offsite_with(&variables, &["list", "--json"]), "title"), ["Blank page"]);
    let flag = machine.offsite_with(&variables, &["--dir", "data/offsite", "list", "--json"]);
    assert_eq!(texts(&flag, "title"), ["Q2 offsite"]);
}

#[test]
fn a_session_is_meant_by_path_id_or_enough_of_its_name() {
    let machine = Machine::with_session();
    let list = machine.offsite(&["list", "--json"]);
    let id = texts(&list, "id").remove(0);
    let path = machine.session_file();
    let named = [path.to_str().unwrap(), &id, STEM, &format!("{STEM}.json"), "q2", "ACME", "offsite 2026"];
    for words in named {
        machine.offsite(&["show", words]).succeeds().says("Q2 offsite\nBirch · Thu 12 March 2026 · planned");
    }
    machine.offsite(&["show", "zebra"]).fails_with(3).says_nothing().remarks("No session is called “zebra”");
    machine.offsite(&["show", "./zebra.json"]).fails_with(3).remarks("./zebra.json does not exist");
    machine.offsite(&["show", "."]).fails_with(3).remarks("is not a file");
    machine.offsite(&["new", "--template", "blank", "--title", "Q2 offsite", "--client", "Bolt"]).succeeds();
    machine.offsite(&["show", "q2"]).fails_with(3).says_nothing().remarks(&id).remarks("2026-03-04-bolt-q2-offsite");
    machine.offsite(&["show", "bolt"]).succeeds();
}

#[test]
fn a_session_is_shown_with_what_was_said_but_for_what_is_private() {
    let machine = Machine::with_session();
    machine.put_actions();
    machine.edit(|session| {
        session["notes"] = json!([{ "id": "n-1", "text": "he is tired", "private": true }]);
        session["parked"] = json!([{ "id": "k-1", "text": "the day rate" }]);
    });
    let shown = machine.offsite(&["show", "q2"]).succeeds().says("With Maria").says("- the day rate");
    let shown = shown.says("- Call the bank (Maria · by 1 Mar · open)").says("- Buy paint (done)");
    assert!(!shown.said().contains("tired") && !shown.said().contains("Acme"));
    shown.says("Private and not printed here: 1.").remarks("Next: offsite run");
    let whole = machine.offsite(&["show", "q2", "--json"]).succeeds().json();
    assert_eq!(whole, serde_json::from_slice::<Value>(&fs::read(machine.session_file()).unwrap()).unwrap());
}

#[test]
fn the_plan_lists_open_actions_soonest_first() {
    let machine = Machine::with_session();
    machine.offsite(&["plan"]).succeeds().says_nothing().remarks("No actions here.");
    machine.put_actions();
    let plan = machine.offsite(&["plan", "--json"]).succeeds();
    assert_eq!(texts(&plan, "title"), ["Call the bank", "Write the page", "Read the lease"]);
    let first = &plan.json()[0];
    assert_eq!(
        (&first["owner"], &first["due"], &first["is_late"]),
        (&json!("Maria"), &json!("2026-03-01"), &json!(true))
    );
    assert_eq!(
        (&first["client"], &first["session_title"], &first["id"]),
        (&json!("Birch"), &json!("Q2 offsite"), &json!("a-1"))
    );
    assert_eq!(texts(&machine.offsite(&["plan", "--json", "--owner", "mar"]), "id"), ["a-1"]);
    assert_eq!(texts(&machine.offsite(&["plan", "--json", "--client", "birch", "--all"]), "id").len(), 4);
    assert_eq!(machine.offsite(&["plan", "--json", "--client", "bolt"]).json(), json!([]));
    machine.offsite(&["plan"]).succeeds().says("2026-03-01  open, late  Call the bank").remarks("Next:");
}

#[test]
fn templates_are_listed_shown_copied_and_checked() {
    let machine = Machine::new();
    let list = machine.offsite(&["templates", "list", "--json"]).succeeds().json();
    let blank = list.as_array().unwrap().iter().find(|each| each["id"] == "blank").unwrap();
    assert_eq!(
        (&blank["minutes"], &blank["at_least"], &blank["stages"][0]["id"]),
        (&json!(60), &json!(15), &json!("notes"))
    );
    machine.offsite(&["templates"]).succeeds().says("blank                 60   15        1       Blank page");
    machine.offsite(&["templates", "show", "blank"]).succeeds().says("Notes, 60 min").says("- What is on your mind?");
    assert_eq!(machine.offsite(&["templates", "show", "blank", "--json"]).json()["format"], "offsite.template");
    let path = machine.path("config/offsite/templates/mine.json");
    let copied = machine.offsite(&["templates", "copy", "blank", "mine"]).succeeds();
    assert_eq!(copied.said(), format!("{}\n", path.display()));
    let bytes = fs::read(&path).unwrap();
    machine.offsite(&["templates", "copy", "strategic-session", "mine"]).fails_with(1).remarks("there already");
    assert_eq!(fs::read(&path).unwrap(), bytes);
    machine.offsite(&["templates", "check", path.to_str().unwrap()]).succeeds().says("mine.json: fine");
    machine.offsite(&["templates"]).says("mine").says("(yours)");
    machine.offsite(&["new", "--template", "mine"]).succeeds();
    machine.offsite(&["templates", "copy", "blank"]).succeeds().says("blank.json");
}

#[test]
fn made_up_sessions_are_the_same_for_the_same_seed_and_overwrite_nothing() {
    let machine = Machine::new();
    let write = |folder: &str, seed: &str, now: &str| {
        let arguments = ["demo", "--write", folder, "--sessions", "30", "--seed", seed];
        machine.offsite_with(&[("OFFSITE_NOW", now)], &arguments).succeeds().says("sessions\n");
        let mut files: Vec<_> = fs::read_dir(machine.path(folder).join("sessions"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| (path.file_name().unwrap().to_owned(), fs::read(&path).unwrap()))
            .collect();
        files.sort();
        files
    };
    let first = write("one", "7", "2026-03-04T10:30:00+01:00");
    assert_eq!(first.len(), 30);
    assert_eq!(write("two", "7", "2026-03-04T18:31:02+01:00"), first);
    assert_ne!(write("three", "8", "2026-03-04T10:30:00+01:00"), first);
    assert_eq!(texts(&machine.offsite(&["--dir", "one", "list", "--json"]).remarks_nothing(), "id").len(), 30);
    let before = machine.snapshot();
    machine.offsite(&["demo", "--write", "one"]).fails_with(1).remarks("is not empty. Nothing was written.");
    assert!(machine.snapshot() == before);
    let paths: Vec<String> = first.iter().map(|(name, _)| format!("one/sessions/{}", name.to_str().unwrap())).collect();
    let arguments: Vec<&str> = ["check"].into_iter().chain(paths.iter().map(String::as_str)).collect();
    assert_eq!(machine.offsite(&arguments).succeeds().said().matches(": fine").count(), 30);
}

#[test]
fn schemas_completions_and_the_manual_are_printed() {
    let machine = Machine::new();
    for (format, name) in [("session", "offsite.session"), ("template", "offsite.template")] {
        let schema = machine.offsite(&["schema", format]).succeeds().json();
        assert_eq!(schema["properties"]["format"]["const"], name);
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        machine.offsite(&["completions", shell]).succeeds().says("templates").remarks_nothing();
    }
    machine.offsite(&["man"]).succeeds().says(".TH offsite 1").says(".SH KEYS").says("next question");
}

#[test]
fn looking_never_writes() {
    let machine = Machine::with_session();
    machine.put_actions();
    machine.write("data/offsite/sessions/torn.json", "{");
    machine.offsite(&["templates", "copy", "blank", "mine"]).succeeds();
    let before = machine.snapshot();
    for arguments in [
        &["list"][..],
        &["list", "--json"],
        &["show", "q2"],
        &["show", "q2", "--json"],
        &["plan", "--all"],
        &["templates"],
        &["templates", "show", "mine"],
        &["templates", "check", "config/offsite/templates/mine.json"],
        &["check", &format!("data/offsite/sessions/{STEM}.json")],
        &["schema", "session"],
    ] {
        machine.offsite(arguments).succeeds();
        assert!(machine.snapshot() == before, "{arguments:?} wrote something");
    }
}

#[test]
fn the_plan_is_checked_rule_by_rule() {
    let machine = Machine::with_session();
    machine.offsite(&["plan", "--check"]).succeeds().remarks("Nothing is wrong with the plan.");
    machine.put_actions();
    let found = machine.offsite(&["plan", "--check", "--json"]).succeeds().json();
    let rules: Vec<&Value> = found.as_array().unwrap().iter().map(|fault| &fault["rules"]).collect();
    assert!(
        rules.iter().any(|rules| rules[0] == "late") && rules.iter().any(|rules| rules[0] == "no-owner"),
        "{found}"
    );
    machine.offsite(&["plan", "--check"]).succeeds().says("late").says("nobody owns it").says("Q2 offsite");
    machine.offsite(&["plan", "--check", "--owner", "nobody at all"]).succeeds().says_nothing();
    machine.offsite(&["plan", "--check", "--all"]).fails_with(2);
}

#[test]
fn a_new_session_takes_along_what_the_one_before_left_unfinished() {
    let machine = Machine::with_session();
    machine.edit(|session| {
        session["state"] = json!("closed");
        session["scheduled"] = json!("2026-02-12T09:30:00+01:00");
        session["stages"] = json!([{ "id": "vision", "title": "Vision", "minutes": 20, "at_least": 5,
            "sheets": [{ "id": "vision", "kind": "text", "prompts": [{ "ask": "What will be true?" }] }] }]);
    });
    let make = |extra: &[&str]| {
        let new = machine.offsite(&[&["new", "--template", "blank", "--client", "Acme Ltd"], extra].concat());
        let session: Value = serde_json::from_slice(&fs::read(new.succeeds().said().trim()).unwrap()).unwrap();
        session["stages"].as_array().unwrap().iter().filter(|stage| stage["id"] == "vision").count()
    };
    assert_eq!((make(&["--title", "one"]), make(&["--title", "two", "--take-along"])), (0, 1));
}
