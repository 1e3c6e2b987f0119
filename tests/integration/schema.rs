//! The published schemas: as they stand in `schema/`, and held against templates and sessions by another validator.

use std::path::Path;

use chrono::DateTime;
use jsonschema::Validator;
use offsite::model::field::FieldKind;
use offsite::model::id::IdSource;
use offsite::model::schema;
use offsite::model::session::{self, Session};
use offsite::model::sheet::SheetKind;
use offsite::model::template::Template;
use offsite::store::envelope;
use serde_json::{Value, json};

const TEMPLATES: [&str; 3] =
    [include_str!("../../templates/blank.json"), include_str!("../../templates/strategic-session.json"), EVERY_OPTION];

/// A template with a sheet of each kind, and every option there is.
const EVERY_OPTION: &str = include_str!("../fixtures/every-option.json");

/// A file of every version that was ever written, oldest first; never edited.
const VERSIONS: [&str; 1] = [include_str!("../fixtures/session-v1.json")];

#[test]
fn a_file_of_every_version_is_read_and_the_newest_comes_back_to_the_byte() {
    assert_eq!(VERSIONS.len(), usize::try_from(session::VERSION).unwrap());
    for (version, text) in (1..).zip(VERSIONS) {
        let path = Path::new("a.json");
        let read = envelope::decode::<Session>(path, text.as_bytes(), session::FORMAT, session::VERSION).unwrap();
        assert_eq!(read.migrated_from.unwrap_or(session::VERSION), version);
        assert_eq!(complaints(&schema::session(), &serde_json::to_value(&read.value).unwrap()), [""; 0]);
    }
    let newest: Session = serde_json::from_str(VERSIONS[VERSIONS.len() - 1]).unwrap();
    assert_eq!(String::from_utf8(envelope::encode(&newest).unwrap()).unwrap(), VERSIONS[VERSIONS.len() - 1]);
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::meta::validate(schema).unwrap();
    jsonschema::draft202012::options().should_validate_formats(true).build(schema).unwrap()
}

fn complaints(schema: &Value, file: &Value) -> Vec<String> {
    validator(schema).iter_errors(file).map(|error| format!("{} {error}", error.instance_path())).collect()
}

fn begun(template: &str) -> Value {
    let template: Template = serde_json::from_str(template).unwrap();
    let now = DateTime::parse_from_rfc3339("2026-03-12T09:30:00+01:00").unwrap();
    serde_json::to_value(template.session("en", &mut IdSource::new(1), now)).unwrap()
}

/// A value that a field of this kind may hold.
fn value(kind: &FieldKind) -> Value {
    match kind {
        FieldKind::Line | FieldKind::Page | FieldKind::Person | FieldKind::Link(_) | FieldKind::Offer(_) => {
            json!("words")
        }
        FieldKind::Number | FieldKind::Money => json!(12.5),
        FieldKind::Date => json!("2026-06-30"),
        FieldKind::Scale(low, _) => json!(low),
        FieldKind::Choice(words) => json!(words.ids()[0]),
        FieldKind::Tags(_) | FieldKind::Links(_) => json!(["profit"]),
        FieldKind::Flag => json!(true),
    }
}

/// A value that it may not hold.
fn wrong(kind: &FieldKind) -> Value {
    match kind {
        FieldKind::Date => json!("2026-02-30"),
        FieldKind::Scale(_, high) => json!(high + 1),
        FieldKind::Choice(_) => json!("neither"),
        FieldKind::Tags(_) | FieldKind::Links(_) => json!("profit"),
        FieldKind::Flag => json!("yes"),
        FieldKind::Number | FieldKind::Money => json!("12"),
        FieldKind::Line | FieldKind::Page | FieldKind::Person | FieldKind::Link(_) | FieldKind::Offer(_) => {
            json!(12)
        }
    }
}

