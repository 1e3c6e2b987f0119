//! The words in English.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

use super::{Closing, Dates, Detail, Follow, Frame, Home, Prepare, Review, Run, Settle, Texts, Time, Welcome};

mod cli;
mod find;
mod grid;
mod keys;
mod options;
mod panel;
mod plan;
mod prework;
mod records;
mod report;
mod room;
mod says;
mod settings;
mod sheets;
mod skeleton;
mod trim;

/// English.
pub static TEXTS: Texts = Texts {
    code: "en",
    keys: keys::KEYS,
    key_names: &[],
    number: |value| value.to_string(),
    dates: Dates {
        long: |day| format!("{} {} {}", weekday(day), day.day(), day.format("%B %Y")),
        medium: |day| format!("{} {} {}", weekday(day), day.day(), day.format("%B")),
        short: |day| format!("{} {}", day.day(), day.format("%b")),
        weekday: |day| format!("{} {:>2}", weekday(day), day.day()),
        month: |day| day.format("%B").to_string(),
        today: "today",
        tomorrow: "tomorrow",
        yesterday: "yesterday",
        time: |time: NaiveTime| format!("{}:{:02}", time.hour(), time.minute()),
        length: |minutes| match (minutes / 60, minutes % 60) {
            (0, rest) => format!("{rest} min"),
            (hours, 0) => format!("{hours} h"),
            (hours, rest) => format!("{hours} h {rest:02}"),
        },
    },
    frame: Frame {
        too_small: "A little more room: 60 columns by 16 lines.",
        example: "EXAMPLE — nothing is kept",
        example_short: "EXAMPLE",
        loading: "Reading your sessions",
        just_me: "just me",
        no_owner: "no owner",
        no_date: "no date",
        untitled: "Untitled",
        more: |n| format!("{n} more"),
        here: "HERE",
        anywhere: "ANYWHERE",
        commands: "Commands",
        of: |n, all| format!("{n} of {all}"),
        nothing_found: |words| format!("Nothing with “{words}”."),
        after_esc: |key| format!("esc, then {key}"),
        after_opening: |key| format!("open it, then {key}"),
        panicked: |what| format!("offsite stopped because of a mistake of its own: {what}"),
        panicked_safe: "Everything you typed is saved. Start it again to go on; a report of what you did helps to mend it.",
    },
    home: Home {
        due_this_week: |n| counted(n, "One action is due this week.", "actions are due this week."),
        late: |n| counted(n, "One action is late.", "actions are late."),
        waiting: |n| counted(n, "One session is waiting for you.", "sessions are waiting for you."),
        all_quiet: "Nothing is due this week.",
        sessions: "SESSIONS",
        due_soon: "DUE SOON",
        look_back: "WORTH A LOOK BACK",
        ready: "ready",
        paused_in: |stage| format!("paused in {stage}"),
        running_in: |stage| format!("in {stage}"),
        to_go: |length| format!("{length} to go"),
        stages_done: |done, all| format!("{done} of {all}"),
        unreadable: |n| counted(n, "One file needs a look.", "files need a look."),
        weeks_on: |weeks, done, all| format!("{weeks} weeks on, {done} of {all} done — ten minutes is enough"),
        delete_sure: |title| format!("Press d again to put “{title}” in the trash folder."),
        deleted: |title| {
            format!("“{title}” is in the folder trash now, beside your sessions; it can be moved back from there.")
        },
        due_line: |n| format!("{n} due this week"),
        late_line: |n| format!("{n} late"),
        since: |day| format!("since {day}"),
        goals: "GOALS",
        next_action: "NEXT ACTION",
    },
    welcome: Welcome {
        title: "A quiet place to plan the next while.",
        lines: [
            "Answer a few good questions, one stage at a time, and leave",
            "with a plan you can act on. Everything stays in plain files",
            "on this machine.",
        ],
        start: "Start a session",
        start_hint: "pick a template, about a minute",
        example: "Look around an example",
        example_hint: "a year of sessions, nothing is kept",
        open: "Open a file",
        open_hint: "a session someone sent you",
        saved_in: |folder| format!("Sessions will be saved in {folder}"),
        which_file: "Which file?",
    },
    prepare: PREPARE,
    room: room::ROOM,
    trim: trim::TRIM,
    prework: prework::PREWORK,
    skeleton: skeleton::SKELETON,
    settings: settings::SETTINGS,
    run: RUN,
    follow: FOLLOW,
    time: TIME,
    settle: Settle {
        title: |left| match left {
            0 => "Which one stays?".to_owned(),
            _ => format!("Which one stays? {left} more to choose"),
        },
        waiting: |count, key| match count {
            1 => format!("In one place two versions are kept: {key} to choose."),
            _ => format!("In {count} places two versions are kept: {key} to choose."),
        },
        this: "This session",
        nothing: "nothing",
        done: "All settled.",
    },
    closing: Closing {
        title: "Close the session",
        missing: "Before you go, this is still missing:",
        no_actions: "There is no action. Planning without action is playing.",
        no_owner: |n| counted(n, "One action has no owner.", "actions have no owner."),
        no_due: |n| counted(n, "One action has no date.", "actions have no date."),
        no_next: "Nobody has said when you meet again.",
        promises: |n| counted(n, "One earlier promise was not looked at.", "earlier promises were not looked at."),
        why: "Close anyway? Say why, in a few words.",
        closed: "The session is closed.",
        saved_in: |path| format!("Everything you just wrote is in {path}"),
        nothing_missing: "Nothing is missing.",
    },
    plan: plan::PLAN,
    review: Review {
        nothing: "Nothing was said here.",
        decided: "What was decided about earlier promises",
        actions: |done, all| format!("{done} of {all} actions done"),
        closed_because: |why| format!("Closed although something was missing: {why}"),
        planned_took: |planned, took| format!("{took} min of {planned}"),
        take_up: "Take this session up again",
        not_begun: "not begun",
        parked: "Parked",
        notes: "Your notes",
        private: "private",
        prework: "Before the session",
        remark: "Beside the questions",
    },
    find: find::FIND,
    options: options::OPTIONS,
    detail: Detail { title: |what| format!("Details: {what}"), empty: "empty", none: "This has no further details." },
    sheets: sheets::SHEETS,
    grid: grid::GRID,
    panel: panel::PANEL,
    says: says::SAYS,
    cli: cli::CLI,
    told: str::to_owned,
    report: report::REPORT,
    field: records::field,
    word: records::word,
};

