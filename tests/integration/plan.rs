//! The action plan: moving, editing and adding in every view, at every size.

use offsite::model::id::{IdSource, ItemId};
use offsite::model::item::{Item, Status};
use offsite::model::session::{Client, Session, State};
use offsite::model::sheet::SheetKind;
use offsite::tui::effect::Effect;
use offsite::tui::glyphs;
use offsite::tui::keymap::Action;
use offsite::tui::screens::Screen;
use offsite::tui::screens::plan::PlanScreen;
use offsite::tui::theme::{Depth, Theme, ThemeOptions};
use ratatui::style::Modifier;
use uuid::Uuid;

use crate::support::{Desk, now, template};

fn session(seed: u64, title: &str, client: &str, state: State) -> Session {
    let mut session = template().session("en", &mut IdSource::new(seed), now());
    title.clone_into(&mut session.title);
    session.state = state;
    if !client.is_empty() {
        session.client = Some(Client { name: client.to_owned(), ..Client::default() });
    }
    session
}

fn put(session: &mut Session, sheet: &str, json: &str) {
    let item: Item = serde_json::from_str(json).expect("an item");
    let mut sheets = session.stages.iter_mut().flat_map(|stage| &mut stage.sheets);
    sheets.find(|each| each.id == sheet).expect("a sheet").items.push(item);
}

/// The session of the wireframes.
fn offsite(state: State) -> Session {
    let mut session = session(1, "Q2 offsite", "", state);
    for (id, text) in [
        ("g-1", "Twelve retained clients"),
        ("g-2", "Fridays off"),
        ("g-3", "Quotes within a day"),
        ("g-4", "Three months of cash"),
    ] {
        put(&mut session, "goals", &format!(r#"{{"id":"{id}","text":"{text}"}}"#));
    }
    put(
        &mut session,
        "projects",
        r#"{"id":"j-1","text":"Retainer offer","owner":"Maria","goal":"g-1","start":"2026-03-05","due":"2026-03-27"}"#,
    );
    put(
        &mut session,
        "milestones",
        r#"{"id":"m-1","text":"Six clients have seen it","project":"j-1","due":"2026-03-20"}"#,
    );
    for json in [
        r#"{"id":"a-01","text":"Send the new price list","owner":"Maria","due":"2026-03-05","start":"2026-03-02","project":"j-1","note":"All nine clients, with a line on why. Ask for a yes by the 20th.","first_step":"Print the list","effort_hours":2.5}"#,
        r#"{"id":"a-02","text":"Ask five clients about Fridays","owner":"Jonas","start":"2026-03-05","due":"2026-03-13","goal":"g-2"}"#,
        r#"{"id":"a-03","text":"Quote template, one page","owner":"me","start":"2026-03-09","due":"2026-03-16","goal":"g-3"}"#,
        r#"{"id":"a-04","text":"Open a reserve account","owner":"me","due":"2026-03-17","status":"doing"}"#,
        r#"{"id":"a-05","text":"Retainer offer for six clients","owner":"Maria","due":"2026-03-27","project":"j-1","effort_hours":10,"cost":800}"#,
        r#"{"id":"a-06","text":"Friday cover for urgent calls","owner":"Jonas","due":"2026-04-01","goal":"g-2"}"#,
        r#"{"id":"a-07","text":"Same-day quote trial","goal":"g-3"}"#,
        r#"{"id":"a-08","text":"Chase February invoices","owner":"me","due":"2026-02-27","goal":"g-2"}"#,
        r#"{"id":"a-09","text":"Client dinner in June","owner":"Maria","start":"2026-05-18","due":"2026-06-11","goal":"g-1"}"#,
        r#"{"id":"a-10","text":"Hire a part-time estimator","due":"2026-05-20","goal":"g-3"}"#,
        r#"{"id":"a-11","text":"Book the room","owner":"me","due":"2026-03-01","status":"done","goal":"g-2"}"#,
    ] {
        put(&mut session, "actions", json);
    }
    session
}

/// The program on the plan of these sessions: of the first one, or of all.
fn desk(sessions: Vec<Session>, is_all: bool) -> Desk {
    let first = sessions.first().map(|session| session.id);
    Desk::on(sessions, |world| Screen::Plan(PlanScreen::of(first.filter(|_| !is_all), world)))
}

fn item<'a>(desk: &'a Desk, home: Uuid, id: &str) -> &'a Item {
    desk.app.world().session(home).expect("the session").find(&ItemId::new(id)).expect("the item").2
}

