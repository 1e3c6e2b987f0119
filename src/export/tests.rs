//! What holds for every report: nothing private is in it, and nothing that people wrote steers it.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};
use roxmltree::ParsingOptions;
use uuid::Uuid;

use super::*;
use crate::lang::Texts;
use crate::model::private::Private;
use crate::model::session::{Client, Session};
use crate::model::shared::tests::{SECRET, with_secrets};
use crate::model::shared::{Shared, family};
use crate::model::strategies::{at, session};
use document::{Block, Cell, Entry, Fact, Head, Mark, MarkKind, Part, Section, Table, Timeline};

/// A document with these words wherever there are any.
fn full_of(words: &str) -> Document {
    let words = words.to_owned();
    let fact = || Fact { name: words.clone(), words: words.clone() };
    let entry = || Entry { words: words.clone(), facts: vec![fact(), fact()] };
    let table = Table {
        heads: [false, true].map(|is_number| Head { words: words.clone(), is_number }).to_vec(),
        rows: vec![
            vec![Cell::Main(entry()), Cell::Words(words.clone())],
            vec![Cell::Main(entry()), Cell::Words(words.clone())],
        ],
    };
    let day = at("09:30").date_naive();
    let (when, sort, who) = ("12 Mar 2026".to_owned(), "goal", words.clone());
    let mark = Mark { from: None, day, when, kind: MarkKind::Goal, sort, words: words.clone(), who };
    let blocks = [
        Block::Text(words.clone()),
        Block::Facts(vec![fact(), fact()]),
        Block::List(vec![entry(), entry()]),
        Block::Ticks(vec![(true, words.clone()), (false, words.clone())]),
        Block::Table(table),
        Block::Timeline(Timeline { words: words.clone(), marks: vec![mark] }),
    ];
    let parts = blocks.into_iter().map(|block| Part { title: words.clone(), block }).collect();
    Document {
        language: "en",
        title: words.clone(),
        kind: "Kind",
        warning: "Warning",
        lead: words.clone(),
        facts: vec![fact()],
        sections: vec![Section { title: words.clone(), aside: words.clone(), parts }],
        foot: "Foot",
    }
}

fn markdown_of(document: &Document) -> (Vec<String>, String) {
    let text = markdown::write(document);
    let (mut shape, mut words) = (Vec::new(), String::new());
    for event in Parser::new_ext(
        &text,
        Options::ENABLE_TABLES
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_MATH,
    ) {
        match event {
            Event::Text(text) => words.push_str(&text),
            other => shape.push(format!("{other:?}")),
        }
    }
    (shape, words)
}

#[test]
fn what_means_something_in_markdown_means_itself() {
    for words in [
        "# title",
        "- list",
        "+ list",
        "1. first",
        "1) first",
        "=== rule",
        "--- rule",
        "> quote",
        "a | b",
        "**bold**",
        "_it_",
        "`code`",
        "[link](http://x)",
        "![image](x)",
        "<b>html</b>",
        "<!-- -->",
        "&amp; &#35;",
        "~~gone~~",
        "\\",
        "$x$",
        "[^1]: note",
        "a\\|b",
        "[x] done",
        "| a |\n|---|",
        "***",
        "x\n===",
        "x\n\n# y",
        "    code",
        "~~~",
        "http://x.y",
        ": def",
        "\\\\|",
    ] {
        let (shape, said) = markdown_of(&full_of(words));
        assert_eq!(shape.len(), markdown_of(&full_of("plain")).0.len() + breaks(words), "{words}");
        let line = clean::line(words.lines().next().unwrap_or_default());
        assert!(said.contains(&line), "{line} is not in {said}");
    }
}

/// The elements of a page with their attributes, but those for the looks, and its words.
fn html_of(document: &Document) -> (Vec<String>, String) {
    let text = html::write(document);
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let page =
        roxmltree::Document::parse_with_options(&text, options).unwrap_or_else(|error| panic!("{error}: {text}"));
    let elements = page.descendants().filter(roxmltree::Node::is_element);
    let shape = elements.map(|node| {
        let names: Vec<&str> =
            node.attributes().map(|attribute| attribute.name()).filter(|name| *name != "class").collect();
        format!("{} {}", node.tag_name().name(), names.join(" "))
    });
    let words = page.descendants().filter(roxmltree::Node::is_text).filter_map(|node| node.text());
    (shape.collect(), words.collect::<Vec<_>>().join("\n"))
}

