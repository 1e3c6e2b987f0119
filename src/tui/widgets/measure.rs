//! A measure in words and signs: its numbers, the shape of its line, how it moved, and a grid of them as lines of text.

use super::text;
use crate::lang::Texts;
use crate::model::item::Item;
use crate::model::ratio::Ratio;
use crate::model::sheet::metrics::{TARGET, trend};
use crate::model::trend::Trend;
use crate::tui::glyphs::Glyphs;
use crate::tui::widgets::record;

/// The number of a period or the target, grouped; empty where there is none.
pub fn number(item: &Item, key: &str, texts: &Texts) -> String {
    item.value(key).map_or_else(String::new, |value| (texts.grid.number)(&value.to_string()))
}

/// Whether it leads or lags, in a word; empty where nobody has said.
pub fn kind(item: &Item, texts: &Texts) -> &'static str {
    match item.text("lead_lag") {
        kind @ ("lead" | "lag") => (texts.word)(kind),
        _ => "",
    }
}

/// A sign for each period, from the lowest to the highest step; a gap where there is no number.
pub fn sparkline(trend: &Trend, glyphs: &Glyphs) -> String {
    let sign =
        |level: &Option<u8>| level.and_then(|level| glyphs.trend.get(usize::from(level))).copied().unwrap_or(" ");
    trend.levels.iter().map(sign).collect()
}

/// The latest number against the one right before it: in percent, or in its own unit where that is percent already or
/// the one before was nothing. Empty where there is nothing to compare.
pub fn change(item: &Item, periods: &[String], texts: &Texts) -> String {
    let Some(change) = trend(item, periods).change else { return String::new() };
    let percent = change.percent.filter(|_| item.text("unit").trim() != "%");
    let (by, unit) = percent.map_or((change.by, ""), |percent| (percent, " %"));
    let places = u32::from(percent.is_none() || by.size() < Ratio::whole(10));
    let Some(tenths) = by.rounded_to(places) else { return String::new() };
    let digits = tenths.unsigned_abs();
    let digits = if places == 0 { digits.to_string() } else { format!("{}.{}", digits / 10, digits % 10) };
    let sign = match tenths.signum() {
        1 => "+",
        -1 => "-",
        _ => "",
    };
    format!("{sign}{}{unit}", (texts.grid.number)(&digits))
}

/// The measures as lines of at most `width` columns that line up, heads first; the oldest periods give way.
pub fn lines(items: &[&Item], periods: &[String], width: usize, look: (&Texts, &Glyphs)) -> Vec<String> {
    let (texts, glyphs) = look;
    let mut shown = periods;
    loop {
        let rows = rows(items, periods, shown, texts, glyphs);
        let lines = aligned(&rows, shown.len() + 1);
        let is_wide = lines.iter().any(|line| text::width(line) > width);
        match shown.split_first() {
            Some((_, newer)) if is_wide && !newer.is_empty() => shown = newer,
            _ => return lines.iter().map(|line| text::fit(line, width, glyphs.ellipsis).into_owned()).collect(),
        }
    }
}

/// Names, then the numbers of the periods that are shown and the target, then trend and change.
fn rows(items: &[&Item], periods: &[String], shown: &[String], texts: &Texts, glyphs: &Glyphs) -> Vec<Vec<String>> {
    let heads = [texts.grid.target, texts.grid.trend, texts.grid.change].map(str::to_owned);
    let heads = std::iter::once(String::new()).chain(shown.iter().cloned()).chain(heads).collect();
    let row = |item: &&Item| {
        let facts = [record::name(item), item.text("unit"), kind(item, texts)];
        let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        let name = text::fit(&facts.join(&format!(" {} ", glyphs.separator)), 40, glyphs.ellipsis).into_owned();
        let value = |key: &str| {
            let number = number(item, key, texts);
            if number.is_empty() { glyphs.bullet.to_owned() } else { number }
        };
        let numbers = shown.iter().map(String::as_str).chain([TARGET]).map(value);
        let trend = sparkline(&trend(item, periods), glyphs);
        std::iter::once(name).chain(numbers).chain([trend, change(item, periods, texts)]).collect()
    };
    std::iter::once(heads).chain(items.iter().map(row)).collect()
}

/// Rows in columns: the first one and the trend begin together, numbers end together.
fn aligned(rows: &[Vec<String>], numbers: usize) -> Vec<String> {
    let columns = rows.first().map_or(0, Vec::len);
    let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| text::width(cell)).max();
    let widths: Vec<usize> = (0..columns).map(|column| widest(column).unwrap_or(0)).collect();
    let has_change = rows.iter().skip(1).any(|row| row.last().is_some_and(|change| !change.is_empty()));
    let is_right = |column: usize| (1..=numbers).contains(&column) || column + 1 == columns;
    let kept = if has_change { columns } else { columns.saturating_sub(1) };
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).take(kept).enumerate().map(|(column, (cell, wide))| {
            let gap = wide.saturating_sub(text::width(cell));
            if is_right(column) { format!("{:gap$}{cell}", "") } else { format!("{cell}{:gap$}", "") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::ItemId;
    use crate::tui::glyphs::{ASCII, UNICODE};

    fn periods() -> Vec<String> {
        ["2024", "2025", "2026"].map(str::to_owned).to_vec()
    }

    fn measure(unit: &str, numbers: [f64; 3]) -> Item {
        let item = Item::new(ItemId::new("k-1"), "text", "Revenue").with("unit", unit).with("lead_lag", "lag");
        periods().iter().zip(numbers).fold(item, |item, (period, number)| item.with(period, number))
    }

    #[test]
    fn a_change_is_told_in_percent_or_in_points() {
        let told = |unit, numbers| change(&measure(unit, numbers), &periods(), Texts::of("en"));
        assert_eq!(told("EUR", [0.0, 80_000.0, 120_000.0]), "+50 %");
        assert_eq!(told("EUR", [0.0, 80_000.0, 76_400.0]), "-4.5 %");
        assert_eq!(told("EUR", [0.0, 8.0, 8.0]), "0 %");
        assert_eq!(told("EUR", [0.0, 0.0, 1500.0]), "+1 500");
        assert_eq!(told("%", [0.0, 11.5, 12.0]), "+0.5");
    }

    #[test]
    fn the_oldest_periods_give_way_where_there_is_no_room() {
        let item = measure("EUR", [1000.0, 80_000.0, 120_000.0]).with("target", 150_000);
        let lines = |width, glyphs| lines(&[&item], &periods(), width, (Texts::of("en"), glyphs));
        assert_eq!(
            lines(90, &UNICODE),
            [
                "                       2024    2025     2026      aim  trend  change",
                "Revenue · EUR · lags  1 000  80 000  120 000  150 000  ▁▆█     +50 %",
            ]
        );
        assert!(lines(60, &ASCII)[1].contains("120 000") && !lines(60, &ASCII)[1].contains("1 000 "));
        assert!(lines(20, &ASCII).iter().all(|line| line.len() <= 20));
    }
}
