//! Fitting a session to the time there is, in French.

use crate::lang::Trim;

pub(super) const TRIM: Trim = Trim {
    deed: "le réglage sur le temps disponible",
    deed_without: |stages| format!("le réglage sur le temps disponible, sans {stages}"),
    done: |length| format!("Réglé sur {length}. u revient en arrière."),
    done_already: "La séance remplit déjà le temps disponible.",
    too_long: |by, stages| format!("{}, même aux minimums. Sans {}, tout tient.", missing(by), listed(stages)),
    much_too_long: |by, least| {
        format!("{}, même aux minimums. Ce qui ne peut pas sauter prend {least} min.", missing(by))
    },
    again: "T encore une fois les enlève.",
    unwritten: "Rien n’a été écrit.",
    hours_and_fit: |hours, fit| {
        format!("D’une heure à l’autre, il y a {hours} min, et --fit dit {fit}. Retirez l’un des deux.")
    },
    heads: ["ÉTAPE", "MIN", "D’ORDINAIRE", "AU MOINS"],
    in_all: "En tout",
};

fn missing(by: u64) -> String {
    if by == 1 { "Il manque 1 minute".to_owned() } else { format!("Il manque {by} minutes") }
}

/// « A », « B » et « C ».
fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("« {name} »")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} et {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
