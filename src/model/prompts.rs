//! The questions of a sheet: said once in a template, and the same in every session that was made from it.
//!
//! They are shared, because ten thousand sessions that each held their own would hold little else.

use std::collections::HashMap;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::session::Session;
use super::stage::Prompt;

/// Questions in their order; a copy costs nothing until it is changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prompts(Arc<Vec<Prompt>>);

/// Questions that were seen already.
#[derive(Debug, Default)]
pub struct Pool {
    /// By the words of the first question.
    known: HashMap<String, Prompts>,
}

impl Prompts {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Pool {
    /// Lets the session share its questions with those seen before.
    pub fn share(&mut self, session: &mut Session) {
        for sheet in session.stages.iter_mut().flat_map(|stage| &mut stage.sheets) {
            let Some(first) = sheet.prompts.first() else { continue };
            match self.known.get(&first.ask) {
                Some(known) if *known == sheet.prompts => sheet.prompts = known.clone(),
                _ => drop(self.known.insert(first.ask.clone(), sheet.prompts.clone())),
            }
        }
    }
}

impl Deref for Prompts {
    type Target = Vec<Prompt>;

    fn deref(&self) -> &Vec<Prompt> {
        &self.0
    }
}

impl DerefMut for Prompts {
    fn deref_mut(&mut self) -> &mut Vec<Prompt> {
        Arc::make_mut(&mut self.0)
    }
}

impl From<Vec<Prompt>> for Prompts {
    fn from(mut prompts: Vec<Prompt>) -> Self {
        prompts.shrink_to_fit();
        Self(Arc::new(prompts))
    }
}

impl FromIterator<Prompt> for Prompts {
    fn from_iter<I: IntoIterator<Item = Prompt>>(prompts: I) -> Self {
        Self::from(Vec::from_iter(prompts))
    }
}

impl<'a> IntoIterator for &'a Prompts {
    type Item = &'a Prompt;
    type IntoIter = std::slice::Iter<'a, Prompt>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl Serialize for Prompts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_slice().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Prompts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<Prompt>::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::strategies::sample;

    #[test]
    fn sessions_share_their_questions_until_one_changes_them() {
        let (mut one, mut other) = (sample(), sample());
        let mut pool = Pool::default();
        pool.share(&mut one);
        pool.share(&mut other);
        assert_eq!((&one, &other), (&sample(), &sample()));
        let prompts = |session: &Session| session.sheets().map(|(_, sheet)| Arc::clone(&sheet.prompts.0)).collect();
        let [before, after]: [Vec<_>; 2] = [prompts(&one), prompts(&other)];
        assert!(before.iter().zip(&after).all(|(one, other)| one.is_empty() || Arc::ptr_eq(one, other)));
        let sheet = other.stages.iter_mut().flat_map(|stage| &mut stage.sheets).find(|sheet| !sheet.prompts.is_empty());
        sheet.unwrap().prompts[0].ask.push('?');
        assert_eq!(one, sample());
        assert_ne!(other, sample());
    }
}
