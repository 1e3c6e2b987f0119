//! A session file: refused in a sentence, or read without loss, and then fit for all arithmetic.

use std::path::Path;

use chrono::{DateTime, FixedOffset, TimeDelta};
use offsite::model::plan::Plan;
use offsite::model::session::{FORMAT, Session, VERSION};
use offsite::store::{envelope, locate, shelf};
use serde_json::Value;

use super::{is_kept, is_refusal, text, today};

pub(crate) fn session(bytes: &[u8]) -> bool {
    let path = Path::new("a\u{1b}\u{202e}.json");
    let decoded = match envelope::decode::<Session>(path, bytes, FORMAT, VERSION) {
        Ok(decoded) => decoded,
        Err(error) => {
            is_refusal(&error, bytes);
            return false;
        }
    };
    let session = decoded.value;
    let written = envelope::encode(&session).expect("JSON");
    let again = envelope::decode::<Session>(path, &written, FORMAT, VERSION).expect("what was written is read");
    assert_eq!(again.value, session);
    assert_eq!(envelope::encode(&again.value).expect("JSON"), written);
    let read: Value = serde_json::from_str(text(bytes)).expect("JSON");
    is_kept(&read, Some(&serde_json::from_slice(&written).expect("JSON")), "");
    for fault in session.faults() {
        let steps =
            std::iter::successors(Some(fault.pointer.as_str()), |at| at.rsplit_once('/').map(|(outer, _)| outer));
        assert!(steps.into_iter().any(|at| locate::line_of(text(bytes), at).is_some()), "{}", fault.pointer);
        assert!(!fault.kind.to_string().is_empty());
    }
    is_fit(&session, bytes);
    true
}

/// Fails where some arithmetic does not stand what is in the session.
fn is_fit(session: &Session, bytes: &[u8]) {
    let stem = shelf::stem(session);
    assert!(stem.len() < 240 && !stem.starts_with('.') && !stem.contains(['/', '\\', '\0']), "{stem:?}");
    Plan::of([session], today(bytes));
    let noon = today(bytes).and_hms_opt(12, 0, 0).expect("noon");
    let now: DateTime<FixedOffset> =
        DateTime::from_naive_utc_and_offset(noon, FixedOffset::east_opt(3600).expect("Berlin"));
    for now in [now, session.starts().unwrap_or(now), now + TimeDelta::days(400_000)] {
        let timebox = session.timebox(now);
        let spent = timebox.slices.iter().map(|slice| slice.spent);
        assert!(spent.min().is_none_or(|least| least >= 0) && timebox.lateness() >= 0);
        assert!(timebox.ends_at(now) >= now && (0.0..=1.0).contains(&timebox.elapsed_share()));
        assert_eq!(timebox.starts(now).len(), session.stages.len());
        assert_eq!(timebox.now_minutes().len(), session.stages.len());
        session.agenda(now);
        let _ = session.share_out(now);
        session.later_by(now);
        session.gaps(0);
        let here = session.stage_here().and_then(|here| session.stages.get(here)).or(session.stages.first());
        for change in here.map(|stage| session.pause_or_go(&stage.id, now)).into_iter().chain([session.close("", now)])
        {
            let mut other = session.clone();
            if let Ok(back) = other.apply(change) {
                other.apply(back).expect("an edit is taken back");
                assert_eq!(&other, session);
            }
        }
    }
}
