//! What the commands say, in English.

use crate::lang::Cli;

pub(super) const CLI: Cli = Cli {
    next: |command| format!("Next: {command}"),
    no_home: "There is no home folder to keep sessions in. Nothing was changed. Set HOME to a folder of yours.",
    no_sessions: "No sessions yet.",
    first_session: "offsite new --template strategic-session --title \"Spring offsite\"",
    list_heads: ["STATE", "TITLE", "CLIENT", "DAY", "ACTIONS", "FILE"],
    plan_heads: ["DUE", "STATE", "ACTION", "OWNER", "CLIENT", "SESSION"],
    check_heads: ["WHAT", "WRONG", "OWNER", "CLIENT", "SESSION"],
    template_heads: ["ID", "MIN", "AT LEAST", "STAGES", "TITLE"],
    no_actions: "No actions here. They grow in the stages of a session.",
    fine: |path| format!("{path}: fine"),
    mend: "mend those lines in an editor, then check again",
    newer: "Written by a newer offsite: open to read.",
    private: |n| format!("Private and not printed here: {n}. All of it is in the file."),
    with: |people| format!("With {people}"),
    closed_because: |why| format!("Closed because: {why}"),
    another_folder: "Choose another folder with --dir to begin there.",
    nothing_written: |why| format!("{why} Nothing was written."),
    no_session: |name| format!("No session is called “{name}”. offsite list shows them all."),
    several: |name, each| format!("Several sessions fit “{name}”. Say more of the name, or the id:{each}"),
    more: |n| format!("and {n} more"),
    no_template: |id, nearest| {
        let guess = nearest.map(|nearest| format!(" Did you mean “{nearest}”?")).unwrap_or_default();
        format!("No template is called “{id}”.{guess} offsite templates lists them all.")
    },
    yours: "yours",
    at_least: |minutes, floor| format!("{minutes} min, at least {floor}"),
    never_shortened: "never shortened",
    bad_id: |id, better| format!("“{id}” cannot be an id. Write it with small letters, digits and hyphens: {better}"),
    copy_there: |path| format!("{path} is there already and was left as it is. Choose another id."),
    change_copy: |path| format!("change it in an editor, then offsite templates check {path}"),
    not_written: |why| format!("A session could not be written: {why}."),
    values: |help, values| format!("{help} [possible values: {values}]"),
    usual: |help, usual| format!("{help} [default: {usual}]"),
    help_page: "{before-help}{about-with-newline}\n{usage-heading} {usage}\n\n{all-args}{after-help}",
    keys: "KEYS",
    place: |_| "",
    open_elsewhere: |title, word| {
        format!(
            "“{title}” is open in another window. Nothing was changed. Close it there, or read it with: offsite show {word}"
        )
    },
    one_output: "--json and --output - both want the standard output. Nothing was written; leave one out.",
    not_empty: |path| format!("{path} is not empty. Nothing was written. Name another folder."),
    clash: |key, whose, kept, beside| {
        format!("“{key}” of {whose} was changed in both: “{kept}” is kept, and “{beside}” beside it.")
    },
    of_session: "the session",
    of_client: "the client",
    of_horizon: "the horizon",
    of_stage: |stage| format!("the stage “{stage}”"),
    of_clock: |stage| format!("the clock of “{stage}”"),
    of_sheet: |sheet, stage| format!("the sheet “{sheet}” of “{stage}”"),
    help: &[],
};
