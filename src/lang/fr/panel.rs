//! What is known already in a thread, in French.

use super::{counted, short_month};
use crate::lang::Panel;
use chrono::Datelike;

pub(super) const PANEL: Panel = Panel {
    none: |shown| match shown {
        "parked" => "Aucune idée mise de côté n’attend.",
        "unfinished" => "La dernière fois, rien n’est resté inachevé.",
        "pre-work" => "Personne n’a encore renvoyé de formulaire.",
        "zones" => "Personne n’a encore nommé sa zone de génie ou un souhait.",
        "decisions-due" => "Aucune décision n’est à revoir.",
        "year-ago" => "Rien n’a été écrit ici il y a dix à quatorze mois.",
        "plan" => "Il n’y a pas encore de plan. Il naît des objectifs et des actions.",
        "plan-check" => "Rien ne cloche dans le plan.",
        "promises" => "Aucune promesse n’a été faite lors des séances passées.",
        "forecast" => "Personne n’a regardé devant soi il y a dix à quatorze mois.",
        "goals" => "Il n’y a pas encore d’objectifs.",
        _ => "Il n’y a encore rien à montrer.",
    },
    rule: |rule, n| match rule {
        "last-day-gone" => format!("dernier délai passé depuis {}", days(n)),
        "carried" => format!("reportée {n} fois : scindez-la, confiez-la ou abandonnez-la"),
        "late" | "milestone-late" => format!("{} de retard", days(n)),
        "no-owner" => "personne n’en est responsable".to_owned(),
        "no-due" => "sans date".to_owned(),
        "overloaded" => format!("{n} actions à faire pour la même personne : confier celle-ci ?"),
        "review-due" => format!("à revoir depuis {}", days(n)),
        "goal-past" => "sa date est passée : jusqu’où est-on allé ?".to_owned(),
        "goal-idle" => "aucune action ne sert cet objectif".to_owned(),
        "project-idle" => "aucune action ne porte ce projet".to_owned(),
        "project-aimless" => "ce projet ne sert aucun objectif".to_owned(),
        "no-first-step" => "longue ou lointaine, sans premier pas".to_owned(),
        _ => String::new(),
    },
    field: |name, said| format!("{name} : {said}"),
    number: |key, number| match key {
        "hours_a_month" => format!("{number} h par mois"),
        "money_a_month" => format!("{number} par mois"),
        "likelihood" => format!("probable à {number} sur 5"),
        "confidence_percent" => format!("sûr à {number} % alors"),
        "reached" => format!("atteint : {number}"),
        "target" => format!("cible : {number}"),
        _ => number.to_owned(),
    },
    sum: "En tout",
    month: |day| format!("{} {}", short_month(day), day.year()),
    sure: |now, before| match (now, before) {
        (None, _) => "la confiance n’est pas encore dite".to_owned(),
        (Some(now), Some(before)) if now != before => format!("confiance : {now} sur 10, avant {before}"),
        (Some(now), _) => format!("confiance : {now} sur 10"),
    },
    score: |all, kept, on_time, dropped, late| {
        let kept = if kept < 2 { format!("{kept} tenue sur {all}") } else { format!("{kept} tenues sur {all}") };
        let more = [
            (on_time, format!("{on_time} à temps")),
            (dropped, counted(dropped, "1 abandonnée", "abandonnées")),
            (late, format!("{late} en retard")),
        ];
        let more = more.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words);
        std::iter::once(kept).chain(more).collect::<Vec<_>>().join(", ")
    },
    empty: "commencée, restée vide",
    not_begun: "pas commencée",
    here: "dans cette séance",
    taken: |stage| format!("« {stage} » fait maintenant partie de cette séance. u l’en retire."),
    came_true: |what| format!("« {what} » : s’est-elle confirmée ?"),
    happened: |what| format!("« {what} » : est-ce arrivé ?"),
    how_sure: |what| format!("« {what} » : à quel point y croyez-vous ?"),
    to_action: "en faire une action",
    to_note: "la garder comme note",
    let_go: "l’abandonner",
    ask_action: "Qui s’en charge, et pour quand ? @maria pour:ven",
    ask_note: "Avec quels mots ?",
    ask_reason: "Pourquoi l’abandonner ? Vous pouvez laisser vide.",
    ask_learned: "Qu’en retenez-vous ? Vous pouvez laisser vide.",
    ask_sure: "De 0 à 10, avec le pourquoi si vous voulez : 7 si Jonas revient",
    came_along: "Ce qui vient d’avant",
    nothing_came: "Rien n’attend des séances passées.",
    unfinished: |n| counted(n, "1 étape inachevée", "étapes inachevées"),
    next_is: |what, day| format!("Ensuite, peut-être « {what} », {day} : N la prépare."),
    reasons: [
        "pour y revenir ensemble",
        "la fin de l’accompagnement",
        "un point chaque mois",
        "le thème qui attend depuis le plus longtemps",
        "au rythme habituel",
    ],
};

fn days(n: usize) -> String {
    counted(n, "1 jour", "jours")
}
