//! Sends no more than is allowed: by the user's own rates, by the limits that the server is known to have, and by what a
//! proxy says in its headers. Below auth, so that what signs in is limited, too; above the breaker, which must not take
//! waiting for a failure.
//!
//! `rate.rs` and `settings.rs` are what a user sets, `fields.rs` knows what can be limited, `meter.rs` counts, `limiter.rs` has the queue of a limit, `pace.rs`
//! the server's own limits, `headers.rs` reads what a proxy says; here an attempt waits for all that concern it.

mod fields;
mod headers;
mod limiter;
mod meter;
mod pace;
mod rate;
mod settings;
mod when;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::MutexGuard as Turn;
use tokio::time::{Instant, sleep};
use tower::{Service, ServiceExt, service_fn};
use wikijs_wire::operation::RateLimit;

pub use self::limiter::{Limiter, RateLimiter, Take, Taking};
pub use self::rate::Rate;
pub use self::settings::{Endpoint, RateLimits};
pub use self::when::{Held, Limited, WhenLimited};

pub(crate) use self::headers::wait_told;
#[cfg(feature = "redis")]
pub(crate) use self::meter::Meter;
pub(crate) use self::pace::ServerTurn;
#[cfg(feature = "redis")]
pub(crate) use self::rate::Algorithm;

use self::limiter::Lane;
use self::pace::Pace;
use self::settings::FieldLimit;
use crate::call::{Exchange, Expects, Reply};
use crate::error::{Error, ErrorKind};

/// The limits of a client, shared by its clones.
pub(crate) struct Limits {
    all: Option<Lane>,
    endpoints: Vec<(Endpoint, Lane)>,
    fields: HashMap<String, Lane>,
    /// When fields that the server limits were called last; none where the user will not have them heeded.
    servers: Option<Pace>,
    when: WhenLimited,
    /// A proxy lets nothing pass until then.
    closed: Mutex<Option<Instant>>,
}

/// The service that lets attempts of `inner` pass as the limits allow.
///
/// A function and no named service, so that its future needs no box of its own.
pub(crate) fn limited<S>(
    inner: S,
    limits: Arc<Limits>,
) -> impl Service<Exchange, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync
where
    S: Service<Exchange, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync,
{
    service_fn(move |exchange: Exchange| run(inner.clone(), Arc::clone(&limits), exchange))
}

async fn run<S>(inner: S, limits: Arc<Limits>, exchange: Exchange) -> Result<Reply, Error>
where
    S: Service<Exchange, Response = Reply, Error = Error>,
{
    let mut turn = limits.pass(&exchange).await?;
    turn.iter_mut().for_each(ServerTurn::begin);
    let outcome = inner.oneshot(exchange).await;
    drop(turn);
    limits.heed(&outcome);
    outcome
}

impl Limits {
    pub(crate) fn new(settings: &RateLimits) -> Self {
        let field = |FieldLimit { field, limiter, .. }: &FieldLimit| {
            let name = format!("the field `{field}`");
            (field.clone(), Lane::new(name, limiter))
        };
        let endpoint = |(endpoint, limiter): &(Endpoint, Limiter)| {
            let name = endpoint.says().to_owned();
            (*endpoint, Lane::new(name, limiter))
        };
        Self {
            all: settings
                .all
                .as_ref()
                .map(|limiter| Lane::new("all calls".to_owned(), limiter)),
            endpoints: settings.endpoints.iter().map(endpoint).collect(),
            fields: settings.fields.iter().map(field).collect(),
            servers: settings.servers.then(Pace::default),
            when: settings.when.clone(),
            closed: Mutex::default(),
        }
    }

    /// Waits until the server lets a field be called once more: for a batch, whose waiting is no call's time. `None` where the
    /// user will not have that heeded.
    pub(crate) async fn server_turn(
        &self,
        field: &'static str,
        limit: RateLimit,
    ) -> Option<ServerTurn> {
        let pace = self.servers.as_ref()?;
        Some(pace.turn(field, limit).await)
    }

    /// Waits until the exchange may be sent. What is returned is to be kept until it was answered.
    ///
    /// # Errors
    ///
    /// It is not to wait, or cannot wait so long.
    async fn pass(&self, exchange: &Exchange) -> Result<Option<ServerTurn>, Error> {
        let waiting = Waiting {
            exchange,
            when: &self.when,
        };
        self.until_open(&waiting).await?;
        let turn = self.servers_turn(&waiting).await?;
        self.own_turns(&waiting).await?;
        exchange.request.progress.waits_for(None);
        Ok(turn)
    }

    /// Waits until the proxy that said so lets requests pass again.
    async fn until_open(&self, waiting: &Waiting<'_>) -> Result<(), Error> {
        while let Some(until) = self.is_closed() {
            let wait = until.saturating_duration_since(Instant::now());
            waiting.ask(PROXY, 1, Some(wait))?;
            sleep(wait).await;
        }
        Ok(())
    }

    fn is_closed(&self) -> Option<Instant> {
        let mut closed = self.closed.lock().unwrap_or_else(PoisonError::into_inner);
        *closed = closed.filter(|until| *until > Instant::now());
        *closed
    }

