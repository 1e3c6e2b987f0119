//! What a planning session is: pure data and arithmetic, without files, screens or the time of day.

pub mod agenda;
pub mod also;
pub mod apportion;
pub mod capture;
pub mod change;
pub mod check;
pub mod course;
pub mod dates;
pub mod decision;
pub mod demo;
pub mod field;
pub mod fit;
pub mod follow_up;
pub mod history;
pub mod id;
pub mod item;
pub mod late;
pub mod library;
pub mod merge;
pub mod plan;
pub mod quick_entry;
pub mod ratio;
pub mod reflow;
pub mod replan;
pub mod scale;
pub mod schema;
pub mod search;
pub mod session;
pub mod settle;
pub mod sheet;
pub mod stage;
#[cfg(test)]
pub(crate) mod strategies;
pub mod template;
pub mod timebox;
