//! The settings of a client. Every one is checked when the client is built, and building does no I/O.

mod auth;
mod bulk;
mod limits;
mod reliability;
mod transport;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use tokio::sync::Semaphore;

use self::auth::Auth;
use self::reliability::Reliability;
use super::address::Address;
use super::stack::Plan;
use super::{Client, Shared};
use crate::call::checked_header;
use crate::connector::{Connector, Proxy, Transport};
use crate::error::Error;
use crate::layers::compose::Target;
use crate::layers::lower::auth::ServerClock;
use crate::layers::lower::limit::{Limits, RateLimits};
use crate::layers::upper::admission::Entry;
use crate::layers::upper::batch::{AutoBatch, AutoBatchLayer, Batching};
use crate::layers::upper::identity::IdentityLayer;
use crate::layers::upper::write_gate::{LocalGate, WriteGate, WriteGateLayer};

/// 64 MiB: a list of 100,000 pages is half of that.
const LARGEST_ANSWER: usize = 64 << 20;

/// Builds a [`Client`].
///
/// ```
/// use std::time::Duration;
/// use wikijs_sdk::Client;
///
/// # fn main() -> Result<(), wikijs_sdk::Error> {
/// let client = Client::builder("https://wiki.example.org")
///     .token("the-api-key")
///     .total_timeout(Duration::from_secs(30))
///     .build()?;
/// # drop(client); Ok(())
/// # }
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    address: String,
    auth: Auth,
    headers: Vec<(String, String)>,
    attempt_timeout: Duration,
    total_timeout: Option<Duration>,
    largest_answer: usize,
    transport: Transport,
    transport_is_set: Option<&'static str>,
    connector: Option<Arc<dyn Connector>>,
    write_gate: Arc<dyn WriteGate>,
    auto_batch: Option<AutoBatch>,
    reliability: Reliability,
    rate_limits: RateLimits,
    at_a_time: Option<usize>,
}

impl ClientBuilder {
    pub(super) fn new(address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            auth: Auth::default(),
            headers: Vec::new(),
            attempt_timeout: Duration::from_secs(60),
            total_timeout: Some(Duration::from_secs(120)),
            largest_answer: LARGEST_ANSWER,
            transport: Transport::default(),
            transport_is_set: None,
            connector: None,
            write_gate: Arc::new(LocalGate::default()),
            auto_batch: None,
            reliability: Reliability::default(),
            rate_limits: RateLimits::default(),
            at_a_time: None,
        }
    }

    /// A header that every request carries. A header of the same name replaces the one before.
    ///
    /// `authorization` is refused (give a token), `user-agent` (see [`user_agent`](Self::user_agent)), and so are those
    /// that the SDK sets itself, as `accept` and `content-type`.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The longest that one attempt may take, from connecting to the last byte of the answer; 60 s by default.
    ///
    /// Of a download, it is the longest wait for the head of the answer, and after it for each piece.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = limit;
        self
    }

    /// The longest that a call may take, all attempts and waiting together; 120 s by default, `None` for no limit.
    pub fn total_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.total_timeout = limit.into();
        self
    }

    /// The largest answer that is taken in, in bytes after decompression; 64 MiB by default.
    pub fn largest_answer(mut self, bytes: usize) -> Self {
        self.largest_answer = bytes;
        self
    }

    /// Checks the settings and puts the client together. Nothing is sent, read or connected yet.
    ///
    /// # Errors
    ///
    /// A setting is wrong; the error says which.
    pub fn build(mut self) -> Result<Client, Error> {
        let address = Address::parse(&self.address)?;
        self.check_limits()?;
        // No proxy can reach what is meant: loopback is another machine there.
        if address.is_loopback() && matches!(self.transport.proxy, Proxy::Environment) {
            self.transport.proxy = Proxy::None;
        }
        let headers = self.checked_headers()?;
        let target = Arc::new(Target {
            endpoint: address.endpoint(),
            headers,
        });
        self.rate_limits.check()?;
        self.auto_batch.as_ref().map_or(Ok(()), AutoBatch::check)?;
        let retries = self.reliability.retries()?;
        let write_gate = WriteGateLayer::new(
            Arc::clone(&self.write_gate),
            self.attempt_timeout,
            Arc::clone(&retries.policy),
        );
        write_gate.check()?;
        let batching: Arc<Batching> = Arc::default();
        let clock: Arc<ServerClock> = Arc::default();
        let limits = Arc::new(Limits::new(&self.rate_limits));
        let plan = Plan {
            auto_batch: AutoBatchLayer::new(self.auto_batch.take(), &batching),
            batching,
            total_timeout: self.total_timeout,
            attempt_timeout: self.attempt_timeout,
            largest_answer: self.largest_answer,
            identity: IdentityLayer::default(),
            guest_check: self.auth.guest_check(&clock),
            clock,
            token_timeout: self.auth.token_timeout,
            write_gate,
            retries,
            breaker: self.reliability.breaker()?,
            limits,
            places: self.at_a_time.map(|most| Arc::new(Semaphore::new(most))),
            door: Arc::default(),
            entry: Entry::Front,
            read_only: false,
            target,
        };
        let auth = std::mem::take(&mut self.auth);
        let guest = Client::assemble(Shared::new(address, plan, self.into_connector()?));
        auth.identify(guest)
    }

    /// A limit of zero would end every call before it begins.
    fn check_limits(&self) -> Result<(), Error> {
        let limits = [
            ("connect_timeout", Some(self.transport.connect_timeout)),
            ("attempt_timeout", Some(self.attempt_timeout)),
            ("total_timeout", self.total_timeout),
            ("token_timeout", Some(self.auth.token_timeout)),
        ];
        if !self
            .at_a_time
            .is_none_or(|most| (1..=Semaphore::MAX_PERMITS).contains(&most))
        {
            return Err(Error::settings(format!(
                "`requests_at_a_time` takes a number from 1 to {}",
                Semaphore::MAX_PERMITS
            )));
        }
        if self.largest_answer == 0 {
            return Err(Error::settings(
                "`largest_answer` is zero: no answer would be taken in",
            ));
        }
        match limits
            .iter()
            .find(|(_, limit)| *limit == Some(Duration::ZERO))
        {
            Some((name, _)) => Err(Error::settings(format!(
                "`{name}` is zero: no call would be made"
            ))),
            None => Ok(()),
        }
    }

    fn checked_headers(&self) -> Result<HeaderMap, Error> {
        let mut headers = HeaderMap::with_capacity(self.headers.len());
        for (name, value) in &self.headers {
            let (name, value) = checked_header(name, value)?;
            headers.insert(name, value);
        }
        Ok(headers)
    }
}

/// Says that a token goes over the wire for all to read.
pub(crate) fn warn_of_listeners(address: &Address) {
    tracing::warn!(
        host = address.root().host_str().unwrap_or_default(),
        "the token travels over plain HTTP: whoever listens on the way can use it; use https://"
    );
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the address: it may hold what `build` will refuse.
        f.debug_struct("ClientBuilder")
            .field("has_token", &self.auth.is_set())
            .field("attempt_timeout", &self.attempt_timeout)
            .field("total_timeout", &self.total_timeout)
            .field("largest_answer", &self.largest_answer)
            .finish_non_exhaustive()
    }
}
