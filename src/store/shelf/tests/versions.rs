//! Which version of a file whoever works on it has, and what is left of those that they do not have.

use super::*;

fn put(shelf: &Shelf, session: &Session, seen: u64, path: &Path) -> Result<Saved, StoreError> {
    shelf.put(&Arc::new(session.clone()), seen, path)
}

#[test]
fn a_session_that_took_the_place_of_another_is_not_written_over() {
    let mut desk = desk();
    let mut mine = desk.session("A");
    let path = desk.shelf.save(&mine, Path::new("")).unwrap();
    let mut other = desk.session("C");
    park(&mut other, "k-only-here");
    let there = desk.shelf.save(&other, Path::new("")).unwrap();
    let window = desk.elsewhere();
    window.open(&path).unwrap();
    fs::rename(&there, &path).unwrap();
    park(&mut mine, "k-mine");
    let refused = put(&window, &mine, u64::MAX, &path);
    assert!(matches!(refused, Err(StoreError::ChangedOutside { rescue: Some(_), .. })), "{refused:?}");
    assert_eq!(desk.elsewhere().open(&path).unwrap().session, other);
    // Whoever works on that other one writes it as ever.
    let mut other = window.read().0.remove(0).session;
    park(&mut other, "k-more");
    window.save(&other, &path).unwrap();
    put(&window, &mine, u64::MAX, &path).unwrap_err();
    assert_eq!(desk.elsewhere().open(&path).unwrap().session, other);
}

#[test]
fn a_flush_that_failed_after_two_versions_were_joined_takes_neither_back() {
    let mut desk = desk();
    let mut mine = desk.session("A");
    let path = desk.shelf.save(&mine, Path::new("")).unwrap();
    let window = desk.elsewhere();
    let seen = window.open(&path).unwrap().edition;
    let mut both = mine.clone();
    park(&mut mine, "k-mine");
    park(&mut both, "k-theirs");
    park(&mut both, "k-mine");
    let bytes = envelope::encode(&both).unwrap();
    fs::write(&path, &bytes).unwrap();
    // As a save leaves it whose last flush has failed.
    let known = Known {
        stamp: Stamp::of(&bytes),
        edition: 9,
        heard: memory::Heard::Perhaps,
        ..Known::of(Stamp::of(&bytes), Arc::new(both))
    };
    let before = Some(Arc::new(mine.clone()));
    window.memory().files.insert(path.clone(), Known { before, ..known });
    let landed = StoreError::Unwritable {
        path: path.clone(),
        source: io::Error::other("EIO"),
        rescue: None,
        landed: Some(Stamp::of(&bytes)),
    };
    window.rescue(&mut window.memory(), &Arc::new(mine.clone()), landed);
    let joined = put(&window, &mine, seen, &path).unwrap().joined.unwrap();
    assert_eq!(parked(&joined.session), ["k-mine", "k-theirs"]);
    assert_eq!(parked(&desk.elsewhere().open(&path).unwrap().session), ["k-mine", "k-theirs"]);
}

#[test]
fn a_file_of_a_later_release_is_joined_by_nobody_and_words_on_their_way_wait_for_it() {
    let mut desk = desk();
    let mut mine = desk.session("A");
    let path = desk.shelf.save(&mine, Path::new("")).unwrap();
    let window = desk.elsewhere();
    let seen = window.open(&path).unwrap().edition;
    let newer = Session { version: VERSION + 1, ..mine.clone() };
    let bytes = envelope::encode(&newer).unwrap();
    fs::write(&path, &bytes).unwrap();
    assert!(matches!(window.look_again(&path), News::Elsewhere));
    park(&mut mine, "k-mine");
    let mine = Arc::new(mine);
    window.keep_unsaved(&mine, &path).unwrap();
    assert!(matches!(window.put(&mine, seen, &path), Err(StoreError::ChangedOutside { rescue: Some(_), .. })));
    assert_eq!(fs::read(&path).unwrap(), bytes);
    let again = desk.elsewhere();
    assert_eq!(again.unsaved(&again.read().0, |_| true).len(), 0);
    assert_eq!(again.unsaved.all().len(), 1);
}

