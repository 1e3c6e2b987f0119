//! Forms through all that mail programs and people do to them.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

fn form() -> Form<'static> {
    Form {
        address: Address { session: Uuid::from_u128(7), person: "p-1".to_owned() },
        title: "Stock-taking – Léa, for “Q2 offsite”",
        intro: "Write under each question, as much or as little as you like, and send the whole mail back. Nobody else reads it.",
        closing: "Thank you. See you on Thursday.",
        questions: vec![
            Question { number: 1, ask: "What went well since we last met?", hint: "" },
            Question {
                number: 2,
                ask: "What hurts – and whom does it hurt most, inside or outside of the company?",
                hint: "One thing is enough…",
            },
            Question { number: 3, ask: "Quelle est l’étape que vous n'aimez pas ?", hint: "" },
        ],
    }
}

/// The form with these answers under its questions, the others left empty.
fn filled(answers: &[(u32, &str)]) -> String {
    let mut text = String::new();
    let written = form().write();
    let mut open = None;
    for line in written.lines() {
        if line.starts_with('[') || line.starts_with("Thank") {
            let said = answers.iter().find(|(number, _)| Some(*number) == open);
            text += &said.map(|(_, said)| format!("{said}\n\n")).unwrap_or_default();
            open = line
                .strip_prefix("[q")
                .and_then(|rest| rest.split_once(']'))
                .and_then(|(number, _)| number.parse().ok());
        }
        text += line;
        text.push('\n');
    }
    text
}

fn quoted(text: &str) -> String {
    text.lines().flat_map(|line| ["> ", line, "\n"]).collect()
}

fn said(reading: &Reading) -> Vec<(u32, &str)> {
    reading.answers.iter().map(|answer| (answer.number, answer.text.as_str())).collect()
}

#[test]
fn a_form_reads_as_it_is_mailed() {
    let text = form().write();
    assert!(text.lines().all(|line| line.chars().count() <= COLUMNS), "{text}");
    assert!(text.contains("\n[offsite/00000000-0000-0000-0000-000000000007/p-1]\n"));
    assert!(text.contains("\n[q1] What went well since we last met?\n\n"));
    assert!(text.ends_with("Thank you. See you on Thursday.\n"));
    assert_eq!(Address::find(&quoted(&text)), Some(form().address));
}

#[test]
fn an_empty_form_answers_nothing() {
    let reading = form().read(&quoted(&form().write())).unwrap();
    let expected = Reading { missing: vec![1, 2, 3], has_address: true, ..Reading::default() };
    assert_eq!(reading, expected);
}

#[test]
fn answers_under_the_questions_keep_their_lines() {
    let mail = filled(&[(1, "The launch.\nTwo new clients."), (3, "- la facture\n- le devis\n\nEt le reste.")]);
    let reading = form().read(&mail).unwrap();
    let expected = [(1, "The launch.\nTwo new clients."), (3, "- la facture\n- le devis\n\nEt le reste.")];
    assert_eq!(said(&reading), expected);
    assert_eq!((reading.missing, reading.unplaced), (vec![2], vec![]));
}

#[test]
fn answers_above_the_quoted_form_are_found_too() {
    let top = "Hello,\n\n[q1] The launch\n[q2]the slow invoices\n\n-- \nLéa\n+33 1\n\nOn Thu, 12 March 2026 at 09:30, Jo\n<jo@example.org> wrote:\n";
    let reading = form().read(&(top.to_owned() + &quoted(&form().write()))).unwrap();
    assert_eq!(said(&reading), [(1, "The launch"), (2, "the slow invoices")]);
    assert_eq!((reading.missing, reading.unplaced), (vec![3], vec!["Hello,".to_owned()]));
    assert_eq!(reading.left_out.len(), 2, "{:?}", reading.left_out);
}

