//! Settings that cannot be meant: refused when the client is built, with what was given and what is taken.

use std::time::Duration;

use tokio::time::timeout;
use wikijs_sdk::{
    AutoBatch, Backoff, CircuitBreaker, Client, ClientBuilder, Endpoint, ErrorKind, Rate,
    RateLimits, Retry, RetryBudget,
};

use crate::support::loopback::PAGE;
use crate::support::operations::{Move, Title};
use crate::support::script::{Act, Script};

const SECOND: Duration = Duration::from_secs(1);
const DAY: Duration = Duration::from_secs(86_400);

fn builder() -> ClientBuilder {
    Client::builder("https://wiki.test")
}

/// # Panics
///
/// It is built, or says something else.
fn refused(builder: ClientBuilder, says: &[&str]) {
    let error = builder.build().expect_err(&format!("{says:?}"));
    assert_eq!(error.kind(), ErrorKind::Settings, "{error}");
    for says in says {
        assert!(error.to_string().contains(says), "{says}: {error}");
    }
}

#[test]
fn limits_that_cannot_be_meant() {
    let one = Rate::window(1, SECOND);
    let field = |name: &str| RateLimits::new().field(name, one);
    for (limits, says) in [
        (
            field("page.list"),
            ["\"page.list\"", "was `pages.list` meant?"],
        ),
        (
            field("PagesMove"),
            ["\"PagesMove\"", "was `pages.move` meant?"],
        ),
        (field(""), ["\"\"", "as in `pages.list`"]),
        (
            field("no.such thing"),
            ["\"no.such thing\"", "as in `pages.list`"],
        ),
        (
            field("pages.list").field("pages.list", one),
            ["`pages.list` is limited twice", "which"],
        ),
        (
            field("pages.list").operation::<wikijs_sdk::pages::List>(one),
            ["`pages.list` is limited twice", "which"],
        ),
        (
            RateLimits::new()
                .endpoint(Endpoint::Files, one)
                .endpoint(Endpoint::Files, one),
            ["`files` is limited twice", "which"],
        ),
        (
            Rate::bucket(0, SECOND).into(),
            ["Rate::bucket(0, 1s)", "a count from 1 on"],
        ),
        (
            Rate::bucket(2, SECOND).burst(0).into(),
            ["Rate::bucket(2, 1s).burst(0)", "one from 1 on"],
        ),
        (
            Rate::window(2, SECOND).burst(9).into(),
            ["Rate::window(2, 1s).burst(9)", "no burst"],
        ),
        (
            Rate::window(2, Duration::ZERO).into(),
            ["Rate::window(2, 0ns)", "a time of a nanosecond or more"],
        ),
        (
            Rate::window(2, 100 * DAY + SECOND).into(),
            ["Rate::window(2, 8640001s)", "up to 100 days"],
        ),
        (
            Rate::bucket(2, Duration::MAX).into(),
            ["Rate::bucket(2,", "up to 100 days"],
        ),
    ] {
        refused(builder().rate_limits(limits), &says);
    }
}

#[test]
fn retries_that_cannot_be_meant() {
    let statuses = |given: u16| Retry::new().statuses([500, given]);
    for (retry, says) in [
        (Retry::new().attempts(0), ["no attempt", "1 or more"]),
        (statuses(200), ["200", "300 to 599"]),
        (statuses(9999), ["9999", "300 to 599"]),
        (statuses(0), ["holds 0", "300 to 599"]),
        (
            Retry::new().time_limit(Duration::ZERO),
            ["`time_limit` of `retry` is zero", "Retry::never()"],
        ),
    ] {
        refused(builder().retry(retry), &says);
    }
    for share in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -5.0] {
        let given = share.to_string();
        let budget = builder().retry_budget(RetryBudget::new(10, share));
        refused(budget, &["`retry_budget`", &given, "from 0 on"]);
    }
}

#[test]
fn breakers_that_cannot_be_meant() {
    let breaker = CircuitBreaker::new;
    for (breaker, says) in [
        (
            breaker().failures_in_a_row(0),
            ["`failures_in_a_row` is 0", "1 or more"],
        ),
        (
            breaker().pause_for(Duration::ZERO),
            ["`pause_for` is zero", "above zero"],
        ),
        (
            breaker().close_after(0),
            ["`close_after` is 0", "1 or more"],
        ),
        (
            breaker().failure_rate(f64::NAN, 1, SECOND),
            ["the part NaN", "above 0"],
        ),
        (
            breaker().failure_rate(-0.5, 1, SECOND),
            ["the part -0.5", "above 0"],
        ),
        (
            breaker().failure_rate(1.5, 1, SECOND),
            ["the part 1.5", "up to 1"],
        ),
        (
            breaker().failure_rate(0.5, 0, SECOND),
            ["0 attempts", "1 or more"],
        ),
        (
            breaker().failure_rate(0.5, 1, Duration::ZERO),
            ["window of `failure_rate` is zero", "above zero"],
        ),
    ] {
        refused(builder().circuit_breaker(breaker), &says);
    }
}

