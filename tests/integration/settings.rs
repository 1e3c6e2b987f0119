//! Settings: on the screen, in the file, and between flags, settings and the locale.

use std::fs;

use offsite::model::stage::Style;
use offsite::settings::{Setting, Settings};
use offsite::tui::app::Msg;
use offsite::tui::effect::{Answer, Effect};
use offsite::tui::screens::Screen;
use offsite::tui::screens::settings::SettingsScreen;
use offsite::tui::theme::{Depth, ThemeChoice, ThemeOptions};
use offsite::tui::world::Around;
use ratatui::style::Color;
use serde_json::Value;

use crate::support::command::Machine;
use crate::support::room::Room;
use crate::support::terminal::Terminal;
use crate::support::{Desk, session};

const CONFIG: &str = "config/offsite/config.toml";

fn desk() -> Desk {
    speaking("en")
}

fn speaking(language: &'static str) -> Desk {
    Desk::on(vec![session()], |world| {
        world.settings_file = "~/.config/offsite/config.toml".into();
        let theme = ThemeOptions { depth: Depth::True, choice: ThemeChoice::Auto, ..ThemeOptions::default() };
        world.around = Around { theme, language, ..Around::default() };
        world.take_settings(Settings::default(), None);
        Screen::Settings(SettingsScreen::default())
    })
}

fn asked(desk: &Desk) -> Vec<Settings> {
    let configured = desk.effects.iter().filter_map(|effect| match effect {
        Effect::Configure(settings) => Some(settings.clone()),
        _ => None,
    });
    configured.collect()
}

#[test]
fn the_settings_at_every_size() {
    let mut desk = desk();
    insta::assert_snapshot!("settings", desk.screen());
    desk.press("down down down right");
    desk.size = (80, 24);
    insta::assert_snapshot!("settings_80", desk.screen());
    desk.size = (60, 16);
    insta::assert_snapshot!("settings_60", desk.screen());
    desk.size = (160, 45);
    insta::assert_snapshot!("settings_160", desk.screen());
}

#[test]
fn the_settings_in_french_at_every_size() {
    let mut desk = speaking("fr");
    insta::assert_snapshot!("settings_fr", desk.screen());
    desk.press("down down down");
    desk.size = (80, 24);
    insta::assert_snapshot!("settings_fr_80", desk.screen());
    desk.size = (60, 16);
    insta::assert_snapshot!("settings_fr_60", desk.screen());
}

#[test]
fn the_background_is_the_terminals_until_it_is_to_be_painted() {
    let mut desk = desk();
    let painted = |desk: &Desk| desk.buffer().content().iter().filter(|cell| cell.bg != Color::Reset).count();
    assert!(painted(&desk) < 100, "only what has the focus");
    desk.press("down down down right").sees("‹ always ›");
    assert_eq!(painted(&desk), 100 * 30);
    desk.press("esc ?");
    assert_eq!(painted(&desk), 100 * 30, "below and in an overlay too");
    desk.press("esc , down down down right").sees("‹ never ›");
    assert!(painted(&desk) < 100);
}

#[test]
fn a_comma_opens_them_from_home_and_so_do_the_commands() {
    let mut desk = Desk::with(vec![session()]);
    desk.press(",").sees("‹ auto ›").press("esc").misses("‹ auto ›");
    desk.press("?").type_text("settings").press("enter").sees("‹ auto ›");
    desk.press("q").misses("‹ auto ›");
}

#[test]
fn a_change_shows_at_once_is_kept_and_undone() {
    let mut desk = desk();
    let before = desk.buffer();
    desk.sees("Theme                       ‹ auto ›   dark, from the terminal").misses("u undo");
    desk.press("right right").sees("‹ light ›").sees("u undo");
    assert_ne!(desk.buffer()[(3, 2)].style(), before[(3, 2)].style());
    desk.press("u u").sees("‹ auto ›").misses("u undo").press("left").sees("‹ light ›");
    desk.press("down down enter enter").sees("< ascii >").press("tab");
    let words: Vec<&str> = asked(&desk).iter().map(|settings| settings.word(Setting::Theme)).collect();
    assert_eq!(words, ["dark", "light", "dark", "auto", "light", "light", "light"]);
    assert_eq!(asked(&desk).last().unwrap().word(Setting::Symbols), "ascii");
}

#[test]
fn a_flag_goes_before_a_setting_until_it_is_set_here() {
    let mut desk = desk();
    desk.app.world_mut().forced.choose(Setting::Theme, "light");
    desk.sees("‹ light ›   by a flag, for now").press("right").sees("‹ auto ›   dark, from the terminal");
}

#[test]
fn the_clock_of_new_sessions_follows_the_setting() {
    let mut desk = desk();
    desk.press("G right").sees("‹ off ›").press("esc n enter").type_text("Spring").press("esc");
    assert!(desk.app.world().library.sessions().any(|session| session.title == "Spring" && session.clock_off));
}

#[test]
fn new_sessions_begin_in_the_style_of_the_setting() {
    let mut desk = desk();
    desk.press("G up right").sees("‹ strategist ›").press("esc n enter").type_text("Spring").press("esc");
    assert!(desk.app.world().library.sessions().any(|session| session.style == Style::Strategist));
    let machine = Machine::new();
    machine.write(CONFIG, "style = \"expert\"\n");
    let made = machine.offsite(&["new", "--template", "blank"]).succeeds();
    let session: Value = serde_json::from_slice(&fs::read(made.said().trim()).unwrap()).unwrap();
    assert_eq!(session["style"], "expert");
}

