//! What has to be known before two versions can be merged list by list: which things with one id are really two, and
//! where an item lives that was moved from list to list.

use std::collections::HashMap;
use std::hash::Hasher;

use serde_json::Value;

use super::fit::Home;
use super::tree::Merger;
use crate::model::field::{Field, FieldKind};
use crate::model::id::{IdSource, ItemId};
use crate::model::item::Item;
use crate::model::prework::asked::ASKED;
use crate::model::session::{Place, Session};
use crate::model::settle::Spot;
use crate::model::sheet::{SheetKind, Slot};
use crate::model::stage::Sheet;

/// The keys under which a record has its main words.
const MAIN: [&str; 2] = ["text", "name"];

/// Gives one of two things a new id where both sides have made different ones under the same: the new id follows from
/// what it names, so that it is the same on every machine.
pub(super) fn part_twins(base: Option<&Session>, ours: &mut Session, theirs: &mut Session) {
    part_sheets(base, ours, theirs);
    let Some(base) = base else { return };
    let known = homes(base);
    let here = homes(ours);
    let mut twins: Vec<ItemId> = homes(theirs)
        .into_keys()
        .filter(|id| here.contains_key(id) && !known.contains_key(id))
        .filter(|id| match (ours.find(id), theirs.find(id)) {
            (Some((.., one)), Some((.., other))) => are_strangers(one, other),
            _ => false,
        })
        .collect();
    twins.sort_unstable();
    let written = |session: &Session, id: &ItemId| session.find(id).map(|(.., item)| content(item));
    let losers = twins.into_iter().map(|id| (written(ours, &id) < written(theirs, &id), id)).collect::<Vec<_>>();
    for (is_ours, id) in losers {
        let (side, other) = if is_ours { (&mut *ours, &*theirs) } else { (&mut *theirs, &*ours) };
        rename(side, other, &id);
    }
}

/// Sheets of different kinds are different sheets.
fn part_sheets(base: Option<&Session>, ours: &mut Session, theirs: &mut Session) {
    for stage in &mut ours.stages {
        let Some(other) = theirs.stages.iter_mut().find(|other| other.id == stage.id) else { continue };
        let before = base.and_then(|base| base.stage(&stage.id));
        for sheet in &mut stage.sheets {
            let Some(twin) = other.sheets.iter_mut().find(|twin| twin.id == sheet.id) else { continue };
            if twin.kind == sheet.kind {
                continue;
            }
            let was = before.and_then(|before| before.sheet(&sheet.id)).map(|before| before.kind);
            let rank = |sheet: &Sheet| (was == Some(sheet.kind), sheet.kind.word());
            let loser = if rank(sheet) < rank(twin) { sheet } else { twin };
            loser.id = format!("{}-{}", loser.id, loser.kind.word());
        }
    }
}

/// Whether two records have no word in common, so that they are two.
fn are_strangers(one: &Item, other: &Item) -> bool {
    let words = |item: &Item| -> Vec<String> {
        let main = MAIN.iter().find_map(|key| item.values.get(*key).and_then(Value::as_str)).unwrap_or_default();
        main.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (one, other) = (words(one), words(other));
    !one.is_empty() && !other.is_empty() && one.iter().all(|word| !other.contains(word))
}

/// What an item says, without its id.
fn content(item: &Item) -> String {
    serde_json::to_string(&(&item.values, &item.also, &item.history)).unwrap_or_default()
}

/// Gives an item an id that neither side has, or that the other side has given to the very same item.
fn rename(side: &mut Session, other: &Session, id: &ItemId) {
    let Some((.., item)) = side.find(id) else { return };
    let said = content(item);
    let mut seed = Fnv(0xcbf2_9ce4_8422_2325);
    seed.write(id.as_str().as_bytes());
    seed.write(said.as_bytes());
    let mut ids = IdSource::new(seed.finish());
    let prefix = id.as_str().split('-').next().unwrap_or_default();
    let is_free =
        |new: &ItemId| side.find(new).is_none() && other.find(new).is_none_or(|(.., known)| content(known) == said);
    let new = std::iter::repeat_with(|| ids.item(prefix)).find(is_free);
    let Some(new) = new else { return };
    let home = format!("{}/", side.id);
    let follow_one = |value: &mut Value| {
        let Value::String(link) = value else { return };
        if link.strip_prefix(&home).unwrap_or(link) == id.as_str() {
            *link = link.replace(id.as_str(), new.as_str());
        }
    };
    let follow = |value: &mut Value| match value {
        Value::Array(links) => links.iter_mut().for_each(follow_one),
        one => follow_one(one),
    };
    for (slot, item) in items_mut(side) {
        let Some(slot) = slot else { continue };
        for Field { key, kind, .. } in slot.fields.iter() {
            if matches!(kind, FieldKind::Link(_) | FieldKind::Links(_) | FieldKind::Person) {
                item.values.get_mut(&**key).into_iter().for_each(follow);
                item.history.iter_mut().filter_map(|news| news.values.get_mut(&**key)).for_each(follow);
            }
        }
    }
    if let Some(item) = side.item_mut(id) {
        item.id = new;
    }
}

/// FNV-1a, which is the same in every release.
struct Fnv(u64);

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

fn slot_of(kind: SheetKind, item: &Item) -> Option<&'static Slot> {
    kind.slot(item.values.get("slot").and_then(Value::as_str).unwrap_or_default())
}

