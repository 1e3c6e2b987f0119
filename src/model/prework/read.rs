//! Reading a form back: answers, what is missing, and whatever else stands in the mail, so that no word is lost.

use std::collections::HashSet;

use super::{Address, Form, Question};

/// The columns from which a line that ends was probably broken by a program.
const BROKEN_FROM: usize = 60;

/// The most lines in which a mail program says who wrote what follows.
const LONGEST_ATTRIBUTION: usize = 3;

/// What was read from a mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The answers given, in the order of the questions.
    pub answers: Vec<Answer>,
    /// The numbers of the questions without one.
    pub missing: Vec<u32>,
    /// Passages that belong to no question of this form.
    pub unplaced: Vec<String>,
    /// Passages that are no answer by their form: signatures, "on that day somebody wrote", questions that were altered.
    pub left_out: Vec<String>,
    /// Whether the mark of this form was found; without it, the answers may be meant for another.
    pub has_address: bool,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The number of its question.
    pub number: u32,
    /// What was said; lines that a program had broken are whole again.
    pub text: String,
}

/// A line of a mail.
struct Line<'a> {
    depth: usize,
    words: Vec<&'a str>,
    width: usize,
    is_flowed: bool,
    is_left_out: bool,
}

/// A word and the place of its line.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    line: usize,
}

/// What stands between two marks.
#[derive(Default)]
struct Section<'a> {
    number: Option<u32>,
    /// Whether the question after the mark was not as it was asked.
    is_altered: bool,
    words: Vec<Word<'a>>,
}

impl Form<'_> {
    /// Reads the answers from a mail: written into the form or above it, quoted to any depth, with any line breaks.
    ///
    /// A line of the answer that begins with `>` or with the mark of a question is taken for what it looks like. The
    /// same answer given twice counts once; two answers to a question are both kept.
    ///
    /// # Errors
    /// Where the mail bears the mark of another session or person and not the one of this form: that mark.
    pub fn read(&self, mail: &str) -> Result<Reading, Address> {
        let mail: String =
            mail.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|sign| !is_unseen(*sign)).collect();
        let mut lines: Vec<Line> = mail.lines().map(Line::new).collect();
        leave_out_attributions(&mut lines);
        leave_out_signatures(&mut lines);
        let words = |is_left_out: bool| -> Vec<Word> {
            let chosen = lines.iter().enumerate().filter(|(_, line)| line.is_left_out == is_left_out);
            chosen.flat_map(|(at, line)| line.words.iter().map(move |text| Word { text, line: at })).collect()
        };
        let shown = words(false);
        let found: Vec<Address> = shown.iter().filter_map(|word| Address::parse(word.text)).collect();
        let has_address = found.contains(&self.address);
        if let Some(other) = found.into_iter().next().filter(|_| !has_address) {
            return Err(other);
        }
        let mut reading = Reading { has_address, ..Reading::default() };
        reading.left_out.extend(passages(&words(true), &lines));
        self.place(self.sections(&shown), &lines, &mut reading);
        Ok(reading)
    }

    /// Cuts the words where a question or a fixed part of the form begins, and leaves these out.
    fn sections<'w>(&self, words: &[Word<'w>]) -> Vec<Section<'w>> {
        let mut sections = vec![Section::default()];
        let (mut rest, mut last_line, mut is_ours) = (words, None, true);
        while let [word, after @ ..] = rest {
            let is_first = last_line != Some(word.line);
            last_line = Some(word.line);
            if let Some(address) = Address::parse(word.text) {
                is_ours = address == self.address;
                sections.push(Section::default());
                rest = after;
            } else if let Some((section, taken)) = self.question(word, after, is_first).filter(|_| is_ours) {
                sections.push(section);
                rest = after.get(taken..).unwrap_or_default();
            } else if let Some(taken) = self.fixed(rest).filter(|_| is_first) {
                sections.push(Section::default());
                rest = rest.get(taken..).unwrap_or_default();
            } else {
                if let Some(section) = sections.last_mut() {
                    section.words.push(*word);
                }
                rest = after;
            }
        }
        sections
    }

    /// The section that a mark begins, and how many words after it repeat the question.
    ///
    /// Inside a line a mark counts only with its question, so that an answer may mention one.
    fn question<'w>(&self, mark: &Word, after: &[Word], is_first: bool) -> Option<(Section<'w>, usize)> {
        let number = mark_number(mark.text)?;
        let question = self.questions.iter().find(|question| question.number == number);
        let asked = question.and_then(|question| repeated(after, question.ask));
        let hint = |question: &Question| repeated(after.get(asked?..)?, question.hint);
        let taken = asked.unwrap_or(0) + question.and_then(hint).unwrap_or(0);
        let section = Section { number: Some(number), is_altered: asked.is_none(), words: Vec::new() };
        (is_first || asked.is_some_and(|words| words > 0)).then_some((section, taken))
    }

    /// How many words repeat a fixed part of the form.
    fn fixed(&self, words: &[Word]) -> Option<usize> {
        let parts = [self.title, self.intro, self.closing];
        parts.into_iter().find_map(|part| repeated(words, part).filter(|taken| *taken > 0))
    }

    fn place(&self, sections: Vec<Section>, lines: &[Line], reading: &mut Reading) {
        let mut answers: Vec<Answer> = Vec::new();
        for Section { number, is_altered, words } in sections {
            let question = self.questions.iter().find(|question| Some(question.number) == number);
            let Some(question) = question else {
                let mark = number.map(|number| format!("[q{number}] ")).unwrap_or_default();
                reading.unplaced.extend(passages(&words, lines).map(|passage| mark.clone() + &passage));
                continue;
            };
            let asked = if is_altered { altered(&words, lines, question) } else { 0 };
            let (asked, said) = words.split_at_checked(asked).unwrap_or((&[], &words));
            reading.left_out.extend(passages(asked, lines));
            let text = joined(said, lines);
            let is_said = |answer: &Answer| answer.number == question.number && folded(&answer.text) == folded(&text);
            if !text.is_empty() && !answers.iter().any(is_said) {
                answers.push(Answer { number: question.number, text });
            }
        }
        for Question { number, .. } in &self.questions {
            let given: Vec<&str> =
                answers.iter().filter(|answer| answer.number == *number).map(|answer| answer.text.as_str()).collect();
            if given.is_empty() {
                reading.missing.push(*number);
            } else {
                reading.answers.push(Answer { number: *number, text: given.join("\n\n") });
            }
        }
    }
}

