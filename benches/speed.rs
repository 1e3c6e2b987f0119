//! How fast it is, as medians and as ratios to the least there can be, all taken in one run.
//!
//! `cargo bench` runs it, `cargo bench -- starts echoes` only some of it. "Bare" is the smallest ratatui program that draws
//! a frame and echoes a key; this binary plays it itself when it is started with `BENCH_BARE`. Rounds of what is compared
//! alternate, because a machine that is slow for a while must be slow for both.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a bench prints its figures, and has no use for going on"
)]

use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
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

/// Measures something; the libraries that it needs are in the folder, or are put there.
type Part = fn(&Path);

fn main() {
    if std::env::var_os("BENCH_BARE").is_some() {
        bare();
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    println!("medians, {} x {} cells", AREA.width, AREA.height);
    let parts: [(&str, Part); 9] = [
        ("starts", starts),
        ("echoes", echoes),
        ("opens", opens),
        ("pastes", pastes),
        ("sizes", sizes),
        ("keys", |_| keys()),
        ("plans", plans),
        ("saves", saves),
        ("drafts", drafts),
    ];
    for (_, part) in parts.iter().filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|word| word == name)) {
        part(folder.path());
    }
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

/// The time that this share of them, in hundredths, does not exceed.
fn share(times: &[Duration], hundredths: usize) -> Duration {
    let mut times = times.to_vec();
    times.sort();
    times.get(times.len() * hundredths / 100).copied().unwrap_or_default()
}

fn median(times: &[Duration]) -> Duration {
    share(times, 50)
}

fn report(what: &str, time: Duration, ratio: Option<f64>) {
    let ratio = ratio.map_or_else(String::new, |ratio| format!("   {ratio:.2}x bare"));
    println!("{what:<54} {:>9.3} ms{ratio}", time.as_secs_f64() * 1000.0);
}

fn timed(rounds: usize, mut work: impl FnMut()) -> Duration {
    work();
    let round = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    median(&(0..rounds).map(round).collect::<Vec<_>>())
}

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-03-04T10:30:00+01:00").expect("a moment")
}

fn template() -> Template {
    serde_json::from_str(include_str!("../templates/strategic-session.json")).expect("a template")
}

