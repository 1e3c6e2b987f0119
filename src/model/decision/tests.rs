//! The arithmetic of decisions, beside the same done by trying everything.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::*;

fn criterion(weight: u8, kind: CriterionKind) -> Criterion {
    Criterion { weight, kind }
}

/// An alternative by its scores: a row for each criterion, 0 for none.
fn alternative(scores: &[&[u8]]) -> Alternative {
    let row = |row: &&[u8]| row.iter().map(|score| Rating::new(*score)).collect();
    Alternative { scores: scores.iter().map(row).collect(), vetoes: Vec::new() }
}

fn decide(criteria: &[Criterion], alternatives: &[Alternative]) -> Decision {
    Decision::new(criteria, alternatives).unwrap()
}

fn ratio(above: i128, below: i128) -> Ratio {
    Ratio::new(above, below).unwrap()
}

const USUAL: [Criterion; 3] = [
    Criterion { weight: 3, kind: CriterionKind::Benefit },
    Criterion { weight: 2, kind: CriterionKind::Risk },
    Criterion { weight: 1, kind: CriterionKind::Cost },
];

#[test]
fn the_best_in_everything_is_worth_100_and_the_worst_nothing() {
    let decision = decide(&USUAL, &[alternative(&[&[1], &[5], &[5]]), alternative(&[&[5], &[1], &[1]])]);
    assert_eq!(decision.standings()[0], Standing::Ranked { place: 2, value: Ratio::ZERO });
    assert_eq!(decision.standings()[1], Standing::Ranked { place: 1, value: Ratio::whole(100) });
    assert_eq!((decision.winner(), decision.margin()), (Some(1), Some(Ratio::whole(100))));
    assert_eq!(decision.verdict(), Verdict::Clear);
}

#[test]
fn a_missing_score_is_not_zero() {
    let decision = decide(&USUAL, &[alternative(&[&[4, 0, 5], &[2], &[3, 4]]), Alternative::default()]);
    assert_eq!(decision.cell(0, 0).map(Cell::mean), Some(ratio(9, 2)));
    assert_eq!(decision.cell(0, 1).map(Cell::mean), Some(ratio(2, 1)));
    assert_eq!(decision.cell(0, 2).map(Cell::mean), Some(ratio(7, 2)));
    assert_eq!(decision.standings()[1], Standing::Incomplete { missing: vec![0, 1, 2] });
    assert_eq!((decision.verdict(), decision.winner()), (Verdict::Alone, Some(0)));
}

#[test]
fn a_criterion_without_weight_need_not_be_scored() {
    let criteria = [criterion(1, CriterionKind::Benefit), criterion(0, CriterionKind::Cost)];
    let decision = decide(&criteria, &[alternative(&[&[5]]), alternative(&[&[3], &[1]])]);
    assert_eq!(decision.ranking().collect::<Vec<_>>(), [0, 1]);
    assert_eq!(decision.weight_flip(), None);
}

#[test]
fn a_veto_with_a_reason_takes_an_alternative_out() {
    let vetoed = |reason: &str| Alternative { vetoes: vec![reason.to_owned()], ..alternative(&[&[5], &[1], &[1]]) };
    let weak = alternative(&[&[2], &[3], &[3]]);
    assert_eq!(decide(&USUAL, &[vetoed("It breaks the law"), weak.clone()]).winner(), Some(1));
    assert_eq!(decide(&USUAL, &[vetoed("  "), weak]).winner(), Some(0));
}

#[test]
fn equal_values_share_a_place_and_nothing_flips() {
    let same = alternative(&[&[3], &[3], &[3]]);
    let decision = decide(&USUAL, &[same.clone(), same, alternative(&[&[2], &[3], &[3]])]);
    let places: Vec<usize> = decision
        .standings()
        .iter()
        .map(|standing| if let Standing::Ranked { place, .. } = standing { *place } else { 0 })
        .collect();
    assert_eq!(places, [1, 1, 3]);
    assert_eq!((decision.verdict(), decision.winner()), (Verdict::Tied, None));
    assert_eq!((decision.weight_flip(), decision.score_flip()), (None, None));
    assert_eq!((decision.exact_weight_flip(), decision.exact_score_flip()), (None, None));
}

