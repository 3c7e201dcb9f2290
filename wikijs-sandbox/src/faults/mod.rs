//! Faults on demand: what goes wrong between a client and a wiki, and when.

mod left;
mod limit;
mod plan;
mod read;
mod taken;
mod target;
mod write;

use std::time::Duration;

pub use left::FaultLeft;
pub(crate) use limit::Quota;
pub(crate) use plan::{Plan, Strike, Subject, is_below};
pub(crate) use read::read_all;
pub use taken::{FaultPlace, TakenFault};
pub(crate) use write::{fault_json, kind_json};

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

    /// Says what is wrong with its numbers.
    fn check(&self) -> Result<(), String> {
        match self {
            FaultKind::Html(status) | FaultKind::Status(status, _)
                if !(200..=599).contains(status) =>
            {
                Err(format!("a status is from 200 to 599, not {status}"))
            }
            FaultKind::DelayBetween(least, most) if least > most => Err(format!(
                "a delay is between a time and a longer one, not between {least:?} and {most:?}"
            )),
            _ => Ok(()),
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
    ///
    /// # Panics
    /// A status is not from 200 to 599, or a delay's longer time is the shorter one.
    #[must_use]
    #[track_caller]
    pub fn new(kind: FaultKind) -> Self {
        Self::script([Some(kind)]).again()
    }

    /// What happens to the first request that it is about, to the second, and so on; `None` lets one pass. After the
    /// last step it is over, unless it begins [again](Self::again).
    ///
    /// # Panics
    /// A status is not from 200 to 599, or a delay's longer time is the shorter one.
    #[must_use]
    #[track_caller]
    pub fn script(steps: impl IntoIterator<Item = Option<FaultKind>>) -> Self {
        let steps: Vec<_> = steps.into_iter().collect();
        for kind in steps.iter().flatten() {
            must(kind.check());
        }
        Self {
            steps,
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
    /// What is wrong with the text: no JSON, an unknown kind, a name that no fault has, a value that is missing or cannot
    /// be, a field that the API does not have.
    pub fn from_json(text: &str) -> Result<Vec<Self>, String> {
        read_all(text.as_bytes())
    }

    /// The fault as [`Fault::from_json`] takes it.
    #[must_use]
    pub fn to_json(&self) -> String {
        fault_json(self).to_string()
    }

    /// Only requests that ask for that field (`pages.create`, or `pages` for all below it), or whose path begins with
    /// that text where it begins with a slash (`/u`).
    ///
    /// # Panics
    /// The API has no such field: the fault would never strike. The message says which ones are near.
    #[must_use]
    #[track_caller]
    pub fn on(mut self, what: impl Into<String>) -> Self {
        let what = what.into();
        must(target::check(&what));
        self.on = Some(what);
        self
    }

    /// Only so many times.
    ///
    /// # Panics
    /// That is no time at all.
    #[must_use]
    #[track_caller]
    pub fn times(mut self, times: u64) -> Self {
        must(check_times(times));
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
    ///
    /// # Panics
    /// It is no number from 0 to 1.
    #[must_use]
    #[track_caller]
    pub fn chance(mut self, chance: f64) -> Self {
        must(check_chance(chance));
        self.chance = chance;
        self
    }
}

fn check_times(times: u64) -> Result<(), String> {
    match times {
        0 => Err("\"times\" is at least 1: a fault that strikes 0 times is none".into()),
        _ => Ok(()),
    }
}

fn check_chance(chance: f64) -> Result<(), String> {
    match (0.0..=1.0).contains(&chance) {
        true => Ok(()),
        false => Err(format!("\"chance\" is from 0 to 1, not {chance}")),
    }
}

#[track_caller]
#[expect(
    clippy::panic,
    reason = "a mistake in a test's set-up, told where it was made"
)]
fn must(checked: Result<(), String>) {
    if let Err(reason) = checked {
        panic!("{reason}");
    }
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use super::*;

    #[test]
    fn faults_that_cannot_be_meant_are_refused_where_they_are_made() {
        let hang = || Fault::new(FaultKind::Hang);
        let (long, short) = (Duration::from_secs(2), Duration::from_secs(1));
        let told = |make: &(dyn Fn() -> Fault + std::panic::RefUnwindSafe)| {
            let refused = catch_unwind(make).expect_err("a refusal");
            refused
                .downcast_ref::<String>()
                .cloned()
                .unwrap_or_default()
        };
        assert!(told(&|| hang().on("pages.craete")).contains("\"pages.create\""));
        assert!(told(&|| hang().times(0)).contains("at least 1"));
        assert!(told(&|| hang().chance(2.0)).contains("from 0 to 1"));
        assert!(told(&|| hang().chance(f64::NAN)).contains("from 0 to 1"));
        assert!(told(&|| Fault::new(FaultKind::Html(9999))).contains("200 to 599"));
        assert!(told(&|| Fault::new(FaultKind::DelayBetween(long, short))).contains("longer"));
    }
}
