//! The real program in a real terminal: it starts, keeps every word, and leaves the terminal as it was.

use std::fs;

use crate::support::room::Room;
use crate::support::terminal::Terminal;

/// What must stand at the end of the output when a terminal is given back.
const GIVEN_BACK: [&str; 3] = ["\u{1b}[?1049l", "\u{1b}[?2004l", "\u{1b}[?25h"];

#[track_caller]
fn is_given_back(terminal: &Terminal) {
    let written = terminal.written();
    for sign in GIVEN_BACK {
        assert!(written.rfind(sign).is_some(), "{sign:?} is missing");
    }
    assert!(written.rfind("\u{1b}[?1049l") > written.rfind("\u{1b}[?1049h"));
}

#[test]
fn it_starts_shows_the_first_screen_and_gives_the_terminal_back() {
    let room = Room::new();
    let mut terminal = room.open(&[]);
    terminal.until("Start a session").press("q");
    assert_eq!(terminal.ends(), 0);
    is_given_back(&terminal);
}

#[test]
fn half_typed_words_survive_kill_9() {
    let room = Room::new();
    room.prepared();
    let mut terminal = room.open(&["run", "trial"]);
    terminal
        .until("How do you arrive")
        .press("4\r")
        .until("1  4")
        .press("three and a ha")
        .until("three and a ha")
        .rest();
    terminal.signal("KILL").ends();
    let mut terminal = room.open(&["run", "trial"]);
    terminal.until("three and a ha");
    assert!(room.file().contains("\"pulse\": 4"), "{}", room.file());
}

#[test]
fn a_key_is_answered_and_then_nothing_more_is_written() {
    let room = Room::new();
    room.prepared();
    let mut terminal = room.open(&["run", "trial"]);
    terminal.until("How do you arrive").rest().press("x");
    assert!(terminal.next_write(), "the key was not shown");
    let before = terminal.rest().written().len();
    std::thread::sleep(std::time::Duration::from_secs(1));
    assert_eq!(terminal.rest().written().len(), before);
}

/// What no terminal should send, and some do; the last is half of a letter.
const UNKNOWN: [&[u8]; 3] = [b"\x1b[99;99x", b"\x1b[5;5", b"\xc3"];

#[test]
fn a_key_that_nobody_knows_does_not_keep_news_from_the_screen() {
    for unknown in UNKNOWN {
        let room = Room::new();
        let path = room.prepared();
        let mut terminal = room.open(&["run", "trial"]);
        terminal.until("How do you arrive").press("5\r").until("1  5").rest().press_bytes(unknown).rest();
        fs::write(&path, room.file().replace("\"Trial\"", "\"Theirs\"")).expect("a change from outside");
        terminal.until("› Theirs").signal("TERM").ends();
        is_given_back(&terminal);
    }
}

#[test]
fn a_change_from_outside_shows_without_a_key_however_many_came_before() {
    let room = Room::new();
    let path = room.prepared();
    let mut terminal = room.open(&["run", "trial"]);
    terminal.until("How do you arrive").press("5\r").until("1  5").rest();
    let before = room.file();
    for number in 0..12 {
        let name = format!("Theirs {number}");
        let write = {
            let (path, text) = (path.clone(), before.replace("\"Trial\"", &format!("\"{name}\"")));
            std::thread::spawn(move || fs::write(path, text).expect("a change from outside"))
        };
        for letter in ["a", "\u{7f}"].iter().cycle().take(80) {
            terminal.press(letter);
            std::thread::sleep(std::time::Duration::from_micros(700));
        }
        write.join().expect("written");
        terminal.until(&format!("› {name}"));
    }
}

#[test]
fn an_unbracketed_paste_of_100_kb_arrives_whole_without_another_key() {
    let room = Room::new();
    room.prepared();
    let mut terminal = room.open(&["run", "trial"]);
    terminal.until("How do you arrive").rest();
    terminal.press(&"words ".repeat(100_000 / 6)).press("the end").until("the end");
}