fn due(desk: &Desk, home: Uuid, id: &str) -> String {
    item(desk, home, id).text("due").to_owned()
}

#[test]
fn the_board_sorts_open_actions_by_when_they_are_due() {
    let mut desk = desk(vec![offsite(State::Running)], false);
    desk.sees("Now 5")
        .sees("Next 3")
        .sees("Later 2")
        .sees("me · 27 Feb · late")
        .sees("tomorrow")
        .sees("Jonas · Fri 13 Mar");
    desk.sees("4 goals · 1 project · 11 actions").misses("Book the room");
    insta::assert_snapshot!("board", desk.screen());
}

#[test]
fn a_narrow_board_shows_one_column_at_a_time() {
    let mut desk = desk(vec![offsite(State::Running)], false).at(80, 24);
    desk.sees("‹ Now 5 · Next 3 · Later 2 ›").misses("Client dinner");
    insta::assert_snapshot!("board_80", desk.screen());
    desk.press("right right").sees("Client dinner").misses("price list");
}

#[test]
fn every_view_is_drawn_as_designed() {
    for (columns, rows) in [(100, 30), (80, 24), (60, 16), (160, 45)] {
        let mut desk = desk(vec![offsite(State::Running)], false).at(columns, rows);
        for (key, view) in [("1", "board"), ("2", "list"), ("3", "timeline"), ("4", "people")] {
            desk.press(key);
            insta::assert_snapshot!(format!("{view}_{columns}x{rows}"), desk.screen());
        }
    }
}

#[test]
fn later_and_earlier_move_the_due_day_by_a_week_and_the_selection_stays_on_the_card() {
    let session = offsite(State::Running);
    let home = session.id;
    let mut desk = desk(vec![session], false);
    desk.press("down > >").sees("Send the new price list” is due 19 Mar now.");
    assert_eq!(due(&desk, home, "a-01"), "2026-03-19");
    assert_eq!(item(&desk, home, "a-01").text("start"), "2026-03-02");
    desk.press("<");
    assert_eq!(due(&desk, home, "a-01"), "2026-03-12");
    desk.press("< <").press("u u u u u");
    assert_eq!(due(&desk, home, "a-01"), "2026-03-05");
}

#[test]
fn a_start_never_comes_after_the_due_day() {
    let session = offsite(State::Running);
    let home = session.id;
    let mut desk = desk(vec![session], false);
    desk.press("down <");
    assert_eq!(
        (due(&desk, home, "a-01").as_str(), item(&desk, home, "a-01").text("start")),
        ("2026-02-26", "2026-02-26")
    );
    desk.press("u");
    assert_eq!(
        (due(&desk, home, "a-01").as_str(), item(&desk, home, "a-01").text("start")),
        ("2026-03-05", "2026-03-02")
    );
}

#[test]
fn an_action_without_a_day_gets_one_a_week_from_today() {
    let session = offsite(State::Running);
    let home = session.id;
    let mut desk = desk(vec![session], false);
    desk.press("right G").sees("▎Same-day quote trial").press(">").sees("had no date; it is due Wed 11 Mar now");
    assert_eq!(due(&desk, home, "a-07"), "2026-03-11");
    desk.sees("▎Same-day quote trial");
}

