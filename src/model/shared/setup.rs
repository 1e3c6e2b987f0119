//! What others may see of the setup of a sheet: all that a template named, without keys of later versions.

use serde_json::Map;

use super::alias::Alias;
use crate::model::sheet::setup::{Column, Score, Setup};
use crate::model::words::Named;

/// The setup that others may see.
pub(super) fn shown(setup: &Setup, alias: &Alias) -> Setup {
    let Setup { columns, lanes, scores, tracks, periods, departments, shows, continues: _, private: _ } = setup;
    let all = |names: &[Named]| names.iter().map(|each| named(each, alias)).collect();
    Setup {
        columns: columns.iter().map(|each| column(each, alias)).collect(),
        lanes: all(lanes),
        scores: scores.iter().map(|each| score(each, alias)).collect(),
        tracks: all(tracks),
        periods: periods.clone(),
        departments: all(departments),
        shows: *shows,
        continues: String::new(),
        private: false,
    }
}

fn named(named: &Named, alias: &Alias) -> Named {
    let Named { id, name, rest: _ } = named;
    Named { id: id.clone(), name: alias.hide(name), rest: Map::new() }
}

fn column(column: &Column, alias: &Alias) -> Column {
    let Column { id, name, kind, low, high, choices, rest: _ } = column;
    Column {
        id: id.clone(),
        name: alias.hide(name),
        kind: *kind,
        low: alias.hide(low),
        high: alias.hide(high),
        choices: choices.iter().map(|each| named(each, alias)).collect(),
        rest: Map::new(),
    }
}

fn score(score: &Score, alias: &Alias) -> Score {
    let Score { id, name, better, low, high, rest: _ } = score;
    Score {
        id: id.clone(),
        name: alias.hide(name),
        better: *better,
        low: alias.hide(low),
        high: alias.hide(high),
        rest: Map::new(),
    }
}