#[test]
fn a_lead_of_exactly_ten_percent_is_clear() {
    let criteria = [criterion(2, CriterionKind::Benefit), criterion(3, CriterionKind::Benefit)];
    let decision = decide(&criteria, &[alternative(&[&[4], &[3]]), alternative(&[&[3], &[3]])]);
    assert_eq!((decision.margin(), decision.verdict()), (Some(Ratio::whole(10)), Verdict::Clear));
    let criteria = [criterion(2, CriterionKind::Benefit), criterion(4, CriterionKind::Benefit)];
    let decision = decide(&criteria, &[alternative(&[&[4], &[3]]), alternative(&[&[3], &[3]])]);
    assert_eq!((decision.margin(), decision.verdict()), (Some(ratio(25, 3)), Verdict::Close));
}

#[test]
fn the_smallest_changes_that_flip_a_worked_example() {
    let criteria = [criterion(3, CriterionKind::Benefit), criterion(2, CriterionKind::Risk)];
    // 3 x 4 + 2 x 1 = 14 against 3 x 2 + 2 x 3 = 12 points.
    let decision = decide(&criteria, &[alternative(&[&[5, 5], &[4, 4]]), alternative(&[&[3, 3], &[2, 2]])]);
    assert_eq!(decision.exact_weight_flip(), Some(WeightFlip { criterion: 0, by: Ratio::whole(-1), winner: 1 }));
    assert_eq!(decision.weight_flip(), Some(WeightFlip { criterion: 0, by: -2, winner: 1 }));
    let exact = ScoreFlip { alternative: 0, criterion: 0, by: ratio(-2, 3), winner: 1 };
    assert_eq!(decision.exact_score_flip(), Some(exact));
    assert_eq!(decision.score_flip(), Some(ScoreFlip { alternative: 0, criterion: 0, by: -2, winner: 1 }));
}

#[test]
fn nothing_flips_what_leads_in_everything_but_another_score() {
    let decision = decide(&USUAL, &[alternative(&[&[5], &[1], &[1]]), alternative(&[&[1], &[5], &[5]])]);
    assert_eq!((decision.weight_flip(), decision.exact_weight_flip()), (None, None));
    assert_eq!((decision.score_flip(), decision.exact_score_flip()), (None, None));
}

#[test]
fn people_who_differ_are_seen() {
    let decision = decide(&USUAL, &[alternative(&[&[1, 5, 0], &[2], &[3, 3]])]);
    let spreads: Vec<_> = (0..3).map(|criterion| decision.cell(0, criterion).and_then(Cell::spread)).collect();
    assert_eq!(spreads, [Some(4), None, Some(0)]);
}

#[test]
fn more_than_can_be_added_up_is_refused_in_words() {
    let crowd = Alternative { scores: vec![vec![Rating::new(3); MOST_PEOPLE + 1]], vetoes: Vec::new() };
    let refused = Decision::new(&USUAL, &[crowd]).unwrap_err();
    assert_eq!(refused, TooMany { people: 65, criteria: 3 });
    assert!(refused.to_string().starts_with("65 people and 3 criteria"));
}

#[test]
fn the_most_people_and_criteria_with_every_count_do_not_overflow() {
    let criteria = vec![criterion(u8::MAX, CriterionKind::Benefit); MOST_CRITERIA];
    let row = |start: usize| {
        let scores = (0..MOST_CRITERIA).map(|at| vec![Rating::new(5); (start + at) % MOST_PEOPLE + 1]).collect();
        Alternative { scores, vetoes: Vec::new() }
    };
    let mut second = row(7);
    second.scores[11] = vec![Rating::new(3); 61];
    let decision = decide(&criteria, &[row(0), second]);
    assert_eq!(decision.winner(), Some(0));
    assert!(decision.exact_score_flip().is_some() && decision.score_flip().is_some());
    assert_eq!(decision.exact_weight_flip(), None);
}

/// Weighted points of the alternatives that are ranked, over 12, which all counts up to 4 divide.
fn naive(criteria: &[Criterion], alternatives: &[Alternative], ranked: &[usize]) -> Vec<i128> {
    let points = |row: &Vec<Option<Rating>>, criterion: &Criterion| {
        let good = |rating: &Rating| match criterion.kind {
            CriterionKind::Benefit => i128::from(rating.score()) - 1,
            CriterionKind::Risk | CriterionKind::Cost => 5 - i128::from(rating.score()),
        };
        let given: Vec<i128> = row.iter().flatten().map(good).collect();
        let count = i128::try_from(given.len()).unwrap();
        if count == 0 { 0 } else { given.iter().sum::<i128>() * 12 / count * i128::from(criterion.weight) }
    };
    let total = |alternative: &usize| {
        alternatives[*alternative].scores.iter().zip(criteria).map(|(row, criterion)| points(row, criterion)).sum()
    };
    ranked.iter().map(total).collect()
}

