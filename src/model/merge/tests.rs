//! What a merge promises, on examples and on any two ways to go on from any session.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::json;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::model::change::{Change, Detail};
use crate::model::check::FaultKind;
use crate::model::id::ItemId;
use crate::model::item::{Item, News};
use crate::model::schema;
use crate::model::session::{Client, Place, State};
use crate::model::strategies::{Whim, at, sample, session, whims};
use crate::model::timebox::Visit;

/// As it would stand in its file.
fn file(session: &Session) -> String {
    serde_json::to_string(session).unwrap()
}

#[track_caller]
fn merged(base: &Session, ours: &Session, theirs: &Session) -> Merged {
    let result = merge(Some(base), ours, theirs).unwrap();
    assert_eq!(file(&merge(Some(base), theirs, ours).unwrap().session), file(&result.session));
    for side in [ours, theirs] {
        assert_eq!(file(&merge(Some(base), &result.session, side).unwrap().session), file(&result.session));
    }
    result
}

/// The sample with some edits.
fn edited(changes: impl IntoIterator<Item = Change>) -> Session {
    let mut session = sample();
    changes.into_iter().for_each(|change| drop(session.apply(change).unwrap()));
    session
}

fn set(id: &str, key: &str, value: impl Into<Value>) -> Change {
    Change::Set { id: ItemId::new(id), key: key.to_owned(), value: Some(value.into()) }
}

fn park(id: &str, words: &str) -> Change {
    Change::Insert { place: Place::Parked, index: 1, item: Item::new(ItemId::new(id), "text", words) }
}

fn text(session: &Session, id: &str, key: &str) -> String {
    session.find(&ItemId::new(id)).unwrap().2.text(key).to_owned()
}

fn ids(items: &[Item]) -> Vec<&str> {
    items.iter().map(|item| item.id.as_str()).collect()
}

#[test]
fn what_either_side_did_is_there_and_nobody_is_asked() {
    let ours = edited([
        set("g-1", "text", "Twelve retained clients"),
        set("g-1", "due", "2026-07-31"),
        park("k-1", "Ours"),
        Change::Detail(Detail::Title("Autumn".to_owned())),
    ]);
    let theirs = edited([
        set("g-1", "text", "Twelve clients in Rome"),
        set("g-1", "owner", "p-2"),
        set("g-1", "pillars", json!(["profit"])),
        park("k-2", "Theirs"),
        Change::MoveStage("plan".to_owned(), 0),
    ]);
    let Merged { session, clashes } = merged(&sample(), &ours, &theirs);
    assert_eq!(clashes, []);
    assert_eq!(text(&session, "g-1", "text"), "Twelve retained clients in Rome");
    assert_eq!((text(&session, "g-1", "due"), text(&session, "g-1", "owner")), ("2026-07-31".into(), "p-2".into()));
    assert_eq!((session.title.as_str(), session.stages[0].id.as_str()), ("Autumn", "plan"));
    let parked: HashSet<&str> = ids(&session.parked).into_iter().collect();
    assert_eq!(parked, HashSet::from(["n-1", "k-1", "k-2"]));
}

#[test]
fn where_both_changed_the_same_the_other_value_is_kept_beside() {
    let ours = edited([set("g-1", "due", "2026-07-01"), Change::Minutes("goals".to_owned(), 40)]);
    let theirs = edited([set("g-1", "due", "2026-08-01"), Change::Minutes("goals".to_owned(), 50)]);
    let Merged { session, clashes } = merged(&sample(), &ours, &theirs);
    let goal = &session.stages[1].sheets[0].items[0];
    assert_eq!((goal.text("due"), goal.also.of("due")), ("2026-08-01", &[json!("2026-07-01")][..]));
    assert_eq!((session.stages[1].minutes, session.stages[1].also.of("minutes")), (50, &[json!(40)][..]));
    assert_eq!(clashes.len(), 2);
    let due = clashes.iter().find(|clash| clash.key == "due").unwrap();
    assert_eq!(
        (&due.spot, &due.kept, &due.beside),
        (&Spot::Item(ItemId::new("g-1")), &json!("2026-08-01"), &json!("2026-07-01"))
    );
    assert_eq!(session.unsettled().count(), 2);
}