impl<'a> Line<'a> {
    fn new(raw: &'a str) -> Self {
        let (mut depth, mut rest) = (0, raw);
        while let Some(inner) = rest.trim_start().strip_prefix('>') {
            (depth, rest) = (depth + 1, inner);
        }
        let words = rest.split_whitespace().flat_map(|word| {
            let mark = mark_number(word).and_then(|_| word.find(']')).and_then(|end| word.split_at_checked(end + 1));
            let (mark, word) = mark.unwrap_or(("", word));
            [mark, word].into_iter().filter(|part| !part.is_empty())
        });
        Self {
            depth,
            words: words.collect(),
            width: raw.chars().count(),
            is_flowed: raw.ends_with(' '),
            is_left_out: false,
        }
    }

    fn is_mark(&self) -> bool {
        self.words.first().is_some_and(|word| mark_number(word).is_some())
    }

    fn is_address(&self) -> bool {
        self.words.first().is_some_and(|word| Address::parse(word).is_some())
    }
}

/// The line or lines that end in a colon before something quoted more deeply: after the first question only where the
/// form begins again there, since an answer may end in a colon too.
fn leave_out_attributions(lines: &mut [Line]) {
    let mut has_mark = false;
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let mut below = lines.iter().skip(at + 1).filter(|below| !below.words.is_empty()).peekable();
        let is_before_quote = below.peek().is_some_and(|next| next.depth > line.depth);
        if is_before_quote
            && line.words.last().is_some_and(|word| word.ends_with(':'))
            && (!has_mark || below.find(|below| below.is_mark() || below.is_address()).is_some_and(Line::is_address))
        {
            let is_same = |other: &&Line| !other.words.is_empty() && other.depth == line.depth && !other.is_mark();
            let above = lines.iter().take(at).rev().take_while(is_same).count();
            found.push((at - if above < LONGEST_ATTRIBUTION { above } else { 0 }, at));
        }
        has_mark |= line.is_mark();
    }
    for (at, line) in lines.iter_mut().enumerate() {
        line.is_left_out |= found.iter().any(|(from, to)| (*from..=*to).contains(&at));
    }
}

