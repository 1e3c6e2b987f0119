//! Studio Nord: two designers who sort out whom they serve, what it costs, and how calm the week may be.

use super::client;
use super::said::{
    action, arrives, change, covered, factor, goal, leaves, milestone, next, not_here, player, private, project,
    question, rule, shift, support, takeaway, thought, verdict, vision,
};
use super::story::{Story, Way};

const PEOPLE: &[(&str, &str)] = &[("Ida", "design"), ("Mats", "design, sales"), ("me", "facilitator")];

pub(super) fn stories() -> Vec<Story> {
    vec![who_we_serve(), pricing(), calmer(), new_work()]
}

fn studio(key: &'static str, title: &str, day: i64) -> Story {
    Story::new(key, title, Some(client("Studio Nord", "")), day).at(13, 0, "Studio Nord, the long table").people(PEOPLE)
}

fn who_we_serve() -> Story {
    studio("nord-1", "Who we serve", -309).said([
        arrives("Ida", 3),
        arrives("Mats", 4),
        question("Whose work do we want more of, and whose less?"),
        shift("sales", "We say no within a day, and we say why"),
        not_here("inbox"),
        rule("No client names as arguments"),
        factor("trend", "opportunity", "Small museums now have money for signs and guides"),
        factor("competitor", "threat", "Ready-made shop designs for €40 a month"),
        factor("own", "strength", "Half of our clients come back within a year"),
        factor("own", "weakness", "Everything we make looks like a favour"),
        vision("Six museums a year, each for longer than a year, and a studio that closes at five."),
        goal("museums", "Three museums among our clients")
            .by("Mats")
            .due(150)
            .measured("museum clients", "clients", 0, 3)
            .reached("nord-2", 1)
            .met("nord-3", 3),
        goal("no", "No more logos for friends").by("Ida").due(60).ticked(58),
        player("Ida", "Draws, sets type", "Finds the one idea", 40),
        player("Mats", "Sells, draws, invoices", "Listens until people tell him the truth", 44),
        project("portfolio", "A portfolio of three museum cases")
            .serves("museums")
            .by("Ida")
            .start(7)
            .due(75)
            .scored(5, 3, 4)
            .ticked(92),
        milestone("First look at the museum cases")
            .of("portfolio")
            .by("Ida")
            .due(33)
            .decide(47)
            .with("first_look", true)
            .passed(34),
        milestone("Portfolio sent to ten museums").of("portfolio").by("Mats").due(80).passed(92),
        action("Ask the town museum for permission to show the signs").by("Ida").due(9).of("portfolio").ticked(8),
        action("List forty museums within two hours by train")
            .by("Mats")
            .due(21)
            .of("portfolio")
            .done("nord-2", "Forty-three"),
        action("Write a kind way to say no")
            .by("Ida")
            .due(14)
            .serves("no")
            .first("Collect the last five refusals")
            .ticked(15),
        covered("direction"),
        covered("relation"),
        verdict("yes", 6, 0),
        takeaway("Ida", "Saying no to small jobs makes room for good ones."),
        takeaway("Mats", "Museums plan two years ahead. So can we."),
        next(110, "Prices"),
        leaves("Ida", 5),
        leaves("Mats", 4),
        thought("A shop for posters"),
    ])
}

fn pricing() -> Story {
    studio("nord-2", "Pricing reset", -199).said([
        arrives("Ida", 2),
        arrives("Mats", 3),
        question("What do we charge so that three days of work pay for a week?"),
        shift("finance", "A fixed price in the first letter, never an hourly rate"),
        rule("Write alone first, then read out"),
        factor("client-need", "", "Museums must ask for three offers above €10,000"),
        factor("market", "opportunity", "Nobody here offers a yearly care plan for signs"),
        factor("own", "weakness", "We have never counted the hours of a small job"),
        goal("price", "Every offer has a fixed price")
            .by("Mats")
            .due(45)
            .measured("offers with a fixed price", "%", 20, 100)
            .met("nord-3", 100),
        goal("care", "Five yearly care plans sold")
            .by("Mats")
            .due(230)
            .tags(&["sales"])
            .measured("care plans", "plans", 0, 5)
            .reached("nord-3", 2),
        project("list", "A price list with three sizes")
            .serves("price")
            .by("Mats")
            .start(4)
            .due(30)
            .scored(5, 1, 2)
            .ticked(31),
        project("care-plan", "A care plan for signs, on one page")
            .serves("care")
            .by("Ida")
            .start(20)
            .due(70)
            .scored(4, 3, 2)
            .ticked(86),
        milestone("First care plan signed").of("care-plan").by("Mats").due(95).passed(90),
        action("Count the hours of the last ten jobs").by("Ida").due(10).of("list").ticked(12),
        action("Draft the care plan")
            .by("Ida")
            .due(45)
            .of("care-plan")
            .first("Ask the town museum what breaks")
            .done("nord-3", "Signed by two museums so far"),
        action("Ask for a deposit of a third").by("Mats").due(30).serves("price").done("nord-3", "Nobody objected"),
        action("Rewrite the terms with a lawyer").by("Mats").due(60).kept("nord-3", 30, "The lawyer was away").kept(
            "nord-4",
            24,
            "Draft is with her",
        ),
        covered("strategies"),
        covered("customer-path"),
        verdict("yes", 10, 1200),
        takeaway("Mats", "A fixed price is a promise to ourselves as well."),
        next(121, "The week"),
        support(30, "email"),
        leaves("Ida", 4),
        leaves("Mats", 5),
        private("current-state", "They earn less an hour than their intern did. Let them find it."),
    ])
}

