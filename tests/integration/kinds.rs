//! Every kind of sheet: with every option, worked through line by line; and in both languages, as it was looked at.

use offsite::lang::Texts;
use offsite::model::id::{IdSource, ItemId};
use offsite::model::item::Item;
use offsite::model::session::{Client, Session};
use offsite::model::sheet::{SheetKind, text};
use offsite::model::template::Template;
use offsite::store::builtin::SHIPPED;
use offsite::tui::screens::Screen;
use serde_json::{Value, json};

use crate::support::{Desk, now};

/// A template with a sheet of each kind, for what no shipped one asks.
const EVERY_OPTION: (&str, &str) = ("every-option", include_str!("../fixtures/every-option.json"));

fn every_option() -> Session {
    let template: Template = serde_json::from_str(EVERY_OPTION.1).expect("a template");
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

#[test]
fn who_is_asked_stands_apart_from_what_may_be_said() {
    let mut session = shipped("sprint", "en", 9);
    let enter = session.enter("opening", now());
    session.apply(enter).expect("entered");
    let mut desk = Desk::running(session, Vec::new());
    desk.press("enter").sees("for Maria   1 done   2 partly");
}

/// Where each kind is looked at: the template and its stage, the keys that lead to the picture, and what was said until
/// then, in English and after a bar in French.
const LOOKED_AT: &[(SheetKind, &str, &str, &str, &str)] = &[
    (
        SheetKind::Opening,
        "strategic-session",
        "opening",
        "esc p n n a",
        r#"[{"slot":"objective","text":"Agree on three goals|Trois objectifs communs"}]"#,
    ),
    (SheetKind::FollowUp, "strategic-session", "follow-up", "", "[]"),
    (
        SheetKind::Notes,
        "halfday-open",
        "ideas",
        "",
        r#"[
        {"lane":"small","text":"A price list that fits on a postcard|Des tarifs sur une carte postale"},
        {"lane":"small","text":"Answer each enquiry before noon|Répondre à chaque demande avant midi"},
        {"lane":"bold","text":"Close on Fridays|Fermer le vendredi"}]"#,
    ),
    (
        SheetKind::Factors,
        "client-intensive",
        "environment",
        "",
        r#"[
        {"source":"competitor","text":"Two new workshops offer repairs within a day|Deux nouveaux ateliers réparent dans la journée","swot":"threat","likelihood":4,"horizon":"this-year"},
        {"source":"competitor","text":"Nobody else delivers at the weekend|Personne d’autre ne livre le week-end","swot":"opportunity","effect":"twenty calls a month|vingt appels par mois"}]"#,
    ),
    (
        SheetKind::Text,
        "client-intensive",
        "vision",
        "",
        r#"[{"text":"In three years people call us before they call anyone else, and we go home at five.|Dans trois ans, on nous appelle avant tous les autres, et nous rentrons à cinq heures."}]"#,
    ),
    (
        SheetKind::Goals,
        "strategic-session",
        "goals",
        "",
        r#"[
        {"text":"Twelve clients who come back every year|Douze clients qui reviennent chaque année","owner":"p-1","due":"2026-06-30","measure":"clients","baseline":9,"target":12},
        {"text":"Quotes go out on the same day|Des devis envoyés dans la journée","owner":"p-2"}]"#,
    ),
    (
        SheetKind::People,
        "client-intensive",
        "key-players",
        "",
        r#"[
        {"name":"Maria","role_now":"does the books|tient les comptes","role_forward":"leads sales|dirige la vente","zone":"first talks with customers|les premiers entretiens","hours_a_week":32},
        {"name":"Jonas","role_now":"workshop|atelier","hours_a_week":40}]"#,
    ),
    (
        SheetKind::Strategies,
        "strategic-planning",
        "strategic-plan",
        "",
        r#"[
        {"strategy_kind":"growth","text":"Maintenance contracts for every house we have built|Un contrat d’entretien pour chaque maison construite","activities":"write to forty owners|écrire à quarante propriétaires"},
        {"strategy_kind":"growth","text":"A second van on the road|Une deuxième camionnette sur la route","risks":"the loan|l’emprunt"}]"#,
    ),
    (
        SheetKind::Projects,
        "halfday-customer",
        "choose",
        "",
        r#"[
        {"text":"A sign that can be read from the bus stop|Une enseigne lisible depuis l’arrêt de bus","impact":4,"effort":2},
        {"text":"Invoices that say thank you|Des factures qui disent merci","impact":3,"effort":1},
        {"text":"A new website with prices on it|Un nouveau site, avec les prix"}]"#,
    ),
    (
        SheetKind::Options,
        "strategic-decision",
        "alternatives",
        "",
        r#"[
        {"text":"Move out to the ring road|Déménager près de la rocade"},
        {"text":"Rent the shop next door as well|Louer aussi la boutique d’à côté"}]"#,
    ),
    (
        SheetKind::Decisions,
        "strategic-decision",
        "decision",
        "",
        r#"[
        {"text":"Rent the shop next door|Louer la boutique d’à côté","rejected":"the ring road, because customers come on foot|la rocade, car les clients viennent à pied","basis":"the scores of all three|les notes des trois","confidence_percent":70,"review":"2026-06-02"}]"#,
    ),
    (
        SheetKind::Milestones,
        "client-intensive",
        "milestones",
        "",
        r#"[
        {"text":"The lease is signed|Le bail est signé","due":"2026-04-30","last_responsible_day":"2026-04-10","owner":"p-1"},
        {"text":"The first customer walks through the new door|Le premier client passe la nouvelle porte","due":"2026-09-01"}]"#,
    ),
    (
        SheetKind::Risks,
        "every-option",
        "all",
        "",
        r#"[
        {"text":"Our only fitter falls ill|Notre seul installateur tombe malade","likelihood":3,"damage":5,"early_sign":"overtime|heures supplémentaires","prevention":"train Jonas|former Jonas","plan_b":"a colleague in Arles|un confrère d’Arles","owner":"p-1","review":"2026-05-04"},
        {"text":"Timber gets dearer again|Le bois augmente encore","likelihood":4,"damage":2}]"#,
    ),
    (SheetKind::Metrics, "annual-review", "numbers", "", "[]"),
    (
        SheetKind::Alignment,
        "alignment",
        "contribution",
        "",
        r#"[
        {"goal":"g-1","department":"marketing","text":"A letter to all former customers by May|Une lettre à tous les anciens clients d’ici mai"},
        {"goal":"g-1","department":"sales","text":"A visit to each of the nine|Une visite à chacun des neuf"}]"#,
    ),
    (
        SheetKind::Communication,
        "alignment",
        "communication",
        "",
        r#"[
        {"text":"We stay in the old town, and we grow there|Nous restons dans la vieille ville, et nous y grandissons","audience":"everybody in the workshop|tout l’atelier","channel":"Monday breakfast|petit-déjeuner du lundi","owner":"p-1","recurrence":"monthly","last_shared":"2026-02-02"}]"#,
    ),
    (
        SheetKind::Table,
        "client-regroup",
        "questions",
        "",
        r#"[
        {"question":"Who answers the telephone in the holidays?|Qui répond au téléphone pendant les congés ?","who":"p-2","answer":"Jonas, until noon|Jonas, jusqu’à midi","state":"answered"},
        {"question":"May we quote prices by mail?|Peut-on donner des prix par courriel ?","state":"open"}]"#,
    ),
    (SheetKind::Checklist, "halfday-customer", "welcome", "", "[]"),
    (
        SheetKind::Actions,
        "strategic-session",
        "actions",
        "",
        r#"[
        {"text":"Call the owner of the shop next door|Appeler la propriétaire de la boutique d’à côté","owner":"p-1","due":"2026-03-06"},
        {"text":"Ask the bank what a loan would cost|Demander à la banque le prix d’un prêt","owner":"p-2","due":"2026-03-02"},
        {"text":"Print the price list|Imprimer les tarifs","status":"done"}]"#,
    ),
    (SheetKind::Break, "strategic-session", "break", "", "[]"),
    (
        SheetKind::Closing,
        "client-intensive",
        "closing",
        "esc p n n n a",
        r#"[
        {"slot":"verdict","verdict":"partly","hours_a_month":6}]"#,
    ),
    (SheetKind::Panel, "client-regroup", "finish", "", "[]"),
];

