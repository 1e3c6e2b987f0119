//! The templates that come with the program: their order and minutes, their words, and a walk through each by keys alone.

use std::collections::HashSet;

use jsonschema::Validator;
use offsite::model::id::IdSource;
use offsite::model::schema;
use offsite::model::session::{Session, State};
use offsite::model::sheet::SheetKind::{self, Break, Closing, FollowUp, Opening};
use offsite::model::template::{Template, TemplateFault};
use offsite::store::builtin::SHIPPED;
use offsite::tui::keymap::Place;
use offsite::tui::screens::Screen;
use offsite::tui::screens::templates::Templates;

use crate::support::{Desk, now};

/// Every template but `blank`: its minutes in all, and its stages with minutes and floors as the practice has them; `!`
/// marks what is never shortened.
const STAGES: &[(&str, u32, &str)] = &[
    ("strategic-session", 240, "15/8 15/8 40/20 35/18 10/5! 30/15 25/12 30/15 20/10 10/8 10/8"),
    ("halfday-process", 240, "15/8 20/10 20/10 35/20 10/5! 50/30 45/20 30/15 15/8"),
    ("halfday-adviser", 240, "15/8 15/8 40/20 25/15 10/5! 70/40 25/15 25/15 15/8"),
    ("halfday-customer", 240, "15/8 15/8 10/5 75/45 10/5! 35/20 30/15 35/15 15/8"),
    ("halfday-vision", 240, "15/8 15/8 25/12 55/30 10/5! 35/20 30/18 40/15 15/8"),
    ("halfday-objections", 240, "15/8 15/8 65/35 10/5! 50/30 35/20 35/15 15/8"),
    ("halfday-open", 240, "20/8 25/10 40/20 40/20 10/5! 45/20 40/15 20/8"),
    ("adhoc-90", 90, "10/5 10/5 30/15 20/10 12/8 8/5"),
    ("client-intensive", 390, "20/10 15/5 55/30 10/5! 40/25 45/25 45/30! 50/30 10/5! 45/25 30/15 25/12"),
    ("client-regroup", 105, "10/5 25/10 15/8 25/10 20/15 10/8"),
    ("sprint", 360, "15/8 35/15 30/12 10/5! 45/20 30/20! 60/30 30/15 10/5! 60/27 20/10 15/8"),
    ("prework-bilan", 45, "10/5 10/5 10/5 8/4 7/4"),
    ("prework-zone", 45, "12/6 10/5 12/6 11/5"),
    ("strategic-planning", 420, "15/8 15/8 65/35 10/5! 55/30 55/30 45/30! 80/45 40/20 25/15 15/8"),
    ("strategy-update", 420, "15/8 15/8 50/25 40/20 10/5! 45/25 45/25 45/30! 70/38 45/22 25/15 15/8"),
    ("strategic-decision", 240, "10/6 10/5 30/18 25/14 25/15 10/5! 55/32 30/15 35/20 10/8"),
    ("strategic-assessment", 240, "10/5 15/8 40/20 40/20 10/5! 30/15 30/15 35/20 20/12 10/8"),
    ("alignment", 180, "10/5 10/5 20/10 50/30 25/15 10/5! 20/10 15/8 12/8 8/5"),
    ("monthly-checkin", 60, "3/2 15/8 8/5 8/4 8/4 12/7 6/4"),
    ("annual-review", 240, "15/8 25/12 15/8 30/15 25/15 10/5! 15/8 20/10 20/10 20/10 25/12 20/8"),
    ("tracker", 20, "5/3 8/4 5/3 2/1"),
];

