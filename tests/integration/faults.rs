//! A disk that breaks while a session runs: the session goes on, it is said where the words are, and none is lost.
//!
//! Every call that saving makes is failed with every error that it may have; by default a part of these pairs in which
//! each call and each error comes up, with `OFFSITE_FAULTS=all` every one.

use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use offsite::store::check;

use crate::support::fault::{Disk, Fate};
use crate::support::terminal::Terminal;

/// The calls that a save makes; `exchange` may fail without harm, for then the file is replaced in another way.
const CALLS: [&str; 10] =
    ["create", "open", "write", "read", "flush", "flush-folder", "exchange,rename", "exchange", "close", "unlink"];
const FATES: [Fate; 4] = [Fate::Full, Fate::Broken, Fate::Refused, Fate::ReadOnly];
const PLACES: [Place; 3] = [Place::Library, Place::State, Place::Everything];
/// How many cases go on at once: most of the time they wait.
const POOL: usize = 6;
/// Within how long it is on the screen that saving fails (promise P4), with some time for a busy machine.
const TOLD: Duration = Duration::from_millis(1500);
/// Within how long saving goes on by itself once the disk is well.
const RESUMED: Duration = Duration::from_secs(8);
/// How a notice begins to say that something could not be saved.
const TROUBLE: [&str; 2] = ["Couldn’t save", "could not be saved"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Library,
    State,
    Everything,
}

/// One way for a disk to break.
#[derive(Clone, Copy, Debug)]
struct Case {
    calls: &'static str,
    fate: Fate,
    place: Place,
    is_mended: bool,
}

impl Place {
    /// The letters that the paths have in them.
    fn of(self, disk: &Disk) -> String {
        let name = match self {
            Self::Library => "library/",
            Self::State => "state/",
            Self::Everything => "",
        };
        disk.room.path(name).display().to_string()
    }
}

/// All cases, or the part of them that is tried by default.
fn cases() -> Vec<Case> {
    let is_all = std::env::var("OFFSITE_FAULTS").is_ok_and(|asked| asked == "all");
    let mut cases = Vec::new();
    for (row, calls) in CALLS.into_iter().enumerate() {
        for (column, fate) in FATES.into_iter().enumerate() {
            for (depth, place) in PLACES.into_iter().enumerate() {
                let is_chosen = (row + column) % 4 == 0 && (depth == row % 3 || (depth == 0 && row % 2 == 0));
                let case = |is_mended| Case { calls, fate, place, is_mended };
                match is_all {
                    true => cases.extend([case(true), case(false)]),
                    false if is_chosen => cases.push(case((row + depth) % 3 != 2)),
                    false => {}
                }
            }
        }
    }
    cases
}

/// Watches the screen until it is as wanted; how long that took.
fn wait(terminal: &mut Terminal, patience: Duration, mut wanted: impl FnMut(&str) -> bool) -> Option<Duration> {
    let start = Instant::now();
    loop {
        if wanted(&terminal.shown()) {
            return Some(start.elapsed());
        }
        if start.elapsed() > patience {
            return None;
        }
        terminal.take(Duration::from_millis(20));
    }
}

fn is_troubled(screen: &str) -> bool {
    TROUBLE.iter().any(|words| flat(screen).contains(words))
}

