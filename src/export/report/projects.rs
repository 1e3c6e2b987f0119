//! Projects, those first that bring most for least.

use super::{Reader, Report, goals};
use crate::export::document::Block;
use crate::export::words::capital;
use crate::model::item::Item;
use crate::model::ranking::{Quadrant, Ranked};
use crate::model::sheet::projects;
use crate::model::sheet::setup::Score;
use crate::model::stage::Sheet;

/// What stands beneath a project.
const BENEATH: &[&str] = &["goal", "strategy", "track", "pillars", "note"];

impl Report<'_> {
    /// The projects of a sheet in the order of their places.
    pub(super) fn projects(&self, sheet: &Sheet) -> Block {
        let (speaker, texts) = (&self.speaker, self.speaker.texts);
        let Some(slot) = sheet.slot("") else { return Block::Text(String::new()) };
        let scores = sheet.setup.scored_by();
        let items: Vec<&Item> = sheet.items.iter().collect();
        let mut all: Vec<(&Item, Ranked)> = items.iter().copied().zip(projects::ranked(&items, &scores)).collect();
        all.sort_by_key(|(_, ranked)| ranked.place.unwrap_or(usize::MAX));
        let beneath: Vec<_> = slot.fields.iter().filter(|field| BENEATH.contains(&field.key.as_ref())).collect();
        let row = |(item, ranked): &(&Item, Ranked)| {
            let given = if self.reader == Reader::Client { String::new() } else { self.given(item, &scores) };
            let cells = [
                ranked.place.map_or_else(String::new, |place| place.to_string()),
                ranked.value.map_or_else(String::new, |value| value.rounded().to_string()),
                ranked.quadrant.map_or_else(String::new, |quadrant| capital(corner(quadrant, texts.sheets.quadrants))),
                given,
                speaker.person_of(item, "owner"),
                speaker.day_of(item, "start"),
                speaker.day_of(item, "due"),
            ];
            (speaker.entry(item, &slot, &beneath), cells)
        };
        let words = texts.report;
        let label = |key: &str| capital((texts.field)(key));
        let heads = [words.place_of, words.points, words.corner, words.scores, words.who, &label("start"), words.by];
        let heads = heads.map(str::to_owned).to_vec();
        goals::table(capital(texts.plan.project), heads, all.iter().map(row))
    }

    /// What a project was scored, one by one.
    fn given(&self, project: &Item, scores: &[Score]) -> String {
        let texts = self.speaker.texts;
        let name = |score: &Score| {
            if score.name.is_empty() { (texts.sheets.score)(&score.id).to_owned() } else { score.name.clone() }
        };
        let given = scores.iter().zip(projects::given(project, scores));
        let given = given.filter_map(|(score, rating)| Some(format!("{} {}", name(score), rating?.score())));
        given.collect::<Vec<_>>().join(", ")
    }
}

fn corner(quadrant: Quadrant, names: [&'static str; 4]) -> &'static str {
    let [quick, big, fill, leave] = names;
    match quadrant {
        Quadrant::QuickWin => quick,
        Quadrant::BigBet => big,
        Quadrant::FillIn => fill,
        Quadrant::Leave => leave,
    }
}
