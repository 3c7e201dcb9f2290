//! When attempts are made, and when no more are.

use std::future::IntoFuture;
use std::time::Duration;

use tokio::time::{Instant, advance, timeout};
use wikijs_sandbox::{Fault, FaultKind, Sandbox};
use wikijs_sdk::connector::{HttpService, Reach};
use wikijs_sdk::{Client, ErrorKind, RateLimits, Retry};

use super::{SECOND, client, client_of, moving, plainly};
use crate::support::loopback::PAGE;
use crate::support::operations::Title;
use crate::support::script::{Act, Script};

/// A rate limit as the server tells it, seven seconds long.
const LIMITED: &str = r#"{"errors":[{"message":"Too many requests, please try again in 7 seconds.","path":["comments","create"]}],"data":{"comments":{"create":null}}}"#;

/// The answer to a comment.
const COMMENTED: &str = r#"{"data":{"comments":{"create":{"responseResult":{"succeeded":true,"errorCode":0,"slug":"ok","message":null},"id":5}}}}"#;

#[tokio::test(start_paused = true)]
async fn attempts_end_and_the_error_counts_them() {
    let script = Script::new([Act::Lost]);
    let error = client(&script).send(Title { id: 1 }).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Lost, 3));
    assert!(error.to_string().ends_with("(after 3 attempts)"), "{error}");
    assert_eq!(script.times(), [0, 1, 2].map(|second| second * SECOND));
    // Each attempt sends the same.
    let bodies = script.bodies();
    assert!(
        bodies
            .iter()
            .all(|body| *body == bodies[0] && !body.is_empty())
    );
}

#[tokio::test(start_paused = true)]
async fn without_settings_waits_grow_and_are_left_to_chance() {
    let script = Script::new([Act::Lost]);
    let client = Client::builder("https://wiki.test").connector(script.connector());
    let error = client
        .build()
        .unwrap()
        .send(Title { id: 1 })
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 3);
    let times = script.times();
    let [first, second] = [times[1] - times[0], times[2] - times[1]];
    assert!((SECOND / 4..=SECOND / 2).contains(&first), "{first:?}");
    assert!((SECOND / 2..=SECOND).contains(&second), "{second:?}");
}

#[tokio::test(start_paused = true)]
async fn equal_seeds_wait_alike() {
    let mut all = Vec::new();
    for seed in [1, 1, 2] {
        let script = Script::new([Act::Lost]);
        let client = client_of(&script, |builder| builder.retry(Retry::new().seed(seed)));
        client.send(Title { id: 1 }).await.unwrap_err();
        all.push(script.times());
    }
    assert_eq!(all[0], all[1]);
    assert_ne!(all[0], all[2]);
}

#[tokio::test(start_paused = true)]
async fn what_the_server_asks_for_is_waited_for() {
    let script = Script::new([
        Act::ComeBack(503, 5),
        Act::ComeBack(429, 2),
        Act::Answer(PAGE),
    ]);
    client(&script).send(Title { id: 1 }).await.unwrap();
    // A second of our own each time, so that not all come back at once.
    assert_eq!(script.times(), [0, 6, 9].map(|second| second * SECOND));
}

#[tokio::test(start_paused = true)]
async fn the_seconds_in_the_servers_own_message_are_heeded() {
    let script = Script::new([Act::Answer(LIMITED), Act::Answer(COMMENTED)]);
    // Our own limit would wait longer.
    let client = client_of(&script, |builder| {
        builder.rate_limits(RateLimits::new().server_limits(false))
    });
    let comment = client.comments().create(1, "text");
    comment.await.unwrap();
    assert_eq!(script.times(), [0, 8].map(|second| second * SECOND));
}

#[tokio::test(start_paused = true)]
async fn no_wait_outlasts_the_call() {
    for (limit, retry_after) in [(10, 300), (10, 10)] {
        let script = Script::new([Act::ComeBack(429, retry_after)]);
        let client = client_of(&script, |builder| {
            builder.total_timeout(Duration::from_secs(limit))
        });
        let began = Instant::now();
        let error = client.send(Title { id: 1 }).await.unwrap_err();
        assert_eq!((began.elapsed(), script.attempts()), (Duration::ZERO, 1));
        assert_eq!(error.kind(), ErrorKind::RateLimited);
        assert_eq!(error.retry_after(), Some(Duration::from_secs(retry_after)));
        assert!(
            error.to_string().contains("would outlast the time limit"),
            "{error}"
        );
    }
    // A call's own time limit is that of all its attempts.
    let script = Script::new([Act::ComeBack(429, 20)]);
    let call = client(&script).send(Title { id: 1 }).timeout(20 * SECOND);
    assert!(
        call.await
            .unwrap_err()
            .to_string()
            .contains("would outlast")
    );
}

#[tokio::test(start_paused = true)]
async fn a_limit_of_its_own_ends_the_attempts() {
    let script = Script::new([Act::Lost]);
    let retry = plainly().attempts(100).time_limit(4 * SECOND);
    let error = client_of(&script, |builder| builder.retry(retry))
        .send(Title { id: 1 })
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 4);
    assert!(error.to_string().contains("would outlast"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_deadline_in_the_second_attempt_tells_of_that_and_of_the_first() {
    for (first, reach, doubtful) in [
        (Act::ComeBack(429, 1), Reach::Unknown, true),
        (Act::NoConnection, Reach::Unknown, true),
    ] {
        let script = Script::new([first, Act::Hang]);
        let client = client_of(&script, |builder| builder.total_timeout(10 * SECOND));
        let error = client.send(moving()).await.unwrap_err();
        assert_eq!(
            (error.reach(), error.is_doubtful()),
            (reach, doubtful),
            "{error}"
        );
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 2));
    }
    // In the wait before the second attempt nothing is under way.
    let script = Script::new([Act::NoConnection]);
    let client = client_of(&script, |builder| {
        builder
            .retry(plainly().attempts(100))
            .total_timeout(10 * SECOND)
    });
    let error = client.send(moving()).await.unwrap_err();
    assert_eq!(
        (error.reach(), error.is_doubtful()),
        (Reach::NeverSent, false),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn who_stops_waiting_sends_nothing_more() {
    let script = Script::new([Act::Lost]);
    let client = client(&script);
    let call = client.send(Title { id: 1 }).into_future();
    assert!(timeout(SECOND / 2, call).await.is_err());
    advance(10 * SECOND).await;
    assert_eq!(script.attempts(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_wikis_own_limit_is_waited_out() {
    let sandbox = Sandbox::builder()
        .fault(
            Fault::new(FaultKind::TooManyRequests(4))
                .on("pages.list")
                .times(1),
        )
        .in_process();
    let client = Client::builder(sandbox.url())
        .token(sandbox.admin_token())
        .retry(plainly())
        .connector(HttpService::new(sandbox.service()))
        .build()
        .unwrap();
    let began = Instant::now();
    client.pages().list().await.unwrap();
    assert_eq!(began.elapsed(), 5 * SECOND);
}
