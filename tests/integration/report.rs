//! The report of a session: what it says in each format and language, and where it is written.

use std::fs;

use offsite::export::document::Document;
use offsite::export::{FORMATS, html, markdown, report};
use offsite::lang::Texts;
use offsite::model::demo;
use offsite::model::field::{Field, FieldKind, LinkTo};
use offsite::model::id::{IdSource, ItemId};
use offsite::model::item::Item;
use offsite::model::private::Private;
use offsite::model::session::{Client, Session, State};
use offsite::model::shared::{Shared, family};
use offsite::model::sheet::{SheetKind, Slot};
use offsite::model::stage::Sheet;
use offsite::model::template::Template;
use serde_json::{Value, json};

use crate::support::command::{Machine, STEM};
use crate::support::{now, template};

/// A closed session with two records in every slot of every kind, and one private one.
fn every_kind(language: &str) -> Session {
    let template: Template = serde_json::from_str(include_str!("../fixtures/every-option.json")).expect("a template");
    let mut session = template.session(language, &mut IdSource::new(3), now());
    session.title = "Acme: every kind".into();
    session.client = Some(Client { name: "Acme Ltd".to_owned(), alias: "Birch".to_owned(), ..Client::default() });
    session.state = State::Closed;
    session.scheduled = Some(now());
    for (id, name) in [("p-1", "Maria"), ("p-2", "Jonas")] {
        session.participants.push(Item::new(ItemId::new(id), "name", name));
    }
    let mut number = 0;
    for sheet in session.stages.iter_mut().flat_map(|stage| &mut stage.sheets) {
        if sheet.setup.continues.is_empty() {
            sheet.setup.private = false;
            filled(sheet, &mut number);
        }
    }
    session.parked.push(Item::new(ItemId::new("k-1"), "text", "Raise the day rate at Acme?"));
    session.notes.push(Item::new(ItemId::new("n-1"), "text", "PRIVATE note").with("stage", "all"));
    session
}

fn filled(sheet: &mut Sheet, number: &mut usize) {
    for slot in sheet.slots().iter() {
        let private = Item::new(ItemId::new(format!("z-{number}")), "text", "PRIVATE answer").with("private", true);
        sheet.items.push(if slot.id.is_empty() { private } else { private.with("slot", slot.id) });
        for round in 1..=2 {
            *number += 1;
            let mut item = Item { id: ItemId::new(id(slot, round)), ..Item::new(ItemId::new(""), "x", 1) };
            item.values.clear();
            if !slot.id.is_empty() {
                item.values.insert("slot".to_owned(), json!(slot.id));
            }
            for field in slot.fields.iter() {
                item.values.insert(field.key.to_string(), value(field, round, sheet.kind));
            }
            sheet.items.push(item);
        }
    }
}

/// The id of a record that links of this file can name.
fn id(slot: &Slot, round: usize) -> String {
    format!("{}-{}{round}", slot.prefix, slot.id)
}

fn value(field: &Field, round: usize, kind: SheetKind) -> Value {
    let link = |to: LinkTo| match to {
        LinkTo::Goal => "g-1".to_owned(),
        LinkTo::Strategy => "t-1".to_owned(),
        LinkTo::Project => "j-1".to_owned(),
        LinkTo::Milestone => "m-1".to_owned(),
        LinkTo::Decision => "d-1".to_owned(),
        LinkTo::Alternative => format!("x-{round}"),
        LinkTo::Criterion => "e-criterion1".to_owned(),
    };
    match &field.kind {
        FieldKind::Line | FieldKind::Page => json!(format!("{} {} {round}", kind.word(), field.key)),
        FieldKind::Number | FieldKind::Money => json!(round * 1250),
        FieldKind::Date => json!(format!("2026-0{}-1{round}", 3 + round)),
        FieldKind::Person => json!(format!("p-{round}")),
        FieldKind::Scale(low, high) => json!((usize::from(*low) + 2 * round).min((*high).into())),
        FieldKind::Choice(words) | FieldKind::Offer(words) => {
            json!(words.ids().get(round % 2).or(words.ids().first()).copied().unwrap_or("own"))
        }
        FieldKind::Tags(_) => json!(["profitability", "people"]),
        FieldKind::Flag => json!(round == 1),
        FieldKind::Link(to) => json!(link(*to)),
        FieldKind::Links(to) => json!([link(*to)]),
    }
}

