//! The template that a new one of one's own begins with: short, sound, and in one language.

use serde_json::{Value, json};

use crate::lang::Skeleton;
use crate::model::template::{TEMPLATE_FORMAT, TEMPLATE_SCHEMA};
use crate::store::check::TEMPLATE_VERSION;

/// A template with an opening, one stage of work, the actions and a closing.
pub(super) fn skeleton(id: &str, title: &str, code: &str, words: &Skeleton) -> Value {
    let text = |words: &str| json!({ code: words });
    let stage = |(id, minutes, at_least, kind): (&str, u32, u32, &str), title: &str, prompts: Value| {
        json!({
            "id": id, "title": text(title), "minutes": minutes, "at_least": at_least,
            "sheets": [{ "id": id, "kind": kind, "prompts": prompts }]
        })
    };
    let opening = json!([{ "slot": "question", "ask": text(words.question) }]);
    let closing = json!([
        { "slot": "takeaway", "ask": text(words.takeaway) },
        { "slot": "next", "ask": text(words.next) }
    ]);
    json!({
        "$schema": TEMPLATE_SCHEMA, "format": TEMPLATE_FORMAT, "version": TEMPLATE_VERSION,
        "id": id, "title": text(title), "summary": text(words.summary),
        "stages": [
            stage(("opening", 15, 8, "opening"), words.opening, opening),
            stage(("work", 45, 20, "notes"), words.work, json!([{ "ask": text(words.ask) }])),
            stage(("actions", 20, 10, "actions"), words.actions, json!([{ "ask": text(words.step) }])),
            stage(("closing", 10, 5, "closing"), words.closing, closing),
        ]
    })
}
