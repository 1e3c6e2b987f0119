//! What becomes of a row of a panel: news in the item's own home, and what follows from it in the session at hand.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::capture::Capture;
use crate::model::change::Change;
use crate::model::field::FieldKind;
use crate::model::follow_up::{self, Decision, Moment, Undecided};
use crate::model::id::IdSource;
use crate::model::item::{Item, News};
use crate::model::session::Session;
use crate::model::sheet::SheetKind;
use crate::model::stage::{Prompt, Sheet, Stage};

/// What is asked about an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// What becomes of a parked thought.
    Thought,
    /// Whether a decision came true, and what was learned.
    Decision,
    /// Whether a factor happened.
    Factor,
    /// How sure people are of a goal.
    Goal,
}

/// An answer to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The thought becomes an action; the words are its line.
    Action,
    /// It becomes a note; the words are its line.
    Note,
    /// It is let go; the words may say why.
    Dropped,
    /// Yes; the words may say what was learned.
    Yes,
    /// Partly; likewise.
    Partly,
    /// No; likewise.
    No,
    /// The words begin with how sure people are, from 0 to 10.
    Sure,
}

impl Asked {
    /// What can be answered in session `here`, in the order in which it is offered.
    pub fn verdicts(self, here: &Session) -> Vec<Verdict> {
        match self {
            Self::Thought => {
                let action = here.plan_sheet().map(|_| Verdict::Action);
                let note = here.note_sheet().map(|_| Verdict::Note);
                action.into_iter().chain(note).chain([Verdict::Dropped]).collect()
            }
            Self::Decision | Self::Factor => vec![Verdict::Yes, Verdict::Partly, Verdict::No],
            Self::Goal => vec![Verdict::Sure],
        }
    }

    /// Whether words go with an answer.
    pub fn takes_words(self) -> bool {
        self != Self::Factor
    }

    /// The edits that record an answer.
    ///
    /// # Errors
    /// When the words that it needs are missing or not what it needs.
    pub fn decide(
        self,
        verdict: Verdict,
        (home, item): (&Session, &Item),
        here: &Session,
        words: &str,
        moment: Moment,
        ids: &mut IdSource,
    ) -> Result<Decision, Undecided> {
        let words = words.trim();
        let news = News::new(moment.now, Some(here.id));
        let told = |news: News, key: &str| if words.is_empty() { news } else { news.with(key, words) };
        let mut follows = None;
        let news = match (self, verdict) {
            (_, Verdict::Action | Verdict::Note) => {
                follows = Some(taken_up(verdict, (home, item), here, words, moment, ids)?);
                news.with("state", "taken")
            }
            (_, Verdict::Dropped) => told(news.with("state", "dropped"), "note"),
            (_, Verdict::Sure) => sure(news, words, moment)?,
            (Self::Factor, verdict) => news.with("happened", verdict.word()),
            (_, verdict) => told(news.with("came_true", verdict.word()), "learned"),
        };
        Ok(Decision { home: Change::Tell(item.id.clone(), news), here: follows })
    }
}

impl Verdict {
    /// Its word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Action | Self::Note => "taken",
            Self::Dropped => "dropped",
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
            Self::Sure => "",
        }
    }
}

/// How sure people are, and why, where more than the number was said.
fn sure(news: News, words: &str, moment: Moment) -> Result<News, Undecided> {
    let (step, why) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let bare = step.trim_end_matches([',', ':', ';', '.']);
    let bare = bare.strip_suffix("/10").unwrap_or(bare);
    let step = FieldKind::Scale(0, 10).read(bare, moment.now.date_naive(), moment.language);
    let step = step.map_err(Undecided::Part)?.ok_or(Undecided::WordsNeeded)?;
    let news = news.with("confidence", step);
    Ok(if why.trim().is_empty() { news } else { news.with("note", why.trim()) })
}

/// The record that a thought becomes.
fn taken_up(
    verdict: Verdict,
    (home, item): (&Session, &Item),
    here: &Session,
    words: &str,
    moment: Moment,
    ids: &mut IdSource,
) -> Result<Change, Undecided> {
    let sheet = if verdict == Verdict::Action { here.plan_sheet() } else { here.note_sheet() };
    let (stage, sheet) = sheet.ok_or(Undecided::NoActions)?;
    let line = if words.is_empty() { item.text("text") } else { words };
    let plain = Prompt::default();
    let capture = Capture::new(here, stage, sheet, &plain, moment.now.date_naive(), moment.language);
    let kept = capture.ok_or(Undecided::NoActions)?.keep(line, ids).map_err(Undecided::Part)?;
    let kept = if item.flag("private") { veiled(kept) } else { kept };
    Ok(if verdict == Verdict::Action { follow_up::from(kept, home, item) } else { kept })
}

/// The same edit, with what it adds for the facilitator alone.
fn veiled(change: Change) -> Change {
    match change {
        Change::All(changes) => Change::All(changes.into_iter().map(veiled).collect()),
        Change::Insert { place, index, item } if !item.id.as_str().starts_with("p-") => {
            Change::Insert { place, index, item: item.with("private", Value::from(true)) }
        }
        other => other,
    }
}

