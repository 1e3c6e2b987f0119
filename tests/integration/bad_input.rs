//! What is wrong from outside: every exit code, every bad input, in words and with everything left as it was.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use offsite::store::Shelf;
use serde_json::json;

use crate::support::command::{Machine, STEM};

#[test]
fn words_that_are_no_date_write_nothing() {
    let machine = Machine::new();
    machine
        .offsite(&["new", "--template", "blank", "--when", "fryday"])
        .fails_with(2)
        .says_nothing()
        .remarks("“fryday” is not a date word. Did you mean “friday”? Nothing was written.");
    assert_eq!(machine.snapshot().len(), 0);
}

#[test]
fn an_unknown_template_is_not_found_and_the_nearest_is_named() {
    let machine = Machine::new();
    let told = "No template is called “blnk”. Did you mean “blank”?";
    machine.offsite(&["new", "--template", "blnk"]).fails_with(3).says_nothing().remarks(told);
    machine.offsite(&["templates", "show", "blnk"]).fails_with(3).remarks(told);
    machine.offsite(&["templates", "copy", "blnk"]).fails_with(3).remarks(told);
}

#[test]
fn wrong_usage_is_told_with_its_own_code() {
    let machine = Machine::new();
    machine.offsite(&["shw"]).fails_with(2).remarks("show");
    machine.offsite(&["new"]).fails_with(2).remarks("--template");
    machine.offsite(&["schema", "sesion"]).fails_with(2).remarks("session");
    let variables = [("OFFSITE_NOW", "yesterday")];
    machine.offsite_with(&variables, &["list"]).fails_with(2).remarks("OFFSITE_NOW is “yesterday”");
    machine.offsite(&["templates", "copy", "blank", "My own"]).fails_with(2).remarks("my-own");
}

#[test]
fn a_template_with_an_unknown_kind_is_told_with_its_line_and_hinders_no_other() {
    let machine = Machine::new();
    machine.offsite(&["templates", "copy", "blank", "mine"]).succeeds();
    let path = machine.path("config/offsite/templates/mine.json");
    let broken = fs::read_to_string(&path).unwrap().replace("\"kind\": \"notes\"", "\"kind\": \"goels\"");
    fs::write(&path, &broken).unwrap();
    let told =
        "mine.json, line 34, column 19: “goels” is not a known word here; did you mean “goals”? The file is untouched";
    machine.offsite(&["templates"]).succeeds().says("blank").remarks(told);
    machine.offsite(&["new", "--template", "mine"]).fails_with(4).remarks(told);
    let path = path.to_str().unwrap();
    machine.offsite(&["templates", "check", path]).fails_with(4).says(told);
    machine.offsite(&["check", path]).fails_with(4).says(told);
    let faults = machine.offsite(&["check", path, "--json"]).fails_with(4).json();
    assert_eq!((&faults[0]["line"], &faults[0]["path"]), (&json!(34), &json!(path)));
    assert_eq!(fs::read_to_string(path).unwrap(), broken);
}

#[test]
fn every_fault_of_a_session_is_told_with_its_line() {
    let machine = Machine::with_session();
    let path = machine.session_file();
    machine.offsite(&["check", path.to_str().unwrap()]).succeeds().says(": fine").remarks("Next:");
    assert_eq!(machine.offsite(&["check", "--json", path.to_str().unwrap()]).succeeds().json(), json!([]));
    machine.put_actions();
    machine.edit(|session| {
        session["stages"][0]["sheets"][0]["items"][0]["due"] = json!("soon");
        session["stages"][0]["sheets"][0]["items"][1]["id"] = json!("a-1");
    });
    let faults = machine.offsite(&["check", "--json", path.to_str().unwrap()]).fails_with(4).json();
    let lines: Vec<u64> = faults.as_array().unwrap().iter().map(|fault| fault["line"].as_u64().unwrap()).collect();
    let text = fs::read_to_string(&path).unwrap();
    let line = |number: u64| text.lines().nth(usize::try_from(number).unwrap() - 1).unwrap();
    assert_eq!(lines.len(), 2);
    assert!(line(lines[0]).contains("\"soon\"") && line(lines[1]).contains("\"a-1\""), "{faults}");
    machine.offsite(&["check", "none.json"]).fails_with(3).remarks("none.json does not exist");
    let other = machine.write("other.json", "{ \"format\": \"x\" }");
    machine.offsite(&["check", other.to_str().unwrap()]).fails_with(4).says("is not a session file");
}

#[test]
fn a_broken_session_is_told_with_its_line_and_the_rest_opens() {
    let machine = Machine::with_session();
    let text = fs::read_to_string(machine.session_file()).unwrap();
    let cut = text.lines().take(9).collect::<Vec<_>>().join("\n");
    let path = machine.write("data/offsite/sessions/2025-01-01-torn.json", &cut);
    let told = "2025-01-01-torn.json, line 9, column ";
    machine.offsite(&["list"]).succeeds().says("Q2 offsite").remarks(told).remarks("The file is untouched");
    assert_eq!(machine.offsite(&["list", "--json"]).succeeds().remarks(told).json().as_array().unwrap().len(), 1);
    machine.offsite(&["plan"]).succeeds().remarks(told);
    for words in ["torn", path.to_str().unwrap()] {
        machine.offsite(&["show", words]).fails_with(4).says_nothing().remarks(told);
        machine.offsite(&["run", words]).fails_with(4).remarks(told);
    }
    machine.offsite(&["check", path.to_str().unwrap()]).fails_with(4).says(told);
    assert_eq!(fs::read_to_string(path).unwrap(), cut);
}

