//! What a template must be, and what a session takes from it.

use serde_json::{Value, json};

use super::*;
use crate::model::strategies::at;

fn file(change: impl FnOnce(&mut Value)) -> Template {
    let words = |text: &str| json!({ "en": text, "fr": text });
    let mut file = json!({
        "format": TEMPLATE_FORMAT, "version": 1, "id": "short", "title": words("Short"),
        "stages": [{
            "id": "opening", "title": words("Opening"), "minutes": 60, "at_least": 20,
            "cues": { "blank-sheet": [words("Listen.")] },
            "sheets": [
                { "id": "opening", "kind": "opening", "prompts": [{ "slot": "shift", "ask": words("Which shift?") }] },
                { "id": "rest", "kind": "break", "prompts": [{ "ask": words("Coffee?") }] }
            ]
        }]
    });
    change(&mut file);
    serde_json::from_value(file).unwrap()
}

fn faults(change: impl FnOnce(&mut Value)) -> Vec<(String, TemplateFault)> {
    file(change).faults().into_iter().map(|error| (error.pointer, error.fault)).collect()
}

#[test]
fn the_shipped_templates_have_no_faults() {
    for text in
        [include_str!("../../../templates/blank.json"), include_str!("../../../templates/strategic-session.json")]
    {
        let template: Template = serde_json::from_str(text).unwrap();
        assert_eq!(template.faults(), []);
    }
    assert_eq!(faults(|_| {}), []);
}

#[test]
fn a_floor_above_the_minutes_and_an_id_that_stands_twice_are_faults() {
    let found = faults(|file| {
        file["stages"][0]["at_least"] = json!(90);
        let stage = file["stages"][0].clone();
        file["stages"].as_array_mut().unwrap().push(stage);
        file["stages"][1]["at_least"] = json!(20);
        file["stages"][0]["sheets"][1]["id"] = json!("opening");
    });
    assert_eq!(
        found,
        [
            ("/stages/0/at_least".to_owned(), TemplateFault::FloorAboveMinutes { at_least: 90, minutes: 60 }),
            ("/stages/0/sheets/1/id".to_owned(), TemplateFault::DuplicateId("opening".to_owned())),
            ("/stages/1/id".to_owned(), TemplateFault::DuplicateId("opening".to_owned())),
        ]
    );
}

#[test]
fn a_slot_that_the_kind_lacks_is_a_fault_with_those_it_has() {
    let found = faults(|file| file["stages"][0]["sheets"][0]["prompts"][0]["slot"] = json!("shfit"));
    let [(pointer, TemplateFault::UnknownSlot { found, known })] = &found[..] else { panic!("{found:?}") };
    assert_eq!((pointer.as_str(), found.as_str()), ("/stages/0/sheets/0/prompts/0/slot", "shfit"));
    assert!(known.contains(&"shift"));
    let found = faults(|file| file["stages"][0]["sheets"][1]["prompts"][0]["slot"] = json!("shift"));
    assert!(matches!(&found[..], [(_, TemplateFault::UnknownSlot { known, .. })] if known.is_empty()));
}

#[test]
fn a_preset_must_be_a_field_of_the_slot_and_hold_what_it_may() {
    let preset = |preset| faults(|file| file["stages"][0]["sheets"][0]["prompts"][0]["preset"] = preset);
    assert_eq!(preset(json!({ "shift_kind": "sales" })), []);
    let at = "/stages/0/sheets/0/prompts/0/preset";
    assert!(matches!(
        &preset(json!({ "shift_kind": "magic" }))[..],
        [(pointer, TemplateFault::UnknownWord { found, known })]
            if *pointer == format!("{at}/shift_kind") && found == "magic" && known.contains(&"sales".to_owned())
    ));
    assert!(matches!(
        &preset(json!({ "a/b~c": 1 }))[..],
        [(pointer, TemplateFault::UnknownField { found, known })]
            if *pointer == format!("{at}/a~1b~0c") && found == "a/b~c" && known.contains(&"shift_kind".to_owned())
    ));
    let found = preset(json!({ "shift_kind": 1 }));
    assert_eq!(found, [(format!("{at}/shift_kind"), TemplateFault::BadPreset("shift_kind".to_owned()))]);
}

