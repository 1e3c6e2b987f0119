//! offsite facilitates strategic planning sessions in the terminal.
pub mod clock;
pub mod lang;
pub mod model;
pub mod store;
pub mod tui;
