//! Every kind of sheet, with every option, worked through line by line.

use offsite::model::id::IdSource;
use offsite::model::session::Session;
use offsite::model::sheet::{SheetKind, text};
use offsite::model::template::Template;
use serde_json::json;

use crate::support::{Desk, now};

fn every_option() -> Session {
    let template: Template = serde_json::from_str(include_str!("../fixtures/every-option.json")).expect("a template");
    template.session("en", &mut IdSource::new(3), now())
}

/// A session with one of the sheets of the template, and with the one that continues it.
fn only(kind: SheetKind) -> Desk {
    let mut session = every_option();
    for stage in &mut session.stages {
        stage.sheets.retain(|sheet| sheet.kind == kind);
    }
    session.stages.retain(|stage| !stage.sheets.is_empty());
    Desk::running(session, Vec::new())
}

#[test]
fn every_question_of_every_kind_takes_lines_and_is_drawn_at_any_size() {
    let mut desk = Desk::running(every_option(), Vec::new());
    let questions: usize = every_option().sheets().map(|(_, sheet)| sheet.prompts.len().max(1)).sum();
    for _ in 0..questions {
        desk.type_text("1 and more").press("enter esc down e esc enter ctrl-a ctrl-k esc a");
        for size in [(220, 60), (100, 30), (80, 24), (60, 16), (20, 5)] {
            desk.size = size;
            desk.buffer();
        }
        desk.press("ctrl-a ctrl-k enter");
    }
    assert_eq!(desk.session().faults(), []);
}

#[test]
fn a_table_is_typed_row_by_row_and_its_columns_are_in_the_details() {
    let mut desk = only(SheetKind::Table);
    desk.sees("Sign").type_text("Website @maria").press("enter esc e");
    for name in ["step", "who", "feels", "state", "cost"] {
        desk.sees(name);
    }
    desk.press("tab tab").type_text("4").press("tab").type_text("stuck").press("enter");
    let row = desk.session().stages[0].sheets[0].items.last().expect("a row").clone();
    assert_eq!((row.value("feels"), row.text("state")), (Some(&json!(4)), "stuck"));
    assert_eq!(desk.session().person(row.text("who")), "maria");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn a_measure_has_a_number_for_each_period() {
    let mut desk = only(SheetKind::Metrics);
    desk.press("esc e").sees("2024").sees("2026");
    desk.press("shift-tab").type_text("120000").press("enter");
    assert_eq!(desk.session().stages[0].sheets[0].items[0].value("2026"), Some(&json!(120_000)));
}

#[test]
fn a_text_that_is_taken_up_later_keeps_its_earlier_wording() {
    let mut desk = only(SheetKind::Text);
    desk.type_text("Calm work").wait(5);
    desk.press("enter").wait(5).sees("Calm work");
    desk.type_text(", by choice").press("esc");
    let item = &desk.session().stages[0].sheets[0].items[0];
    let versions = text::versions(item);
    assert_eq!(versions.iter().map(|version| version.text).collect::<Vec<_>>(), ["Calm work", "Calm work, by choice"]);
    assert!(desk.session().stages[1].sheets[0].items.is_empty(), "it went on with the first sheet");
    assert_eq!(versions[0].at.map(|at| at < desk.now), Some(true));
    desk.press("u");
    assert_eq!(text::versions(&desk.session().stages[0].sheets[0].items[0]).len(), 1);
}
