//! Overlays as they stood when the program was cut off.

use uuid::Uuid;

use super::Screen;
use super::aside::Aside;
use super::closing::Closing;
use super::decide::Decide;
use super::detail::Detail;
use super::judge::Judge;
use super::paste::Paste;
use super::plan::PlanScreen;
use super::run::promises;
use crate::tui::effect::Over;
use crate::tui::world::World;

impl Screen {
    /// The overlay in which these words of a session were being written. Where what they belong to is gone, they can be
    /// parked instead.
    pub fn again(session: Uuid, over: Over, world: &World) -> Self {
        let is_there = |home, item: &_| world.session(home).is_some_and(|home| home.find(item).is_some());
        let park = |words: &str| Self::Aside(Aside::park(Some(session), world).again(words));
        match over {
            Over::Note { stage, text } => Self::Aside(Aside::note(session, stage).again(&text)),
            Over::Action { text } => Self::Aside(Aside::for_action(session, world).again(&text)),
            Over::Form { home, item, fields } if is_there(home, &item) => {
                Self::Detail(Detail::again(home, item, &fields, world).beside(session))
            }
            Over::Form { fields, .. } => park(&fields.into_values().collect::<Vec<_>>().join(" ")),
            Over::Promise { home, action, outcome, text } if is_there(home, &action) => {
                Self::Decide(Decide::again(session, (home, action), outcome, &text))
            }
            Over::Decision { alternative, fields } => match Detail::deciding(session, &alternative, world) {
                Some(form) => Self::Detail(form.with(&fields)),
                None => park(&fields.into_values().collect::<Vec<_>>().join(" ")),
            },
            Over::Veto { alternative, owner, text } if is_there(session, &alternative) => {
                Self::Aside(Aside::veto(session, alternative, owner).again(&text))
            }
            Over::Row { home, item, asked, verdict, text } if is_there(home, &item) => {
                Self::Judge(Judge::of(session, (home, item), asked, world).again(verdict, &text))
            }
            Over::Veto { text, .. } | Over::Thought { text } | Over::Promise { text, .. } | Over::Row { text, .. } => {
                park(&text)
            }
            Over::Reason { text } => {
                Self::Closing(Closing::again(session, &text, promises::undecided(session, world), world))
            }
            Over::Paste { lines } => Self::Paste(Paste::of(session, lines)),
        }
    }

    /// The screen that such an overlay needs below it, where the session is not under way.
    pub fn below_again(session: Uuid, over: &Over, world: &World) -> Option<Self> {
        matches!(over, Over::Action { .. }).then(|| Self::Plan(PlanScreen::adding_to(session, world)))
    }

    /// Whether the words of an overlay can be taken up without the session being run.
    pub fn is_free(over: &Over) -> bool {
        matches!(over, Over::Thought { .. } | Over::Action { .. } | Over::Form { .. })
    }
}