fn calmer() -> Story {
    studio("nord-3", "A calmer week", -78).said([
        arrives("Ida", 2),
        arrives("Mats", 2),
        question("Which two afternoons a week belong to nobody but us?"),
        shift("process", "Calls on Tuesday and Thursday, drawing on the other days"),
        not_here("tidying"),
        factor("client-need", "", "Museums call at four, when their doors close"),
        factor("own", "weakness", "Mats answers every message within the hour"),
        goal("calm", "Two afternoons a week without calls")
            .by("Ida")
            .due(60)
            .measured("quiet afternoons a week", "afternoons", 0, 2)
            .reached("nord-4", 1),
        goal("help", "Invoices are no longer our evening work").by("Mats").due(90),
        player("Lea", "Accountant, outside", "Could prepare the monthly figures", 4),
        project("hours", "Office hours that clients know")
            .serves("calm")
            .by("Mats")
            .start(3)
            .due(30)
            .scored(5, 1, 1)
            .ticked(64),
        project("books", "The books go to Lea").serves("help").by("Mats").start(20).due(96).scored(4, 3, 2),
        milestone("A month of quiet Wednesdays").of("hours").by("Ida").due(65).passed(64),
        milestone("Lea sends the first month’s figures").of("books").by("Mats").due(92),
        action("Ask Lea what she would charge").by("Mats").due(14).of("books").done("nord-4", "€180 a month"),
        action("Hand the invoice folder to Lea")
            .by("Mats")
            .due(82)
            .of("books")
            .first("Sort last year by month")
            .moved(60, "doing"),
        action("Try a week with the phone in a drawer")
            .by("Ida")
            .due(20)
            .serves("calm")
            .dropped("nord-4", "The office hours were enough"),
        action("First invoice run without Mats").by("Ida").due(64).of("books").moved(50, "waiting"),
        action("Find an intern").due(160),
        verdict("partly", 8, 200),
        takeaway("Ida", "The quiet starts with us, not with them."),
        next(72, "Where new work comes from"),
        change("Sit at the window, not at the long table"),
        leaves("Ida", 4),
        leaves("Mats", 3),
        thought("Four days a week, both of us?"),
    ])
}

fn new_work() -> Story {
    studio("nord-4", "Where new work comes from", -6).way(Way::Paused("projects", 12)).said([
        arrives("Ida", 4),
        arrives("Mats", 3),
        question("Where do the next three museums come from?"),
        shift("sales", "Every finished job ends with one introduction"),
        factor("trend", "opportunity", "Museums lend each other whole exhibitions"),
        factor("own", "strength", "Three museums that would speak for us"),
        vision("New work comes from people who have seen our work, not from offers."),
        goal("introductions", "Six introductions this half-year").by("Mats").due(170).tags(&["sales"]).measured(
            "introductions",
            "introductions",
            1,
            6,
        ),
        goal("talk", "One talk at the museums’ day").by("Ida").due(120),
        player("Sofia", "Head of the town museum", "Knows all the others", 0),
        project("visits", "A visit to every museum we worked for")
            .serves("introductions")
            .by("Mats")
            .start(5)
            .due(60)
            .scored(5, 2, 2),
        thought("A small book of the best signs"),
        private("goals", "Ida wants the talk more than she admits."),
    ])
}
