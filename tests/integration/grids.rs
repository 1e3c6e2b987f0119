//! Measures by periods, goals by departments, rows under columns, and ticks: worked through by keys.

use offsite::model::id::{IdSource, ItemId};
use offsite::model::item::Item;
use offsite::model::session::{Session, State};
use offsite::model::template::Template;
use offsite::tui::glyphs;
use serde_json::{Value, json};

use crate::support::{Desk, now};

/// A session with one stage of these sheets, at its first question.
fn session(sheets: &Value) -> Session {
    let template = json!({
        "format": "offsite.template", "version": 1, "id": "t", "title": { "en": "Look back" },
        "stages": [{ "id": "work", "title": { "en": "Work" }, "minutes": 30, "at_least": 10, "sheets": sheets }]
    });
    let template: Template = serde_json::from_value(template).expect("a template");
    template.session("en", &mut IdSource::new(3), now())
}

fn numbers() -> Value {
    let row = |text: &str, unit: &str, kind: &str| json!({ "text": { "en": text }, "unit": { "en": unit }, "lead_lag": kind });
    json!({
        "id": "numbers", "kind": "metrics", "periods": { "unit": "year", "back": 2, "ahead": 0 },
        "rows": [
            row("Turnover", "EUR", "lag"), row("What was left for you", "EUR", "lag"),
            row("Hours in a usual week", "hours", "lead"), row("Market share", "%", "lag")
        ],
        "prompts": [
            { "ask": { "en": "What do the three years say, side by side?" }, "hint": { "en": "Fill in what you know." } },
            { "fills": "target", "ask": { "en": "What had you set yourself?" } },
            { "ask": { "en": "Which number does nobody ask about?" }, "example": { "en": "Weeks off" } }
        ]
    })
}

fn measures() -> Desk {
    Desk::running(session(&json!([numbers()])), Vec::new())
}

fn measure(desk: &Desk, row: usize) -> Item {
    desk.session().stages[0].sheets[0].items[row].clone()
}

#[test]
fn numbers_are_typed_cell_by_cell() {
    let mut desk = measures();
    desk.sees("0 of 12 filled");
    for number in ["96000", "112 500", "125000.5", "140000", "31000", "", "", "", "44", "42", "38"] {
        desk.type_text(number).press("enter");
    }
    assert_eq!(measure(&desk, 0).value("2025"), Some(&json!(112_500)));
    assert_eq!(measure(&desk, 0).value("target"), Some(&json!(140_000)));
    assert_eq!(measure(&desk, 2).value("2024"), Some(&json!(44)));
    desk.sees("125 000.5").sees("+11 %").sees("7 of 12 filled").sees("▁▅█");
    insta::assert_snapshot!("measures_100x30", desk.screen());
    desk.size = (80, 24);
    insta::assert_snapshot!("measures_80x24", desk.screen());
    desk.size = (60, 16);
    insta::assert_snapshot!("measures_60x16", desk.screen());
}

#[test]
fn a_number_is_overwritten_or_changed_and_undone_as_one_deed() {
    let mut desk = measures();
    desk.type_text("12").press("enter ← ").type_text("34").press("enter");
    assert_eq!(measure(&desk, 0).value("2024"), Some(&json!(34)), "typing overwrites");
    desk.press("shift-tab backspace 5 tab");
    assert_eq!(measure(&desk, 0).value("2024"), Some(&json!(35)), "rubbing out changes");
    desk.press("shift-tab").type_text("99").press("esc");
    assert_eq!(measure(&desk, 0).value("2024"), Some(&json!(35)), "esc leaves it");
    desk.press("u");
    assert_eq!(measure(&desk, 0).value("2024"), Some(&json!(34)));
    desk.press("enter ctrl-a ctrl-k enter");
    assert_eq!(measure(&desk, 0).value("2024"), None, "an emptied cell is empty");
    desk.type_text("many").press("enter").sees("isn’t a number").sees("many");
}

#[test]
fn outside_the_cells_digits_still_begin_a_number_and_letters_are_commands() {
    let mut desk = measures();
    desk.press("esc").sees("a new measure").sees("e details");
    desk.press("↓ →").type_text("7").press("enter");
    assert_eq!(measure(&desk, 1).value("2025"), Some(&json!(7)));
    desk.press("esc d").sees("Deleted “What was left for you”").press("u");
    assert_eq!(desk.session().stages[0].sheets[0].items.len(), 4);
}

