//! What is computed beside and below what was said: versions, the SMART check, pillars, owners, rankings, lanes.

use offsite::model::id::{IdSource, ItemId};
use offsite::model::item::Item;
use offsite::model::session::{Session, State};
use offsite::model::sheet::{SheetKind, text};
use offsite::model::template::Template;
use offsite::tui::glyphs;
use offsite::tui::screens::Screen;
use offsite::tui::screens::review::Review;
use ratatui::style::Modifier;
use serde_json::{Value, json};

use crate::support::{Desk, now};

fn words(text: &str) -> Value {
    json!({ "en": text })
}

/// A session of one stage for each of these sheets.
fn session(sheets: &[Value]) -> Session {
    let stage = |(at, sheet): (usize, &Value)| {
        let title = words(sheet["id"].as_str().expect("an id"));
        json!({ "id": format!("stage-{at}"), "title": title, "minutes": 30, "at_least": 10, "sheets": [sheet] })
    };
    let stages: Vec<Value> = sheets.iter().enumerate().map(stage).collect();
    let template = json!({
        "$schema": "https://offsite.example/schema/template-1.json", "format": "offsite.template", "version": 1,
        "id": "computed", "title": words("Computed"), "stages": stages
    });
    let template: Template = serde_json::from_value(template).expect("a template");
    let mut session = template.session("en", &mut IdSource::new(7), now());
    session.title = "Q2 offsite".into();
    for (id, name) in [("p-1", "Maria"), ("p-2", "Jonas")] {
        session.participants.push(Item::new(ItemId::new(id), "name", name));
    }
    session
}

fn desk(sheets: &[Value]) -> Desk {
    Desk::running(session(sheets), Vec::new())
}

fn vision() -> Value {
    json!({ "id": "vision", "kind": "text", "prompts": [{ "ask": words("What does it look like when it works?") }] })
}

fn goals(pillars: &[&str]) -> Value {
    let prompt = |pillar: &&str| json!({ "ask": words("Which goals?"), "preset": { "pillars": [pillar] } });
    let prompts: Vec<Value> = pillars.iter().map(prompt).collect();
    json!({ "id": "goals", "kind": "goals", "prompts": prompts })
}

fn projects() -> Value {
    json!({
        "id": "projects", "kind": "projects", "prompts": [{ "ask": words("Which projects?") }],
        "scores": [
            { "id": "impact", "name": words("impact"), "low": words("hardly noticed"), "high": words("changes the year") },
            { "id": "effort", "name": words("effort"), "better": "low", "low": words("an hour"), "high": words("months") }
        ]
    })
}

fn swot() -> Value {
    let lane = |id: &str| json!({ "id": id, "name": words(id) });
    let lanes = ["strengths", "weaknesses", "opportunities", "threats"];
    let prompt = |id: &&str| json!({ "ask": words("What else?"), "preset": { "lane": id } });
    let prompts: Vec<Value> = lanes.iter().map(prompt).collect();
    json!({ "id": "swot", "kind": "notes", "lanes": lanes.map(lane), "prompts": prompts })
}

fn people() -> Value {
    json!({
        "id": "people", "kind": "people",
        "prompts": [{ "ask": words("Who matters?") }, { "slot": "role", "ask": words("Which roles are open?") }]
    })
}

fn actions() -> Value {
    json!({ "id": "actions", "kind": "actions", "prompts": [{ "ask": words("Who does what by when?") }] })
}

fn enter_all(desk: &mut Desk, lines: &[&str]) {
    for line in lines {
        desk.type_text(line).press("enter");
    }
}

fn snapshots(desk: &mut Desk, name: &str) {
    for (size, at) in [((100, 30), "100x30"), ((80, 24), "80x24"), ((60, 16), "60x16")] {
        desk.size = size;
        insta::assert_snapshot!(format!("{name}_{at}"), desk.screen());
    }
    desk.size = (100, 30);
}

const FIRST: &str = "We repair old boats for people who love the water, and we do it within a week.";
const SECOND: &str = "We repair wooden boats for people who love the water, within a week.";

/// A text with an earlier wording, while nothing is typed.
fn rewritten(others: Vec<Session>) -> Desk {
    let mut desk = Desk::running(session(&[vision(), actions()]), others);
    desk.type_text(FIRST).wait(1);
    desk.press("enter").wait(5);
    desk.press("esc p").press("a ctrl-a ctrl-k").type_text(SECOND).press("esc");
    desk
}

#[test]
fn a_text_says_how_long_it_is_and_takes_ticks() {
    let mut desk = desk(&[vision()]);
    desk.misses("read aloud").type_text(FIRST);
    desk.sees("17 words · 7 seconds read aloud · short: one breath").misses("simple");
    desk.press("esc").sees("1 ○ short").press("2 3").sees("2 ✓ simple").sees("3 ✓ inspiring");
    desk.press("3").sees("3 ○ inspiring").press("u").sees("3 ✓ inspiring");
    desk.press("a").type_text(" And 1 more").sees("✓ simple").misses("2 ✓");
    let long = "word ".repeat(80);
    desk.type_text(&long).sees("long: read, not told");
}

