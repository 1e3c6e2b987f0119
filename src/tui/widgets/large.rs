//! Numbers large enough for the far end of a table.

use super::canvas::Canvas;
use ratatui::style::Style;

/// The rows of a large digit.
pub const ROWS: u16 = 4;

/// Columns of a digit, and of the gap behind it.
const DIGIT: (u16, u16) = (3, 1);

/// The columns that a number takes.
pub fn width(number: u32) -> u16 {
    let digits = u16::try_from(number.to_string().len()).unwrap_or(u16::MAX);
    digits.saturating_mul(DIGIT.0 + DIGIT.1).saturating_sub(DIGIT.1)
}

/// Draws a number from (`x`, `y`) down. False where the signs at hand have no large digits.
pub fn draw(canvas: &mut Canvas<'_>, (x, y): (u16, u16), number: u32, style: Style) -> bool {
    let Some(digits) = canvas.glyphs().digits else { return false };
    let mut x = x;
    for digit in number.to_string().bytes() {
        let rows = digits.get(usize::from(digit.saturating_sub(b'0'))).into_iter().flatten();
        for (row, y) in rows.zip(y..) {
            canvas.put(x, y, DIGIT.0, row, style);
        }
        x = x.saturating_add(DIGIT.0 + DIGIT.1);
    }
    true
}
