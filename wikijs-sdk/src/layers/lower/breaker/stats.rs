//! What a breaker tells of itself.

use std::fmt;
use std::time::Duration;

use tokio::time::Instant;

use super::state::BreakerState;
use crate::error::{Error, ErrorKind};

/// What a circuit breaker has seen: [`Client::breaker`](crate::Client::breaker).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct BreakerStats {
    /// What it lets pass now. An open one whose pause is over says so still: the next call makes it half-open.
    pub state: BreakerState,
    /// How many attempts failed in a row, while it is closed.
    pub failures_in_a_row: u32,
    /// How many attempts there were within its window.
    pub recent_attempts: u32,
    /// How many of them failed.
    pub recent_failures: u32,
    /// How many calls that try the server have still to succeed before it is closed: after a lone success it stays
    /// half-open, unless [`close_after`](crate::CircuitBreaker::close_after) is 1. 0 while it is closed.
    pub successes_wanted: u32,
    /// How many times it opened.
    pub opened: u64,
    /// How many attempts it held back.
    pub held_back: u64,
    /// The last failure that it counted.
    pub last_failure: Option<LastFailure>,
}

/// A failure that a circuit breaker counted.
#[derive(Debug, Clone)]
pub struct LastFailure {
    kind: ErrorKind,
    status: Option<u16>,
    message: String,
    at: Instant,
}

impl LastFailure {
    pub(super) fn of(error: &Error) -> Self {
        Self {
            kind: error.kind(),
            status: error.status(),
            message: error.to_string(),
            at: Instant::now(),
        }
    }

    /// The call's whole time went by.
    pub(super) fn overdue() -> Self {
        Self {
            kind: ErrorKind::Timeout,
            status: None,
            message: "no answer came within the time of the whole call".to_owned(),
            at: Instant::now(),
        }
    }

    /// What went wrong, as one word.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The HTTP status, where there was an answer.
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// What went wrong, in words.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How long ago it was.
    pub fn age(&self) -> Duration {
        self.at.elapsed()
    }
}

impl fmt::Display for LastFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1}s ago: {}", self.age().as_secs_f64(), self.message)
    }
}

/// A change of a circuit breaker's state.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct BreakerChange {
    /// What it was.
    pub from: BreakerState,
    /// What it is.
    pub to: BreakerState,
    /// How many calls that try the server have to succeed before it is closed.
    pub close_after: u32,
    /// The last failure that it counted.
    pub last_failure: Option<LastFailure>,
}

impl fmt::Display for BreakerChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            BreakerState::Closed => f.write_str("closed: the server is back")?,
            BreakerState::HalfOpen => write!(
                f,
                "half-open: one call at a time tries the server, and after {} that succeed it is closed",
                self.close_after
            )?,
            BreakerState::Open => f.write_str("open: calls fail at once")?,
        }
        match &self.last_failure {
            Some(last) if self.to == BreakerState::Open => write!(f, "; the last failure, {last}"),
            _ => Ok(()),
        }
    }
}
