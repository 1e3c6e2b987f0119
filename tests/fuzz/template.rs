//! A template file: refused in a sentence with its line, or strict enough that sound sessions come out of it.

use std::path::Path;

use chrono::DateTime;
use offsite::model::id::IdSource;
use offsite::model::template::TemplateFault;
use offsite::store::{check, envelope};
use serde_json::Value;

use super::{is_kept, is_refusal, text};

pub(crate) fn template(bytes: &[u8]) -> bool {
    let path = Path::new("a\u{1b}\u{202e}.json");
    let template = match check::template(path, bytes) {
        Ok(template) => template,
        Err(error) => {
            is_refusal(&error, bytes);
            return false;
        }
    };
    let written = envelope::encode(&template).expect("JSON");
    let again = check::template(path, &written).expect("what was written is read");
    assert_eq!(again, template);
    let read: Value = serde_json::from_str(text(bytes)).expect("JSON");
    is_kept(&read, Some(&serde_json::from_slice(&written).expect("JSON")), "");
    let faults = check::template_faults(path, bytes, &template);
    for fault in &faults {
        is_refusal(fault, bytes);
    }
    let is_sound = template.faults().iter().all(|fault| matches!(fault.fault, TemplateFault::MissingLanguage(_)));
    let now = DateTime::parse_from_rfc3339("2026-03-04T10:30:00+01:00").expect("a moment");
    for language in ["en", "fr", "xx"] {
        let session = template.session(language, &mut IdSource::new(1), now);
        let faults: Vec<_> = session.faults().into_iter().filter(|fault| fault.kind.is_fatal()).collect();
        assert!(!is_sound || faults.is_empty(), "{faults:?}");
        session.agenda(now);
    }
    true
}
