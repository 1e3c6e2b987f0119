//! The picture in the README: drawn from the real run screen, and kept fresh.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use offsite::model::demo;
use offsite::model::session::State;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::support::{Desk, now, template};

const CELL: (u16, u16) = (9, 19);
const PAPER: &str = "#12161b";
const INK: &str = "#dce1e6";

fn colour(colour: Color, otherwise: &str) -> String {
    match colour {
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        _ => otherwise.to_owned(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn look(cell: &Cell) -> (Color, Color, Modifier) {
    (cell.fg, cell.bg, cell.modifier)
}

/// The screen as an SVG: a rectangle behind each run of cells that has a background, and its words.
fn svg(buffer: &Buffer) -> String {
    let (width, height) = ((buffer.area.width + 2) * CELL.0, (buffer.area.height + 2) * CELL.1);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"15\">\n\
         <title>A stage of a session in offsite</title>\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"12\" fill=\"{PAPER}\"/>\n"
    );
    for y in buffer.area.top()..buffer.area.bottom() {
        let cells: Vec<&Cell> = (buffer.area.left()..buffer.area.right()).map(|x| &buffer[(x, y)]).collect();
        let mut column = 0;
        for run in cells.chunk_by(|one, other| look(one) == look(other)) {
            let words: String = run.iter().map(|cell| cell.symbol()).collect();
            let (x, top) = ((column + 1) * CELL.0, (y + 1) * CELL.1);
            let length = u16::try_from(run.len()).expect("a row") * CELL.0;
            let (fg, bg, modifier) = look(run[0]);
            if bg != Color::Reset {
                let fill = colour(bg, PAPER);
                writeln!(svg, "<rect x=\"{x}\" y=\"{top}\" width=\"{length}\" height=\"{}\" fill=\"{fill}\"/>", CELL.1)
                    .expect("a line");
            }
            if !words.trim().is_empty() {
                let weight = if modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
                let (fill, baseline) = (colour(fg, INK), top + 14);
                writeln!(
                    svg,
                    "<text x=\"{x}\" y=\"{baseline}\" textLength=\"{length}\" fill=\"{fill}\"{weight} xml:space=\"preserve\">{}</text>",
                    escaped(&words)
                )
                .expect("a line");
            }
            column += u16::try_from(run.len()).expect("a row");
        }
    }
    svg.push_str("</svg>\n");
    svg
}

#[test]
fn the_picture_in_the_readme_is_fresh() {
    let mut sessions = demo::example(&template(), now());
    let place = sessions.iter().position(|session| session.state == State::Running).expect("a running session");
    let running = sessions.remove(place);
    let mut desk = Desk::running(running, sessions);
    desk.type_text("Cash for three months of wages @me due:end of june");
    let drawn = svg(&desk.buffer());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures/run.svg");
    if std::env::var_os("OFFSITE_BLESS").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, &drawn).expect("the picture");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == drawn,
        "the picture is not what the screen shows. To refresh it: OFFSITE_BLESS=1 cargo test picture"
    );
}
