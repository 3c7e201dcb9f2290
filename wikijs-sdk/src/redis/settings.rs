//! What a user says of a Redis.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::address::Address;
use super::link::Link;
use super::script::{Run, Script, Store};
use crate::call::within_a_runtime;
use crate::connector::TlsSettings;
use crate::error::{Error, ErrorKind};

/// A Redis that limits and gates of many processes share: [`RedisLimiter`](crate::RedisLimiter),
/// [`RedisGate`](crate::RedisGate).
///
/// Redis 5 or later, or what speaks like it, as Valkey does. One connection serves all that stands on one `Redis` and its
/// clones; it is made at first use, and made again when it was lost. Clusters and sentinels are not looked up: give the
/// address of the primary.
///
/// ```
/// # fn main() -> Result<(), wikijs_sdk::Error> {
/// use std::time::Duration;
/// use wikijs_sdk::{Client, Rate, RateLimits, Redis, RedisGate, RedisLimiter};
///
/// let redis = Redis::builder("redis://localhost:6379").prefix("wiki.example.org").build()?;
/// let twenty_a_second = Rate::bucket(20, Duration::from_secs(1));
/// let client = Client::builder("https://wiki.example.org")
///     .rate_limits(RateLimits::new().all(RedisLimiter::new(&redis, "all", twenty_a_second)?))
///     .write_gate(RedisGate::new(&redis, "pages"))
///     .build()?;
/// # drop(client); Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Redis {
    pub(super) store: Arc<dyn Store>,
    /// Without user and password.
    address: Arc<str>,
    prefix: Arc<str>,
}

/// Makes a [`Redis`].
pub struct RedisBuilder {
    url: String,
    prefix: String,
    timeout: Duration,
    probe_every: Duration,
    tls: TlsSettings,
}

impl Redis {
    /// A Redis at this address, as in `redis://localhost:6379`, with the [`prefix`](RedisBuilder::prefix) of all keys: a name
    /// of the wiki.
    ///
    /// # Errors
    ///
    /// The URL is none of a Redis, or the prefix is empty.
    pub fn open(url: impl Into<String>, prefix: impl Into<String>) -> Result<Self, Error> {
        Self::builder(url).prefix(prefix).build()
    }

    /// A Redis with settings: `redis://user:password@host:6379/0`, `rediss://` with TLS, `unix:///path/to/socket`.
    pub fn builder(url: impl Into<String>) -> RedisBuilder {
        RedisBuilder {
            url: url.into(),
            prefix: String::new(),
            timeout: Duration::from_millis(500),
            probe_every: Duration::from_secs(1),
            tls: TlsSettings::default(),
        }
    }

    /// Asks whether the Redis answers, and runs scripts for who asks: for the start of a program.
    ///
    /// # Errors
    ///
    /// It does not answer, or refuses to, or there is no runtime.
    pub async fn ping(&self) -> Result<(), Error> {
        within_a_runtime()?;
        static NOTHING: Script = Script::new("redis.call('TIME') return {1}");
        let run = Run {
            script: &NOTHING,
            keys: Arc::default(),
            arguments: Vec::new(),
        };
        let answered = self.store.run(run).await.map(drop);
        answered.map_err(|why| {
            let message = "nothing can be counted or ordered over Redis";
            Error::new(ErrorKind::NoPermit, message).with_source(why)
        })
    }

    /// What stands for a Redis.
    #[cfg(test)]
    pub(super) fn of(store: impl Store) -> Self {
        Self {
            store: Arc::new(store),
            address: "".into(),
            prefix: "test".into(),
        }
    }

    /// The key of what has this name; braces keep all keys of one thing together, where keys are spread.
    pub(super) fn key(&self, kind: &str, name: &str, of: &str) -> String {
        format!("{}:{{{kind}:{name}}}:{of}", self.prefix)
    }
}

impl RedisBuilder {
    /// What all keys begin with: a name of the wiki, as its host. It has to be given, since whoever names the same Redis and
    /// the same prefix shares limits and gates: processes that work on one wiki are to, by whatever address they reach it,
    /// and two wikis are not.
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// How long a command may take, connecting included, until the Redis counts as away: 500 ms by default.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// How often a Redis that is away is asked whether it is back: once a second by default.
    pub fn probe_every(mut self, pause: Duration) -> Self {
        self.probe_every = pause;
        self
    }

    /// Trusts this root (PEM text) beside those of the system, for `rediss://`.
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.tls.roots.push(pem.into());
        self
    }

    /// Shows this certificate, for `rediss://`: PEM text with the chain and its private key.
    pub fn client_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.tls.identity = Some(pem.into());
        self
    }

    /// Makes it. Nothing is connected yet: [`Redis::ping`] does that.
    ///
    /// # Errors
    ///
    /// The URL is none of a Redis, there is no prefix, or a certificate is none.
    pub fn build(self) -> Result<Redis, Error> {
        let wrong = |what: &str| Error::settings(format!("the Redis cannot be used: {what}"));
        if self.timeout.is_zero() || self.probe_every.is_zero() {
            return Err(wrong("a time limit of zero lets nothing be answered"));
        }
        if self.prefix.is_empty() {
            return Err(wrong(
                "it has no `prefix`, which tells the keys of one wiki from those of another; a name of the wiki, as its host, is a good one",
            ));
        }
        let address = Address::parse(&self.url)
            .map_err(|why| wrong("its URL cannot be read").with_source(why))?;
        let tls = self
            .tls
            .configure()
            .map_err(|why| wrong("TLS cannot be set up").with_source(why))?;
        Ok(Redis {
            address: address.to_string().into(),
            store: Arc::new(Link::new(address, tls, self.timeout, self.probe_every)),
            prefix: self.prefix.into(),
        })
    }
}

impl fmt::Debug for Redis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Redis")
            .field("address", &self.address)
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

/// Without the URL, which may hold a password.
impl fmt::Debug for RedisBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisBuilder")
            .field("prefix", &self.prefix)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