#[test]
fn what_is_settled_on_one_side_is_settled() {
    let ours = edited([set("g-1", "due", "2026-07-01")]);
    let theirs = edited([set("g-1", "due", "2026-08-01"), park("k-1", "More")]);
    let open = merged(&sample(), &ours, &theirs).session;
    let mut settled = open.clone();
    let change = open.unsettled().next().unwrap().keep(json!("2026-07-01"));
    settled.apply(change).unwrap();
    let mut went_on = open.clone();
    went_on.apply(park("k-2", "Still more")).unwrap();
    let Merged { session, clashes } = merged(&open, &settled, &went_on);
    assert_eq!((text(&session, "g-1", "due"), session.unsettled().count()), ("2026-07-01".into(), 0));
    assert_eq!((clashes, session.parked.len()), (vec![], 3));
}

#[test]
fn a_deletion_holds_unless_the_other_side_has_worked_on_it() {
    let ours = edited([Change::Remove(ItemId::new("n-1")), Change::Remove(ItemId::new("p-2"))]);
    let theirs = edited([set("n-1", "text", "Raise the day rate now?")]);
    let session = merged(&sample(), &ours, &theirs).session;
    assert_eq!(ids(&session.parked), ["n-1"]);
    assert_eq!(ids(&session.participants), ["p-1"]);
    let without = edited([Change::RemoveStage("goals".to_owned()), Change::RemoveStage("opening".to_owned())]);
    let session = merged(&sample(), &without, &edited([set("g-1", "why", "Because")])).session;
    let stages: Vec<&str> = session.stages.iter().map(|stage| stage.id.as_str()).collect();
    assert_eq!(stages, ["goals", "plan"]);
}

#[test]
fn an_item_that_was_moved_to_another_list_is_there_once_with_the_edits_of_both() {
    let plan = Place::Sheet { stage: "plan".to_owned(), sheet: "plan".to_owned() };
    let item = sample().parked[0].clone();
    let moved = edited([Change::Remove(item.id.clone()), Change::Insert { place: plan.clone(), index: 0, item }]);
    let theirs = edited([set("n-1", "text", "Raise the day rate soon?")]);
    let session = merged(&sample(), &moved, &theirs).session;
    assert_eq!(session.parked, []);
    assert_eq!(ids(session.items(&plan).unwrap()), ["n-1", "a-1"]);
    assert_eq!(text(&session, "n-1", "text"), "Raise the day rate soon?");
    let session = merged(&sample(), &moved, &edited([Change::Remove(ItemId::new("n-1"))])).session;
    assert_eq!(ids(session.items(&plan).unwrap()), ["n-1", "a-1"]);
}