fn offsite_command(folder: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_offsite"));
    // Without flags, as it is started day by day; a dark theme leaves out the question to the terminal.
    command.env("OFFSITE_DIR", folder);
    command.env("OFFSITE_THEME", "dark");
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

/// Where it is remembered what the list of a library shows first.
fn first_page(library: &Path) -> PathBuf {
    library.join("state/offsite/first-page")
}

/// A library of this many sessions, with one more that is called Bench; written once, and opened once as it would have been.
fn library(folder: &Path, sessions: usize) -> PathBuf {
    let library = folder.join(sessions.to_string());
    if !library.exists() {
        let (shown, sessions) = (library.display().to_string(), sessions.to_string());
        write(&library, &["demo", "--write", &shown, "--seed", "1", "--sessions", &sessions]);
        write(&library, &["new", "--template", "strategic-session", "--title", "Bench", "--when", "today 14:00"]);
        let mut terminal = Rival::home("", &library).start();
        while !first_page(&library).exists() {
            terminal.rest();
        }
        terminal.press("q").gone();
    }
    library
}

/// Something to measure: a program, and what is on the screen when it is of use.
struct Rival {
    name: String,
    command: CommandBuilder,
    sign: &'static str,
}

impl Rival {
    fn bare() -> Self {
        let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
        command.env("BENCH_BARE", "1");
        Self { name: "bare ratatui".to_owned(), command, sign: "bare" }
    }

    /// The screens over the library in a folder; the title of its newest session is there when they are of use.
    fn home(name: &str, library: &Path) -> Self {
        Self { name: name.to_owned(), command: offsite_command(library), sign: "Bench" }
    }

    fn run(name: &str, library: &Path) -> Self {
        let mut command = offsite_command(library);
        command.args(["run", "Bench"]);
        Self { name: name.to_owned(), command, sign: "How do you arrive" }
    }

    fn start(&self) -> Terminal {
        let mut terminal = Terminal::start(self.command.clone(), (AREA.width, AREA.height));
        terminal.until(self.sign);
        terminal
    }
}

/// One line for each rival, with its ratio to the first one.
fn compare(what: &str, rivals: &[Rival], times: &[Vec<Duration>]) {
    let bare = times.first().map_or(Duration::ZERO, |times| median(times)).as_secs_f64();
    for (rival, times) in rivals.iter().zip(times) {
        let [half, most] = [50, 99].map(|part| share(times, part).as_secs_f64() * 1000.0);
        let name = format!("{what}, {}", rival.name);
        println!("{name:<54} {half:>9.3} ms   {:.2}x bare   p99 {most:.3} ms", half / 1000.0 / bare);
    }
}

/// Said of a library of which nothing is remembered.
const UNKNOWN: &str = ", first time";

fn starts(folder: &Path) {
    let mut rivals = vec![Rival::bare()];
    for count in [100, 1000, 10_000] {
        rivals.push(Rival::home(&format!("{count} sessions"), &library(folder, count)));
    }
    for count in [100, 1000] {
        rivals.push(Rival::home(&format!("{count} sessions{UNKNOWN}"), &library(folder, count)));
    }
    rivals.push(Rival {
        name: "something at all".to_owned(),
        sign: "offsite",
        ..Rival::home("", &library(folder, 10_000))
    });
    let mut times = vec![Vec::new(); rivals.len()];
    for round in 0..16 {
        for (rival, times) in rivals.iter().zip(&mut times) {
            let is_slow = times.last().is_some_and(|time| *time > Duration::from_millis(200));
            if round > 4 && is_slow {
                continue;
            }
            let known = rival.name.split_once(' ').filter(|_| rival.name.ends_with(UNKNOWN));
            let known = known.map(|(count, _)| first_page(&folder.join(count)));
            let aside = folder.join("first-page");
            if let Some(known) = &known {
                std::fs::rename(known, &aside).expect("it is remembered");
            }
            let start = Instant::now();
            let terminal = rival.start();
            times.push(start.elapsed());
            if let Some(known) = &known {
                std::fs::rename(&aside, known).expect("it is remembered again");
            }
            drop(terminal);
        }
    }
    compare("start to first useful frame", &rivals, &times);
}

/// Presses the key and waits for the first thing that is written after it.
fn echo(terminal: &mut Terminal, key: &str) -> Duration {
    let start = Instant::now();
    terminal.press(key);
    terminal.next_write();
    let elapsed = start.elapsed();
    std::thread::sleep(Duration::from_millis(15));
    terminal.drain();
    elapsed
}

fn echoes(folder: &Path) {
    let [few, many] = [100, 10_000].map(|count| library(folder, count));
    let rivals = [
        Rival::bare(),
        Rival::run("answer among 100", &few),
        Rival::run("answer among 10,000", &many),
        Rival::home("find among 100", &few),
        Rival::home("find among 10,000", &many),
        Rival::home("move in home of 100", &few),
        Rival::home("move in home of 10,000", &many),
    ];
    let mut terminals: Vec<Terminal> = rivals.iter().map(Rival::start).collect();
    for (terminal, rival) in terminals.iter_mut().zip(&rivals) {
        terminal.rest();
        if rival.name.starts_with("find") {
            terminal.press("/").rest();
        }
    }
    let mut times = vec![Vec::new(); rivals.len()];
    for letter in "the quick brown fox jumps over the lazy dog".chars().cycle().take(210) {
        for ((terminal, rival), times) in terminals.iter_mut().zip(&rivals).zip(&mut times) {
            let turn = times.len();
            let key = match rival.name.split(' ').next() {
                Some("move") => if turn / 20 % 2 == 0 { "j" } else { "k" }.to_owned(),
                Some("find") => ["b", "\u{7f}"].iter().cycle().nth(turn % 2).map_or("", |key| *key).to_owned(),
                _ => letter.to_string(),
            };
            times.push(echo(terminal, &key));
        }
    }
    compare("key to screen", &rivals, &times);
}

/// From the key to the first frame of the plan of all sessions, and of the first letter that is looked for in all of them.
fn opens(folder: &Path) {
    for count in [100, 1000, 10_000] {
        let mut terminal = Rival::home("", &library(folder, count)).start();
        terminal.rest();
        for (what, opening, key) in [("plan", "", "p"), ("find, its first letter", "/", "b")] {
            let round = |_| {
                terminal.press(opening).rest();
                let time = echo(&mut terminal, key);
                terminal.rest().press("\u{1b}").rest();
                time
            };
            report(&format!("{what}, {count} sessions"), median(&(0..9).map(round).collect::<Vec<_>>()), None);
        }
    }
}

/// A paste of 100 KB that is not bracketed, which is also a key that is held: until the last letter shows.
fn pastes(folder: &Path) {
    const LETTERS: usize = 100_000;
    let mut terminal = Rival::run("", &library(folder, 100)).start();
    terminal.rest();
    let start = Instant::now();
    terminal.press(&"words ".repeat(LETTERS / 6)).press("~");
    terminal.until("~");
    report("a key of an unbracketed paste of 100 KB", start.elapsed() / u32::try_from(LETTERS).unwrap_or(1), None);
}

/// The most memory that a process ever took, in KB; none where the system does not say.
fn peak_memory(pid: u32) -> Option<u32> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// The most memory that it ever took, and how long it takes to leave.
fn sizes(folder: &Path) {
    for count in [100, 10_000] {
        let mut terminal = Rival::home("", &library(folder, count)).start();
        std::thread::sleep(Duration::from_secs(if count > 1000 { 3 } else { 1 }));
        terminal.rest();
        let kilobytes = peak_memory(terminal.pid()).unwrap_or_default();
        println!("{:<54} {:>9.1} MB", format!("memory at most, {count} sessions"), f64::from(kilobytes) / 1024.0);
        let start = Instant::now();
        terminal.press("q");
        terminal.gone();
        report(&format!("quit, {count} sessions"), start.elapsed(), None);
    }
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
    world.library.put(Volume::new("bench.json", session));
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
    let library = library(folder, 1000);
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
