//! What becomes of a promise: each outcome as news in the action's own home, and what follows from it in the session at hand.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::capture::{Capture, fresh};
use super::change::Change;
use super::dates::{self, DateError, DateLanguage};
use super::field::FieldError;
use super::id::IdSource;
use super::item::{Item, News, Status};
use super::quick_entry;
use super::session::{Place, Session};
use super::sheet::SheetKind;
use super::stage::Prompt;

/// What can become of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Finished, perhaps with hours and money won a month.
    Done,
    /// Kept, with a new date.
    Kept,
    /// Split into smaller actions of the session at hand.
    Split,
    /// Given to somebody else.
    HandedOver,
    /// Put aside among the parked thoughts.
    Parked,
    /// Let go, with a reason.
    Dropped,
}

/// Why a decision cannot stand as it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Undecided {
    /// A new date is needed, and this is not one.
    Date(DateError),
    /// An owner, a reason or parts are needed.
    WordsNeeded,
    /// It was kept in two sessions already.
    KeptTwice,
    /// The parts have no place: the session at hand has no sheet for actions.
    NoActions,
    /// One of the parts cannot be an action.
    Part(FieldError),
}

/// The edits that a decision makes.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// In the session that holds the action.
    pub home: Change,
    /// In the session at hand.
    pub here: Option<Change>,
}

/// The moment, and the language in which days are read.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Now.
    pub now: DateTime<FixedOffset>,
    /// How words like "fri" are read.
    pub language: DateLanguage,
}

impl Outcome {
    /// All six, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Done, Self::Kept, Self::Split, Self::HandedOver, Self::Parked, Self::Dropped];

    /// Its word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Kept => "kept",
            Self::Split => "split",
            Self::HandedOver => "handed-over",
            Self::Parked => "parked",
            Self::Dropped => "dropped",
        }
    }

    fn status(self) -> Status {
        match self {
            Self::Done => Status::Done,
            Self::Kept | Self::HandedOver => Status::Open,
            Self::Split | Self::Parked | Self::Dropped => Status::Dropped,
        }
    }

    /// The outcome that session `here` gave an action, if it did.
    pub fn of(action: &Item, here: &Session) -> Option<Self> {
        let news = action.history.iter().rev().find(|news| news.session == Some(here.id))?;
        Self::ALL.into_iter().find(|outcome| outcome.word() == news.text("outcome"))
    }

    /// The edits that record this outcome; `words` are the date, the parts, the owner or the reason.
    ///
    /// # Errors
    /// When the words that it needs are missing or not what it needs.
    pub fn decide(
        self,
        (home, action): (&Session, &Item),
        here: &Session,
        words: &str,
        moment: Moment,
        ids: &mut IdSource,
    ) -> Result<Decision, Undecided> {
        let words = words.trim();
        if words.is_empty() && matches!(self, Self::Split | Self::HandedOver | Self::Dropped) {
            return Err(Undecided::WordsNeeded);
        }
        if self == Self::Kept && action.carried_before(here.id) >= 2 {
            return Err(Undecided::KeptTwice);
        }
        let today = moment.now.date_naive();
        let news =
            News::new(moment.now, Some(here.id)).with("outcome", self.word()).with("status", self.status().word());
        let news = match self {
            Self::Done => won(news, words),
            Self::Kept => news.with("due", new_date(words, today, moment.language)?.to_string()),
            Self::HandedOver => {
                let entry = quick_entry::parse(words, today, moment.language);
                let name = entry.owner.as_deref().unwrap_or(&entry.text);
                let news = news.with("owner", home.participant_named(name).map_or(name, |person| person.id.as_str()));
                match entry.due.map(|due| due.day) {
                    Some(day) => news.with("due", day.map_err(Undecided::Date)?.to_string()),
                    None => news,
                }
            }
            Self::Split | Self::Parked | Self::Dropped if words.is_empty() => news,
            Self::Split | Self::Parked | Self::Dropped => news.with("note", words),
        };
        let follows = match self {
            Self::Split => Some(split(home, action, here, words, (today, moment.language), ids)?),
            Self::Parked => Some(park(home, action, here, words, ids)),
            _ => None,
        };
        Ok(Decision { home: Change::Tell(action.id.clone(), news), here: follows })
    }
}

fn new_date(words: &str, today: NaiveDate, language: DateLanguage) -> Result<NaiveDate, Undecided> {
    dates::day(words, today, language).map_err(Undecided::Date)
}

fn won(news: News, words: &str) -> News {
    let won = Won::read(words);
    let news = won.hours.map_or(news.clone(), |hours| news.with("hours_a_month", hours));
    let news = won.money.map_or(news.clone(), |money| news.with("money_a_month", money));
    if won.note.is_empty() { news } else { news.with("note", won.note) }
}

/// What a finished action won in a month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Won {
    /// Hours, where a number stands before an h, a word that begins with "hour" or "heure".
    pub hours: Option<f64>,
    /// Money, where a number stands beside a sign or a name of a currency, or alone.
    pub money: Option<f64>,
    /// All words, where they say more than the numbers.
    pub note: String,
}

