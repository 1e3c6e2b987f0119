//! `offsite merge`: two versions of a session file become one, by hand and in git.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

use crate::support::command::Machine;

/// Three versions of one session: what both go back to, and what each has made of it.
struct Versions {
    machine: Machine,
    base: PathBuf,
    ours: PathBuf,
    theirs: PathBuf,
}

impl Versions {
    fn new(ours: impl FnOnce(&mut Value), theirs: impl FnOnce(&mut Value)) -> Self {
        let machine = Machine::with_session();
        machine.put_actions();
        let base = fs::read_to_string(machine.session_file()).unwrap();
        let edited = |change: &mut dyn FnMut(&mut Value)| {
            let mut session: Value = serde_json::from_str(&base).unwrap();
            change(&mut session);
            serde_json::to_string_pretty(&session).unwrap() + "\n"
        };
        let (mut ours, mut theirs) = (Some(ours), Some(theirs));
        let ours = edited(&mut |session| ours.take().unwrap()(session));
        let theirs = edited(&mut |session| theirs.take().unwrap()(session));
        let ours = machine.write("ours.json", &ours);
        let theirs = machine.write("theirs.json", &theirs);
        Self { base: machine.write("base.json", &base), ours, theirs, machine }
    }

    fn diverged() -> Self {
        Self::new(|session| add(session, "a-5", "Ours"), |session| add(session, "a-6", "Theirs"))
    }

    fn merge(&self, more: &[&str]) -> crate::support::command::Outcome {
        let paths = [&self.base, &self.ours, &self.theirs].map(|path| path.to_str().unwrap());
        self.machine.offsite(&[&["merge"], &paths[..], more].concat())
    }
}

fn actions(session: &mut Value) -> &mut Vec<Value> {
    session["stages"][0]["sheets"][0]["items"].as_array_mut().unwrap()
}

