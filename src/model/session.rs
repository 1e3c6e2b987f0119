//! A planning session: who, when, the stages with what was said in them, and what was put aside.

use chrono::{DateTime, FixedOffset, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::also::Also;
use super::field::LinkTo;
use super::id::ItemId;
use super::item::Item;
use super::prework::asked::ASKED;
use super::sheet::{SheetKind, Slot};
use super::stage::{Sheet, Stage, Style};
use super::timebox::{Phase, Slice, Timebox};

/// The version of the format that this program writes.
pub const VERSION: u32 = 1;

/// The name of the format, in every session file.
pub const FORMAT: &str = "offsite.session";

/// Where the schema of the format is published.
pub const SCHEMA: &str = "https://offsite.example/schema/session-1.json";

/// One session, as it stands in its file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Session {
    /// Where the schema is published.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// Always `offsite.session`.
    pub format: String,
    /// The version of the format.
    pub version: u32,
    /// The identity of the session, a UUID of version 7.
    pub id: Uuid,
    /// Its name for people.
    pub title: String,
    /// The language of its prompts: `en` or `fr`.
    pub language: String,
    /// For whom; absent for "just me".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<Client>,
    /// The session before it in the same thread.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<Uuid>,
    /// The id of the template it was made from.
    pub template: String,
    /// How far it is.
    pub state: State,
    /// When it is meant to start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled: Option<DateTime<FixedOffset>>,
    /// The minutes there are in all, slack included.
    pub length: u32,
    /// Where.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The days that the plan reaches over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon: Option<Horizon>,
    /// The facilitator's way of working.
    #[serde(default)]
    pub style: Style,
    /// Whether nobody wants to see a clock.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub clock_off: bool,
    /// Who takes part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Item>,
    /// The stages in order.
    pub stages: Vec<Stage>,
    /// Thoughts put aside for later.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parked: Vec<Item>,
    /// The facilitator's own notes; private.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Item>,
    /// What people were asked before the session, and their answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prework: Vec<Item>,
    /// Why it was closed although something was missing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub closed_because: String,
    /// Other values of fields on which two merged versions disagreed.
    #[serde(default, skip_serializing_if = "Also::is_empty")]
    pub also: Also,
    /// Keys of later versions, kept.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// For whom a session is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Client {
    /// The true name; private where there is an alias.
    pub name: String,
    /// What the room and every export see instead.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alias: String,
    /// Keys of later versions, kept.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// The days a plan reaches over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Horizon {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Keys of later versions, kept.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// How far a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Under way, the clock runs.
    Running,
    /// Under way, the clock rests.
    Paused,
    /// Not begun.
    Planned,
    /// Finished; only news of its items are added.
    Closed,
    /// Given up.
    Abandoned,
}

/// Where a list of items lives.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// In a sheet of a stage.
    Sheet {
        /// The stage's id.
        stage: String,
        /// The sheet's id.
        sheet: String,
    },
    /// Among the participants.
    Participants,
    /// Among the parked thoughts.
    Parked,
    /// Among the private notes.
    Notes,
    /// Among the questions and answers before the session.
    Prework,
}

impl Client {
    /// The name that may be shown to a room.
    pub fn shown(&self) -> &str {
        if self.alias.is_empty() { &self.name } else { &self.alias }
    }
}

impl Horizon {
    /// From the first to the last day, both included.
    pub fn new(from: NaiveDate, to: NaiveDate) -> Self {
        Self { from, to, rest: Map::new() }
    }
}

impl State {
    /// The word in a file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Planned => "planned",
            Self::Closed => "closed",
            Self::Abandoned => "abandoned",
        }
    }

    /// Under way, whether its clock runs or not.
    pub fn is_under_way(self) -> bool {
        matches!(self, Self::Running | Self::Paused)
    }

    /// Whether what was said may still be changed.
    pub fn is_locked(self) -> bool {
        matches!(self, Self::Closed | Self::Abandoned)
    }
}

