//! The merge of two objects of a session, key by key: known ones by their rules, unknown ones by what they hold.
//!
//! It works on JSON, so that keys of later versions merge like those of this one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::DateTime;
use serde_json::{Map, Value};

use super::{Clash, order, words};
use crate::model::also::Also;
use crate::model::field::FieldKind;
use crate::model::id::ItemId;
use crate::model::settle::Spot;
use crate::model::sheet::SheetKind;

/// How the values of a key are merged.
enum Rule {
    /// By words.
    Prose,
    /// Things with an id, each by itself.
    Records,
    /// An object that may hold open values of its own.
    Part(Spot),
    /// Entries that are never changed, oldest first.
    News,
    /// Stretches of work.
    Visits,
    /// The end of a stretch of work: the later one.
    End,
    /// How far a session is: the further one.
    State,
    /// One of the two, unless it is a list or a group without a clash in it.
    Plain,
}

fn rule(spot: &Spot, key: &str) -> Rule {
    match (spot, key) {
        (Spot::Session, "stages" | "participants" | "parked" | "notes" | "prework")
        | (Spot::Stage(_), "sheets")
        | (Spot::Sheet { .. }, "items") => Rule::Records,
        (Spot::Session, "client") => Rule::Part(Spot::Client),
        (Spot::Session, "horizon") => Rule::Part(Spot::Horizon),
        (Spot::Stage(id), "clock") => Rule::Part(Spot::Clock(id.clone())),
        (Spot::Session, "state") => Rule::State,
        (Spot::Clock(_), "visits") => Rule::Visits,
        (Spot::Clock(_), "to") => Rule::End,
        (Spot::Item(_), "history") => Rule::News,
        (Spot::Session, "title" | "place" | "closed_because") | (Spot::Stage(_), "title") => Rule::Prose,
        (Spot::Item(_), key) if is_prose(key) => Rule::Prose,
        _ => Rule::Plain,
    }
}

/// Whether every record that knows the key holds text in it.
fn is_prose(key: &str) -> bool {
    let slots = SheetKind::ALL.into_iter().flat_map(SheetKind::slots);
    let mut kinds = slots.filter_map(|slot| slot.field(key)).map(|field| field.kind.clone()).peekable();
    kinds.peek().is_some() && kinds.all(|kind| matches!(kind, FieldKind::Line | FieldKind::Page))
}

/// A merge under way, with what was noticed so far.
#[derive(Default)]
pub(super) struct Merger {
    pub(super) clashes: Vec<Clash>,
    /// The stages whose clocks ran on both sides.
    pub(super) clocks: HashSet<String>,
}

/// An object as it stands in a file.
type Object = Map<String, Value>;

/// Three versions of a thing, of which any may be missing.
type Three<'a> = (Option<&'a Value>, Option<&'a Value>, Option<&'a Value>);

/// Values that did not win, by their keys.
type Beside = Vec<(String, Value)>;

impl Merger {
    /// Two versions of one object as one.
    pub(super) fn object(&mut self, spot: &Spot, base: Option<&Object>, ours: &Object, theirs: &Object) -> Object {
        let mut beside = Beside::new();
        let mut fields: HashMap<String, Value> = HashMap::new();
        for key in every(ours.keys(), theirs.keys(), |key| ours.contains_key(key)) {
            if key == Also::KEY {
                continue;
            }
            let three = (base.and_then(|base| base.get(key)), ours.get(key), theirs.get(key));
            if let Some(value) = self.value(spot, key, three, &mut beside) {
                fields.insert(key.clone(), value);
            }
        }
        let also = also(base, ours, theirs, &fields, beside);
        fields.extend(also.map(|also| (Also::KEY.to_owned(), also)));
        ordered(base, ours, theirs, fields)
    }

