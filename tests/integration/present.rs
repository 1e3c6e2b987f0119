//! The shared screen: what the host chooses, what this window then hides, and a second screen in a terminal of its own.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use offsite::model::change::{Change, Detail};
use offsite::model::session::{Client, Session};
use offsite::model::shared::live::{Live, Scene};
use offsite::model::sheet::SheetKind;
use offsite::tui::effect::Effect;
use portable_pty::CommandBuilder;

use crate::support::room::Room;
use crate::support::terminal::Terminal;
use crate::support::{Desk, session};

fn shown(desk: &Desk) -> Vec<&Live> {
    let all = desk.effects.iter();
    all.filter_map(|effect| if let Effect::ShowToRoom(live) = effect { Some(&**live) } else { None }).collect()
}

fn titled(title: &str, client: &str, id: u128) -> Session {
    let client = Some(Client { name: client.to_owned(), ..Client::default() });
    Session { id: uuid::Uuid::from_u128(id), title: title.to_owned(), client, ..session() }
}

/// A session that runs, with two answers to its first question.
fn answered() -> Desk {
    let mut desk = Desk::running(session(), vec![titled("Nord plan", "Nord", 9), titled("First", "Acme Ltd", 8)]);
    desk.type_text("Maria 4").press("enter").type_text("Jonas 2, tired").press("enter");
    desk
}

#[test]
fn a_scene_is_chosen_and_a_mark_says_what_the_room_sees() {
    let mut desk = answered();
    desk.misses("room:").press("esc P").sees("What the room sees").press("enter").sees("[room: question]");
    let live = shown(&desk)[0];
    assert_eq!((live.scene, live.at.stage, live.family.len()), (Scene::Question, 0, 0));
    desk.press("a").type_text("me 5").press("enter");
    assert_eq!(shown(&desk).last().unwrap().shared.stages[0].sheets[0].items.len(), 3);
    desk.press("esc P down down down enter").sees("[room: plan]");
    let family: Vec<&str> = shown(&desk).last().unwrap().family.iter().map(|each| each.title.as_str()).collect();
    assert_eq!(family, ["Q2 offsite", "First"], "no other client");
}

#[test]
fn where_promises_are_followed_up_the_room_sees_those_of_its_client_that_are_open() {
    let action = |id: &str, text: &str, more: serde_json::Value| {
        let mut action = serde_json::json!({ "id": id, "text": text });
        action.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        action
    };
    let promised = |mut session: Session, name: &str| {
        session.state = offsite::model::session::State::Closed;
        session.scheduled = Some(crate::support::now() - chrono::Duration::days(30));
        session.stages[0].sheets[0] =
            serde_json::from_value(serde_json::json!({ "id": "actions", "kind": "actions", "items": [
            action("a-1", &format!("Call the bank of {name}"), serde_json::json!({ "owner": "Maria" })),
            action("a-2", "Long done", serde_json::json!({ "status": "done" })),
            action("a-3", "Nobody else knows", serde_json::json!({ "private": true })),
        ] }))
            .unwrap();
        session
    };
    let mut here = session();
    here.scheduled = Some(crate::support::now());
    here.client = Some(Client { name: "Acme Ltd".to_owned(), ..Client::default() });
    here.stages[0].sheets[0] = serde_json::from_value(
        serde_json::json!({ "id": "back", "kind": "follow-up", "prompts": [{ "ask": "What became of it?" }] }),
    )
    .unwrap();
    let others =
        vec![promised(titled("First", "Acme Ltd", 8), "Acme"), promised(titled("Nord plan", "Nord", 9), "Nord")];
    let mut desk = Desk::running(here, others);
    desk.press("esc P enter P t").sees("What became of it?").sees("1   Call the bank of Acme   Maria");
    desk.misses("Nord").misses("Long done").misses("Nobody else");
    desk.press("right").sees("Call the bank of Acme");
}

#[test]
fn half_typed_words_reach_nobody() {
    let mut desk = answered();
    desk.press("esc P enter a");
    let before = shown(&desk).len();
    desk.type_text("a word nobody should");
    assert_eq!(shown(&desk).len(), before);
}

/// The words of the page that the room knows.
fn page_shown(desk: &Desk) -> String {
    let live = shown(desk).last().unwrap().shared.clone();
    live.items().map(|item| item.values["text"].to_string()).collect()
}

