//! The program dies at random moments, and whatever its screen had shown is there at the next start.
//!
//! `OFFSITE_CRASH_RUNS` asks for so many runs instead of a few seconds of them, `OFFSITE_SEED` for the first seed.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use offsite::model::session::{FORMAT, Session, VERSION};
use offsite::store::{check, envelope};
use serde_json::{Value, json};

use crate::support::dice::{Dice, seed};
use crate::support::fault::{Disk, Fate};
use crate::support::room::Room;
use crate::support::terminal::Terminal;
use ledger::{DUE, Kind, Ledger};
use player::Player;

mod ledger;
mod player;

/// Whether words in a form and of a decision are owed before the whole is kept.
const FORMS_SURVIVE: bool = true;
/// Whether a paste is owed before it is said how it is meant.
const PASTES_SURVIVE: bool = true;
/// Columns and rows in which everything is looked at: enough for all answers to a question.
const SIZE: (u16, u16) = (110, 44);
/// How long runs are begun where nothing else is asked for.
const TIME: Duration = Duration::from_secs(20);
/// How many runs go on at once.
const POOL: usize = 2;
/// Longer than the program waits for the first page of sessions before it takes up what was left of one.
const START: Duration = Duration::from_millis(350);
/// How often the program dies in one run.
const LIVES: u64 = 3;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Kill,
    HangUp,
    Terminate,
    Panic,
}

/// What all runs came to.
#[derive(Debug, Default)]
struct Tally {
    runs: u64,
    ends: BTreeMap<End, u64>,
    owed: usize,
    on_screen: usize,
    lost: Vec<String>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.runs += other.runs;
        for (end, count) in other.ends {
            *self.ends.entry(end).or_default() += count;
        }
        self.owed += other.owed;
        self.on_screen += other.on_screen;
        self.lost.extend(other.lost);
    }
}

/// A room with a session to run and one before it, whose promises wait for a decision.
fn furnish(room: &Room) {
    let before = room.prepare("Before");
    let mut session: Value = serde_json::from_slice(&fs::read(&before).expect("a file")).expect("JSON");
    session["state"] = json!("closed");
    session["scheduled"] = json!("2026-03-01T09:00:00+01:00");
    let sheets = session["stages"].as_array_mut().expect("stages").iter_mut();
    for sheet in sheets.flat_map(|stage| stage["sheets"].as_array_mut().expect("sheets")) {
        if sheet["kind"] == "actions" {
            let actions =
                (1..=9).map(|number| json!({ "id": format!("a-{number}"), "text": format!("Promise {number}") }));
            sheet["items"] = actions.collect();
        }
    }
    let session: Session = serde_json::from_value(session).expect("a session");
    fs::write(&before, envelope::encode(&session).expect("a file")).expect("written");
    room.prepared();
}

fn start(room: &Room) -> Terminal {
    Terminal::start(room.command(&["run", "trial"]), SIZE)
}

impl End {
    fn chosen(dice: &mut Dice) -> Self {
        match dice.between(0, 9) {
            0..6 => Self::Kill,
            6 => Self::HangUp,
            7 => Self::Terminate,
            _ => Self::Panic,
        }
    }

    /// What the program may still lose: nothing where it is asked to end.
    fn due(self) -> Duration {
        if self == Self::Kill { DUE } else { Duration::ZERO }
    }

    fn comes(self, terminal: &mut Terminal) {
        match self {
            Self::Kill => terminal.signal("KILL"),
            Self::HangUp => terminal.hang_up(),
            Self::Terminate => terminal.signal("TERM"),
            Self::Panic => terminal.press("\u{1b}[200~offsite, panic now\u{1b}[201~"),
        };
        terminal.ends();
    }
}

/// Every session file is one that the program wrote, to the last byte, and has no fault.
fn faults_of_files(room: &Room) -> Vec<String> {
    let mut faults = Vec::new();
    for path in room.files() {
        let bytes = fs::read(&path).expect("a file");
        let decoded = envelope::decode::<Session>(&path, &bytes, FORMAT, VERSION);
        let is_ours = decoded.is_ok_and(|decoded| envelope::encode(&decoded.value).is_ok_and(|again| again == bytes));
        let found = check::file(&path).unwrap_or_else(|error| vec![error]);
        if !is_ours || !found.is_empty() {
            faults.push(format!("{} is damaged: {found:?}\n{}", path.display(), String::from_utf8_lossy(&bytes)));
        }
    }
    faults
}

/// One run: work, die, look; and again.
fn run(seed: u64) -> Tally {
    let room = Room::new();
    furnish(&room);
    run_in(&room, seed, start)
}

fn run_in(room: &Room, seed: u64, start: impl Fn(&Room) -> Terminal) -> Tally {
    let mut tally = Tally { runs: 1, ..Tally::default() };
    let (mut dice, mut ledger) = (Dice::new(seed), Ledger::default());
    let mut diary = Vec::new();
    for life in 0..LIVES {
        let time = Duration::from_millis(dice.between(150, 2200));
        let end = End::chosen(&mut dice);
        let mut player = Player::new(room, start(room), &mut dice, &mut ledger);
        // What was being written over the session comes back once the first page is read.
        player.terminal.until("min ").rest_for(START);
        let _ = player.settle();
        let missing = if life == 0 { Vec::new() } else { unseen(&mut player, &mut tally) };
        player.works_for(time);
        diary.append(&mut player.diary);
        let moment = Instant::now();
        end.comes(&mut player.terminal);
        diary.push(format!("{end:?}"));
        *tally.ends.entry(end).or_default() += 1;
        let everything = room.sessions() + &room.state();
        let owed = ledger.owed(moment, end.due());
        tally.owed += owed.len();
        let lost = owed.iter().filter(|word| !everything.contains(&word.text));
        let mut faults: Vec<String> = lost
            .map(|word| format!("{word:?}, shown {:?} before the end, is nowhere", Ledger::age(word, moment)))
            .collect();
        ledger.forgive(&everything);
        faults.extend(missing);
        faults.extend(faults_of_files(room));
        if !faults.is_empty() {
            let said = faults.join("\n");
            tally.lost.push(format!("seed {seed}, end {}, {end:?}:\n{said}\n{}", life + 1, diary.join("; ")));
            break;
        }
    }
    tally
}

