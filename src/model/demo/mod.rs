//! Made-up sessions to look around in: a coach's year with three clients, and libraries of any size to measure with.

use chrono::{DateTime, FixedOffset};

use super::id::IdSource;
use super::session::{Client, Session};
use super::template::Template;

mod acme;
mod dice;
mod grow;
mod lindqvist;
mod nord;
mod own;
mod said;
mod scribe;
mod story;
mod words;

use scribe::Scribe;
use story::Story;

#[cfg(test)]
mod tests;

/// The seed of the example, so that its ids are the same every time.
const SEED: u64 = 2026;

/// The example: a coach's year with three clients and her own half-days, past, running and planned, seen from `now`.
///
/// The same `now` gives the same sessions. What the template has no sheet for is left out.
pub fn example(template: &Template, now: DateTime<FixedOffset>) -> Vec<Session> {
    let mut stories = [acme::stories(), nord::stories(), lindqvist::stories(), own::stories()].concat();
    stories.sort_by_key(|story| story.day);
    let mut scribe = Scribe::new(template.clone(), now, IdSource::new(SEED));
    for Story { key, day, at, way, .. } in &stories {
        scribe.announce(key.clone(), *day, *at, *way);
    }
    stories.iter().map(|story| scribe.write(story)).collect()
}

/// A library of any size, over one to ten years until shortly after `now`: the same seed gives the same sessions.
pub fn library(template: &Template, now: DateTime<FixedOffset>, sessions: usize, seed: u64) -> Vec<Session> {
    library_in_turn(template, now, sessions, seed).collect()
}

/// The sessions of [`library`] one after the other, for those who write them to files and keep none.
pub fn library_in_turn(
    template: &Template,
    now: DateTime<FixedOffset>,
    sessions: usize,
    seed: u64,
) -> impl Iterator<Item = Session> + use<> {
    grow::sessions(template, now, sessions, seed)
}

fn client(name: &str, alias: &str) -> Client {
    Client { name: name.to_owned(), alias: alias.to_owned(), ..Client::default() }
}
