//! Home and the first screen.

use offsite::model::library::Broken;
use offsite::model::session::{Session, State};
use offsite::tui::app::Msg;
use offsite::tui::effect::{Answer, Effect};

use crate::shelf::year;
use crate::support::{Desk, session};

fn broken(count: usize) -> Vec<Broken> {
    let one = |number| Broken {
        path: format!("/sessions/broken-{number}.json").into(),
        message: format!(
            "broken-{number}.json is not JSON: line {number}, column 4. Nothing was changed; mend it in an editor."
        ),
    };
    (1..=count).map(one).collect()
}

#[test]
fn home_at_every_size() {
    for (columns, rows) in [(100, 30), (80, 24), (60, 16), (160, 45)] {
        let desk = Desk::with(year()).at(columns, rows);
        insta::assert_snapshot!(format!("home_{columns}x{rows}"), desk.screen());
    }
}

#[test]
fn the_first_screen_at_every_size() {
    for (columns, rows) in [(100, 30), (80, 24), (60, 16)] {
        let desk = Desk::with(Vec::new()).at(columns, rows);
        insta::assert_snapshot!(format!("first_{columns}x{rows}"), desk.screen());
    }
}

#[test]
fn broken_files_are_listed_and_explain_themselves() {
    let mut desk = Desk::with(year());
    desk.app.world_mut().library.fill(Vec::new(), broken(2));
    desk.press("G").sees("2 files need a look.").sees("broken-2.json is not JSON: line 2");
    insta::assert_snapshot!("home_broken", desk.screen());
    desk.press("enter r e d").sees("SESSIONS");
}

#[test]
fn the_first_screen_leads_to_the_example_and_to_files() {
    let mut desk = Desk::with(Vec::new());
    desk.press("down enter");
    assert!(desk.effects.contains(&Effect::Example));
    desk.send(Msg::Answer(Answer::Example(year()))).sees("EXAMPLE — nothing is kept").sees("SESSIONS");
    desk.press("d").misses("trash");
    let mut desk = Desk::with(Vec::new());
    desk.press("G enter").sees("Which file?").type_text("'~/a b.json'").press("enter").misses("Which file?");
    assert!(desk.effects.contains(&Effect::Open("~/a b.json".into())));
}

#[test]
fn a_session_goes_to_the_trash_after_a_second_d_only() {
    let mut desk = Desk::with(year());
    desk.press("d").sees("Press d again to put “Q2 offsite”").press("down d").sees("again to put “Spring retreat”");
    assert!(!desk.effects.iter().any(|effect| matches!(effect, Effect::Trash(..))));
    desk.press("d").sees("“Spring retreat” is in the folder trash now");
    assert!(desk.effects.iter().any(|effect| matches!(effect, Effect::Trash(..))));
    assert_eq!(desk.app.world().library.volumes().len(), 11);
    desk.misses("Lindqvist");
}

#[test]
fn the_list_follows_a_change() {
    let mut desk = Desk::with(year());
    desk.sees("Send the new price list");
    let action = year()[0].items_of(offsite::model::sheet::SheetKind::Actions).next().expect("an action").id.clone();
    let home = year()[0].id;
    let change =
        offsite::model::change::Change::Set { id: action, key: "status".to_owned(), value: Some("done".into()) };
    assert!(desk.app.world_mut().edit(home, "done", change));
    desk.misses("Send the new price list");
}

#[test]
fn while_sessions_are_being_read_home_says_so_and_nothing_else() {
    let mut desk = Desk::with(Vec::new());
    desk.app.world_mut().is_loading = true;
    desk.sees("Reading your sessions").misses("Start a session").misses("SESSIONS");
}

#[test]
fn escape_does_not_leave_the_program() {
    let mut desk = Desk::with(year());
    desk.press("esc");
    assert!(!desk.effects.contains(&Effect::Quit));
    desk.press("q");
    assert!(desk.effects.contains(&Effect::Quit));
}

#[test]
fn the_selected_session_is_always_on_the_screen() {
    for (columns, rows) in [(100, 30), (80, 24), (60, 16)] {
        let mut desk = Desk::with(year()).at(columns, rows);
        desk.app.world_mut().library.fill(Vec::new(), broken(9));
        for _ in 0..25 {
            assert!(desk.screen().contains('▎'), "{columns}x{rows}\n{}", desk.screen());
            desk.press("down");
        }
        for _ in 0..25 {
            assert!(desk.screen().contains('▎'), "{columns}x{rows}\n{}", desk.screen());
            desk.press("up");
        }
        desk.sees("paused in Current state");
    }
}

#[test]
fn no_size_breaks_home() {
    let mut desk = Desk::with(year());
    desk.app.world_mut().library.fill(Vec::new(), broken(3));
    for columns in (0..200).step_by(7) {
        for rows in 0..50 {
            desk.size = (columns, rows);
            desk.screen();
        }
    }
}

#[test]
fn only_a_planned_session_can_be_prepared() {
    let sessions = year();
    assert_eq!(sessions[1].state, State::Planned);
    let mut desk = Desk::with(sessions);
    desk.press("e").sees("SESSIONS").press("down e").misses("SESSIONS");
}

#[test]
fn away_from_a_session_the_box_says_where_a_thought_will_be() {
    let mut desk = Desk::with(vec![session()]);
    desk.press("o").sees("Park a thought").sees("It is kept in Q2 offsite.").type_text("A second van").press("enter");
    assert_eq!(desk.session().parked.len(), 1);
    let closed = Session { state: State::Closed, ..session() };
    Desk::with(vec![closed]).press("o").sees("There is no session to park it in.");
}
