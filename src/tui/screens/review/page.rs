//! The pages of a session that is read: what was said, wrapped into lines.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::model::item::{Item, Status};
use crate::model::meter::Meter;
use crate::model::session::Session;
use crate::model::sheet::ballot::Ballot;
use crate::model::sheet::options::is_silent;
use crate::model::sheet::{Shape, SheetKind, projects, text as wording};
use crate::model::stage::{Sheet, Stage};
use crate::tui::screens::review::facts;
use crate::tui::screens::run::options::words::{standings, verdict};
use crate::tui::screens::whole::{self, Row, lanes, ranking};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::text;
use crate::tui::world::World;

/// Columns of the number before an answer.
pub(super) const NUMBER: usize = 3;
/// Columns from which two lanes stand side by side.
const LANES: usize = 60;

/// One page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// A stage by its place.
    Stage(usize),
    /// The thoughts put aside.
    Parked,
    /// The private notes.
    Notes,
    /// What people answered before it.
    Prework,
}

/// How a piece of a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Strong,
    Text,
    Quiet,
    Look,
    Rule,
}

/// A line: the columns left free before it, and its pieces.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) indent: usize,
    pub(super) pieces: Vec<(String, Tone)>,
}

impl Line {
    fn columns(&self) -> usize {
        self.indent + self.pieces.iter().map(|(words, _)| text::width(words)).sum::<usize>()
    }
}

/// The pages of a session, in order.
pub(super) fn pages(session: &Session) -> Vec<Page> {
    let stages = (0..session.stages.len()).map(Page::Stage);
    let parked = (!session.parked.is_empty()).then_some(Page::Parked);
    let notes = (!session.notes.is_empty()).then_some(Page::Notes);
    let is_answered = session.prework.iter().any(|item| !item.text("text").is_empty());
    stages.chain(is_answered.then_some(Page::Prework)).chain(parked).chain(notes).collect()
}

/// A session that is open on a screen.
pub(super) struct Book<'a> {
    pub(super) session: &'a Session,
    pub(super) world: &'a World,
    pub(super) pages: Vec<Page>,
    /// Whether a page stands alone, without the list of pages beside it.
    pub(super) is_narrow: bool,
    /// Whether there is room for blank lines between answers.
    pub(super) is_airy: bool,
}

/// The lines of a page at this width in columns.
pub(super) fn lines(book: &Book<'_>, page: Page, width: usize) -> Vec<Line> {
    let session = book.session;
    let mut writer = Writer::new(book, width);
    match page {
        Page::Stage(place) => {
            if let Some(stage) = session.stages.get(place) {
                writer.stage(stage);
            }
        }
        Page::Parked => writer.answers(session.parked.iter()),
        Page::Notes => writer.answers(session.notes.iter()),
        Page::Prework => writer.prework(),
    }
    writer.lines
}

/// What is known about the session as a whole.
pub(super) fn about(book: &Book<'_>, width: usize) -> Vec<Line> {
    let (session, texts) = (book.session, book.world.texts());
    let mut writer = Writer::new(book, width);
    let people: Vec<&str> = session.in_room().map(|item| item.text("name")).collect();
    let day = session.day().map(texts.dates.long).unwrap_or_default();
    let (done, all) = session.progress();
    let actions = if all > 0 { (texts.review.actions)(done, all) } else { String::new() };
    for fact in [day, session.place.clone(), people.join(", "), actions] {
        writer.wrapped(0, &fact, Tone::Quiet);
    }
    if !session.closed_because.is_empty() {
        writer.wrapped(0, &(texts.review.closed_because)(&session.closed_because), Tone::Look);
    }
    writer.lines
}

/// Draws lines from the top of `area`.
pub(super) fn draw(lines: &[Line], area: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme();
    let style = |tone: Tone| match tone {
        Tone::Strong => theme.strong(),
        Tone::Text => theme.text(),
        Tone::Quiet => theme.quiet(),
        Tone::Look => theme.look(),
        Tone::Rule => theme.rule(),
    };
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        let indent = u16::try_from(line.indent).unwrap_or(0);
        let pieces: Vec<(&str, Style)> =
            line.pieces.iter().map(|(words, tone)| (words.as_str(), style(*tone))).collect();
        canvas.pieces(area.x + indent, y, area.width.saturating_sub(indent), &pieces);
    }
}

