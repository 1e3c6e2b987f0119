//! Grids, tables and ticks, in French.

use crate::lang::{Grid, number};

pub(super) const GRID: Grid = Grid {
    number: |digits| number::grouped(digits, ","),
    target: "cible",
    trend: "courbe",
    change: "écart",
    filled: |known, all| format!("{known} sur {all} remplis"),
    leads: "annonce : il bouge avant le résultat",
    lags: "constate : il montre ce que le travail a donné",
    another_measure: "un autre indicateur",
    goal_of: |n, all| format!("Objectif {n} sur {all}"),
    no_goal: "Pas encore d’objectif",
    no_department: "aucun service",
    goal_left_out: "personne encore",
    department_silent: "pas encore un mot",
    nothing_said: "rien encore",
    cell: |department, goal| format!("{department} pour « {goal} »"),
    ask_department: "Quel service se joint à vous ?",
    known_department: |name| format!("« {name} » y est déjà."),
    all_said: "Chacun a parlé pour chaque objectif.",
    ticked: |done, all| format!("{done} sur {all}"),
    continues: |stage| format!("Reprend ce qui a été dit dans « {stage} »."),
    step: |step, name| format!("{step} {name}"),
};
