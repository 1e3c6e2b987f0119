//! Find across everything.

use crate::shelf::year;
use crate::support::Desk;

fn found(words: &str) -> Desk {
    let mut desk = Desk::with(year());
    desk.press("/").type_text(words);
    desk
}

#[test]
fn find_at_every_size() {
    for (columns, rows) in [(100, 30), (80, 24), (60, 16), (160, 45)] {
        let desk = found("retain").at(columns, rows);
        insta::assert_snapshot!(format!("find_{columns}x{rows}"), desk.screen());
    }
}

#[test]
fn before_anything_is_typed_it_says_what_to_do() {
    insta::assert_snapshot!("find_empty", found("").screen());
}

#[test]
fn a_slip_is_mended_with_enter() {
    let mut desk = found("retian");
    desk.sees("Nothing with “retian”. Did you mean retain?").press("enter").sees("Twelve retained clients");
}

#[test]
fn tab_shows_one_kind_after_the_other_and_then_everything() {
    let mut desk = found("retain");
    desk.press("tab").sees("only: goal").misses("Retainer offer for six").press("tab").sees("only: project");
    desk.press("tab").sees("only: action").sees("Draft the retainer letter").misses("only: goal");
    desk.press("tab tab tab").sees("only: parked").press("tab").misses("only:").sees("Twelve retained");
}

#[test]
fn enter_reads_a_closed_session_where_the_line_stands() {
    let mut desk = found("own work");
    desk.sees("Retain two days for own work").press("enter").sees("Year ahead 2026").sees("Three years from now");
    desk.press("esc").sees("own work");
}

#[test]
fn case_accents_and_order_do_not_matter() {
    found("LEÁ").sees("Lea");
    found("clients RETAINED twelve").sees("Twelve retained clients");
}

#[test]
fn no_size_and_no_line_breaks_find() {
    for words in ["a", "戦略", "e i", "\u{202E}\u{301}", "xyzzyx"] {
        let mut desk = found(words);
        for columns in (0..200).step_by(9) {
            for rows in (0..50).step_by(3) {
                desk.size = (columns, rows);
                desk.screen();
            }
        }
        desk.size = (100, 30);
        desk.press("down down pagedown up tab tab down pageup enter esc esc");
        desk.screen();
    }
}