/// The words that no session file holds and that no screen shows after a new start either.
fn unseen(player: &mut Player<'_>, tally: &mut Tally) -> Vec<String> {
    let now = Instant::now();
    let files = player.room.sessions();
    let owed = player.ledger.owed(now, Duration::ZERO);
    // A form shows the field at hand whole and the others as far as there is room: they are looked for in the state folder.
    let state = player.room.state();
    let is_in_form = |text: &str, kind: Kind| kind == Kind::Form && state.contains(text);
    let half_typed: Vec<String> = owed
        .iter()
        .filter(|word| !files.contains(&word.text) && !is_in_form(&word.text, word.kind))
        .map(|word| word.text.clone())
        .collect();
    tally.on_screen += half_typed.len();
    let mut missing = half_typed;
    let mut look = |player: &mut Player<'_>| {
        let shown = player.terminal.shown();
        missing.retain(|word| !shown.contains(word));
        missing.is_empty()
    };
    if look(player) {
        return Vec::new();
    }
    let _ = player.settle();
    let is_seen = look(player) || {
        // What waits in the line of another question is shown there.
        let _ = player.keep_line();
        let _ = player.close_closing();
        let _ = player.jump_to(0);
        (0..45).any(|_| {
            let _ = player.start_typing();
            let _ = player.settle();
            look(player) || {
                let _ = player.stop_typing();
                player.terminal.press("n");
                let _ = player.settle();
                let _ = player.close_closing();
                false
            }
        })
    };
    if is_seen { Vec::new() } else { vec![format!("{missing:?} came back on no screen:\n{}", player.terminal.shown())] }
}

#[test]
fn whatever_was_on_the_screen_survives_the_death_of_the_program() {
    let asked = std::env::var("OFFSITE_CRASH_RUNS").ok().and_then(|runs| runs.parse::<u64>().ok());
    let (first, begun, start) = (seed(), AtomicU64::new(0), Instant::now());
    println!("OFFSITE_SEED={first}");
    let tally = Mutex::new(Tally::default());
    std::thread::scope(|scope| {
        for _ in 0..POOL {
            scope.spawn(|| {
                loop {
                    let number = begun.fetch_add(1, Ordering::SeqCst);
                    if asked.map_or(start.elapsed() >= TIME, |runs| number >= runs) {
                        break;
                    }
                    let outcome = run(first + number);
                    tally.lock().expect("no panic").add(outcome);
                }
            });
        }
    });
    let tally = tally.into_inner().expect("no panic");
    println!(
        "runs {}, ends {:?}, words acknowledged {}, of them looked for on a screen {}, runs with words lost {}",
        tally.runs,
        tally.ends,
        tally.owed,
        tally.on_screen,
        tally.lost.len()
    );
    assert!(tally.owed > 0, "nothing was tried");
    assert!(tally.lost.is_empty(), "{}", tally.lost.join("\n\n"));
}

#[test]
fn a_program_that_only_pretends_to_keep_half_typed_words_is_caught() {
    let Some(disk) = Disk::new() else { return };
    furnish(&disk.room);
    disk.breaks("rename,exchange,write", Fate::Lied, "/state/offsite/drafts/");
    let start = |_: &Room| disk.open(&["run", "trial"], SIZE);
    let is_caught = (1..=8).any(|seed| !run_in(&disk.room, seed, start).lost.is_empty());
    assert!(is_caught, "nothing was lost with drafts that are never written:\n{disk:?}");
}

#[test]
fn words_are_let_go_only_once_they_are_kept_elsewhere() {
    let Some(disk) = Disk::new() else { return };
    disk.room.prepared();
    for (key, title) in [("", "How do you arrive"), ("\u{f}", "Park a thought")] {
        let mut terminal = disk.open(&["run", "trial"], SIZE);
        terminal.until("How do you arrive").press(key).until(title).press("4, zzkeptv").until("zzkeptv").rest();
        disk.breaks("flush", Fate::Slow, "/library/");
        terminal.press("\r");
        std::thread::sleep(Duration::from_millis(250));
        terminal.signal("KILL").ends();
        disk.is_mended();
        let everything = disk.room.sessions() + &disk.room.state();
        assert!(everything.contains("zzkeptv"), "{title}: they are in no file, and the draft is gone");
    }
}

#[test]
fn a_line_that_waits_below_an_answer_being_changed_survives_kill_9() {
    let room = Room::new();
    room.prepared();
    let mut terminal = start(&room);
    terminal.until("How do you arrive").press("4, calm\r").until("1  4").press("zzwaitv").until("zzwaitv");
    terminal.press("\t").until("change").rest().press("\r").until("back, unchanged");
    terminal.press("zzmorev").until("zzmorev").rest().signal("KILL").ends();
    let mut terminal = start(&room);
    terminal.until("zzmorev").press("\u{1b}").rest().press("a").until("zzwaitv");
}
