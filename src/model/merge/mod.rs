//! STUB to compile against; replaced.
use super::session::Session;
/// Merged.
pub struct Merged {
    /// s
    pub session: Session,
    /// c
    pub clashes: Vec<()>,
}
/// e
#[derive(Debug)]
pub struct NotTheSame;
/// t
pub fn text(_base: &str, _ours: &str, theirs: &str) -> Option<String> {
    Some(theirs.to_owned())
}
/// m
///
/// # Errors
/// x
pub fn merge(base: Option<&Session>, ours: &Session, theirs: &Session) -> Result<Merged, NotTheSame> {
    let session = if base == Some(ours) { theirs } else { ours };
    Ok(Merged { session: session.clone(), clashes: Vec::new() })
}