impl Won {
    /// Reads "3h 500", "6 hours and €400 a month", "200 euros, calmer mornings".
    pub fn read(words: &str) -> Self {
        let tokens: Vec<&str> = words.split([' ', ',', ';']).filter(|token| !token.is_empty()).collect();
        let mut won = Self::default();
        let mut has_note = false;
        let mut after_number = false;
        for (place, token) in tokens.iter().enumerate() {
            let next = tokens.get(place + 1).copied().unwrap_or_default();
            let bare = token.trim_matches(['€', '$', '£']);
            let (digits, unit) =
                bare.split_at_checked(bare.find(char::is_alphabetic).unwrap_or(bare.len())).unwrap_or((bare, ""));
            let number = digits.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
            match number {
                Some(number) if is_hours(unit) || (unit.is_empty() && bare == *token && is_hours(next)) => {
                    won.hours = won.hours.or(Some(number));
                }
                Some(number) if unit.is_empty() || is_money(unit) => won.money = won.money.or(Some(number)),
                _ => has_note |= !(after_number && (is_hours(token) || is_money(token)) || is_filler(token)),
            }
            after_number = number.is_some();
        }
        if has_note {
            words.trim().clone_into(&mut won.note);
        }
        won
    }
}

fn is_hours(word: &str) -> bool {
    let word = word.to_lowercase();
    word == "h" || word.starts_with("hour") || word.starts_with("heure")
}

fn is_money(word: &str) -> bool {
    let word = word.to_lowercase();
    matches!(word.as_str(), "€" | "$" | "£" | "eur" | "usd" | "gbp" | "chf")
        || word.starts_with("euro")
        || word.starts_with("pound")
        || word.starts_with("dollar")
}

/// Words between the numbers that say nothing of their own.
fn is_filler(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "a" | "and" | "month" | "per" | "et" | "par" | "mois" | "/" | "+" | "about")
}

/// The parts become actions of the session at hand, each a line that names its own owner and date.
fn split(
    home: &Session,
    action: &Item,
    here: &Session,
    words: &str,
    (today, language): (NaiveDate, DateLanguage),
    ids: &mut IdSource,
) -> Result<Change, Undecided> {
    let plain = Prompt::default();
    let mut after = here.clone();
    let mut all = Vec::new();
    for part in words.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (stage, sheet) =
            after.sheets().find(|(_, sheet)| sheet.kind == SheetKind::Actions).ok_or(Undecided::NoActions)?;
        let capture = Capture::new(&after, stage, sheet, &plain, today, language).ok_or(Undecided::NoActions)?;
        let kept = capture.keep(part, ids).map_err(Undecided::Part)?;
        let change = from(kept, home, action);
        after.apply(change.clone()).map_err(|_| Undecided::NoActions)?;
        all.push(change);
    }
    Ok(Change::All(all))
}

/// The same edit, with every new action knowing which one it comes from.
pub(super) fn from(change: Change, home: &Session, action: &Item) -> Change {
    match change {
        Change::All(changes) => Change::All(changes.into_iter().map(|each| from(each, home, action)).collect()),
        Change::Insert { place: place @ Place::Sheet { .. }, index, item } => {
            let item = item.with("from", format!("{}/{}", home.id, action.id));
            Change::Insert { place, index, item }
        }
        other => other,
    }
}

