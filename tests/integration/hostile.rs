//! Files that mean harm: every one is told in a sentence or read, the rest of the library opens, nothing is run, nothing
//! outside the folder is touched, and nothing that steers a terminal gets to one.

use std::fs;
use std::path::{Path, PathBuf};

use offsite::model::id::IdSource;
use offsite::model::library::Volume;
use offsite::model::session::Session;
use offsite::store::{Shelf, StoreError};
use offsite::tui::app::Msg;
use offsite::tui::effect::Answer;
use serde_json::{Value, json};

use crate::support::command::{Machine, STEM};
use crate::support::{Desk, now, session};
use crate::targets::is_steering;

/// What text in a file may hold to do harm.
const HOSTILE: &[&str] = &[
    "a\u{1b}]0;x\u{7}\u{1b}[2J\u{1b}P\u{9b}31m\u{9d}c",
    "\u{202e}txt\u{2066}\u{200b}\u{200e}\u{feff}\u{e0041}\u{61c}\u{2028}b",
    "\r\u{8}\n\t\u{85}\u{0}c",
    "$(touch /tmp/x)`id`; ../../x",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "👨\u{200d}👩\u{200d}👧 家族 ﷽ مرحبا",
    "",
];

fn sessions_of(machine: &Machine) -> (PathBuf, String) {
    (machine.sessions(), fs::read_to_string(machine.session_file()).expect("a session"))
}

#[test]
fn every_broken_file_is_told_in_a_sentence_and_the_rest_opens() {
    let machine = Machine::with_session();
    let (folder, text) = sessions_of(&machine);
    let with = |words: &str| text.replace("\"language\"", &format!("{words},\n  \"language\""));
    let nest = |open: &str, close: &str| with(&format!("\"deep\": {}1{}", open.repeat(100_000), close.repeat(100_000)));
    let deep = "line 7, column ";
    let told = [
        ("open", "[".repeat(100_000), "line 1, column 128: the brackets are nested too deeply"),
        ("lists", nest("[", "]"), deep),
        ("groups", nest("{\"a\":", "}"), deep),
        ("twice", with("\"x\": { \"a\": 1, \"a\": 2 }"), "the key “a” stands here twice"),
        ("nul", text.replace("Q2", "Q\u{0}"), "line 6, column 14: there is a zero byte"),
        ("half", text.replace("Q2", "\\ud800"), "the backslash has something unknown after it"),
        ("escape", text.replace("Q2", "\u{1b}"), "line 6"),
        ("number", with("\"x\": 123456789012345678901234567890"), "more digits than can be kept"),
        ("marker", format!("<<<<<<< ours\n{text}"), "line 1, column 1: two versions were left here"),
        ("CON", "x".to_owned(), "line 1, column 1: a value belongs here"),
        ("a\u{1b}[2J\nb\u{202e}", "{}".to_owned(), "is not a session file"),
        ("x\\..\\..\\y", "{}".to_owned(), "is not a session file"),
        ("$(touch x)", "{}".to_owned(), "is not a session file"),
    ];
    for (name, text, _) in &told {
        assert!(*name == "CON" || !text.contains("Q2") || *text != sessions_of(&machine).1, "{name} is not broken");
        fs::write(folder.join(format!("{name}.json")), text).expect("written");
    }
    let before = machine.snapshot();
    let mut listed = machine.offsite(&["list"]).succeeds().says("Q2 offsite").steers_no_terminal();
    let told_of = listed.remarked();
    assert_eq!(told_of.lines().count(), told.len() + 1, "{told_of}");
    for (name, _, words) in told {
        listed = listed.remarks(words);
        let path = folder.join(format!("{name}.json"));
        let path = path.to_str().expect("text");
        machine.offsite(&["check", path]).fails_with(4).says(words).steers_no_terminal();
        machine.offsite(&["show", path]).fails_with(4).remarks(words).says_nothing().steers_no_terminal();
        machine.offsite(&["run", path]).fails_with(4).remarks(words).steers_no_terminal();
    }
    machine.offsite(&["show", STEM]).succeeds().says("Q2 offsite");
    machine.offsite(&["plan"]).succeeds().steers_no_terminal();
    assert_eq!(machine.snapshot(), before);
}