fn for_client(session: &Session, all: &[Session]) -> Document {
    report::for_client(&Shared::of(session), &family(session, all), Texts::of(&session.language), now())
}

fn for_facilitator(session: &Session, private: bool) -> Document {
    let private = private.then(|| Private::of(session));
    report::for_facilitator(
        &Shared::of(session),
        &family(session, []),
        private.as_ref(),
        Texts::of(&session.language),
        now(),
    )
}

/// The last closed session of the example that is for a client with an alias, and all others.
fn told() -> (Session, Vec<Session>) {
    let all = demo::example(&template(), now());
    let has_alias = |session: &&Session| session.client.as_ref().is_some_and(|client| !client.alias.is_empty());
    let mut closed = all.iter().filter(|session| session.state == State::Closed).filter(has_alias);
    (closed.next_back().expect("one with an alias").clone(), all)
}

#[test]
fn a_report_of_the_example_reads_well_in_markdown() {
    let (session, all) = told();
    insta::assert_snapshot!("example.md", markdown::write(&for_client(&session, &all)));
    let french = Session { language: "fr".to_owned(), ..session };
    insta::assert_snapshot!("example_fr.md", markdown::write(&for_client(&french, &all)));
}

/// A page without its styles, which would be in every snapshot.
fn unstyled(page: &str) -> String {
    let (before, style) = page.split_once("<style>").expect("a style");
    let (_, after) = style.split_once("</style>").expect("its end");
    format!("{before}<style></style>{after}")
}

#[test]
fn a_report_of_the_example_reads_well_as_a_page() {
    let (session, all) = told();
    insta::assert_snapshot!("example.html", unstyled(&html::write(&for_client(&session, &all))));
    let french = Session { language: "fr".to_owned(), ..session };
    insta::assert_snapshot!("example_fr.html", unstyled(&html::write(&for_client(&french, &all))));
}

#[test]
fn every_kind_of_sheet_has_its_place_in_a_report() {
    insta::assert_snapshot!("every_kind.md", markdown::write(&for_client(&every_kind("en"), &[])));
    insta::assert_snapshot!("every_kind.html", unstyled(&html::write(&for_client(&every_kind("en"), &[]))));
    insta::assert_snapshot!("every_kind_fr.md", markdown::write(&for_facilitator(&every_kind("fr"), true)));
}

/// A session with two ways that two people weigh by one criterion.
fn weighed(state: &str, scores: &[(&str, &str, u8)]) -> Session {
    let mut session = serde_json::to_value(every_kind("en")).expect("JSON");
    let score = |(at, (way, who, score)): (usize, &(&str, &str, u8))| json!({ "id": format!("y-{at}"), "slot": "score", "score": score, "owner": who, "alternative": way, "criterion": "e-1" });
    let ways = [
        json!({ "id": "x-1", "text": "Hire" }),
        json!({ "id": "x-2", "text": "Wait" }),
        json!({ "id": "e-1", "slot": "criterion", "text": "Gain", "kind": "benefit", "weight": 4 }),
    ];
    let items: Vec<Value> = ways.into_iter().chain(scores.iter().enumerate().map(score)).collect();
    session["state"] = json!(state);
    session["stages"] = json!([{ "id": "choose", "title": "Choose", "minutes": 30, "at_least": 10,
        "sheets": [{ "id": "ways", "kind": "options", "prompts": [{ "ask": "Which way?" }], "items": items }] }]);
    serde_json::from_value(session).expect("a session")
}

#[test]
fn the_better_way_stands_first_and_only_the_facilitator_reads_who_scored_what() {
    let session = weighed("closed", &[("x-1", "p-1", 5), ("x-1", "p-2", 4), ("x-2", "p-1", 2), ("x-2", "p-2", 3)]);
    let client = markdown::write(&for_client(&session, &[]));
    let row = |text: &str| client.find(text).unwrap_or_else(|| panic!("“{text}” is not in {client}"));
    assert!(row("| Hire | 1 | 88 | 4.5 |") < row("| Wait | 2 | 38 | 2.5 |"));
    row("Hire leads by 50 points of 100.");
    assert!(!client.contains("Maria 5"));
    assert!(markdown::write(&for_facilitator(&session, false)).contains("| Hire | Maria 5, Jonas 4 |"));
}

