//! Pre-work: forms out, answers back in, and who is prepared.

use std::fs;
use std::path::{Path, PathBuf};

use offsite::model::change::Change;
use offsite::model::id::{IdSource, ItemId};
use offsite::model::item::Item;
use offsite::model::prework::asked::Ask;
use offsite::model::session::{Place, Session};
use offsite::tui::screens::Screen;
use offsite::tui::screens::prepare::Prepare;
use offsite::tui::screens::review::Review;
use serde_json::{Value, json};

use crate::support::command::{Machine, Outcome};
use crate::support::{Desk, session};

fn text(words: &str) -> Value {
    json!({ "en": words, "fr": format!("{words} (fr)") })
}

fn template(id: &str, kind: &str, options: &Value, asks: &[&str]) -> Value {
    let mut sheet = json!({ "id": "sheet", "kind": kind });
    sheet.as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
    sheet["prompts"] = asks.iter().map(|ask| json!({ "ask": text(ask) })).collect();
    let stage = json!({ "id": "stage", "title": text("Stage"), "minutes": 30, "at_least": 10, "sheets": [sheet] });
    json!({ "format": "offsite.template", "version": 1, "id": id, "title": text(id), "stages": [stage] })
}

/// A machine with a session that shows both forms, and Maria and Léa in it; the path of its file.
fn machine() -> (Machine, PathBuf) {
    let machine = Machine::new();
    let mut day = template("day", "panel", &json!({ "shows": "pre-work" }), &["What do you notice?"]);
    let mut zones = day["stages"][0].clone();
    zones["id"] = json!("zones");
    zones["sheets"][0]["shows"] = json!("zones");
    day["stages"].as_array_mut().unwrap().push(zones);
    let bilan = template("prework-bilan", "notes", &json!({}), &["What went well?", "What hurts?"]);
    let zone = template("prework-zone", "notes", &json!({ "private": true }), &["Where do you shine?"]);
    for each in [day, bilan, zone] {
        let name = format!("config/offsite/templates/{}.json", each["id"].as_str().unwrap());
        machine.write(&name, &each.to_string());
    }
    let made = machine.offsite(&["new", "--template", "day", "--people", "Maria, Léa"]).succeeds();
    let path = PathBuf::from(made.said().trim());
    (machine, path)
}

