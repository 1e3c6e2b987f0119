//! Acme Ltd, shown as Project Birch: four people who look after other people's buildings, and meet every quarter.

use super::client;
use super::said::{
    action, arrives, change, covered, factor, goal, leaves, milestone, next, not_here, objective, open_role, player,
    private, project, question, rule, shift, step, support, takeaway, thought, verdict, vision,
};
use super::story::{Line, Story, Way};
use crate::model::stage::Style;

const PEOPLE: &[(&str, &str)] =
    &[("Maria", "owner, sales"), ("Jonas", "works"), ("Priya", "office"), ("me", "facilitator")];

pub(super) fn stories() -> Vec<Story> {
    vec![first(), second(), third(), today()]
}

fn quarter(key: &'static str, day: i64) -> Story {
    let story = Story::new(key, "{quarter} offsite", Some(client("Acme Ltd", "Project Birch")), day);
    story.at(9, 30, "Café Nord, back room").people(PEOPLE).style(Style::Strategist)
}

fn first() -> Story {
    quarter("acme-1", -275)
        .said([
            arrives("Maria", 2),
            arrives("Jonas", 3),
            arrives("Priya", 4),
            question("What would let us stop living from one repair to the next?"),
            objective("Three goals for the quarter, each with a name beside it"),
            shift("sales", "We offer a monthly retainer before we offer a repair"),
            not_here("inbox"),
            rule("One person speaks at a time"),
            factor("market", "", "Two landlords now buy maintenance by the year"),
            factor("competitor", "threat", "A franchise in town answers the phone at night"),
            factor("own", "strength", "Work is finished on the day it was promised"),
            factor("own", "weakness", "Quotes take four days and sit on Maria’s desk"),
            vision(
                "Four of us, twelve buildings we know by heart, and a phone that rings because someone recommended us.",
            ),
            goal("clients", "Eight retained clients, up from five")
                .by("Maria")
                .due(90)
                .tags(&["sales"])
                .measured("retained clients", "clients", 5, 8)
                .met("acme-2", 8),
            goal("quotes", "Quotes go out in two days")
                .by("Priya")
                .due(90)
                .measured("days from call to quote", "days", 4, 2)
                .met("acme-2", 2),
            player("Maria", "Owner, sells and quotes", "Clients trust her at once", 50),
            player("Jonas", "Runs the jobs", "Sees trouble a week ahead", 42),
            project("retainer", "A retainer that fits on one page")
                .serves("clients")
                .by("Maria")
                .start(3)
                .due(45)
                .scored(5, 2, 2)
                .ticked(44),
            project("template", "One quote template for all small jobs")
                .serves("quotes")
                .by("Priya")
                .start(7)
                .due(40)
                .scored(4, 2, 1)
                .ticked(66),
        ])
        .said(first_steps())
}

fn first_steps() -> Vec<Line> {
    vec![
        milestone("First retainer signed on the new page").of("retainer").by("Maria").due(47).decide(33).passed(44),
        action("Write the retainer letter")
            .by("Maria")
            .due(10)
            .of("retainer")
            .first("List what five clients pay for now")
            .ticked(9),
        action("Ask two landlords what they would pay for")
            .by("Maria")
            .due(17)
            .of("retainer")
            .done("acme-2", "Both want one price a month"),
        action("Price a night phone service").by("Jonas").due(31).dropped("acme-2", "Too dear for five calls a year"),
        action("Time how long a quote really takes")
            .by("Priya")
            .due(24)
            .serves("quotes")
            .kept("acme-2", 21, "Two weeks of numbers, not one")
            .done("acme-3", "Three hours, of which two are waiting"),
        covered("direction"),
        covered("plan-with-dates"),
        verdict("partly", 4, 300),
        takeaway("Maria", "I sell repairs because I never offer anything else."),
        takeaway("Jonas", "A quote that waits is a job that goes elsewhere."),
        next(92, "Retainers and Fridays"),
        support(30, "email"),
        leaves("Maria", 4),
        leaves("Jonas", 4),
        thought("A second van"),
        private("goals", "Maria answers for everyone. Ask Priya first next time."),
    ]
}

