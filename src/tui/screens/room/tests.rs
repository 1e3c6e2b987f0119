//! Every scene at every size: no secret in any cell, no other client, no faint word.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use uuid::Uuid;

use super::sight::Sight;
use crate::lang::Texts;
use crate::model::session::Session;
use crate::model::shared::live::{At, Live, Scene};
use crate::model::shared::tests::{SECRET, with_secrets};
use crate::model::shared::{Shared, family};
use crate::model::strategies::{at, sample, session};
use crate::tui::glyphs;
use crate::tui::theme::{Depth, Theme, ThemeChoice, ThemeOptions, contrast};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::world::Look;

/// From the smallest to a wall.
const SIZES: [(u16, u16); 6] = [(60, 16), (80, 24), (100, 30), (120, 36), (160, 45), (200, 50)];

fn sight(session: &Session, others: &[Session], scene: Scene, at: At, language: &str) -> Sight {
    let live = Live::new(Shared::of(session), family(session, others), scene, at, language);
    // What is drawn has been through the file.
    Sight::of(Live::read(&live.bytes()).unwrap())
}

fn draw(sight: &Sight, (columns, rows): (u16, u16), choice: ThemeChoice) -> Buffer {
    let options = ThemeOptions { choice, depth: Depth::True, ..ThemeOptions::default() };
    let look = Look { texts: Texts::of("en"), theme: Theme::resolve(&options), glyphs: &glyphs::UNICODE };
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    let mut canvas = Canvas::new(&mut buffer, sight.look(look));
    sight.draw(at("10:20"), area, &mut canvas);
    buffer
}

fn words(buffer: &Buffer) -> String {
    let row = |y| (0..buffer.area.width).map(move |x| buffer[(x, y)].symbol()).collect::<String>();
    (0..buffer.area.height).map(row).collect::<Vec<_>>().join("\n")
}

/// Every question of a session, and one that is not there.
fn spots(session: &Session) -> Vec<At> {
    let mut spots = vec![At { stage: 99, sheet: 99, question: 99 }];
    for (stage, each) in session.stages.iter().enumerate() {
        for (sheet, each) in each.sheets.iter().enumerate() {
            spots.extend((0..each.prompts.len().max(1)).map(|question| At { stage, sheet, question }));
        }
    }
    spots
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_secret_is_in_any_cell_or_title_of_any_scene(session in session()) {
        let secret = with_secrets(&session);
        let other = Session { id: Uuid::from_u128(77), title: SECRET.to_owned(), client: None, ..secret.clone() };
        let others = [secret.clone(), other];
        let spots = spots(&secret);
        let each_size = SIZES.into_iter().flat_map(|size| Scene::ALL.map(|scene| (scene, size)));
        // Every scene at every size, and every question in every scene.
        let pairs = each_size.zip(spots.iter().copied().cycle());
        let all = Scene::ALL.into_iter().zip(SIZES.into_iter().cycle());
        let all = all.flat_map(|pair| spots.iter().map(move |at| (pair, *at))).chain(pairs);
        for language in ["en", "fr"] {
            for ((scene, size), at) in all.clone() {
                let sight = sight(&secret, &others, scene, at, language);
                let shown = words(&draw(&sight, size, ThemeChoice::Dark));
                prop_assert!(!shown.contains(SECRET), "{scene:?} {at:?}\n{shown}");
                prop_assert!(!sight.title().contains(SECRET));
                prop_assert!(!String::from_utf8_lossy(&sight.live.bytes()).contains(SECRET));
            }
        }
    }

    #[test]
    fn other_clients_and_private_notes_change_no_cell(session in session()) {
        let note = |id: &str| crate::model::item::Item::new(crate::model::id::ItemId::new(id), "text", "quiet").with("private", true);
        let mut more = session.clone();
        more.notes.push(note("z-1"));
        more.parked.push(note("z-2"));
        let client = Some(crate::model::session::Client { name: "Another".to_owned(), ..Default::default() });
        let other = Session { id: Uuid::from_u128(77), client, ..session.clone() };
        for scene in Scene::ALL {
            let alone = sight(&session, std::slice::from_ref(&session), scene, At::default(), "en");
            let among = sight(&more, &[more.clone(), other.clone()], scene, At::default(), "en");
            prop_assert_eq!(draw(&alone, (100, 30), ThemeChoice::Dark), draw(&among, (100, 30), ThemeChoice::Dark));
        }
    }

    #[test]
    fn nothing_panics_at_any_size(session in session(), columns in 0_u16..220, rows in 0_u16..60, scene in prop::sample::select(Scene::ALL.to_vec())) {
        for at in spots(&session) {
            let sight = sight(&session, std::slice::from_ref(&session), scene, at, "en");
            draw(&sight, (columns, rows), ThemeChoice::Light);
        }
    }
}

