//! What two windows or two machines wrote comes together on the screen, and where they differ you choose.

use std::sync::Arc;

use offsite::model::change::{Change, Detail};
use offsite::model::id::ItemId;
use offsite::model::item::Item;
use offsite::model::library::{Joined, Volume};
use offsite::model::merge::merge;
use offsite::model::session::{Place, Session, State};
use offsite::tui::app::Msg;
use offsite::tui::effect::{Answer, Effect};
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
    let volume = Volume { path: "/a.json".into(), session: titled(planned, "Q3 offsite"), is_read_only: false };
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
    let volume = Volume { path: "/b.json".into(), session: other, is_read_only: false };
    desk.send(Msg::Answer(Answer::Renewed(vec![volume], Vec::new()))).sees("Session 2").misses("Session 1");
}

#[test]
fn a_version_that_had_not_reached_its_file_is_back_and_saved() {
    let closed = Session { state: State::Closed, ..session() };
    let mut desk = Desk::with(vec![closed.clone()]);
    let path = desk.app.world().library.volumes()[0].path.clone();
    let session = Session { title: "With the last words".to_owned(), ..closed };
    let unsaved = Volume { path, session, is_read_only: false };
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
    desk.sees("In one place two versions are kept").press("esc =");
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