/// A session with one sheet of each kind, and in it a full item of each slot.
fn of_every_kind() -> Value {
    let mut file = begun(TEMPLATES[0]);
    let mut ids = (0..).map(|number| format!("i-{number}"));
    let sheet = |kind: SheetKind| {
        let item = |slot: &offsite::model::sheet::Slot| {
            let mut item = json!({ "id": ids.next(), "x_new": [null] });
            if !slot.id.is_empty() {
                item["slot"] = json!(slot.id);
            }
            let mut news = json!({ "at": "2026-04-01T10:00:00+02:00", "outcome": "kept" });
            for field in slot.fields.iter() {
                item[field.key.as_ref()] = value(&field.kind);
                news[field.key.as_ref()] = Value::Null;
            }
            item["history"] = json!([news]);
            item
        };
        let items: Vec<Value> = kind.slots().iter().map(item).collect();
        let mut sheet = json!({ "id": kind.word(), "kind": kind });
        if !items.is_empty() {
            sheet["items"] = Value::from(items);
        }
        sheet
    };
    file["stages"][0]["sheets"] = SheetKind::ALL.map(sheet).into_iter().collect();
    file["participants"] = json!([{ "id": "p-1", "name": "Maria", "prepared": "done", "in_room": true }]);
    file["client"] = json!({ "name": "Acme", "alias": "Birch" });
    file["horizon"] = json!({ "from": "2026-03-12", "to": "2026-12-31" });
    file["stages"][0]["clock"] =
        json!({ "visits": [{ "from": "2026-03-12T09:30:00+01:00" }], "corrected_seconds": -30 });
    file["parked"] = json!([{ "id": "k-1", "text": "later" }]);
    file["prework"] = json!([{ "id": "q-1", "person": "p-1", "number": 1, "question": "Well?", "text": "Yes" }]);
    file
}

fn add_unknown(file: &mut Value) {
    match file {
        Value::Object(object) => {
            object.values_mut().for_each(add_unknown);
            object.insert("x_later".to_owned(), json!({ "deep": [1] }));
        }
        Value::Array(all) => all.iter_mut().for_each(add_unknown),
        _ => {}
    }
}

#[test]
fn the_published_schemas_are_the_ones_that_the_types_make() {
    for (name, schema) in [("session-1.json", schema::session()), ("template-1.json", schema::template())] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema").join(name);
        let made = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("OFFSITE_BLESS").is_some() {
            std::fs::write(&path, &made).unwrap();
        }
        let published = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            published == made,
            "schema/{name} is not what the types say. To refresh it: OFFSITE_BLESS=1 cargo test schema"
        );
    }
}

#[test]
fn the_shipped_templates_and_the_sessions_made_from_them_are_valid() {
    for template in TEMPLATES {
        let file: Value = serde_json::from_str(template).unwrap();
        assert_eq!(complaints(&schema::template(), &file), [""; 0]);
        assert_eq!(complaints(&schema::session(), &begun(template)), [""; 0]);
    }
}

#[test]
fn items_of_every_kind_are_valid_and_unknown_keys_may_stand_anywhere() {
    let mut file = of_every_kind();
    assert_eq!(complaints(&schema::session(), &file), [""; 0]);
    add_unknown(&mut file);
    assert_eq!(complaints(&schema::session(), &file), [""; 0]);
    let session: Session = serde_json::from_value(file.clone()).unwrap();
    assert!(serde_json::to_value(&session).unwrap() == file, "a key was lost or added");
}

#[test]
fn what_the_check_calls_wrong_the_schema_refuses_for_every_field() {
    let file = of_every_kind();
    let validator = validator(&schema::session());
    for (place, kind) in SheetKind::ALL.into_iter().enumerate() {
        for (number, slot) in kind.slots().iter().enumerate() {
            for field in slot.fields.iter() {
                let mut bad = file.clone();
                let item = &mut bad["stages"][0]["sheets"][place]["items"][number];
                item[field.key.as_ref()] = wrong(&field.kind);
                assert!(!validator.is_valid(&bad), "{} {} {}", kind.word(), slot.id, field.key);
                let session: Session = serde_json::from_value(bad).unwrap();
                assert!(session.faults().iter().any(|fault| fault.kind.is_fatal()), "{} {}", kind.word(), field.key);
            }
        }
    }
}