#[test]
fn what_was_listed_and_never_taken_up_is_not_written_over() {
    let mut desk = desk();
    let mut mine = desk.session("A");
    let path = desk.shelf.save(&mine, Path::new("")).unwrap();
    let window = desk.elsewhere();
    let seen = window.read_newest(48)[0].edition;
    let mut theirs = mine.clone();
    park(&mut theirs, "k-theirs");
    fs::write(&path, envelope::encode(&theirs).unwrap()).unwrap();
    // The answer waits while the first edit is made.
    assert!(window.read().0[0].edition > seen);
    park(&mut mine, "k-1");
    let joined = put(&window, &mine, seen, &path).unwrap().joined.unwrap();
    assert_eq!(parked(&joined.session), ["k-1", "k-theirs"]);
    park(&mut mine, "k-2");
    assert_eq!(put(&window, &mine, seen, &path).unwrap().joined, None);
    assert_eq!(parked(&desk.elsewhere().open(&path).unwrap().session), ["k-1", "k-2", "k-theirs"]);
}

#[test]
fn whoever_takes_a_listed_session_up_is_told_what_is_in_it() {
    let mut desk = desk();
    let mut mine = desk.session("A");
    let path = desk.shelf.save(&mine, Path::new("")).unwrap();
    let window = desk.elsewhere();
    window.read();
    park(&mut mine, "k-theirs");
    fs::write(&path, envelope::encode(&mine).unwrap()).unwrap();
    let edition = window.read().0[0].edition;
    let joined = window.take_up(&path).unwrap().1.unwrap();
    assert_eq!((joined.number, parked(&joined.session)), (edition, vec!["k-theirs"]));
    assert_eq!(window.take_up(&path).unwrap().1, None);
}

#[test]
fn whoever_takes_a_session_over_finds_what_a_killed_window_left_of_it() {
    let mut desk = desk();
    let mut mine = desk.session("A");
    let id = mine.id;
    let path = desk.shelf.save(&mine, Path::new("")).unwrap();
    let (first, second) = (desk.elsewhere(), desk.elsewhere());
    let lock = first.lock(id).unwrap().unwrap();
    park(&mut mine, "k-first");
    first.keep_unsaved(&Arc::new(mine), &path).unwrap();
    first.keep_draft(id, &"half a li").unwrap();
    assert_eq!((second.unsaved(&second.read().0, |_| true).len(), second.drafts().len()), (0, 0));
    drop((first, lock));
    let _lock = second.lock(id).unwrap().unwrap();
    let left = second.unsaved_of(id, &path).unwrap();
    assert_eq!((parked(&left.session), &left.path), (vec!["k-first"], &path));
    assert_eq!(second.draft_of(id), Some(json!("half a li")));
    second.keep_unsaved(&Arc::new(left.session), &path).unwrap();
    assert!(second.unsaved_of(id, &path).is_none(), "what this run is about to save is not another window's");
}

#[test]
fn a_version_that_is_kept_after_it_was_saved_is_not_on_its_way() {
    let mut desk = desk();
    let mut mine = desk.session("A");
    let path = desk.shelf.save(&mine, Path::new("")).unwrap();
    desk.shelf.keep_unsaved(&Arc::new(mine.clone()), &path).unwrap();
    park(&mut mine, "k-1");
    let mine = Arc::new(mine);
    desk.shelf.put(&mine, 0, &path).unwrap();
    desk.shelf.forget_unsaved(&mine).unwrap();
    desk.shelf.keep_unsaved(&mine, &path).unwrap();
    assert_eq!(desk.shelf.unsaved.all().len(), 0);
}

#[test]
fn a_session_that_was_thrown_away_does_not_come_back() {
    let mut desk = desk();
    let mut mine = desk.session("A");
    let path = desk.shelf.save(&mine, Path::new("")).unwrap();
    park(&mut mine, "k-1");
    desk.shelf.keep_unsaved(&Arc::new(mine), &path).unwrap();
    desk.shelf.trash(&path, today()).unwrap();
    let next = desk.elsewhere();
    assert_eq!(next.unsaved(&next.read().0, |_| true).len(), 0);
    assert_eq!(next.unsaved.all().len(), 0);
}

