//! Files on disk: reading them strictly, writing them so that no crash, full disk or second machine loses a word.
//!
//! What a session is, only the shelf, the check and the templates know; every other part works on bytes, or on any type
//! that serde can read and write.

pub mod builtin;
pub mod bulk;
pub mod check;
pub mod conflict;
mod diagnosis;
mod disk;
pub mod draft;
pub mod envelope;
pub mod error;
pub mod file;
pub mod first_page;
pub mod flaw;
pub mod live;
pub mod locate;
pub mod lock;
pub mod mail;
pub mod migrations;
pub mod names;
pub mod saver;
pub mod settings;
pub mod shelf;
mod shown;
mod slots;
pub mod stamp;
pub mod templates;
mod tokens;
pub mod trash;
pub mod walk;
pub mod watch;

pub use error::StoreError;
pub use flaw::Flaw;
pub use shelf::Shelf;
pub use stamp::Stamp;
