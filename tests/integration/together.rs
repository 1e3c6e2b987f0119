//! What two windows or two machines wrote comes together on the screen, and where they differ you choose.

use std::sync::Arc;

use offsite::model::change::{Change, Detail};
use offsite::model::id::ItemId;
use offsite::model::item::Item;
use offsite::model::library::{Joined, Volume};
use offsite::model::merge::merge;
use offsite::model::session::{Place, Session, State};
use offsite::tui::app::Msg;
use offsite::tui::effect::{Answer, Draft, Effect};
use offsite::tui::screens::Screen;
use offsite::tui::screens::review::Review;

use crate::support::{Desk, session};

fn parked(mut session: Session, id: &str, words: &str) -> Session {
    let item = Item::new(ItemId::new(id), "text", words);
    session.apply(Change::Insert { place: Place::Parked, index: session.parked.len(), item }).unwrap();
    session
}

fn titled(mut session: Session, title: &str) -> Session {
    session.apply(Change::Detail(Detail::Title(title.to_owned()))).unwrap();
    session
}

/// Tells the program what came from outside, after it had saved `ours`.
fn joins(desk: &mut Desk, ours: &Session, theirs: &Session) {
    let joined = Joined {
        number: 1,
        ours: Some(Arc::new(ours.clone())),
        session: Arc::new(merge(Some(ours), ours, theirs).unwrap().session),
        clashes: 0,
    };
    desk.send(Msg::Answer(Answer::Joined(joined)));
}

fn saved(desk: &Desk) -> Option<(&Session, u64)> {
    let save = |effect| match effect {
        &Effect::Save { ref session, seen, .. } => Some((&**session, seen)),
        _ => None,
    };
    desk.effects.iter().rev().find_map(save)
}

#[test]
fn a_thought_from_elsewhere_appears_and_the_line_being_typed_stays() {
    let mut desk = Desk::running(session(), Vec::new());
    desk.type_text("4, half a li");
    let ours = desk.session().clone();
    joins(&mut desk, &ours, &parked(ours.clone(), "k-9", "From the train"));
    desk.sees("4, half a li").sees("From the train").sees("was changed elsewhere too");
    desk.press("enter");
    let (saved, seen) = saved(&desk).unwrap();
    assert_eq!((saved.parked.len(), seen), (1, 1));
}

#[test]
fn what_was_said_meanwhile_is_put_together_and_saved() {
    let mut desk = Desk::running(session(), Vec::new());
    let ours = desk.session().clone();
    desk.type_text("4").press("enter");
    joins(&mut desk, &ours, &parked(ours.clone(), "k-9", "From the train"));
    let (saved, _) = saved(&desk).unwrap();
    assert_eq!((saved.parked.len(), saved.stages[0].count()), (1, 1));
}

#[test]
fn whoever_only_looks_at_the_list_sees_the_new_title() {
    let planned = Session { state: State::Planned, ..session() };
    let mut desk = Desk::with(vec![planned.clone()]);
    let path = desk.app.world().library.volumes()[0].path.clone();
    let volume = Volume::new(path, titled(planned, "Q3 offsite"));
    desk.send(Msg::Answer(Answer::Changed(Box::new(volume)))).sees("Q3 offsite").misses("elsewhere");
    assert!(!desk.effects.iter().any(Effect::writes));
}

#[test]
fn the_list_takes_what_comes_and_lets_go_what_goes() {
    let [one, other] = [1, 2].map(|seed| {
        let title = format!("Session {seed}");
        titled(Session { id: uuid::Uuid::from_u128(seed), state: State::Planned, ..session() }, &title)
    });
    let mut desk = Desk::with(vec![one]);
    desk.sees("Session 1");
    let volume = Volume::new("/b.json", other);
    desk.send(Msg::Answer(Answer::Renewed(vec![volume], Vec::new()))).sees("Session 2").misses("Session 1");
}

#[test]
fn a_version_that_had_not_reached_its_file_is_back_and_saved() {
    let closed = Session { state: State::Closed, ..session() };
    let mut desk = Desk::with(vec![closed.clone()]);
    let path = desk.app.world().library.volumes()[0].path.clone();
    let session = Session { title: "With the last words".to_owned(), ..closed };
    let unsaved = Volume::new(path, session);
    desk.send(Msg::Answer(Answer::Unsaved(vec![unsaved]))).sees("With the last words").sees("is back as it was");
    assert_eq!(saved(&desk).unwrap().0.title, "With the last words");
}

fn clashing() -> Session {
    let base = session();
    merge(Some(&base), &titled(base.clone(), "Spring offsite"), &titled(base.clone(), "Lake offsite")).unwrap().session
}

#[test]
fn one_of_two_versions_is_chosen_and_that_can_be_undone() {
    let mut desk = Desk::running(clashing(), Vec::new());
    desk.sees("In one place two versions are kept: esc, then = to choose.").press("esc =");
    desk.sees("Which one stays?").sees("Lake offsite").sees("Spring offsite");
    insta::assert_snapshot!(desk.screen());
    desk.press("down enter").sees("All settled.").press("=").misses("Which one stays?");
    assert_eq!(desk.session().title, "Lake offsite");
    desk.press("u");
    assert_eq!(desk.session().title, "Spring offsite");
    assert_eq!(desk.session().unsettled().count(), 1);
}

