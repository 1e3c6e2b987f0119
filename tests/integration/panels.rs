//! Panels: what a thread knows already is looked at, decided about, and taken along; closing says what comes next.

use offsite::lang::Texts;
use offsite::model::id::{IdSource, ItemId};
use offsite::model::item::Item;
use offsite::model::panel::rules::RULES;
use offsite::model::session::{Client, Session, State};
use offsite::model::sheet::SheetKind;
use offsite::model::template::Template;
use offsite::tui::effect::Effect;
use offsite::tui::screens::Screen;
use offsite::tui::screens::prepare::Prepare;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Desk, now};

/// A session of Acme, this many days ago, with stages of one sheet each: id, sheet, minutes 20.
fn session(number: u64, title: &str, days_ago: i64, stages: &[(&str, Value)]) -> Session {
    let text = |words: &str| json!({ "en": words });
    let file = json!({
        "format": "offsite.template", "version": 1, "id": "small", "title": text(title),
        "stages": [{ "id": "s", "title": text("s"), "minutes": 20, "at_least": 5, "sheets": [{ "id": "s", "kind": "notes" }] }]
    });
    let template: Template = serde_json::from_value(file).expect("a template");
    let mut session = template.session("en", &mut IdSource::new(number), now());
    session.client = Some(Client { name: "Acme".to_owned(), ..Client::default() });
    session.scheduled = Some(now() - chrono::Duration::days(days_ago));
    let stage = |(id, sheet): &(&str, Value)| {
        let mut sheet = sheet.clone();
        sheet["id"] = json!(id);
        let (first, rest) = id.split_at(1);
        let title = format!("{}{}", first.to_uppercase(), rest.replace('-', " "));
        json!({ "id": id, "title": title, "minutes": 20, "at_least": 5, "sheets": [sheet] })
    };
    session.stages = serde_json::from_value(stages.iter().map(stage).collect()).expect("stages");
    session.participants =
        [("p-1", "Maria"), ("p-2", "Jonas")].map(|(id, name)| Item::new(ItemId::new(id), "name", name)).to_vec();
    session
}

/// The same, held and closed: whatever holds something was entered.
fn closed(mut session: Session) -> Session {
    let at = session.scheduled.expect("a day");
    let begun: Vec<String> =
        session.stages.iter().filter(|stage| stage.count() > 0).map(|stage| stage.id.clone()).collect();
    for stage in begun {
        let enter = session.enter(&stage, at);
        session.apply(enter).expect("entered");
    }
    let close = session.close("", at + chrono::Duration::hours(1));
    session.apply(close).expect("closed");
    session
}

/// A year of one thread: what was foreseen and decided a year ago, and what waits since December.
fn thread() -> Vec<Session> {
    let year_ago = session(
        1,
        "Spring 2025",
        364,
        &[
            (
                "outside",
                json!({ "kind": "factors", "items": [
            { "id": "f-1", "text": "Rents in the old town rise by a tenth", "swot": "threat", "likelihood": 4 },
            { "id": "f-2", "text": "The college opens a design course", "swot": "opportunity" }
        ] }),
            ),
            (
                "decisions",
                json!({ "kind": "decisions", "items": [
            { "id": "d-1", "text": "Stay in the old workshop", "rejected": "Move out to the ring road", "confidence_percent": 70 },
            { "id": "d-2", "text": "Hire a second carpenter", "review": "2025-06-01", "came_true": "yes", "learned": "ask friends first" }
        ] }),
            ),
            (
                "goals",
                json!({ "kind": "goals", "items": [{ "id": "g-0", "text": "Twelve clients who come back", "reached": 9, "target": 12 }] }),
            ),
        ],
    );
    let december = session(
        2,
        "Q4 offsite",
        91,
        &[
            (
                "opening",
                json!({ "kind": "opening", "items": [{ "id": "o-1", "slot": "shift", "text": "No calls before ten" }] }),
            ),
            (
                "goals",
                json!({ "kind": "goals", "items": [
            { "id": "g-1", "text": "Twenty retained clients", "owner": "p-1", "due": "2026-06-30", "confidence": 8 },
            { "id": "g-2", "text": "A second van on the road", "owner": "p-2" }
        ] }),
            ),
            (
                "actions",
                json!({ "kind": "actions", "items": [
            { "id": "a-1", "text": "Call three clients", "owner": "p-1", "due": "2026-02-28", "goal": "g-1" },
            { "id": "a-2", "text": "Ask Lea for the figures" },
            { "id": "a-3", "text": "Print the price list", "owner": "p-2", "due": "2025-12-20",
              "history": [{ "at": "2025-12-19T10:00:00+01:00", "status": "done", "outcome": "done", "hours_a_month": 4, "money_a_month": 250 }] }
        ] }),
            ),
            ("vision", json!({ "kind": "text", "prompts": [{ "ask": "What will be true in three years?" }] })),
            ("roles", json!({ "kind": "people", "prompts": [{ "ask": "Who does what from here on?" }] })),
            (
                "closing",
                json!({ "kind": "closing", "items": [{ "id": "c-1", "slot": "verdict", "verdict": "partly", "hours_a_month": 6 }] }),
            ),
        ],
    );
    let mut december = closed(december);
    for (id, text) in [("k-1", "Raise the day rate?"), ("k-2", "A podcast about wood")] {
        december.parked.push(Item::new(ItemId::new(id), "text", text).with("state", "pending"));
    }
    vec![closed(year_ago), december]
}

