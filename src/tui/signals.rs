//! Signals and the vanishing of the terminal, watched by one thread that sleeps until either comes.
//!
//! Hang-up is watched beside the signals because it is not always sent: a shell that ignores it keeps it from us, and
//! reading a terminal that is gone would spin.

use std::io;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;

use super::terminal;

/// Why the program has to save and leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Summons {
    /// Asked to end (TERM).
    Terminate,
    /// The terminal is gone (HUP); nothing more can be drawn.
    HangUp,
    /// Interrupted from outside (INT).
    Interrupt,
    /// Asked to quit (QUIT).
    Quit,
}

impl Summons {
    /// The exit code by which shells know the signal.
    pub fn exit_code(self) -> i32 {
        128 + match self {
            Self::HangUp => SIGHUP,
            Self::Interrupt => SIGINT,
            Self::Quit => SIGQUIT,
            Self::Terminate => SIGTERM,
        }
    }

    fn of(signal: i32) -> Self {
        match signal {
            SIGHUP => Self::HangUp,
            SIGINT => Self::Interrupt,
            SIGQUIT => Self::Quit,
            _ => Self::Terminate,
        }
    }
}

/// Time to save once the terminal is gone; then the program ends whatever it is doing.
const GRACE: Duration = Duration::from_millis(800);

/// A child has the keyboard: what is typed to interrupt it is not meant for us.
static IS_AWAY: AtomicBool = AtomicBool::new(false);

pub(super) fn set_away(is_away: bool) {
    IS_AWAY.store(is_away, Ordering::SeqCst);
}

type Delivery = SignalDelivery<UnixStream, SignalOnly>;

/// Tells of every summons from a thread of its own. After a hang-up the process ends within a second even if nobody
/// listens; a second summons of another kind restores the terminal and ends it at once.
///
/// # Errors
/// When the system refuses the pipe, the handlers or the thread.
pub fn watch(tell: impl Fn(Summons) + Send + 'static) -> io::Result<()> {
    let (read, write) = UnixStream::pair()?;
    let delivery = SignalDelivery::with_pipe(read, write, SignalOnly, [SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
    thread::Builder::new().name("signals".into()).spawn(move || run(delivery, tell)).map(drop)
}

fn run(mut delivery: Delivery, tell: impl Fn(Summons)) {
    let mut can_see_terminal = true;
    let mut has_told = false;
    loop {
        let is_gone = wait(&delivery, &mut can_see_terminal);
        let signals: Vec<_> = delivery.pending().map(Summons::of).collect();
        for summons in signals.into_iter().chain(is_gone.then_some(Summons::HangUp)) {
            if IS_AWAY.load(Ordering::SeqCst) && matches!(summons, Summons::Interrupt | Summons::Quit) {
                continue;
            }
            if has_told && summons != Summons::HangUp {
                end(summons);
            }
            has_told = true;
            tell(summons);
            if summons == Summons::HangUp {
                thread::sleep(GRACE);
                end(summons);
            }
        }
    }
}

fn end(summons: Summons) -> ! {
    terminal::leave();
    process::exit(summons.exit_code())
}

/// Sleeps until a signal came, or the terminal went, which is the answer.
fn wait(delivery: &Delivery, can_see_terminal: &mut bool) -> bool {
    let stdin = io::stdin();
    let signals = PollFd::new(delivery.get_read(), PollFlags::IN);
    let terminal = PollFd::from_borrowed_fd(stdin.as_fd(), PollFlags::empty());
    let mut watched = [signals, terminal];
    let count = if *can_see_terminal { 2 } else { 1 };
    let Some(watched) = watched.get_mut(..count) else { return false };
    if poll(watched, None).is_err() {
        return false;
    }
    let seen = watched.get(1).map_or(PollFlags::empty(), PollFd::revents);
    // Some systems cannot poll a terminal; there the signal alone has to do.
    *can_see_terminal &= !seen.contains(PollFlags::NVAL);
    seen.intersects(PollFlags::HUP | PollFlags::ERR)
}
