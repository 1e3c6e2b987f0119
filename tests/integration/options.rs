//! Alternatives: scored by each person alone, added up, ruled out, decided.

use offsite::model::change::Change;
use offsite::model::field::LinkTo;
use offsite::model::id::{IdSource, ItemId};
use offsite::model::item::Item;
use offsite::model::session::{Session, State};
use offsite::model::template::Template;
use offsite::tui::effect::{Draft, Effect};
use offsite::tui::screens::Screen;
use offsite::tui::screens::review::Review;
use proptest::prelude::*;
use serde_json::json;

use crate::support::{Desk, now};

const DECISION: &str = include_str!("../../templates/strategic-decision.json");
const HALF_DAY: &str = include_str!("../../templates/halfday-open.json");

/// A session of a template, only with the stages that hold one of these sheets, and with people in the room.
fn session(template: &str, stages: &[&str], people: &[&str]) -> Session {
    let template: Template = serde_json::from_str(template).expect("a template");
    let mut session = template.session("en", &mut IdSource::new(5), now());
    session.title = "Where we work".into();
    session.stages.retain(|stage| stages.contains(&stage.id.as_str()));
    for (number, name) in people.iter().enumerate() {
        session.participants.push(Item::new(ItemId::new(format!("p-{number}")), "name", *name));
    }
    session
}

/// At the alternatives of a decision, with three more named, before anybody scores.
fn three() -> Desk {
    let mut desk =
        Desk::running(session(DECISION, &["alternatives", "decision"], &["Maria", "Jonas", "Ida"]), Vec::new());
    for way in ["Rent the old dairy together with the upholsterer", "Work in the customers’ kitchens", "Buy the yard"]
    {
        desk.type_text(way).press("enter");
    }
    desk.press("enter enter enter enter");
    desk
}

/// One person scores every cell.
fn scores(desk: &mut Desk, digits: &str) {
    desk.press("enter").type_text(digits);
}

/// All three have scored: the dairy is ahead.
fn scored() -> Desk {
    let mut desk = three();
    scores(&mut desk, "254344312443");
    scores(&mut desk, "154231452342");
    scores(&mut desk, "343323323333");
    desk
}

fn items<'a>(desk: &'a Desk, slot: &str) -> Vec<&'a Item> {
    desk.session().stages[0].sheets[0].items.iter().filter(|item| item.text("slot") == slot).collect()
}

#[test]
fn the_people_score_one_after_the_other_and_nobody_sees_what_another_gave() {
    let mut desk = three();
    desk.sees("Now each of you scores alone").sees("4 ways by 3 criteria").misses("of 100");
    insta::assert_snapshot!("people", desk.screen());
    desk.press("enter").sees("For Maria’s eyes only: 1 of 12").sees("1 hardly – 5 fully").type_text("25");
    insta::assert_snapshot!("turn", desk.screen());
    desk.type_text("4344312443").sees("Thank you, Maria. Now Jonas.").misses("‹").misses("of 100");
    desk.press("enter").sees("For Jonas’s eyes only: 1 of 12").misses("‹");
    desk.type_text("1").press("esc").sees("1 of 12").misses("of 100");
    desk.press("enter").sees("For Jonas’s eyes only: 2 of 12").misses("FOR YOU");
    assert_eq!(items(&desk, "score").len(), 13);
    assert_eq!(items(&desk, "through").len(), 1);
    assert_eq!(desk.session().faults(), []);
}

#[test]
fn when_all_are_through_the_table_says_who_leads_and_what_would_turn_it_round() {
    let mut desk = scored();
    desk.sees("Everybody is through.").press("down").sees("B leads by 18 of 100.").sees("of 100 place");
    desk.sees("C: Maria 4 · Jonas 4 · Ida 3").press("up");
    insta::assert_snapshot!("table_100x30", desk.screen());
    desk.size = (80, 24);
    insta::assert_snapshot!("table_80x24", desk.screen());
    desk.size = (60, 16);
    insta::assert_snapshot!("table_60x16", desk.screen());
    desk.size = (80, 24);
    desk.press("right right").sees("What it costs in money and strength").sees("B: Maria 4 · Jonas 3 · Ida 3");
}

#[test]
fn five_criteria_and_four_ways_fit_eighty_columns() {
    let mut desk = three();
    desk.press("p a");
    for criterion in ["How easily we could turn back", "What Ida’s family says about it"] {
        desk.type_text(criterion).press("enter");
    }
    desk.press("enter").sees("4 ways by 5 criteria");
    scores(&mut desk, "25434431244333354422");
    scores(&mut desk, "15423145234245421133");
    scores(&mut desk, "34332332333325344325");
    desk.press("down").size = (80, 24);
    insta::assert_snapshot!("five_80x24", desk.screen());
    desk.size = (60, 16);
    desk.press("right right right right");
    insta::assert_snapshot!("five_60x16", desk.screen());
}