#[test]
fn a_resize_loses_no_typed_letter() {
    let room = Room::new();
    room.prepared();
    let mut terminal = room.open(&["run", "trial"]);
    terminal.until("How do you arrive").press("steady words").until("steady words");
    terminal.resize(30, 8).until("A little more room").resize(80, 24).until("steady words");
}

#[test]
fn a_request_to_end_saves_and_gives_the_terminal_back() {
    for signal in ["TERM", "HUP"] {
        let room = Room::new();
        room.prepared();
        let mut terminal = room.open(&["run", "trial"]);
        terminal.until("How do you arrive").press("5\r").until("1  5");
        terminal.signal(signal).ends();
        assert!(room.file().contains("\"pulse\": 5"));
        assert!(room.file().contains("\"state\": \"paused\""));
        is_given_back(&terminal);
    }
}

#[test]
fn a_thought_that_was_being_parked_survives_kill_9() {
    let room = Room::new();
    room.prepared();
    let mut terminal = room.open(&["run", "trial"]);
    terminal
        .until("How do you arrive")
        .press("half a line")
        .until("half a line")
        .press("\u{f}")
        .until("Park a thought");
    terminal.press("a second v").until("a second v").rest().signal("KILL").ends();
    let mut terminal = room.open(&["run", "trial"]);
    terminal.until("Park a thought").until("a second v").press("\u{1b}").until("half a line");
}

#[test]
fn a_session_that_was_being_prepared_survives_kill_9() {
    let room = Room::new();
    let mut terminal = room.open(&[]);
    terminal.until("Start a session").press("n").until("What kind of session").press("\r").until("SCHEDULE");
    terminal.press("A day by the lake").until("A day by the lake").rest().signal("KILL").ends();
    room.open(&[]).until("is back").until("A day by the lake");
}

#[test]
fn what_another_window_wrote_is_read_before_a_session_is_taken_up() {
    let room = Room::new();
    room.prepared();
    let mut first = room.open(&[]);
    first.until("Trial");
    let mut second = room.open(&["run", "trial"]);
    second
        .until("How do you arrive")
        .press("5\r")
        .until("1  5")
        .press("\u{1b}")
        .rest()
        .press("q")
        .rest()
        .press("q")
        .ends();
    first.until("paused").press("\r").until("1  5").press("4\r").until("2  4");
    first.press("\u{1b}").rest().press("q").until("SESSIONS").press("q").ends();
    assert!(room.file().contains("\"pulse\": 5") && room.file().contains("\"pulse\": 4"), "{}", room.file());
}

#[test]
fn a_change_from_outside_and_ours_are_both_in_the_file() {
    let room = Room::new();
    let path = room.prepared();
    let mut terminal = room.open(&["run", "trial"]);
    terminal.until("How do you arrive").press("5\r").until("1  5").rest();
    fs::write(&path, room.file().replace("\"Trial\"", "\"Theirs\"")).expect("a change from outside");
    terminal.until("› Theirs").press("4\r").until("2  4").rest().press("\u{1b}").rest().press("q").rest().press("q");
    assert_eq!(terminal.ends(), 0);
    let file = room.file();
    assert!(file.contains("\"Theirs\"") && file.contains("\"pulse\": 5") && file.contains("\"pulse\": 4"), "{file}");
}

#[test]
fn a_file_that_somebody_broke_is_left_alone_and_ours_is_named_on_the_way_out() {
    let room = Room::new();
    let path = room.prepared();
    let mut terminal = room.open(&["run", "trial"]);
    terminal.until("How do you arrive").press("5\r").until("1  5").rest();
    fs::write(&path, "{ torn").expect("a change from outside");
    terminal.press("4\r").until("Couldn’t save").until("rescue").press("\u{1b}").rest().press("q").rest().press("q");
    assert_eq!(terminal.ends(), 1);
    assert!(terminal.written().rfind("rescue") > terminal.written().rfind("\u{1b}[?1049l"), "{}", terminal.shown());
    assert_eq!(room.file(), "{ torn");
    let rescued = fs::read_dir(room.path("state/offsite/rescue")).expect("the rescue folder").count();
    assert_eq!(rescued, 1);
}

