//! The pieces that screens are drawn from.

pub mod canvas;
pub mod clock_line;
pub mod editor;
pub mod footer;
pub mod frame;
pub mod large;
pub mod list;
pub mod matrix;
pub mod measure;
pub mod overlay;
pub mod record;
pub mod rows;
pub mod text;
