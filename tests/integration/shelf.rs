//! A year of sessions for the screens that read them.

use chrono::{DateTime, FixedOffset, TimeDelta};
use offsite::model::change::{Change, Detail};
use offsite::model::id::{IdSource, ItemId};
use offsite::model::item::{Item, News};
use offsite::model::session::{Client, Place, Session};

use crate::support::template;

/// A session that is being put together.
pub(crate) struct Build {
    pub(crate) session: Session,
    now: DateTime<FixedOffset>,
    count: usize,
}

/// A moment in Berlin.
pub(crate) fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(&format!("{text}:00+01:00")).expect("a moment")
}

impl Build {
    pub(crate) fn new(title: &str, client: &str, day: &str) -> Self {
        let now = at(&format!("{day}T09:00"));
        let seed = title
            .bytes()
            .chain(day.bytes())
            .fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
        let session = template().session("en", &mut IdSource::new(seed), now);
        let mut build = Self { session, now, count: 0 };
        build.change(Change::Detail(Detail::Title(title.to_owned())));
        if !client.is_empty() {
            let client = Client { name: client.to_owned(), ..Client::default() };
            build.change(Change::Detail(Detail::Client(Some(client))));
        }
        build.change(Change::Detail(Detail::Scheduled(Some(now))));
        build
    }

    fn change(&mut self, change: Change) {
        self.session.apply(change).expect("a change");
    }

    fn add(&mut self, place: Place, prefix: &str, key: &str, text: &str, fields: &[(&str, &str)]) -> ItemId {
        self.count += 1;
        let id = ItemId::new(format!("{prefix}-{}", self.count));
        let mut item = Item::new(id.clone(), key, text);
        for (key, value) in fields {
            item = item.with(key, *value);
        }
        let index = self.session.items(&place).expect("a list").len();
        self.change(Change::Insert { place, index, item });
        id
    }

    pub(crate) fn said(&mut self, stage: &str, text: &str, fields: &[(&str, &str)]) -> ItemId {
        let (prefix, key) =
            if stage == "key-players" { ("w", "name") } else { (stage.get(..1).unwrap_or_default(), "text") };
        let sheet = self.session.stage(stage).expect("a stage").sheets[0].id.clone();
        self.add(Place::Sheet { stage: stage.to_owned(), sheet }, prefix, key, text, fields)
    }

    pub(crate) fn person(&mut self, name: &str) -> ItemId {
        self.add(Place::Participants, "p", "name", name, &[])
    }

    pub(crate) fn parked(&mut self, text: &str) {
        self.add(Place::Parked, "n", "text", text, &[]);
    }

    pub(crate) fn note(&mut self, text: &str) {
        self.add(Place::Notes, "n", "text", text, &[]);
    }

    pub(crate) fn actions(&mut self, done: usize, all: usize) {
        for number in 1..=all {
            let status = if number <= done { "done" } else { "open" };
            self.said("actions", &format!("Step {number} of {}", self.session.title.clone()), &[("status", status)]);
        }
    }

    pub(crate) fn tell(&mut self, id: ItemId, day: &str, fields: &[(&str, &str)]) {
        let told = fields
            .iter()
            .fold(News::new(at(&format!("{day}T12:00")), None), |news, (key, value)| news.with(key, *value));
        self.change(Change::Tell(id, told));
    }

    /// Works through the stages up to this one, half an hour each.
    pub(crate) fn through(&mut self, stage: &str) {
        let place = self.session.stage_index(stage).expect("a stage");
        let ids: Vec<String> = self.session.stages.iter().take(place + 1).map(|stage| stage.id.clone()).collect();
        for id in ids {
            self.change(self.session.enter(&id, self.now));
            self.now += TimeDelta::minutes(30);
        }
    }

    pub(crate) fn pause(mut self) -> Session {
        self.now -= TimeDelta::minutes(12);
        self.change(self.session.pause(self.now));
        self.session
    }

    pub(crate) fn close(mut self, because: &str) -> Session {
        self.through("closing");
        self.change(self.session.close(because, self.now));
        self.session
    }
}

fn closed(title: &str, client: &str, day: &str, done: usize, all: usize) -> Session {
    let mut build = Build::new(title, client, day);
    build.actions(done, all);
    build.close("")
}