#[test]
fn versions_show_word_by_word_what_changed_and_can_be_brought_back() {
    let mut desk = rewritten(Vec::new());
    desk.sees("2 versions").press("v").sees("What changed since:").sees("[-old] [+wooden]");
    let buffer = desk.buffer();
    let is_marked = |words: &str, with: Modifier| {
        let first = words.chars().next().map(String::from).expect("a letter");
        let cells = buffer.content().windows(words.len()).filter(|cells| {
            cells[0].symbol() == first && cells.iter().map(ratatui::buffer::Cell::symbol).collect::<String>() == words
        });
        cells.into_iter().any(|cells| cells[0].modifier.contains(with))
    };
    assert!(is_marked("wooden", Modifier::UNDERLINED | Modifier::BOLD) && is_marked("old", Modifier::CROSSED_OUT));
    snapshots(&mut desk, "versions");
    desk.press("enter").sees("Versions").press("down").sees("The first words").press("enter").misses("Versions");
    let kept = |desk: &Desk| {
        let item = desk.session().items_of(SheetKind::Text).next().expect("a text").clone();
        text::versions(&item).iter().map(|version| version.text.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(kept(&desk), [FIRST, SECOND, FIRST]);
    desk.press("u");
    assert_eq!(kept(&desk), [FIRST, SECOND]);
    desk.sees("wooden boats");
}

#[test]
fn a_text_is_held_against_that_of_the_session_before() {
    let mut before = session(&[vision()]);
    before.id = uuid::Uuid::from_u128(77);
    before.title = "Q1 offsite".into();
    before.scheduled = Some(now() - chrono::Duration::days(90));
    before.state = State::Closed;
    before.stages[0].sheets[0].items.push(Item::new(ItemId::new("t-9"), "text", "We repair boats."));
    let mut desk = rewritten(vec![before]);
    desk.press("v").sees("last time (Q1 offsite)").press("tab").sees("What changed since: last time (Q1 offsite)");
    desk.press("G").sees("The first words").sees("We repair boats.");
    desk.press("enter");
    let item = desk.session().items_of(SheetKind::Text).next().expect("a text").clone();
    assert_eq!(item.text("text"), "We repair boats.");
}

#[test]
fn a_goal_says_what_it_lacks_until_it_lacks_nothing() {
    let mut desk = desk(&[goals(&["profitability", "people"]), actions()]);
    desk.type_text("Twelve retained clients").press("enter");
    desk.sees("1  no owner · no measure · no aim · no first step · no date").misses("no reason");
    desk.type_text("N").misses("no measure").press("ctrl-a ctrl-k esc").sees("no measure");
    desk.press("e tab").type_text("Maria").press("tab").type_text("30 jun").press("tab tab tab").type_text("clients");
    desk.press("tab tab").type_text("9").press("tab").type_text("12").press("enter");
    desk.misses("no measure").sees("SMART");
    desk.press("e tab tab tab tab tab tab tab tab ctrl-a ctrl-k").type_text("9").press("enter");
    desk.sees("1  aim is where it stands now").misses("SMART");
}

#[test]
fn the_pillars_are_balanced_with_two_questions_too() {
    let mut desk = desk(&[goals(&["profitability", "people"])]);
    enter_all(&mut desk, &["Twelve retained clients", "Cash for three months", "A day rate that holds"]);
    desk.sees("profitability ███ 100 %   people: none yet   customer experience: none yet");
    desk.press("enter");
    enter_all(&mut desk, &["No work on Fridays", "One more of us"]);
    desk.type_text("Quotes within a day #customer-experience").press("enter");
    desk.sees("profitability ███ 43 %   people ███ 43 %   customer experience █ 14 %");
    snapshots(&mut desk, "goals");
    desk.app.world_mut().look.glyphs = &glyphs::ASCII;
    desk.sees("profitability ### 43 %");
}

#[test]
fn an_open_role_becomes_an_action_once() {
    let mut desk = desk(&[people(), actions()]);
    enter_all(&mut desk, &["Maria", ""]);
    desk.type_text("Bookkeeper @jonas due:30 jun").press("enter esc").sees("m make it an action");
    desk.press("m")
        .sees("“Fill the role Bookkeeper” is among the actions now")
        .misses("m make it")
        .sees("has its action");
    desk.press("m");
    let action = desk.session().items_of(SheetKind::Actions).next().expect("an action").clone();
    assert_eq!((action.text("owner"), action.text("due")), ("p-2", "2026-06-30"));
    assert_eq!(desk.session().items_of(SheetKind::Actions).count(), 1);
    snapshots(&mut desk, "role");
    desk.press("u").misses("has its action");
    assert_eq!(desk.session().items_of(SheetKind::Actions).count(), 0);
}

#[test]
fn hours_are_added_up() {
    let mut desk = desk(&[people()]);
    enter_all(&mut desk, &["Maria", "Jonas"]);
    desk.misses("hours a week in all").press("esc");
    desk.press("e tab tab tab tab tab tab").type_text("12.5").press("enter k");
    desk.press("e tab tab tab tab tab tab").type_text("30").press("enter").sees("42.5 hours a week in all");
}

/// Four actions: three of Maria, of which two lie outside her zone, and one of somebody who is not there.
fn promised() -> Desk {
    let mut session = session(&[people(), actions()]);
    session.stages[0].sheets[0].items =
        vec![Item::new(ItemId::new("w-1"), "name", "Maria").with("zone", "closing sales")];
    let action = |id: &str, owner: &str| Item::new(ItemId::new(id), "text", "Do it").with("owner", owner);
    session.stages[1].sheets[0].items = vec![
        action("a-1", "p-1").with("in_zone", false),
        action("a-2", "p-1").with("in_zone", false),
        action("a-3", "p-1"),
        action("a-4", "Birgit"),
    ];
    Desk::running(session, Vec::new())
}

#[test]
fn actions_outside_the_zone_and_absent_owners_are_pointed_out() {
    let mut desk = promised();
    let outside = "Maria: 2 of 3 actions lie outside the zone of genius";
    desk.sees(outside).sees("Birgit is not in the room: who tells them?");
    desk.press("enter enter esc g").sees(outside).sees("Maria shines at: closing sales");
    snapshots(&mut desk, "owners");
    desk.press("e").sees("in their zone").press("shift-tab shift-tab").sees("Maria shines at: closing sales");
    desk.press("ctrl-a ctrl-k").type_text("yes").press("enter").misses(outside);
    desk.press("G e").misses("in their zone").press("esc");
    desk.press("u")
        .sees(outside)
        .press("A 4")
        .sees("2 of 3 outside the zone of genius")
        .sees("not in the room for one");
    snapshots(&mut desk, "plan_owners");
}

#[test]
fn digits_score_a_project_and_the_key_shows_the_ranking() {
    let mut desk = desk(&[projects()]);
    enter_all(&mut desk, &["Shop", "Newsletter", "Second van"]);
    desk.press("esc g").sees("impact – · effort –").sees("1–5 for impact: 1 hardly noticed, 5 changes the year");
    desk.press("5").sees("1–5 for effort: 1 an hour, 5 months").press("2").sees("88 of 100 · place 1 · quick wins");
    desk.press("9 1").sees("impact 5 · effort 2").press("j 2 5 j 4").sees("1–5 for effort");
    snapshots(&mut desk, "scores");
    desk.press("v").sees("place").sees("quick wins").misses("1–5 for").sees("v back to the list");
    snapshots(&mut desk, "ranking");
    desk.app.world_mut().look.glyphs = &glyphs::ASCII;
    desk.sees("quick wins").misses("│");
    desk.press("v").sees("impact 4 - effort").press("u").sees("impact - - effort");
}

#[test]
fn nothing_is_ranked_where_nothing_is_there() {
    let mut desk = desk(&[projects()]);
    desk.press("esc v").misses("back to the list").misses("1 5 score");
}

/// A SWOT with a line or two in each lane but one.
fn sorted() -> Desk {
    let mut desk = desk(&[swot()]);
    for lines in [
        [
            "Clients come back, and they bring others who have boats of wood that nobody else wants to touch",
            "Two of us weld",
        ],
        ["No one likes to write quotes", "Cash"],
        ["The marina is being rebuilt", "Electric drives"],
    ] {
        enter_all(&mut desk, &lines);
        desk.press("enter");
    }
    desk
}

#[test]
fn lanes_stand_side_by_side_where_there_is_room() {
    let mut desk = sorted();
    desk.press("esc v").sees("strengths").sees("nothing yet");
    snapshots(&mut desk, "lanes");
    desk.press("esc").misses("strengths");
}

#[test]
fn a_session_that_is_read_shows_versions_ranking_and_lanes() {
    let read = |desk: &Desk, stage: usize| {
        let mut session = desk.session().clone();
        session.state = State::Closed;
        let mut desk = Desk::on(vec![session], |world| {
            let session = world.library.sessions().next().expect("a session");
            Screen::Review(Review::of(session))
        });
        for _ in 0..stage {
            desk.press("n");
        }
        desk
    };
    read(&rewritten(Vec::new()), 0).sees("13 words · 2 versions");
    let mut projects = desk(&[projects()]);
    enter_all(&mut projects, &["Shop", "Newsletter"]);
    read(&projects, 0).misses("quick wins");
    projects.press("esc 1 2 k 5 2");
    snapshots(&mut read(&projects, 0), "read_ranking");
    snapshots(&mut read(&sorted(), 0), "read_lanes");
}
