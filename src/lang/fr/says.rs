//! What happened, in French.

use crate::lang::Says;

pub(super) const SAYS: Says = Says {
    deleted: |what| format!("« {what} » est supprimé. u pour revenir en arrière."),
    undone: |what| format!("Annulé : {what}. U pour rétablir."),
    redone: |what| format!("Rétabli : {what}."),
    nothing_to_undo: "Rien à annuler.",
    nothing_to_redo: "Rien à rétablir.",
    locked: "Cette séance est close : ce qui y a été dit reste. Les nouvelles des actions s’ajoutent dans le plan.",
    parked: |what| format!("« {what} » est mis de côté."),
    noted: "C’est noté, rien que pour vous.",
    no_such_day: "Ce jour n’existe pas. Le texte est gardé.",
    skipped_hour: "Cette heure n’existe pas ce jour-là : on change d’heure. Le texte est gardé.",
    bad_time: |word| format!("« {word} » n’est pas une heure connue. Essayez 9h30."),
    nearest: |word| format!("Vouliez-vous dire {word} ?"),
    not_a_number: |word| format!("« {word} » n’est pas un nombre. Tapez des chiffres, ou laissez vide."),
    off_scale: |low, high| format!("Tapez un chiffre de {low} à {high}."),
    not_a_choice: |word, choices| format!("« {word} » n’est pas dans la liste : {choices}."),
    not_a_link: |word| format!("Rien ne s’appelle « {word} ». Tapez son numéro, ou un morceau de son nom."),
    busy: |title| format!("« {title} » est en cours dans une autre fenêtre. Elle est ouverte ici en lecture."),
    save_failed: |title, why, is_kept| {
        let nowhere = if is_kept { "" } else { " Ce qui est nouveau n’est encore dans aucun fichier." };
        format!("Impossible d’enregistrer « {title} ». {why}{nowhere}")
    },
    all_filled: "Toutes les lignes ont leur réponse. Videz la ligne, entrée passe à la suite.",
    save_again: "L’enregistrement fonctionne de nouveau ; tout est sur le disque.",
    added: |what| format!("« {what} » ajouté"),
    changed: |what| format!("« {what} » modifié"),
    moved: "le déplacement",
    kept_draft: "Votre ligne commencée est de retour.",
    re_timed: "les minutes",
    prepared: "la préparation",
    recovered: |title| format!("« {title} » est de retour, telle qu’au moment de la coupure."),
    put_back: |title| format!("Le fichier de « {title} » a été enlevé. Rien n’est perdu : il est réécrit."),
    joined: |title, clashes, key| match clashes {
        0 => format!("« {title} » a aussi été modifiée ailleurs. Les deux y sont maintenant."),
        1 => {
            format!(
                "« {title} » a aussi été modifiée ailleurs. À un endroit, les deux versions sont gardées : {key} pour choisir."
            )
        }
        _ => format!(
            "« {title} » a aussi été modifiée ailleurs. À {clashes} endroits, les deux versions sont gardées : {key} pour choisir."
        ),
    },
    put_together: |title, more| match more {
        0 => format!(
            "« {title} » existait en plusieurs versions. Elles sont réunies ; les copies iront à la corbeille à l’enregistrement."
        ),
        _ => format!(
            "« {title} » et {more} autres existaient en plusieurs versions. Elles sont réunies ; les copies iront à la corbeille à l’enregistrement."
        ),
    },
    no_editor: "Aucun éditeur n’est choisi. Réglez VISUAL ou EDITOR, par exemple EDITOR=nano.",
    editor_failed: |why| format!("L’éditeur n’a pas fonctionné : {why} Votre texte est resté tel quel."),
    only_to_read: "Elle est ouverte ici en lecture : rien n’a changé.",
    gone: "Cela n’existe plus : rien n’a changé.",
    known_already: "Cette séance est déjà parmi les vôtres ; c’est elle qui est ouverte.",
    emptied: "Il n’en reste rien. esc la laisse comme avant ; ensuite, d la supprime.",
    preparing_back: |title| format!("« {title} », que vous prépariez, est de retour."),
    unknown_word: |word, nearest| match nearest {
        Some(nearest) => {
            format!("« {word} » n’est pas une date connue. Vouliez-vous dire {nearest} ? Le texte est gardé.")
        }
        None => format!(
            "« {word} » n’est pas une date connue. Essayez ven, 13 mars ou 2 sem, ou laissez : le texte est gardé."
        ),
    },
    no_words: "Rien n’a été saisi, rien n’est gardé.",
};
