//! What the shelf promises: every version is somewhere, and the rest opens whatever one file holds.

use super::*;
use crate::model::change::Change;
use crate::model::id::IdSource;
use crate::model::item::Item;
use crate::model::session::{Client, Place};
use crate::store::builtin::SHIPPED;
use crate::store::check;
use chrono::NaiveDate;
use serde_json::json;
use std::fs;
use std::io::ErrorKind;
use std::time::Duration;
use tempfile::TempDir;

mod outside;
mod versions;

struct Desk {
    folder: TempDir,
    shelf: Shelf,
    ids: IdSource,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let shelf = Shelf::at(&folder.path().join("data"), &folder.path().join("state"));
    Desk { folder, shelf, ids: IdSource::new(1) }
}

impl Desk {
    fn session(&mut self, title: &str) -> Session {
        let (_, text) = SHIPPED.iter().find(|(id, _)| *id == "blank").unwrap();
        let template = check::template(Path::new("t"), text.as_bytes()).unwrap();
        let now = DateTime::parse_from_rfc3339("2026-03-04T10:30:00+01:00").unwrap();
        Session { title: title.to_owned(), ..template.session("en", &mut self.ids, now) }
    }

    /// Another window on the same folders.
    fn elsewhere(&self) -> Shelf {
        Shelf::at(&self.shelf.data, &self.shelf.state)
    }

    fn rescued(&self) -> Vec<PathBuf> {
        let walk = Walk::through(&self.folder.path().join("state/rescue"));
        walk.found.into_iter().map(|found| found.path).collect()
    }
}

fn park(session: &mut Session, id: &str) {
    let item = Item::new(crate::model::id::ItemId::new(id), "text", id);
    session.apply(Change::Insert { place: Place::Parked, index: 0, item }).unwrap();
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

#[test]
fn a_new_session_is_named_and_keeps_its_file() {
    let mut desk = desk();
    let mut session = desk.session("Q2 offsite");
    session.client = Some(Client { name: "Acme Ltd".into(), alias: "Birch".into(), ..Client::default() });
    let path = desk.shelf.save(&session, Path::new("")).unwrap();
    assert_eq!(path, desk.shelf.sessions_folder().join("2026-03-04-birch-q2-offsite.json"));
    session.title = "Renamed".into();
    assert_eq!(desk.shelf.save(&session, Path::new("")).unwrap(), path);
    let twin = Session { id: desk.session("").id, ..session.clone() };
    let twin_path = desk.shelf.save(&twin, Path::new("")).unwrap();
    assert_eq!(name(&twin_path), "2026-03-04-birch-renamed.json");
    let (volumes, broken) = desk.elsewhere().read();
    assert_eq!((volumes.len(), broken.len()), (2, 0));
    assert_eq!(volumes[0].session, session);
}

#[test]
fn opening_and_saving_changes_no_byte() {
    let mut desk = desk();
    let session = desk.session("A");
    let path = desk.shelf.save(&session, Path::new("")).unwrap();
    let before = fs::read(&path).unwrap();
    let other = desk.elsewhere();
    let volume = other.open(&path).unwrap();
    assert!(!volume.is_read_only);
    other.save(&volume.session, &volume.path).unwrap();
    assert_eq!(fs::read(&path).unwrap(), before);
}

fn parked(session: &Session) -> Vec<&str> {
    let mut ids: Vec<&str> = session.parked.iter().map(|item| item.id.as_str()).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn a_file_of_an_older_version_is_kept_before_it_is_written_for_the_first_time() {
    let mut desk = desk();
    let session = desk.session("A");
    let path = desk.shelf.save(&session, Path::new("")).unwrap();
    let before = fs::read(&path).unwrap();
    desk.shelf.memory().files.get_mut(&path).unwrap().migrated = Some(1);
    for id in ["k-1", "k-2"] {
        let mut session = session.clone();
        park(&mut session, id);
        desk.shelf.save(&session, &path).unwrap();
    }
    let kept: Vec<_> = fs::read_dir(desk.shelf.data.join("backups")).unwrap().flatten().collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].file_name(), "2026-03-04-a.v1.json");
    assert_eq!(fs::read(kept[0].path()).unwrap(), before);
}

