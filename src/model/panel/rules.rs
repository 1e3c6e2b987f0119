//! The plan check: what is wrong with a plan, one rule an entry.

use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveDate};

use super::{is_recent, review_day};
use crate::model::item::{Item, Status};
use crate::model::plan::Link;
use crate::model::session::Session;
use crate::model::sheet::SheetKind;

/// The most open actions that one person can carry.
pub const MOST_OPEN: usize = 7;

/// Hours from which an action needs a first step.
const LONG: f64 = 4.0;

/// Days from which an action is so far off that it needs a first step.
const FAR: u64 = 14;

/// One way in which a plan can be wrong.
pub struct Rule {
    /// Its name, under which the words for it are found.
    pub id: &'static str,
    /// The kind of sheet whose records it is about.
    pub of: SheetKind,
    /// How often or by how many days a record breaks it; nothing where it does not.
    pub breaks: fn(&Case<'_>) -> Option<usize>,
}

/// A record of a plan, with all that the rules ask about it.
pub struct Case<'a> {
    plan: &'a Known<'a>,
    home: &'a Session,
    item: &'a Item,
}

/// A record that breaks rules.
#[derive(Clone)]
pub struct Finding<'a> {
    /// The session that holds it.
    pub home: &'a Session,
    /// The record.
    pub item: &'a Item,
    /// What it breaks, the gravest first.
    pub broken: Vec<(&'static Rule, usize)>,
}

/// What is known of a whole plan.
struct Known<'a> {
    today: NaiveDate,
    /// Everything on which an action hangs, however far up.
    served: HashSet<Link>,
    /// The open actions of each owner: how many, and the one that is due last.
    loads: HashMap<String, (usize, Link)>,
    items: HashMap<Link, &'a Item>,
}

/// Open actions, the last one due, and when: without a day comes after every day.
type Load = (usize, Link, (bool, Option<NaiveDate>));

const fn rule(id: &'static str, of: SheetKind, breaks: fn(&Case<'_>) -> Option<usize>) -> Rule {
    Rule { id, of, breaks }
}

/// Every rule, the gravest first.
pub static RULES: &[Rule] = &[
    rule("last-day-gone", SheetKind::Milestones, |case| case.days_past("last_responsible_day")),
    rule("carried", SheetKind::Actions, |case| Some(case.item.carried()).filter(|times| *times >= 2)),
    rule("late", SheetKind::Actions, |case| case.days_past("due")),
    rule("milestone-late", SheetKind::Milestones, |case| case.days_past("due")),
    rule("no-owner", SheetKind::Actions, |case| case.lacks("owner")),
    rule("no-due", SheetKind::Actions, |case| case.lacks("due")),
    rule("overloaded", SheetKind::Actions, overload),
    rule("review-due", SheetKind::Decisions, unreviewed),
    rule("goal-past", SheetKind::Goals, |case| case.days_past("due").filter(|_| case.item.number("reached").is_none())),
    rule("goal-idle", SheetKind::Goals, idle),
    rule("project-idle", SheetKind::Projects, idle),
    rule("project-aimless", SheetKind::Projects, |case| case.lacks("goal").and(case.lacks("strategy"))),
    rule("no-first-step", SheetKind::Actions, without_first_step),
];

impl Case<'_> {
    /// How many days ago a field's day was.
    fn days_past(&self, key: &str) -> Option<usize> {
        let days = (self.plan.today - self.item.date(key)?).num_days();
        usize::try_from(days).ok().filter(|days| *days > 0)
    }

    fn lacks(&self, key: &str) -> Option<usize> {
        self.item.text(key).is_empty().then_some(1)
    }

    fn link(&self) -> Link {
        Link { home: self.home.id, id: self.item.id.clone() }
    }
}

/// No action hangs on it.
fn idle(case: &Case<'_>) -> Option<usize> {
    (!case.plan.served.contains(&case.link())).then_some(1)
}

/// Its owner has too many, and it is the one that can best go to somebody else: the last one due.
fn overload(case: &Case<'_>) -> Option<usize> {
    let (open, last) = case.plan.loads.get(&owner(case.home, case.item))?;
    (*open > MOST_OPEN && *last == case.link()).then_some(*open)
}

fn unreviewed(case: &Case<'_>) -> Option<usize> {
    let days = (case.plan.today - review_day(case.home, case.item)?).num_days();
    let is_said = case.item.value("came_true").is_some();
    usize::try_from(days).ok().filter(|days| *days > 0 && !is_said)
}

/// Something long or far off that nobody knows how to begin.
fn without_first_step(case: &Case<'_>) -> Option<usize> {
    let far = case.plan.today.checked_add_days(Days::new(FAR));
    let is_far = case.item.date("due").zip(far).is_some_and(|(due, far)| due > far);
    let is_long = case.item.number("effort_hours").is_some_and(|hours| hours >= LONG);
    let is_begun = case.item.status() != Status::Open;
    case.lacks("first_step").filter(|_| !is_begun && (is_far || is_long))
}

fn owner(home: &Session, item: &Item) -> String {
    home.person(item.text("owner")).to_lowercase()
}