#[test]
fn a_done_card_leaves_the_board_and_comes_back_with_undo() {
    let session = offsite(State::Running);
    let home = session.id;
    let mut desk = desk(vec![session], false);
    desk.press("space").sees("is done; the list still has it. u brings it back.").sees("Now 4");
    assert_eq!(item(&desk, home, "a-08").status(), Status::Done);
    desk.sees("▎Send the new price list").press("u").sees("Now 5");
    desk.press("2").sees("✓ Book the room");
}

#[test]
fn what_is_edited_in_a_closed_session_is_told_as_news() {
    let session = offsite(State::Closed);
    let home = session.id;
    let mut desk = desk(vec![session], false);
    desk.press("down > space");
    let action = item(&desk, home, "a-01");
    assert_eq!(action.values["due"], "2026-03-05");
    assert_eq!((action.history.len(), action.text("due"), action.status()), (2, "2026-03-12", Status::Done));
    assert!(desk.effects.iter().any(|effect| matches!(effect, Effect::Save { .. })));
    desk.press("3 home down").press("> u");
    assert_eq!(item(&desk, home, "j-1").history, []);
    desk.press(">");
    let project = item(&desk, home, "j-1");
    assert_eq!((project.history.len(), project.text("start"), project.text("due")), (1, "2026-03-12", "2026-04-03"));
}

#[test]
fn the_timeline_moves_and_stretches_bars() {
    let session = offsite(State::Running);
    let home = session.id;
    let mut desk = desk(vec![session], false);
    desk.press("down 3").sees("March").sees("┆ today").sees("Maria · tomorrow").press(">");
    assert_eq!(
        (item(&desk, home, "a-01").text("start"), due(&desk, home, "a-01").as_str()),
        ("2026-03-09", "2026-03-12")
    );
    desk.press("+");
    assert_eq!(
        (item(&desk, home, "a-01").text("start"), due(&desk, home, "a-01").as_str()),
        ("2026-03-09", "2026-03-19")
    );
    desk.press("- - -");
    assert_eq!(
        (item(&desk, home, "a-01").text("start"), due(&desk, home, "a-01").as_str()),
        ("2026-03-09", "2026-03-09")
    );
    desk.press("z").sees("Jan").sees("2026").press("z").sees("Q4").press("z").sees("March");
    desk.press("right right right right right right right").sees("April to August 2026");
}

#[test]
fn a_new_action_is_kept_in_the_session_of_the_plan_under_the_selected_goal() {
    let session = offsite(State::Running);
    let home = session.id;
    let mut desk = desk(vec![session], false);
    desk.press("2 home a").type_text("Call the bank").press("enter").sees("is kept in Q2 offsite.");
    let session = desk.app.world().session(home).expect("the session");
    let added = session.places().flat_map(|(_, items)| items).find(|item| item.text("text") == "Call the bank");
    assert_eq!(added.expect("the action").text("goal"), "g-1");
    desk.sees("▎  Call the bank").press("u").misses("Call the bank  ");
}

#[test]
fn a_closed_session_hands_a_new_action_to_the_newest_one_of_its_client() {
    let mut old = offsite(State::Closed);
    old.client = Some(Client { name: "Nordlicht".to_owned(), ..Client::default() });
    let other = session(2, "Somebody else", "Weber", State::Running);
    let mut soon = session(3, "Q3 offsite", "nordlicht", State::Planned);
    soon.scheduled = Some(now());
    let (soon_id, other_id) = (soon.id, other.id);
    let mut one = desk(vec![old.clone(), other.clone(), soon], false);
    one.press("a").type_text("Call the bank").press("enter").sees("“Call the bank” is kept in Q3 offsite.");
    assert_eq!(one.app.world().session(soon_id).map(|session| session.progress().1), Some(1));
    assert_eq!(one.app.world().session(other_id).map(|session| session.progress().1), Some(0));
}