#[test]
fn a_page_loads_nothing_and_runs_nothing() {
    let text = html::write(&full_of("<script>alert(1)</script><img src=x onerror=alert(1)>\u{1b}[31m\u{ffff}"));
    let (shape, words) = html_of(&full_of("<script>alert(1)</script>"));
    assert!(words.contains("<script>alert(1)</script>"));
    for banned in ["script", "img", "link", "iframe", "a ", "form", "object", "base"] {
        assert!(!shape.iter().any(|element| element.starts_with(banned)), "{banned}");
    }
    for banned in ["src=", "url(", "@import", "http://", "https://", "onerror=a\"", "\u{1b}"] {
        assert!(!text.replace("src=x", "").contains(banned), "{banned}");
    }
    assert!(text.contains("default-src 'none'") && text.contains("<html lang=\"en\">"));
}

#[test]
fn every_colour_of_words_stands_out_from_what_is_behind_it() {
    let (light, dark) = html::STYLE.split_once("@media screen").unwrap();
    for style in [light, dark] {
        let colour = |name: &str| {
            let hex = style.split_once(&format!("--{name}: #")).unwrap().1.get(..6).unwrap();
            let part = |at: usize| f64::from(u8::from_str_radix(hex.get(at..at + 2).unwrap(), 16).unwrap()) / 255.0;
            let linear = |part: f64| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
            0.2126 * linear(part(0)) + 0.7152 * linear(part(2)) + 0.0722 * linear(part(4))
        };
        for (words, behind) in [
            ("ink", "paper"),
            ("ink", "tint"),
            ("quiet", "paper"),
            ("quiet", "tint"),
            ("accent", "paper"),
            ("warm", "paper"),
        ] {
            let (one, other) = (colour(words), colour(behind));
            let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
            assert!(contrast >= 7.0, "{words} on {behind}: {contrast:.1}");
        }
    }
}

/// The events by which a text of several lines is longer than one of a line: a hard break, or the end and the start of a
/// paragraph.
fn breaks(words: &str) -> usize {
    let lines = clean::clean(words);
    let paragraphs: Vec<usize> = lines
        .split("\n\n")
        .map(|paragraph| paragraph.lines().filter(|line| !line.trim().is_empty()).count())
        .filter(|lines| *lines > 0)
        .collect();
    let within: usize = paragraphs.iter().map(|lines| lines - 1).sum();
    within + 2 * paragraphs.len().saturating_sub(1)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_that_people_write_becomes_structure_of_markdown(words in "[a-c0-2#*_|<>`~\\[\\]()!&\\\\.:=+$ -]{0,14}x[a-c#*_|<>`~\\[\\]()!&\\\\$-]{0,6}") {
        let (shape, said) = markdown_of(&full_of(&words));
        prop_assert_eq!(&shape, &markdown_of(&full_of("plain")).0, "{}", words);
        let line = clean::line(&words);
        prop_assert!(said.contains(&line), "{} is not in {}", line, said);
    }

    #[test]
    fn nothing_that_people_write_becomes_structure_of_html(words in "[a-c<>&\"'/=;:!#\\[\\]{}-]{0,14}x\\PC{0,6}") {
        let (shape, said) = html_of(&full_of(&words));
        prop_assert_eq!(&shape, &html_of(&full_of("plain")).0, "{}", words);
        let line = clean::clean(words.trim()).into_owned();
        prop_assert!(said.contains(&line), "{} is not in {}", line, said);
    }

    #[test]
    fn no_secret_is_in_any_report(session in session(), title in "[a-z]{1,8}") {
        let secret = with_secrets(&session);
        let nord = Client { name: "Nord".to_owned(), ..Client::default() };
        let other = Session { id: Uuid::from_u128(77), title: SECRET.to_owned(), client: Some(nord), ..secret.clone() };
        let earlier = Session { id: Uuid::from_u128(78), title, ..secret.clone() };
        let (shared, all) = (Shared::of(&secret), [secret.clone(), other, earlier]);
        let family = family(&secret, &all);
        let (texts, now) = (Texts::of("en"), at("12:00"));
        for document in [report::for_client(&shared, &family, texts, now), report::for_facilitator(&shared, &family, None, texts, now)] {
            for format in FORMATS {
                let text = (format.write)(&document);
                prop_assert!(!text.contains(SECRET), "{}", text);
            }
        }
        let own = report::for_facilitator(&shared, &family, Some(&Private::of(&secret)), texts, now);
        let text = markdown::write(&own);
        prop_assert!(text.contains(SECRET) && text.contains(own.warning) && !own.warning.is_empty());
    }

    #[test]
    fn what_is_private_changes_no_byte_of_a_report(session in session()) {
        let mut more = session.clone();
        more.notes.clear();
        more.prework.clear();
        "x".clone_into(&mut more.closed_because);
        for format in FORMATS {
            let written = |session: &Session| (format.write)(&report::for_client(&Shared::of(session), &[], Texts::of("fr"), at("12:00")));
            prop_assert_eq!(written(&more), written(&session));
        }
    }
}
