//! What a person can rely on, tried on the whole program.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test says what is wrong by failing, and how much it tried by printing"
)]

mod again;
mod architecture;
mod bad_input;
mod cli;
mod commands;
mod computed;
mod crash;
mod faults;
mod find;
mod french;
mod fuzz;
mod grids;
mod home;
mod hostile;
mod keys;
mod kinds;
mod merge;
mod options;
mod panels;
mod picture;
mod plan;
mod prepare;
mod present;
mod prework;
mod properties;
mod refusals;
mod report;
mod review;
mod run;
mod schema;
mod settings;
mod sheets;
mod shelf;
mod shipped;
mod support;
#[path = "../fuzz/mod.rs"]
mod targets;
mod templates;
mod terminal;
mod time;
mod together;