#[test]
fn two_versions_of_a_closed_session_can_be_settled_too() {
    let closed = Session { state: State::Closed, ..clashing() };
    let mut desk = Desk::on(vec![closed], |world| Screen::Review(Review::of(world.library.sessions().next().unwrap())));
    desk.sees("= two versions").press("= enter").sees("All settled.");
    assert_eq!(desk.session().unsettled().count(), 0);
}

#[test]
fn without_two_versions_nothing_is_asked() {
    let mut desk = Desk::running(session(), Vec::new());
    desk.press("esc").misses("two versions").press("=").misses("Which one stays?");
}

fn words(session: &Session) -> String {
    serde_json::to_string(session).unwrap()
}

#[test]
fn an_answer_that_was_changed_here_and_elsewhere_is_there_twice() {
    let mut desk = Desk::running(session(), Vec::new());
    desk.press("enter").sees("Which one question").type_text("Call Acme").press("enter");
    let ours = desk.session().clone();
    desk.press("tab enter").type_text(" today");
    let theirs: Session = serde_json::from_str(&words(&ours).replace("Call Acme", "Ring Birch at noon")).unwrap();
    joins(&mut desk, &ours, &theirs);
    desk.sees("Ring Birch at noon").press("enter");
    let said = words(desk.session());
    assert!(said.contains("Call Acme today") && said.contains("Ring Birch at noon"), "{}", desk.screen());
}

#[test]
fn a_form_that_was_filled_here_and_elsewhere_shows_both() {
    let mut before = session();
    let sheets = before.stages.iter_mut().flat_map(|stage| &mut stage.sheets);
    let actions = sheets.into_iter().find(|sheet| sheet.id == "actions").unwrap();
    actions.items.push(Item::new(ItemId::new("a-1"), "text", "Call Acme"));
    let id = before.id;
    let mut desk = Desk::on(vec![before.clone()], |world| {
        Screen::Detail(offsite::tui::screens::detail::Detail::of(id, ItemId::new("a-1"), world))
    });
    desk.type_text(" today");
    let theirs: Session = serde_json::from_str(&words(&before).replace("Call Acme", "Ring Birch")).unwrap();
    joins(&mut desk, &before, &theirs);
    desk.sees("Call Acme today / Ring Birch").press("enter");
    assert!(words(desk.session()).contains("Call Acme today / Ring Birch"));
}

#[test]
fn a_session_of_the_first_page_opens_with_all_that_was_left_of_it() {
    let mut desk = Desk::with(Vec::new());
    desk.app.world_mut().is_loading = true;
    let running = Session { state: State::Paused, ..session() };
    let stage = running.stages[0].id.clone();
    let draft = Draft { stage, text: "half a line".into(), cursor: 11, ..Draft::default() };
    let (volumes, drafts) = (vec![Volume::new("/a.json", running.clone())], vec![(running.id, draft)]);
    desk.send(Msg::Answer(Answer::FirstPage { volumes, drafts })).press("enter").sees("half a line");
    let unsaved = Volume::new("/a.json", parked(running.clone(), "k-9", "kept with enter"));
    desk.send(Msg::Answer(Answer::Unsaved(vec![unsaved])));
    desk.send(Msg::Answer(Answer::Library {
        volumes: vec![Volume::new("/a.json", running)],
        broken: Vec::new(),
        drafts: Vec::new(),
    }));
    desk.type_text("x");
    let kept = desk.effects.iter().rev().find_map(|effect| match effect {
        Effect::Keep(_, draft) => Some(draft.text.clone()),
        _ => None,
    });
    assert_eq!(kept.as_deref(), Some("half a linex"));
    assert!(words(desk.session()).contains("kept with enter"));
    assert_eq!(saved(&desk).unwrap().0.parked.len(), 1);
}

#[test]
fn the_line_that_a_killed_window_left_is_taken_over_with_its_session() {
    let mut desk = Desk::running(session(), Vec::new());
    let id = desk.session().id;
    let stage = desk.session().stages[0].id.clone();
    desk.send(Msg::Answer(Answer::Locked(id, false)));
    let at = Some(desk.now);
    let draft = Draft { stage, text: "half a line".into(), cursor: 11, at, ..Draft::default() };
    desk.send(Msg::Answer(Answer::Left(id, Box::new(draft)))).send(Msg::Answer(Answer::Locked(id, true)));
    desk.sees("half a line").type_text("x").sees("half a linex");
}