#[test]
fn a_text_that_lacks_a_language_is_a_fault_and_so_is_a_question_without_words() {
    let missing = |language: &str| TemplateFault::MissingLanguage(language.to_owned());
    let found = faults(|file| file["stages"][0]["cues"]["blank-sheet"][0] = json!({ "en": "Listen." }));
    assert_eq!(found, [("/stages/0/cues/blank-sheet/0".to_owned(), missing("fr"))]);
    let found = faults(|file| file["stages"][0]["sheets"][0]["prompts"][0]["ask"] = json!({}));
    let ask = "/stages/0/sheets/0/prompts/0/ask";
    assert_eq!(found, [(ask.to_owned(), missing("en")), (ask.to_owned(), missing("fr"))]);
    assert_eq!(faults(|file| file["title"] = json!({})), [("/title".to_owned(), missing("en"))]);
}

#[test]
fn a_template_without_stages_is_a_fault() {
    let found = faults(|file| file["stages"] = json!([]));
    assert_eq!(found, [("/stages".to_owned(), TemplateFault::NoStages)]);
}

#[test]
fn what_a_template_does_not_know_is_refused() {
    assert!(serde_json::from_value::<TemplateSheet>(json!({ "id": "x", "kind": "goals", "x": 1 })).is_err());
    assert!(serde_json::from_value::<TemplateSheet>(json!({ "id": "x", "kind": "gaols" })).is_err());
}

#[test]
fn a_session_starts_with_its_own_copy_in_one_language_and_with_slack() {
    let template = file(|file| file["title"]["fr"] = json!("Courte"));
    let session = template.session("fr", &mut IdSource::new(1), at("09:30"));
    assert_eq!((session.title.as_str(), session.state, session.length), ("Courte", State::Planned, 65));
    assert_eq!(session.stages[0].cues.of(Style::BlankSheet).collect::<Vec<_>>(), ["Listen."]);
    assert_eq!(session.faults(), []);
    assert_eq!(template.title.text("de"), "Short");
}

/// The faults of a template with one more sheet, without their pointers up to it.
fn of_sheet(sheet: Value) -> Vec<(String, TemplateFault)> {
    let found = faults(|file| file["stages"][0]["sheets"].as_array_mut().unwrap().push(sheet));
    let short = |pointer: String| pointer.trim_start_matches("/stages/0/sheets/2").to_owned();
    found.into_iter().map(|(pointer, fault)| (short(pointer), fault)).collect()
}

fn named(id: &str) -> Value {
    json!({ "id": id, "name": { "en": id, "fr": id } })
}

fn column(id: &str, kind: &str) -> Value {
    json!({ "id": id, "name": { "en": id, "fr": id }, "type": kind })
}

#[test]
fn each_kind_takes_its_own_options_and_misses_the_one_it_needs() {
    let lanes = || json!([named("hurts")]);
    assert_eq!(of_sheet(json!({ "id": "x", "kind": "notes", "lanes": lanes() })), []);
    let known = vec!["scores", "tracks", "continues", "private"];
    let found = of_sheet(json!({ "id": "x", "kind": "projects", "lanes": lanes() }));
    assert_eq!(found, [("/lanes".to_owned(), TemplateFault::UnknownOption { found: "lanes", known })]);
    for (kind, option) in
        [("table", "columns"), ("metrics", "periods"), ("alignment", "departments"), ("panel", "shows")]
    {
        let found = of_sheet(json!({ "id": "x", "kind": kind }));
        assert_eq!(found, [(String::new(), TemplateFault::MissingOption(option))]);
    }
}

