//! What was promised in earlier sessions with the same client, where it is followed up.

use super::answers::{Answer, Of};
use crate::model::item::Item;
use crate::model::session::{Session, State};
use crate::model::sheet::SheetKind;
use crate::model::stage::Sheet;

/// The actions of earlier sessions that are open, those of the oldest session first.
pub(super) fn of(here: &Of<'_>, family: &[Session]) -> Vec<Answer> {
    let is_earlier = |other: &&Session| {
        other.id != here.session.id && other.state != State::Planned && other.starts() < here.session.starts()
    };
    let mut all = Vec::new();
    for session in family.iter().filter(is_earlier) {
        let sheets = session.stages.iter().flat_map(|stage| &stage.sheets);
        for sheet in sheets.filter(|sheet| sheet.kind == SheetKind::Actions) {
            let items = sheet.items.iter().filter(|item| is_followed(item)).cloned().collect();
            let sheet = Sheet { items, ..sheet.clone() };
            all.extend(Of { session, sheet: &sheet, ..*here }.records(None));
        }
    }
    for (number, answer) in (1..).zip(&mut all) {
        answer.sign = number.to_string();
    }
    all
}

fn is_followed(item: &Item) -> bool {
    item.text("slot").is_empty() && item.status().is_open()
}