#[test]
fn a_page_reaches_the_room_once_its_words_are_finished() {
    let mut paged = session();
    paged.stages[0].sheets[0] = serde_json::from_value(serde_json::json!({
        "id": "page", "kind": "text", "prompts": [{ "ask": "What is it about?" }]
    }))
    .unwrap();
    let id = paged.id;
    let mut desk = Desk::running(paged, Vec::new());
    desk.press("esc P enter a").type_text("Nobody should read th").wait(1);
    let kept = |desk: &Desk| desk.app.world().session(id).unwrap().stages[0].sheets[0].items.len();
    assert_eq!((kept(&desk), page_shown(&desk).as_str()), (1, ""), "its file has it, the room has not");
    desk.press("esc");
    assert_eq!(page_shown(&desk), "\"Nobody should read th\"");
    desk.press("a").type_text(" and more").wait(1).press("f9");
    assert_eq!(page_shown(&desk), "\"Nobody should read th\"");
    desk.press("f9 esc");
    assert_eq!(page_shown(&desk), "\"Nobody should read th and more\"");
}

#[test]
fn what_is_held_stays_until_it_follows_again() {
    let mut desk = answered();
    desk.press("esc P enter P f").sees("[room: question, held]");
    let before = shown(&desk).len();
    desk.press("a").type_text("me 5").press("enter esc");
    assert_eq!(shown(&desk).len(), before);
    desk.press("P f").sees("[room: question]");
    assert_eq!(shown(&desk).last().unwrap().shared.stages[0].sheets[0].items.len(), 3);
}

#[test]
fn the_curtain_falls_at_once_also_while_something_is_typed_or_held() {
    let mut desk = answered();
    desk.press("esc P enter a").type_text("half a w").press("f9").sees("[room: curtain]");
    assert!(shown(&desk).last().unwrap().is_blank);
    desk.press("f9").sees("[room: question]").sees("half a w");
    assert!(!shown(&desk).last().unwrap().is_blank);
    desk.press("esc P f P b");
    assert!(shown(&desk).last().unwrap().is_blank);
}

#[test]
fn nothing_is_shown_any_more_when_the_host_says_so() {
    let mut desk = answered();
    desk.press("esc P enter P s").misses("[room:");
    assert!(desk.effects.contains(&Effect::HideFromRoom));
}

#[test]
fn in_this_window_everything_private_is_gone_until_it_is_left() {
    let mut desk = answered();
    desk.press("esc N").type_text("watch Jonas").press("enter").sees("watch Jonas");
    desk.press("P t")
        .misses("watch Jonas")
        .misses("For you")
        .misses("enter")
        .sees("Jonas: 2")
        .sees("Q2 offsite · Acme Ltd");
    desk.press("N T u d n x").misses("watch Jonas").misses("Deleted");
    insta::assert_snapshot!("present_here", desk.screen());
    desk.press("b").misses("Jonas").misses("Acme").sees("10:30");
    desk.press("b").sees("Jonas: 2").press("right").press("esc").sees("watch Jonas");
    assert!(desk.effects.contains(&Effect::HideFromRoom), "there was no second screen");
}

#[test]
fn before_the_curtain_lies_nothing_in_this_window() {
    let mut desk = answered();
    desk.press("esc P t ?").sees("Commands").press("f9");
    assert_eq!(desk.screen().trim(), "10:30");
    desk.press("f9").sees("Commands");
}

#[test]
fn curtain_and_hold_are_in_the_command_list_of_every_place() {
    for keys in ["", "esc", "esc esc p"] {
        let mut desk = answered();
        desk.press("esc P enter a").press(keys).press("ctrl-p").type_text("hold").press("enter");
        desk.sees("[room: question, held]").press("ctrl-p").type_text("curtain").press("enter").sees("[room: curtain]");
    }
}

#[test]
fn the_curtain_falls_from_every_place() {
    for keys in ["", "?", "/", "o", ",", "P", "T", "N", "C", "e", "a", "esc", "esc n", "esc p", "esc p v", "S", "tab"] {
        let mut desk = answered();
        desk.press("esc P enter").press(keys).press("f9");
        assert!(shown(&desk).last().unwrap().is_blank, "after {keys:?}:\n{}", desk.screen());
    }
}