fn panel(shows: &str) -> Value {
    json!({ "kind": "panel", "shows": shows, "prompts": [{ "ask": "What do you see here?", "example": "We said so." }] })
}

/// A running session of the thread with this panel, then stages for notes and actions, then a closing.
fn with(shows: &str) -> Desk {
    Desk::running(looking(shows), thread())
}

/// The same with the interface in a language.
fn speaking(language: &str, shows: &str) -> Desk {
    let mut sessions = thread();
    sessions.push(looking(shows));
    Desk::on(sessions, |world| {
        world.look.texts = Texts::of(language);
        Screen::to_run(world.library.sessions().last().expect("one"), world)
    })
}

fn looking(shows: &str) -> Session {
    let mut here = session(
        9,
        "Q1 offsite",
        0,
        &[
            ("look", panel(shows)),
            ("notes", json!({ "kind": "notes", "prompts": [{ "ask": "What else?" }] })),
            ("actions", json!({ "kind": "actions", "prompts": [{ "ask": "Who does what?" }] })),
            (
                "closing",
                json!({ "kind": "closing", "prompts": [{ "slot": "next", "ask": "When do you meet again?" }] }),
            ),
        ],
    );
    let asked = |number: u32, template: &str, question: &str, text: &str| {
        let item = Item::new(ItemId::new(format!("q-{number}")), "person", "p-1").with("number", number);
        item.with("template", template).with("question", question).with("text", text)
    };
    here.prework = vec![
        asked(
            1,
            "prework-bilan",
            "What went well this past year?",
            "The stand at the spring fair: eleven visitors came back in summer,\nand three of them have ordered twice since.",
        ),
        asked(2, "prework-bilan", "What costs you more strength than it should?", ""),
        asked(
            3,
            "prework-zone",
            "What comes easily to you that others find hard?",
            "Hearing what is wrong with an engine",
        )
        .with("private", true),
        Item::new(ItemId::new("q-4"), "person", "p-2").with("text", "Friday is bad for me."),
    ];
    here
}

fn here(desk: &Desk) -> &Session {
    desk.app.world().library.sessions().find(|session| session.title == "Q1 offsite").expect("the session")
}

/// The item of an earlier session, as it stands now.
fn item<'a>(desk: &'a Desk, id: &str) -> &'a Item {
    desk.app.world().library.find(&ItemId::new(id)).expect("an item").1
}

const ALL: [&str; 12] = [
    "parked",
    "unfinished",
    "pre-work",
    "zones",
    "decisions-due",
    "year",
    "year-ago",
    "plan",
    "plan-check",
    "promises",
    "forecast",
    "goals",
];

#[test]
fn every_rule_of_the_plan_check_has_a_sentence_of_its_own() {
    for language in ["en", "fr"] {
        let say = Texts::of(language).panel.rule;
        let mut said: Vec<String> = RULES.iter().map(|rule| say(rule.id, 2)).collect();
        assert!(said.iter().all(|sentence| !sentence.is_empty()), "{language}");
        said.sort();
        assert!(said.windows(2).filter(|pair| pair[0] == pair[1]).count() <= 1, "late is late: {said:?}");
    }
}

