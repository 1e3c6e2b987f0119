//! offsite facilitates strategic planning sessions in the terminal.
pub mod cli;
pub mod clock;
pub mod lang;
pub mod model;
pub mod paths;
pub mod store;
pub mod tui;
