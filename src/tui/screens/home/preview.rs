//! The selected session at a glance: what it is for, how far it is, and what comes next.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::model::session::{Session, State};
use crate::model::sheet::SheetKind;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::world::World;

/// Draws it.
pub(super) fn view(session: &Session, world: &World, area: Rect, canvas: &mut Canvas<'_>) {
    let (theme, texts) = (canvas.theme(), canvas.texts());
    let mut page = Page { area, y: area.y, canvas };
    let title = if session.title.is_empty() { texts.frame.untitled } else { &session.title };
    page.say(title, theme.strong(), 2);
    page.say(&particulars(session, world), theme.quiet(), 2);
    page.say(&progress(session, world), theme.quiet(), 2);
    let goals: Vec<&str> = session.items_of(SheetKind::Goals).map(|item| item.text("text")).collect();
    if !goals.is_empty() {
        page.heading(texts.home.goals);
        for goal in &goals {
            page.say(goal, theme.text(), 2);
        }
    }
    let open = session.items_of(SheetKind::Actions).filter(|item| item.status().is_open());
    if let Some(action) = open.min_by_key(|item| (item.date("due").is_none(), item.date("due"))) {
        page.heading(texts.home.next_action);
        page.say(action.text("text"), theme.text(), 2);
        let due = action.date("due").map(|due| format!("{} {}", (texts.field)("due"), (texts.dates.short)(due)));
        let owner = session.person(action.text("owner"));
        let owner = if owner.is_empty() { texts.frame.no_owner } else { owner };
        let separator = format!(" {} ", world.look.glyphs.separator);
        let facts: Vec<&str> = std::iter::once(owner).chain(due.as_deref()).collect();
        page.say(&facts.join(&separator), theme.quiet(), 1);
    }
}

struct Page<'a, 'b> {
    area: Rect,
    y: u16,
    canvas: &'a mut Canvas<'b>,
}

impl Page<'_, '_> {
    fn heading(&mut self, words: &str) {
        self.y += 1;
        let quiet = self.canvas.theme().quiet();
        self.say(words, quiet, 1);
    }

    fn say(&mut self, words: &str, style: Style, rows: u16) {
        let left = self.area.bottom().saturating_sub(self.y);
        if !words.is_empty() && left > 0 {
            self.y += self.canvas.paragraph(Rect { y: self.y, height: rows.min(left), ..self.area }, words, style);
        }
    }
}

fn particulars(session: &Session, world: &World) -> String {
    let texts = world.texts();
    let client = if session.client_shown().is_empty() { texts.frame.just_me } else { session.client_shown() };
    let day = session.day().map(texts.dates.long).unwrap_or_default();
    let facts = [client, &day, &session.place];
    let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    facts.join(&format!(" {} ", world.look.glyphs.separator))
}

fn progress(session: &Session, world: &World) -> String {
    let texts = world.texts();
    match session.state {
        State::Planned => {
            let length = (texts.prepare.in_all)(&(texts.dates.length)(u64::from(session.length)));
            format!("{} {} {length}", (texts.prepare.stages)(session.stages.len()), world.look.glyphs.separator)
        }
        State::Running | State::Paused => {
            let here = session.stage_here().map_or(0, |here| here + 1);
            let stage = session.stages.get(here.saturating_sub(1)).map_or("", |stage| &stage.title);
            let place = (texts.frame.of)(here, session.stages.len());
            format!("{stage} {} {place}", world.look.glyphs.separator)
        }
        State::Closed | State::Abandoned => match session.progress() {
            (_, 0) => (texts.word)(if session.state == State::Closed { "closed" } else { "abandoned" }).to_owned(),
            (done, all) => (texts.review.actions)(done, all),
        },
    }
}
