//! A session in the least memory: reading leaves room in every list and group of it for what never comes.

use serde_json::{Map, Value};

use super::item::Item;
use super::session::Session;

impl Session {
    /// Gives back what it holds in reserve. For sessions of which there are many, and that are hardly ever changed.
    pub fn slim(&mut self) {
        self.stages.shrink_to_fit();
        for stage in &mut self.stages {
            stage.sheets.shrink_to_fit();
            stage.clock.visits.shrink_to_fit();
            stage.sheets.iter_mut().for_each(|sheet| slim(&mut sheet.items));
        }
        [&mut self.participants, &mut self.parked, &mut self.notes, &mut self.prework].into_iter().for_each(slim);
    }
}

fn slim(items: &mut Vec<Item>) {
    items.shrink_to_fit();
    for item in items {
        slim_group(&mut item.values);
        item.history.shrink_to_fit();
        item.history.iter_mut().for_each(|news| slim_group(&mut news.values));
    }
}

fn slim_group(group: &mut Map<String, Value>) {
    *group = std::mem::take(group).into_iter().collect();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::model::strategies;

    proptest! {
        #[test]
        fn a_slim_session_is_the_same_session(session in strategies::session()) {
            let mut slim = session.clone();
            slim.slim();
            prop_assert_eq!(serde_json::to_string(&slim).unwrap(), serde_json::to_string(&session).unwrap());
        }
    }
}