    fn value(&mut self, spot: &Spot, key: &str, three: Three<'_>, beside: &mut Beside) -> Option<Value> {
        match rule(spot, key) {
            Rule::Records => return Some(self.records(spot, key, lists(three)).into()),
            Rule::Visits => return Some(self.visits(spot, lists(three)).into()),
            Rule::News => return Some(news(lists(three)).into()),
            _ => {}
        }
        let base = three.0;
        let (ours, theirs) = match either(three) {
            Ok(value) => return value.cloned(),
            Err(both) => both,
        };
        let merged = match (rule(spot, key), ours, theirs) {
            (Rule::Part(part), Value::Object(ours), Value::Object(theirs)) => {
                Some(self.object(&part, base.and_then(Value::as_object), ours, theirs).into())
            }
            (Rule::Prose, Value::String(ours), Value::String(theirs)) => {
                words::merged(base.and_then(Value::as_str).unwrap_or_default(), ours, theirs).map(Value::from)
            }
            (Rule::State, ..) => Some([ours, theirs].into_iter().max_by_key(|state| progress(state)).cloned()?),
            (Rule::End, ..) => Some([ours, theirs].into_iter().max_by_key(|end| moment(end)).cloned()?),
            (Rule::Plain, ..) => clean(base, ours, theirs),
            _ => None,
        };
        Some(merged.unwrap_or_else(|| self.clash(spot, key, ours, theirs, beside)))
    }

    fn clash(&mut self, spot: &Spot, key: &str, ours: &Value, theirs: &Value, beside: &mut Beside) -> Value {
        let is_ours = weight(ours) > weight(theirs);
        let (kept, other) = if is_ours { (ours, theirs) } else { (theirs, ours) };
        beside.push((key.to_owned(), other.clone()));
        self.clashes.push(Clash { spot: spot.clone(), key: key.to_owned(), kept: kept.clone(), beside: other.clone() });
        kept.clone()
    }

    fn records(&mut self, spot: &Spot, key: &str, [base, ours, theirs]: [&[Value]; 3]) -> Vec<Value> {
        self.each([base, ours, theirs], "id", |id| match (spot, key) {
            (Spot::Session, "stages") => Spot::Stage(id),
            (Spot::Stage(stage), _) => Spot::Sheet { stage: stage.clone(), sheet: id },
            _ => Spot::Item(ItemId::new(id)),
        })
    }

    fn visits(&mut self, clock: &Spot, lists: [&[Value]; 3]) -> Vec<Value> {
        let visits = self.each(lists, "from", |_| clock.clone());
        let [base, ours, theirs] = lists;
        let is_one_of_them = all_same(ours, theirs) || all_same(base, ours) || all_same(base, theirs);
        if let Spot::Clock(stage) = clock
            && !is_one_of_them
        {
            self.clocks.insert(stage.clone());
        }
        visits
    }

    /// Things that are the same where `name` is.
    fn each(&mut self, lists: [&[Value]; 3], name: &str, spot: impl Fn(String) -> Spot) -> Vec<Value> {
        let name = |value: &Value| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        joined(lists, name, |(id, _), three| match either(three) {
            // Who changed a thing wants it, whoever deleted it.
            Ok(value) => value.cloned(),
            Err((Value::Object(ours), Value::Object(theirs))) => {
                Some(self.object(&spot(id.clone()), three.0.and_then(Value::as_object), ours, theirs).into())
            }
            Err((ours, _)) => Some(ours.clone()),
        })
    }
}

/// The one that holds where at most one side has changed anything, or where one has deleted what the other changed; both
/// where both have changed it.
fn either((base, ours, theirs): Three<'_>) -> Result<Option<&Value>, (&Value, &Value)> {
    if are_same(ours, theirs) || are_same(base, theirs) {
        return Ok(ours);
    }
    match (ours, theirs) {
        _ if are_same(base, ours) => Ok(theirs),
        (Some(ours), Some(theirs)) => Err((ours, theirs)),
        _ => Ok(ours.or(theirs)),
    }
}

