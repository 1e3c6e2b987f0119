//! A measure over periods: how much of it is known, how it moved, and the shape of its line.

use super::ratio::Ratio;
use super::scale::Direction;

/// The highest level of a line; the lowest is 0.
pub const TOP: u8 = 7;

/// The level of a line that does not move.
pub const FLAT: u8 = 3;

/// A difference between two readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The later less the earlier, in the unit of the measure.
    pub by: Ratio,
    /// The same in percent of the earlier one's size; nothing where that is 0.
    pub percent: Option<Ratio>,
}

/// How a measure stands against its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToTarget {
    /// The latest reading against the target; below 0 where it is under it.
    pub change: Change,
    /// Whether it is reached, by the end that is better.
    pub is_reached: bool,
}

/// The periods of a measure, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend {
    /// How many periods have a reading.
    pub filled: usize,
    /// How many periods there are.
    pub periods: usize,
    /// The latest reading and its period, from 0.
    pub latest: Option<(usize, Ratio)>,
    /// The latest reading against the period right before it; nothing where that has none.
    pub change: Option<Change>,
    /// The latest reading against the target, where both are known.
    pub to_target: Option<ToTarget>,
    /// A level from 0, the least reading, to [`TOP`], the greatest, for each period that has one.
    pub levels: Vec<Option<u8>>,
}

impl Trend {
    /// Reads a row of periods, oldest first; `better` says which end of the measure is good.
    ///
    /// What outgrows exact fractions is left out, as if it were not known.
    pub fn new(readings: &[Option<Ratio>], target: Option<Ratio>, better: Direction) -> Self {
        let latest = readings.iter().enumerate().rev().find_map(|(at, reading)| Some((at, (*reading)?)));
        let before = latest.and_then(|(at, _)| *readings.get(at.checked_sub(1)?)?);
        let against = |base: Option<Ratio>| latest.zip(base).and_then(|((_, reading), base)| change(base, reading));
        let is_reached = |by: Ratio| match better {
            Direction::Up => by >= Ratio::ZERO,
            Direction::Down => by <= Ratio::ZERO,
        };
        Self {
            filled: readings.iter().flatten().count(),
            periods: readings.len(),
            latest,
            change: against(before),
            to_target: against(target).map(|change| ToTarget { change, is_reached: is_reached(change.by) }),
            levels: levels(readings),
        }
    }

    /// How much is known, in whole percent, rounded down so that 100 means all; 100 where there is no period.
    pub fn completeness(&self) -> usize {
        self.filled.saturating_mul(100).checked_div(self.periods).unwrap_or(100)
    }
}

fn change(from: Ratio, to: Ratio) -> Option<Change> {
    let by = to.minus(from)?;
    let percent = by.over(from.size()).and_then(|share| share.times(Ratio::whole(100)));
    Some(Change { by, percent })
}

fn levels(readings: &[Option<Ratio>]) -> Vec<Option<u8>> {
    let known = || readings.iter().copied().flatten();
    let level = |reading: Ratio| {
        let (least, greatest) = (known().min()?, known().max()?);
        let Some(share) = reading.minus(least)?.over(greatest.minus(least)?) else { return Some(FLAT) };
        u8::try_from(share.times(Ratio::whole(TOP))?.rounded()).ok()
    };
    readings.iter().map(|reading| reading.and_then(level)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn trend(readings: &[&str], target: &str, better: Direction) -> Trend {
        let readings: Vec<_> = readings.iter().map(|reading| Ratio::decimal(reading)).collect();
        Trend::new(&readings, Ratio::decimal(target), better)
    }

    #[test]
    fn a_year_with_its_target() {
        let trend = trend(&["80", "90", "", "100", "120.5"], "125", Direction::Up);
        assert_eq!((trend.filled, trend.periods, trend.completeness()), (4, 5, 80));
        let change = trend.change.unwrap();
        assert_eq!((change.by, change.percent), (Ratio::new(41, 2).unwrap(), Ratio::new(41, 2)));
        let to_target = trend.to_target.unwrap();
        assert_eq!((to_target.change.by, to_target.is_reached), (Ratio::new(-9, 2).unwrap(), false));
        assert_eq!(trend.levels, [Some(0), Some(2), None, Some(3), Some(7)]);
    }

    #[test]
    fn less_can_be_better() {
        assert!(trend(&["12"], "14", Direction::Down).to_target.unwrap().is_reached);
        assert!(!trend(&["12"], "14", Direction::Up).to_target.unwrap().is_reached);
    }

    #[test]
    fn a_gap_before_the_latest_reading_gives_no_change() {
        assert_eq!(trend(&["3", "", "4", ""], "", Direction::Up).change, None);
        assert_eq!(trend(&["3", "4", ""], "", Direction::Up).change.map(|change| change.by), Some(Ratio::whole(1)));
    }

    #[test]
    fn a_rise_from_below_nothing_is_a_rise() {
        let percent = |readings: &[&str]| trend(readings, "", Direction::Up).change.unwrap().percent;
        assert_eq!(percent(&["-10", "-5"]), Some(Ratio::whole(50)));
        assert_eq!(percent(&["0", "5"]), None);
    }

    #[test]
    fn nothing_and_standing_still_have_a_shape_too() {
        assert_eq!(trend(&[], "", Direction::Up).completeness(), 100);
        assert_eq!(trend(&["", ""], "1", Direction::Up).levels, [None, None]);
        assert_eq!(trend(&["5", "5"], "", Direction::Up).levels, [Some(FLAT), Some(FLAT)]);
    }

    proptest! {
        #[test]
        fn levels_follow_the_readings(readings in prop::collection::vec(prop::option::of(-500..500_i32), 0..20)) {
            let ratios: Vec<_> = readings.iter().map(|reading| reading.map(Ratio::whole)).collect();
            let trend = Trend::new(&ratios, None, Direction::Up);
            prop_assert_eq!(trend.levels.len(), readings.len());
            let mut pairs: Vec<_> = readings.iter().zip(&trend.levels).filter_map(|(reading, level)| Some(((*reading)?, (*level)?))).collect();
            prop_assert_eq!(pairs.len(), trend.filled);
            pairs.sort_unstable();
            prop_assert!(pairs.is_sorted_by_key(|(_, level)| *level));
            if let [(least, low), .., (greatest, high)] = pairs.as_slice() {
                prop_assert!(least == greatest || (*low, *high) == (0, TOP));
            }
        }
    }
}
