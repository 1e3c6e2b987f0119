//! What slots promise on the disk of this machine.

use super::*;
use crate::store::disk::meddled::{Meddled, Step};
use std::sync::mpsc::channel;
use std::time::Duration;
use std::{fs, thread};

fn files(folder: &Path) -> Vec<String> {
    let mut names = Real.list(folder).unwrap_or_default();
    names.sort();
    names
}

#[test]
fn the_value_put_last_is_found_by_whoever_starts_next() {
    let state = tempfile::tempdir().unwrap();
    let folder = state.path().join("x/slots");
    let slots = Slots::within(&folder);
    assert_eq!((slots.newest("a"), slots.names()), (None, vec![]));
    for value in ["one", "two", "", "three\nlines\0"] {
        slots.put("a", value.as_bytes()).unwrap();
        assert_eq!(Slots::within(&folder).newest("a").unwrap(), value.as_bytes());
    }
    slots.put("b", b"other").unwrap();
    assert_eq!((slots.names(), files(&folder)), (vec!["a".into(), "b".into()], vec!["a.4".into(), "b.1".into()]));
}

#[test]
fn what_is_flushed_stays_until_a_newer_one_is() {
    let folder = tempfile::tempdir().unwrap();
    let slots = Slots::within(folder.path());
    slots.flush("a").unwrap();
    for value in ["1", "2"] {
        slots.put("a", value.as_bytes()).unwrap();
        slots.flush("a").unwrap();
    }
    for value in ["3", "4"] {
        slots.put("a", value.as_bytes()).unwrap();
    }
    assert_eq!(files(folder.path()), ["a.2", "a.4"]);
    slots.flush("a").unwrap();
    slots.flush("a").unwrap();
    assert_eq!(files(folder.path()), ["a.4"]);
}

#[test]
fn a_start_continues_the_numbers_and_keeps_what_it_finds_until_a_flush() {
    let folder = tempfile::tempdir().unwrap();
    let earlier = Slots::within(folder.path());
    for value in ["1", "2"] {
        earlier.put("a", value.as_bytes()).unwrap();
        earlier.flush("a").unwrap();
    }
    earlier.put("a", b"3").unwrap();
    fs::write(folder.path().join("a.4.tmp"), "half").unwrap();
    let slots = Slots::within(folder.path());
    assert_eq!(slots.newest("a").unwrap(), b"3");
    slots.put("a", b"5").unwrap();
    assert_eq!(files(folder.path()), ["a.2", "a.3", "a.5"]);
    slots.flush("a").unwrap();
    assert_eq!((files(folder.path()), slots.newest("a").unwrap()), (vec!["a.5".into()], b"5".to_vec()));
}

#[test]
fn the_numbers_go_on_after_a_removal() {
    let folder = tempfile::tempdir().unwrap();
    let slots = Slots::within(folder.path());
    slots.remove("a").unwrap();
    for (name, value) in [("a", "1"), ("a", "2"), ("b", "1")] {
        slots.put(name, value.as_bytes()).unwrap();
    }
    slots.flush("a").unwrap();
    slots.put("a", b"3").unwrap();
    slots.remove("a").unwrap();
    slots.remove("b").unwrap();
    assert_eq!((slots.newest("a"), slots.names(), files(folder.path())), (None, vec![], vec![".removed.3".into()]));
    let slots = Slots::within(folder.path());
    slots.put("a", b"4").unwrap();
    slots.remove("a").unwrap();
    assert_eq!(files(folder.path()), [".removed.4"]);
}

#[test]
fn a_torn_version_is_passed_over_and_kept_aside_if_there_is_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let slots = Slots::within(folder.path());
    slots.put("a", b"whole").unwrap();
    let whole = fs::read(folder.path().join("a.1")).unwrap();
    for length in 0..whole.len() {
        fs::write(folder.path().join("a.2"), &whole[..length]).unwrap();
        assert_eq!(slots.newest("a").unwrap(), b"whole");
    }
    fs::write(folder.path().join("a.2"), &whole).unwrap();
    assert_eq!(slots.newest("a").unwrap(), b"whole");
    fs::write(folder.path().join("a.1"), "torn").unwrap();
    assert_eq!(slots.newest("a"), None);
    assert_eq!(files(folder.path()), ["a-2.broken", "a.broken"]);
    assert_eq!(slots.names(), [""; 0]);
}

#[test]
fn what_the_system_does_not_give_out_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    Slots::within(folder.path()).put("a", b"1").unwrap();
    fs::write(folder.path().join("a.2"), "torn").unwrap();
    let before = |step, path: &Path| {
        if step == Step::Read && path.ends_with("a.1") { Err(ErrorKind::Other.into()) } else { Ok(()) }
    };
    let slots = Slots::on(Meddled { before }, folder.path());
    assert_eq!(slots.newest("a"), None);
    slots.put("a", b"3").unwrap();
    slots.flush("a").unwrap();
    assert_eq!(files(folder.path()), ["a.1", "a.2", "a.3"]);
}

#[test]
fn a_name_that_is_no_file_name_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let slots = Slots::within(folder.path());
    for name in ["", ".", "a/b", "../a", "a.1", ".removed"] {
        assert!(matches!(slots.put(name, b""), Err(StoreError::Unwritable { .. })), "{name}");
        slots.remove(name).unwrap();
    }
    assert_eq!(files(folder.path()), [""; 0]);
}

/// A flush that hangs until it is told to go on: values are put and read meanwhile.
#[test]
fn a_flush_that_takes_long_keeps_nobody_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let ((begun, has_begun), (go_on, may_go_on)) = (channel(), channel::<()>());
    let gates = Mutex::new((begun, may_go_on));
    let before = |step, _: &Path| {
        if step == Step::Flush {
            let gates = gates.lock().unwrap();
            gates.0.send(()).unwrap();
            gates.1.recv_timeout(Duration::from_secs(20)).map_err(io::Error::other)?;
        }
        Ok(())
    };
    let slots = Slots::on(Meddled { before }, folder.path());
    slots.put("a", b"1").unwrap();
    thread::scope(|scope| {
        let flush = scope.spawn(|| slots.flush("a"));
        has_begun.recv().unwrap();
        for value in ["2", "3"] {
            slots.put("a", value.as_bytes()).unwrap();
            assert_eq!(slots.newest("a").unwrap(), value.as_bytes());
        }
        assert_eq!(files(folder.path()), ["a.1", "a.3"]);
        go_on.send(()).unwrap();
        flush.join().unwrap().unwrap();
    });
    assert_eq!(files(folder.path()), ["a.1", "a.3"]);
}

#[test]
fn after_a_flush_that_failed_the_value_is_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let fails = Mutex::new(true);
    let before = |step, _: &Path| {
        if step == Step::Flush && std::mem::take(&mut *fails.lock().unwrap()) {
            return Err(ErrorKind::Other.into());
        }
        Ok(())
    };
    let slots = Slots::on(Meddled { before }, folder.path());
    slots.put("a", b"1").unwrap();
    assert!(matches!(slots.flush("a"), Err(StoreError::Unwritable { .. })));
    assert_eq!(files(folder.path()), ["a.1"]);
    slots.flush("a").unwrap();
    assert_eq!((files(folder.path()), slots.newest("a").unwrap()), (vec!["a.2".into()], b"1".to_vec()));
}
