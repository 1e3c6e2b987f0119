//! The coach's own half-days, alone with her plans.

use super::said::{
    action, arrives, covered, factor, goal, leaves, milestone, next, not_here, player, private, project, question,
    rule, shift, step, takeaway, thought, verdict, vision,
};
use super::story::{Story, Way};

pub(super) fn stories() -> Vec<Story> {
    vec![year_ahead(), half_year(), last_but_one(), last(), coming()]
}

fn half_day(key: &'static str, title: &str, day: i64) -> Story {
    Story::new(key, title, None, day).at(8, 0, "Library, third floor").people(&[("me", "coach")])
}

fn year_ahead() -> Story {
    half_day("own-1", "Year ahead", -340).said([
        arrives("me", 3),
        question("What is this year for?"),
        shift("product", "Mondays belong to my own book"),
        not_here("inbox"),
        rule("No promise before I have slept on it"),
        factor("market", "opportunity", "Owners ask for half a day rather than a year"),
        factor("own", "strength", "All three clients came by recommendation"),
        factor("own", "weakness", "I plan everyone’s weeks but mine"),
        vision("Three clients I like, one book on the table, and a week away each year."),
        goal("invoiced", "Invoice 6,000 a month")
            .by("me")
            .due(360)
            .tags(&["money"])
            .measured("invoiced a month", "€", 4200, 6000)
            .reached("own-2", 5100)
            .reached("own-4", 5700),
        goal("book", "A first draft of the book")
            .by("me")
            .due(300)
            .measured("chapters drafted", "chapters", 0, 9)
            .reached("own-2", 3)
            .reached("own-4", 6),
        player("Tomas", "Friend, editor", "Reads without mercy", 1),
        project("mondays", "Mondays for the book")
            .serves("book")
            .by("me")
            .start(6)
            .due(200)
            .scored(5, 5, 3)
            .ticked(193),
        milestone("Three chapters with Tomas").of("mondays").by("me").due(150).passed(163),
        action("Ask Tomas whether he would read along").by("me").due(12).of("mondays").ticked(10),
        action("Write to six former clients")
            .by("me")
            .due(25)
            .serves("invoiced")
            .first("Find their last messages")
            .done("own-2", "Two became half-days")
            .worth(0, 900),
        action("Learn bookkeeping properly").by("me").due(90).dropped("own-2", "That is what accountants are for"),
        covered("direction"),
        verdict("partly", 8, 0),
        takeaway("me", "A year is twelve half-days and what lies between them."),
        next(180, "Half-year look back"),
        leaves("me", 4),
    ])
}

fn half_year() -> Story {
    half_day("own-2", "Half-year look back", -160).said([
        arrives("me", 4),
        question("What worked, and did I notice?"),
        shift("admin-time", "Invoices leave on the day of the session"),
        factor("client-need", "", "All three ask for shorter sessions, more often"),
        goal("pay", "Paid within two weeks")
            .by("me")
            .due(200)
            .tags(&["money"])
            .measured("days until paid", "days", 34, 14)
            .reached("own-4", 17),
        goal("away", "A week away without a phone").by("me").due(140).ticked(121),
        project("routine", "An evening routine after each session")
            .serves("pay")
            .by("me")
            .start(4)
            .due(45)
            .scored(3, 1, 1)
            .ticked(47),
        action("Make an invoice template").by("me").due(6).of("routine").ticked(5),
        action("Book the cottage").by("me").due(30).serves("away").ticked(41),
        action("Ask Tomas for a testimonial").by("me").due(40).kept("own-3", 20, "Forgot, then felt shy").kept(
            "own-4",
            21,
            "Ask when chapter six is done",
        ),
        step("site", "Rework the website")
            .by("me")
            .due(70)
            .split("own-3", "Write the one page; ask Ida for a picture of the long table"),
        verdict("yes", 4, 350),
        takeaway("me", "The routine takes ten minutes. The worry took an hour."),
        next(99, "Room for the book"),
        leaves("me", 5),
        thought("A price for a day rather than for an hour"),
    ])
}

fn last_but_one() -> Story {
    half_day("own-3", "{month} half-day", -61).said([
        arrives("me", 2),
        question("Why are Mondays slipping?"),
        shift("process", "The phone stays at home on Mondays"),
        goal("chapters", "Two chapters in two months")
            .by("me")
            .due(60)
            .measured("chapters drafted", "chapters", 4, 6)
            .met("own-4", 6),
        project("site", "A website of one page").by("me").start(10).due(80).scored(3, 2, 2),
        milestone("One-page website online").of("site").by("me").due(79),
        action("Write the one page").by("me").due(25).of("site").from("own-2/site").ticked(27),
        action("Ask Ida for a picture of the long table")
            .by("me")
            .due(40)
            .of("site")
            .from("own-2/site")
            .done("own-4", "She sent three"),
        action("Call three lapsed clients").by("me").due(63).kept("own-4", 34, "One called, two to go"),
        action("Renew the liability insurance").by("me").due(52).moved(45, "waiting"),
        verdict("partly", 6, 0),
        takeaway("me", "A Monday is lost on Sunday evening."),
        next(31, "The next quarter"),
        leaves("me", 3),
    ])
}

fn last() -> Story {
    half_day("own-4", "{month} half-day", -30).said([
        arrives("me", 4),
        question("What do I say no to, so that there is room for a fourth client?"),
        shift("sales", "One conversation a week with someone new"),
        factor("market", "opportunity", "The chamber of commerce looks for speakers"),
        goal("fourth", "A fourth client who pays by the quarter").by("me").due(110).tags(&["sales"]).measured(
            "clients by the quarter",
            "clients",
            3,
            4,
        ),
        project("talk", "A talk on planning in plain words")
            .serves("fourth")
            .by("me")
            .start(12)
            .due(60)
            .scored(4, 2, 3),
        milestone("Talk held at the chamber").of("talk").by("me").due(68).decide(40),
        action("Send the chamber three lines about the talk").by("me").due(12).of("talk").ticked(11),
        action("Draft the talk").by("me").due(50).of("talk").first("Tell it to Tomas over lunch").moved(20, "doing"),
        action("Ask Eva whom she would introduce").by("me").due(26).serves("fourth"),
        action("Choose a day each week for new people").by("me").serves("fourth"),
        action("Count the hours a fourth client would need").by("me").due(98).serves("fourth"),
        action("Replace the projector cable").by("me").due(36),
        covered("direction"),
        verdict("yes", 3, 0),
        takeaway("me", "Room first, then the client."),
        next(39, "A month on"),
        leaves("me", 4),
        private("goals", "Do not take the franchise. It only flatters."),
    ])
}

fn coming() -> Story {
    let coming = half_day("own-5", "{month} half-day", 9).way(Way::Planned);
    coming.said([question("Is there room in the week for a fourth client?")])
}