#[test]
fn a_newer_session_can_be_read_and_is_never_fine() {
    let machine = Machine::with_session();
    machine.edit(|session| session["version"] = json!(9));
    machine.offsite(&["show", "q2"]).succeeds().says("Written by a newer offsite: open to read.");
    assert_eq!(machine.offsite(&["list", "--json"]).json()[0]["is_read_only"], true);
    let told = "has format version 9, and this release reads up to 1. The file is untouched; install a newer release";
    machine.offsite(&["check", machine.session_file().to_str().unwrap()]).fails_with(4).says(told);
    machine.edit(|session| session["stages"] = json!("a new shape"));
    machine.offsite(&["show", "q2"]).fails_with(4).remarks(told);
}

#[test]
fn a_file_with_a_date_that_is_not_one_is_told() {
    let machine = Machine::with_session();
    machine.edit(|session| session["scheduled"] = json!("2026-02-31T09:30:00+01:00"));
    machine
        .offsite(&["show", "q2"])
        .fails_with(4)
        .remarks("not a date or a time that the calendar has")
        .remarks("line ");
}

#[test]
fn a_folder_that_cannot_be_written_is_told_and_the_words_are_kept() {
    let machine = Machine::new();
    machine.write("blocked", "a file where a folder belongs");
    let refused = machine.offsite(&["--dir", "blocked", "new", "--template", "blank", "--title", "Mine"]).fails_with(1);
    refused.says_nothing().remarks("could not be saved").remarks("Your words are kept in").remarks("--dir");
    let rescued = machine.path("state/offsite/rescue/2026-03-04-mine.json");
    machine.offsite(&["check", rescued.to_str().unwrap()]).succeeds();
    assert_eq!(fs::read_to_string(machine.path("blocked")).unwrap(), "a file where a folder belongs");
    machine.write("config", "not a folder either");
    machine.offsite(&["templates", "copy", "blank", "mine"]).fails_with(1).remarks("could not be saved");
}

#[test]
fn without_a_terminal_the_screens_say_so() {
    let machine = Machine::with_session();
    for arguments in [&[][..], &["run", "q2"], &["demo"]] {
        machine.offsite(arguments).fails_with(1).says_nothing().remarks("not a terminal");
    }
}

#[test]
fn a_session_that_runs_elsewhere_is_busy_and_can_be_read() {
    let machine = Machine::with_session();
    let shelf = Shelf::at(&machine.path("data/offsite"), &machine.path("state/offsite"));
    let volume = shelf.read().0.remove(0);
    let lock = shelf.lock(volume.session.id).unwrap().unwrap();
    machine
        .offsite(&["run", "q2"])
        .fails_with(5)
        .says_nothing()
        .remarks("is open in another window")
        .remarks("offsite show");
    machine.offsite(&["show", "q2"]).succeeds();
    drop(lock);
    machine.offsite(&["run", "q2"]).fails_with(1).remarks("not a terminal");
}

#[test]
fn nothing_from_a_file_steers_a_terminal() {
    const HOSTILE: &str = "a\u{1b}]0;x\u{7}\u{9b}2J\u{202e}b\u{200b}\u{e0041}\r\u{8}\n\u{85}c";
    let machine = Machine::with_session();
    machine.put_actions();
    machine.edit(|session| {
        session["title"] = json!(HOSTILE);
        session["place"] = json!(HOSTILE);
        session["client"] = json!({ "name": HOSTILE });
        session["participants"][0]["name"] = json!(HOSTILE);
        session["stages"][0]["title"] = json!(HOSTILE);
        session["stages"][0]["sheets"][0]["items"][0]["text"] = json!(HOSTILE);
        session["stages"][0]["sheets"][0]["items"][1]["due"] = json!(HOSTILE);
        session[HOSTILE] = json!(HOSTILE);
    });
    let path = machine.session_file();
    let path = path.to_str().unwrap();
    for arguments in
        [&["list"][..], &["show", STEM], &["plan"], &["list", "--json"], &["show", STEM, "--json"], &["plan", "--json"]]
    {
        machine.offsite(arguments).succeeds().steers_no_terminal();
    }
    machine.offsite(&["check", path]).fails_with(4).steers_no_terminal();
    machine.offsite(&["check", "--json", path]).fails_with(4).steers_no_terminal();
    assert_eq!(machine.offsite(&["list", "--json"]).json()[0]["title"], HOSTILE);
    machine.edit(|session| session["state"] = json!(HOSTILE));
    machine.offsite(&["list"]).succeeds().remarks("is not a known word").steers_no_terminal();
    machine.offsite(&["run", STEM]).fails_with(4).steers_no_terminal();
    machine.offsite(&["show", "\u{1b}[2J"]).fails_with(3).steers_no_terminal();
    machine.offsite(&["show", STEM, "\u{1b}[2J"]).fails_with(2).steers_no_terminal();
    let template = include_str!("../../templates/blank.json")
        .replace("Blank page", "a\\u001b[2J")
        .replace("\"notes\"", "\"\\u009bx\"");
    machine.write("config/offsite/templates/a\u{1b}[2J.json", &template);
    machine.offsite(&["templates"]).succeeds().steers_no_terminal();
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let machine = Machine::new();
    machine.offsite(&["demo", "--write", "many", "--sessions", "60"]).succeeds();
    let mut command = machine.command(&[], &["--dir", "many", "plan", "--all", "--json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut reader = child.stdout.take().unwrap();
    reader.read_exact(&mut [0; 2]).unwrap();
    drop(reader);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
}
