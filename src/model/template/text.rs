//! Every text of a template, with its place in the file.

use super::{Template, TemplateCues, TemplateSheet, TemplateStage, Wording};

type Found<'a> = Vec<(String, &'a Wording)>;

impl Template {
    /// Every text of the template with its JSON pointer.
    pub fn wordings(&self) -> Vec<(String, &Wording)> {
        let mut all = vec![("/title".to_owned(), &self.title)];
        if !self.summary.is_empty() {
            all.push(("/summary".to_owned(), &self.summary));
        }
        for (index, stage) in self.stages.iter().enumerate() {
            stage.wordings(&format!("/stages/{index}"), &mut all);
        }
        all
    }
}

impl TemplateStage {
    fn wordings<'a>(&'a self, at: &str, all: &mut Found<'a>) {
        all.push((format!("{at}/title"), &self.title));
        for (style, cues) in self.cues.by_style() {
            all.extend(cues.iter().enumerate().map(|(number, cue)| (format!("{at}/cues/{style}/{number}"), cue)));
        }
        for (place, sheet) in self.sheets.iter().enumerate() {
            sheet.wordings(&format!("{at}/sheets/{place}"), all);
        }
    }
}

impl TemplateSheet {
    fn wordings<'a>(&'a self, at: &str, all: &mut Found<'a>) {
        for (number, prompt) in self.prompts.iter().enumerate() {
            for (key, wording) in [("ask", &prompt.ask), ("hint", &prompt.hint), ("example", &prompt.example)] {
                if key == "ask" || !wording.is_empty() {
                    all.push((format!("{at}/prompts/{number}/{key}"), wording));
                }
            }
        }
        let ends = |at: String, low: &'a Wording, high: &'a Wording, all: &mut Found<'a>| {
            let ends = [("low", low), ("high", high)].into_iter().filter(|(_, end)| !end.is_empty());
            all.extend(ends.map(|(key, end)| (format!("{at}/{key}"), end)));
        };
        for (index, column) in self.columns.iter().enumerate() {
            let at = format!("{at}/columns/{index}");
            all.push((format!("{at}/name"), &column.name));
            let choices = column.choices.iter().enumerate();
            all.extend(choices.map(|(place, choice)| (format!("{at}/choices/{place}/name"), &choice.name)));
            ends(at, &column.low, &column.high, all);
        }
        for (index, score) in self.scores.iter().enumerate() {
            let at = format!("{at}/scores/{index}");
            all.push((format!("{at}/name"), &score.name));
            ends(at, &score.low, &score.high, all);
        }
        for (list, named) in self.named() {
            all.extend(named.iter().enumerate().map(|(index, each)| (format!("{at}/{list}/{index}/name"), &each.name)));
        }
        for (list, _, rows) in self.given_rows() {
            for (index, row) in rows.iter().enumerate() {
                let words = row.iter().filter_map(|(key, cell)| Some((key, cell.wording()?)));
                all.extend(words.map(|(key, wording)| (format!("{at}/{list}/{index}/{key}"), wording)));
            }
        }
    }
}

impl TemplateCues {
    fn by_style(&self) -> [(&'static str, &[Wording]); 4] {
        [
            ("any", &self.any),
            ("blank-sheet", &self.blank_sheet),
            ("strategist", &self.strategist),
            ("expert", &self.expert),
        ]
    }
}