fn second() -> Story {
    quarter("acme-2", -183)
        .said([
            arrives("Maria", 3),
            arrives("Jonas", 2),
            arrives("Priya", 4),
            question("How do we grow without working on Fridays?"),
            shift("process", "Whoever takes the call writes the quote"),
            rule("Numbers before opinions"),
            factor("client-need", "opportunity", "Three clients asked for one bill a month"),
            factor("rule", "threat", "Electrical checks must be signed by a certified person from next year"),
            factor("own", "weakness", "Only Jonas can look at a roof and name a price"),
            goal("clients", "Nine retained clients")
                .by("Maria")
                .due(90)
                .tags(&["sales"])
                .measured("retained clients", "clients", 8, 9)
                .met("acme-3", 9),
            goal("fridays", "Every second Friday without a job")
                .by("Jonas")
                .due(85)
                .measured("free Fridays a month", "days", 0, 2)
                .reached("acme-3", 1)
                .dropped("acme-4", "Now we want all of them"),
            goal("certified", "Someone of ours can sign electrical checks").by("Jonas").due(240).tags(&["people"]),
            player("Priya", "Office, invoices, phone", "Remembers every promise we made", 30),
            open_role("Part-time estimator, one day a week", "Only Jonas can price a roof"),
            project("billing", "One bill a month for retained clients")
                .serves("clients")
                .by("Priya")
                .start(5)
                .due(50)
                .scored(4, 2, 2)
                .ticked(45),
            project("rota", "A Friday rota that clients know")
                .serves("fridays")
                .by("Jonas")
                .start(10)
                .due(60)
                .scored(5, 3, 3)
                .ticked(73),
        ])
        .said(second_steps())
}

fn second_steps() -> Vec<Line> {
    vec![
        milestone("First monthly bills sent").of("billing").by("Priya").due(45).passed(45),
        milestone("First Friday that nobody worked").of("rota").by("Jonas").due(59).passed(73),
        action("Ask the accountant about monthly billing").by("Priya").due(8).of("billing").ticked(7),
        action("Tell all clients about the Friday rota")
            .by("Maria")
            .due(30)
            .of("rota")
            .done("acme-3", "Nobody minded, two praised it")
            .worth(6, 0),
        step("course", "Find a course for electrical checks")
            .by("Jonas")
            .due(40)
            .serves("certified")
            .split("acme-3", "Choose a course for electrical checks; book the course"),
        action("Raise the day rate by five per cent")
            .by("Maria")
            .due(45)
            .kept("acme-3", 30, "After the first monthly bills")
            .kept("acme-4", 75, "Together with the new price list"),
        covered("direction"),
        covered("strategies"),
        verdict("yes", 9, 650),
        takeaway("Jonas", "Fridays are lost on Mondays, when we say yes to everything."),
        takeaway("Priya", "One bill a month saves me two days."),
        next(91, "Cash and the price list"),
        leaves("Jonas", 4),
        leaves("Priya", 5),
        thought("Raise the day rate?"),
        private("key-players", "Jonas is tired. He did not say so in the round."),
    ]
}

fn third() -> Story {
    quarter("acme-3", -92)
        .said([
            arrives("Maria", 4),
            arrives("Jonas", 3),
            arrives("Priya", 3),
            question("What keeps us awake at the end of the month?"),
            shift("finance", "A tenth of every bill goes to the reserve on the day it is paid"),
            not_here("shop-talk"),
            factor("market", "threat", "Materials cost a tenth more than a year ago"),
            factor("own", "strength", "Nine clients who pay on the first of the month"),
            factor("trend", "opportunity", "Owners would rather repair than replace"),
            goal("cash", "Cash for two months of wages")
                .by("Priya")
                .due(90)
                .tags(&["money"])
                .measured("months of wages in reserve", "months", 1, 2)
                .met("acme-4", 2),
            goal("day", "Quotes go out within a day").by("Jonas").due(120).measured(
                "days from call to quote",
                "days",
                2,
                1,
            ),
            player("Tom", "Carpenter", "Old windows, and patience with owners", 38),
            project("reserve", "A reserve account that fills itself")
                .serves("cash")
                .by("Priya")
                .start(4)
                .due(75)
                .scored(5, 1, 1)
                .ticked(60),
            project("prices", "A price list that fits on one page")
                .serves("day")
                .by("Maria")
                .start(14)
                .due(96)
                .scored(4, 3, 2)
                .note("The list first, the website after it."),
        ])
        .said(third_steps())
}

