//! The words in French.

use super::{Closing, Detail, Find, Follow, Frame, Home, Prepare, Review, Run, Settle, Texts, Time, Welcome};

mod cli;
mod days;
mod files;
mod flaws;
mod grid;
mod keys;
mod misread;
mod misuse;
mod options;
mod panel;
mod places;
mod plan;
mod prework;
mod records;
mod report;
mod room;
mod says;
mod settings;
mod sheets;
mod skeleton;
mod trim;

use days::{date, month, short_month, short_weekday};

/// French.
pub static TEXTS: Texts = Texts {
    code: "fr",
    keys: keys::KEYS,
    key_names: keys::NAMES,
    number: days::number,
    dates: days::DATES,
    frame: Frame {
        too_small: "Un peu plus de place : 60 colonnes sur 16 lignes.",
        example: "EXEMPLE — rien n’est gardé",
        example_short: "EXEMPLE",
        loading: "Lecture de vos séances",
        just_me: "moi",
        no_owner: "à confier",
        no_date: "sans date",
        untitled: "Sans titre",
        more: |n| format!("encore {n}"),
        here: "ICI",
        anywhere: "PARTOUT",
        commands: "Commandes",
        of: |n, all| format!("{n} sur {all}"),
        nothing_found: |words| format!("Rien avec « {words} »."),
        after_esc: |key| format!("esc, puis {key}"),
        after_opening: |key| format!("ouvrez-la, puis {key}"),
        panicked: |what| format!("offsite s’est arrêté à cause d’une erreur de sa part : {what}"),
        panicked_safe: "Tout ce que vous avez saisi est enregistré. Relancez-le pour continuer ; dites-nous ce que vous faisiez, cela aide à corriger.",
    },
    home: Home {
        due_this_week: |n| {
            counted(n, "Une action arrive à échéance cette semaine.", "actions arrivent à échéance cette semaine.")
        },
        late: |n| counted(n, "Une action est en retard.", "actions sont en retard."),
        waiting: |n| counted(n, "Une séance vous attend.", "séances vous attendent."),
        all_quiet: "Aucune échéance cette semaine.",
        sessions: "SÉANCES",
        due_soon: "BIENTÔT",
        look_back: "À REVOIR AVEC LE RECUL",
        ready: "prête",
        paused_in: |stage| format!("en pause : {stage}"),
        running_in: |stage| format!("en cours : {stage}"),
        to_go: |length| format!("reste {length}"),
        stages_done: |done, all| format!("{done} sur {all}"),
        unreadable: |n| counted(n, "Un fichier est à vérifier.", "fichiers sont à vérifier."),
        weeks_on: |weeks, done, all| {
            format!("{weeks} semaines plus tard, {done} sur {all} faites : dix minutes suffisent")
        },
        delete_sure: |title| format!("Appuyez encore sur d pour mettre « {title} » à la corbeille."),
        deleted: |title| {
            format!(
                "« {title} » est maintenant dans le dossier trash, à côté de vos séances ; vous pouvez l’en ressortir."
            )
        },
        due_line: |n| format!("{n} à faire cette semaine"),
        late_line: |n| format!("{n} en retard"),
        since: |day| format!("depuis le {day}"),
        goals: "OBJECTIFS",
        next_action: "PROCHAINE ACTION",
    },
    welcome: Welcome {
        title: "Un endroit calme pour préparer la suite.",
        lines: [
            "Répondez à quelques bonnes questions, une étape à la fois,",
            "et repartez avec un plan à mettre en œuvre. Tout reste dans",
            "de simples fichiers, sur cet ordinateur.",
        ],
        start: "Commencer une séance",
        start_hint: "choisir un modèle, une minute",
        example: "Parcourir un exemple",
        example_hint: "un an de séances, rien n’est gardé",
        open: "Ouvrir un fichier",
        open_hint: "une séance que l’on vous a envoyée",
        saved_in: |folder| format!("Les séances seront rangées dans {folder}"),
        which_file: "Quel fichier ?",
    },
    prepare: PREPARE,
    sheets: sheets::SHEETS,
    grid: grid::GRID,
    room: room::ROOM,
    trim: trim::TRIM,
    prework: prework::PREWORK,
    skeleton: skeleton::SKELETON,
    settings: settings::SETTINGS,
    run: RUN,
    follow: FOLLOW,
    time: TIME,
    settle: Settle {
        title: |left| match left {
            0 => "Laquelle gardez-vous ?".to_owned(),
            1 => "Laquelle gardez-vous ? Encore un choix".to_owned(),
            _ => format!("Laquelle gardez-vous ? Encore {left} choix"),
        },
        waiting: |count, key| match count {
            1 => format!("À un endroit, deux versions sont gardées : {key} pour choisir."),
            _ => format!("À {count} endroits, deux versions sont gardées : {key} pour choisir."),
        },
        this: "Cette séance",
        nothing: "rien",
        done: "Tout est tranché.",
    },
    closing: Closing {
        title: "Clore la séance",
        missing: "Avant de partir, il manque encore :",
        no_actions: "Il n’y a aucune action. Un plan sans action reste un jeu.",
        no_owner: |n| counted(n, "Une action n’a pas de responsable.", "actions n’ont pas de responsable."),
        no_due: |n| counted(n, "Une action n’a pas de date.", "actions n’ont pas de date."),
        no_next: "La date de la prochaine rencontre n’est pas fixée.",
        promises: |n| counted(n, "Une promesse passée n’a pas été revue.", "promesses passées n’ont pas été revues."),
        why: "Clore quand même ? Dites pourquoi, en quelques mots.",
        closed: "La séance est close.",
        saved_in: |path| format!("Tout ce que vous venez d’écrire est dans {path}"),
        nothing_missing: "Il ne manque rien.",
    },
    plan: plan::PLAN,
    review: Review {
        nothing: "Rien n’a été dit ici.",
        decided: "Ce que deviennent les promesses passées",
        actions: |done, all| format!("actions faites : {done} sur {all}"),
        closed_because: |why| format!("Close malgré ce qui manquait : {why}"),
        planned_took: |planned, took| format!("{took} min sur {planned}"),
        take_up: "Reprendre cette séance",
        not_begun: "pas commencée",
        parked: "Mis de côté",
        notes: "Vos notes",
        private: "privé",
        prework: "Avant la séance",
        remark: "À côté des questions",
    },
    find: Find {
        title: "Chercher",
        counts: |sessions, actions| {
            format!("{}, {}", counted(sessions, "1 séance", "séances"), counted(actions, "1 action", "actions"))
        },
        results: |hits, sessions| format!("{hits} dans {}", counted(sessions, "1 séance", "séances")),
        kinds: ["séance", "objectif", "projet", "jalon", "action", "personne", "constat", "réponse", "de côté", "note"],
        only: |kind| format!("seulement : {kind}"),
        type_words: "Tapez quelques lettres de ce dont vous vous souvenez.",
        leads_to: "MÈNE À",
        asked: "LA QUESTION",
        before: "LE MÊME OBJECTIF, AVANT",
        answers: "DIT AU MÊME MOMENT",
        actions: |all, done| format!("{}, {}", counted(all, "1 action", "actions"), counted_done(done)),
    },
    options: options::OPTIONS,
    detail: Detail {
        title: |what| format!("Détails : {what}"), empty: "vide", none: "Il n’y a pas d’autres détails."
    },
    panel: panel::PANEL,
    says: says::SAYS,
    cli: cli::CLI,
    told: |sentence| {
        super::told::told(sentence, &[misuse::MISUSE, misread::MISREAD, files::FILES, flaws::FLAWS, misuse::REST])
    },
    report: report::REPORT,
    field: records::field,
    word: records::word,
};

