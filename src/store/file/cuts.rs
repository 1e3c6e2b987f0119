//! Saves on a disk that loses its power at every moment, fails at every operation, and is written by others meanwhile.

use super::*;
use crate::store::disk::meddled::Step;
use crate::store::disk::simulated::{self, Bug, ERRORS, Event, Random, Simulated, State};

const TARGET: &str = "/sessions/a.json";
const THEIRS: &[u8] = b"written by another machine";
/// The most saves in a row.
const SAVES: usize = 6;

fn content(number: usize) -> Vec<u8> {
    format!("{number} words ").repeat(1 + number * 5 % 7).into_bytes()
}

fn save(disk: &Simulated, number: usize, expected: Option<Stamp>) -> Result<Stamp, StoreError> {
    Save { disk, path: Path::new(TARGET), bytes: &content(number) }.replace(expected)
}

fn create(disk: &Simulated, number: usize) -> Result<Stamp, StoreError> {
    Save { disk, path: Path::new(TARGET), bytes: &content(number) }.create_new()
}

/// The disk at some moment of a run: how many saves had been answered with a yes, how many had been begun.
struct Moment {
    state: State,
    answered: usize,
    begun: usize,
}

/// Every moment of a number of saves in a row, the first of a file that is not there yet.
fn moments(bug: Option<Bug>, saves: usize, is_checked: bool) -> Vec<Moment> {
    let disk = Simulated::with(bug, None).remembering();
    let mut stamp = None;
    let mut moments = Vec::new();
    for number in 0..saves {
        let saved = if number == 0 { create(&disk, 0) } else { save(&disk, number, stamp.filter(|_| is_checked)) };
        stamp = Some(saved.unwrap());
        let of_save = |(state, answered)| Moment { state, answered, begun: number + 1 };
        let now = (disk.state(), number + 1);
        moments.extend(disk.moments().into_iter().map(|state| (state, number)).chain([now]).map(of_save));
    }
    moments
}

/// What is wrong with the disk after a power cut, if anything is.
fn fault(moment: &Moment, random: &mut Random) -> Option<String> {
    let disk = Simulated::from(moment.state.cut(random));
    let stamp = match read_on(&disk, Path::new(TARGET)) {
        Err(StoreError::NotFound { .. }) if moment.answered == 0 => None,
        Ok(Contents { bytes, stamp }) => {
            let number = (0..moment.begun).find(|number| content(*number) == bytes);
            match number {
                None => return Some(format!("a mixture: {}", String::from_utf8_lossy(&bytes))),
                Some(number) if number + 1 < moment.answered => return Some(format!("save {number} is back")),
                Some(_) => Some(stamp),
            }
        }
        Err(error) => return Some(error.to_string()),
    };
    // What the cut has left must not be in the way of the next save.
    let again = save(&disk, SAVES, stamp).and_then(|_| read_on(&disk, Path::new(TARGET)));
    match again {
        Ok(contents) if contents.bytes == content(SAVES) => None,
        other => Some(format!("the next save: {other:?}")),
    }
}

/// Cuts the power so many times, and stops at the first loss.
fn find_loss(bug: Option<Bug>, cuts: usize) -> Option<String> {
    let runs = (1..=SAVES).flat_map(|saves| [(saves, true), (saves, false)]);
    let moments: Vec<_> = runs.flat_map(|(saves, is_checked)| moments(bug, saves, is_checked)).collect();
    let tried = moments.iter().enumerate().cycle().zip(0..cuts).find_map(|((at, moment), seed)| {
        let fault = fault(moment, &mut Random(seed as u64))?;
        Some(format!("seed {seed}, moment {at}: {fault}"))
    });
    if bug.is_none() {
        println!("saves: {cuts} power cuts at {} moments", moments.len());
    }
    tried
}

#[test]
fn no_power_cut_costs_a_save_that_was_answered() {
    assert_eq!(find_loss(None, simulated::cuts()), None);
}

#[test]
fn a_save_that_forgets_a_flush_is_found_out() {
    for bug in [Bug::NoFlush, Bug::NoFolderFlush] {
        assert!(find_loss(Some(bug), 20_000).is_some(), "{bug:?}");
    }
}

fn holds_theirs(state: &State) -> bool {
    state.all().any(|(_, bytes)| bytes == THEIRS)
}

