//! Sheets that are no lists, as lines of a page: measures, goals by departments, and what goes on with another sheet.

use super::page::{Line, NUMBER, Tone, Writer};
use crate::model::item::Item;
use crate::model::sheet::alignment::Matrix;
use crate::model::stage::{Sheet, Stage};
use crate::tui::widgets::{matrix, measure};

impl Writer<'_> {
    /// A grid of numbers that line up.
    pub(super) fn measures(&mut self, sheet: &Sheet) {
        let items: Vec<&Item> = sheet.items.iter().collect();
        if items.is_empty() {
            return;
        }
        self.asked(sheet);
        let look = &self.world.look;
        for (row, words) in
            measure::lines(&items, &sheet.setup.periods, self.width, (look.texts, look.glyphs)).into_iter().enumerate()
        {
            let tone = if row == 0 { Tone::Quiet } else { Tone::Text };
            self.lines.push(Line { indent: 0, pieces: vec![(words, tone)] });
        }
    }

    /// Each goal with what the departments do for it.
    pub(super) fn alignment(&mut self, sheet: &Sheet) {
        if sheet.items.is_empty() {
            return;
        }
        let texts = self.world.texts();
        let all = Matrix::of(self.session, sheet, &self.world.library.before(self.session));
        self.asked(sheet);
        for goal in 0..all.goals.len() {
            self.gap();
            self.wrapped(0, matrix::goal(&all, goal, texts), Tone::Text);
            if all.is_goal_left_out(goal) {
                self.wrapped(NUMBER, texts.grid.goal_left_out, Tone::Look);
            }
            for department in 0..all.departments.len() {
                let words = matrix::words(&all, (goal, department));
                if !words.is_empty() {
                    let line = format!("{}: {words}", matrix::department(&all, department, texts));
                    self.wrapped(NUMBER, &line, Tone::Quiet);
                }
            }
        }
        let silent = (0..all.departments.len()).filter(|department| all.is_department_silent(*department));
        let silent: Vec<&str> = silent.map(|department| matrix::department(&all, department, texts)).collect();
        if !silent.is_empty() {
            self.gap();
            self.wrapped(0, &format!("{}: {}", silent.join(", "), texts.grid.department_silent), Tone::Look);
        }
    }

    /// Where the answers of a sheet stand that goes on with another one.
    pub(super) fn continued(&mut self, stage: &Stage, sheet: &Sheet) {
        let (home, _) = self.session.records_of(stage, sheet);
        self.asked(sheet);
        self.wrapped(0, &(self.world.texts().grid.continues)(&home.title), Tone::Quiet);
    }

    fn asked(&mut self, sheet: &Sheet) {
        self.gap();
        if let Some(prompt) = sheet.prompts.first() {
            self.wrapped(0, &prompt.ask, Tone::Quiet);
        }
        self.gap();
    }
}