/// Whether something is still to be done about a record.
fn is_open(kind: SheetKind, item: &Item) -> bool {
    let is_reached = kind == SheetKind::Goals
        && item.number("reached").zip(item.number("target")).is_some_and(|(reached, target)| reached >= target);
    item.status().is_open() && !item.flag("done") && !is_reached
}

impl<'a> Known<'a> {
    fn of(sessions: &[&'a Session], today: NaiveDate) -> Self {
        let mut items = HashMap::new();
        let mut loads: HashMap<String, Load> = HashMap::new();
        let mut actions = Vec::new();
        for home in sessions {
            for (_, sheet) in home.sheets() {
                for item in &sheet.items {
                    let link = Link { home: home.id, id: item.id.clone() };
                    items.insert(link.clone(), item);
                    if sheet.kind != SheetKind::Actions {
                        continue;
                    }
                    actions.push(link.clone());
                    let owner = owner(home, item);
                    if item.status().is_open() && !owner.is_empty() {
                        let due = (item.date("due").is_none(), item.date("due"));
                        let load = loads.entry(owner).or_insert_with(|| (0, link.clone(), due));
                        load.0 += 1;
                        if due >= load.2 {
                            (load.1, load.2) = (link, due);
                        }
                    }
                }
            }
        }
        let loads = loads.into_iter().map(|(owner, (open, last, _))| (owner, (open, last))).collect();
        let mut known = Self { today, served: HashSet::new(), loads, items };
        known.serve(actions);
        known
    }

    /// Follows links upwards from the actions.
    fn serve(&mut self, mut open: Vec<Link>) {
        while let Some(link) = open.pop() {
            let Some(item) = self.items.get(&link) else { continue };
            let one = ["goal", "project", "strategy", "milestone", "decision"].map(|key| item.text(key));
            let all = one.into_iter().chain(item.words("goals"));
            for up in all.filter_map(|text| Link::read(text, link.home)) {
                if self.served.insert(up.clone()) {
                    open.push(up);
                }
            }
        }
    }
}

/// Everything that breaks a rule in the plan of these sessions, the gravest first.
///
/// Actions count whenever they were promised; goals, projects, milestones and decisions for fourteen months.
pub fn check<'a>(sessions: impl IntoIterator<Item = &'a Session>, today: NaiveDate) -> Vec<Finding<'a>> {
    let sessions: Vec<&'a Session> = sessions.into_iter().collect();
    let known = Known::of(&sessions, today);
    let mut found: Vec<(usize, Option<NaiveDate>, Finding<'a>)> = Vec::new();
    for home in &sessions {
        let is_recent = is_recent(home, today);
        for (_, sheet) in home.sheets().filter(|(_, sheet)| is_recent || sheet.kind == SheetKind::Actions) {
            for item in sheet.items.iter().filter(|item| is_open(sheet.kind, item)) {
                let case = Case { plan: &known, home, item };
                let rules = RULES.iter().enumerate().filter(|(_, rule)| rule.of == sheet.kind);
                let broken: Vec<_> =
                    rules.filter_map(|(rank, rule)| Some((rank, rule, (rule.breaks)(&case)?))).collect();
                if let Some((rank, ..)) = broken.first() {
                    let broken = broken.iter().map(|(_, rule, count)| (*rule, *count)).collect();
                    found.push((*rank, item.date("due"), Finding { home, item, broken }));
                }
            }
        }
    }
    found.sort_by_key(|(rank, due, _)| (*rank, due.is_none(), *due));
    found.into_iter().map(|(.., finding)| finding).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::model::strategies::{day, sample};

    const TODAY: &str = "2026-03-12";

    fn session(held: &str, sheets: &Value) -> Session {
        let mut file = serde_json::to_value(sample()).unwrap();
        let sheet = |(kind, items): (&String, &Value)| json!({ "id": kind, "kind": kind, "items": items });
        let sheets: Vec<Value> = sheets.as_object().unwrap().iter().map(sheet).collect();
        file["stages"] = json!([{ "id": "s", "title": "s", "minutes": 5, "at_least": 5, "sheets": sheets }]);
        file["scheduled"] = json!(format!("{held}T09:00:00+01:00"));
        serde_json::from_value(file).unwrap()
    }

    /// What is found, as `a-1 late 3`.
    fn found(session: &Session) -> Vec<String> {
        let words = |finding: Finding<'_>| {
            let broken = finding.broken.iter().map(|(rule, count)| format!("{} {count}", rule.id));
            [finding.item.id.to_string()].into_iter().chain(broken).collect::<Vec<_>>().join(" ")
        };
        check([session], day(TODAY)).into_iter().map(words).collect()
    }

    fn sound() -> Value {
        json!({ "id": "a-1", "text": "x", "owner": "p-1", "due": "2026-03-20" })
    }

    /// What is found of a sound action with these fields changed.
    fn of_action(fields: &Value) -> Vec<String> {
        let mut action = sound();
        action.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        found(&session(TODAY, &json!({ "actions": [action] })))
    }

    #[test]
    fn a_sound_plan_breaks_no_rule() {
        let sheets = json!({
            "goals": [{ "id": "g-1", "text": "a", "due": "2026-06-30" }],
            "strategies": [{ "id": "s-1", "text": "b", "goals": ["g-1"] }],
            "projects": [{ "id": "j-1", "text": "c", "strategy": "s-1" }],
            "milestones": [{ "id": "m-1", "text": "d", "project": "j-1", "due": "2026-05-01" }],
            "decisions": [{ "id": "d-1", "text": "e" }],
            "actions": [{ "id": "a-1", "text": "x", "owner": "p-1", "due": "2026-03-20", "milestone": "m-1" }]
        });
        assert_eq!(found(&session(TODAY, &sheets)), [""; 0], "the action serves the goal through all of them");
    }

    #[test]
    fn every_rule_about_an_action_finds_its_fault_and_no_other() {
        let kept = |session: u128| json!({ "at": "2026-03-01T10:00:00+01:00", "session": uuid::Uuid::from_u128(session), "outcome": "kept" });
        assert_eq!(of_action(&json!({})), [""; 0]);
        assert_eq!(of_action(&json!({ "due": "2026-03-09" })), ["a-1 late 3"]);
        assert_eq!(of_action(&json!({ "due": "2026-03-12" })), [""; 0]);
        assert_eq!(of_action(&json!({ "owner": "" })), ["a-1 no-owner 1"]);
        assert_eq!(of_action(&json!({ "due": "" })), ["a-1 no-due 1"]);
        assert_eq!(of_action(&json!({ "due": "2026-03-26" })), [""; 0]);
        assert_eq!(of_action(&json!({ "due": "2026-03-27" })), ["a-1 no-first-step 1"]);
        assert_eq!(of_action(&json!({ "effort_hours": 4 })), ["a-1 no-first-step 1"]);
        assert_eq!(of_action(&json!({ "effort_hours": 4, "first_step": "Open the file" })), [""; 0]);
        assert_eq!(of_action(&json!({ "effort_hours": 4, "status": "doing" })), [""; 0]);
        assert_eq!(of_action(&json!({ "history": [kept(1)] })), [""; 0]);
        assert_eq!(of_action(&json!({ "history": [kept(1), kept(2)] })), ["a-1 carried 2"]);
        assert_eq!(of_action(&json!({ "due": "2026-03-09", "owner": "", "status": "done" })), [""; 0]);
        assert_eq!(of_action(&json!({ "due": "2026-03-09", "owner": "" })), ["a-1 late 3 no-owner 1"]);
    }

    #[test]
    fn of_too_many_actions_the_last_one_due_is_named() {
        let action = |number: usize| json!({ "id": format!("a-{number}"), "text": "x", "owner": "p-1", "due": format!("2026-03-{:02}", 12 + number) });
        let most: Vec<Value> = (1..=MOST_OPEN).map(action).collect();
        assert_eq!(found(&session(TODAY, &json!({ "actions": most }))), [""; 0]);
        let more: Vec<Value> = (1..=MOST_OPEN + 1).map(action).collect();
        assert_eq!(found(&session(TODAY, &json!({ "actions": more }))), ["a-8 overloaded 8"]);
    }

    #[test]
    fn goals_projects_milestones_and_decisions_have_their_own_rules() {
        let sheets = json!({
            "goals": [
                { "id": "g-1", "text": "a", "due": "2026-03-11" },
                { "id": "g-2", "text": "b", "due": "2026-03-11", "reached": 4, "target": 4 },
                { "id": "g-3", "text": "c", "due": "2026-03-11", "reached": 3, "target": 4 }
            ],
            "projects": [{ "id": "j-1", "text": "d" }],
            "milestones": [
                { "id": "m-1", "text": "e", "due": "2026-03-11", "last_responsible_day": "2026-03-10" },
                { "id": "m-2", "text": "f", "due": "2026-03-11", "done": true },
                { "id": "m-3", "text": "g", "due": "2026-03-11" }
            ],
            "decisions": [{ "id": "d-1", "text": "h", "review": "2026-03-11" }, { "id": "d-2", "text": "i" }]
        });
        let expected = [
            "m-1 last-day-gone 2 milestone-late 1",
            "m-3 milestone-late 1",
            "d-1 review-due 1",
            "g-1 goal-past 1 goal-idle 1",
            "g-3 goal-idle 1",
            "j-1 project-idle 1 project-aimless 1",
        ];
        assert_eq!(found(&session(TODAY, &sheets)), expected);
    }

    #[test]
    fn what_is_history_is_wrong_no_more_but_promises_stay() {
        let sheets = json!({
            "goals": [{ "id": "g-1", "text": "a" }],
            "actions": [{ "id": "a-1", "text": "x", "owner": "p-1", "due": "2024-12-31" }]
        });
        assert_eq!(found(&session("2024-12-01", &sheets)), ["a-1 late 436"]);
    }

    #[test]
    fn no_rule_has_the_name_of_another() {
        let names: HashSet<_> = RULES.iter().map(|rule| rule.id).collect();
        assert_eq!(names.len(), RULES.len());
    }
}
