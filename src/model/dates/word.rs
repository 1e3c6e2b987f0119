//! What a date word means, whatever its language.

use chrono::Weekday;

/// One meaning; a phrase is a few of them in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Said without a meaning of its own: "the", "of", "in".
    Filler,
    /// Days from today: -1 is yesterday.
    Shift(i8),
    /// A day of the week.
    Weekday(Weekday),
    /// A month, 1 to 12.
    Month(u32),
    /// French "mar", which is Tuesday (mardi) or March (mars) by what stands before it.
    TuesdayOrMarch,
    /// A stretch of time.
    Unit(Unit),
    /// A number that is not a year.
    Number(u32),
    /// "13th", "1er": counts within something, never an amount.
    Ordinal(u32),
    /// A number of four digits.
    Year(i32),
    /// A quarter, 1 to 4.
    Quarter(u32),
    /// The present one.
    This,
    /// The one after.
    Next,
    /// A place within a stretch.
    Part(Part),
    /// A stretch's end in one word: "eom".
    EndOf(Unit),
}

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// One day.
    Day,
    /// Monday to Sunday; work ends on Friday.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// A calendar year.
    Year,
}

/// Where in a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Its first day.
    Start,
    /// Its middle.
    Mid,
    /// Its last day.
    End,
}