#[test]
fn between_sessions_the_last_one_takes_a_new_action_and_says_when_it_came() {
    let old = offsite(State::Closed);
    let mut only = desk(vec![old.clone()], false);
    only.sees("a add").press("a").type_text("Call the bank @Birgit due:fri").press("enter");
    only.sees("“Call the bank” is kept in Q2 offsite.");
    let added = |desk: &Desk| {
        let actions = desk.session().items_of(SheetKind::Actions).cloned().collect::<Vec<_>>();
        actions.into_iter().find(|item| item.text("text") == "Call the bank")
    };
    let item = added(&only).expect("the action");
    assert!(item.is_late() && item.text("owner") == "Birgit" && item.history[0].at == now());
    assert_eq!(only.session().participants, old.participants);
    only.size = (160, 45);
    only.sees("added after the session").press("space").sees("is done").press("u u");
    assert_eq!(added(&only), None);
}

#[test]
fn without_any_session_there_is_no_place_for_an_action() {
    let mut none = desk(Vec::new(), true);
    none.press("a").sees("There is no session to keep an action in.").misses("a add").misses("a adds one");
}

#[test]
fn a_line_that_is_no_action_stays_to_be_mended() {
    let mut desk = desk(vec![offsite(State::Closed)], false);
    desk.press("a").type_text("Call the bank due:fryday").press("enter").sees("fryday").sees("Call the bank due:");
}

#[test]
fn the_filter_shows_what_was_chosen_and_says_so() {
    let mut desk = desk(vec![offsite(State::Running)], false);
    desk.press("f");
    insta::assert_snapshot!("filter", desk.screen());
    desk.press("right right right").sees("‹ Maria ›").press("enter");
    desk.sees("0 goals · 1 project · 3 actions · filtered").misses("Ask five clients");
    desk.press("2").sees("Twelve retained clients").misses("Fridays off").misses("Serves no goal");
    desk.press("f down right down left enter").sees("Nothing fits this choice.");
    desk.press("f d esc").sees("filtered").press("f d enter").misses("filtered");
}