#[test]
fn every_panel_is_as_it_was_looked_at() {
    for shows in ALL {
        for (language, mark) in [("en", ""), ("fr", "_fr")] {
            let mut desk = speaking(language, shows);
            for (columns, rows) in [(100, 30), (80, 24)] {
                desk.size = (columns, rows);
                insta::assert_snapshot!(format!("{shows}{mark}_{columns}x{rows}"), desk.screen());
            }
        }
    }
}

#[test]
fn every_panel_stands_at_every_size_with_hostile_words() {
    for shows in ALL {
        let mut sessions = thread();
        for session in &mut sessions {
            for item in session.stages.iter_mut().flat_map(|stage| &mut stage.sheets).flat_map(|sheet| &mut sheet.items)
            {
                item.values.insert("text".to_owned(), json!("宽\u{202e}\u{1b}[31m word ".repeat(30)));
            }
        }
        let mut desk = Desk::running(here(&with(shows)).clone(), sessions);
        for keys in ["", "esc", "G", "enter", "esc esc a"] {
            desk.press(keys);
            for columns in (0..=220).step_by(20) {
                for rows in (0..=60).step_by(6) {
                    desk.size = (columns, rows);
                    desk.buffer();
                }
            }
        }
    }
}

#[test]
fn a_panel_without_anything_says_so_and_takes_remarks() {
    for shows in ALL {
        let mut alone = here(&with(shows)).clone();
        alone.client = None;
        alone.prework.clear();
        alone.stages.truncate(1);
        let mut desk = Desk::running(alone, Vec::new());
        if shows != "year" {
            desk.sees("e.g. We said so.");
        }
        desk.type_text("Quiet here").press("enter").sees("Quiet here");
        assert_eq!(here(&desk).stages[0].sheets[0].items[0].text("text"), "Quiet here");
    }
}

#[test]
fn a_parked_thought_becomes_an_action_and_comes_back_as_one_deed() {
    let mut desk = with("parked");
    desk.sees("Raise the day rate?").sees("enter decide").press("enter").sees("What becomes of");
    desk.press("1").type_text(" @maria due:fri").press("enter");
    assert_eq!(item(&desk, "k-1").text("state"), "taken");
    let action = here(&desk).items_of(SheetKind::Actions).next().expect("an action").clone();
    assert_eq!((action.text("text"), action.text("owner")), ("Raise the day rate?", "p-1"));
    desk.sees("taken up").press("enter").sees("“A podcast about wood”").press("esc u");
    assert!(here(&desk).items_of(SheetKind::Actions).next().is_none() && item(&desk, "k-1").is_pending());
}

#[test]
fn a_parked_thought_becomes_a_note_or_is_let_go() {
    let mut desk = with("parked");
    desk.press("enter 2 enter");
    assert_eq!(here(&desk).stages[0].sheets[0].items[0].text("text"), "Raise the day rate?");
    desk.press("enter 3").type_text("not our thing").press("enter");
    let podcast = item(&desk, "k-2");
    assert_eq!((podcast.text("state"), podcast.text("note")), ("dropped", "not our thing"));
    let id = here(&desk).id;
    assert_eq!(podcast.history[0].session, Some(id), "told by this session, in the closed home of the thought");
}

#[test]
fn an_unfinished_stage_is_taken_over_with_one_key() {
    let mut desk = with("unfinished");
    desk.sees("Vision").sees("Roles").press("down enter").sees("“Roles” is part of this session now");
    let stages: Vec<&str> = here(&desk).stages.iter().map(|stage| stage.id.as_str()).collect();
    assert_eq!(stages, ["look", "notes", "actions", "roles", "closing"]);
    desk.sees("in this session").press("u");
    assert_eq!(here(&desk).stages.len(), 4);
    desk.misses("in this session");
}

