//! What the shelf promises: every version is somewhere, and the rest opens whatever one file holds.

use super::*;
use crate::model::change::Change;
use crate::model::id::IdSource;
use crate::model::item::Item;
use crate::model::session::{Client, Place};
use crate::store::builtin::SHIPPED;
use crate::store::check;
use serde_json::json;
use std::fs;
use tempfile::TempDir;

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
fn what_two_windows_write_is_in_the_file_together() {
    let mut desk = desk();
    let mut mine = desk.session("A");
    let path = desk.shelf.save(&mine, Path::new("")).unwrap();
    let other = desk.elsewhere();
    let mut theirs = other.open(&path).unwrap().session;
    park(&mut theirs, "k-theirs");
    other.save(&theirs, &path).unwrap();
    park(&mut mine, "k-mine");
    let mine = Arc::new(mine);
    let joined = desk.shelf.put(&mine, 0, &path).unwrap().joined.unwrap();
    assert_eq!((joined.number, joined.clashes, joined.ours), (1, 0, Some(mine)));
    let file = desk.elsewhere().open(&path).unwrap().session;
    assert_eq!(parked(&file), ["k-mine", "k-theirs"]);
    assert_eq!(*joined.session, file);
    assert_eq!(desk.rescued(), Vec::<PathBuf>::new());
}

#[test]
fn whoever_has_not_yet_heard_of_the_other_version_takes_nothing_from_it() {
    let mut desk = desk();
    let mut mine = desk.session("A");
    let path = desk.shelf.save(&mine, Path::new("")).unwrap();
    let other = desk.elsewhere();
    let mut theirs = other.open(&path).unwrap().session;
    park(&mut theirs, "k-theirs");
    other.save(&theirs, &path).unwrap();
    let mut write = |id: &str, seen: u64| {
        park(&mut mine, id);
        desk.shelf.put(&Arc::new(mine.clone()), seen, &path).unwrap().joined
    };
    let first = write("k-1", 0).unwrap();
    // Still without theirs, because the answer is on its way.
    assert_eq!(write("k-2", 0), None);
    assert_eq!(parked(&desk.elsewhere().open(&path).unwrap().session), ["k-1", "k-2", "k-theirs"]);
    let mut mine = merge(first.ours.as_deref(), &mine, &first.session).unwrap().session;
    let theirs = mine.parked.iter().find(|item| item.id.as_str() == "k-theirs").unwrap().id.clone();
    mine.apply(Change::Remove(theirs)).unwrap();
    assert_eq!(desk.shelf.put(&Arc::new(mine), 1, &path).unwrap().joined, None);
    assert_eq!(parked(&desk.elsewhere().open(&path).unwrap().session), ["k-1", "k-2"]);
}

#[test]
fn a_look_tells_what_others_have_written() {
    let mut desk = desk();
    let session = desk.session("A");
    let path = desk.shelf.save(&session, Path::new("")).unwrap();
    let other = desk.elsewhere();
    assert_eq!(other.read().0.len(), 1);
    let write = |id: &str| {
        let mut session = session.clone();
        park(&mut session, id);
        desk.shelf.save(&session, &path).unwrap();
        session
    };
    assert!(matches!(other.look_again(&path), News::None));
    let first = write("k-1");
    assert!(matches!(other.look_again(&path), News::Changed(volume) if volume.session == first));
    assert!(matches!(other.look_again(&path), News::None));
    let held = other.open(&path).unwrap().session;
    let second = write("k-2");
    let News::Joined(joined) = other.look_again(&path) else { panic!("nothing was joined") };
    assert_eq!((joined.ours.as_deref(), &*joined.session), (Some(&held), &second));
    let copy = path.with_file_name("b.json");
    fs::copy(&path, &copy).unwrap();
    assert!(matches!(other.look_again(&copy), News::Elsewhere));
    fs::remove_file(&path).unwrap();
    assert!(matches!(other.look_again(&path), News::Elsewhere));
    assert!(matches!(other.look_again(&path.with_file_name("none.json")), News::None));
}

#[test]
fn what_cannot_be_read_is_neither_joined_nor_written_over() {
    let mut desk = desk();
    let session = desk.session("A");
    let path = desk.shelf.save(&session, Path::new("")).unwrap();
    let window = desk.elsewhere();
    let mut mine = window.open(&path).unwrap().session;
    fs::write(&path, "torn").unwrap();
    assert_eq!(window.read().1.len(), 1);
    park(&mut mine, "k-mine");
    let refused = window.save(&mine, &path).unwrap_err();
    let StoreError::ChangedOutside { rescue: Some(rescue), .. } = refused else { panic!("{refused}") };
    assert_eq!(desk.elsewhere().open(&rescue).unwrap().session, mine);
    park(&mut mine, "k-more");
    window.save(&mine, &path).unwrap_err();
    assert_eq!(desk.rescued(), std::slice::from_ref(&rescue));
    assert_eq!(desk.elsewhere().open(&rescue).unwrap().session, mine);
    assert_eq!(fs::read(&path).unwrap(), b"torn");
}

