//! Faults on demand: what goes wrong between a client and a wiki, and when.

mod plan;
mod read;

use std::time::Duration;

pub use plan::TakenFault;
pub(crate) use plan::{Plan, Subject};
pub(crate) use read::read;

/// What goes wrong.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FaultKind {
    /// The answer comes later.
    Delay(Duration),
    /// The connection breaks before anything was done.
    CutBefore,
    /// The work is done, then the connection breaks: the answer is lost.
    CutAfter,
    /// The work is done, and half of the answer's body arrives.
    HalfBody,
    /// The work is done, and the body arrives in eight pieces with that time before each.
    SlowBody(Duration),
    /// A proxy's HTML page with that status, in place of the work.
    Html(u16),
    /// That status with no body, in place of the work, and `Retry-After` in seconds where one is given.
    Status(u16, Option<u64>),
    /// The work is done, and the answer is cut to something that is no JSON.
    NotJson,
    /// The work is done, and `Content-Length` says ten bytes more than there are.
    WrongLength,
    /// The wiki is restarted first.
    Restart,
    /// The API is switched off first: keys are refused from then on.
    ApiOff,
    /// The server never answers, and does nothing.
    Hang,
}

/// A fault and when it strikes.
///
/// ```
/// use wikijs_sandbox::{Fault, FaultKind, Sandbox};
///
/// let sandbox = Sandbox::builder()
///     .fault(Fault::new(FaultKind::CutAfter).on("pages.create").times(1))
///     .in_process();
/// # drop(sandbox);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub(crate) kind: FaultKind,
    pub(crate) on: Option<String>,
    pub(crate) times: Option<u64>,
    pub(crate) after: u64,
    pub(crate) chance: f64,
}

impl Fault {
    /// A fault that strikes every request.
    #[must_use]
    pub fn new(kind: FaultKind) -> Self {
        Self {
            kind,
            on: None,
            times: None,
            after: 0,
            chance: 1.0,
        }
    }

    /// Only requests that ask for that field (`pages.create`, or `pages` for all below it), or whose path begins with
    /// that text where it begins with a slash (`/u`).
    #[must_use]
    pub fn on(mut self, what: impl Into<String>) -> Self {
        self.on = Some(what.into());
        self
    }

    /// Only so many times.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    /// Spares the first requests that it would strike.
    #[must_use]
    pub fn after(mut self, spared: u64) -> Self {
        self.after = spared;
        self
    }

    /// Strikes with that probability, from 0 to 1, by the sandbox's seed.
    #[must_use]
    pub fn chance(mut self, chance: f64) -> Self {
        self.chance = chance;
        self
    }
}
