//! What the commands say, in French.

use crate::lang::Cli;

pub(super) const CLI: Cli = Cli {
    next: |command| format!("Ensuite : {command}"),
    no_home: "Aucun dossier personnel où ranger les séances. Rien n’a changé. Réglez HOME sur un dossier à vous.",
    no_sessions: "Pas encore de séance.",
    first_session: "offsite new --template strategic-session --title \"Séminaire de printemps\"",
    list_heads: ["ÉTAT", "TITRE", "CLIENT", "JOUR", "ACTIONS", "FICHIER"],
    plan_heads: ["ÉCHÉANCE", "ÉTAT", "ACTION", "QUI", "CLIENT", "SÉANCE"],
    check_heads: ["QUOI", "CE QUI CLOCHE", "QUI", "CLIENT", "SÉANCE"],
    template_heads: ["ID", "MIN", "AU MOINS", "ÉTAPES", "TITRE"],
    no_actions: "Aucune action ici. Elles naissent au fil des étapes d’une séance.",
    fine: |path| format!("{path} : rien à signaler"),
    mend: "corrigez ces lignes dans un éditeur, puis vérifiez de nouveau",
    newer: "Écrite par une version plus récente d’offsite : ouverte en lecture.",
    private: |n| format!("Privé et non imprimé ici : {n}. Tout est dans le fichier."),
    with: |people| format!("Avec {people}"),
    closed_because: |why| format!("Close malgré ce qui manquait : {why}"),
    another_folder: "Choisissez un autre dossier avec --dir pour commencer là.",
    nothing_written: |why| format!("{why} Rien n’a été écrit."),
    no_session: |name| format!("Aucune séance ne s’appelle « {name} ». offsite list les montre toutes."),
    several: |name, each| format!("Plusieurs séances répondent à « {name} ». Précisez le nom, ou donnez l’id :{each}"),
    more: |n| format!("et encore {n}"),
    no_template: |id, nearest| {
        let guess = nearest.map(|nearest| format!(" Vouliez-vous dire « {nearest} » ?")).unwrap_or_default();
        format!("Aucun modèle ne s’appelle « {id} ».{guess} offsite templates les montre tous.")
    },
    yours: "le vôtre",
    at_least: |minutes, floor| format!("{minutes} min, au moins {floor}"),
    never_shortened: "jamais raccourcie",
    bad_id: |id, better| {
        format!("« {id} » ne peut pas être un id. Écrivez-le en minuscules, chiffres et tirets : {better}")
    },
    copy_there: |path| format!("{path} existe déjà et n’a pas changé. Choisissez un autre id."),
    change_copy: |path| format!("modifiez-le dans un éditeur, puis offsite templates check {path}"),
    not_written: |why| format!("Une séance n’a pas pu être écrite : {why}."),
    values: |help, values| format!("{help} [valeurs possibles : {values}]"),
    usual: |help, usual| format!("{help} [par défaut : {usual}]"),
    help_page: "{before-help}{about-with-newline}\nUtilisation : {usage}\n\n{all-args}{after-help}",
    keys: "TOUCHES",
    place: super::places::place,
    open_elsewhere: |title, word| {
        format!(
            "« {title} » est ouverte dans une autre fenêtre. Rien n’a changé. Fermez-la là-bas, ou lisez-la avec : offsite show {word}"
        )
    },
    one_output: "--json et --output - veulent tous deux la sortie standard. Rien n’a été écrit ; retirez l’un des deux.",
    not_empty: |path| format!("{path} n’est pas vide. Rien n’a été écrit. Indiquez un autre dossier."),
    clash: |key, whose, kept, beside| {
        format!("« {key} » ({whose}) a changé des deux côtés : « {kept} » reste, « {beside} » est gardé à côté.")
    },
    of_session: "la séance",
    of_client: "le client",
    of_horizon: "l’horizon",
    of_stage: |stage| format!("l’étape « {stage} »"),
    of_clock: |stage| format!("le chrono de « {stage} »"),
    of_sheet: |sheet, stage| format!("la fiche « {sheet} » de « {stage} »"),
    help: HELP,
};

