//! Every parser against mutations of real input; what it owes is in `tests/fuzz`.
//!
//! `OFFSITE_FUZZ_RUNS` says how many mutations each target gets, `OFFSITE_SEED` where they begin: with both, a failure
//! comes again. The input that failed is written to a file, which belongs into the corpus once it is mended.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, fs};

use crate::targets::{self, mutate::Mutator};

#[test]
fn session_files_are_refused_or_read_without_loss() {
    stands("session", 2500, targets::session);
}

#[test]
fn template_files_are_refused_or_make_sound_sessions() {
    stands("template", 2500, targets::template);
}

#[test]
fn date_words_are_refused_or_mean_one_day() {
    stands("dates", 1200, targets::dates);
}

#[test]
fn shorthand_loses_no_word() {
    stands("quick_entry", 8000, targets::quick_entry);
}

#[test]
fn a_draft_hinders_no_session() {
    stands("draft", 1500, targets::draft);
}

#[test]
fn two_versions_come_together_whatever_one_of_them_holds() {
    stands("merge", 800, targets::merge);
}

#[test]
fn a_settings_file_loses_nothing_that_is_not_ours() {
    stands("settings", 4000, targets::settings);
}

#[test]
fn a_planted_mistake_is_found() {
    let forgets_owners = |bytes: &[u8]| {
        let kept = String::from_utf8_lossy(bytes).replace("\"owner\"", "\"\"");
        assert!(kept.len() == String::from_utf8_lossy(bytes).len(), "an owner is lost");
        true
    };
    let seeds = [br#"{ "owner": "p-1" }"#.to_vec(), b"{}".to_vec()];
    let found = (0..200).any(|seed| {
        let bytes = Mutator::new(seed).mutant(&seeds);
        catch_unwind(|| forgets_owners(&bytes)).is_err()
    });
    assert!(found);
}

fn number(variable: &str) -> Option<u64> {
    let words = env::var(variable).ok()?;
    Some(words.parse().unwrap_or_else(|_| panic!("{variable} is no number: {words}")))
}

/// The corpus as it is, then mutations of it, `usual` of them where nothing else is asked for.
fn stands(name: &str, usual: u64, target: fn(&[u8]) -> bool) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(name);
    let mut files: Vec<_> =
        fs::read_dir(&folder).expect("a corpus").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let corpus: Vec<Vec<u8>> = files.iter().map(|path| fs::read(path).expect("a seed")).collect();
    assert!(!corpus.is_empty());
    let from_time = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (seed, runs) = (number("OFFSITE_SEED").unwrap_or_else(from_time), number("OFFSITE_FUZZ_RUNS").unwrap_or(usual));
    println!("{name}: {} seeds, {runs} mutations, OFFSITE_SEED={seed}", corpus.len());
    for (bytes, path) in corpus.iter().zip(&files) {
        attempt(target, bytes, &path.display().to_string(), name);
    }
    let mut taken = 0;
    for run in 0..runs {
        let bytes = Mutator::new(seed.wrapping_add(run)).mutant(&corpus);
        taken += u64::from(attempt(
            target,
            &bytes,
            &format!("OFFSITE_SEED={} OFFSITE_FUZZ_RUNS=1", seed.wrapping_add(run)),
            name,
        ));
    }
    println!("{name}: {runs} mutations done, {taken} of them accepted");
    assert!(taken >= runs / 100, "too few get past the first look to prove anything");
}

fn attempt(target: fn(&[u8]) -> bool, bytes: &[u8], origin: &str, name: &str) -> bool {
    catch_unwind(AssertUnwindSafe(|| target(bytes))).unwrap_or_else(|_| {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}"));
        fs::write(&path, bytes).expect("the input");
        panic!("{name} does not stand {origin}; the input is in {}", path.display())
    })
}