#[test]
fn a_copy_that_changes_later_is_no_version_of_the_session() {
    let mut desk = desk();
    let mut mine = desk.session("A");
    let path = desk.shelf.save(&mine, Path::new("")).unwrap();
    let copy = path.with_file_name("2026-03-04-a.sync-conflict-20260304-101500-ABCDEFG.json");
    fs::copy(&path, &copy).unwrap();
    let window = desk.elsewhere();
    window.read();
    park(&mut mine, "k-1");
    fs::write(&copy, envelope::encode(&mine).unwrap()).unwrap();
    let news = window.look_again(&copy);
    assert!(matches!(news, News::Elsewhere), "{news:?}");
}

#[test]
fn a_save_that_fails_again_and_again_keeps_one_backup() {
    let mut desk = desk();
    let mut mine = desk.session("A");
    let path = desk.shelf.save(&mine, Path::new("")).unwrap();
    desk.shelf.memory().files.get_mut(&path).unwrap().migrated = Some(1);
    let mut locked = fs::metadata(&path).unwrap().permissions();
    locked.set_readonly(true);
    fs::set_permissions(&path, locked).unwrap();
    park(&mut mine, "k-1");
    for _ in 0..5 {
        put(&desk.shelf, &mine, 0, &path).unwrap_err();
    }
    assert_eq!(fs::read_dir(desk.shelf.data.join("backups")).unwrap().count(), 1);
}

#[test]
fn a_copy_goes_to_the_trash_although_the_session_was_edited() {
    let mut desk = desk();
    let mut mine = desk.session("A");
    park(&mut mine, "k-0");
    let path = desk.shelf.save(&mine, Path::new("")).unwrap();
    let copy = path.with_file_name("2026-03-04-a.sync-conflict-20260304-101500-ABCDEFG.json");
    let mut theirs = mine.clone();
    park(&mut theirs, "k-theirs");
    fs::write(&copy, envelope::encode(&theirs).unwrap()).unwrap();
    let window = desk.elsewhere();
    let mut both = window.read().0.remove(0).session;
    both.apply(Change::Remove(crate::model::id::ItemId::new("k-0"))).unwrap();
    window.save(&both, &path).unwrap();
    window.tidy(&path, today());
    let gone = !copy.exists();
    let next = desk.elsewhere().read().0.remove(0).session;
    assert_eq!((gone, parked(&next)), (true, vec!["k-theirs"]));
}

#[test]
fn a_copy_that_comes_while_the_session_is_open_is_put_together_with_it() {
    let mut desk = desk();
    let mut mine = desk.session("A");
    let path = desk.shelf.save(&mine, Path::new("")).unwrap();
    let window = desk.elsewhere();
    window.open(&path).unwrap();
    let copy = path.with_file_name("2026-03-04-a.sync-conflict-20260304-101500-ABCDEFG.json");
    let mut theirs = mine.clone();
    park(&mut theirs, "k-theirs");
    fs::write(&copy, envelope::encode(&theirs).unwrap()).unwrap();
    assert!(matches!(window.look_again(&copy), News::Elsewhere));
    window.read();
    park(&mut mine, "k-mine");
    window.save(&mine, &path).unwrap();
    window.tidy(&path, today());
    assert!(!copy.exists());
    assert_eq!(parked(&desk.elsewhere().open(&path).unwrap().session), ["k-mine", "k-theirs"]);
}

#[test]
fn a_version_that_comes_after_the_file_was_moved_is_not_taken_for_an_earlier_one() {
    let mut desk = desk();
    let mut mine = desk.session("A");
    let path = desk.shelf.save(&mine, Path::new("")).unwrap();
    let window = desk.elsewhere();
    window.open(&path).unwrap();
    let foreign = |id: &str, path: &Path| {
        let mut theirs = desk.elsewhere().open(path).unwrap().session;
        park(&mut theirs, id);
        fs::write(path, envelope::encode(&theirs).unwrap()).unwrap();
    };
    foreign("k-1", &path);
    let News::Joined(joined) = window.look_again(&path) else { panic!("nothing was joined") };
    mine = Session::clone(&joined.session);
    put(&window, &mine, joined.number, &path).unwrap();
    let moved = path.with_file_name("moved.json");
    fs::rename(&path, &moved).unwrap();
    window.read();
    foreign("k-2", &moved);
    window.look_again(&moved); // the answer is still on its way
    park(&mut mine, "k-mine");
    put(&window, &mine, joined.number, &moved).unwrap();
    assert_eq!(parked(&desk.elsewhere().open(&moved).unwrap().session), ["k-1", "k-2", "k-mine"]);
}

