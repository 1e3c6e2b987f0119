//! The sentence above the footer: what happened, what is safe, what to do.

/// One sentence; it stays until a key is pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What went wrong, in the colour of things that went wrong; empty where nothing did.
    pub wrong: String,
    /// The rest of it.
    pub text: String,
}

impl Notice {
    /// Something that is good to know.
    pub fn calm(text: impl Into<String>) -> Self {
        Self { wrong: String::new(), text: text.into() }
    }

    /// Something that went wrong, then what is safe and what to do.
    pub fn wrong(what: impl Into<String>, then: impl Into<String>) -> Self {
        Self { wrong: what.into(), text: then.into() }
    }

    /// Something that went wrong, in sentences of which the first says it.
    pub fn from_sentences(text: &str) -> Self {
        match text.split_once(". ") {
            Some((what, then)) => Self::wrong(format!("{what}."), then),
            None => Self::wrong(text, ""),
        }
    }
}