impl Session {
    /// The sheet that takes a note from anywhere: the last one for notes without lanes or for remarks that was begun,
    /// else the first.
    pub fn note_sheet(&self) -> Option<(&Stage, &Sheet)> {
        let takes = |(_, sheet): &(&Stage, &Sheet)| {
            let is_plain = sheet.prompts.iter().any(|prompt| prompt.preset.is_empty() && prompt.fills.is_empty());
            matches!(sheet.kind, SheetKind::Notes | SheetKind::Panel) && is_plain && sheet.setup.continues.is_empty()
        };
        let begun = self.sheets().filter(takes).filter(|(stage, _)| stage.is_visited()).last();
        begun.or_else(|| self.sheets().find(takes))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::change::Rejected;
    use crate::model::dates::DateLanguage;
    use crate::model::id::ItemId;
    use crate::model::session::{Place, State};
    use crate::model::strategies::{at, sample};

    const MOMENT: fn() -> Moment = || Moment { now: at("10:00"), language: DateLanguage::En };

    fn home() -> Session {
        Session { state: State::Closed, ..sample() }
    }

    fn here() -> Session {
        Session { id: Uuid::from_u128(9), ..sample() }
    }

    /// What an answer about an item of the closed home makes of it and of the session at hand.
    fn decided(asked: Asked, verdict: Verdict, id: &str, words: &str) -> Result<(Item, Session), Undecided> {
        let (mut home, mut here) = (home(), here());
        let (_, _, item) = home.find(&ItemId::new(id)).unwrap();
        let decision = asked.decide(verdict, (&home, item), &here, words, MOMENT(), &mut IdSource::new(3))?;
        home.apply(decision.home).unwrap();
        if let Some(change) = decision.here {
            here.apply(change).unwrap();
        }
        Ok((home.find(&ItemId::new(id)).unwrap().2.clone(), here))
    }

    #[test]
    fn a_thought_becomes_an_action_that_knows_where_it_comes_from() {
        let (thought, here) =
            decided(Asked::Thought, Verdict::Action, "n-1", "Raise it @maria due:2026-04-01").unwrap();
        assert_eq!((thought.text("state"), thought.is_pending()), ("taken", false));
        let action = here.items_of(SheetKind::Actions).last().unwrap();
        assert_eq!((action.text("text"), action.text("owner"), action.text("due")), ("Raise it", "p-1", "2026-04-01"));
        assert_eq!(action.text("from"), format!("{}/n-1", home().id));
    }

    #[test]
    fn a_thought_without_further_words_becomes_what_it_says() {
        let (_, here) = decided(Asked::Thought, Verdict::Action, "n-1", " ").unwrap();
        assert_eq!(here.items_of(SheetKind::Actions).last().unwrap().text("text"), "Raise the day rate?");
    }

    #[test]
    fn a_thought_is_let_go_with_or_without_a_reason() {
        let (thought, _) = decided(Asked::Thought, Verdict::Dropped, "n-1", "too early").unwrap();
        assert_eq!((thought.text("state"), thought.text("note")), ("dropped", "too early"));
        let (thought, _) = decided(Asked::Thought, Verdict::Dropped, "n-1", "").unwrap();
        assert!(!thought.is_pending() && thought.value("note").is_none());
    }

    #[test]
    fn a_thought_is_offered_only_what_the_session_has_a_place_for() {
        let mut here = here();
        assert_eq!(Asked::Thought.verdicts(&here), [Verdict::Action, Verdict::Dropped]);
        here.stages[2].sheets[0].kind = SheetKind::Notes;
        assert_eq!(Asked::Thought.verdicts(&here), [Verdict::Note, Verdict::Dropped]);
        here.stages[2].sheets[0].prompts[0].preset.insert("lane".to_owned(), "hurts".into());
        assert_eq!(Asked::Thought.verdicts(&here), [Verdict::Dropped], "nobody would see it under a lane's question");
    }

    #[test]
    fn a_decision_a_factor_and_a_goal_are_told_in_their_closed_home() {
        let (told, _) = decided(Asked::Decision, Verdict::Partly, "g-1", "prices first").unwrap();
        assert_eq!((told.text("came_true"), told.text("learned")), ("partly", "prices first"));
        let (told, _) = decided(Asked::Factor, Verdict::No, "g-1", "").unwrap();
        assert_eq!(told.text("happened"), "no");
        let (told, _) = decided(Asked::Goal, Verdict::Sure, "g-1", "7/10, Jonas is ill").unwrap();
        assert_eq!((told.number("confidence"), told.text("note")), (Some(7.0), "Jonas is ill"));
        assert_eq!(told.history.last().unwrap().session, Some(Uuid::from_u128(9)));
    }

    #[test]
    fn how_sure_is_a_number_from_0_to_10() {
        for words in ["", "11", "-1", "very", "7.5"] {
            assert!(decided(Asked::Goal, Verdict::Sure, "g-1", words).is_err(), "{words}");
        }
        assert_eq!(decided(Asked::Goal, Verdict::Sure, "g-1", "0").unwrap().0.number("confidence"), Some(0.0));
        assert_eq!(decided(Asked::Goal, Verdict::Sure, "g-1", "10").unwrap().0.number("confidence"), Some(10.0));
    }

    #[test]
    fn what_was_private_stays_so() {
        let (mut home, mut here) = (home(), here());
        home.parked[0].values.insert("private".to_owned(), true.into());
        let thought = (&home, &home.parked[0]);
        let words = "Tell @zoe due:2026-04-01";
        let decision = Asked::Thought.decide(Verdict::Action, thought, &here, words, MOMENT(), &mut IdSource::new(3));
        here.apply(decision.unwrap().here.unwrap()).unwrap();
        assert!(here.items_of(SheetKind::Actions).last().unwrap().flag("private"));
        assert!(here.participants.iter().all(|person| !person.flag("private")));
        assert_eq!(home.apply(Change::Remove(ItemId::new("n-1"))), Err(Rejected::Locked));
        assert_eq!(home.items(&Place::Parked).map(Vec::len), Some(1));
    }
}
