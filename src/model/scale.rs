//! The scale from 1 to 5 that people score on, and which end of it is better.

/// A score, 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rating(u8);

/// Which end of a scale is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// More is better: importance, benefit.
    Up,
    /// Less is better: effort, risk, cost.
    Down,
}

impl Rating {
    /// The lower end.
    pub const LOWEST: Self = Self(1);
    /// The middle.
    pub const MIDDLE: Self = Self(3);
    /// The upper end.
    pub const HIGHEST: Self = Self(5);
    /// The steps from one end to the other.
    pub const STEPS: u8 = Self::HIGHEST.0 - Self::LOWEST.0;

    /// A score, if it is on the scale.
    pub fn new(score: u8) -> Option<Self> {
        let rating = Self(score);
        (Self::LOWEST..=Self::HIGHEST).contains(&rating).then_some(rating)
    }

    /// The score, 1 to 5.
    pub fn score(self) -> u8 {
        self.0
    }

    /// Steps from the worse end, 0 to 4.
    pub fn points(self, direction: Direction) -> u8 {
        match direction {
            Direction::Up => self.0 - Self::LOWEST.0,
            Direction::Down => Self::HIGHEST.0 - self.0,
        }
    }
}

impl Direction {
    /// 1 where more is better, else -1: what one point more does to the score.
    pub fn sign(self) -> i8 {
        match self {
            Self::Up => 1,
            Self::Down => -1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_to_five_is_on_the_scale() {
        let scores: Vec<u8> = (0..=u8::MAX).filter_map(Rating::new).map(Rating::score).collect();
        assert_eq!(scores, [1, 2, 3, 4, 5]);
    }

    #[test]
    fn points_count_from_the_worse_end() {
        let points = |direction| (1..=5).filter_map(Rating::new).map(|rating| rating.points(direction)).collect();
        let (up, down): (Vec<u8>, Vec<u8>) = (points(Direction::Up), points(Direction::Down));
        assert_eq!((up, down), (vec![0, 1, 2, 3, 4], vec![4, 3, 2, 1, 0]));
    }
}
