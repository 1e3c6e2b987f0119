//! What a person can rely on, tried on the whole program.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what is wrong by failing"
)]

mod again;
mod architecture;
mod bad_input;
mod cli;
mod commands;
mod find;
mod home;
mod keys;
mod merge;
mod picture;
mod plan;
mod prepare;
mod properties;
mod review;
mod run;
mod schema;
mod sheets;
mod shelf;
mod support;
mod terminal;
