//! The thread that writes: callers put down what is to be saved and go on, and what fails is tried again until it works.

use super::error::StoreError;
use std::collections::{HashMap, VecDeque};
use std::io;
use std::mem::{self, Discriminant};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// How long after a failure the next attempt is made, if nothing else wakes the thread before.
const RETRY: Duration = Duration::from_secs(2);
/// How long somebody who waits for a save is kept, at the end of the program too.
pub const PATIENCE: Duration = Duration::from_secs(5);

type Job = Box<dyn Fn() -> Result<(), StoreError> + Send>;

/// What the saver tells; nothing is told of a save that works at once.
#[derive(Debug)]
pub enum Report {
    /// The save under this key failed: told once, and again only when it fails in another way.
    Failed(String, StoreError),
    /// The save under this key had failed and has now worked.
    Saved(String),
}

/// A thread that saves the latest of what was put down under each key.
#[derive(Debug)]
pub struct Saver {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    has_work: Condvar,
    has_rested: Condvar,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Slot>,
    failed: VecDeque<Slot>,
    is_running: bool,
    is_hurried: bool,
    /// How many saves are still to be done after the last rest.
    rested: usize,
    life: Life,
}

/// How long the thread waits.
#[derive(Clone, Copy)]
struct Pace {
    /// Before it begins, for what may follow.
    rest: Duration,
    /// After a failure, before the next attempt.
    retry: Duration,
}

#[derive(Default, PartialEq)]
enum Life {
    #[default]
    Open,
    Closing,
    Over,
}

struct Slot {
    key: String,
    job: Job,
}

impl Saver {
    /// Starts the thread; `report` is called on it.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(report: impl Fn(Report) + Send + 'static) -> io::Result<Self> {
        Self::start_with(report, Pace { rest: Duration::ZERO, retry: RETRY })
    }

    /// The same, with a rest before the first of several saves, so that those that come one after the other are one.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start_at_ease(rest: Duration, report: impl Fn(Report) + Send + 'static) -> io::Result<Self> {
        Self::start_with(report, Pace { rest, retry: RETRY })
    }

    fn start_with(report: impl Fn(Report) + Send + 'static, pace: Pace) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let worker = Arc::clone(&shared);
        thread::Builder::new().name("saver".to_owned()).spawn(move || worker.work(&report, pace))?;
        Ok(Self { shared })
    }

    /// Puts down a save instead of an earlier one under the same key that has not been done, behind all others; never
    /// waits for a disk. The job may be done more than once, so it holds all that it writes.
    pub fn put(&self, key: impl Into<String>, job: impl Fn() -> Result<(), StoreError> + Send + 'static) {
        let slot = Slot { key: key.into(), job: Box::new(job) };
        self.shared.state().queue.retain(|queued| queued.key != slot.key);
        self.put_down(slot);
    }

    /// The same where the earlier one stands, for what others count on that were put down after it.
    pub fn put_in_place(&self, key: impl Into<String>, job: impl Fn() -> Result<(), StoreError> + Send + 'static) {
        self.put_down(Slot { key: key.into(), job: Box::new(job) });
    }

    fn put_down(&self, slot: Slot) {
        let mut state = self.shared.state();
        state.failed.retain(|failed| failed.key != slot.key);
        match state.queue.iter_mut().find(|queued| queued.key == slot.key) {
            Some(queued) => *queued = slot,
            None => state.queue.push_back(slot),
        }
        drop(state);
        self.shared.has_work.notify_one();
    }

    /// Waits until everything put down is saved, at most this long; what has failed is tried once more, at once, and not
    /// waited for after that. Returns whether everything is saved.
    pub fn flush(&self, patience: Duration) -> bool {
        let mut state = self.shared.state();
        state.is_hurried = true;
        self.shared.has_work.notify_one();
        let is_trying = |state: &mut State| state.is_hurried || state.is_busy();
        let waited = self.shared.has_rested.wait_timeout_while(state, patience, is_trying);
        waited.unwrap_or_else(PoisonError::into_inner).0.is_empty()
    }

    /// Begins to save what is left, each for the last time, and takes nothing more; whoever drops it waits for that. Of
    /// several that are closed before any is dropped none keeps another from its last words.
    pub fn close(&self) {
        let mut state = self.shared.state();
        if state.life == Life::Open {
            state.life = Life::Closing;
            state.is_hurried = true;
            self.shared.has_work.notify_one();
        }
    }
}

