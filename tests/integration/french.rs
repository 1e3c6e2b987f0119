//! The program in French: every screen as it was looked at, and no word of English on any.

use chrono::{DateTime, Days, FixedOffset};
use offsite::lang::Texts;
use offsite::model::id::{IdSource, ItemId};
use offsite::model::item::Item;
use offsite::model::session::{Client, Session, State};
use offsite::model::sheet::SheetKind;

use crate::support::command::Machine;
use crate::support::{Desk, now, template};

fn session(seed: u64, title: &str, client: &str, at: DateTime<FixedOffset>) -> Session {
    let mut session = template().session("fr", &mut IdSource::new(seed), at);
    title.clone_into(&mut session.title);
    session.client = (!client.is_empty()).then(|| Client { name: client.to_owned(), ..Client::default() });
    for (id, name) in [("p-1", "Maëlle"), ("p-2", "Jonas"), ("p-3", "moi")] {
        session.participants.push(Item::new(ItemId::new(id), "name", name));
    }
    session
}

fn put(session: &mut Session, sheet: &str, json: &str) {
    let item: Item = serde_json::from_str(json).expect("an item");
    let mut sheets = session.stages.iter_mut().flat_map(|stage| &mut stage.sheets);
    sheets.find(|each| each.id == sheet).expect("a sheet").items.push(item);
}

