//! The plan as a tree: goal, project, milestone, action, with what hangs on nothing shown last.

use std::collections::HashMap;

use super::{Entry, EntryKind, Link, Plan};

/// One row of the tree.
#[derive(Clone, Debug, PartialEq)]
pub enum Row<'a> {
    /// An entry, this many steps in.
    Entry {
        /// The entry.
        entry: &'a Entry,
        /// 0 for a goal or an orphan's heading.
        depth: usize,
        /// A goal or project under which there is no action, however deep.
        is_childless: bool,
    },
    /// The heading above what serves no goal.
    Orphans,
}

/// All rows, from the first goal to the last orphan.
pub fn rows(plan: &Plan) -> Vec<Row<'_>> {
    let mut children: HashMap<Link, Vec<&Entry>> = HashMap::new();
    let mut roots = Vec::new();
    let mut orphans = Vec::new();
    for entry in &plan.entries {
        match plan.parent(entry) {
            Some(parent) => children.entry(parent.link()).or_default().push(entry),
            None if entry.kind == EntryKind::Goal => roots.push(entry),
            None => orphans.push(entry),
        }
    }
    for list in children.values_mut().chain([&mut orphans]) {
        list.sort_by_key(|entry| (entry.kind == EntryKind::Action, entry.kind, entry.due.is_none(), entry.due));
    }
    let mut rows = Vec::with_capacity(plan.entries.len() + 1);
    for root in roots {
        descend(root, 0, &children, &mut rows);
    }
    if !orphans.is_empty() {
        rows.push(Row::Orphans);
        for orphan in orphans {
            descend(orphan, 1, &children, &mut rows);
        }
    }
    rows
}

/// Parents are always of a kind above, so the way down ends after four steps.
fn descend<'a>(entry: &'a Entry, depth: usize, children: &HashMap<Link, Vec<&'a Entry>>, rows: &mut Vec<Row<'a>>) {
    let below = children.get(&entry.link()).map_or(&[][..], Vec::as_slice);
    let is_parent = matches!(entry.kind, EntryKind::Goal | EntryKind::Project);
    rows.push(Row::Entry { entry, depth, is_childless: is_parent && !has_action(entry, children) });
    for child in below {
        descend(child, depth + 1, children, rows);
    }
}

fn has_action(entry: &Entry, children: &HashMap<Link, Vec<&Entry>>) -> bool {
    let mut below = children.get(&entry.link()).into_iter().flatten();
    below.any(|child| child.kind == EntryKind::Action || has_action(child, children))
}

impl Plan {
    /// What an entry hangs on: its project, else its goal; never something of its own kind or below.
    fn parent(&self, entry: &Entry) -> Option<&Entry> {
        let project = self.project_of(entry).filter(|parent| parent.kind < entry.kind);
        project
            .or_else(|| entry.goal.as_ref().and_then(|link| self.entry(link)).filter(|parent| parent.kind < entry.kind))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::model::session::Session;
    use crate::model::strategies::{day, sample};

    /// A session with these sheets in one stage.
    fn session(sheets: &Value) -> Session {
        let mut file = serde_json::to_value(sample()).unwrap();
        let sheet = |(kind, items): (&String, &Value)| json!({ "id": kind, "kind": kind, "items": items });
        let sheets: Vec<Value> = sheets.as_object().unwrap().iter().map(sheet).collect();
        file["stages"] = json!([{ "id": "s", "title": "s", "minutes": 5, "at_least": 5, "sheets": sheets }]);
        serde_json::from_value(file).unwrap()
    }

    fn drawn(session: &Session) -> Vec<String> {
        let line = |row: Row<'_>| match row {
            Row::Entry { entry, depth, is_childless } => {
                format!("{}{}{}", "  ".repeat(depth), entry.id, if is_childless { " !" } else { "" })
            }
            Row::Orphans => "orphans".to_owned(),
        };
        rows(&Plan::of([session], day("2026-03-12"))).into_iter().map(line).collect()
    }

    #[test]
    fn everything_hangs_below_what_it_serves_and_the_rest_comes_last() {
        let session = session(&json!({
            "actions": [
                { "id": "a-1", "project": "j-1" },
                { "id": "a-2", "goal": "g-1" },
                { "id": "a-3", "goal": "g-9" },
                { "id": "a-4", "project": "j-2", "due": "2026-03-20" }
            ],
            "milestones": [{ "id": "m-1", "project": "j-1" }],
            "projects": [{ "id": "j-1", "goal": "g-1" }, { "id": "j-2" }, { "id": "j-3", "goal": "g-2" }],
            "goals": [{ "id": "g-1" }, { "id": "g-2" }]
        }));
        assert_eq!(
            drawn(&session),
            ["g-1", "  j-1", "    m-1", "    a-1", "  a-2", "g-2 !", "  j-3 !", "orphans", "  j-2", "    a-4", "  a-3",]
        );
    }

    #[test]
    fn links_that_run_in_a_circle_or_upwards_make_orphans_and_no_loop() {
        let session = session(&json!({
            "goals": [{ "id": "g-1", "goal": "g-1", "project": "j-1" }],
            "projects": [{ "id": "j-1", "goal": "j-2" }, { "id": "j-2", "goal": "j-1" }]
        }));
        assert_eq!(drawn(&session), ["g-1 !", "orphans", "  j-1 !", "  j-2 !"]);
    }

    #[test]
    fn without_orphans_there_is_no_heading_for_them() {
        assert_eq!(drawn(&sample()), ["g-1", "  a-1"]);
    }
}
