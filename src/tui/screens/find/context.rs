//! What is known about a line that was found: whose it is, what was asked, what it leads to, and the same goal before.

use ratatui::layout::Rect;
use ratatui::style::Style;
use uuid::Uuid;

use super::found::{Found, kind_word};
use crate::lang::Texts;
use crate::model::id::ItemId;
use crate::model::item::{Item, Status};
use crate::model::plan::Link;
use crate::model::prework::asked::ORIGIN;
use crate::model::search::{self, Line, LineKind};
use crate::model::session::{Place, Session};
use crate::model::sheet::SheetKind;
use crate::tui::screens::review::facts;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::record;
use crate::tui::world::World;

/// Looked up once for each selected line.
#[derive(Default)]
pub(super) struct Context {
    title: String,
    facts: String,
    asked: String,
    leads_to: Vec<(String, String)>,
    before: Vec<(String, String, String)>,
}

/// Draws what is known about a hit.
pub(super) fn view(found: &Found, hit: usize, world: &World, area: Rect, canvas: &mut Canvas<'_>) {
    let Some((place, line)) = found.place_at(hit).zip(found.line_at(hit)) else { return };
    let mut known = found.context.borrow_mut();
    if known.as_ref().is_none_or(|(of, _)| *of != place) {
        *known = Some((place, Context::of(line, world)));
    }
    if let Some((_, context)) = known.as_ref() {
        context.view(area, canvas);
    }
}

impl Context {
    fn of(line: &Line, world: &World) -> Self {
        let texts = world.texts();
        let separator = format!(" {} ", world.look.glyphs.separator);
        let Some(session) = world.session(line.home) else { return Self::default() };
        let mut said = vec![kind_word(texts, line.kind).to_owned()];
        let stage = line.stage.and_then(|stage| session.stages.get(stage));
        let mut context = Self { title: line.text.clone(), ..Self::default() };
        if let Some((place, _, item)) = line.item.as_ref().and_then(|id| session.find(id)) {
            said.extend(facts::short(session, item, &ORIGIN, texts));
            if line.kind == LineKind::Note || item.flag("private") {
                said.push(texts.review.private.to_owned());
            }
            asked(session, &place, item).clone_into(&mut context.asked);
            context.leads_to = leads_to(line.kind, session, &item.id, world);
            if line.kind == LineKind::Goal {
                context.before = before(item, session, world);
            }
        } else {
            said.extend(session.day().map(texts.dates.long));
        }
        if let Some(stage) = stage.filter(|_| line.kind == LineKind::Answer) {
            said.push(stage.title.clone());
        }
        context.facts = said.join(&separator);
        context
    }

    fn view(&self, area: Rect, canvas: &mut Canvas<'_>) {
        let (theme, words) = (canvas.theme(), canvas.texts().find);
        let mut y = area.y;
        say(&self.title, theme.strong(), 4, area, &mut y, canvas);
        say(&self.facts, theme.quiet(), 3, area, &mut y, canvas);
        if !self.asked.is_empty() {
            y += 1;
            say(words.asked, theme.quiet(), 1, area, &mut y, canvas);
            say(&self.asked, theme.text(), 3, area, &mut y, canvas);
        }
        let right = (area.width * 6) / 11;
        if !self.leads_to.is_empty() {
            y += 1;
            say(words.leads_to, theme.quiet(), 1, area, &mut y, canvas);
            for (what, how) in self.leads_to.iter().take(6) {
                if y < area.bottom() {
                    canvas.put(
                        area.x,
                        y,
                        if how.is_empty() { area.width } else { right.saturating_sub(2) },
                        what,
                        theme.text(),
                    );
                    canvas.put(area.x + right, y, area.width.saturating_sub(right), how, theme.quiet());
                    y += 1;
                }
            }
        }
        if !self.before.is_empty() {
            y += 1;
            say(words.before, theme.quiet(), 1, area, &mut y, canvas);
            for (when, what, reached) in &self.before {
                if y < area.bottom() {
                    let used = canvas.put_right(area.right(), y, area.width / 3, reached, theme.quiet());
                    canvas.put(area.x, y, 8, when, theme.quiet());
                    canvas.put(area.x + 9, y, area.width.saturating_sub(10 + used), what, theme.text());
                    y += 1;
                }
            }
        }
    }
}

