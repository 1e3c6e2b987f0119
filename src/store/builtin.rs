//! The templates that come with the program, inside it.

/// Each template's id with the text of its file, in the order in which they are offered.
pub const SHIPPED: &[(&str, &str)] = &[
    ("strategic-session", include_str!("../../templates/strategic-session.json")),
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