/// What `--help` says of commands and, behind a dot, of their arguments; the program itself has no name here. First its
/// headings and the names of values, as they would stand there otherwise.
const HELP: &[(&str, &str)] = &[
    ("Commands:", "Commandes :"),
    ("Arguments:", "Arguments :"),
    ("Options:", "Options :"),
    ("[COMMAND]", "COMMANDE"),
    ("<CONTRAST>", "CONTRASTE"),
    ("<DIR>", "DOSSIER"),
    ("<FILE>", "FICHIER"),
    ("<FILES>", "FICHIERS"),
    ("<FORMAT>", "FORMAT"),
    ("<LANGUAGE>", "LANGUE"),
    ("<NAME>", "NOM"),
    ("<NAMES>", "NOMS"),
    ("<NEW_ID>", "NOUVEL_ID"),
    ("<OURS>", "NÔTRE"),
    ("<OUTPUT>", "SORTIE"),
    ("<READER>", "LECTEUR"),
    ("<SESSION>", "SÉANCE"),
    ("<SHELL>", "INTERPRÉTEUR"),
    ("<SYMBOLS>", "SIGNES"),
    ("<TEXT>", "TEXTE"),
    ("<THEIRS>", "LEUR"),
    ("<THEME>", "THÈME"),
    ("<WORDS>", "MOTS"),
    ("", "Anime des séances de planification stratégique dans le terminal et suit ce qui y a été décidé."),
    (".before", EXAMPLES),
    (".after", AFTER),
    (".dir", "Où vivent les séances, dans son dossier sessions/"),
    (".json", "Donner les résultats en JSON"),
    (".quiet", "Seulement les résultats et les échecs, sans conseils"),
    (".no_color", "Sans couleurs"),
    (".lang", "La langue des écrans, des nouvelles séances et des mots pour les jours"),
    (".theme", "Les couleurs des écrans"),
    (".contrast", "Leur force"),
    (".symbols", "Les signes dessinés"),
    (".help", "Afficher l’aide"),
    (".version", "Afficher la version"),
    ("help", "Afficher cette aide, ou celle d’une commande"),
    ("new", "Créer une séance et donner le chemin de son fichier"),
    ("new.template", "Le modèle de départ ; `offsite templates` les montre"),
    ("new.title", "Son titre ; sinon celui du modèle"),
    ("new.client", "Pour qui"),
    ("new.alias", "Ce que montrent l’écran et le nom du fichier à la place du client"),
    ("new.when", "Quand, en mots : jeudi prochain 9h30, ou 12 mars 9h30-12h ; à neuf heures sinon"),
    ("new.people", "Qui participe, séparés par des virgules"),
    ("new.fit", "Les minutes dont on dispose : les étapes sont raccourcies, jamais en deçà de leurs minimums"),
    ("new.take_along", "Avec les étapes que la séance d’avant a laissées inachevées"),
    ("run", "Mener une séance, ou la reprendre"),
    ("present", "Montrer ce que l’animateur laisse voir à la salle ; à lancer dans la fenêtre que vous partagez"),
    (".session", "Un chemin, un id, ou assez du nom"),
    ("list", "Montrer toutes les séances : en cours, à venir, passées"),
    ("show", "Imprimer une séance : ses étapes, ce qui s’y est dit et ce qu’il en est advenu"),
    ("plan", "Montrer les actions à faire, les plus proches d’abord"),
    ("plan.client", "Seulement des clients dont le nom contient ces mots"),
    ("plan.owner", "Seulement des responsables dont le nom contient ces mots"),
    ("plan.all", "Celles qui sont faites ou abandonnées aussi"),
    ("plan.check", "Plutôt ce qui cloche dans le plan, le plus grave d’abord"),
    ("prework", "Envoyer des questions avant une séance, et y reprendre les réponses"),
    ("prework.form", "Imprimer le formulaire d’une personne, en texte simple à envoyer"),
    ("prework.form.name", "Qui y répond : un participant"),
    (
        "prework.form.template",
        "Le modèle dont les questions sont posées ; sinon celles de la séance, ou de son ouverture",
    ),
    ("prework.read", "Reprendre dans la séance les réponses d’un courriel"),
    ("prework.read.file", "Le courriel en fichier texte ; - pour l’entrée standard"),
    ("prework.read.session", "La séance, si le formulaire ne la dit plus"),
    ("prework.read.name", "Qui a répondu, si le formulaire ne le dit plus"),
    ("report", "Écrire le compte rendu d’une séance : ce qui s’y est dit, décidé et planifié"),
    ("report.reader", "Pour qui ; celui de l’animateur a aussi les notes données et les durées"),
    ("report.format", "Dans quel format ; sinon selon la fin du nom du fichier, ou Markdown"),
    ("report.out", "L’écrire dans un fichier au lieu de l’imprimer"),
    ("report.force", "Remplacer le fichier s’il existe déjà"),
    ("report.include_private", "Avec les notes, réponses et pensées privées ; pour l’animateur seulement"),
    ("templates", "Montrer, vérifier et copier les modèles"),
    ("templates.list", "Montrer tous les modèles, les vôtres aussi"),
    ("templates.show", "Imprimer les étapes et les questions d’un modèle"),
    ("templates.check", "Vérifier des fichiers de modèles"),
    ("templates.new", "Commencer un modèle à vous, dans votre langue"),
    ("templates.new.title", "Son nom pour les gens ; sinon l’id"),
    ("templates.fit", "Montrer comment un modèle tiendrait en tant de minutes"),
    ("templates.fit.minutes", "Les minutes dont on dispose, pauses et marge comprises"),
    ("templates.copy", "Copier un modèle dans votre dossier, pour l’y modifier"),
    (".id", "Son id"),
    ("templates.copy.new_id", "L’id de la copie ; avec le même, elle prend la place de l’original"),
    ("schema", "Imprimer le schéma JSON d’un format de fichier"),
    ("schema.format", "De quels fichiers"),
    ("check", "Vérifier des fichiers de séances et de modèles ; rien n’est modifié"),
    (".files", "Les fichiers"),
    ("merge", "Réunir deux versions d’une séance ; rien de ce qui a été saisi n’est perdu"),
    ("merge.base", "Ce dont les deux sont parties ; peut être vide ou manquer"),
    ("merge.ours", "La première version, et le fichier qui est écrit"),
    ("merge.theirs", "L’autre version"),
    ("merge.output", "Écrire dans un autre fichier, ou sur la sortie standard avec -"),
    ("merge.after", GIT),
    ("demo", "Parcourir un exemple dont rien n’est gardé ; ou écrire des séances inventées dans un dossier"),
    ("demo.write", "Écrire des séances inventées dans DOSSIER/sessions, qui doit être vide"),
    ("demo.sessions", "Combien en écrire"),
    ("demo.seed", "Le même nombre donne les mêmes fichiers, le même jour"),
    ("completions", "Imprimer les complétions pour un interpréteur de commandes"),
    ("completions.shell", "Pour lequel"),
    ("man", "Imprimer la page de manuel"),
];