#[test]
fn what_was_done_for_somebody_else_is_not_named_by_taking_it_back() {
    let mut desk = answered();
    desk.press("esc esc").sees("Nord plan");
    let other = desk.app.world().session(uuid::Uuid::from_u128(9)).unwrap().clone();
    let change = Change::Detail(Detail::Place("Secret".to_owned()));
    desk.app.world_mut().edit(other.id, "“Secret of Nord”", change);
    desk.press("home enter esc P enter esc u u u u").misses("Secret").press("U U U U").misses("Secret");
}

#[test]
fn a_long_absence_is_not_asked_about_before_the_eyes_of_the_room() {
    let mut desk = answered();
    desk.press("esc P t").wait(60).misses("away");
}

#[test]
fn home_and_find_show_no_other_client_while_one_looks_on() {
    let mut desk = answered();
    desk.press("esc esc").sees("Nord plan");
    desk.press("home enter").sees("Maria: 4").press("esc P enter esc").sees("Q2 offsite").sees("First").misses("Nord");
    desk.press("/").type_text("nord").misses("Nord plan").press("esc");
    desk.press("P s").sees("Nord plan");
}

#[test]
fn the_title_of_the_window_comes_from_what_the_room_sees() {
    let mut running = session();
    running.client = Some(Client { name: "Acme".to_owned(), alias: "Birch".to_owned(), ..Client::default() });
    running.stages[0].title = "Acme opens".to_owned();
    let mut desk = Desk::running(running, Vec::new());
    desk.press("esc P enter");
    assert_eq!(desk.app.title(), "Birch opens");
    desk.press("f9");
    assert_eq!(desk.app.title(), "offsite");
}

#[test]
fn the_scenes_to_choose_from() {
    for (columns, rows) in [(100, 30), (80, 24), (60, 16)] {
        let mut desk = answered().at(columns, rows);
        desk.press("esc P");
        insta::assert_snapshot!(format!("present_scenes_{columns}x{rows}"), desk.screen());
    }
}

#[test]
fn every_scene_of_a_full_session() {
    let all = offsite::model::demo::example(&crate::support::template(), crate::support::now());
    let of_acme = |session: &Session| session.client_shown() == "Project Birch" && session.stages.len() > 8;
    let mut shown =
        all.iter().filter(|session| of_acme(session)).max_by_key(|session| session.starts()).unwrap().clone();
    shown.state = offsite::model::session::State::Running;
    let others: Vec<Session> = all.into_iter().filter(|session| session.id != shown.id).collect();
    for (columns, rows) in [(100, 30), (60, 16)] {
        let mut desk = Desk::running(shown.clone(), others.clone()).at(columns, rows);
        desk.press("esc s g down down enter esc P t left left");
        let shown = |scene| {
            let screen = format!("=== {scene:?}\n{}", desk.screen());
            desk.press("right");
            screen
        };
        let scenes = Scene::ALL.map(shown).concat();
        insta::assert_snapshot!(format!("present_every_scene_{columns}x{rows}"), scenes);
    }
}

/// A session under way in one terminal that is shown.
fn host(room: &Room) -> Terminal {
    let new = ["-q", "new", "--template", "blank", "--title", "Trial"];
    assert_eq!(Terminal::start(room.command(&new), (200, 30)).ends(), 0);
    let mut host = room.open(&["run", "trial"]);
    host.until("on your mind").press("Four things\r").until("1  Four").press("\u{1b}").rest();
    host.press("P").until("What the room sees").press("\r").until("[room: question]");
    host
}

fn live(room: &Room) -> PathBuf {
    room.path("state/offsite/present/live.json")
}

#[test]
fn a_second_screen_finds_the_host_follows_it_and_outlives_it() {
    let room = Room::new();
    let mut early = room.open(&["present"]);
    early.until("Waiting for a session");
    let mut host = host(&room);
    early.until("on your mind");
    let mut late = Terminal::start(room.command(&["present"]), (120, 36));
    late.until("on your mind").until("1   Four").press("x\r/\u{1b}").rest().until("on your mind");
    host.press("a").rest().press("Three more\r");
    for screen in [&mut early, &mut late] {
        screen.until("2   Three");
    }
    // Stepping out pauses; the screens stay.
    host.press("\u{1b}").rest().press("\u{1b}").until("[room: question]");
    late.until("paused");
    host.signal("KILL").ends();
    for screen in [&mut early, &mut late] {
        screen.until("has closed").press("?").until("q  leave").press("q");
    }
    assert_eq!(early.ends(), 0);
    assert!(live(&room).exists(), "a killed host leaves its file behind");
    let mut again = room.open(&["present"]);
    again.until("has closed");
    let path = room.files()[0].display().to_string();
    let mut host = room.open(&["run", &path]);
    host.until("on your mind").press("\u{1b}").rest().press("P").until("What the room sees").press("\r").until("[room");
    again.until("on your mind");
    host.press("q").rest().press("q").ends();
    again.until("Waiting for a session");
    assert!(!live(&room).exists());
    again.press("q");
    assert_eq!(again.ends(), 0);
}

