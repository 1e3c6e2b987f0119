//! Preparing a session: from a template to the first stage.

use offsite::model::change::{Change, Detail};
use offsite::model::id::{IdSource, ItemId};
use offsite::model::item::Item;
use offsite::model::library::Volume;
use offsite::model::session::{Client, Place, Session, State};
use offsite::tui::app::Msg;
use offsite::tui::effect::{Answer, Effect};
use offsite::tui::screens::Screen;
use offsite::tui::screens::prepare::Prepare;
use offsite::tui::screens::templates::Templates;

use crate::support::{Desk, now, template};

/// A closed session of Acme in December, with two open actions and a parked thought.
fn earlier() -> Session {
    let then = now() - chrono::Duration::days(84);
    let mut session = template().session("en", &mut IdSource::new(77), then);
    let action = |id: &str, text: &str| Change::Insert {
        place: Place::Sheet { stage: "actions".into(), sheet: "actions".into() },
        index: 0,
        item: Item::new(ItemId::new(id), "text", text),
    };
    let thought = Item::new(ItemId::new("k-1"), "text", "raise the day rate?").with("state", "pending");
    let client = Client { name: "Acme Ltd".into(), alias: "Garden".into(), ..Client::default() };
    for change in [
        Change::Detail(Detail::Title("Q4 offsite".into())),
        Change::Detail(Detail::Client(Some(client))),
        action("a-1", "Call three clients"),
        action("a-2", "Ask Lea for the figures"),
        Change::Insert { place: Place::Parked, index: 0, item: thought },
    ] {
        session.apply(change).unwrap();
    }
    let enter = session.enter("goals", then);
    session.apply(enter).unwrap();
    let close = session.close("", then + chrono::Duration::minutes(41));
    session.apply(close).unwrap();
    session
}

fn planned() -> Session {
    let mut session = template().session("en", &mut IdSource::new(5), now());
    session.title = "Q2 offsite".into();
    session.scheduled = Some(now() + chrono::Duration::days(8) - chrono::Duration::hours(1));
    session.place = "Berlin".into();
    session
}

fn fresh(sessions: Vec<Session>) -> Desk {
    Desk::on(sessions, |world| {
        let session = template().session("en", &mut world.ids, now());
        Screen::Prepare(Prepare::new(session, world))
    })
}

fn taken_up(session: Session) -> Desk {
    let mut desk = Desk::with(vec![session.clone()]);
    let volume = Volume::new("/planned.json", session);
    desk.send(Msg::Answer(Answer::Opened(Box::new(volume))));
    desk
}

fn saved(desk: &Desk) -> Vec<&Session> {
    let sessions = desk.effects.iter().filter_map(|effect| match effect {
        Effect::Save { session, .. } => Some(&**session),
        _ => None,
    });
    sessions.collect()
}

fn only(desk: &Desk) -> Session {
    desk.app.world().library.sessions().find(|session| session.state != State::Closed).cloned().unwrap()
}

#[test]
fn a_template_is_chosen_and_prepared() {
    let mut desk = Desk::on(Vec::new(), |_| Screen::Templates(Templates::default()));
    desk.sees("Strategic session").sees("Blank page").press("down").sees("What kind of session").press("enter");
    desk.sees("Blank page · 1 stage").sees("not started");
}

#[test]
fn the_templates_at_every_size() {
    let desk = |columns, rows| Desk::on(Vec::new(), |_| Screen::Templates(Templates::default())).at(columns, rows);
    insta::assert_snapshot!("templates", desk(100, 30).screen());
    insta::assert_snapshot!("templates_80", desk(80, 24).screen());
    insta::assert_snapshot!("templates_60", desk(60, 16).screen());
}

fn filled() -> Desk {
    let mut desk = fresh(vec![earlier()]);
    desk.type_text("Q2 offsite").press("enter").type_text("acme ltd").press("enter enter");
    desk.type_text("next thu 9:30-13:40").press("enter").type_text("Berlin").press("enter");
    desk.type_text("Maria, Jonas, me").press("↑ ↑");
    desk
}

#[test]
fn a_filled_form_at_every_size() {
    let mut desk = filled();
    insta::assert_snapshot!("prepare", desk.screen());
    desk.press("tab down down down down down");
    insta::assert_snapshot!("prepare_schedule", desk.screen());
    desk.size = (80, 24);
    insta::assert_snapshot!("prepare_schedule_80", desk.screen());
    desk.size = (60, 16);
    insta::assert_snapshot!("prepare_schedule_60", desk.screen());
    desk.size = (160, 45);
    insta::assert_snapshot!("prepare_160", desk.screen());
    desk.press("tab");
    desk.size = (80, 24);
    insta::assert_snapshot!("prepare_80", desk.screen());
    desk.size = (60, 16);
    insta::assert_snapshot!("prepare_60", desk.screen());
}

#[test]
fn an_untouched_form() {
    insta::assert_snapshot!("prepare_untouched", fresh(Vec::new()).screen());
}

