//! Which entries of a plan are shown.

use super::{Entry, Plan};

/// A choice of entries; everything where nothing is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only of this client; the empty name stands for "just me".
    pub client: Option<String>,
    /// Only of this owner; the empty name stands for "no owner".
    pub owner: Option<String>,
    /// Only in this state.
    pub state: Option<StateFilter>,
    /// Only with such a day.
    pub due: Option<DueFilter>,
}

/// Whether it is still to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateFilter {
    /// Still to be done.
    Open,
    /// Finished.
    Done,
    /// Let go.
    Dropped,
}

/// When it is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueFilter {
    /// Before today, and open.
    Late,
    /// From today until a week from now.
    Week,
    /// Without a day.
    Never,
}

impl StateFilter {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Open, Self::Done, Self::Dropped];
}

impl DueFilter {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Late, Self::Week, Self::Never];
}

impl Filter {
    /// Whether everything is shown.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether `entry` of `plan` is shown.
    pub fn shows(&self, entry: &Entry, plan: &Plan) -> bool {
        let same = |wanted: &Option<String>, found: &str| wanted.as_ref().is_none_or(|wanted| wanted == found);
        let state = self.state.is_none_or(|state| match state {
            StateFilter::Open => entry.status.is_open(),
            StateFilter::Done => entry.status == super::Status::Done,
            StateFilter::Dropped => entry.status == super::Status::Dropped,
        });
        let due = self.due.is_none_or(|due| match due {
            DueFilter::Late => entry.is_late(plan.today),
            DueFilter::Week => entry.is_due_soon(plan.today),
            DueFilter::Never => entry.due.is_none(),
        });
        same(&self.client, &entry.client) && same(&self.owner, &entry.owner) && state && due
    }
}

impl Plan {
    /// The part of the plan that a filter shows.
    #[must_use]
    pub fn filtered(&self, filter: &Filter) -> Self {
        if filter.is_empty() {
            return self.clone();
        }
        let entries = self.entries.iter().filter(|entry| filter.shows(entry, self)).cloned().collect();
        Self::new(self.today, entries)
    }

    /// The clients that occur, sorted; the empty name stands for "just me".
    pub fn clients(&self) -> Vec<String> {
        sorted(self.entries.iter().map(|entry| entry.client.clone()))
    }

    /// The owners that occur, sorted; the empty name stands for "no owner".
    pub fn owners(&self) -> Vec<String> {
        sorted(self.entries.iter().map(|entry| entry.owner.clone()))
    }
}

fn sorted(names: impl Iterator<Item = String>) -> Vec<String> {
    let unique: std::collections::BTreeSet<String> = names.collect();
    unique.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::ItemId;
    use crate::model::item::Item;
    use crate::model::session::{Client, Session};
    use crate::model::strategies::{day, sample};

    fn plan() -> Plan {
        let mut session = Session {
            client: Some(Client { name: "Acme".to_owned(), alias: "Birch".to_owned(), ..Client::default() }),
            ..sample()
        };
        let action = |id: &str, key: &str, value: &str| Item::new(ItemId::new(id), key, value);
        session.stages[2].sheets[0].items = vec![
            action("a-1", "status", "done").with("owner", "p-1"),
            action("a-2", "due", "2026-03-01").with("owner", "Zoe"),
            action("a-3", "due", "2026-03-14").with("status", "dropped"),
            action("a-4", "due", "2026-03-14"),
        ];
        let alone = Session { id: uuid::Uuid::from_u128(2), ..sample() };
        Plan::of([&session, &alone], day("2026-03-12"))
    }

    fn shown(filter: &Filter) -> Vec<String> {
        plan().filtered(filter).entries.iter().map(|entry| entry.id.to_string()).collect()
    }

    #[test]
    fn an_empty_filter_shows_everything() {
        assert!(Filter::default().is_empty());
        assert_eq!(plan().filtered(&Filter::default()), plan());
    }

    #[test]
    fn each_part_of_a_filter_narrows_the_plan() {
        let all = Filter::default;
        let name = |name: &str| Some(name.to_owned());
        assert_eq!(shown(&Filter { client: name(""), ..all() }), ["g-1", "a-1"]);
        assert_eq!(shown(&Filter { client: name("Acme"), ..all() }), [""; 0], "only the alias is shown");
        assert_eq!(shown(&Filter { owner: name("Maria Lopez"), client: name("Birch"), ..all() }), ["g-1", "a-1"]);
        assert_eq!(shown(&Filter { owner: name(""), client: name("Birch"), ..all() }), ["a-3", "a-4"]);
        assert_eq!(shown(&Filter { state: Some(StateFilter::Done), ..all() }), ["a-1"]);
        assert_eq!(shown(&Filter { state: Some(StateFilter::Dropped), ..all() }), ["a-3"]);
        assert_eq!(shown(&Filter { due: Some(DueFilter::Late), ..all() }), ["a-2"]);
        assert_eq!(shown(&Filter { due: Some(DueFilter::Week), ..all() }), ["a-4"]);
        assert_eq!(shown(&Filter { due: Some(DueFilter::Never), client: name("Birch"), ..all() }), ["a-1"]);
        let open = Filter { state: Some(StateFilter::Open), client: name("Birch"), ..all() };
        assert_eq!(shown(&open), ["g-1", "a-2", "a-4"]);
    }

    #[test]
    fn clients_and_owners_are_sorted_and_stand_once() {
        assert_eq!(plan().clients(), ["", "Birch"]);
        assert_eq!(plan().owners(), ["", "Maria Lopez", "Zoe"]);
    }
}