const PREPARE: Prepare = Prepare {
    new_session: "Nouvelle séance",
    choose: "Quelle séance allez-vous mener ?",
    stages: |n| counted(n, "1 étape", "étapes"),
    not_started: "pas commencée",
    template: "Modèle",
    title: "Titre",
    client: "Pour",
    alias: "Nom affiché",
    alias_hint: "un autre nom, pour l’écran partagé",
    when: "Quand",
    when_hint: "jeudi prochain 9h30",
    place: "Lieu",
    people: "Avec",
    people_hint: "Maria, Jonas, moi",
    style: "Style",
    schedule: "DÉROULÉ",
    in_all: |length| format!("{length} en tout"),
    slack: "Marge",
    done: "fin",
    fixed: "fixe",
    fits: |n| format!("Cela tient, avec {} de marge.", minutes(n)),
    fits_exactly: "Cela tient tout juste.",
    short_by: |n| format!("Il manque {}. Raccourcissez une étape avec -, ou retirez-en une avec d.", minutes(n)),
    before: "AVANT DE COMMENCER",
    linked: |title| format!("La dernière séance est reliée : {title}"),
    no_earlier: "La première séance de ce fil",
    carried_over: |title| format!("REPRIS DE LA SÉANCE {}", title.to_uppercase()),
    open_actions: |n| counted(n, "1 action à faire", "actions à faire"),
    parked_thoughts: |n| counted(n, "1 idée mise de côté", "idées mises de côté"),
    stage: "ÉTAPE",
    took_last: |took, plan| format!("{took} min la dernière fois, vous en prévoyez {plan}."),
    floor: |n| format!("au moins {n}"),
    undated: "les heures partent de maintenant",
    saved_as_before: |words, day| {
        format!("Enregistré pour le {day}, comme avant : « {words} » n’est pas une date connue.")
    },
    saved_undated: |words| format!("Enregistré sans date : « {words} » n’est pas une date connue."),
    unclear: "Ces mots ne donnent pas une date. Essayez ven, 13 mars ou 2 sem. Le texte est gardé.",
    wrong_weekday: |day| format!("Cette date tombe le {day}. Retirez l’un des deux. Le texte est gardé."),
    ends_early: "La fin n’est pas après le début. Le texte est gardé.",
    span: |day, from, to| format!("{day}, {from} – {to}"),
    shown_in: |stage| format!("à revoir dans {stage}"),
    quoted: |words| format!("« {words} »"),
    prepared: ["Préparé", "En partie", "Pas encore"],
    takes_it: "flèche droite pour le prendre",
    dropped: |stage| format!("« {stage} » retirée"),
    style_names: ["feuille blanche", "stratège", "expert"],
    style_risks: [
        "seulement des questions ouvertes ; peu pour une équipe encore jeune",
        "des repères de méthode ; la pression peut faire taire",
        "votre expérience, annoncée comme telle ; un seul modèle peut sembler le bon",
    ],
};

