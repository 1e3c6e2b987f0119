//! What other threads tell the loop: answers to effects, and that it is time to leave.

use std::sync::mpsc::Sender;

use super::effect::Answer;
use super::input;

/// News from another thread.
pub(super) enum Event {
    Answer(Answer),
    Leave,
}

/// With it other threads leave their news and wake the loop.
#[derive(Clone, Debug)]
pub(super) struct Doorbell {
    events: Sender<Event>,
}

impl Doorbell {
    /// A doorbell; the loop has the other end of these events.
    pub(super) fn to(events: Sender<Event>) -> Self {
        Self { events }
    }

    /// Leaves news and wakes the loop; nothing happens once that is over.
    pub(super) fn send(&self, event: Event) {
        if self.events.send(event).is_ok() {
            input::wake();
        }
    }
}