#[test]
fn every_word_stands_out_seven_to_one_on_a_painted_background() {
    let session = sample();
    for choice in [ThemeChoice::Dark, ThemeChoice::Light] {
        for scene in Scene::ALL {
            let sight = sight(&session, std::slice::from_ref(&session), scene, At { stage: 1, ..At::default() }, "en");
            let buffer = draw(&sight, (100, 30), choice);
            for cell in buffer.content() {
                let (Color::Rgb(red, green, blue), Color::Rgb(r, g, b)) = (cell.fg, cell.bg) else {
                    panic!("a cell of {scene:?} is not painted: {cell:?}");
                };
                let contrast = contrast([red, green, blue], [r, g, b]);
                assert!(cell.symbol().trim().is_empty() || contrast >= 7.0, "{scene:?} {cell:?} {contrast:.2}");
            }
        }
    }
}

#[test]
fn a_file_of_extremes_is_drawn_without_a_word_of_panic() {
    let session = sample();
    let live = Live::new(
        Shared::of(&session),
        family(&session, [&session]),
        Scene::Question,
        At { stage: 1, ..At::default() },
        "en",
    );
    let whole: serde_json::Value = serde_json::from_slice(&live.bytes()).unwrap();
    let far = ["+262142-12-31", "-262143-01-01", "0000-01-01"];
    let hour = "T23:59:59+00:00";
    for day in far {
        for number in [i64::MIN, -1, 0, i64::MAX] {
            let mut file = whole.clone();
            wreck(&mut file, day, hour, number);
            let Some(live) = Live::read(&serde_json::to_vec(&file).unwrap()) else { continue };
            for scene in Scene::ALL {
                let sight = Sight::of(Live { scene, ..live.clone() });
                draw(&sight, (100, 30), ThemeChoice::Dark);
                sight.next_change(at("10:20"));
            }
        }
    }
}

/// Puts days of another age and numbers without measure wherever they fit.
fn wreck(file: &mut serde_json::Value, day: &str, hour: &str, number: i64) {
    use serde_json::Value;
    match file {
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                match key.as_str() {
                    "due" | "start" | "date" | "finished" => *value = day.into(),
                    "horizon" => *value = serde_json::json!([day, day]),
                    "scheduled" | "began" | "left" | "runs_since" => *value = format!("{day}{hour}").into(),
                    "spent" => *value = number.into(),
                    "minutes" | "stage" | "sheet" | "question" => *value = number.clamp(0, i64::from(u32::MAX)).into(),
                    _ => wreck(value, day, hour, number),
                }
            }
            if object.contains_key("minutes") {
                let began = format!("{day}{hour}");
                object.insert(
                    "clock".to_owned(),
                    serde_json::json!({ "began": began, "runs_since": began, "spent": number }),
                );
            }
            if object.contains_key("text") {
                object.insert("due".to_owned(), day.into());
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|each| wreck(each, day, hour, number)),
        _ => {}
    }
}

#[test]
fn behind_the_curtain_there_is_only_the_time_of_day() {
    let session = sample();
    let mut sight = sight(&session, &[], Scene::Question, At::default(), "en");
    sight.live.is_blank = true;
    assert_eq!(words(&draw(&sight, (80, 24), ThemeChoice::Dark)).trim(), "10:20");
    assert_eq!(sight.title(), "offsite");
}