#[test]
fn columns_rows_and_questions_of_a_table_must_fit_each_other() {
    let table = |change: fn(&mut Value)| {
        let mut sheet = json!({
            "id": "x", "kind": "table",
            "columns": [column("step", "text"), column("state", "choice"), column("feels", "scale")],
            "rows": [{ "step": { "en": "Sign", "fr": "Enseigne" }, "state": "stuck", "feels": 2 }],
            "prompts": [{ "ask": { "en": "?", "fr": "?" }, "fills": "feels" }]
        });
        sheet["columns"][1]["choices"] = json!([named("reached"), named("stuck")]);
        change(&mut sheet);
        of_sheet(sheet)
    };
    assert_eq!(table(|_| {}), []);
    let cell = |key: &str| TemplateFault::BadCell(key.to_owned());
    assert_eq!(table(|sheet| sheet["rows"][0]["feels"] = json!(9)), [("/rows/0/feels".to_owned(), cell("feels"))]);
    let found = table(|sheet| sheet["rows"][0]["state"] = json!("stock"));
    assert!(
        matches!(&found[..], [(_, TemplateFault::UnknownWord { known, .. })] if known.contains(&"stuck".to_owned()))
    );
    assert_eq!(table(|sheet| sheet["rows"][0] = json!({ "feels": 1 })), [("/rows/0".to_owned(), cell("step"))]);
    let found = table(|sheet| sheet["rows"][0]["step"] = json!({ "en": "Sign" }));
    assert_eq!(found, [("/rows/0/step".to_owned(), TemplateFault::MissingLanguage("fr".to_owned()))]);
    let found = table(|sheet| sheet["columns"][0]["type"] = json!("number"));
    assert!(found.contains(&("/columns/0/type".to_owned(), TemplateFault::FirstColumn)));
    let found = table(|sheet| sheet["columns"][2]["id"] = json!("private"));
    assert!(found.contains(&("/columns/2/id".to_owned(), TemplateFault::BadId("private".to_owned()))));
    let found = table(|sheet| sheet["prompts"][0]["fills"] = json!("feel"));
    assert!(matches!(&found[..], [(_, TemplateFault::BadFills { known, .. })] if known.contains(&"feels".to_owned())));
    let found = table(|sheet| sheet["columns"][1]["choices"] = json!([]));
    assert!(found.contains(&("/columns/1/choices".to_owned(), TemplateFault::BadChoices)));
}

#[test]
fn only_an_earlier_sheet_of_the_same_kind_can_be_continued() {
    let found = of_sheet(json!({ "id": "x", "kind": "opening", "continues": "opening/opening" }));
    assert_eq!(found, []);
    for continues in ["opening/x", "opening/rest", "later/opening"] {
        let found = of_sheet(json!({ "id": "x", "kind": "opening", "continues": continues }));
        assert!(matches!(&found[..], [(at, TemplateFault::UnknownSheet { .. })] if at == "/continues"), "{continues}");
    }
}

#[test]
fn what_a_template_sets_up_is_in_the_session_in_one_language() {
    let template = file(|file| {
        let sheets = file["stages"][0]["sheets"].as_array_mut().unwrap();
        sheets.push(json!({ "id": "m", "kind": "metrics", "periods": { "unit": "month", "back": 1 } }));
        sheets.push(json!({
            "id": "o", "kind": "options",
            "criteria": [{ "text": { "en": "Risk", "fr": "Risque" }, "kind": "risk", "weight": 3 }],
            "alternatives": [{ "text": { "en": "Leave it", "fr": "Ne rien changer" } }]
        }));
    });
    assert_eq!(template.faults(), []);
    let session = template.session("fr", &mut IdSource::new(1), at("09:30"));
    let [.., metrics, options] = &session.stages[0].sheets[..] else { panic!() };
    assert_eq!(metrics.setup.periods, ["2026-02", "2026-03"]);
    assert!(metrics.slot("").unwrap().field("2026-03").is_some());
    let texts: Vec<_> = options.items.iter().map(|item| (item.text("slot"), item.text("text"))).collect();
    assert_eq!(texts, [("", "Ne rien changer"), ("criterion", "Risque")]);
    assert_eq!(session.faults(), []);
}
