//! Goals by departments in words: their heads, and what stands in a cell.

use crate::lang::Texts;
use crate::model::sheet::alignment::{Head, Matrix};

/// The name of a goal by its place.
pub fn goal<'m>(matrix: &'m Matrix<'_>, place: usize, texts: &Texts) -> &'m str {
    named(&matrix.goals, place, texts.grid.no_goal)
}

/// The name of a department by its place.
pub fn department<'m>(matrix: &'m Matrix<'_>, place: usize, texts: &Texts) -> &'m str {
    named(&matrix.departments, place, texts.grid.no_department)
}

fn named<'m>(heads: &'m [Head], place: usize, none: &'static str) -> &'m str {
    heads.get(place).map(|head| head.name.as_str()).filter(|name| !name.is_empty()).unwrap_or(none)
}

/// What a department says for a goal, by their places; merged versions stand side by side.
pub fn words(matrix: &Matrix<'_>, (goal, department): (usize, usize)) -> String {
    let said: Vec<&str> = matrix.said(goal, department).map(|item| item.text("text")).collect();
    said.join("; ")
}
