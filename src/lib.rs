//! offsite facilitates strategic planning sessions in the terminal.
pub mod model;
pub mod store;
