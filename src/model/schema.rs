//! The JSON Schemas (2020-12) of the two file formats, made from the types and from the descriptions of fields.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::field::{Field, FieldKind, LinkTo};
use super::prework::asked::ASKED;
use super::session::{FORMAT, SCHEMA, Session, VERSION};
use super::sheet::text::VERSIONS;
use super::sheet::{PERSON, SheetKind, Slot};
use super::template::{TEMPLATE_FORMAT, TEMPLATE_SCHEMA, Template};

/// The keys of metrics that are periods: `2026`, `2026-Q1`, `2026-03`.
const PERIOD: &str = "^[0-9]{4}(-Q[1-4]|-[0-9]{2})?$";

/// The schema of a session file: known fields are typed, unknown ones may stand anywhere.
pub fn session() -> Value {
    let mut schema = root::<Session>(SCHEMA, FORMAT);
    add_records(&mut schema, true);
    put(&mut schema, "/$defs", "person", record("person", &PERSON, true));
    put(&mut schema, "/properties/participants/items", "allOf", json!([record_ref("person")]));
    for list in ["parked", "notes"] {
        let pointer = format!("/properties/{list}/items");
        put(&mut schema, &pointer, "allOf", json!([record_ref(SheetKind::Notes.word())]));
    }
    put(&mut schema, "/$defs", "asked", record("asked", &ASKED, true));
    put(&mut schema, "/properties/prework/items", "allOf", json!([record_ref("asked")]));
    put(&mut schema, "/$defs/Sheet", "allOf", by_kind(session_sheet));
    put(&mut schema, "/$defs/text/properties", "at", json!({ "type": "string", "format": "date-time" }));
    put(&mut schema, "/$defs/text/properties", VERSIONS, versions());
    put(&mut schema, "/$defs/metrics", "patternProperties", json!({ PERIOD: value(&FieldKind::Number) }));
    schema
}

/// The earlier wordings of a text.
fn versions() -> Value {
    json!({
        "description": "Earlier wordings, oldest first, with the time at which each was last kept; the list only grows.",
        "type": "array",
        "items": {
            "properties": { "at": { "type": "string", "format": "date-time" }, "text": { "type": "string" } },
            "required": ["text"],
            "type": "object",
        },
    })
}

/// The schema of a template file: nothing unknown may stand in it.
pub fn template() -> Value {
    let mut schema = root::<Template>(TEMPLATE_SCHEMA, TEMPLATE_FORMAT);
    add_records(&mut schema, false);
    put(&mut schema, "/$defs/TemplateSheet", "allOf", by_kind(|kind| Some(template_sheet(kind))));
    schema
}

fn root<T: JsonSchema>(id: &str, format: &str) -> Value {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value();
    put(&mut schema, "", "$id", json!(id));
    put(&mut schema, "/properties/format", "const", json!(format));
    put(&mut schema, "/properties/version", "const", json!(VERSION));
    put(&mut schema, "/properties/version", "minimum", json!(1));
    ahead(schema, ["$schema", "$id", "title", "description"])
}

/// The same object with these keys first.
fn ahead<const N: usize>(schema: Value, keys: [&str; N]) -> Value {
    let Value::Object(mut rest) = schema else { return schema };
    let first: Vec<_> = keys.into_iter().filter_map(|key| Some((key.to_owned(), rest.shift_remove(key)?))).collect();
    Value::Object(first.into_iter().chain(rest).collect())
}

/// Adds a definition for every sort of record that sheets capture.
fn add_records(schema: &mut Value, has_history: bool) {
    for kind in SheetKind::ALL {
        for slot in kind.slots() {
            let name = record_name(kind, slot);
            put(schema, "/$defs", &name, record(&name, slot, has_history));
        }
    }
}

/// The known fields of one sort of record, in place and in its news, where a field may also be emptied.
fn record(name: &str, slot: &Slot, has_history: bool) -> Value {
    let typed = |field: &Field| (field.key.to_string(), value(&field.kind));
    let mut record = json!({ "properties": slot.fields.iter().map(typed).collect::<Map<_, _>>() });
    if has_history {
        let told = |field: &Field| {
            let here = format!("#/$defs/{name}/properties/{}", field.key);
            (field.key.to_string(), json!({ "anyOf": [{ "$ref": here }, { "type": "null" }] }))
        };
        let news = json!({ "properties": slot.fields.iter().map(told).collect::<Map<_, _>>() });
        put(&mut record, "/properties", "history", json!({ "items": news }));
    }
    record
}