#[test]
fn the_plan_of_all_names_client_and_session() {
    let other = {
        let mut other = session(2, "Weber autumn", "Weber", State::Closed);
        put(&mut other, "goals", r#"{"id":"g-9","text":"A second shop"}"#);
        put(
            &mut other,
            "actions",
            r#"{"id":"a-9","text":"Look at three places","owner":"Maria","due":"2026-03-06","goal":"g-9","cost":120.5}"#,
        );
        other
    };
    let mut desk = desk(vec![offsite(State::Running), other], true);
    desk.sees("every session › Plan").press("2").sees("Weber · Weber");
    insta::assert_snapshot!("list_all", desk.screen());
    desk.press("4");
    insta::assert_snapshot!("people_all", desk.screen());
    desk.press("f").sees("Client");
}

#[test]
fn an_empty_plan_says_where_actions_come_from() {
    let mut desk = desk(vec![session(1, "Q2 offsite", "", State::Running)], false);
    for view in ["1", "2", "3", "4"] {
        desk.press(view).sees("No actions yet. They grow out of projects: a adds one.");
        desk.press("up down left right space > < - + enter e r z G pagedown");
    }
}

#[test]
fn a_timeline_without_days_says_how_to_give_them() {
    let mut session = session(1, "Q2 offsite", "", State::Running);
    put(&mut session, "goals", r#"{"id":"g-1","text":"Twelve retained clients"}"#);
    put(&mut session, "actions", r#"{"id":"a-1","text":"Call three clients","goal":"g-1"}"#);
    let mut desk = desk(vec![session], false);
    desk.press("3").sees("Nothing has a date yet.").sees("Call three clients").sees("no date");
    insta::assert_snapshot!("timeline_no_dates", desk.screen());
    desk.press("down >").misses("Nothing has a date yet.").sees("◆");
}

#[test]
fn late_and_selected_are_words_and_signs_not_only_colours() {
    let mut desk = desk(vec![offsite(State::Running)], false);
    let options = ThemeOptions { depth: Depth::Mono, ..ThemeOptions::default() };
    desk.app.world_mut().look.theme = Theme::resolve(&options);
    desk.app.world_mut().look.glyphs = &glyphs::ASCII;
    for view in ["1", "2", "3", "4"] {
        desk.press(view).sees("late");
        let screen = desk.screen();
        // Header and footer are not this screen's own.
        assert!(screen.is_ascii(), "{screen}");
        let buffer = desk.buffer();
        let is_marked = |y| {
            (0..99).any(|x| buffer[(x, y)].symbol() == "|" && buffer[(x + 1, y)].modifier.contains(Modifier::REVERSED))
        };
        assert!((0..30).any(is_marked), "{buffer:?}");
    }
    insta::assert_snapshot!("people_ascii", desk.screen());
}

#[test]
fn long_wide_and_hostile_words_break_nothing_at_any_size() {
    let mut hostile = offsite(State::Running);
    let words = "日本語の長い目標\u{202E}\u{1b}[31m e\u{301}\u{301} 👨‍👩‍👧 ".repeat(20);
    let words = serde_json::to_string(&words).expect("a string");
    hostile.title = "長".repeat(200);
    for (sheet, rest) in [
        ("goals", ""),
        ("projects", r#","goal":"x-goals""#),
        ("actions", r#","due":"+262142-12-31","start":"-262143-01-01""#),
        ("actions", r#","due":"9999-12-31""#),
    ] {
        let id = if rest.contains("9999") { "x-far" } else { &format!("x-{sheet}") };
        put(&mut hostile, sheet, &format!(r#"{{"id":"{id}","text":{words},"owner":{words},"note":{words}{rest}}}"#));
    }
    let mut desk = desk(vec![hostile], true);
    for columns in (60..200).step_by(23) {
        for rows in (16..60).step_by(9) {
            desk.size = (columns, rows);
            for view in ["1", "2", "3", "4"] {
                for keys in ["G > <", "z + -", "left left", "f", "esc home"] {
                    desk.press(view).press(keys);
                    assert!(!desk.screen().contains('\u{202E}'));
                }
            }
        }
    }
}

#[test]
fn the_footer_names_only_what_would_do_something() {
    let mut desk = desk(vec![offsite(State::Running)], false);
    desk.press("2 home").sees("edit").misses("space done");
    desk.press("G").sees("space done");
    let screen = Screen::Plan(PlanScreen::of(None, desk.app.world()));
    assert!(screen.component().can(Action::Edit, desk.app.world()));
    let empty = self::desk(Vec::new(), true);
    let screen = Screen::Plan(PlanScreen::of(None, empty.app.world()));
    for action in [Action::Edit, Action::Toggle, Action::Add, Action::Later, Action::Filter, Action::Read] {
        assert!(!screen.component().can(action, empty.app.world()), "{action:?}");
    }
}

#[test]
fn a_column_that_does_not_fit_says_how_many_cards_follow() {
    let mut session = offsite(State::Running);
    for index in 0..9 {
        put(
            &mut session,
            "actions",
            &format!(r#"{{"id":"b-{index}","text":"Call {index}","due":"2026-03-1{index}"}}"#),
        );
    }
    let mut desk = desk(vec![session], false).at(100, 24);
    desk.sees("9 more");
    insta::assert_snapshot!("board_full", desk.screen());
    desk.press("G").sees("▎Call 8").misses("more");
}

#[test]
fn signs_in_a_new_action_are_echoed_before_it_is_kept() {
    let mut desk = desk(vec![offsite(State::Running)], false);
    desk.press("a").type_text("Call the bank @Birgit due:fri #profit !1");
    desk.sees("owner Birgit").sees("Fri 6 March").sees("pillars profit · first 1");
}

#[test]
fn what_can_only_be_read_is_not_opened_to_be_edited() {
    let mut desk = desk(vec![offsite(State::Running)], false);
    let id = desk.session().id;
    desk.app.world_mut().library.volume_mut(id).unwrap().is_read_only = true;
    desk.misses("enter edit").press("e").sees("It is open to read here").misses("back, unchanged");
}