pub(super) struct Writer<'a> {
    pub(super) session: &'a Session,
    pub(super) world: &'a World,
    pub(super) width: usize,
    /// Whether there is room for blank lines between answers.
    is_airy: bool,
    /// Whether there is room for two lanes side by side.
    is_wide: bool,
    pub(super) lines: Vec<Line>,
}

impl<'a> Writer<'a> {
    fn new(book: &Book<'a>, width: usize) -> Self {
        Self {
            session: book.session,
            world: book.world,
            width: width.max(8),
            is_airy: book.is_airy,
            is_wide: !book.is_narrow && width >= LANES,
            lines: Vec::new(),
        }
    }

    fn stage(&mut self, stage: &Stage) {
        for sheet in &stage.sheets {
            match sheet.kind.shape() {
                Shape::FollowUp => self.decided(),
                Shape::Break => return,
                _ if !sheet.setup.continues.is_empty() => self.continued(stage, sheet),
                Shape::Page => self.text(sheet),
                Shape::Metrics => self.measures(sheet),
                Shape::Alignment => self.alignment(sheet),
                _ if !sheet.setup.lanes.is_empty() => self.lanes(sheet),
                Shape::Options => self.options(sheet),
                _ => self.records(sheet),
            }
        }
        if self.lines.is_empty() {
            self.wrapped(0, self.world.texts().review.nothing, Tone::Quiet);
        }
    }

    /// The alternatives and the criteria, then what the scores add up to.
    fn options(&mut self, sheet: &Sheet) {
        self.records(sheet);
        let ballot = Ballot::of(self.session, sheet);
        let Some(result) = ballot.result().ok().filter(|_| ballot.is_complete()) else { return };
        let texts = self.world.texts();
        self.gap();
        self.wrapped(0, texts.options.compare, Tone::Quiet);
        if self.is_airy {
            self.gap();
        }
        let name = |at: usize| ballot.alternatives().get(at).map_or("", |item| item.text("text"));
        self.wrapped(0, &verdict(&result, |at| (texts.prepare.quoted)(name(at)), texts), Tone::Text);
        for words in standings(&ballot, &result, self.session, texts) {
            self.wrapped(NUMBER, &words, Tone::Quiet);
        }
    }

    fn records(&mut self, sheet: &Sheet) {
        let said = sheet.items.iter().filter(|item| !is_silent(item));
        let asked: Vec<_> = said.map(|item| (facts::question(sheet, item), item)).collect();
        for prompt in sheet.prompts.iter().map(Some).chain([None]) {
            let is_this = |found: Option<&_>| match (found, prompt) {
                (Some(found), Some(prompt)) => std::ptr::eq(found, prompt),
                (found, prompt) => found.is_none() && prompt.is_none(),
            };
            let answers: Vec<&Item> =
                asked.iter().filter(|(found, _)| is_this(*found)).map(|(_, item)| *item).collect();
            if answers.is_empty() {
                continue;
            }
            self.gap();
            if let Some(prompt) = prompt {
                self.wrapped(0, &prompt.ask, Tone::Quiet);
                if self.is_airy {
                    self.gap();
                }
            }
            self.answers(answers.into_iter());
        }
        if sheet.kind == SheetKind::Projects {
            self.ranking(sheet);
        }
    }

    fn text(&mut self, sheet: &Sheet) {
        for item in &sheet.items {
            self.gap();
            for prompt in &sheet.prompts {
                self.wrapped(0, &prompt.ask, Tone::Quiet);
            }
            self.gap();
            for line in item.text("text").lines() {
                self.wrapped(0, line, Tone::Text);
            }
            self.gap();
            self.wrapped(0, &self.about_text(item), Tone::Quiet);
        }
    }

