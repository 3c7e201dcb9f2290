//! A limit that many processes share, counted in a Redis.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::loss::{OnLoss, Watch};
use super::script::{BUCKET, Run, Script, Store, WINDOW, unexpected};
use super::settings::Redis;
use crate::call::within_a_runtime;
use crate::connector::BoxError;
use crate::error::Error;
use crate::layers::lower::limit::{
    Algorithm, Limiter, Meter, Rate, RateLimiter, RateLimits, Take, Taking,
};

/// A rate that all processes keep together that name the same Redis, prefix and limit.
///
/// It means what the same [`Rate`] means in one process. A script counts, at once and by the Redis' own clock, so that the
/// clocks of the processes do not matter. What is counted stays counted: a call that is given up after it was counted, or
/// whose answer was lost, has used its part up. Processes that name one limit are to give it one rate.
///
/// Within a process calls go in the order in which they came. Between processes there is no order: all that wait ask again
/// when there may be room, and who asks first is let through. So a batch of many parts can be overtaken by other processes'
/// single calls for as long as these come without a pause.
///
/// While the Redis does not answer the limit is counted in this process alone ([`OnLoss::GoOn`]): a limit is there to spare
/// the wiki, and a wiki that cannot be reached because a Redis cannot is spared too well. [`on_loss`](Self::on_loss) says
/// otherwise.
#[derive(Clone)]
pub struct RedisLimiter {
    store: Arc<dyn Store>,
    counting: Arc<Counting>,
    on_loss: OnLoss,
    /// Counts along, and alone where it must.
    alone: Arc<Mutex<Meter>>,
    watch: Arc<Watch>,
}

/// A rate, as a script is told it.
pub(super) struct Counting {
    script: &'static Script,
    keys: Arc<[String]>,
    arguments: [String; 2],
}

impl RedisLimiter {
    /// A limit of this name: calls that count together name it alike.
    ///
    /// # Errors
    ///
    /// The rate cannot be meant, or the name is empty.
    pub fn new(redis: &Redis, name: &str, rate: Rate) -> Result<Self, Error> {
        rate.check()?;
        if name.is_empty() {
            return Err(Error::settings(
                "a `RedisLimiter` has the empty name: name what it limits, as all that count together do",
            ));
        }
        let (script, of) = match rate.algorithm {
            Algorithm::TokenBucket => (&BUCKET, "bucket"),
            Algorithm::SlidingWindow => (&WINDOW, "window"),
        };
        let key = redis.key("limit", name, of);
        Ok(Self {
            store: Arc::clone(&redis.store),
            counting: Arc::new(Counting::new(script, key, &rate)),
            on_loss: OnLoss::GoOn,
            alone: Arc::new(Mutex::new(Meter::new(&rate))),
            watch: Arc::new(Watch::new(format!("the limit `{name}`"))),
        })
    }

    /// What becomes of calls while the Redis does not answer: they go on, by default.
    pub fn on_loss(mut self, on_loss: OnLoss) -> Self {
        self.on_loss = on_loss;
        self
    }

    /// The rate of this process while it goes on alone, where that is another: its share of the whole, for example.
    ///
    /// # Errors
    ///
    /// The rate cannot be meant.
    pub fn alone(mut self, rate: Rate) -> Result<Self, Error> {
        rate.check()?;
        self.alone = Arc::new(Mutex::new(Meter::new(&rate)));
        Ok(self)
    }

    async fn ask(&self, parts: u32) -> Result<Take, BoxError> {
        within_a_runtime()?;
        let may_go_on = self.on_loss == OnLoss::GoOn;
        if may_go_on && let Some(why) = self.store.away() {
            self.watch.lost(&why);
            return Ok(self.take_alone(parts));
        }
        match self.count(parts).await {
            Ok(take) => {
                self.watch.back();
                if take == Take::Taken {
                    self.meter().take(parts, Instant::now());
                }
                Ok(take)
            }
            Err(why) if may_go_on => {
                self.watch.lost(&why.to_string());
                Ok(self.take_alone(parts))
            }
            Err(why) => Err(self.watch.stops(&why)),
        }
    }

    async fn count(&self, parts: u32) -> Result<Take, BoxError> {
        let answer = self.store.run(self.counting.run(parts)).await?;
        match answer.as_slice() {
            [0] => Ok(Take::Taken),
            [nanos] => {
                let nanos = u64::try_from(*nanos).map_err(|_| unexpected(&answer))?;
                Ok(Take::Wait(Duration::from_nanos(nanos)))
            }
            _ => Err(unexpected(&answer)),
        }
    }

    fn take_alone(&self, parts: u32) -> Take {
        let (mut meter, now) = (self.meter(), Instant::now());
        let wait = meter.wait(parts, now);
        if !wait.is_zero() {
            return Take::Wait(wait);
        }
        meter.take(parts, now);
        Take::Taken
    }

    fn meter(&self) -> std::sync::MutexGuard<'_, Meter> {
        self.alone.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counting {
    pub(super) fn new(script: &'static Script, key: String, rate: &Rate) -> Self {
        let arguments = match rate.algorithm {
            Algorithm::TokenBucket => [
                rate.interval().as_nanos().to_string(),
                rate.burst.to_string(),
            ],
            Algorithm::SlidingWindow => [
                rate.count.to_string(),
                rate.per.as_nanos().div_ceil(1000).to_string(),
            ],
        };
        Self {
            script,
            keys: Arc::new([key]),
            arguments,
        }
    }

    pub(super) fn run(&self, parts: u32) -> Run {
        let [one, two] = self.arguments.clone();
        Run {
            script: self.script,
            keys: Arc::clone(&self.keys),
            arguments: vec![parts.to_string(), one, two],
        }
    }
}

impl RateLimiter for RedisLimiter {
    fn take(&self, parts: u32) -> Taking {
        let limiter = self.clone();
        Box::pin(async move { limiter.ask(parts).await })
    }
}

impl From<RedisLimiter> for Limiter {
    fn from(limiter: RedisLimiter) -> Self {
        Self::shared(limiter)
    }
}

/// As a limit for all that the client sends.
impl From<RedisLimiter> for RateLimits {
    fn from(limiter: RedisLimiter) -> Self {
        Self::new().all(limiter)
    }
}

impl fmt::Debug for RedisLimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisLimiter")
            .field("keys", &self.counting.keys)
            .field("on_loss", &self.on_loss)
            .finish_non_exhaustive()
    }
}