#[test]
fn what_a_moved_item_may_not_say_in_its_new_list_waits_beside_it() {
    let moved = |sheet: &str, with: &[(&str, Value)]| {
        let mut item = sample().parked[0].clone();
        item.values.extend(with.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
        let place = Place::Sheet { stage: sheet.to_owned(), sheet: sheet.to_owned() };
        edited([Change::Remove(item.id.clone()), Change::Insert { place, index: 0, item }])
    };
    let news = News::new(at("09:00"), None).with("status", "perhaps").with("note", "asked");
    let theirs =
        edited([set("n-1", "due", "soon"), set("n-1", "slot", "later"), Change::Tell(ItemId::new("n-1"), news)]);
    let session = merged(&sample(), &moved("plan", &[]), &theirs).session;
    assert_eq!(complaints(&session), [""; 0]);
    let item = session.find(&ItemId::new("n-1")).unwrap().2;
    assert_eq!((item.value("due"), item.also.of("due")), (None, &[json!("soon")][..]));
    assert_eq!(item.history[0].values.get("also"), Some(&json!({ "status": "perhaps" })));
    let session = merged(&sample(), &moved("opening", &[("slot", json!("shift"))]), &theirs).session;
    assert_eq!(complaints(&session), [""; 0]);
    let item = session.find(&ItemId::new("n-1")).unwrap().2;
    assert_eq!((item.text("slot"), item.also.of("slot"), item.text("due")), ("shift", &[json!("later")][..], "soon"));
    let dated = moved("plan", &[("due", json!("2026-07-01"))]);
    let session = merged(&sample(), &dated, &theirs).session;
    let item = session.find(&ItemId::new("n-1")).unwrap().2;
    assert_eq!((item.text("due"), item.also.of("due")), ("2026-07-01", &[json!("soon")][..]));
}

#[test]
fn two_things_that_got_the_same_id_are_both_kept_and_links_follow_theirs() {
    let goals = || Place::Sheet { stage: "goals".to_owned(), sheet: "goals".to_owned() };
    let goal =
        |words: &str| Change::Insert { place: goals(), index: 1, item: Item::new(ItemId::new("g-7"), "text", words) };
    let ours = edited([goal("Open a shop"), set("a-1", "goal", "g-7")]);
    let theirs = edited([goal("Write the book we promised"), park("k-1", "x")]);
    let session = merged(&sample(), &ours, &theirs).session;
    let items = session.items(&goals()).unwrap();
    assert_eq!(items.len(), 3);
    let linked = text(&session, "a-1", "goal");
    assert_eq!((text(&session, &linked, "text").as_str(), linked == "g-7"), ("Open a shop", false));
    assert_eq!(text(&session, "g-7", "text"), "Write the book we promised");
    let theirs = edited([goal("Open a shop in Rome")]);
    assert_eq!(merged(&sample(), &ours, &theirs).session.items(&goals()).unwrap().len(), 2);
}

#[test]
fn news_of_both_sides_stand_in_the_order_in_which_they_came() {
    let told =
        |time: &str, status: &str| Change::Tell(ItemId::new("a-1"), News::new(at(time), None).with("status", status));
    let ours = edited([told("09:00", "doing"), told("11:00", "waiting")]);
    let theirs = edited([told("09:00", "doing"), told("10:00", "done")]);
    let session = merged(&sample(), &ours, &theirs).session;
    let action = session.find(&ItemId::new("a-1")).unwrap().2;
    let words: Vec<&str> = action.history.iter().map(|news| news.text("status")).collect();
    assert_eq!((words, action.status().word()), (vec!["doing", "done", "waiting"], "waiting"));
}

#[test]
fn a_clock_that_was_stopped_on_one_machine_is_stopped_and_no_minute_counts_twice() {
    let stage = || "goals".to_owned();
    let clock = |session: &Session| session.stages[1].clock.clone();
    let base = edited([Change::SetClock(stage(), clock(&sample()).started(at("09:00")))]);
    let on = |change: Change| {
        let mut session = base.clone();
        session.apply(change).unwrap();
        session
    };
    let ours =
        on(Change::SetClock(stage(), clock(&base).stopped(at("09:20")).started(at("09:30")).stopped(at("10:00"))));
    let theirs = on(Change::SetClock(stage(), clock(&base).stopped(at("09:40"))));
    let session = merged(&base, &ours, &theirs).session;
    assert_eq!(clock(&session).spent(at("12:00")), 60 * 60);
    let theirs = on(Change::SetClock("plan".to_owned(), clock(&sample()).started(at("09:10"))));
    let ours = on(Change::Detail(Detail::State(State::Paused)));
    let session = merged(&base, &ours, &theirs).session;
    assert!(
        !session.stages.iter().any(|stage| stage.clock.is_running()),
        "a session that rests has no clock that runs"
    );
}

#[test]
fn the_further_state_holds_where_both_have_gone_on() {
    let planned = Session { state: State::Planned, ..sample() };
    let state = |ours, theirs| {
        let side = |state| Session { state, ..planned.clone() };
        merged(&planned, &side(ours), &side(theirs)).session.state
    };
    assert_eq!(state(State::Running, State::Closed), State::Closed);
    assert_eq!(state(State::Abandoned, State::Closed), State::Closed);
    assert_eq!(state(State::Planned, State::Abandoned), State::Abandoned);
    assert_eq!(state(State::Paused, State::Abandoned), State::Paused);
}

#[test]
fn keys_of_later_versions_merge_like_ours() {
    let with = |x: Value| {
        let mut session = sample();
        session.rest.insert("x".to_owned(), x);
        session
    };
    let base = with(json!({ "a": 1, "b": [1, 2], "c": 1 }));
    let ours = with(json!({ "a": 2, "b": [2, 3], "c": 1 }));
    let theirs = with(json!({ "a": 1, "b": [1, 2, 4], "c": 5 }));
    let found = merged(&base, &ours, &theirs);
    assert_eq!((&found.session.rest["x"], found.clashes.len()), (&json!({ "a": 2, "b": [2, 4, 3], "c": 5 }), 0));
    let other = with(json!({ "a": 3, "b": [], "c": 1 }));
    let clash = merged(&base, &ours, &other);
    assert_eq!((clash.clashes.len(), clash.session.also.of("x").len()), (1, 1));
}

#[test]
fn a_client_that_both_have_named_keeps_both_names() {
    let named = |name: &str| {
        edited([Change::Detail(Detail::Client(Some(Client { name: name.to_owned(), ..Client::default() })))])
    };
    let session = merged(&sample(), &named("Acme"), &named("Acme Ltd")).session;
    let open: Vec<_> = session.unsettled().collect();
    assert_eq!(
        (open.len(), &open[0].spot, &open[0].value, &open[0].others),
        (1, &Spot::Client, &json!("Acme Ltd"), &vec![json!("Acme")])
    );
}

#[test]
fn different_sessions_are_never_merged() {
    let other = Session { id: Uuid::from_u128(9), ..sample() };
    assert!(matches!(merge(None, &sample(), &other), Err(MergeError::OtherSession { .. })));
    assert!(matches!(merge(Some(&other), &sample(), &sample()), Err(MergeError::OtherSession { .. })));
}

/// A base and two ways to go on from it; a small base every other time, so that both meet.
fn divergence() -> impl Strategy<Value = (Session, Session, Session)> {
    let base = prop_oneof![session(), Just(sample())];
    (base, whims(), whims()).prop_map(|(mut base, ours, theirs)| {
        for stage in &mut base.stages {
            stage.clock.visits = possible(std::mem::take(&mut stage.clock.visits));
        }
        let follow = |whims: Vec<Whim>| {
            let mut session = base.clone();
            for whim in whims {
                session.apply(whim.change(&session)).ok();
            }
            for stage in &mut session.stages {
                stage.clock.visits = possible(std::mem::take(&mut stage.clock.visits));
            }
            session
        };
        (base.clone(), follow(ours), follow(theirs))
    })
}

/// Stretches of work as a clock can have measured them: none ends before it begins.
fn possible(mut visits: Vec<Visit>) -> Vec<Visit> {
    for visit in &mut visits {
        visit.to = visit.to.map(|end| end.max(visit.from));
    }
    visits
}

fn items(session: &Session) -> HashMap<&ItemId, &Item> {
    session.places().flat_map(|(_, items)| items).map(|item| (&item.id, item)).collect()
}

/// Every word that stands in the texts of a session, outside of its ids.
fn words(value: &Value, into: &mut HashSet<String>) {
    match value {
        Value::String(text) => into.extend(text.unicode_words().map(str::to_owned)),
        Value::Array(all) => all.iter().for_each(|value| words(value, into)),
        Value::Object(all) => all.iter().filter(|(key, _)| *key != "id").for_each(|(_, value)| words(value, into)),
        Value::Number(number) => drop(into.insert(number.to_string())),
        Value::Null | Value::Bool(_) => {}
    }
}

fn words_of(value: &impl serde::Serialize) -> HashSet<String> {
    let mut found = HashSet::new();
    words(&serde_json::to_value(value).unwrap(), &mut found);
    found
}

/// The faults that make an id mean two things.
fn twins(session: &Session) -> Vec<FaultKind> {
    let faults = session.faults().into_iter().map(|fault| fault.kind);
    faults.filter(|kind| kind.is_fatal() && !matches!(kind, FaultKind::WrongValue { .. })).collect()
}

/// What a validator that is not ours has against a session by the published schema.
fn complaints(session: &Session) -> Vec<String> {
    static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
        jsonschema::draft202012::options().should_validate_formats(true).build(&schema::session()).unwrap()
    });
    let file = serde_json::to_value(session).unwrap();
    SCHEMA.iter_errors(&file).map(|error| format!("{} {error}", error.instance_path())).collect()
}

