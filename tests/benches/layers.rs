//! `cargo bench -p wikijs-tests --bench layers`: what the layers that keep a client going cost where nothing goes wrong,
//! and what an open circuit breaker takes to answer.
//!
//! A call goes to a connector in the same process that answers at once, so that nothing but the client is measured: with
//! all of those layers off, and with all of them on and idle. The two take turns in blocks; their difference is what the
//! layers cost.

#![allow(clippy::expect_used, reason = "a benchmark that fails may say so")]

#[allow(
    dead_code,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a server of the tests, which can do more than is needed here"
)]
#[path = "../../wikijs-sdk/tests/it/support/redis_server.rs"]
mod redis_server;

use std::{
    future::{IntoFuture as _, ready},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use tokio::runtime::{Builder, Runtime};
use wikijs_sdk::{
    CircuitBreaker, Client, ClientBuilder, ErrorKind, OnLoss, Rate, RateLimits, Redis,
    RedisLimiter, Retry, Token,
    connector::{Connector, Exchanging, Failure, Reach, WireReply, WireRequest},
    site,
};

const BLOCKS: usize = 200;
const CALLS: usize = 500;

const TOKEN: &str = "a-token-of-usual-length-a-token-of-usual-length";

/// Answers at once.
struct Instantly;

impl Connector for Instantly {
    fn send(&self, request: WireRequest) -> Exchanging {
        request.progress.sent();
        Box::pin(ready(Ok(WireReply {
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            body: Bytes::from_static(br#"{"data":{"site":{"config":null}}}"#).into(),
        })))
    }
}

/// Has no connection.
struct Dead;

impl Connector for Dead {
    fn send(&self, _: WireRequest) -> Exchanging {
        Box::pin(ready(Err(Failure::new(Reach::NeverSent, "dead"))))
    }
}

fn main() {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let off = client(Instantly, bare);
    let retry = client(Instantly, |builder| bare(builder).retry(Retry::new()));
    let limits = client(Instantly, |builder| bare(builder).rate_limits(wide()));
    let limiter = client(Instantly, |builder| bare(builder).rate_limits(one()));
    let breaker = client(Instantly, |builder| {
        bare(builder).circuit_breaker(CircuitBreaker::new())
    });
    let check = client(Instantly, |builder| bare(builder).guest_check(true));
    let token = renewed();
    let all = client(Instantly, |builder| {
        builder
            .rate_limits(wide())
            .circuit_breaker(CircuitBreaker::new())
    });
    for client in [
        &off, &retry, &limiter, &limits, &breaker, &check, &token, &all,
    ] {
        let answer = runtime.block_on(client.raw("{a}", ()).into_future());
        answer.expect("an answer");
    }
    println!(
        "{BLOCKS} interleaved blocks of {CALLS} calls, beside a client with these layers off\n"
    );
    println!(
        "{:<28} {:>10} {:>10} {:>14}",
        "", "us, p50", "us, p90", "allocations"
    );
    row(&runtime, "all off, whole call", &off, None);
    row(&runtime, "retry, idle", &retry, Some(&off));
    row(&runtime, "limiter, not limiting", &limiter, Some(&off));
    row(&runtime, "rate limits, wide", &limits, Some(&off));
    row(&runtime, "circuit breaker, closed", &breaker, Some(&off));
    row(&runtime, "guest check, known token", &check, Some(&off));
    row(&runtime, "token that is renewed", &token, Some(&off));
    row(&runtime, "all on and idle", &all, Some(&off));
    redis(&runtime, &off);
    let open = open(&runtime);
    row(&runtime, "breaker open, whole call", &open, None);
}

fn client(
    connector: impl Connector,
    settings: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> Client {
    let builder = Client::builder("https://wiki.test")
        .token(TOKEN)
        .connector(connector);
    settings(builder).build().expect("a client")
}

/// A client whose token can be renewed, beside one whose token is all there is.
fn renewed() -> Client {
    let builder = Client::builder("https://wiki.test")
        .authenticator(Token::new(TOKEN))
        .connector(Instantly);
    bare(builder).build().expect("a client")
}

/// All of them off.
fn bare(builder: ClientBuilder) -> ClientBuilder {
    builder
        .no_retry()
        .guest_check(false)
        .rate_limits(RateLimits::new().server_limits(false))
}

/// One limit, which holds nothing up.
fn one() -> RateLimits {
    let rate = Rate::bucket(1_000_000_000, Duration::from_secs(1));
    RateLimits::new().server_limits(false).all(rate)
}

/// Limits that hold nothing up: over all calls and over the field that is called.
fn wide() -> RateLimits {
    let second = Duration::from_secs(1);
    RateLimits::new()
        .all(Rate::bucket(1_000_000_000, second))
        .field("site.config", Rate::bucket(1_000_000_000, second))
}

/// The same limit, counted in a Redis on loopback; one round trip a call.
fn redis(runtime: &Runtime, off: &Client) {
    let is_there = Command::new("redis-server")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !is_there {
        return println!("a rate limit in a Redis: there is no redis-server");
    }
    let server = redis_server::RedisServer::start();
    let store = Redis::open(server.url(), "bench").expect("a URL");
    for (name, rate) in [
        (
            "bucket in a Redis, wide",
            Rate::bucket(1_000_000_000, Duration::from_secs(1)),
        ),
        (
            "window in a Redis, wide",
            Rate::window(1_000_000_000, Duration::from_secs(1)),
        ),
    ] {
        let limiter = RedisLimiter::new(&store, name, rate).expect("a rate");
        let limits = RateLimits::new().all(limiter.on_loss(OnLoss::Stop));
        let client = client(Instantly, |builder| bare(builder).rate_limits(limits));
        row(runtime, name, &client, Some(off));
    }
}

/// A client whose breaker is open for as long as this runs.
fn open(runtime: &Runtime) -> Client {
    let breaker = CircuitBreaker::new().pause_for(Duration::from_secs(3600));
    let client = client(Dead, |builder| builder.circuit_breaker(breaker));
    runtime.block_on(async {
        loop {
            let outcome = client.send(site::Config::new()).no_retry().await;
            if outcome.err().map(|error| error.kind()) == Some(ErrorKind::CircuitOpen) {
                return;
            }
        }
    });
    client
}

/// Prints what a call of `client` takes, less what one of `beside` does.
fn row(runtime: &Runtime, name: &str, client: &Client, beside: Option<&Client>) {
    let mut times = Vec::with_capacity(BLOCKS);
    for _ in 0..BLOCKS {
        let before = beside.map_or(0.0, |beside| block(runtime, beside));
        let own = block(runtime, client);
        let after = beside.map_or(0.0, |beside| block(runtime, beside));
        times.push(own - f64::midpoint(before, after));
    }
    times.sort_by(f64::total_cmp);
    let at = |part: usize| times[(times.len() - 1) * part / 10];
    let allocated = allocations(runtime, client);
    let less = beside.map_or(0, |beside| allocations(runtime, beside));
    println!(
        "{name:<28} {:>10.3} {:>10.3} {:>14}",
        at(5),
        at(9),
        allocated - less
    );
}

/// Microseconds a call.
fn block(runtime: &Runtime, client: &Client) -> f64 {
    runtime.block_on(async {
        let start = Instant::now();
        for _ in 0..CALLS {
            call(client).await;
        }
        start.elapsed().as_secs_f64() * 1e6 / CALLS as f64
    })
}

/// Allocations of one warm call, the least of some: now and then a timer grows.
fn allocations(runtime: &Runtime, client: &Client) -> i64 {
    let counts =
        (0..20).map(|_| allocation_counter::measure(|| runtime.block_on(call(client))).count_total);
    counts.min().unwrap_or_default().cast_signed()
}

async fn call(client: &Client) {
    // What it makes of the answer is no concern of the layers.
    let _ = std::hint::black_box(client.send(site::Config::new()).outcome().await);
}