#[test]
fn a_file_that_is_torn_for_a_moment_is_saved_once_it_can_be_read_again() {
    let room = Room::new();
    let path = room.prepared();
    let mut terminal = room.open(&["run", "trial"]);
    terminal.until("How do you arrive").press("5\r").until("1  5").rest();
    let whole = fs::read(&path).expect("a file");
    fs::write(&path, "{ torn").expect("half of a change from outside");
    terminal.press("4\r").until("Couldn’t save").until("rescue");
    fs::write(&path, whole).expect("the other half");
    terminal.until("Saving works again").press("3\r").until("3  3").rest().press("\u{1b}").rest().press("\u{3}");
    assert_eq!(terminal.ends(), 0);
    assert!(["5", "4", "3"].iter().all(|pulse| room.file().contains(&format!("\"pulse\": {pulse}"))));
}

#[test]
fn a_panic_gives_the_terminal_back_and_loses_no_word() {
    let room = Room::new();
    room.prepared();
    let mut terminal = room.open(&["run", "trial"]);
    terminal.until("How do you arrive").press("5\r").until("1  5").press("half a th").until("half a th");
    terminal.press("\u{1b}[200~offsite, panic now\u{1b}[201~");
    assert_eq!(terminal.ends(), 101);
    is_given_back(&terminal);
    assert!(terminal.written().contains("Everything you typed is saved"), "{}", terminal.shown());
    assert!(room.file().contains("\"pulse\": 5"));
    room.open(&["run", "trial"]).until("half a th");
}

#[test]
fn a_suspended_program_gives_the_terminal_back() {
    let room = Room::new();
    room.prepared();
    // Only a shell with job control can bring a program back.
    let mut terminal = Terminal::start(room.shell(), (100, 30));
    terminal.press(&format!("{} --theme dark run trial\n", env!("CARGO_BIN_EXE_offsite")));
    terminal.until("How do you arrive").press("kept words").until("kept words").rest();
    terminal.press("\u{1a}").until("Stopped");
    is_given_back(&terminal);
    terminal.press("fg\n").until("kept words");
}

#[test]
fn a_second_window_opens_to_read() {
    let room = Room::new();
    room.prepared();
    let mut first = room.open(&["run", "trial"]);
    first.until("How do you arrive").press("5\r").until("1  5").rest();
    let mut second = room.open(&[]);
    second.until("Trial").press("\r").until("Another window is running");
    second.press("x\r").rest();
    assert!(second.shown().contains("to read"), "{}", second.shown());
    // It goes along with the first one, question by question.
    first.press("4\r").until("2  4");
    second.until("2  4");
    first.press("\r").until("Which one question").press("How to rest\r").until("How to rest").rest();
    second.until("Which one question").until("How to rest");
    // Whoever has leafed elsewhere is left there.
    second.press("p").until("How do you arrive");
    first.press("And sleep\r").until("And sleep").rest();
    assert!(second.shown().contains("How do you arrive"), "{}", second.shown());
}

#[test]
fn a_session_that_is_named_opens_to_read_too() {
    let room = Room::new();
    room.prepared();
    let mut first = room.open(&["run", "trial"]);
    first.until("How do you arrive").press("5\r").until("1  5").rest();
    let mut second = room.open(&["run", "trial"]);
    second.until("Another window is running").until("1  5");
    second.press("q").until("SESSIONS").press("q");
    assert_eq!(second.ends(), 0);
}

#[test]
fn a_thought_parked_from_elsewhere_reaches_the_window_that_runs_the_session() {
    let room = Room::new();
    room.prepared();
    let mut first = room.open(&["run", "trial"]);
    first.until("How do you arrive").press("5\r").until("1  5").press("4, half a li").rest();
    let mut second = room.open(&[]);
    second.until("Trial").press("o").until("It is kept in Trial").press("A second van\r").until("A second van");
    first.until("A second van").until("4, half a li").press("\r").until("2  4").rest();
    assert!(room.file().contains("A second van") && room.file().contains("half a li"), "{}", room.file());
}