    /// How long a text is, what it was found to be, and how many versions there are.
    fn about_text(&self, item: &Item) -> String {
        let texts = self.world.texts();
        let words = (texts.run.words)(Meter::new(item.text("text")).words);
        let ticks = wording::TICKS.iter().filter(|key| item.flag(key)).map(|key| (texts.field)(key).to_owned());
        let versions = wording::versions(item).len();
        let versions = (versions > 1).then(|| (texts.sheets.kept_versions)(versions));
        let facts: Vec<String> = std::iter::once(words).chain(ticks).chain(versions).collect();
        facts.join(&format!(" {} ", self.world.look.glyphs.separator))
    }

    fn lanes(&mut self, sheet: &Sheet) {
        let items: Vec<&Item> = sheet.items.iter().collect();
        if !items.is_empty() {
            self.gap();
            if items.iter().any(|item| item.flag("private")) {
                self.wrapped(0, self.world.texts().review.private, Tone::Quiet);
                self.gap();
            }
            self.rows(lanes::rows(&sheet.setup.lanes, &items, (self.width, self.is_wide), self.world));
        }
    }

    /// The projects from the first place on, where there is anything to rank.
    fn ranking(&mut self, sheet: &Sheet) {
        let (scores, items) = (sheet.setup.scored_by(), sheet.items.iter().collect::<Vec<_>>());
        if projects::ranked(&items, &scores).iter().any(|project| project.place.is_some()) {
            self.gap();
            self.rows(ranking::rows(&items, &scores, self.width, self.world));
        }
    }

    fn rows(&mut self, rows: Vec<Row>) {
        let tone = |tone| match tone {
            whole::Tone::Title => Tone::Strong,
            whole::Tone::Text => Tone::Text,
            whole::Tone::Quiet => Tone::Quiet,
            whole::Tone::Rule => Tone::Rule,
        };
        let line =
            |row: Row| Line { indent: 0, pieces: row.into_iter().map(|(words, each)| (words, tone(each))).collect() };
        self.lines.extend(rows.into_iter().map(line));
    }

