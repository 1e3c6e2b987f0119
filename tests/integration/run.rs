//! Running a session: answering, moving on, the clock, the time sheet.

use offsite::model::session::State;
use offsite::model::sheet::SheetKind;

use crate::support::{Desk, session};

fn desk() -> Desk {
    Desk::running(session(), Vec::new())
}

fn in_stage(id: &str) -> Desk {
    let mut desk = desk();
    let title = desk.session().stage(id).expect("a stage").title.clone();
    for _ in 0..60 {
        if desk.app.title() == title {
            break;
        }
        desk.press("enter");
    }
    desk
}

#[test]
fn enter_keeps_an_answer_and_enter_on_an_empty_line_moves_on() {
    let mut desk = in_stage("goals");
    desk.type_text("Twelve retained clients @maria due:30 june").sees("owner Maria").sees("Tue 30 June");
    desk.press("enter").sees("Maria").sees("by 30 Jun");
    let goals: Vec<_> = desk.session().items_of(SheetKind::Goals).collect();
    assert_eq!(goals.len(), 1);
    assert_eq!(goals[0].text("due"), "2026-06-30");
    desk.press("enter").sees("Question 2 of 3");
}

#[test]
fn the_run_screen_looks_as_designed() {
    let mut desk = in_stage("goals");
    for line in [
        "Twelve retained clients, up from nine @maria due:30 jun",
        "No work on Fridays for the four of us @jonas",
        "Quotes go out within a day",
    ] {
        desk.type_text(line).press("enter");
    }
    desk.type_text("Cash for three months of wages @me due:end of june");
    insta::assert_snapshot!("run_100x30", desk.screen());
    desk.size = (80, 24);
    insta::assert_snapshot!("run_80x24", desk.screen());
    desk.size = (160, 45);
    insta::assert_snapshot!("run_160x45", desk.screen());
}

#[test]
fn the_time_sheet_says_what_is_late_and_shares_it_out() {
    let mut desk = in_stage("current-state");
    desk.wait(9).wait(9).wait(9).wait(9).wait(9).wait(9).wait(9);
    desk.press("esc T");
    insta::assert_snapshot!("time_100x30", desk.screen());
    desk.press("s").sees("This is how it would be");
    insta::assert_snapshot!("time_preview_100x30", desk.screen());
    desk.press("enter").sees("Nothing is late").press("s").sees("nothing to share out");
    desk.press("c").sees("Which stage can go?").press("esc esc");
    desk.press("u").misses("Slack covers it");
}

#[test]
fn what_is_deleted_comes_back_with_undo() {
    let mut desk = in_stage("goals");
    desk.type_text("Second van").press("enter esc d").sees("Deleted “Second van”").misses("1  Second van");
    desk.press("u").sees("1  Second van");
}

#[test]
fn half_typed_words_wait_under_their_question() {
    let mut desk = in_stage("goals");
    desk.type_text("half a goal").press("esc n").misses("half a goal").press("p a").sees("half a goal");
    desk.press("esc s end enter")
        .misses("half a goal")
        .press("esc s")
        .press("up up up up up enter")
        .sees("half a goal");
}

#[test]
fn a_page_is_kept_before_anything_moves_on() {
    let mut desk = in_stage("vision");
    desk.type_text("People drive here").press("ctrl-p").type_text("stages").press("enter down enter");
    let text = desk.session().items_of(SheetKind::Text).next().expect("the text").text("text").to_owned();
    assert_eq!(text, "People drive here");
}

#[test]
fn a_changed_answer_is_kept_in_its_place_and_what_follows_stays_in_sight() {
    let mut desk = in_stage("goals");
    for goal in ["First", "Second", "Third"] {
        desk.type_text(goal).press("enter");
    }
    desk.press("esc g enter").sees("enter keep").sees("2  Second").sees("3  Third");
    desk.type_text(" of all").press("enter esc").sees("1  First of all");
}

#[test]
fn closing_can_be_undone_and_says_where_the_words_are() {
    let mut desk = desk();
    desk.press("esc C").type_text("only trying").press("enter").sees("Everything you just wrote is in");
    assert_eq!(desk.session().state, State::Closed);
    desk.press("u");
    assert_ne!(desk.session().state, State::Closed);
}

#[test]
fn a_number_that_a_link_does_not_have_is_refused() {
    let mut desk = in_stage("projects");
    desk.type_text("Retainer offer").press("enter esc e tab tab tab tab").type_text("9").press("enter");
    desk.sees("There is none called “9”").press("esc");
    let project = desk.session().items_of(SheetKind::Projects).next().expect("a project");
    assert_eq!(project.text("goal"), "");
}

#[test]
fn a_pause_stops_the_clock_and_leaving_pauses_too() {
    let mut desk = desk();
    desk.press("esc t").sees("paused");
    desk.press("t").misses("paused");
    desk.press("q");
    assert_eq!(desk.session().state, State::Paused);
}