#[test]
fn what_a_cut_off_save_took_out_of_the_file_is_put_together_with_ours() {
    let mut desk = desk();
    let mut mine = desk.session("A");
    let path = desk.shelf.save(&mine, Path::new("")).unwrap();
    let window = desk.elsewhere();
    window.open(&path).unwrap();
    let mut theirs = mine.clone();
    park(&mut theirs, "k-theirs");
    park(&mut mine, "k-mine");
    window.keep_unsaved(&Arc::new(mine.clone()), &path).unwrap();
    // Ours is in the file, and what came out of it was not looked at any more; beside it is what the file held before.
    fs::rename(&path, path.with_file_name(".offsite-1.tmp")).unwrap();
    fs::write(&path, envelope::encode(&mine).unwrap()).unwrap();
    let next = desk.elsewhere();
    assert_eq!(next.unsaved(&next.read().0, |_| true).len(), 0, "what it held before is nothing new");
    window.keep_unsaved(&Arc::new(mine.clone()), &path).unwrap();
    fs::write(path.with_file_name(".offsite-2.tmp"), envelope::encode(&theirs).unwrap()).unwrap();
    let back = next.unsaved(&next.read().0, |_| true);
    assert_eq!(parked(&back[0].session), ["k-mine", "k-theirs"]);
    next.save(&back[0].session, &path).unwrap();
    assert_eq!(desk.elsewhere().unsaved(&next.read().0, |_| true).len(), 0);
}

#[test]
fn a_session_that_took_the_place_of_another_is_not_thrown_away_for_it() {
    let mut desk = desk();
    let [mine, other] = ["A", "C"].map(|title| desk.session(title));
    let path = desk.shelf.save(&mine, Path::new("")).unwrap();
    let there = desk.shelf.save(&other, Path::new("")).unwrap();
    fs::rename(&there, &path).unwrap();
    assert!(matches!(desk.shelf.trash(&path, today()), Err(StoreError::ChangedOutside { .. })));
    assert_eq!(desk.elsewhere().open(&path).unwrap().session, other);
}

#[test]
fn a_file_that_could_not_be_read_for_a_moment_is_saved_again_with_what_it_holds() {
    let mut desk = desk();
    let mut mine = desk.session("A");
    let path = desk.shelf.save(&mine, Path::new("")).unwrap();
    let window = desk.elsewhere();
    let seen = window.open(&path).unwrap().edition;
    let mut theirs = mine.clone();
    park(&mut theirs, "k-theirs");
    let bytes = envelope::encode(&theirs).unwrap();
    // Another program writes it in place.
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    assert!(matches!(window.look_again(&path), News::None));
    park(&mut mine, "k-mine");
    put(&window, &mine, seen, &path).unwrap_err();
    fs::write(&path, &bytes).unwrap();
    assert_eq!(parked(&put(&window, &mine, seen, &path).unwrap().joined.unwrap().session), ["k-mine", "k-theirs"]);
    assert_eq!(parked(&desk.elsewhere().open(&path).unwrap().session), ["k-mine", "k-theirs"]);
}

#[test]
fn a_file_that_is_gone_is_missed_where_its_session_is_worked_on_and_is_written_again() {
    let mut desk = desk();
    let [mine, other] = ["A", "B"].map(|title| desk.session(title));
    let [path, there] = [&mine, &other].map(|session| desk.shelf.save(session, Path::new("")).unwrap());
    let window = desk.elsewhere();
    window.read();
    window.open(&path).unwrap();
    let missing = || window.missing(&window.read().0);
    let moved = path.with_file_name("moved.json");
    fs::rename(&path, &moved).unwrap();
    assert_eq!(missing(), Vec::<Uuid>::new(), "it is only somewhere else");
    fs::rename(&moved, &path).unwrap();
    fs::remove_file(&there).unwrap();
    assert_eq!(missing(), Vec::<Uuid>::new(), "nobody works on it here");
    fs::remove_file(&path).unwrap();
    assert_eq!(missing(), [mine.id]);
    window.save(&mine, &path).unwrap();
    assert_eq!(desk.elsewhere().open(&path).unwrap().session, mine);
    assert_eq!(missing(), Vec::<Uuid>::new());
}
