//! What a command says: results on standard output, all else on standard error, nothing of it steering a terminal.

use std::io::{self, BufWriter, IsTerminal, Stderr, Stdout, Write};
use std::path::Path;

use serde::Serialize;

use crate::lang::Texts;
use crate::tui::widgets::text::{is_hidden, safe};

/// The two outputs, and what the flags say about them.
pub(super) struct Voice {
    out: BufWriter<Stdout>,
    err: Stderr,
    /// Whether results are JSON.
    pub(super) is_json: bool,
    is_quiet: bool,
    /// The words of the language that is spoken.
    pub(super) texts: &'static Texts,
}

impl Voice {
    pub(super) fn new(is_json: bool, is_quiet: bool, texts: &'static Texts) -> Self {
        Self { out: BufWriter::new(io::stdout()), err: io::stderr(), is_json, is_quiet, texts }
    }

    /// One line of a result.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", safe(text).trim_end())
    }

    /// A result as JSON. What a terminal would obey is written as an escape of JSON, which means the same.
    pub(super) fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        let json = serde_json::to_string_pretty(value)?;
        for c in json.chars() {
            if is_hidden(c) && c != '\n' {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(self.out, "\\u{unit:04x}")?;
                }
            } else {
                write!(self.out, "{c}")?;
            }
        }
        writeln!(self.out)
    }

    /// A path as a result: to the byte where a program reads it.
    pub(super) fn path(&mut self, path: &Path) -> io::Result<()> {
        if io::stdout().is_terminal() {
            return self.line(&path.to_string_lossy());
        }
        self.out.write_all(path.as_os_str().as_encoded_bytes())?;
        writeln!(self.out)
    }

    /// A text that the program made itself, as it is.
    pub(super) fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)
    }

    /// Hands over what was said; the screens come after it.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// A sentence beside the result. Nothing can be done about a standard error that is closed.
    pub(super) fn remark(&self, words: &str) {
        for line in words.lines() {
            writeln!(&self.err, "{}", safe(&(self.texts.told)(line))).ok();
        }
    }

    /// A sensible next command.
    pub(super) fn next(&self, command: &str) {
        if !self.is_json && !self.is_quiet {
            self.remark(&(self.texts.cli.next)(command));
        }
    }

    /// A sentence for people who read along.
    pub(super) fn aside(&self, words: &str) {
        if !self.is_json && !self.is_quiet {
            self.remark(words);
        }
    }
}
