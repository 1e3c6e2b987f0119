//! Words from which large libraries are put together.

/// Clients; the first ones have an alias.
pub(super) const CLIENTS: [&str; 40] = [
    "Harbour Joinery",
    "Mill Lane Bakery",
    "Fern & Fig",
    "Okafor Legal",
    "Castle Street Dental",
    "North Pier Boats",
    "Bright Kiln",
    "Halden Roofing",
    "Moss & Meadow",
    "Rossi Foods",
    "The Paper Room",
    "Blue Door Nursery",
    "Wren Architects",
    "Larch Furniture",
    "Tidewater Surveys",
    "Novak Instruments",
    "Green Lantern Films",
    "Quarry Garage",
    "Elm Physiotherapy",
    "Salt & Stone",
    "Third Floor Studio",
    "Brennan Plumbing",
    "Old Town Books",
    "Hillside Vets",
    "Amber Textiles",
    "Petit Jardin",
    "Foxglove Events",
    "Marsh Engineering",
    "Lighthouse Tutors",
    "Kite Software",
    "Dunmore Dairy",
    "Weaver & Sons",
    "Copper Pan",
    "Sunday Cycles",
    "Ashdown Glass",
    "Patel Pharmacy",
    "Rowan Landscapes",
    "First Light Photo",
    "Granite Works",
    "Juniper Travel",
];

pub(super) const ALIASES: [&str; 4] = ["Project Birch", "Project Heron", "Project Slate", "Project Clover"];

pub(super) const PEOPLE: [(&str, &str); 20] = [
    ("Maria", "owner"),
    ("Jonas", "operations"),
    ("Priya", "office"),
    ("Tom", "sales"),
    ("Ida", "design"),
    ("Mats", "sales"),
    ("Eva", "partner"),
    ("Karl", "accounts"),
    ("Nadia", "people"),
    ("Sofia", "service"),
    ("Ben", "workshop"),
    ("Chloe", "marketing"),
    ("Daniel", "owner"),
    ("Femi", "projects"),
    ("Grace", "finance"),
    ("Hugo", "purchasing"),
    ("Ines", "owner"),
    ("Leo", "delivery"),
    ("Ruth", "quality"),
    ("Sam", "apprentice"),
];

pub(super) const TITLES: [&str; 12] = [
    "{quarter} offsite",
    "Year ahead {year}",
    "Pricing reset",
    "Who we serve",
    "Half-year look back",
    "A calmer week",
    "Tighten the month end",
    "The next hire",
    "Where new work comes from",
    "{month} half-day",
    "Handing over",
    "What we stop doing",
];

pub(super) const QUESTIONS: [&str; 10] = [
    "What would make the next quarter feel like a good one?",
    "Whose work do we want more of, and whose less?",
    "What do we stop doing to make room?",
    "Where do the next three clients come from?",
    "How do we grow without longer days?",
    "What keeps us awake at the end of the month?",
    "Whom do we hire, and for which work?",
    "What do we charge so that a quiet month is no worry?",
    "What would we change if we started again tomorrow?",
    "Which promise to clients do we break most often?",
];

pub(super) const SHIFTS: [(&str, &str); 8] = [
    ("sales", "Every offer goes out on the day of the call"),
    ("process", "Whoever takes the call writes the quote"),
    ("admin-time", "Invoices leave on Fridays before lunch"),
    ("people", "Decisions are made on Mondays, by all of us"),
    ("finance", "A tenth of every bill goes to the reserve"),
    ("service", "Every client hears from us once a month"),
    ("product", "One morning a week belongs to new ideas"),
    ("other", "No meeting without a question in its title"),
];

pub(super) const RULES: [&str; 5] = [
    "One person speaks at a time",
    "Numbers before opinions",
    "Write alone first, then read out",
    "Whoever proposes it does not have to do it",
    "No names of clients as arguments",
];

pub(super) const FACTORS: [(&str, &str, &str); 16] = [
    ("market", "threat", "Materials cost a tenth more than a year ago"),
    ("market", "opportunity", "Two large buyers have moved into the area"),
    ("competitor", "threat", "A chain in town shows fixed prices on its site"),
    ("competitor", "opportunity", "The oldest firm in the street closes next year"),
    ("client-need", "opportunity", "Four clients asked to pay by the month"),
    ("client-need", "threat", "Clients expect an answer on the same day"),
    ("trend", "opportunity", "People would rather repair than replace"),
    ("trend", "threat", "Fewer people walk past the door on weekdays"),
    ("technology", "opportunity", "Bookings could be made without a phone call"),
    ("technology", "threat", "Ready-made offers can be had for very little"),
    ("rule", "threat", "New safety checks apply from next year"),
    ("rule", "opportunity", "Grants for small firms are open again"),
    ("own", "strength", "Work is finished on the day it was promised"),
    ("own", "strength", "Half of the clients come back within a year"),
    ("own", "weakness", "Invoices leave two weeks late"),
    ("own", "weakness", "Everything waits for the same person"),
];

