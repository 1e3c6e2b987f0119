//! Lindqvist & Co: bookkeepers in their second generation, three people who are about to be four.

use super::client;
use super::said::{
    action, arrives, covered, factor, goal, leaves, milestone, next, not_here, objective, open_role, player, private,
    project, question, rule, shift, support, takeaway, thought, verdict, vision,
};
use super::story::{Line, Story, Way};
use crate::model::stage::Style;

const PEOPLE: &[(&str, &str)] =
    &[("Eva", "partner"), ("Karl", "bookkeeping"), ("Nadia", "payroll"), ("me", "facilitator")];

pub(super) fn stories() -> Vec<Story> {
    vec![first_day(), month_end(), four(), retreat()]
}

fn office(key: &'static str, title: &str, day: i64) -> Story {
    let story = Story::new(key, title, Some(client("Lindqvist & Co", "")), day);
    story.at(8, 30, "Harbour Hotel, room 2").people(PEOPLE).style(Style::Expert)
}

fn first_day() -> Story {
    office("lindqvist-1", "First day together", -245)
        .said([
            arrives("Eva", 4),
            arrives("Karl", 2),
            arrives("Nadia", 3),
            question("What should be different now that Eva runs the firm?"),
            objective("A page that all three of us would sign"),
            shift("people", "Decisions are made on Mondays, by the three of us"),
            rule("Nobody says “we have always done it like this”"),
            factor("technology", "threat", "The bank sorts receipts by itself now"),
            factor("client-need", "opportunity", "Clients ask what the figures mean"),
            factor("own", "strength", "Forty clients, and some of their children"),
            factor("own", "weakness", "Every client’s folder looks different"),
            vision("We are the people a small firm calls before it decides, not after."),
            goal("talks", "A yearly talk with each of the forty clients")
                .by("Eva")
                .due(300)
                .measured("clients met", "clients", 0, 40)
                .reached("lindqvist-2", 14)
                .reached("lindqvist-3", 29),
            goal("folders", "One folder layout for everyone")
                .by("Karl")
                .due(100)
                .measured("folders moved", "folders", 3, 40)
                .met("lindqvist-2", 40),
            player("Eva", "Partner, advice", "Explains figures without figures", 45),
            player("Karl", "Bookkeeping", "Never misses a date", 40),
            player("Nadia", "Payroll", "Knows the rules before they apply", 32),
            project("talk", "A talk in five questions")
                .serves("talks")
                .by("Eva")
                .start(7)
                .due(40)
                .scored(5, 2, 2)
                .ticked(41),
            project("layout", "The new folder layout")
                .serves("folders")
                .by("Karl")
                .start(3)
                .due(95)
                .scored(4, 4, 3)
                .ticked(110),
        ])
        .said(first_day_steps())
}

fn first_day_steps() -> Vec<Line> {
    vec![
        milestone("Ten talks held").of("talk").by("Eva").due(90).passed(81),
        action("Write the five questions").by("Eva").due(8).of("talk").ticked(8),
        action("Call the ten oldest clients for a date")
            .by("Nadia")
            .due(20)
            .of("talk")
            .done("lindqvist-2", "Nine said yes at once"),
        action("Draw the folder layout on paper").by("Karl").due(7).of("layout").ticked(5),
        action("Look for a new name on the door")
            .by("Eva")
            .due(45)
            .dropped("lindqvist-2", "The name stays, the door gets paint"),
        covered("direction"),
        verdict("yes", 3, 0),
        takeaway("Karl", "I thought it was about software. It is about Mondays."),
        takeaway("Eva", "They were waiting for me to ask."),
        next(118, "The month end"),
        support(60, "email"),
        leaves("Eva", 5),
        leaves("Karl", 4),
        leaves("Nadia", 4),
        private("opening", "Karl worked for Eva’s father for twenty years. Give him time."),
    ]
}

fn month_end() -> Story {
    office("lindqvist-2", "Tighten the month end", -127)
        .said([
            arrives("Eva", 3),
            arrives("Karl", 4),
            arrives("Nadia", 2),
            question("How do we close the month in five days instead of nine?"),
            shift("process", "Receipts come in weekly, not on the last day"),
            not_here("shop-talk"),
            factor("client-need", "", "Clients want their figures by the sixth"),
            factor("technology", "opportunity", "The bank’s sorting is right nine times in ten"),
            factor("own", "weakness", "Everyone waits for the same three clients"),
            goal("close", "Month closed in five working days")
                .by("Karl")
                .due(140)
                .measured("working days to close", "days", 9, 5)
                .reached("lindqvist-3", 7),
            goal("weekly", "Thirty clients send receipts weekly")
                .by("Nadia")
                .due(100)
                .measured("clients", "clients", 6, 30)
                .reached("lindqvist-3", 21),
            project("reminder", "A friendly reminder every Thursday")
                .serves("weekly")
                .by("Nadia")
                .start(4)
                .due(25)
                .scored(4, 1, 1)
                .ticked(26),
            project("steps", "The month end in twelve written steps")
                .serves("close")
                .by("Karl")
                .start(10)
                .due(134)
                .scored(5, 3, 2),
        ])
        .said(month_end_steps())
}