/// The kinds that come one after the other in the types whose order is fixed, beside what every template has.
const ORDER: &[(&str, &[SheetKind])] = &[
    (
        "strategic-session",
        &[
            SheetKind::Factors,
            SheetKind::Text,
            SheetKind::Goals,
            SheetKind::People,
            SheetKind::Projects,
            SheetKind::Milestones,
        ],
    ),
    (
        "strategic-planning",
        &[SheetKind::Factors, SheetKind::Text, SheetKind::Goals, SheetKind::Strategies, SheetKind::Metrics],
    ),
    (
        "strategy-update",
        &[SheetKind::Factors, SheetKind::Text, SheetKind::Table, SheetKind::Strategies, SheetKind::Communication],
    ),
    (
        "strategic-decision",
        &[SheetKind::Factors, SheetKind::Goals, SheetKind::Options, SheetKind::Decisions, SheetKind::Actions],
    ),
    (
        "strategic-assessment",
        &[SheetKind::Table, SheetKind::Metrics, SheetKind::Factors, SheetKind::Table, SheetKind::Actions],
    ),
];

fn templates() -> impl Iterator<Item = Template> {
    SHIPPED.iter().map(|(id, text)| serde_json::from_str(text).unwrap_or_else(|error| panic!("{id}: {error}")))
}

fn kinds(template: &Template) -> Vec<SheetKind> {
    template.stages.iter().flat_map(|stage| &stage.sheets).map(|sheet| sheet.kind).collect()
}

#[test]
fn there_are_twenty_two_and_each_has_the_minutes_of_the_practice() {
    assert_eq!(SHIPPED.len(), 22);
    for template in templates().filter(|template| template.id != "blank") {
        let (_, minutes, stages) = STAGES.iter().find(|(id, ..)| *id == template.id).expect("a row");
        let found = template
            .stages
            .iter()
            .map(|stage| format!("{}/{}{}", stage.minutes, stage.at_least, if stage.fixed { "!" } else { "" }));
        assert_eq!(found.collect::<Vec<_>>().join(" "), *stages, "{}", template.id);
        assert_eq!(template.minutes(), *minutes, "{}", template.id);
        for stage in &template.stages {
            let is_break = stage.sheets.iter().any(|sheet| sheet.kind == Break);
            assert_eq!(stage.fixed, is_break, "{} {}", template.id, stage.id);
        }
    }
}

#[test]
fn each_is_sound_in_both_languages() {
    for template in templates() {
        assert_eq!(template.faults(), [], "{}", template.id);
        for (pointer, wording) in template.wordings() {
            let languages: Vec<&str> = wording.languages().collect();
            assert_eq!(languages, ["en", "fr"], "{} {pointer}", template.id);
            for language in languages {
                let text = wording.text(language);
                assert!(text.chars().count() <= 90, "{} {pointer}: {text}", template.id);
                assert!(
                    !text.contains('!') && !text.contains('\'') && text.trim() == text,
                    "{} {pointer}: {text}",
                    template.id
                );
            }
            let french = wording.text("fr");
            let is_spaced = !["?", ":", ";", "»"].iter().any(|sign| french.contains(&format!(" {sign}")));
            assert!(is_spaced, "an ordinary space before a sign in {} {pointer}: {french}", template.id);
        }
    }
}

#[test]
fn a_missing_language_is_a_fault() {
    let text = SHIPPED[0].1.replacen("\"fr\": \"Ouverture\"", "\"de\": \"Anfang\"", 1);
    let template: Template = serde_json::from_str(&text).expect("a template");
    assert!(
        template
            .faults()
            .iter()
            .any(|error| matches!(&error.fault, TemplateFault::MissingLanguage(code) if code == "fr"))
    );
}

#[test]
fn each_opens_with_an_opening_follows_up_and_ends_with_the_next_date() {
    for template in templates().filter(|template| template.id != "blank" && !template.id.starts_with("prework")) {
        let kinds = kinds(&template);
        assert_eq!((kinds.first(), kinds.last()), (Some(&Opening), Some(&Closing)), "{}", template.id);
        assert!(kinds.contains(&FollowUp), "{}", template.id);
        let last = template.stages.last().and_then(|stage| stage.sheets.last()).expect("a closing");
        assert!(last.prompts.iter().any(|prompt| prompt.slot == "next"), "{} sets no next date", template.id);
    }
}

