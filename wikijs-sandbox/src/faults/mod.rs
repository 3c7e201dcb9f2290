//! Faults on demand: what goes wrong between a client and a wiki, and when.

mod limit;
mod plan;
mod read;
mod taken;

use std::time::Duration;

pub(crate) use limit::Quota;
pub(crate) use plan::{Plan, Strike, Subject, is_below};
pub(crate) use read::read_all;
pub use taken::{FaultPlace, TakenFault};

/// What goes wrong.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FaultKind {
    /// The answer comes later.
    Delay(Duration),
    /// The answer comes later, by a time between the two that the seed says.
    DelayBetween(Duration, Duration),
    /// The connection breaks before anything was done.
    CutBefore,
    /// The connection breaks while the wiki works: nothing is done yet, and all of it will be after that time.
    CutDuring(Duration),
    /// The work is done, then the connection breaks: the answer is lost.
    CutAfter,
    /// The work is done, and the answer never comes.
    NoAnswer,
    /// The work is done, and half of the answer's body arrives.
    HalfBody,
    /// The work is done, and the body arrives in eight pieces with that time before each.
    SlowBody(Duration),
    /// A proxy's HTML page with that status, in place of the work.
    Html(u16),
    /// That status with no body, in place of the work, and `Retry-After` in seconds where one is given.
    Status(u16, Option<u64>),
    /// A proxy that lets so many requests through in that time and answers 429 with `Retry-After` to the rest; all
    /// answers tell the quota in `X-RateLimit-Limit`, `-Remaining` and `-Reset` (seconds).
    RateLimit(u64, Duration),
    /// The wiki's own limiter refuses the fields: `Too many requests, please try again in N seconds.`
    TooManyRequests(u64),
    /// The work is done, and the answer is cut to something that is no JSON.
    NotJson,
    /// The work is done, and `Content-Length` says ten bytes more than there are.
    WrongLength,
    /// The wiki is restarted first.
    Restart,
    /// The API is switched off first: keys are refused from then on.
    ApiOff,
    /// The token of the request is revoked first: a key is refused from then on, a user's token renewed.
    TokenRevoked,
    /// The server never answers, and does nothing.
    Hang,
}

impl FaultKind {
    /// Where in the life of a request it strikes.
    pub(crate) fn place(&self) -> FaultPlace {
        match self {
            FaultKind::Delay(_)
            | FaultKind::DelayBetween(..)
            | FaultKind::Restart
            | FaultKind::ApiOff
            | FaultKind::TokenRevoked => FaultPlace::Before,
            FaultKind::CutBefore
            | FaultKind::Html(_)
            | FaultKind::Status(..)
            | FaultKind::RateLimit(..)
            | FaultKind::Hang => FaultPlace::Instead,
            FaultKind::CutDuring(_) | FaultKind::TooManyRequests(_) => FaultPlace::During,
            FaultKind::CutAfter
            | FaultKind::NoAnswer
            | FaultKind::HalfBody
            | FaultKind::SlowBody(_)
            | FaultKind::NotJson
            | FaultKind::WrongLength => FaultPlace::After,
        }
    }

    /// Whether nothing that comes after it can be seen.
    fn ends(&self) -> bool {
        self.place() == FaultPlace::Instead || matches!(self, FaultKind::CutDuring(_))
    }
}

/// A fault and when it strikes.
///
/// ```
/// use wikijs_sandbox::{Fault, FaultKind, Sandbox};
///
/// let sandbox = Sandbox::builder()
///     .fault(Fault::new(FaultKind::CutAfter).on("pages.create").times(1))
///     // The first read passes, the second meets a proxy's page, the third is cut.
///     .fault(Fault::script([None, Some(FaultKind::Html(502)), Some(FaultKind::CutBefore)]).on("pages.list"))
///     .in_process();
/// # drop(sandbox);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    steps: Vec<Option<FaultKind>>,
    at: usize,
    again: bool,
    on: Option<String>,
    times: Option<u64>,
    after: u64,
    chance: f64,
}

impl Fault {
    /// A fault that strikes every request.
    #[must_use]
    pub fn new(kind: FaultKind) -> Self {
        Self::script([Some(kind)]).again()
    }

    /// What happens to the first request that it is about, to the second, and so on; `None` lets one pass. After the
    /// last step it is over, unless it begins [again](Self::again).
    #[must_use]
    pub fn script(steps: impl IntoIterator<Item = Option<FaultKind>>) -> Self {
        Self {
            steps: steps.into_iter().collect(),
            at: 0,
            again: false,
            on: None,
            times: None,
            after: 0,
            chance: 1.0,
        }
    }

    /// After its last step a script begins with the first again.
    #[must_use]
    pub fn again(mut self) -> Self {
        self.again = true;
        self
    }

    /// Faults as the control endpoint takes them: an object, or a list of objects.
    ///
    /// ```
    /// use wikijs_sandbox::{Fault, FaultKind};
    ///
    /// let faults = Fault::from_json(r#"[{"kind": "status", "status": 503, "retryAfter": 2, "times": 1}]"#)?;
    /// assert_eq!(faults, [Fault::new(FaultKind::Status(503, Some(2))).times(1)]);
    /// # Ok::<(), String>(())
    /// ```
    ///
    /// # Errors
    /// What is wrong with the text: no JSON, an unknown kind, a name that no fault has, a value that is missing.
    pub fn from_json(text: &str) -> Result<Vec<Self>, String> {
        read_all(text.as_bytes())
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
