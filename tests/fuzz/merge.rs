//! A version of a session from anywhere: it comes together with ours, whoever merges, and takes nothing away.

use std::path::Path;

use offsite::model::id::ItemId;
use offsite::model::item::Item;
use offsite::model::merge::merge as together;
use offsite::model::session::{FORMAT, Session, VERSION};
use offsite::store::envelope;

/// What both come from.
const BASE: &[u8] = include_bytes!("corpus/merge/small.json");
/// The id of a thought that only we have.
const OURS: &str = "k-ours";

fn session(bytes: &[u8]) -> Option<Session> {
    let decoded = envelope::decode::<Session>(Path::new("a.json"), bytes, FORMAT, VERSION).ok()?;
    (!decoded.is_newer).then_some(decoded.value)
}

pub(crate) fn merge(bytes: &[u8]) -> bool {
    let base = session(BASE).expect("a session");
    let mut ours = base.clone();
    ours.parked.push(Item::new(ItemId::new(OURS), "text", "Only here"));
    let Some(theirs) = session(bytes) else { return false };
    let theirs = Session { id: base.id, ..theirs };
    for base in [Some(&base), None] {
        let merged = together(base, &ours, &theirs).expect("one session").session;
        assert_eq!(together(base, &theirs, &ours).expect("one session").session, merged);
        assert!(merged.find(&ItemId::new(OURS)).is_some());
        let is_kept =
            |item: &Item| base.is_some_and(|base| base.find(&item.id).is_some()) || merged.find(&item.id).is_some();
        let is_sound = theirs.faults().is_empty();
        assert!(!is_sound || theirs.places().all(|(_, items)| items.iter().all(is_kept)));
        let written = envelope::encode(&merged).expect("JSON");
        assert_eq!(session(&written).expect("a session"), merged);
    }
    true
}
