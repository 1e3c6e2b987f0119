//! The command line: commands for scripts, and the way into the screens.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

mod call;
mod check;
mod completions;
mod demo;
mod failure;
mod find;
mod fit;
mod help;
mod list;
mod looks;
mod man;
mod merge;
mod new;
mod plan;
mod present;
mod prework;
mod report;
mod run;
mod schema;
mod screens;
mod show;
mod skeleton;
mod table;
mod templates;
mod tongue;
mod voice;

use call::Call;
use failure::{Exit, Failure};
use voice::Voice;

use crate::paths::Environment;

const EXAMPLES: &str = "\
Examples:
  offsite                                            your sessions, on the screen
  offsite new --template strategic-session --client Acme --when \"next thu 9:30\"
  offsite run acme                                   run it, or go on with it
  offsite plan --owner maria --json                  what is open, for a script";

const AFTER: &str = "\
SESSION is a path, an id, or enough words of the name. Without a command the screens open.

Exit codes:
  0  done
  1  could not be done, for example a folder that cannot be written, or no terminal
  2  wrong usage, or words that are not a date
  3  no such session, template or file, or several that fit
  4  a file that is not valid, or of a newer version
  5  the session is open in another window; on a terminal, run opens it to read instead

Variables:
  OFFSITE_DIR      where sessions live, in its folder sessions/; --dir goes before it
  OFFSITE_NOW      what to take for now, such as 2026-03-04T10:30:00+01:00; commands see it
                   standing still, the screens start from it
  OFFSITE_THEME    auto, dark or light; --theme goes before it, and it before the settings
  LC_ALL, LC_MESSAGES, LANG
                   the language, where neither --lang nor the settings name one
  NO_COLOR         no colours
  VISUAL, EDITOR   the editor for long texts";

/// Facilitates strategic planning sessions in the terminal and follows up what they decided.
#[derive(Debug, Default, Parser)]
#[command(name = "offsite", version, before_help = EXAMPLES, after_help = AFTER, max_term_width = 100)]
struct Line {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Flags that every command takes.
#[derive(Debug, Default, Args)]
struct Global {
    /// Where sessions live, in its folder sessions/
    #[arg(long, global = true, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Print results as JSON
    #[arg(long, global = true)]
    json: bool,
    /// Only results and failures, no hints
    #[arg(short, long, global = true)]
    quiet: bool,
    /// No colours
    #[arg(long, global = true)]
    no_color: bool,
    /// The language of the screens, of new sessions and of words for days
    #[arg(long, global = true, value_name = "LANGUAGE")]
    lang: Option<looks::LanguageWord>,
    /// The colours of the screens
    #[arg(long, global = true, value_name = "THEME")]
    theme: Option<looks::ThemeWord>,
    /// How strong they are
    #[arg(long, global = true, value_name = "CONTRAST")]
    contrast: Option<looks::ContrastWord>,
    /// The signs that are drawn
    #[arg(long, global = true, value_name = "SYMBOLS")]
    symbols: Option<looks::SymbolsWord>,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::New),
    Run(run::Run),
    Present(present::Present),
    /// List every session: under way, to come, past
    List,
    Show(show::Show),
    Plan(plan::PlanOf),
    Prework(prework::Prework),
    Report(report::ReportOf),
    Templates(templates::TemplatesOf),
    Schema(schema::Schema),
    Check(check::Check),
    Merge(merge::Merge),
    Demo(demo::Demo),
    Completions(completions::Completions),
    /// Print the manual page
    Man,
}

/// Does what the command line says and returns the exit code.
pub fn main() -> ExitCode {
    // Without a word there is nothing to parse, and the screens come sooner.
    let has_words = std::env::args_os().len() > 1;
    let texts = tongue::tongue(std::env::args_os().skip(1), &Environment::of_process());
    let Line { global, command } = match if has_words { help::parsed(texts) } else { Ok(Line::default()) } {
        Ok(line) => line,
        Err(error) => {
            if error.use_stderr() {
                Voice::new(false, false, texts).remark(&error.render().to_string());
            } else {
                error.print().ok(); // help that nobody reads to the end is no failure
            }
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(Exit::Usage as u8));
        }
    };
    let voice = Voice::new(global.json, global.quiet, texts);
    let (voice, outcome) = match Call::new(&global, voice) {
        Ok(mut call) => {
            let outcome = perform(command, &mut call).and_then(|()| Ok(call.voice.flush()?));
            (call.voice, outcome)
        }
        Err((voice, failure)) => (voice, Err(failure)),
    };
    ExitCode::from(ended(voice, outcome) as u8)
}

fn perform(command: Option<Command>, call: &mut Call) -> Result<(), Failure> {
    match command {
        None => screens::open(call, None),
        Some(Command::New(new)) => new.run(call),
        Some(Command::Run(run)) => run.run(call),
        Some(Command::Present(present)) => present.run(call),
        Some(Command::List) => list::run(call),
        Some(Command::Show(show)) => show.run(call),
        Some(Command::Plan(plan)) => plan.run(call),
        Some(Command::Prework(prework)) => prework.run(call),
        Some(Command::Report(report)) => report.run(call),
        Some(Command::Templates(templates)) => templates.run(call),
        Some(Command::Schema(schema)) => schema.run(call),
        Some(Command::Check(check)) => check.run(call, check::Wanted::Any),
        Some(Command::Merge(merge)) => merge.run(call),
        Some(Command::Demo(demo)) => demo.run(call),
        Some(Command::Completions(completions)) => completions.run(call),
        Some(Command::Man) => man::run(call),
    }
}

fn ended(mut voice: Voice, outcome: Result<(), Failure>) -> Exit {
    let Err(failure) = outcome else { return Exit::Done };
    voice.flush().ok(); // what was found before the failure, the faults of a file for instance
    let told: Vec<String> = failure.words.iter().map(|words| (voice.texts.told)(words)).collect();
    if !told.is_empty() {
        voice.remark(&told.join(" "));
    }
    failure.exit
}
