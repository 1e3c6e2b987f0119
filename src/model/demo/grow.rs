//! Libraries of any size, put together from lists of words, to measure with.

use chrono::{DateTime, FixedOffset};

use super::client;
use super::dice::Dice;
use super::said::{
    action, arrives, covered, factor, goal, leaves, milestone, next, not_here, objective, player, private, project,
    question, rule, shift, takeaway, thought, verdict, vision,
};
use super::scribe::Scribe;
use super::story::{Key, Line, Story, Way};
use super::words as w;
use crate::model::id::IdSource;
use crate::model::session::Session;
use crate::model::stage::Style;
use crate::model::template::{Template, TemplateCues, Wording};

const GOAL_LABELS: [&str; 3] = ["goal-1", "goal-2", "goal-3"];
const PROJECT_LABELS: [&str; 3] = ["project-1", "project-2", "project-3"];
const SWITCHES: [&str; 4] = ["inbox", "small-repairs", "tidying", "shop-talk"];

/// Days after the session by which its actions are due, at most.
const REACH: i64 = 80;

/// A session of which only the date is settled.
#[derive(Clone, Copy, Debug)]
struct Date {
    /// Place among all sessions, from 0.
    place: usize,
    /// Which client, none for "just me".
    client: Option<usize>,
    /// Days from today.
    day: i64,
    /// Hour at which it starts.
    hour: u32,
    way: Way,
    /// The next session with the same client, if it is not still to come: its place and its day.
    next: Option<(usize, i64)>,
}

/// The sessions, one after the other, the oldest first.
pub(super) fn sessions(
    template: &Template,
    now: DateTime<FixedOffset>,
    count: usize,
    seed: u64,
) -> impl Iterator<Item = Session> + use<> {
    let mut dice = Dice::new(seed);
    let diary = diary(count, &mut dice);
    let mut scribe = Scribe::new(lean(template), now, IdSource::new(!seed));
    for date in &diary {
        scribe.announce(key(date.place), date.day, (date.hour, 0), date.way);
    }
    diary.into_iter().map(move |date| scribe.write(&date.story(&mut dice)))
}

/// The template without what only helps during a session, so that a file has the size of a real one trimmed by hand.
fn lean(template: &Template) -> Template {
    let mut lean = template.clone();
    for stage in &mut lean.stages {
        stage.cues = TemplateCues::default();
        for prompt in stage.sheets.iter_mut().flat_map(|sheet| &mut sheet.prompts) {
            (prompt.hint, prompt.example) = (Wording::default(), Wording::default());
        }
    }
    lean
}

fn key(place: usize) -> Key {
    Key::Owned(place.to_string())
}

/// When all sessions are, in order: one in fifty is to come, and the last of the others is paused.
fn diary(count: usize, dice: &mut Dice) -> Vec<Date> {
    let coming = count / 50;
    let past = i64::try_from(count - coming).unwrap_or(1).max(1);
    let span = past.saturating_mul(3).clamp(365, 3650);
    let clients = (count / 8).clamp(3, w::CLIENTS.len());
    let mut diary: Vec<Date> = (0..count)
        .map(|place| {
            let nth = i64::try_from(place).unwrap_or(0);
            let (day, way) = match past - nth {
                1 if count > 1 => (-1, Way::Paused("projects", 14)),
                left if left > 0 => (-span * left / past - 1, Way::Closed),
                left => (3 + (-left * 120).checked_div(past / 50).unwrap_or(0), Way::Planned),
            };
            let whose = usize::try_from(dice.between(0, 99)).unwrap_or(0);
            let client = (whose >= 12).then(|| (whose * 7 + place) % clients);
            let hour = dice.one(&[8, 9, 10, 13, 14]);
            Date { place, client, day, hour, way, next: None }
        })
        .collect();
    let mut following = std::collections::HashMap::new();
    for date in diary.iter_mut().rev().filter(|date| date.way != Way::Planned) {
        date.next = following.insert(date.client, (date.place, date.day));
    }
    diary
}

impl Date {
    fn story(&self, dice: &mut Dice) -> Story {
        let place = self.client.unwrap_or(0);
        let client = self.client.and_then(|at| w::CLIENTS.get(at)).map(|name| {
            let alias = w::ALIASES.get(place).copied().unwrap_or_default();
            client(name, alias)
        });
        let mut people: Vec<_> = w::PEOPLE.iter().cycle().skip(place * 3).take(3).copied().collect();
        if client.is_none() {
            people.clear();
        }
        people.push(("me", "facilitator"));
        let story = Story::new(key(self.place), dice.one(&w::TITLES), client, self.day)
            .at(self.hour, 0, dice.one(&w::PLACES))
            .style(dice.one(&Style::ALL))
            .way(self.way)
            .people(&people);
        let names: Vec<&'static str> = people.into_iter().map(|(name, _)| name).collect();
        match self.way {
            Way::Planned => story.said([question(dice.one(&w::QUESTIONS)), objective("A plan with names and dates")]),
            Way::Closed | Way::Running(..) | Way::Paused(..) => {
                let story = story.said(look_around(&names, dice)).said(self.goals(&names, dice));
                if self.way == Way::Closed {
                    story.said(self.steps(&names, dice)).said(end(&names, dice))
                } else {
                    story
                }
            }
        }
    }

