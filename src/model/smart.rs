//! The five questions to a goal: is it specific, measurable, achievable, relevant and bound to a day.
//!
//! Whether a goal can be reached is not computed: it is asked where the way begins, and either a number of today or a
//! first step answers.

use super::ratio::Ratio;

/// The fewest words that name an outcome: who or what becomes how.
pub const FEWEST_WORDS: usize = 3;

/// A goal as far as it is filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statement<'a> {
    /// The outcome.
    pub text: &'a str,
    /// Who answers for it; blank where nobody does.
    pub owner: &'a str,
    /// What is measured.
    pub measure: &'a str,
    /// What it is counted in.
    pub unit: &'a str,
    /// The number today.
    pub baseline: Option<Ratio>,
    /// The number that would prove it.
    pub target: Option<Ratio>,
    /// Whether a first step is known: an action, a milestone or a project that serves it.
    pub has_first_step: bool,
    /// Why now.
    pub why: &'a str,
    /// Whether it serves a pillar or a focus area.
    pub has_purpose: bool,
    /// Whether it has a day by which it is reached.
    pub has_due: bool,
}

/// The five questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Quality {
    /// What becomes how, and by whom.
    Specific,
    /// The number that proves it.
    Measurable,
    /// Where the way to it begins.
    Achievable,
    /// What it is good for.
    Relevant,
    /// By when.
    TimeBound,
}

/// One thing that a goal lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Missing {
    /// The text has fewer than [`FEWEST_WORDS`] words.
    Outcome,
    /// Nobody answers for it.
    Owner,
    /// Neither what is measured nor a unit is named.
    Measure,
    /// No number would prove it.
    Target,
    /// The target is the number of today, so that nothing would change.
    Change,
    /// Neither the number of today nor a first step is known.
    Footing,
    /// It serves no pillar or focus area, and no reason is given.
    Purpose,
    /// It has no day.
    Due,
}

impl Missing {
    /// Which of the five questions it belongs to.
    pub fn quality(self) -> Quality {
        match self {
            Self::Outcome | Self::Owner => Quality::Specific,
            Self::Measure | Self::Target | Self::Change => Quality::Measurable,
            Self::Footing => Quality::Achievable,
            Self::Purpose => Quality::Relevant,
            Self::Due => Quality::TimeBound,
        }
    }
}

impl Statement<'_> {
    /// What is missing, in the order of the five questions; nothing where all are answered.
    pub fn missing(&self) -> Vec<Missing> {
        let is_blank = |text: &str| text.trim().is_empty();
        let is_unchanged = self.target.is_some() && self.target == self.baseline;
        let checks = [
            (Missing::Outcome, self.text.split_whitespace().count() < FEWEST_WORDS),
            (Missing::Owner, is_blank(self.owner)),
            (Missing::Measure, is_blank(self.measure) && is_blank(self.unit)),
            (Missing::Target, self.target.is_none()),
            (Missing::Change, is_unchanged),
            (Missing::Footing, self.baseline.is_none() && !self.has_first_step),
            (Missing::Purpose, is_blank(self.why) && !self.has_purpose),
            (Missing::Due, !self.has_due),
        ];
        checks.into_iter().filter(|(_, is_missing)| *is_missing).map(|(missing, _)| missing).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound() -> Statement<'static> {
        Statement {
            text: "Twelve retained clients",
            owner: "p-1",
            measure: "retained clients",
            unit: "",
            baseline: Some(Ratio::whole(9)),
            target: Some(Ratio::whole(12)),
            has_first_step: false,
            why: "",
            has_purpose: true,
            has_due: true,
        }
    }

    #[test]
    fn a_goal_that_says_all_lacks_nothing() {
        assert_eq!(sound().missing(), []);
    }

    #[test]
    fn an_empty_goal_lacks_everything_in_the_order_of_the_questions() {
        use Missing::{Due, Footing, Measure, Outcome, Owner, Purpose, Target};
        let missing = Statement::default().missing();
        assert_eq!(missing, [Outcome, Owner, Measure, Target, Footing, Purpose, Due]);
        assert!(missing.is_sorted_by_key(|missing| missing.quality()));
    }

    #[test]
    fn either_of_two_answers_is_enough() {
        let only = |statement: Statement<'static>| statement.missing();
        assert_eq!(only(Statement { baseline: None, ..sound() }), [Missing::Footing]);
        assert_eq!(only(Statement { baseline: None, has_first_step: true, ..sound() }), []);
        assert_eq!(only(Statement { has_purpose: false, ..sound() }), [Missing::Purpose]);
        assert_eq!(only(Statement { has_purpose: false, why: "Cash is short", ..sound() }), []);
        assert_eq!(only(Statement { measure: " ", unit: "clients", ..sound() }), []);
    }

    #[test]
    fn a_target_that_is_reached_already_is_no_goal() {
        let same = Statement { target: Ratio::decimal("9.0"), ..sound() };
        assert_eq!(same.missing(), [Missing::Change]);
    }
}