#[test]
fn half_typed_words_are_safe_from_an_overlay_of_a_second_window() {
    let room = Room::new();
    room.prepared();
    let mut first = room.open(&["run", "trial"]);
    first.until("How do you arrive").press("5\r").until("1  5").press("half a line").until("half a line").rest();
    let mut second = room.open(&[]);
    second.until("Trial").press("o").until("Park a thought").press("never mind").until("never mind").rest();
    second.press("\u{1b}").until_gone("Park a thought").rest().signal("KILL").ends();
    first.signal("KILL").ends();
    room.open(&["run", "trial"]).until("half a line");
}

#[test]
fn a_session_that_is_being_prepared_is_left_to_the_window_that_prepares_it() {
    let room = Room::new();
    let mut first = room.open(&[]);
    first.until("Start a session").press("n").until("What kind of session").press("\r").until("SCHEDULE");
    first.press("A day by the lake").until("A day by the lake").rest();
    let mut second = room.open(&[]);
    second.until("Start a session").rest();
    assert!(!second.shown().contains("is back"), "{}", second.shown());
    second.press("q").ends();
    first.signal("KILL").ends();
    room.open(&[]).until("is back").until("A day by the lake");
}

#[test]
fn a_file_that_is_taken_away_under_its_session_is_written_again_and_that_is_said() {
    let room = Room::new();
    let path = room.prepared();
    let mut terminal = room.open(&["run", "trial"]);
    terminal.until("How do you arrive").press("5\r").until("1  5").rest();
    fs::remove_file(&path).expect("the file");
    terminal.until("Somebody took the file").press("4\r").until("2  4").rest();
    assert!(room.file().contains("\"pulse\": 5"), "{}", room.file());
    terminal.press("\u{3}").rest().press("\u{3}").ends();
    assert!(room.file().contains("\"pulse\": 4"));
}

#[test]
fn leaving_saves_a_session_although_its_half_typed_words_have_no_place() {
    let room = Room::new();
    room.prepared();
    fs::create_dir_all(room.path("state/offsite")).expect("a folder");
    fs::write(room.path("state/offsite/drafts"), "in the way").expect("a file");
    let mut terminal = room.open(&["run", "trial"]);
    terminal.until("How do you arrive").press("5\r").until("1  5").signal("TERM").ends();
    assert!(room.file().contains("\"pulse\": 5") && room.file().contains("\"state\": \"paused\""));
}

#[test]
fn the_list_follows_what_comes_and_goes_in_the_folder() {
    let room = Room::new();
    let path = room.prepared();
    let mut terminal = room.open(&[]);
    terminal.until("Trial");
    let other = room.file().replace("\"Trial\"", "\"Another\"").replacen("\"id\": \"0", "\"id\": \"1", 1);
    fs::write(std::path::Path::new(&path).with_file_name("other.json"), other).expect("a file");
    terminal.until("Another");
    fs::remove_file(&path).expect("the file");
    terminal.until_gone("Trial");
}

#[test]
fn control_c_leaves_with_everything_saved() {
    let room = Room::new();
    room.prepared();
    let mut terminal = room.open(&["run", "trial"]);
    terminal.until("How do you arrive").press("3\r").until("1  3").press("\u{3}").rest().press("\u{3}");
    terminal.ends();
    assert!(room.file().contains("\"pulse\": 3"));
    is_given_back(&terminal);
}

#[test]
fn without_a_terminal_it_says_so_in_a_sentence() {
    let room = Room::new();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_offsite"))
        .env("OFFSITE_DIR", room.path(""))
        .stdin(std::process::Stdio::null())
        .output()
        .expect("the program");
    assert_eq!(output.status.code(), Some(1));
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(words.contains("terminal") && words.lines().count() <= 2, "{words}");
}