#[test]
fn whoever_stands_at_the_closing_stays_there_when_a_stage_comes_in_before_it() {
    let mut desk = with("parked");
    desk.press("s G enter").press("a").sees("When do you meet again?").type_text("half a w");
    desk.press("esc w").sees("What came along").sees("Vision").press("enter");
    desk.sees("When do you meet again?");
    assert_eq!(here(&desk).stages.len(), 5);
    desk.press("a").sees("half a w").press("esc u").sees("When do you meet again?");
    assert_eq!(here(&desk).stages.len(), 4);
}

#[test]
fn what_came_along_is_reached_from_any_stage() {
    let mut desk = with("year");
    desk.press("s down enter esc w").sees("Vision").sees("A podcast about wood");
    insta::assert_snapshot!("came_along", desk.screen());
    desk.press("G enter 3 enter").press("esc");
    assert_eq!(item(&desk, "k-2").text("state"), "dropped");
    desk.press("u");
    assert!(item(&desk, "k-2").is_pending());
}

#[test]
fn a_decision_came_true_or_not_and_something_was_learned() {
    let mut desk = with("decisions-due");
    desk.sees("Stay in the old workshop").misses("Hire a second carpenter").press("enter 2");
    desk.type_text("rents were worse than we thought");
    insta::assert_snapshot!("judge", desk.screen());
    desk.press("enter").sees("came true: partly");
    let decision = item(&desk, "d-1");
    assert_eq!((decision.text("came_true"), decision.text("learned")), ("partly", "rents were worse than we thought"));
    desk.press("u");
    assert!(item(&desk, "d-1").history.is_empty());
}

#[test]
fn a_forecast_is_judged_with_two_keys_each() {
    let mut desk = with("forecast");
    desk.press("enter 1 enter 3");
    assert_eq!((item(&desk, "f-1").text("happened"), item(&desk, "f-2").text("happened")), ("yes", "no"));
}

#[test]
fn goals_are_gone_through_with_a_number_each() {
    let mut desk = with("goals");
    desk.sees("8 of 10").sees("not said yet").press("down enter").type_text("11").press("enter").sees("from 0 to 10");
    desk.press("ctrl-a ctrl-k").type_text("6 if Jonas is back").press("enter").sees("6 of 10, was 8");
    desk.press("enter").type_text("3").press("enter").sees("3 of 10");
    assert_eq!(
        (item(&desk, "g-1").number("confidence"), item(&desk, "g-1").text("note")),
        (Some(6.0), "if Jonas is back")
    );
    assert_eq!(item(&desk, "g-2").number("confidence"), Some(3.0));
}

#[test]
fn the_plan_check_opens_what_is_wrong_and_forgets_it_when_it_is_right() {
    let mut desk = with("plan-check");
    desk.sees("nobody owns it").press("esc");
    let row = desk.screen().lines().filter(|line| line.contains("Ask Lea")).count();
    assert_eq!(row, 1, "one row says all that is wrong with one thing");
    desk.press("g enter").sees("Details").sees("Call three clients").press("esc");
    desk.press("down enter")
        .sees("Ask Lea")
        .press("tab")
        .type_text("Maria")
        .press("tab")
        .type_text("fri")
        .press("enter");
    desk.misses("nobody owns it").misses("it has no day");
}

#[test]
fn a_month_of_the_year_opens_its_session() {
    let mut desk = with("year");
    desk.sees("No calls before ten").sees("10 h a month").press("esc G up up up up").sees("enter open").press("enter");
    desk.sees("Q4 offsite");
}

#[test]
fn half_typed_words_about_a_row_survive() {
    let mut desk = with("decisions-due");
    desk.press("enter 3").type_text("too early");
    let kept = desk.effects.iter().rev().find_map(|effect| match effect {
        Effect::Keep(id, draft) => Some((*id, serde_json::to_string(draft).expect("words"))),
        _ => None,
    });
    let (id, text): (Uuid, String) = kept.expect("a draft");
    let all: Vec<Session> = desk.app.world().library.sessions().cloned().collect();
    let mut again = Desk::on(all, |world| {
        world.drafts.insert(id, serde_json::from_str(&text).expect("a draft"));
        Screen::to_run(world.session(id).expect("a session"), world)
    });
    again.sees("too early").press("enter");
    assert_eq!((item(&again, "d-1").text("came_true"), item(&again, "d-1").text("learned")), ("no", "too early"));
}

