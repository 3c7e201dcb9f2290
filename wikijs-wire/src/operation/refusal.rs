//! How a server says that it did not do something.

use std::convert::Infallible;
use std::fmt::Debug;

/// A refusal with its reasons.
pub trait Refusal: Debug + Send + Sync + 'static {
    /// The server's code.
    fn code(&self) -> i64;
    /// The short name of the code.
    fn slug(&self) -> &str;
    /// The message for a person.
    fn message(&self) -> &str;
}

/// A refusal that may also be an approval: the status in a mutation's payload.
pub trait Verdict: Refusal {
    /// Whether the mutation was done.
    fn is_done(&self) -> bool;
}

impl Refusal for Infallible {
    fn code(&self) -> i64 {
        match *self {}
    }

    fn slug(&self) -> &str {
        match *self {}
    }

    fn message(&self) -> &str {
        match *self {}
    }
}
