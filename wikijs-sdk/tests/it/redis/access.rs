//! Who may ask a Redis, over what: users with few rights, TLS, sockets; and that no password is shown.

use std::fs;

use futures_util::FutureExt;
use wikijs_sdk::{
    ErrorKind, OnLoss, Rate, RateLimiter, Redis, RedisGate, RedisLimiter, Take, Wanted, WriteGate,
};

use super::{builder, open};
use crate::support::authority::Authority;
use crate::support::redis_server::RedisServer;

/// The rights that docs/redis.md tells.
const RIGHTS: &str = include_str!("../../../examples/redis.acl");

const SECOND: std::time::Duration = std::time::Duration::from_secs(1);

/// The same in a runtime that ends while the gate is held: the last words reach the Redis, too.
#[track_caller]
fn works_to_the_end(server: &RedisServer, redis: &Redis, database: u8) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(works(redis)).unwrap();
    let wanted = Wanted::new(SECOND * 30, SECOND);
    let permit = runtime.block_on(RedisGate::new(redis, "held").acquire(wanted));
    drop((runtime, permit.unwrap()));
    let told = server.tell(&format!(
        "SELECT {database}\r\nPTTL test:{{gate:held}}:lease"
    ));
    let left: i64 = told.strip_prefix("+OK\r\n:").unwrap().parse().unwrap();
    assert!((1..=1000).contains(&left), "{left}");
}

/// Counts and writes once each.
async fn works(redis: &Redis) -> Result<(), wikijs_sdk::connector::BoxError> {
    redis.ping().await?;
    for rate in [Rate::window(3, SECOND * 60), Rate::bucket(3, SECOND * 60)] {
        let limiter = RedisLimiter::new(redis, "all", rate)?.on_loss(OnLoss::Stop);
        assert_eq!(limiter.take(3).await?, Take::Taken);
        assert!(matches!(limiter.take(1).await?, Take::Wait(_)));
    }
    let gate = RedisGate::new(redis, "wiki");
    let permit = gate.acquire(Wanted::new(SECOND, SECOND)).await?;
    // Another waits, in the queue.
    let other = RedisGate::new(redis, "wiki");
    let waits = tokio::time::timeout(SECOND / 20, other.acquire(Wanted::new(SECOND, SECOND)));
    assert!(waits.await.is_err());
    drop(permit);
    Ok(())
}

#[test]
fn a_user_with_the_rights_that_are_told_may_do_all_that_is_needed_and_no_more() {
    let server = RedisServer::start();
    let rights = RIGHTS.trim().strip_prefix("user ").unwrap();
    let rights = rights
        .replace("wiki.example.org", "test")
        .replace("a-password", "s3cret");
    assert_eq!(server.tell(&format!("ACL SETUSER {rights}")), "+OK");
    let as_user = |password: &str, prefix: &str| {
        let url = server.url().replace("//", &format!("//wikijs:{password}@"));
        Redis::builder(url).prefix(prefix).build().unwrap()
    };
    works_to_the_end(&server, &as_user("s3cret", "test"), 0);
    let elsewhere = as_user("s3cret", "other");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let error = runtime.block_on(works(&elsewhere)).unwrap_err().to_string();
    assert!(
        error.contains("NOPERM") || error.contains("ermission"),
        "{error}"
    );
    let refused = as_user("wrong", "test");
    let refused = runtime.block_on(refused.ping()).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::NoPermit);
    assert!(
        !format!("{refused} {refused:#?}").contains("wrong@"),
        "{refused:#?}"
    );
}