#[test]
fn what_a_save_left_that_was_cut_off_goes_to_the_trash_and_a_fresh_one_stays() {
    let mut desk = desk();
    let session = desk.session("A");
    let path = desk.shelf.save(&session, Path::new("")).unwrap();
    let [old, fresh] = [".offsite-old.tmp", ".offsite-new.tmp"].map(|name| path.with_file_name(name));
    for left in [&old, &fresh] {
        fs::write(left, "cut off").unwrap();
    }
    let yesterday = fs::metadata(&path).unwrap().modified().unwrap() - Duration::from_hours(24);
    fs::File::options().write(true).open(&old).unwrap().set_modified(yesterday).unwrap();
    desk.shelf.tidy(&path, today());
    assert!(!old.exists() && fresh.exists());
    let mut trash = fs::read_dir(desk.shelf.data.join("trash/2026-03-04")).unwrap();
    assert_eq!(fs::read(trash.next().unwrap().unwrap().path()).unwrap(), b"cut off");
}

#[test]
fn a_session_that_was_only_read_with_the_folder_can_be_saved() {
    let mut desk = desk();
    let session = desk.session("A");
    let path = desk.shelf.save(&session, Path::new("")).unwrap();
    let window = desk.elsewhere();
    let (mut volumes, _) = window.read();
    park(&mut volumes[0].session, "k-1");
    window.save(&volumes[0].session, &path).unwrap();
    assert_eq!(desk.elsewhere().open(&path).unwrap().session, volumes[0].session);
}

#[test]
fn a_file_that_was_never_read_here_is_not_written_over() {
    let mut desk = desk();
    let session = desk.session("A");
    let path = desk.folder.path().join("x.json");
    fs::write(&path, "precious").unwrap();
    assert!(desk.shelf.open(&path).is_err());
    assert!(matches!(desk.shelf.save(&session, &path), Err(StoreError::ChangedOutside { rescue: Some(_), .. })));
    assert_eq!(fs::read(&path).unwrap(), b"precious");
    fs::remove_file(&path).unwrap();
    assert_eq!(desk.shelf.save(&session, &path).unwrap(), path);
}

#[test]
fn a_session_that_was_moved_away_is_written_again() {
    let mut desk = desk();
    let session = desk.session("A");
    let path = desk.shelf.save(&session, Path::new("")).unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(desk.shelf.save(&session, &path).unwrap(), path);
    assert!(path.exists());
}

#[test]
fn where_the_folder_cannot_be_written_the_words_are_rescued() {
    let mut desk = desk();
    fs::write(&desk.shelf.data, "a file in the way").unwrap();
    let session = desk.session("A");
    let error = desk.shelf.save(&session, Path::new("")).unwrap_err();
    let StoreError::Unwritable { rescue: Some(rescue), .. } = &error else { panic!("{error}") };
    assert_eq!(desk.elsewhere().open(rescue).unwrap().session, session);
    assert!(error.to_string().contains("Your words are kept in"));
    fs::remove_file(&desk.shelf.data).unwrap();
    assert!(desk.shelf.save(&session, Path::new("")).unwrap().exists());
}

#[test]
fn a_flush_that_failed_is_no_change_from_outside() {
    let mut desk = desk();
    let session = desk.session("A");
    let path = desk.folder.path().join("x.json");
    let bytes = envelope::encode(&session).unwrap();
    fs::write(&path, &bytes).unwrap();
    let landed = StoreError::Unwritable {
        path: path.clone(),
        source: ErrorKind::StorageFull.into(),
        rescue: None,
        landed: Some(Stamp::of(&bytes)),
    };
    desk.shelf.rescue(&mut desk.shelf.memory(), &Arc::new(session.clone()), landed);
    assert_eq!(desk.shelf.save(&session, Path::new("")).unwrap(), path);
    assert_eq!(desk.rescued(), Vec::<PathBuf>::new());
}

