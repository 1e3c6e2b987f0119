//! What others write, what is still on its way, and several files with one session.

use super::*;

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
    let back = desk.elsewhere().unsaved(&volumes(), |_| true);
    assert_eq!(back.iter().map(|volume| &volume.session).collect::<Vec<_>>(), [&*third]);
    // The second has landed, and the third was still on its way: nobody else has written the file.
    window.put(&second, 0, &path).unwrap();
    window.forget_unsaved(&second).unwrap();
    assert_eq!(desk.elsewhere().unsaved(&volumes(), |_| true)[0].session, *third);
    window.put(&third, 0, &path).unwrap();
    assert_eq!(desk.elsewhere().unsaved(&volumes(), |_| true).len(), 0);
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
    let back = window.unsaved(&window.read().0, |_| true);
    assert_eq!(parked(&back[0].session), ["k-mine", "k-theirs"]);
    // A window that runs the session still keeps them itself.
    let _lock = desk.shelf.lock(session.id).unwrap().unwrap();
    assert_eq!(window.unsaved(&window.read().0, |_| true).len(), 0);
}

#[test]
fn a_copy_that_somebody_made_is_shown_beside_the_session() {
    let mut desk = desk();
    let session = desk.session("A");
    let path = desk.shelf.save(&session, Path::new("")).unwrap();
    for name in ["2026-03-04-a-old.json", "b.json"] {
        let copy = path.with_file_name(name);
        fs::copy(&path, &copy).unwrap();
        let (volumes, broken) = desk.elsewhere().read();
        assert_eq!(volumes.iter().map(|volume| &volume.path).collect::<Vec<_>>(), [&path]);
        assert_eq!(broken.iter().map(|broken| &broken.path).collect::<Vec<_>>(), [&copy]);
        assert!(broken[0].message.contains("holds the same session as"));
        fs::remove_file(&copy).unwrap();
    }
}
