//! Why an exchange gave no answer, and whether the server can have seen the request.

use std::error::Error;
use std::fmt;

use super::progress::Stage;

/// Any error of a library below, kept as the source of ours.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// How far a request came before it failed: what decides whether it may be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Nothing of the request left: the server did nothing.
    NeverSent,
    /// The request left, and no answer came: the server may have done all of it.
    Unknown,
    /// The server answered: the failure is in what came back.
    Answered,
}

impl From<Stage> for Reach {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Queued => Self::NeverSent,
            Stage::Sent => Self::Unknown,
            Stage::Answered => Self::Answered,
        }
    }
}

/// An exchange without a usable answer.
#[derive(Debug)]
pub struct Failure {
    reach: Reach,
    source: BoxError,
}

impl Failure {
    /// A failure that came after `reach`, for the reason `source`.
    pub fn new(reach: Reach, source: impl Into<BoxError>) -> Self {
        let source = source.into();
        Self { reach, source }
    }

    /// How far the request came.
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// The error of the library below.
    pub fn into_source(self) -> BoxError {
        self.source
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.reach {
            Reach::NeverSent => "the request could not be sent",
            Reach::Unknown => "the connection was lost while waiting for the answer",
            Reach::Answered => "the connection was lost in the middle of the answer",
        })?;
        write!(f, ": {}", innermost(self.source.as_ref()))
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.source.as_ref())
    }
}

/// A transport that cannot be set up: nothing was sent yet.
#[derive(Debug)]
pub struct SetupError(BoxError);

impl SetupError {
    pub(super) fn new(source: impl Into<BoxError>) -> Self {
        Self(source.into())
    }

    /// The error of the library below.
    pub fn into_source(self) -> BoxError {
        self.0
    }
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the transport cannot be set up: {}",
            innermost(self.0.as_ref())
        )
    }
}

impl Error for SetupError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.0.as_ref())
    }
}

/// The last error of the chain: the libraries between only repeat that something failed.
pub(crate) fn innermost<'e>(error: &'e (dyn Error + 'static)) -> &'e (dyn Error + 'static) {
    let mut last = error;
    while let Some(next) = last.source() {
        last = next;
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_ends_with_the_innermost_reason() {
        let refused = std::io::Error::other(std::io::Error::other("connection refused"));
        let failure = Failure::new(Reach::NeverSent, refused);
        assert_eq!(
            failure.to_string(),
            "the request could not be sent: connection refused"
        );
    }

    #[test]
    fn a_stage_tells_the_reach() {
        for (stage, reach) in [
            (Stage::Queued, Reach::NeverSent),
            (Stage::Sent, Reach::Unknown),
            (Stage::Answered, Reach::Answered),
        ] {
            assert_eq!(Reach::from(stage), reach);
        }
    }
}