#[test]
fn scores_are_in_no_report_before_everybody_has_given_theirs() {
    let session = weighed("running", &[("x-1", "p-1", 5)]);
    for text in [for_client(&session, &[]), for_facilitator(&session, true)].map(|document| markdown::write(&document))
    {
        assert!(text.contains("- Hire") && !text.contains("Maria 5") && !text.contains("Of 100"), "{text}");
    }
}

#[test]
fn what_was_said_in_private_is_in_no_report_unless_it_was_asked_for() {
    for format in FORMATS {
        let session = every_kind("en");
        for document in [for_client(&session, &[]), for_facilitator(&session, false)] {
            let text = (format.write)(&document);
            assert!(!text.contains("PRIVATE") && !text.contains("Acme") && text.contains("Birch"), "{text}");
        }
        let text = (format.write)(&for_facilitator(&session, true));
        assert!(text.contains("PRIVATE note") && text.contains("PRIVATE answer"), "{text}");
        assert!(text.contains("This copy holds private notes"), "{text}");
    }
}

#[test]
fn a_session_in_which_nothing_was_said_has_a_short_report() {
    let machine = Machine::with_session();
    machine
        .offsite(&["report", STEM])
        .succeeds()
        .says("# Q2 offsite\n")
        .says("Nothing has been said yet.")
        .says("Birch");
}

#[test]
fn private_notes_are_refused_to_a_client() {
    let machine = Machine::with_session();
    let path = machine.path("report.md");
    let out = path.to_str().expect("text");
    for words in [
        &["report", STEM, "--include-private", "--out", out][..],
        &["report", STEM, "--for", "client", "--include-private"],
    ] {
        machine
            .offsite(words)
            .fails_with(2)
            .says_nothing()
            .remarks("never in a report for a client")
            .remarks("--for facilitator");
    }
    assert!(!path.exists());
    machine.edit(|session| session["notes"] = json!([{ "id": "n-1", "text": "Ask about the lease", "private": true }]));
    machine.offsite(&["report", STEM, "--for", "facilitator"]).succeeds();
    let own = machine.offsite(&["report", STEM, "--for", "facilitator", "--include-private"]).succeeds();
    own.says("Ask about the lease").says("This copy holds private notes");
}

#[test]
fn a_report_is_written_to_a_file_of_ones_own_and_over_none() {
    let machine = Machine::with_session();
    let path = machine.path("reports/q2.html");
    let out = path.to_str().expect("text");
    machine.offsite(&["report", STEM, "--out", out]).succeeds().says(out);
    let html = fs::read_to_string(&path).expect("read");
    assert!(html.starts_with("<!DOCTYPE html>"), "the ending names the format: {html}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
    }
    fs::write(&path, "mine").expect("written");
    machine
        .offsite(&["report", STEM, "--out", out])
        .fails_with(1)
        .says_nothing()
        .remarks("is there already")
        .remarks("--force");
    assert_eq!(fs::read_to_string(&path).expect("read"), "mine");
    machine.offsite(&["report", STEM, "--out", out, "--format", "md", "--force"]).succeeds();
    assert!(fs::read_to_string(&path).expect("read").starts_with("# Q2 offsite\n"));
}

#[test]
fn a_report_as_json_says_for_whom_it_is() {
    let machine = Machine::with_session();
    let said = machine.offsite(&["report", STEM, "--json"]).succeeds().remarks_nothing().json();
    assert_eq!((&said["for"], &said["format"], &said["private"]), (&json!("client"), &json!("md"), &json!(false)));
    assert!(said["text"].as_str().expect("text").starts_with("# Q2 offsite\n"));
}

#[test]
fn a_report_looks_and_never_writes_and_steers_no_terminal() {
    let machine = Machine::with_session();
    machine.put_actions();
    machine.edit(|session| session["title"] = json!("Q2 \u{1b}[31moff\u{202e}site"));
    let before = machine.snapshot();
    machine.offsite(&["report", STEM]).succeeds().says("Call the bank").says("no owner").steers_no_terminal();
    machine.offsite(&["report", STEM, "--format", "html"]).succeeds().says("<!DOCTYPE html>").steers_no_terminal();
    assert_eq!(machine.snapshot(), before);
}