#[test]
fn of_three_versions_at_once_every_one_is_kept() {
    let mut desk = desk();
    let session = desk.session("A");
    let theirs = desk.folder.path().join(".offsite-1.tmp");
    fs::write(&theirs, "theirs").unwrap();
    let error = StoreError::ChangedOutside { path: "/x/a.json".into(), rescue: Some(theirs.clone()) };
    let told = desk.shelf.rescue(&mut desk.shelf.memory(), &Arc::new(session.clone()), error).to_string();
    let rescued = desk.rescued();
    assert_eq!(rescued.iter().map(|path| name(path)).collect::<Vec<_>>(), ["a-theirs.json", "a.json"]);
    assert_eq!(fs::read(&rescued[0]).unwrap(), b"theirs");
    assert_eq!(desk.shelf.open(&rescued[1]).unwrap().session, session);
    assert!(told.contains("rescue") && theirs.exists(), "{told}");
}

#[test]
fn one_broken_file_hides_no_other() {
    let mut desk = desk();
    let kept = desk.session("A");
    let path = desk.shelf.save(&kept, Path::new("")).unwrap();
    let folder = desk.shelf.sessions_folder();
    let text = fs::read_to_string(&path).unwrap();
    fs::write(folder.join("cut.json"), text.split_at(200).0).unwrap();
    fs::write(folder.join("empty.json"), "").unwrap();
    fs::write(folder.join("other.json"), "{}").unwrap();
    let newer =
        text.replace("\"version\": 1", "\"version\": 2").replace(&kept.id.to_string(), &Uuid::from_u128(7).to_string());
    fs::write(folder.join("newer.json"), newer).unwrap();
    let (volumes, broken) = desk.elsewhere().read();
    assert_eq!(volumes.iter().map(|volume| volume.is_read_only).collect::<Vec<_>>(), [false, true]);
    let told: Vec<String> = broken.iter().map(|broken| broken.message.clone()).collect();
    assert_eq!(told.len(), 3);
    assert!(told[0].contains("cut.json, line ") && told[0].contains("stops in the middle"), "{told:?}");
    let newer = &volumes[1];
    assert!(matches!(desk.shelf.save(&newer.session, &newer.path), Err(StoreError::Newer { found: 2, .. })));
}

#[test]
fn what_is_thrown_away_is_in_the_trash() {
    let mut desk = desk();
    let session = desk.session("A");
    for _ in 0..2 {
        let path = desk.shelf.save(&session, Path::new("")).unwrap();
        let bytes = fs::read(&path).unwrap();
        let kept = desk.shelf.trash(&path, today()).unwrap();
        assert!(!path.exists() && kept.starts_with(desk.shelf.data.join("trash")));
        assert_eq!(fs::read(&kept).unwrap(), bytes);
    }
    assert_eq!(fs::read_dir(desk.shelf.data.join("trash/2026-03-04")).unwrap().count(), 2);
    assert_eq!(desk.shelf.read().0.len(), 0);
    assert!(matches!(desk.shelf.trash(Path::new("/nowhere.json"), today()), Err(StoreError::NotFound { .. })));
}

#[test]
fn drafts_and_locks_are_kept_by_session() {
    let desk = desk();
    let id = Uuid::from_u128(5);
    desk.shelf.keep_draft(id, &json!({ "text": "half" })).unwrap();
    assert_eq!(desk.elsewhere().drafts(), [(id, json!({ "text": "half" }))]);
    desk.shelf.forget_draft(id).unwrap();
    assert_eq!(desk.shelf.drafts(), []);
    let lock = desk.shelf.lock(id).unwrap().unwrap();
    assert!(desk.elsewhere().lock(id).unwrap().is_none());
    drop(lock);
    assert!(desk.elsewhere().lock(id).unwrap().is_some());
}

#[test]
fn reading_writes_nothing() {
    let desk = desk();
    assert_eq!(desk.shelf.read().0.len(), 0);
    assert_eq!(fs::read_dir(desk.folder.path()).unwrap().count(), 0);
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 4).unwrap()
}