#[test]
fn a_session_with_a_wrong_frame_is_refused() {
    let validator = validator(&schema::session());
    let cases = [
        ("/format", json!("offsite.template")),
        ("/version", json!(0)),
        ("/state", json!("begun")),
        ("/participants/0/in_room", json!("yes")),
        ("/prework/0/number", json!("one")),
        ("/stages/0/sheets/0/items/0/slot", json!("pluse")),
        ("/stages/0/sheets/5/items/0/history/0/due", json!("soon")),
        ("/stages/0/clock/visits/0/from", json!("half past nine")),
    ];
    for (pointer, value) in cases {
        let mut file = of_every_kind();
        assert!(validator.is_valid(&file));
        *file.pointer_mut(pointer).unwrap() = value;
        assert!(!validator.is_valid(&file), "{pointer}");
    }
}

#[test]
fn a_template_with_every_option_has_no_faults_and_neither_has_its_session() {
    let template: Template = serde_json::from_str(EVERY_OPTION).unwrap();
    assert_eq!(template.faults(), []);
    let held: Vec<SheetKind> = template.stages.iter().flat_map(|stage| &stage.sheets).map(|sheet| sheet.kind).collect();
    assert!(SheetKind::ALL.iter().all(|kind| held.contains(kind)));
    let mut file = begun(EVERY_OPTION);
    let session: Session = serde_json::from_value(file.clone()).unwrap();
    assert_eq!(session.faults(), []);
    add_unknown(&mut file);
    assert_eq!(complaints(&schema::session(), &file), [""; 0]);
    let session: Session = serde_json::from_value(file.clone()).unwrap();
    assert!(serde_json::to_value(&session).unwrap() == file, "a key was lost or added");
}

#[test]
fn an_option_of_another_kind_is_refused_by_the_check_and_by_the_schema() {
    let schema = validator(&schema::template());
    let file: Value = serde_json::from_str(EVERY_OPTION).unwrap();
    let options = ["columns", "lanes", "scores", "tracks", "periods", "departments", "shows", "rows", "criteria"];
    let sheets = file["stages"][0]["sheets"].as_array().unwrap();
    for (place, sheet) in sheets.iter().enumerate() {
        let kind: SheetKind = serde_json::from_value(sheet["kind"].clone()).unwrap();
        for option in options.iter().filter(|option| !kind.options().contains(option)) {
            let given = sheets.iter().find_map(|other| other.get(option)).unwrap();
            let mut odd = file.clone();
            odd["stages"][0]["sheets"][place][option] = given.clone();
            assert!(!schema.is_valid(&odd), "{option} of {kind:?}");
            let template: Template = serde_json::from_value(odd).unwrap();
            assert!(!template.faults().is_empty(), "{option} of {kind:?}");
        }
    }
}

#[test]
fn a_template_may_hold_nothing_unknown() {
    let schema = validator(&schema::template());
    let file: Value = serde_json::from_str(TEMPLATES[1]).unwrap();
    for pointer in ["", "/stages/0", "/stages/0/cues", "/stages/0/sheets/0", "/stages/0/sheets/0/prompts/0"] {
        let mut odd = file.clone();
        odd.pointer_mut(pointer).unwrap()["x_new"] = json!("x");
        assert!(!schema.is_valid(&odd), "{pointer}");
    }
    for (key, value) in
        [("slot", json!("pluse")), ("preset", json!({ "mood": "x" })), ("preset", json!({ "pulse": 9 }))]
    {
        let mut odd = file.clone();
        odd["stages"][0]["sheets"][0]["prompts"][0][key] = value;
        assert!(!schema.is_valid(&odd), "{key}");
    }
    let mut preset = file;
    preset["stages"][0]["sheets"][0]["prompts"][0]["preset"] = json!({ "pulse": 3 });
    assert!(schema.is_valid(&preset));
}

#[test]
fn the_schemas_name_themselves_and_come_out_the_same_each_time() {
    assert_eq!(schema::session()["$id"], offsite::model::session::SCHEMA);
    assert_eq!(schema::template()["$id"], offsite::model::template::TEMPLATE_SCHEMA);
    assert_eq!(schema::session().to_string(), schema::session().to_string());
    let described = &schema::session()["properties"]["title"]["description"];
    assert_eq!(described, "Its name for people.");
}
