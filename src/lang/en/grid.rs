//! Grids, tables and ticks, in English.

use crate::lang::{Grid, number};

pub(super) const GRID: Grid = Grid {
    number: |digits| number::grouped(digits, "."),
    target: "aim",
    trend: "trend",
    change: "change",
    filled: |known, all| format!("{known} of {all} filled"),
    leads: "leads: it moves before the result does",
    lags: "lags: it shows what came of the work",
    another_measure: "another measure",
    goal_of: |n, all| format!("Goal {n} of {all}"),
    no_goal: "No goal yet",
    no_department: "no department",
    goal_left_out: "nobody yet",
    department_silent: "no word yet",
    nothing_said: "nothing said yet",
    cell: |department, goal| format!("{department} for “{goal}”"),
    ask_department: "Which department joins?",
    known_department: |name| format!("“{name}” is there already."),
    all_said: "Everyone has spoken for every goal.",
    ticked: |done, all| format!("{done} of {all}"),
    continues: |stage| format!("Goes on with what was said in “{stage}”."),
    step: |step, name| format!("{step} {name}"),
};
