//! What French people read when a command cannot do what it was asked: no sentence of English is left.

use std::fs;

use crate::support::command::Machine;

/// Words of English sentences that no French one has.
const ENGLISH: [&str; 22] = [
    " the ",
    " is ",
    " are ",
    " was ",
    " and ",
    " not ",
    " with ",
    " this ",
    " that ",
    " your ",
    " has ",
    " for ",
    " of ",
    " in ",
    " to ",
    "error",
    "There",
    "Nothing",
    "Usage:",
    "tip:",
    "possible values",
    "default:",
];

/// What is said on either output, with the machine's own folder left out of paths.
fn said(machine: &Machine, arguments: &[&str], code: i32) -> String {
    let told = machine.offsite(&[&["--lang", "fr"], arguments].concat()).fails_with(code);
    let folder = machine.path("").to_string_lossy().trim_end_matches('/').to_owned();
    format!("$ offsite {}\n{}{}", arguments.join(" "), told.said(), told.remarked()).replace(&folder, "~")
}

fn is_french(said: &str) {
    let words = format!(" {} ", said.split_whitespace().collect::<Vec<_>>().join(" "));
    for english in ENGLISH {
        assert!(!words.contains(english), "“{english}” is in:\n{said}");
    }
}

#[test]
fn a_command_that_was_misused_is_told_in_french() {
    let machine = Machine::with_session();
    let calls: [&[&str]; 15] = [
        &["lits"],
        &["list", "--jsno"],
        &["list", "--theme", "drak"],
        &["list", "--theme"],
        &["show"],
        &["templates", "fit", "blank", "0"],
        &["templates", "fit", "blank", "x"],
        &["new", "--alias", "x", "--template", "blank"],
        &["new", "--template", "blank", "--title", "a", "--title", "b"],
        &["new", "--template", "blank", "--when", "plop"],
        &["templates", "copy", "blank", "À toi"],
        &["templates", "new", "À toi"],
        &["templates", "nwe", "x"],
        &["prework", "frm"],
        &["merge", "a.json"],
    ];
    let told: Vec<String> = calls.iter().map(|call| said(&machine, call, 2)).collect();
    for told in &told {
        is_french(told);
    }
    insta::assert_snapshot!("misuse_fr", told.join("\n"));
}

#[test]
fn a_file_that_cannot_be_taken_is_told_in_french() {
    let machine = Machine::with_session();
    let session = fs::read_to_string(machine.session_file()).expect("a session");
    let files = [
        ("empty.json", String::new()),
        ("cut.json", session.chars().take(90).collect()),
        ("comma.json", session.replacen(',', "", 1)),
        ("other.json", session.replacen("offsite.session", "diary", 1)),
        ("newer.json", session.replacen("\"version\": 1", "\"version\": 9", 1)),
        ("word.json", session.replacen("\"blank-sheet\"", "\"blank-shet\"", 1)),
        ("kind.json", session.replacen("\"version\": 1", "\"version\": \"x\"", 1)),
        ("key.json", session.replacen("\"title\":", "\"titel\":", 1)),
        ("bytes.json", "{ \"a\": \u{0} }".to_owned()),
    ];
    let mut told = vec![said(&machine, &["check", "gone.json"], 3), said(&machine, &["check", "."], 4)];
    for (name, text) in files {
        machine.write(name, &text);
        told.push(said(&machine, &["check", &machine.path(name).to_string_lossy()], 4));
    }
    told.push(said(&machine, &["show", "personne"], 3));
    told.push(said(&machine, &["templates", "show", "blnak"], 3));
    told.push(said(&machine, &["prework", "form", "q2", "--for", "Personne"], 3));
    told.push(said(&machine, &["run", "q2"], 1));
    for told in &told {
        is_french(told);
    }
    insta::assert_snapshot!("files_fr", told.join("\n"));
}

#[test]
fn faults_of_settings_and_templates_are_told_in_french() {
    let machine = Machine::new();
    machine
        .write("config/offsite/config.toml", "theme = \"drak\"\nlangauge = \"fr\"\ncontrast = 3\nclock_off = \"x\"\n");
    let told = machine.offsite(&["--lang", "fr", "list"]).succeeds().remarked();
    is_french(&told.replace("config", ""));
    assert!(told.contains("n’est pas un mot connu ici") && told.contains("dark"), "{told}");
    let blank = include_str!("../../templates/blank.json");
    let template =
        blank.replace("\"at_least\": 15", "\"at_least\": 90").replace("\"kind\": \"notes\"", "\"kind\": \"note\"");
    let path = machine.write("own.json", &template);
    let told = said(&machine, &["templates", "check", &path.to_string_lossy()], 4);
    is_french(&told);
    let path = machine.write("own.json", &blank.replace("\"at_least\": 15", "\"at_least\": 90"));
    is_french(&said(&machine, &["templates", "check", &path.to_string_lossy()], 4));
}

#[test]
fn help_and_the_manual_are_in_french() {
    let machine = Machine::new();
    let commands: [&[&str]; 9] = [
        &[],
        &["new"],
        &["prework", "form"],
        &["prework", "read"],
        &["templates"],
        &["templates", "fit"],
        &["templates", "new"],
        &["demo"],
        &["merge"],
    ];
    let mut told = Vec::new();
    for command in commands {
        let help = machine.offsite(&[command, &["--lang", "fr", "--help"]].concat()).succeeds().said();
        is_french(&help.replace("sessions of offsite", ""));
        told.push(help);
    }
    insta::assert_snapshot!("help_fr", told.join("\n"));
    let manual = machine.offsite(&["--lang", "fr", "man"]).succeeds().says(".SH TOUCHES").says("entrée").said();
    is_french(&manual.replace("sessions of offsite", ""));
}
