//! The description of the command line in the language of the person.

use clap::{Arg, Command, CommandFactory, FromArgMatches};

use super::Line;
use crate::lang::Texts;

/// What the words on the command line say.
///
/// # Errors
/// What is wrong with them, or help that was asked for.
pub(super) fn parsed(texts: &Texts) -> Result<Line, clap::Error> {
    let matches = described(texts).try_get_matches()?;
    Line::from_arg_matches(&matches)
}

/// The command line, described in a language.
pub(super) fn described(texts: &Texts) -> Command {
    let mut command = Line::command();
    if !texts.cli.help.is_empty() {
        // Only now does it have its own flags and command for help.
        command.build();
        command = translated(command, "", texts);
    }
    command
}

/// The same with the words of a table, in which a path of names leads to each.
fn translated(command: Command, path: &str, texts: &Texts) -> Command {
    let words = |key: &str| texts.cli.help.iter().find(|(known, _)| *known == key).map(|(_, words)| *words);
    let own = |name: &str| words(&format!("{path}.{name}")).or_else(|| words(&format!(".{name}")));
    let lists = [
        ("Commands:", "{subcommands}", command.has_subcommands()),
        ("Arguments:", "{positionals}", command.get_positionals().next().is_some()),
        ("Options:", "{options}", true),
    ];
    let lists: Vec<String> = lists
        .into_iter()
        .filter(|(.., is_there)| *is_there)
        .map(|(heading, list, _)| format!("{}\n{list}", words(heading).unwrap_or(heading)))
        .collect();
    let mut command = command
        .subcommand_value_name(words("[COMMAND]").unwrap_or("COMMAND"))
        .help_template(texts.cli.help_page.replace("{all-args}", &lists.join("\n\n")))
        .mut_args(|arg| match own(arg.get_id().as_str()) {
            Some(help) => named(explained(arg, help, texts), words),
            None => arg,
        });
    let is_help = command.get_name() == "help";
    if let Some(about) = words(if is_help { "help" } else { path }) {
        command = command.about(about).long_about(None);
    }
    for (key, is_before) in [("before", true), ("after", false)] {
        if let Some(words) = words(&format!("{path}.{key}")) {
            command = if is_before { command.before_help(words) } else { command.after_help(words) };
        }
    }
    let names: Vec<String> = command.get_subcommands().map(|each| each.get_name().to_owned()).collect();
    for name in names {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        command = command.mut_subcommand(name, |each| translated(each, &path, texts));
    }
    command
}

/// An argument with another name for its value, where the table has one.
fn named(arg: Arg, words: impl Fn(&str) -> Option<&'static str>) -> Arg {
    let name = arg.get_value_names().and_then(|names| names.first()).map(|name| format!("<{name}>"));
    let name = name.or_else(|| Some(format!("<{}>", arg.get_id().as_str().to_uppercase())));
    match name.and_then(|name| words(&name)).filter(|_| arg.get_action().takes_values()) {
        Some(name) => arg.value_name(name),
        None => arg,
    }
}

/// An argument with its explanation, and behind it what can be said and what is taken where nothing is.
fn explained(arg: Arg, help: &str, texts: &Texts) -> Arg {
    let mut help = help.to_owned();
    if arg.get_action().takes_values() {
        let usual: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
        let values: Vec<_> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        if !usual.is_empty() {
            help = (texts.cli.usual)(&help, &usual.join(" "));
        }
        if !values.is_empty() {
            help = (texts.cli.values)(&help, &values.join(", "));
        }
    }
    arg.help(help).long_help(None).hide_possible_values(true).hide_default_value(true)
}
