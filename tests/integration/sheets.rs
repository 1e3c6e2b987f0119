//! The overlays above a session: a line put aside, a paste, the stages, an absence, the end.

use offsite::model::change::Change;
use offsite::model::id::{IdSource, ItemId};
use offsite::model::item::Item;
use offsite::model::library::Volume;
use offsite::model::session::{Place as Home, Session, State};
use offsite::tui::effect::Effect;
use offsite::tui::keymap::Action;
use offsite::tui::screens::aside::Aside;
use offsite::tui::screens::away::Away;
use offsite::tui::screens::closing::Closing;
use offsite::tui::screens::paste::Paste;
use offsite::tui::screens::stages::Stages;
use offsite::tui::screens::{Go, Reply, Screen};
use offsite::tui::world::World;

use crate::support::{Desk, now, template};

fn running() -> Session {
    let mut session = template().session("en", &mut IdSource::new(5), now());
    session.title = "Q2 offsite".into();
    for stage in ["opening", "goals"] {
        let enter = session.enter(stage, now());
        session.apply(enter).unwrap();
    }
    session.participants.push(Item::new(ItemId::new("p-1"), "name", "Maria"));
    session
}

fn session(desk: &Desk) -> Session {
    desk.app.world().library.sessions().next().cloned().unwrap()
}

fn said(desk: &Desk) -> String {
    desk.app.world().notice().map(|notice| notice.text.clone()).unwrap_or_default()
}

/// What an overlay answers to the last of these actions.
fn reply(mut screen: Screen, sessions: Vec<Session>, actions: &[Action]) -> Option<Reply> {
    let look = Desk::with(Vec::new()).app.world().look;
    let mut world = World::new(look, vec![template()], IdSource::new(1), now());
    let volume = |session: Session| Volume::new("/a", session);
    world.library.fill(sessions.into_iter().map(volume).collect(), Vec::new());
    let mut last = None;
    for action in actions {
        let go = screen.component_mut().act(*action, &mut world);
        last = if let Go::Reply(reply) = go { Some(reply) } else { None };
    }
    last
}

#[test]
fn a_thought_is_parked_in_the_session_at_hand() {
    let id = running().id;
    let mut desk = Desk::on(vec![running()], |world| Screen::Aside(Aside::park(Some(id), world)));
    desk.type_text("raise the day rate?").press("enter");
    assert_eq!(said(&desk), "Parked “raise the day rate?”.");
    let thought = &session(&desk).parked[0];
    assert_eq!((thought.text("text"), thought.text("state")), ("raise the day rate?", "pending"));
    desk.press("u");
    assert!(session(&desk).parked.is_empty());
}

#[test]
fn without_a_session_at_hand_a_thought_goes_to_the_one_under_way() {
    let mut other = template().session("en", &mut IdSource::new(9), now());
    other.scheduled = Some(now() + chrono::Duration::days(9));
    let mut desk = Desk::on(vec![other, running()], |world| Screen::Aside(Aside::park(None, world)));
    desk.type_text("later").press("enter");
    let parked = |desk: &Desk, id| desk.app.world().session(id).unwrap().parked.len();
    assert_eq!(parked(&desk, running().id), 1);
}

#[test]
fn without_any_session_the_words_stay_and_it_is_said() {
    let mut desk = Desk::on(Vec::new(), |world| Screen::Aside(Aside::park(None, world)));
    desk.type_text("later").press("enter").sees("There is no session to park it in.").sees("later");
}

#[test]
fn nothing_typed_is_nothing_kept() {
    let id = running().id;
    let mut desk = Desk::on(vec![running()], |world| Screen::Aside(Aside::park(Some(id), world)));
    desk.type_text("  ").press("enter").misses("Park a thought");
    assert!(session(&desk).parked.is_empty());
    assert!(!desk.effects.iter().any(|effect| matches!(effect, Effect::Save { .. })));
    assert!(matches!(desk.effects.last(), Some(Effect::Forget(_))));
}

#[test]
fn a_note_is_private_and_knows_its_stage() {
    let id = running().id;
    let mut desk = Desk::on(vec![running()], |_| Screen::Aside(Aside::note(id, "goals".into())));
    desk.type_text("Jonas was quiet").press("enter");
    assert_eq!(said(&desk), "Noted, for you alone.");
    let note = &session(&desk).notes[0];
    assert!(note.flag("private") && note.text("stage") == "goals" && note.text("text") == "Jonas was quiet");
}

#[test]
fn an_action_shows_what_its_signs_mean_before_it_is_kept() {
    let id = running().id;
    let mut desk = Desk::on(vec![running()], |world| Screen::Aside(Aside::for_action(id, world)));
    desk.sees("e.g. Call three clients about the new prices").sees("It is kept in Q2 offsite.");
    desk.type_text("Call them @maria due:end of june").sees("owner Maria · by Tue 30 June");
    insta::assert_snapshot!("aside", desk.screen());
    desk.type_text("x").sees("isn’t a day I know");
}

