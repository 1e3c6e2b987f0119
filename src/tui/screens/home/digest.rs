//! What home shows of the library, computed once for each change of it.

use chrono::{Datelike, Days, NaiveDate};
use ratatui::layout::Rect;

use crate::model::item::Item;
use crate::model::library::Library;
use crate::model::plan::{Entry, EntryKind, Plan};
use crate::model::session::{Session, State};
use crate::model::sheet::SheetKind;
use crate::tui::widgets::canvas::Canvas;

/// The order of the shelf, and what asks for attention.
pub(super) struct Digest {
    /// The revision of the library and the day for which it holds.
    pub(super) key: (u64, NaiveDate),
    /// The places of the sessions among the volumes, as they are listed.
    pub(super) shelf: Vec<usize>,
    /// How many of them are under way; they stand first.
    pub(super) under_way: usize,
    /// Open actions that are late or due within seven days, by day.
    pub(super) due: Vec<Due>,
    /// The place of a session that is worth a look back.
    pub(super) look_back: Option<usize>,
    late: usize,
    this_week: usize,
    /// Files that could not be read.
    unreadable: usize,
}

/// An open action with its day.
pub(super) struct Due {
    pub(super) day: NaiveDate,
    pub(super) is_late: bool,
    /// Due before the week ends.
    pub(super) is_near: bool,
    pub(super) text: String,
    pub(super) owner: String,
    /// The client, or the session where there is none.
    pub(super) of: String,
}

/// The digest of no library.
pub(super) static EMPTY: Digest = Digest {
    key: (0, NaiveDate::MIN),
    shelf: Vec::new(),
    under_way: 0,
    due: Vec::new(),
    look_back: None,
    late: 0,
    this_week: 0,
    unreadable: 0,
};

impl Digest {
    pub(super) fn of(library: &Library, key: (u64, NaiveDate)) -> Self {
        let today = key.1;
        let places: std::collections::HashMap<_, _> =
            library.volumes().iter().enumerate().map(|(place, volume)| (volume.session.id, place)).collect();
        let sessions = library.shelf();
        let due = due(library, today);
        Self {
            key,
            shelf: sessions.iter().filter_map(|session| places.get(&session.id).copied()).collect(),
            under_way: sessions.iter().filter(|session| session.state.is_under_way()).count(),
            unreadable: library.broken().len(),
            late: due.iter().filter(|due| due.is_late).count(),
            this_week: due.iter().filter(|due| due.is_near && !due.is_late).count(),
            look_back: look_back(&sessions, today).and_then(|session| places.get(&session.id).copied()),
            due,
        }
    }

    /// Draws the sentence at the top: what is late, due, and waiting; where it is narrow, only the count of what is due.
    pub(super) fn summary(&self, canvas: &mut Canvas<'_>, area: Rect, is_narrow: bool) {
        let (theme, words) = (canvas.theme(), canvas.texts().home);
        let mut said = Vec::new();
        let has_due = self.late + self.this_week > 0;
        if is_narrow && has_due {
            let separator = format!(" {} ", canvas.glyphs().separator);
            if self.late > 0 {
                said.push(((words.late_line)(self.late), theme.look()));
            }
            if self.late > 0 && self.this_week > 0 {
                said.push((separator, theme.quiet()));
            }
            if self.this_week > 0 {
                said.push(((words.due_line)(self.this_week), theme.text()));
            }
            said.push((format!(" {}", canvas.glyphs().crumb), theme.quiet()));
        } else {
            if self.late > 0 {
                said.push((format!("{} ", (words.late)(self.late)), theme.look()));
            }
            if self.this_week > 0 {
                said.push((format!("{} ", (words.due_this_week)(self.this_week)), theme.text()));
            } else if !has_due {
                said.push((format!("{} ", words.all_quiet), theme.text()));
            }
            if self.under_way > 0 {
                said.push((format!("{} ", (words.waiting)(self.under_way)), theme.quiet()));
            }
            if self.unreadable > 0 {
                said.push(((words.unreadable)(self.unreadable), theme.look()));
            }
        }
        let pieces: Vec<_> = said.iter().map(|(words, style)| (words.as_str(), *style)).collect();
        canvas.pieces(area.x, area.y, area.width, &pieces);
    }
}

fn due(library: &Library, today: NaiveDate) -> Vec<Due> {
    let to_sunday = 6 - u64::from(today.weekday().num_days_from_monday());
    let sunday = today.checked_add_days(Days::new(to_sunday)).unwrap_or(today);
    let entry = |entry: &Entry| {
        let day = entry.due?;
        let of = if entry.client.is_empty() { &entry.home_title } else { &entry.client };
        Some(Due {
            day,
            is_late: day < today,
            is_near: day <= sunday,
            text: entry.text.clone(),
            owner: entry.owner.clone(),
            of: of.clone(),
        })
    };
    // A plan is made only of the sessions that could have something due: most are long done.
    let week = today.checked_add_days(Days::new(7)).unwrap_or(today);
    let is_near = |item: &Item| item.date("due").is_some_and(|due| due <= week) && item.status().is_open();
    let near = library.sessions().filter(|session| session.items_of(SheetKind::Actions).any(is_near));
    let plan = Plan::of(near, today);
    let wanted = |each: &&Entry| each.is_late(today) || each.is_due_soon(today);
    let mut due: Vec<Due> = plan.kind(EntryKind::Action).filter(wanted).filter_map(entry).collect();
    due.sort_by_key(|due| due.day);
    due
}

/// The newest session that ended six to ten weeks ago, has actions, and was not gone on from.
fn look_back<'a>(shelf: &[&'a Session], today: NaiveDate) -> Option<&'a Session> {
    let is_ripe = |session: &Session| {
        let weeks = session.day().map(|day| (today - day).num_weeks());
        session.state == State::Closed
            && weeks.is_some_and(|weeks| (6..=10).contains(&weeks))
            && session.progress().1 > 0
    };
    let is_last = |session: &Session| shelf.iter().all(|other| other.thread != Some(session.id));
    shelf.iter().copied().find(|session| is_ripe(session) && is_last(session))
}