/// Two values that nothing is known about as one, if there is no clash in them.
fn clean(base: Option<&Value>, ours: &Value, theirs: &Value) -> Option<Value> {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            let base = base.and_then(Value::as_object);
            let mut fields = HashMap::new();
            for key in every(ours.keys(), theirs.keys(), |key| ours.contains_key(key)) {
                let known = base.and_then(|base| base.get(key));
                let value = match either((known, ours.get(key), theirs.get(key))) {
                    Ok(value) => value.cloned(),
                    Err((ours, theirs)) => Some(clean(known, ours, theirs)?),
                };
                fields.extend(value.map(|value| (key.clone(), value)));
            }
            Some(ordered(base, ours, theirs, fields).into())
        }
        (Value::Array(_), Value::Array(_)) => Some(union(lists((base, Some(ours), Some(theirs)))).into()),
        _ => None,
    }
}

/// What is in both lists, and what one side has added; nothing that one side has taken out.
fn union(lists: [&[Value]; 3]) -> Vec<Value> {
    joined(lists, Value::to_string, |_, (base, ours, theirs)| match (base, ours, theirs) {
        (Some(_), None, _) | (Some(_), _, None) => None,
        _ => ours.or(theirs).cloned(),
    })
}

fn news(lists: [&[Value]; 3]) -> Vec<Value> {
    let [base, ours, theirs] = lists;
    if all_same(ours, theirs) || all_same(base, ours) || all_same(base, theirs) {
        return union(lists);
    }
    let by_time = |list: &[Value]| {
        let mut list = list.to_vec();
        list.sort_by_key(|news| news.get("at").and_then(moment));
        list
    };
    // Before too, so that what came at the same moment stands in the order of its side.
    let [base, ours, theirs] = lists.map(by_time);
    by_time(&union([&base, &ours, &theirs]))
}

