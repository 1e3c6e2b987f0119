//! What was done, and how it is taken back: one deed may touch several sessions, and is undone as one.

use uuid::Uuid;

use crate::model::change::{Change, Rejected};
use crate::model::library::Library;

/// The deeds that can be taken back, and those that were.
#[derive(Clone, Debug, Default)]
pub(super) struct Deeds {
    done: Vec<Deed>,
    undone: Vec<Deed>,
}

/// One deed with the edits that reverse it.
#[derive(Clone, Debug)]
struct Deed {
    what: String,
    /// The session from which it was done.
    scope: Uuid,
    /// In the order in which they are to be made.
    parts: Vec<(Uuid, Change)>,
}

/// How many deeds can be taken back.
const DEPTH: usize = 2000;

impl Deed {
    fn touches(&self, session: Uuid) -> bool {
        self.parts.iter().any(|(id, _)| *id == session)
    }

    fn shares_a_session_with(&self, other: &Self) -> bool {
        self.parts.iter().any(|(id, _)| other.touches(*id))
    }
}

impl Deeds {
    /// Does a deed: every part, or none.
    ///
    /// # Errors
    /// When a session refuses its part; all are as they were.
    pub(super) fn make(
        &mut self,
        library: &mut Library,
        (what, scope): (String, Uuid),
        parts: Vec<(Uuid, Change)>,
    ) -> Result<(), Rejected> {
        let inverses = apply(library, parts)?;
        if !inverses.iter().all(|(_, change)| change.is_empty()) {
            self.done.push(Deed { what, scope, parts: inverses });
            self.undone.clear();
            if self.done.len() > DEPTH {
                self.done.remove(0);
            }
        }
        Ok(())
    }

    /// Takes the last deed of this scope back, or the last of all; what it was, and which sessions it touched.
    pub(super) fn undo(&mut self, library: &mut Library, scope: Option<Uuid>) -> Option<(String, Vec<Uuid>)> {
        step(&mut self.done, &mut self.undone, library, scope)
    }

    /// Does the last deed again that was taken back.
    pub(super) fn redo(&mut self, library: &mut Library, scope: Option<Uuid>) -> Option<(String, Vec<Uuid>)> {
        step(&mut self.undone, &mut self.done, library, scope)
    }

    /// Whether there is a deed to take back.
    pub(super) fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is a deed to do again.
    pub(super) fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Forgets whatever touched a session, because it is another one now.
    pub(super) fn forget(&mut self, session: Uuid) {
        self.done.retain(|deed| !deed.touches(session));
        self.undone.retain(|deed| !deed.touches(session));
    }
}

fn step(
    from: &mut Vec<Deed>,
    to: &mut Vec<Deed>,
    library: &mut Library,
    scope: Option<Uuid>,
) -> Option<(String, Vec<Uuid>)> {
    // Whoever looks on shall not read what was done for somebody else.
    let is_in_sight = |deed: &Deed| deed.parts.iter().all(|(id, _)| library.is_in_sight(*id));
    let place = from.iter().rposition(|deed| scope.map_or_else(|| is_in_sight(deed), |scope| deed.scope == scope))?;
    let (earlier, later) = from.split_at_checked(place + 1)?;
    // A later deed in one of its sessions stands on it: that one goes first.
    if later.iter().any(|other| earlier.last().is_some_and(|deed| deed.shares_a_session_with(other))) {
        return None;
    }
    let deed = from.remove(place);
    let touched = deed.parts.iter().map(|(id, _)| *id).collect();
    let Ok(parts) = apply(library, deed.parts.clone()) else {
        from.insert(place, deed);
        return None;
    };
    to.push(Deed { what: deed.what.clone(), scope: deed.scope, parts });
    Some((deed.what, touched))
}

/// Makes every part and returns what reverses them, last first; if one is refused, none is made.
fn apply(library: &mut Library, parts: Vec<(Uuid, Change)>) -> Result<Vec<(Uuid, Change)>, Rejected> {
    let mut inverses = Vec::with_capacity(parts.len());
    for (id, change) in parts {
        let made = match library.volume_mut(id) {
            Some(volume) if !volume.is_read_only => volume.session.apply(change),
            _ => Err(Rejected::Locked),
        };
        match made {
            Ok(inverse) => inverses.insert(0, (id, inverse)),
            Err(why) => {
                for (id, inverse) in inverses {
                    if let Some(volume) = library.volume_mut(id) {
                        volume.session.apply(inverse)?;
                    }
                }
                return Err(why);
            }
        }
    }
    Ok(inverses)
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::model::change::Detail;
    use crate::model::library::Volume;
    use crate::model::session::Session;
    use crate::model::strategies::sample;

    fn library() -> (Library, [Uuid; 2]) {
        let mut library = Library::default();
        let ids = [Uuid::from_u128(1), Uuid::from_u128(2)];
        for id in ids {
            let session = Session { id, title: String::new(), ..sample() };
            library.put(Volume::new("", session));
        }
        (library, ids)
    }

    fn title(text: &str) -> Change {
        Change::Detail(Detail::Title(text.to_owned()))
    }

    fn titles(library: &Library, ids: [Uuid; 2]) -> [&str; 2] {
        ids.map(|id| library.session(id).unwrap().title.as_str())
    }

    #[test]
    fn deeds_are_taken_back_in_the_order_in_which_they_were_done() {
        let (mut library, ids @ [one, other]) = library();
        let mut deeds = Deeds::default();
        for (id, text) in [(one, "A1"), (other, "B1"), (one, "A2")] {
            deeds.make(&mut library, (text.to_owned(), id), vec![(id, title(text))]).unwrap();
        }
        assert_eq!(deeds.undo(&mut library, None).unwrap().0, "A2");
        assert_eq!(deeds.undo(&mut library, None).unwrap().0, "B1");
        assert_eq!(titles(&library, ids), ["A1", ""]);
        assert_eq!(deeds.redo(&mut library, None).unwrap().0, "B1");
        assert_eq!(titles(&library, ids), ["A1", "B1"]);
    }

    #[test]
    fn a_deed_in_two_sessions_is_one() {
        let (mut library, ids @ [one, other]) = library();
        let mut deeds = Deeds::default();
        let parts = vec![(one, title("both")), (other, title("both"))];
        deeds.make(&mut library, ("both".to_owned(), one), parts).unwrap();
        assert_eq!(titles(&library, ids), ["both", "both"]);
        deeds.undo(&mut library, Some(one)).unwrap();
        assert_eq!(titles(&library, ids), ["", ""]);
    }

    #[test]
    fn a_refused_part_leaves_every_session_as_it_was() {
        let (mut library, ids @ [one, other]) = library();
        library.volume_mut(other).unwrap().is_read_only = true;
        let parts = vec![(one, title("both")), (other, title("both"))];
        assert!(Deeds::default().make(&mut library, ("both".to_owned(), one), parts).is_err());
        assert_eq!(titles(&library, ids), ["", ""]);
    }

    #[test]
    fn a_session_undoes_only_what_was_done_from_it() {
        let (mut library, ids @ [one, other]) = library();
        let mut deeds = Deeds::default();
        deeds.make(&mut library, ("A".to_owned(), one), vec![(one, title("A"))]).unwrap();
        deeds.make(&mut library, ("B".to_owned(), other), vec![(other, title("B"))]).unwrap();
        assert_eq!(deeds.undo(&mut library, Some(one)).unwrap().0, "A");
        assert_eq!(titles(&library, ids), ["", "B"]);
    }
}
