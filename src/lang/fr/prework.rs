//! The form that people answer before a session, in French.

use super::counted;
use crate::lang::Prework;

pub(super) const PREWORK: Prework = Prework {
    title: |name| format!("Questions pour {name}, avant notre rencontre"),
    intro: "Écrivez sous chaque question, peu ou beaucoup, comme vous voulez, et renvoyez le texte entier. Laissez les repères entre crochets tels quels. Ce que vous répondez là où il est écrit (privé) n’est que pour la personne qui prépare la séance ; le reste, on le regarde ensemble.",
    closing: "Merci. C’est tout.",
    private: "(privé)",
    answered: |name, done, all| format!("{name} a répondu à {done} questions sur {all}."),
    missing: |n| counted(n, "Il manque une réponse :", "réponses manquent :"),
    remarks: |name, n| match n {
        1 => format!("Un passage ne répond à aucune question. Il est gardé comme remarque de {name} :"),
        n => format!("{n} passages ne répondent à aucune question. Ils sont gardés comme remarques de {name} :"),
    },
    known: "Tout était déjà connu ; rien n’a changé.",
    unread: "Rien n’a été repris.",
    no_mark: |file| {
        format!(
            "{file} ne dit pas de qui sont les réponses : la ligne avec [offsite/…] manque. Rien n’a été repris. Ajoutez --session SÉANCE --for NOM."
        )
    },
    no_session: |id| format!("Le questionnaire est de la séance {id}, qui n’est pas ici. Rien n’a été repris."),
    no_person: |name, nearest| match nearest {
        "" => format!("Personne ne s’appelle « {name} » parmi les participants."),
        nearest => {
            format!("Personne ne s’appelle « {name} » parmi les participants. Vouliez-vous dire « {nearest} » ?")
        }
    },
    nobody: |title| format!("Personne ne participe encore à « {title} ». Ajoutez les personnes en la préparant."),
    people: |names| format!("Y participent : {names}."),
    gone: |title| {
        format!(
            "Le questionnaire est de quelqu’un qui ne participe plus à « {title} ». Rien n’a été repris. Ajoutez --for NOM."
        )
    },
    other_session: |theirs, ours| format!("Ce questionnaire répond à « {theirs} », pas à « {ours} »."),
    other_person: |theirs, ours| format!("Ce questionnaire est de {theirs}, pas de {ours}."),
    closed: |title| format!("« {title} » est close : ce qui y a été dit reste."),
    nothing_to_ask: |id| format!("« {id} » ne demande rien. Nommez un autre questionnaire avec --template."),
};