fn park(home: &Session, action: &Item, here: &Session, words: &str, ids: &mut IdSource) -> Change {
    let text = if words.is_empty() { action.text("text") } else { words };
    let item = Item::new(fresh(here, ids, "k"), "text", text)
        .with("state", "pending")
        .with("from", Value::from(format!("{}/{}", home.id, action.id)));
    Change::Insert { place: Place::Parked, index: here.parked.len(), item }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::ItemId;
    use crate::model::template::Template;

    fn sessions() -> (Session, Session, Moment) {
        let text = include_str!("../../templates/strategic-session.json");
        let template: Template = serde_json::from_str(text).unwrap();
        let now = DateTime::parse_from_rfc3339("2026-03-04T09:00:00+01:00").unwrap();
        let mut ids = IdSource::new(1);
        let mut home = template.session("en", &mut ids, now);
        let action = Item::new(ItemId::new("a-1"), "text", "Send the price list").with("due", "2026-02-01");
        let place = Place::Sheet { stage: "actions".to_owned(), sheet: "actions".to_owned() };
        home.apply(Change::Insert { place, index: 0, item: action }).unwrap();
        home.apply(home.close("", now)).unwrap();
        let here = template.session("en", &mut ids, now);
        (home, here, Moment { now, language: DateLanguage::En })
    }

    fn action(home: &Session) -> Item {
        home.find(&ItemId::new("a-1")).unwrap().2.clone()
    }

    fn decide(
        outcome: Outcome,
        words: &str,
        home: &mut Session,
        here: &mut Session,
        moment: Moment,
    ) -> Result<(), Undecided> {
        let before = action(home);
        let decision = outcome.decide((home, &before), here, words, moment, &mut IdSource::new(9))?;
        home.apply(decision.home).unwrap();
        if let Some(change) = decision.here {
            here.apply(change).unwrap();
        }
        Ok(())
    }

    #[test]
    fn a_decision_is_recorded_in_the_closed_home_of_the_action() {
        let (mut home, mut here, moment) = sessions();
        decide(Outcome::Kept, "2026-04-01", &mut home, &mut here, moment).unwrap();
        let kept = action(&home);
        assert_eq!((kept.text("due"), kept.carried(), kept.status()), ("2026-04-01", 1, Status::Open));
        assert_eq!(Outcome::of(&kept, &here), Some(Outcome::Kept));
        assert_eq!(kept.values.get("due"), Some(&Value::from("2026-02-01")));
    }

    #[test]
    fn what_was_kept_twice_must_be_decided_otherwise() {
        let (mut home, mut here, moment) = sessions();
        for (number, date) in ["2026-04-01", "2026-05-01"].into_iter().enumerate() {
            let mut session = Session { id: uuid::Uuid::from_u128(number as u128), ..here.clone() };
            decide(Outcome::Kept, date, &mut home, &mut session, moment).unwrap();
            decide(Outcome::Kept, "2026-05-02", &mut home, &mut session, moment).expect("a date can be corrected");
        }
        assert_eq!(action(&home).carried(), 2);
        assert_eq!(decide(Outcome::Kept, "2026-06-01", &mut home, &mut here, moment), Err(Undecided::KeptTwice));
        decide(Outcome::Dropped, "no longer needed", &mut home, &mut here, moment).unwrap();
        assert_eq!(action(&home).status(), Status::Dropped);
    }

    #[test]
    fn done_takes_hours_and_money_before_the_note() {
        let (mut home, mut here, moment) = sessions();
        decide(Outcome::Done, "3h 500 calmer mornings", &mut home, &mut here, moment).unwrap();
        let news = action(&home).history.pop().unwrap();
        assert_eq!(news.values.get("hours_a_month"), Some(&Value::from(3.0)));
        assert_eq!(news.values.get("money_a_month"), Some(&Value::from(500.0)));
        assert_eq!(news.text("note"), "3h 500 calmer mornings");
    }

    #[test]
    fn hours_and_money_are_read_as_people_say_them() {
        let read = |words| {
            let won = Won::read(words);
            (won.hours, won.money, won.note)
        };
        assert_eq!(read("3 hours"), (Some(3.0), None, String::new()));
        assert_eq!(read("6 hours and €400 a month"), (Some(6.0), Some(400.0), String::new()));
        assert_eq!(read("about 200 euros, 6 hours"), (Some(6.0), Some(200.0), String::new()));
        assert_eq!(read("2h 100"), (Some(2.0), Some(100.0), String::new()));
        assert_eq!(read("saves 4 h a month"), (Some(4.0), None, "saves 4 h a month".to_owned()));
        assert_eq!(read("nan inf"), (None, None, "nan inf".to_owned()));
    }

    #[test]
    fn parts_become_actions_that_know_where_they_come_from() {
        let (mut home, mut here, moment) = sessions();
        decide(Outcome::Split, "Draft it @maria; Send it due:2026-04-01", &mut home, &mut here, moment).unwrap();
        let parts: Vec<&Item> = here.items_of(SheetKind::Actions).collect();
        assert_eq!(parts.iter().map(|part| part.text("text")).collect::<Vec<_>>(), ["Draft it", "Send it"]);
        assert_eq!(parts[0].text("from"), format!("{}/a-1", home.id));
        assert_eq!(here.person(parts[0].text("owner")), "maria");
    }

    #[test]
    fn handing_over_takes_a_name_and_perhaps_a_day() {
        let (mut home, mut here, moment) = sessions();
        decide(Outcome::HandedOver, "Maria due:2026-05-01", &mut home, &mut here, moment).unwrap();
        let action = action(&home);
        assert_eq!((action.text("owner"), action.text("due")), ("Maria", "2026-05-01"));
    }

    #[test]
    fn a_parked_promise_is_found_among_the_parked_thoughts() {
        let (mut home, mut here, moment) = sessions();
        decide(Outcome::Parked, "", &mut home, &mut here, moment).unwrap();
        assert_eq!(here.parked[0].text("text"), "Send the price list");
        assert!(!action(&home).status().is_open());
    }

    #[test]
    fn dropping_needs_a_reason_and_keeping_a_day() {
        let (mut home, mut here, moment) = sessions();
        assert_eq!(decide(Outcome::Dropped, " ", &mut home, &mut here, moment), Err(Undecided::WordsNeeded));
        assert!(matches!(decide(Outcome::Kept, "fryday", &mut home, &mut here, moment), Err(Undecided::Date(_))));
        assert!(action(&home).history.is_empty());
    }
}
