//! How fast it is, as medians and as ratios to the least there can be, all taken in one run.
//!
//! `cargo bench` runs it. "Bare" is the smallest ratatui program that draws a frame and echoes a key; this binary plays it
//! itself when it is started with `BENCH_BARE`.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a bench prints its figures, and has no use for going on"
)]

use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset};
use offsite::lang::Texts;
use offsite::model::demo;
use offsite::model::id::IdSource;
use offsite::model::library::Volume;
use offsite::model::plan::Plan;
use offsite::model::session::{Session, State};
use offsite::model::sheet::SheetKind;
use offsite::model::template::Template;
use offsite::store::draft::Drafts;
use offsite::store::shelf::Shelf;
use offsite::tui::app::{App, Msg};
use offsite::tui::glyphs;
use offsite::tui::key::Key;
use offsite::tui::screens::Screen;
use offsite::tui::theme::{Depth, Theme, ThemeChoice, ThemeOptions};
use offsite::tui::world::{Look, World};
use portable_pty::CommandBuilder;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde_json::Value;
use uuid::Uuid;

use terminal::Terminal;

#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../tests/integration/support/terminal.rs"]
mod terminal;

const AREA: Rect = Rect { x: 0, y: 0, width: 120, height: 40 };

fn main() {
    if std::env::var_os("BENCH_BARE").is_some() {
        bare();
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    println!("medians, {} x {} cells", AREA.width, AREA.height);
    starts(folder.path());
    echoes(folder.path());
    keys();
    plans(folder.path());
    saves(folder.path());
    drafts(folder.path());
}

/// The smallest ratatui program: one frame, then an echo of each key, until it is killed.
fn bare() {
    let mut terminal = ratatui::init();
    let mut text = String::from("bare");
    let mut next = || {
        let _ = terminal.draw(|frame| frame.render_widget(text.as_str(), frame.area()));
        let event = crossterm::event::read()?;
        text.extend(event.as_key_press_event().and_then(|key| key.code.as_char()));
        std::io::Result::Ok(())
    };
    while next().is_ok() {}
    ratatui::restore();
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn report(what: &str, time: Duration, ratio: Option<f64>) {
    let ratio = ratio.map_or_else(String::new, |ratio| format!("   {ratio:.2}x bare"));
    println!("{what:<54} {:>9.3} ms{ratio}", time.as_secs_f64() * 1000.0);
}

fn timed(rounds: usize, mut work: impl FnMut()) -> Duration {
    work();
    median(
        (0..rounds)
            .map(|_| {
                let start = Instant::now();
                work();
                start.elapsed()
            })
            .collect(),
    )
}

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-03-04T10:30:00+01:00").expect("a moment")
}

fn template() -> Template {
    serde_json::from_str(include_str!("../templates/strategic-session.json")).expect("a template")
}

fn bare_command() -> CommandBuilder {
    let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
    command.env("BENCH_BARE", "1");
    command
}

fn offsite_command(folder: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_offsite"));
    command.args(["--theme", "dark", "--dir", &folder.display().to_string()]);
    command.env("XDG_STATE_HOME", folder.join("state"));
    command.env("XDG_CONFIG_HOME", folder.join("config"));
    command
}

/// Runs a command that writes to this folder.
fn write(folder: &Path, args: &[&str]) {
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_offsite"))
        .args(["-q", "--dir", &folder.display().to_string()])
        .args(args)
        .env("XDG_STATE_HOME", folder.join("state"))
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .env("OFFSITE_NOW", "2026-03-04T10:30:00+01:00")
        .stdout(std::process::Stdio::null())
        .status();
    assert!(status.expect("the program").success(), "{args:?} failed");
}

/// Writes a library of this many sessions.
fn grow(folder: &Path, sessions: usize) {
    let (folder_shown, sessions) = (folder.display().to_string(), sessions.to_string());
    write(folder, &["demo", "--write", &folder_shown, "--seed", "1", "--sessions", &sessions]);
}

fn first_frame(command: impl Fn() -> CommandBuilder, sign: &str) -> Duration {
    let once = || {
        let start = Instant::now();
        let mut terminal = Terminal::start(command(), (AREA.width, AREA.height));
        terminal.until(sign);
        start.elapsed()
    };
    once();
    median((0..15).map(|_| once()).collect())
}

fn key_echo(command: CommandBuilder, ready: &str, prelude: &str) -> Duration {
    let mut terminal = Terminal::start(command, (AREA.width, AREA.height));
    terminal.until(ready);
    terminal.rest();
    for key in prelude.chars() {
        terminal.press(&key.to_string());
        terminal.rest();
    }
    let mut times = Vec::new();
    for letter in "thequickbrownfoxjumpsoverthelazydogthequickbrownfox".chars() {
        let start = Instant::now();
        terminal.press(&letter.to_string());
        terminal.next_write();
        times.push(start.elapsed());
        std::thread::sleep(Duration::from_millis(5));
        terminal.rest();
    }
    median(times)
}

fn starts(folder: &Path) {
    let bare = first_frame(bare_command, "bare");
    report("start to first frame, bare ratatui", bare, Some(1.0));
    for count in [100, 1000] {
        let library = folder.join(count.to_string());
        grow(&library, count);
        let time = first_frame(|| offsite_command(&library), "offsite");
        report(&format!("start to first frame, {count} sessions"), time, Some(time.as_secs_f64() / bare.as_secs_f64()));
    }
}

fn echoes(folder: &Path) {
    let bare = key_echo(bare_command(), "bare", "");
    let ratio = |time: Duration| Some(time.as_secs_f64() / bare.as_secs_f64());
    report("key to screen in a terminal, bare ratatui", bare, Some(1.0));
    let library = folder.join("100");
    let find = key_echo(offsite_command(&library), "offsite", "/");
    report("key to screen in a terminal, find over 100 sessions", find, ratio(find));
    write(&library, &["new", "--template", "strategic-session", "--title", "Bench"]);
    let mut run = offsite_command(&library);
    run.args(["run", "Bench"]);
    let answer = key_echo(run, "How do you arrive", "");
    report("key to screen in a terminal, answer among 100 sessions", answer, ratio(answer));
}

/// A session with this many goals, taken up in its goals stage.
fn desk(goals: usize) -> App {
    let options =
        ThemeOptions { choice: ThemeChoice::Dark, has_high_contrast: false, depth: Depth::True, is_light: None };
    let look = Look { texts: Texts::of("en"), theme: Theme::resolve(&options), glyphs: &glyphs::UNICODE };
    let mut world = World::new(look, vec![template()], IdSource::new(1), now());
    let mut session = template().session("en", &mut IdSource::new(2), now());
    let id = session.id;
    session.state = State::Paused;
    world.library.put(Volume { path: "bench.json".into(), session, is_read_only: false });
    let session = world.session(id).expect("the session").clone();
    let mut app = App::new(world);
    let run = Screen::for_session(&session, app.world());
    app.start_on(run);
    app.update(now(), Msg::Answer(offsite::tui::effect::Answer::Locked(id, true)));
    while app.title() != "Goals" {
        app.update(now(), Msg::Key(Key::parse("enter").expect("a key")));
    }
    for number in 0..goals {
        for letter in format!("Goal {number} of the bench, with some words in it").chars() {
            app.update(now(), Msg::Key(Key::char(letter)));
        }
        app.update(now(), Msg::Key(Key::parse("enter").expect("a key")));
    }
    let kept = app.world().session(id).map_or(0, |session| session.items_of(SheetKind::Goals).count());
    assert_eq!(kept, goals, "not every goal was kept");
    app
}

fn keys() {
    for goals in [3, 300] {
        let mut app = desk(goals);
        let mut buffer = Buffer::empty(AREA);
        let time = timed(400, || {
            black_box(app.update(now(), Msg::Key(Key::char('x'))));
            buffer.reset();
            black_box(app.view(AREA, &mut buffer));
        });
        report(&format!("key to frame in memory, {goals} answers on the sheet"), time, None);
    }
}

fn plans(folder: &Path) {
    let sessions = demo::library(&template(), now(), 1000, 1);
    let time = timed(15, || {
        black_box(Plan::of(black_box(&sessions), now().date_naive()));
    });
    report("plan of 1,000 sessions in memory", time, None);
    let library = folder.join("1000");
    let read = timed(7, || {
        let shelf = Shelf::at(&library, &folder.join("state"));
        black_box(shelf.read());
    });
    report("reading 1,000 session files", read, None);
    let bytes = timed(7, || {
        for entry in std::fs::read_dir(library.join("sessions")).expect("a folder").flatten() {
            black_box(std::fs::read(entry.path()).expect("a file"));
        }
    });
    report("  of which reading the bytes", bytes, None);
}

fn saves(folder: &Path) {
    let sessions: Vec<Session> = demo::library(&template(), now(), 3, 1);
    let Some(session) = sessions.into_iter().next() else { return };
    let shelf = Shelf::at(&folder.join("save"), &folder.join("state"));
    let path = shelf.save(&session, Path::new("")).expect("the file");
    let size = std::fs::metadata(&path).map_or(0, |file| file.len());
    let mut session = session;
    let time = timed(60, || {
        session.title.push('.');
        shelf.save(&session, &path).expect("the file");
    });
    report(&format!("save, {} KB, flushed to the disk", size / 1024), time, None);
    let bytes = vec![b'x'; usize::try_from(size).unwrap_or_default()];
    let plain = timed(60, || {
        let mut file = tempfile::NamedTempFile::new_in(folder).expect("a file");
        file.write_all(&bytes).expect("a file");
        file.as_file().sync_all().expect("a file");
        let file = file.persist(folder.join("plain.json")).expect("a file");
        drop(file);
        std::fs::File::open(folder).and_then(|folder| folder.sync_all()).expect("a folder");
    });
    report("  the bare sequence: write, flush, rename, flush", plain, None);
}

/// Half-typed words, beside those of 50 other sessions.
fn drafts(folder: &Path) {
    let drafts = Drafts::within(folder);
    for number in 1..=50 {
        drafts.keep(Uuid::from_u128(number), &Value::from("words")).expect("a draft");
    }
    for size in [300, 20_000] {
        let words = Value::from("x".repeat(size));
        let time = timed(1000, || drafts.keep(Uuid::nil(), &words).expect("a draft"));
        report(&format!("draft of {size} bytes kept"), time, None);
        let time = timed(60, || {
            drafts.keep(Uuid::nil(), &words).expect("a draft");
            drafts.flush(Uuid::nil()).expect("a draft");
        });
        report("  kept and flushed to the disk", time, None);
    }
}