fn file(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn form(machine: &Machine, path: &Path, name: &str) -> String {
    machine.offsite(&["prework", "form", path.to_str().unwrap(), "--for", name]).succeeds().said()
}

fn read(machine: &Machine, mail: &str, more: &[&str]) -> Outcome {
    machine.write("mail.txt", mail);
    machine.offsite(&[&["prework", "read", "mail.txt"], more].concat())
}

#[test]
fn a_form_asks_what_belongs_to_the_session_and_says_what_is_private() {
    let (machine, path) = machine();
    let form = form(&machine, &path, "mar");
    assert!(form.starts_with("Questions for Maria, to answer before we meet\n\nWrite under each question"), "{form}");
    for line in ["[q1] What went well?", "[q2] What hurts?", "[q3] Where do you shine? (private)"] {
        assert!(form.lines().any(|each| each == line), "{form}");
    }
    assert!(form.lines().all(|line| line.chars().count() <= 72));
    let asked = file(&path)["prework"].as_array().unwrap().clone();
    assert_eq!((asked.len(), &asked[2]["private"], asked[0].get("text")), (3, &json!(true), None));
    let bytes = fs::read(&path).unwrap();
    assert_eq!(self::form(&machine, &path, "Maria"), form);
    assert_eq!(fs::read(&path).unwrap(), bytes, "the same form again is the same");
    machine.offsite(&["check", path.to_str().unwrap()]).succeeds();
}

#[test]
fn answers_come_back_through_quoting_and_broken_lines() {
    let (machine, path) = machine();
    let form = form(&machine, &path, "Léa");
    let filled = form.replace("What went well?", "What went well?\n\nThe launch, and that we\nkept the price.");
    let quoted: String = filled.lines().flat_map(|line| ["> ", line, "\n"]).collect();
    let mail = format!("Hello Jo,\n\n[q3] Selling\n\nOn Thursday Jo wrote:\n{quoted}");
    let said = read(&machine, &mail, &[]).succeeds().says("Léa has answered 2 of 3 questions.");
    let said = said.says("One answer is missing:\n  [q2] What hurts?").says("kept as a remark of Léa:\n  Hello Jo,");
    said.remarks("Next: offsite show");
    let session = file(&path);
    let texts: Vec<&str> =
        session["prework"].as_array().unwrap().iter().filter_map(|each| each["text"].as_str()).collect();
    assert_eq!(texts, ["The launch, and that we\nkept the price.", "Selling", "Hello Jo,"]);
    assert_eq!(
        (&session["participants"][1]["prepared"], session["participants"][0].get("prepared")),
        (&json!("partly"), None)
    );
    let bytes = fs::read(&path).unwrap();
    read(&machine, &mail, &[]).succeeds().remarks("All of it was known already");
    assert_eq!(fs::read(&path).unwrap(), bytes, "the same mail again changes nothing");
    let later = format!("[q2] The rent\n[q1] The launch\n{form}");
    let card = read(&machine, &later, &["--json"]).succeeds().json();
    assert_eq!((&card["answered"], &card["prepared"], &card["missing"]), (&json!(3), &json!("done"), &json!([])));
    let shown = machine.offsite(&["show", path.to_str().unwrap()]).succeeds().says("Before the session");
    let shown = shown.says("  Léa: What hurts?\n    The rent").says("Private and not printed here: 2.");
    assert!(!shown.said().contains("Selling"));
}

#[test]
fn a_form_is_written_and_answered_in_the_language_of_the_session() {
    let (machine, _) = machine();
    let arguments = ["new", "--template", "day", "--people", "Léa", "--title", "Jour"];
    let made = machine.offsite_with(&[("LANG", "fr_FR.UTF-8")], &arguments).succeeds();
    assert!(form(&machine, &PathBuf::from(made.said().trim()), "Léa").contains("\n[q1] What went well? (fr)\n"));
}

#[test]
fn a_form_for_another_session_or_person_is_refused_with_both_names() {
    let (machine, path) = machine();
    let maria = form(&machine, &path, "Maria").replace("[q1] What", "[q1] Much\n\n[q9] What");
    let other = machine.offsite(&["new", "--template", "blank", "--title", "Autumn", "--people", "Zoe"]).succeeds();
    read(&machine, &maria, &["--session", other.said().trim()])
        .fails_with(4)
        .remarks("This form answers “day”, not “Autumn”. Nothing was taken in.");
    machine
        .offsite(&["prework", "read", "mail.txt", "--for", "Léa"])
        .fails_with(4)
        .remarks("This form is Maria’s, not Léa’s.");
    let bare: String =
        maria.lines().filter(|line| !line.starts_with("[offsite/")).flat_map(|line| [line, "\n"]).collect();
    read(&machine, &bare, &[]).fails_with(4).remarks("mail.txt does not say whose answers it holds");
    let strange = maria.replace("[offsite/0", "[offsite/f");
    read(&machine, &strange, &[]).fails_with(3).remarks("which is not here. Nothing was taken in.");
    machine.offsite(&["prework", "read", "none.txt"]).fails_with(3).remarks("none.txt does not exist");
    assert_eq!(file(&path)["prework"].as_array().unwrap().iter().filter(|each| each.get("text").is_some()).count(), 0);
    let mine = ["--session", path.to_str().unwrap(), "--for", "Maria"];
    read(&machine, &bare, &mine).succeeds().says("Maria has answered 1 of 3 questions.");
}

#[test]
fn who_is_asked_must_take_part_and_the_nearest_name_is_said() {
    let (machine, path) = machine();
    let path = path.to_str().unwrap();
    let told = "Nobody called “Marai” takes part. Did you mean “Maria”? These people do: Maria, Léa.";
    machine.offsite(&["prework", "form", path, "--for", "Marai"]).fails_with(3).says_nothing().remarks(told);
    let alone = machine.offsite(&["new", "--template", "blank"]).succeeds();
    machine
        .offsite(&["prework", "form", alone.said().trim(), "--for", "Zoe"])
        .fails_with(3)
        .remarks("Nobody takes part in");
    machine
        .offsite(&["prework", "form", path, "--for", "Maria", "--template", "prewrk-zone"])
        .fails_with(3)
        .remarks("prework-zone");
}

#[test]
fn without_a_form_the_opening_is_asked_and_another_form_can_be_named() {
    let (machine, _) = machine();
    let made = machine.offsite(&["new", "--template", "strategic-session", "--people", "Zoe"]).succeeds();
    let path = PathBuf::from(made.said().trim());
    let own = form(&machine, &path, "Zoe");
    assert!(own.contains("[q1] How do you arrive today?") && !own.contains("What hurts?"), "{own}");
    let last = own.lines().filter(|line| line.starts_with("[q")).count();
    let arguments =
        ["prework", "form", path.to_str().unwrap(), "--for", "Zoe", "--template", "prework-bilan", "--json"];
    let card = machine.offsite(&arguments).succeeds().json();
    assert_eq!((&card["questions"], &card["name"]), (&json!(2), &json!("Zoe")));
    assert!(card["text"].as_str().unwrap().contains(&format!("[q{}] What went well?", last + 1)), "{card}");
}

#[test]
fn a_form_is_still_read_when_its_template_has_changed_or_gone() {
    let (machine, path) = machine();
    let mail = form(&machine, &path, "Maria").replace("What hurts?", "What hurts?\nThe rent");
    fs::remove_dir_all(machine.path("config/offsite/templates")).unwrap();
    read(&machine, &mail, &[]).succeeds().says("Maria has answered 1 of 3 questions.");
    machine.offsite(&["show", path.to_str().unwrap()]).succeeds().says("The rent");
}

#[test]
fn a_closed_session_takes_no_answers() {
    let (machine, path) = machine();
    let mail = form(&machine, &path, "Maria").replace("What hurts?", "What hurts?\nThe rent");
    let mut session = file(&path);
    session["state"] = json!("closed");
    fs::write(&path, serde_json::to_string_pretty(&session).unwrap()).unwrap();
    let before = fs::read(&path).unwrap();
    read(&machine, &mail, &[])
        .fails_with(1)
        .remarks("“day” is closed: what was said in it stays. Nothing was taken in.");
    assert_eq!(fs::read(&path).unwrap(), before);
}

/// A session in which Maria has answered, Jonas has begun to, and nobody else was asked.
fn answered() -> Session {
    let mut session = session();
    let asks = ["What went well?", "What hurts?"].map(|question| Ask {
        template: "prework-bilan".to_owned(),
        sheet: "a/a".to_owned(),
        question: question.to_owned(),
        hint: String::new(),
        is_private: question == "What hurts?",
    });
    for (seed, person, answers, word) in [(40, "p-1", 2, "done"), (50, "p-2", 1, "partly")] {
        let id = ItemId::new(person);
        let change = session.ask(&id, &asks, &mut IdSource::new(seed));
        session.apply(change).unwrap();
        let ids: Vec<ItemId> = session.asked(&id).iter().map(|(_, item)| item.id.clone()).collect();
        let set = |id, key: &str, value: &str| Change::Set { id, key: key.to_owned(), value: Some(value.into()) };
        for id in ids.into_iter().take(answers) {
            session.apply(set(id, "text", "The launch.\nAnd that we kept the price.")).unwrap();
        }
        session.apply(set(id, "prepared", word)).unwrap();
    }
    let remark = Item::new(ItemId::new("q-9"), "person", "p-2").with("text", "I may be late.");
    session.apply(Change::Insert { place: Place::Prework, index: 4, item: remark }).unwrap();
    session
}

#[test]
fn the_screen_of_preparing_shows_who_is_prepared() {
    let mut desk = Desk::on(vec![answered()], |_| Screen::Prepare(Prepare::of(&answered())));
    desk.sees("Prepared: Maria · Partly: Jonas").sees("Not yet: me");
    insta::assert_snapshot!("prepared", desk.screen());
    desk.size = (80, 24);
    insta::assert_snapshot!("prepared_80", desk.screen());
}

#[test]
fn answers_are_read_with_the_session_and_found() {
    let mut desk = Desk::on(vec![answered()], |_| Screen::Review(Review::of(&answered())));
    desk.press("G").sees("Before the session").sees("What went well?").sees("And that we kept the price.");
    insta::assert_snapshot!("prework_review", desk.screen());
    desk.size = (80, 24);
    insta::assert_snapshot!("prework_review_80", desk.screen());
    let mut desk = Desk::with(vec![answered()]);
    desk.press("/").type_text("kept the price").sees("What went well?");
}