#[test]
fn a_session_that_is_prepared_counts_what_comes_along_and_takes_it() {
    let mut desk = Desk::on(thread(), |world| {
        let mut new = here(&with("parked")).clone();
        (new.state, new.scheduled) = (State::Planned, Some(now() + chrono::Duration::days(7)));
        Screen::Prepare(Prepare::new(new, world))
    });
    desk.sees("2 open actions").sees("2 parked thoughts").sees("2 unfinished stages").press("tab").sees("c take along");
    insta::assert_snapshot!("prepare_carried", desk.screen());
    desk.press("c")
        .sees("Vision")
        .sees("1 unfinished stage")
        .press("c")
        .misses("c take along")
        .press("u")
        .sees("c take along");
}

/// A half-day of Acme that is nearly over, two others that were held before, and the templates of all three.
fn half_days() -> Desk {
    let half = |number, theme: &str, days_ago| {
        let mut half = session(
            number,
            &format!("Half-day: {theme}"),
            days_ago,
            &[
                (
                    "actions",
                    json!({ "kind": "actions", "prompts": [{ "ask": "Who does what?" }],
                "items": [{ "id": format!("a-{number}"), "text": "x", "owner": "p-1", "due": "2026-04-01", "status": "done" }] }),
                ),
                (
                    "closing",
                    json!({ "kind": "closing", "prompts": [{ "slot": "next", "ask": "When do you meet again?" }] }),
                ),
            ],
        );
        half.template = format!("halfday-{theme}");
        half
    };
    let mut here = half(9, "prices", 0);
    "Q1 offsite".clone_into(&mut here.title);
    let mut desk = Desk::running(here, vec![closed(half(1, "clients", 60)), closed(half(2, "process", 30))]);
    let text = |words: String| json!({ "en": words });
    for theme in ["clients", "prices", "process"] {
        let file = json!({
            "format": "offsite.template", "version": 1, "id": format!("halfday-{theme}"),
            "title": text(format!("Half-day: {theme}")),
            "stages": [{ "id": "s", "title": text("Work".to_owned()), "minutes": 20, "at_least": 5,
                "sheets": [{ "id": "s", "kind": "notes" }] }]
        });
        desk.app.world_mut().templates.push(serde_json::from_value(file).expect("a template"));
    }
    desk
}

#[test]
fn a_closing_proposes_the_theme_that_waited_longest_and_a_number_takes_it() {
    let mut desk = half_days();
    desk.press("esc s G enter").sees("1 Wed 1 April").sees("Half-day: clients");
    insta::assert_snapshot!("proposal", desk.screen());
    desk.type_text("1").press("enter");
    let next = here(&desk).items_of(SheetKind::Closing).next().expect("an answer").clone();
    assert_eq!((next.text("date"), next.text("theme")), ("2026-04-01", "Half-day: clients"));
    desk.press("esc u");
    assert!(here(&desk).items_of(SheetKind::Closing).next().is_none());
}

#[test]
fn an_empty_line_accepts_nothing_and_a_day_of_ones_own_keeps_the_theme_on_offer() {
    let mut desk = half_days();
    desk.press("esc s G enter")
        .sees("1 Wed 1 April")
        .press("enter")
        .sees("Nobody has said when you meet again.")
        .press("esc");
    desk.type_text("2026-05-05").press("enter").sees("1 Half-day: clients").type_text("1").press("enter");
    let next = here(&desk).items_of(SheetKind::Closing).next().expect("an answer");
    assert_eq!((next.text("date"), next.text("theme")), ("2026-05-05", "Half-day: clients"));
}

#[test]
fn after_closing_one_key_prepares_what_comes_next() {
    let mut desk = half_days();
    desk.press("esc s G enter").type_text("1").press("enter esc C enter").sees("N prepares it").sees("N prepare next");
    insta::assert_snapshot!("after_closing", desk.screen());
    desk.press("N").sees("Half-day: clients").sees("1 April 2026").sees("Acme").sees("Maria, Jonas").sees("Q1 offsite");
    desk.press("tab + esc").misses("N prepare next");
    let new = desk.app.world().library.sessions().find(|session| session.state == State::Planned).expect("a session");
    assert_eq!((new.template.as_str(), new.thread), ("halfday-clients", Some(here(&desk).id)));
}
