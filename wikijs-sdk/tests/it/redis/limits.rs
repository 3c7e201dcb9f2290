//! A limit that clients share which know nothing of each other.

use std::time::Duration;

use tokio::time::{Instant, timeout};
use wikijs_sdk::{
    Client, ErrorKind, OnLoss, Rate, RateLimiter, RateLimits, RedisLimiter, Take, WhenLimited,
};

use super::{LONGEST, builder, open, until};
use crate::support::log::logged_async;
use crate::support::loopback::PAGE;
use crate::support::operations::Title;
use crate::support::redis_server::RedisServer;
use crate::support::script::{Act, Script};

const HOUR: Duration = Duration::from_secs(3600);

/// Three an hour, over all that name it.
fn three(server: &RedisServer) -> RedisLimiter {
    RedisLimiter::new(&open(server), "all", Rate::window(3, HOUR)).unwrap()
}

/// A client that does not wait, and its own connection to the Redis.
fn client(script: &Script, limiter: RedisLimiter) -> Client {
    let limits = RateLimits::new()
        .all(limiter)
        .when_limited(WhenLimited::Fail);
    Client::builder("https://wiki.test")
        .rate_limits(limits)
        .connector(script.connector())
        .build()
        .unwrap()
}

async fn read(client: &Client) -> Option<ErrorKind> {
    let outcome = client.send(Title { id: 1 }).await;
    outcome.err().map(|error| error.kind())
}

#[tokio::test]
async fn clients_with_connections_of_their_own_count_together() {
    let server = RedisServer::start();
    let script = Script::new([Act::Answer(PAGE)]);
    let [one, other] = [(); 2].map(|()| client(&script, three(&server)));
    assert_eq!((read(&one).await, read(&other).await), (None, None));
    assert_eq!((read(&one).await, script.attempts()), (None, 3));
    let error = other.send(Title { id: 1 }).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OverLimit);
    let wait = error.retry_after().unwrap();
    assert!(wait <= HOUR && wait > HOUR - LONGEST, "{wait:?}");
    // Another limit, and one of another wiki, are other limits.
    let rate = Rate::window(3, HOUR);
    let field = RedisLimiter::new(&open(&server), "field", rate).unwrap();
    let elsewhere = builder(&server).prefix("other").build().unwrap();
    let elsewhere = RedisLimiter::new(&elsewhere, "all", rate).unwrap();
    for limiter in [field, elsewhere] {
        assert_eq!(limiter.take(3).await.unwrap(), Take::Taken);
    }
    assert_eq!(script.attempts(), 3);
}

#[tokio::test]
async fn the_parts_of_a_batch_are_counted_at_once() {
    let server = RedisServer::start();
    let script = Script::new([Act::Status(500, "")]);
    let client = client(&script, three(&server));
    let titles = |count: i32| (0..count).map(|id| Title { id }).collect::<Vec<_>>();
    let _ = client.batch(titles(2)).await;
    assert_eq!(
        server
            .tell("LINDEX test:{limit:all}:window 0")
            .lines()
            .nth(1)
            .map(|line| line.ends_with(" 2 2")),
        Some(true)
    );
    let attempts = script.attempts();
    let answers = client.batch(titles(2)).await.unwrap();
    assert!(
        answers
            .failed()
            .all(|part| part.error.kind() == ErrorKind::OverLimit)
    );
    assert_eq!(
        script.attempts(),
        attempts,
        "one would have fitted, two do not"
    );
}

#[tokio::test]
async fn a_wait_is_as_long_as_it_has_to_be() {
    let server = RedisServer::start();
    let rate = Rate::bucket(1, Duration::from_millis(150));
    let limiter = RedisLimiter::new(&open(&server), "all", rate).unwrap();
    let script = Script::new([Act::Answer(PAGE)]);
    let client = Client::builder("https://wiki.test")
        .rate_limits(RateLimits::new().all(limiter))
        .connector(script.connector())
        .build()
        .unwrap();
    let began = Instant::now();
    for _ in 0..3 {
        assert_eq!(read(&client).await, None);
    }
    assert!(
        began.elapsed() >= Duration::from_millis(298),
        "{:?}",
        began.elapsed()
    );
}

#[tokio::test]
async fn scripts_that_a_redis_forgot_are_told_again() {
    let server = RedisServer::start();
    let limiter = three(&server);
    assert_eq!(limiter.take(1).await.unwrap(), Take::Taken);
    assert_eq!(server.tell("SCRIPT FLUSH"), "+OK");
    assert_eq!(limiter.take(2).await.unwrap(), Take::Taken);
    assert!(matches!(limiter.take(1).await.unwrap(), Take::Wait(_)));
}

#[tokio::test]
async fn a_connection_that_broke_while_nobody_used_it_is_made_again_without_a_word() {
    let server = RedisServer::start();
    let limiter = three(&server).on_loss(OnLoss::Stop);
    assert_eq!(limiter.take(1).await.unwrap(), Take::Taken);
    server.tell("CLIENT KILL TYPE normal SKIPME yes");
    assert_eq!(limiter.take(1).await.unwrap(), Take::Taken);
}

#[test]
fn another_runtime_connects_anew_and_looks_after_what_the_first_left() {
    let mut server = RedisServer::start();
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    let limiter = watched(&server, OnLoss::GoOn);
    runtime().block_on(async { assert_eq!(limiter.take(1).await.unwrap(), Take::Taken) });
    runtime().block_on(async {
        assert_eq!(limiter.take(1).await.unwrap(), Take::Taken);
        assert_eq!(server.number("LLEN test:{limit:all}:window"), 2);
        server.kill();
        assert_eq!(limiter.take(1).await.unwrap(), Take::Taken);
    });
    server.start_again();
    runtime().block_on(async {
        assert_eq!(limiter.take(1).await.unwrap(), Take::Taken);
        assert_eq!(server.number("LLEN test:{limit:all}:window"), 1);
    });
}