/// What a field of this kind may hold; agrees with [`FieldKind::accepts`].
fn value(kind: &FieldKind) -> Value {
    match kind {
        FieldKind::Line | FieldKind::Page | FieldKind::Offer(_) => json!({ "type": "string" }),
        FieldKind::Number | FieldKind::Money => json!({ "type": "number" }),
        FieldKind::Date => json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        FieldKind::Person => json!({
            "description": "A participant's id, or the name of someone who does not take part.",
            "type": "string",
        }),
        FieldKind::Scale(low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
        FieldKind::Choice(words) => json!({ "enum": words.ids() }),
        FieldKind::Tags(_) => json!({ "type": "array", "items": { "type": "string" } }),
        FieldKind::Flag => json!({ "type": "boolean" }),
        FieldKind::Link(to) => link(*to),
        FieldKind::Links(to) => json!({ "type": "array", "items": link(*to) }),
    }
}

fn link(to: LinkTo) -> Value {
    let description = format!("The id of a {} of this file, or <session id>/<item id>.", to.noun());
    json!({ "description": description, "type": "string" })
}

/// One condition for each kind of sheet of which there is something to say.
fn by_kind(then: fn(SheetKind) -> Option<Value>) -> Value {
    SheetKind::ALL.into_iter().filter_map(|kind| Some(when("kind", kind.word(), &then(kind)?))).collect()
}

fn session_sheet(kind: SheetKind) -> Option<Value> {
    let items = match kind.slots() {
        [] => return None,
        [only] => record_ref(&record_name(kind, only)),
        slots => by_slot(slots, |slot| record_ref(&record_name(kind, slot))),
    };
    let mut properties = json!({ "items": { "items": items } });
    if kind.slots().len() > 1 {
        put(&mut properties, "", "prompts", json!({ "items": has_slot(kind.slots()) }));
    }
    Some(json!({ "properties": properties }))
}

fn template_sheet(kind: SheetKind) -> Value {
    let others = SheetKind::ALL.iter().flat_map(|other| other.options()).collect::<BTreeSet<_>>();
    let others = others.into_iter().filter(|option| !kind.options().contains(option));
    let of_all = ["continues", "private"].iter().filter(|_| kind.slots().is_empty());
    let mut properties: Map<_, _> = others.chain(of_all).map(|option| ((*option).to_owned(), json!(false))).collect();
    if !kind.slots().is_empty() {
        properties.insert("prompts".to_owned(), json!({ "items": template_prompt(kind) }));
    }
    let mut sheet = json!({ "properties": properties });
    if let Some(option) = kind.needs() {
        put(&mut sheet, "", "anyOf", json!([{ "required": [option] }, { "required": ["continues"] }]));
    }
    sheet
}

fn template_prompt(kind: SheetKind) -> Value {
    let preset = |slot: &Slot| {
        let mut preset = record_ref(&record_name(kind, slot));
        // What a template describes itself, its columns and scores, is not known here.
        if kind.options().iter().all(|option| !["columns", "scores", "periods"].contains(option)) {
            put(&mut preset, "", "unevaluatedProperties", json!(false));
        }
        json!({ "properties": { "preset": preset } })
    };
    match kind.slots() {
        [only] => json!({ "properties": { "slot": { "const": "" } }, "allOf": [preset(only)] }),
        slots => by_slot(slots, preset),
    }
}

/// That one of these slots is named, and what follows from it; the main slot has no name.
fn by_slot(slots: &[Slot], then: impl Fn(&Slot) -> Value) -> Value {
    let mut schema = has_slot(slots);
    let when = |slot: &Slot| match slot.id {
        "" => json!({ "if": { "properties": { "slot": { "const": "" } } }, "then": then(slot) }),
        id => when("slot", id, &then(slot)),
    };
    put(&mut schema, "", "allOf", slots.iter().map(when).collect());
    schema
}

fn has_slot(slots: &[Slot]) -> Value {
    let names: Vec<&str> = slots.iter().map(|slot| slot.id).collect();
    let mut schema = json!({ "properties": { "slot": { "enum": names } } });
    if !names.contains(&"") {
        put(&mut schema, "", "required", json!(["slot"]));
    }
    schema
}

fn when(key: &str, word: &str, then: &Value) -> Value {
    json!({ "if": { "properties": { key: { "const": word } }, "required": [key] }, "then": then })
}

fn record_name(kind: SheetKind, slot: &Slot) -> String {
    if slot.id.is_empty() { kind.word().to_owned() } else { format!("{}-{}", kind.word(), slot.id) }
}

fn record_path(name: &str) -> String {
    format!("#/$defs/{name}")
}

fn record_ref(name: &str) -> Value {
    json!({ "$ref": record_path(name) })
}

/// Sets a key of the object at `pointer`.
fn put(schema: &mut Value, pointer: &str, key: &str, value: Value) {
    if let Some(Value::Object(object)) = schema.pointer_mut(pointer) {
        object.insert(key.to_owned(), value);
    }
}