impl Session {
    /// The list of items at `place`.
    pub fn items(&self, place: &Place) -> Option<&Vec<Item>> {
        match place {
            Place::Sheet { stage, sheet } => self.stage(stage)?.sheet(sheet).map(|sheet| &sheet.items),
            Place::Participants => Some(&self.participants),
            Place::Parked => Some(&self.parked),
            Place::Notes => Some(&self.notes),
            Place::Prework => Some(&self.prework),
        }
    }

    pub(super) fn items_mut(&mut self, place: &Place) -> Option<&mut Vec<Item>> {
        match place {
            Place::Sheet { stage, sheet } => {
                let stage = self.stages.iter_mut().find(|each| each.id == *stage)?;
                stage.sheets.iter_mut().find(|each| each.id == *sheet).map(|sheet| &mut sheet.items)
            }
            Place::Participants => Some(&mut self.participants),
            Place::Parked => Some(&mut self.parked),
            Place::Notes => Some(&mut self.notes),
            Place::Prework => Some(&mut self.prework),
        }
    }

    /// The stage with this id.
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id)
    }

    /// Its place in the order, from 0.
    pub fn stage_index(&self, id: &str) -> Option<usize> {
        self.stages.iter().position(|stage| stage.id == id)
    }

    /// Every list of items, with where it lives.
    pub fn places(&self) -> impl Iterator<Item = (Place, &Vec<Item>)> {
        let sheets = self
            .sheets()
            .map(|(stage, sheet)| (Place::Sheet { stage: stage.id.clone(), sheet: sheet.id.clone() }, &sheet.items));
        let asides = [
            (Place::Participants, &self.participants),
            (Place::Parked, &self.parked),
            (Place::Notes, &self.notes),
            (Place::Prework, &self.prework),
        ];
        sheets.chain(asides)
    }

    /// Every sheet with its stage.
    pub fn sheets(&self) -> impl Iterator<Item = (&Stage, &Sheet)> {
        self.stages.iter().flat_map(|stage| stage.sheets.iter().map(move |sheet| (stage, sheet)))
    }

    /// The items of every sheet of one kind, in order.
    pub fn items_of(&self, kind: SheetKind) -> impl Iterator<Item = &Item> {
        self.sheets().filter(move |(_, sheet)| sheet.kind == kind).flat_map(|(_, sheet)| &sheet.items)
    }

    /// What a link may point at in this session, in order: so every decision, wherever it is kept.
    pub fn targets(&self, to: LinkTo) -> impl Iterator<Item = &Item> {
        let items = self.sheets().flat_map(|(_, sheet)| sheet.items.iter().map(move |item| (sheet.kind, item)));
        items.filter(move |(kind, item)| to.homes().contains(&(*kind, item.text("slot")))).map(|(_, item)| item)
    }

    /// The sheet whose records `sheet` works on, with its stage: itself, or the one of its kind that it continues.
    pub fn records_of<'a>(&'a self, stage: &'a Stage, sheet: &'a Sheet) -> (&'a Stage, &'a Sheet) {
        let continued = sheet.setup.continues.split_once('/').and_then(|(stage, id)| {
            let stage = self.stage(stage)?;
            let found = stage.sheet(id)?;
            (found.kind == sheet.kind && found.setup.continues.is_empty()).then_some((stage, found))
        });
        continued.unwrap_or((stage, sheet))
    }

    /// Where the item with this id lives, its place in the list, and the item.
    pub fn find(&self, id: &ItemId) -> Option<(Place, usize, &Item)> {
        self.places().find_map(|(place, items)| {
            let index = items.iter().position(|item| item.id == *id)?;
            items.get(index).map(|item| (place, index, item))
        })
    }

    pub(super) fn item_mut(&mut self, id: &ItemId) -> Option<&mut Item> {
        let sheets = self.stages.iter_mut().flat_map(|stage| &mut stage.sheets).map(|sheet| &mut sheet.items);
        let asides = [&mut self.participants, &mut self.parked, &mut self.notes, &mut self.prework];
        sheets.chain(asides).flatten().find(|item| item.id == *id)
    }

    /// What describes the records of one item: the slot it was captured in.
    pub fn slot_of(&self, id: &ItemId) -> Option<Slot> {
        let (place, _, item) = self.find(id)?;
        match place {
            Place::Sheet { stage, sheet } => self.stage(&stage)?.sheet(&sheet)?.slot(item.text("slot")),
            Place::Participants => Some(super::sheet::PERSON.clone()),
            Place::Parked | Place::Notes => SheetKind::Notes.slot("").cloned(),
            Place::Prework => Some(ASKED.clone()),
        }
    }

    /// The name that `person` stands for: a participant's id, or already a name.
    pub fn person<'a>(&'a self, person: &'a str) -> &'a str {
        let known = self.participants.iter().find(|each| each.id.as_str() == person);
        known.map_or(person, |each| each.text("name"))
    }

    /// Those who take part in the room; whoever is only named as an owner does not.
    pub fn in_room(&self) -> impl Iterator<Item = &Item> {
        self.participants.iter().filter(|person| person.value("in_room") != Some(&Value::Bool(false)))
    }

    /// The participant whom a typed name means: the whole name, or the one beginning that only one name has.
    pub fn participant_named(&self, name: &str) -> Option<&Item> {
        let wanted = name.to_lowercase();
        let lower = |item: &Item| item.text("name").to_lowercase();
        let whole = self.participants.iter().find(|each| lower(each) == wanted);
        whole.or_else(|| {
            let mut begins =
                self.participants.iter().filter(|each| !wanted.is_empty() && lower(each).starts_with(&wanted));
            let first = begins.next();
            first.filter(|_| begins.next().is_none())
        })
    }

    /// The client's name as the room may see it; empty for "just me".
    pub fn client_shown(&self) -> &str {
        self.client.as_ref().map_or("", Client::shown)
    }

    /// Whether both are for the same client, however its name is spelt in capitals and small letters, or both "just me".
    pub fn same_client(&self, other: &Self) -> bool {
        match (&self.client, &other.client) {
            (Some(one), Some(other)) => one.name == other.name || small(&one.name).eq(small(&other.name)),
            (one, other) => one.is_none() && other.is_none(),
        }
    }

    /// The stage that was worked on last, which is the one to come back to.
    pub fn stage_here(&self) -> Option<usize> {
        if let Some(running) = self.stages.iter().position(|stage| stage.clock.is_running()) {
            return Some(running);
        }
        let entered = |stage: &Stage| stage.clock.visits.iter().map(|visit| visit.from).max();
        let visited = self.stages.iter().enumerate().filter_map(|(index, stage)| Some((entered(stage)?, index)));
        visited.max().map(|(_, index)| index)
    }

    /// When the latest visit of any stage began.
    pub fn visit_began(&self) -> Option<DateTime<FixedOffset>> {
        self.stages.iter().flat_map(|stage| &stage.clock.visits).map(|visit| visit.from).max()
    }

    /// When it began, or is meant to.
    pub fn starts(&self) -> Option<DateTime<FixedOffset>> {
        let visits = self.stages.iter().flat_map(|stage| &stage.clock.visits);
        visits.map(|visit| visit.from).min().or(self.scheduled)
    }

    /// The day by which it is sorted: when it began or is meant to; absent while nobody has said.
    pub fn day(&self) -> Option<NaiveDate> {
        self.starts().map(|at| at.date_naive())
    }

    /// The minutes of all stages as planned.
    pub fn planned_minutes(&self) -> u32 {
        self.stages.iter().fold(0, |sum, stage| sum.saturating_add(stage.minutes))
    }

    /// The minutes left between what the stages take now and what there is; negative where it does not fit.
    pub fn slack(&self) -> i64 {
        let taken: i64 = self.stages.iter().map(|stage| i64::from(stage.current_minutes())).sum();
        i64::from(self.length) - taken
    }

    /// The clock arithmetic of this moment.
    pub fn timebox(&self, now: DateTime<FixedOffset>) -> Timebox {
        let here = self.stage_here();
        let slice = |(index, stage): (usize, &Stage)| Slice {
            planned: stage.minutes,
            minutes: stage.current_minutes(),
            floor: stage.at_least,
            is_fixed: stage.fixed,
            spent: stage.clock.spent(now),
            phase: match here {
                Some(here) if here == index => Phase::Here,
                Some(_) if stage.is_visited() => Phase::Done,
                _ => Phase::ToCome,
            },
        };
        Timebox { slices: self.stages.iter().enumerate().map(slice).collect(), slack: self.slack() }
    }

    /// The actions of this session: how many are finished (done or dropped), and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        let all = self.items_of(SheetKind::Actions).count();
        let open = self.items_of(SheetKind::Actions).filter(|item| item.status().is_open()).count();
        (all - open, all)
    }
}

