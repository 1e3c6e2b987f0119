//! Two versions of one session as one: nothing that anybody typed is lost, and it does not matter who merges.
//!
//! To merge the result with either version again gives the result: machines that exchange their files come to rest.

use std::fmt;

use serde_json::Value;
use uuid::Uuid;

use super::session::Session;
use super::settle::Spot;

mod clocks;
mod fit;
mod order;
mod places;
#[cfg(test)]
mod tests;
mod tree;
mod words;

/// Two versions made one.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// With what either side has said.
    pub session: Session,
    /// Where both have changed the same thing; [`Session::unsettled`] finds them again later.
    pub clashes: Vec<Clash>,
}

/// A field to which two versions gave different values.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// What the field belongs to.
    pub spot: Spot,
    /// The field.
    pub key: String,
    /// What it holds now.
    pub kept: Value,
    /// What stands beside it, under `also`.
    pub beside: Value,
}

/// Why two versions could not be made one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeError {
    /// They are not of the same session.
    OtherSession {
        /// The session of one side.
        ours: Uuid,
        /// The session of another version.
        other: Uuid,
    },
    /// The result would be no session; no two sound sessions come to that.
    Unsound(String),
}

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherSession { ours, other } => write!(
                f,
                "These are different sessions, {ours} and {other}. Nothing was merged; name versions of one session."
            ),
            Self::Unsound(why) => write!(f, "These versions do not come to a session: {why}. Nothing was merged."),
        }
    }
}

impl std::error::Error for MergeError {}

/// The session with what both sides have done since `base`; without one, with all that either side has.
///
/// Things are the same where their ids are, wherever they stand. Texts are merged by words. Whoever changed a thing wins
/// over who left it or deleted it; where both have changed it, one value wins and the other is kept beside it.
///
/// # Errors
/// When the versions are of different sessions.
pub fn merge(base: Option<&Session>, ours: &Session, theirs: &Session) -> Result<Merged, MergeError> {
    let stranger = base.into_iter().chain([theirs]).find(|other| other.id != ours.id);
    if let Some(other) = stranger {
        return Err(MergeError::OtherSession { ours: ours.id, other: other.id });
    }
    let (before, one, other) = (base.map(written).transpose()?, written(ours)?, written(theirs)?);
    let is_untouched = |side: &Value| before.as_ref().is_some_and(|before| tree::is_same(before, side));
    if tree::is_same(&one, &other) || is_untouched(&other) {
        return Ok(Merged { session: ours.clone(), clashes: Vec::new() });
    }
    if is_untouched(&one) {
        return Ok(Merged { session: theirs.clone(), clashes: Vec::new() });
    }
    both(base.cloned(), ours.clone(), theirs.clone())
}

/// A text with the edits of both sides since `base`, word by word; none where they touch one another.
pub fn text(base: &str, ours: &str, theirs: &str) -> Option<String> {
    words::merged(base, ours, theirs)
}

fn both(mut base: Option<Session>, mut ours: Session, mut theirs: Session) -> Result<Merged, MergeError> {
    let mut merger = tree::Merger::default();
    places::part_twins(base.as_ref(), &mut ours, &mut theirs);
    places::bring_together(&mut merger, base.as_mut(), &mut ours, &mut theirs);
    let before = base.as_ref().map(written).transpose()?;
    let (Value::Object(one), Value::Object(other)) = (written(&ours)?, written(&theirs)?) else {
        return Err(MergeError::Unsound("a session is a group of keys".to_owned()));
    };
    let merged = merger.object(&Spot::Session, before.as_ref().and_then(Value::as_object), &one, &other);
    let mut session: Session = serde_json::from_value(merged.into()).map_err(unsound)?;
    clocks::settle(&mut session, &merger.clocks);
    Ok(Merged { session, clashes: merger.clashes })
}

fn written(session: &Session) -> Result<Value, MergeError> {
    serde_json::to_value(session).map_err(unsound)
}

#[expect(clippy::needless_pass_by_value, reason = "map_err hands over a value")]
fn unsound(error: serde_json::Error) -> MergeError {
    MergeError::Unsound(error.to_string())
}
