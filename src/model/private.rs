//! What only the facilitator may see of a session: the counterpart of the public projection, and never a part of it.
//!
//! Nothing takes it but the copy of a report that is the facilitator's own, where it was asked for by name.

use super::item::Item;
use super::session::Session;
use super::shared::{is_private, is_slot_shown};
use super::sheet::SheetKind;
use super::stage::{Sheet, Stage};

/// What was noted, said, parked and answered in private.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Private {
    /// The facilitator's notes.
    pub notes: Vec<Aside>,
    /// Answers that were marked as private, or are the facilitator's own.
    pub answers: Vec<Aside>,
    /// Parked thoughts.
    pub parked: Vec<String>,
    /// What people answered before the session.
    pub prework: Vec<Aside>,
    /// Why it was closed although something was missing; empty where nothing was.
    pub closed_because: String,
}

/// Something that was said, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aside {
    /// The stage, or the person and the question.
    pub place: String,
    /// The words.
    pub words: String,
}

impl Private {
    /// What is private in a session.
    pub fn of(session: &Session) -> Self {
        let stage = |id: &str| session.stage(id).map_or_else(String::new, |stage| stage.title.clone());
        let asked = |item: &Item| {
            let person = session.person(item.text("person"));
            let parts = [person, item.text("question")].into_iter().filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(", ")
        };
        let aside = |place: String, item: &Item| said(item).map(|words| Aside { place, words });
        Self {
            notes: session.notes.iter().filter_map(|item| aside(stage(item.text("stage")), item)).collect(),
            answers: session.sheets().flat_map(|(stage, sheet)| answers(stage, sheet)).collect(),
            parked: session.parked.iter().filter(|item| is_private(item)).filter_map(said).collect(),
            prework: session.prework.iter().filter_map(|item| aside(asked(item), item)).collect(),
            closed_because: session.closed_because.clone(),
        }
    }
}

fn answers(stage: &Stage, sheet: &Sheet) -> Vec<Aside> {
    let is_said = |item: &&Item| sheet.setup.private || is_private(item) || !is_slot_shown(item.text("slot"));
    // Scores and vetoes say nothing by themselves.
    let items = sheet.items.iter().filter(|_| sheet.kind != SheetKind::Options).filter(is_said);
    items.filter_map(|item| Some(Aside { place: stage.title.clone(), words: said(item)? })).collect()
}

/// The words of a record, and the note to it; nothing where it has neither.
fn said(item: &Item) -> Option<String> {
    let parts = ["text", "name", "note"].into_iter().map(|key| item.text(key)).filter(|words| !words.is_empty());
    let words = parts.collect::<Vec<_>>().join("\n");
    (!words.is_empty()).then_some(words)
}
