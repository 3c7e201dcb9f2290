//! When a failed attempt is repeated: what a user sets, for a client or for one call.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::backoff::{Backoff, Dice};
use crate::error::{Error, ErrorKind};

type Condition = Arc<dyn Fn(&Error) -> bool + Send + Sync>;

/// When a failed attempt is repeated, and after what wait.
///
/// By default a call is attempted three times, where that is safe and of use:
///
/// | the attempt | a query, or a mutation that may be repeated | any other mutation |
/// |---|---|---|
/// | was never sent: no connection | again | again |
/// | was refused for now: too many requests | again | again |
/// | went out, and nothing is known: lost, timed out, a proxy's 5xx, an answer cut off | again | never |
/// | was answered otherwise | if [`when`](Self::when) or [`statuses`](Self::statuses) say so | never |
///
/// What an operation may do stands in its `EFFECT`. What may have been done and must not be done twice is not sent again,
/// whatever is set here: its error [`is_doubtful`](Error::is_doubtful), and says what to look at.
///
/// The wait is that of the [`Backoff`], and what the server asks for (`Retry-After`, or the seconds in its own message)
/// before it. A wait that the call's time limit would interrupt is not begun: the error comes at once.
///
/// ```
/// use std::time::Duration;
/// use wikijs_sdk::{Backoff, Client, Retry};
///
/// # async fn read() -> Result<(), wikijs_sdk::Error> {
/// let client = Client::builder("https://wiki.example.org")
///     .retry(Retry::new().attempts(5).backoff(Backoff::linear(Duration::from_secs(1))))
///     .build()?;
/// let pages = client.pages().list().no_retry().await?;
/// # drop(pages); Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "it is heeded where it is given to a client or a request"]
pub struct Retry {
    attempts: u32,
    time_limit: Option<Duration>,
    backoff: Backoff,
    statuses: Vec<u16>,
    when: Option<Condition>,
    unless: Option<Condition>,
    /// What an open circuit breaker holds back waits for it.
    waits_for_breaker: bool,
    dice: Arc<Dice>,
}

impl Default for Retry {
    fn default() -> Self {
        Self::new()
    }
}

impl Retry {
    /// Three attempts, with the default [`Backoff`].
    pub fn new() -> Self {
        Self {
            attempts: 3,
            time_limit: None,
            backoff: Backoff::default(),
            statuses: Vec::new(),
            when: None,
            unless: None,
            waits_for_breaker: false,
            dice: Arc::new(Dice::unforeseen()),
        }
    }

    /// For jobs that nobody waits for: eight attempts, over about a minute, so that a server that is restarted in between
    /// is found again. Let `total_timeout` of the client be long enough for it.
    ///
    /// Where the client has a [`CircuitBreaker`](crate::CircuitBreaker) that is open, such a call waits for it: what is
    /// held back is no attempt, and only the time limits end the wait. When it is the one that tries the server, that is an
    /// attempt; but with a [`time_limit`](Self::time_limit) none that is counted, so that a call rides out whatever outage
    /// ends within it.
    pub fn patient() -> Self {
        Self {
            waits_for_breaker: true,
            ..Self::new().attempts(8)
        }
    }

    /// One attempt and no other.
    pub fn never() -> Self {
        Self::new().attempts(1)
    }

    /// The most attempts, the first among them; 3 by default.
    pub fn attempts(mut self, most: u32) -> Self {
        self.attempts = most;
        self
    }