    async fn servers_turn(&self, waiting: &Waiting<'_>) -> Result<Option<ServerTurn>, Error> {
        let exchange = waiting.exchange;
        let (Some(pace), Some(limit), [field]) =
            (&self.servers, exchange.server_limit, &*exchange.fields)
        else {
            return Ok(None);
        };
        let wait = pace.wait(field, limit);
        if wait != Some(Duration::ZERO) {
            waiting.ask(&format!("the server on `{field}`"), 1, wait)?;
        }
        Ok(Some(pace.turn(field, limit).await))
    }

    /// Waits for each limit of the client's own in turn, what is narrow first, so that who waits there holds up nobody in
    /// a wider one.
    async fn own_turns(&self, waiting: &Waiting<'_>) -> Result<(), Error> {
        let lanes = self.lanes(waiting.exchange);
        let mut turns: Vec<Turn<'_, ()>> = Vec::with_capacity(lanes.len());
        for (lane, parts) in &lanes {
            turns.push(waiting.turn(lane, *parts).await?);
        }
        // Counted at the end and at once: a call that is given up while it waits has used nothing up.
        for (lane, parts) in &lanes {
            lane.take(*parts);
        }
        Ok(())
    }

    /// The limits that concern an exchange, and how many parts each counts.
    fn lanes(&self, exchange: &Exchange) -> Vec<(&Lane, u32)> {
        let mut lanes: Vec<(&Lane, u32)> = Vec::new();
        if !self.fields.is_empty() {
            // In one order for all, so that no two wait for each other.
            let mut fields = exchange.fields.to_vec();
            fields.sort_unstable();
            for same in fields.chunk_by(|one, other| one == other) {
                let lane = same.first().and_then(|field| self.fields.get(*field));
                lanes.extend(lane.map(|lane| (lane, count(same.len()))));
            }
        }
        let (endpoint, parts) = (endpoint_of(exchange), count(exchange.fields.len()));
        let wide = self
            .endpoints
            .iter()
            .filter(|(other, _)| *other == endpoint);
        lanes.extend(wide.map(|(_, lane)| (lane, parts)));
        lanes.extend(self.all.iter().map(|lane| (lane, parts)));
        lanes
    }

    /// Notes what a proxy says of its limits.
    fn heed(&self, outcome: &Result<Reply, Error>) {
        let wait = match outcome {
            Ok(reply) => wait_told(&reply.facts.headers),
            // The server's own limits say so in an answer of success, and are those of one field.
            Err(error) if error.status() == Some(429) => error.retry_after(),
            Err(_) => None,
        };
        let Some(until) = wait.and_then(|wait| Instant::now().checked_add(wait)) else {
            return;
        };
        let mut closed = self.closed.lock().unwrap_or_else(PoisonError::into_inner);
        *closed = closed.max(Some(until));
    }
}

const PROXY: &str = "the proxy before the wiki on all calls";

/// An exchange that may have to wait.
struct Waiting<'w> {
    exchange: &'w Exchange,
    when: &'w WhenLimited,
}

impl Waiting<'_> {
    /// Waits until `parts` may pass, and keeps those that come later behind.
    async fn turn<'l>(&self, lane: &'l Lane, parts: u32) -> Result<Turn<'l, ()>, Error> {
        let turn = match lane.try_turn() {
            Some(turn) => turn,
            None => {
                self.ask(&lane.name, parts, None)?;
                lane.turn().await
            }
        };
        loop {
            if lane.is_elsewhere() {
                self.note(&lane.name);
            }
            let wait = lane.ask(parts).await?;
            if wait.is_zero() {
                return Ok(turn);
            }
            self.ask(&lane.name, parts, Some(wait))?;
            sleep(wait).await;
        }
    }

    /// Notes what it waits for, should its time be up meanwhile.
    fn note(&self, limit: &str) {
        let progress = &self.exchange.request.progress;
        progress.waits_for(Some(format!("the rate limit of {limit}").into()));
    }

    /// # Errors
    ///
    /// It is not to wait, or its time would be up by then.
    fn ask(&self, limit: &str, parts: u32, wait: Option<Duration>) -> Result<(), Error> {
        let then = wait.and_then(|wait| Instant::now().checked_add(wait));
        let is_too_late = then
            .zip(self.exchange.deadline)
            .is_some_and(|(then, deadline)| then >= deadline);
        if is_too_late {
            return Err(over(limit, wait, ", longer than the call may take"));
        }
        let limited = Limited {
            operation: self.exchange.name.clone().into_owned(),
            limit: limit.to_owned(),
            parts,
            wait,
        };
        match self.when.decide(&limited) {
            Held::Wait => {
                tracing::debug!(operation = %limited.operation, limit, ?wait, "waits for a rate limit");
                self.note(limit);
                Ok(())
            }
            Held::Fail => Err(over(limit, wait, "")),
        }
    }
}

fn over(limit: &str, wait: Option<Duration>, why: &str) -> Error {
    let wait_in_words = match wait {
        Some(wait) => format!("for {:.1}s", wait.as_secs_f64()),
        None => "behind others".to_owned(),
    };
    let message = format!("the rate limit of {limit} would have it wait {wait_in_words}{why}");
    Error::not_sent(ErrorKind::OverLimit, message).with_retry_after(wait)
}

fn endpoint_of(exchange: &Exchange) -> Endpoint {
    match exchange.expects {
        Expects::Answer | Expects::Stream => Endpoint::Api,
        Expects::Content => Endpoint::Files,
    }
}

/// A call whose fields are not known is one part.
fn count(parts: usize) -> u32 {
    u32::try_from(parts).unwrap_or(u32::MAX).max(1)
}