const EXAMPLES: &str = "\
Exemples :
  offsite                                            vos séances, à l’écran
  offsite new --template strategic-session --client Roux --when \"jeudi prochain 9h30\"
  offsite run roux                                   la mener, ou la reprendre
  offsite plan --owner maria --json                  ce qui reste à faire, pour un script";

const AFTER: &str = "\
SÉANCE est un chemin, un id, ou assez de mots du nom. Sans commande, les écrans s’ouvrent.

Codes de sortie :
  0  fait
  1  impossible, par exemple un dossier où l’on ne peut pas écrire, ou pas de terminal
  2  mauvais usage, ou des mots qui ne sont pas une date
  3  aucune séance, aucun modèle ou fichier de ce nom, ou plusieurs
  4  un fichier qui n’est pas valable, ou d’une version plus récente
  5  la séance est ouverte dans une autre fenêtre

Variables :
  OFFSITE_DIR      où vivent les séances, dans son dossier sessions/ ; --dir passe avant
  OFFSITE_NOW      ce qui tient lieu de maintenant, comme 2026-03-04T10:30:00+01:00
  OFFSITE_THEME    auto, dark ou light ; --theme passe avant, et elle avant les réglages
  LC_ALL, LC_MESSAGES, LANG
                   la langue, si ni --lang ni les réglages n’en nomment une
  NO_COLOR         sans couleurs
  VISUAL, EDITOR   l’éditeur pour les longs textes";

const GIT: &str = "\
Pour que git réunisse les séances de lui-même, une fois pour vous et une fois par dépôt :
  git config --global merge.offsite.name \"sessions of offsite\"
  git config --global merge.offsite.driver \"offsite merge %O %A %B\"
  echo 'sessions/*.json merge=offsite' >> .gitattributes";