/// The session under way.
pub(crate) fn under_way() -> Session {
    let mut build = Build::new("Q2 offsite", "Acme Ltd", "2026-03-04");
    build.now = at("2026-03-04T08:00");
    let maria = build.person("Maria").to_string();
    let jonas = build.person("Jonas").to_string();
    let goal =
        build.said("goals", "Twelve retained clients, up from nine", &[("owner", &maria), ("due", "2026-06-30")]);
    build.said("goals", "No work on Fridays for the four of us", &[("owner", &jonas)]);
    build.said("goals", "Quotes go out within a day", &[]);
    let offer = build.said("projects", "Retainer offer", &[("goal", goal.as_str()), ("owner", &jonas)]).to_string();
    build.said("actions", "Send the new price list", &[("owner", &maria), ("due", "2026-03-05"), ("project", &offer)]);
    build.said("actions", "Retainer offer for six", &[("project", &offer), ("due", "2026-04-30")]);
    build.said("actions", "Call Tomas", &[("goal", goal.as_str()), ("owner", &jonas), ("status", "done")]);
    build.parked("raise the day rate?");
    build.note("Jonas looks tired; ask him alone");
    build.through("current-state");
    build.pause()
}

/// A closed session with something in most stages.
pub(crate) fn year_ahead() -> Session {
    let mut build = Build::new("Year ahead 2026", "", "2026-01-06");
    let me = build.person("me").to_string();
    build.said("opening", "What may I drop this year?", &[("slot", "question")]);
    build.said("current-state", "Two clients left for a bigger studio", &[]);
    build.said("current-state", "Fast answers", &[("swot", "strength"), ("proof", "Nine of ten say so")]);
    build.said("vision", "We are four and nobody works on Fridays.\n\nRetain two days for own work, every single week, whatever clients say about it in the rush before summer.", &[]);
    build.said("goals", "Invoice 9 000 a month", &[("owner", &me), ("due", "2026-12-31"), ("measure", "invoiced")]);
    build.said("key-players", "Lea", &[("role_now", "studio lead"), ("zone", "layout")]);
    let late = build.said(
        "actions",
        "First invoice run",
        &[("owner", &me), ("due", "2026-03-10"), ("note", "All nine clients, with a line on why.")],
    );
    build.said("actions", "Call three lapsed clients", &[("owner", &me), ("due", "2026-03-06")]);
    build.said("actions", "Ask Tomas for a testimonial", &[("due", "2026-02-20")]);
    let done = build.said("actions", "Draft the retainer letter", &[("owner", &me), ("due", "2026-02-01")]);
    build.actions(8, 10);
    build.parked("A second van");
    build.note("Be honest about the rent");
    build.tell(done, "2026-02-02", &[("status", "done")]);
    build.tell(late, "2026-02-12", &[("due", "2026-03-10"), ("outcome", "kept")]);
    build.close("nobody had time for a next date")
}

/// Twelve sessions of a coach, on Wednesday 4 March 2026.
pub(crate) fn year() -> Vec<Session> {
    let mut q4 = Build::new("Q4 offsite", "Acme Ltd", "2025-10-02");
    q4.said("goals", "Ten retained clients", &[]);
    let goal = q4.session.stage("goals").expect("goals").sheets[0].items[0].id.clone();
    q4.tell(goal, "2026-01-10", &[("reached", "9")]);
    q4.said("current-state", "Retainers came from referrals", &[]);
    q4.actions(11, 13);
    let mut retreat = Build::new("Spring retreat", "Lindqvist & Co", "2026-03-19");
    retreat.person("Ada");
    let mut who = Build::new("Who we serve", "Studio Nord", "2025-04-14");
    who.parked("A retainer tier for startups");
    who.actions(4, 4);
    vec![
        under_way(),
        retreat.session,
        year_ahead(),
        closed("Pricing reset", "Studio Nord", "2025-11-12", 7, 7),
        q4.close(""),
        closed("Half-year look back", "", "2025-07-01", 5, 6),
        closed("Q3 offsite", "Acme Ltd", "2025-06-03", 9, 12),
        who.close(""),
        closed("Q2 offsite 2025", "Acme Ltd", "2025-04-02", 10, 13),
        closed("Winter table", "Studio Nord", "2025-02-03", 3, 3),
        closed("戦略計画 — ein langer Titel, der nicht hineinpasst", "日本株式会社 international", "2024-11-20", 2, 9),
        closed("First session", "Acme Ltd", "2024-05-05", 0, 0),
    ]
}