/// Another program writes before each operation of a save, and the power is cut at each moment after that.
fn find_foreign_loss(bug: Option<Bug>, cuts: usize) -> Option<String> {
    let mut tried = 0;
    for is_missing in [false, true] {
        for at in 0.. {
            let mut disk = Simulated::with(bug, None);
            let stamp = create(&disk, 0).unwrap();
            if is_missing {
                disk.remove(Path::new(TARGET)).unwrap();
            }
            let at = disk.operations() + at;
            disk.event = Some((at, Event::Foreign(TARGET.into(), THEIRS.to_vec())));
            let disk = disk.remembering();
            let saved = save(&disk, 1, Some(stamp));
            if disk.operations() <= at {
                break;
            }
            for (moment, state) in disk.moments().into_iter().chain([disk.state()]).enumerate() {
                for seed in 0..cuts {
                    tried += 1;
                    if !holds_theirs(&state) || !holds_theirs(&state.cut(&mut Random(seed as u64))) {
                        return Some(format!("missing {is_missing}, operation {at}, moment {moment}, seed {seed}"));
                    }
                }
            }
            let is_ours = disk.read(Path::new(TARGET), LARGEST).unwrap() == content(1);
            assert!(saved.is_ok() || !is_ours, "operation {at}: {saved:?}");
        }
    }
    if bug.is_none() {
        println!("saves beside another program: {tried} power cuts");
    }
    None
}

#[test]
fn what_another_program_writes_is_never_lost() {
    assert_eq!(find_foreign_loss(None, 200), None);
}

#[test]
fn a_rename_after_a_look_is_found_out() {
    assert!(find_foreign_loss(Some(Bug::LookAndRename), 1).is_some());
}

/// Every operation of a save fails once with every error, and then the power is cut.
#[test]
fn no_failing_operation_costs_the_content_or_leaves_a_file_behind() {
    let mut tried = 0;
    for (is_new, is_checked) in [(true, false), (false, false), (false, true)] {
        for at in 0.. {
            let mut was_reached = true;
            for error in ERRORS {
                let mut disk = Simulated::default();
                let old = (!is_new).then(|| create(&disk, 0).unwrap());
                let at = disk.operations() + at;
                disk.event = Some((at, Event::Fails(error)));
                let saved = if is_new { create(&disk, 1) } else { save(&disk, 1, old.filter(|_| is_checked)) };
                was_reached &= disk.operations() > at;
                expect_whole(&disk, &saved, is_new, error);
                for seed in 0..50 {
                    tried += 1;
                    let disk = Simulated::from(disk.state().cut(&mut Random(seed)));
                    let held = read_on(&disk, Path::new(TARGET)).map(|contents| contents.bytes);
                    let least = usize::from(saved.is_ok());
                    let is_whole = held.as_ref().is_ok_and(|held| (least..2).any(|number| content(number) == *held));
                    assert!(is_whole || is_new && saved.is_err(), "operation {at}, error {error}, seed {seed}");
                }
            }
            if !was_reached {
                break;
            }
        }
    }
    println!("saves with a failing operation: {tried} power cuts");
}

/// The file has what the answer says, and beside it is nothing but what the answer names.
fn expect_whole(disk: &Simulated, saved: &Result<Stamp, StoreError>, is_new: bool, error: i32) {
    let state = disk.state();
    let held = state.all().find(|(path, _)| *path == Path::new(TARGET)).map(|(_, bytes)| bytes.to_vec());
    let (has_landed, rescue) = match saved {
        Ok(_) => (true, None),
        Err(StoreError::Unwritable { source, landed, .. }) => {
            assert_eq!(source.raw_os_error(), Some(error));
            (landed.is_some(), None)
        }
        Err(StoreError::ChangedOutside { rescue, .. }) => (false, rescue.as_deref()),
        Err(other) => panic!("{other:?}"),
    };
    let expected = if has_landed { Some(content(1)) } else { (!is_new).then(|| content(0)) };
    assert_eq!(held, expected, "{:?}", disk.failed());
    let beside: Vec<_> = state.all().map(|(path, _)| path).filter(|path| *path != Path::new(TARGET)).collect();
    let is_known = disk.failed() == Some(Step::Remove) || beside.iter().all(|path| Some(*path) == rescue);
    assert!(is_known, "{:?} left {beside:?}", disk.failed());
}
