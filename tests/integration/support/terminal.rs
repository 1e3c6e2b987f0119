//! The real program in a terminal of its own: what it wrote, and what the screen shows.

use std::io::{Read, Write};
use std::num::NonZero;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a test waits for something that should happen at once.
const PATIENCE: Duration = Duration::from_secs(15);

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("at least one cell")
}

/// A program that runs in a terminal.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    input: Box<dyn Write + Send>,
    pty: Box<dyn MasterPty + Send>,
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
        std::thread::spawn(move || {
            let mut bytes = vec![0; 65536];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes.get(..count).unwrap_or_default().to_vec()).is_err() {
                    break;
                }
            }
        });
        let screen = vt100::Parser::new(cells(rows), cells(columns), 0);
        Self { child, output, input, pty: pty.master, screen, written: Vec::new() }
    }

    fn take(&mut self, patience: Duration) -> bool {
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
        while self.take(Duration::from_millis(120)) {
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
        self.input.write_all(keys.as_bytes()).expect("a key");
        self.input.flush().expect("a key");
        self
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.pty.resize(size).expect("another size");
        self.screen.screen_mut().set_size(cells(rows), cells(columns));
        self
    }

    /// Sends a signal by its name.
    pub(crate) fn signal(&mut self, name: &str) -> &mut Self {
        let pid = self.pid().to_string();
        let sent = Command::new("kill").args(["-s", name, &pid]).status().expect("kill");
        assert!(sent.success());
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