#[test]
fn tls_is_spoken_to_who_is_trusted() {
    let (authority, stranger) = (Authority::new(), Authority::new());
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: String| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let identity = file("identity.pem", authority.identity("localhost"));
    let roots = file("roots.pem", authority.pem());
    let plain = RedisServer::start();
    let port = plain.port().to_string();
    drop(plain);
    let server = RedisServer::start_with(&[
        "--tls-port",
        &port,
        "--tls-cert-file",
        &identity,
        "--tls-key-file",
        &identity,
        "--tls-ca-cert-file",
        &roots,
    ]);
    let url = format!("rediss://localhost:{port}");
    let client = || {
        let builder = Redis::builder(&url).prefix("test");
        builder.client_certificate(authority.identity("client"))
    };
    let trusted = client().root_certificate(authority.pem());
    works_to_the_end(&server, &trusted.build().unwrap(), 0);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for (refused, says) in [
        (client().root_certificate(stranger.pem()), "certificate"),
        (
            Redis::builder(&url)
                .prefix("test")
                .root_certificate(authority.pem()),
            "",
        ),
    ] {
        let refused = refused.build().unwrap();
        let error = runtime.block_on(refused.ping()).unwrap_err();
        assert!(error.to_string().contains(says), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn a_socket_of_the_machine_will_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redis.sock");
    let server = RedisServer::start_with(&["--unixsocket", path.to_str().unwrap()]);
    let redis = Redis::builder(format!("unix://{}", path.display())).prefix("test");
    works_to_the_end(&server, &redis.build().unwrap(), 0);
}

#[test]
fn a_database_of_its_own_will_do() {
    let server = RedisServer::start();
    let redis = Redis::builder(server.url() + "/1").prefix("test");
    works_to_the_end(&server, &redis.build().unwrap(), 1);
    assert_eq!(server.number("DBSIZE"), 0, "nothing is written elsewhere");
}

#[tokio::test]
async fn no_password_is_shown() {
    let server = RedisServer::start_with(&["--requirepass", "s3cret"]);
    let url = server.url().replace("//", "//:s3cret@");
    let redis = Redis::builder(url.clone()).prefix("test");
    let shown = format!("{redis:?}");
    let redis = redis.build().unwrap();
    let limiter = RedisLimiter::new(&redis, "all", Rate::window(1, SECOND)).unwrap();
    let gate = RedisGate::new(&redis, "wiki");
    let shown = format!("{shown} {redis:?} {limiter:?} {gate:?}");
    assert!(!shown.contains("s3cret"), "{shown}");
    redis.ping().await.unwrap();
    let without = open(&server).ping().await.unwrap_err();
    assert!(
        without.to_string().contains("the Redis at 127.0.0.1"),
        "{without}"
    );
    for wrong in [
        format!("{url}#insecure").replace("redis:", "rediss:"),
        url.replace("redis:", "http:"),
    ] {
        let error = Redis::open(wrong, "test").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Settings);
        assert!(
            !format!("{error} {error:#?}").contains("s3cret"),
            "{error:#?}"
        );
    }
    assert!(
        builder(&server)
            .timeout(std::time::Duration::ZERO)
            .build()
            .is_err()
    );
}

/// What a Redis is told so that it refuses, what it says then, and what it is told so that it does not.
const REFUSALS: [[&str; 3]; 4] = [
    ["CONFIG SET maxmemory 1", "OOM", "CONFIG SET maxmemory 0"],
    ["REPLICAOF 127.0.0.1 1", "READONLY", "REPLICAOF NO ONE"],
    [
        "ACL SETUSER default -zadd -rpush -zscore -zrangebyscore",
        "can't run this command",
        "ACL SETUSER default +@all",
    ],
    [
        "SET test:{limit:all}:window x",
        "WRONGTYPE",
        "DEL test:{limit:all}:window",
    ],
];

#[tokio::test]
async fn a_redis_that_refuses_is_told_for_what_it_says_and_not_taken_for_one_that_is_away() {
    let server = RedisServer::start();
    let redis = open(&server);
    let limiter = RedisLimiter::new(&redis, "all", Rate::window(1000, SECOND)).unwrap();
    let limiter = limiter.on_loss(OnLoss::Stop);
    let gate = RedisGate::new(&redis, "wiki").on_loss(OnLoss::Stop);
    let wanted = Wanted::new(SECOND, SECOND);
    for [refuses, code, ends] in REFUSALS {
        server.tell(refuses);
        let mut refused = vec![limiter.take(1).await.unwrap_err()];
        match gate.acquire(wanted).await {
            Err(why) => refused.push(why),
            // The one key is of the wrong type, and the gate has nothing to do with it.
            Ok(permit) => {
                assert_eq!(code, "WRONGTYPE");
                assert_eq!(server.number("EXISTS test:{gate:wiki}:lease"), 1);
                drop(permit);
            }
        }
        for why in refused.iter().map(ToString::to_string) {
            assert!(why.contains("refuses: ") && why.contains(code), "{why}");
            assert!(!why.contains("does not answer"), "{why}");
        }
        server.tell(ends);
        // Nobody had to find it again first.
        assert_eq!(limiter.take(1).await.unwrap(), Take::Taken, "{code}");
    }
    let stranger = RedisServer::start_with(&["--requirepass", "s3cret"]);
    for (url, says) in [
        (stranger.url(), "NOAUTH"),
        (stranger.url().replace("//", "//:wrong@"), "refuses"),
    ] {
        let refused = Redis::open(url, "test")
            .unwrap()
            .ping()
            .await
            .unwrap_err()
            .to_string();
        assert!(
            refused.contains(says) && refused.contains("refuses: "),
            "{refused}"
        );
    }
}

#[test]
fn without_a_runtime_nothing_is_asked_and_nothing_panics() {
    let redis = Redis::open("redis://127.0.0.1:1", "test").unwrap();
    let limiter = RedisLimiter::new(&redis, "all", Rate::bucket(1, SECOND));
    let wanted = Wanted::new(SECOND, SECOND);
    for error in [
        redis.ping().now_or_never().unwrap().unwrap_err().into(),
        limiter
            .unwrap()
            .take(1)
            .now_or_never()
            .unwrap()
            .unwrap_err(),
        RedisGate::new(&redis, "wiki")
            .acquire(wanted)
            .now_or_never()
            .unwrap()
            .unwrap_err(),
    ] {
        assert!(error.to_string().contains("tokio runtime"), "{error}");
    }
}