/// Every item that may point at others, with what describes it.
fn items_mut(session: &mut Session) -> impl Iterator<Item = (Option<&'static Slot>, &mut Item)> {
    let sheets = session.stages.iter_mut().flat_map(|stage| &mut stage.sheets);
    let said = sheets.flat_map(|sheet| sheet.items.iter_mut().map(|item| (slot_of(sheet.kind, item), item)));
    let asides = session.parked.iter_mut().chain(&mut session.notes).map(|item| (SheetKind::Notes.slot(""), item));
    let asked = session.prework.iter_mut().map(|item| (Some(&ASKED), item));
    said.chain(asides).chain(asked)
}

/// Where each item lives.
fn homes(session: &Session) -> HashMap<ItemId, Place> {
    let places = session.places().collect::<Vec<_>>().into_iter().rev();
    places.flat_map(|(place, items)| items.iter().map(move |item| (item.id.clone(), place.clone()))).collect()
}

/// Brings each item that was moved between lists to the one place it will have, merged already, and takes it from
/// wherever else it stands, so that what is left can be merged list by list.
pub(super) fn bring_together(
    merger: &mut Merger,
    mut base: Option<&mut Session>,
    ours: &mut Session,
    theirs: &mut Session,
) {
    let was = base.as_deref().map(homes).unwrap_or_default();
    let (here, there) = (homes(ours), homes(theirs));
    let mut moved: Vec<&ItemId> = here
        .iter()
        .filter(|(id, one)| {
            there.get(id).is_some_and(|other| other != *one || was.get(id).is_some_and(|was| was != other))
        })
        .map(|(id, _)| id)
        .collect();
    moved.sort_unstable();
    for id in moved {
        let (Some(one), Some(other)) = (here.get(id), there.get(id)) else { continue };
        let home = match was.get(id) {
            Some(was) if was == one => other,
            Some(was) if was == other => one,
            _ => one.max(other),
        };
        let before = base.as_deref_mut().and_then(|base| take(base, id));
        let (Some(our), Some(their)) = (ours.find(id), theirs.find(id)) else { continue };
        let list = Home::new(home, id, [ours, theirs]);
        let [before, our, their] =
            [before.as_ref(), Some(our.2), Some(their.2)].map(|item| item.map(|item| list.fitted(item)));
        let (Some(our), Some(their)) = (our, their) else { continue };
        let merged = item(merger, before.as_ref(), &our, &their);
        for (side, place) in [(&mut *ours, one), (&mut *theirs, other)] {
            if place != home {
                take(side, id);
            } else if let Some(item) = side.item_mut(id) {
                *item = merged.clone();
            }
        }
    }
}

fn take(session: &mut Session, id: &ItemId) -> Option<Item> {
    let (place, index, _) = session.find(id)?;
    Some(session.items_mut(&place)?.remove(index))
}

fn item(merger: &mut Merger, base: Option<&Item>, ours: &Item, theirs: &Item) -> Item {
    let keys = |item: &Item| match serde_json::to_value(item) {
        Ok(Value::Object(keys)) => keys,
        _ => serde_json::Map::new(),
    };
    let (base, our, their) = (base.map(keys), keys(ours), keys(theirs));
    let merged = merger.object(&Spot::Item(ours.id.clone()), base.as_ref(), &our, &their);
    serde_json::from_value(merged.into()).unwrap_or_else(|_| ours.clone())
}
