//! What others may see of a sheet: its questions and its records, and scores only once everybody has given theirs.

use std::collections::HashSet;

use serde_json::Value;
use uuid::Uuid;

use super::veil::Veil;
use super::{Question, SharedItem, SharedSheet, setup, slot};
use crate::model::field::FieldKind;
use crate::model::item::Item;
use crate::model::plan::Link;
use crate::model::sheet::ballot::Ballot;
use crate::model::sheet::setup::Setup;
use crate::model::sheet::{SheetKind, Slot};
use crate::model::stage::{Prompt, Sheet};

/// The slots of what people give apart from each other.
const BALLOT: [&str; 3] = ["score", "through", "veto"];

impl SharedSheet {
    pub(super) fn of(sheet: &Sheet, veil: &Veil<'_>) -> Self {
        let Sheet { id: _, kind, setup: set_up, prompts, items, rest: _ } = sheet;
        let shown = setup::shown(set_up, veil.alias);
        let goes_on = goes_on(sheet, veil);
        let is_private = set_up.private || goes_on.is_some_and(|home| is_home_private(veil, home));
        if is_private {
            return Self {
                kind: *kind,
                setup: Setup::default(),
                goes_on: None,
                questions: Vec::new(),
                items: Vec::new(),
            };
        }
        let slots = sheet.slots();
        let slot = |id: &str| slots.iter().find(|slot| slot.id == id);
        // Before everybody has given theirs, the scores of some would sway the others.
        let is_voting = *kind == SheetKind::Options
            && !veil.session.state.is_locked()
            && !Ballot::of(veil.session, sheet).is_complete();
        let shown_items = items.iter().filter(|item| !(is_voting && BALLOT.contains(&item.text("slot"))));
        let record = |item: &Item| veil.item(item, slot(item.text("slot"))?);
        let question = |prompt: &Prompt| question(prompt, slot(&prompt.slot), veil);
        Self {
            kind: *kind,
            setup: shown,
            goes_on,
            questions: prompts.iter().filter_map(question).collect(),
            items: shown_items.filter_map(record).collect(),
        }
    }

    /// Takes out the links to records of this session, `home`, that are not among the `known` ones.
    pub(super) fn cut_links(&mut self, known: &HashSet<String>, home: Uuid) {
        let slots = self.kind.slots_with(&self.setup);
        let is_shown = |link: &str| {
            Link::read(link, home).is_some_and(|link| link.home != home || known.contains(link.id.as_str()))
        };
        for item in &mut self.items {
            let Some(slot) = slots.iter().find(|slot| slot.id == item.slot) else { continue };
            for field in slot.fields.iter() {
                match (&field.kind, item.values.get_mut(field.key.as_ref())) {
                    (FieldKind::Link(_), Some(Value::String(link))) if !is_shown(link) => {
                        item.values.shift_remove(field.key.as_ref());
                    }
                    (FieldKind::Links(_), Some(Value::Array(links))) => {
                        links.retain(|link| link.as_str().is_some_and(is_shown));
                    }
                    _ => {}
                }
            }
        }
    }

    /// The records of one slot.
    pub fn of_slot(&self, slot: &str) -> impl Iterator<Item = &SharedItem> {
        self.items.iter().filter(move |item| item.slot == slot)
    }
}

fn question(prompt: &Prompt, slot: Option<&Slot>, veil: &Veil<'_>) -> Option<Question> {
    // A hint or an example may be meant for whoever asks.
    let Prompt { ask, hint: _, example: _, slot: id, preset, fills, rest: _ } = prompt;
    slot::is_shown(id).then(|| Question {
        ask: veil.alias.hide(ask),
        slot: id.clone(),
        preset: slot.map(|slot| veil.preset(preset, slot)).unwrap_or_default(),
        fills: fills.clone(),
    })
}

/// Where the sheet is whose records this one goes on with.
fn goes_on(sheet: &Sheet, veil: &Veil<'_>) -> Option<(usize, usize)> {
    let (stage, id) = sheet.setup.continues.split_once('/')?;
    let at = veil.session.stage_index(stage)?;
    let place = veil.session.stages.get(at)?.sheets.iter().position(|sheet| sheet.id == id)?;
    Some((at, place))
}

fn is_home_private(veil: &Veil<'_>, (stage, sheet): (usize, usize)) -> bool {
    let home = veil.session.stages.get(stage).and_then(|stage| stage.sheets.get(sheet));
    home.is_some_and(|home| home.setup.private)
}
