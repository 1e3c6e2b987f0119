//! What can be wrong with a call and its surroundings, in French.

use crate::lang::told::Pattern;

pub(super) const MISUSE: &[Pattern] = &[
    ("error: unexpected argument '{}' found", "Argument inattendu : « {} »."),
    ("error: unrecognized subcommand '{}'", "Commande inconnue : « {} »."),
    ("error: invalid value '{}' for '{}': {…}", "« {} » ne convient pas à {} : {}."),
    ("error: invalid value '{}' for '{}'", "« {} » ne convient pas à {}."),
    ("error: a value is required for '{}' but none was supplied", "Il manque une valeur à {}."),
    ("error: the following required arguments were not provided:", "Il manque :"),
    ("error: the argument '{}' cannot be used multiple times", "{} ne peut être donné qu’une fois."),
    ("error: the argument '{}' cannot be used with '{}'", "{} ne va pas avec {}."),
    ("error: unexpected value '{}' for '{}' found; no more were expected", "« {} » est de trop pour {}."),
    ("error: '{}' requires a subcommand but one was not provided", "{} a besoin d’une commande de plus."),
    ("error: invalid UTF-8 was detected in one or more arguments", "Un argument n’est pas en UTF-8."),
    ("  [possible values: {}]", "  [valeurs possibles : {}]"),
    ("  [subcommands: {}]", "  [commandes : {}]"),
    ("  tip: a similar argument exists: '{}'", "  Vouliez-vous dire {} ?"),
    ("  tip: a similar subcommand exists: '{}'", "  Vouliez-vous dire {} ?"),
    ("  tip: a similar value exists: '{}'", "  Vouliez-vous dire {} ?"),
    ("  tip: some similar arguments exist: {}", "  Vouliez-vous dire l’un de ceux-ci : {} ?"),
    ("  tip: some similar subcommands exist: {}", "  Vouliez-vous dire l’une de celles-ci : {} ?"),
    ("  tip: some similar values exist: {}", "  Vouliez-vous dire l’une de celles-ci : {} ?"),
    ("  tip: to pass '{}' as a value, use '{}'", "  Pour donner {} comme valeur : {}"),
    ("Usage: {}", "Utilisation : {}"),
    ("For more information, try '{}'.", "Pour en savoir plus : {}"),
    ("{} is not in {}..={}", "{} n’est pas entre {} et {}"),
    ("invalid digit found in string", "ce n’est pas un nombre entier"),
    ("cannot parse integer from empty string", "il n’y a pas de nombre"),
    ("number too large to fit in target type", "ce nombre est trop grand"),
    (
        "OFFSITE_NOW is “{}”, which is not a moment. Write it as {}.",
        "OFFSITE_NOW vaut « {} », qui n’est pas un moment. Écrivez-le comme {}.",
    ),
    (
        "This is not a terminal. Nothing was changed. Run it in a terminal window.",
        "Ceci n’est pas un terminal. Rien n’a changé. Lancez offsite dans une fenêtre de terminal.",
    ),
    (
        "The terminal was given back before the end. What was saved is safe.",
        "Le terminal a été rendu avant la fin. Ce qui était enregistré est intact.",
    ),
    (
        "Couldn't start {}. The text is as it was. Set VISUAL or EDITOR to an editor you have.",
        "Impossible de lancer {}. Le texte n’a pas changé. Réglez VISUAL ou EDITOR sur un éditeur que vous avez.",
    ),
    (
        "The terminal did not respond ({…}). What was saved is safe. Open it again to go on.",
        "Le terminal n’a pas répondu ({}). Ce qui était enregistré est intact. Relancez offsite pour continuer.",
    ),
    (".SH NAME", ".SH NOM"),
    (".SH SUBCOMMANDS", ".SH COMMANDES"),
    (".SH EXTRA", ".SH COMPLÉMENTS"),
    (".SH KEYS", ".SH TOUCHES"),
];

/// Any sentence with its full stop.
pub(super) const REST: &[Pattern] = &[("{…}.", "{}.")];
