//! The session that comes next in a thread: what was agreed at the closing, else what is proposed.

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::model::capture::fresh;
use crate::model::item::Item;
use crate::model::proposal::{Proposal, Reason};
use crate::model::session::{Session, State};
use crate::model::sheet::{PERSON, SheetKind};
use crate::model::template::Template;
use crate::tui::world::World;

/// What a session proposes to do next, from its thread and the templates there are.
pub(in crate::tui::screens) fn proposal(session: &Session, world: &World) -> Option<Proposal> {
    let known: Vec<&str> = world.templates.iter().map(|template| template.id.as_str()).collect();
    Proposal::after(session, &world.library.before(session), &known, world.today())
}

/// The name of the template that is proposed.
pub(in crate::tui::screens) fn title<'a>(next: &'a Proposal, world: &'a World) -> &'a str {
    let template = world.templates.iter().find(|template| template.id == next.template);
    template.map_or(&next.template, |template| template.title.text(world.texts().code))
}

/// Why it is proposed.
pub(in crate::tui::screens) fn reason(next: &Proposal, world: &World) -> &'static str {
    let [regroup, support, check_in, theme, again] = world.texts().panel.reasons;
    match next.reason {
        Reason::Regroup => regroup,
        Reason::SupportEnds => support,
        Reason::CheckIn => check_in,
        Reason::Theme => theme,
        Reason::Again => again,
    }
}

/// The name and the day of what comes next, where it is one that can be prepared.
pub(in crate::tui::screens) fn named(session: &Session, world: &World) -> Option<(String, NaiveDate)> {
    let (template, day) = next(session, world)?;
    Some((template.title.text(world.texts().code).to_owned(), day))
}

/// Whether nothing has been prepared yet that goes on from a closed session.
pub(super) fn is_last(session: &Session, world: &World) -> bool {
    let follows = |other: &Session| {
        let is_later = other.state == State::Planned || other.starts() > session.starts();
        other.id != session.id && is_later && other.same_client(session)
    };
    session.state == State::Closed && !world.library.sessions().any(follows)
}

/// The template and the day of what comes next: the day and the theme that were agreed, what they leave open as proposed.
fn next<'a>(session: &Session, world: &'a World) -> Option<(&'a Template, NaiveDate)> {
    let agreed = session.items_of(SheetKind::Closing).find(|item| item.text("slot") == "next");
    let proposed = proposal(session, world);
    let theme = agreed.map_or("", |item| item.text("theme")).trim().to_lowercase();
    let is_named =
        |template: &&Template| template.title.languages().any(|code| template.title.text(code).to_lowercase() == theme);
    let known = |id: &str| world.templates.iter().find(|template| template.id == id);
    let named = world.templates.iter().find(is_named);
    let template = named.or_else(|| known(&proposed.as_ref()?.template)).or_else(|| known(&session.template))?;
    let day = agreed.and_then(|item| item.date("date")).or(proposed.map(|next| next.day))?;
    (day >= world.today()).then_some((template, day))
}

/// A new session that goes on from a closed one: for the same client and people, at the same hour and place.
pub(super) fn prepared(session: &Session, world: &mut World) -> Option<Session> {
    let (template, day) = next(session, world)?;
    let mut ids = world.ids.clone();
    let mut new = template.session(world.texts().code, &mut ids, world.now);
    new.client.clone_from(&session.client);
    new.place.clone_from(&session.place);
    new.style = session.style;
    new.scheduled = session.scheduled.and_then(|before| at_hour(day, before, world));
    for person in session.in_room() {
        let id = fresh(&new, &mut ids, PERSON.prefix);
        new.participants.push(Item::new(id, "name", person.text("name")).with("in_room", true));
    }
    new.scheduled = new.scheduled.or_else(|| world.zone.at(day, chrono::NaiveTime::from_hms_opt(9, 0, 0)?));
    world.ids = ids;
    Some(new)
}

/// A day at the hour of another moment, as its place counts the hours then.
fn at_hour(day: NaiveDate, before: DateTime<FixedOffset>, world: &World) -> Option<DateTime<FixedOffset>> {
    world.zone.at(day, before.time())
}
