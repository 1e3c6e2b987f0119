//! Every word that a person reads, in one struct: a language that lacks a text does not compile.

use chrono::{NaiveDate, NaiveTime};

pub mod en;
pub mod fr;
pub mod number;
mod told;

/// A fixed text.
type Text = &'static str;

/// A text that counts something.
type Counted = fn(usize) -> String;

/// A text that names something.
type Named = fn(&str) -> String;

/// A text that names a day.
type Dated = fn(NaiveDate) -> String;

macro_rules! sections {
    ($( $(#[$doc:meta])* $name:ident { $($key:ident: $kind:ty),* $(,)? } )*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name {
            $(#[doc = concat!("`", stringify!($key), "`")] pub $key: $kind,)*
        }
    )* };
}

sections! {
    /// Every text of one language.
    Texts {
        code: Text,
        keys: Keys,
        key_names: &'static [(&'static str, &'static str)],
        number: fn(f64) -> String,
        dates: Dates,
        frame: Frame,
        home: Home,
        welcome: Welcome,
        prepare: Prepare,
        trim: Trim,
        room: Room,
        prework: Prework,
        skeleton: Skeleton,
        settings: Settings,
        run: Run,
        follow: Follow,
        time: Time,
        settle: Settle,
        closing: Closing,
        plan: Plan,
        review: Review,
        find: Find,
        options: Options,
        detail: Detail,
        sheets: Sheets,
        grid: Grid,
        panel: Panel,
        says: Says,
        cli: Cli,
        told: fn(&str) -> String,
        report: Report,
        field: fn(&str) -> Text,
        word: fn(&str) -> Text,
    }

    /// What keys do, in one to four words each.
    Keys {
        open: Text, new_session: Text, read: Text, plan: Text, find: Text, change_preparation: Text, open_file: Text,
        delete_session: Text, quit: Text, choose_template: Text, next_field: Text, previous_field: Text,
        schedule: Text, fields: Text, save_for_later: Text, start_now: Text, more_minutes: Text,
        fewer_minutes: Text, trim: Text, settings: Text, edit_settings: Text, reorder_up: Text, reorder_down: Text, drop_stage: Text, add: Text, answers: Text,
        stop_typing: Text, keep: Text, new_line: Text, change: Text, answer: Text, details: Text,
        edit_outside: Text, done: Text, delete: Text, move_up: Text, move_down: Text, decide: Text,
        next_stage: Text, beside: Text, to_question: Text, next_question: Text, keep_and_go_on: Text, go_on: Text, next: Text, previous: Text, stages: Text, clock: Text, time_sheet: Text,
        private_note: Text, close_session: Text, style: Text, outcome_done: Text, outcome_kept: Text,
        outcome_split: Text, outcome_handed_over: Text, outcome_parked: Text, outcome_dropped: Text,
        choose: Text, back: Text, go_there: Text, two_versions: Text, keep_this: Text, five_more: Text, move_on: Text, share_out: Text,
        cut_stage: Text, end_later: Text, stop_clock: Text, started_at: Text, cut_this: Text, away_no: Text,
        away_yes: Text, back_unchanged: Text, close_anyway: Text, not_yet: Text, columns: Text, shorter: Text,
        longer: Text, zoom: Text, earlier: Text, later: Text, edit: Text, add_action: Text, view: Text,
        filter: Text, board: Text, list: Text, timeline: Text, people: Text, read_home: Text,
        filter_before: Text, filter_after: Text, filter_clear: Text, previous_stage: Text, take_up: Text,
        only: Text, do_it: Text, close: Text, park: Text, help: Text, suspend: Text, redraw: Text, first: Text,
        last: Text, page_up: Text, page_down: Text, undo: Text, redo: Text, leave: Text, filter_apply: Text, scroll_time: Text,
        minutes: Text, reorder: Text, earlier_later: Text, shorter_longer: Text,
        versions: Text, restore: Text, compare: Text, tick_short: Text, tick_simple: Text, tick_inspiring: Text,
        ranking: Text, lanes: Text, to_list: Text, score: Text, make_action: Text,
        present: Text, curtain: Text, hold: Text, show_this: Text, this_window: Text, end_presenting: Text,
        scene_before: Text, scene_after: Text, stop_presenting_here: Text,
        next_cell: Text, cells: Text, new_measure: Text, new_department: Text,
        reveal: Text, veto: Text, take_back: Text, later_on: Text, heavier: Text, lighter: Text, weight: Text,
        kind: Text, criteria: Text,
        remark: Text, take_along: Text, came_along: Text, prepare_next: Text,
    }

    /// Days and lengths of time.
    Dates {
        /* Wed 4 March 2026 */ long: Dated,
        /* Thu 12 March */ medium: Dated,
        /* 12 Mar */ short: Dated,
        /* Thu  5 */ weekday: Dated,
        /* March */ month: Dated,
        today: Text, tomorrow: Text, yesterday: Text,
        /* 9:30 */ time: fn(NaiveTime) -> String,
        /* 1 h 05 */ length: fn(u64) -> String,
    }

    /// What stands on every screen.
    Frame {
        too_small: Text, example: Text, example_short: Text, loading: Text, just_me: Text, no_owner: Text, no_date: Text,
        untitled: Text, more: Counted, here: Text, anywhere: Text, commands: Text, of: fn(usize, usize) -> String,
        nothing_found: Named, after_esc: Named, after_opening: Named, panicked: Named, panicked_safe: Text,
    }

    /// The list of sessions.
    Home {
        due_this_week: Counted, late: Counted, waiting: Counted, all_quiet: Text, sessions: Text, due_soon: Text,
        look_back: Text, ready: Text, paused_in: Named, running_in: Named, to_go: Named, stages_done: fn(usize, usize) -> String,
        unreadable: Counted, weeks_on: fn(u64, usize, usize) -> String, delete_sure: Named, deleted: Named,
        due_line: Counted, late_line: Counted, since: Named, goals: Text, next_action: Text,
    }

    /// The first screen of an empty library.
    Welcome {
        title: Text, lines: [Text; 3], start: Text, start_hint: Text, example: Text, example_hint: Text,
        open: Text, open_hint: Text, saved_in: Named, which_file: Text,
    }

    /// Preparing a session.
    Prepare {
        new_session: Text, choose: Text, stages: Counted, not_started: Text, template: Text, title: Text,
        client: Text, alias: Text, alias_hint: Text, when: Text, when_hint: Text, place: Text, people: Text, people_hint: Text,
        style: Text, schedule: Text, in_all: Named, slack: Text, done: Text, fixed: Text, fits: Counted,
        fits_exactly: Text, short_by: Counted, before: Text, linked: Named, no_earlier: Text,
        carried_over: Named, open_actions: Counted, parked_thoughts: Counted, stage: Text, took_last: fn(u64, u32) -> String,
        floor: fn(u32) -> String, style_names: [Text; 3], style_risks: [Text; 3],
        undated: Text, saved_undated: Named, saved_as_before: fn(&str, &str) -> String, unclear: Text, wrong_weekday: Named, ends_early: Text,
        /* Thu 12 March 2026, 9:30 – 12:00 */ span: fn(&str, &str, &str) -> String,
        shown_in: Named, quoted: Named, prepared: [Text; 3], takes_it: Text, dropped: Named,
    }

    /// Fitting a session to the time there is.
    Trim {
        deed: Text, deed_without: Named, done: Named, done_already: Text, too_long: fn(u64, &[&str]) -> String,
        much_too_long: fn(u64, u64) -> String, again: Text, unwritten: Text, hours_and_fit: fn(u32, u32) -> String,
        heads: [Text; 4], in_all: Text,
    }

    /// The form that people answer before a session, in the session's language, and what is said about it.
    Prework {
        /* the form */ title: Named, intro: Text, closing: Text, private: Text,
        answered: fn(&str, usize, usize) -> String, missing: Counted, remarks: fn(&str, usize) -> String, known: Text, unread: Text,
        no_mark: Named, no_session: Named, no_person: fn(&str, &str) -> String, nobody: Named, people: Named, gone: Named,
        other_session: fn(&str, &str) -> String, other_person: fn(&str, &str) -> String, closed: Named, nothing_to_ask: Named,
    }

    /// What a new template of one's own begins with.
    Skeleton {
        summary: Text, opening: Text, question: Text, work: Text, ask: Text, actions: Text, step: Text, closing: Text,
        takeaway: Text, next: Text,
    }

    /// What can be set.
    Settings {
        title: Text, look: Text, new_sessions: Text, files: Text, name: fn(&str) -> Text, word: fn(&str, &str) -> Text,
        from_terminal: Named, from_locale: Named, forced: Text, sessions: Text, samples: [Text; 5], states: [Text; 3], ratio: fn(&str, f64) -> String, preview: Text, at_once: Text, nothing_kept: Text,
    }

    /// Running a stage.
    Run {
        question: fn(usize, usize) -> String, parked: Text, for_you: Text, last_time: Named, your_notes: Text,
        left: fn(u32, u32) -> String, left_bold: fn(u32) -> String, two_minutes: Text, over: fn(u32) -> String, ends: Named, still_ends: Named,
        paused: Text, no_clock: Text, stage_of: fn(usize, &str) -> String, back_at: Named, break_hint: Text,
        park_title: Text, note_title: Text, paste_left: Text, paste_title: Named, paste_many: Counted, paste_one: Text,
        stages_title: Text, for_person: Named, next_field: Named, words: Counted,
        more_above: Counted, shift_was: Named, from_before: Named, slack_gone: fn(&str, u32, &str) -> String, park_nowhere: Text, park_where: Named, tick: Text, example: Named, changing: Text,         read_only: Text,     }

    /// The shared screen, and what the host is told about it.
    Room {
        title: Text, /* in the order of the scenes */ scenes: [Text; 8], sees: Named, blank: Text, held: Named,
        waiting: Text, gone: Text, unreadable: Text, help: Text, minutes_unit: Text, minutes: fn(u32) -> String,
        two_minutes: Text, one_minute: Text, time: Text, paused: Text, above: Counted, pause: Text, agenda: Text, plan: Text,
        no_plan: Text, no_dates: Text, closing: Text, meet_again: Named, with: Named, nothing_yet: Text,
        not_shared: Named, choose: Text, shown: Named, ended: Text, raised: Text,
        drawn: Text, held_now: Text, follows: Text, no_session: Text,
    }

    /// The promises of earlier sessions.
    Follow {
        none: Text, from: Named, carried: Counted, decide_title: Named, decided: Text, ask_note: Text, ask_date: Text,
        ask_parts: Text, ask_owner: Text, ask_park: Text, ask_reason: Text, reason_needed: Text, no_actions: Text, twice: Text,
        outcomes: [Text; 6], undecided: Counted,
    }

    /// The time sheet.
    Time {
        title: Text, on_time: fn(&str, u32) -> String, slack_covers: fn(&str, u32) -> String, late_by: fn(&str, u32, u32) -> String,
        plan: Text, now: Text, starts: Text, slack: Text, five_more: Text, share_out: Text, move_on: Text, cut: Text, end_later: Named,
        clock_off: Text, clock_on: Text, started_at: Text, unchanged: Text, cut_which: Text, started_ask: Text,
        too_short: fn(u32) -> String, too_short_cut: fn(u32, &str) -> String, nothing_to_share: Text,
        away: Counted, away_hint: Text, not_a_time: Named, preview: Text, preview_ask: Text,
    }

    /// Two versions of one field.
    Settle {
        title: Counted, waiting: fn(usize, &str) -> String, this: Text, nothing: Text, done: Text,
    }

    /// Closing a session.
    Closing {
        title: Text, missing: Text, no_actions: Text, no_owner: Counted, no_due: Counted, no_next: Text, promises: Counted,
        why: Text, closed: Text, saved_in: Named, nothing_missing: Text,
    }

    /// The action plan.
    Plan {
        title: Text, all: Text, board: Text, list: Text, timeline: Text, people: Text, now: Text, next: Text, later: Text,
        counts: fn(usize, usize, usize) -> String, goal: Text, project: Text, milestone: Text, action: Text, empty: Text, no_dates: Text,
        orphans: Text, childless: Text, late: Text, done: Text, dropped: Text, under_way: Text, planned: Text, open_of: fn(usize, usize) -> String,
        hours: Named, filter: Text, anyone: Text, every_client: Text, any_state: Text, any_due: Text, client: Text, owner: Text,
        state: Text, due: Text, states: [Text; 3], dues: [Text; 3], filtered: Text, add_title: Text, add_where: Named, moved: fn(&str, &str) -> String,
        dated: fn(&str, &str) -> String, marked_done: Named, marked_open: Named, nothing_later: Text, zoom: Text,
        first_step: Text, from: Named, carried: Counted, only_actions: Text, no_session: Text, added_later: Text, empty_at_first: Text,
        near: Dated, month: Dated, quarter: fn(u32) -> String, span: fn(NaiveDate, NaiveDate) -> String,
        added: fn(&str, &str) -> String, nothing_fits: Text, due_sign: Text,
    }

    /// Reading a session.
    Review {
        nothing: Text, decided: Text, actions: fn(usize, usize) -> String, closed_because: Named, planned_took: fn(u32, u64) -> String, take_up: Text, not_begun: Text, parked: Text, notes: Text, private: Text, prework: Text, remark: Text,
    }

    /// Find across everything.
    Find {
        title: Text, counts: fn(usize, usize) -> String, results: fn(usize, usize) -> String, kinds: [Text; 10], only: Named, type_words: Text, leads_to: Text, asked: Text, before: Text, answers: Text, actions: fn(usize, usize) -> String,
    }

    /// Alternatives, scored and decided.
    Options {
        each_alone: Text, by_myself: Text, counts: fn(usize, usize) -> String, hidden: Text, nothing: Text, through: Text,
        given: fn(usize, usize) -> String, not_begun: Text, compare: Text, turn: fn(&str, usize, usize) -> String,
        /* 1 hardly – 5 fully */ ends: fn(&str, &str) -> String, usual_ends: fn(&str) -> (Text, Text), less_is_better: Text,
        how: Text, veto: fn(&str, &str) -> String, weight: Text, of_100: Text, place: Text, /* 37 tenths: 3.7 */ tenths: fn(i64) -> String,
        leads: fn(&str, i64) -> String, close: fn(&str, &str, i64) -> String, tied: Named, alone: Named, nobody: Text, empty: Counted,
        too_many: Text, weight_flip: fn(&str, i64, i64, &str) -> String, no_weight_flip: Text,
        score_flip: fn(&str, &str, i64, &str) -> String, no_score_flip: Text, apart: fn(&str, &str, u8, u8) -> String,
        decided: Named, sure: fn(u64) -> String, no_score: Text, me: Text, thanks: fn(&str, &str) -> String, all_through: Text, score_of: Named,
        reveal: Text, revealed: Text, veto_ask: Named, vetoed: Named, lifted: Named, out: Named, decision: Text, kept_in: Named, how_sure: Text,
    }

    /// What is known already in a thread, and what becomes of it.
    Panel {
        /* by the word for what a panel shows: why there is nothing in it */ none: fn(&str) -> Text,
        /* by the name of a rule, with how often or by how many days it is broken */ rule: fn(&str, usize) -> String,
        /* by the name of a field, and what it holds */ field: fn(&str, &str) -> String,
        /* by the key of a field, with its number in words */ number: fn(&str, &str) -> String,
        sum: Text, month: Dated, sure: fn(Option<u64>, Option<u64>) -> String, score: fn(usize, usize, usize, usize, usize) -> String,
        empty: Text, not_begun: Text, here: Text, taken: Named, came_true: Named, happened: Named, how_sure: Named,
        to_action: Text, to_note: Text, let_go: Text, ask_action: Text, ask_note: Text, ask_reason: Text, ask_learned: Text,
        ask_sure: Text, came_along: Text, nothing_came: Text, unfinished: Counted, next_is: fn(&str, &str) -> String, reasons: [Text; 5],
    }

    /// Every field of a record.
    Detail { title: Named, empty: Text, none: Text }

    /// What is computed from answers.
    Sheets {
        aloud: Counted, lengths: [Text; 3], versions: Text, kept_versions: Counted, now: Text, undated: Text, last_time: Named,
        since: Named, same_as: Named, first_version: Text, restored: Text,
        /* in the order of the five questions */ missing: [Text; 8], smart: Text, empty_pillar: Named, percent: fn(u32) -> String,
        fill_role: Named, role_made: Named, role_known: Text, hours_in_all: Named, outside: fn(&str, usize, usize) -> String, away: Named,
        outside_short: fn(usize, usize) -> String, away_short: Counted, zone: fn(&str, &str) -> String,
        score: fn(&str) -> Text, type_score: fn(&str, &str, &str) -> String, ends: [Text; 2], standing: fn(&str, usize) -> String,
        no_lane: Text, empty_lane: Text, value: Text, place: Text, much: Named, little: Named, quadrants: [Text; 4],
    }

    /// Measures by period, goals by department, rows under columns, ticks.
    Grid {
        /* 12 500,5 */ number: Named,
        target: Text, trend: Text, change: Text, filled: fn(usize, usize) -> String, leads: Text, lags: Text,
        another_measure: Text, goal_of: fn(usize, usize) -> String, no_goal: Text, no_department: Text, goal_left_out: Text,
        department_silent: Text, nothing_said: Text, cell: fn(&str, &str) -> String, ask_department: Text, known_department: Named,
        all_said: Text, ticked: fn(usize, usize) -> String, continues: Named, step: fn(&str, &str) -> String,
    }

    /// What the commands say.
    Cli {
        next: Named, no_home: Text, no_sessions: Text, first_session: Text, list_heads: [Text; 6], plan_heads: [Text; 6], check_heads: [Text; 5],
        template_heads: [Text; 5], no_actions: Text, fine: Named, mend: Text, newer: Text, private: Counted, with: Named,
        closed_because: Named, another_folder: Text, nothing_written: Named, no_session: Named,
        several: fn(&str, &str) -> String, more: Counted, no_template: fn(&str, Option<&str>) -> String, yours: Text,
        at_least: fn(u32, u32) -> String, never_shortened: Text, bad_id: fn(&str, &str) -> String, copy_there: Named,
        change_copy: Named, not_written: Named, values: fn(&str, &str) -> String, usual: fn(&str, &str) -> String, keys: Text, place: fn(&str) -> Text, help_page: Text, open_elsewhere: fn(&str, &str) -> String, one_output: Text, not_empty: Named,
        clash: fn(&str, &str, &str, &str) -> String, of_session: Text, of_client: Text, of_horizon: Text, of_stage: Named,
        of_clock: Named, of_sheet: fn(&str, &str) -> String,
        help: &'static [(&'static str, &'static str)],
    }

    /// The report of a session.
    Report {
        kind: Text, own_kind: Text, warning: Text, lead: Named, lead_undated: Text, lead_ahead: Text, lead_under_way: Text, nothing: Text,
        client: Text, day: Text, place: Text, people: Text, horizon: Text, prepared_by: Text, span: fn(&str, &str) -> String,
        labelled: fn(&str, &str) -> String, and: Text, glance: Text, question: Text, shift: Text, decided: Text, next: Text,
        time: fn(&str, &str) -> String,
        measure: Text, from_to: fn(&str, &str) -> String, to: Named, from: Named, reached: Named,
        place_of: Text, points: Text, corner: Text, scores: Text, leads: fn(&str, &str) -> String, close: fn(&str, &str) -> String, tied: Text, ruled_out: Text,
        unscored: Text, who_scored: Text, weight: fn(&str, u8) -> String,
        instead_of: Text, sure: Text, look_again: Text, why: Text,
        plan: Text, what: Text, who: Text, by: Text, serves: Text, first_step: Text, state: Text, agreed: Text, earlier: Text,
        dates: Text, chart: fn(usize, &str, &str) -> String,
        /* milestone, action, project, goal, next session, review */ kinds: [Text; 6], readings: fn(&str, &str) -> String,
        parked: Text, takeaways: Text, afterwards: Text, verdict: Text, gain: Text, hours: Named, next_session: Text, support: Text,
        questions: Text, until: Named, rhythm: Text, own_system: Text,
        private: Text, notes: Text, coach: Text, before: Text, parked_alone: Text, closed_because: Text, foot: Text,
        /* the command */ refused: Text, there: Named,
    }

    /// What happened, in one sentence each.
    Says {
        deleted: Named, undone: Named, redone: Named, nothing_to_undo: Text, nothing_to_redo: Text, locked: Text,
        parked: Named, noted: Text, no_such_day: Text, skipped_hour: Text, bad_time: Named, nearest: Named, not_a_number: Named, off_scale: fn(u8, u8) -> String,
        not_a_choice: fn(&str, &str) -> String, not_a_link: Named, all_filled: Text, busy: Named, save_failed: fn(&str, &str, bool) -> String, save_again: Text,
        added: Named, changed: Named, moved: Text, kept_draft: Text, re_timed: Text, prepared: Text,         recovered: Named, joined: fn(&str, usize, &str) -> String, put_together: fn(&str, usize) -> String, put_back: Named, no_editor: Text, editor_failed: Named,         only_to_read: Text, gone: Text, preparing_back: Named, emptied: Text, known_already: Text, unknown_word: fn(&str, Option<&str>) -> String, no_words: Text,     }
}

impl Texts {
    /// The texts of a language by its code; English where the code is unknown.
    pub fn of(code: &str) -> &'static Self {
        if code == "fr" { &fr::TEXTS } else { &en::TEXTS }
    }
}

/// What a table calls this; empty where it has no name for it.
fn named(table: &[(&str, &'static str)], key: &str) -> &'static str {
    table.iter().find(|(known, _)| *known == key).map_or("", |(_, name)| name)
}
