//! One limit: a meter of this process, or one that many processes share; and the queue of those that wait for it.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as Queue, MutexGuard as Turn};
use tokio::time::Instant;

use super::meter::Meter;
use super::rate::Rate;
use crate::connector::BoxError;
use crate::error::{Error, ErrorKind};

/// Whether parts may pass now, or how long to wait before asking again.
pub type Taking = Pin<Box<dyn Future<Output = Result<Take, BoxError>> + Send>>;

/// What a limiter answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// The parts were counted, and pass.
    Taken,
    /// Nothing was counted; ask again after this time.
    Wait(Duration),
}

/// A limit that is counted elsewhere: by all processes that work on one wiki, for example. `RedisLimiter` (feature `redis`)
/// is one.
///
/// Dropping the future of [`take`](Self::take) gives the question up; what was counted by then stays counted.
pub trait RateLimiter: Send + Sync + 'static {
    /// Counts `parts` if they may pass now.
    fn take(&self, parts: u32) -> Taking;
}

/// A limit of a client: a [`Rate`], counted in this process over all clones of the client, or a [`RateLimiter`].
#[derive(Clone)]
pub struct Limiter(pub(super) Counting);

#[derive(Clone)]
pub(super) enum Counting {
    Here(Rate),
    Elsewhere(Arc<dyn RateLimiter>),
}

impl From<Rate> for Limiter {
    fn from(rate: Rate) -> Self {
        Self(Counting::Here(rate))
    }
}

impl Limiter {
    /// A limit that is counted elsewhere.
    pub fn shared(limiter: impl RateLimiter) -> Self {
        Self(Counting::Elsewhere(Arc::new(limiter)))
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        match &self.0 {
            Counting::Here(rate) => rate.check(),
            Counting::Elsewhere(_) => Ok(()),
        }
    }
}

impl std::fmt::Debug for Limiter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Counting::Here(rate) => rate.fmt(f),
            Counting::Elsewhere(_) => f.write_str("Limiter"),
        }
    }
}

/// A limit at work.
pub(super) struct Lane {
    /// What it limits, in words: `all calls`, ``the field `pages.create` ``.
    pub(super) name: String,
    /// Those that wait, in the order in which they came.
    queue: Queue<()>,
    count: Count,
}

enum Count {
    Here(Mutex<Meter>),
    Elsewhere(Arc<dyn RateLimiter>),
}

impl Lane {
    pub(super) fn new(name: String, limiter: &Limiter) -> Self {
        let count = match &limiter.0 {
            Counting::Here(rate) => Count::Here(Mutex::new(Meter::new(rate))),
            Counting::Elsewhere(shared) => Count::Elsewhere(Arc::clone(shared)),
        };
        Self {
            name,
            queue: Queue::new(()),
            count,
        }
    }

    /// Whether whoever counts it has to be asked.
    pub(super) fn is_elsewhere(&self) -> bool {
        matches!(self.count, Count::Elsewhere(_))
    }

    /// The turn of those that wait; the queue is a fair one, and who is dropped in it gives the place back.
    pub(super) async fn turn(&self) -> Turn<'_, ()> {
        self.queue.lock().await
    }

    /// Whether somebody waits already: who came later must not pass by.
    pub(super) fn try_turn(&self) -> Option<Turn<'_, ()>> {
        self.queue.try_lock().ok()
    }

    /// How long `parts` have to wait from now on. A limit that is counted elsewhere counts them where they need not.
    ///
    /// # Errors
    ///
    /// The limit is counted elsewhere, and nobody there can be asked.
    pub(super) async fn ask(&self, parts: u32) -> Result<Duration, Error> {
        match &self.count {
            Count::Here(meter) => Ok(lock(meter).wait(parts, Instant::now())),
            Count::Elsewhere(limiter) => match limiter.take(parts).await {
                Ok(Take::Taken) => Ok(Duration::ZERO),
                // A wait of nothing would be asked for without end.
                Ok(Take::Wait(wait)) => Ok(wait.max(Duration::from_millis(1))),
                Err(error) => Err(self.cannot_be_asked(error)),
            },
        }
    }

    /// Counts parts that were asked for and pass now; counts here only, as elsewhere it was done with the asking.
    pub(super) fn take(&self, parts: u32) {
        if let Count::Here(meter) = &self.count {
            lock(meter).take(parts, Instant::now());
        }
    }

    fn cannot_be_asked(&self, error: BoxError) -> Error {
        let message = format!(
            "the limit of {} is counted elsewhere, and could not be",
            self.name
        );
        Error::not_sent(ErrorKind::NoPermit, message).with_source(error)
    }
}

fn lock(meter: &Mutex<Meter>) -> std::sync::MutexGuard<'_, Meter> {
    meter.lock().unwrap_or_else(PoisonError::into_inner)
}