fn say(words: &str, style: Style, rows: u16, area: Rect, y: &mut u16, canvas: &mut Canvas<'_>) {
    let height = rows.min(area.bottom().saturating_sub(*y));
    if height > 0 && !words.is_empty() {
        *y += canvas.paragraph(Rect { y: *y, height, ..area }, words, style);
    }
}

/// The question that an item answers.
fn asked<'a>(session: &'a Session, place: &Place, item: &'a Item) -> &'a str {
    let Place::Sheet { stage, sheet } = place else { return item.text("question") };
    let sheet = session.stage(stage).and_then(|stage| stage.sheet(sheet));
    sheet.and_then(|sheet| facts::question(sheet, item)).map_or("", |prompt| &prompt.ask)
}

/// The projects that serve a goal with the number of their actions, then the actions that serve it directly.
fn leads_to(kind: LineKind, home: &Session, id: &ItemId, world: &World) -> Vec<(String, String)> {
    let key = match kind {
        LineKind::Goal => "goal",
        LineKind::Project => "project",
        _ => return Vec::new(),
    };
    let texts = world.texts();
    let link = Link { home: home.id, id: id.clone() };
    let client = home.client.as_ref().map(|client| &client.name);
    let thread = || world.library.sessions().filter(|other| other.client.as_ref().map(|client| &client.name) == client);
    let of = |kind| thread().flat_map(move |session| session.items_of(kind).map(move |item| (session, item)));
    let serving = of(SheetKind::Projects).filter(|(session, item)| points_at(item.text("goal"), session.id, &link));
    let mut projects: Vec<(Link, &str, usize, usize)> = serving
        .filter(|_| kind == LineKind::Goal)
        .map(|(session, item)| (Link { home: session.id, id: item.id.clone() }, item.text("text"), 0, 0))
        .collect();
    let mut direct = Vec::new();
    for (session, action) in of(SheetKind::Actions) {
        let project = action.text("project");
        if let Some((_, _, all, done)) = projects.iter_mut().find(|(link, ..)| points_at(project, session.id, link)) {
            *all += 1;
            *done += usize::from(action.status() == Status::Done);
        }
        if points_at(action.text(key), session.id, &link) {
            direct.push((action.text("text").to_owned(), state(session, action, texts)));
        }
    }
    let projects = projects.into_iter().map(|(_, what, all, done)| (what.to_owned(), (texts.find.actions)(all, done)));
    projects.chain(direct).collect()
}

/// Whether `text` in session `home` is a link to this item; the same as reading it, without making one for each item.
fn points_at(text: &str, home: Uuid, link: &Link) -> bool {
    match text.split_once('/') {
        None => home == link.home && text == link.id.as_str(),
        Some((_, id)) => id == link.id.as_str() && Link::read(text, home).as_ref() == Some(link),
    }
}

fn state(session: &Session, action: &Item, texts: &Texts) -> String {
    if action.status().is_open() {
        session.person(action.text("owner")).to_owned()
    } else {
        (texts.word)(action.status().word()).to_owned()
    }
}

/// The same goal in up to four earlier sessions of the thread, the newest first, with what was reached.
fn before(goal: &Item, session: &Session, world: &World) -> Vec<(String, String, String)> {
    let texts = world.texts();
    let earlier = world.library.before(session);
    let kin = earlier.into_iter().filter_map(|earlier| search::kin(goal, earlier).map(|item| (earlier, item)));
    kin.take(4)
        .map(|(earlier, item)| {
            let when =
                earlier.day().map(|day| super::super::home::day_words(texts, day, world.today())).unwrap_or_default();
            let reached = item.value("reached").map(|value| {
                let number = value.as_str().map_or_else(|| record::number(value, texts), str::to_owned);
                format!("{} {number}", (texts.field)("reached"))
            });
            (when, item.text("text").to_owned(), reached.unwrap_or_default())
        })
        .collect()
}