/// The elements of three lists by their names, those of one name by their number; `one` says what becomes of each.
fn joined(
    lists: [&[Value]; 3],
    name: impl Fn(&Value) -> String,
    mut one: impl FnMut(&(String, usize), Three<'_>) -> Option<Value>,
) -> Vec<Value> {
    let keyed = lists.map(|list| {
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut keys = Vec::with_capacity(list.len());
        for value in list {
            let name = name(value);
            let number = seen.entry(name.clone()).and_modify(|number| *number += 1).or_default();
            keys.push((name, *number));
        }
        keys
    });
    let by_key = |place: usize| -> HashMap<&(String, usize), &Value> {
        let (keys, list) = (keyed.get(place), lists.get(place));
        keys.into_iter().flatten().zip(list.into_iter().copied().flatten()).collect()
    };
    let (base, ours, theirs) = (by_key(0), by_key(1), by_key(2));
    let [base_keys, our_keys, their_keys] = &keyed;
    let mut results: HashMap<(String, usize), Value> = HashMap::new();
    for key in every(our_keys.iter(), their_keys.iter(), |key| ours.contains_key(key)) {
        let result = one(key, (base.get(key).copied(), ours.get(key).copied(), theirs.get(key).copied()));
        results.extend(result.map(|result| (key.clone(), result)));
    }
    let order = order::merged(base_keys, our_keys, their_keys, |key| results.contains_key(key));
    order.into_iter().filter_map(|key| results.remove(&key)).collect()
}

/// All that is left open: a field and what stands beside it are one, so that whoever settled it wins over who left it.
fn also(
    base: Option<&Object>,
    ours: &Object,
    theirs: &Object,
    fields: &HashMap<String, Value>,
    beside: Beside,
) -> Option<Value> {
    let [was, one, other] = [base, Some(ours), Some(theirs)].map(|side| side.and_then(|side| side.get(Also::KEY)));
    if are_same(one, other) && beside.is_empty() {
        return one.cloned();
    }
    let [was, one, other] = [was, one, other].map(opened);
    let mut all = BTreeMap::new();
    for key in every(one.keys(), other.keys(), |key| one.contains_key(key)) {
        let three = (was.get(key), one.get(key), other.get(key));
        let is_left = |side: &Object| are_same(base.and_then(|base| base.get(key)), side.get(key));
        let (we_left, they_left) = (is_left(ours), is_left(theirs));
        let values = match three {
            (_, ours, theirs) if are_same(ours, theirs) => ours.cloned(),
            (was, ours, theirs) if they_left && are_same(was, theirs) => ours.cloned(),
            (was, ours, theirs) if we_left && are_same(was, ours) => theirs.cloned(),
            three if we_left && they_left => sorted(union(lists(three))),
            (_, ours, theirs) => {
                let mut values = union(lists((None, ours, theirs)));
                values.retain(|value| fields.get(key) != Some(value));
                sorted(values)
            }
        };
        all.extend(values.map(|values| (key.clone(), values)));
    }
    for (key, loser) in beside {
        let known = all.get(&key).and_then(Value::as_array).cloned().unwrap_or_default();
        let mut values: Vec<Value> = known.into_iter().filter(|value| fields.get(&key) != Some(value)).collect();
        if !values.contains(&loser) {
            values.push(loser);
        }
        all.extend(sorted(values).map(|values| (key, values)));
    }
    (!all.is_empty()).then(|| Value::Object(all.into_iter().collect()))
}

/// The values in one order, if there are any.
fn sorted(mut values: Vec<Value>) -> Option<Value> {
    values.sort_by_cached_key(weight);
    (!values.is_empty()).then(|| values.into())
}

/// Lists by their keys, without empty ones; what is no list, because somebody else wrote it, in one.
fn opened(also: Option<&Value>) -> Object {
    let list = |value: &Value| if value.is_array() { value.clone() } else { vec![value.clone()].into() };
    let all: Object = match also {
        Some(Value::Object(also)) => also.iter().map(|(key, value)| (key.clone(), list(value))).collect(),
        Some(other) => Object::from_iter([(Also::KEY.to_owned(), list(other))]),
        None => Object::new(),
    };
    all.into_iter().filter(|(_, values)| *values != Value::Array(Vec::new())).collect()
}

/// An object of these fields, in the merged order of keys; new ones last.
fn ordered(base: Option<&Object>, ours: &Object, theirs: &Object, mut fields: HashMap<String, Value>) -> Object {
    let keys = |object: &Object| object.keys().cloned().collect::<Vec<_>>();
    let order =
        order::merged(&base.map(keys).unwrap_or_default(), &keys(ours), &keys(theirs), |key| fields.contains_key(key));
    let mut object: Object =
        order.into_iter().filter_map(|key| fields.remove(&key).map(|value| (key, value))).collect();
    object.extend(fields);
    object
}

/// Every key of two sides once, in an order that does not depend on which side is which.
fn every<'a, K: Ord>(
    ours: impl Iterator<Item = &'a K>,
    theirs: impl Iterator<Item = &'a K>,
    is_ours: impl Fn(&K) -> bool,
) -> Vec<&'a K> {
    let mut keys: Vec<&K> = ours.chain(theirs.filter(|key| !is_ours(key))).collect();
    keys.sort_unstable();
    keys
}

fn lists((base, ours, theirs): Three<'_>) -> [&[Value]; 3] {
    [base, ours, theirs].map(|list| list.and_then(Value::as_array).map_or(&[][..], Vec::as_slice))
}

/// By what one value wins over another: the longer text, else what is greater as it is written.
fn weight(value: &Value) -> (usize, String) {
    (value.as_str().map_or(0, |text| text.chars().count()), value.to_string())
}

fn progress(state: &Value) -> usize {
    ["planned", "abandoned", "paused", "running", "closed"].iter().position(|word| state == word).unwrap_or_default()
}

/// A moment, and its spelling where two are the same.
fn moment(value: &Value) -> Option<(DateTime<chrono::FixedOffset>, Reverse<String>)> {
    let text = value.as_str()?;
    Some((DateTime::parse_from_rfc3339(text).ok()?, Reverse(text.to_owned())))
}

fn all_same(one: &[Value], other: &[Value]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
}

fn are_same(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => is_same(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// Whether both are written alike, to the order of their keys.
pub(super) fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| one.0 == other.0 && is_same(one.1, other.1))
        }
        (Value::Array(one), Value::Array(other)) => all_same(one, other),
        (Value::Number(one), Value::Number(other)) => one.to_string() == other.to_string(),
        (one, other) => one == other,
    }
}
