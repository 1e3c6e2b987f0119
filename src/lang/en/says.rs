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
    no_such_day: "That day does not exist. The text is kept.",
    skipped_hour: "The clocks skip that hour on that day. The text is kept.",
    bad_time: |word| format!("“{word}” isn’t a time I know. Try 9:30."),
    nearest: |word| format!("Did you mean {word}?"),
    not_a_number: |word| format!("“{word}” isn’t a number. Type digits, or leave it empty."),
    off_scale: |low, high| format!("Type a number from {low} to {high}."),
    not_a_choice: |word, choices| format!("“{word}” isn’t one of these: {choices}."),
    not_a_link: |word| format!("There is none called “{word}”. Type its number, or a piece of its name."),
    all_filled: "All of them have one by now. Empty the line, and enter goes on.",
    busy: |title| format!("Another window is running “{title}”. It is open here to read."),
    save_failed: |title, why, is_kept| {
        let nowhere = if is_kept { "" } else { " What is new is in no file yet." };
        format!("Couldn’t save “{title}”. {why}{nowhere}")
    },
    save_again: "Saving works again; everything is on disk.",
    added: |what| format!("added “{what}”"),
    changed: |what| format!("changed “{what}”"),
    moved: "moved",
    kept_draft: "Your half-typed line is back.",
    re_timed: "the minutes",
    prepared: "the preparation",
    recovered: |title| format!("“{title}” is back as it was when the program was cut off."),
    put_back: |title| format!("Somebody took the file of “{title}” away. Nothing is lost: it is written again."),
    joined: |title, clashes, key| match clashes {
        0 => format!("“{title}” was changed elsewhere too. Both are in it now."),
        1 => format!("“{title}” was changed elsewhere too. In one place both versions are kept: {key} to choose."),
        _ => {
            format!("“{title}” was changed elsewhere too. In {clashes} places both versions are kept: {key} to choose.")
        }
    },
    put_together: |title, more| match more {
        0 => format!(
            "“{title}” was found in several versions. They are put together; the copies go to the trash when it is saved."
        ),
        _ => format!(
            "“{title}” and {more} more were found in several versions. They are put together; the copies go to the trash when they are saved."
        ),
    },
    no_editor: "No editor is set. Set VISUAL or EDITOR, for example EDITOR=nano.",
    editor_failed: |why| format!("The editor did not work: {why} Your text is as it was."),
    only_to_read: "It is open to read here, so nothing was changed.",
    gone: "That is no longer there, so nothing was changed.",
    known_already: "This session is in your library already; that one is open now.",
    emptied: "Nothing is left of it. esc leaves it as it was; then d deletes it.",
    preparing_back: |title| format!("“{title}”, which you were preparing, is back."),
    unknown_word: |word, nearest| match nearest {
        Some(nearest) => format!("“{word}” isn’t a day I know. Did you mean {nearest}? The text is kept."),
        None => format!("“{word}” isn’t a day I know. Try fri, 13 mar or 2w — or leave it, the text is kept."),
    },
    no_words: "Nothing was typed, so nothing is kept.",
};
