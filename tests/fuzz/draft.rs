//! Half-typed words of an earlier run: whatever a draft says, the session opens, and typing goes on.

use offsite::model::library::Volume;
use offsite::tui::app::Msg;
use offsite::tui::effect::{Answer, Draft, Effect};

use crate::support::{Desk, now, session};

pub(crate) fn draft(bytes: &[u8]) -> bool {
    let Ok(draft) = serde_json::from_slice::<Draft>(bytes) else { return false };
    let written = serde_json::to_value(&draft).expect("JSON");
    assert_eq!(serde_json::from_value::<Draft>(written).expect("a draft"), draft);
    let mut session = session();
    let first = session.stages[0].id.clone();
    session.apply(session.enter(&first, now())).expect("a change");
    session.apply(session.pause(now())).expect("a change");
    let volume = Volume::new("/sessions/a.json", session.clone());
    let mut desk = Desk::with(Vec::new());
    let drafts = vec![(session.id, draft.clone())];
    desk.send(Msg::Answer(Answer::Library { volumes: vec![volume], broken: Vec::new(), drafts }));
    assert_eq!(desk.app.world().session(session.id), Some(&session), "a draft has changed a session");
    desk.buffer();
    desk.press("enter").type_text("x");
    desk.buffer();
    desk.press("ctrl-c").buffer();
    let kept = desk.effects.iter().rev().find_map(|effect| match effect {
        Effect::Keep(_, kept) => Some(kept),
        _ => None,
    });
    assert!(kept.is_some(), "what is typed on top of a draft is kept");
    true
}