#[test]
fn a_known_client_is_linked_and_brings_the_promises_along() {
    let mut desk = filled();
    desk.sees("Acme Ltd").sees("Garden").sees("Last session is linked: Q4 offsite");
    desk.sees("2 open actions · will be shown in Follow-up").sees("1 parked thought · “raise the day rate?”");
    desk.press("tab").press("down down down down down").sees("Took 41 min last time, you plan 30.");
    desk.press("esc");
    let session = only(&desk);
    assert_eq!(session.thread, Some(earlier().id));
    assert_eq!(session.client.unwrap().alias, "Garden");
    assert_eq!(session.length, 250);
    assert_eq!(session.scheduled.unwrap().to_rfc3339(), "2026-03-12T09:30:00+01:00");
}

#[test]
fn a_beginning_is_completed_only_when_asked() {
    let mut desk = fresh(vec![earlier()]);
    desk.press("enter").type_text("ac").sees("acme Ltd").sees("arrow right takes it").press("enter esc");
    assert_eq!(only(&desk).client.unwrap().name, "ac");
    let mut desk = fresh(vec![earlier()]);
    desk.press("enter").type_text("ac").press("right enter esc");
    assert_eq!(only(&desk).client.unwrap().name, "Acme Ltd");
}

#[test]
fn the_alias_of_one_client_never_becomes_that_of_another() {
    let mut desk = fresh(vec![earlier()]);
    desk.press("enter").type_text("acme ltd").press("enter").sees("Garden").press("↑ ctrl-u").type_text("Other");
    desk.press("enter").misses("Garden").press("esc");
    let client = only(&desk).client.unwrap();
    assert_eq!((client.name.as_str(), client.alias.as_str()), ("Other", ""));
    assert_eq!(only(&desk).thread, None);
}

#[test]
fn what_does_not_fit_is_said_with_its_way_out() {
    let mut session = planned();
    session.length = 200;
    let mut desk = taken_up(session);
    insta::assert_snapshot!("prepare_short", desk.screen());
    desk.size = (60, 16);
    insta::assert_snapshot!("prepare_short_60", desk.press("tab G").screen());
}

#[test]
fn a_new_session_that_nobody_touched_is_not_kept() {
    let mut desk = fresh(Vec::new());
    desk.sees("esc back").press("enter enter tab down esc");
    assert!(saved(&desk).is_empty());
    assert!(desk.app.world().library.is_empty());
}

#[test]
fn whatever_was_typed_is_kept_however_the_screen_is_left() {
    for way in ["esc", "ctrl-c", "tab esc", "tab ctrl-c"] {
        let mut desk = fresh(Vec::new());
        desk.type_text("Spring").sees("esc save for later").press(way);
        assert_eq!(saved(&desk).last().map(|session| session.title.as_str()), Some("Spring"), "{way}");
        assert_eq!(saved(&desk).last().map(|session| session.state), Some(State::Planned), "{way}");
    }
}

#[test]
fn enter_goes_through_the_fields_and_starts_only_from_the_schedule() {
    let mut desk = fresh(Vec::new());
    desk.press("enter enter enter enter enter enter");
    assert!(desk.app.world().library.is_empty());
    desk.sees("enter start").press("enter");
    assert_eq!(desk.app.world().library.sessions().count(), 1);
}

#[test]
fn a_wrong_date_is_said_and_its_words_stay() {
    let mut desk = fresh(Vec::new());
    desk.press("enter enter").type_text("fryday").misses("isn’t a day").press("enter");
    desk.sees("fryday").sees("“fryday” isn’t a day I know.").press("↑").sees("isn’t a day I know.");
    desk.press("ctrl-u").type_text("fri 9:30").sees("Fri 6 March 2026, 9:30").press("enter").sees("fri 9:30");
}

#[test]
fn a_date_that_nobody_understands_does_not_keep_the_rest_from_being_saved() {
    let mut desk = fresh(Vec::new());
    desk.press("enter enter").type_text("fryday").press("esc");
    assert!(desk.app.world().notice().unwrap().text.starts_with("Saved without a date"));
    assert_eq!(only(&desk).scheduled, None);
}

#[test]
fn the_schedule_re_adds_itself() {
    let mut desk = taken_up(planned());
    desk.sees("Thu 12 March 2026, 9:30 – 13:45").sees("It fits, with 15 minutes to spare.");
    desk.press("tab down + + +").sees("It fits exactly.").press("+").sees("It does not fit, by 5 minutes.");
    desk.press("u u u u").sees("It fits, with 15 minutes to spare.").sees("Undone: the minutes.");
    desk.misses("at least")
        .press("-")
        .misses("at least")
        .press("-")
        .sees("at least 8  8 min")
        .press("-")
        .sees("at least 8  8 min");
    assert_eq!(only(&desk).stage("follow-up").unwrap().minutes, 8);
}