/// The words of one of the two languages, wherever they are written as both.
fn in_language(language: &str, value: &Value) -> Value {
    match value {
        Value::String(both) => match both.split_once('|') {
            Some((english, french)) => json!(if language == "fr" { french } else { english }),
            None => json!(both),
        },
        Value::Array(all) => all.iter().map(|each| in_language(language, each)).collect(),
        Value::Object(all) => all
            .iter()
            .map(|(key, each)| (key.clone(), in_language(language, each)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

fn shipped(id: &str, language: &str, seed: u64) -> Session {
    let (_, text) = SHIPPED.iter().chain([&EVERY_OPTION]).find(|(known, _)| *known == id).expect("a template");
    let template: Template = serde_json::from_str(text).expect("a template");
    let mut session = template.session(language, &mut IdSource::new(seed), now());
    session.client = Some(Client { name: "Acme".to_owned(), ..Client::default() });
    session.scheduled = Some(now());
    for (id, name) in [("p-1", "Maria"), ("p-2", "Jonas")] {
        session.participants.push(Item::new(ItemId::new(id), "name", name));
    }
    session
}

fn put(session: &mut Session, stage: &str, kind: SheetKind, language: &str, items: &str) {
    let items: Value = serde_json::from_str(items).expect("items");
    let stage = session.stages.iter_mut().find(|each| each.id == stage).expect("a stage");
    let sheet = stage.sheets.iter_mut().find(|sheet| sheet.kind == kind).expect("a sheet");
    for (number, item) in in_language(language, &items).as_array().expect("a list").iter().enumerate() {
        let mut item = item.clone();
        if item.get("id").is_none() {
            item["id"] = json!(format!("{}-{number}", kind.word()));
        }
        sheet.items.push(serde_json::from_value(item).expect("an item"));
    }
}

/// The session before: two promises of it are open, a goal stands, and one of its stages was never begun.
fn before(language: &str) -> Session {
    let mut session = shipped("client-intensive", language, 5);
    if language == "fr" { "Journée de février" } else { "February day" }.clone_into(&mut session.title);
    session.scheduled = Some(now() - chrono::Duration::days(28));
    put(
        &mut session,
        "actions",
        SheetKind::Actions,
        language,
        r#"[
        {"text":"Send the new prices to all customers|Envoyer les nouveaux tarifs à tous les clients","owner":"p-1","due":"2026-02-27"},
        {"text":"Ask three friends about the sign|Demander à trois amis ce qu’ils pensent de l’enseigne","owner":"p-2","due":"2026-03-20"}]"#,
    );
    let close = session.close("", now() - chrono::Duration::days(28));
    session.apply(close).expect("closed");
    session
}

/// The program in a language, at one kind of sheet.
fn at(language: &str, (kind, template, stage, keys, said): (SheetKind, &str, &str, &str, &str)) -> Desk {
    let mut session = shipped(template, language, 9);
    if language == "fr" { "Cap sur l’été" } else { "Towards summer" }.clone_into(&mut session.title);
    if kind == SheetKind::Alignment {
        let goal = r#"[{"id":"g-1","text":"Twelve clients who come back every year|Douze clients qui reviennent chaque année"}]"#;
        put(&mut session, "smart", SheetKind::Goals, language, goal);
    }
    put(&mut session, stage, kind, language, said);
    let here = session.stages.iter_mut().find(|each| each.id == stage).expect("a stage");
    here.sheets.retain(|sheet| sheet.kind == kind);
    if kind == SheetKind::Metrics {
        for (item, number) in here.sheets[0].items.iter_mut().zip([118_000, 41_500, 46]) {
            item.values.insert("2024".to_owned(), json!(number));
            item.values.insert("2025".to_owned(), json!(number + number / 10));
        }
    }
    if kind == SheetKind::Checklist {
        here.sheets[0].items[0].values.insert("done".to_owned(), json!(true));
    }
    let enter = session.enter(stage, now());
    session.apply(enter).expect("entered");
    let mut desk = Desk::on(vec![before(language), session], |world| {
        world.look.texts = Texts::of(language);
        Screen::to_run(world.library.sessions().last().expect("one"), world)
    });
    desk.press(keys).wait(3);
    desk
}

#[test]
fn every_kind_is_as_it_was_looked_at_in_both_languages() {
    let kinds: Vec<SheetKind> = LOOKED_AT.iter().map(|(kind, ..)| *kind).collect();
    assert!(SheetKind::ALL.iter().all(|kind| kinds.contains(kind)), "a kind is not looked at");
    for look in LOOKED_AT {
        for language in ["en", "fr"] {
            let mut desk = at(language, *look);
            for (columns, rows) in [(100, 30), (80, 24)] {
                desk.size = (columns, rows);
                insta::assert_snapshot!(format!("{}_{language}_{columns}x{rows}", look.0.word()), desk.screen());
            }
        }
    }
}