#[test]
fn fixed_orders_are_kept() {
    for (id, order) in ORDER {
        let template = templates().find(|template| template.id == *id).expect("a template");
        let kinds = kinds(&template);
        let mut rest = kinds.iter();
        for kind in *order {
            assert!(rest.any(|each| each == kind), "{id}: {kind:?} is not where it belongs in {kinds:?}");
        }
    }
}

#[test]
fn the_stages_that_carry_a_session_have_cues_for_every_style_and_no_question_stands_twice() {
    for template in templates().filter(|template| template.id != "blank") {
        let mut asked = HashSet::new();
        for stage in &template.stages {
            let is_break = stage.fixed;
            let styles = [&stage.cues.blank_sheet, &stage.cues.strategist, &stage.cues.expert];
            assert!(is_break || styles.iter().all(|cues| !cues.is_empty()), "{} {}", template.id, stage.id);
            for prompt in stage.sheets.iter().flat_map(|sheet| &sheet.prompts).filter(|_| !is_break) {
                assert!(asked.insert(prompt.ask.text("en").to_owned()), "{} asks twice: {:?}", template.id, prompt.ask);
            }
        }
    }
}

/// Answers the question at hand if a line is open, in whichever way it takes.
fn answers(desk: &mut Desk) {
    // Where rows of a panel wait, no line is open, and esc would lead out.
    let is_panel = matches!(desk.app.place(), Place::Panel | Place::PanelDecide | Place::PanelTake);
    desk.press(if is_panel { "a" } else { "esc a" });
    for words in ["Something that was said", "4", "1", "fri", "yes"] {
        desk.type_text(words).press("enter ctrl-a ctrl-k");
    }
    desk.press("esc");
}

fn is_closing(desk: &Desk) -> bool {
    matches!(desk.app.place(), Place::Closing)
}

fn walk(template: &Template, language: &str) -> Session {
    let session = template.session(language, &mut IdSource::new(11), now());
    let questions: usize = session.sheets().map(|(_, sheet)| sheet.prompts.len().max(1)).sum();
    let mut desk =
        Desk::on(vec![session], |world| Screen::to_run(world.library.sessions().next().expect("one"), world));
    for _ in 0..=questions {
        answers(&mut desk);
        desk.buffer();
        desk.press("n");
        if is_closing(&desk) {
            break;
        }
    }
    if !is_closing(&desk) {
        desk.press("esc C");
    }
    desk.type_text("That is enough for today").press("enter");
    desk.session().clone()
}

#[test]
fn every_template_is_walked_from_opening_to_closing_by_keys_alone_in_both_languages() {
    let schema: Validator = jsonschema::validator_for(&schema::session()).expect("a schema");
    for template in templates() {
        for language in ["en", "fr"] {
            let session = walk(&template, language);
            let name = format!("{} in {language}", template.id);
            assert_eq!(session.state, State::Closed, "{name}");
            assert!(session.stages.iter().all(offsite::model::stage::Stage::is_visited), "{name}");
            assert_eq!(session.faults(), [], "{name}");
            let file = serde_json::to_value(&session).expect("a file");
            let faults: Vec<String> = schema.iter_errors(&file).map(|error| error.to_string()).collect();
            assert_eq!(faults, [""; 0], "{name}");
            assert!(session.sheets().any(|(_, sheet)| !sheet.items.is_empty()), "{name}");
        }
    }
}

#[test]
fn the_list_of_them_is_read_at_a_glance() {
    for (columns, rows) in [(100, 30), (80, 24), (60, 16)] {
        let mut desk = Desk::on(Vec::new(), |world| {
            world.templates = templates().collect();
            Screen::Templates(Templates::default())
        })
        .at(columns, rows);
        desk.press("down down down");
        insta::assert_snapshot!(format!("templates_{columns}x{rows}"), desk.screen());
    }
}
