//! Reading a session.

use crate::shelf::year;
use crate::support::Desk;

fn reading() -> Desk {
    let mut desk = Desk::with(year());
    desk.press("down down r");
    desk
}

#[test]
fn a_session_is_read_at_every_size() {
    for (columns, rows) in [(100, 30), (80, 24), (60, 16), (160, 45)] {
        let mut desk = reading().at(columns, rows);
        insta::assert_snapshot!(format!("review_{columns}x{rows}"), desk.screen());
        desk.press("g n n").sees("Nine of ten say so").press("n").sees("nobody works on Fridays");
    }
}

#[test]
fn the_actions_say_where_they_stand_now() {
    let mut desk = reading();
    desk.press("G p p p");
    insta::assert_snapshot!("review_actions", desk.screen());
    desk.sees("late since 20 Feb").sees("✓ done 2 Feb").sees("kept 1x");
}

#[test]
fn private_notes_are_marked() {
    let mut desk = reading();
    desk.press("G").sees("Be honest about the rent").sees("private");
    desk.press("p").sees("A second van").misses("private");
}

#[test]
fn why_it_was_closed_is_said() {
    let mut desk = reading().at(80, 24);
    desk.sees("nobody had time for a next date");
}

#[test]
fn only_a_session_under_way_can_be_taken_up() {
    let mut desk = reading();
    desk.misses("take it up").press("enter").sees("Year ahead 2026").press("esc g r").sees("take it up");
    insta::assert_snapshot!("review_under_way", desk.screen());
    desk.press("enter").misses("take it up");
}

#[test]
fn reading_on_leads_through_the_whole_session() {
    let mut desk = reading().at(60, 16);
    let mut seen = String::new();
    for _ in 0..120 {
        seen.push_str(&desk.screen());
        desk.press("down");
    }
    for words in ["What may I drop", "Fast answers", "before summer", "Lea", "Step 10", "A second van", "the rent"] {
        assert!(seen.contains(words), "{words}");
    }
}

#[test]
fn no_size_breaks_reading() {
    let mut desk = reading();
    for _ in 0..13 {
        for columns in (0..200).step_by(9) {
            for rows in (0..50).step_by(3) {
                desk.size = (columns, rows);
                desk.screen();
            }
        }
        desk.press("n");
    }
}
