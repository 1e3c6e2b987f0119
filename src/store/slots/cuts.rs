//! Values put, flushed and removed on a disk that fails now and then and loses its power at every moment.

use super::*;
use crate::store::disk::simulated::{self, Bug, ERRORS, Event, Random, Simulated, State};

const FOLDER: &str = "/state/drafts";
const NAMES: [&str; 2] = ["a", "b"];
/// How often the power is cut at one moment.
const CUTS: usize = 2;

fn content(number: usize) -> Vec<u8> {
    format!("{number} words ").repeat(1 + number % 4).into_bytes()
}

/// What must be true of a name.
#[derive(Clone, Copy, Debug, Default)]
struct Expected {
    /// The value put last with a yes, if it was not removed.
    last: Option<usize>,
    /// The value that a power cut cannot take, if one was flushed and not removed since.
    safe: Option<usize>,
    /// Whether a removal has failed, so that the last may or may not be there.
    is_uncertain: bool,
}

/// A run of deeds by lot, with what must be true at every moment of it.
struct Run {
    bug: Option<Bug>,
    random: Random,
    slots: Slots<Simulated>,
    puts: usize,
    expected: [Expected; 2],
    tried: usize,
    deeds: Vec<String>,
}

impl Run {
    fn new(bug: Option<Bug>, seed: u64) -> Self {
        let mut random = Random(seed);
        let event = (random.below(2) == 0).then(|| (random.below(80), Event::Fails(ERRORS[random.below(3)])));
        let disk = Simulated::with(bug, event).remembering();
        let slots = Slots::on(disk, Path::new(FOLDER));
        Self { bug, random, slots, puts: 0, expected: <[Expected; 2]>::default(), tried: 0, deeds: Vec::new() }
    }

    /// Up to eight deeds; the first thing that is wrong.
    fn find_loss(&mut self) -> Option<String> {
        for _ in 0..=self.random.below(8) {
            let which = usize::from(self.random.below(5) == 0);
            let wrong = match self.random.below(10) {
                0..4 => self.put(which),
                4..6 => self.flush(which, 0),
                6 => self.flush(which, 2),
                7 => self.remove(which),
                8 => self.kill(),
                _ => self.cut(),
            };
            if let Some(wrong) = wrong {
                return Some(format!("{wrong}, after {}", self.deeds.join(", ")));
            }
        }
        None
    }

    fn put(&mut self, which: usize) -> Option<String> {
        self.deeds.push(format!("put {} {}", NAMES[which], self.puts));
        let has_worked = self.slots.put(NAMES[which], &content(self.puts)).is_ok();
        self.puts += 1;
        let wrong = self.try_moments();
        if has_worked {
            self.expected[which].last = Some(self.puts - 1);
            self.expected[which].is_uncertain = false;
        }
        wrong.or_else(|| self.try_cuts(&self.slots.disk.state()))
    }

    /// A flush, during which up to so many values are put.
    fn flush(&mut self, which: usize, puts: usize) -> Option<String> {
        self.deeds.push(format!("flush {}", NAMES[which]));
        let last = self.expected[which].last;
        let Ok(begun) = self.slots.begin(NAMES[which]) else { return self.try_moments() };
        for _ in 0..self.random.below(puts + 1) {
            if let Some(wrong) = self.put(which) {
                return Some(wrong);
            }
        }
        if let Some((number, file)) = begun {
            let flushed = self.slots.disk.flush(&file).and_then(|()| self.slots.disk.flush_folder(Path::new(FOLDER)));
            self.slots.end(NAMES[which], number, flushed.is_ok());
            let wrong = self.try_moments();
            if flushed.is_ok() {
                self.expected[which].safe = last;
            }
            return wrong.or_else(|| self.try_cuts(&self.slots.disk.state()));
        }
        self.try_moments()
    }

    fn remove(&mut self, which: usize) -> Option<String> {
        self.deeds.push(format!("remove {}", NAMES[which]));
        self.expected[which].safe = None;
        let has_worked = self.slots.remove(NAMES[which]).is_ok();
        let wrong = self.try_moments();
        if has_worked {
            self.expected[which].last = None;
        }
        self.expected[which].is_uncertain = !has_worked;
        wrong
    }