/// A screen without its line ends, for words that are wrapped.
fn flat(screen: &str) -> String {
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What went wrong in one case, with the calls that were spoilt.
fn tried(case: Case) -> Result<usize, String> {
    let disk = Disk::new().ok_or("no disk")?;
    let outcome = attempt(case, &disk);
    outcome.map_err(|why| format!("{case:?}: {why}\nspoilt:\n{disk:?}"))
}

fn attempt(case: Case, disk: &Disk) -> Result<usize, String> {
    let room = &disk.room;
    room.prepared();
    disk.is_mended();
    let mut terminal = disk.open(&["run", "trial"], (110, 30));
    terminal.until("How do you arrive").press("\r").until("Which one question").press("zzfirst\r");
    let is_begun = wait(&mut terminal, RESUMED, |_| room.sessions().contains("zzfirst"));
    is_begun.ok_or("nothing is saved on a disk that is well")?;
    terminal.rest();
    let before = room.file();
    disk.breaks(case.calls, case.fate, &case.place.of(disk));
    terminal.press("zzsecond\r");
    wait(&mut terminal, TOLD, |screen| screen.contains("zzsecond")).ok_or("a key is not answered")?;
    let told = wait(&mut terminal, TOLD, |screen| is_troubled(screen) && disk.spoilt() > 0);
    let is_saved = |word: &str| room.sessions().contains(word);
    if told.is_none() && case.place != Place::State && !is_saved("zzsecond") {
        return Err(format!("nothing is said of a save that failed:\n{}", terminal.shown()));
    }
    whole(disk, &before)?;
    if told.is_some() && !is_saved("zzsecond") && case.place == Place::Library {
        let is_named = wait(&mut terminal, TOLD, |screen| names_rescue(screen, disk).is_ok());
        is_named.map_or_else(|| names_rescue(&terminal.shown(), disk), |_| Ok(()))?;
    }
    terminal.press("zzthird");
    wait(&mut terminal, TOLD, |screen| screen.contains("zzthird")).ok_or("a key is not answered")?;
    terminal.press("\r").rest();
    if told.is_some() && !is_troubled(&terminal.shown()) && !is_saved("zzsecond") {
        return Err(format!("a key takes away what is said of a save that failed:\n{}", terminal.shown()));
    }
    if case.is_mended {
        mends(disk, terminal)?;
    } else {
        leaves(case, disk, terminal)?;
    }
    whole(disk, &before)?;
    Ok(disk.spoilt())
}

/// The file is as it was, or it is a newer one without a fault.
fn whole(disk: &Disk, before: &str) -> Result<(), String> {
    for path in disk.room.files() {
        let is_old = fs::read_to_string(&path).is_ok_and(|text| text == before);
        let faults = check::file(&path).map_err(|error| error.to_string())?;
        if !is_old && !faults.is_empty() {
            return Err(format!("{} is damaged: {faults:?}", path.display()));
        }
    }
    if disk.room.files().len() == 1 { Ok(()) } else { Err(format!("files: {:?}", disk.room.files())) }
}

/// The words are in the file of which the screen says so.
fn names_rescue(said: &str, disk: &Disk) -> Result<(), String> {
    // A path is wrapped where the line ends.
    let close: String = said.split_whitespace().collect();
    let rescued = fs::read_dir(disk.room.path("state/offsite/rescue")).map_err(|_| "there is no rescued version")?;
    let paths: Vec<_> = rescued.flatten().map(|entry| entry.path()).collect();
    let is_there = |path: &std::path::PathBuf| {
        let name = path.file_name().is_some_and(|name| close.contains(name.to_string_lossy().as_ref()));
        name && fs::read_to_string(path).is_ok_and(|text| text.contains("zzsecond"))
    };
    if paths.iter().any(is_there) {
        return Ok(());
    }
    Err(format!("no version that is named has the words, of {paths:?}:\n{said}"))
}

/// The disk is well again: saving goes on by itself, and nothing is missing in the end.
fn mends(disk: &Disk, mut terminal: Terminal) -> Result<(), String> {
    disk.is_mended();
    let is_over = |screen: &str| {
        let saved = disk.room.sessions();
        !is_troubled(screen) && ["zzfirst", "zzsecond", "zzthird"].iter().all(|word| saved.contains(word))
    };
    wait(&mut terminal, RESUMED, is_over).ok_or_else(|| format!("saving does not go on:\n{}", terminal.shown()))?;
    terminal.press("zzlast").until("zzlast").rest();
    terminal.press("\u{1b}").rest().press("q").rest().press("q");
    let code = terminal.ends();
    let everything = disk.room.sessions() + &disk.room.state();
    if code != 0 || !everything.contains("zzlast") {
        return Err(format!("it ends with {code}, and the last word is{} there", if code == 0 { " not" } else { "" }));
    }
    Ok(())
}

/// The disk stays broken: leaving says where the words are, and they are there.
fn leaves(case: Case, disk: &Disk, mut terminal: Terminal) -> Result<(), String> {
    terminal.press("\u{1b}").rest().press("q").rest().press("q");
    let code = terminal.ends();
    let written = terminal.written();
    let after = written.rsplit("\u{1b}[?1049l").next().unwrap_or_default();
    let saved = disk.room.sessions();
    let words = ["zzfirst", "zzsecond", "zzthird"];
    if words.iter().all(|word| saved.contains(word)) {
        return Ok(());
    }
    if code != 1 || !is_troubled(after) {
        return Err(format!("words are not saved, and it ends with {code} and “{after}”"));
    }
    if case.place == Place::Everything {
        return Ok(()); // there is no place that could hold them, and it was said
    }
    names_rescue(after, disk)?;
    let kept = disk.room.state();
    if words.iter().all(|word| kept.contains(word)) { Ok(()) } else { Err("a word is nowhere".to_owned()) }
}

#[test]
fn a_disk_that_breaks_costs_no_word_and_is_told() {
    if Disk::new().is_none() {
        return;
    }
    let cases = cases();
    let (next, injected, faults) = (AtomicUsize::new(0), AtomicUsize::new(0), Mutex::new(Vec::new()));
    let untouched = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..POOL {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::SeqCst)) {
                    match tried(*case) {
                        Ok(spoilt) => {
                            injected.fetch_add(spoilt, Ordering::SeqCst);
                            untouched.fetch_add(usize::from(spoilt == 0), Ordering::SeqCst);
                        }
                        Err(why) => faults.lock().expect("no panic").push(why),
                    }
                }
            });
        }
    });
    let (faults, injected, untouched) =
        (faults.into_inner().expect("no panic"), injected.into_inner(), untouched.into_inner());
    println!(
        "cases {}, of them without that call {untouched}, faults injected {injected}, cases with words lost or nothing said {}",
        cases.len(),
        faults.len()
    );
    assert!(untouched <= cases.len() / 4, "the disk does not break");
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn a_program_that_only_pretends_to_save_is_caught() {
    let Some(disk) = Disk::new() else { return };
    for calls in ["exchange,rename", "write"] {
        let case = Case { calls, fate: Fate::Lied, place: Place::Library, is_mended: false };
        let Err(why) = tried(case) else { panic!("nothing is found where {calls} does nothing: {disk:?}") };
        assert!(!why.contains("no disk"), "{why}");
    }
}