    /// No further attempt begins once the first is so long ago; no such limit by default, but the call's own, which
    /// `total_timeout` or `timeout` raises.
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = Some(limit);
        self
    }

    /// How long to wait before the next attempt.
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// Answers with these HTTP statuses, from 300 to 599, are worth another attempt, too, where it is safe.
    pub fn statuses(mut self, statuses: impl IntoIterator<Item = u16>) -> Self {
        self.statuses.extend(statuses);
        self
    }

    /// Asked of failures that would not be repeated though it is safe: true makes it so. It sees the failure of one
    /// attempt, which no operation's name is on yet.
    ///
    /// A call that an open circuit breaker holds back is repeated only where this says so, or by [`patient`](Self::patient):
    /// it waits for the breaker then, for as long as the time limits let it, and what is held back is no attempt. One that
    /// a write gate gave no permit ([`ErrorKind::NoPermit`]) asks the gate again where this says so; what is
    /// asked of the gate is counted by itself, and is no attempt of the call.
    pub fn when(mut self, condition: impl Fn(&Error) -> bool + Send + Sync + 'static) -> Self {
        self.when = Some(Arc::new(condition));
        self
    }

    /// Asked of failures that would be repeated: true makes an end of it.
    pub fn unless(mut self, condition: impl Fn(&Error) -> bool + Send + Sync + 'static) -> Self {
        self.unless = Some(Arc::new(condition));
        self
    }

    /// Lets this number decide what is left to chance: for tests that want the same waits each time.
    pub fn seed(mut self, seed: u64) -> Self {
        self.dice = Arc::new(Dice::seeded(seed));
        self
    }

    /// # Errors
    ///
    /// Nothing would ever be sent, or a setting would do nothing.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let no_error = |status: &&u16| !(300..=599).contains(*status);
        let wrong = match self.statuses.iter().find(no_error) {
            _ if self.attempts == 0 => {
                "`retry` allows no attempt at all: no call would be made; `attempts` takes 1 or more".to_owned()
            }
            _ if self.time_limit == Some(Duration::ZERO) => {
                "`time_limit` of `retry` is zero, after which nothing is repeated: `Retry::never()` says that".to_owned()
            }
            Some(status) => format!(
                "`statuses` of `retry` holds {status}, with which no attempt fails; it takes statuses from 300 to 599"
            ),
            None => return Ok(()),
        };
        Err(Error::settings(wrong))
    }

    /// True if there is a second attempt in no case.
    pub(crate) fn is_never(&self) -> bool {
        self.attempts <= 1
    }

    /// True if the user wants to see what the server reports beside the data.
    pub(crate) fn asks(&self) -> bool {
        self.when.is_some()
    }

    /// True if there are no more attempts after so many.
    pub(crate) fn is_over(&self, attempts: u32) -> bool {
        attempts >= self.attempts
    }

    /// How long ago the first attempt may be when another begins.
    pub(crate) fn limit(&self) -> Option<Duration> {
        self.time_limit
    }

    /// True if a call waits for the end of an outage, however often it is the one that tries the server meanwhile.
    pub(crate) fn waits_for_the_end(&self) -> bool {
        self.waits_for_breaker && self.time_limit.is_some()
    }

    /// The next wait, chance and all.
    pub(crate) fn wait(&self, attempts: u32) -> Duration {
        self.backoff.wait(attempts, self.dice.roll())
    }

    /// A part of the wait before the second attempt, chance and all.
    pub(crate) fn spread(&self) -> Duration {
        self.backoff.spread(self.dice.roll())
    }

    /// True if the user wants another attempt that would be of no use otherwise.
    pub(crate) fn is_asked(&self, error: &Error) -> bool {
        let has_status = |status| self.statuses.contains(&status);
        self.waits_for_breaker && error.kind() == ErrorKind::CircuitOpen
            || error.status().is_some_and(has_status)
            || self.when.as_ref().is_some_and(|when| when(error))
    }

    /// True if the user wants no other attempt after this.
    pub(crate) fn is_refused(&self, error: &Error) -> bool {
        self.unless.as_ref().is_some_and(|unless| unless(error))
    }
}

/// As the default, with these waits.
impl From<Backoff> for Retry {
    fn from(backoff: Backoff) -> Self {
        Self::new().backoff(backoff)
    }
}

impl fmt::Debug for Retry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retry")
            .field("attempts", &self.attempts)
            .field("time_limit", &self.time_limit)
            .field("backoff", &self.backoff)
            .field("statuses", &self.statuses)
            .field("waits_for_breaker", &self.waits_for_breaker)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_without_an_attempt_is_refused() {
        assert!(Retry::new().attempts(0).check().is_err());
        assert!(Retry::never().check().is_ok());
        assert!(Retry::never().is_never());
    }
}
