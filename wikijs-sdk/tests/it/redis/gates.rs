//! A write gate that clients share which know nothing of each other.

use std::future::{Future, IntoFuture};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::timeout;
use wikijs_sandbox::{Fault, FaultKind, Sandbox};
use wikijs_sdk::connector::HttpService;
use wikijs_sdk::{Backoff, Client, ErrorKind, OnLoss, Redis, RedisGate, Retry, Wanted, WriteGate};

use super::{LONGEST, builder, open, until};
use crate::support::log::logged_async;
use crate::support::redis_server::RedisServer;
use crate::support::wiki::{sizes, with_pages};

/// A user with a password beside the one without.
const USER: [&str; 6] = ["--user", "me", "on", ">s3cret", "~*", "+@all"];

const LEASE: &str = "test:{gate:wiki}:lease";

fn gate(server: &RedisServer) -> RedisGate {
    RedisGate::new(&open(server), "wiki")
}

fn wanted() -> Wanted {
    Wanted::new(Duration::from_secs(60), Duration::from_secs(10))
}

/// Milliseconds until the gate opens by itself; negative, where it is open.
fn left(server: &RedisServer) -> i64 {
    server.number(&format!("PTTL {LEASE}"))
}

fn client(sandbox: &Sandbox, gate: RedisGate) -> Client {
    Client::builder(sandbox.url())
        .token(sandbox.admin_token())
        .connector(HttpService::new(sandbox.service()))
        .write_gate(gate)
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_lease_lasts_for_an_attempt_and_what_the_server_may_go_on_for() {
    let server = RedisServer::start();
    let permit = gate(&server).acquire(wanted()).await.unwrap();
    // 60 s of the attempt, 15 s beyond it, 10 s of quarantine.
    let shut = left(&server);
    assert!((70_000..=85_000).contains(&shut), "{shut}");
    let ends = permit.ends().unwrap();
    assert!(ends.duration_since(tokio::time::Instant::now()) <= Duration::from_secs(75));
    drop(permit);
    // Abandoned: it stays shut for the quarantine.
    until(|| async { left(&server) <= 10_000 }).await;
    assert!(left(&server) > 0);
}

#[tokio::test]
async fn a_write_takes_the_gate_and_gives_it_back() {
    let server = RedisServer::start();
    let (sandbox, _) = with_pages(Sandbox::builder(), 2);
    let [one, other] = [(); 2].map(|()| client(&sandbox, gate(&server)));
    let permit = one.write_permit().await.unwrap();
    one.pages().delete(1).permit(&permit).await.unwrap();
    let waits = other.pages().delete(2).timeout(Duration::from_millis(200));
    let error = waits.await.unwrap_err();
    assert!(error.is_timeout() && !error.may_have_run(), "{error}");
    drop(permit);
    other.pages().delete(2).await.unwrap();
    until(|| async { server.number("DBSIZE") == 0 }).await;
}

#[tokio::test]
async fn a_wait_that_is_given_up_leaves_nothing_behind() {
    let server = RedisServer::start();
    let (one, other) = (gate(&server), gate(&server));
    let (sandbox, _) = with_pages(Sandbox::builder(), 0);
    let holder = client(&sandbox, one);
    let permit = holder.write_permit().await.unwrap();
    for millis in [0, 1, 3, 10, 30, 100] {
        let waits = timeout(Duration::from_millis(millis), other.acquire(wanted()));
        assert!(waits.await.is_err());
    }
    drop(permit);
    // Nobody holds it, and nobody waits.
    until(|| async { server.number("DBSIZE") == 0 }).await;
}

/// What becomes of the work when its runtime ends.
fn in_a_runtime<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(work)
}

#[test]
fn a_program_that_ends_behind_its_last_write_leaves_the_gate_open() {
    let server = RedisServer::start();
    let (sandbox, _) = with_pages(Sandbox::builder(), 20);
    for page in 1..=20 {
        in_a_runtime(async {
            let client = client(&sandbox, gate(&server));
            client.pages().delete(page).await.unwrap();
        });
        assert_eq!(server.number("DBSIZE"), 0);
    }
}

#[test]
fn a_program_that_ends_in_the_middle_of_a_write_leaves_the_gate_shut_for_the_quarantine() {
    let server = RedisServer::start();
    let (sandbox, _) = with_pages(Sandbox::builder(), 1);
    sandbox.add_fault(Fault::new(FaultKind::Hang));
    in_a_runtime(async {
        let client = client(&sandbox, gate(&server));
        let delete = client.pages().delete(1).into_future();
        let waits = timeout(Duration::from_millis(100), delete);
        assert!(waits.await.is_err());
        assert!(left(&server) > 10_000);
    });
    assert!((1..=10_000).contains(&left(&server)), "{}", left(&server));
}

#[tokio::test]
async fn what_is_lost_is_told_before_anything_is_sent() {
    let server = RedisServer::start();
    let (sandbox, _) = with_pages(Sandbox::builder(), 2);
    let client = client(&sandbox, gate(&server).lease(Duration::ZERO));
    let permit = client.write_permit().await.unwrap();
    client.pages().delete(1).permit(&permit).await.unwrap();
    server.tell("FLUSHALL");
    let error = client.pages().delete(2).permit(&permit).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.may_have_run()),
        (ErrorKind::NoPermit, false)
    );
    assert!(error.to_string().contains("was lost"), "{error}");
    assert_eq!(sizes(&sandbox), [1]);
    drop(permit);
    client.pages().delete(2).await.unwrap();
}