#[test]
fn a_file_with_the_marks_of_git_is_both_sides_and_is_written_whole() {
    let mut desk = desk();
    let session = desk.session("A");
    let path = desk.shelf.save(&session, Path::new("")).unwrap();
    let side = |id: &str| {
        let mut session = session.clone();
        park(&mut session, id);
        String::from_utf8(envelope::encode(&session).unwrap()).unwrap()
    };
    let marked = format!("<<<<<<< HEAD\n{}=======\n{}>>>>>>> theirs\n", side("k-1"), side("k-2"));
    fs::write(&path, &marked).unwrap();
    let window = desk.elsewhere();
    let mut both = window.read().0.remove(0).session;
    assert_eq!(parked(&both), ["k-1", "k-2"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), marked);
    park(&mut both, "k-3");
    window.save(&both, &path).unwrap();
    assert_eq!(desk.elsewhere().open(&path).unwrap().session, both);
}

#[test]
fn copies_of_a_tool_are_put_together_and_go_to_the_trash_once_that_is_saved() {
    let mut desk = desk();
    let mut session = desk.session("A");
    park(&mut session, "k-0");
    let path = desk.shelf.save(&session, Path::new("")).unwrap();
    let copy = path.with_file_name("2026-03-04-a.sync-conflict-20260304-101500-ABCDEFG.json");
    let mut theirs = session.clone();
    park(&mut theirs, "k-theirs");
    fs::write(&copy, envelope::encode(&theirs).unwrap()).unwrap();
    let window = desk.elsewhere();
    let (mut volumes, broken) = window.read();
    assert_eq!((volumes.len(), broken.len()), (1, 0));
    assert_eq!(parked(&volumes[0].session), ["k-0", "k-theirs"]);
    assert_eq!(window.put_together(), std::slice::from_ref(&path));
    assert!(copy.exists(), "looking writes nothing");
    let session = &mut volumes[0].session;
    park(session, "k-mine");
    window.save(session, &path).unwrap();
    window.tidy(&path, today());
    assert!(!copy.exists());
    let (volumes, _) = desk.elsewhere().read();
    assert_eq!(parked(&volumes[0].session), ["k-0", "k-mine", "k-theirs"]);
    let trash = fs::read_dir(desk.shelf.data.join("trash").join(today().to_string())).unwrap();
    assert_eq!(trash.count(), 1);
}

#[test]
fn a_copy_that_has_changed_since_stays() {
    let mut desk = desk();
    let session = desk.session("A");
    let path = desk.shelf.save(&session, Path::new("")).unwrap();
    let copy = path.with_file_name("2026-03-04-a-LAPTOP.json");
    fs::copy(&path, &copy).unwrap();
    let window = desk.elsewhere();
    window.read();
    let mut later = session.clone();
    park(&mut later, "k-1");
    fs::write(&copy, envelope::encode(&later).unwrap()).unwrap();
    window.save(&session, &path).unwrap();
    window.tidy(&path, today());
    assert!(copy.exists());
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
fn a_version_on_its_way_comes_back_unless_the_file_has_it() {
    let mut desk = desk();
    let first = desk.session("A");
    let path = desk.shelf.save(&first, Path::new("")).unwrap();
    let window = desk.elsewhere();
    let mut mine = window.open(&path).unwrap().session;
    park(&mut mine, "k-1");
    let second = Arc::new(mine.clone());
    park(&mut mine, "k-2");
    let third = Arc::new(mine);
    for version in [&second, &third] {
        window.keep_unsaved(version, &path).unwrap();
    }
    let volumes = || desk.elsewhere().read().0;
    let back = desk.elsewhere().unsaved(&volumes());
    assert_eq!(back.iter().map(|volume| &volume.session).collect::<Vec<_>>(), [&*third]);
    // The second has landed, and the third was still on its way: nobody else has written the file.
    window.put(&second, 0, &path).unwrap();
    window.forget_unsaved(&second).unwrap();
    assert_eq!(desk.elsewhere().unsaved(&volumes())[0].session, *third);
    window.put(&third, 0, &path).unwrap();
    assert_eq!(desk.elsewhere().unsaved(&volumes()).len(), 0);
    window.forget_unsaved(&third).unwrap();
    assert_eq!(desk.shelf.unsaved.all().len(), 0);
}

#[test]
fn a_version_on_its_way_is_put_together_with_what_somebody_else_wrote() {
    let mut desk = desk();
    let session = desk.session("A");
    let path = desk.shelf.save(&session, Path::new("")).unwrap();
    let (mut mine, mut theirs) = (session.clone(), session.clone());
    park(&mut mine, "k-mine");
    desk.shelf.keep_unsaved(&Arc::new(mine), &path).unwrap();
    park(&mut theirs, "k-theirs");
    fs::write(&path, envelope::encode(&theirs).unwrap()).unwrap();
    let window = desk.elsewhere();
    let back = window.unsaved(&window.read().0);
    assert_eq!(parked(&back[0].session), ["k-mine", "k-theirs"]);
    // A window that runs the session still keeps them itself.
    let _lock = desk.shelf.lock(session.id).unwrap().unwrap();
    assert_eq!(window.unsaved(&window.read().0).len(), 0);
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 4).unwrap()
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
fn a_copy_that_somebody_made_is_shown_beside_the_session() {
    let mut desk = desk();
    let session = desk.session("A");
    let path = desk.shelf.save(&session, Path::new("")).unwrap();
    let copy = path.with_file_name("2026-03-04-a-old.json");
    fs::copy(&path, &copy).unwrap();
    let (volumes, broken) = desk.elsewhere().read();
    assert_eq!(volumes.iter().map(|volume| &volume.path).collect::<Vec<_>>(), [&path]);
    assert_eq!(broken.iter().map(|broken| &broken.path).collect::<Vec<_>>(), [&copy]);
    assert!(broken[0].message.contains("holds the same session as"));
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