#[test]
fn a_long_absence_is_noticed_and_left_out_by_default() {
    let mut desk = desk();
    desk.wait(3).wait(48).sees("You were away 48 minutes. Count them?");
    desk.press("enter").sees("12 min left of 15");
}

#[test]
fn a_paste_of_several_lines_can_be_several_answers() {
    let mut desk = in_stage("goals");
    desk.send(offsite::tui::app::Msg::Paste("one\ntwo\nthree\n".to_owned())).sees("You pasted 3 lines");
    desk.press("enter").sees("3  three");
}

#[test]
fn vision_is_one_text_that_undo_takes_back() {
    let mut desk = in_stage("vision");
    desk.type_text("A studio that people drive to").press("ctrl-j").type_text("from the next town").press("enter");
    assert_eq!(
        desk.session().items_of(SheetKind::Text).next().expect("a text").text("text"),
        "A studio that people drive to\nfrom the next town"
    );
    desk.sees("A studio that people drive to");
    insta::assert_snapshot!("vision_100x30", desk.screen());
}

#[test]
fn per_person_questions_go_round_the_room() {
    let mut desk = desk();
    desk.sees("for Maria").type_text("4").press("enter").sees("for Jonas");
    insta::assert_snapshot!("pulse_100x30", desk.screen());
}

#[test]
fn whoever_nobody_knows_yet_can_answer_by_name() {
    let mut nobody = session();
    nobody.participants.clear();
    let mut desk = Desk::running(nobody, Vec::new());
    desk.type_text("Maria 4, glad to be out of the office").press("enter").sees("Maria: 4").sees("glad to be out");
    desk.press("enter").press("esc p").sees("Maria: 4");
    assert_eq!(desk.session().in_room().count(), 1);
}

#[test]
fn a_thought_can_be_parked_from_an_overlay_too() {
    let mut desk = in_stage("goals");
    desk.type_text("Twelve retained clients").press("enter esc e ctrl-o").type_text("a second van").press("enter");
    desk.sees("Details: Twelve").press("esc").sees("a second van");
    assert_eq!(desk.session().parked.len(), 1);
}

#[test]
fn details_fill_every_field() {
    let mut desk = in_stage("goals");
    desk.type_text("Twelve retained clients").press("enter esc e").sees("Details: Twelve retained clients");
    insta::assert_snapshot!("detail_100x30", desk.screen());
    desk.press("tab").type_text("jonas").press("tab").type_text("end of june").sees("Tue 30 June 2026").press("enter");
    desk.sees("Jonas").sees("by 30 Jun");
}

#[test]
fn what_a_question_fills_stands_beside_each_answer() {
    let mut session = session();
    let stage =
        session.stages.iter_mut().find(|stage| stage.sheets.iter().any(|sheet| sheet.kind == SheetKind::Projects));
    let sheet = &mut stage.unwrap().sheets[0];
    sheet.prompts[0].fills = "track".to_owned();
    for json in [
        r#"{"id":"j-1","text":"Second van","owner":"Maria","track":"Two more rounds a day"}"#,
        r#"{"id":"j-2","text":"New shop"}"#,
    ] {
        sheet.items.push(serde_json::from_str(json).unwrap());
    }
    let at = session.stages.iter().position(|stage| stage.sheets[0].kind == SheetKind::Projects).unwrap();
    let mut desk = Desk::running(session, Vec::new());
    desk.press("esc s home").press(&"down ".repeat(at)).press("enter");
    desk.sees("Second van").sees("Two more rounds a day");
}

#[test]
fn answers_move_together_before_one_is_hidden() {
    let mut session = session();
    let at = session.stages.iter().position(|stage| stage.sheets[0].kind == SheetKind::Goals).unwrap();
    for number in 1..=5 {
        let json = format!(r#"{{"id":"g-{number}","text":"Goal number {number}","owner":"Maria"}}"#);
        session.stages[at].sheets[0].items.push(serde_json::from_str(&json).unwrap());
    }
    let mut desk = Desk::running(session, Vec::new());
    desk.press("esc s home").press(&"down ".repeat(at)).press("enter");
    desk.sees("Goal number 1").sees("Goal number 5").misses("more above");
}

#[test]
fn leafing_back_over_a_break_types_nothing() {
    let session = session();
    let at = session.stages.iter().position(|stage| stage.sheets[0].kind == SheetKind::Break).unwrap();
    let mut desk = Desk::running(session, Vec::new());
    desk.press("esc s home").press(&"down ".repeat(at)).press("enter p p p");
    let words = desk.session().places().flat_map(|(_, items)| items).count();
    assert_eq!(words, desk.session().participants.len());
    desk.sees("esc back");
}
