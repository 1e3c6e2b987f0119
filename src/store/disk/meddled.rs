//! The disk of this machine with somebody between: every operation can be watched, refused or preceded by another.

use super::{Disk, Look, Real};
use std::fmt;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// The operations that a disk is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Look,
    List,
    Read,
    Create,
    Write,
    Flush,
    Rename,
    RenameNew,
    Exchange,
    Remove,
    CreateFolder,
    RemoveFolder,
    FlushFolder,
}

/// Asks `before` ahead of every operation, with the file or folder where there is one, and fails if it does.
pub(crate) struct Meddled<F> {
    pub(crate) before: F,
}

impl<F> fmt::Debug for Meddled<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Meddled")
    }
}

impl<F: Fn(Step, &Path) -> io::Result<()>> Disk for Meddled<F> {
    type File = File;

    fn look(&self, path: &Path) -> io::Result<Look> {
        (self.before)(Step::Look, path)?;
        Real.look(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        Real.resolve(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        (self.before)(Step::List, folder)?;
        Real.list(folder)
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        (self.before)(Step::Read, path)?;
        Real.read(path, most)
    }

    fn create(&self, path: &Path) -> io::Result<File> {
        (self.before)(Step::Create, path)?;
        Real.create(path)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        (self.before)(Step::Write, Path::new(""))?;
        Real.write(file, bytes)
    }

    fn flush(&self, file: &File) -> io::Result<()> {
        (self.before)(Step::Flush, Path::new(""))?;
        Real.flush(file)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        (self.before)(Step::Rename, to)?;
        Real.rename(from, to)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        (self.before)(Step::RenameNew, to)?;
        Real.rename_new(from, to)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        (self.before)(Step::Exchange, other)?;
        Real.exchange(one, other)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        (self.before)(Step::Remove, path)?;
        Real.remove(path)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        (self.before)(Step::CreateFolder, folder)?;
        Real.create_folder(folder)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        (self.before)(Step::RemoveFolder, folder)?;
        Real.remove_folder(folder)
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        (self.before)(Step::FlushFolder, folder)?;
        Real.flush_folder(folder)
    }
}
