//! Why words are no date, in French.

use crate::lang::told::Pattern;

pub(super) const MISREAD: &[Pattern] = &[
    (
        "No date was given. Type a day, for example 13 mar or next thu.",
        "Aucune date n’est donnée. Écrivez un jour, par exemple 13 mars ou jeudi prochain.",
    ),
    ("“{}” is not a date word. Did you mean “{}”?", "« {} » n’est pas un mot de date. Vouliez-vous dire « {} » ?"),
    (
        "“{}” is not a date word. Type a day, for example 13 mar or next thu.",
        "« {} » n’est pas un mot de date. Écrivez un jour, par exemple 13 mars ou jeudi prochain.",
    ),
    (
        "These words do not name one day together. Type a single day, for example 13 mar.",
        "Ensemble, ces mots ne désignent pas un jour. Écrivez-en un seul, par exemple 13 mars.",
    ),
    (
        "There is no day {} in month {}. Check the day and the month.",
        "Il n’y a pas de jour {} au mois {}. Vérifiez le jour et le mois.",
    ),
    (
        "There is no day {} in {}. Check the day and the month.",
        "Il n’y a pas de jour {} en {}. Vérifiez le jour et le mois.",
    ),
    ("There is no day {}. Check the day and the month.", "Il n’y a pas de jour {}. Vérifiez le jour et le mois."),
    (
        "There is no month {}. The day comes first: 13/3 is 13 March.",
        "Il n’y a pas de mois {}. Le jour vient d’abord : 13/3 est le 13 mars.",
    ),
    (
        "{} is {…}, not {…}. Leave out one of the two.",
        "Le {} est un {}, pas un {}. Gardez la date ou le jour de la semaine.",
    ),
    (
        "That day lies too far away. Choose one between the years 0 and 9999.",
        "Ce jour est trop loin. Choisissez-en un entre les années 0 et 9999.",
    ),
    (
        "“{}” is not a time of day. Type it as 9:30 or 14:00-16:00.",
        "« {} » n’est pas une heure. Écrivez-la comme 9h30 ou 14h-16h.",
    ),
    (
        "On {} the clocks skip {}. Choose an hour earlier or later.",
        "Le {}, les horloges sautent {}. Choisissez une heure plus tôt ou plus tard.",
    ),
    (
        "The end, {}, is not after the start, {}. Choose a later end.",
        "La fin, {}, n’est pas après le début, {}. Choisissez une fin plus tardive.",
    ),
    ("Mon", "lundi"),
    ("Tue", "mardi"),
    ("Wed", "mercredi"),
    ("Thu", "jeudi"),
    ("Fri", "vendredi"),
    ("Sat", "samedi"),
    ("Sun", "dimanche"),
];
