//! Words that were being written in an overlay when the program was cut off are there again at the next start.

use offsite::model::id::ItemId;
use offsite::model::item::Item;
use offsite::model::session::{Session, State};
use offsite::tui::app::Msg;
use offsite::tui::effect::{Answer, Draft, Effect};
use offsite::tui::screens::Screen;
use offsite::tui::screens::plan::PlanScreen;
use uuid::Uuid;

use crate::support::{Desk, now, session, template};

/// What the program had put by when it was cut off.
fn drafts(desk: &Desk) -> Vec<(Uuid, Draft)> {
    let mut drafts: Vec<(Uuid, Draft)> = Vec::new();
    for effect in &desk.effects {
        if let Effect::Keep(id, _) | Effect::Forget(id) = effect {
            drafts.retain(|(known, _)| known != id);
        }
        if let Effect::Keep(id, draft) = effect {
            // As it is read from its file.
            let text = serde_json::to_string(draft).unwrap();
            drafts.push((*id, serde_json::from_str(&text).unwrap()));
        }
    }
    drafts
}

/// The program hears that its folder was read.
fn read(desk: &mut Desk, drafts: Vec<(Uuid, Draft)>) {
    let volumes = desk.app.world().library.volumes().to_vec();
    desk.send(Msg::Answer(Answer::Library { volumes, broken: Vec::new(), drafts }));
}

/// The program, started again over the sessions as they were saved.
fn started_again(desk: &Desk) -> Desk {
    let sessions = desk.app.world().library.sessions().cloned().collect();
    let mut again = Desk::with(sessions);
    read(&mut again, drafts(desk));
    again
}

/// The same, with a session taken up.
fn running_again(desk: &Desk, id: Uuid) -> Desk {
    let all: Vec<Session> = desk.app.world().library.sessions().cloned().collect();
    Desk::on(all, |world| {
        world.drafts = drafts(desk).into_iter().collect();
        Screen::to_run(world.session(id).unwrap(), world)
    })
}

fn with_action(mut session: Session, state: State) -> Session {
    session.state = state;
    let mut sheets = session.stages.iter_mut().flat_map(|stage| &mut stage.sheets);
    let sheet = sheets.find(|sheet| sheet.id == "actions").unwrap();
    sheet.items.push(Item::new(ItemId::new("a-1"), "text", "Call the bank"));
    session
}

/// A closed session, and the one that follows it.
fn thread() -> [Session; 2] {
    let mut earlier = with_action(session(), State::Closed);
    earlier.scheduled = Some(now() - chrono::Duration::days(30));
    let mut here = template().session("en", &mut offsite::model::id::IdSource::new(9), now());
    here.client.clone_from(&earlier.client);
    [earlier, here]
}

#[test]
fn fields_of_a_form_in_a_running_session() {
    let session = with_action(session(), State::Paused);
    let id = session.id;
    let mut desk = Desk::running(session, Vec::new());
    desk.press("g").misses("Call the bank");
    let stage = desk.session().stage_index("actions").unwrap();
    let mut desk = Desk::on(vec![desk.session().clone()], |world| {
        let mut session = world.session(id).unwrap().clone();
        let enter = session.enter(&session.stages[stage].id.clone(), now());
        session.apply(enter).unwrap();
        world.replace(offsite::model::library::Volume::new("/a.json", session));
        Screen::to_run(world.session(id).unwrap(), world)
    });
    desk.press("tab e tab tab").type_text("Maria");
    let shown = desk.screen();
    assert!(shown.contains("Details of") || shown.contains("Maria"), "{shown}");
    running_again(&desk, id).sees("Maria").press("enter").sees("Call the bank");
}

#[test]
fn a_form_that_was_opened_from_the_plan() {
    let session = with_action(session(), State::Closed);
    let mut desk = Desk::on(vec![session], |world| Screen::Plan(PlanScreen::of(None, world)));
    desk.press("e").type_text(" of Nord").sees("Call the bank of Nord");
    let mut again = started_again(&desk);
    again.sees("Call the bank of Nord").press("enter");
    let action = again.session().find(&ItemId::new("a-1")).unwrap().2.text("text").to_owned();
    assert_eq!(action, "Call the bank of Nord");
    started_again(&again).misses("of Nord");
}

