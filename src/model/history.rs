//! Undo and redo: the inverses of what was done, newest last.

use super::change::{Change, Rejected};
use super::session::Session;

/// The edits of one session that can be taken back.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
}

#[derive(Clone, Debug)]
struct Step {
    what: String,
    change: Change,
}

/// How many edits can be taken back.
const DEPTH: usize = 1000;

impl History {
    /// Makes an edit that can be undone; `what` names it for people.
    ///
    /// # Errors
    /// When the session refuses the edit; it is as it was.
    pub fn make(&mut self, session: &mut Session, what: impl Into<String>, change: Change) -> Result<(), Rejected> {
        let inverse = session.apply(change)?;
        if !inverse.is_empty() {
            self.undo.push(Step { what: what.into(), change: inverse });
            self.redo.clear();
            if self.undo.len() > DEPTH {
                self.undo.remove(0);
            }
        }
        Ok(())
    }

    /// Takes the last edit back and says which it was; one that the session refuses stays where it is.
    pub fn undo(&mut self, session: &mut Session) -> Option<String> {
        Self::step(&mut self.undo, &mut self.redo, session)
    }

    /// Makes the last undone edit again and says which it was.
    pub fn redo(&mut self, session: &mut Session) -> Option<String> {
        Self::step(&mut self.redo, &mut self.undo, session)
    }

    /// Whether there is anything to take back.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is anything to make again.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    fn step(from: &mut Vec<Step>, to: &mut Vec<Step>, session: &mut Session) -> Option<String> {
        let inverse = session.apply(from.last()?.change.clone()).ok()?;
        let Step { what, .. } = from.pop()?;
        to.push(Step { what: what.clone(), change: inverse });
        Some(what)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::change::Detail;
    use crate::model::session::State;
    use crate::model::strategies::{at, sample, session, whims};

    fn title(words: &str) -> Change {
        Change::Detail(Detail::Title(words.to_owned()))
    }

    #[test]
    fn the_last_edit_is_taken_back_first_and_named() {
        let (mut session, mut history) = (sample(), History::default());
        history.make(&mut session, "one", title("One")).unwrap();
        history.make(&mut session, "two", title("Two")).unwrap();
        assert_eq!(history.undo(&mut session).as_deref(), Some("two"));
        assert_eq!(session.title, "One");
        assert_eq!(history.redo(&mut session).as_deref(), Some("two"));
        assert_eq!(session.title, "Two");
        assert_eq!(history.redo(&mut session), None);
    }

    #[test]
    fn a_new_edit_forgets_what_was_undone_and_an_empty_or_refused_one_does_not() {
        let (mut session, mut history) = (sample(), History::default());
        history.make(&mut session, "one", title("One")).unwrap();
        history.undo(&mut session);
        history.make(&mut session, "nothing", Change::All(Vec::new())).unwrap();
        assert_eq!(history.make(&mut session, "bad", Change::RemoveStage("x".to_owned())), Err(Rejected::Missing));
        assert!(!history.can_undo());
        assert_eq!(history.redo(&mut session).as_deref(), Some("one"));
        history.undo(&mut session);
        history.make(&mut session, "two", title("Two")).unwrap();
        assert_eq!(history.redo(&mut session), None);
    }

    #[test]
    fn closing_with_a_running_clock_can_be_undone_and_done_again() {
        let (mut session, mut history) = (sample(), History::default());
        let enter = session.enter("goals", at("10:00"));
        history.make(&mut session, "enter", enter).unwrap();
        let open = session.clone();
        let close = session.close("no date", at("10:30"));
        history.make(&mut session, "close", close).unwrap();
        let closed = session.clone();
        assert_eq!(history.undo(&mut session).as_deref(), Some("close"));
        assert_eq!(session, open);
        assert_eq!(history.redo(&mut session).as_deref(), Some("close"));
        assert_eq!(session, closed);
    }

    #[test]
    fn a_step_that_the_session_refuses_stays_to_be_undone() {
        let (mut session, mut history) = (sample(), History::default());
        history.make(&mut session, "one", title("One")).unwrap();
        session.state = State::Closed;
        assert_eq!(history.undo(&mut session), None);
        session.state = State::Running;
        assert_eq!(history.undo(&mut session).as_deref(), Some("one"));
        assert_eq!(session, sample());
    }

    #[test]
    fn only_the_last_thousand_edits_are_remembered() {
        let (mut session, mut history) = (sample(), History::default());
        for number in 0..=DEPTH {
            history.make(&mut session, "title", title(&number.to_string())).unwrap();
        }
        let undone = std::iter::from_fn(|| history.undo(&mut session)).count();
        assert_eq!((undone, session.title.as_str()), (DEPTH, "0"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 4))]

        #[test]
        fn undo_and_redo_of_any_edits_are_exact(session in session(), whims in whims()) {
            let original = session;
            let (mut session, mut history) = (original.clone(), History::default());
            for whim in whims {
                let change = whim.change(&session);
                let _ = history.make(&mut session, "", change);
            }
            let last = session.clone();
            while history.undo(&mut session).is_some() {}
            prop_assert!(!history.can_undo());
            prop_assert_eq!(serde_json::to_string(&session).unwrap(), serde_json::to_string(&original).unwrap());
            while history.redo(&mut session).is_some() {}
            prop_assert_eq!(serde_json::to_string(&session).unwrap(), serde_json::to_string(&last).unwrap());
            prop_assert_eq!(session, last);
        }
    }
}