/// Whether somebody is strictly ahead of the first of these.
fn is_beaten(totals: &[i128]) -> bool {
    totals.iter().any(|total| *total > totals[0])
}

/// The same cell with `steps` added to its scores, spread over the people as it fits.
fn moved(row: &[Option<Rating>], steps: i64) -> Option<Vec<Option<Rating>>> {
    let mut row = row.to_vec();
    for _ in 0..steps.abs() {
        let next = |rating: Rating| Rating::new(rating.score().saturating_add_signed(if steps > 0 { 1 } else { -1 }));
        let at = row.iter().position(|rating| rating.and_then(next).is_some())?;
        row[at] = row[at].and_then(next);
    }
    Some(row)
}

fn cases() -> impl Strategy<Value = (Vec<Criterion>, Vec<Alternative>)> {
    let kind = prop_oneof![Just(CriterionKind::Benefit), Just(CriterionKind::Risk), Just(CriterionKind::Cost)];
    let criteria = vec((0..=6_u8, kind).prop_map(|(weight, kind)| Criterion { weight, kind }), 1..4);
    let rating = option::weighted(0.8, (1..=5_u8).prop_map(|score| Rating::new(score).unwrap()));
    let vetoes = prop_oneof![9 => Just(Vec::new()), 1 => Just(vec!["no".to_owned()])];
    (criteria, 1..=4_usize).prop_flat_map(move |(criteria, people)| {
        let scores = vec(vec(rating.clone(), people), criteria.len());
        let alternative = (scores, vetoes.clone()).prop_map(|(scores, vetoes)| Alternative { scores, vetoes });
        (Just(criteria), vec(alternative, 1..5))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_ranking_is_that_of_plain_sums((criteria, alternatives) in cases()) {
        let decision = decide(&criteria, &alternatives);
        let ranked: Vec<usize> = decision.ranking().collect();
        let totals = naive(&criteria, &alternatives, &ranked);
        prop_assert!(totals.is_sorted_by(|one, other| one >= other));
        for (alternative, standing) in decision.standings().iter().enumerate() {
            prop_assert_eq!(matches!(standing, Standing::Ranked { .. }), ranked.contains(&alternative));
            let Standing::Ranked { place, value } = standing else { continue };
            let at = ranked.iter().position(|ranked| *ranked == alternative).unwrap();
            prop_assert_eq!(*place, totals.iter().filter(|total| **total > totals[at]).count() + 1);
            prop_assert!(*value >= Ratio::ZERO && *value <= Ratio::whole(100));
        }
    }

    #[test]
    fn the_smallest_weight_step_is_the_one_found_by_trying_all((criteria, alternatives) in cases()) {
        let decision = decide(&criteria, &alternatives);
        let ranked: Vec<usize> = decision.ranking().collect();
        let heaviest = criteria.iter().map(|criterion| i64::from(criterion.weight)).max().unwrap().max(5);
        let mut found: Option<i64> = None;
        for (at, criterion) in criteria.iter().enumerate().filter(|_| decision.winner().is_some()) {
            if ranked.iter().any(|alternative| decision.cell(*alternative, at).is_none()) {
                continue;
            }
            for weight in 0..=heaviest {
                let mut changed = criteria.clone();
                changed[at].weight = u8::try_from(weight).unwrap();
                let by = (weight - i64::from(criterion.weight)).abs();
                if is_beaten(&naive(&changed, &alternatives, &ranked)) {
                    found = Some(found.map_or(by, |found| found.min(by)));
                }
            }
        }
        let flip = decision.weight_flip();
        prop_assert_eq!(flip.map(|flip| flip.by.abs()), found);
        if let Some(WeightFlip { criterion, by, winner }) = flip {
            let mut changed = criteria.clone();
            changed[criterion].weight = u8::try_from(i64::from(changed[criterion].weight) + by).unwrap();
            let totals = naive(&changed, &alternatives, &ranked);
            let leader = ranked.iter().position(|ranked| *ranked == winner).unwrap();
            prop_assert!(is_beaten(&totals) && totals[leader] == totals.iter().copied().max().unwrap());
        }
    }

    #[test]
    fn the_exact_weight_is_where_another_draws_level_and_no_step_before_it_flips((criteria, alternatives) in cases()) {
        let decision = decide(&criteria, &alternatives);
        let ranked: Vec<usize> = decision.ranking().collect();
        let exact = decision.exact_weight_flip();
        if let Some(WeightFlip { by, .. }) = decision.weight_flip() {
            let size = exact.map(|exact| exact.by.size()).unwrap();
            prop_assert!(size < Ratio::whole(by.abs()) && Ratio::whole(by.abs()) <= size.plus(Ratio::whole(6)).unwrap());
        }
        if let Some(WeightFlip { criterion, by, winner }) = exact {
            // In weights that are all multiplied by the fraction's lower term, the change is a whole number.
            let totals = |extra: i128| -> Vec<i128> {
                let weight_of = |at: usize| {
                    let changed = if at == criterion { by.above() + extra } else { 0 };
                    i128::from(criteria[at].weight) * by.below() + changed
                };
                let unit = |at: usize| {
                    let mut only = criteria.clone();
                    only.iter_mut().enumerate().for_each(|(other, criterion)| criterion.weight = u8::from(other == at));
                    naive(&only, &alternatives, &ranked)
                };
                let columns: Vec<Vec<i128>> = (0..criteria.len()).map(unit).collect();
                let row = |row| columns.iter().enumerate().map(|(at, column)| weight_of(at) * column[row]).sum();
                (0..ranked.len()).map(row).collect()
            };
            let level = totals(0);
            let leader = ranked.iter().position(|ranked| *ranked == winner).unwrap();
            prop_assert!(!is_beaten(&level) && level[leader] == level[0]);
            let beyond = totals(by.above().signum());
            prop_assert!(beyond[leader] > beyond[0]);
        }
    }

    #[test]
    fn the_smallest_score_step_is_the_one_found_by_trying_all((criteria, alternatives) in cases()) {
        let decision = decide(&criteria, &alternatives);
        let ranked: Vec<usize> = decision.ranking().collect();
        let mut found: Option<i64> = None;
        for (alternative, criterion) in ranked.iter().flat_map(|ranked| (0..criteria.len()).map(move |at| (*ranked, at))) {
            for steps in (-16..=16_i64).filter(|_| decision.winner().is_some()) {
                let Some(row) = moved(&alternatives[alternative].scores[criterion], steps) else { continue };
                let mut changed = alternatives.clone();
                changed[alternative].scores[criterion] = row;
                if is_beaten(&naive(&criteria, &changed, &ranked)) {
                    found = Some(found.map_or(steps.abs(), |found| found.min(steps.abs())));
                }
            }
        }
        let flip = decision.score_flip();
        prop_assert_eq!(flip.map(|flip| flip.by.abs()), found);
        if let Some(ScoreFlip { alternative, criterion, by, winner }) = flip {
            let mut changed = alternatives.clone();
            changed[alternative].scores[criterion] = moved(&alternatives[alternative].scores[criterion], by).unwrap();
            prop_assert_eq!(decide(&criteria, &changed).ranking().next(), Some(winner));
        }
    }

    #[test]
    fn the_exact_score_is_less_than_any_step_that_flips((criteria, alternatives) in cases()) {
        let decision = decide(&criteria, &alternatives);
        let exact = decision.exact_score_flip();
        if let Some(ScoreFlip { alternative, criterion, by, .. }) = decision.score_flip() {
            let count = decision.cell(alternative, criterion).unwrap().count();
            prop_assert!(exact.unwrap().by.size() < ratio(by.abs().into(), count.into()));
        }
        if let Some(ScoreFlip { alternative, criterion, by, winner }) = exact {
            let leader = decision.winner().unwrap();
            prop_assert!(alternative == leader || alternative == winner);
            // At the exact change, the weighted means of both are equal.
            let points = |at: usize| decision.ranking.iter().find(|total| total.alternative == at).unwrap().points;
            let moved = by.size().times(ratio((points(leader) - points(winner)).signum(), 1)).unwrap();
            let weight = Ratio::whole(criteria[criterion].weight);
            prop_assert_eq!(moved.times(weight), Ratio::new(points(leader) - points(winner), decision.unit));
            let mean = decision.cell(alternative, criterion).unwrap().mean().plus(by).unwrap();
            prop_assert!(mean > Ratio::whole(1) && mean < Ratio::whole(5));
        }
    }
}