#[tokio::test]
async fn without_its_redis_nothing_is_written() {
    let mut server = RedisServer::start();
    let (sandbox, _) = with_pages(Sandbox::builder(), 2);
    let client = client(&sandbox, gate(&server));
    client.pages().delete(1).await.unwrap();
    server.kill();
    let error = client.pages().delete(2).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.may_have_run()),
        (ErrorKind::NoPermit, false)
    );
    let place = format!("127.0.0.1:{}", server.port());
    for says in ["nothing was sent", "`wiki`", &place, "OnLoss::GoOn"] {
        assert!(error.to_string().contains(says), "{error}");
    }
    assert_eq!(sizes(&sandbox), [1]);
    server.start_again();
    client.pages().delete(2).await.unwrap();
}

#[tokio::test]
async fn a_write_that_is_told_to_rides_out_a_restart_of_its_redis() {
    let mut server = RedisServer::start();
    let (sandbox, _) = with_pages(Sandbox::builder(), 1);
    let client = client(&sandbox, gate(&server));
    let asked = Arc::new(Notify::new());
    let seen = Arc::clone(&asked);
    let retry = Retry::new()
        .attempts(1_000)
        .backoff(Backoff::constant(Duration::from_millis(10)))
        .when(move |error| {
            seen.notify_one();
            error.kind() == ErrorKind::NoPermit
        });
    server.kill();
    let delete = client.pages().delete(1).retry(retry);
    let again = async {
        asked.notified().await;
        server.start_again();
    };
    let both = async { tokio::join!(delete.into_future(), again) };
    let lines = logged_async(async {
        let (deleted, ()) = timeout(LONGEST, both).await.expect("`when` is asked");
        deleted.unwrap();
    })
    .await;
    assert_eq!(sizes(&sandbox), [1]);
    // Once each, however often it was asked.
    for (level, says) in [("WARN", "lets nothing through"), ("INFO", "through again")] {
        let told = |line: &&String| line.starts_with(level) && line.contains(says);
        assert_eq!(lines.iter().filter(told).count(), 1, "{lines:#?}");
    }
}

#[tokio::test]
async fn without_its_redis_a_process_writes_alone_where_that_is_wanted() {
    let mut server = RedisServer::start();
    let (sandbox, _) = with_pages(Sandbox::builder(), 4);
    let redis = builder(&server).probe_every(Duration::from_millis(5));
    let gate = RedisGate::new(&redis.build().unwrap(), "wiki").on_loss(OnLoss::GoOn);
    let client = client(&sandbox, gate);
    let lines = logged_async(async {
        let permit = client.write_permit().await.unwrap();
        server.kill();
        // It is held by then, and nobody can say otherwise.
        client.pages().delete(1).permit(&permit).await.unwrap();
        drop(permit);
        client.pages().delete(2).await.unwrap();
        client.pages().delete(3).await.unwrap();
        server.start_again();
        until(|| async {
            let _permit = client.write_permit().await.unwrap();
            left(&server) > 0
        })
        .await;
        client.pages().delete(4).await.unwrap();
    })
    .await;
    let events: Vec<_> = lines
        .iter()
        .filter(|line| line.contains("the write gate `wiki`"))
        .collect();
    assert_eq!(events.len(), 2, "{lines:#?}");
    assert!(
        events[0].starts_with("WARN") && events[1].starts_with("INFO"),
        "{events:?}"
    );
}

#[tokio::test]
async fn a_redis_that_hangs_holds_no_write_up_for_long() {
    let server = RedisServer::start();
    let redis = builder(&server).timeout(Duration::from_millis(100));
    let gate = RedisGate::new(&redis.build().unwrap(), "wiki");
    server.hang(true);
    let refused = timeout(LONGEST, gate.acquire(wanted())).await.unwrap();
    let error = refused.unwrap_err().to_string();
    assert!(error.contains("no answer within 100ms"), "{error}");
    server.hang(false);
    // What had been asked for meanwhile is given back, or was never given.
    until(|| async { server.number("DBSIZE") == 0 }).await;
}

#[tokio::test]
async fn a_lease_that_is_given_while_a_redis_hangs_and_nobody_listens_is_given_back() {
    let server = RedisServer::start_with(&USER);
    let url = server.url().replace("redis://", "redis://me:s3cret@");
    let redis = Redis::builder(url).prefix("test");
    let redis = redis.timeout(Duration::from_millis(100)).build().unwrap();
    let gate = RedisGate::new(&redis, "wiki").lease(Duration::from_secs(600));
    // The scripts are known by now.
    let (sandbox, _) = with_pages(Sandbox::builder(), 1);
    client(&sandbox, gate.clone())
        .pages()
        .delete(1)
        .await
        .unwrap();
    until(|| async { server.number("DBSIZE") == 0 }).await;
    server.hang(true);
    for _ in 0..2 {
        // The second has its turn once the word that the first went away is lost.
        gate.acquire(wanted()).await.unwrap_err();
    }
    server.hang(false);
    until(|| async { server.number("DBSIZE") == 0 }).await;
}