    /// The program ends without a word: what was put last is there.
    fn kill(&mut self) -> Option<String> {
        self.deeds.push("kill".to_owned());
        self.start_again(self.slots.disk.state());
        let slots = start(self.slots.disk.state());
        for (name, expected) in NAMES.iter().zip(&mut self.expected) {
            let found = found(&slots, name);
            if found != Ok(expected.last) && !(expected.is_uncertain && found == Ok(None)) {
                return Some(format!("{name} is {found:?} and not {expected:?}"));
            }
            expected.last = found.unwrap_or_default();
            expected.is_uncertain = false;
        }
        None
    }

    /// The power goes, and comes back: what is there then is safe.
    fn cut(&mut self) -> Option<String> {
        self.deeds.push("cut".to_owned());
        let state = self.slots.disk.state().cut(&mut self.random);
        self.tried += 1;
        let wrong = self.wrong(state.clone());
        let slots = start(state.clone());
        for (name, expected) in NAMES.iter().zip(&mut self.expected) {
            let last = found(&slots, name).unwrap_or_default();
            *expected = Expected { last, safe: last, is_uncertain: false };
        }
        self.start_again(state);
        wrong
    }

    /// As at the start of the program, which sometimes reads first.
    fn start_again(&mut self, state: State) {
        let mut disk = Simulated::from(state);
        disk.bug = self.bug;
        self.slots = Slots::on(disk.remembering(), Path::new(FOLDER));
        if self.random.below(3) > 0 {
            for name in NAMES {
                self.slots.newest(name);
            }
        }
        self.slots.disk.moments();
    }

    fn try_moments(&mut self) -> Option<String> {
        self.slots.disk.moments().iter().find_map(|state| self.try_cuts(state))
    }

    fn try_cuts(&mut self, state: &State) -> Option<String> {
        self.tried += CUTS;
        (0..CUTS).find_map(|_| {
            let state = state.cut(&mut self.random);
            self.wrong(state)
        })
    }

    /// What is wrong with a disk whose power was cut.
    fn wrong(&self, state: State) -> Option<String> {
        let newest = NAMES.map(|name| newest_whole(&state, name));
        let slots = start(state);
        NAMES.iter().zip(newest).zip(&self.expected).find_map(|((name, newest), expected)| match found(&slots, name) {
            Ok(found) if found != newest => Some(format!("{name} is {found:?} and {newest:?} is there")),
            Ok(found) if found < expected.safe => Some(format!("{name} is {found:?} and not {expected:?}")),
            Ok(_) => None,
            Err(mixture) => Some(format!("{name} is a mixture: {mixture}")),
        })
    }
}

/// The value put last of all that are there whole, whatever their numbers.
fn newest_whole(state: &State, name: &str) -> Option<usize> {
    let whole = state.all().filter_map(|(path, bytes)| {
        let found = Found::from(path.file_name()?.to_str()?).filter(|found| found.is_version_of(name))?;
        number(unwrap(found.number, bytes)?)
    });
    whole.max()
}

/// Which of the values these bytes are.
fn number(bytes: &[u8]) -> Option<usize> {
    let number = std::str::from_utf8(bytes).ok()?.split(' ').next()?.parse().ok()?;
    (content(number) == bytes).then_some(number)
}

/// A new start on such a disk.
fn start(state: State) -> Slots<Simulated> {
    Slots::on(Simulated::from(state), Path::new(FOLDER))
}

/// Which value is found, or the bytes if they are none.
fn found(slots: &Slots<Simulated>, name: &str) -> Result<Option<usize>, String> {
    let Some(bytes) = slots.newest(name) else { return Ok(None) };
    number(&bytes).map(Some).ok_or_else(|| String::from_utf8_lossy(&bytes).into_owned())
}

/// Cuts the power at least so many times, and stops at the first loss.
fn find_loss(bug: Option<Bug>, cuts: usize) -> Option<String> {
    let (mut tried, mut runs) = (0, 0);
    while tried < cuts {
        let mut run = Run::new(bug, runs);
        if let Some(loss) = run.find_loss() {
            return Some(format!("seed {runs}: {loss}"));
        }
        tried += run.tried;
        runs += 1;
    }
    println!("slots: {tried} power cuts in {runs} runs");
    None
}

#[test]
fn no_power_cut_costs_what_was_flushed_and_no_crash_what_was_put() {
    assert_eq!(find_loss(None, simulated::cuts()), None);
}

#[test]
fn slots_that_skip_a_step_are_found_out() {
    for bug in [Bug::NoFlush, Bug::NoFolderFlush, Bug::OneSlot, Bug::NoNumbers] {
        assert!(find_loss(Some(bug), 200_000).is_some(), "{bug:?}");
    }
}
