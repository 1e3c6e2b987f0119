//! The JSON Schemas (2020-12) of the two file formats, made from the types and from the descriptions of fields.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::field::{Field, FieldKind, LinkTo};
use super::session::{FORMAT, SCHEMA, Session, VERSION};
use super::sheet::{PERSON, SheetKind, Slot};
use super::template::{TEMPLATE_FORMAT, TEMPLATE_SCHEMA, Template};

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
    put(&mut schema, "/$defs/Sheet", "allOf", by_kind(session_sheet));
    schema
}

/// The schema of a template file: nothing unknown may stand in it.
pub fn template() -> Value {
    let mut schema = root::<Template>(TEMPLATE_SCHEMA, TEMPLATE_FORMAT);
    add_records(&mut schema, false);
    put(&mut schema, "/$defs/TemplateSheet", "allOf", by_kind(template_sheet));
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
    let typed = |field: &Field| (field.key.to_string(), value(field.kind));
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
fn value(kind: FieldKind) -> Value {
    match kind {
        FieldKind::Line | FieldKind::Page => json!({ "type": "string" }),
        FieldKind::Number => json!({ "type": "number" }),
        FieldKind::Date => json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        FieldKind::Person => json!({
            "description": "A participant's id, or the name of someone who does not take part.",
            "type": "string",
        }),
        FieldKind::Scale(low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
        FieldKind::Choice(words) => json!({ "enum": words }),
        FieldKind::Tags(_) => json!({ "type": "array", "items": { "type": "string" } }),
        FieldKind::Flag => json!({ "type": "boolean" }),
        FieldKind::Link(to) => {
            let what = match to {
                LinkTo::Goal => "goal",
                LinkTo::Project => "project",
            };
            let description = format!("The id of a {what} of this file, or <session id>/<item id>.");
            json!({ "description": description, "type": "string" })
        }
    }
}

/// One condition for each kind of sheet that captures records.
fn by_kind(then: fn(SheetKind) -> Value) -> Value {
    let kinds = SheetKind::ALL.into_iter().filter(|kind| !kind.slots().is_empty());
    kinds.map(|kind| when("kind", kind.word(), &then(kind))).collect()
}

fn session_sheet(kind: SheetKind) -> Value {
    let items = match kind.slots() {
        [only] => record_ref(&record_name(kind, only)),
        slots => by_slot(slots, |slot| record_ref(&record_name(kind, slot))),
    };
    let mut properties = json!({ "items": { "items": items } });
    if kind.slots().len() > 1 {
        put(&mut properties, "", "prompts", json!({ "items": has_slot(kind.slots()) }));
    }
    json!({ "properties": properties })
}

fn template_sheet(kind: SheetKind) -> Value {
    let preset = |slot: &Slot| json!({ "properties": { "preset": { "$ref": record_path(&record_name(kind, slot)), "unevaluatedProperties": false } } });
    let prompts = match kind.slots() {
        [only] => json!({ "properties": { "slot": { "const": "" } }, "allOf": [preset(only)] }),
        slots => by_slot(slots, preset),
    };
    json!({ "properties": { "prompts": { "items": prompts } } })
}

/// That one of these slots is named, and what follows from it.
fn by_slot(slots: &[Slot], then: impl Fn(&Slot) -> Value) -> Value {
    let mut schema = has_slot(slots);
    put(&mut schema, "", "allOf", slots.iter().map(|slot| when("slot", slot.id, &then(slot))).collect());
    schema
}

fn has_slot(slots: &[Slot]) -> Value {
    let names: Vec<&str> = slots.iter().map(|slot| slot.id).collect();
    json!({ "properties": { "slot": { "enum": names } }, "required": ["slot"] })
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