const RUN: Run = Run {
    question: |n, all| format!("Question {n} sur {all}"),
    parked: "MIS DE CÔTÉ",
    for_you: "POUR VOUS",
    last_time: |title| format!("LA DERNIÈRE FOIS ({title})"),
    your_notes: "VOS NOTES",
    left: |minutes, of| match minutes {
        0 | 1 => format!("restante sur {of}"),
        _ => format!("restantes sur {of}"),
    },
    left_bold: |n| format!("{n} min"),
    two_minutes: "deux minutes",
    over: |n| format!("{n} min de trop"),
    ends: |at| format!("fin à {at}"),
    still_ends: |at| format!("toujours fin à {at}"),
    paused: "en pause",
    no_clock: "sans chrono",
    stage_of: |all, title| format!("sur {all} · {title}"),
    back_at: |at| format!("Reprise à {at}"),
    break_hint: "Entrée pour reprendre quand tout le monde est là.",
    park_title: "Mettre une idée de côté",
    note_title: "Une note rien que pour vous",
    paste_left: "Les lignes collées ont été laissées.",
    paste_title: |n| format!("Vous avez collé {n} lignes"),
    paste_many: |n| format!("Garder comme {n} lignes"),
    paste_one: "Garder comme une seule",
    stages_title: "Étapes",
    for_person: |name| format!("pour {name}"),
    next_field: |field| format!("ensuite : {field}"),
    words: |n| counted(n, "1 mot", "mots"),
    slack_gone: |stage, n, key| format!("{stage} dépasse de {n} min : {key} pour décider, ou continuez."),
    more_above: |n| format!("encore {n} au-dessus"),
    shift_was: |shift| format!("Vous aviez dit : {shift}"),
    from_before: |title| format!("AVANT : {}", title.to_uppercase()),
    tick: "un chiffre coche ou décoche",
    park_where: |session| format!("Elle sera gardée dans {session}."),
    park_nowhere: "Il n’y a pas de séance où la mettre de côté. Commencez-en une d’abord.",
    example: |text| format!("ex. : {text}"),
    changing: "à modifier",
    read_only: "en lecture",
};