#[test]
fn below_the_last_measure_is_the_line_for_another() {
    let mut desk = measures();
    desk.press("↓ ↓ ↓ ↓").type_text("Weeks off").press("enter").sees("Weeks off");
    assert_eq!(measure(&desk, 4).text("text"), "Weeks off");
    desk.press("↑").type_text("6").press("enter");
    assert_eq!(measure(&desk, 4).value("2024"), Some(&json!(6)));
    desk.press("esc a enter").sees("What had you set yourself?");
}

#[test]
fn a_question_about_targets_goes_down_their_column_and_then_on() {
    let mut desk = measures();
    desk.press("esc n").sees("What had you set yourself?");
    desk.type_text("1").press("enter").type_text("2").press("enter enter");
    assert_eq!(
        (measure(&desk, 0).value("target"), measure(&desk, 1).value("target")),
        (Some(&json!(1)), Some(&json!(2)))
    );
    desk.sees("next question").press("enter").sees("Which number does nobody ask about?");
    desk.type_text("Weeks off").press("enter");
    assert_eq!(measure(&desk, 4).text("text"), "Weeks off");
}

#[test]
fn more_periods_than_fit_scroll_with_the_newest_in_sight() {
    let mut sheet = numbers();
    sheet["periods"] = json!({ "unit": "month", "back": 11, "ahead": 0 });
    let mut desk = Desk::running(session(&json!([sheet])), Vec::new()).at(80, 24);
    desk.press("esc").sees("2025-04").misses("2026-03");
    for _ in 0..11 {
        desk.press("→");
    }
    desk.sees("2026-03").misses("2025-04");
    insta::assert_snapshot!("months_80x24", desk.screen());
}

#[test]
fn a_half_typed_number_comes_back_into_its_cell() {
    let mut desk = measures();
    desk.press("tab ↓").type_text("12");
    let draft = desk.app.world().drafts.values().next().expect("a draft").clone();
    assert_eq!((draft.text.as_str(), draft.cell.as_ref().map(|(_, column)| column.as_str())), ("12", Some("2025")));
    let (id, session) = (desk.session().id, desk.session().clone());
    let running = Session { state: State::Running, ..session };
    let mut again = Desk::on(vec![running.clone()], |world| {
        world.drafts.insert(id, draft);
        offsite::tui::screens::Screen::for_session(&running, world)
    });
    again.type_text("5").press("enter");
    assert_eq!(measure(&again, 1).value("2025"), Some(&json!(125)));
}

#[test]
fn the_ascii_set_has_a_trend_too() {
    let mut desk = measures();
    for number in ["1", "2", "3"] {
        desk.type_text(number).press("enter");
    }
    desk.app.world_mut().look.glyphs = &glyphs::ASCII;
    assert!(desk.screen().is_ascii(), "{}", desk.screen());
    desk.sees("_-^");
}

fn matrix(departments: &[&str], preset: &str) -> Session {
    let named = departments.iter().map(|name| json!({ "id": name.to_lowercase(), "name": { "en": name } }));
    let preset = if preset.is_empty() { json!({}) } else { json!({ "department": preset }) };
    let mut session = session(&json!([
        { "id": "goals", "kind": "goals", "prompts": [{ "ask": { "en": "Which goals?" } }] },
        { "id": "contribution", "kind": "alignment", "departments": named.collect::<Vec<_>>(),
          "prompts": [{ "preset": preset, "ask": { "en": "What does each contribute?" }, "hint": { "en": "One sentence a goal." } }] }
    ]));
    for (id, goal) in [
        ("g-1", "Twelve retained clients, up from nine"),
        ("g-2", "No work on Fridays for the four of us"),
        ("g-3", "Quotes go out within a day"),
    ] {
        session.stages[0].sheets[0].items.push(Item::new(ItemId::new(id), "text", goal));
    }
    session
}

fn at_matrix(session: Session) -> Desk {
    let mut desk = Desk::running(session, Vec::new());
    desk.press("enter").sees("What does each contribute?");
    desk
}