#[test]
fn a_form_that_was_left_stays_left() {
    let session = with_action(session(), State::Closed);
    let mut desk = Desk::on(vec![session], |world| Screen::Plan(PlanScreen::of(None, world)));
    desk.press("e").type_text(" of Nord").press("esc");
    assert_eq!(drafts(&desk), []);
}

#[test]
fn the_words_of_a_decision() {
    let [earlier, here] = thread();
    let id = here.id;
    let mut desk = Desk::running(here, vec![earlier]);
    desk.press("esc s down enter").sees("Call the bank").press("enter 6").type_text("not worth it");
    desk.sees("not worth it");
    let mut again = running_again(&desk, id);
    again.sees("not worth it").press("enter");
    let earlier = again.app.world().library.sessions().find(|session| session.id != id).unwrap();
    let news = &earlier.find(&ItemId::new("a-1")).unwrap().2.history;
    assert_eq!(news.last().unwrap().text("note"), "not worth it");
    running_again(&again, id).misses("not worth it");
}

#[test]
fn an_action_that_was_being_added_to_the_plan() {
    let session = with_action(session(), State::Closed);
    let mut desk = Desk::on(vec![session], |world| Screen::Plan(PlanScreen::of(None, world)));
    desk.press("a").type_text("Ask Birgit");
    let mut again = started_again(&desk);
    again.sees("Ask Birgit").press("enter").sees("“Ask Birgit” is kept in Q2 offsite.");
    started_again(&again).misses("Ask Birgit");
}

#[test]
fn a_thought_that_was_parked_from_home() {
    let mut planned = session();
    planned.state = State::Planned;
    let mut desk = Desk::with(vec![planned]);
    desk.press("ctrl-o").type_text("Raise the day rate");
    let mut again = started_again(&desk);
    again.sees("Raise the day rate").press("enter");
    assert_eq!(again.session().parked.len(), 1);
}

#[test]
fn the_reason_for_closing_and_a_paste() {
    let session = session();
    let id = session.id;
    let mut desk = Desk::running(session, Vec::new());
    desk.press("esc C").sees("missing").type_text("No time");
    running_again(&desk, id).sees("No time");
    desk.press("esc a");
    running_again(&desk, id).misses("No time");
    desk.send(Msg::Paste("one\ntwo".to_owned()));
    running_again(&desk, id).sees("2 lines");
    desk.press("esc");
    running_again(&desk, id).misses("2 lines");
}

#[test]
fn words_that_wait_under_a_question_are_parked_when_the_session_closes() {
    let mut desk = Desk::running(session(), Vec::new());
    desk.type_text("half a tho").press("esc C").type_text("No time").press("enter");
    assert_eq!(desk.session().state, State::Closed);
    assert_eq!(desk.session().parked.iter().map(|item| item.text("text")).collect::<Vec<_>>(), ["half a tho"]);
    desk.press("u");
    assert!(desk.session().parked.is_empty() && desk.session().state != State::Closed);
}

#[test]
fn words_whose_item_is_gone_can_be_parked() {
    let session = with_action(session(), State::Planned);
    let id = session.id;
    let mut desk = Desk::on(vec![session.clone()], |world| Screen::Plan(PlanScreen::of(None, world)));
    desk.press("e").type_text(" of Nord");
    let kept = drafts(&desk);
    let mut other = session;
    for sheet in other.stages.iter_mut().flat_map(|stage| &mut stage.sheets) {
        sheet.items.clear();
    }
    let mut again = Desk::with(vec![other]);
    read(&mut again, kept);
    again.sees("Park a thought").sees("Call the bank of Nord").press("enter");
    assert_eq!(again.app.world().session(id).unwrap().parked.len(), 1);
}
