//! The alias of a client, put in the place of the true name wherever that was written.
//!
//! Where somebody took the trouble of an alias, a title such as "Acme: second quarter" must not give it away.

use std::iter;

use crate::model::session::Client;

/// Words at the end of a firm's name that people leave out when they speak of it.
const FORMS: [&str; 17] = [
    "ab", "ag", "bv", "co", "corp", "eurl", "gmbh", "inc", "kg", "llc", "llp", "ltd", "oy", "plc", "sa", "sarl", "sas",
];

/// What to look for, in small letters and the longest first, and what to say instead.
#[derive(Debug, Default)]
pub(super) struct Alias {
    names: Vec<Vec<char>>,
    shown: String,
}

impl Alias {
    /// The alias of a client; without one nothing is replaced.
    pub(super) fn of(client: Option<&Client>) -> Self {
        let Some(Client { name, alias, rest: _ }) = client else { return Self::default() };
        let whole = name.trim();
        if alias.is_empty() || whole.is_empty() {
            return Self::default();
        }
        let spoken = whole.rsplit_once(char::is_whitespace).filter(|(_, form)| {
            let form: String = form.chars().filter(|c| c.is_alphabetic()).collect();
            FORMS.contains(&form.to_lowercase().as_str())
        });
        let names = iter::once(whole).chain(spoken.map(|(name, _)| name.trim_end_matches([',', ' ', '&'])));
        Self {
            names: names.map(|name| name.chars().flat_map(char::to_lowercase).collect()).collect(),
            shown: alias.clone(),
        }
    }

    /// The same words with the alias instead of the name.
    pub(super) fn hide(&self, words: &str) -> String {
        if self.names.is_empty() {
            return words.to_owned();
        }
        let mut hidden = String::with_capacity(words.len());
        let mut rest = words;
        let mut before = None;
        while let Some(next) = rest.chars().next() {
            let is_start = !before.is_some_and(char::is_alphanumeric);
            let found = self.names.iter().filter(|_| is_start).find_map(|name| after(rest, name));
            if let Some(after) = found {
                hidden.push_str(&self.shown);
                before = self.shown.chars().next_back();
                rest = after;
            } else {
                hidden.push(next);
                before = Some(next);
                rest = rest.get(next.len_utf8()..).unwrap_or_default();
            }
        }
        hidden
    }
}

/// What follows `name` at the beginning of some words, where it stands there as a whole word.
fn after<'a>(words: &'a str, name: &[char]) -> Option<&'a str> {
    let mut wanted = name.iter().copied().peekable();
    let mut chars = words.chars();
    while wanted.peek().is_some() {
        if !chars.next()?.to_lowercase().all(|letter| wanted.next() == Some(letter)) {
            return None;
        }
    }
    let rest = chars.as_str();
    (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hide(name: &str, alias: &str, words: &str) -> String {
        let client = Client { name: name.to_owned(), alias: alias.to_owned(), ..Client::default() };
        Alias::of(Some(&client)).hide(words)
    }

    #[test]
    fn the_name_goes_wherever_it_stands_as_words() {
        assert_eq!(hide("Acme Ltd", "Birch", "ACME LTD: Q2 with acme's people"), "Birch: Q2 with Birch's people");
        assert_eq!(hide("Éa", "Birch", "éa, ÉA and océan"), "Birch, Birch and océan");
        assert_eq!(hide("Acme, Inc.", "Birch", "Acme"), "Birch");
    }

    #[test]
    fn without_alias_or_name_nothing_changes() {
        assert_eq!(hide("Acme", "", "Acme Q2"), "Acme Q2");
        assert_eq!(hide(" ", "Birch", "Acme Q2"), "Acme Q2");
        assert_eq!(Alias::of(None).hide("Acme"), "Acme");
    }
}
