//! What happened, in English.

use crate::lang::Says;

pub(super) const SAYS: Says = Says {
    deleted: |what| format!("Deleted “{what}”. u brings it back."),
    undone: |what| format!("Undone: {what}. U makes it again."),
    redone: |what| format!("Made again: {what}."),
    nothing_to_undo: "Nothing to undo.",
    nothing_to_redo: "Nothing to make again.",
    locked: "This session is closed: what was said in it stays. News of its actions can be added in the plan.",
    parked: |what| format!("Parked “{what}”."),
    noted: "Noted, for you alone.",
    unknown_day: |word| format!("“{word}” isn’t a day I know. Try fri, 13 mar or 2w — or leave it, the text is kept."),
    no_such_day: "That day does not exist. The text is kept.",
    bad_time: |word| format!("“{word}” isn’t a time I know. Try 9:30."),
    nearest: |word| format!("Did you mean {word}?"),
    not_a_number: |word| format!("“{word}” isn’t a number. Type digits, or leave it empty."),
    off_scale: |low, high| format!("A number from {low} to {high}, please."),
    not_a_choice: |word, choices| format!("“{word}” isn’t one of these: {choices}."),
    busy: |title| format!("Another window is running “{title}”. It is open here to read."),
    save_failed: |title, why| format!("Couldn’t save “{title}”. {why}"),
    save_again: "Saving works again; everything is on disk.",
    added: |what| format!("added “{what}”"),
    changed: |what| format!("changed “{what}”"),
    moved: "moved",
    saved: |path| format!("Saved in {path}"),
    read_only_newer: "This file was written by a newer offsite. It is open to read; update to change it.",
    kept_draft: "Your half-typed line is back.",
    text_kept: "The text is kept.",
    re_timed: "the minutes",
    prepared: "the preparation",
    already_done: "done",
    not_found_file: |path| format!("There is no file at {path}. Check the name."),
    outside: |title, rescue| {
        format!("“{title}” changed outside offsite. Theirs is untouched; yours is safe in {rescue}.")
    },
    no_editor: "No editor is set. Set VISUAL or EDITOR, for example EDITOR=nano.",
    editor_failed: |why| format!("The editor did not work: {why} Your text is as it was."),
    started: |stage| format!("{stage} has begun."),
    could_not_open: |why| format!("Couldn’t open it: {why}"),
    field_empty: |field| format!("{field} is empty."),
    unknown_word: |word, nearest| match nearest {
        Some(nearest) => format!("“{word}” isn’t a day I know. Did you mean {nearest}? The text is kept."),
        None => format!("“{word}” isn’t a day I know. Try fri, 13 mar or 2w — or leave it, the text is kept."),
    },
    no_words: "Nothing was typed, so nothing is kept.",
    after_first: |path| format!("Everything you just wrote is in {path}"),
};
