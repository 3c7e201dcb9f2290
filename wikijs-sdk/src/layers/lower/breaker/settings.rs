//! When a circuit breaker opens and closes: what a user sets.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::BreakerChange;
use super::window::Counts;
use crate::error::Error;

type Listener = Arc<dyn Fn(&BreakerChange) + Send + Sync>;

/// Holds calls back while the server is down, so that they fail at once and the server is left in peace.
///
/// Closed, it lets all calls pass. It opens when so many attempts failed in a row, or when so large a part of those in a
/// window of time did. Open, it holds all back with [`ErrorKind::CircuitOpen`](crate::ErrorKind::CircuitOpen): nothing
/// was sent. After a pause it is half-open: one call at a time passes, and when enough of them succeeded it is closed
/// again; when one fails it is open again. For another pause, unless a call succeeded, that is only one that can be sent
/// again, as a read: a write that may not be done twice would be in doubt where the server is still down.
///
/// Only what speaks of the server's health counts: no connection, a connection lost, a time limit, a 5xx. A refusal, a
/// missing permission, a wrong request say that the server is well.
///
/// All clones of a client share it, whomever they run as.
///
/// ```
/// use std::time::Duration;
/// use wikijs_sdk::{CircuitBreaker, Client};
///
/// # fn main() -> Result<(), wikijs_sdk::Error> {
/// let breaker = CircuitBreaker::new()
///     .failures_in_a_row(10)
///     .pause_for(Duration::from_secs(5))
///     .on_change(|change| eprintln!("the wiki: {change}"));
/// let client = Client::builder("https://wiki.example.org").circuit_breaker(breaker).build()?;
/// # drop(client); Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "it is heeded where it is given to a client"]
pub struct CircuitBreaker {
    in_a_row: Option<u32>,
    rate: Option<Rate>,
    pause: Duration,
    successes: u32,
    listeners: Vec<Listener>,
}

#[derive(Debug, Clone, Copy)]
struct Rate {
    part: f64,
    least: u32,
    window: Duration,
}

impl Default for CircuitBreaker {
    fn default() -> Self {
        Self::new()
    }
}

impl CircuitBreaker {
    /// Opens after 5 failures in a row, or when half of at least 20 attempts within 30 s failed; pauses for 10 s; closes
    /// after 2 successes.
    pub fn new() -> Self {
        Self {
            in_a_row: Some(5),
            rate: Some(Rate {
                part: 0.5,
                least: 20,
                window: Duration::from_secs(30),
            }),
            pause: Duration::from_secs(10),
            successes: 2,
            listeners: Vec::new(),
        }
    }

    /// Opens after so many failures in a row; `None` for no such limit.
    pub fn failures_in_a_row(mut self, failures: impl Into<Option<u32>>) -> Self {
        self.in_a_row = failures.into();
        self
    }

    /// Opens when this part (0.5 for half) of the attempts within `window` failed, and there were `least` of them.
    pub fn failure_rate(mut self, part: f64, least: u32, window: Duration) -> Self {
        self.rate = Some(Rate {
            part,
            least,
            window,
        });
        self
    }

    /// Does not look at the rate.
    pub fn no_failure_rate(mut self) -> Self {
        self.rate = None;
        self
    }

    /// How long it is open before it tries a call.
    pub fn pause_for(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// Closes after so many calls that were tried succeeded, one after another; 2 by default. Until then it stays
    /// half-open: with 1, the first call of a lone job that succeeds closes it.
    pub fn close_after(mut self, successes: u32) -> Self {
        self.successes = successes;
        self
    }

    /// Calls `listener` at each change of its state, in the task whose call brought it about: let it be short.
    pub fn on_change(mut self, listener: impl Fn(&BreakerChange) + Send + Sync + 'static) -> Self {
        self.listeners.push(Arc::new(listener));
        self
    }

    /// # Errors
    ///
    /// A number makes no sense.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let wrong = match self.rate {
            _ if self.in_a_row == Some(0) => {
                "`failures_in_a_row` is 0, and it opens after no failure at all; it takes 1 or more, or `None`".to_owned()
            }
            _ if self.in_a_row.is_none() && self.rate.is_none() => {
                "nothing opens it: give it `failures_in_a_row` or a `failure_rate`".to_owned()
            }
            _ if self.pause.is_zero() => {
                "`pause_for` is zero, and it would never hold a call back; it takes a time above zero".to_owned()
            }
            _ if self.successes == 0 => {
                "`close_after` is 0, and no call would have tried the server; it takes 1 or more".to_owned()
            }
            Some(rate) if !(rate.part > 0.0 && rate.part <= 1.0) => {
                format!("`failure_rate` is given the part {}; it takes one above 0 and up to 1", rate.part)
            }
            Some(Rate { least: 0, .. }) => {
                "`failure_rate` is given 0 attempts, of which no part fails; it takes 1 or more".to_owned()
            }
            Some(rate) if rate.window.is_zero() => {
                "the window of `failure_rate` is zero; it takes a time above zero".to_owned()
            }
            _ => return Ok(()),
        };
        Err(Error::settings(format!("`circuit_breaker`: {wrong}")))
    }

    pub(super) fn window(&self) -> Duration {
        self.rate
            .map_or(Duration::from_secs(30), |rate| rate.window)
    }

    pub(super) fn pause(&self) -> Duration {
        self.pause
    }

    pub(super) fn successes(&self) -> u32 {
        self.successes
    }

    /// Whether so many failures are too many.
    pub(super) fn opens(&self, in_a_row: u32, counts: Counts) -> bool {
        let by_row = self.in_a_row.is_some_and(|most| in_a_row >= most);
        by_row || self.rate.is_some_and(|rate| rate.is_reached(counts))
    }

    pub(super) fn tell(&self, change: &BreakerChange) {
        self.listeners.iter().for_each(|listener| listener(change));
    }
}

impl Rate {
    fn is_reached(self, counts: Counts) -> bool {
        counts.calls >= self.least
            && f64::from(counts.failures) >= self.part * f64::from(counts.calls)
    }
}

impl fmt::Debug for CircuitBreaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CircuitBreaker")
            .field("failures_in_a_row", &self.in_a_row)
            .field("failure_rate", &self.rate)
            .field("pause", &self.pause)
            .field("close_after", &self.successes)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_make_no_sense_are_refused() {
        let second = Duration::from_secs(1);
        for (settings, says) in [
            (
                CircuitBreaker::new().failures_in_a_row(0),
                "no failure at all",
            ),
            (
                CircuitBreaker::new().failure_rate(0.0, 1, second),
                "above 0",
            ),
            (
                CircuitBreaker::new().failure_rate(1.5, 1, second),
                "above 0",
            ),
            (
                CircuitBreaker::new().failure_rate(f64::NAN, 1, second),
                "above 0",
            ),
            (
                CircuitBreaker::new().failure_rate(0.5, 1, Duration::ZERO),
                "window",
            ),
            (
                CircuitBreaker::new()
                    .failures_in_a_row(None)
                    .no_failure_rate(),
                "nothing opens it",
            ),
        ] {
            let error = settings.check().unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
        assert!(CircuitBreaker::new().check().is_ok());
    }
}