#[test]
fn a_file_that_was_edited_is_taken_and_its_faults_are_said() {
    let mut desk = desk();
    desk.press("e");
    assert!(desk.effects.contains(&Effect::EditSettings));
    let mut settings = Settings::default();
    settings.choose(Setting::Theme, "light");
    desk.send(Msg::Answer(Answer::Settings(settings, Some("config.toml, line 2: that. It stays.".to_owned()))));
    desk.sees("‹ light ›").sees("config.toml, line 2: that. It stays.");
    desk.send(Msg::Answer(Answer::NotConfigured("It could not be saved. Why.".to_owned())))
        .sees("It could not be saved.");
    desk.app.world_mut().is_example = true;
    desk.misses("edit the file").sees("Changes apply at once. In the").press("right");
    assert_eq!(asked(&desk), [], "the example keeps nothing");
}

#[test]
fn what_is_set_on_the_screen_is_in_the_file_beside_what_stood_there() {
    let room = Room::new();
    let path = room.path(CONFIG);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, "# by hand\ncontrast = \"high\"  # for the beamer\n").unwrap();
    let mut terminal = Terminal::start(room.command(&[]), (100, 30));
    terminal.until("A quiet place").press(",").until("HOW IT LOOKS").press("jj").press("l").until("‹ unicode ›");
    terminal.press("qq");
    assert_eq!(terminal.ends(), 0);
    let expected = "# by hand\ncontrast = \"high\"  # for the beamer\nsymbols = \"unicode\"\n";
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
}

#[test]
fn the_file_opens_in_the_editor_and_is_read_again() {
    let room = Room::new();
    let path = room.path(CONFIG);
    let mut command = room.command(&[]);
    let editor = room.path("editor");
    fs::write(&editor, "#!/bin/sh\nprintf 'contrast = \"hgih\"\\nsymbols = \"ascii\"\\n' > \"$1\"\n").unwrap();
    command.env("EDITOR", format!("sh {}", editor.display()));
    let mut terminal = Terminal::start(command, (100, 30));
    terminal.until("A quiet place").press(",").until("HOW IT LOOKS").press("e").until("did you mean \"high\"?");
    assert!(terminal.shown().contains("ascii"), "{}", terminal.shown());
    terminal.press("qqq");
    assert_eq!(terminal.ends(), 0);
    assert!(fs::read_to_string(&path).unwrap().starts_with("contrast = \"hgih\"\n"), "it is as the editor left it");
}

fn language(machine: &Machine, variables: &[(&str, &str)], flags: &[&str]) -> Value {
    let arguments = [&["new", "--template", "blank"], flags].concat();
    let made = machine.offsite_with(variables, &arguments).succeeds();
    let session: Value = serde_json::from_slice(&fs::read(made.said().trim()).unwrap()).unwrap();
    session["language"].clone()
}

#[test]
fn the_flag_goes_before_the_setting_and_the_setting_before_the_locale() {
    let machine = Machine::new();
    let french = [("LANG", "fr_FR.UTF-8")];
    assert_eq!(language(&machine, &[], &[]), "en");
    assert_eq!(language(&machine, &french, &[]), "fr");
    assert_eq!(language(&machine, &[("LC_ALL", "fr_CA"), ("LANG", "en_GB")], &[]), "fr");
    assert_eq!(language(&machine, &[("LC_MESSAGES", "fr_CH"), ("LANG", "en_GB")], &[]), "fr");
    machine.write(CONFIG, "language = \"en\"\n");
    assert_eq!(language(&machine, &french, &[]), "en");
    assert_eq!(language(&machine, &[], &["--lang", "fr"]), "fr");
    machine.write(CONFIG, "language = \"fr\"\n");
    assert_eq!(language(&machine, &[], &[]), "fr");
    machine.offsite(&["new", "--template", "blank", "--when", "jeudi"]).succeeds().says("2026-03-05");
    machine
        .offsite(&["new", "--template", "blank", "--lang", "en", "--when", "thursday"])
        .succeeds()
        .says("2026-03-05");
    machine.offsite(&["templates", "show", "blank"]).succeeds().says("Page blanche");
    machine.offsite(&["list", "--lang", "de"]).fails_with(2).remarks("en, fr");
}

#[test]
fn a_broken_file_is_told_once_and_left_as_it_is() {
    let machine = Machine::new();
    for (text, told) in [
        ("language = \"fr\"\ncontrast = \"high\n", "config.toml, line 2, column"),
        ("language = fr\n", "config.toml, line 1, column"),
        ("\u{1b}[31m = 1\n", "config.toml, line 1, column 2"),
    ] {
        let path = machine.write(CONFIG, text);
        let list =
            machine.offsite(&["list"]).succeeds().remarks(told).remarks("The file is untouched").steers_no_terminal();
        assert_eq!(list.remarked().matches("config.toml").count(), 1);
        assert_eq!(language(&machine, &[], &[]), "en", "what is broken is as usual");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
    machine.write(CONFIG, "language = \"fr\"\ntheme = \"drak\"\nlater = { key = 1 }\n");
    machine.offsite(&["list"]).succeeds().remarks("ligne 2, colonne 9");
    assert_eq!(language(&machine, &[], &[]), "fr", "the others hold");
}

#[test]
fn the_clock_setting_holds_on_the_command_line_too() {
    let machine = Machine::new();
    machine.write(CONFIG, "clock_off = true\n");
    let made = machine.offsite(&["new", "--template", "blank"]).succeeds();
    let session: Value = serde_json::from_slice(&fs::read(made.said().trim()).unwrap()).unwrap();
    assert_eq!(session["clock_off"], true);
}
