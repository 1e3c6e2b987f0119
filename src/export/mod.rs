//! What leaves the program: the report of a session, in formats that others read.
//!
//! It is made of the public projection, in which what is private has no place. A report for the facilitator may take the
//! other type, [`Private`](crate::model::private::Private), besides; nothing here takes a session as it stands in its file.

mod clean;
pub mod document;
pub mod html;
pub mod markdown;
pub mod report;
mod svg;
mod words;

use document::Document;

/// A format of reports.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// The word for it, which is the ending of its files too.
    pub word: &'static str,
    /// Other endings of such files.
    pub endings: &'static [&'static str],
    /// Writes a report in it.
    pub write: fn(&Document) -> String,
}

/// Every format; the first is the usual one.
pub const FORMATS: &[Format] = &[
    Format { word: "md", endings: &["markdown"], write: markdown::write },
    Format { word: "html", endings: &["htm"], write: html::write },
];

#[cfg(test)]
mod tests;
