//! The real program in a terminal of its own: what it wrote, and what the screen shows.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// How long a test waits for something that should happen at once.
const PATIENCE: Duration = Duration::from_secs(15);

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("at least one cell")
}

/// A program that runs in a terminal.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    /// What keys go into and what has the size; none once it was hung up.
    pty: Option<(Box<dyn Write + Send>, Box<dyn MasterPty + Send>)>,
    is_hung_up: Arc<AtomicBool>,
    screen: vt100::Parser,
    written: Vec<u8>,
}

impl Terminal {
    /// Starts a program in a terminal of this size.
    pub(crate) fn start(mut command: CommandBuilder, (columns, rows): (u16, u16)) -> Self {
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).expect("a terminal");
        let child = pty.slave.spawn_command(command).expect("the program");
        let mut reader = pty.master.try_clone_reader().expect("its output");
        let input = pty.master.take_writer().expect("its input");
        let (sender, output) = channel();
        let is_hung_up = Arc::new(AtomicBool::new(false));
        let is_over = Arc::clone(&is_hung_up);
        std::thread::spawn(move || {
            let mut bytes = vec![0; 65536];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                let is_taken = sender.send(bytes.get(..count).unwrap_or_default().to_vec()).is_ok();
                if !is_taken || is_over.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        let screen = vt100::Parser::new(cells(rows), cells(columns), 0);
        Self { child, output, pty: Some((input, pty.master)), is_hung_up, screen, written: Vec::new() }
    }

    /// Takes the next thing that is written; false when nothing was in that time.
    pub(crate) fn take(&mut self, patience: Duration) -> bool {
        match self.output.recv_timeout(patience) {
            Ok(bytes) => {
                self.screen.process(&bytes);
                self.written.extend(bytes);
                true
            }
            Err(_) => false,
        }
    }

    /// What the screen shows.
    pub(crate) fn shown(&self) -> String {
        self.screen.screen().contents()
    }

    /// Whether the caret is shown, which says that keys are letters.
    pub(crate) fn has_caret(&self) -> bool {
        !self.screen.screen().hide_cursor()
    }

    /// Everything that was written to the terminal so far.
    pub(crate) fn written(&self) -> String {
        String::from_utf8_lossy(&self.written).into_owned()
    }

    /// Waits until the screen shows these words.
    #[track_caller]
    pub(crate) fn until(&mut self, words: &str) -> &mut Self {
        self.wait(words, true)
    }

    /// Waits until the screen no longer shows these words.
    #[track_caller]
    pub(crate) fn until_gone(&mut self, words: &str) -> &mut Self {
        self.wait(words, false)
    }

    #[track_caller]
    fn wait(&mut self, words: &str, is_wanted: bool) -> &mut Self {
        let start = Instant::now();
        while self.shown().contains(words) != is_wanted {
            let what = if is_wanted { "never came" } else { "never went" };
            assert!(start.elapsed() < PATIENCE, "“{words}” {what}:\n{}", self.shown());
            self.take(Duration::from_millis(100));
        }
        self
    }

    /// Waits until nothing more is written.
    pub(crate) fn rest(&mut self) -> &mut Self {
        self.rest_for(Duration::from_millis(120))
    }

    /// Waits until nothing more was written for so long.
    pub(crate) fn rest_for(&mut self, quiet: Duration) -> &mut Self {
        while self.take(quiet) {
            self.drain();
        }
        self
    }

    /// Waits for the next thing that is written.
    pub(crate) fn next_write(&mut self) -> bool {
        self.take(PATIENCE)
    }

    /// Takes what was written already.
    pub(crate) fn drain(&mut self) -> &mut Self {
        while self.take(Duration::ZERO) {}
        self
    }

    /// The number of its process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().expect("a process")
    }

    /// Waits until the program has ended, to the moment.
    pub(crate) fn gone(&mut self) {
        let _ = self.child.wait();
    }

    /// Sends bytes as keys.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        self.press_bytes(keys.as_bytes())
    }

    /// Sends bytes that need not be text.
    pub(crate) fn press_bytes(&mut self, keys: &[u8]) -> &mut Self {
        let (input, _) = self.pty.as_mut().expect("a terminal");
        input.write_all(keys).expect("a key");
        input.flush().expect("a key");
        self
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let (_, pty) = self.pty.as_ref().expect("a terminal");
        pty.resize(size).expect("another size");
        self.screen.screen_mut().set_size(cells(rows), cells(columns));
        self
    }

    /// Sends a signal by its name.
    pub(crate) fn signal(&mut self, name: &str) -> &mut Self {
        let known = [("HUP", Signal::HUP), ("TERM", Signal::TERM), ("KILL", Signal::KILL)];
        let (_, signal) = known.into_iter().find(|(known, _)| *known == name).expect("a signal");
        let pid = Pid::from_raw(self.pid().cast_signed()).expect("a process");
        kill_process(pid, signal).expect("a signal");
        self
    }

    /// Closes the window: nothing reads what the program writes any more.
    pub(crate) fn hang_up(&mut self) -> &mut Self {
        self.is_hung_up.store(true, Ordering::SeqCst);
        // The reader holds the terminal open until it has read once more, and another size makes the program draw.
        self.resize(90, 25);
        self.pty = None;
        self
    }

    /// Waits until the program has ended; its exit code.
    #[track_caller]
    pub(crate) fn ends(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            self.take(Duration::from_millis(20));
            if let Some(status) = self.child.try_wait().expect("a child") {
                while self.take(Duration::from_millis(50)) {}
                return status.exit_code();
            }
            assert!(start.elapsed() < PATIENCE, "it does not end:\n{}", self.shown());
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        self.gone();
    }
}