#[test]
fn a_reply_that_was_forwarded_counts_once() {
    let reply = quoted(&filled(&[(1, "The launch")])).replace("> The launch", "The launch");
    let mail = format!("[q1] The launch\n\nJo wrote:\n{}", quoted(&reply));
    let reading = form().read(&mail).unwrap();
    assert_eq!(said(&reading), [(1, "The launch")]);
    assert_eq!(reading.unplaced, Vec::<String>::new());
}

#[test]
fn two_answers_to_a_question_are_both_kept() {
    let mail = format!("[q1] Better\n\n{}", quoted(&filled(&[(1, "Good")])));
    assert_eq!(said(&form().read(&mail).unwrap()), [(1, "Better\n\nGood")]);
}

#[test]
fn an_answer_that_ends_in_a_colon_before_the_next_question_stays() {
    let mail = quoted(&filled(&[(1, "Three things, as you know:")])).replace("> Three", "Three");
    assert_eq!(said(&form().read(&mail).unwrap()), [(1, "Three things, as you know:")]);
}

#[test]
fn what_a_mail_program_does_to_signs_does_no_harm() {
    let mail = filled(&[(2, "Nothing\u{a0}at all"), (3, "l'attente")])
        .replace(['“', '”'], "\"")
        .replace('’', "'")
        .replace('–', "-")
        .replace('…', "...")
        .replace(" ?", "\u{202f}?")
        .replace('\n', "\r\n");
    let reading = form().read(&format!("\u{feff}{mail}")).unwrap();
    assert_eq!(said(&reading), [(2, "Nothing at all"), (3, "l'attente")]);
    assert_eq!((reading.unplaced, reading.left_out), (vec![], vec![]));
}

#[test]
fn a_question_that_was_altered_is_not_taken_for_its_answer() {
    let mail = filled(&[(1, "The launch")]).replace("went well since", "did go well since");
    let reading = form().read(&mail).unwrap();
    assert_eq!(said(&reading), [(1, "The launch")]);
    assert_eq!(reading.left_out, ["What did go well since we last met?"]);
    let echo = form().read("[q1] What went well was the launch, since we last met many times").unwrap();
    assert_eq!(said(&echo), [(1, "What went well was the launch, since we last met many times")]);
}

#[test]
fn an_answer_may_mention_a_question() {
    assert_eq!(said(&form().read(&filled(&[(2, "the same as [q1] does")])).unwrap()), [(2, "the same as [q1] does")]);
}

#[test]
fn a_form_of_another_session_is_refused_with_its_name() {
    let other = Address { session: Uuid::from_u128(8), person: "p-1".to_owned() };
    let foreign = Form { address: other.clone(), ..form() };
    assert_eq!(form().read(&foreign.write()), Err(other));
    let mail = format!("{}\n{}", filled(&[(1, "Ours")]), quoted(&foreign.write().replace("met?", "met? Theirs")));
    let reading = form().read(&mail).unwrap();
    assert_eq!(said(&reading), [(1, "Ours")]);
    assert!(reading.unplaced.iter().any(|passage| passage.contains("Theirs")));
}

#[test]
fn a_question_that_was_never_asked_and_words_after_the_end_are_unplaced() {
    let reading = form().read(&(filled(&[]) + "\n[q9] Surprise\n")).unwrap();
    assert_eq!((reading.unplaced, reading.missing), (vec!["[q9] Surprise".to_owned()], vec![1, 2, 3]));
    assert!(!form().read("[q1] x").unwrap().has_address);
    let after = form().read(&(filled(&[(3, "rien")]) + "\nPS: bring cake\n")).unwrap();
    assert_eq!((said(&after), after.unplaced.clone()), (vec![(3, "rien")], vec!["PS: bring cake".to_owned()]));
}