    fn answers<'i>(&mut self, items: impl ExactSizeIterator<Item = &'i Item>) {
        let is_list = items.len() > 1;
        let indent = if is_list { NUMBER } else { 0 };
        for (index, item) in items.enumerate() {
            if index > 0 && self.is_airy {
                self.gap();
            }
            let first = self.lines.len();
            self.wrapped(indent, &facts::main(self.session, item, self.world.texts()), Tone::Text);
            if let Some(line) = self.lines.get_mut(first).filter(|_| is_list) {
                line.indent = 0;
                line.pieces.insert(0, (format!("{:<NUMBER$}", index + 1), Tone::Quiet));
            }
            let is_one_line = self.lines.len() == first + 1;
            self.facts(item, indent, is_one_line && !self.is_airy);
            for words in facts::long(self.session, item) {
                self.wrapped(indent, words, Tone::Quiet);
            }
        }
    }

    /// Where an action stands, then what else is known about it; on the answer's own line where it may and fits.
    fn facts(&mut self, item: &Item, indent: usize, may_share: bool) {
        let (texts, separator) = (self.world.texts(), self.world.look.glyphs.separator);
        let (status, today) = (item.status(), self.world.today());
        let is_action = self.session.items_of(SheetKind::Actions).any(|action| action.id == item.id);
        let mut said = Vec::new();
        let mut without: &[&str] = &[];
        let mut late = String::new();
        if let Some(due) = item.date("due").filter(|due| is_action && status.is_open() && *due < today) {
            late = format!("{} {}", texts.plan.late, (texts.home.since)(&(texts.dates.short)(due)));
            without = &["due"];
        } else if status != Status::Open {
            let since = item.since(status).map(texts.dates.short).unwrap_or_default();
            let sign = if status == Status::Done { format!("{} ", self.world.look.glyphs.done) } else { String::new() };
            said.push(format!("{sign}{} {since}", (texts.word)(status.word())).trim_end().to_owned());
            without = if status.is_open() { &[] } else { &["due"] };
        }
        if item.flag("private") {
            said.push(texts.review.private.to_owned());
        }
        said.extend(facts::short(self.session, item, without, texts));
        if item.carried() > 0 {
            said.push((texts.plan.carried)(item.carried()));
        }
        let rest = said.join(&format!(" {separator} "));
        let said = if late.is_empty() || rest.is_empty() { rest.clone() } else { format!(" {separator} {rest}") };
        let both = text::width(&late) + text::width(&said);
        match self.lines.last_mut().filter(|_| may_share && both > 0) {
            Some(line) if line.columns() + 2 + both <= self.width => {
                line.pieces.push((" ".repeat(self.width - line.columns() - both), Tone::Quiet));
                line.pieces.extend([(late, Tone::Look), (said, Tone::Quiet)]);
            }
            _ if indent + both <= self.width && both > 0 => {
                self.lines.push(Line { indent, pieces: vec![(late, Tone::Look), (said, Tone::Quiet)] });
            }
            _ => {
                self.wrapped(indent, &late, Tone::Look);
                self.wrapped(indent, &rest, Tone::Quiet);
            }
        }
    }

    /// What each person answered before the session, then what they wrote beside the questions.
    fn prework(&mut self) {
        let (session, words) = (self.session, self.world.texts().review);
        for person in &session.participants {
            let asked = session.asked(&person.id).into_iter().map(|(_, item)| item).chain(session.remarks(&person.id));
            let mut answered = asked.filter(|item| !item.text("text").is_empty()).peekable();
            if answered.peek().is_some() {
                self.gap();
                self.wrapped(0, person.text("name"), Tone::Text);
            }
            for item in answered {
                let question = Some(item.text("question")).filter(|words| !words.is_empty()).unwrap_or(words.remark);
                self.gap();
                self.wrapped(0, question, Tone::Quiet);
                for line in item.text("text").lines() {
                    self.wrapped(NUMBER, line, Tone::Text);
                }
                if item.flag("private") {
                    self.wrapped(NUMBER, words.private, Tone::Quiet);
                }
            }
        }
    }

    /// What was decided here about the promises of earlier sessions.
    fn decided(&mut self) {
        let texts = self.world.texts();
        let here = self.session.id;
        let mut home = None;
        for promise in self.world.library.promises(self.session) {
            let Some(news) = promise.action.history.iter().rev().find(|news| news.session == Some(here)) else {
                continue;
            };
            if self.lines.is_empty() {
                self.wrapped(0, texts.review.decided, Tone::Quiet);
            }
            if home != Some(promise.home.id) {
                home = Some(promise.home.id);
                self.gap();
                self.wrapped(0, &(texts.follow.from)(&promise.home.title), Tone::Quiet);
                self.gap();
            }
            self.wrapped(NUMBER, promise.action.text("text"), Tone::Text);
            let outcome = outcome(news.text("outcome")).and_then(|place| texts.follow.outcomes.get(place)).copied();
            let outcome = outcome.unwrap_or_else(|| (texts.word)(news.text("status")));
            let due =
                news.text("due").parse().map(texts.dates.short).map(|day| format!("{} {day}", (texts.field)("due")));
            let facts = [outcome, due.as_deref().unwrap_or_default(), news.text("note")];
            let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
            self.wrapped(NUMBER, &facts.join(&format!(" {} ", self.world.look.glyphs.separator)), Tone::Quiet);
        }
    }

    /// A blank line, where there is something above and no blank line yet.
    pub(super) fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.pieces.is_empty()) {
            self.lines.push(Line::default());
        }
    }

    pub(super) fn wrapped(&mut self, indent: usize, words: &str, tone: Tone) {
        if words.trim().is_empty() {
            self.lines.extend(words.is_empty().then(Line::default).filter(|_| tone == Tone::Text));
            return;
        }
        for range in text::wrap(words, self.width.saturating_sub(indent)) {
            let piece = words.get(range).unwrap_or_default().trim_end().to_owned();
            self.lines.push(Line { indent, pieces: vec![(piece, tone)] });
        }
    }
}

/// The place of an outcome among the words for them.
fn outcome(word: &str) -> Option<usize> {
    ["done", "kept", "split", "handed-over", "parked", "dropped"].iter().position(|each| *each == word)
}