#[test]
fn a_dropped_stage_comes_back_and_a_moved_one_keeps_the_focus() {
    let mut desk = taken_up(planned());
    desk.press("tab d").misses("  Opening  ").sees("Deleted “Opening”.").press("u").sees("9:30  Opening");
    desk.press("J J K").press("d").press("u");
    let order: Vec<String> = only(&desk).stages.iter().take(3).map(|stage| stage.id.clone()).collect();
    assert_eq!(order, ["follow-up", "opening", "current-state"]);
}

#[test]
fn undo_in_the_schedule_shows_in_the_fields() {
    let mut desk = fresh(Vec::new());
    desk.press("enter").type_text("Acme").press("tab").press("u").misses("Acme");
    desk.press("U").sees("Acme");
}

#[test]
fn the_only_stage_cannot_be_dropped() {
    let mut session = planned();
    session.stages.truncate(1);
    let mut desk = taken_up(session);
    desk.press("tab").misses("d drop").press("d");
    assert_eq!(only(&desk).stages.len(), 1);
}

#[test]
fn the_style_turns_with_its_risk() {
    let mut desk = taken_up(planned());
    desk.press("enter enter enter enter enter").sees("‹ blank sheet ›").press("right").sees("‹ strategist ›");
    desk.sees("hints on method").press("left left").sees("‹ expert ›");
}

#[test]
fn who_has_prepared_is_counted_once_someone_has() {
    let mut session = planned();
    for (id, name) in [("p-1", "Maria"), ("p-2", "Jonas")] {
        session.participants.push(Item::new(ItemId::new(id), "name", name));
    }
    taken_up(session.clone()).misses("Prepared:");
    session.participants[0].values.insert("prepared".into(), "done".into());
    taken_up(session).sees("Prepared: Maria").sees("Not yet: Jonas");
}

#[test]
fn opening_and_leaving_a_planned_session_changes_nothing() {
    let mut session = planned();
    session.title = "A\ttitle \n of two lines ".into();
    session.place = "  somewhere".into();
    session.length = 2000;
    let mut desk = taken_up(session.clone());
    desk.press("enter enter enter enter enter enter tab tab esc");
    assert!(saved(&desk).is_empty());
    assert_eq!(only(&desk), session);
}

#[test]
fn hostile_and_wide_words_stay_in_their_room() {
    let long = "四半期の会議 \u{202E}gnol\u{1b}[31m ".repeat(20);
    let mut session = planned();
    session.title.clone_from(&long);
    session.place.clone_from(&long);
    session.client = Some(Client { name: long.clone(), alias: long.clone(), ..Client::default() });
    for stage in &mut session.stages {
        stage.title.clone_from(&long);
        (stage.minutes, stage.fixed) = (u32::MAX, true);
    }
    session.stages.extend_from_within(..);
    let mut desk = taken_up(session);
    for pane in 0..2 {
        for columns in [60, 61, 79, 80, 89, 90, 100, 139, 140, 169] {
            for rows in [16, 17, 24, 30, 45] {
                desk.size = (columns, rows);
                desk.buffer();
            }
        }
        desk.press(if pane == 0 { "tab" } else { "esc" });
    }
}

fn lasting(minutes: u32) -> Desk {
    taken_up(Session { length: minutes, ..planned() })
}

#[test]
fn the_schedule_is_fitted_to_the_time_there_is_as_one_edit() {
    let mut desk = lasting(180);
    let before = only(&desk);
    desk.press("tab").sees("T fit").sees("T fits it").press("T").sees("Fitted to 3 h. u takes it back.");
    desk.sees("It fits, with 15 minutes to spare.");
    assert_eq!((only(&desk).planned_minutes(), only(&desk).stages[4].minutes), (165, 10));
    desk.misses("T fit").press("T").sees("It fills the time there is already.");
    desk.press("u").sees("Undone: fitted to the time.");
    assert_eq!(only(&desk), before);
}

#[test]
fn hours_that_are_typed_are_what_the_schedule_is_fitted_to() {
    let mut desk = fresh(Vec::new());
    desk.press("enter enter").type_text("next thu 9:30-12:00").press("tab T").sees("Fitted to 2 h 30.");
    desk.sees("12:00  done");
}

#[test]
fn what_would_have_to_go_is_named_and_left_out_when_asked_again() {
    let mut desk = lasting(100);
    let before = only(&desk);
    desk.press("tab T").sees("27 minutes are missing, even at the floors.");
    insta::assert_snapshot!("prepare_too_long", desk.screen());
    assert_eq!(only(&desk), before);
    desk.press("T").sees("Fitted to 1 h 40.");
    assert_eq!((only(&desk).stages.len(), only(&desk).slack()), (9, 0));
    desk.press("u");
    assert_eq!(only(&desk), before, "leaving out and fitting are one edit");
    desk.press("T down T").sees("27 minutes are missing");
    assert_eq!(only(&desk), before, "another key in between takes the offer back");
}

#[test]
fn what_never_fits_is_said_and_nothing_is_offered() {
    let mut desk = lasting(30);
    desk.press("tab T").sees("What cannot be left out takes 37 minutes.").misses("T again").press("T");
    assert_eq!(only(&desk).stages.len(), 11);
}