#[test]
fn amounts_that_cannot_be_meant() {
    for (builder, says) in [
        (
            builder().requests_at_a_time(0),
            ["`requests_at_a_time`", "from 1 to"],
        ),
        (
            builder().requests_at_a_time(usize::MAX),
            ["`requests_at_a_time`", "from 1 to"],
        ),
        (
            builder().largest_answer(0),
            ["`largest_answer` is zero", "no answer"],
        ),
        (
            builder().auto_batch(AutoBatch::within(SECOND).chunk_size(0)),
            ["`chunk_size` of an `AutoBatch` is zero", "from 1 on"],
        ),
    ] {
        refused(builder, &says);
    }
}

#[cfg(feature = "redis")]
#[test]
fn what_shares_over_a_redis_has_names() {
    use wikijs_sdk::{Redis, RedisGate, RedisLimiter};

    let url = "redis://127.0.0.1:1";
    for error in [
        Redis::builder(url).build().unwrap_err(),
        Redis::builder(url).prefix("").build().unwrap_err(),
        Redis::open(url, "").unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Settings);
        assert!(error.to_string().contains("no `prefix`"), "{error}");
    }
    let redis = Redis::open(url, "wiki.test").unwrap();
    let error = RedisLimiter::new(&redis, "", Rate::window(1, SECOND)).unwrap_err();
    assert!(error.to_string().contains("empty name"), "{error}");
    let gate = builder().write_gate(RedisGate::new(&redis, ""));
    refused(gate, &["`write_gate`", "empty name"]);
    // No more than an attempt's time is a choice.
    let gate = RedisGate::new(&redis, "pages").lease(Duration::ZERO);
    assert!(builder().write_gate(gate).build().is_ok());
}

#[test]
fn what_can_be_meant_is_taken() {
    let limits = RateLimits::new()
        .field("pages.list", Rate::window(1, SECOND))
        .field("pages.singleByPath", Rate::window(1, SECOND))
        .endpoint(Endpoint::Api, Rate::bucket(1, SECOND))
        .endpoint(Endpoint::Files, Rate::bucket(1, SECOND));
    for builder in [
        builder().rate_limits(limits),
        builder().rate_limits(Rate::bucket(1, SECOND)),
        builder().retry(Backoff::constant(Duration::ZERO)),
        builder().retry(Retry::never().statuses([300, 404, 599])),
        builder().retry_budget(RetryBudget::new(0, 0.0)),
        builder().retry_budget(None),
        builder().circuit_breaker(CircuitBreaker::new().failures_in_a_row(None)),
    ] {
        builder.build().unwrap();
    }
}

fn there() -> Move {
    let to = "there".to_owned();
    Move { id: 1, to }
}

/// "Without end" is said so by some; no sum may overflow on it.
#[tokio::test(start_paused = true)]
async fn the_longest_time_there_is_is_a_time() {
    const LONG: Duration = Duration::MAX;
    let breaker = || CircuitBreaker::new().failures_in_a_row(1);
    for settings in [
        builder().attempt_timeout(LONG),
        builder().total_timeout(LONG),
        builder().token_timeout(LONG),
        builder().retry(Retry::new().time_limit(LONG)),
        builder().retry(Backoff::constant(LONG).at_most(LONG)),
        builder().retry(Backoff::linear(LONG).at_most(LONG)),
        builder().retry(Backoff::exponential(LONG).at_most(LONG)),
        builder().circuit_breaker(breaker().pause_for(LONG)),
        builder()
            .retry(Retry::patient())
            .circuit_breaker(breaker().pause_for(LONG)),
        builder().circuit_breaker(breaker().failure_rate(0.1, 1, LONG)),
        builder().rate_limits(Rate::window(1, 100 * DAY)),
        builder().rate_limits(Rate::bucket(1, 100 * DAY)),
        builder().rate_limits(Rate::bucket(1, 100 * DAY).burst(u32::MAX)),
        builder().rate_limits(Rate::bucket(u32::MAX, 100 * DAY)),
        builder().auto_batch(AutoBatch::within(LONG).with_mutations()),
    ] {
        let script = Script::new([Act::Status(502, ""), Act::Answer(PAGE)]);
        let client = settings.connector(script.connector()).build().unwrap();
        for limit in [None, Some(LONG)] {
            let (read, write) = (client.send(Title { id: 1 }), client.send(there()));
            let (read, write) = match limit {
                Some(limit) => (read.timeout(limit), write.timeout(limit)),
                None => (read, write),
            };
            // Who waits for ever may: it is given up after a day.
            drop(timeout(DAY, read).await);
            drop(timeout(DAY, write).await);
        }
    }
}