#[test]
fn the_facilitator_may_end_the_scoring_and_take_that_back() {
    let mut desk = three();
    scores(&mut desk, "254344312443");
    desk.press("r").sees("Shown as they are").press("down").sees("of 100").sees("D is ahead of B by only 8");
    desk.press("u")
        .sees("Undone: the end of scoring")
        .press("down")
        .misses("of 100")
        .sees("Now each of you scores alone");
}

#[test]
fn what_is_left_open_is_missing_and_not_zero() {
    let mut desk = three();
    desk.press("enter").type_text("2").press("enter").type_text("43").press("enter enter enter enter");
    desk.type_text("2443").sees("Thank you, Maria.").sees("through · 7 of 12");
    assert_eq!(desk.session().stages[0].sheets[0].items.iter().filter(|item| item.flag("through")).count(), 1);
    desk.press("r").press("down").sees("No way can be ranked. 5 cells are still empty.");
    desk.press("c enter").sees("For Maria’s eyes only: 2 of 12").type_text("5").sees("3 of 12").press("esc");
    assert_eq!(items(&desk, "score").len(), 8);
}

#[test]
fn a_veto_takes_a_way_out_and_says_why() {
    let mut desk = three();
    desk.press("enter").type_text("254").press("v").sees("Why is “Buy the yard” out of the question?");
    desk.type_text("The bank has said no twice").press("enter").sees("veto: The bank has said no twice").press("enter");
    desk.sees("5 of 12").type_text("434").sees("9 of 12").type_text("123").sees("Thank you, Maria").misses("veto");
    scores(&mut desk, "154231452342");
    scores(&mut desk, "343323323333");
    desk.sees("veto, Maria: The bank has said no twice");
    insta::assert_snapshot!("veto", desk.screen());
    desk.press("down down D").sees("“Buy the yard” is ruled out.");
    desk.press("v").sees("The veto against “Buy the yard” is taken back.").sees("D: Jonas 2 · Ida 3");
    desk.press("u down").sees("veto, Maria").press("up v").type_text("Too quiet").press("enter");
    desk.sees("veto: Too quiet");
    assert_eq!(desk.session().faults(), []);
}

#[test]
fn a_weight_moves_under_two_keys_and_the_ranking_with_it() {
    let mut desk = scored();
    desk.press("- - - - -").sees("benefit 1");
    let weight = |desk: &Desk| items(desk, "criterion")[0].number("weight");
    assert_eq!(weight(&desk), Some(1.0));
    desk.press("u u").press("right +");
    assert_eq!(weight(&desk), Some(3.0));
    assert_eq!(items(&desk, "criterion")[1].number("weight"), Some(4.0));
    desk.press("p").sees("benefit · weight 3").press("g + space").sees("cost · weight 4");
    assert_eq!(desk.session().faults(), []);
}

#[test]
fn a_decision_goes_to_its_sheet_with_what_was_not_chosen_and_the_day_to_look_again() {
    let mut desk = scored();
    desk.press("enter").sees("The decision").sees("2026-06-02");
    desk.type_text("They cost more and tie us to one place").press("enter").sees("How sure are you");
    insta::assert_snapshot!("decision", desk.screen());
    desk.type_text("75").press("enter").sees("kept in “The decision”").press("down");
    desk.sees("Decided: Rent the old dairy together with the upholsterer · 75 % sure");
    let decision = desk.session().stages[1].sheets[0].items[0].clone();
    assert_eq!(
        decision.text("rejected"),
        "Work in the customers’ kitchens (51); Buy the yard (51); Leave it as it is (43)"
    );
    assert_eq!(decision.text("why"), "They cost more and tie us to one place");
    assert_eq!((decision.text("review"), decision.value("confidence_percent")), ("2026-06-02", Some(&json!(75))));
    assert_eq!(desk.session().faults(), []);
    desk.press("enter").sees("What have you decided?").sees("look again 2 Jun").press("enter");
    desk.sees("Which ways have you turned down").sees("Work in the customers’ kitchens (51)");
    desk.press("esc p p").sees("Decided:").press("u").sees("Undone: added “Rent the old").misses("Decided:");
}

#[test]
fn a_decision_without_a_sheet_of_its_own_stands_beside_the_ways_and_is_found() {
    let mut desk = Desk::running(session(HALF_DAY, &["choose", "actions"], &[]), Vec::new());
    desk.type_text("Let it to a colleague").press("enter enter enter").sees("Now score each way").sees("me");
    desk.press("enter").type_text("154231").sees("leads by").press("enter tab").type_text("60").press("enter");
    let session = desk.session();
    let decision = session.targets(LinkTo::Decision).next().expect("a decision");
    assert_eq!((decision.text("slot"), decision.text("text")), ("decision", "Let it to a colleague"));
    assert_eq!(decision.text("review"), "2026-06-02");
    assert_eq!(items(&desk, "score")[0].text("owner"), "me");
    let id = decision.id.to_string();
    let mut linked = session.clone();
    let action = Item::new(ItemId::new("a-1"), "text", "Call her").with("decision", id);
    let place = linked.places().map(|(place, _)| place).nth(1).expect("the actions");
    linked.apply(Change::Insert { place, index: 0, item: action }).unwrap();
    assert_eq!(linked.faults(), []);
}

