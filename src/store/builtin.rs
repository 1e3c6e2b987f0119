//! The templates that come with the program, inside it.

/// Each template's id with the text of its file, in the order in which they are offered.
pub const SHIPPED: &[(&str, &str)] = &[
    ("strategic-session", include_str!("../../templates/strategic-session.json")),
    ("halfday-process", include_str!("../../templates/halfday-process.json")),
    ("halfday-adviser", include_str!("../../templates/halfday-adviser.json")),
    ("halfday-customer", include_str!("../../templates/halfday-customer.json")),
    ("halfday-vision", include_str!("../../templates/halfday-vision.json")),
    ("halfday-objections", include_str!("../../templates/halfday-objections.json")),
    ("halfday-open", include_str!("../../templates/halfday-open.json")),
    ("adhoc-90", include_str!("../../templates/adhoc-90.json")),
    ("client-intensive", include_str!("../../templates/client-intensive.json")),
    ("client-regroup", include_str!("../../templates/client-regroup.json")),
    ("sprint", include_str!("../../templates/sprint.json")),
    ("prework-bilan", include_str!("../../templates/prework-bilan.json")),
    ("prework-zone", include_str!("../../templates/prework-zone.json")),
    ("strategic-planning", include_str!("../../templates/strategic-planning.json")),
    ("strategy-update", include_str!("../../templates/strategy-update.json")),
    ("strategic-decision", include_str!("../../templates/strategic-decision.json")),
    ("strategic-assessment", include_str!("../../templates/strategic-assessment.json")),
    ("alignment", include_str!("../../templates/alignment.json")),
    ("monthly-checkin", include_str!("../../templates/monthly-checkin.json")),
    ("annual-review", include_str!("../../templates/annual-review.json")),
    ("tracker", include_str!("../../templates/tracker.json")),
    ("blank", include_str!("../../templates/blank.json")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    #[test]
    fn every_file_in_the_folder_is_in_the_table_and_named_by_its_id() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let files: BTreeSet<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        let table: BTreeSet<String> = SHIPPED.iter().map(|(id, _)| format!("{id}.json")).collect();
        assert_eq!(files, table);
    }
}