fn third_steps() -> Vec<Line> {
    vec![
        milestone("Reserve account open").of("reserve").by("Priya").due(20).passed(19),
        milestone("All nine clients on the new price list").of("prices").by("Maria").due(122).decide(108),
        action("Open a reserve account").by("Priya").due(15).of("reserve").ticked(14),
        action("Move a tenth of each bill to the reserve")
            .by("Priya")
            .due(60)
            .of("reserve")
            .done("acme-4", "A standing order since last month")
            .worth(1, 0),
        action("Send the new price list")
            .by("Maria")
            .due(75)
            .of("prices")
            .first("Ask Priya for the nine addresses")
            .note("All nine clients, with a line on why.")
            .kept("acme-4", 1, "Printed, not yet posted"),
        action("Choose a course for electrical checks")
            .by("Jonas")
            .due(30)
            .from("acme-2/course")
            .done("acme-4", "Evening course, starts next month"),
        action("Book the course").by("Jonas").due(62).from("acme-2/course").handed(
            "acme-4",
            "Priya",
            9,
            "She pays the bill anyway",
        ),
        step("van", "Get two quotes for a second van")
            .by("Jonas")
            .due(50)
            .serves("cash")
            .parked("acme-4", "Not before the reserve is full"),
        action("Ask five clients about Fridays").by("Jonas").due(80).kept("acme-4", 9, "Two asked so far"),
        action("Photograph the ten best jobs").due(85).kept("acme-4", 35, "Still nobody’s"),
        covered("strategies"),
        covered("plan-with-dates"),
        verdict("partly", 5, 400),
        takeaway("Maria", "The price list is a letter, not a spreadsheet."),
        takeaway("Priya", "We can see three months ahead if we look."),
        next(92, "What a good quarter looks like"),
        support(45, "phone, Tuesdays"),
        change("More time for projects, less for looking back"),
        leaves("Maria", 4),
        leaves("Priya", 4),
        private("projects", "The van is about pride. Leave it parked until they bring it up."),
    ]
}

fn today() -> Story {
    quarter("acme-4", 0).way(Way::Running("goals", 18)).said([
        arrives("Maria", 4),
        arrives("Jonas", 4),
        arrives("Priya", 5),
        question("What would make the next quarter feel like a good one?"),
        objective("A price list that everyone is willing to defend"),
        shift("sales", "The price list goes out before the first question about prices"),
        not_here("inbox"),
        not_here("small-repairs"),
        rule("Whoever proposes it does not have to do it"),
        factor("client-need", "opportunity", "Four clients asked who comes when Jonas is away"),
        factor("competitor", "", "The franchise in town has stopped answering at night"),
        factor("trend", "opportunity", "Insurers ask landlords for a yearly check"),
        factor("own", "strength", "Nobody left us in twelve months"),
        factor("own", "weakness", "Small jobs still interrupt the large ones"),
        vision("An ordinary Tuesday: three jobs planned last week, lunch at a table, and home by five.\n\nWe keep other people’s buildings quiet."),
        goal("clients", "Twelve retained clients, up from nine").by("Maria").due(91).tags(&["sales"]).measured("retained clients", "clients", 9, 12),
        goal("fridays", "No work on Fridays for the four of us").by("Jonas").due(77),
        goal("day", "Quotes go out within a day").measured("days from call to quote", "days", 2, 1),
        goal("cash", "Cash for three months of wages").by("me").due(91).tags(&["money"]),
        thought("Raise the day rate?"),
        thought("A second van").from("acme-3/van"),
        private("current-state", "Priya has the numbers in her head. Let her present them."),
        private("goals", "If they list tasks, ask what that would give them."),
    ])
}
