//! Alternatives, scored and decided, in French.

use super::counted;
use crate::lang::Options;

pub(super) const OPTIONS: Options = Options {
    each_alone: "Maintenant, chacun note seul et en silence.",
    by_myself: "Notez maintenant chaque voie telle qu’elle se présente.",
    counts: |ways, criteria| {
        let (ways, criteria) = (counted(ways, "1 voie", "voies"), counted(criteria, "1 critère", "critères"));
        format!("{ways}, {criteria}.")
    },
    hidden: "Aucune note n’est montrée avant que chacun ait terminé.",
    nothing: "Rien à noter encore : il faut quelques voies et un critère. p y retourne.",
    through: "terminé",
    given: |given, all| format!("{given} sur {all}"),
    not_begun: "pas encore",
    compare: "Que valent ces voies entre elles ?",
    turn: |name, at, all| format!("Pour les seuls yeux de {name} : {at} sur {all}"),
    ends: |low, high| format!("1 {low} – 5 {high}"),
    usual_ends: |kind| match kind {
        "risk" => ("sans gravité", "ruineux"),
        "cost" => ("presque rien", "tout ce que l’on a"),
        _ => ("à peine", "pleinement"),
    },
    less_is_better: "le moins est le mieux",
    how: "Tapez de 1 à 5. Entrée laisse la case vide ; v écarte la voie.",
    veto: |name, why| if name.is_empty() { format!("veto : {why}") } else { format!("veto, {name} : {why}") },
    weight: "poids",
    of_100: "sur 100",
    place: "rang",
    tenths: |tenths| format!("{},{}", tenths / 10, tenths % 10),
    leads: |first, by| match by {
        0 => format!("{first} est en tête de moins de 1 sur 100."),
        by => format!("{first} est en tête de {by} sur 100."),
    },
    close: |first, second, by| match by {
        0 => format!("Pas de gagnante nette : moins de 1 sur 100 entre {first} et {second}."),
        by => format!("Pas de gagnante nette : {first} ne devance {second} que de {by} sur 100."),
    },
    tied: |all| format!("Égalité : {all}."),
    alone: |only| format!("Seule {only} reste en lice."),
    nobody: "Aucune voie ne peut être classée.",
    empty: |cells| counted(cells, "Une case est encore vide.", "cases sont encore vides."),
    too_many: "Trop de personnes ou de critères pour un total. Les notes sont gardées ; laissez-en de côté.",
    weight_flip: |criterion, to, from, winner| match to {
        0 => format!("{winner} passerait en tête si « {criterion} » ne comptait pas du tout."),
        to => format!("{winner} passerait en tête si « {criterion} » pesait {to} au lieu de {from}."),
    },
    no_weight_flip: "Aucun poids, à lui seul, ne change la tête.",
    score_flip: |way, criterion, by, winner| {
        let change = if by < 0 { "de moins" } else { "de plus" };
        let points = match by.unsigned_abs() {
            1 => format!("1 point {change}"),
            points => format!("{points} points {change} en tout"),
        };
        format!("{winner} passerait en tête si {way} avait {points} pour « {criterion} ».")
    },
    no_score_flip: "Aucune case, à elle seule, ne change la tête.",
    apart: |way, criterion, low, high| format!("Le plus grand écart : {way}, « {criterion} », de {low} à {high}."),
    decided: |what| format!("Décidé : {what}"),
    sure: |percent| format!("sûrs à {percent} %"),
    no_score: "aucune note",
    me: "moi",
    thanks: |name, next| format!("Merci, {name}. À {next} maintenant."),
    all_through: "Tout le monde a terminé.",
    score_of: |name| format!("une note de {name}"),
    reveal: "la fin des notes",
    revealed: "Les notes sont montrées telles quelles ; u les cache de nouveau.",
    veto_ask: |way| format!("Pourquoi « {way} » est-elle exclue ?"),
    vetoed: |way| format!("le veto contre « {way} »"),
    lifted: |way| format!("Le veto contre « {way} » est levé."),
    out: |way| format!("« {way} » est écartée. v lève le veto."),
    decision: "La décision",
    kept_in: |stage| format!("La décision est gardée dans « {stage} »."),
    how_sure: "À quel point êtes-vous sûrs, de 0 à 100 ? Encore entrée la garde sans cela.",
};
