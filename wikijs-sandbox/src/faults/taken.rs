//! What was struck: for the message of a failed test.

use std::fmt::{Display, Formatter, Result as FmtResult};

use super::FaultKind;

/// Where in the life of a request a fault struck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultPlace {
    /// Before the work, which was done all the same.
    Before,
    /// In place of the work: nothing was done.
    Instead,
    /// While the work was done.
    During,
    /// After the work.
    After,
}

impl FaultPlace {
    pub(crate) fn text(self) -> &'static str {
        match self {
            FaultPlace::Before => "before the work",
            FaultPlace::Instead => "in place of the work",
            FaultPlace::During => "during the work",
            FaultPlace::After => "after the work",
        }
    }
}

/// A fault that struck. Shown, it says what was done to which request:
/// `request 3, POST /graphql (pages.create): CutAfter, after the work`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TakenFault {
    /// The number of the request, counted from 1.
    pub request: u64,
    /// The method of the request.
    pub method: String,
    /// The path of the request.
    pub path: String,
    /// What the request asked for.
    pub operations: Vec<String>,
    /// What went wrong; a time between two is the one that the seed said.
    pub kind: FaultKind,
    /// Where in the life of the request.
    pub place: FaultPlace,
    /// Which fault it was, counted from 0 in the order they were given.
    pub fault: usize,
}

impl Display for TakenFault {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> FmtResult {
        let Self {
            request,
            method,
            path,
            kind,
            ..
        } = self;
        write!(formatter, "request {request}, {method} {path}")?;
        if !self.operations.is_empty() {
            write!(formatter, " ({})", self.operations.join(", "))?;
        }
        write!(formatter, ": {kind:?}, {}", self.place.text())
    }
}