#[test]
fn a_closed_session_takes_no_more_thoughts_and_the_words_stay() {
    let mut closed = running();
    let close = closed.close("", now());
    closed.apply(close).unwrap();
    let id = closed.id;
    let mut desk = Desk::on(vec![closed], |world| Screen::Aside(Aside::park(Some(id), world)));
    desk.type_text("too late").press("enter").sees("too late").sees("This session is closed");
}

fn lines() -> Vec<String> {
    ["one", "two", "three", "four"].map(str::to_owned).to_vec()
}

#[test]
fn a_paste_is_kept_as_many_or_as_one() {
    let paste = || Screen::Paste(Paste::of(running().id, lines()));
    let kept = |is_many| Some(Reply::Paste { lines: lines(), is_many });
    assert_eq!(reply(paste(), Vec::new(), &[Action::Enter]), kept(true));
    assert_eq!(reply(paste(), Vec::new(), &[Action::Down, Action::Enter]), kept(false));
    let desk = Desk::on(Vec::new(), |_| paste());
    insta::assert_snapshot!("paste", desk.screen());
}

#[test]
fn the_list_of_stages_begins_where_you_are() {
    let id = running().id;
    let stages = || Screen::Stages(Stages::of(id, 5));
    assert_eq!(reply(stages(), vec![running()], &[Action::Down, Action::Enter]), Some(Reply::Stage(6)));
    let mut desk = Desk::on(vec![running()], |_| stages());
    insta::assert_snapshot!("stages", desk.screen());
    desk.size = (60, 16);
    insta::assert_snapshot!("stages_60", desk.screen());
}

#[test]
fn an_absence_is_left_out_unless_it_should_count() {
    for (key, corrected) in [("n", -2880), ("enter", -2880), ("esc", -2880), ("y", 0)] {
        let id = running().id;
        let mut desk = Desk::on(vec![running()], |_| Screen::Away(Away::of(id, 48)));
        desk.sees("You were away 48 minutes. Count them?").press(key).misses("You were away");
        assert_eq!(session(&desk).stage("goals").unwrap().clock.corrected_seconds, corrected, "{key}");
    }
    let id = running().id;
    insta::assert_snapshot!("away", Desk::on(vec![running()], |_| Screen::Away(Away::of(id, 48))).screen());
}

#[test]
fn closing_with_gaps_wants_a_reason() {
    let id = running().id;
    let mut desk = Desk::on(vec![running()], |world| Screen::Closing(Closing::of(id, 2, world)));
    desk.sees("There is no action.").sees("Nobody has said when you meet again.").sees("2 earlier promises");
    insta::assert_snapshot!("closing", desk.screen());
    desk.press("enter").sees("A reason helps");
    assert_eq!(session(&desk).state, State::Running);
    desk.type_text("out of time").press("enter");
    assert_eq!((session(&desk).state, session(&desk).closed_because.as_str()), (State::Closed, "out of time"));
    assert!(desk.effects.contains(&Effect::Unlock(id)));
}

#[test]
fn closing_without_gaps_needs_one_key() {
    let mut session = running();
    let insert = |stage: &str, item: Item| Change::Insert {
        place: Home::Sheet { stage: stage.into(), sheet: stage.into() },
        index: 0,
        item,
    };
    let action = Item::new(ItemId::new("a-1"), "text", "Call").with("owner", "p-1").with("due", "2026-03-09");
    session.apply(insert("actions", action)).unwrap();
    let next = Item::new(ItemId::new("c-1"), "slot", "next").with("date", "2026-04-09");
    session.apply(insert("closing", next)).unwrap();
    let id = session.id;
    let mut desk = Desk::on(vec![session], |world| Screen::Closing(Closing::of(id, 0, world)));
    desk.sees("Nothing is missing.").press("enter");
    assert_eq!(self::session(&desk).state, State::Closed);
}

#[test]
fn every_overlay_fits_every_size() {
    let screens: [fn(&World) -> Screen; 6] = [
        |world| Screen::Aside(Aside::park(None, world)),
        |world| Screen::Aside(Aside::for_action(running().id, world)),
        |_| Screen::Paste(Paste::of(running().id, vec!["宽".repeat(200); 500])),
        |_| Screen::Stages(Stages::of(running().id, 3)),
        |_| Screen::Away(Away::of(running().id, u32::MAX)),
        |world| Screen::Closing(Closing::of(running().id, usize::MAX, world)),
    ];
    for screen in screens {
        let mut desk = Desk::on(vec![running()], |world| screen(world));
        desk.type_text(&"long 四半期 ".repeat(40));
        for columns in [60, 61, 79, 100, 160] {
            for rows in [16, 17, 24, 45] {
                desk.size = (columns, rows);
                desk.buffer();
            }
        }
    }
}