/// What follows a line with two hyphens, up to the next mark or another depth of quoting.
fn leave_out_signatures(lines: &mut [Line]) {
    let mut depth = None;
    for line in lines.iter_mut().filter(|line| !line.words.is_empty()) {
        if line.words.as_slice() == ["--"] {
            depth = Some(line.depth);
        }
        if depth != Some(line.depth) || line.is_mark() || line.is_address() {
            depth = None;
        }
        line.is_left_out |= depth.is_some();
    }
}

/// The number in the mark at the beginning of a word.
fn mark_number(word: &str) -> Option<u32> {
    word.strip_prefix('[')?.strip_prefix(['q', 'Q'])?.split_once(']')?.0.parse().ok()
}

/// How many of the words repeat the text, whatever its blanks, quotes and dashes became; nothing where they do not.
fn repeated(words: &[Word], text: &str) -> Option<usize> {
    let text = folded(text);
    let mut left = text.as_str();
    let mut taken = 0;
    for word in words {
        if left.is_empty() {
            break;
        }
        left = left.strip_prefix(folded(word.text).as_str())?;
        taken += 1;
    }
    left.is_empty().then_some(taken)
}

/// How many words at the beginning are the question, altered: a first paragraph that is not longer and mostly the same.
fn altered(words: &[Word], lines: &[Line], question: &Question) -> usize {
    let asked: HashSet<String> = question.ask.split_whitespace().map(folded).collect();
    let has_gap = |pair: &&[Word]| matches!(pair, [one, other] if is_apart(one, other, lines));
    let paragraph = words.windows(2).position(|pair| has_gap(&pair)).map_or(words.len(), |at| at + 1);
    let same: HashSet<String> =
        words.iter().take(paragraph).map(|word| folded(word.text)).filter(|word| asked.contains(word)).collect();
    let is_question = paragraph <= asked.len() + 1 && same.len() * 3 >= asked.len() * 2;
    if is_question { paragraph } else { 0 }
}

/// The letters of a text without what mail programs change: blanks, kinds of quotes and dashes, capitals.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for sign in text.chars().filter(|sign| !sign.is_whitespace() && !is_unseen(*sign)) {
        match sign {
            '‘' | '’' | '‚' | '‛' | '`' | '´' => folded.push('\''),
            '“' | '”' | '„' | '‟' | '«' | '»' => folded.push('"'),
            '‐' | '‑' | '–' | '—' => folded.push('-'),
            '…' => folded.push_str("..."),
            _ => folded.extend(sign.to_lowercase()),
        }
    }
    folded
}

/// Signs that nobody typed: byte order marks, zero-width blanks, soft hyphens, whatever steers a terminal.
fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{feff}' | '\u{200b}' | '\u{2060}' | '\u{ad}') || (sign.is_control() && !sign.is_whitespace())
}

/// Whether an empty line stands between two words.
fn is_apart(one: &Word, other: &Word, lines: &[Line]) -> bool {
    lines.get(one.line + 1..other.line).is_some_and(|between| between.iter().any(|line| line.words.is_empty()))
}

/// The words as text: paragraphs apart, lines that a program broke whole again.
fn joined(words: &[Word], lines: &[Line]) -> String {
    let mut text = String::new();
    let mut before: Option<&Word> = None;
    for word in words {
        text.push_str(before.map_or("", |before| between(before, word, lines)));
        text.push_str(word.text);
        before = Some(word);
    }
    text
}

fn between(one: &Word, other: &Word, lines: &[Line]) -> &'static str {
    let is_listed = ["-", "*", "•", "–"].contains(&other.text);
    let is_broken = lines
        .get(one.line)
        .is_some_and(|line| line.is_flowed || line.width + 1 + other.text.chars().count() > BROKEN_FROM);
    if one.line == other.line {
        " "
    } else if is_apart(one, other, lines) {
        "\n\n"
    } else if is_broken && !is_listed {
        " "
    } else {
        "\n"
    }
}

/// The paragraphs of these words.
fn passages(words: &[Word], lines: &[Line]) -> impl Iterator<Item = String> {
    let paragraphs = words.chunk_by(|one, other| other.line <= one.line + 1);
    paragraphs.map(|words| joined(words, lines)).collect::<Vec<_>>().into_iter()
}
