//! The plan by people: what each has promised, how much of it is late, and the hours and money it takes.

use std::collections::BTreeMap;

use super::filter::Filter;
use super::{EntryKind, Plan};
use crate::model::owners;

/// What one person has promised.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Load {
    /// The person; empty for what nobody has.
    pub owner: String,
    /// The open actions as places in [`Plan::entries`], the soonest first, those without a day last.
    pub open: Vec<usize>,
    /// How many actions there are, finished ones included.
    pub all: usize,
    /// How many open ones should have been done.
    pub late: usize,
    /// Hours of work in the open ones.
    pub hours: f64,
    /// Money in the open ones.
    pub money: f64,
    /// How many open ones lie outside the zone of genius.
    pub outside: usize,
    /// In how many open ones the person was named without being in the room.
    pub away: usize,
}

impl Load {
    /// Whether more than half of the open actions lie outside the zone of genius.
    pub fn is_misplaced(&self) -> bool {
        owners::is_most(self.outside, self.open.len())
    }

    /// Whether there is something to be said about the person.
    pub fn has_warning(&self) -> bool {
        self.is_misplaced() || self.away > 0
    }
}

impl Plan {
    /// Who has promised what, by name; what nobody has comes last. People whose actions are all finished are left out.
    pub fn loads(&self, filter: &Filter) -> Vec<Load> {
        let mut loads: BTreeMap<(bool, String, &str), Load> = BTreeMap::new();
        let actions = self.entries.iter().enumerate().filter(|(_, entry)| entry.kind == EntryKind::Action);
        for (place, entry) in actions.filter(|(_, entry)| filter.shows(entry, self)) {
            let name = entry.owner.as_str();
            let load = loads.entry((name.is_empty(), name.to_lowercase(), name)).or_default();
            load.all += 1;
            if entry.status.is_open() {
                load.open.push(place);
                load.late += usize::from(entry.is_late(self.today));
                load.hours += entry.effort_hours.unwrap_or(0.0);
                load.money += entry.cost.unwrap_or(0.0);
                load.outside += usize::from(entry.is_outside);
                load.away += usize::from(entry.is_away);
            }
        }
        let due = |&place: &usize| self.entries.get(place).map(|entry| (entry.due.is_none(), entry.due));
        let finish = |((.., name), mut load): ((bool, String, &str), Load)| {
            load.open.sort_by_key(due);
            Load { owner: name.to_owned(), ..load }
        };
        loads.into_iter().map(finish).filter(|load| !load.open.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::model::id::IdSource;
    use crate::model::template::Template;

    #[test]
    fn open_actions_are_summed_for_each_owner_and_nobody_comes_last() {
        let template: Template =
            serde_json::from_str(include_str!("../../../templates/strategic-session.json")).unwrap();
        let now = DateTime::parse_from_rfc3339("2026-03-04T10:00:00+01:00").unwrap();
        let mut session = template.session("en", &mut IdSource::new(1), now);
        let items = r#"[
            {"id":"a-1","text":"a","due":"2026-04-01"},
            {"id":"a-2","text":"b","owner":"maria","due":"2026-04-01","effort_hours":2.5,"cost":100},
            {"id":"a-3","text":"c","owner":"maria","due":"2026-03-01","effort_hours":4,"in_zone":false},
            {"id":"a-4","text":"d","owner":"maria","status":"done","effort_hours":40},
            {"id":"a-5","text":"e","owner":"Jonas","status":"done"},
            {"id":"a-6","text":"f","owner":"Lea"}
        ]"#;
        let mut sheets = session.stages.iter_mut().flat_map(|stage| &mut stage.sheets);
        sheets.find(|sheet| sheet.id == "actions").unwrap().items = serde_json::from_str(items).unwrap();
        let plan = Plan::of([&session], now.date_naive());
        let loads = plan.loads(&Filter::default());
        let owners: Vec<_> = loads.iter().map(|load| load.owner.as_str()).collect();
        assert_eq!(owners, ["Lea", "maria", ""]);
        let maria = &loads[1];
        let ids: Vec<_> = maria.open.iter().map(|&place| plan.entries[place].id.as_str()).collect();
        assert_eq!(ids, ["a-3", "a-2"]);
        assert_eq!((maria.all, maria.late, maria.outside, maria.away), (3, 1, 1, 0));
        assert!((maria.hours - 6.5).abs() < 1e-9 && (maria.money - 100.0).abs() < 1e-9);
    }
}
