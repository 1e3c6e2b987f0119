//! The list of commands.

use crate::shelf::year;
use crate::support::Desk;

fn commands() -> Desk {
    let mut desk = Desk::with(year());
    desk.press(":");
    desk
}

#[test]
fn the_commands_at_every_size() {
    for (columns, rows) in [(100, 30), (80, 24), (60, 16)] {
        insta::assert_snapshot!(format!("commands_{columns}x{rows}"), commands().at(columns, rows).screen());
    }
}

#[test]
fn typing_leaves_what_fits_and_enter_does_it() {
    let mut desk = commands();
    desk.type_text("fin").sees("find").misses("new session").press("enter").sees("Type a few letters");
}

#[test]
fn what_would_do_nothing_is_left_out() {
    commands().sees("trash folder").misses("change how it is prepared").misses("choose").misses("undo");
    let mut desk = Desk::with(year());
    desk.press("down :").sees("change how it is prepared");
}

#[test]
fn words_that_fit_nothing_are_said_and_enter_waits() {
    let mut desk = commands();
    desk.type_text("xyzzy")
        .sees("Nothing with “xyzzy”.")
        .press("enter")
        .sees("Commands")
        .press("esc")
        .misses("Commands");
}

#[test]
fn no_size_breaks_the_commands() {
    let mut desk = commands();
    for columns in 0..120 {
        for rows in 0..40 {
            desk.size = (columns, rows);
            desk.screen();
        }
    }
}