/// A session that is begun on a disk without room, up to its first answer.
fn begun_on_a_full_disk(disk: &Disk, calls: &str, fate: Fate) -> Terminal {
    disk.breaks(calls, fate, "/library/");
    let mut terminal = disk.open(&[], (110, 30));
    terminal.until("Start a session").press("n").until("What kind of session").press("\r").until("SCHEDULE");
    terminal.press("zztitle").until("zztitle").press("\t").rest().press("\r").until("How do you arrive");
    terminal.press("4, zzsecond\r").until("zzsecond");
    assert!(wait(&mut terminal, TOLD, is_troubled).is_some(), "nothing is said:\n{}", terminal.shown());
    let is_named = wait(&mut terminal, TOLD, |screen| names_rescue(screen, disk).is_ok());
    assert!(is_named.is_some(), "{:?}\n{disk:?}", names_rescue(&terminal.shown(), disk));
    assert!(disk.room.files().is_empty(), "{disk:?}");
    terminal
}

#[test]
fn a_session_that_never_had_a_file_gets_one_when_there_is_room_again() {
    let Some(disk) = Disk::new() else { return };
    let mut terminal = begun_on_a_full_disk(&disk, "mkdir,create,write,flush", Fate::Full);
    disk.is_mended();
    let is_saved = wait(&mut terminal, RESUMED, |screen| {
        !is_troubled(screen) && disk.room.sessions().contains("zztitle") && disk.room.sessions().contains("zzsecond")
    });
    assert!(is_saved.is_some(), "{}", terminal.shown());
    terminal.press("\u{1b}").rest().press("\u{3}");
    assert_eq!(terminal.ends(), 0);
    assert_eq!(disk.room.files().len(), 1);
}

#[test]
fn a_library_that_is_read_only_is_told_and_its_words_are_named_on_the_way_out() {
    for fate in [Fate::ReadOnly, Fate::Refused] {
        let Some(disk) = Disk::new() else { return };
        let mut terminal = begun_on_a_full_disk(&disk, "mkdir,create,write,exchange,rename,unlink,link", fate);
        terminal.press("\u{1b}").rest().press("\u{3}");
        assert_eq!(terminal.ends(), 1);
        let written = terminal.written();
        let after = written.rsplit("\u{1b}[?1049l").next().unwrap_or_default();
        assert!(is_troubled(after), "{after}");
        let named = names_rescue(after, &disk);
        assert!(named.is_ok(), "{named:?}");
    }
}