/// Saves what is left. A disk that hangs is waited for only so long, or the program could not be left.
impl Drop for Saver {
    fn drop(&mut self) {
        self.close();
        let state = self.shared.state();
        drop(self.shared.has_rested.wait_timeout_while(state, PATIENCE, |state| state.life != Life::Over));
    }
}

impl Shared {
    fn work(&self, report: &impl Fn(Report), pace: Pace) {
        let mut troubles: HashMap<String, Discriminant<StoreError>> = HashMap::new();
        while let Some(slot) = self.next(pace) {
            let outcome = run(&slot);
            let has_worked = outcome.is_ok();
            let key = slot.key.clone();
            match outcome {
                Ok(()) if troubles.remove(&key).is_some() => report(Report::Saved(key)),
                Ok(()) => {}
                Err(error) => {
                    let trouble = mem::discriminant(&error);
                    if troubles.insert(key.clone(), trouble) != Some(trouble) {
                        report(Report::Failed(key, error));
                    }
                }
            }
            self.state().rest((!has_worked).then_some(slot));
            self.has_rested.notify_all();
        }
        self.state().life = Life::Over;
        self.has_rested.notify_all();
    }

    /// The next save to do, waited for; none when the saver is gone and every save has had its last attempt.
    fn next(&self, pace: Pace) -> Option<Slot> {
        let mut state = self.state();
        loop {
            if !pace.rest.is_zero() && !state.queue.is_empty() && state.rested == 0 {
                let has_time = |state: &mut State| !state.is_hurried && state.life == Life::Open;
                let rested = self.has_work.wait_timeout_while(state, pace.rest, has_time);
                state = rested.unwrap_or_else(PoisonError::into_inner).0;
                state.rested = state.queue.len();
            }
            if let Some(slot) = state.queue.pop_front() {
                state.rested = state.rested.saturating_sub(1);
                state.is_running = true;
                return Some(slot);
            }
            state.rested = 0;
            if mem::take(&mut state.is_hurried) {
                state.try_again();
                self.has_rested.notify_all();
                continue;
            }
            if state.life == Life::Closing {
                return None;
            }
            state = if state.failed.is_empty() {
                self.has_work.wait(state).unwrap_or_else(PoisonError::into_inner)
            } else {
                self.has_work.wait_timeout(state, pace.retry).unwrap_or_else(PoisonError::into_inner).0
            };
            state.try_again();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Lets what has failed wait behind what has not been tried.
    fn try_again(&mut self) {
        let failed = mem::take(&mut self.failed);
        self.queue.extend(failed);
    }

    /// Ends a run; a save that failed is kept, unless a later one has been put down meanwhile.
    fn rest(&mut self, failed: Option<Slot>) {
        self.is_running = false;
        let queue = &self.queue;
        self.failed.extend(failed.filter(|failed| queue.iter().all(|queued| queued.key != failed.key)));
    }

    fn is_busy(&self) -> bool {
        self.is_running || !self.queue.is_empty()
    }

    fn is_empty(&self) -> bool {
        !self.is_busy() && self.failed.is_empty()
    }
}

/// A panic in one save must not end the thread that makes all of them.
fn run(slot: &Slot) -> Result<(), StoreError> {
    catch_unwind(AssertUnwindSafe(&slot.job)).unwrap_or_else(|_| {
        let source = io::Error::other("the program made a mistake while saving");
        Err(StoreError::unwritable(Path::new(&slot.key), source))
    })
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let keys = |slots: &VecDeque<Slot>| slots.iter().map(|slot| slot.key.clone()).collect::<Vec<_>>();
        f.debug_struct("State")
            .field("queue", &keys(&self.queue))
            .field("failed", &keys(&self.failed))
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::ErrorKind;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::sync::mpsc::{Receiver, channel};

    const LONG: Duration = Duration::from_secs(20);

    fn saver(retry: Duration) -> (Saver, Receiver<String>) {
        let (sender, reports) = channel();
        let tell = move |report| {
            let words = match report {
                Report::Failed(key, error) => format!("{key} failed: {error}"),
                Report::Saved(key) => format!("{key} saved"),
            };
            let _ = sender.send(words);
        };
        (Saver::start_with(tell, Pace { rest: Duration::ZERO, retry }).unwrap(), reports)
    }

    fn full() -> Result<(), StoreError> {
        Err(StoreError::unwritable(Path::new("/a"), ErrorKind::StorageFull.into()))
    }

    fn log() -> (Arc<Mutex<Vec<u32>>>, impl Fn(u32) -> Job) {
        let log = Arc::new(Mutex::new(Vec::new()));
        let writer = Arc::clone(&log);
        (log, move |number| {
            let writer = Arc::clone(&writer);
            Box::new(move || {
                writer.lock().unwrap().push(number);
                Ok(())
            })
        })
    }

    /// A save that lasts until it is let go, and a way to wait until it has begun.
    fn blocked() -> (Job, Receiver<()>, std::sync::mpsc::Sender<()>) {
        let ((start, begun), (go, gate)) = (channel(), channel());
        let gate = Mutex::new(gate);
        let job = move || {
            start.send(()).unwrap();
            gate.lock().unwrap().recv().unwrap();
            Ok(())
        };
        (Box::new(job), begun, go)
    }

    #[test]
    fn the_latest_of_each_key_is_saved_while_the_caller_goes_on() {
        let (saver, reports) = saver(LONG);
        let (log, write) = log();
        let (job, begun, go) = blocked();
        saver.put("x", job);
        begun.recv_timeout(LONG).unwrap();
        for number in 1..=100 {
            saver.put("x", write(number));
        }
        saver.put("y", write(500));
        saver.put("x", write(101));
        assert!(!saver.flush(Duration::from_millis(10)));
        go.send(()).unwrap();
        assert!(saver.flush(LONG));
        assert_eq!(*log.lock().unwrap(), [500, 101]);
        assert!(reports.try_recv().is_err());
    }

    #[test]
    fn what_others_count_on_keeps_its_place() {
        let (saver, _reports) = saver(LONG);
        let (log, write) = log();
        let (job, begun, go) = blocked();
        saver.put("x", job);
        begun.recv_timeout(LONG).unwrap();
        saver.put_in_place("session", write(1));
        saver.put("line", write(2));
        saver.put_in_place("session", write(3));
        go.send(()).unwrap();
        assert!(saver.flush(LONG));
        assert_eq!(*log.lock().unwrap(), [3, 2]);
    }

    #[test]
    fn at_ease_several_saves_share_one_rest() {
        let rest = Duration::from_millis(300);
        let saver = Saver::start_at_ease(rest, |_| ()).unwrap();
        let (log, write) = log();
        let start = std::time::Instant::now();
        for number in 0..9 {
            saver.put(number.to_string(), write(number));
        }
        while log.lock().unwrap().len() < 9 {
            thread::sleep(Duration::from_millis(5));
        }
        assert!((rest..rest * 3).contains(&start.elapsed()), "{:?}", start.elapsed());
    }

    #[test]
    fn of_several_that_are_closed_together_each_does_what_is_left_while_another_hangs() {
        let ((slow, _slow_reports), (quick, _reports)) = (saver(LONG), saver(LONG));
        let (log, write) = log();
        let (job, begun, go) = blocked();
        slow.put("x", job);
        begun.recv_timeout(LONG).unwrap();
        quick.put("y", full);
        quick.put("z", write(1));
        [&slow, &quick].into_iter().for_each(Saver::close);
        drop(quick);
        assert_eq!(*log.lock().unwrap(), [1]);
        go.send(()).unwrap();
        drop(slow);
    }

    #[test]
    fn what_fails_again_is_not_waited_for() {
        let (saver, _reports) = saver(LONG);
        saver.put("a", full);
        let start = std::time::Instant::now();
        assert!(!saver.flush(LONG));
        assert!(start.elapsed() < LONG / 2);
    }

    #[test]
    fn a_failure_and_the_recovery_are_each_told_once() {
        let (saver, reports) = saver(Duration::from_millis(2));
        let attempts = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&attempts);
        saver.put("a", move || if counter.fetch_add(1, Ordering::SeqCst) < 5 { full() } else { Ok(()) });
        let told = [reports.recv_timeout(LONG).unwrap(), reports.recv_timeout(LONG).unwrap()];
        assert_eq!(
            told,
            ["a failed: /a could not be saved: the disk is full. What was saved before is safe.", "a saved"]
        );
        assert!(saver.flush(LONG));
        assert_eq!(attempts.load(Ordering::SeqCst), 6);
        assert!(reports.try_recv().is_err());
    }

    #[test]
    fn a_failure_of_another_kind_is_told_too() {
        let (saver, reports) = saver(LONG);
        saver.put("a", full);
        assert!(reports.recv_timeout(LONG).unwrap().contains("full"));
        saver.put("a", || Err(StoreError::ChangedOutside { path: "/a".into(), rescue: None }));
        assert!(reports.recv_timeout(LONG).unwrap().contains("changed elsewhere"));
    }

    #[test]
    fn a_later_save_takes_the_place_of_one_that_failed() {
        let (saver, reports) = saver(LONG);
        let (log, write) = log();
        saver.put("a", full);
        reports.recv_timeout(LONG).unwrap();
        saver.put("a", write(2));
        assert_eq!(reports.recv_timeout(LONG).unwrap(), "a saved");
        assert!(saver.flush(LONG));
        assert_eq!(*log.lock().unwrap(), [2]);
    }

    #[test]
    fn one_that_fails_does_not_hold_up_the_others() {
        let (saver, reports) = saver(LONG);
        let (log, write) = log();
        saver.put("a", full);
        reports.recv_timeout(LONG).unwrap();
        saver.put("b", write(1));
        assert!(!saver.flush(Duration::from_millis(50)));
        assert_eq!(*log.lock().unwrap(), [1]);
    }

    #[test]
    fn a_flush_tries_again_at_once() {
        let (saver, reports) = saver(LONG);
        let is_mended = Arc::new(AtomicBool::new(false));
        let probe = Arc::clone(&is_mended);
        saver.put("a", move || if probe.load(Ordering::SeqCst) { Ok(()) } else { full() });
        reports.recv_timeout(LONG).unwrap();
        is_mended.store(true, Ordering::SeqCst);
        assert!(saver.flush(LONG / 2));
    }

    #[test]
    fn at_ease_many_saves_are_one_unless_somebody_waits_for_them() {
        let saver = Saver::start_at_ease(LONG, |_| ()).unwrap();
        let (log, write) = log();
        for number in 0..9 {
            saver.put("a", write(number));
            thread::sleep(Duration::from_millis(1));
        }
        assert!(saver.flush(LONG / 2));
        assert_eq!(*log.lock().unwrap(), [8]);
        drop(saver);
    }

    #[test]
    fn dropping_it_saves_what_is_left_and_gives_up_on_what_cannot_be() {
        let (saver, _reports) = saver(LONG);
        let (log, write) = log();
        saver.put("bad", full);
        for number in 0..20 {
            saver.put(number.to_string(), write(number));
        }
        drop(saver);
        assert_eq!(*log.lock().unwrap(), (0..20).collect::<Vec<_>>());
    }

    #[test]
    fn a_panic_in_one_save_is_a_failure_and_not_the_end() {
        let (saver, reports) = saver(LONG);
        let (log, write) = log();
        saver.put("a", || panic!("planted"));
        assert!(reports.recv_timeout(LONG).unwrap().starts_with("a failed: a could not be saved"));
        saver.put("a", write(1));
        assert_eq!(reports.recv_timeout(LONG).unwrap(), "a saved");
        assert_eq!(*log.lock().unwrap(), [1]);
    }
}
