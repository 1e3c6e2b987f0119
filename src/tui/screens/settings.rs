//! Settings: what can be chosen at the left, how it looks at the right; a change shows at once.

use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};

use super::aside::Aside;
use super::{Component, Go, Screen};
use crate::settings::Setting;
use crate::tui::effect::Effect;
use crate::tui::keymap::{Action, Place};
use crate::tui::theme::{Theme, contrast};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::frame::{self, Header};
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::text;
use crate::tui::world::World;

/// Columns before the values.
const LABEL: u16 = 28;

/// Columns of the settings, on a screen that has room for more.
const LIST: u16 = 62;

/// Columns of the line that stands for a clock.
const CLOCK: u16 = 28;

/// Rows that all settings need without a line between their groups.
const TIGHT: u16 = 12;

/// The settings, and what was changed here.
#[derive(Default)]
pub struct SettingsScreen {
    cursor: Cursor,
    /// What was set before, oldest first.
    before: Vec<(Setting, &'static str)>,
}

impl SettingsScreen {
    fn setting(&self) -> Option<Setting> {
        Setting::ALL.get(self.cursor.row(Setting::ALL.len())).copied()
    }

    /// Takes the next word for a setting, or the one before, in a circle.
    fn turn(&mut self, is_on: bool, world: &mut World) {
        let Some(setting) = self.setting() else { return };
        let (words, now) = (setting.words(), world.setting(setting));
        let at = words.iter().position(|word| *word == now).unwrap_or(0);
        let step = if is_on { 1 } else { words.len() - 1 };
        if let Some(next) = words.get((at + step) % words.len()) {
            self.before.push((setting, now));
            world.set(setting, next);
        }
    }

    fn undo(&mut self, world: &mut World) {
        if let Some((setting, word)) = self.before.pop() {
            world.set(setting, word);
            self.cursor.select(Setting::ALL.iter().position(|each| *each == setting).unwrap_or(0));
        }
    }

    fn list(&self, world: &World, room: Rect, is_short: bool, canvas: &mut Canvas<'_>) {
        let (theme, words) = (canvas.theme(), canvas.texts().settings);
        // Groups stand close together where there is no room for a line between them.
        let gap = u16::from(room.height > TIGHT);
        let mut y = room.y;
        for (index, setting) in Setting::ALL.into_iter().enumerate() {
            let heading = match setting {
                Setting::Theme => words.look,
                Setting::Style => words.new_sessions,
                _ => "",
            };
            if !heading.is_empty() {
                y += gap * u16::from(index > 0);
                canvas.put(room.x, y, room.width, heading, theme.quiet());
                y += if is_short { 1 } else { 2 };
            }
            self.row(setting, world, Rect { y, height: 1, ..room }.intersection(room), canvas);
            y += 1;
        }
        canvas.put(room.x, y + gap, room.width, words.files, theme.quiet());
        y += gap + if is_short { 1 } else { 2 };
        canvas.put(room.x, y, LABEL, words.sessions, theme.quiet());
        let folder = Rect { x: room.x + LABEL + 2, y, height: 2, width: room.width.saturating_sub(LABEL + 2) };
        canvas.paragraph(folder.intersection(room), &world.folder, theme.quiet());
    }