/// A limiter that asks a Redis that is away whether it is back every few milliseconds.
fn watched(server: &RedisServer, on_loss: OnLoss) -> RedisLimiter {
    let redis = builder(server)
        .probe_every(Duration::from_millis(5))
        .timeout(Duration::from_millis(100));
    let limiter = RedisLimiter::new(&redis.build().unwrap(), "all", Rate::window(3, HOUR));
    limiter.unwrap().on_loss(on_loss)
}

#[tokio::test]
async fn without_its_redis_a_limit_is_kept_alone_and_shared_again_when_it_is_back() {
    let mut server = RedisServer::start();
    let limiter = watched(&server, OnLoss::GoOn);
    let script = Script::new([Act::Answer(PAGE)]);
    let client = client(&script, limiter.clone());
    let lines = logged_async(async {
        assert_eq!(read(&client).await, None);
        server.kill();
        // What had passed before counts alone, too.
        assert_eq!((read(&client).await, read(&client).await), (None, None));
        assert_eq!(read(&client).await, Some(ErrorKind::OverLimit));
        server.start_again();
        // It remembers nothing, and counts anew.
        until(|| async { read(&client).await.is_none() }).await;
    })
    .await;
    let events: Vec<_> = lines
        .iter()
        .filter(|line| line.contains("the limit `all`"))
        .collect();
    assert_eq!(events.len(), 2, "{lines:#?}");
    assert!(
        events[0].starts_with("WARN") && events[0].contains("goes on"),
        "{events:?}"
    );
    assert!(events[1].starts_with("INFO"), "{events:?}");
    assert_eq!(server.number("LLEN test:{limit:all}:window"), 1);
}

#[tokio::test]
async fn without_its_redis_a_limit_lets_nothing_pass_where_that_is_wanted() {
    let mut server = RedisServer::start();
    let script = Script::new([Act::Answer(PAGE)]);
    let client = client(&script, watched(&server, OnLoss::Stop));
    assert_eq!(read(&client).await, None);
    server.kill();
    let error = client.send(Title { id: 1 }).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.may_have_run()),
        (ErrorKind::NoPermit, false)
    );
    let place = format!("127.0.0.1:{}", server.port());
    for says in [
        "nothing was sent",
        "all calls",
        "`all`",
        &place,
        "OnLoss::GoOn",
    ] {
        assert!(error.to_string().contains(says), "{error}");
    }
    server.start_again();
    assert_eq!(
        (read(&client).await, script.attempts()),
        (None, 2),
        "at once"
    );
}

#[tokio::test]
async fn a_redis_that_hangs_holds_no_call_up() {
    let server = RedisServer::start();
    for (on_loss, passes) in [(OnLoss::GoOn, true), (OnLoss::Stop, false)] {
        let limiter = watched(&server, on_loss);
        until(|| async { server.tell("FLUSHALL") == "+OK" }).await;
        assert_eq!(limiter.take(1).await.unwrap(), Take::Taken);
        server.hang(true);
        for _ in 0..3 {
            let took = timeout(LONGEST, limiter.take(1)).await.unwrap();
            assert_eq!(took.is_ok(), passes, "{took:?}");
            if let Err(why) = took {
                assert!(why.to_string().contains("no answer within 100ms"), "{why}");
            }
        }
        server.hang(false);
        // It goes on by itself; calls that hung may be counted by then.
        until(|| async { limiter.take(1).await.is_ok() }).await;
    }
}

#[tokio::test]
async fn a_process_that_goes_on_alone_may_have_a_share_of_the_rate() {
    let mut server = RedisServer::start();
    let limiter = three(&server).alone(Rate::window(1, HOUR)).unwrap();
    server.kill();
    assert_eq!(limiter.take(1).await.unwrap(), Take::Taken);
    assert!(matches!(limiter.take(1).await.unwrap(), Take::Wait(_)));
}

#[tokio::test]
async fn a_rate_that_cannot_be_meant_is_refused() {
    let server = RedisServer::start();
    let nothing = Rate::window(0, HOUR);
    assert!(RedisLimiter::new(&open(&server), "all", nothing).is_err());
    assert!(three(&server).alone(nothing).is_err());
}

#[tokio::test]
async fn what_a_limit_takes_up_in_a_redis_is_told() {
    let server = RedisServer::start();
    let redis = open(&server);
    let limiter = |name, rate| RedisLimiter::new(&redis, name, rate).unwrap();
    let bucket = limiter("bucket", Rate::bucket(5_000, HOUR));
    let window = limiter("window", Rate::window(5_000, HOUR));
    let bytes = |key| {
        server.number(&format!(
            "MEMORY USAGE test:{{limit:{key}}}:{key} SAMPLES 0"
        ))
    };
    for _ in 0..1_000 {
        assert_eq!(bucket.take(1).await.unwrap(), Take::Taken);
        assert_eq!(window.take(1).await.unwrap(), Take::Taken);
    }
    let (bucket, window) = (bytes("bucket"), bytes("window"));
    println!("in a Redis, after 1,000 calls: a bucket {bucket} bytes, a window {window} bytes");
    assert!(bucket < 200, "{bucket}");
    assert!(window < 60_000, "{window}");
}
