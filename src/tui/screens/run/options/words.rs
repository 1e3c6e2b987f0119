//! What scores add up to, in sentences.

use crate::lang::Texts;
use crate::model::decision::{Decision, Standing, Verdict};
use crate::model::item::Item;
use crate::model::ratio::Ratio;
use crate::model::session::Session;
use crate::model::sheet::ballot::{self, Ballot};
use crate::tui::widgets::text;

/// Columns that the name of a criterion may take in a sentence.
const NAME: usize = 36;

/// From how many steps apart people are worth hearing.
const APART: u8 = 2;

/// What an alternative is called beside others: A, B, C …; after Z its number.
pub(super) fn letter(at: usize) -> String {
    u32::try_from(at)
        .ok()
        .and_then(|at| char::from_digit(at + 10, 36))
        .map_or_else(|| (at + 1).to_string(), |letter| letter.to_ascii_uppercase().to_string())
}

/// What 1 and 5 mean.
pub(super) fn ends(criterion: &Item, texts: &Texts) -> String {
    let usual = (texts.options.usual_ends)(criterion.text("kind"));
    let or = |key: &str, usual: &'static str| match criterion.text(key) {
        "" => usual.to_owned(),
        words => words.to_owned(),
    };
    (texts.options.ends)(&or("low", usual.0), &or("high", usual.1))
}

/// Whole points of 100; a part of one is none.
fn points(ratio: Ratio) -> i64 {
    i64::try_from(ratio.floor()).unwrap_or(i64::MAX)
}

fn criterion_name(ballot: &Ballot<'_>, at: usize) -> String {
    let name = ballot.criteria().get(at).map_or("", |item| item.text("text"));
    text::fit(name, NAME, "…").into_owned()
}

/// Who leads, and how firmly: one sentence, and one more where cells are empty.
pub(in crate::tui::screens) fn verdict(result: &Decision, called: impl Fn(usize) -> String, texts: &Texts) -> String {
    let texts = texts.options;
    let mut places = result.ranking();
    let first = places.next().map(&called).unwrap_or_default();
    let second = places.next().map(&called).unwrap_or_default();
    let by = result.margin().map_or(0, points);
    let said = match result.verdict() {
        Verdict::Nothing => texts.nobody.to_owned(),
        Verdict::Alone => (texts.alone)(&first),
        Verdict::Tied => (texts.tied)(&tied(result, called)),
        Verdict::Close => (texts.close)(&first, &second, by),
        Verdict::Clear => (texts.leads)(&first, by),
    };
    let missing = |standing: &Standing| match standing {
        Standing::Incomplete { missing } => missing.len(),
        _ => 0,
    };
    match result.standings().iter().map(missing).sum() {
        0 => said,
        empty => format!("{said} {}", (texts.empty)(empty)),
    }
}

/// Those that share the first place.
fn tied(result: &Decision, called: impl Fn(usize) -> String) -> String {
    let is_first = |standing: &Standing| matches!(standing, Standing::Ranked { place: 1, .. });
    let first = result.standings().iter().enumerate().filter(|(_, standing)| is_first(standing));
    first.map(|(at, _)| called(at)).collect::<Vec<_>>().join(", ")
}

/// Where each alternative stands, the best first, those without a place last.
pub(in crate::tui::screens) fn standings(
    ballot: &Ballot<'_>,
    result: &Decision,
    session: &Session,
    texts: &Texts,
) -> Vec<String> {
    let place = |standing: &Standing| match standing {
        Standing::Ranked { place, .. } => *place,
        _ => usize::MAX,
    };
    let mut all: Vec<_> = ballot.alternatives().iter().zip(result.standings()).collect();
    all.sort_by_key(|(_, standing)| place(standing));
    let vetoes = |item: &Item| {
        let word = |veto: &Item| (texts.options.veto)(session.person(veto.text("owner")), veto.text("text"));
        ballot.vetoes(&item.id).map(word).collect::<Vec<_>>().join("; ")
    };
    let said = |(item, standing): (&&Item, &Standing)| match standing {
        Standing::Ranked { value, .. } => {
            format!("{}: {} {}", item.text("text"), value.rounded(), texts.options.of_100)
        }
        Standing::Vetoed { .. } => {
            format!("{}: {}", item.text("text"), vetoes(item))
        }
        Standing::Incomplete { missing } => format!("{}: {}", item.text("text"), (texts.options.empty)(missing.len())),
    };
    all.into_iter().map(said).collect()
}

/// How little would have to change for another to lead: a weight, a cell.
pub(super) fn flips(ballot: &Ballot<'_>, result: &Decision, texts: &Texts) -> Vec<String> {
    let texts = texts.options;
    if result.winner().is_none() || result.margin().is_none() {
        return Vec::new();
    }
    let weight = result.weight_flip().map(|flip| {
        let from = ballot.criteria().get(flip.criterion).map_or(0, |item| i64::from(ballot::weight(item)));
        (texts.weight_flip)(&criterion_name(ballot, flip.criterion), from + flip.by, from, &letter(flip.winner))
    });
    let score = result.score_flip().map(|flip| {
        let name = criterion_name(ballot, flip.criterion);
        (texts.score_flip)(&letter(flip.alternative), &name, flip.by, &letter(flip.winner))
    });
    let weight = weight.unwrap_or_else(|| texts.no_weight_flip.to_owned());
    vec![weight, score.unwrap_or_else(|| texts.no_score_flip.to_owned())]
}

/// Whether people are so far apart in a cell that it is worth hearing why; from which score to which.
pub(super) fn apart(ballot: &Ballot<'_>, row: usize, column: usize) -> Option<(u8, u8)> {
    let (alternative, criterion) = ballot.alternatives().get(row).zip(ballot.criteria().get(column))?;
    let scores = || ballot.scores(alternative, criterion).map(|(_, score)| score);
    let (low, high) = (scores().min()?, scores().max()?);
    (high - low >= APART).then_some((low, high))
}

/// The cell in which people are furthest apart.
pub(super) fn furthest(ballot: &Ballot<'_>, texts: &Texts) -> Option<String> {
    let is_in =
        |row: &usize| ballot.alternatives().get(*row).is_some_and(|way| ballot.vetoes(&way.id).next().is_none());
    let rows = (0..ballot.alternatives().len()).filter(is_in);
    let cells = rows.flat_map(|row| (0..ballot.criteria().len()).map(move |column| (row, column)));
    let apart = cells.filter_map(|(row, column)| Some((row, column, apart(ballot, row, column)?)));
    let widest = apart.reduce(|best, next| if next.2.1 - next.2.0 > best.2.1 - best.2.0 { next } else { best });
    widest.map(|(row, column, (low, high))| {
        (texts.options.apart)(&letter(row), &criterion_name(ballot, column), low, high)
    })
}