    fn row(&self, setting: Setting, world: &World, row: Rect, canvas: &mut Canvas<'_>) {
        let (theme, glyphs, words) = (canvas.theme(), canvas.glyphs(), canvas.texts().settings);
        let is_here = self.setting() == Some(setting);
        if is_here {
            canvas.focus(row);
        }
        let style = if is_here { theme.strong() } else { theme.text() };
        canvas.put(row.x, row.y, LABEL.saturating_sub(1), (words.name)(setting.key()), style);
        let word = (words.word)(setting.key(), world.setting(setting));
        let aside = aside(setting, world);
        let aside = if aside.is_empty() { aside } else { format!("   {aside}") };
        let (x, room) = (row.x + LABEL, row.width.saturating_sub(LABEL));
        if is_here {
            let here = theme.here();
            let (before, after) = (format!("{} ", glyphs.choice_before), format!(" {}", glyphs.choice_after));
            canvas.pieces(x, row.y, room, &[(&before, here), (word, here), (&after, here), (&aside, theme.quiet())]);
        } else {
            canvas.put(x + 2, row.y, room.saturating_sub(2), word, theme.text());
        }
    }
}

/// What an open choice comes to now, and who else has a say.
fn aside(setting: Setting, world: &World) -> String {
    let words = world.texts().settings;
    if world.forced.is_chosen(setting) {
        return words.forced.to_owned();
    }
    match (setting, world.setting(setting)) {
        (Setting::Theme, "auto") => {
            let theme = if world.around.theme.is_light == Some(true) { "light" } else { "dark" };
            (words.from_terminal)((words.word)("theme", theme))
        }
        (Setting::Symbols, "auto") => {
            let symbols = if world.around.glyphs.focus.is_ascii() { "ascii" } else { "unicode" };
            (words.from_terminal)((words.word)("symbols", symbols))
        }
        (Setting::Language, "auto") => (words.from_locale)((words.word)("language", world.around.language)),
        _ => String::new(),
    }
}

/// Draws a sample of everything that the choices change.
fn preview(world: &World, room: Rect, canvas: &mut Canvas<'_>) {
    let (theme, glyphs, words) = (canvas.theme(), canvas.glyphs(), canvas.texts().settings);
    canvas.put(room.x, room.y, room.width, words.preview, theme.quiet());
    let styles = [theme.text(), theme.quiet(), theme.here(), theme.look(), theme.wrong()];
    let mut y = room.y + 2;
    for (sample, style) in words.samples.into_iter().zip(styles) {
        let sample = match ratio(style, theme) {
            Some(ratio) if style != theme.text() => (words.ratio)(sample, ratio),
            _ => sample.to_owned(),
        };
        canvas.put(room.x, y, room.width, &sample, style);
        y += 1;
    }
    y += 1;
    let width = CLOCK.min(room.width);
    canvas.repeat(room.x, y, width, glyphs.rest, theme.rule());
    canvas.repeat(room.x, y, width * 2 / 5, glyphs.elapsed, theme.here());
    let signs = [(glyphs.done, theme.quiet()), (glyphs.here, theme.here()), (glyphs.to_come, theme.quiet())];
    let mut x = room.x;
    for ((sign, style), word) in signs.into_iter().zip(words.states) {
        let pieces = [(sign, style), (" ", style), (word, theme.quiet())];
        x += canvas.pieces(x, y + 2, room.right().saturating_sub(x), &pieces) + 2;
    }
    let note = if world.is_example { words.nothing_kept } else { words.at_once };
    let rows = u16::try_from(text::wrap(note, usize::from(room.width)).len()).unwrap_or(1);
    let bottom = Rect { y: room.bottom().saturating_sub(rows), height: rows, ..room };
    if bottom.y > y + 3 {
        canvas.paragraph(bottom, note, theme.quiet());
    }
}

/// How well words of a style can be told from the theme's own background, where both colours are known.
fn ratio(style: Style, theme: Theme) -> Option<f64> {
    let rgb = |colour: Option<Color>| match colour {
        Some(Color::Rgb(red, green, blue)) => Some([red, green, blue]),
        _ => None,
    };
    Some(contrast(rgb(style.fg)?, rgb(theme.background().bg)?))
}

impl Component for SettingsScreen {
    fn place(&self, _world: &World) -> Place {
        Place::Settings
    }

    fn can(&self, action: Action, world: &World) -> bool {
        match action {
            Action::Undo => !self.before.is_empty(),
            Action::Redo | Action::Settings => false,
            Action::Edit => !world.is_example,
            _ => world.can(action),
        }
    }

    fn act(&mut self, action: Action, world: &mut World) -> Go {
        match action {
            Action::More | Action::Less => self.turn(action == Action::More, world),
            Action::Undo => self.undo(world),
            Action::Edit => world.ask(Effect::EditSettings),
            // What other screens did stays out of sight.
            Action::Redo | Action::Settings => {}
            Action::Park => return Go::open(Screen::Aside(Aside::park(None, world))),
            action if self.cursor.act(action, Setting::ALL.len()) => {}
            action => return Go::Pass(action),
        }
        Go::Stay
    }

    fn view(&self, world: &World, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
        let fact = [(world.settings_file.as_str(), canvas.theme().quiet())];
        let header = Header { path: &[world.texts().settings.title], fact: &fact, ..Header::default() };
        let room = frame::draw(canvas, area, &header, world, self);
        let is_short = frame::is_short(area);
        if frame::is_narrow(area) {
            self.list(world, room, is_short, canvas);
            return None;
        }
        self.list(world, Rect { width: LIST.min(room.width), ..room }, is_short, canvas);
        let x = room.x + LIST + 3;
        preview(world, Rect { x, width: room.right().saturating_sub(x).min(84), ..room }, canvas);
        None
    }
}