#[test]
fn the_next_sheet_for_decisions_comes_before_the_first() {
    let mut session = session(DECISION, &["alternatives", "decision"], &[]);
    let mut earlier = session.stages[1].clone();
    earlier.id = "before".into();
    session.stages.insert(0, earlier);
    let mut desk = Desk::running(session, Vec::new());
    desk.press("esc s down enter").press("enter enter enter enter").sees("Now score each way");
    scores(&mut desk, "345");
    desk.press("enter ctrl-c D enter enter");
    let kept: Vec<usize> = desk.session().stages.iter().map(|stage| stage.sheets[0].items.len()).collect();
    assert_eq!((kept[0], kept[2]), (0, 1));
}

#[test]
fn half_a_decision_and_half_a_veto_are_there_again_after_a_crash() {
    let again = |desk: &Desk| {
        let kept = desk.effects.iter().rev().find_map(|effect| match effect {
            Effect::Keep(_, draft) => Some(serde_json::to_string(draft).unwrap()),
            _ => None,
        });
        let draft: Draft = serde_json::from_str(&kept.expect("a draft")).unwrap();
        Desk::on(vec![desk.session().clone()], |world| {
            let session = world.library.sessions().next().unwrap().clone();
            world.drafts.insert(session.id, draft);
            Screen::to_run(&session, world)
        })
    };
    let mut desk = scored();
    desk.press("enter").type_text("They cost too much");
    again(&desk).sees("The decision").sees("They cost too much").press("esc").sees("of 100");
    let mut desk = three();
    desk.press("enter").type_text("254").press("v").type_text("The bank");
    let mut desk = again(&desk);
    desk.sees("Why is “Buy the yard” out of the question?").type_text(" said no").press("enter").sees("6 of 12");
    assert_eq!(items(&desk, "veto")[0].text("text"), "The bank said no");
    assert_eq!(items(&desk, "veto")[0].text("owner"), "p-0");
}

#[test]
fn a_way_that_is_deleted_takes_its_scores_along_in_one_deed() {
    let mut desk = scored();
    desk.press("enter enter enter p p p p g down").press("d");
    assert_eq!((items(&desk, "").len(), items(&desk, "score").len()), (3, 27));
    assert_eq!(desk.session().faults(), []);
    desk.press("u");
    assert_eq!((items(&desk, "").len(), items(&desk, "score").len()), (4, 36));
}

#[test]
fn a_decision_is_looked_at_again_in_ninety_days_unless_somebody_says_otherwise() {
    let mut desk = Desk::running(session(DECISION, &["decision"], &[]), Vec::new());
    desk.type_text("We stay").sees("look again Tue 2 June").press("enter");
    desk.type_text("We hire due:1 may").sees("look again Fri 1 May").press("enter");
    let review = |desk: &Desk, at: usize| desk.session().stages[0].sheets[0].items[at].text("review").to_owned();
    assert_eq!((review(&desk, 0), review(&desk, 1)), ("2026-06-02".into(), "2026-05-01".into()));
    desk.press("enter enter enter enter enter enter").sees("On which day do you come back to it?");
    desk.sees("for We stay   look again 2 Jun").type_text("30 nov").press("enter");
    assert_eq!(review(&desk, 0), "2026-11-30");
    desk.press("esc g e tab tab").sees("2026-11-30").press("ctrl-u enter");
    assert_eq!(review(&desk, 0), "");
}

#[test]
fn what_was_weighed_can_be_read_without_any_single_score() {
    let mut session = scored().session().clone();
    session.state = State::Closed;
    let mut desk = Desk::on(vec![session.clone()], |_| Screen::Review(Review::of(&session)));
    desk.size = (100, 45);
    desk.sees("leads by 18 of 100").sees("Rent the old dairy together with the upholsterer: 69 of 100");
    desk.misses("is through");
    insta::assert_snapshot!("review", desk.screen());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_pressed_the_scores_of_others_stay_hidden_until_all_are_through(
        keys in prop::collection::vec(
            prop::sample::select(vec![
                "1", "3", "5", "enter", "esc", "v", "x", "up", "down", "left", "right", "d", "u", "U", "+", "-", "c", "tab", "D",
            ]),
            0..40,
        ),
        size in prop::sample::select(vec![(100, 30), (80, 24), (60, 16), (160, 45), (30, 8)]),
    ) {
        let mut desk = three();
        desk.size = size;
        for key in keys {
            desk.press(key);
            let through = items(&desk, "through").len();
            let screen = desk.screen();
            prop_assert!(through == 3 || !screen.contains("of 100"), "{screen}");
            prop_assert_eq!(desk.session().faults(), vec![]);
        }
    }
}