const PREPARE: Prepare = Prepare {
    new_session: "New session",
    choose: "What kind of session will it be?",
    stages: |n| counted(n, "1 stage", "stages"),
    not_started: "not started",
    template: "Template",
    title: "Title",
    client: "For",
    alias: "Shown as",
    alias_hint: "another name for the room",
    when: "When",
    when_hint: "next thu 9:30",
    place: "Where",
    people: "People",
    people_hint: "Maria, Jonas, me",
    style: "Your style",
    schedule: "SCHEDULE",
    in_all: |length| format!("{length} in all"),
    slack: "Slack",
    done: "done",
    fixed: "fixed",
    fits: |n| format!("It fits, with {} to spare.", minutes(n)),
    fits_exactly: "It fits exactly.",
    short_by: |n| format!("It does not fit, by {}. T fits it, or drop a stage with d.", minutes(n)),
    before: "BEFORE YOU START",
    linked: |title| format!("Last session is linked: {title}"),
    no_earlier: "The first session of this thread",
    carried_over: |title| format!("CARRIED OVER FROM {}", title.to_uppercase()),
    open_actions: |n| counted(n, "1 open action", "open actions"),
    parked_thoughts: |n| counted(n, "1 parked thought", "parked thoughts"),
    stage: "STAGE",
    took_last: |took, plan| format!("Took {took} min last time, you plan {plan}."),
    floor: |n| format!("at least {n}"),
    undated: "the times count from now",
    saved_as_before: |words, day| format!("Saved for {day}, as before: “{words}” isn’t a day I know."),
    saved_undated: |words| format!("Saved without a date: “{words}” isn’t one I know."),
    unclear: "These words don’t name one day together. Try fri, 13 mar or 2w. The text is kept.",
    wrong_weekday: |day| format!("That day is {day}. Leave out one of the two. The text is kept."),
    ends_early: "The end is not after the start. The text is kept.",
    span: |day, from, to| format!("{day}, {from} – {to}"),
    shown_in: |stage| format!("will be shown in {stage}"),
    quoted: |words| format!("“{words}”"),
    prepared: ["Prepared", "Partly", "Not yet"],
    takes_it: "arrow right takes it",
    dropped: |stage| format!("dropped “{stage}”"),
    style_names: ["blank sheet", "strategist", "expert"],
    style_risks: [
        "only open questions; weak for a team that is still growing",
        "hints on method; pressure can silence people",
        "your own experience, marked as such; only one model may seem right",
    ],
};