/// Breaks lines at a width, each paragraph's words anew, with the quote marks of its first line where `is_careful`.
fn reflowed(text: &str, width: usize, is_careful: bool) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let marks = line.split(|sign| sign != '>' && sign != ' ').next().unwrap();
        let mut column = 0;
        for word in line.split(' ') {
            if column > 0 && column + 1 + word.len() > width {
                out += "\n";
                out += if is_careful { marks } else { "" };
                column = if is_careful { marks.len() } else { 0 };
            } else if column > 0 || out.ends_with(' ') {
                out.push(' ');
            }
            out += word;
            column += word.len() + 1;
        }
        out.push('\n');
    }
    out
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #[test]
    fn answers_survive_quoting_reflow_and_line_ends(
        answers in vec("[a-zé\"’,.:]{1,12}([ \n][a-zé\"’,.:-]{1,12}){0,30}", 3),
        asked in 0..4_usize,
        depths in (0..3_usize, 0..3_usize),
        width in 40..90_usize,
        (is_careful, is_crlf, is_straight, is_signed) in any::<(bool, bool, bool, bool)>(),
    ) {
        let given: Vec<(u32, &str)> = (1..).zip(&answers).map(|(number, text)| (number, text.as_str())).take(asked).collect();
        let given: Vec<_> = given.into_iter().filter(|(_, text)| !text.lines().any(|line| line.trim() == "--")).collect();
        let mut mail = form().write();
        for _ in 0..depths.0 {
            mail = quoted(&mail);
        }
        // Answers are typed at the top level, under the first empty line after their question.
        let mut open: Option<u32> = None;
        let mut typed = String::new();
        for line in mail.lines() {
            let inner = line.trim_start_matches(['>', ' ']);
            if let Some(rest) = inner.strip_prefix("[q") {
                open = rest.split_once(']').and_then(|(number, _)| number.parse().ok());
            }
            typed += line;
            typed.push('\n');
            if inner.is_empty() && let Some(number) = open.take() {
                let said = given.iter().find(|(asked, _)| *asked == number);
                typed += &said.map(|(_, said)| format!("{said}\n\n")).unwrap_or_default();
            }
        }
        if is_signed {
            typed += "-- \nLéa\nCarpenter\n";
        }
        for _ in 0..depths.1 {
            typed = quoted(&typed);
        }
        let mut mail = reflowed(&typed, width, is_careful);
        if is_straight {
            mail = mail.replace('–', "-").replace(" ?", "\u{a0}?");
        }
        if is_crlf {
            mail = mail.replace('\n', "\r\n");
        }
        let reading = form().read(&mail).unwrap();
        let said: Vec<(u32, String)> = reading.answers.iter().map(|answer| (answer.number, spaced(&answer.text))).collect();
        let expected: Vec<(u32, String)> = given.iter().map(|(number, text)| (*number, spaced(text))).collect();
        prop_assert_eq!(said, expected, "{}", mail);
        prop_assert_eq!(reading.missing.len() + given.len(), 3);
        prop_assert_eq!(reading.unplaced, Vec::<String>::new());
    }

    #[test]
    fn no_word_of_any_mail_is_lost(mail in "([a-z]{1,3}[ \n>:]|\\[q[1-4]\\]|-- \n|\n> |\n\n){0,40}") {
        let reading = form().read(&mail).unwrap();
        let answers = reading.answers.iter().map(|answer| &answer.text);
        let kept = answers.chain(&reading.unplaced).chain(&reading.left_out).cloned().collect::<Vec<_>>().join(" ");
        let letters = |text: &str| text.chars().filter(char::is_ascii_lowercase).collect::<Vec<_>>();
        let mut missing: std::collections::BTreeMap<char, i32> = std::collections::BTreeMap::new();
        for letter in letters(&mail) {
            *missing.entry(letter).or_default() += 1;
        }
        for letter in letters(&kept) {
            *missing.entry(letter).or_default() -= 1;
        }
        missing.remove(&'q');
        // The same answer given twice is kept once.
        let has_twice = reading.answers.len() < mail.matches("[q").count();
        prop_assert!(has_twice || missing.values().all(|left| *left <= 0), "{missing:?} {reading:?}");
    }

    #[test]
    fn no_mail_is_too_odd(mail in any::<String>()) {
        let _ = form().read(&mail);
    }
}