const FOLLOW: Follow = Follow {
    none: "Aucune promesse en attente. Entrée pour continuer.",
    from: |title| format!("séance {title}"),
    carried: |n| counted(n, "reportée une fois", "fois reportée"),
    decide_title: |what| format!("Que devient « {what} » ?"),
    decided: "tranché",
    ask_note: "Qu’est-ce que cela a changé ? Heures ou argent gagnés par mois : 3h 500",
    ask_date: "Pour quand, maintenant ?",
    ask_parts: "En quelles parties ? Séparez-les par un ;",
    ask_owner: "À qui ?",
    ask_park: "Que faut-il en retenir ?",
    ask_reason: "Pourquoi l’abandonner ?",
    no_actions: "Cette séance n’a pas d’étape pour les actions : les parties n’ont pas de place. Choisissez autre chose.",
    reason_needed: "Une raison aidera qui lira cela dans un an. Un mot suffit.",
    twice: "Déjà reportée deux fois : scindez-la, confiez-la ou abandonnez-la.",
    outcomes: ["fait", "reporté", "scindé", "confié", "mis de côté", "abandonné"],
    undecided: |n| counted(n, "1 à trancher", "à trancher"),
};

const TIME: Time = Time {
    title: "Temps",
    on_time: |stage, left| format!("{stage} : encore {left} min. Rien n’est en retard."),
    slack_covers: |stage, over| {
        format!("{stage} dépasse de {}. La marge suffit, rien n’est en retard.", minutes(over as usize))
    },
    late_by: |stage, over, late| {
        format!("{stage} dépasse de {}, la fin recule de {}.", minutes(over as usize), minutes(late as usize))
    },
    plan: "prévu",
    now: "réel",
    starts: "début",
    slack: "Marge",
    five_more: "5 minutes de plus ici",
    share_out: "répartir sur la suite",
    move_on: "passer à la suite",
    cut: "retirer une étape",
    end_later: |at| format!("finir à {at}"),
    clock_off: "arrêter le chrono",
    clock_on: "reprendre le chrono",
    started_at: "corriger le début",
    unchanged: "Rien ne change tant que vous ne choisissez pas.",
    cut_which: "Quelle étape retirer ?",
    started_ask: "À quelle heure cette étape a-t-elle vraiment commencé ?",
    too_short: |by| format!("Il manque {}, même au plus court.", minutes(by as usize)),
    too_short_cut: |by, stage| format!("Il manque {}. Retirer {stage} suffirait.", minutes(by as usize)),
    nothing_to_share: "Rien n’est en retard : il n’y a rien à répartir.",
    away: |n| format!("Absence de {}. La compter ?", minutes(n)),
    away_hint: "Sinon, l’étape garde le temps qui lui restait.",
    not_a_time: |words| {
        format!(
            "Elle n’a pas pu commencer à « {words} ». Donnez une heure entre l’étape d’avant et maintenant, comme 9h40."
        )
    },
    preview: "après",
    preview_ask: "Voici ce que cela donnerait. Entrée valide, u annule.",
};

fn minutes(n: usize) -> String {
    counted(n, "1 minute", "minutes")
}

fn counted_done(n: usize) -> String {
    match n {
        0 | 1 => format!("{n} faite"),
        _ => format!("{n} faites"),
    }
}

/// One, or many; nothing is said in the singular.
fn counted(n: usize, one: &str, many: &str) -> String {
    match n {
        0 if one.starts_with('1') => one.replacen('1', "0", 1),
        1 => one.to_owned(),
        n => format!("{n} {many}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_about_errors_keeps_the_words_that_are_in_it() {
        for (from, to) in
            [misuse::MISUSE, misread::MISREAD, files::FILES, flaws::FLAWS, misuse::REST].into_iter().flatten()
        {
            let mut expected = (*to).to_owned();
            for hole in from.split('{').skip(1) {
                expected = expected.replacen("{}", if hole.starts_with('}') { "v" } else { "w" }, 1);
            }
            let sentence = from.replace("{…}", "w").replace("{}", "v");
            assert_eq!((TEXTS.told)(&sentence), expected, "{from}");
        }
    }

    #[test]
    fn nothing_is_singular() {
        assert_eq!((TEXTS.plan.counts)(0, 1, 2), "0 objectif · 1 projet · 2 actions");
    }
}