#[test]
fn fifty_megabytes_are_refused_unread() {
    let machine = Machine::with_session();
    let path = machine.sessions().join("big.json");
    fs::File::create(&path).and_then(|file| file.set_len(50 << 20)).expect("a large file");
    let told = "big.json has 50 MiB, and 32 MiB is the most. The file is untouched.";
    machine.offsite(&["list"]).succeeds().says("Q2 offsite").remarks(told);
    machine.offsite(&["check", path.to_str().expect("text")]).fails_with(4).remarks(told);
}

#[test]
fn a_session_of_a_hundred_thousand_marks_can_be_shown() {
    let machine = Machine::with_session();
    let path = machine.session_file();
    let text = fs::read_to_string(&path).expect("a session");
    fs::write(&path, text.replace("Q2", &("e".to_owned() + &"\u{301}".repeat(100_000)))).expect("written");
    let shown = machine.offsite(&["show", STEM]).succeeds().steers_no_terminal();
    assert!(shown.said().len() < 500, "{shown}");
    assert!(machine.offsite(&["list"]).succeeds().said().len() < 500);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_hinder_nothing() {
    let machine = Machine::with_session();
    let path = machine.session_file();
    let text = fs::read_to_string(&path).expect("a session");
    fs::write(&path, format!("\u{feff}{}", text.replace('\n', "\r\n"))).expect("written");
    machine.offsite(&["show", STEM]).succeeds().says("Q2 offsite").remarks("Next");
    machine.offsite(&["check", path.to_str().expect("text")]).succeeds();
}

#[test]
fn what_a_command_is_told_leads_out_of_no_folder() {
    let machine = Machine::new();
    for (title, name) in [
        ("../../x", "2026-03-04-x.json"),
        ("CON", "2026-03-04-con-session.json"),
        ("aux.", "2026-03-04-aux-session.json"),
        ("a\nb\u{1b}[2J\u{202e}.", "2026-03-04-a-b-2j.json"),
        ("\u{0301}\u{202e}...", "2026-03-04-session.json"),
    ] {
        let made = machine.offsite(&["-q", "new", "--template", "blank", "--title", title]).succeeds();
        assert_eq!(Path::new(made.said().trim_end()), machine.sessions().join(name));
    }
    for title in ["é".repeat(300), "家".repeat(300), "👨\u{200d}👩".repeat(100), format!("a{}", "\u{301}".repeat(600))]
    {
        let made = machine.offsite(&["-q", "new", "--template", "blank", "--title", &title]).succeeds();
        let path = PathBuf::from(made.said().trim_end());
        assert!(path.is_file() && path.file_name().is_some_and(|name| name.len() < 240), "{made}");
    }
    for id in ["../../x", "con", "a/b", "", ".x"] {
        machine.offsite(&["templates", "copy", "blank", id]).fails_with(2).says_nothing();
    }
    machine.offsite(&["new", "--template", "../../x"]).fails_with(3);
    machine.offsite(&["new", "--template", "blank", "--when", "\u{1b}[2J\u{202e}"]).fails_with(2).steers_no_terminal();
    assert!(!machine.path("data/x.json").exists() && !machine.path("x.json").exists());
}

#[test]
fn ids_from_files_are_no_paths() {
    let machine = Machine::with_session();
    machine.edit(|session| {
        session["participants"] = json!([{ "id": "../../x", "name": "Maria" }]);
        session["template"] = json!("../../x");
        session["stages"][0]["id"] = json!("../../x");
        session["client"] = json!({ "name": "../../Acme", "alias": "/etc/passwd" });
        session["title"] = json!("../../x");
    });
    let (data, state) = (machine.path("data/offsite"), machine.path("state/offsite"));
    let shelf = Shelf::at(&data, &state);
    let volume = shelf.read().0.remove(0);
    let id = volume.session.id;
    let lock = shelf.lock(id).expect("a lock");
    shelf.keep_draft(id, &json!({ "stage": "../../x" })).expect("a draft");
    let copy = Session { id: IdSource::new(9).session(&now()), ..volume.session.clone() };
    let saved = shelf.save(&copy, Path::new("")).expect("saved");
    assert_eq!(saved, machine.sessions().join("2026-03-12-etc-passwd-x.json"));
    let trashed = shelf.trash(&saved, now().date_naive()).expect("put away");
    assert!(trashed.starts_with(data.join("trash")));
    fs::write(&volume.path, "{}").expect("changed outside");
    let refused = shelf.save(&volume.session, &volume.path);
    let Err(StoreError::ChangedOutside { rescue: Some(rescue), .. }) = refused else { panic!("{refused:?}") };
    assert!(rescue.starts_with(state.join("rescue")));
    drop(lock);
    let outside = |path: &PathBuf| !path.starts_with(&data) && !path.starts_with(&state);
    let strays: Vec<_> = machine.snapshot().into_keys().filter(outside).filter(|path| path.is_file()).collect();
    assert_eq!(strays, [] as [PathBuf; 0]);
}

const MOMENTS: &[&str] = &["+262142-12-31T00:59:59-23:00", "-262143-01-01T23:00:00+23:00", "2026-03-04T10:30:00+01:00"];
const DAYS: &[&str] = &["+262142-12-31", "-262143-01-01", "2028-02-29"];

/// The text fields of a session and of everything in it, set to hostile words in turn; now and then also every time.
fn poisoned(mut file: Value, offset: usize) -> Session {
    fn poison(value: &mut Value, key: &str, next: &mut usize) {
        const FIXED: &[&str] =
            &["$schema", "format", "id", "state", "style", "kind", "slot", "status", "thread", "session", "swot"];
        const TIMES: &[&str] = &["scheduled", "from", "to", "at", "due", "date"];
        match value {
            Value::String(text) if TIMES.contains(&key) => {
                *next += 1;
                let extremes = if text.contains('T') { MOMENTS } else { DAYS };
                if next.is_multiple_of(5) {
                    extremes[*next / 5 % 3].clone_into(text);
                }
            }
            Value::String(text) if !FIXED.contains(&key) => {
                *next += 1;
                *text = format!("{text}{}", HOSTILE[*next % HOSTILE.len()]);
            }
            Value::Array(list) => list.iter_mut().for_each(|value| poison(value, key, next)),
            Value::Object(group) => group.iter_mut().for_each(|(key, value)| poison(value, key, next)),
            _ => {}
        }
    }
    let mut next = offset;
    poison(&mut file, "", &mut next);
    serde_json::from_value(file).expect("a session")
}

#[test]
fn no_cell_of_any_screen_and_no_title_ever_holds_what_steers_a_terminal() {
    let frames: usize = std::env::var("OFFSITE_FRAMES").map_or(1500, |frames| frames.parse().expect("a number"));
    let keys = offsite::tui::keymap::all().iter().flat_map(|binding| binding.keys.split(' ')).map(str::to_owned);
    let keys: Vec<String> = keys.collect();
    let seed = std::env::var("OFFSITE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(7);
    println!("OFFSITE_SEED={seed}");
    let mut dice = IdSource::new(seed);
    let mut below = |end: usize| usize::try_from(dice.bits() % end as u64).expect("small");
    let mut drawn = 0;
    while drawn < frames {
        let offset = below(HOSTILE.len());
        let example = offsite::model::demo::example(&crate::support::template(), now());
        let sessions: Vec<Session> = example
            .into_iter()
            .chain([session()])
            .map(|session| poisoned(serde_json::to_value(session).expect("JSON"), offset))
            .collect();
        let mut desk = Desk::with(Vec::new()).at(60 + u16::try_from(below(120)).expect("small"), 30);
        let volumes =
            sessions.into_iter().map(|session| Volume::new(format!("/sessions/{}.json", HOSTILE[offset]), session));
        let message = StoreError::NotFound { path: HOSTILE[offset].into() }.to_string();
        let broken = vec![offsite::model::library::Broken { path: HOSTILE[offset].into(), message }];
        desk.send(Msg::Answer(Answer::Library { volumes: volumes.collect(), broken, drafts: Vec::new() }));
        for _ in 0..60 {
            match below(6) {
                0 => desk.send(Msg::Paste(HOSTILE[below(HOSTILE.len())].to_owned())),
                1 => desk.send(Msg::Answer(Answer::NotOpened(HOSTILE[offset].to_owned()))),
                _ => {
                    let key = keys[below(keys.len())].clone();
                    desk.press(&key)
                }
            };
            let screen = desk.buffer();
            for cell in screen.content() {
                assert_eq!(cell.symbol().chars().find(|c| is_steering(*c)), None, "{:?}", cell.symbol());
            }
            let title = desk.app.title();
            assert!(!title.chars().any(is_steering) && title.chars().count() < 600, "{title:?}");
            drawn += 1;
        }
    }
    println!("{drawn} frames drawn");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    use portable_pty::CommandBuilder;

    use super::*;
    use crate::support::terminal::Terminal;

    #[test]
    fn links_pipes_and_folders_in_the_place_of_files_are_told_and_not_entered() {
        let machine = Machine::with_session();
        let (folder, text) = sessions_of(&machine);
        let outside = machine.write("outside/secret.json", &text.replace("Q2 offsite", "A secret"));
        symlink(&outside, folder.join("link.json")).expect("a link");
        symlink(folder.join("loop.json"), folder.join("loop.json")).expect("a loop");
        symlink(machine.path("outside"), folder.join("folder")).expect("a link");
        symlink("/", folder.join("root")).expect("a link");
        fs::create_dir(folder.join("a_folder.json")).expect("a folder");
        let pipe = folder.join("pipe.json");
        assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
        let listed = machine.offsite(&["list"]).succeeds().says("Q2 offsite");
        assert!(!listed.said().contains("secret"), "{listed}");
        let listed =
            listed.remarks("link.json cannot be read: it is a link, and links in this folder are not followed.");
        listed.remarks("loop.json cannot be read: it is a link").remarks("pipe.json cannot be read: it is not a file.");
        // A file that is named may be a link.
        machine.offsite(&["show", folder.join("link.json").to_str().expect("text")]).succeeds().says("A secret");
        for name in ["pipe.json", "a_folder.json", "loop.json"] {
            let path = folder.join(name);
            machine.offsite(&["show", path.to_str().expect("text")]).fails_with(3).remarks("is not a file");
        }
        let told = machine.offsite(&["check", folder.join("loop.json").to_str().expect("text")]);
        told.remarks("loop.json cannot be read: Too many levels of symbolic links. The file is untouched.");
        machine.offsite(&["check", "/dev/zero", "/dev/tty"]).fails_with(4).remarks("/dev/zero is not a file");
        machine.offsite(&["show", "/dev/zero"]).fails_with(3).remarks("/dev/zero is not a file");
    }

    #[test]
    fn a_template_that_is_a_link_is_told_and_not_used() {
        let machine = Machine::new();
        let outside =
            machine.write("outside.json", &include_str!("../../templates/blank.json").replace("\"blank\"", "\"far\""));
        fs::create_dir_all(machine.path("config/offsite/templates")).expect("a folder");
        symlink(outside, machine.path("config/offsite/templates/far.json")).expect("a link");
        let listed = machine.offsite(&["templates"]).succeeds().says("blank").remarks("it is a link");
        assert!(!listed.said().contains("far"), "{listed}");
    }

    #[test]
    fn a_file_that_may_not_be_read_is_told() {
        let machine = Machine::with_session();
        let path = machine.write("data/offsite/sessions/closed.json", "{}");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("closed");
        if fs::read(&path).is_err() {
            let told = "closed.json cannot be read: you have no permission for that. The file is untouched.";
            machine.offsite(&["list"]).succeeds().says("Q2 offsite").remarks(told);
        }
    }

    /// Every file and folder below a machine's home that others may look into.
    fn open_to_others(machine: &Machine) -> Vec<String> {
        let shown = |path: PathBuf| {
            let mode = path.metadata().expect("a mode").permissions().mode() & 0o777;
            let wanted = if path.is_dir() { 0o700 } else { 0o600 };
            (mode != wanted).then(|| format!("{mode:o} {}", path.display()))
        };
        machine.snapshot().into_keys().filter_map(shown).collect()
    }

    /// The program over a terminal, under the loosest umask.
    fn loose(machine: &Machine, arguments: &str) -> Terminal {
        let mut command = CommandBuilder::new("sh");
        let program = env!("CARGO_BIN_EXE_offsite");
        command.args(["-c", &format!("umask 000; exec {program} --theme dark {arguments}")]);
        command.env_clear();
        for (name, folder) in
            [("HOME", ""), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_STATE_HOME", "state")]
        {
            command.env(name, machine.path(folder));
        }
        command.env("PATH", std::env::var("PATH").unwrap_or_default());
        command.env("LANG", "C.UTF-8");
        command.env("EDITOR", "cat >/dev/null");
        command.cwd(machine.path(""));
        Terminal::start(command, (100, 30))
    }

    #[test]
    fn whatever_is_made_is_for_nobody_else_under_the_loosest_umask() {
        let machine = Machine::new();
        loose(&machine, "-q new --template strategic-session --title Trial").ends();
        loose(&machine, "-q templates copy blank mine").ends();
        loose(&machine, "-q demo --write many --sessions 2").ends();
        let mut terminal = loose(&machine, "run trial");
        terminal.until("How do you arrive").press("5\r").until("1  5").press("half a th").until("half a th").rest();
        let folders = [
            "data/offsite/sessions",
            "state/offsite/drafts",
            "state/offsite/locks",
            "config/offsite/templates",
            "many/sessions",
        ];
        for folder in folders {
            assert_ne!(fs::read_dir(machine.path(folder)).expect(folder).count(), 0, "{folder}");
        }
        assert_eq!(open_to_others(&machine), [""; 0]);
        let path = machine.sessions().read_dir().expect("a folder").flatten().next().expect("a file").path();
        fs::write(&path, "{ torn").expect("changed outside");
        terminal
            .press("\u{15}4\r")
            .until("Couldn’t save")
            .until("rescue")
            .press("\u{1b}")
            .rest()
            .press("q")
            .rest()
            .press("q")
            .ends();
        assert_eq!(fs::read_dir(machine.path("state/offsite/rescue")).expect("rescued").count(), 1);
        let shelf = Shelf::at(&machine.path("data/offsite"), &machine.path("state/offsite"));
        shelf.trash(&path, now().date_naive()).expect("put away");
        assert_eq!(open_to_others(&machine), [""; 0]);
    }

    #[test]
    fn a_file_that_came_with_a_looser_mode_is_loosened_no_further() {
        let machine = Machine::with_session();
        let path = machine.session_file();
        for mode in [0o644, 0o640, 0o666] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("a mode");
            let shelf = Shelf::at(&machine.path("data/offsite"), &machine.path("state/offsite"));
            let mut volume = shelf.open(&path).expect("a session");
            volume.session.title.push('x');
            shelf.save(&volume.session, &path).expect("saved");
            let now = path.metadata().expect("a mode").permissions().mode() & 0o777;
            assert_eq!(now & !(mode | 0o600), 0, "{mode:o} became {now:o}");
        }
    }

    #[test]
    fn nothing_that_a_file_says_is_run() {
        let machine = Machine::new();
        machine.offsite(&["new", "--template", "strategic-session", "--title", "Trial"]).succeeds();
        let path = machine.sessions().read_dir().expect("a folder").flatten().next().expect("a file").path();
        let command = "$(touch ran)`touch ran`;touch ran|touch ran\" 'touch ran' -x";
        let text = fs::read_to_string(&path).expect("a text");
        let mut file: Value = serde_json::from_str(&text).expect("JSON");
        file["title"] = json!(command);
        file["place"] = json!(command);
        for stage in file["stages"].as_array_mut().expect("stages") {
            stage["title"] = json!(command);
        }
        let renamed = machine.sessions().join("$(touch ran);touch ran.json");
        fs::write(&renamed, file.to_string()).expect("written");
        fs::remove_file(path).expect("removed");
        machine
            .offsite(&["list"])
            .succeeds()
            .remarks(&format!("Next: offsite show {}", file["id"].as_str().expect("an id")));
        let mut terminal = loose(&machine, "");
        terminal.until("touch ran").press("\r").rest().press("\t").rest().press("\r").until("How do you arrive");
        terminal.press(&format!("{command}\r")).rest().press("\u{1b}").rest().press("E").rest();
        terminal.press("q").rest().press("\u{3}").rest().press("\u{3}").rest();
        let ran = |folder: &str| machine.path(folder).join("ran").exists();
        assert!(!ran("") && !ran("data/offsite/sessions"), "{}", terminal.shown());
    }
}