fn said(desk: &Desk) -> Vec<(String, String, String)> {
    let items = &desk.session().stages[0].sheets[1].items;
    items.iter().map(|item| ["goal", "department", "text"].map(|key| item.text(key).to_owned()).into()).collect()
}

const FOUR: [&str; 4] = ["Marketing", "Sales", "Operations", "Finance"];

#[test]
fn each_department_says_a_sentence_for_each_goal() {
    let mut desk = at_matrix(matrix(&FOUR, ""));
    desk.sees("Marketing for “Twelve retained clients, up from nine”").misses("nobody yet");
    desk.type_text("Shows three finished kitchens a month, with prices").press("enter");
    desk.sees("Sales for “Twelve").type_text("Names no date before the workshop has nodded").press("enter enter enter");
    desk.type_text("Plans the fair for a Thursday").press("enter");
    desk.sees("3 of 12 filled").sees("nobody yet").sees("no word yet");
    assert_eq!(said(&desk)[2].0, "g-2");
    insta::assert_snapshot!("alignment_100x30", desk.screen());
    desk.size = (80, 24);
    insta::assert_snapshot!("alignment_80x24", desk.screen());
    desk.size = (160, 45);
    insta::assert_snapshot!("alignment_160x45", desk.screen());
    desk.size = (60, 16);
    insta::assert_snapshot!("alignment_60x16", desk.screen());
}

#[test]
fn a_question_to_one_department_goes_from_goal_to_goal() {
    let mut desk = at_matrix(matrix(&FOUR, "sales"));
    for words in ["One", "Two", "Three"] {
        desk.type_text(words).press("enter");
    }
    assert!(said(&desk).iter().all(|(_, department, _)| department == "sales"));
    assert_eq!(said(&desk).iter().map(|(goal, ..)| goal.as_str()).collect::<Vec<_>>(), ["g-1", "g-2", "g-3"]);
    desk.press("enter").sees("Close the session");
}

#[test]
fn arrows_choose_a_cell_and_enter_changes_its_sentence() {
    let mut desk = at_matrix(matrix(&FOUR, ""));
    desk.type_text("Shows kitchens").press("enter esc ←").sees("Shows kitchens");
    desk.press("enter").type_text(", with prices").press("enter");
    assert_eq!(said(&desk)[0].2, "Shows kitchens, with prices");
    desk.press("esc ← d").sees("Deleted “Shows kitchens, with prices”");
    assert!(said(&desk).is_empty());
    desk.press("u ↓ →").sees("Sales for “No work");
}

#[test]
fn a_department_joins_by_a_key_and_leaves_by_undo() {
    let mut desk = at_matrix(matrix(&FOUR[..2], ""));
    desk.press("esc a").sees("Which department joins?").type_text("After-sales").press("enter");
    desk.sees("After-sales for “Twelve").type_text("Calls after a month").press("enter");
    assert_eq!(said(&desk)[0].1, "After-sales");
    desk.press("esc u u g").misses("After-sales");
    desk.press("a").type_text("sales").press("enter").sees("“sales” is there already.");
}

#[test]
fn a_table_stands_under_its_columns() {
    let sheet = json!({
        "id": "as-it-is", "kind": "table",
        "columns": [
            { "id": "step", "name": { "en": "step" }, "type": "text" },
            { "id": "waits", "name": { "en": "waits for" }, "type": "text" },
            { "id": "who", "name": { "en": "who" }, "type": "person" },
            { "id": "feels", "name": { "en": "feels" }, "type": "scale", "low": { "en": "annoys" }, "high": { "en": "delights" } },
            { "id": "state", "name": { "en": "state" }, "type": "choice", "choices": [{ "id": "ok", "name": { "en": "runs well" } }] },
            { "id": "cost", "name": { "en": "cost" }, "type": "money" }
        ],
        "rows": [
            { "step": { "en": "Invoice is written" }, "feels": 1, "state": "ok", "cost": 12500 },
            { "step": { "en": "Reminder after ten days, by hand, when somebody thinks of it" }, "feels": 3 },
            { "step": { "en": "Call" }, "feels": 5, "cost": 90 }
        ],
        "prompts": [{ "ask": { "en": "How does it go today?" } }, { "fills": "waits", "ask": { "en": "What does each step wait for?" } }]
    });
    let mut desk = Desk::running(session(&json!([sheet])), Vec::new());
    desk.type_text("Lawyer @maria").press("enter enter").sees("What does each step wait for?");
    desk.type_text("the end of the month").press("enter");
    desk.sees("1 annoys").sees("5 delights").sees("runs well").sees("12 500").sees("●");
    insta::assert_snapshot!("table_100x30", desk.screen());
    desk.size = (80, 24);
    insta::assert_snapshot!("table_80x24", desk.screen());
    desk.size = (60, 16);
    desk.misses("waits for  ");
    insta::assert_snapshot!("table_60x16", desk.screen());
}