const RUN: Run = Run {
    question: |n, all| format!("Question {n} of {all}"),
    parked: "PARKED",
    for_you: "FOR YOU",
    last_time: |title| format!("LAST TIME ({title})"),
    your_notes: "YOUR NOTES",
    left: |_, of| format!("left of {of}"),
    left_bold: |n| format!("{n} min"),
    two_minutes: "two minutes",
    over: |n| format!("{n} min over"),
    ends: |at| format!("ends {at}"),
    still_ends: |at| format!("still ends {at}"),
    paused: "paused",
    no_clock: "no clock",
    stage_of: |all, title| format!("of {all} · {title}"),
    back_at: |at| format!("Back at {at}"),
    break_hint: "Enter goes on when everyone is back.",
    park_title: "Park a thought",
    note_title: "A note for you alone",
    paste_left: "The pasted lines were let go.",
    paste_title: |n| format!("You pasted {n} lines"),
    paste_many: |n| format!("Keep as {n} items"),
    paste_one: "Keep as one",
    stages_title: "Stages",
    for_person: |name| format!("for {name}"),
    next_field: |field| format!("next: {field}"),
    words: |n| counted(n, "1 word", "words"),
    slack_gone: |stage, n, key| format!("{stage} is {n} min over: {key} to decide, or carry on."),
    more_above: |n| format!("{n} more above"),
    shift_was: |shift| format!("You named: {shift}"),
    from_before: |title| format!("FROM {}", title.to_uppercase()),
    tick: "a number ticks it, or takes the tick away",
    park_where: |session| format!("It is kept in {session}."),
    park_nowhere: "There is no session to park it in. Start one first.",
    example: |text| format!("e.g. {text}"),
    changing: "changing",
    read_only: "open to read",
};

const FOLLOW: Follow = Follow {
    none: "No open promises from earlier sessions. Enter goes on.",
    from: |title| format!("from {title}"),
    carried: |n| counted(n, "kept once", "times kept"),
    decide_title: |what| format!("What becomes of “{what}”?"),
    decided: "decided",
    ask_note: "What did it change? Hours or money won a month, if you know: 3h 500",
    ask_date: "By when now?",
    ask_parts: "Into which parts? Separate them with ;",
    ask_owner: "To whom?",
    ask_park: "What should be remembered?",
    ask_reason: "Why is it let go?",
    no_actions: "This session has no stage for actions, so the parts have no place. Choose another way.",
    reason_needed: "A reason helps whoever reads this in a year. One word is enough.",
    twice: "Kept twice already: split it, hand it over or let it go.",
    outcomes: ["done", "kept", "split", "handed over", "parked", "dropped"],
    undecided: |n| counted(n, "1 to decide", "to decide"),
};

const TIME: Time = Time {
    title: "Time",
    on_time: |stage, left| format!("{stage} has {left} min left. Nothing is late."),
    slack_covers: |stage, over| {
        format!("{stage} is {} over. Slack covers it, nothing is late.", minutes(over as usize))
    },
    late_by: |stage, over, late| {
        format!("{stage} is {} over, the end moves by {}.", minutes(over as usize), minutes(late as usize))
    },
    plan: "plan",
    now: "now",
    starts: "starts",
    slack: "Slack",
    five_more: "5 more minutes here",
    share_out: "share it out over the rest",
    move_on: "move on now",
    cut: "cut a stage",
    end_later: |at| format!("end later, at {at}"),
    clock_off: "stop the clock",
    clock_on: "use the clock again",
    started_at: "correct the start",
    unchanged: "Nothing changes unless you choose.",
    cut_which: "Which stage can go?",
    started_ask: "When did this stage really start?",
    too_short: |by| format!("It does not fit by {}, even at the floors.", minutes(by as usize)),
    too_short_cut: |by, stage| format!("It does not fit by {}. Cutting {stage} would do.", minutes(by as usize)),
    nothing_to_share: "Nothing is late, so there is nothing to share out.",
    away: |n| format!("You were away {}. Count them?", minutes(n)),
    away_hint: "Left out, the stage has as much time left as before.",
    not_a_time: |words| {
        format!("It can’t have started at “{words}”. Try a time between the stage before and now, like 9:40.")
    },
    preview: "then",
    preview_ask: "This is how it would be. Enter does it; u takes it back.",
};

fn weekday(day: NaiveDate) -> String {
    day.format("%a").to_string()
}

fn minutes(n: usize) -> String {
    counted(n, "1 minute", "minutes")
}

fn counted(n: usize, one: &str, many: &str) -> String {
    match n {
        1 => one.to_owned(),
        n => format!("{n} {many}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_lengths_read_as_people_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
        assert_eq!((TEXTS.dates.long)(day), "Thu 5 March 2026");
        assert_eq!((TEXTS.dates.weekday)(day), "Thu  5");
        assert_eq!((TEXTS.dates.length)(65), "1 h 05");
        assert_eq!((TEXTS.dates.length)(25), "25 min");
    }
}
