//! Below goals: what the one at hand lacks, and how the pillars share them.

use super::answers::Pieces;
use super::{Here, Run};
use crate::model::apportion::apportion;
use crate::model::item::Item;
use crate::model::session::Session;
use crate::model::sheet::goals::{self, Pillar};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::text;
use crate::tui::world::World;

/// The most blocks of the bar.
const BLOCKS: u64 = 10;

/// A word on a goal that lacks nothing.
pub(super) fn sign(goal: &Item, session: &Session, canvas: &Canvas<'_>) -> Option<String> {
    goals::missing(goal, session).is_empty().then(|| canvas.texts().sheets.smart.to_owned())
}

/// What the chosen goal lacks, or the one that was kept last while nothing is typed yet; then the balance of the pillars.
pub(super) fn below(run: &Run, here: Here<'_>, world: &World, width: u16, canvas: &Canvas<'_>) -> Vec<Pieces> {
    let answers = run.answers(world);
    let at = match run.is_typing {
        false => Some(run.cursor.row(answers.len())),
        true if run.changing.is_none() && run.editor.is_empty() => answers.len().checked_sub(1),
        true => None,
    };
    let goal = at.and_then(|at| Some((at + 1, *answers.get(at)?)));
    let lacks = goal.map(|(number, goal)| lacks(number, goal, here.session, canvas)).filter(|lacks| !lacks.is_empty());
    let balance = balance(&goals::balance(here.records), width, canvas);
    lacks.into_iter().chain((!balance.is_empty()).then_some(balance)).collect()
}

fn lacks(number: usize, goal: &Item, session: &Session, canvas: &Canvas<'_>) -> Pieces {
    let (theme, texts) = (canvas.theme(), canvas.texts().sheets);
    let missing = goals::missing(goal, session).into_iter();
    let missing: Vec<&str> = missing.filter_map(|missing| texts.missing.get(missing as usize).copied()).collect();
    if missing.is_empty() {
        return Pieces::new();
    }
    let (dot, last) = (canvas.glyphs().separator, missing.len() - 1);
    let number = (format!("{number:<3}"), theme.quiet());
    // Each word may begin a row.
    let word = |(at, word): (usize, &&str)| {
        let (before, after) =
            (if at == 0 { "" } else { " " }, if at == last { String::new() } else { format!(" {dot}") });
        (format!("{before}{word}{after}"), theme.quiet())
    };
    std::iter::once(number).chain(missing.iter().enumerate().map(word)).collect()
}

/// `profitability ███ 50 %   people ██ 33 %`; the blocks give way where it is tight, an empty pillar asks for a look.
fn balance(pillars: &[Pillar], width: u16, canvas: &Canvas<'_>) -> Pieces {
    let theme = canvas.theme();
    let with = |blocks: u64| -> Pieces {
        let counts: Vec<u32> = pillars.iter().map(|pillar| pillar.goals).collect();
        let bars = apportion(blocks, &counts);
        let last = pillars.len().saturating_sub(1);
        let share = |(at, (pillar, bar)): (usize, (&Pillar, u32))| {
            let gap = if at == last { "" } else { "   " };
            (
                format!("{}{gap}", share(pillar, bar, canvas)),
                if pillar.goals == 0 { theme.look() } else { theme.quiet() },
            )
        };
        pillars.iter().zip(bars).enumerate().map(share).collect()
    };
    let goals: u64 = pillars.iter().map(|pillar| u64::from(pillar.goals)).sum();
    let full = with(goals.min(BLOCKS));
    let wide: usize = full.iter().map(|(words, _)| text::width(words)).sum();
    if wide <= usize::from(width) { full } else { with(0) }
}

fn share(pillar: &Pillar, bar: u32, canvas: &Canvas<'_>) -> String {
    let texts = canvas.texts();
    let known = (texts.word)(&pillar.id);
    let name = if known.is_empty() { pillar.id.as_str() } else { known };
    if pillar.goals == 0 {
        return (texts.sheets.empty_pillar)(name);
    }
    let bar = canvas.glyphs().under_way.repeat(usize::try_from(bar).unwrap_or(0));
    let percent = (texts.sheets.percent)(pillar.percent);
    [name, &bar, &percent].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