#[test]
fn a_file_of_nonsense_leaves_the_second_screen_as_it_was() {
    let room = Room::new();
    let _host = host(&room);
    let mut screen = room.open(&["present"]);
    screen.until("on your mind").rest();
    let whole = fs::read(live(&room)).unwrap();
    for bytes in [&whole[..whole.len() / 2], b"[[[[[[[[", b"\x1b]0;pwned\x07", &[0; 4096]] {
        fs::write(live(&room), bytes).unwrap();
        screen.rest().until("on your mind");
    }
    fs::write(live(&room), &whole).unwrap();
    screen.rest().until("on your mind");
    assert!(!screen.written().contains("pwned"));
}

#[test]
fn how_soon_the_room_sees_an_answer_and_how_little_is_written_at_rest() {
    let room = Room::new();
    let mut host = host(&room);
    let mut screen = room.open(&["present"]);
    screen.until("on your mind").rest();
    host.press("a").rest();
    screen.rest();
    let mut delays = Vec::new();
    for number in 0..30 {
        let words = format!("Word {number} of many");
        host.press(&words).rest().drain();
        let start = Instant::now();
        host.press("\r");
        while !screen.shown().contains(&words) {
            assert!(start.elapsed() < Duration::from_secs(15), "it never came:\n{}\n{}", host.shown(), screen.shown());
            screen.take(Duration::from_millis(5));
        }
        delays.push(start.elapsed());
        host.rest();
    }
    delays.sort();
    let (median, p95) = (delays[delays.len() / 2], delays[delays.len() * 95 / 100]);
    let seconds = std::env::var("OFFSITE_IDLE_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(3);
    screen.rest();
    let before = screen.written().len();
    std::thread::sleep(Duration::from_secs(seconds));
    let bytes = screen.rest().written().len() - before;
    println!("from the key to the second screen: median {median:?}, p95 {p95:?}; {bytes} bytes in {seconds} s at rest");
    // At most a minute that turned, in which only its digits change.
    assert!(bytes <= 300 * (usize::try_from(seconds).unwrap() / 60 + 1), "{bytes}");
}

#[test]
fn the_second_screen_opens_no_session_file() {
    if std::process::Command::new("strace").arg("-V").output().is_err() {
        println!("skipped: there is no strace here to watch the system calls with");
        return;
    }
    let room = Room::new();
    let mut host = host(&room);
    let log = room.path("calls");
    let mut traced = CommandBuilder::new("strace");
    let plain = room.command(&["present"]);
    traced.env_clear();
    for (name, value) in plain.iter_full_env_as_str() {
        traced.env(name, value);
    }
    traced.args(["-f", "-qq", "-e", "trace=file", "-o"]);
    traced.arg(&log);
    traced.args(plain.get_argv());
    let mut screen = Terminal::start(traced, (100, 30));
    screen.until("on your mind");
    host.press("a").rest().press("Three\r");
    screen.until("2   Three").press("q");
    assert_eq!(screen.ends(), 0);
    let calls = fs::read_to_string(&log).unwrap();
    assert!(calls.contains("live.json"), "nothing was watched:\n{calls}");
    let library = room.path("library").display().to_string();
    let touched: Vec<&str> = calls.lines().filter(|line| line.contains(&library)).collect();
    assert!(touched.is_empty(), "{}", touched.join("\n"));
}

#[test]
fn it_was_read_of_each_field_whether_the_room_may_see_it() {
    let mut lines = Vec::new();
    for kind in SheetKind::ALL {
        for slot in kind.slots() {
            let keys = |is_hidden| slot.fields.iter().filter(move |field| field.is_hidden == is_hidden);
            let words = |is_hidden| keys(is_hidden).map(|field| &*field.key).collect::<Vec<_>>().join(" ");
            lines.push(format!("{} {}: {} | {}", kind.word(), slot.id, words(false), words(true)));
        }
    }
    insta::assert_snapshot!("fields", lines.join("\n"));
}