fn month_end_steps() -> Vec<Line> {
    vec![
        milestone("First month closed in five days").of("steps").by("Karl").due(134),
        action("Write the Thursday reminder").by("Nadia").due(7).of("reminder").ticked(6),
        action("Visit the three clients who are always late")
            .by("Eva")
            .due(30)
            .of("steps")
            .done("lindqvist-3", "Two of three now send on Fridays")
            .worth(5, 150),
        action("Write down the twelve steps")
            .by("Karl")
            .due(21)
            .of("steps")
            .first("Keep a list during the next month end")
            .ticked(25),
        action("Switch on the bank’s sorting for ten clients").by("Karl").due(45).serves("close").handed(
            "lindqvist-3",
            "Nadia",
            75,
            "She set it up for payroll already",
        ),
        action("Agree on cover for Karl’s holidays").by("Eva").due(60).kept(
            "lindqvist-3",
            40,
            "Depends on the new colleague",
        ),
        covered("strategies"),
        covered("plan-with-dates"),
        verdict("partly", 14, 500),
        takeaway("Nadia", "A reminder is kinder than a complaint."),
        takeaway("Karl", "Nine days was never a law."),
        next(79, "Three become four"),
        leaves("Karl", 4),
        leaves("Nadia", 4),
        thought("Charge late clients more?"),
    ]
}

fn four() -> Story {
    office("lindqvist-3", "Three become four", -48).said([
        arrives("Eva", 3),
        arrives("Karl", 4),
        arrives("Nadia", 4),
        question("Whom do we hire, and what do we stop doing ourselves?"),
        shift("people", "Payroll questions go to Nadia, all others to the new colleague first"),
        factor("market", "threat", "Two larger firms are looking for the same people"),
        factor("own", "strength", "Nobody has left in eleven years"),
        goal("hire", "A fourth colleague has started").by("Eva").due(120).tags(&["people"]),
        goal("advice", "A fifth of our income from advice").by("Eva").due(300).tags(&["money"]).measured(
            "income from advice",
            "%",
            8,
            20,
        ),
        player("Eva", "Partner, advice", "Should be with clients two days a week", 45),
        open_role("Bookkeeper, three days a week", "Karl’s holidays have no cover"),
        project("hiring", "Find and settle in a fourth colleague")
            .serves("hire")
            .by("Eva")
            .start(3)
            .due(115)
            .scored(5, 4, 4),
        project("offer", "An offer for advice with a fixed price")
            .serves("advice")
            .by("Eva")
            .start(30)
            .due(90)
            .scored(4, 2, 3),
        milestone("Contract signed").of("hiring").by("Eva").due(63).decide(56),
        milestone("Three clients on the fixed price").of("offer").by("Eva").due(105),
        action("Write the advertisement")
            .by("Nadia")
            .due(9)
            .of("hiring")
            .first("Ask Karl what he would not miss")
            .ticked(9),
        action("Meet the three who applied").by("Eva").due(51).of("hiring").moved(30, "doing"),
        action("Clear the desk by the window").by("Karl").due(50),
        action("Price advice for three sizes of client").by("Eva").due(40).of("offer"),
        action("Write a first-week plan for the new colleague").by("Nadia").due(112).of("hiring"),
        action("Tell the forty clients who is new").by("Eva").due(118).of("hiring"),
        covered("direction"),
        covered("relation"),
        verdict("yes", 5, 0),
        takeaway("Eva", "I hire for the work I should stop doing."),
        next(64, "A day out: how we work as four"),
        support(30, "email"),
        leaves("Eva", 4),
        leaves("Karl", 5),
        private("key-players", "Nadia would like to lead payroll for real. Eva has not noticed."),
    ])
}

fn retreat() -> Story {
    let retreat = office("lindqvist-4", "A day out", 16).at(9, 0, "The old school, Vik");
    retreat.way(Way::Planned).said([
        question("How do we work as four?"),
        objective("A week plan that all four have tried on paper"),
        private("opening", "Ask for the quiet room. Bring cards."),
    ])
}