    fn goals(&self, names: &[&'static str], dice: &mut Dice) -> Vec<Line> {
        let mut lines = Vec::new();
        let goals: Vec<_> = GOAL_LABELS.into_iter().zip(dice.some(&w::GOALS, 3)).collect();
        for (label, (text, measure, unit, step)) in goals {
            let target = dice.between(3, 14);
            let text = text.replace("{n}", &target.to_string());
            let line = goal(label, text).by(dice.one(names)).due(dice.between(60, 180));
            let line = line.measured(*measure, unit, target - step * dice.between(1, 3), target);
            lines.push(match self.next {
                Some((next, _)) if dice.happens(60) => line.met(key(next), target),
                Some((next, _)) if dice.happens(80) => line.reached(key(next), target - step),
                _ => line,
            });
        }
        for name in names.iter().take(2) {
            lines.push(player(name, dice.one(&w::ROLES), dice.one(&w::GIFTS), dice.between(6, 45)));
        }
        let count = dice.between(2, 3);
        let projects: Vec<_> = PROJECT_LABELS.into_iter().zip(dice.some(&w::PROJECTS, count)).collect();
        for (label, text) in projects {
            let start = dice.between(1, 20);
            let line = project(label, *text).serves(dice.one(&GOAL_LABELS)).by(dice.one(names));
            let due = start + dice.between(20, 90);
            let mut score = || u8::try_from(dice.between(1, 5)).unwrap_or(1);
            let line = line.start(start).due(due).scored(score(), score(), score());
            lines.push(if due + self.day < 0 && dice.happens(85) { line.ticked(due) } else { line });
        }
        lines
    }

    fn steps(&self, names: &[&'static str], dice: &mut Dice) -> Vec<Line> {
        let mut lines = Vec::new();
        for text in dice.some(&w::MILESTONES, 2) {
            let due = dice.between(25, 100);
            // Two projects are always there, a third one only sometimes.
            let line = milestone(*text).of(dice.one(&["project-1", "project-2"])).by(dice.one(names)).due(due);
            lines.push(if due + self.day < 0 && dice.happens(85) { line.passed(due) } else { line });
        }
        for _ in 0..dice.between(5, 8) {
            let text = format!("{} {} {}", dice.one(&w::VERBS), dice.one(&w::OBJECTS), dice.one(&w::ADDITIONS));
            lines.push(self.action(text.trim_end(), names, dice));
        }
        lines
    }

    /// An action with what became of it: most are done at last, some in time.
    fn action(&self, text: &str, names: &[&'static str], dice: &mut Dice) -> Line {
        let due = dice.between(3, REACH);
        let mut line = action(text);
        if dice.happens(92) {
            line = line.by(dice.one(names));
        }
        if dice.happens(94) {
            line = line.due(due);
        }
        line = match dice.between(1, 10) {
            1..=6 => line.of(dice.one(&["project-1", "project-2"])),
            7 | 8 => line.serves(dice.one(&GOAL_LABELS)),
            _ => line,
        };
        if dice.happens(30) {
            line = line.first(dice.one(&w::FIRST_STEPS));
        }
        let note = dice.one(&w::NOTES);
        let has_passed = due + self.day < 0;
        match (self.next, dice.between(1, 100)) {
            (Some((next, _)), 1..=45) => line.done(key(next), note),
            (_, 46..=70) if has_passed => line.ticked(due),
            (Some((next, day)), 71..=84) => {
                let line = line.kept(key(next), 30, note);
                // The day on which it was done at last, if that is past by now.
                let done = day - self.day + dice.between(20, 40);
                if done + self.day < 0 { line.ticked(done) } else { line }
            }
            (Some((next, _)), 85..=90) => line.handed(key(next), dice.one(names), 21, note),
            (Some((next, _)), 91..=96) => line.dropped(key(next), note),
            _ => line,
        }
    }
}

fn look_around(names: &[&'static str], dice: &mut Dice) -> Vec<Line> {
    let (kind, text) = dice.one(&w::SHIFTS);
    let mut lines: Vec<_> = names.iter().take(2).map(|name| arrives(name, pulse(dice))).collect();
    lines.extend([question(dice.one(&w::QUESTIONS)), shift(kind, text), not_here(dice.one(&SWITCHES))]);
    lines.push(rule(dice.one(&w::RULES)));
    let count = dice.between(3, 5);
    lines.extend(dice.some(&w::FACTORS, count).map(|(source, swot, text)| factor(source, swot, *text)));
    lines.push(vision(dice.one(&w::VISIONS)));
    for text in dice.some(&w::THOUGHTS, 1) {
        lines.push(thought(*text));
    }
    if dice.happens(60) {
        lines.push(private(dice.one(&["opening", "goals", "projects"]), dice.one(&w::PRIVATE)));
    }
    lines
}

fn end(names: &[&'static str], dice: &mut Dice) -> Vec<Line> {
    let mut lines = vec![covered("direction"), covered(dice.one(&["strategies", "relation", "plan-with-dates"]))];
    lines.push(verdict(dice.one(&["yes", "partly", "partly", "no"]), dice.between(1, 14), dice.between(0, 12) * 100));
    let said: Vec<_> = names.iter().zip(dice.some(&w::TAKEAWAYS, 2)).collect();
    lines.extend(said.into_iter().map(|(name, text)| takeaway(name, *text)));
    lines.push(next(dice.between(28, 120), dice.one(&w::PROJECTS)));
    lines.extend(names.iter().take(2).map(|name| leaves(name, pulse(dice))));
    lines
}

fn pulse(dice: &mut Dice) -> u8 {
    u8::try_from(dice.between(2, 5)).unwrap_or(3)
}
