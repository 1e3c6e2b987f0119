//! What is computed from answers, in French.

use crate::lang::Sheets;

pub(super) const SHEETS: Sheets = Sheets {
    aloud: |n| counted(n, "1 seconde à voix haute", "secondes à voix haute"),
    lengths: ["court : un souffle", "moyen : une demi-minute", "long : à lire, pas à dire"],
    versions: "Versions",
    kept_versions: |n| counted(n, "1 version", "versions"),
    now: "maintenant",
    undated: "avant",
    last_time: |title| format!("la dernière fois ({title})"),
    since: |when| format!("Ce qui a changé depuis : {when}"),
    same_as: |when| format!("Pas un mot n’a changé depuis : {when}"),
    first_version: "Les premiers mots",
    restored: "les mots d’avant",
    missing: [
        "sans résultat",
        "sans responsable",
        "sans mesure",
        "sans cible",
        "la cible est déjà atteinte",
        "sans premier pas",
        "sans raison",
        "sans date",
    ],
    smart: "SMART",
    empty_pillar: |pillar| format!("{pillar} : rien encore"),
    percent: |n| format!("{n} %"),
    fill_role: |role| format!("Pourvoir le rôle {role}"),
    role_made: |action| format!("« {action} » est maintenant parmi les actions. u revient en arrière."),
    role_known: "a son action",
    hours_in_all: |hours| format!("{hours} heures par semaine en tout"),
    outside: |name, n, of| format!("{name} : {n} actions sur {of} hors de sa zone de génie"),
    away: |name| format!("{name} n’est pas là : qui lui dit ?"),
    outside_short: |n, of| format!("{n} sur {of} hors de la zone de génie"),
    away_short: |n| match n {
        1 => "absent pour une action : qui lui dit ?".to_owned(),
        n => format!("absent pour {n} actions : qui lui dit ?"),
    },
    zone: |name, zone| format!("{name} excelle à : {zone}"),
    score: |id| match id {
        "importance" => "importance",
        "time" => "temps",
        "effort" => "effort",
        _ => "",
    },
    type_score: |score, low, high| format!("1–5 pour {score} : 1 {low}, 5 {high}"),
    ends: ["le moins", "le plus"],
    standing: |value, place| format!("{value} sur 100 · place {place}"),
    no_lane: "sans colonne",
    empty_lane: "rien encore",
    value: "sur 100",
    place: "place",
    much: |what| format!("beaucoup de {what}"),
    little: |what| format!("peu de {what}"),
    quadrants: ["gains rapides", "grands paris", "bouche-trous", "à laisser"],
};

fn counted(n: usize, one: &str, many: &str) -> String {
    if n == 1 { one.to_owned() } else { format!("{n} {many}") }
}