proptest! {
    #[test]
    fn it_does_not_matter_who_merges_and_to_merge_again_changes_nothing((base, ours, theirs) in divergence()) {
        for base in [Some(&base), None] {
            let result = merge(base, &ours, &theirs).unwrap().session;
            prop_assert_eq!(file(&merge(base, &theirs, &ours).unwrap().session), file(&result), "the other way round");
            prop_assert_eq!(file(&merge(base, &result, &ours).unwrap().session), file(&result), "again with ours");
            prop_assert_eq!(file(&merge(base, &result, &theirs).unwrap().session), file(&result), "again with theirs");
            prop_assert_eq!(file(&merge(base, &ours, &ours).unwrap().session), file(&ours));
        }
        prop_assert_eq!(file(&merge(Some(&base), &base, &theirs).unwrap().session), file(&theirs));
        prop_assert_eq!(file(&merge(Some(&base), &ours, &base).unwrap().session), file(&ours));
    }

    #[test]
    fn no_item_is_lost_unless_it_was_deleted_and_left_alone((base, ours, theirs) in divergence()) {
        let result = merge(Some(&base), &ours, &theirs).unwrap().session;
        let (before, after) = (items(&base), items(&result));
        for (side, other) in [(&ours, &theirs), (&theirs, &ours)] {
            let other = items(other);
            for (id, item) in items(side) {
                let is_deleted = before.get(id).is_some_and(|before| *before == item) && !other.contains_key(id);
                prop_assert!(is_deleted || after.contains_key(id), "{} is lost", id);
            }
        }
        let alone = merge(None, &ours, &theirs).unwrap().session;
        let after = items(&alone);
        prop_assert!(items(&ours).keys().chain(items(&theirs).keys()).all(|id| after.contains_key(id)));
    }

    #[test]
    fn every_word_that_was_typed_is_in_the_result((base, ours, theirs) in divergence()) {
        let result = merge(Some(&base), &ours, &theirs).unwrap().session;
        let (known, kept) = (words_of(&base), words_of(&result));
        for (side, other) in [(&ours, &theirs), (&theirs, &ours)] {
            let clocks = |session: &Session| words_of(&session.stages.iter().map(|stage| &stage.clock).collect::<Vec<_>>());
            let (clocks, elsewhere) = (clocks(side), words_of(other));
            let lost = words_of(side).into_iter().find(|word| {
                !known.contains(word) && !kept.contains(word) && !clocks.contains(word) && !elsewhere.contains(word)
            });
            let is_state = |word: &String| ["planned", "running", "paused", "closed", "abandoned"].contains(&word.as_str());
            prop_assert!(lost.as_ref().is_none_or(is_state), "{:?} is lost", lost);
        }
    }

    #[test]
    fn the_result_is_a_sound_session_that_comes_back_from_its_file((base, ours, theirs) in divergence()) {
        let had = [&ours, &theirs].map(|side| twins(side).len()).into_iter().sum::<usize>();
        for base in [Some(&base), None] {
            let result = merge(base, &ours, &theirs).unwrap().session;
            prop_assert!(twins(&result).len() <= had, "{:?}", twins(&result));
            let read: Session = serde_json::from_str(&file(&result)).unwrap();
            prop_assert_eq!(file(&read), file(&result));
            prop_assert_eq!(read, result);
        }
    }

    #[test]
    fn each_clash_is_there_to_be_settled_and_where_nobody_clashed_nothing_new_is((base, ours, theirs) in divergence()) {
        let Merged { session, clashes } = merge(Some(&base), &ours, &theirs).unwrap();
        let mut settled = session.clone();
        for clash in &clashes {
            let open: Vec<_> = session.unsettled().filter(|open| (&open.spot, &open.key) == (&clash.spot, &clash.key)).collect();
            prop_assert!(open.iter().any(|open| open.others.contains(&clash.beside)), "{:?}", clash);
            let inverse = settled.apply(open[0].keep(clash.beside.clone())).unwrap();
            settled.apply(inverse).unwrap();
        }
        prop_assert_eq!(file(&settled), file(&session));
    }
}

/// Two files that are valid.
fn valid_files() -> impl Strategy<Value = (Session, Session, Session)> {
    divergence().prop_filter("two valid files", |(_, ours, theirs)| {
        [ours, theirs].iter().all(|side| complaints(side).is_empty())
    })
}

proptest! {
    // Another validator takes its time.
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 5))]

    #[test]
    fn of_two_valid_files_the_result_is_one((base, ours, theirs) in valid_files()) {
        for base in [Some(&base), None] {
            prop_assert_eq!(complaints(&merge(base, &ours, &theirs).unwrap().session), [""; 0]);
        }
    }
}