/// The letters of a name as small ones, made without a new text; a sigma is the same at the end of a word.
fn small(name: &str) -> impl Iterator<Item = char> {
    name.chars().flat_map(char::to_lowercase).map(|letter| if letter == 'ς' { 'σ' } else { letter })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::model::stage::Clock;
    use crate::model::strategies::{at, day, sample, session};
    use crate::model::timebox::Visit;

    fn visited(session: &mut Session, stage: usize, from: &str, to: Option<&str>) {
        session.stages[stage].clock.visits.push(Visit::new(at(from), to.map(at)));
    }

    #[test]
    fn the_word_of_a_state_is_the_one_in_files() {
        for state in [State::Running, State::Paused, State::Planned, State::Closed, State::Abandoned] {
            assert_eq!(serde_json::to_value(state).unwrap(), state.word());
        }
    }

    #[test]
    fn a_client_is_the_same_in_capitals_and_small_letters() {
        let of =
            |name: &str| Session { client: Some(Client { name: name.to_owned(), ..Client::default() }), ..sample() };
        let me = Session { client: None, ..sample() };
        assert!(of("Émile & Co").same_client(&of("ÉMILE & CO")) && of("ΟΔΟΣ").same_client(&of("οδος")));
        assert!(me.same_client(&me) && !me.same_client(&of("")) && !of("Acme").same_client(&of("Acme Ltd")));
    }

    proptest! {
        #[test]
        fn clients_are_the_same_where_their_small_letters_are(one in "[aAéÉßİiΣσς ]{0,3}|.{0,4}", other in "[aAéÉßİiΣσς ]{0,3}") {
            let of = |name: &str| Session {
                client: Some(Client { name: name.to_owned(), ..Client::default() }),
                ..sample()
            };
            let lower = |name: &str| name.to_lowercase().replace('ς', "σ");
            prop_assert_eq!(of(&one).same_client(&of(&other)), lower(&one) == lower(&other));
        }
    }

    #[test]
    fn an_item_is_found_where_it_lives_and_described_by_its_slot() {
        let session = sample();
        let (place, index, item) = session.find(&ItemId::new("p-2")).unwrap();
        assert_eq!((place, index, item.text("name")), (Place::Participants, 1, "Jean"));
        let (place, ..) = session.find(&ItemId::new("g-1")).unwrap();
        assert_eq!(session.items(&place).unwrap().len(), 1);
        assert_eq!(session.slot_of(&ItemId::new("o-1")).unwrap().id, "question");
        assert_eq!(session.slot_of(&ItemId::new("p-1")), Some(crate::model::sheet::PERSON.clone()));
        assert_eq!(session.slot_of(&ItemId::new("nobody")), None);
    }

    #[test]
    fn a_typed_name_means_the_one_person_it_can_mean() {
        let mut session = sample();
        let named = |session: &Session, name: &str| session.participant_named(name).map(|person| person.id.to_string());
        assert_eq!(named(&session, "mar"), Some("p-1".to_owned()));
        assert_eq!(named(&session, "JEAN"), Some("p-2".to_owned()));
        assert_eq!(named(&session, ""), None);
        session.participants.push(Item::new(ItemId::new("p-3"), "name", "Jeanne"));
        assert_eq!(named(&session, "jea"), None);
        assert_eq!(named(&session, "jean"), Some("p-2".to_owned()));
        assert_eq!((session.person("p-3"), session.person("Zoe")), ("Jeanne", "Zoe"));
    }

    #[test]
    fn a_client_with_an_alias_is_shown_by_it() {
        let mut session = sample();
        assert_eq!(session.client_shown(), "");
        session.client = Some(Client { name: "Acme".to_owned(), ..Client::default() });
        assert_eq!(session.client_shown(), "Acme");
        session.client.as_mut().unwrap().alias = "Birch".to_owned();
        assert_eq!(session.client_shown(), "Birch");
    }

    #[test]
    fn the_stage_at_hand_is_the_one_that_was_entered_last() {
        let mut session = sample();
        assert_eq!((session.stage_here(), session.day()), (None, None));
        session.scheduled = Some(at("09:00"));
        assert_eq!(session.day(), Some(day("2026-03-12")));
        visited(&mut session, 0, "09:30", Some("09:50"));
        visited(&mut session, 2, "09:50", Some("10:00"));
        visited(&mut session, 0, "10:00", None);
        assert_eq!(session.stage_here(), Some(0));
        assert_eq!(session.starts(), Some(at("09:30")));
        let phases: Vec<_> =
            session.timebox(at("10:05")).slices.iter().map(|slice| (slice.phase, slice.spent)).collect();
        assert_eq!(phases, [(Phase::Here, 25 * 60), (Phase::ToCome, 0), (Phase::Done, 10 * 60)]);
    }

    #[test]
    fn slack_is_what_the_stages_leave_of_the_length() {
        let mut session = sample();
        assert_eq!((session.planned_minutes(), session.slack()), (90, 10));
        session.stages[0].now = Some(45);
        assert_eq!((session.planned_minutes(), session.slack()), (90, -5));
    }

    #[test]
    fn progress_counts_done_and_dropped_actions() {
        let mut session = sample();
        assert_eq!(session.progress(), (0, 1));
        session.stages[2].sheets[0].items[0].values.insert("status".to_owned(), json!("dropped"));
        assert_eq!(session.progress(), (1, 1));
    }

    #[test]
    fn what_is_absent_stays_absent_in_the_file() {
        let file = serde_json::to_value(sample()).unwrap();
        assert!(file.get("client").is_none() && file.get("clock_off").is_none() && file.get("notes").is_none());
        assert!(file["stages"][0].get("clock").is_none());
        assert_eq!(sample().stages[0].clock, Clock::default());
    }

    /// Adds a key of a later version to every object of the file.
    fn inject(file: &mut Value, key: &Value) {
        match file {
            Value::Object(object) => {
                object.values_mut().for_each(|value| inject(value, key));
                object.insert("x_later".to_owned(), key.clone());
            }
            Value::Array(all) => all.iter_mut().for_each(|value| inject(value, key)),
            _ => {}
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_session_comes_back_from_its_file_as_it_was(session in session()) {
            let text = serde_json::to_string(&session).unwrap();
            let read: Session = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(serde_json::to_string(&read).unwrap(), text);
            prop_assert_eq!(read, session);
        }

        #[test]
        fn unknown_keys_come_back_at_every_level(
            session in session(),
            key in crate::model::strategies::json_value(),
        ) {
            let mut file = serde_json::to_value(&session).unwrap();
            inject(&mut file, &key);
            let read: Session = serde_json::from_value(file.clone()).unwrap();
            prop_assert_eq!(serde_json::to_value(&read).unwrap(), file);
        }

        #[test]
        fn any_session_of_the_generator_has_sound_ids_and_values(session in session()) {
            let fatal: Vec<_> = session.faults().into_iter().filter(|fault| fault.kind.is_fatal()).collect();
            prop_assert_eq!(fatal, []);
        }
    }
}