#[test]
fn a_version_that_comes_late_takes_nothing_from_a_later_one() {
    let planned = Session { state: State::Planned, ..session() };
    let mut desk = Desk::with(Vec::new());
    let volume = |edition, title| Volume { edition, ..Volume::new("/a.json", titled(planned.clone(), title)) };
    let list = |edition, title| Answer::Renewed(vec![volume(edition, title)], Vec::new());
    desk.send(Msg::Answer(list(1, "First"))).sees("First");
    desk.send(Msg::Answer(Answer::Changed(Box::new(volume(3, "Third"))))).sees("Third");
    desk.send(Msg::Answer(list(2, "Second"))).sees("Third").misses("Second");
    let copy = Volume { path: "/copy.json".into(), ..volume(4, "Copy") };
    desk.send(Msg::Answer(Answer::Changed(Box::new(copy)))).sees("Third").misses("Copy");
}

#[test]
fn saving_that_works_again_is_told_once_everything_is_saved() {
    let mut desk = Desk::running(session(), Vec::new());
    let id = desk.session().id;
    desk.send(Msg::Answer(Answer::NotSaved(id, "The disk is full.".into(), true)));
    desk.send(Msg::Answer(Answer::Saved(id, "/a.json".into()))).sees("The disk is full.");
    desk.send(Msg::Answer(Answer::NotKept("The state folder is full.".into())));
    desk.send(Msg::Answer(Answer::SavedAgain(id))).misses("everything is on disk").sees("The state folder is full.");
    desk.send(Msg::Answer(Answer::KeptAgain));
    desk.send(Msg::Answer(Answer::NotSaved(id, "The disk is full.".into(), true)));
    desk.send(Msg::Answer(Answer::SavedAgain(id))).sees("everything is on disk");
}

#[test]
fn a_session_is_let_go_only_after_its_last_version() {
    let mut desk = Desk::running(session(), Vec::new());
    desk.type_text("4").press("enter").press("esc").press("q");
    let last = desk.effects.iter().rposition(|effect| matches!(effect, Effect::Save { .. }));
    let unlock = desk.effects.iter().rposition(|effect| matches!(effect, Effect::Unlock(_)));
    assert!(last.is_some() && unlock > last, "{last:?} {unlock:?}");
}

#[test]
fn half_typed_words_of_a_stage_that_is_gone_stand_under_another() {
    let running = Session { state: State::Paused, ..session() };
    let mut desk = Desk::with(vec![running.clone()]);
    let unsaid = ["one", "two"].map(|text| offsite::tui::effect::Unsaid {
        stage: "no-longer".into(),
        text: text.into(),
        ..offsite::tui::effect::Unsaid::default()
    });
    let draft = Draft {
        stage: "no-longer".into(),
        text: "half a line".into(),
        cursor: 11,
        unsaid: unsaid.into(),
        ..Draft::default()
    };
    desk.send(Msg::Answer(Answer::Library {
        volumes: vec![Volume::new("/a.json", running.clone())],
        broken: Vec::new(),
        drafts: vec![(running.id, draft)],
    }));
    desk.press("enter").sees("half a line").type_text("x");
    let kept = desk.effects.iter().rev().find_map(|effect| match effect {
        Effect::Keep(_, draft) => Some((draft.text.clone(), draft.waiting())),
        _ => None,
    });
    assert_eq!(kept, Some(("half a linex".to_owned(), vec!["one two".to_owned()])));
}

#[test]
fn a_page_reaches_its_file_while_it_is_being_written() {
    let base = session();
    let stage = base.stages.iter().position(|stage| stage.id == "vision").unwrap();
    let mut desk = Desk::running(base, Vec::new());
    for _ in 0..60 {
        if desk.app.title() == desk.session().stages[stage].title {
            break;
        }
        desk.press("enter");
    }
    desk.effects.clear();
    desk.type_text("A studio");
    let wake = desk.app.next_wake(desk.now).unwrap();
    assert!(wake <= desk.now + chrono::Duration::seconds(8) && saved(&desk).is_none());
    desk.now += chrono::Duration::seconds(4);
    desk.type_text(" by the lake");
    desk.press("ctrl-o").sees("Park a thought");
    desk.now += chrono::Duration::seconds(4);
    desk.send(Msg::Tick);
    assert!(words(saved(&desk).unwrap().0).contains("A studio by the lake"));
    desk.effects.clear();
    desk.press("esc").type_text(", and more").sees("A studio by the lake, and more");
    // A clock that is put back holds nothing up.
    desk.now -= chrono::Duration::hours(1);
    desk.send(Msg::Tick);
    assert!(words(saved(&desk).unwrap().0).contains("by the lake, and more"));
    let next = desk.app.next_wake(desk.now);
    assert!(next.is_none_or(|next| next > desk.now), "it does not turn in circles");
}

#[test]
fn a_thought_that_was_cut_off_goes_on_where_thoughts_are_parked() {
    let running = Session { state: State::Paused, ..session() };
    let mut desk = Desk::with(vec![running.clone()]);
    let over = Some(offsite::tui::effect::Over::Thought { text: "ask the ba".to_owned() });
    desk.app.world_mut().drafts.insert(running.id, Draft { over, ..Draft::default() });
    desk.press("o").sees("Park a thought").sees("ask the ba").type_text("nk").press("enter");
    assert!(words(desk.session()).contains("ask the bank"));
}