/// The session of the autumn, closed; some of its promises are still open.
fn autumn() -> Session {
    let before = now().checked_sub_days(Days::new(120)).expect("a day");
    let mut session = session(3, "Offsite T4", "Menuiserie Roux", before);
    session.state = State::Closed;
    session.scheduled = Some(before);
    put(&mut session, "goals", r#"{"id":"g-1","text":"Neuf clients sous contrat","owner":"p-1","due":"2025-12-31"}"#);
    for json in [
        r#"{"id":"a-01","text":"Envoyer les nouveaux tarifs","owner":"p-1","due":"2026-03-05","goal":"g-1"}"#,
        r#"{"id":"a-02","text":"Demander trois devis pour la camionnette","owner":"p-2","due":"2026-01-21"}"#,
        r#"{"id":"a-03","text":"Ouvrir un compte d’épargne","owner":"p-3","due":"2025-12-17","status":"done"}"#,
    ] {
        put(&mut session, "actions", json);
    }
    session
}

/// The session of today.
fn spring() -> Session {
    let mut session = session(5, "Offsite T2", "Menuiserie Roux", now());
    session.scheduled = Some(now());
    session.thread = Some(autumn().id);
    for (id, text, rest) in [
        ("g-1", "Douze clients sous contrat, contre neuf", r#""owner":"p-1","due":"2026-06-03","pillars":["ventes"]"#),
        ("g-2", "Plus de travail le vendredi", r#""owner":"p-2","due":"2026-05-20""#),
        ("g-3", "Des devis envoyés dans la journée", r#""priority":1"#),
        ("g-4", "Trois mois de salaires d’avance", r#""owner":"p-3","due":"2026-06-03","pillars":["argent"]"#),
    ] {
        put(&mut session, "goals", &format!(r#"{{"id":"{id}","text":"{text}",{rest}}}"#));
    }
    put(
        &mut session,
        "projects",
        r#"{"id":"j-1","text":"Un contrat d’entretien","owner":"p-1","goal":"g-1","start":"2026-03-05","due":"2026-03-27"}"#,
    );
    put(&mut session, "milestones", r#"{"id":"m-1","text":"Six clients l’ont vu","project":"j-1","due":"2026-03-20"}"#);
    for json in [
        r#"{"id":"a-11","text":"Imprimer la liste des tarifs","owner":"p-1","due":"2026-03-05","start":"2026-03-02","project":"j-1","first_step":"Relire la liste","effort_hours":2.5}"#,
        r#"{"id":"a-12","text":"Interroger cinq clients sur le vendredi","owner":"p-2","start":"2026-03-05","due":"2026-03-13","goal":"g-2"}"#,
        r#"{"id":"a-13","text":"Un modèle de devis d’une page","owner":"p-3","start":"2026-03-09","due":"2026-03-16","goal":"g-3"}"#,
        r#"{"id":"a-14","text":"Ouvrir un compte de réserve","owner":"p-3","due":"2026-03-17","status":"doing"}"#,
        r#"{"id":"a-15","text":"Proposer le contrat à six clients","owner":"p-1","due":"2026-03-27","project":"j-1","effort_hours":10,"cost":1800}"#,
        r#"{"id":"a-16","text":"Relancer les factures de février","owner":"p-3","due":"2026-02-27","goal":"g-2"}"#,
        r#"{"id":"a-17","text":"Recevoir les clients en juin","owner":"p-1","start":"2026-05-18","due":"2026-09-30","goal":"g-1"}"#,
        r#"{"id":"a-18","text":"Chercher un métreur à mi-temps","goal":"g-3"}"#,
    ] {
        put(&mut session, "actions", json);
    }
    session
}

/// A session that is prepared and waits.
fn summer() -> Session {
    let day = now().checked_add_days(Days::new(15)).expect("a day");
    let mut session = session(9, "Une journée au vert", "Studio Lindqvist", day);
    session.scheduled = Some(day);
    session
}

/// The program over them, with the session of today under way in its goals.
fn desk() -> Desk {
    let mut desk = Desk::speaking("fr", vec![autumn(), spring(), summer()]);
    desk.press("home");
    desk
}

/// Every screen, by the keys that lead to it from the stage of the goals.
const PATHS: &[(&str, &str)] = &[
    ("home", "esc esc"),
    ("templates", "esc esc n"),
    ("prepare", "esc esc n enter"),
    ("schedule", "esc esc n enter tab"),
    ("opening", "esc s home enter"),
    ("follow_up", "esc s home ↓ enter"),
    ("decide", "esc s home ↓ enter enter"),
    ("current_state", "esc s home ↓ ↓ enter"),
    ("vision", "esc s home ↓ ↓ ↓ enter"),
    ("break", "esc s home ↓ ↓ ↓ ↓ enter"),
    ("goals", ""),
    ("answers", "esc"),
    ("beside", "esc tab"),
    ("details", "esc e"),
    ("people_stage", "esc s home ↓ ↓ ↓ ↓ ↓ ↓ enter"),
    ("projects", "esc s end ↑ ↑ ↑ enter"),
    ("actions", "esc s end ↑ enter"),
    ("closing_stage", "esc s end enter"),
    ("close", "esc C"),
    ("stages", "esc s"),
    ("time", "esc T"),
    ("time_preview", "esc T +"),
    ("time_cut", "esc T c"),
    ("time_started", "esc T l"),
    ("park", "ctrl-o"),
    ("note", "esc N"),
    ("board", "esc A"),
    ("list", "esc A 2"),
    ("timeline", "esc A 3"),
    ("people", "esc A 4"),
    ("filter", "esc A f"),
    ("add", "esc A a"),
    ("plan_details", "esc A enter"),
    ("find", "esc / c l i"),
    ("review", "esc esc ↓ r"),
    ("commands", "esc ?"),
    ("home_commands", "esc esc ?"),
    ("open_file", "esc esc O"),
];

/// The program on one of them.
fn at(keys: &str) -> Desk {
    let mut desk = desk();
    desk.press("enter tab enter esc s end ↑ ↑ ↑ ↑ ↑ enter");
    desk.press(keys);
    desk
}

#[test]
fn every_screen_is_as_it_was_looked_at_in_french() {
    for size in [(100, 30), (80, 24)] {
        let first = Desk::speaking("fr", Vec::new()).at(size.0, size.1);
        insta::assert_snapshot!(format!("first_{}x{}", size.0, size.1), first.screen());
    }
    for (name, keys) in PATHS {
        let mut desk = at(keys);
        for size in [(100, 30), (80, 24)] {
            desk.size = size;
            insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), desk.screen());
        }
    }
}

/// The texts and labels of a language, as they are declared; those that count or name are not among them.
fn texts(language: &str) -> Vec<(String, String)> {
    let declared = format!("{:#?}", Texts::of(language));
    let mut section = String::new();
    let mut texts = Vec::new();
    for line in declared.lines() {
        let line = line.trim();
        if let Some((key, "{")) = line.split_once(": ").map(|(key, rest)| (key, rest.rsplit(' ').next().unwrap_or("")))
        {
            key.clone_into(&mut section);
        }
        if let Some((before, text)) = line.split_once('"') {
            let text = text.rsplit_once('"').map_or(text, |(text, _)| text);
            texts.push((format!("{section}.{before}{}", texts.len()), text.to_owned()));
        }
    }
    texts
}

/// Words that are French too, with a meaning of their own.
const FALSE_FRIENDS: [&str; 2] = ["change", "close"];

#[test]
fn no_word_of_english_is_on_a_french_screen() {
    let french: Vec<String> = texts("fr").into_iter().map(|(_, text)| text).collect();
    let english: Vec<(String, String)> = texts("en")
        .into_iter()
        .filter(|(_, text)| {
            text.chars().count() > 4 && !FALSE_FRIENDS.contains(&text.as_str()) && !french.contains(text)
        })
        .collect();
    assert!(english.len() > 250, "the texts are no longer found");
    let mut screens: Vec<(&str, String)> = vec![("first", Desk::speaking("fr", Vec::new()).screen())];
    screens.extend(PATHS.iter().map(|(name, keys)| (*name, at(keys).screen())));
    for (name, screen) in screens {
        let words: Vec<&str> = screen.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let line = format!(" {} ", words.join(" "));
        for (key, text) in &english {
            let text: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
            assert!(
                !line.contains(&format!(" {} ", text.join(" "))),
                "{key} “{}” is on {name}:\n{screen}",
                text.join(" ")
            );
        }
    }
}

/// The words between quotes in a source, without what braces hold.
fn quoted(source: &str) -> Vec<String> {
    let (code, _) = source.split_once("#[cfg(test)]").unwrap_or((source, ""));
    let outside = |text: &str| text.split('{').map(|piece| piece.rsplit('}').next().unwrap_or("")).collect();
    code.lines().flat_map(|line| line.split('"').skip(1).step_by(2)).map(outside).collect()
}

#[test]
fn french_is_set_as_printers_set_it() {
    for source in [
        include_str!("../../src/lang/fr.rs"),
        include_str!("../../src/lang/fr/days.rs"),
        include_str!("../../src/lang/fr/settings.rs"),
        include_str!("../../src/lang/fr/skeleton.rs"),
        include_str!("../../src/lang/fr/keys.rs"),
        include_str!("../../src/lang/fr/panel.rs"),
        include_str!("../../src/lang/fr/records.rs"),
        include_str!("../../src/lang/fr/says.rs"),
    ] {
        for text in quoted(source) {
            // What people type is set as they type it.
            let letters: Vec<char> = text.replace("pour:", "").chars().collect();
            for (place, letter) in letters.iter().enumerate() {
                let before = place.checked_sub(1).and_then(|place| letters.get(place));
                match letter {
                    ':' | ';' | '?' | '»' => assert_eq!(before, Some(&'\u{a0}'), "{text}"),
                    '«' => assert_eq!(letters.get(place + 1), Some(&'\u{a0}'), "{text}"),
                    '!' | '\'' | '“' | '”' => panic!("{text}"),
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn what_is_shown_in_french_can_be_typed_in_french() {
    let mut session = spring();
    put(
        &mut session,
        "current-state",
        r#"{"id":"f-1","text":"Des chantiers livrés le jour dit","swot":"strength","source":"own"}"#,
    );
    let mut desk = Desk::speaking("fr", vec![session]);
    desk.press("enter tab enter esc s home ↓ ↓ enter enter enter enter enter esc e").sees("force").sees("chez nous");
    desk.press("tab ctrl-u").type_text("faib").press("tab ctrl-u").type_text("besoin client").press("enter");
    let item = desk.session().find(&ItemId::new("f-1")).expect("the item").2;
    assert_eq!((item.text("swot"), item.text("source")), ("weakness", "client-need"));
    desk.press("s home ↓ ↓ ↓ ↓ ↓ enter")
        .type_text("Des devis dans la journée #expérience-client #caisse")
        .press("enter");
    desk.sees("#expérience-client").sees("#caisse");
    let goal = desk.session().items_of(SheetKind::Goals).last().expect("a goal").clone();
    assert_eq!(goal.words("pillars").collect::<Vec<_>>(), ["customer-experience", "caisse"]);
    desk.press("esc");
    desk.press("s end ↑ enter").type_text("Appeler Roux @Jonas pour:lundi prochain").press("enter");
    desk.sees("Appeler Roux").sees("pour le 9 mars");
}

#[test]
fn commands_speak_french() {
    let machine = Machine::with_session();
    let french = |arguments: &[&str]| machine.offsite_with(&[("LC_ALL", "fr_FR.UTF-8")], arguments);
    for command in ["", "new", "run", "list", "show", "plan", "templates", "schema", "check", "merge", "demo"] {
        let words: Vec<&str> = [command, "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        let said = french(&words).succeeds().says("Afficher l’aide").said();
        for english in [" the ", " with ", " and ", " your ", "Print"] {
            assert!(!said.contains(english), "“{english}” is in the help of “{command}”:\n{said}");
        }
    }
    french(&["list"]).succeeds().says("ÉTAT").says("prévue").remarks("Ensuite");
    french(&["show", "q2"]).succeeds().says("jeudi 12 mars 2026");
    french(&["plan"]).succeeds().remarks("Aucune action ici.");
    french(&["templates", "show", "blank"]).succeeds().says("60 min, au moins 15");
    french(&["show", "personne"]).fails_with(3).remarks("Aucune séance ne s’appelle");
    french(&["new", "--template", "blank", "--when", "plop"])
        .fails_with(2)
        .remarks("« plop » n’est pas un mot de date");
    for (when, why) in [
        ("31 fév", "Il n’y a pas de jour 31 au mois 2"),
        ("13/13", "Il n’y a pas de mois 13"),
        ("lun 12 mars 2026", "Le 2026-03-12 est un jeudi, pas un lundi"),
        ("12 mars 16h-14h", "La fin, 14:00, n’est pas après le début, 16:00"),
        ("12 mars 27h", "n’est pas une heure"),
    ] {
        french(&["new", "--template", "blank", "--when", when])
            .fails_with(2)
            .remarks(why)
            .remarks("Rien n’a été écrit.");
    }
}