#[test]
fn a_checklist_is_ticked_by_space() {
    let rows = ["Coffee is ready", "The guest knows why they are here", "Phones away"];
    let rows: Vec<Value> = rows.into_iter().map(|row| json!({ "text": { "en": row } })).collect();
    let sheet = json!({ "id": "welcome", "kind": "checklist", "rows": rows, "prompts": [{ "ask": { "en": "Is your guest at ease?" } }] });
    let mut desk = Desk::running(session(&json!([sheet])), Vec::new());
    desk.press("space ↓ space ↓ space space").sees("2 of 3");
    desk.press("a").type_text("Showed the workshop @maria").press("enter").sees("2 of 4").sees("maria");
    insta::assert_snapshot!("checklist_100x30", desk.screen());
    desk.press("esc").size = (80, 24);
    insta::assert_snapshot!("checklist_80x24", desk.screen());
    desk.press("u u").sees("3 of 3");
}

#[test]
fn what_was_said_in_grids_is_read_back() {
    let table = json!([
        { "id": "t", "kind": "table", "prompts": [{ "ask": { "en": "Which objections?" } }], "columns": [
            { "id": "objection", "name": { "en": "objection" }, "type": "text" },
            { "id": "who", "name": { "en": "said by" }, "type": "person" },
            { "id": "loss", "name": { "en": "loss" }, "type": "money" }
        ]},
    ]);
    let mut closed = matrix(&FOUR[..2], "");
    closed.stages[0].sheets.extend(session(&json!([numbers()])).stages.remove(0).sheets);
    closed.stages[0].sheets.extend(session(&table).stages.remove(0).sheets);
    let on =
        json!({ "id": "on", "kind": "table", "continues": "work/t", "prompts": [{ "ask": "What do you answer?" }] });
    closed.stages[0].sheets.push(serde_json::from_value(on).expect("a sheet"));
    let row = Item::new(ItemId::new("r-1"), "objection", "Too dear").with("who", "Maria").with("loss", 12_500);
    closed.stages[0].sheets[3].items.push(row);
    let cell = Item::new(ItemId::new("l-1"), "text", "Shows kitchens").with("goal", "g-1").with("department", "sales");
    closed.stages[0].sheets[1].items.push(cell);
    for (number, period) in [(96_000, "2024"), (125_000, "2026")] {
        closed.stages[0].sheets[2].items[0].values.insert(period.to_owned(), json!(number));
    }
    closed.state = State::Closed;
    let mut desk = Desk::on(vec![closed.clone()], |world| offsite::tui::screens::Screen::for_session(&closed, world));
    desk.size = (100, 60);
    for words in
        ["125 000", "Sales: Shows kitchens", "said by Maria · loss 12 500", "Goes on with what was said in “Work”."]
    {
        desk.sees(words);
    }
    insta::assert_snapshot!("grids_reviewed", desk.screen());
}

#[test]
fn every_grid_stands_at_every_size() {
    let long = "Ein langer Satz über 四半期の売上 ".repeat(12);
    let mut desks = [measures(), at_matrix(matrix(&FOUR, "")), at_matrix(matrix(&["A"; 1], "a"))];
    for desk in &mut desks {
        desk.type_text("123456789012345678901234567890").press("enter");
        desk.send(offsite::tui::app::Msg::Paste(long.clone()));
        for columns in (0..=220).step_by(11) {
            for rows in (0..=60).step_by(5) {
                desk.size = (columns, rows);
                desk.buffer();
            }
        }
    }
}