pub(super) const VISIONS: [&str; 6] = [
    "An ordinary Tuesday: the week was planned on Friday, lunch is at a table, and nobody calls after six.",
    "Twelve clients we know by heart, and a phone that rings because someone recommended us.",
    "A small firm that people call before they decide, not after.",
    "We do fewer things, and each of them so well that it sells the next.",
    "Four people, one workshop, and three months of wages in the bank.",
    "New work comes from people who have seen our work.",
];

/// An outcome, its measure and its unit, and whether it rises (1) or falls (-1); `{n}` is the target.
pub(super) const GOALS: [(&str, &str, &str, i64); 12] = [
    ("{n} retained clients", "retained clients", "clients", 1),
    ("Quotes go out within {n} days", "days to quote", "days", -1),
    ("Cash for {n} months of wages", "months in reserve", "months", 1),
    ("{n} free Fridays a quarter", "free Fridays", "days", 1),
    ("Paid within {n} days", "days until paid", "days", -1),
    ("{n} introductions by clients", "introductions", "introductions", 1),
    ("Month closed in {n} working days", "days to close", "days", -1),
    ("{n} care plans sold", "care plans", "plans", 1),
    ("{n} hours a week on new work", "hours on new work", "hours", 1),
    ("A talk with each of {n} clients", "clients met", "clients", 1),
    ("{n} offers at the new price", "offers at the new price", "offers", 1),
    ("{n} quiet mornings a month", "quiet mornings", "mornings", 1),
];

pub(super) const PROJECTS: [&str; 14] = [
    "A price list that fits on one page",
    "One quote template for all small jobs",
    "A website with prices",
    "One bill a month for retained clients",
    "A Friday rota that clients know",
    "The month end in written steps",
    "An offer with three sizes",
    "A portfolio of three good jobs",
    "Settle in a new colleague",
    "A reserve account that fills itself",
    "Office hours that clients know",
    "A reminder every Thursday",
    "A first-week plan for new clients",
    "Move the files to one place",
];

pub(super) const MILESTONES: [&str; 10] = [
    "First look at the draft",
    "Five clients on the new terms",
    "First month without late invoices",
    "Contract signed",
    "The old list is gone",
    "First week without overtime",
    "Shown to three clients who like us",
    "Half of it moved",
    "Online and linked from every message",
    "Paid for by its first buyer",
];

pub(super) const VERBS: [&str; 12] = [
    "Draft", "Check", "Send", "Price", "Print", "Shorten", "Discuss", "Finish", "Review", "Present", "Test", "Rewrite",
];

pub(super) const OBJECTS: [&str; 14] = [
    "the price list",
    "the quote template",
    "the retainer letter",
    "the invoice run",
    "the holiday rota",
    "the welcome message",
    "the terms of payment",
    "the list of suppliers",
    "the job advertisement",
    "the care plan",
    "the monthly figures",
    "the opening hours",
    "the reminder letter",
    "the page for new clients",
];

pub(super) const ADDITIONS: [&str; 10] = [
    "",
    "",
    "",
    "with two clients",
    "before the next invoice run",
    "for the five largest clients",
    "with the accountant",
    "for small jobs",
    "on one page",
    "and ask for one comment",
];

pub(super) const FIRST_STEPS: [&str; 6] = [
    "Find the last version",
    "Ask who else has one",
    "Put an hour in the diary",
    "List what is missing",
    "Call the two who complained",
    "Write the first paragraph",
];

pub(super) const NOTES: [&str; 6] = [
    "Took half the time we thought",
    "Waiting for an answer",
    "Nobody minded, two praised it",
    "After the busy weeks",
    "Smaller than first planned",
    "The list is on the shared drive",
];

pub(super) const TAKEAWAYS: [&str; 8] = [
    "A fixed price is a promise to ourselves as well.",
    "Saying no to small jobs makes room for good ones.",
    "We can see three months ahead if we look.",
    "A reminder is kinder than a complaint.",
    "The quiet starts with us, not with them.",
    "A quote that waits is a job that goes elsewhere.",
    "I hire for the work I should stop doing.",
    "We agree more often than we thought.",
];

pub(super) const THOUGHTS: [&str; 8] = [
    "Raise the day rate?",
    "A second van",
    "A shop for spare parts",
    "Four days a week?",
    "Charge late payers more?",
    "An open evening for neighbours",
    "Share a stand at the fair",
    "An apprentice from the school",
];

pub(super) const PRIVATE: [&str; 4] = [
    "Ask the quiet one first next time.",
    "Tired today. Shorter rounds.",
    "The number was a guess; come back to it.",
    "Let them find this one themselves.",
];

pub(super) const PLACES: [&str; 6] =
    ["Café Nord", "Harbour Hotel, room 2", "The old school", "Their workshop", "Library, third floor", "On a call"];

pub(super) const ROLES: [&str; 5] =
    ["Sells and quotes", "Runs the jobs", "Office and invoices", "Looks after clients", "Builds and repairs"];

pub(super) const GIFTS: [&str; 5] = [
    "Sees trouble a week ahead",
    "Clients trust them at once",
    "Remembers every promise",
    "Never misses a date",
    "Explains things simply",
];