fn add(session: &mut Value, id: &str, text: &str) {
    actions(session).push(json!({ "id": id, "text": text }));
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn ids(path: &Path) -> Vec<String> {
    let mut session = read(path);
    actions(&mut session).iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_both_have_done_is_in_ours_and_theirs_is_left_alone() {
    let versions = Versions::diverged();
    let theirs = fs::read(&versions.theirs).unwrap();
    versions.merge(&[]).succeeds().says_nothing().remarks_nothing();
    let mut found = ids(&versions.ours);
    found.sort_unstable();
    assert_eq!(found, ["a-1", "a-2", "a-3", "a-4", "a-5", "a-6"]);
    assert_eq!(fs::read(&versions.theirs).unwrap(), theirs);
    versions.machine.offsite(&["check", versions.ours.to_str().unwrap()]).succeeds();
    let once = fs::read(&versions.ours).unwrap();
    versions.merge(&[]).succeeds();
    assert_eq!(fs::read(&versions.ours).unwrap(), once);
}

#[test]
fn each_clash_is_told_in_a_sentence_and_kept_beside() {
    let due = |day: &'static str| move |session: &mut Value| actions(session)[0]["due"] = json!(day);
    let versions = Versions::new(due("2026-05-01"), due("2026-06-01"));
    let told = "“due” of “Call the bank” was changed in both: “2026-06-01” is kept, and “2026-05-01” beside it.\n";
    let outcome = versions.merge(&["--output", "-"]).succeeds();
    assert_eq!(outcome.remarked(), told);
    let mut printed = outcome.json();
    assert_eq!(actions(&mut printed)[0]["also"], json!({ "due": ["2026-05-01"] }));
    let cards = versions.merge(&["--json", "--output", "merged.json"]).succeeds().remarks_nothing().json();
    let card = json!({ "part": "item", "id": "a-1", "key": "due", "kept": "2026-06-01", "beside": "2026-05-01" });
    assert_eq!(cards, json!([card]));
    assert_eq!(read(&versions.machine.path("merged.json")), printed);
    assert_eq!(actions(&mut read(&versions.ours))[0]["due"], "2026-05-01");
    versions.merge(&["--json", "--output", "-"]).fails_with(2).says_nothing();
}

#[test]
fn without_a_base_nothing_of_either_is_lost() {
    for empty in [true, false] {
        let versions = Versions::diverged();
        if empty {
            fs::write(&versions.base, "").unwrap();
        } else {
            fs::remove_file(&versions.base).unwrap();
        }
        versions.merge(&[]).succeeds();
        assert_eq!(ids(&versions.ours).len(), 6);
    }
}

#[test]
fn a_file_that_is_no_sound_session_is_told_with_its_line_and_nothing_is_written() {
    type Spoil = fn(&str) -> String;
    let marks: Spoil = |text| text.replacen("  \"title\"", "<<<<<<< HEAD\n  \"title\"", 1);
    let newer: Spoil = |text| text.replace("\"version\": 1", "\"version\": 9");
    let twice: Spoil = |text| text.replace("\"a-2\"", "\"a-1\"");
    let cases: [(Spoil, &str); 3] = [
        (marks, "theirs.json, line 6, column 1: two versions were left here by a version control tool"),
        (newer, "has format version 9, and this release reads up to 1"),
        (twice, "two items have the id “a-1”"),
    ];
    for (spoil, told) in cases {
        let versions = Versions::diverged();
        let ours = fs::read(&versions.ours).unwrap();
        let spoilt = spoil(&fs::read_to_string(&versions.theirs).unwrap());
        fs::write(&versions.theirs, spoilt).unwrap();
        versions.merge(&[]).fails_with(4).says_nothing().remarks(told);
        assert_eq!(fs::read(&versions.ours).unwrap(), ours);
        fs::write(&versions.ours, fs::read(&versions.theirs).unwrap()).unwrap();
        versions.merge(&["--output", "merged.json"]).fails_with(4);
        assert!(!versions.machine.path("merged.json").exists());
    }
}

#[test]
fn missing_files_different_sessions_and_wrong_usage_have_their_codes() {
    let versions = Versions::new(|_| {}, |session| session["id"] = json!("0195a3c0-7b1e-7c3a-9f00-2b6d1c9a4e10"));
    versions.merge(&[]).fails_with(4).remarks("These are different sessions");
    fs::remove_file(&versions.theirs).unwrap();
    versions.merge(&[]).fails_with(3).remarks("theirs.json does not exist");
    versions.machine.offsite(&["merge", "a", "b"]).fails_with(2).remarks("THEIRS");
}

/// A repository with a configuration of its own, in which offsite merges sessions.
struct Repository {
    machine: Machine,
}

impl Repository {
    /// Nothing where git is not there.
    fn new() -> Option<Self> {
        let repository = Self { machine: Machine::with_session() };
        repository.machine.put_actions();
        if Command::new("git").arg("--version").output().is_err() {
            let told = "SKIPPED: git is not installed, so the merge driver was not tried\n";
            std::io::stderr().write_all(told.as_bytes()).unwrap();
            return None;
        }
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        let driver = format!("'{}' merge %O %A %B", env!("CARGO_BIN_EXE_offsite"));
        for (key, value) in [("user.name", "A"), ("user.email", "a@example.org"), ("merge.offsite.name", "sessions")] {
            repository.git(&["config", key, value]);
        }
        repository.git(&["config", "merge.offsite.driver", &driver]);
        fs::write(repository.folder().join(".gitattributes"), "sessions/*.json merge=offsite\n").unwrap();
        repository.git(&["add", "."]);
        repository.git(&["commit", "--quiet", "--message", "base"]);
        Some(repository)
    }

    fn folder(&self) -> PathBuf {
        self.machine.path("data/offsite")
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut git = Command::new("git");
        let home = self.machine.path("");
        git.args(arguments).current_dir(self.folder()).env_clear().env("PATH", std::env::var_os("PATH").unwrap());
        git.env("HOME", &home).env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", home.join("gitconfig"));
        git.output().unwrap()
    }

    #[track_caller]
    fn git(&self, arguments: &[&str]) -> Output {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?} {output:?}");
        output
    }

    fn branch(&self, name: &str, change: impl FnOnce(&mut Value)) {
        self.git(&["checkout", "--quiet", "-b", name, "main"]);
        self.machine.edit(change);
        self.git(&["commit", "--quiet", "--all", "--message", name]);
    }
}

#[test]
fn git_merges_two_branches_of_one_session_with_it() {
    let Some(repository) = Repository::new() else { return };
    repository.branch("ours", |session| {
        add(session, "a-5", "Ours");
        actions(session)[0]["text"] = json!("Call the old bank");
    });
    repository.branch("theirs", |session| {
        add(session, "a-6", "Theirs");
        actions(session)[0]["text"] = json!("Call the bank today");
    });
    repository.git(&["merge", "--quiet", "--no-edit", "ours"]);
    let path = repository.machine.session_file();
    let mut found = ids(&path);
    found.sort_unstable();
    assert_eq!(found, ["a-1", "a-2", "a-3", "a-4", "a-5", "a-6"]);
    assert_eq!(actions(&mut read(&path))[0]["text"], "Call the old bank today");
    assert_eq!(repository.git(&["status", "--porcelain"]).stdout, b"");
}

#[test]
fn git_is_told_where_a_version_cannot_be_merged_and_keeps_ours() {
    let Some(repository) = Repository::new() else { return };
    repository.branch("newer", |session| session["version"] = json!(9));
    repository.branch("ours", |session| add(session, "a-5", "Ours"));
    let output = repository.run(&["merge", "--quiet", "--no-edit", "newer"]);
    assert!(!output.status.success());
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("has format version 9"), "{told}");
    assert!(ids(&repository.machine.session_file()).contains(&"a-5".to_owned()));
}

#[test]
fn what_it_writes_is_valid_by_the_published_schema() {
    let schema = serde_json::from_str(include_str!("../../schema/session-1.json")).unwrap();
    let schema = jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap();
    let visits = |session: &mut Value, to: &str| {
        session["stages"][0]["clock"] = json!({ "visits": [{ "from": "2026-03-04T10:00:00+01:00", "to": to }] });
    };
    let edit = |id: &'static str, title: &'static str, to: &'static str| {
        move |session: &mut Value| {
            add(session, id, title);
            actions(session)[0]["due"] = json!(format!("2026-0{}-01", title.len()));
            session["title"] = json!(title);
            visits(session, to);
        }
    };
    let versions = Versions::new(
        edit("a-5", "Ours", "2026-03-04T10:20:00+01:00"),
        edit("a-6", "Theirs", "2026-03-04T10:30:00+01:00"),
    );
    versions.merge(&[]).succeeds();
    let merged = read(&versions.ours);
    let faults: Vec<String> = schema.iter_errors(&merged).map(|fault| fault.to_string()).collect();
    assert_eq!(faults, [""; 0]);
    assert_eq!(merged["stages"][0]["clock"]["visits"].as_array().unwrap().len(), 1);
}
