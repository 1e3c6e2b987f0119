//! offsite facilitates strategic planning sessions in the terminal.
//!
//! Who may know whom, from the outside in: `main -> cli -> tui -> {export, store} -> model`; `lang`, `clock`, `paths`
//! and `settings` are leaves. A test keeps it so.
//!
//! | module | holds |
//! |---|---|
//! | [`model`] | sessions, edits with their inverses, the clock, the plan: pure data and arithmetic |
//! | [`store`] | files: reading them strictly, writing them safely, locks, the shipped templates |
//! | [`export`] | what leaves the program: reports, made of the public projection |
//! | [`lang`] | every word that a person reads |
//! | [`tui`] | the screens: messages in, effects out, a view that changes nothing |
//! | [`cli`] | the commands, a file each |
//! | [`clock`], [`paths`] | the only callers of the time of day and of the environment |
//! | [`settings`] | what a person can set |

pub mod cli;
pub mod clock;
pub mod export;
pub mod lang;
pub mod model;
pub mod paths;
pub mod settings;
pub mod store;
pub mod tui;
