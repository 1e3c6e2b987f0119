//! Below projects: how the chosen one is scored, and the next score, which a digit fills.

use super::answers::Pieces;
use super::{Here, Run};
use crate::model::item::{Item, News};
use crate::model::sheet::projects;
use crate::model::sheet::setup::Score;
use crate::tui::screens::whole::ranking;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::record;
use crate::tui::world::World;

/// The next score that the chosen project lacks.
pub(super) fn next_score(run: &Run, world: &World) -> Option<Score> {
    let (project, here) = run.selected(world).zip(run.here(world))?;
    let scores = here.records.setup.scored_by();
    let given = projects::given(project, &scores);
    scores.into_iter().zip(given).find(|(_, given)| given.is_none()).map(|(score, _)| score)
}

/// Fills the next score of the chosen project.
pub(super) fn score(run: &Run, step: u8, world: &mut World) {
    let Some((score, item)) = next_score(run, world).zip(run.selected(world)) else { return };
    let what = (world.texts().says.changed)(record::name(item));
    let news = News::new(world.now, Some(run.session()));
    let change = world.session(run.session()).map(|session| session.edit(&item.id, &score.id, Some(step.into()), news));
    if let Some(change) = change {
        world.edit(run.session(), what, change);
    }
}

/// The scores of the chosen project, and either the next one with the ends of its scale or where it stands.
pub(super) fn below(run: &Run, here: Here<'_>, world: &World, canvas: &Canvas<'_>) -> Vec<Pieces> {
    let (texts, theme) = (canvas.texts(), canvas.theme());
    let Some(project) = run.selected(world).filter(|_| !run.is_typing) else { return Vec::new() };
    let scores = here.records.setup.scored_by();
    let dot = format!(" {} ", canvas.glyphs().separator);
    let given = projects::given(project, &scores);
    let said = scores.iter().zip(&given).map(|(score, given)| {
        let step = given.map_or_else(|| "–".to_owned(), |given| given.score().to_string());
        format!("{} {step}", ranking::label(score, texts))
    });
    let said = vec![(said.collect::<Vec<_>>().join(&dot), theme.quiet())];
    let rest = match next_score(run, world) {
        Some(next) if run.can_write(world) => vec![(ask(&next, canvas), theme.here())],
        Some(_) => return vec![said],
        None => vec![(standing(project, here, &scores, canvas).unwrap_or_default(), theme.quiet())],
    };
    vec![said, rest]
}

fn ask(score: &Score, canvas: &Canvas<'_>) -> String {
    let texts = canvas.texts();
    let [least, most] = texts.sheets.ends;
    let end = |named: &str, usual: &str| if named.is_empty() { usual.to_owned() } else { named.to_owned() };
    (texts.sheets.type_score)(ranking::label(score, texts), &end(&score.low, least), &end(&score.high, most))
}

fn standing(project: &Item, here: Here<'_>, scores: &[Score], canvas: &Canvas<'_>) -> Option<String> {
    let texts = canvas.texts();
    let items: Vec<&Item> = here.records.items.iter().collect();
    let at = items.iter().position(|item| item.id == project.id)?;
    let ranked = projects::ranked(&items, scores).into_iter().nth(at)?;
    let standing = (texts.sheets.standing)(&ranked.value?.rounded().to_string(), ranked.place?);
    let corner = ranked.quadrant.map(|quadrant| ranking::corner(quadrant, texts));
    Some(
        std::iter::once(standing.as_str())
            .chain(corner)
            .collect::<Vec<_>>()
            .join(&format!(" {} ", canvas.glyphs().separator)),
    )
}
